"""Asks the database as the reading role."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import InterfaceError, OperationalError, connections
from psycopg2.sql import Composable

Values = Mapping[str, Any] | Sequence[Any]
Row = tuple[Any, ...]


def rows(statement: Composable | str, values: Values | None = None) -> list[Row]:
    """All rows of one statement; a connection that broke is opened anew and asked once more."""
    try:
        return _rows(statement, values)
    except (OperationalError, InterfaceError):
        connection = connections["reader"]
        if connection.connection is None or not connection.connection.closed:
            raise
        connection.close()
        return _rows(statement, values)


def row(statement: Composable | str, values: Values | None = None) -> Row | None:
    """The first row, or nothing."""
    return next(iter(rows(statement, values)), None)


def _rows(statement: Composable | str, values: Values | None) -> list[Row]:
    with connections["reader"].cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
