"""What of a layer is exported, and its rows as a stream from the database.

The rows come through a cursor of the server, some at a time: memory does not grow with them, and
whoever stops reading ends the query.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg2.sql import SQL, Composable, Identifier, Literal

from layers import rows
from layers.catalogue import Field, LayerDef
from layers.crs import ETRS89, KROVAK, WGS84, axes_swapped
from layers.outlines import DEGREE_DIGITS
from layers.territory import Territory

BATCH = 1000
"""Rows that are in memory at once."""
SHAPE = SQL("cut.shape")
"""The geometry of a row, clipped, in EPSG:5514."""

Row = tuple[Any, ...]
Watch = Callable[[int], None]
"""Told how many rows have come; what it raises ends the export."""

_STATEMENT = SQL(
    "SELECT {columns} FROM {source} CROSS JOIN LATERAL (SELECT {shape} AS shape OFFSET 0) cut"
    "{where}{order}"
)
_MORE_THAN_SLIVER = SQL(
    "(r.geom IS NULL OR (NOT ST_IsEmpty(cut.shape) AND (ST_Dimension(r.geom) < 2 "
    "OR ST_Area(cut.shape) >= least(0.01, ST_Area(r.geom)))))"
)
"""Of an area over the border at least 0.01 m² is inside: borders agree to the millimetre only."""
_AND = SQL(" AND ")
_BY_ID = SQL("r.fid")


def _unwatched(_count: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows of a layer in a system, and the fields that go with them.

    `area` cuts, as the own territory of the layer does. `conditions` are about the row r.
    `official_axes` turns x and y where the system's own order is not x, y (GML, GeoJSON by `crs`).
    """

    layer: LayerDef
    fields: tuple[Field, ...]
    area: Territory | None = None
    conditions: tuple[Composable, ...] = ()
    limit: int | None = None
    offset: int = 0
    order: Composable | None = None
    srid: int = KROVAK
    official_axes: bool = False
    dimension: int | None = None
    placeless: bool = False
    timeout_s: int = 0
    watch: Watch = _unwatched

    @classmethod
    def whole(cls, layer: LayerDef, **rest: Any) -> "Selection":
        """All fields of the layer."""
        return cls(layer, layer.fields, **rest)

    def of_dimension(self, dimension: int | None) -> "Selection":
        """Points (0), lines (1) or areas (2) alone; None: rows without geometry."""
        return replace(self, dimension=dimension, placeless=dimension is None)

    def watched_by(self, watch: Watch) -> "Selection":
        """The same rows, of which another one is told."""
        return replace(self, watch=watch)

    @property
    def digits(self) -> int:
        """Decimal places that hold a millimetre."""
        return DEGREE_DIGITS if self.srid in {WGS84, ETRS89} else 3

    @property
    def swapped(self) -> bool:
        return self.official_axes and axes_swapped(self.srid)

    @property
    def shape(self) -> Composable:
        """The geometry in the system asked for, axes as asked for."""
        shape: Composable = SHAPE
        if self.srid != KROVAK:
            shape = SQL("ST_Transform({}, {})").format(shape, Literal(self.srid))
        return SQL("ST_FlipCoordinates({})").format(shape) if self.swapped else shape

    def values(self) -> Composable:
        """The select list of the fields: attributes of themes as texts."""
        return SQL("").join(
            SQL(", {}").format(_plain(rows.column(self.layer, field.name), self.layer, field))
            for field in self.fields
        )

    def properties(self) -> Composable:
        """The fields by their names, for what the database writes as JSON."""
        named = [
            SQL("{} AS {}").format(rows.column(self.layer, field.name), Identifier(field.name))
            for field in self.fields
        ]
        return SQL(", ").join([*named, SQL("r.geom_kind AS geometry_kind")])

    def batches(self, columns: Composable) -> Iterator[list[Row]]:
        """The rows in their order, `BATCH` at a time, as the reading role sees them."""
        with transaction.atomic(using="reader"):
            connection = connections["reader"]
            self._take_time(connection)
            with connection.chunked_cursor() as cursor:
                cursor.execute(self.statement(columns))
                while batch := cursor.fetchmany(BATCH):
                    self.watch(len(batch))
                    yield batch

    def count(self) -> int:
        """How many rows there are, whatever the limit."""
        whole = replace(self, limit=None, offset=0)
        statement = SQL("SELECT count(*) FROM ({}) found").format(
            whole.statement(SQL("r.fid"), ordered=False)
        )
        with transaction.atomic(using="reader"), connections["reader"].cursor() as cursor:
            self._take_time(connections["reader"])
            cursor.execute(statement)
            return int(cursor.fetchone()[0])

    def kinds(self) -> tuple[str, ...]:
        """The types of geometry that occur (`ST_Polygon` …), "" for rows without one."""
        inner = self.statement(SQL("ST_GeometryType({}) AS kind").format(SHAPE), ordered=False)
        statement = SQL("SELECT DISTINCT coalesce(kind, '') FROM ({}) found").format(inner)
        with transaction.atomic(using="reader"), connections["reader"].cursor() as cursor:
            self._take_time(connections["reader"])
            cursor.execute(statement)
            return tuple(sorted(kind for (kind,) in cursor.fetchall()))

    def _take_time(self, connection: BaseDatabaseWrapper) -> None:
        """A job may need longer for a batch than an answer of the API."""
        if self.timeout_s:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, true)", [f"{self.timeout_s}s"]
                )

    def statement(self, columns: Composable, *, ordered: bool = True) -> Composable:
        """The one statement of the rows."""
        conditions = [*rows.of_layer(self.layer), *self.conditions]
        if self.area is not None:
            conditions.append(rows.lies_in(self.layer, self.area))
        if self.area is not None or self.layer.within is not None:
            conditions.append(_MORE_THAN_SLIVER)
        if self.dimension is not None:
            conditions.append(SQL("ST_Dimension({}) = {}").format(SHAPE, Literal(self.dimension)))
        if self.placeless:
            conditions.append(SQL("{} IS NULL").format(SHAPE))
        return _STATEMENT.format(
            columns=columns,
            source=rows.source(self.layer),
            shape=self._cut(),
            where=SQL(" WHERE ") + _AND.join(conditions) if conditions else SQL(""),
            order=self._order() if ordered or self.limit is not None else SQL(""),
        )

    def _cut(self) -> Composable:
        shape = rows.cut(self.layer, rows.WHOLE)
        if self.area is None:
            return shape
        return SQL("served.cut({}, {}::geometry)").format(shape, Literal(self.area.ewkb))

    def _order(self) -> Composable:
        order = SQL(" ORDER BY {}").format(self.order or _BY_ID)
        if self.limit is not None:
            order += SQL(" LIMIT {}").format(Literal(self.limit))
        return order + SQL(" OFFSET {}").format(Literal(self.offset)) if self.offset else order


def dimensions(kinds: Sequence[str]) -> tuple[int | None, ...]:
    """The dimensions of types of geometry, None where there are rows without one."""
    known = {"Point": 0, "LineString": 1, "Polygon": 2}
    found = {known.get(kind.removeprefix("ST_").removeprefix("Multi"), 3) for kind in kinds if kind}
    return (*sorted(found), *([None] if "" in kinds else []))


def _plain(column: Composable, layer: LayerDef, field: Field) -> Composable:
    if layer.register is None and field.name not in rows.COLUMNS_OF_FEATURE:
        return SQL("({}) #>> '{{}}'").format(column)
    return column
