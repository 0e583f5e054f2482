"""What the text beside a number names: streets, parts, municipalities and cadastral units."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from psycopg2.sql import SQL, Composable

from layers.search.swaps import swaps

Ask = Callable[[Composable, Mapping[str, object]], Sequence[tuple[Any, ...]]]
"""Runs a statement as the reading role."""

NEAR_STREETS = 600
"""Streets of one name may be in every municipality; all of them must be in sight."""
_LEAST_OF_ADDRESS = 0.25
"""Lower, because the number must fit too: two letters swapped leave a quarter of the trigrams."""
_LEAST_OF_UNIT = 0.45
_LEAST_OF_WHOLE = 0.6
_MOST_UNITS = 60

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Place:
    """Something named: its layer, code, municipality, and how like its name is to the text."""

    layer: str
    code: int
    municipality: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Places:
    """All that the text may mean; `beginning` are layers with a name that begins so."""

    found: tuple[Place, ...] = ()
    beginning: frozenset[str] = frozenset()

    def of(self, layer: str, least: float) -> list[Place]:
        """Those of a layer, best first."""
        kept = [each for each in self.found if each.layer == layer and each.score >= least]
        return sorted(kept, key=lambda place: (-place.score, place.code))


def named(text: str, prefix: str, ask: Ask) -> Places:
    """What has exactly this name; by B-tree alone, so that it costs the same in a whole country."""
    values = {"text": text, "prefix": prefix, "near": NEAR_STREETS}
    rows = [Place(*row) for row in ask(statement("places_named"), values)]
    return Places(
        tuple(place for place in rows if place.score),
        frozenset(place.layer for place in rows if not place.score),
    )


def swapped(text: str, ask: Ask) -> Places:
    """What has exactly the name that the text is when two neighbouring letters are swapped."""
    rows = ask(statement("places_swapped"), {"swapped": swaps(text), "near": NEAR_STREETS})
    return Places(tuple(Place(*row) for row in rows))


def like(text: str, ask: Ask) -> Places:
    """What has a name like the text."""
    rows = ask(statement("places_like"), {"text": text, "near": NEAR_STREETS})
    return Places(tuple(Place(*row) for row in rows))


def units(places: Places, ask: Ask, *, by_own_name: bool) -> list[int]:
    """Codes of cadastral units, best first; by their own name, or all those of a municipality.

    `by_own_name`: the text says that it names a unit, which a municipality of that name is not.
    """
    own = places.of("admin_cadastral_unit", _LEAST_OF_UNIT)
    if by_own_name and own:
        best = own[0].score
        return [place.code for place in own if place.score == best]
    whole = {place.code: place.score for place in places.of("admin_municipality", _LEAST_OF_WHOLE)}
    # Of two names equally like, the unit's own says more.
    ranked = [(-place.score - 0.01, place.code) for place in own]
    if whole:
        values = {"municipalities": list(whole), "near": _MOST_UNITS}
        rows = ask(statement("units_of_municipalities"), values)
        ranked += [(-whole[municipality], code) for code, municipality in rows]
    return list(dict.fromkeys(code for _, code in sorted(ranked)))[:_MOST_UNITS]


def address_values(places: Places) -> dict[str, object] | None:
    """The places as `addresses_at.sql` takes them; None when there are none."""
    streets = places.of("address_street", _LEAST_OF_ADDRESS)
    parts = places.of("admin_municipality_part", _LEAST_OF_ADDRESS)
    municipalities = places.of("admin_municipality", _LEAST_OF_ADDRESS)
    if not (streets or parts or municipalities):
        return None
    return {
        "streets": [place.code for place in streets],
        "street_scores": [place.score for place in streets],
        "parts": [place.code for place in parts],
        "part_scores": [place.score for place in parts],
        "part_municipalities": [place.municipality for place in parts],
        "municipalities": [place.code for place in municipalities],
        "municipality_scores": [place.score for place in municipalities],
    }


@cache
def statement(name: str) -> SQL:
    """The statement of this folder."""
    return SQL((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
