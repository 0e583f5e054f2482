"""A geometry that a filter holds, checked and moved into EPSG:5514: never the column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import shapely
from psycopg2.sql import SQL, Composable, Literal
from pygeofilter import values
from shapely.geometry import shape as shape_of

from gis.api import area
from gis.api.filter.limits import MAX_VERTICES
from gis.api.filter.problem import BadFilter, BadGeometry
from gis.api.systems import System
from layers.crs import ETRS89, KROVAK, WGS84

_NESTING = {
    "Point": 0,
    "LineString": 1,
    "MultiPoint": 1,
    "Polygon": 2,
    "MultiLineString": 2,
    "MultiPolygon": 3,
}
"""How many arrays stand around a position of each shape."""
_MAX_PARTS = 1_000
_STEP_M = 500.0
_STEP_DEGREES = 0.005
_MAX_STEPS = 2_000
"""A straight line of one system is bent in another: a point at least every so much of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """What lies in the country of a geometry; `whole` when that is all of it.

    `sql` is None when nothing of it does.
    """

    sql: Composable | None
    whole: bool
    mixed: bool


def place(value: values.Geometry | values.Envelope, system: System) -> Place:
    """Raises `BadFilter` for what is no geometry, `BadGeometry` for one that is not sound."""
    if isinstance(value, values.Envelope):
        shape = _box(value, system)
    else:
        shape = _sound(_flipped(_shape(value.geometry), system))
    country = shapely.box(*area.country(system.srid))
    whole = bool(country.covers(shape))
    if not whole:
        shape = _cut(shape, country)
    if shape.is_empty:
        return Place(None, whole=False, mixed=False)
    moved = _in_krovak(shape, system.srid)
    mixed = moved.geom_type == "GeometryCollection"
    return Place(SQL("{}::geometry").format(Literal(area.ewkb(moved))), whole, mixed)


def _shape(document: Any, depth: int = 0) -> shapely.Geometry:
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "GeometryCollection" and isinstance(document.get("geometries"), list | tuple):
        parts = document["geometries"]
        if not parts or len(parts) > _MAX_PARTS or depth > 10:
            raise _no_geometry("GeometryCollection")
        return _joined([_shape(part, depth + 1) for part in parts])
    if kind not in _NESTING:
        raise _no_geometry(str(kind))
    positions = list(_positions(document.get("coordinates"), _NESTING[kind], kind))
    if not positions or len(positions) > MAX_VERTICES:
        raise BadFilter(
            f"Geometrie musí mít 1 až {MAX_VERTICES} bodů.",
            f"A geometry must have from 1 to {MAX_VERTICES} points.",
        )
    _check_rings(document["coordinates"], kind)
    try:
        return shapely.force_2d(shape_of({"type": kind, "coordinates": document["coordinates"]}))
    except (ValueError, TypeError, IndexError, shapely.errors.GEOSException) as exc:
        raise BadGeometry(f"Geometrie není úplná: {exc}.", f"Incomplete geometry: {exc}.") from exc


def _positions(value: Any, nesting: int, kind: str) -> Iterator[Sequence[float]]:
    if not isinstance(value, list | tuple) or not value:
        raise _no_geometry(kind)
    if nesting:
        for each in value:
            yield from _positions(each, nesting - 1, kind)
    elif not 2 <= len(value) <= 4 or not all(_is_coordinate(each) for each in value):
        raise _no_geometry(kind)
    else:
        yield value


def _check_rings(coordinates: Any, kind: str) -> None:
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    if any(list(ring[0][:2]) != list(ring[-1][:2]) for rings in polygons for ring in rings):
        raise BadGeometry(
            "Geometrie není platná: prstenec není uzavřen.", "Invalid geometry: a ring is open."
        )


def _is_coordinate(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _no_geometry(kind: str) -> BadFilter:
    return BadFilter(
        f"{kind[:40]} s takovými souřadnicemi není geometrie.",
        f"{kind[:40]} with such coordinates is no geometry.",
    )


def _joined(parts: list[shapely.Geometry]) -> shapely.Geometry:
    """Parts of one dimension as one geometry of it: the relations know no collections."""
    for part in parts:
        _sound(part)
    dimensions = {int(shapely.get_dimensions(part)) for part in parts}
    return shapely.union_all(parts) if len(dimensions) == 1 else shapely.GeometryCollection(parts)


def _sound(shape: shapely.Geometry) -> shapely.Geometry:
    if not shape.is_valid or shape.is_empty:
        reason = "Empty" if shape.is_empty else shapely.is_valid_reason(shape)
        raise BadGeometry(f"Geometrie není platná: {reason}.", f"Invalid geometry: {reason}.")
    return shape


def _flipped(shape: shapely.Geometry, system: System) -> shapely.Geometry:
    if not system.swapped:
        return shape
    return shapely.transform(shape, lambda pairs: pairs[:, ::-1])


def _box(value: values.Envelope, system: System) -> shapely.Geometry:
    x1, y1, x2, y2 = value.x1, value.y1, value.x2, value.y2
    if system.swapped:
        x1, y1, x2, y2 = y1, x1, y2, x2
    if y1 > y2 or (x1 > x2 and system.srid not in {WGS84, ETRS89}):
        raise BadFilter(
            "První roh obálky musí být menší než druhý.",
            "The first corner of a box must be less than the second.",
        )
    if x1 > x2:  # over the 180th meridian
        return shapely.union_all([shapely.box(x1, y1, 180, y2), shapely.box(-180, y1, x2, y2)])
    if x1 == x2 or y1 == y2:
        line = shapely.LineString([(x1, y1), (x2, y2)])
        return shapely.Point(x1, y1) if (x1, y1) == (x2, y2) else line
    return shapely.box(x1, y1, x2, y2)


def _cut(shape: shapely.Geometry, country: shapely.Geometry) -> shapely.Geometry:
    """Without the points and lines that are left where the geometry only touches the box."""
    found = shape.intersection(country)
    if found.geom_type != "GeometryCollection" or shape.geom_type == found.geom_type:
        return found
    parts = shapely.get_parts(found)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == shapely.get_dimensions(shape)])


def _in_krovak(shape: shapely.Geometry, srid: int) -> shapely.Geometry:
    if srid == KROVAK or shapely.get_dimensions(shape) == 0:
        return area.moved(shape, srid, KROVAK)
    step = _STEP_DEGREES if srid in {WGS84, ETRS89} else _STEP_M
    dense = shapely.segmentize(shape, max(step, shape.length / _MAX_STEPS))
    found = area.moved(dense, srid, KROVAK)
    return found if found.is_valid else shapely.make_valid(found)
