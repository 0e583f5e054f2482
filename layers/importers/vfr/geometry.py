"""GML geometries of VFR to EWKB in EPSG:5514, straight from the text."""

import struct
import sys
from array import array
from collections.abc import Callable
from math import isfinite

from lxml.etree import _Element

from layers.crs import KROVAK
from layers.importers import arcs
from layers.importers.arcs import Line, check_size
from layers.importers.bad_value import BadValue
from layers.importers.record import WKB
from layers.importers.vfr.values import local_name

Polygon = list[bytes]
"""Rings, the outer one first, each as WKB has it: number of points, ordinates."""

_BYTE_ORDER = b"\x01" if sys.byteorder == "little" else b"\x00"
_COUNT = struct.Struct("=I")
_POINT_BYTES = 16
_SRID_FLAG = 0x20000000
_POINT, _LINE, _POLYGON, _MULTIPOINT, _MULTILINE, _MULTIPOLYGON = range(1, 7)
_INNER = {kind: _BYTE_ORDER + struct.pack("=I", kind) for kind in range(1, 7)}
_OUTER = {kind: _BYTE_ORDER + struct.pack("=II", kind | _SRID_FLAG, KROVAK) for kind in range(1, 7)}


Shape = Callable[[_Element], WKB]
"""Makes one column's geometry of a GML element; raises `BadValue`."""


class ForeignSystem(BadValue):
    """The geometry is not in EPSG:5514."""


def surface(gml: _Element) -> WKB:
    """`Polygon` as POLYGON, anything composed as MULTIPOLYGON."""
    _check_system(gml)
    if local_name(gml.tag) in ("Polygon", "Surface"):
        polygons = _polygons(gml)
        if len(polygons) == 1:
            return _OUTER[_POLYGON] + _polygon_body(polygons[0])
        return _multi(_MULTIPOLYGON, _POLYGON, [_polygon_body(p) for p in polygons])
    return multi_surface(gml)


def multi_surface(gml: _Element) -> WKB:
    """Any surface as MULTIPOLYGON."""
    _check_system(gml)
    return _multi(_MULTIPOLYGON, _POLYGON, [_polygon_body(p) for p in _polygons(gml)])


def multi_line(gml: _Element) -> WKB:
    """Any curve as MULTILINESTRING."""
    _check_system(gml)
    bodies = []
    for line in _lines(gml):
        if len(line) < 4:
            raise BadValue("Linie má méně než dva body.")
        bodies.append(_counted(line))
    return _multi(_MULTILINE, _LINE, bodies)


def point(gml: _Element) -> WKB:
    """`Point`, or the first one of a `MultiPoint`, as POINT."""
    _check_system(gml)
    return _OUTER[_POINT] + _points(gml)[0]


def multi_point(gml: _Element) -> WKB:
    """`Point` or `MultiPoint` as MULTIPOINT."""
    _check_system(gml)
    return _multi(_MULTIPOINT, _POINT, _points(gml))


def _check_system(gml: _Element) -> None:
    """The system named by `srsName` (URN, URL or short); VFR without one is in EPSG:5514."""
    name = gml.get("srsName")
    if name is not None and name != "urn:ogc:def:crs:EPSG::5514":
        code = name.replace("/", ":").rpartition(":")[2]
        if code != str(KROVAK) or "epsg" not in name.lower():
            raise ForeignSystem(f"Souřadnicový systém „{name[:60]}“ není S-JTSK (EPSG:{KROVAK}).")
    dimension = gml.get("srsDimension")
    if dimension is not None and dimension != "2":
        raise BadValue(f"Geometrie má {dimension[:10]} souřadnice na bod místo dvou.")


def _multi(outer: int, inner: int, bodies: list[bytes]) -> WKB:
    if not bodies:
        raise BadValue("Geometrie je prázdná.")
    header = _INNER[inner]
    return _OUTER[outer] + _COUNT.pack(len(bodies)) + header + header.join(bodies)


def _polygon_body(rings: Polygon) -> bytes:
    return _COUNT.pack(len(rings)) + b"".join(rings)


def _counted(line: Line) -> bytes:
    return _COUNT.pack(len(line) // 2) + line.tobytes()


def _points(gml: _Element) -> list[bytes]:
    if local_name(gml.tag) == "Point":
        coordinates = _direct_positions(gml)
        if len(coordinates) != 2:
            raise BadValue("Bod nemá právě dvě souřadnice.")
        return [coordinates.tobytes()]
    found = [body for child in _members(gml, "Point", "MultiPoint") for body in _points(child)]
    if not found:
        raise BadValue("Geometrie je prázdná.")
    return found


def _polygons(gml: _Element) -> list[Polygon]:
    name = local_name(gml.tag)
    if name in ("Polygon", "PolygonPatch", "Rectangle", "Triangle"):
        return [_rings(gml)]
    parts = _members(
        gml,
        "Polygon",
        "PolygonPatch",
        "Surface",
        "MultiSurface",
        "CompositeSurface",
        "MultiPolygon",
        "Rectangle",
        "Triangle",
    )
    found: list[Polygon] = []
    size = 0
    for part in parts:
        found += (polygons := _polygons(part))
        size += sum(len(ring) for polygon in polygons for ring in polygon)
        check_size(size // _POINT_BYTES)
    return found


def _members(gml: _Element, *allowed: str) -> list[_Element]:
    """The geometries in the properties of an aggregate: `pointMembers`, `surfaceMember`, …"""
    found = [child for wrapper in gml for child in wrapper]
    for child in found:
        if local_name(child.tag) not in allowed:
            inner, outer = local_name(child.tag)[:40], local_name(gml.tag)[:40]
            raise BadValue(f"Prvek {inner} v geometrii {outer} není podporován.")
    return found


def _rings(polygon: _Element) -> Polygon:
    rings: Polygon = []
    size = 0
    for boundary in polygon:
        expected = "interior" if rings else "exterior"
        if local_name(boundary.tag) != expected or len(boundary) != 1:
            raise BadValue("Polygon nemá jedinou vnější hranici následovanou vnitřními.")
        rings.append(_ring(boundary[0]))
        size += len(rings[-1])
        check_size(size // _POINT_BYTES)
    if not rings:
        raise BadValue("Polygon nemá hranici.")
    return rings


def _ring(gml: _Element) -> bytes:
    line = _ordinates(gml) if local_name(gml.tag) == "LinearRing" else _curve(gml)
    if len(line) < 8:
        raise BadValue("Prstenec hranice má méně než čtyři body.")
    if line[0] != line[-2] or line[1] != line[-1]:
        raise BadValue("Prstenec hranice není uzavřený.")
    return _counted(line)


def _lines(gml: _Element) -> list[Line]:
    name = local_name(gml.tag)
    if name in ("MultiCurve", "MultiLineString"):
        parts = _members(gml, "LineString", "Curve", "CompositeCurve", "MultiCurve")
        return [line for part in parts for line in _lines(part)]
    return [_curve(gml)]


def _curve(gml: _Element) -> Line:
    """One connected line of a primitive, a segment, or a chain of them."""
    stroke = _PRIMITIVES.get(local_name(gml.tag))
    if stroke is not None:
        return stroke(gml)
    if local_name(gml.tag) not in ("Curve", "Ring", "CompositeCurve"):
        raise BadValue(f"Křivka {local_name(gml.tag)[:40]} není podporována.")
    whole: Line = array("d")
    for wrapper in gml:
        for part in wrapper:
            line = _curve(part)
            if not whole:
                whole.extend(line)
            elif whole[-2] == line[0] and whole[-1] == line[1]:
                whole.extend(line[2:])
            else:
                raise BadValue("Části křivky na sebe nenavazují.")
            check_size(len(whole) // 2)
    return whole


def _ordinates(gml: _Element) -> Line:
    """Coordinates of a primitive: one `posList`, or `pos` after `pos` (also in `pointProperty`)."""
    if len(gml) == 1:
        return numbers(gml[0].text)
    return _direct_positions(gml)


def _direct_positions(gml: _Element) -> Line:
    found: Line = array("d")
    for element in gml:
        name = local_name(element.tag)
        if name in ("pos", "posList"):
            found.extend(numbers(element.text))
    return found


def numbers(text: str | None) -> Line:
    """Pairs of finite numbers; `float` alone would also take `nan`, `1_0` and Arabic digits."""
    if text is None:
        raise BadValue("Geometrie nemá souřadnice.")
    try:
        values = array("d", map(float, text.split()))
    except ValueError as exc:
        raise BadValue(f"Souřadnice nejsou čísla: „{text.strip()[:60]}“.") from exc
    if not isfinite(sum(values)) or "_" in text or not text.isascii():
        raise BadValue(f"Souřadnice nejsou konečná čísla: „{text.strip()[:60]}“.")
    if len(values) % 2 or not values:
        raise BadValue(f"Počet souřadnic ({len(values)}) není sudý.")
    return values


def _number(gml: _Element, name: str) -> float:
    for child in gml:
        if local_name(child.tag) == name:
            try:
                return float(child.text or "")
            except ValueError as exc:
                raise BadValue(f"Prvek {name} oblouku není číslo.") from exc
    raise BadValue(f"Oblouk nemá prvek {name}.")


def _centre(gml: _Element) -> arcs.Point:
    values = _direct_positions(gml)
    if len(values) != 2:
        raise BadValue("Kružnice nemá právě jeden střed.")
    return values[0], values[1]


def _circle_by_centre(gml: _Element) -> Line:
    return arcs.circle_by_centre(_centre(gml), _number(gml, "radius"))


def _arc_by_centre(gml: _Element) -> Line:
    angles = _number(gml, "startAngle"), _number(gml, "endAngle")
    return arcs.arc_by_centre(_centre(gml), _number(gml, "radius"), *angles)


_PRIMITIVES: dict[str, Callable[[_Element], Line]] = {
    "LineString": _ordinates,
    "LinearRing": _ordinates,
    "LineStringSegment": _ordinates,
    "Arc": lambda gml: arcs.arc_string(_ordinates(gml)),
    "ArcString": lambda gml: arcs.arc_string(_ordinates(gml)),
    "Circle": lambda gml: arcs.circle(_ordinates(gml)),
    "CircleByCenterPoint": _circle_by_centre,
    "ArcByCenterPoint": _arc_by_centre,
}
