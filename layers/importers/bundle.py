"""A ZIP that only bundles several register files: each of them is a file of its own."""

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.private_folder import private_folder


def bundled(path: Path) -> list[zipfile.ZipInfo]:
    """The files in it; none for any other file, nor for a ZIP that is broken or hostile.

    What is wrong with that one its check will tell.
    """
    if path.name.lower().endswith(".xml.zip"):
        return []
    try:
        is_archive = path.is_file() and zipfile.is_zipfile(path)
        found = checked_members(path) if is_archive else []
    except (UnreadableFile, OSError):  # a name that no file can have, too
        return []
    is_bundle = len(found) > 1 and all(each.filename.lower().endswith(".xml") for each in found)
    return found if is_bundle else []


@contextmanager
def unbundled(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths with bundles unpacked, while the context lasts."""
    with private_folder("bundle") as folder:
        yield [each for path in paths for each in _unpacked(path, folder) or [path]]


def _unpacked(path: Path, folder: Path) -> list[Path]:
    """The files of a bundle; none when it turns out to be forged, as its own check will tell."""
    try:
        return _files(path, folder)
    except UnreadableFile:
        return []


def _files(path: Path, folder: Path) -> list[Path]:
    files = []
    for number, member in enumerate(bundled(path)):
        place = folder / path.name / str(number)
        place.mkdir(parents=True, exist_ok=True)
        file = place / PurePosixPath(member.filename).name
        with file.open("wb") as copy:
            copy.writelines(member_chunks(path, member))
        files.append(file)
    return files
