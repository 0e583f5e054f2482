"""Rows of a table as records of a layer: codes and attributes converted, geometries placed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

import shapely

from layers.importers.ogr.columns import VALIDITY
from layers.importers.ogr.crs_check import Declared, declared
from layers.importers.ogr.geometry import Georeference
from layers.importers.ogr.mapping import GeometrySource, LayerMapping, Source
from layers.importers.ogr.table import DAMAGED, Batch, Table
from layers.importers.ogr.values import BadValue, blank, number, without_figure
from layers.importers.parcel_code import PARTS, provisional_code
from layers.importers.record import WKB, BadRecord, Note, Record

_SHOWN_VALUES = 10


class LayerRows:
    """The records of one table; notes come where they are known, those on codes at the end."""

    def __init__(self, mapping: LayerMapping, table: Table) -> None:
        self._mapping = mapping
        self._table = table
        self._unknown: dict[tuple[str, str], Counter[str]] = {}
        self._georeference = Georeference(
            _system(mapping, table), _shape(mapping), only_fitting=mapping.only_fitting
        )
        self._left_out = 0
        self._unfilled = 0
        self._seen: set[int | str] = set()

    def __iter__(self) -> Iterator[Record | BadRecord | Note]:
        place = self._table.name
        if self._mapping.geometry and self._table.has_geometry and self._table.crs is None:
            words = self._georeference.declared
            if words:
                yield Note(f"Soubor neuvádí systém; podle mapování je to {words.words}.", place)
        for batch in self._table.batches(self._mapping.fields):
            wanted = self._wanted(batch)
            geometries, refused = self._geometries(batch, wanted)
            yield from (Note(text, place) for text in self._new_notes())
            for row in sorted(wanted - self._georeference.unfitting):
                record = self._record(batch, row, geometries[row], refused.get(row, ""))
                if not self._mapping.once or self._is_new(record):
                    yield record
        yield from (Note(text, place) for text in self._code_notes())
        if self._left_out:
            yield Note(f"Prvků jiného druhu geometrie, které mapování vynechává: {self._left_out}.")
        if self._unfilled:
            fields = ", ".join(self._mapping.filled)
            yield Note(f"Řádků bez hodnoty, které mapování vynechává ({fields}): {self._unfilled}.")

    def _wanted(self, batch: Batch) -> set[int]:
        """The rows of the batch that the mapping asks for."""
        rows = set(range(len(batch.fids)))
        for name, kept in self._mapping.where.items():
            column = batch.columns[name]
            rows = {row for row in rows if _key(column[row]) in kept}
        columns = [batch.columns[name] for name in self._mapping.filled]
        filled = {row for row in rows if not any(without_figure(column[row]) for column in columns)}
        self._unfilled += len(rows) - len(filled)
        return filled

    def _is_new(self, record: Record | BadRecord) -> bool:
        """Of an object on many rows the first; a row that has none of it is not at fault."""
        if isinstance(record, BadRecord) or record.code in self._seen:
            return False
        self._seen.add(record.code)
        return True

    def _geometries(
        self, batch: Batch, wanted: set[int]
    ) -> tuple[Sequence[bytes | None], dict[int, str]]:
        source = self._mapping.geometry
        if source is None:
            return [None] * len(batch.fids), dict(batch.damaged)
        found, refused = _made(source, batch) if source.fields else (batch.geometries, {})
        if len(wanted) < len(batch.fids):
            found = [wkb if row in wanted else None for row, wkb in enumerate(found)]
        placed, misplaced = self._georeference.placed(found)
        self._left_out += len(self._georeference.unfitting)
        return placed, {**misplaced, **refused, **batch.damaged}

    def _new_notes(self) -> list[str]:
        notes, self._georeference.notes = self._georeference.notes, []
        return notes

    def _record(
        self, batch: Batch, row: int, geometry: bytes | None, refused: str
    ) -> Record | BadRecord:
        layer, fid = self._mapping.layer.id, batch.fids[row]
        place = f"{self._table.name}, {self._table.row_word} {fid}"
        code: int | str = f"{self._table.row_word} {fid}"
        try:
            code = self._code(batch, row)
            attributes = {
                column: self._value(column, source, batch.columns[source.field][row])
                if source.field
                else source.constant
                for column, source in self._mapping.attributes.items()
            }
            if self._mapping.joined:
                code = self._joined(attributes)
        except BadValue as exc:
            refused = refused or f"{exc}."
        if refused:
            known = self._raw(batch, row)
            return BadRecord(layer, code, place, refused, attributes=known, geometry=geometry)
        valid_from, valid_to = (
            cast(date | None, attributes.pop(column, None)) for column in VALIDITY
        )
        kind = self._mapping.geometry.kind if self._mapping.geometry else ""
        geometries: dict[str, WKB] = {kind: geometry} if geometry is not None else {}
        return Record(layer, code, attributes, geometries, valid_from, valid_to, place)

    def _raw(self, batch: Batch, row: int) -> dict[str, object]:
        """The values as the file has them, by our columns, for whoever mends the record."""
        return {
            column: batch.columns[source.field][row]
            for column, source in self._mapping.attributes.items()
            if source.field and not blank(batch.columns[source.field][row])
        }

    def _joined(self, attributes: Mapping[str, object]) -> int | str:
        parts = [attributes[column] for column in self._mapping.joined]
        try:
            if self._mapping.joined == PARTS:
                return provisional_code(*cast(list[int], parts))
        except (TypeError, ValueError) as exc:
            raise BadValue(f"Číslo parcely není úplné nebo možné: {parts}") from exc
        if None in parts:
            raise BadValue(f"Kód se skládá z {', '.join(self._mapping.joined)}, část chybí")
        return "/".join(map(str, parts))

    def _code(self, batch: Batch, row: int) -> int | str:
        source = self._mapping.code
        if source is None:
            return str(batch.fids[row])
        value = batch.columns[source.field][row]
        code = _converted(source, value)
        if source.codes is not None and not blank(value):
            code = source.codes.get(_key(value))
            if code is None:
                raise BadValue(f"Pole {source.field}: hodnota „{_key(value)}“ nemá převod na kód")
        if code is None:
            raise BadValue(f"Pole {source.field} s kódem je prázdné")
        return cast(int | str, code)

    def _value(self, column: str, source: Source, value: Any) -> object:
        if source.codes is None or blank(value):
            return _converted(source, value)
        key = _key(value)
        if key not in source.codes:
            self._unknown.setdefault((source.field, column), Counter())[key] += 1
            return None
        return source.codes[key]

    def _code_notes(self) -> Iterator[str]:
        for (field, column), found in self._unknown.items():
            listed = ", ".join(f"{v[:40]} ({n}×)" for v, n in found.most_common(_SHOWN_VALUES))
            yield f"Hodnoty pole {field} bez převodu na {column} zůstaly prázdné: {listed}."


def _system(mapping: LayerMapping, table: Table) -> Declared | None:
    return declared(table.crs) or declared(f"EPSG:{mapping.crs}" if mapping.crs else None)


def _shape(mapping: LayerMapping) -> str:
    kind = mapping.geometry.kind if mapping.geometry else ""
    return {"point": "point", "generalized": "polygon"}.get(kind, mapping.layer.geometry)


def _made(source: GeometrySource, batch: Batch) -> tuple[list[bytes | None], dict[int, str]]:
    """Geometries from columns of text: WKT, or two coordinates."""
    made: list[bytes | None] = []
    refused: dict[int, str] = {}
    for row in range(len(batch.fids)):
        values = {field: batch.columns[field][row] for field in source.fields}
        wkb = None
        if not all(map(blank, values.values())):
            try:
                shape = (
                    shapely.from_wkt(str(values[source.wkt]))
                    if source.wkt
                    else shapely.Point(*(_coordinate(*each) for each in values.items()))
                )
                wkb = bytes(shapely.to_wkb(shape, byte_order=1))
            except BadValue as exc:
                refused[row] = f"{exc}."
            except (shapely.errors.ShapelyError, TypeError):
                refused[row] = DAMAGED
        made.append(wkb)
    return made, refused


def _coordinate(field: str, value: object) -> float:
    if blank(value):
        raise BadValue(f"Souřadnice v poli {field} chybí")
    try:
        return float(cast(float, number(value)))
    except BadValue as exc:
        raise BadValue(f"Souřadnice v poli {field}: {exc}") from exc


def _converted(source: Source, value: object) -> object:
    if source.codes is not None:
        return None
    try:
        return source.convert(value)
    except BadValue as exc:
        raise BadValue(f"Pole {source.field}: {exc}") from exc


def _key(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
