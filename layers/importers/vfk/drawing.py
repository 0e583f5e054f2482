"""What else the map shows: marks, symbols, inner drawing, boundary points; as thematic features."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
import shapely

from layers.importers.bad_value import BadValue
from layers.importers.record import WKB, BadRecord, Note, Record
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.linework import Linework, collected, spread
from layers.importers.vfk.survey import TEXT_COLUMNS, Part
from layers.importers.vfk.values import BIG, day, whole

MARK, SYMBOL, LINE = "cadastre_parcel_mark", "cadastre_drawing_symbol", "cadastre_drawing_line"
POINT, EASEMENT = "cadastre_boundary_point", "cadastre_easement"
SOIL_LINE, SOIL_MARK = "cadastre_soil_boundary", "cadastre_soil_mark"
_BATCH = 4_000
_POINT_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the rows of a block are drawn: as points at their own place, and along lines."""

    block: str
    points: str | None = None
    lines: str | None = None
    vertices: tuple[str, ...] = ()

    @property
    def layers(self) -> tuple[str, ...]:
        return tuple(layer for layer in (self.points, self.lines) if layer)


BLOCKS = (
    Drawn("OP", MARK, LINE, ("OP_free",)),
    Drawn("OBBP", SYMBOL),
    Drawn("OB", SYMBOL),
    Drawn("DPM", SYMBOL, LINE, ("DPM_vertices", "DPM_free")),
    Drawn("ZVB", None, EASEMENT, ("ZVB_vertices",)),
    Drawn("HBPEJ", None, SOIL_LINE, ("HBPEJ_free",)),
    Drawn("OBPEJ", SOIL_MARK),
)


def layers_of(defined: set[str]) -> tuple[str, ...]:
    """The thematic layers that a delivery with these blocks speaks for."""
    found = {layer: None for drawn in BLOCKS if drawn.block in defined for layer in drawn.layers}
    if "SOBR" in defined:
        found[POINT] = None
    return tuple(found)


def features(delivery: Delivery) -> Iterator[Record | BadRecord | Note]:
    """All that the map shows beside parcels and buildings."""
    for drawn in BLOCKS:
        if drawn.block in delivery.survey.defined:
            yield from _Drawing(delivery, drawn)
    yield from _boundary_points(delivery)


@dataclass(frozen=True, slots=True)
class _Row:
    place: str
    code: int
    attributes: dict[str, object]
    spot: tuple[float, float] | None
    valid_from: date | None
    unit: int | None
    """The one unit of its file."""


class _Drawing:
    """The rows of one block as features."""

    def __init__(self, delivery: Delivery, drawn: Drawn) -> None:
        self._delivery = delivery
        self._drawn = drawn
        self._lineworks = [delivery.linework(name) for name in drawn.vertices]
        self._parcels = delivery.relation("parcels", "id")
        self._faults: dict[str, list[str]] = defaultdict(list)
        self._seen: set[int] = set()
        self._units: dict[int, int | None] = {}

    def __iter__(self) -> Iterator[Record | BadRecord | Note]:
        rows = self._delivery.survey.rows_by_part(self._drawn.block)
        while batch := list(islice(rows, _BATCH)):
            yield from self._records(batch)
        for code in sorted(self._delivery.gone(self._drawn.block) - self._seen):
            for layer in self._drawn.layers:
                yield Record(layer, self._key(code), place=self._drawn.block, deleted=True)

    def _records(self, batch: list[tuple[Part, list[str]]]) -> Iterator[Record | BadRecord]:
        rows = []
        for part, texts in batch:
            try:
                rows.append(self._parsed(texts, self._unit_of(part)))
            except BadValue as exc:
                yield BadRecord(self._drawn.layers[0], texts[1], texts[0], str(exc))
        held = self._delivery.held_units
        rows = [row for row in rows if row.attributes.get("cadastral_unit_code") not in held]
        if not rows:
            return
        if self._delivery.is_change:
            self._seen.update(row.code for row in rows)
        self._put_units(rows)
        if self._drawn.lines:
            yield from self._as_lines(rows, self._drawn.lines)
        if self._drawn.points:
            yield from self._as_points(rows, self._drawn.points)

    def _as_lines(self, rows: list[_Row], layer: str) -> Iterator[Record | BadRecord]:
        ids = np.array([row.code for row in rows], dtype=np.int64)
        for linework in self._lineworks:
            lines, lacking = _lines(linework, ids)
            shapes = shapely.to_wkb(shapely.line_merge(lines))
            for row, shape, missing in zip(rows, shapes, lacking.tolist(), strict=True):
                if missing:
                    yield self._bad(layer, row, "Linii chybí body.")
                elif shape is not None:
                    yield self._record(layer, row, shape)

    def _as_points(self, rows: list[_Row], layer: str) -> Iterator[Record]:
        placed = [row for row in rows if row.spot is not None]
        shapes = shapely.to_wkb(shapely.points([row.spot for row in placed]))
        for row, shape in zip(placed, shapes, strict=True):
            yield self._record(layer, row, shape)

    def _record(self, layer: str, row: _Row, shape: WKB) -> Record:
        return Record(
            layer, self._key(row.code), row.attributes, {"outline": shape}, row.valid_from,
            None, row.place,
        )  # fmt: skip

    def _bad(self, layer: str, row: _Row, reason: str) -> BadRecord:
        return BadRecord(layer, self._key(row.code), row.place, reason, "", row.attributes)

    def _key(self, code: int) -> str:
        """Ids are unique within a block only."""
        return f"{self._drawn.block}.{code}"

    def _unit_of(self, part: Part) -> int | None:
        key = id(part)
        if key not in self._units:
            self._units[key] = self._delivery.unit_of(part)
        return self._units[key]

    def _parsed(self, texts: list[str], unit: int | None) -> _Row:
        place, *values = texts
        row = dict(zip(TEXT_COLUMNS[self._drawn.block], values, strict=True))
        code = whole(row["ID"], "ID", BIG)
        if code is None:
            raise BadValue("Prvku mapy chybí ID.")
        sign = whole(row["TYPPPD_KOD"], "TYPPPD_KOD", BIG)
        attributes: dict[str, object | None] = {
            "sign": sign,
            "meaning": self._delivery.survey.signs.get(sign or 0),
            "label": row.get("TEXT") or row.get("BPEJ_KOD"),
            "kind": row.get(f"{self._drawn.block}_TYPE") or _kind(row),
            "size_mm": _number(row.get("VELIKOST")),
            "angle_gon": _number(row.get("UHEL")),
            "parcel_code": whole(row.get("PAR_ID", ""), "PAR_ID", BIG),
            "cadastral_unit_code": whole(row["KATUZE_KOD"], "KATUZE_KOD", BIG),
        }
        known = {name: value for name, value in attributes.items() if value is not None}
        return _Row(
            place, code, known, _spot(row), day(row["DATUM_VZNIKU"], "DATUM_VZNIKU"), unit
        )  # fmt: skip

    def _put_units(self, rows: list[_Row]) -> None:
        """The unit that the delivery brings the feature with: its file's, its own, its parcel's."""
        delivery = self._delivery
        parcels = np.array([row.attributes.get("parcel_code") or 0 for row in rows], dtype=np.int64)
        found = self._parcels.last(parcels)
        units = self._parcels.values("unit", np.maximum(found, 0)) if found.max() >= 0 else found
        for row, has_parcel, unit in zip(rows, found >= 0, units.tolist(), strict=True):
            if row.unit is not None:
                row.attributes["cadastral_unit_code"] = row.unit
            elif row.attributes.get("cadastral_unit_code") not in delivery.units:
                own = unit if has_parcel and unit in delivery.units else min(delivery.units)
                row.attributes["cadastral_unit_code"] = own


def _lines(linework: Linework, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = linework.of(ids)
    owner, line = spread(low, high)
    shapes = linework.shapes(line)
    none = shapes == None  # noqa: E711  (elementwise)
    lacking = np.bincount(owner[none], minlength=len(ids))
    return collected(shapes, owner, len(ids)), lacking


def _kind(row: Mapping[str, str]) -> str | None:
    return row.get("OPAR_TYPE") or row.get("OBRBUD_TYPE")


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text else None
    except ValueError:
        return None
    return value if value is not None and np.isfinite(value) else None


def _spot(row: Mapping[str, str]) -> tuple[float, float] | None:
    y, x = _number(row.get("SOURADNICE_Y")), _number(row.get("SOURADNICE_X"))
    return None if y is None or x is None else (-y, -x)


def _boundary_points(delivery: Delivery) -> Iterator[Record]:
    """Points of the map with their quality, and whether they were surveyed (SPOL)."""
    points = delivery.points
    for start in range(0, len(points), _POINT_BATCH):
        at = np.arange(start, min(start + _POINT_BATCH, len(points)))
        xy = points.xy(at)
        at = at[np.isfinite(xy).all(axis=1) & (points.current[at] > 0)]
        shapes = shapely.to_wkb(shapely.points(points.xy(at)))
        columns = (points.ids, points.numbers, points.units, points.surveyed)
        of_files = delivery.units_of_rows("points", points.rows[at])
        rows = zip(*(column[at].tolist() for column in columns), strict=True)
        qualities = points.quality(at).tolist()
        points.release()
        for (code, number, unit, surveyed), of_file, quality, shape in zip(
            rows, of_files, qualities, shapes, strict=True
        ):
            if unit in delivery.held_units:
                continue
            own = unit if unit in delivery.units else min(delivery.units)
            attributes: dict[str, object] = {
                "label": str(number),
                "quality": quality or None,
                "accuracy_m": float(delivery.quality_m[quality]) or None,
                "surveyed": surveyed,
                "cadastral_unit_code": of_file or own,
            }
            yield Record(
                POINT, f"SOBR.{code}", attributes, {"outline": shape}, place=f"SOBR {code}"
            )
