"""What is in a file of tables, for whoever makes a mapping by looking at it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import shapely

from layers.errors import UnreadableFile
from layers.importers.ogr import values
from layers.importers.ogr.crs_check import Coordinates, declared, placement
from layers.importers.ogr.drivers import opened
from layers.importers.ogr.table import Batch, Table, TextForm, shown
from layers.importers.ogr.values import BadValue, blank

LOOKED_AT = 500
"""So many of the first rows tell types, kinds of geometry and the place."""
_SHOWN_ROWS = 5
_SHOWN_TABLES = 50
_HANDLE = "EntityHandle"
"""The identifier in DXF is hexadecimal; one without letters is text all the same."""
_DISTINCT = 40
_TYPES: tuple[tuple[str, Callable[[object], object]], ...] = (
    ("integer", values.integer(values.BIG)),
    ("number", values.number),
    ("date", values.day),
    ("string", values.text),
)
_KINDS = {
    "Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line",
    "LinearRing": "line", "Polygon": "polygon", "MultiPolygon": "polygon",
}  # fmt: skip


TYPES = {
    "string": "text", "integer": "celé číslo", "number": "číslo", "boolean": "ano/ne",
    "date": "datum", "json": "různé",
}  # fmt: skip
"""Types of the catalogue's fields in words."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: the narrowest type that all its first values are of, and some of them."""

    name: str
    type: str
    filled: int
    distinct: tuple[str, ...]

    @property
    def type_words(self) -> str:
        return TYPES[self.type]


@dataclass(frozen=True, slots=True)
class TableView:
    """One table by its first rows; `kinds` counts geometries by the layer's kind they fit."""

    name: str
    count: int | None
    fields: tuple[FieldView, ...]
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[str, int], ...]
    has_geometry: bool
    declared: str
    judged: str
    extent: tuple[float, float, float, float] | None
    notes: tuple[str, ...]


@contextmanager
def tables_of(path: Path, form: TextForm) -> Iterator[list[Table]]:
    """The tables while the file is open; raises `UnreadableFile`."""
    with opened(path) as dataset:
        yield dataset.tables(form)[:_SHOWN_TABLES]


def view(table: Table) -> TableView:
    """Raises `UnreadableFile` when even the beginning of the table cannot be read."""
    batch = _beginning(table)
    shapes = shapely.from_wkb(np.array([None, *batch.geometries], object)[1:], on_invalid="ignore")
    coordinates = shapely.get_coordinates(shapes)
    coordinates = coordinates[np.isfinite(coordinates).all(axis=1)]
    said = declared(table.crs)
    kinds = Counter(_KINDS.get(shape.geom_type, "none") for shape in shapes if shape is not None)
    return TableView(
        name=table.name,
        count=table.count,
        fields=tuple(_field(name, batch.columns[name]) for name in table.fields),
        rows=tuple(
            tuple(_words(batch.columns[name][row]) for name in table.fields)
            for row in range(min(_SHOWN_ROWS, len(batch.fids)))
        ),
        kinds=tuple(kinds.most_common()),
        has_geometry=table.has_geometry,
        declared=said.words if said else "",
        judged=_judged(table, coordinates),
        extent=tuple(map(float, shapely.total_bounds(shapes))) if len(coordinates) else None,  # type: ignore[arg-type]
        notes=tuple(table.notes),
    )


def _beginning(table: Table) -> Batch:
    batch = next(iter(islice(table.batches(table.fields), 1)), None)
    if batch is None:
        return Batch([], {name: [] for name in table.fields}, [])
    return Batch(
        batch.fids[:LOOKED_AT],
        {name: list(column[:LOOKED_AT]) for name, column in batch.columns.items()},
        batch.geometries[:LOOKED_AT],
    )


def _judged(table: Table, coordinates: Coordinates) -> str:
    """How the coordinates will be read, in words; why not, if they cannot."""
    if not len(coordinates):
        return ""
    try:
        way, warning = placement(declared(table.crs), coordinates)
    except UnreadableFile as exc:
        return str(exc)
    return warning or f"Souřadnice odpovídají systému EPSG:{way.srid}."


def _field(name: str, column: Sequence[object]) -> FieldView:
    filled = [value for value in column if not blank(value)]
    distinct = Counter(_words(value) for value in filled)
    listed = tuple(word for word, _ in distinct.most_common(_DISTINCT))
    kind = "string" if name == _HANDLE else _type(filled)
    return FieldView(name, kind, len(filled), listed)


def _type(filled: Sequence[object]) -> str:
    """Numbers with a leading zero are codes, and so text."""
    if not filled or any(
        str(v).strip()[:1] == "0" and str(v).strip()[1:2].isdigit() for v in filled
    ):
        return "string"
    if all(isinstance(value, bool) for value in filled):
        return "boolean"
    return next(
        (name for name, convert in _TYPES if all(_fits(convert, v) for v in filled)), "json"
    )


def _fits(convert: Callable[[object], object], value: object) -> bool:
    try:
        convert(value)
    except BadValue:
        return False
    return True


def _words(value: object) -> str:
    return "" if blank(value) else shown(str(value))
