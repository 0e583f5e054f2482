"""One consistent look at the data: all statements of an extract see the same version."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from psycopg2.extras import register_default_jsonb
from psycopg2.sql import Composable

Ask = Callable[[Composable], list[tuple[Any, ...]]]


@contextmanager
def one_version() -> Iterator[Ask]:
    """In the block, the reading role sees the data as they were at its first statement.

    Within a transaction of the caller's, the caller's isolation stays.
    """
    begins = not connections["reader"].in_atomic_block
    with transaction.atomic(using="reader"), connections["reader"].cursor() as cursor:
        if begins:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

        def ask(statement: Composable) -> list[tuple[Any, ...]]:
            register_default_jsonb(cursor.cursor)  # Django leaves it a text
            cursor.execute(statement)
            return list(cursor.fetchall())

        yield ask
