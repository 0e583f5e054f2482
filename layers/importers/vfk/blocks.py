"""The blocks of VFK: which are read, with which columns, and which are left aside and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.errors import UnreadableFile

PERSONAL = frozenset(
    {
        "ADRUC", "JPV", "LDU", "LISTIN", "OBESMF", "OBJRIZ", "OPSUB", "PRERIZ", "RIZENI", "RIZKU",
        "RJPV", "RL", "UCAST", "UCTYP", "VLA",
    }
)  # fmt: skip
"""Owners, rights and proceedings: personal data, of which not a single field is looked at."""

LEFT_ASIDE = frozenset(
    {
        "ADROBJ", "BDPG", "BUDG", "CABU", "CASOBC", "CHAROS", "DOCI", "DOHICI", "DPMG", "DRUPOZ",
        "DUL", "HPG", "JED", "KODCHB", "KRAJE", "NKRAJE", "NZ", "NZZP", "OBCE", "OBG", "OKRESY",
        "OPG", "PARG", "POM", "PS", "RECI", "REZBP", "RU", "SBMG", "SBPG", "SPOM", "TYPBUD",
        "TYPJED", "TYPLIS", "TYPPRE", "TYPRAV", "TYPRIZ", "TYPSOS", "TYPUCA", "UCEL", "ZDPAZE",
        "ZPMZ", "ZPOCHN", "ZPURVY", "ZPVYBU", "ZPVYJE", "ZPVYPO", "ZVBG",
    }
)  # fmt: skip
"""Code lists, units of flats, and geometric plans (…G): known, and of no use for the map."""

STATE = ("STAV_DAT", "DATUM_ZANIKU", "PRIZNAK_KONTEXTU")
"""Columns that tell whether a row holds now; not every block has them."""

OWNERS: Mapping[str, tuple[str, ...]] = {
    "OPSUB": ("ID",), "VLA": ("ID", "OPSUB_ID", "TEL_ID"), "TYPRAV": ("KOD", "NAZEV"),
    "CHAROS": ("KOD", "NAZEV"),
}  # fmt: skip
"""Blocks that are read where the operator has turned owners on, and their needed columns."""

READ: Mapping[str, tuple[str, ...]] = {
    "PAR": (
        "ID", "KATUZE_KOD", "KMENOVE_CISLO_PAR", "VYMERA_PARCELY",
    ),
    "BUD": ("ID",),
    "BDP": ("PAR_ID", "BPEJ_KOD", "VYMERA"),
    "RZO": ("ZPOCHR_KOD", "PAR_ID", "BUD_ID"),
    "TEL": ("ID", "CISLO_TEL"),
    "MAPLIS": ("ID", "OZNACENI_MAPOVEHO_LISTU"),
    "KATUZE": ("KOD", "OBCE_KOD", "NAZEV"),
    "TYPPPD": ("KOD", "VYZNAM"),
    "BUDOBJ": ("ID_KN", "ID_UA"),
    "OBDEBO": ("SOURADNICE_Y", "SOURADNICE_X"),
    "SOBR": ("ID", "SOURADNICE_Y", "SOURADNICE_X"),
    "SPOL": ("ID", "KODCHB_KOD"),
    "SBP": ("BP_ID", "PORADOVE_CISLO_BODU", "HP_ID", "PARAMETRY_SPOJENI"),
    "SBM": ("PORADOVE_CISLO_BODU", "SOURADNICE_Y", "SOURADNICE_X", "PARAMETRY_SPOJENI"),
    "HP": ("ID", "PAR_ID_1", "PAR_ID_2"),
    "OB": ("ID", "BUD_ID"),
    "OP": ("ID", "SOURADNICE_Y", "SOURADNICE_X"),
    "OBBP": ("ID", "SOURADNICE_Y", "SOURADNICE_X"),
    "DPM": ("ID", "SOURADNICE_Y", "SOURADNICE_X"),
    "OBPEJ": ("ID", "SOURADNICE_Y", "SOURADNICE_X"),
    "HBPEJ": ("ID",),
    "ZVB": ("ID",),
}  # fmt: skip
"""Block → the columns without which it cannot be read; others are taken where they are."""


@dataclass(frozen=True, slots=True)
class Block:
    """One `&B` row: the block's name and the place of each column in a data row (0 is the name)."""

    name: str
    columns: Mapping[str, int]

    @property
    def width(self) -> int:
        """How many parts a data row has, its name included."""
        return len(self.columns) + 1

    def at(self, column: str) -> int | None:
        """The place of a column, if the block has it."""
        return self.columns.get(column)


def definition(row: bytes, line: int, file: str) -> Block:
    """Of `&BPAR;ID N30;STAV_DAT N2;…`; raises `UnreadableFile`."""
    name, *columns = row[2:].decode("ascii", "replace").split(";")
    places = {column.split(" ")[0].upper(): at for at, column in enumerate(columns, start=1)}
    if not name.isalnum() or len(places) != len(columns):
        raise UnreadableFile(f"Soubor {file}: řádek {line} není platná definice bloku.")
    block = Block(name, places)
    demand(block, READ.get(name, ()), line, file)
    return block


def demand(block: Block, columns: Sequence[str], line: int, file: str) -> None:
    """Raises `UnreadableFile` when the block lacks one of the columns."""
    missing = [column for column in columns if column not in block.columns]
    if missing:
        raise UnreadableFile(
            f"Soubor {file}: definici bloku {block.name} na řádku {line} chybí "
            f"{', '.join(missing)}."
        )
