"""What of an upload belongs together: a shapefile, parts of VFK, rasters with what lies beside."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from layers.deliveries.inbox import Stored, chunks_of, packed, safe_name, store
from layers.importers.vfk.joined import is_part
from layers.rasters.companions import DAY, belongs_to
from layers.rasters.formats import is_raster_name
from layers.rasters.reader import RasterReader

Upload = UploadedFile[Any]

_SHAPEFILE = {".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qpj"}


def stored(files: Sequence[Upload], *, day: date | None) -> Iterator[Stored]:
    """The files in the inbox, what belongs together as one archive.

    The day is what rasters show that do not say it themselves.
    """
    groups = [*_shapefiles(files), *_halves(files), *_rasters(files, day)]
    taken = {id(file) for _, members, _ in groups for file in members}
    for name, members, more in groups:
        yield _archive(name, members, more)
    for file in files:
        if id(file) not in taken:
            dated = _dated(file, day) if day and _suffix(file) == ".zip" else None
            yield dated or store(_name(file), file.chunks())


_Group = tuple[str, Sequence[Upload], Mapping[str, bytes]]
"""The name without ending, the files, and what is written beside them."""


def _shapefiles(files: Sequence[Upload]) -> Iterator[_Group]:
    for stem in sorted({_stem(file) for file in files if _suffix(file) == ".shp"}):
        parts = [file for file in files if _stem(file) == stem and _suffix(file) in _SHAPEFILE]
        yield stem, parts, {}


def _halves(files: Sequence[Upload]) -> Iterator[_Group]:
    halves = [file for file in files if is_part(Path(getattr(file.file, "name", "")))]
    if len(halves) > 1:
        yield " + ".join(map(_stem, halves)), halves, {}


def _rasters(files: Sequence[Upload], day: date | None) -> Iterator[_Group]:
    """All sheets of an upload are one delivery."""
    sheets = [file for file in files if is_raster_name(_name(file))]
    beside = [
        file
        for file in files
        if file not in sheets and any(belongs_to(_name(sheet), _name(file)) for sheet in sheets)
    ]
    more = {DAY: f"{day}".encode()} if day else {}
    if len(sheets) > 1 or (sheets and (beside or more)):
        stem = _stem(sheets[0])
        name = stem if len(sheets) == 1 else f"{stem} a dalších {len(sheets) - 1}"
        yield name, [*sheets, *beside], more


def _dated(file: Upload, day: date) -> Stored | None:
    """A ZIP of sheets with the day among them; None for any other ZIP."""
    with tempfile.TemporaryDirectory(dir=settings.INBOX, prefix=".new-") as folder:
        path = Path(folder) / "sheets.zip"
        with path.open("wb") as copy:
            copy.writelines(file.chunks())
        if not RasterReader().accepts(path):
            return None
        with zipfile.ZipFile(path, "a") as archive:
            if DAY not in archive.namelist():
                archive.writestr(zipfile.ZipInfo(DAY), f"{day}")
        return store(_name(file), chunks_of(path))


def _archive(name: str, parts: Sequence[Upload], more: Mapping[str, bytes]) -> Stored:
    with tempfile.TemporaryDirectory(dir=settings.INBOX, prefix=".new-") as folder:
        paths = []
        for part in parts:
            path = Path(folder) / safe_name(_name(part))
            with path.open("wb") as copy:
                copy.writelines(part.chunks())
            paths.append((path.name, path))
        for written, content in more.items():
            path = Path(folder) / written
            path.write_bytes(content)
            paths.append((written, path))
        archive = Path(folder) / ".archive"
        packed(paths, archive)
        return store(f"{name}.zip", chunks_of(archive))


def _name(file: Upload) -> str:
    return str(file.name or "")


def _stem(file: Upload) -> str:
    return _name(file).rpartition(".")[0]


def _suffix(file: Upload) -> str:
    return Path(_name(file)).suffix.lower()
