"""Whether what was found for a row of a list is what the row says: one thing, several, nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from layers.search.items import Item
from layers.search.question import BUILDING_PLOTS, LAND, Question
from layers.search.tokens import without_diacritics

State = Literal["found", "ambiguous", "not_found"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`candidates`, best first; exactly one when the state is found."""

    state: State
    candidates: tuple[Item, ...]


def outcome(question: Question, groups: Iterable[Sequence[Item]]) -> Outcome:
    """Found is only the one thing that has all that was written; what is merely like is shown."""
    items = [item for group in groups for item in group]
    exact = [item for item in items if _says_all(question, item)]
    # A living parcel goes before the story of one that has ended.
    meant = [item for item in exact if item.former is None] or exact
    if len(meant) == 1:
        return Outcome("found", tuple(meant))
    candidates = meant or [item for item in items if _has_number(question, item)]
    return Outcome("ambiguous" if candidates else "not_found", tuple(candidates))


def _says_all(question: Question, item: Item) -> bool:
    """Every word of the row stands in the name or the place of the item."""
    if question.number is None and not question.text:
        return True
    known = _words(f"{item.label} {item.detail.cs}")
    return _has_number(question, item) and _words(question.text) <= known


def _has_number(question: Question, item: Item) -> bool:
    """Suggestions hold also 1234/5 for 1234: in a list the number is meant as written."""
    if question.number is None or item.id == str(question.code):
        return True
    label = item.former.label if item.former else item.label
    if item.kind not in ("parcel", "former_parcel"):
        return item.kind == "address"
    plain = f"{question.number}" + ("" if question.second is None else f"/{question.second}")
    return label in _LABELS[question.series](plain)


_LABELS: dict[int | None, Callable[[str], set[str]]] = {
    BUILDING_PLOTS: lambda plain: {f"st. {plain}"},
    LAND: lambda plain: {plain},
    None: lambda plain: {plain, f"st. {plain}"},
}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", without_diacritics(text).lower()))
