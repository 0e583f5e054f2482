"""The records of a JVF document one after another, in constant memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from lxml import etree

from layers.errors import UnreadableFile
from layers.importers.jvf.object_type import ObjectType, described
from layers.importers.vfr.values import local_name
from layers.importers.xml_feed import XmlFeed
from layers.importers.xml_input import open_xml

ROOT, BODY, DATA = "JVFDTM", "DataJVFDTM", "Data"
HEAD = ("VerzeJVFDTM", "DatumZapisu", "TypZapisu")
RECORD = "ZaznamObjektu"
MAX_ELEMENT_BYTES = 64 << 20
"""Accompanying information of a whole region takes a few megabytes; more is an attack."""

Operation = Literal["i", "u", "d", "r"]
OPERATIONS: dict[str, Operation] = {
    "Ins": "i",
    "Upd": "u",
    "Del": "d",
    "Ref": "r",
    "RefV": "r",
    "RefN": "r",
}
"""JVF 1.5: what follows `ZaznamObjektu` in the name; RefV is the public form, RefN the whole."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record with the type it stands under; `operation` is None where only 1.5 would say it."""

    object_type: ObjectType
    operation: Operation | None
    element: etree._Element


@dataclass
class ObjectStream:
    """Iterates over the records, each complete and valid until the next; forgets the passed.

    `head` gathers version, date and kind of the document, `accompanying` its last part, `foreign`
    what else stands in it. With a schema it ends at the first place that breaks it: `faulty`.
    """

    path: Path
    schema: etree.XMLSchema | None = None
    head: dict[str, str] = field(default_factory=dict)
    accompanying: etree._Element | None = None
    foreign: set[str] = field(default_factory=set)
    faulty: bool = False
    _described: tuple[etree._Element, ObjectType] | None = None

    def __iter__(self) -> Iterator[Item]:
        document = open_xml(self.path)
        if document.root != ROOT:
            raise UnreadableFile(
                f"Soubor {self.path.name} není JVF DTM: kořenový prvek je {document.root[:60]}."
            )
        tags = [f"{{*}}{name}" for name in (*HEAD, DATA, RECORD)]
        tags += [f"{{*}}{RECORD}{suffix}" for suffix in OPERATIONS]
        feed = XmlFeed(self.path.name, tags, self.schema)
        root: etree._Element | None = None
        pending = 0
        for chunk in document.chunks:
            feed.feed(chunk)
            if self.schema is not None and feed.fault_count():
                self.faulty = True
                return
            for element in feed.complete():
                root = element.getroottree().getroot() if root is None else root
                yield from self._items(element)
            pending += len(chunk)
            if root is not None and forget(root):
                pending = len(chunk)
            if pending > MAX_ELEMENT_BYTES:
                raise UnreadableFile(
                    f"Soubor {self.path.name} má prvek větší než {MAX_ELEMENT_BYTES >> 20} MB."
                )
        feed.close()
        self.faulty = self.schema is not None and bool(feed.fault_count())
        self._keep_rest(root)

    def _items(self, element: etree._Element) -> Iterator[Item]:
        name = local_name(element.tag)
        if name in HEAD:
            self._note(name, (element.text or "").strip()[:100])
        elif name.startswith(RECORD) and (kind := type_element(element)) is not None:
            yield Item(self._type_of(kind), OPERATIONS.get(name.removeprefix(RECORD)), element)

    def _note(self, name: str, value: str) -> None:
        if self.head.setdefault(name, value) != value:
            raise UnreadableFile(
                f"Soubor {self.path.name} si odporuje: {name} je „{self.head[name]}“ i „{value}“."
            )

    def _type_of(self, element: etree._Element) -> ObjectType:
        if self._described is None or self._described[0] is not element:
            self._described = (element, described(element))
        return self._described[1]

    def _keep_rest(self, root: etree._Element | None) -> None:
        for part in () if root is None else root:
            if local_name(part.tag) != BODY:
                self.foreign.add(local_name(part.tag))
                continue
            for child in part:
                if local_name(child.tag).startswith("DoprovodneInformace"):
                    self.accompanying = child


def type_element(record: etree._Element) -> etree._Element | None:
    """The type of a record whose path is JVFDTM/DataJVFDTM/Data/type/ZaznamyObjektu/record."""
    records = record.getparent()
    kind = None if records is None else records.getparent()
    data = None if kind is None else kind.getparent()
    body = None if data is None else data.getparent()
    if body is None or local_name(body.tag) != BODY or body.getparent() is None:
        return None
    return kind


def line_of(element: etree._Element) -> int:
    """The line on which the element begins, 0 when it is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def forget(root: etree._Element) -> bool:
    """Drops all records that are complete from the tree; whether there was anything."""
    dropped = False
    for data in root.iterfind(f"{{*}}{BODY}/{{*}}{DATA}"):
        dropped |= len(data) > 1
        del data[:-1]
        if len(data) and len(data[-1]):
            records = data[-1][-1]
            dropped |= len(records) > 1
            del records[:-1]
    return dropped
