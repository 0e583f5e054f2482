"""Parcels by their number, in a unit or anywhere, by code, and those whose number has ended."""

from collections.abc import Sequence
from typing import Any

from layers.catalogue import Text
from layers.search import items, places
from layers.search.items import Former, Item
from layers.search.places import Ask, Places, statement
from layers.search.question import Question


def by_number(question: Question, where: Places, ask: Ask, limit: int) -> list[Item]:
    """Those of the units that the question names, or all; both series unless one is asked for."""
    if not is_of_parcel(question):
        return []
    values = _values(question, limit)
    if not _names_place(question):
        return [items.parcel(row) for row in ask(statement("parcels"), values)]
    units = _units(question, where, ask)
    if not units:
        return []
    rows = ask(statement("parcels_in_units"), values | {"units": units})
    return [items.parcel(row) for row in rows]


def by_code(code: int, ask: Ask) -> list[Item]:
    """The one with this code of RÚIAN."""
    return [items.parcel(row) for row in ask(statement("parcel_of_code"), {"code": code})]


def former(question: Question, where: Places, ask: Ask, limit: int) -> list[Item]:
    """Today's parcels where one with the number lay, which no parcel of its unit has now."""
    if not is_of_parcel(question):
        return []
    units = _units(question, where, ask) if _names_place(question) else None
    if units == []:
        return []
    rows = ask(statement("former_parcels"), _values(question, limit) | {"units": units})
    return [_former(row) for row in rows]


def is_of_parcel(question: Question) -> bool:
    """Whether the number may be that of a parcel."""
    return not (
        question.number is None
        or question.letter
        or question.postcode
        or question.marks & {"house", "registration"}
    )


def _values(question: Question, limit: int) -> dict[str, object]:
    return {
        "number": question.number,
        "second": question.second,
        "series": question.series,
        "limit": limit,
    }


def _names_place(question: Question) -> bool:
    return bool(question.text) or question.unit is not None


def _units(question: Question, where: Places, ask: Ask) -> list[int]:
    """The unit by its code alone when that is given: the name beside it says the same."""
    if question.unit is not None:
        return [question.unit]
    return places.units(where, ask, by_own_name="unit" in question.marks)


def _former(row: Sequence[Any]) -> Item:
    old, until, source, run, share, is_renumbered, *today = row
    found = items.parcel(today)
    story = Former(old, until, source, run, share, is_renumbered)
    return Item(
        "former_parcel",
        found.layer,
        found.id,
        f"{old} → {found.label}",
        _story(story, found.detail),
        found.point,
        found.bounds,
        former=story,
    )


def _story(story: Former, where: Text) -> Text:
    until = f"{story.until.day}. {story.until.month}. {story.until.year}"
    if story.is_renumbered:
        how = Text("přečíslována", "renumbered")
    elif story.share is None:
        how = Text("leží zde její bod", "its point lies here")
    else:
        how = Text(
            f"leží zde {story.share * 100:.0f} % její plochy",
            f"{story.share * 100:.0f} % of its area lie here",
        )
    return Text(
        f"{where.cs}; {story.label} zanikla k {until} ({story.source}), {how.cs}",
        f"{where.en}; {story.label} ended by {story.until} ({story.source}), {how.en}",
    )
