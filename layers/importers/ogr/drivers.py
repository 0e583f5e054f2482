"""Which file is of which format, and nothing else may open it.

The content decides, and it must agree with the name. GDAL is never asked what a file is, and
sees only copies in a private folder under names of ours: what a stranger calls a file, and what
lies beside it, has no say.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.ogr import foreign, gdal_table, geopackage, shapefile
from layers.importers.ogr.csv_table import CsvTable
from layers.importers.ogr.geojson import GeoJsonTable
from layers.importers.ogr.shapefile import ShapefileTable
from layers.importers.ogr.table import Table, TextForm, shown
from layers.importers.private_folder import private_folder

_HEAD_BYTES = 4096
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES = ("ZIP", "KMZ", "XLSX")
_BOM = b"\xef\xbb\xbf"

FORMATS = {
    ".gpkg": "GeoPackage",
    ".shp": "Shapefile",
    ".geojson": "GeoJSON",
    ".json": "GeoJSON",
    ".csv": "CSV",
    ".txt": "CSV",
    ".tsv": "CSV",
    ".dxf": "DXF",
    ".dgn": "DGN",
    ".kml": "KML",
    ".kmz": "KMZ",
    ".gdb": "FileGDB",
    ".xlsx": "XLSX",
    ".fgb": "FlatGeobuf",
    ".zip": "ZIP",
}
"""Name's ending → format that its content must have."""

_READ: dict[str, Callable[..., Sequence[Table]]] = {
    "GeoPackage": lambda path, name, form: geopackage.tables(path, name),
    "Shapefile": lambda path, name, form: [ShapefileTable(path, name, form)],
    "GeoJSON": lambda path, name, form: [GeoJsonTable(path, name)],
    "CSV": lambda path, name, form: [CsvTable(path, name, form)],
    **{kind: partial(gdal_table.tables, kind=kind) for kind in gdal_table.GDAL_FORMATS},
}
_PACKED = {
    "DXF": foreign.private_drawing,
    "KML": foreign.private_kml,
    "XLSX": foreign.private_workbook,
    "FileGDB": foreign.private_geodatabase,
}
"""Formats whose copy is more than the bytes."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Checked files that are safe to open: (format, path, name of the layer)."""

    files: Sequence[tuple[str, Path, str]]

    def tables(self, form: TextForm) -> list[Table]:
        """All tables; `form` is how their text is written where they do not say."""
        return [
            table for kind, path, name in self.files for table in _READ[kind](path, name, form=form)
        ]


def claims(path: Path) -> bool:
    """Whether the file is of one of the formats, or pretends to be by its name."""
    try:
        if not path.is_file():
            return foreign.is_geodatabase(path)
        kind = _kind(path)
        if kind == "ZIP" and path.suffix.lower() == ".zip":
            members = checked_members(path)
            packed = bool(foreign.packed_geodatabases(members))
            return packed or any(_suffix(member.filename) in FORMATS for member in members)
    except UnreadableFile:
        return FORMATS.get(path.suffix.lower(), "") in _ARCHIVES
    except (OSError, ValueError):
        return False
    known = FORMATS.get(path.suffix.lower(), "ZIP") != "ZIP"
    return kind is not None or known or path.suffix.lower() in foreign.REFUSED


@contextmanager
def opened(path: Path, *, only: str = "") -> Iterator[Dataset]:
    """The file's tables in private; raises `UnreadableFile` when name and content disagree.

    Of an archive files of one format `only`, if that is given.
    """
    name = shown(path.name)
    try:
        kind = _checked_kind(path, name)
        with private_folder("ogr") as folder:
            if kind == "ZIP":
                yield Dataset(_unpacked(path, folder, only))
            else:
                yield Dataset(_copies(path, kind, folder))
    except OSError as exc:
        raise UnreadableFile(f"Soubor {name} nelze číst: {exc.strerror}.") from exc


def _checked_kind(path: Path, name: str) -> str:
    if foreign.is_geodatabase(path):
        return "FileGDB"
    if not path.is_file():
        raise UnreadableFile(f"Soubor {name} neexistuje nebo není obyčejný soubor.")
    kind = _kind(path)
    expected = FORMATS.get(path.suffix.lower())
    if kind is None or (expected and kind != expected):
        what = f"je to {kind}" if kind else "je to jiný formát"
        if b"<OGRVRTDataSource" in _head(path):
            what = "je to VRT, které se nepřijímá"
        if instead := foreign.advice(_head(path), path.suffix.lower()):
            raise UnreadableFile(f"Soubor {name}: {instead}")
        raise UnreadableFile(
            f"Soubor {name} nemá obsah, který jeho název slibuje ({expected or 'vektorová data'}): "
            f"{what}."
        )
    return kind


def _kind(path: Path) -> str | None:
    head, ending = _head(path), path.suffix.lower()
    if geopackage.is_geopackage(head):
        return "GeoPackage"
    if shapefile.is_shapefile(head):
        return "Shapefile"
    if head.startswith(_ZIP):
        return foreign.zipped_format(path, ending)
    return foreign.format_of(head, ending) or _text_kind(head, ending)


def _text_kind(head: bytes, ending: str) -> str | None:
    text = head.removeprefix(_BOM).lstrip()
    if text.startswith(b"{"):
        return "GeoJSON"
    plain = b"\0" not in head and not text.startswith((b"<", b"["))
    return "CSV" if FORMATS.get(ending) == "CSV" and plain else None


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD_BYTES)


def _copies(path: Path, kind: str, folder: Path) -> Sequence[tuple[str, Path, str]]:
    """What is read of one file: itself, or the documents in it."""
    if kind == "KMZ":
        return [("KML", copy, name) for copy, name in foreign.private_kmz(path, folder)]
    return [(kind, _private(path, kind, folder), shown(path.stem))]


def _private(path: Path, kind: str, folder: Path) -> Path:
    """The file itself when Python reads it, else a copy with its companions."""
    if kind in ("GeoJSON", "CSV"):
        return path
    if kind in _PACKED:
        return _PACKED[kind](path, folder, shown(path.name))
    if kind in gdal_table.GDAL_FORMATS:
        return Path(shutil.copyfile(path, folder / f"source.{kind.lower()}"))
    if kind == "GeoPackage":
        copy = Path(shutil.copyfile(path, folder / "source.gpkg"))
        journal = path.with_name(path.name + "-wal")
        if journal.is_file():
            shutil.copyfile(journal, folder / "source.gpkg-wal")
        return copy
    for part in path.parent.iterdir():
        ending = part.suffix.lower()
        if part.stem == path.stem and ending in shapefile.PARTS and part.is_file():
            shutil.copyfile(part, folder / f"source{ending}")
    return folder / "source.shp"


def _unpacked(path: Path, folder: Path, only: str) -> list[tuple[str, Path, str]]:
    """The data files of an archive, each with its companions in a folder of its own."""
    members = checked_members(path)
    found = [] if only else list(_geodatabases(path, members, folder))
    for number, member in enumerate(members):
        expected = FORMATS.get(_suffix(member.filename))
        if expected is None or expected == "ZIP" or (only and expected != only):
            continue
        inner = folder / str(number)
        inner.mkdir()
        file = _extracted(path, member, inner)
        if expected == "Shapefile":
            for part in members:
                if _is_companion(part, member):
                    _extracted(path, part, inner)
        stem = shown(PurePosixPath(member.filename).stem)
        if _kind(file) == expected:
            found += _repacked(file, expected, stem)
        elif expected != "CSV":
            raise UnreadableFile(f"Soubor {stem} v archivu {shown(path.name)} není {expected}.")
    if not found:
        raise UnreadableFile(f"Archiv {shown(path.name)} neobsahuje žádná vektorová data.")
    return found


def _geodatabases(
    path: Path, members: Sequence[ZipInfo], folder: Path
) -> Iterator[tuple[str, Path, str]]:
    for number, (inside, parts) in enumerate(foreign.packed_geodatabases(members).items()):
        name = shown(inside.name)
        copy = foreign.unpacked_geodatabase(path, parts, folder / f"gdb{number}", name)
        yield "FileGDB", copy, shown(inside.stem)


def _repacked(file: Path, kind: str, name: str) -> Sequence[tuple[str, Path, str]]:
    """An unpacked file as it may be opened."""
    if kind not in (*_PACKED, "KMZ"):
        return [(kind, file, name)]
    inner = file.parent / "inner"
    inner.mkdir()
    return [(kind, path, name) for kind, path, _ in _copies(file, kind, inner)]


def _is_companion(part: ZipInfo, of: ZipInfo) -> bool:
    return (
        part is not of
        and PurePosixPath(part.filename).with_suffix("")
        == PurePosixPath(of.filename).with_suffix("")
        and _suffix(part.filename) in shapefile.PARTS
    )


def _extracted(path: Path, member: ZipInfo, folder: Path) -> Path:
    target = folder / f"source{_suffix(member.filename)}"
    with target.open("wb") as file:
        for chunk in member_chunks(path, member):
            file.write(chunk)
    return target


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
