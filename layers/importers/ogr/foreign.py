"""Formats that GDAL opens, told by their first bytes, and the private copies it may see."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zipfile import ZipInfo

from layers.errors import UnreadableFile
from layers.importers.archive import checked_members, member_chunks
from layers.importers.ogr.dxf_blocks import check_blocks
from layers.importers.ogr.table import shown
from layers.importers.xml_input import open_xml

MAX_SHEET_BYTES = 256 << 20
"""GDAL holds a whole spreadsheet and a whole KML in memory."""

REFUSED = {
    ".dwg": "DWG je uzavřený formát. Uložte výkres jako DXF (AutoCAD 2000 až 2018).",
    ".gml": "GML odkazuje na schémata jinde, proto se nepřijímá. Převeďte jej do GeoPackage.",
    ".xls": "Starý formát Excelu se nepřijímá. Uložte sešit jako XLSX nebo CSV.",
    ".ods": "Uložte sešit jako XLSX nebo CSV.",
    ".mdb": "Osobní geodatabáze se nepřijímá. Převeďte ji do FileGDB nebo GeoPackage.",
    ".tab": "Formát MapInfo se nepřijímá. Převeďte jej do GeoPackage.",
    ".mif": "Formát MapInfo se nepřijímá. Převeďte jej do GeoPackage.",
}
"""Formats that people do send: what to send instead."""

_DGN7 = re.compile(rb"[\x08\xc8][\x05\x09]\xfe\x02", re.DOTALL)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DXF = re.compile(rb"(?:\s*999[ \t]*\r?\n[^\r\n]*\r?\n)*\s*0[ \t]*\r?\n\s*SECTION\s*\n", re.ASCII)
_DXF_BINARY = b"AutoCAD Binary DXF"
_FGB = b"fgb\x03fgb"
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
_OTHERS = (b"<OGRVRTDataSource", b"<VRTDataset", b"<OGRDataSource")
_GDB_FILE = re.compile(r"(?:a[0-9a-f]{8}\.(?:gdbtable|gdbtablx)|gdb|timestamps)", re.IGNORECASE)
_GDB_CATALOGUE = "a00000001.gdbtable"
_WORKBOOK = "xl/workbook.xml"


def format_of(head: bytes, ending: str) -> str | None:
    """The format by the first bytes of a file; `ending` only for those that have no mark."""
    if head.startswith(_FGB):
        return "FlatGeobuf"
    if _DGN7.match(head):
        return "DGN"
    if _DXF.match(head) and not any(mark in head for mark in _OTHERS):
        return "DXF"
    if ending == ".kml" and b"<kml" in head:
        return "KML"
    return None


def advice(head: bytes, ending: str) -> str:
    """What to send instead of a file of a known but refused format."""
    if ending == ".dgn" and head.startswith(_OLE):
        return "DGN verze 8 se nepřijímá. Uložte výkres jako DGN verze 7 nebo DXF."
    if ending == ".dxf" and head.startswith(_DXF_BINARY):
        return "Binární DXF se nepřijímá. Uložte výkres jako textové DXF."
    return REFUSED.get(ending, "")


def is_geodatabase(path: Path) -> bool:
    """Whether a folder is, or by its name should be, a file geodatabase."""
    return path.is_dir() and path.suffix.lower() == ".gdb"


def zipped_format(path: Path, ending: str) -> str:
    """What an archive is by its content, where its name promises a format that is one."""
    if ending == ".kmz" and _documents(checked_members(path)):
        return "KMZ"
    if ending == ".xlsx":
        names = {member.filename for member in checked_members(path)}
        if _WORKBOOK in names:
            return "XLSX"
    return "ZIP"


def private_kml(path: Path, folder: Path, name: str) -> Path:
    """A copy in UTF-8 without DTD."""
    content = open_xml(path)
    if content.root != "kml":
        raise UnreadableFile(f"Soubor {name} není KML: kořen je {content.root[:40]}.")
    copy = folder / "source.kml"
    total = 0
    with copy.open("wb") as file:
        file.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        for number, chunk in enumerate(content.chunks):
            total += len(chunk)
            if total > MAX_SHEET_BYTES:
                raise UnreadableFile(f"Soubor {name} má více než {MAX_SHEET_BYTES >> 20} MB.")
            file.write(_DECLARATION.sub(b"", chunk) if number == 0 else chunk)
    return copy


def private_kmz(path: Path, folder: Path) -> list[tuple[Path, str]]:
    """(document, name) of all in the archive: the first often only links to the others."""
    found = []
    for number, document in enumerate(_documents(checked_members(path))):
        inner = folder / str(number)
        inner.mkdir()
        packed = inner / "packed.kml"
        with packed.open("wb") as file:
            file.writelines(member_chunks(path, document))
        name = shown(PurePosixPath(document.filename).name)
        found.append((private_kml(packed, inner, name), name))
    return found


def private_drawing(path: Path, folder: Path, name: str) -> Path:
    """A copy whose blocks are not endless."""
    check_blocks(path, name)
    return Path(shutil.copyfile(path, folder / "source.dxf"))


def private_workbook(path: Path, folder: Path, name: str) -> Path:
    """A copy whose unpacked size is known."""
    size = sum(member.file_size for member in checked_members(path))
    if size > MAX_SHEET_BYTES:
        raise UnreadableFile(
            f"Sešit {name} se rozbaluje na {size >> 20} MB, přijímá se {MAX_SHEET_BYTES >> 20} MB; "
            "uložte jej jako CSV."
        )
    return Path(shutil.copyfile(path, folder / "source.xlsx"))


def private_geodatabase(path: Path, folder: Path, name: str) -> Path:
    """A copy of the tables of a geodatabase's folder, and of nothing else in it."""
    copy = folder / "source.gdb"
    copy.mkdir()
    for file in path.iterdir():
        if _GDB_FILE.fullmatch(file.name) and file.is_file() and not file.is_symlink():
            shutil.copyfile(file, copy / file.name.lower())
    return _whole(copy, name)


def packed_geodatabases(members: Iterable[ZipInfo]) -> dict[PurePosixPath, list[ZipInfo]]:
    """Folder → members, for the geodatabases of an archive."""
    found: dict[PurePosixPath, list[ZipInfo]] = {}
    for member in members:
        path = PurePosixPath(member.filename)
        if path.parent.suffix.lower() == ".gdb" and _GDB_FILE.fullmatch(path.name):
            found.setdefault(path.parent, []).append(member)
    return found


def unpacked_geodatabase(path: Path, members: Iterable[ZipInfo], folder: Path, name: str) -> Path:
    """The members of one geodatabase in a folder of their own."""
    copy = folder / "source.gdb"
    copy.mkdir(parents=True)
    for member in members:
        with (copy / PurePosixPath(member.filename).name.lower()).open("wb") as file:
            file.writelines(member_chunks(path, member))
    return _whole(copy, name)


def _whole(folder: Path, name: str) -> Path:
    if not (folder / _GDB_CATALOGUE).is_file():
        raise UnreadableFile(f"Geodatabáze {name} není úplná: chybí {_GDB_CATALOGUE}.")
    return folder


def _documents(members: Iterable[ZipInfo]) -> list[ZipInfo]:
    return [each for each in members if PurePosixPath(each.filename).suffix.lower() == ".kml"]
