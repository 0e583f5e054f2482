"""The demo region in the cadastre's exchange format (VFK): parcels by the lines between them."""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from layers.demo.region import STATE_DAY, municipalities
from layers.demo.rows import BuildingRow, MunicipalityRows, ParcelRow
from layers.demo.vfk_edges import Edges, edges

_MOMENT = f'"{STATE_DAY:%d.%m.%Y} 00:00:00"'
_STATE = "STAV_DAT N2;DATUM_VZNIKU D;DATUM_ZANIKU D;PRIZNAK_KONTEXTU N1"
_BLOCKS = {
    "PAR": f"ID N30;{_STATE};PAR_TYPE T10;KATUZE_KOD N6;DRUH_CISLOVANI_PAR N1;KMENOVE_CISLO_PAR N5;"
    "PODDELENI_CISLA_PAR N3;MAPLIS_KOD N30;ZPURVY_KOD N1;DRUPOZ_KOD N2;ZPVYPA_KOD N4;"
    "VYMERA_PARCELY N9;TEL_ID N30;BUD_ID N30",
    "BUD": f"ID N30;{_STATE};TYPBUD_KOD N1;CAOBCE_KOD N6;CISLO_DOMOVNI N4;ZPVYBU_KOD N4",
    "MAPLIS": "ID N30;OZNACENI_MAPOVEHO_LISTU T100",
    "KATUZE": "KOD N6;OBCE_KOD N6;NAZEV T48",
    "BDP": f"{_STATE};PAR_ID N30;BPEJ_KOD T5;VYMERA N9",
    "TEL": f"ID N30;{_STATE};KATUZE_KOD N6;CISLO_TEL N6",
    "SOBR": "ID N30;STAV_DAT N2;KATUZE_KOD N6;UPLNE_CISLO N12;SOURADNICE_Y N10.2;"
    "SOURADNICE_X N10.2;KODCHB_KOD N2",
    "SBP": f"ID N30;{_STATE};BP_ID N30;PORADOVE_CISLO_BODU N38;OB_ID N30;HP_ID N30;DPM_ID N30;"
    "PARAMETRY_SPOJENI T100;ZVB_ID N30",
    "HP": f"ID N30;{_STATE};TYPPPD_KOD N10;PAR_ID_1 N30;PAR_ID_2 N30",
    "OP": f"ID N30;{_STATE};TYPPPD_KOD N10;SOURADNICE_Y N10.2;SOURADNICE_X N10.2;TEXT T255;"
    "VELIKOST N10.2;UHEL N10.4;PAR_ID N30;OPAR_TYPE T10",
    "OB": f"ID N30;{_STATE};TYPPPD_KOD N10;SOURADNICE_Y N10.2;SOURADNICE_X N10.2;BUD_ID N30;"
    "OBRBUD_TYPE T10",
    "OBDEBO": f"ID N30;{_STATE};PAR_ID N30;BUD_ID N30;SOURADNICE_Y N10.2;SOURADNICE_X N10.2",
    "BUDOBJ": "CISDOM_HOD N4;ID_KN N30;CB_KN T1;ID_UA N9",
}
_MAP_BLOCKS = ("SOBR", "SBP", "HP", "OP", "OB")
_NOW = f'0;{_MOMENT};"";3'
_SHEETS = {"DKM": 6780, "KMD": 107540}
_FIRST_ID = 980_000_000_000
_NUMBER_SIGN, _BOUNDARY, _OUTLINE = 18, 21900, 21700


def generate_vfk(folder: Path, *, parcels: int, seed: int = 1, encoding: str = "utf-8") -> Path:
    """Writes one VFK file of whole municipalities with at least so many parcels.

    Memory holds one municipality at a time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{STATE_DAY:%Y%m%d}_demo_{parcels}.vfk"
    write_vfk(path, _enough(parcels, seed), encoding=encoding)
    return path


def _enough(parcels: int, seed: int) -> Iterator[MunicipalityRows]:
    written = 0
    for rows, _, _ in municipalities(seed):
        yield rows
        written += len(rows.parcels)
        if written >= parcels:
            return


def write_vfk(
    path: Path,
    found: Iterable[MunicipalityRows],
    *,
    encoding: str = "utf-8",
    blocks: Iterable[str] = tuple(_BLOCKS),
) -> None:
    """Writes the municipalities as one file; `blocks` may leave the map or the register out."""
    with tempfile.TemporaryDirectory(dir=path.parent) as spool:
        writer = _Writer(Path(spool), encoding)
        for rows in found:
            writer.add(rows)
        writer.close()
        with path.open("wb") as file:
            file.write(_header(writer.units, encoding).encode(encoding))
            for block in blocks:
                file.write(f"&B{block};{_BLOCKS[block]}\r\n".encode(encoding))
                with (Path(spool) / block).open("rb") as part:
                    copyfileobj(part, file)
            file.write(b"&K\r\n")


def _header(units: list[str], encoding: str) -> str:
    code = {"utf-8": "UTF-8", "cp1250": "EE8MSWIN1250", "iso8859-2": "WE8ISO8859P2"}[encoding]
    version = "6.0" if encoding == "utf-8" else "5.5"
    rows = [
        f'&HVERZE;"{version}"',
        f"&HVYTVORENO;{_MOMENT}",
        '&HPUVOD;"ISKN"',
        f'&HCODEPAGE;"{code}"',
        '&HSKUPINA;"NEMO";"BDPA";"PKMP";"DEBO";"ADRM"',
        f"&HPLATNOST;{_MOMENT};{_MOMENT}",
        "&HZMENY;0",
        "&HPOLYG;0",
        f"&HKATUZE;{_BLOCKS['KATUZE']}",
        *units,
    ]
    return "".join(f"{row}\r\n" for row in rows)


class _Writer:
    """Rows of each block in a file of its own, as municipalities come."""

    def __init__(self, folder: Path, encoding: str) -> None:
        self.units: list[str] = []
        self._files: dict[str, IO[str]] = {
            block: (folder / block).open("w", encoding=encoding, newline="") for block in _BLOCKS
        }
        self._ids = count(_FIRST_ID)
        for name, sheet in _SHEETS.items():
            self._write("MAPLIS", f'{sheet};"{name}"')

    def add(self, rows: MunicipalityRows) -> None:
        """The cadastre knows one building on a parcel; sheds beside it are of RÚIAN alone."""
        sheets = {
            unit.code: _SHEETS["DKM" if unit.has_digital_map else "KMD"] for unit in rows.units
        }
        for unit in rows.units:
            row = f'{unit.code};{rows.code};"{unit.name}"'
            self.units.append(f"&DKATUZE;{row}")
            self._write("KATUZE", row)
        buildings = {building.parcel: building for building in reversed(rows.buildings)}
        for parcel in rows.parcels:
            building = buildings.get(parcel.code)
            self._parcel(parcel, sheets[parcel.unit], building.code if building else None)
        for building in buildings.values():
            self._building(building)
        self._lines(edges(rows.parcels, list(buildings.values())), rows, sheets)

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _write(self, block: str, row: str) -> None:
        self._files[block].write(f"&D{block};{row}\r\n")

    def _parcel(self, row: ParcelRow, sheet: int, building: int | None) -> None:
        deed = next(self._ids)
        self._write(
            "PAR",
            f'{row.code};{_NOW};"PKN";{row.unit};{row.series};{row.number};{row.subdivision or ""};'
            f"{sheet};{2 if sheet == _SHEETS['DKM'] else 0};{row.land_kind};{row.land_use or ''};"
            f"{row.area_m2};{deed};{building or ''}",
        )
        self._write("TEL", f"{deed};{_NOW};{row.unit};{row.number}")
        for part in row.soil:
            self._write("BDP", f'{_NOW};{row.code};"{part.code:05}";{part.area_m2}')
        y, x = -row.point.x, -row.point.y
        self._write("OBDEBO", f"{next(self._ids)};{_NOW};{row.code};;{y:.2f};{x:.2f}")
        label = f"{row.number}/{row.subdivision}" if row.subdivision else f"{row.number}"
        self._write(
            "OP",
            f'{next(self._ids)};{_NOW};{_NUMBER_SIGN};{y:.2f};{x:.2f};"{label}";1.7;0;{row.code};"PC"',
        )

    def _building(self, row: BuildingRow) -> None:
        self._write(
            "BUD",
            f"{row.code};{_NOW};{row.kind};{row.part};{row.house_number or ''};{row.use}",
        )
        if row.house_number is not None:
            self._write("BUDOBJ", f'{row.house_number};{row.code};"";{row.code}')
        if row.point is not None:
            y, x = -row.point.x, -row.point.y
            self._write("OBDEBO", f"{next(self._ids)};{_NOW};;{row.code};{y:.2f};{x:.2f}")

    def _lines(self, drawn: Edges, rows: MunicipalityRows, sheets: dict[int, int]) -> None:
        """Points once, a line for each edge; one that parcel and building share has rows once."""
        first = next(self._ids)
        unit = rows.units[0].code
        quality = 3 if sheets[unit] == _SHEETS["DKM"] else 8
        for n, (east, north) in enumerate(drawn.points_cm.tolist()):
            self._write(
                "SOBR",
                f"{first + n};0;{unit};{n + 1};{-east / 100:.2f};{-north / 100:.2f};{quality}",
            )
        self._ids = count(first + len(drawn.points_cm))
        columns = (drawn.ends, drawn.left, drawn.right, drawn.building)
        for (a, b), left, right, building in zip(*(c.tolist() for c in columns), strict=True):
            boundary = next(self._ids) if left else ""
            outline = next(self._ids) if building else ""
            if left:
                self._write("HP", f"{boundary};{_NOW};{_BOUNDARY};{left};{right or ''}")
            if building:
                self._write("OB", f'{outline};{_NOW};{_OUTLINE};;;{building};"OB"')
            for turn, point in enumerate((a, b), start=1):
                self._write(
                    "SBP",
                    f'{next(self._ids)};{_NOW};{first + point};{turn};{outline};{boundary};;"4";',
                )
