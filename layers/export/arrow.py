"""Rows as a stream of Arrow batches, which GDAL writes one by one."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
from psycopg2.sql import SQL, Composable

from layers.catalogue import Field
from layers.export.selection import Row, Selection
from layers.export.written import Losses

GEOMETRY = "geometry"
ID = "id"
KIND = "geometry_kind"

_TYPES: Mapping[str, pa.DataType] = {
    "string": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


class Table:
    """The rows of a selection with the names that their columns get.

    Iterated by GDAL through `stream`; `count` says how many rows have passed. What ends them early
    comes out of GDAL as words only: `failure` is the exception itself.
    """

    def __init__(
        self, selection: Selection, names: Mapping[str, str], losses: Losses, *, has_shape: bool
    ) -> None:
        self._selection, self._names, self._losses = selection, names, losses
        self._has_shape = has_shape
        self.count = 0
        self.failure: Exception | None = None
        self.schema = pa.schema(self._columns())

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Batches of the schema."""
        try:
            for rows in self._selection.batches(self._select()):
                self.count += len(rows)
                yield self._batch(rows)
        except Exception as exc:
            self.failure = exc
            raise

    def stream(self, batches: Iterator[pa.RecordBatch] | None = None) -> pa.RecordBatchReader:
        """What pyogrio takes: all batches, or those given."""
        return pa.RecordBatchReader.from_batches(self.schema, batches or self.batches())

    def _select(self) -> Composable:
        return SQL("ST_AsBinary({}), r.fid, r.geom_kind{}").format(
            self._selection.shape, self._selection.values()
        )

    def _columns(self) -> Iterator[tuple[str, pa.DataType]]:
        if self._has_shape:
            yield GEOMETRY, pa.binary()
        yield self._names[ID], pa.string()
        for field in self._selection.fields:
            yield self._names[field.name], _TYPES[field.type]
        yield self._names[KIND], pa.string()

    def _batch(self, rows: list[Row]) -> pa.RecordBatch:
        shapes, ids, kinds, *values = zip(*rows, strict=True)
        columns: list[pa.Array] = [pa.array(shapes, pa.binary())] if self._has_shape else []
        columns.append(pa.array([str(fid) for fid in ids], pa.string()))
        for field, raws in zip(self._selection.fields, values, strict=True):
            columns.append(self._column(field, raws))
        columns.append(pa.array(kinds, pa.string()))
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _column(self, field: Field, raws: tuple[Any, ...]) -> pa.Array:
        typed = [self._losses.value(field, raw) for raw in raws]
        return pa.array(typed, _TYPES[field.type])


def plain_names(selection: Selection) -> dict[str, str]:
    """Each column under its own name; GeoPackage keeps `fid` and `geom` for itself."""
    return {name: name for name in (ID, *(field.name for field in selection.fields), KIND)}
