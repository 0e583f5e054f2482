"""What is found by its name or code: units, streets and documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from psycopg2.sql import SQL, Composable, Identifier

from layers.catalogue import Text
from layers.search.items import Item, box, pair
from layers.search.places import Ask, statement
from layers.search.question import Question
from layers.search.swaps import swaps

LEAST = 0.3
"""The likeness of names below which nothing is offered."""
LEAST_BESIDE_NUMBER = 0.45
_NEAR = 40
_FUZZY_FROM = 3
_DOCUMENT = "_document"
"""How the ids of layers end whose rows are documents, found by name or number."""


@dataclass(frozen=True, slots=True)
class Named:
    """A layer that is found by name."""

    kind: str
    layer: str
    detail: Text
    has_municipality: bool = True
    has_point: bool = True


NAMED = (
    Named(
        "municipality", "admin_municipality", Text("obec", "municipality"), has_municipality=False
    ),
    Named("cadastral_unit", "admin_cadastral_unit", Text("katastrální území", "cadastral unit")),
    Named("municipality_part", "admin_municipality_part", Text("část obce", "municipality part")),
    Named("street", "address_street", Text("ulice", "street"), has_point=False),
    Named(
        "orp",
        "admin_orp",
        Text("obec s rozšířenou působností", "municipality with extended powers"),
        has_municipality=False,
    ),
    Named("district", "admin_district", Text("okres", "district"), has_municipality=False),
    Named("region", "admin_region", Text("kraj", "region"), has_municipality=False),
)


def by_name(
    question: Question, ask: Ask, limit: int, named: Named, *, fuzzy: bool
) -> Iterator[Item]:
    """By likeness only when asked to, and then from three letters on."""
    if "unit" in question.marks and named.kind != "cadastral_unit":
        return
    text = question.text if "unit" in question.marks else question.whole
    if not any(character.isalpha() for character in text):
        return
    values = {
        "text": text,
        "prefix": like(text) + "%",
        "near": _NEAR,
        "fuzzy": fuzzy and len(text) >= _FUZZY_FROM,
        "swapped": swaps(text),
        "least": LEAST if question.number is None else LEAST_BESIDE_NUMBER,
        "limit": limit,
    }
    for row in ask(_statement("names", named), values):
        yield _item(named, row)


def by_code(code: int, ask: Ask, named: Named) -> list[Item]:
    """The one with this code of RÚIAN."""
    return [_item(named, row) for row in ask(_statement("codes", named), {"code": code})]


def documents(question: Question, ask: Ask, layers: frozenset[str], limit: int) -> list[Item]:
    """Plans and other documents by name, number or designation."""
    known = sorted(layer for layer in layers if layer.endswith(_DOCUMENT))
    if not known or len(question.whole) < _FUZZY_FROM or question.marks - {"any"}:
        return []
    values = {
        "layers": known,
        "text": question.whole,
        "within": f"%{like(question.whole)}%",
        "near": _NEAR,
        "least": LEAST,
        "limit": limit,
    }
    return [_document(row) for row in ask(statement("documents"), values)]


def like(text: str) -> str:
    """The text with the signs of LIKE made plain."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _document(row: Sequence[Any]) -> Item:
    layer, code, label, municipality, number, score, x, y, *bounds = row
    whose = ", ".join(part for part in (municipality, number) if part)
    detail = Text(f"dokument {whose}".strip(), f"document {whose}".strip())
    return Item("document", layer, code, label, detail, pair(x, y), box(bounds), float(score))


def _item(named: Named, row: Sequence[Any]) -> Item:
    code, label, municipality, score, x, y, *bounds = row
    whose = f", {municipality}" if municipality and municipality != label else ""
    detail = Text(f"{named.detail.cs}{whose}", f"{named.detail.en}{whose}")
    return Item(
        named.kind, named.layer, str(code), label, detail, pair(x, y), box(bounds), float(score)
    )


@cache
def _statement(name: str, named: Named) -> Composable:
    return statement(name).format(
        view=Identifier("served", named.layer),
        municipality=SQL("r.municipality_name" if named.has_municipality else "NULL::text"),
        point=SQL("ST_GeometryN(r.point, 1)" if named.has_point else "NULL::geometry"),
    )
