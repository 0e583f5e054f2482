"""What every format gives: tables with named fields, read in batches of bounded size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

BATCH = 2_000
"""Rows held in memory at once."""

DAMAGED = "Geometrie je v souboru poškozená."


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive rows, by columns.

    `fids` are the row numbers of the format; `geometries` WKB in the system of the table, None
    where there is none; `damaged` maps a row of the batch to the reason why it is unusable.
    """

    fids: Sequence[int]
    columns: Mapping[str, Sequence[object]]
    geometries: Sequence[bytes | None]
    damaged: Mapping[int, str] = field(default_factory=dict)


class Table(Protocol):
    """One layer of a file; `crs` is what the file says of its system, None when it is silent."""

    name: str
    fields: tuple[str, ...]
    crs: str | None
    has_geometry: bool
    count: int | None
    row_word: str

    @property
    def notes(self) -> Sequence[str]: ...

    def batches(self, fields: Sequence[str]) -> Iterator[Batch]:
        """All rows with the wanted fields; raises `UnreadableFile` when the file is broken."""


@dataclass(frozen=True, slots=True)
class TextForm:
    """How text is written where the format does not say: None means find out."""

    encoding: str | None = None
    separator: str | None = None


UNKNOWN_TEXT = TextForm()


def shown(name: str) -> str:
    """A name from a stranger for a message: printable, in one line, not too long."""
    readable = name.encode("utf-8", "replace").decode()
    return "".join(c if c.isprintable() else "�" for c in readable[:100])
