"""The first pass through the files of a delivery: everything that is needed, on disk."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from layers.importers.record import BadRecord
from layers.importers.vfk.spool import NumberTable, TextTable

TEXT_COLUMNS: dict[str, tuple[str, ...]] = {
    "PAR": (
        "ID", "PAR_TYPE", "KATUZE_KOD", "DRUH_CISLOVANI_PAR", "KMENOVE_CISLO_PAR",
        "PODDELENI_CISLA_PAR", "MAPLIS_KOD", "ZPURVY_KOD", "DRUPOZ_KOD", "ZPVYPA_KOD",
        "VYMERA_PARCELY", "TEL_ID", "DATUM_VZNIKU",
    ),
    "BUD": (
        "ID", "TYPBUD_KOD", "ZPVYBU_KOD", "CAOBCE_KOD", "CISLO_DOMOVNI", "DATUM_VZNIKU",
        "TEL_ID",
    ),
    "OP": (
        "ID", "TYPPPD_KOD", "SOURADNICE_Y", "SOURADNICE_X", "TEXT", "VELIKOST", "UHEL",
        "OPAR_TYPE", "DATUM_VZNIKU", "PAR_ID", "KATUZE_KOD",
    ),
    "OBBP": (
        "ID", "TYPPPD_KOD", "SOURADNICE_Y", "SOURADNICE_X", "TEXT", "VELIKOST", "UHEL",
        "OBBP_TYPE", "DATUM_VZNIKU", "PAR_ID", "KATUZE_KOD",
    ),
    "DPM": (
        "ID", "TYPPPD_KOD", "SOURADNICE_Y", "SOURADNICE_X", "TEXT", "VELIKOST", "UHEL",
        "DPM_TYPE", "DATUM_VZNIKU", "PAR_ID", "KATUZE_KOD",
    ),
    "OBPEJ": (
        "ID", "TYPPPD_KOD", "SOURADNICE_Y", "SOURADNICE_X", "TEXT", "VELIKOST", "UHEL",
        "BPEJ_KOD", "DATUM_VZNIKU", "PAR_ID", "KATUZE_KOD",
    ),
    "OB": (
        "ID", "TYPPPD_KOD", "SOURADNICE_Y", "SOURADNICE_X", "TEXT", "VELIKOST", "UHEL",
        "OBRBUD_TYPE", "DATUM_VZNIKU", "PAR_ID", "KATUZE_KOD", "BUD_ID",
    ),
    "HBPEJ": ("ID", "TYPPPD_KOD", "DATUM_VZNIKU", "KATUZE_KOD"),
    "ZVB": ("ID", "TYPPPD_KOD", "DATUM_VZNIKU", "KATUZE_KOD"),
}  # fmt: skip
"""Blocks of objects, and which columns of theirs are kept as texts; what is missing is empty."""

OWNER_COLUMNS: dict[str, tuple[str, ...]] = {
    "OPSUB": (
        "ID", "ID_JE_1_PARTNER_BSM", "ID_JE_2_PARTNER_BSM", "CHAROS_KOD", "ICO", "NAZEV",
        "TITUL_PRED_JMENEM", "JMENO", "PRIJMENI", "TITUL_ZA_JMENEM", "CISLO_DOMOVNI",
        "CISLO_ORIENTACNI", "NAZEV_ULICE", "CAST_OBCE", "OBEC", "STAT", "PSC", "MESTSKA_CAST",
        "CP_CE",
    ),
    "VLA": (
        "ID", "OPSUB_ID", "TYPRAV_KOD", "TEL_ID", "PODIL_CITATEL", "PODIL_JMENOVATEL",
        "DATUM_VZNIKU",
    ),
}  # fmt: skip
"""The same of persons and their ownership, kept only where the operator has turned it on."""

VERTICES = {"owner": "q", "turn": "i", "point": "q", "code": "h", "radius_m": "d"}
FREE_VERTICES = {
    "owner": "q", "turn": "i", "east": "d", "north": "d", "code": "h", "radius_m": "d",
}  # fmt: skip
_NUMBERS: dict[str, dict[str, str]] = {
    "points": {"id": "q", "east": "d", "north": "d", "quality": "b", "number": "q", "unit": "i",
               "current": "b"},
    "survey": {"id": "q", "quality": "b"},
    "HP": {"owner": "q", "line": "q"},
    "HP_vertices": VERTICES,
    "OB": {"owner": "q", "line": "q"},
    "OB_vertices": VERTICES,
    "DPM_vertices": VERTICES,
    "ZVB_vertices": VERTICES,
    "OP_free": FREE_VERTICES,
    "DPM_free": FREE_VERTICES,
    "HBPEJ_free": FREE_VERTICES,
    "parcels": {"id": "q", "unit": "i", "building": "q"},
    "definition": {"parcel": "q", "building": "q", "east": "d", "north": "d"},
    "soil": {"parcel": "q", "code": "i", "area_m2": "q"},
    "soil_ended": {"parcel": "q", "code": "i", "area_m2": "q"},
    "protection": {"id": "q", "kind": "i", "parcel": "q", "building": "q"},
    "protection_ended": {"id": "q", "kind": "i", "parcel": "q", "building": "q"},
    "deeds": {"id": "q", "number": "i", "unit": "i"},
    "registered": {"building": "q", "code": "q"},
    "gone": {"block": "h", "id": "q"},
}  # fmt: skip
GONE_BLOCKS = ("PAR", "BUD", "OP", "OBBP", "DPM", "OBPEJ", "OB", "HBPEJ", "ZVB", "VLA")


@dataclass(frozen=True, slots=True)
class CadastralUnit:
    """A row of KATUZE."""

    name: str
    municipality: int | None


@dataclass(slots=True)
class Part:
    """One file: what its header says, the units it says it is of, and its rows by table."""

    facts: dict[str, str] = field(default_factory=dict)
    units: set[int] = field(default_factory=set)
    rows: dict[str, range] = field(default_factory=dict)


@dataclass
class Survey:
    """All that the files say, by block; `counts` are rows of data, read or not.

    `header_units` are the units that the files say they are of (`&DKATUZE` in the header);
    `is_selection` tells that the export was narrowed to some owners, parcels or an area. Without
    `with_owners` nothing of persons is kept.
    """

    folder: Path
    files: int = 1
    with_owners: bool = False
    parts: list[Part] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    is_selection: bool = False
    units: dict[int, CadastralUnit] = field(default_factory=dict)
    sheets: dict[int, str] = field(default_factory=dict)
    signs: dict[int, str] = field(default_factory=dict)
    rights: dict[str, str] = field(default_factory=dict)
    person_kinds: dict[str, str] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    unreadable: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    bad: list[BadRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = {
            name: NumberTable(self.folder, name, **kinds) for name, kinds in _NUMBERS.items()
        }
        self.text_columns = TEXT_COLUMNS | (OWNER_COLUMNS if self.with_owners else {})
        self.texts = {
            block: TextTable(self.folder, f"{block}.texts") for block in self.text_columns
        }

    def rows(self, block: str) -> Iterator[list[str]]:
        """Place and texts of each row; of rows that several files repeat word for word, one."""
        return (row for _, row in self.rows_by_part(block))

    def rows_by_part(self, block: str) -> Iterator[tuple[Part, list[str]]]:
        """The same, each with the file that it comes from."""
        table = iter(self.texts[block])
        known: set[int] = set()
        for part in self.parts:
            for row in islice(table, len(part.rows[block])):
                if self.files > 1:
                    if (mark := hash(tuple(row[1:]))) in known:
                        continue
                    known.add(mark)
                yield part, row

    def begin(self) -> Part:
        """To be called before each file."""
        self.parts.append(Part())
        return self.parts[-1]

    def finish(self) -> None:
        """To be called after each file."""
        for table in self.numbers.values():
            table.flush()
        for texts in self.texts.values():
            texts.flush()
        for name, kept in (self.numbers | self.texts).items():
            start = self.parts[-2].rows[name].stop if len(self.parts) > 1 else 0
            self.parts[-1].rows[name] = range(start, kept.length)

    def told(self, fact: str) -> list[str]:
        """What the headers of the files say, each value once."""
        values = {part.facts[fact]: None for part in self.parts if part.facts.get(fact)}
        return list(values)

    @property
    def header_units(self) -> set[int]:
        return {unit for part in self.parts for unit in part.units}

    @property
    def has_map(self) -> bool:
        return self.numbers["HP"].length > 0

    @property
    def has_owners(self) -> bool:
        """Whether owners are wanted and the files can tell them."""
        return self.with_owners and {"VLA", "OPSUB"} <= self.defined

    @property
    def has_register(self) -> bool:
        return self.texts["PAR"].length > 0
