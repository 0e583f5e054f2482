"""The reader of VFR, the exchange format of RÚIAN, versions 1.3 to 3.1, full and change files."""

import re
from collections.abc import Iterator
from pathlib import Path

from layers.errors import UnreadableFile
from layers.importers.record import BadRecord, Header, Note, Record
from layers.importers.vfr.elements import BY_RECORD, DELETION
from layers.importers.vfr.header import (
    NEWEST_KNOWN,
    FileType,
    facts_of,
    file_type,
    header,
)
from layers.importers.vfr.objects import ObjectParser, deletion
from layers.importers.vfr.stream import HEADER, ROOTS, ElementStream
from layers.importers.vfr.values import local_name
from layers.importers.xml_input import open_xml

_XML_NAME = re.compile(r"\.xml(\.gz|\.zip)?$", re.IGNORECASE)


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
        facts = facts_of(path)
        kind = file_type(facts, path.name)
        parsers = _Parsers(kind)
        stream = ElementStream(path)
        for element in stream:
            name = local_name(element.tag)
            record: Record | BadRecord | None
            if name == DELETION:
                record = deletion(element)
                if record is None:
                    parsers.unknown_deletions += 1
                    continue
            elif name == HEADER:
                continue
            else:
                record = parsers.of(name).parse(element)
            yield record
        parsers.check_system(path.name)
        yield from _version_note(facts)
        yield from parsers.notes(stream)


class _Parsers:
    """One parser for each collection met, and what they found odd."""

    def __init__(self, kind: FileType) -> None:
        self._kind = kind
        self._by_record: dict[str, ObjectParser] = {}
        self.unknown_deletions = 0

    def of(self, record: str) -> ObjectParser:
        parser = self._by_record.get(record)
        if parser is None:
            collection = BY_RECORD[record]
            parser = ObjectParser(collection, self._kind.kinds(collection))
            self._by_record[record] = parser
        return parser

    def check_system(self, name: str) -> None:
        """A file wholly in another system is not a file with many bad records."""
        foreign = sum(parser.foreign_systems for parser in self._by_record.values())
        if foreign and not any(parser.seen for parser in self._by_record.values()):
            raise UnreadableFile(
                f"Soubor {name} není v S-JTSK (EPSG:5514): v jiném systému jsou všechny jeho "
                f"geometrie ({foreign}). Nic z něj nebylo zveřejněno."
            )

    def notes(self, stream: ElementStream) -> Iterator[Note]:
        for name in sorted(stream.unknown):
            yield Note(f"Neznámá kolekce {name[:100]} byla vynechána.", place=name[:100])
        for record, parser in self._by_record.items():
            for name in sorted(parser.unknown):
                yield Note(
                    f"Neznámý prvek {name[:100]} byl vynechán.", place=f"{record}/{name[:100]}"
                )
            for name in sorted(parser.surplus):
                yield Note(
                    f"Geometrie {name[:100]} do souboru tohoto typu nepatří a byla vynechána.",
                    place=f"{record}/{name[:100]}",
                )
        if self.unknown_deletions:
            yield Note(f"Zaniklé prvky neznámého typu byly vynechány: {self.unknown_deletions}.")


def _version_note(facts: dict[str, str]) -> Iterator[Note]:
    version = facts.get("VerzeVFR", "")
    parts = re.fullmatch(r"(\d{1,3})\.(\d{1,3})(?:\.\d+)*", version)
    if parts is None or (int(parts[1]), int(parts[2])) > NEWEST_KNOWN:
        yield Note(f"Verze VFR „{version[:20]}“ není známá; čte se podle názvů prvků.")
