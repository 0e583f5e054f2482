"""What changed on an object, in the words of the catalogue."""

from dataclasses import dataclass
from typing import Any

from layers.catalogue import Field, catalogue
from layers.deliveries.difference import GEOMETRY
from layers.models import DifferenceRow

_SHOWN_SIGNS = 120
_NOTHING = "–"


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One attribute before and after; both empty when only its having changed is known."""

    title: str
    before: str
    after: str


def changed_fields(row: DifferenceRow) -> list[ChangedField]:
    """The attributes of a changed object, geometry last."""
    layer = catalogue().layers.get(row.layer)
    found = []
    for name, (before, after) in row.changes.items():
        if name == GEOMETRY:
            continue
        field = layer.field(name) if layer else None
        title = field.title.cs if field else name
        found.append(ChangedField(title, _words(before, field), _words(after, field)))
    if GEOMETRY in row.changes:
        found.append(ChangedField("geometrie", "", ""))
    return found


def _words(value: Any, field: Field | None) -> str:
    if value is None or value == "":
        return _NOTHING
    if field and (words := field.words(value)):
        return words
    text = str(value)
    return text if len(text) <= _SHOWN_SIGNS else text[:_SHOWN_SIGNS] + "…"
