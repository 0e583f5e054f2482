"""Polygons from the lines that bound them: built, repaired when they do not close, or refused."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.importers.vfk.linework import Bounds, Geometries, Linework, collected, spread
from layers.importers.vfk.spool import Floats, Integers

SNAP_M = 0.05
"""Ends of lines that are no farther from each other are taken for one point when a ring is open."""
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
        found = _repaired(lines[at])
        if found is not None:
            areas[at], left_over[at], repaired[at] = *found, True
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


def _repaired(
    lines: shapely.MultiLineString,
) -> tuple[shapely.Geometry, bool] | None:
    """A valid polygon after noding, then after snapping of ends; None when neither helps."""
    for attempt in (lines, _snapped(lines)):
        area = shapely.build_area(shapely.union_all(attempt))
        if area.is_empty or not area.is_valid:
            continue
        if not _left_over(np.array([area]), np.array([attempt]))[0]:
            return area, False
    return None


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
