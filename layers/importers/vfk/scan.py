"""One VFK file read from beginning to end into the survey of its delivery."""

from codecs import BOM_UTF8

from layers.errors import UnreadableFile
from layers.importers.bad_value import BadValue
from layers.importers.record import BadRecord
from layers.importers.vfk.blocks import (
    LEFT_ASIDE,
    OWNERS,
    PERSONAL,
    READ,
    Block,
    definition,
    demand,
)
from layers.importers.vfk.codepage import DEFAULT, declared
from layers.importers.vfk.collect import Collector, collector
from layers.importers.vfk.file import VfkFile
from layers.importers.vfk.rows import fields, rows, unquoted
from layers.importers.vfk.survey import Survey

HEAD_BYTES = 1 << 16
_LAYERS = {"PAR": "cadastre_parcel", "BUD": "cadastre_building"}
_MAX_UNREADABLE = 1_000
"""Rows of one block that cannot be read: more, and the file as a whole is damaged."""


def scan(file: VfkFile, survey: Survey, *, name: str = "") -> None:
    """Reads the whole file; raises `UnreadableFile` for what makes it unfit as a whole.

    `name` stands before line numbers when a delivery has several files.
    """
    _Scan(file, survey, name).run()


class _Scan:
    """The state of reading one file: header, then blocks, then the end."""

    def __init__(self, file: VfkFile, survey: Survey, name: str) -> None:
        self._survey = survey
        self._file = file
        self._name = file.name
        self._prefix = f"{name}, " if name else ""
        head = next(file.chunks(), b"")[:HEAD_BYTES].removeprefix(BOM_UTF8)
        if not head.startswith(b"&H"):
            raise UnreadableFile(f"Soubor {self._name} není VFK: nezačíná hlavičkou &H.")
        self._encoding = declared(head, self._name) or DEFAULT
        self._blocks: dict[str, Block] = {}
        self._collectors: dict[bytes, tuple[Collector | None, int, str]] = {}
        self._in_header = True
        self._ended_at: int | None = None
        self._header_facts: set[str] = set()
        self._quoted = {*survey.text_columns, *OWNERS}
        self._part = survey.begin()

    def run(self) -> None:
        number = 0
        for number, row in rows(self._file, self._encoding, self._name):
            known = self._collectors.get(row[: row.find(b";")])
            if known is not None and self._ended_at is None:
                self._data(number, row, known)
            else:
                self._other(number, row)
        if self._ended_at is None:
            raise UnreadableFile(
                f"Soubor {self._name} je neúplný: končí řádkem {number} bez závěrečného &K."
            )
        self._survey.finish()

    def _other(self, number: int, row: bytes) -> None:
        kind = row[:2]
        if self._ended_at is not None:
            raise self._error(number, "za koncem souboru (&K) pokračují data")
        if kind == b"&H":
            self._header(number, row)
        elif kind == b"&B":
            self._definition(number, row)
        elif kind == b"&K":
            if row.strip() != b"&K":
                raise self._error(number, f"konec souboru (&K) je poškozený: {_shown(row)}")
            self._ended_at = number
        elif kind == b"&D" and self._in_header:
            self._condition(number, row)
        elif kind == b"&D":
            raise self._error(number, f"data bloku {_shown(row[2:].split(b';')[0])} bez definice")
        else:
            raise self._error(number, f"neznámý druh řádku {_shown(row)}")

    def _header(self, number: int, row: bytes) -> None:
        try:
            key, *values = fields(row)
            texts = [unquoted(value).decode(self._encoding) for value in values]
        except (BadValue, UnicodeDecodeError) as exc:
            raise self._error(number, f"hlavička není čitelná: {exc}") from exc
        fact = key[2:].decode("ascii", "replace")
        if fact in self._header_facts or not self._in_header:
            raise self._error(
                number, f"opakuje se hlavička &H{fact[:20]}: v souboru jsou spojeny dva"
            )
        self._header_facts.add(fact)
        if fact in READ or fact in PERSONAL:
            self._blocks[fact] = definition(b"&B" + row[2:], number, self._name)
        elif fact != "JMENO":  # who ordered the export is nobody's business
            self._part.facts[fact[:40]] = "; ".join(texts)[:200]

    def _condition(self, number: int, row: bytes) -> None:
        """Data before the first block: what the export was narrowed to."""
        block = self._blocks.get(row[2:].split(b";")[0].decode("ascii", "replace"))
        if block is None or block.name != "KATUZE":
            self._survey.is_selection = True
            return
        try:
            self._part.units.add(int(fields(row)[block.columns["KOD"]]))
        except (ValueError, IndexError) as exc:
            raise self._error(number, "kód katastrálního území není číslo") from exc

    def _definition(self, number: int, row: bytes) -> None:
        self._in_header = False
        block = definition(row, number, self._name)
        if self._survey.with_owners:
            demand(block, OWNERS.get(block.name, ()), number, self._name)
        collect = collector(block, self._survey, self._encoding)
        self._collectors[b"&D" + block.name.encode()] = collect, block.width, block.name
        if collect is not None:
            self._survey.defined.add(block.name)
        elif block.name not in LEFT_ASIDE and block.name not in PERSONAL:
            self._survey.unknown.add(block.name)

    def _data(self, number: int, row: bytes, known: tuple[Collector | None, int, str]) -> None:
        collect, width, name = known
        self._survey.counts[name] += 1
        if collect is None:
            return
        parts = row.split(b";")
        try:
            if len(parts) != width or name in self._quoted:
                parts = fields(row)
                if len(parts) != width:
                    raise BadValue(f"Řádek má {len(parts) - 1} údajů místo {width - 1}.")
            collect(parts, f"{self._prefix}řádek {number}")
        except (ValueError, OverflowError) as exc:
            self._bad(number, name, parts, exc)

    def _bad(self, number: int, block: str, parts: list[bytes], exc: Exception) -> None:
        place = f"{self._prefix}řádek {number}"
        places = self._survey.unreadable[block]
        places.append(place)
        if len(places) > _MAX_UNREADABLE:
            raise self._error(
                number,
                f"blok {block} má přes {_MAX_UNREADABLE} nečitelných řádků, první {places[0]}",
            ) from exc
        layer = _LAYERS.get(block)
        if layer is not None:
            reason = str(exc) if isinstance(exc, BadValue) else "Řádek má údaj, který není číslo."
            code = parts[1].decode("ascii", "replace")[:40] if len(parts) > 1 else ""
            self._survey.bad.append(BadRecord(layer, code, place, reason))

    def _error(self, number: int, what: str) -> UnreadableFile:
        return UnreadableFile(f"Soubor {self._name}: řádek {number}: {what}.")


def _shown(row: bytes) -> str:
    return f"„{row[:40].decode('ascii', 'replace')}“"
