"""Finds what a question asks for: statements of this folder, one for each kind of thing.

A number is looked up in places of exactly the name beside it, by B-tree alone; likeness, ten times
as dear, is asked for only when that finds nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from psycopg2.sql import SQL, Composable, Identifier

from layers.catalogue import Text
from layers.search import places
from layers.search.places import Ask, Places, statement
from layers.search.question import Question

LEAST = 0.3
"""The likeness of names below which nothing is offered."""
LEAST_BESIDE_NUMBER = 0.45
_NEAR = 40
_FUZZY_FROM = 3
_CODE_FROM = 5
_NO_FORCE = Text(", účelová mapa bez právní závaznosti", ", purpose map of no legal force")


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
    begun = frozenset(named.layer for named in NAMED)
    if question.number is not None:
        groups, begun = _numbered(question, ask, layers, limit)
    fuzzy = not any(groups)
    names = [
        list(_names(question, ask, limit, named, fuzzy=fuzzy))
        for named in NAMED
        if named.layer in layers and (fuzzy or named.layer in begun)
    ]
    names.sort(key=lambda group: -max((item.score for item in group), default=0.0))
    return [group for group in [*groups, *names] if group]


def _numbered(
    question: Question, ask: Ask, layers: frozenset[str], limit: int
) -> tuple[list[list[Item]], frozenset[str]]:
    """Addresses and parcels of a number; and the layers with a name that begins as the text."""
    if not question.text:
        return [_parcels(question, Places(), ask, layers, limit)], frozenset()
    exact = places.named(question.text, _like(question.whole) + "%", ask)
    for known in (exact, None):
        where = known or places.like(question.text, ask)
        groups = [
            _addresses(question, where, ask, layers, limit),
            _parcels(question, where, ask, layers, limit),
        ]
        if any(groups):
            break
    return groups, exact.beginning


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


def _addresses(
    question: Question, where: Places, ask: Ask, layers: frozenset[str], limit: int
) -> list[Item]:
    found = places.address_values(where)
    if (
        found is None
        or "address_place" not in layers
        or "parcel" in question.marks
        or question.series is not None
    ):
        return []
    values = found | {
        "text": question.text,
        "number": question.number,
        "second": question.second,
        "letter": question.letter,
        "limit": limit,
    }
    return [_address(row) for row in ask(statement("addresses_at"), values)]


def _address(row: tuple[Any, ...]) -> Item:
    code, label, part, municipality, score, x, y = row
    place = ", ".join(dict.fromkeys(name for name in (part, municipality) if name))
    detail = Text(place, place)
    return Item("address_place", str(code), label, detail, _pair(x, y), None, float(score))


def _parcels(
    question: Question, where: Places, ask: Ask, layers: frozenset[str], limit: int
) -> list[Item]:
    if "cadastre_parcel" not in layers or "house" in question.marks:
        return []
    values = {
        "number": question.number,
        "second": question.second,
        "series": question.series,
        "limit": limit,
    }
    if not question.text and question.unit is None:
        return [_parcel(row) for row in ask(statement("parcels"), values)]
    units = [question.unit] if question.unit is not None else []
    units += places.units(where, ask)
    if not units:
        return []
    return [_parcel(row) for row in ask(statement("parcels_in_units"), values | {"units": units})]


def _parcel(row: tuple[Any, ...]) -> Item:
    code, label, unit, municipality, source_class, x, y, *bounds = row
    whose = f", {municipality}" if municipality and municipality != unit else ""
    force = _NO_FORCE if source_class == "UKM" else Text("", "")
    detail = Text(
        f"k. ú. {unit or ''}{whose}{force.cs}", f"cadastral unit {unit or ''}{whose}{force.en}"
    )
    return Item("cadastre_parcel", str(code), label, detail, _pair(x, y), _box(bounds))


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
def _named_statement(name: str, named: Named) -> Composable:
    return statement(name).format(
        view=Identifier("served", named.layer),
        municipality=SQL("r.municipality_name" if named.has_municipality else "NULL::text"),
        point=SQL("ST_GeometryN(r.point, 1)" if named.has_point else "NULL::geometry"),
    )
