"""The ground under the layout: the smooth warp that makes it organic, and the height of the land.

The layout is drawn in a plane of its own, in whole centimetres from the corner of the first tile;
every vertex then goes through `to_krovak`. The warp is a function of the vertex alone, so whatever
shares a vertex in the layout shares it on the map, to the last bit.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

TILE_M = 8_500.0
"""The layout repeats its borders (not its land) with this period in both directions."""

ORIGIN = (-689_800.0, -979_600.0)
"""EPSG:5514 east and north of the corner of the first tile: south of Liberec."""

# Wavelength, amplitude (metres), direction, phase: the slopes add up to less than one, so that
# the warp never folds the land.
_WAVES = np.array(
    [
        (7_300.0, 210.0, 0.4, 0.3),
        (5_100.0, 150.0, 2.1, 1.7),
        (2_300.0, 34.0, 1.1, 4.0),
        (1_700.0, 26.0, 2.7, 0.9),
        (640.0, 4.5, 0.1, 2.2),
        (530.0, 3.5, 1.8, 5.1),
    ]
)


def to_krovak(layout_cm: Integers) -> Floats:
    """Layout vertices (n, 2) in centimetres → EPSG:5514 metres, rounded to two decimals."""
    metres = layout_cm / 100.0
    shifted = metres.copy()
    for length, amplitude, direction, phase in _WAVES:
        wave = 2 * np.pi / length
        along = metres[:, 0] * np.cos(direction) + metres[:, 1] * np.sin(direction)
        shifted[:, 0] += amplitude * np.sin(wave * along + phase)
        shifted[:, 1] += amplitude * np.sin(wave * along * 0.93 + phase + 1.3)
    rounded: Floats = np.round(shifted + ORIGIN, 2)
    return rounded


def height(points: Floats) -> Floats:
    """Relative height (about −1…1) of layout points (n, 2) in metres, periodic with the tile."""
    x, y = 2 * np.pi / TILE_M * points.T
    rise = (
        np.sin(2 * x + np.cos(y))
        + 0.9 * np.sin(3 * y + 1.1 + np.sin(x))
        + 0.7 * np.sin(5 * x - 3 * y)
        + 0.5 * np.sin(7 * y + 4 * x + 0.7)
    )
    result: Floats = rise / 3.1
    return result


GRID_M = 0.2
"""The grid all drawing is noded on: no vertex comes closer than half of it to a foreign side.

That is more than a straight side is bent by the warp, so nothing crosses on the map.
"""


def rounded(points: Floats) -> Floats:
    """Points on the drawing grid, in metres with two decimals."""
    result: Floats = np.round(np.rint(np.asarray(points) / GRID_M) * GRID_M, 2)
    return result


def centimetres(points: Floats) -> Integers:
    result: Integers = np.rint(np.asarray(points) * 100).astype(np.int64)
    return result
