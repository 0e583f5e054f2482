"""ZIP archives from strangers: checked before a byte is unpacked, then streamed."""

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from layers.errors import UnreadableFile

CHUNK_BYTES = 1 << 18
MAX_ENTRIES = 1_000
MAX_DIRECTORY_BYTES = 1 << 20
MAX_UNPACKED_BYTES = 100 << 30
"""The whole country as one VFR is about 35 GB; what is streamed costs time, not memory or disk."""
MAX_RATIO = 100
"""Registers in XML shrink 10 to 30 times; deflate of one repeated byte 1,000 times."""
FREE_BYTES = 64 << 20
"""Below this size the ratio says nothing: a short file of blanks is no bomb."""

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCAL_HEADER_BYTES = 30
_NESTED = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1


def bounded(chunks: Iterable[bytes], *, packed_bytes: int, name: str) -> Iterator[bytes]:
    """The chunks as they come, until they outgrow what `packed_bytes` may honestly hold."""
    limit = min(MAX_UNPACKED_BYTES, max(FREE_BYTES, MAX_RATIO * packed_bytes))
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise UnreadableFile(
                f"Soubor {name} se rozbaluje na více než {limit >> 20} MB "
                f"(zabaleno {packed_bytes} B): vypadá jako podvržený archiv."
            )
        yield chunk


def checked_members(path: Path) -> list[zipfile.ZipInfo]:
    """The files of the archive without folders; raises `UnreadableFile` if anything is suspicious.

    Refused: traversal, absolute and device names, links, encrypted and nested members, names that
    are one after Unicode or case folding, overlapping data, other methods than deflate, too many
    entries, sizes that only a bomb has.
    """
    _check_directory_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as exc:
        raise UnreadableFile(f"Archiv {path.name} je poškozený: {exc}") from exc
    for entry in entries:
        _check_entry(entry, path.name)
    _check_names(entries, path.name)
    _check_overlap(entries, path.name)
    return [entry for entry in entries if not entry.is_dir()]


def member_chunks(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes of one checked member, in chunks; its real size and CRC are verified."""
    name = f"{path.name} ({member.filename})"
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            chunks = iter(lambda: stream.read(CHUNK_BYTES), b"")
            total = 0
            for chunk in bounded(chunks, packed_bytes=member.compress_size, name=name):
                total += len(chunk)
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as exc:
        raise UnreadableFile(f"Archiv {name} je poškozený nebo neúplný: {exc}") from exc
    if total != member.file_size:
        raise UnreadableFile(
            f"Archiv {name} uvádí {member.file_size} B, obsahuje však {total} B: je podvržený."
        )


def _check_directory_size(path: Path) -> None:
    """Before `zipfile` reads the directory into memory, as long as the file tells it is."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        tail_start = max(0, size - _END.size - 0xFFFF)
        file.seek(tail_start)
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            raise UnreadableFile(f"Archiv {path.name} je neúplný: chybí mu závěrečný adresář.")
        _, _, _, _, count, length, _, _ = _END.unpack_from(tail, at)
        if at >= _END64_LOCATOR.size and tail[at - _END64_LOCATOR.size :][:4] == b"PK\x06\x07":
            locator = _END64_LOCATOR.unpack_from(tail, at - _END64_LOCATOR.size)
            file.seek(min(locator[2], size))
            record = file.read(_END64.size)
            if len(record) == _END64.size:
                fields = _END64.unpack(record)
                count, length = max(fields[7], 0), fields[8]
    if count > MAX_ENTRIES or length > MAX_DIRECTORY_BYTES:
        raise UnreadableFile(
            f"Archiv {path.name} má {count} položek, nejvýše se přijímá {MAX_ENTRIES}."
        )


def _check_entry(entry: zipfile.ZipInfo, archive: str) -> None:
    reason = _reason_against_name(entry.orig_filename) or _reason_against_content(entry)
    if reason:
        raise UnreadableFile(f"Archiv {archive}: položka {entry.orig_filename[:100]!r} {reason}.")


def _reason_against_name(name: str) -> str:
    path = PurePosixPath(name)
    if not name or not name.isprintable():
        return "má v názvu řídicí znaky"
    if path.is_absolute() or "\\" in name or name[1:2] == ":":
        return "má absolutní nebo systémovou cestu"
    if ".." in path.parts:
        return "vede mimo archiv (..)"
    if name.lower().endswith(_NESTED):
        return "je vnořený archiv"
    return ""


def _reason_against_content(entry: zipfile.ZipInfo) -> str:
    mode = entry.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
        return "není soubor, ale odkaz nebo zařízení"
    if entry.flag_bits & _ENCRYPTED:
        return "je zašifrovaná"
    if entry.compress_type not in _METHODS:
        return "je zabalena nepodporovanou metodou"
    allowed = max(FREE_BYTES, MAX_RATIO * entry.compress_size)
    if entry.file_size > min(allowed, MAX_UNPACKED_BYTES):
        return f"by se rozbalila na {entry.file_size} B z {entry.compress_size} B"
    return ""


def _check_names(entries: list[zipfile.ZipInfo], archive: str) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", entry.filename).casefold())
        if key in seen:
            raise UnreadableFile(
                f"Archiv {archive} obsahuje dvakrát týž název: {seen[key]!r} a {entry.filename!r}."
            )
        seen[key] = entry.filename


def _check_overlap(entries: list[zipfile.ZipInfo], archive: str) -> None:
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise UnreadableFile(f"Archiv {archive} má překrývající se položky: je podvržený.")
        name_bytes = len(
            entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
        )
        end = entry.header_offset + _LOCAL_HEADER_BYTES + name_bytes + entry.compress_size
