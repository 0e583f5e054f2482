"""The grid of S-JTSK on a map, with coordinates at its edges, and where north is."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, ceil, degrees, floor
from typing import Literal

from layers.crs import KROVAK, WGS84, parametric
from layers.map_picture import MapPicture

_APART_MM = 40.0
_NEAR_CORNER_MM = 9.0
"""A number there would meet that of the other axis."""
_STEP_NORTH = 0.001


@dataclass(frozen=True, slots=True)
class Line:
    """At `at_mm` from the left or the upper edge; its name is Y or X as people write them."""

    axis: Literal["y", "x"]
    at_mm: float
    label: str


def graticule(picture: MapPicture) -> list[Line]:
    """Lines a round distance apart, numbered by the positive Y (west) and X (south)."""
    step = _step(picture.scale)
    west, south, east, north = picture.box
    across = [
        Line("y", picture.on_sheet(value, north)[0], _label("Y", value))
        for value in _round_values(west, east, step)
    ]
    down = [
        Line("x", picture.on_sheet(west, value)[1], _label("X", value))
        for value in _round_values(south, north, step)
    ]
    return [
        line
        for line, length in (
            *((line, picture.width_mm) for line in across),
            *((line, picture.height_mm) for line in down),
        )
        if _NEAR_CORNER_MM <= line.at_mm <= length - _NEAR_CORNER_MM
    ]


def to_north(picture: MapPicture) -> float:
    """By how many degrees, clockwise, true north differs from the map's upwards.

    S-JTSK's axes are turned by the convergence of meridians, 4 to 10 degrees in the country.
    """
    move = parametric(WGS84, KROVAK)
    longitude, latitude = parametric(KROVAK, WGS84).transform(*picture.middle)
    east, north = move.transform(longitude, latitude + _STEP_NORTH)
    return degrees(atan2(east - picture.middle[0], north - picture.middle[1]))


def _step(scale: float) -> int:
    least = _APART_MM * scale / 1000
    power = 10 ** floor(len(str(int(least))) - 1)
    return next(int(factor * power) for factor in (1, 2, 5, 10) if factor * power >= least)


def _round_values(low: float, high: float, step: int) -> Iterator[int]:
    yield from range(ceil(low / step) * step, floor(high / step) * step + 1, step)


def _label(axis: str, value: int) -> str:
    return f"{axis} {-value:,}".replace(",", "\u202f")
