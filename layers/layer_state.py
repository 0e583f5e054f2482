"""Whether a thematic layer occurs somewhere: the four answers that must never be confused.

A layer occurs or does not occur only where a provider said so; where nobody said anything there
are no data, and a provider's word is out of date once the interval promised in it has passed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Literal

from django.db import connections
from psycopg2.sql import SQL, Composable
from psycopg2.sql import Literal as Value

from layers.catalogue import LayerDef, catalogue
from layers.crs import KROVAK

State = Literal["occurs", "not_occurs", "no_data", "out_of_date"]

_KNOWN: tuple[State, ...] = ("no_data", "out_of_date", "not_occurs", "occurs")
"""From the least known."""
_STATES = SQL(
    "SELECT layer, state, found, data_day, due_on FROM served.layer_state({}, {}, {}, {}::text[])"
)
_ANYWHERE = SQL(
    "SELECT layer, state, found, data_day, due_on FROM served.layer_state_anywhere({}, {}::text[])"
)


@dataclass(frozen=True, slots=True)
class LayerState:
    """The answer for one layer; `found` tells objects also where they are out of date.

    `data_day` is the oldest day that a provider spoke of, `due_on` the first promise to run out.
    """

    state: State
    found: bool
    data_day: date | None
    due_on: date | None

    def document(self, layer: str, *, day: date) -> dict[str, object]:
        """The state as a program reads it; a phenomenon with its number by the decree in force.

        That is the decree of the data's day, without data that of the day asked.
        """
        known = catalogue().known_by(layer, self.data_day or day)
        return {
            "state": self.state,
            "data_day": self.data_day.isoformat() if self.data_day else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            **({"phenomenon": known.document()} if known else {}),
        }


def layer_states(
    layers: Sequence[str], area: Composable, *, day: date, reach_m: float = 0.0
) -> dict[str, LayerState]:
    """The state of each layer in the area on the day; points and lines count within `reach_m`.

    `area` is an expression of SQL for a geometry in EPSG:5514: `point`, `municipality`, or what
    the caller has of his own.
    """

    def ask(asked: list[str]) -> dict[str, LayerState]:
        return _asked(_STATES.format(area, Value(reach_m), Value(day), Value(asked)))

    return _with_sources(layers, ask)


def layer_states_anywhere(layers: Sequence[str], *, day: date) -> dict[str, LayerState]:
    """The same of the whole territory: `no_data` where nobody told the layer of any place."""

    return _with_sources(layers, lambda asked: _asked(_ANYWHERE.format(Value(day), Value(asked))))


def _with_sources(
    layers: Sequence[str], ask: Callable[[list[str]], dict[str, LayerState]]
) -> dict[str, LayerState]:
    """What is computed of other layers is known no better than the least known of them."""
    known = catalogue().layers
    sources = {each: themes_of(known[each].sources) for each in layers if each in known}
    states = ask(list(dict.fromkeys([*layers, *chain.from_iterable(sources.values())])))
    for layer, those in sources.items():
        told: list[State] = [states[each].state for each in those if each in states]
        least: State = min(told, key=_KNOWN.index, default="occurs")
        state = states.get(layer)
        if state and not state.found and _KNOWN.index(least) < _KNOWN.index(state.state):
            states[layer] = replace(state, state=least)
    return {layer: states[layer] for layer in layers if layer in states}


def themes_of(layers: Sequence[str]) -> list[str]:
    """Those of the layers that have a state."""
    known = catalogue().layers
    return [each for each in layers if each in known and has_state(known[each])]


def has_state(layer: LayerDef) -> bool:
    """Registers are complete by law and sheets lie where they lie: themes alone have a state."""
    return layer.register is None and layer.has_rows and layer.raster is None


def _asked(statement: Composable) -> dict[str, LayerState]:
    with connections["reader"].cursor() as cursor:
        cursor.execute(statement)
        return {layer: LayerState(*rest) for layer, *rest in cursor.fetchall()}


def point(east: float, north: float) -> Composable:
    """A place in EPSG:5514."""
    return SQL("ST_SetSRID(ST_Point({}, {}), {})").format(Value(east), Value(north), Value(KROVAK))


def municipality(code: int) -> Composable:
    """The territory of a municipality."""
    return SQL("(SELECT geom FROM served.admin_municipality WHERE code = {})").format(Value(code))
