"""VFK files made for tests: parcels given by their rings, as short as the format allows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, pairwise
from pathlib import Path

import numpy as np
import shapely

from layers.importers.record import BadRecord, Note, Record
from layers.importers.vfk import VfkReader

Ring = Sequence[tuple[float, float]]
Item = Record | BadRecord | Note

UNIT, MUNICIPALITY = 693936, 550426
WEST, SOUTH = -690_000.0, -975_000.0
"""Rings are given in metres from here."""
SQUARE: Ring = [(0, 0), (100, 0), (100, 100), (0, 100)]
DAY = '"01.04.2018 00:00:00"'
_NOW = f'0;{DAY};"";3'
_ENDED = f'-1;{DAY};"20.04.2018 00:00:00";1'
_STATE = "STAV_DAT N2;DATUM_VZNIKU D;DATUM_ZANIKU D;PRIZNAK_KONTEXTU N1"
BLOCKS = {
    "PAR": f"ID N30;{_STATE};PAR_TYPE T10;KATUZE_KOD N6;DRUH_CISLOVANI_PAR N1;KMENOVE_CISLO_PAR N5;"
    "PODDELENI_CISLA_PAR N3;MAPLIS_KOD N30;ZPURVY_KOD N1;DRUPOZ_KOD N2;ZPVYPA_KOD N4;"
    "VYMERA_PARCELY N9;TEL_ID N30;BUD_ID N30",
    "BUD": f"ID N30;{_STATE};TYPBUD_KOD N1;CAOBCE_KOD N6;CISLO_DOMOVNI N4;ZPVYBU_KOD N4;TEL_ID N30",
    "MAPLIS": "ID N30;OZNACENI_MAPOVEHO_LISTU T100",
    "KATUZE": "KOD N6;OBCE_KOD N6;NAZEV T48",
    "BDP": f"ID N30;{_STATE};PAR_ID N30;BPEJ_KOD N5;VYMERA N10",
    "RZO": f"ID N30;{_STATE};ZPOCHR_KOD N4;PAR_ID N30;BUD_ID N30",
    "TEL": f"ID N30;{_STATE};KATUZE_KOD N6;CISLO_TEL N6",
    "OPSUB": f"ID T255;{_STATE};ID_JE_1_PARTNER_BSM T255;ID_JE_2_PARTNER_BSM T255;OPSUB_TYPE T10;"
    "CHAROS_KOD N2;ICO N8;NAZEV T255;RODNE_CISLO T10;TITUL_PRED_JMENEM T35;JMENO T100;"
    "PRIJMENI T100;TITUL_ZA_JMENEM T10;CISLO_DOMOVNI N4;CISLO_ORIENTACNI T4;NAZEV_ULICE T48;"
    "CAST_OBCE T48;OBEC T48;OKRES T32;STAT T100;PSC N5;MESTSKA_CAST T48;CP_CE N1",
    "VLA": f"ID N30;{_STATE};OPSUB_ID T255;TYPRAV_KOD T4;TEL_ID N30;PODIL_CITATEL N30;"
    "PODIL_JMENOVATEL N30",
    "TYPRAV": "KOD T4;TPR_KOD N8;NAZEV T60",
    "CHAROS": "KOD N2;NAZEV T60;OPSUB_TYPE T10",
    "SOBR": "ID N30;STAV_DAT N2;KATUZE_KOD N6;UPLNE_CISLO N12;SOURADNICE_Y N10.2;"
    "SOURADNICE_X N10.2;KODCHB_KOD N2",
    "SBP": f"ID N30;{_STATE};BP_ID N30;PORADOVE_CISLO_BODU N38;OB_ID N30;HP_ID N30;DPM_ID N30;"
    "PARAMETRY_SPOJENI T100;ZVB_ID N30",
    "HP": f"ID N30;{_STATE};TYPPPD_KOD N10;PAR_ID_1 N30;PAR_ID_2 N30",
    "OB": f"ID N30;{_STATE};TYPPPD_KOD N10;SOURADNICE_Y N10.2;SOURADNICE_X N10.2;BUD_ID N30;"
    "OBRBUD_TYPE T10",
}
MAP_BLOCKS = ("SOBR", "SBP", "HP", "OB")
REGISTER_BLOCKS = (
    "PAR", "BUD", "MAPLIS", "KATUZE", "BDP", "RZO", "TEL", "OPSUB", "VLA", "TYPRAV", "CHAROS",
)  # fmt: skip


class MadeVfk:
    """Gathers rows; `text` is the file. Points and lines get ids of their own."""

    def __init__(self, unit: int = UNIT) -> None:
        self.unit = unit
        self.rows: dict[str, list[str]] = defaultdict(list)
        self._ids = count(10_000)
        self._points: dict[tuple[float, float], int] = {}
        self.add("MAPLIS", '6780;"DKM"')
        self.add("KATUZE", f'{unit};{MUNICIPALITY};"Jáma {unit}"')
        self.add("TYPRAV", '"30";2;"Vlastnické právo"')
        self.add("CHAROS", '2;"fyzická osoba";"OFO"')

    def add(self, block: str, row: str) -> None:
        self.rows[block].append(row)

    def parcel(
        self, code: int, rings: Iterable[Ring] = (SQUARE,), *, area_m2: int = 10_000,
        number: int = 1, unit: int | None = None, building: int | str = "", deed: int | str = "",
    ) -> None:  # fmt: skip
        self.add(
            "PAR",
            f'{code};{_NOW};"PKN";{unit or self.unit};2;{number};;6780;2;7;;{area_m2};'
            f"{deed};{building}",
        )
        for ring in rings:
            self.ring(ring, code)

    def protection(
        self, kind: int, parcel: int | str, *, building: int | str = "", ended: bool = False
    ) -> None:
        """A way in which the parcel (or building) is or was protected (ZPOCHR_KOD)."""
        self.add("RZO", f"{next(self._ids)};{_ENDED if ended else _NOW};{kind};{parcel};{building}")

    def soil(self, code: int, parcel: int, area_m2: int, *, ended: bool = False) -> None:
        """A part of the parcel by its BPEJ."""
        self.add("BDP", f"{next(self._ids)};{_ENDED if ended else _NOW};{parcel};{code};{area_m2}")

    def deed(self, own: int, number: int) -> None:
        """A title deed (list vlastnictví) of the unit."""
        self.add("TEL", f"{own};{_NOW};{self.unit};{number}")

    def person(self, own: str, **values: str) -> None:
        """A row of OPSUB by the names of its columns; all made up."""
        columns = [column.split(" ")[0] for column in BLOCKS["OPSUB"].split(";")][5:]
        assert values.keys() <= set(columns)
        told = ";".join(f'"{values.get(column, "")}"' for column in columns)
        self.add("OPSUB", f'"{own}";{_NOW};{told}')

    def ownership(
        self, own: int, person: str, deed: int, *, share: tuple[int, int] | None = (1, 1),
        state: str = _NOW,
    ) -> None:  # fmt: skip
        one, of = share or ("", "")
        self.add("VLA", f'{own};{state};"{person}";"30";{deed};{one};{of}')

    def ring(self, ring: Ring, left: int | str, right: int | str = "") -> None:
        """A line for each side."""
        for ends in pairwise([*ring, ring[0]]):
            self.line(ends, left, right)

    def line(
        self, points: Ring, left: int | str = "", right: int | str = "", *, how: str = "4",
        outline: int | str = "",
    ) -> int:  # fmt: skip
        """One HP (and OB of the building `outline`) through the points; its id."""
        own = next(self._ids)
        side = next(self._ids) if outline else ""
        if left or right:
            self.add("HP", f"{own};{_NOW};21900;{left};{right}")
        if outline:
            self.add("OB", f'{side};{_NOW};21700;;;{outline};"OB"')
        boundary = own if left or right else ""
        for turn, point in enumerate(points, start=1):
            self.vertex(point, turn, boundary, outline=side, how=how)
        return own

    def vertex(
        self, point: tuple[float, float], turn: int, line: int | str, *, outline: int | str = "",
        how: str = "4",
    ) -> None:  # fmt: skip
        self.add(
            "SBP",
            f'{next(self._ids)};{_NOW};{self.point(point)};{turn};{outline};{line};;"{how}";',
        )

    def point(self, place: tuple[float, float]) -> int:
        if place not in self._points:
            own = self._points[place] = next(self._ids)
            y, x = -(WEST + place[0]), -(SOUTH + place[1])
            self.add("SOBR", f"{own};0;{self.unit};{len(self._points)};{y:.2f};{x:.2f};3")
        return self._points[place]

    def text(
        self, *, version: str = "5.5", codepage: str = "WE8ISO8859P2", day: str = DAY,
        changes: int = 0, blocks: Sequence[str] = tuple(BLOCKS), end: str = "&K\r\n",
        units: Sequence[int] | None = None,
    ) -> str:  # fmt: skip
        named = [self.unit] if units is None else units
        head = [
            f'&HVERZE;"{version}"', f'&HCODEPAGE;"{codepage}"', f"&HPLATNOST;{day};{day}",
            f"&HZMENY;{changes}", f"&HKATUZE;{BLOCKS['KATUZE']}",
            *(f'&DKATUZE;{unit};{MUNICIPALITY};"Jáma"' for unit in named),
        ]  # fmt: skip
        body = [
            line
            for block in blocks
            for line in [
                f"&B{block};{BLOCKS[block]}",
                *(f"&D{block};{r}" for r in self.rows[block]),
            ]
        ]
        return "".join(f"{line}\r\n" for line in head + body) + end

    def write(self, path: Path, *, encoding: str = "iso8859-2", **options: object) -> Path:
        path.write_bytes(self.text(**options).encode(encoding))  # type: ignore[arg-type]
        return path


def read(path: Path) -> list[Item]:
    return list(VfkReader().read(path))


def records(items: Iterable[Item], layer: str = "cadastre_parcel") -> list[Record]:
    return [item for item in items if isinstance(item, Record) and item.layer == layer]


def bad(items: Iterable[Item]) -> list[BadRecord]:
    return [item for item in items if isinstance(item, BadRecord)]


def notes(items: Iterable[Item]) -> str:
    return "\n".join(item.text for item in items if isinstance(item, Note))


def outlines(
    items: Iterable[Item], layer: str = "cadastre_parcel"
) -> dict[object, shapely.Geometry]:
    return {
        item.code: shapely.from_wkb(item.geometries["outline"])
        for item in records(items, layer)
        if "outline" in item.geometries
    }


def shifted(shapes: Iterable[shapely.Geometry]) -> Iterator[shapely.Geometry]:
    """Shapes of the test's own metres in S-JTSK."""
    for shape in shapes:
        yield shapely.transform(shape, lambda xy: np.add(xy, (WEST, SOUTH)))
