"""The elements of a VFR document one after another, in constant memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from layers.errors import UnreadableFile
from layers.importers.vfr.elements import BY_NAME, BY_RECORD, DELETION, DELETIONS
from layers.importers.vfr.values import gml_id, local_name
from layers.importers.xml_input import open_xml

ROOTS = frozenset({"VymennyFormat", "SpecialniVymennyFormat"})
HEADER, DATA = "Hlavicka", "Data"
MAX_ELEMENT_BYTES = 64 << 20
"""The border of the whole country takes a few megabytes; a larger element is an attack."""


@dataclass
class ElementStream:
    """Iterates over `Hlavicka` and then the records of `Data`, each complete; forgets the passed.

    An element is valid until the next one is asked for. `unknown` gathers collections that nobody
    knows. libxml2's own limits hold (256 levels, 10 MB a text), there is no DTD (`open_xml`), and
    nothing that the document refers to is ever opened. Whatever is wrong is `UnreadableFile`,
    which says how far the reading got.
    """

    path: Path
    unknown: set[str] = field(default_factory=set)
    records: int = 0
    _last: etree._Element | None = None

    def __iter__(self) -> Iterator[etree._Element]:
        try:
            yield from self._elements()
        except UnreadableFile as exc:
            raise UnreadableFile(f"{exc} {self._progress()}") from exc

    def _elements(self) -> Iterator[etree._Element]:
        document = open_xml(self.path)
        if document.root not in ROOTS:
            raise UnreadableFile(
                f"Soubor {self.path.name} není VFR: kořenový prvek je {document.root[:60]}."
            )
        parser = _parser()
        pending = 0
        root = None
        for chunk in document.chunks:
            self._feed(parser, chunk)
            for element in self._complete(parser):
                root = element.getroottree().getroot()
                yield element
            pending += len(chunk)
            if root is not None and self._forget(root):
                pending = len(chunk)
            if pending > MAX_ELEMENT_BYTES:
                raise UnreadableFile(
                    f"Soubor {self.path.name} má prvek větší než {MAX_ELEMENT_BYTES >> 20} MB."
                )
        self._close(parser)

    def _feed(self, parser: Any, chunk: bytes) -> None:
        """lxml raises most faults itself, but only logs an undefined entity, and then stops."""
        try:
            parser.feed(chunk)
        except etree.XMLSyntaxError as exc:
            line, column = exc.position
            fault = getattr(exc, "code", None)
            raise UnreadableFile(self._explained(fault, exc.msg, line, column)) from exc
        for error in parser.feed_error_log.filter_from_fatals():
            raise UnreadableFile(
                self._explained(error.type, error.message, error.line, error.column)
            )

    def _close(self, parser: Any) -> None:
        """What the parser objects to only when there is no more is that something is missing."""
        try:
            parser.close()
        except etree.XMLSyntaxError as exc:
            line, column = exc.position
            raise UnreadableFile(
                f"Soubor {self.path.name} je neúplný: končí uprostřed "
                f"(řádek {line}, sloupec {column})."
            ) from exc

    def _complete(self, parser: Any) -> Iterator[etree._Element]:
        """The elements that the last piece of the file finished, references left out."""
        collection = None
        for _, element in parser.read_events():
            parent = element.getparent()
            if parent is not collection:
                if not _is_collection(parent):
                    if local_name(element.tag) == HEADER and parent.getparent() is None:
                        yield element
                    continue
                collection = parent
            self.records += 1
            self._last = element
            yield element

    def _forget(self, root: etree._Element) -> bool:
        """Drops all that is complete from the tree, known or not; whether there was anything."""
        dropped = len(root) > 1
        del root[:-1]
        data = root[-1]
        if local_name(data.tag) == DATA and len(data):
            for collection in data:
                self._remember(local_name(collection.tag))
            dropped |= len(data) > 1 or len(data[-1]) > 1
            del data[:-1]
            del data[-1][:-1]
        return dropped

    def _remember(self, collection: str) -> None:
        if collection not in BY_NAME and collection != DELETIONS:
            self.unknown.add(collection)

    def _progress(self) -> str:
        if self._last is None:
            return "Nic z něj nebylo zveřejněno."
        return (
            f"Přečteno {self.records} záznamů, poslední {gml_id(self._last)}; "
            "nic z nich nebylo zveřejněno."
        )

    def _explained(self, fault: int | None, message: str | None, line: int, column: int) -> str:
        place = f"řádek {line}, sloupec {column}"
        if fault == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            return (
                f"Soubor {self.path.name} má příliš hluboko vnořené prvky nebo příliš dlouhý text "
                f"({place})."
            )
        return f"Soubor {self.path.name} není platné XML ({place}): {message}."


def _parser() -> Any:
    names = (HEADER, DELETION, *BY_RECORD)
    return etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _is_collection(parent: etree._Element | None) -> bool:
    """Whether the path is root/Data/parent: records refer to others by elements of their names."""
    data = None if parent is None else parent.getparent()
    root = None if data is None else data.getparent()
    return (
        data is not None
        and root is not None
        and root.getparent() is None
        and local_name(data.tag) == DATA
    )
