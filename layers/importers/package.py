"""Packages: archives of several files that make one delivery, and folders packed into such."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.private_folder import private_folder

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MAX_TEXT_BYTES = 2 << 20
_OLDEST = (1980, 1, 1, 0, 0, 0)


def members_of(path: Path) -> list[ZipInfo]:
    """The files of an archive; none when it is no archive or a suspicious one."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in _ZIP:
                return []
        return checked_members(path)
    except (UnreadableFile, OSError):
        return []


def names_of(path: Path) -> list[PurePosixPath]:
    """The names in an archive or a folder, for a reader to know its package by."""
    if path.is_dir():
        return [PurePosixPath(each.as_posix()) for each in path.rglob("*") if each.is_file()]
    return [PurePosixPath(member.filename) for member in members_of(path)]


def stem(member: ZipInfo) -> str:
    """The member's name without folder and ending."""
    return PurePosixPath(member.filename).stem


def ending(member: ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def content(path: Path, member: ZipInfo, *, most: int = _MAX_TEXT_BYTES) -> bytes:
    """The bytes of a small member; raises `UnreadableFile` for one of more than `most` bytes."""
    if member.file_size > most:
        raise UnreadableFile(
            f"Soubor {member.filename[:100]} v archivu {path.name} má {member.file_size} B, "
            f"přijímá se nejvýše {most}."
        )
    return b"".join(member_chunks(path, member))


def newest_day(members: list[ZipInfo]) -> date | None:
    """The day on which the youngest member was written, as the archive tells."""
    days = [date(*member.date_time[:3]) for member in members if _has_day(member)]
    return max(days, default=None)


def _has_day(member: ZipInfo) -> bool:
    try:
        date(*member.date_time[:3])
    except ValueError:
        return False
    return True


@contextmanager
def as_file(path: Path) -> Iterator[Path]:
    """The file itself; a folder packed into a ZIP of its name, the same for the same content."""
    if not path.is_dir():
        yield path
        return
    with private_folder("package") as folder:
        packed = folder / f"{path.resolve().name}.zip"
        with packed.open("wb") as file:
            _pack(path, file)
        yield packed


def _pack(folder: Path, file: io.BufferedWriter) -> None:
    root = folder.resolve()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for each in sorted(root.rglob("*")):
            if each.is_file() and not each.is_symlink():
                info = ZipInfo(f"{root.name}/{each.relative_to(root).as_posix()}", _OLDEST)
                info.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(info, "w") as target, each.open("rb") as source:
                    while chunk := source.read(1 << 20):
                        target.write(chunk)
