"""Finds what a question asks for: statements of this folder, one for each kind of thing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psycopg2.sql import SQL, Composable, Identifier

from layers.catalogue import Text
from layers.search.question import Question

Ask = Callable[[Composable, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a statement as the reading role."""

LEAST = 0.3
"""The likeness of names below which nothing is offered."""
LEAST_BESIDE_NUMBER = 0.45
LEAST_OF_ADDRESS = 0.25
"""Lower, because the number must fit too: two letters swapped leave a quarter of the trigrams."""
_NEAR = 40
_NEAR_STREETS = 600
"""Streets of one name may be in every municipality; all of them must be in sight."""
_FUZZY_FROM = 3
_CODE_FROM = 5

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion: coordinates in EPSG:5514, `bounds` for what is no point."""

    layer: str
    id: str
    label: str
    detail: Text
    point: tuple[float, float] | None
    bounds: tuple[float, float, float, float] | None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Named:
    """A layer that is found by name."""

    layer: str
    detail: Text
    has_municipality: bool = True
    has_point: bool = True


NAMED = (
    Named("admin_municipality", Text("obec", "municipality"), has_municipality=False),
    Named("admin_cadastral_unit", Text("katastrální území", "cadastral unit")),
    Named("admin_municipality_part", Text("část obce", "municipality part")),
    Named("address_street", Text("ulice", "street"), has_point=False),
)


def find(question: Question, *, ask: Ask, layers: frozenset[str], limit: int) -> list[list[Item]]:
    """Groups of suggestions, best group first, each best first; only of the layers given."""
    groups: list[list[Item]] = []
    if question.number is not None and "address_place" in layers and _has_letters(question):
        groups.append(list(_addresses(question, ask, limit)))
    if (
        question.number is not None
        and "cadastre_parcel" in layers
        and "house" not in question.marks
    ):
        groups.append(list(_parcels(question, ask, limit)))
    fuzzy = not any(groups)
    names = [
        list(_names(question, ask, limit, named, fuzzy=fuzzy))
        for named in NAMED
        if named.layer in layers
    ]
    names.sort(key=lambda group: -max((item.score for item in group), default=0.0))
    return [group for group in [*groups, *names] if group]


def _has_letters(question: Question) -> bool:
    return bool(question.text) and "parcel" not in question.marks and question.series is None


def _names(
    question: Question, ask: Ask, limit: int, named: Named, *, fuzzy: bool
) -> Iterator[Item]:
    """By likeness only when asked to, and then from three letters on."""
    text = question.whole
    if named.layer == "admin_cadastral_unit" and "unit" in question.marks:
        text = question.text
    if text.isdigit():
        yield from _by_code(int(text), ask, named)
        return
    if not any(character.isalpha() for character in text):
        return
    values = {
        "text": text,
        "prefix": _like(text) + "%",
        "near": _NEAR,
        "fuzzy": fuzzy and len(text) >= _FUZZY_FROM,
        "least": LEAST if question.number is None else LEAST_BESIDE_NUMBER,
        "limit": limit,
    }
    for row in ask(_named_statement("names", named), values):
        yield _named_item(named, row)


def _by_code(code: int, ask: Ask, named: Named) -> Iterator[Item]:
    if 10**_CODE_FROM <= code * 10 < 10**19:
        for row in ask(_named_statement("codes", named), {"code": code}):
            yield _named_item(named, row)


def _named_item(named: Named, row: tuple[Any, ...]) -> Item:
    code, label, municipality, score, x, y, *bounds = row
    whose = f", {municipality}" if municipality and municipality != label else ""
    detail = Text(f"{named.detail.cs}{whose}", f"{named.detail.en}{whose}")
    return Item(named.layer, str(code), label, detail, _pair(x, y), _box(bounds), float(score))


def _addresses(question: Question, ask: Ask, limit: int) -> Iterator[Item]:
    values = {
        "text": question.text,
        "number": question.number,
        "second": question.second,
        "letter": question.letter,
        "near": _NEAR_STREETS,
        "least": LEAST_OF_ADDRESS,
        "limit": limit,
    }
    for code, label, part, municipality, score, x, y in ask(_statement("addresses"), values):
        place = ", ".join(dict.fromkeys(name for name in (part, municipality) if name))
        yield Item(
            "address_place", str(code), label, Text(place, place), _pair(x, y), None, float(score)
        )


def _parcels(question: Question, ask: Ask, limit: int) -> Iterator[Item]:
    values = {
        "text": question.text,
        "number": question.number,
        "second": question.second,
        "series": question.series,
        "unit": question.unit,
        "least": LEAST_BESIDE_NUMBER,
        "limit": limit,
    }
    everywhere = not question.text and question.unit is None
    statement = _statement("parcels" if everywhere else "parcels_in_unit")
    for code, label, unit, municipality, x, y, *bounds in ask(statement, values):
        where = unit or ""
        whose = f", {municipality}" if municipality and municipality != unit else ""
        detail = Text(f"k. ú. {where}{whose}", f"cadastral unit {where}{whose}")
        yield Item("cadastre_parcel", str(code), label, detail, _pair(x, y), _box(bounds))


def _like(text: str) -> str:
    """The text with the signs of LIKE made plain."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _pair(x: float | None, y: float | None) -> tuple[float, float] | None:
    return None if x is None or y is None else (x, y)


def _box(bounds: Sequence[float | None]) -> tuple[float, float, float, float] | None:
    west, south, east, north = bounds
    if west is None or south is None or east is None or north is None:
        return None
    return None if (west, south) == (east, north) else (west, south, east, north)


@cache
def _statement(name: str) -> Composable:
    return SQL((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


@cache
def _named_statement(name: str, named: Named) -> Composable:
    text = SQL((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    return text.format(
        view=Identifier("served", named.layer),
        municipality=SQL("r.municipality_name" if named.has_municipality else "NULL::text"),
        point=SQL("ST_GeometryN(r.point, 1)" if named.has_point else "NULL::geometry"),
    )
