"""A large VFR document cut between its records, so that several processes can parse it.

Each piece is parsed between the start and end tags of its surroundings. A sequence of pieces that
are all sound is the document itself: what stands between the tags must be balanced, and so each
piece ends in the surroundings that the next one assumes. Whatever is not as expected is
`Undivided`: the file is then to be read as a whole, which also tells what is wrong with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from layers.importers.sharing import Undivided
from layers.importers.vfr.elements import BY_NAME, BY_RECORD, DELETION, DELETIONS
from layers.importers.vfr.stream import DATA, ROOTS
from layers.importers.vfr.values import local_name
from layers.importers.xml_input import open_xml

PIECE_BYTES = 1 << 20
MAX_PIECE_BYTES = 16 << 20
"""The border of the whole country takes a few megabytes."""

_COLLECTIONS = {
    record.encode(): [name.encode() for name, known in BY_NAME.items() if known.record == record]
    for record in BY_RECORD
} | {DELETION.encode(): [DELETIONS.encode()]}
"""Records' names → names of the collections that hold them."""
_RECORDS = frozenset({*BY_RECORD, DELETION})
_DEPTH = 3
"""Elements around a record: the root, the data, its collection."""
_ROOT = re.compile(rb"<((?:[^\s<>/:!?]+:)?)(" + "|".join(ROOTS).encode() + rb")(?:\s[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Piece:
    """Content between start tags and end tags that are not its own; lines of the file before it."""

    content: bytes
    before: bytes = b""
    after: bytes = b""
    lines_before: int = 0

    def elements(self, unknown: set[str]) -> Iterator[etree._Element]:
        """The records; names of collections that nobody knows are added to `unknown`."""
        for collection in self._collections():
            name = local_name(collection.tag)
            if name not in BY_NAME and name != DELETIONS:
                unknown.add(name)
            for element in collection:
                if local_name(element.tag) in _RECORDS:
                    yield element

    def _collections(self) -> Iterator[etree._Element]:
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        try:
            root = etree.fromstring(self.before + self.content + self.after, parser)
        except etree.XMLSyntaxError as exc:
            raise Undivided(str(exc)) from exc
        for data in root:
            if local_name(data.tag) == DATA:
                yield from data


def pieces(path: Path) -> Iterator[Piece]:
    """The document's pieces in order; raises `UnreadableFile` and `Undivided`."""
    document = open_xml(path)
    cutter = _Cutter()
    pending: list[bytes] = []
    size = 0
    for chunk in document.chunks:
        pending.append(chunk)
        size += len(chunk)
        if size >= PIECE_BYTES:
            piece, rest = cutter.cut(b"".join(pending))
            if piece is not None:
                yield piece
            pending, size = [rest], len(rest)
    yield cutter.last(b"".join(pending))


class _Cutter:
    """Knows in which elements the next piece starts."""

    def __init__(self) -> None:
        self._prefix = b""
        self._open: tuple[bytes, ...] = ()
        self._lines = 0

    def cut(self, text: bytes) -> tuple[Piece | None, bytes]:
        """A piece up to the last record that is complete, and what is left of the text."""
        end = self._last_record(text) if self._open or self._enter(text) else None
        if end is None:
            if len(text) > MAX_PIECE_BYTES:
                raise Undivided("no end of a record")
            return None, text
        content, around = text[: end.end()], self._open
        self._open = (*around[:2], self._collection(content, end[1]))
        return self._piece(content, around, _end_tags(self._open)), text[end.end() :]

    def last(self, text: bytes) -> Piece:
        """What is left when the document has no more."""
        return self._piece(text, self._open, b"")

    def _piece(self, content: bytes, around: tuple[bytes, ...], after: bytes) -> Piece:
        before = b"".join(around) if len(around) == _DEPTH else b""
        piece = Piece(content, before, after, self._lines - before.count(b"\n"))
        self._lines += content.count(b"\n")
        return piece

    def _enter(self, text: bytes) -> bool:
        """Whether the data have begun."""
        root = _ROOT.search(text)
        data = root and re.compile(b"<" + root[1] + rb"Data(?:\s[^<>]*)?>").search(text, root.end())
        if root is None or data is None:
            return False
        self._prefix, self._open = root[1], (root[0], data[0])
        return True

    def _last_record(self, text: bytes) -> "re.Match[bytes] | None":
        end_tag = re.compile(b"</" + re.escape(self._prefix) + rb"(\w+)>")
        at = len(text)
        while (at := text.rfind(b"</" + self._prefix, 0, at)) >= 0:
            found = end_tag.match(text, at)
            if found and found[1] in _COLLECTIONS and not _ends_collection(text, found):
                return found
        return None

    def _collection(self, content: bytes, record: bytes) -> bytes:
        """The start tag of the collection that is open where the content ends."""
        names, prefix = _COLLECTIONS[record], re.escape(self._prefix)
        start_tag = b"<" + prefix + rb"%s(?:\s[^<>]*)?>(?=\s*<" + prefix + record + rb"[\s>])"
        for name in names:
            is_there = content.rfind(b"<" + self._prefix + name) >= 0  # sooner known
            if is_there and (found := re.findall(start_tag % name, content)):
                return bytes(found[-1])
        current = self._open[2:] and _name(self._open[2]).removeprefix(self._prefix)
        if current not in names:
            raise Undivided("a record outside its collection")
        return self._open[2]


def _ends_collection(text: bytes, end_tag: "re.Match[bytes]") -> bool:
    """Some collections have the name of their records: `</vf:Zsj></vf:Zsj>`."""
    before = text[max(0, end_tag.start() - 100) : end_tag.start()].rstrip()
    return not before or before.endswith(end_tag[0])


def _name(tag: bytes) -> bytes:
    """`vf:Parcely` of `<vf:Parcely xmlns:vf="…">`."""
    return tag[1:-1].split(maxsplit=1)[0]


def _end_tags(tags: tuple[bytes, ...]) -> bytes:
    return b"".join(b"</" + _name(tag) + b">" for tag in reversed(tags))
