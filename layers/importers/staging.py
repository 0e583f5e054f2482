"""Staging: the records of a file in temporary tables, one a layer, written by COPY.

Temporary tables write no log and vanish with the connection, so a run that dies leaves nothing.
"""

import io
import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self

from psycopg2 import sql

from layers.importers.record import Header, Record
from layers.importers.statement import constants, stage_name
from layers.importers.target import Target, target

FLUSH_BYTES = 4_000_000
NULL = r"\N"
GEOMETRIES = ("outline", "generalized", "point")
HEIGHTS = "geom_3d"
"""The column, and the geometry of a record, of thematic features with heights."""


class Stage:
    """Takes records, writes them by COPY in a thread of its own while the reader goes on."""

    def __init__(self, cursor: Any, header: Header) -> None:
        self.layers: dict[str, int] = {}
        self._cursor = cursor
        self.header = header
        self._lines: dict[str, list[str]] = {}
        self._bytes: dict[str, int] = {}
        self._encoders: dict[str, Callable[[Record], str]] = {}
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="copy")
        self._pending: Future[None] | None = None

    def add(self, record: Record) -> None:
        """Takes one record; raises `UnreadableFile` for a layer that does not exist."""
        layer = record.layer
        if layer not in self.layers:
            self._open(layer)
        line = self._encoders[layer](record)
        self._lines[layer].append(line)
        self.layers[layer] += 1
        self._bytes[layer] += len(line)
        if self._bytes[layer] > FLUSH_BYTES:
            self._flush(layer)

    def finish(self) -> None:
        """Writes what is left, indexes the codes and lets the planner know the sizes.

        A layer that the file speaks for, but has no record of, gets an empty stage.
        """
        for layer in self.header.layers:
            if layer not in self.layers:
                self._open(layer)
        for layer in self.layers:
            self._flush(layer)
        self._wait()
        for layer in self.layers:
            self._execute("CREATE INDEX ON {0} (code); ANALYZE {0}", layer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._writer.shutdown(cancel_futures=True)
        if kind is None:
            for layer in self.layers:
                self._execute("DROP TABLE {}", layer)

    def _execute(self, statement: str, layer: str) -> None:
        self._cursor.execute(sql.SQL(statement).format(sql.Identifier(stage_name(layer))))

    def _open(self, layer: str) -> None:
        self._wait()
        goal = target(layer)
        self._execute("DROP TABLE IF EXISTS {}", layer)
        self._cursor.execute(_create(goal))
        self.layers[layer] = 0
        self._lines[layer] = []
        self._bytes[layer] = 0
        self._encoders[layer] = _encoder(goal, constants(goal, self.header))

    def _flush(self, layer: str) -> None:
        if not self._lines[layer]:
            return
        self._wait()
        text = "".join(self._lines[layer])
        self._lines[layer] = []
        self._bytes[layer] = 0
        copy = f'COPY "{stage_name(layer)}" FROM STDIN'
        self._pending = self._writer.submit(self._cursor.copy_expert, copy, io.StringIO(text))

    def _wait(self) -> None:
        if self._pending:
            self._pending.result()
            self._pending = None


def _create(goal: Target) -> sql.Composable:
    columns = [
        f"place text, deleted boolean, code {goal.code_type}, valid_from date, valid_to date",
        *(f"{name} geometry" for name in GEOMETRIES),
        *(f'"{name}" {kind}' for name, kind in goal.columns),
    ]
    return sql.SQL("CREATE TEMP TABLE {} ({})").format(
        sql.Identifier(stage_name(goal.layer)), sql.SQL(", ".join(columns))
    )


def _encoder(goal: Target, constants: Mapping[str, int]) -> Callable[[Record], str]:
    columns = [(name, _written(kind), constants.get(name)) for name, kind in goal.columns]

    def encode(record: Record) -> str:
        attributes, geometries = record.attributes, record.geometries
        if goal.thematic:
            attributes = {"attributes": attributes, HEIGHTS: geometries.get(HEIGHTS)}
        return (
            "\t".join(
                (
                    _text(record.place),
                    "t" if record.deleted else "f",
                    _text(record.code),
                    _text(record.valid_from),
                    _text(record.valid_to),
                    *(geometries[n].hex() if n in geometries else NULL for n in GEOMETRIES),
                    *(written(attributes.get(name, default)) for name, written, default in columns),
                )
            )
            + "\n"
        )

    return encode


def _written(kind: str) -> Callable[[Any], str]:
    if kind.endswith("[]"):
        return _array
    if kind.startswith("geometry"):
        return _hex
    return _json if kind == "jsonb" else _text


def _array(values: Any) -> str:
    return NULL if values is None else "{" + ",".join(map(str, values)) + "}"


def _hex(value: bytes | None) -> str:
    return NULL if value is None else value.hex()


def _json(value: Any) -> str:
    if value is None:
        return NULL
    return _text(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def _text(value: Any) -> str:
    """COPY's text form; a NUL, which PostgreSQL cannot hold, is left out."""
    if value is None:
        return NULL
    if value is True or value is False:
        return "t" if value else "f"
    text = str(value)
    if text.isprintable() and "\\" not in text:
        return text
    text = text.replace("\0", "").replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
