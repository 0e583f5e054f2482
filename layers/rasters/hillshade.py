"""Light and shade of the terrain, from heights on a grid."""

import numpy as np
from numpy.typing import NDArray

AZIMUTH, ALTITUDE = 315.0, 45.0
"""Degrees: the light falls from the north-west, as on all maps."""
MARGIN_PX = 1
"""The slope of a pixel is that of its neighbours."""

_REFERENCE_M = 4.0
_EXAGGERATION = 0.45
"""Averaged land is flatter: slopes grow with this power of the pixel beyond the reference."""


def relative_light(
    heights: NDArray[np.float32], *, across_m: float, down_m: float
) -> NDArray[np.float32]:
    """How much lighter (to 0.41) or darker (to −1) than level land; NaN where unknown.

    Horn's formula; `heights` has one pixel more on each side than the result. `across_m` and
    `down_m` are the sides of a pixel on the ground.
    """
    z = heights * np.float32(max(1.0, (down_m / _REFERENCE_M) ** _EXAGGERATION))
    west = z[:-2, :-2] + 2 * z[1:-1, :-2] + z[2:, :-2]
    east = z[:-2, 2:] + 2 * z[1:-1, 2:] + z[2:, 2:]
    north = z[:-2, :-2] + 2 * z[:-2, 1:-1] + z[:-2, 2:]
    south = z[2:, :-2] + 2 * z[2:, 1:-1] + z[2:, 2:]
    to_east, to_north = (east - west) / (8 * across_m), (north - south) / (8 * down_m)
    azimuth, altitude = np.radians(AZIMUTH), np.radians(ALTITUDE)
    light = np.sin(altitude) - np.cos(altitude) * (
        to_east * np.sin(azimuth) + to_north * np.cos(azimuth)
    )
    light /= np.sqrt(1 + to_east**2 + to_north**2)
    result: NDArray[np.float32] = np.maximum(light, 0) / np.sin(altitude) - 1
    return result
