"""The `bbox` parameter: four or six numbers in `bbox-crs`, turned into an area of EPSG:5514."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import shapely

from gis.api.parameters import number
from gis.api.problems import BadParameter
from gis.api.systems import System
from layers.crs import COUNTRY_5514, ETRS89, KROVAK, KROVAK_SOUTH_WEST, WGS84, parametric

_MARGIN = 0.2
"""How far beyond the country an area may reach, in its widths; more is cut, nothing lies there."""
_HALVINGS = 7
_STEPS = 16
"""Points on each edge of a box that is bent by the transformation."""


class Area(NamedTuple):
    """An area of EPSG:5514 as EWKB (hexadecimal), and an upright box well within it.

    What has its own box within the core surely touches the area: a third of a page's time went to
    finding that out by geometry. An area without width has no core.
    """

    shape: str
    core: str | None


class Box(NamedTuple):
    """x min, y min, x max, y max with x east, y north (EPSG:5513: Y west, X south)."""

    west: float
    south: float
    east: float
    north: float


def parse_area(text: str, system: System) -> Area | None:
    """The area in EPSG:5514; None when it lies off the country.

    Raises `BadParameter`. In geographic systems west may be greater than east: the box then runs
    over the 180th meridian.
    """
    numbers = [number(part.strip(), parameter="bbox") for part in text.split(",", 6)]
    if len(numbers) not in {4, 6}:
        raise BadParameter(
            "bbox", "Musí mít čtyři nebo šest čísel.", "Must have four or six numbers."
        )
    half = len(numbers) // 2
    (x1, y1), (x2, y2) = numbers[:2], numbers[half : half + 2]
    if system.swapped:
        x1, y1, x2, y2 = y1, x1, y2, x2
    if half == 3 and numbers[2] > numbers[5]:
        raise _reversed()
    return area_of(_boxes(x1, y1, x2, y2, system), system.srid)


def area_of(boxes: Iterable[Box], srid: int) -> Area | None:
    """The boxes as one area; None when all lie off the country."""
    cuts = [cut for box in boxes if (cut := _cut(box, srid))]
    if not cuts:
        return None
    shape = shapely.union_all([_in_krovak(box, srid) for box in cuts])
    return Area(ewkb(shape), _core(shape))


def _core(shape: shapely.Geometry) -> str | None:
    """The greatest box of the area's own proportions around its middle, found by halving."""
    west, south, east, north = shape.bounds
    if not shape.area:
        return None
    shapely.prepare(shape)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    found, low, high = None, 0.0, 1.999  # the first try is all but the whole: an upright box
    for _ in range(_HALVINGS):
        half = (low + high) / 4
        dx, dy = (east - west) * half, (north - south) * half
        box = shapely.box(middle_x - dx, middle_y - dy, middle_x + dx, middle_y + dy)
        if shape.covers(box):
            found, low = box, half * 2
        else:
            high = half * 2
        if low > 0.99:
            break
    return ewkb(found) if found is not None else None


def ewkb(shape: shapely.Geometry) -> str:
    return str(shapely.to_wkb(shapely.set_srid(shape, KROVAK), hex=True, include_srid=True))


def _boxes(x1: float, y1: float, x2: float, y2: float, system: System) -> list[Box]:
    if y1 > y2:
        raise _reversed()
    if x1 <= x2:
        return [Box(x1, y1, x2, y2)]
    if system.srid in {WGS84, ETRS89}:
        return [Box(x1, y1, 180.0, y2), Box(-180.0, y1, x2, y2)]
    raise _reversed()


def _reversed() -> BadParameter:
    return BadParameter(
        "bbox",
        "První roh musí být menší než druhý.",
        "The first corner must be less than the second.",
    )


def _cut(box: Box, srid: int) -> Box | None:
    whole = country(srid)
    cut = Box(
        max(box.west, whole.west),
        max(box.south, whole.south),
        min(box.east, whole.east),
        min(box.north, whole.north),
    )
    return cut if cut.west <= cut.east and cut.south <= cut.north else None


@cache
def country(srid: int) -> Box:
    """Where data may lie, in the system, with a margin; the transformation is sound within."""
    west, south, east, north = moved(
        shapely.segmentize(shapely.box(*COUNTRY_5514), 10_000), KROVAK, srid
    ).bounds
    dx, dy = (east - west) * _MARGIN, (north - south) * _MARGIN
    return Box(west - dx, south - dy, east + dx, north + dy)


def _in_krovak(box: Box, srid: int) -> shapely.Geometry:
    if box.west == box.east or box.south == box.north:
        shape: shapely.Geometry = shapely.LineString([box[:2], box[2:]])
        if box[:2] == box[2:]:
            shape = shapely.Point(box[:2])
    else:
        shape = shapely.box(*box)
    if srid == KROVAK:
        return shape
    longest = max(box.east - box.west, box.north - box.south)
    return moved(shapely.segmentize(shape, longest / _STEPS or 1), srid, KROVAK)


def moved(shape: shapely.Geometry, source: int, target: int) -> shapely.Geometry:
    if source == target:
        return shape
    if KROVAK_SOUTH_WEST in {source, target}:
        return shapely.transform(shape, lambda pairs: -pairs)
    move = parametric(source, target)
    return shapely.transform(shape, move.transform, interleaved=False)
