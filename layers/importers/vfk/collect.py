"""What is kept of the data rows of each block, as they come."""

from collections.abc import Callable

from layers.importers.bad_value import BadValue
from layers.importers.vfk.blocks import Block
from layers.importers.vfk.rows import unquoted
from layers.importers.vfk.survey import GONE_BLOCKS, CadastralUnit, Survey

Parts = list[bytes]
Collector = Callable[[Parts, str], None]
"""Takes the parts of a row and its place; raises `ValueError` for what it cannot read."""

_PRESENT = (b"0", b"-1", b"")
_EMPTY = (b"", b'""')
_NO_QUALITY = 0
_STRAIGHT = 4


def collector(block: Block, survey: Survey, encoding: str) -> Collector | None:
    """The collector of a block's rows; None for a block that is not read."""
    make = _MAKERS.get(block.name) or (_OF_OWNERS.get(block.name) if survey.with_owners else None)
    if make is not None:
        return make(block, survey, encoding)
    if block.name in survey.text_columns:
        return _texts(block, survey, encoding)
    return None


def holds_now(block: Block) -> Callable[[Parts], bool]:
    """Whether a row is of the present: not of a future plan, not gone, not the state before."""
    state, gone, context = (
        block.at(name) for name in ("STAV_DAT", "DATUM_ZANIKU", "PRIZNAK_KONTEXTU")
    )

    def holds(parts: Parts) -> bool:
        return (
            (state is None or parts[state] in _PRESENT)
            and (gone is None or parts[gone] in _EMPTY)
            and (context is None or parts[context] != b"1")
        )

    return holds


def _integer(parts: Parts, at: int | None) -> int:
    """The number, 0 where there is none."""
    if at is None or parts[at] in _EMPTY:
        return 0
    return int(unquoted(parts[at]))


def _texts(block: Block, survey: Survey, encoding: str) -> Collector:
    table = survey.texts[block.name]
    places = [block.at(name) for name in survey.text_columns[block.name]]
    holds = holds_now(block)
    gone = survey.numbers["gone"]
    number = GONE_BLOCKS.index(block.name) if block.name in GONE_BLOCKS else None
    own = block.columns["ID"]

    def collect(parts: Parts, place: str) -> None:
        if holds(parts):
            table.append(place, [_text(parts, at, encoding) for at in places])
        elif number is not None and not _is_future(parts):
            gone.append(number, int(parts[own]))

    state = block.at("STAV_DAT")

    def _is_future(parts: Parts) -> bool:
        return state is not None and parts[state] not in _PRESENT

    return collect


def _text(parts: Parts, at: int | None, encoding: str) -> str:
    if at is None:
        return ""
    text = unquoted(parts[at]).decode(encoding)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _parcels(block: Block, survey: Survey, encoding: str) -> Collector:
    keep, table, holds = (
        _texts(block, survey, encoding),
        survey.numbers["parcels"],
        holds_now(block),
    )
    own, unit, building = block.columns["ID"], block.columns["KATUZE_KOD"], block.at("BUD_ID")

    def collect(parts: Parts, place: str) -> None:
        if holds(parts):
            table.append(int(parts[own]), int(parts[unit]), _integer(parts, building))
        keep(parts, place)

    return collect


def _outlines(block: Block, survey: Survey, encoding: str) -> Collector:
    """OB: lines of a building's outline have no place of their own, its symbols do."""
    keep, table, holds = _texts(block, survey, encoding), survey.numbers["OB"], holds_now(block)
    own, building, y = block.columns["ID"], block.columns["BUD_ID"], block.at("SOURADNICE_Y")

    def collect(parts: Parts, place: str) -> None:
        if y is not None and parts[y] not in _EMPTY:
            keep(parts, place)
        elif holds(parts):
            table.append(int(parts[building]), int(parts[own]))

    return collect


def _boundaries(block: Block, survey: Survey, _: str) -> Collector:
    """HP: a line with the same parcel on both sides bounds none."""
    table, holds = survey.numbers["HP"], holds_now(block)
    own, left, right = (block.columns[name] for name in ("ID", "PAR_ID_1", "PAR_ID_2"))

    def collect(parts: Parts, _: str) -> None:
        if not holds(parts):
            return
        line, one, other = int(parts[own]), int(parts[left] or 0), int(parts[right] or 0)
        if one and one != other:
            table.append(one, line)
        if other and one != other:
            table.append(other, line)

    return collect


def _points(block: Block, survey: Survey, _: str) -> Collector:
    table = survey.numbers["points"]
    own, y, x = (block.columns[name] for name in ("ID", "SOURADNICE_Y", "SOURADNICE_X"))
    quality, unit = block.at("KODCHB_KOD"), block.at("KATUZE_KOD")
    number = block.at("UPLNE_CISLO") or block.at("CISLO_BODU")
    holds = holds_now(block)

    def collect(parts: Parts, _: str) -> None:
        table.append(
            int(parts[own]),
            -float(parts[y]),
            -float(parts[x]),
            _quality(parts, quality),
            _integer(parts, number),
            _integer(parts, unit),
            holds(parts),
        )

    return collect


def _quality(parts: Parts, at: int | None) -> int:
    value = _integer(parts, at)
    return value if 0 < value <= 9 else _NO_QUALITY


def _surveyed(block: Block, survey: Survey, _: str) -> Collector:
    """SPOL: the surveyed place of a point, whose quality counts."""
    table, own, quality = survey.numbers["survey"], block.columns["ID"], block.at("KODCHB_KOD")

    def collect(parts: Parts, _: str) -> None:
        table.append(int(parts[own]), _quality(parts, quality))

    return collect


def _connection() -> Callable[[bytes], tuple[int, float]]:
    """PARAMETRY_SPOJENI as code and radius (0 without one): `"4"`, `"15 12.5"`."""
    known: dict[bytes, tuple[int, float]] = {b"": (_STRAIGHT, 0.0), b'""': (_STRAIGHT, 0.0)}

    def parse(field: bytes) -> tuple[int, float]:
        found = known.get(field)
        if found is None:
            code, *radius = unquoted(field).replace(b",", b".").split()
            found = int(code), float(radius[-1].lstrip(b"rR=")) if radius else 0.0
            if not 0 <= found[0] < 1_000 or len(known) > 10_000:
                raise BadValue("Neznámý kód spojení bodů.")
            known[field] = found
        return found

    return parse


def _vertices(block: Block, survey: Survey, _: str) -> Collector:
    """SBP: one row may serve several lines at once (a boundary and a building's outline)."""
    owners = [
        (block.columns[f"{kind}_ID"], survey.numbers[f"{kind}_vertices"])
        for kind in ("HP", "OB", "DPM", "ZVB")
        if f"{kind}_ID" in block.columns
    ]
    point, turn, how = (
        block.columns[name] for name in ("BP_ID", "PORADOVE_CISLO_BODU", "PARAMETRY_SPOJENI")
    )
    connection, holds = _connection(), holds_now(block)

    def collect(parts: Parts, _: str) -> None:
        if not holds(parts):
            return
        rest = int(parts[turn]), int(parts[point]), *connection(parts[how])
        for at, table in owners:
            if parts[at]:
                table.append(int(parts[at]), *rest)

    return collect


def _free_vertices(block: Block, survey: Survey, _: str) -> Collector:
    """SBM: points of the map's drawing, with coordinates of their own."""
    owners = [
        (block.columns[f"{kind}_ID"], survey.numbers[f"{kind}_free"])
        for kind in ("OP", "DPM", "HBPEJ")
        if f"{kind}_ID" in block.columns
    ]
    turn, y, x, how = (
        block.columns[name]
        for name in ("PORADOVE_CISLO_BODU", "SOURADNICE_Y", "SOURADNICE_X", "PARAMETRY_SPOJENI")
    )
    connection, holds = _connection(), holds_now(block)

    def collect(parts: Parts, _: str) -> None:
        if not holds(parts):
            return
        rest = int(parts[turn]), -float(parts[y]), -float(parts[x]), *connection(parts[how])
        for at, table in owners:
            if parts[at]:
                table.append(int(parts[at]), *rest)

    return collect


def _numbers(
    name: str, *columns: str, ended: str | None = None
) -> Callable[[Block, Survey, str], Collector]:
    """A collector of whole numbers only; rows that ended go to a table of their own, if any."""

    def make(block: Block, survey: Survey, _: str) -> Collector:
        table, holds = survey.numbers[name], holds_now(block)
        past = survey.numbers[ended] if ended else None
        places = [block.at(column) for column in columns]
        state = block.at("STAV_DAT")

        def collect(parts: Parts, _: str) -> None:
            if holds(parts):
                table.append(*(_integer(parts, at) for at in places))
            elif past is not None and (state is None or parts[state] in _PRESENT):
                past.append(*(_integer(parts, at) for at in places))

        return collect

    return make


def _definition_points(block: Block, survey: Survey, _: str) -> Collector:
    table, holds = survey.numbers["definition"], holds_now(block)
    parcel, building = block.at("PAR_ID"), block.at("BUD_ID")
    y, x = block.columns["SOURADNICE_Y"], block.columns["SOURADNICE_X"]

    def collect(parts: Parts, _: str) -> None:
        if holds(parts):
            table.append(
                _integer(parts, parcel),
                _integer(parts, building),
                -float(parts[y]),
                -float(parts[x]),
            )

    return collect


def _units(block: Block, survey: Survey, encoding: str) -> Collector:
    code, municipality, name = (block.columns[one] for one in ("KOD", "OBCE_KOD", "NAZEV"))

    def collect(parts: Parts, _: str) -> None:
        survey.units[int(parts[code])] = CadastralUnit(
            _text(parts, name, encoding).strip(), _integer(parts, municipality) or None
        )

    return collect


def _worded(attribute: str) -> Callable[[Block, Survey, str], Collector]:
    """A collector of a code list of persons: the code as text → its words."""

    def make(block: Block, survey: Survey, encoding: str) -> Collector:
        words: dict[str, str] = getattr(survey, attribute)
        own, text = block.columns["KOD"], block.columns["NAZEV"]

        def collect(parts: Parts, _: str) -> None:
            words[_text(parts, own, encoding)] = _text(parts, text, encoding).strip()

        return collect

    return make


def _named(attribute: str, key: str, value: str) -> Callable[[Block, Survey, str], Collector]:
    """A collector of a code list: key → text."""

    def make(block: Block, survey: Survey, encoding: str) -> Collector:
        names: dict[int, str] = getattr(survey, attribute)
        own, text = block.columns[key], block.columns[value]

        def collect(parts: Parts, _: str) -> None:
            names[int(parts[own])] = _text(parts, text, encoding).strip()

        return collect

    return make


_MAKERS: dict[str, Callable[[Block, Survey, str], Collector]] = {
    "PAR": _parcels,
    "OB": _outlines,
    "HP": _boundaries,
    "SOBR": _points,
    "SPOL": _surveyed,
    "SBP": _vertices,
    "SBM": _free_vertices,
    "BDP": _numbers("soil", "PAR_ID", "BPEJ_KOD", "VYMERA", ended="soil_ended"),
    "RZO": _numbers("protection", "ID", "ZPOCHR_KOD", "PAR_ID", "BUD_ID", ended="protection_ended"),
    "TEL": _numbers("deeds", "ID", "CISLO_TEL", "KATUZE_KOD"),
    "BUDOBJ": _numbers("registered", "ID_KN", "ID_UA"),
    "OBDEBO": _definition_points,
    "KATUZE": _units,
    "MAPLIS": _named("sheets", "ID", "OZNACENI_MAPOVEHO_LISTU"),
    "TYPPPD": _named("signs", "KOD", "VYZNAM"),
}
_OF_OWNERS: dict[str, Callable[[Block, Survey, str], Collector]] = {
    "TYPRAV": _worded("rights"),
    "CHAROS": _worded("person_kinds"),
}
