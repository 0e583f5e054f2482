"""The formats that can be imported: one list."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from zipfile import is_zipfile

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.correction import CorrectionReader
from layers.importers.jvf.reader import JvfReader
from layers.importers.ogr.reader import OgrReader
from layers.importers.ogr.table import shown
from layers.importers.plan.reader import PlanReader
from layers.importers.record import Reader
from layers.importers.uap.reader import UapReader
from layers.importers.vfk.reader import VfkReader
from layers.importers.vfr.reader import VfrReader
from layers.rasters.reader import RasterReader

_CHUNKS_LOOKED_AT = 4


def readers(source: str | None) -> Iterable[Reader]:
    """All readers, the most particular first; the OGR reader takes what a mapping describes."""
    return (
        CorrectionReader(),
        JvfReader(),
        VfkReader(),
        VfrReader(),
        RasterReader(source),
        PlanReader(),
        UapReader(),
        OgrReader(source),
    )


def folder_readers(source: str | None) -> Iterable[Reader]:
    """Those that take a folder of files as one delivery."""
    return VfkReader(), RasterReader(source), OgrReader(source), PlanReader(), UapReader()


def reader_for(path: Path, *, source: str | None = None) -> Reader:
    """The reader that takes the file or folder; `UnreadableFile` when there is none."""
    if not _exists(path):
        raise UnreadableFile(f"Soubor {shown(str(path))} neexistuje.")
    for reader in folder_readers(source) if path.is_dir() else readers(source):
        if reader.accepts(path):
            return reader
    _check_archive(path)
    raise UnreadableFile(f"Formát souboru {shown(path.name)} není známý žádnému čtenáři.")


def _check_archive(path: Path) -> None:
    """A damaged or forged archive is not merely of an unknown format; the beginnings tell."""
    if is_zipfile(path):
        for member in checked_members(path):
            for _ in islice(member_chunks(path, member), _CHUNKS_LOOKED_AT):
                pass


def _exists(path: Path) -> bool:
    try:
        return path.is_file() or path.is_dir()
    except OSError:  # a name that no file can have
        return False
