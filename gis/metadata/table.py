"""The records of one asker as a table in memory, in the columns that pycsw asks for.

pycsw writes filters as SQL, and lays geometries into it as text. So its SQL meets only this table:
it holds what the asker may know and nothing else, it cannot be written, no other database can be
attached to it, and a query that runs long is broken off.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace

import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

Row = Mapping[str, str | None]

MAX_SECONDS = 2.0
_STEPS_BETWEEN_LOOKS = 10_000
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}

_PREDICATES: dict[str, Callable[[BaseGeometry, BaseGeometry, float], bool]] = {
    "bbox": lambda a, b, _: bool(a.intersects(b)),
    "beyond": lambda a, b, distance: bool(a.distance(b) > distance),
    "contains": lambda a, b, _: bool(a.contains(b)),
    "crosses": lambda a, b, _: bool(a.crosses(b)),
    "disjoint": lambda a, b, _: bool(a.disjoint(b)),
    "dwithin": lambda a, b, distance: bool(a.distance(b) <= distance),
    "equals": lambda a, b, _: bool(a.equals(b)),
    "intersects": lambda a, b, _: bool(a.intersects(b)),
    "overlaps": lambda a, b, _: bool(a.overlaps(b)),
    "touches": lambda a, b, _: bool(a.touches(b)),
    "within": lambda a, b, _: bool(a.within(b)),
}


class Table:
    """Rows that threads may ask one after another."""

    def __init__(self, rows: Iterable[Row], columns: Iterable[str]) -> None:
        self.columns = tuple(columns)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.create_function("query_spatial", 4, _holds, deterministic=True)
        self._fill(rows)
        self._connection.set_authorizer(_reading_only)

    def count(self, where: str, values: Mapping[str, str]) -> int:
        statement = f"SELECT count(*) FROM records WHERE {where}"  # noqa: S608 see above
        return int(self._ask(statement, values)[0][0])

    def rows(
        self, where: str, values: Mapping[str, str], *, order: str, limit: int, offset: int
    ) -> list[SimpleNamespace]:
        """`order` is a column, with ` DESC` behind it where the greatest comes first."""
        statement = (
            f"SELECT * FROM records WHERE {where} ORDER BY {order}"  # noqa: S608 see above
            " LIMIT :own_limit OFFSET :own_offset"
        )
        found = self._ask(statement, {**values, "own_limit": limit, "own_offset": offset})
        return [SimpleNamespace(**dict(zip(self.columns, row, strict=True))) for row in found]

    def values(self, column: str) -> list[tuple[str, int]]:
        """What stands in the column, with how often."""
        if column not in self.columns:
            raise ValueError(f"There is no column {column!r}.")
        return self._ask(
            f"SELECT {column}, count(*) FROM records"  # noqa: S608 one of ours
            f" WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 1",
            {},
        )

    def _fill(self, rows: Iterable[Row]) -> None:
        names, marks = ", ".join(self.columns), ", ".join("?" * len(self.columns))
        self._connection.execute("CREATE TABLE records (" + names + ")")
        self._connection.executemany(
            f"INSERT INTO records VALUES ({marks})",  # noqa: S608 marks alone
            ([row.get(column) for column in self.columns] for row in rows),
        )

    def _ask(self, statement: str, values: Mapping[str, object]) -> list[tuple[str, int]]:
        with self._lock:
            give_up_at = time.monotonic() + MAX_SECONDS
            self._connection.set_progress_handler(
                lambda: time.monotonic() > give_up_at, _STEPS_BETWEEN_LOOKS
            )
            return self._connection.execute(statement, values).fetchall()


def _reading_only(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _holds(own: str | None, asked: str, predicate: str, distance: str) -> str:
    """Whether the record's box is so to the geometry; pycsw compares with `'true'`."""
    if own is None:
        return "false"
    reach = float(distance) if distance not in {"", "false"} else 0.0
    try:
        holds = _PREDICATES[predicate](shapely.from_wkt(own), shapely.from_wkt(asked), reach)
    except (ShapelyError, ValueError):
        return "false"
    return "true" if holds else "false"
