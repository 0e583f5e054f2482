"""Records as lines of COPY, without a database: processes that only read make them too."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from layers.importers.record import Record

NULL = r"\N"
GEOMETRIES = ("outline", "generalized", "point")
HEIGHTS = "geom_3d"
"""The column, and the geometry of a record, of thematic features with heights."""

Encoder = Callable[[Record], bytes]


@dataclass(frozen=True, slots=True)
class RowShape:
    """A staged row after place, deletion, code, validity and geometries.

    `columns` are names and database types; `constants` stand in for what a record does not tell;
    a `thematic` row has its attributes in one column.
    """

    columns: tuple[tuple[str, str], ...]
    constants: Mapping[str, int]
    thematic: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Finished lines of one layer."""

    layer: str
    text: bytes
    records: int


def encoder(shape: RowShape) -> Encoder:
    """What makes a record one line, its end included."""
    columns = [(name, _written(kind), shape.constants.get(name)) for name, kind in shape.columns]

    def encode(record: Record) -> bytes:
        attributes, geometries = record.attributes, record.geometries
        if shape.thematic:
            attributes = {"attributes": attributes, HEIGHTS: geometries.get(HEIGHTS)}
        line = "\t".join(
            (
                _text(record.place),
                "t" if record.deleted else "f",
                _text(record.code),
                _text(record.valid_from),
                _text(record.valid_to),
                *[geometries[n].hex() if n in geometries else NULL for n in GEOMETRIES],
                *[written(attributes.get(name, other)) for name, written, other in columns],
            )
        )
        return f"{line}\n".encode()

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


_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


def _json(value: Any) -> str:
    return NULL if value is None else _text(_AS_JSON(value))


def _text(value: Any) -> str:
    """COPY's text form; a NUL, which PostgreSQL cannot hold, is left out."""
    if value is None:
        return NULL
    if type(value) is int:
        return str(value)
    if value is True or value is False:
        return "t" if value else "f"
    text = str(value)
    if text.isprintable() and "\\" not in text:
        return text
    text = text.replace("\0", "").replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
