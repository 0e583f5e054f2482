"""What a reader yields: one record of one object, before anything is checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

WKB = bytes
"""ISO or extended WKB in EPSG:5514, east and north negative, metres."""
NOWHERE = 0
"""No municipality's code: what is covered has a date, but is complete for no place."""


@dataclass(frozen=True, slots=True)
class Record:
    """One object of one layer as the file tells it.

    `attributes` are columns of the register (or attributes of the thematic layer); `geometries`
    holds any of `outline`, `generalized`, `point`, and `geom_3d` of a thematic layer. `place` finds
    the record in its file again.
    """

    layer: str
    code: int | str
    attributes: Mapping[str, object] = field(default_factory=dict)
    geometries: Mapping[str, WKB] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    place: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that the reader could not make sense of: it goes to quarantine.

    `attributes` (by column) and `geometry` are what could be read of it, for whoever mends it.
    """

    layer: str
    code: int | str
    place: str
    reason: str
    detail: str = ""
    attributes: Mapping[str, object] = field(default_factory=dict)
    geometry: WKB | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader left aside or found odd in the whole file, said once for the report."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks of the format found in the whole file, for the run's protocol.

    `refusal` is why nothing of it may be published; empty when it may.
    """

    protocol: Mapping[str, object]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """That the file tells all there is of a layer in a municipality (None: in the whole region).

    `orp` (code or name) stands for its municipalities. `months` is the interval in which the
    provider promised to bring it up to date.
    """

    layer: str
    municipality_code: int | None
    data_date: datetime
    months: int | None = None
    orp: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself, known before its records are read.

    `is_full`: objects of `layers` within `scope` that are not in the file are gone. `scope` is
    column → values of the current rows that the file speaks for; empty means the whole source;
    `layer_scopes` says it otherwise for single layers (a municipality has no `municipality_code`).
    `provides`: layer → columns and geometries that the file carries; others keep what is known.
    `yields_to`: sources whose current rows are better than this file's and stay as they are.
    `predecessor`: the file that must have been loaded before, by its name without folder.
    `coverage`: what the file is complete for; without it, its layers as of `data_date`.
    `area`: a full file speaks only for objects that lie wholly in it, and not for those that have
    changed since its `data_date`.
    `is_ordered`: a file older than what is loaded is refused; where files are of many places, each
    record is judged by itself.
    `ages_by`: facts that tell runs of one source apart, each with the day of its data: a run is
    compared only with those that share the fact.
    `keeps_outlines`: a record without an outline leaves the known one as it is.
    `known_by`: layer → column; a record whose code is negative takes the code of the known object
    with the same value in that column.
    `asides`: layer → columns (name → type) staged beside the register's and not published: what
    the format's own settling needs to know of a record.
    """

    source: str
    reader: str
    is_full: bool
    layers: Sequence[str]
    provides: Mapping[str, frozenset[str]]
    scope: Mapping[str, Sequence[int]] = field(default_factory=dict)
    data_date: datetime | None = None
    predecessor: str = ""
    expected_records: int | None = None
    yields_to: frozenset[str] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)
    layer_scopes: Mapping[str, Mapping[str, Sequence[int | str]]] = field(default_factory=dict)
    coverage: Sequence[Covered] = ()
    area: WKB | None = None
    is_ordered: bool = True
    ages_by: Mapping[str, datetime | None] = field(default_factory=dict)
    keeps_outlines: bool = False
    known_by: Mapping[str, str] = field(default_factory=dict)
    asides: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def scope_of(self, layer: str) -> Mapping[str, Sequence[int | str]]:
        """Column → values of the rows of this layer that the file speaks for."""
        return self.layer_scopes.get(layer, self.scope)


class Reader(Protocol):
    """A format: knows its files, reads their header, yields their records; no database."""

    name: str

    def accepts(self, path: Path) -> bool:
        """Whether the content (not the name alone) is of this format."""

    def header(self, path: Path) -> Header:
        """The header; raises `UnreadableFile` with what is wrong and where."""

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note | Findings]:
        """The records in file order, in constant memory; notes may stand between them."""
