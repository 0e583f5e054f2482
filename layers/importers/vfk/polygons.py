"""Polygons from the lines that bound them: built, repaired when they do not close, or refused."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.importers.vfk.linework import Bounds, Geometries, Linework, collected, spread
from layers.importers.vfk.spool import Floats, Integers

SNAP_M = 0.05
"""Ends of lines that are no farther from each other are taken for one point when a ring is open."""
_OUTSIDE = -1
_USED_UP_M = 0.001
"""Lines longer by more than this than the rim of their polygon were not used up."""


@dataclass(frozen=True)
class Built:
    """One entry an object: `areas` are valid polygons or None; `lines` what they were built of.

    `repaired` closed only after noding or snapping; `left_over` are lines that bound nothing;
    `lacking` counts the lines without points; `accuracy_m` is that of the worst vertex, 0 where it
    is not known of all.
    """

    areas: Geometries
    lines: Geometries
    repaired: NDArray[np.bool_]
    left_over: NDArray[np.bool_]
    lacking: Integers
    accuracy_m: Floats


def build(owners: Integers, bounds: Bounds, linework: Linework, quality_m: Floats) -> Built:
    """The polygons of the objects; `quality_m` turns codes of quality into metres."""
    whose, line, lacking = bounds.of(owners, linework)
    shapes = linework.shapes(line)
    none = shapes == None  # noqa: E711  (elementwise)
    lacking = lacking + np.bincount(whose[none], minlength=len(owners))
    lines = collected(shapes, whose, len(owners))
    areas = shapely.build_area(lines)
    left_over = _left_over(areas, lines)
    open_ = (shapely.is_missing(areas) | shapely.is_empty(areas) | left_over) & (
        ~shapely.is_missing(lines)
    )
    wrong = open_ | ~(shapely.is_valid(areas) | shapely.is_missing(areas))
    repaired = np.zeros(len(owners), bool)
    for at in np.flatnonzero(wrong):
        found = _sound(_by_parity(lines[at]), lines[at])
        repaired[at] = found is None and (found := _repaired(lines[at])) is not None
        if found is not None:
            areas[at], left_over[at] = found, False
        elif not shapely.is_valid(areas[at]) or shapely.is_empty(areas[at]):
            areas[at] = None
    areas[shapely.is_empty(areas)] = None
    worst = _worst(linework, whose, line, len(owners), quality_m)
    return Built(areas, lines, repaired, left_over, lacking, worst)


def _left_over(areas: Geometries, lines: Geometries) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (
        shapely.length(lines) - shapely.length(areas) > _USED_UP_M
    ) & ~shapely.is_missing(areas)
    return found


def _by_parity(lines: shapely.MultiLineString) -> shapely.Geometry | None:
    """The area whose border are all the lines: each of them parts what is in from what is out.

    Needed where parts of a parcel meet in more than one point: what they enclose is not theirs.
    """
    faces = shapely.get_parts(shapely.polygonize([lines]))
    sides: dict[frozenset[tuple[float, ...]], list[int]] = {}
    for number, face in enumerate(faces):
        for ring in (face.exterior, *face.interiors):
            for side in pairwise(ring.coords):
                sides.setdefault(frozenset(side), []).append(number)
    neighbours: dict[int, list[int]] = {_OUTSIDE: []}
    for found in sides.values():
        one, other = (found[0], found[1]) if len(found) > 1 else (found[0], _OUTSIDE)
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    is_in, waiting = {_OUTSIDE: False}, [_OUTSIDE]
    while waiting:
        face = waiting.pop()
        for other in neighbours[face]:
            if other not in is_in:
                is_in[other] = not is_in[face]
                waiting.append(other)
            elif is_in[other] == is_in[face]:
                return None
    return shapely.union_all([faces[n] for n, inside in is_in.items() if inside])


def _repaired(lines: shapely.MultiLineString) -> shapely.Geometry | None:
    """A valid polygon after noding, then after snapping of ends; None when neither helps."""
    for attempt in (lines, _snapped(lines)):
        noded = shapely.union_all(attempt)
        area = _sound(_by_parity(noded), noded) or _sound(shapely.build_area(noded), noded)
        if area is not None:
            return area
    return None


def _sound(
    area: shapely.Geometry | None, lines: shapely.MultiLineString
) -> shapely.Geometry | None:
    """The area if it is valid and its rim are all of the lines."""
    if area is None or area.is_empty or not area.is_valid:
        return None
    return None if _left_over(np.array([area]), np.array([lines]))[0] else area


def _snapped(lines: shapely.MultiLineString) -> shapely.MultiLineString:
    """Ends that meet no other end are moved to the nearest one within `SNAP_M`."""
    parts = list(lines.geoms)
    ends = np.array([[part.coords[0], part.coords[-1]] for part in parts])
    flat = ends.reshape(-1, 2)
    moved = flat.copy()
    for at, end in enumerate(flat):
        away = np.hypot(*(flat - end).T)
        away[at] = np.inf
        if away.min() > 0 and away.min() <= SNAP_M:
            other = int(away.argmin())
            moved[at] = min(tuple(end), tuple(flat[other]))
    for part, (first, last) in enumerate(moved.reshape(-1, 2, 2)):
        coordinates = shapely.get_coordinates(parts[part])
        coordinates[0], coordinates[-1] = first, last
        parts[part] = shapely.LineString(coordinates)
    return shapely.MultiLineString(parts)


def _worst(
    linework: Linework, whose: Integers, line: Integers, count: int, quality_m: Floats
) -> Floats:
    """The worst quality of all vertices of each object, 0 where one is not known."""
    worst = np.zeros(count)
    if not len(line) or not len(linework.quality):
        return worst
    starts, ends = linework.starts[line], linework.starts[line + 1]
    part, vertex = spread(starts, ends)
    owner = whose[part]
    metres = quality_m[linework.quality[vertex]]
    np.maximum.at(worst, owner, metres)
    unknown = np.zeros(count, bool)
    unknown[owner[metres == 0]] = True
    worst[unknown] = 0
    return worst
