"""The reader of VFR, the exchange format of RÚIAN, versions 1.3 to 3.1, full and change files."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml.etree import _Element

from layers.errors import UnreadableFile
from layers.importers.record import BadRecord, Header, Note, Record
from layers.importers.sharing import Items, Share
from layers.importers.vfr.elements import BY_RECORD, DELETION
from layers.importers.vfr.header import (
    NEWEST_KNOWN,
    FileType,
    facts_of,
    file_type,
    header,
)
from layers.importers.vfr.objects import ObjectParser, deletion
from layers.importers.vfr.oddities import Oddities
from layers.importers.vfr.pieces import pieces
from layers.importers.vfr.stream import HEADER, ROOTS, ElementStream
from layers.importers.vfr.values import local_name
from layers.importers.xml_input import open_xml

_XML_NAME = re.compile(r"\.xml(\.gz|\.zip)?$", re.IGNORECASE)
_LARGE_PACKED_BYTES = 2_000_000
_LARGE_BYTES = 16_000_000


class VfrReader:
    """Reads `.xml`, `.xml.gz` and `.xml.zip`; elements go by local names, the unknown are noted."""

    name = "vfr"

    def accepts(self, path: Path) -> bool:
        """Whether it is a VFR document; broken XML too, so that `header` tells what is wrong."""
        try:
            return open_xml(path).root in ROOTS
        except UnreadableFile:
            return _XML_NAME.search(path.name) is not None

    def header(self, path: Path) -> Header:
        """What the file says of itself; raises `UnreadableFile`."""
        return header(path)

    def read(self, path: Path) -> Iterator[Record | BadRecord | Note]:
        """All records, then the notes; raises `UnreadableFile` also at the very end."""
        parsers = _Parsers(file_type(facts_of(path), path.name))
        stream = ElementStream(path)
        for element in stream:
            if local_name(element.tag) != HEADER and (item := parsers.parse(element)):
                yield item
        yield from self.conclude(path, [parsers.oddities(stream.unknown)])

    def is_large(self, path: Path) -> bool:
        """Whether the document takes so long to read that sharing it among processes pays."""
        with path.open("rb") as file:
            is_packed = file.read(5) != b"<?xml"
        return path.stat().st_size >= (_LARGE_PACKED_BYTES if is_packed else _LARGE_BYTES)

    def read_share(self, path: Path, share: Share) -> Iterator[Items | Oddities]:
        """The records of every so many-th piece of the document, then what was odd in them."""
        parsers = _Parsers(file_type(facts_of(path), path.name))
        collections: set[str] = set()
        for piece in share.of(pieces(path)):
            parsers.lines_before = piece.lines_before
            items = map(parsers.parse, piece.elements(collections))
            yield [item for item in items if item]
        yield parsers.oddities(collections)

    def conclude(self, path: Path, shares: Iterable[Oddities]) -> Iterator[Note]:
        """The notes on all that was read; raises `UnreadableFile` for a file in another system."""
        odd = Oddities()
        for share in shares:
            odd.add(share)
        odd.check_system(path.name)
        yield from _version_note(facts_of(path))
        yield from odd.notes()


class _Parsers:
    """One parser for each collection met, and what they found odd."""

    def __init__(self, kind: FileType) -> None:
        self.lines_before = 0
        self._kind = kind
        self._by_record: dict[str, ObjectParser] = {}
        self._unknown_deletions = 0

    def parse(self, element: _Element) -> Record | BadRecord | None:
        """The record; None for the deletion of what nobody knows."""
        name = local_name(element.tag)
        if name == DELETION:
            gone = deletion(element)
            self._unknown_deletions += gone is None
            return gone
        parser = self._by_record.get(name) or self._new(name)
        return parser.parse(element, lines_before=self.lines_before)

    def oddities(self, collections: set[str]) -> Oddities:
        parsers = self._by_record
        return Oddities(
            collections=collections,
            unknown={name: parser.unknown for name, parser in parsers.items()},
            surplus={name: parser.surplus for name, parser in parsers.items()},
            unknown_deletions=self._unknown_deletions,
            foreign_systems=sum(parser.foreign_systems for parser in parsers.values()),
            placed=any(parser.seen for parser in parsers.values()),
        )

    def _new(self, record: str) -> ObjectParser:
        collection = BY_RECORD[record]
        self._by_record[record] = ObjectParser(collection, self._kind.kinds(collection))
        return self._by_record[record]


def _version_note(facts: dict[str, str]) -> Iterator[Note]:
    version = facts.get("VerzeVFR", "")
    parts = re.fullmatch(r"(\d{1,3})\.(\d{1,3})(?:\.\d+)*", version)
    if parts is None or (int(parts[1]), int(parts[2])) > NEWEST_KNOWN:
        yield Note(f"Verze VFR „{version[:20]}“ není známá; čte se podle názvů prvků.")
