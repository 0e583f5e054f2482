"""Address places by number, in what the text names, by postcode, or by code."""

from layers.search import items, places
from layers.search.items import Item
from layers.search.places import Ask, Places, statement
from layers.search.question import Question

REGISTERED = 2
"""Type of a building that has a registration number (číslo evidenční)."""


def by_number(question: Question, where: Places, ask: Ask, limit: int) -> list[Item]:
    """Those of the number, best place first."""
    if question.marks & {"parcel", "land", "plot", "unit"} or question.unit is not None:
        return []
    values = {
        "text": question.text,
        "number": question.number,
        "second": question.second,
        "letter": question.letter,
        "postcode": question.postcode,
        "building_type": REGISTERED if "registration" in question.marks else None,
        "limit": limit,
    }
    if not question.text:
        is_house = question.marks & {"house", "registration"} or question.postcode
        rows = ask(statement("addresses_of_number"), values) if is_house else []
        return [items.address(row) for row in rows]
    found = places.address_values(where)
    if found is None:
        return []
    return [items.address(row) for row in ask(statement("addresses_at"), values | found)]


def by_code(code: int, ask: Ask) -> list[Item]:
    """The one with this code of RÚIAN."""
    return [items.address(row) for row in ask(statement("address_of_code"), {"code": code})]
