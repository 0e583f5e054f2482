"""GML geometries of JVF to EWKB in EPSG:5514: flat, and with heights where they come with them."""

import struct
import sys
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Literal, TypeAlias

from lxml.etree import _Element

from layers.crs import KROVAK
from layers.importers import arcs
from layers.importers.arcs import check_size
from layers.importers.bad_value import BadValue
from layers.importers.record import WKB
from layers.importers.vfr.values import local_name

Kind = Literal["point", "line", "area"]
Line: TypeAlias = "array[float]"
"""Ordinates E, N, or E, N, H, point after point."""

_BYTE_ORDER = b"\x01" if sys.byteorder == "little" else b"\x00"
_COUNT = struct.Struct("=I")
_CODES: dict[Kind, int] = {"point": 1, "line": 2, "area": 3}
_MULTI, _Z, _SRID = 3, 0x80000000, 0x20000000
ZERO_LENGTH = "Linie má nulovou délku."
_LOWEST_HEIGHT_M = -20_000
"""A third number below is no height but the next point's E: dimension of a nameless posList."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry taken apart: members (of a point and a line one line each, of an area rings)."""

    kind: Kind
    dimension: int
    members: tuple[tuple[Line, ...], ...]

    def flat(self) -> WKB:
        """Without heights."""
        return self._wkb(2)

    def with_heights(self) -> WKB | None:
        """With heights, if the geometry has them."""
        return self._wkb(3) if self.dimension == 3 else None

    def _wkb(self, dimension: int) -> WKB:
        z = _Z if dimension == 3 else 0
        bodies = [self._body(member, dimension) for member in self.members]
        code = _CODES[self.kind]
        if len(bodies) == 1:
            return _BYTE_ORDER + struct.pack("=II", code | z | _SRID, KROVAK) + bodies[0]
        inner = _BYTE_ORDER + struct.pack("=I", code | z)
        outer = _BYTE_ORDER + struct.pack("=II", code + _MULTI | z | _SRID, KROVAK)
        return outer + _COUNT.pack(len(bodies)) + inner + inner.join(bodies)

    def _body(self, lines: tuple[Line, ...], dimension: int) -> bytes:
        cut = [_flattened(line) if dimension < self.dimension else line for line in lines]
        if self.kind == "point":
            return cut[0].tobytes()
        counted = [_COUNT.pack(len(line) // dimension) + line.tobytes() for line in cut]
        return counted[0] if self.kind == "line" else _COUNT.pack(len(cut)) + b"".join(counted)


def shapes(wrapper: _Element) -> list[Shape]:
    """The geometries within an element, however deep they are wrapped; raises `BadValue`."""
    return [_shape(gml) for gml in _geometries(wrapper)]


def _geometries(element: _Element) -> Iterator[_Element]:
    for child in element:
        if local_name(child.tag) in _KINDS:
            yield child
        else:
            yield from _geometries(child)


def _shape(gml: _Element) -> Shape:
    _check_system(gml)
    kind, members = _KINDS[local_name(gml.tag)]
    parser = _Parser(_declared_dimension(gml))
    found = tuple(members(parser, gml))
    if not found:
        raise BadValue("Geometrie je prázdná.")
    return Shape(kind, parser.dimension or 2, found)


def _check_system(gml: _Element) -> None:
    """The system named by `srsName`, in any spelling; without one it is EPSG:5514."""
    name = gml.get("srsName")
    if name is not None and (str(KROVAK) not in name or "epsg" not in name.lower()):
        raise BadValue(f"Souřadnicový systém „{name[:60]}“ není S-JTSK (EPSG:{KROVAK}).")


def _declared_dimension(gml: _Element) -> int | None:
    told = gml.get("srsDimension")
    if told is None:
        return None
    if told.strip() not in ("2", "3"):
        raise BadValue(f"Geometrie uvádí počet souřadnic bodu „{told[:10]}“ místo 2 nebo 3.")
    return int(told)


class _Parser:
    """Reads the primitives of one geometry, which all have the same number of ordinates."""

    def __init__(self, dimension: int | None) -> None:
        self.dimension = dimension

    def point(self, gml: _Element) -> Iterator[tuple[Line, ...]]:
        values = self._ordinates(gml)
        if len(values) != self.dimension:
            raise BadValue("Bod nemá právě jednu polohu.")
        yield (values,)

    def line(self, gml: _Element) -> Iterator[tuple[Line, ...]]:
        values = self._curve(gml)
        if len({point[:2] for point in self._points(values)}) < 2:
            raise BadValue(ZERO_LENGTH)
        yield (values,)

    def lines(self, gml: _Element) -> Iterator[tuple[Line, ...]]:
        for member in _members(gml, "LineString", "LinearRing", "Curve", "CompositeCurve"):
            yield from self.line(member)

    def area(self, gml: _Element) -> Iterator[tuple[Line, ...]]:
        rings = tuple(self._ring(boundary) for boundary in _boundaries(gml))
        if rings:
            yield rings

    def areas(self, gml: _Element) -> Iterator[tuple[Line, ...]]:
        for member in _members(gml, "Polygon", "PolygonPatch", "Surface", "CompositeSurface"):
            inner = self.area if local_name(member.tag).startswith("Polygon") else self.areas
            yield from inner(member)

    def _ring(self, gml: _Element) -> Line:
        line = self._curve(gml)
        points = self._points(line)
        if len(points) < 4:
            raise BadValue("Prstenec hranice má méně než čtyři body.")
        if points[0] != points[-1]:
            raise BadValue("Prstenec hranice není uzavřený.")
        return line

    def _curve(self, gml: _Element) -> Line:
        name = local_name(gml.tag)
        if name in ("LineString", "LinearRing", "LineStringSegment"):
            return self._ordinates(gml)
        if name in ("Arc", "ArcString"):
            return self._arc(self._points(self._ordinates(gml)))
        if name == "Circle":
            return self._circle(self._points(self._ordinates(gml)))
        if name not in ("Curve", "Ring", "CompositeCurve"):
            raise BadValue(f"Křivka {name[:40]} není podporována.")
        whole: list[tuple[float, ...]] = []
        for part in (part for wrapper in gml for part in wrapper):
            points = self._points(self._curve(part))
            if whole and whole[-1] != points[0]:
                raise BadValue("Části křivky na sebe nenavazují.")
            whole += points[1:] if whole else points
            check_size(len(whole))
        return _line(whole)

    def _arc(self, points: list[tuple[float, ...]]) -> Line:
        if len(points) < 3 or len(points) % 2 == 0:
            raise BadValue("Oblouk nemá lichý počet bodů, nejméně tři.")
        stroked = [points[0]]
        for index in range(0, len(points) - 2, 2):
            stroked += _stroked(points[index : index + 3])
            check_size(len(stroked))
        return _line(stroked)

    def _circle(self, points: list[tuple[float, ...]]) -> Line:
        flat = list(arcs.circle([value for point in points for value in point[:2]]))
        height = points[0][2:]
        ring = [(e, n, *height) for e, n in zip(flat[::2], flat[1::2], strict=True)]
        return _line(ring)

    def _ordinates(self, gml: _Element) -> Line:
        """Numbers of a primitive: `posList`, or `pos` after `pos` (also in `pointProperty`)."""
        found: Line = array("d")
        for element in gml.iter():
            if local_name(element.tag) in ("pos", "posList", "coordinates"):
                if self.dimension is None:
                    self.dimension = _declared_dimension(element)
                found.extend(_numbers(element.text))
        if not found:
            raise BadValue("Geometrie nemá souřadnice.")
        if self.dimension is None:
            self.dimension = 3 if len(found) > 2 and found[2] > _LOWEST_HEIGHT_M else 2
        if len(found) % self.dimension:
            raise BadValue(f"Počet souřadnic ({len(found)}) není násobkem {self.dimension}.")
        return found

    def _points(self, line: Line) -> list[tuple[float, ...]]:
        step = self.dimension or 2
        return list(zip(*(line[start::step] for start in range(step)), strict=True))


def _stroked(points: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Vertices of an arc by three points, without the first; heights run evenly between them."""
    flat = list(arcs.arc_string([value for point in points for value in point[:2]]))
    vertices = list(zip(flat[::2], flat[1::2], strict=True))
    if len(points[0]) == 2:
        return list(vertices[1:])
    stops = [vertices.index((e, n)) for e, n, _ in points[:2]] + [len(vertices) - 1]
    found: list[tuple[float, ...]] = []
    for (low, high), (start, end) in zip(pairwise(stops), pairwise(points), strict=True):
        for index in range(low + 1, high + 1):
            share = (index - low) / (high - low)
            found.append((*vertices[index], start[2] + share * (end[2] - start[2])))
    return found


def _members(gml: _Element, *allowed: str) -> list[_Element]:
    """The geometries in the properties of an aggregate: `curveMember`, `surfaceMember`, …"""
    found = [child for wrapper in gml for child in wrapper]
    for child in found:
        if local_name(child.tag) not in allowed:
            inner, outer = local_name(child.tag)[:40], local_name(gml.tag)[:40]
            raise BadValue(f"Prvek {inner} v geometrii {outer} není podporován.")
    return found


def _boundaries(polygon: _Element) -> Iterator[_Element]:
    for number, boundary in enumerate(polygon):
        expected = "interior" if number else "exterior"
        if local_name(boundary.tag) != expected or len(boundary) != 1:
            raise BadValue("Polygon nemá jedinou vnější hranici následovanou vnitřními.")
        yield boundary[0]


def _numbers(text: str | None) -> Line:
    """Finite numbers; `float` alone would also take `nan`, `1_0` and Arabic digits."""
    if not text or not text.strip():
        raise BadValue("Geometrie nemá souřadnice.")
    try:
        values = array("d", map(float, text.split()))
    except ValueError as exc:
        raise BadValue(f"Souřadnice nejsou čísla: „{text.strip()[:60]}“.") from exc
    if not isfinite(sum(values)) or "_" in text or not text.isascii():
        raise BadValue(f"Souřadnice nejsou konečná čísla: „{text.strip()[:60]}“.")
    return values


def _flattened(line: Line) -> Line:
    cut = line[:]
    del cut[2::3]
    return cut


def _line(points: list[tuple[float, ...]]) -> Line:
    return array("d", (value for point in points for value in point))


Members = Callable[[_Parser, _Element], Iterator[tuple[Line, ...]]]

_KINDS: dict[str, tuple[Kind, Members]] = {
    "Point": ("point", _Parser.point),
    "LineString": ("line", _Parser.line),
    "LinearRing": ("line", _Parser.line),
    "Curve": ("line", _Parser.line),
    "CompositeCurve": ("line", _Parser.line),
    "MultiCurve": ("line", _Parser.lines),
    "Polygon": ("area", _Parser.area),
    "Surface": ("area", _Parser.areas),
    "CompositeSurface": ("area", _Parser.areas),
    "MultiSurface": ("area", _Parser.areas),
}
