"""A territory for people: units by name, an area of one's own by its size."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import QuerySet

from layers.models import Municipality, Orp
from layers.models.access import Place
from layers.models.version import CURRENT

_NAMED = 5


def municipalities() -> list[tuple[int, str]]:
    """Codes and names, by name; a name that several have comes with its code."""
    known: QuerySet[Municipality] = QuerySet(Municipality).filter(CURRENT)
    return _choices(known.values_list("code", "name"))


def orps() -> list[tuple[int, str]]:
    """Codes and names of the units of planning offices."""
    known: QuerySet[Orp] = QuerySet(Orp).filter(CURRENT)
    return _choices(known.values_list("code", "name"))


def place_words(place: Place) -> str:
    """Where, in one line; empty for a territory that is nowhere."""
    parts = []
    if place.orp_codes:
        parts.append(f"ORP {_named(place.orp_codes, dict(orps()))}")
    if place.municipality_codes:
        parts.append(_named(place.municipality_codes, dict(municipalities())))
    if place.area:
        parts.append(f"vlastní území {_hectares(place.area.area)} ha")
    return "; ".join(parts)


def _hectares(square_metres: float) -> str:
    return f"{square_metres / 10_000:,.1f}".replace(",", " ").replace(".", ",")


def _named(codes: Iterable[int], names: dict[int, str]) -> str:
    found = [names.get(code, str(code)) for code in codes]
    more = len(found) - _NAMED
    return ", ".join(found[:_NAMED]) + (f" a dalších {more}" if more > 0 else "")


def _choices(rows: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    known = sorted(rows, key=lambda row: (row[1], row[0]))
    count = Counter(name for _, name in known)
    return [(code, f"{name} ({code})" if count[name] > 1 else name) for code, name in known]
