"""XML files from strangers: unpacked, decoded to UTF-8 and freed of DTDs, as a stream of bytes."""

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from layers.errors import UnreadableFile
from layers.importers.archive import CHUNK_BYTES, bounded, checked_members, member_chunks

_GZIP = b"\x1f\x8b"
_ZIP = b"PK"
_PROLOG_BYTES = 1 << 16
_EIGHT_BIT = frozenset({"utf-8", "us-ascii", "ascii", "windows-1250", "iso-8859-2"})
"""Encodings an 8-bit file may declare: all agree on ASCII, so that the declaration can be read."""

_DECLARATION = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_MISC = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
_ROOT = re.compile(rb"<(?:[^\s<>/:!?]+:)?([^\s<>/:!?]+)[\s/>]")


@dataclass(frozen=True, slots=True)
class XmlInput:
    """A checked document: local name of its root, and its bytes in UTF-8 from the beginning.

    A parser must be told that they are UTF-8 whatever their declaration says.
    """

    root: str
    chunks: Iterator[bytes]


def open_xml(path: Path) -> XmlInput:
    """Opens `.xml`, `.xml.gz` or a ZIP with one XML, told apart by content, not by name.

    Raises `UnreadableFile`, also while the chunks are drawn: not XML, DTD, unknown encoding,
    damaged or cut compression, bombs.
    """
    chunks = _decoded(_unpacked(path), path.name)
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= _PROLOG_BYTES:
            break
    return XmlInput(root=_root_name(head, path.name), chunks=_chained(head, chunks))


def _chained(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _unpacked(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            magic = file.read(2)
        if magic == _GZIP:
            yield from bounded(_gunzipped(path), packed_bytes=path.stat().st_size, name=path.name)
        elif magic == _ZIP:
            yield from _only_member(path)
        else:
            yield from _raw(path)
    except OSError as exc:
        raise UnreadableFile(f"Soubor {path.name} nelze číst: {exc.strerror}.") from exc


def _raw(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(CHUNK_BYTES), b"")


def _gunzipped(path: Path) -> Iterator[bytes]:
    """Every gzip member in turn; memory is bounded by the chunk however small the input is."""
    unpacker = zlib.decompressobj(wbits=31)
    total = 0
    try:
        for packed in _raw(path):
            data = packed
            while data:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
                chunk = unpacker.decompress(data, CHUNK_BYTES)
                total += len(chunk)
                if chunk:
                    yield chunk
                data = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as exc:
        raise UnreadableFile(
            f"Soubor {path.name} je poškozený: po {total} B obsahu selhalo rozbalení ({exc})."
        ) from exc
    if not unpacker.eof:
        raise UnreadableFile(f"Soubor {path.name} je neúplný: končí po {total} B obsahu.")


def _only_member(path: Path) -> Iterator[bytes]:
    members = checked_members(path)
    if len(members) != 1 or not members[0].filename.lower().endswith(".xml"):
        names = ", ".join(member.filename[:60] for member in members[:5]) or "nic"
        raise UnreadableFile(
            f"Archiv {path.name} má obsahovat jediný soubor XML, obsahuje: {names}."
        )
    yield from member_chunks(path, members[0])


def _decoded(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= 1024:
            break
    encoding, head = _encoding(head, name)
    if encoding == "utf-8":
        yield from _chained(head, chunks)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in _chained(head, chunks):
            yield decoder.decode(chunk).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as exc:
        raise UnreadableFile(f"Soubor {name} není v kódování {encoding}, které uvádí.") from exc


def _encoding(head: bytes, name: str) -> tuple[str, bytes]:
    """The encoding that the first bytes tell, and the bytes without their mark."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadableFile(f"Soubor {name} je v nepodporovaném kódování UTF-32.")
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8", head[3:]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return encoding, head[2:]
    if head.startswith((b"<\0", b"\0<")):
        return ("utf-16-le" if head[1] == 0 else "utf-16-be"), head
    declared = _DECLARATION.match(head.lstrip())
    encoding = declared[1].decode().lower() if declared else "utf-8"
    if encoding not in _EIGHT_BIT:
        raise UnreadableFile(f"Soubor {name} uvádí nepodporované kódování {encoding}.")
    return ("utf-8" if encoding.endswith("ascii") else encoding), head


def _root_name(head: bytes, name: str) -> str:
    """Local name of the root element; a DTD can stand only before it, so that none comes after."""
    start = _skip_misc(head)
    if head.startswith(b"<!DOCTYPE", start):
        raise UnreadableFile(
            f"Soubor {name} obsahuje definici typu dokumentu (DTD), která se z bezpečnostních "
            "důvodů nepřijímá."
        )
    root = _ROOT.match(head, start)
    if root is None:
        raise UnreadableFile(f"Soubor {name} není XML: nezačíná kořenovým prvkem.")
    return root[1].decode("utf-8", "replace")


def _skip_misc(head: bytes) -> int:
    match = _MISC.match(head)
    return match.end() if match else 0
