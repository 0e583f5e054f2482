"""Staging: the records of a file in temporary tables, one a layer, written by COPY.

Temporary tables write no log and vanish with the connection, so a run that dies leaves nothing.
"""

import io
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

from django.db import connection
from psycopg2 import sql

from layers.importers.copy_text import GEOMETRIES, Encoder, Lines, RowShape, encoder
from layers.importers.record import Header, Record
from layers.importers.statement import constants, stage_name
from layers.importers.target import Target, target

FLUSH_BYTES = 4_000_000
_BLOCK_BYTES = 1 << 16
_FEW_LARGE_STATEMENTS = "SET jit = off; SET work_mem = '64MB'"
"""Compiling costs each of them more than it saves; hash tables of a file's records fit."""


class Stage:
    """Takes records, writes them by COPY in a thread of its own while the reader goes on."""

    def __init__(self, cursor: Any, header: Header) -> None:
        self.layers: dict[str, int] = {}
        self._cursor = cursor
        self.header = header
        self._lines: dict[str, list[bytes]] = {}
        self._bytes: dict[str, int] = {}
        self._encoders: dict[str, Encoder] = {}
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="copy")
        self._pending: Future[None] | None = None

    def add(self, record: Record) -> None:
        """Takes one record; raises `UnreadableFile` for a layer that does not exist."""
        layer = record.layer
        if layer not in self.layers:
            self._open(layer)
        self._take(layer, self._encoders[layer](record), 1)

    def add_lines(self, lines: Lines) -> None:
        """Takes records that another process has encoded already, by `row_shape`."""
        if lines.layer not in self.layers:
            self._open(lines.layer)
        self._take(lines.layer, lines.text, lines.records)

    def restart(self) -> None:
        """Forgets everything taken so far."""
        self._wait()
        for layer in self.layers:
            self._execute("DROP TABLE {}", layer)
        self.layers.clear()

    def finish(self) -> None:
        """Writes what is left and lets the planner know the sizes.

        A layer that the file speaks for, but has no record of, gets an empty stage.
        """
        for layer in self.header.layers:
            if layer not in self.layers:
                self._open(layer)
        for layer in self.layers:
            self._flush(layer)
        self._wait()
        for layer in self.layers:
            self._execute("ANALYZE {} (code)", layer)

    def __enter__(self) -> Self:
        self._cursor.execute(_FEW_LARGE_STATEMENTS)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._writer.shutdown(cancel_futures=True)
        if kind is None:
            for layer in self.layers:
                self._execute("DROP TABLE {}", layer)
            self._cursor.execute("RESET jit; RESET work_mem")

    def _take(self, layer: str, text: bytes, records: int) -> None:
        self._lines[layer].append(text)
        self.layers[layer] += records
        self._bytes[layer] += len(text)
        if self._bytes[layer] > FLUSH_BYTES:
            self._flush(layer)

    def _execute(self, statement: str, layer: str) -> None:
        self._cursor.execute(sql.SQL(statement).format(sql.Identifier(stage_name(layer))))

    def _open(self, layer: str) -> None:
        self._wait()
        goal = target(layer)
        self._execute("DROP TABLE IF EXISTS {}", layer)
        shape = row_shape(layer, self.header)
        self._cursor.execute(_create(goal, shape))
        self.layers[layer] = 0
        self._lines[layer] = []
        self._bytes[layer] = 0
        self._encoders[layer] = encoder(shape)

    def _flush(self, layer: str) -> None:
        if not self._lines[layer]:
            return
        self._wait()
        text = io.BytesIO(b"".join(self._lines[layer]))
        self._lines[layer] = []
        self._bytes[layer] = 0
        copy = f'COPY "{stage_name(layer)}" FROM STDIN'
        self._pending = self._writer.submit(self._cursor.copy_expert, copy, text, _BLOCK_BYTES)

    def _wait(self) -> None:
        pending, self._pending = self._pending, None
        if pending:
            with connection.wrap_database_errors:  # COPY is none of the calls that Django wraps
                pending.result()


def row_shape(layer: str, header: Header) -> RowShape:
    """How the lines of a layer look; `UnreadableFile` for one that does not exist."""
    goal = target(layer)
    columns = (*goal.columns, *header.asides.get(layer, {}).items())
    return RowShape(columns, constants(goal, header), goal.thematic)


def _create(goal: Target, shape: RowShape) -> sql.Composable:
    columns = [
        f"place text, deleted boolean, code {goal.code_type}, valid_from date, valid_to date",
        *(f"{name} geometry" for name in GEOMETRIES),
        *(f'"{name}" {kind}' for name, kind in shape.columns),
    ]
    return sql.SQL("CREATE TEMP TABLE {} ({})").format(
        sql.Identifier(stage_name(goal.layer)), sql.SQL(", ".join(columns))
    )
