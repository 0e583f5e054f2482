"""Reads any file of tables (SHP, GPKG, GeoJSON, CSV; also in ZIP) by a mapping."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import cast

from django.utils import timezone

from layers.importers.ogr.choice import Pair, chosen, pairs
from layers.importers.ogr.columns import VALIDITY
from layers.importers.ogr.drivers import claims, opened
from layers.importers.ogr.mapping import FileMapping, LayerMapping, Source
from layers.importers.ogr.rows import LayerRows
from layers.importers.ogr.table import UNKNOWN_TEXT, Table, shown
from layers.importers.ogr.values import BadValue
from layers.importers.record import BadRecord, Header, Note, Record


class OgrReader:
    """`source` names a mapping, or a thematic layer that takes all fields as they are."""

    name = "ogr"

    def __init__(self, source: str | None = None) -> None:
        self._source = source

    def accepts(self, path: Path) -> bool:
        """Whether the file is, or by its name should be, of one of the formats."""
        return claims(path)

    def header(self, path: Path) -> Header:
        """What the mapping says of the file; raises `UnreadableFile` when there is none."""
        with self._opened(path) as (mapping, found):
            counts = [None if part.where else table.count for part, table in found]
            return Header(
                source=mapping.name,
                reader=self.name,
                is_full=mapping.is_full,
                layers=tuple(dict.fromkeys(part.layer.id for part, _ in found)),
                provides=_provided([part for part, _ in found]),
                yields_to=mapping.yields_to,
                data_date=_morning(mapping, path.name),
                layer_scopes=_scopes(mapping, found),
                expected_records=sum(n for n in counts if n) if None not in counts else None,
                facts={
                    "mapping": mapping.name,
                    "title": mapping.title,
                    "provider": mapping.provider,
                    "tables": ", ".join(table.name for _, table in found),
                },
            )

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """The records table by table, in the order of the mapping."""
        with self._opened(path) as (_, found):
            for part, table in found:
                yield from (Note(text) for text in table.notes)
                yield from LayerRows(part, table)

    @contextmanager
    def _opened(self, path: Path) -> Iterator[tuple[FileMapping, list[Pair]]]:
        name = shown(path.name)
        with opened(path) as dataset:
            tables = dataset.tables(UNKNOWN_TEXT)
            mapping = chosen(tables, self._source, name)
            if mapping.text != UNKNOWN_TEXT:
                tables = dataset.tables(mapping.text)
            yield mapping, pairs(mapping, tables, name)


def _provided(parts: list[LayerMapping]) -> dict[str, frozenset[str]]:
    provides: dict[str, frozenset[str]] = {}
    for part in parts:
        columns = part.attributes.keys() - VALIDITY.keys()
        geometry = {part.geometry.kind} if part.geometry else set()
        provides[part.layer.id] = provides.get(part.layer.id, frozenset()) | columns | geometry
    return provides


def _scopes(mapping: FileMapping, found: Sequence[Pair]) -> dict[str, dict[str, list[int]]]:
    """Layer → column → values: what a full file speaks for, by the columns of the mapping."""
    scopes: dict[str, dict[str, set[int]]] = {}
    for part, table in found:
        for column in mapping.scope:
            if source := part.attributes.get(column):
                values = scopes.setdefault(part.layer.id, {}).setdefault(column, set())
                values |= set(_values(source, table))
    return {
        layer: {column: sorted(values) for column, values in columns.items()}
        for layer, columns in scopes.items()
    }


def _values(source: Source, table: Table) -> Iterator[int]:
    if not source.field:
        yield cast(int, source.constant)
        return
    for batch in table.batches((source.field,)):
        for value in set(batch.columns[source.field]):
            try:
                found = source.convert(value)
            except BadValue:
                continue  # the row goes to quarantine
            if found is not None:
                yield cast(int, found)


def _morning(mapping: FileMapping, name: str) -> datetime | None:
    if mapping.data_date is None:
        return None
    day = cast(date, mapping.data_date.of_file(name).constant)
    return timezone.make_aware(datetime.combine(day, time()))
