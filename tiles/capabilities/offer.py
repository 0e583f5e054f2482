"""What a service offers to who asks: themes, their layers, the days of their data."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db import connections
from django.utils import timezone

from layers import access
from layers.access import User
from layers.catalogue import LayerDef, Theme, catalogue
from layers.rasters.days import Days, is_offered, sheet_days
from layers.rows import has_history
from tiles.theme import in_theme

_VERSION = "SELECT published_at::text FROM served.version"
_KNOWN_FROM = "SELECT (known_from AT TIME ZONE 'Europe/Prague')::date FROM served.known_from"
_COVERED = (
    "SELECT layer, min(data_date AT TIME ZONE 'Europe/Prague')::date,"
    " max(data_date AT TIME ZONE 'Europe/Prague')::date FROM served.coverage GROUP BY layer"
)
Dates = tuple[date | None, date | None]
"""The oldest and the newest day of data."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The layers that somebody sees on a service, as he may use them, and those he may query.

    Two are equal when the catalogue, the data and all that is seen are the same: what is made of
    one serves the other.
    """

    key: str
    theme: str = field(compare=False)
    layers: Mapping[str, LayerDef] = field(compare=False)
    queryable: frozenset[str] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Offered:
    """A layer as capabilities tell of it; `day` is the newest of its data, `oldest` the first."""

    layer: LayerDef
    queryable: bool
    day: date | None
    oldest: date | None
    since: date | None = None
    """Since when the layer can be asked for a day; None where it has no history."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A theme with what it offers."""

    theme: Theme
    layers: tuple[Offered, ...]


def seen_by(user: User, theme: str = "") -> Seen:
    """Asks for the rights anew each time; nothing of it is kept."""
    layers = {
        layer.id: layer
        for layer in access.allowed_layers(user, "see")
        if layer.mapped and in_theme(layer, theme)
    }
    queryable = frozenset(
        id_
        for id_, layer in layers.items()
        if layer.answers and access.allows(user, "query", catalogue().layers[id_])
    )
    today = timezone.localdate()  # dimensions end with it
    told = [catalogue().version, _data_version(), theme, today.isoformat()]
    told += [f"{id_}:{layer.view}:{id_ in queryable}" for id_, layer in layers.items()]
    key = hashlib.sha256("|".join(told).encode()).hexdigest()
    return Seen(key, theme, layers, queryable)


@lru_cache(maxsize=32)
def branches(seen: Seen) -> tuple[Branch, ...]:
    """The tree of what is seen and has anything to show."""
    days, known_from = _covered(), _known_from()
    sheets = sheet_days()
    found = (
        Branch(theme, tuple(_offered(theme, seen, days, sheets, known_from)))
        for theme in catalogue().themes
    )
    return tuple(branch for branch in found if branch.layers)


def _offered(
    theme: Theme,
    seen: Seen,
    covered: Mapping[str, Dates],
    sheets: Mapping[str, Days],
    known_from: date | None,
) -> Iterator[Offered]:
    for layer_id in theme.layers:
        layer = seen.layers.get(layer_id)
        if layer and is_offered(layer, sheets):
            days = _days(layer, sheets, covered)
            oldest, newest = (days[0], days[-1]) if days else (None, None)
            since = known_from if has_history(layer) else None
            yield Offered(layer, layer_id in seen.queryable, newest, oldest, since)


def _days(layer: LayerDef, sheets: Mapping[str, Days], covered: Mapping[str, Dates]) -> list[date]:
    """The first and last days of its own or of its members' data, in their order."""
    ids = [member.layer for member in layer.members] or [layer.id]
    found = [
        (sheets[id_].oldest, sheets[id_].newest) if id_ in sheets else covered.get(id_, ())
        for id_ in ids
    ]
    return sorted(day for each in found for day in each if day)


def _data_version() -> str:
    with connections["reader"].cursor() as cursor:
        cursor.execute(_VERSION)
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def _known_from() -> date | None:
    with connections["reader"].cursor() as cursor:
        cursor.execute(_KNOWN_FROM)
        found = cursor.fetchone()
    return found[0] if found else None


def _covered() -> dict[str, Dates]:
    with connections["reader"].cursor() as cursor:
        cursor.execute(_COVERED)
        return {layer: (oldest, newest) for layer, oldest, newest in cursor.fetchall()}
