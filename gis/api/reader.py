"""Asks the database as the reading role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from psycopg2.extensions import BYTES, new_type, register_type
from psycopg2.sql import Composable

Values = Mapping[str, Any] | Sequence[Any]
Row = tuple[Any, ...]


_TEXT_OID = 25
_RAW = new_type((_TEXT_OID,), "RAW", BYTES)
"""Text as the bytes that came: a page of a megabyte is not decoded to be encoded again."""


def rows(
    statement: Composable | str, values: Values | None = None, *, raw: bool = False
) -> list[Row]:
    """All rows of one statement; a connection that broke is opened anew and asked once more.

    `raw`: values of the type text are UTF-8 bytes.
    """
    try:
        return _rows(statement, values, raw=raw)
    except (OperationalError, InterfaceError):
        connection = connections["reader"]
        if connection.connection is None or not connection.connection.closed:
            raise
        connection.close()
        return _rows(statement, values, raw=raw)


def row(
    statement: Composable | str, values: Values | None = None, *, raw: bool = False
) -> Row | None:
    """The first row, or nothing."""
    return next(iter(rows(statement, values, raw=raw)), None)


def _rows(statement: Composable | str, values: Values | None, *, raw: bool = False) -> list[Row]:
    with connections["reader"].cursor() as cursor:
        if raw:
            register_type(_RAW, cursor.cursor)
        cursor.execute(statement, values)
        return list(cursor.fetchall())
