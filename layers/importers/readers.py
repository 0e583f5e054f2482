"""The formats that can be imported: one list."""

from collections.abc import Iterable
from pathlib import Path

from layers.errors import UnreadableFile
from layers.importers.correction import CorrectionReader
from layers.importers.jvf.reader import JvfReader
from layers.importers.ogr.reader import OgrReader
from layers.importers.ogr.table import shown
from layers.importers.record import Reader
from layers.importers.vfk.reader import VfkReader
from layers.importers.vfr.reader import VfrReader


def readers(source: str | None) -> Iterable[Reader]:
    """All readers, the most particular first; the OGR reader takes what a mapping describes."""
    return CorrectionReader(), JvfReader(), VfkReader(), VfrReader(), OgrReader(source)


def reader_for(path: Path, *, source: str | None = None) -> Reader:
    """The reader that takes the file; `UnreadableFile` when there is none."""
    if not _is_file(path):
        raise UnreadableFile(f"Soubor {shown(str(path))} neexistuje.")
    for reader in readers(source):
        if reader.accepts(path):
            return reader
    raise UnreadableFile(f"Formát souboru {shown(path.name)} není známý žádnému čtenáři.")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that no file can have
        return False
