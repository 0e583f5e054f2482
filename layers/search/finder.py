"""Finds what a question asks for: groups of suggestions, one for each kind of thing.

A number is looked up in places of exactly the name beside it, by B-tree alone; likeness, ten times
as dear, is asked for only when that finds nothing.
"""

from collections.abc import Iterator

from layers.catalogue import Text
from layers.search import addresses, names, parcels, places
from layers.search.items import Item, box, pair
from layers.search.names import NAMED, Named
from layers.search.places import Ask, Places, statement
from layers.search.question import Question

_BUILDING = Named("building", "cadastre_building", Text("stavební objekt", "building"))
_OF_KIND = {named.kind: named for named in NAMED}
_PART, _UNIT = _OF_KIND["municipality_part"], _OF_KIND["cadastral_unit"]


def find(question: Question, *, ask: Ask, layers: frozenset[str], limit: int) -> list[list[Item]]:
    """Groups of suggestions, best group first, each best first; only of the layers given."""
    numbered, exact = _numbered(question, ask, layers, limit)
    groups = [*numbered, *_coded(question, ask, layers), *_of_unit(question, ask, layers)]
    if question.postcode is not None and question.number is None:
        groups.append(_of_postcode(question.postcode, ask, layers, limit))
    fuzzy = not any(groups)
    named = [
        list(names.by_name(question, ask, limit, named, fuzzy=fuzzy))
        for named in NAMED
        if named.layer in layers and (fuzzy or named.layer in exact.beginning)
    ]
    if not exact.found:
        named.append(names.documents(question, ask, layers, limit))
    named.sort(key=lambda group: -max((item.score for item in group), default=0.0))
    return [group for group in [*groups, *named] if group]


def _numbered(
    question: Question, ask: Ask, layers: frozenset[str], limit: int
) -> tuple[list[list[Item]], Places]:
    """Addresses and parcels of a number; and what has exactly the name beside it."""
    if question.number is None:
        return [], Places()
    if not question.text:
        return _at(question, Places(), ask, layers, limit), Places()
    exact = places.named(question.text, names.like(question.whole) + "%", ask)
    groups = _at(question, exact, ask, layers, limit)
    for look in (places.swapped, places.like):
        if any(groups):
            break
        groups = _at(question, look(question.text, ask), ask, layers, limit)
    return groups, exact


def _at(
    question: Question, where: Places, ask: Ask, layers: frozenset[str], limit: int
) -> list[list[Item]]:
    groups: list[list[Item]] = []
    if "address_place" in layers:
        groups.append(addresses.by_number(question, where, ask, limit))
    if "cadastre_parcel" in layers:
        groups.append(parcels.by_number(question, where, ask, limit))
        groups.append(parcels.former(question, where, ask, limit))
    return groups


def _coded(question: Question, ask: Ask, layers: frozenset[str]) -> Iterator[list[Item]]:
    """Whatever has the number for its code in RÚIAN."""
    code = question.code
    if code is None:
        return
    if "cadastre_parcel" in layers:
        yield parcels.by_code(code, ask)
    if "address_place" in layers:
        yield addresses.by_code(code, ask)
    for named in (_BUILDING, *NAMED):
        if named.layer in layers:
            yield names.by_code(code, ask, named)


def _of_unit(question: Question, ask: Ask, layers: frozenset[str]) -> Iterator[list[Item]]:
    """The unit of "k. ú. 682039" when no number of a parcel stands beside it."""
    if question.unit is not None and question.number is None and _UNIT.layer in layers:
        yield names.by_code(question.unit, ask, _UNIT)


def _of_postcode(postcode: int, ask: Ask, layers: frozenset[str], limit: int) -> list[Item]:
    """The municipality parts that a postcode delivers to."""
    if _PART.layer not in layers or "address_place" not in layers:
        return []
    rows = ask(statement("postcodes"), {"postcode": postcode, "limit": limit})
    written = f"{postcode // 100} {postcode % 100:02}"
    return [
        Item(
            _PART.kind,
            _PART.layer,
            str(code),
            label,
            Text(
                f"část obce, {municipality or label}, PSČ {written}",
                f"municipality part, {municipality or label}, postcode {written}",
            ),
            pair(x, y),
            box(bounds),
        )
        for code, label, municipality, _, x, y, *bounds in rows
    ]
