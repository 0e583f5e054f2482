"""What the extract finds of a layer: its state, the objects with their share of the land."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from layers.catalogue import LayerDef
from layers.extract.rules import Rule

State = Literal["affected", "not_affected", "no_data", "out_of_date"]
STATES: tuple[State, ...] = ("affected", "out_of_date", "no_data", "not_affected")
"""In the order in which people read them."""


@dataclass(frozen=True, slots=True)
class Known:
    """What providers told of a layer: of the whole land, too long ago, as of when, until when."""

    whole: bool
    overdue: bool
    data_day: date | None
    due_on: date | None


NOTHING_KNOWN = Known(whole=False, overdue=False, data_day=None, due_on=None)


@dataclass(frozen=True, slots=True)
class Object:
    """An object of a layer; `measure` is m² of an area, m of a line, the number of points.

    `distance_m` above zero is that of an adjoining object, whose measure is none. `sound` is
    whether its geometry was valid as it stands.
    """

    fid: str
    label: str
    properties: Mapping[str, Any]
    valid_from: date | None
    source: str
    dimension: int
    measure: float
    distance_m: float
    sound: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A layer in one of the four states; `left_out` are effects below the threshold."""

    layer: LayerDef
    rule: Rule
    known: Known
    objects: tuple[Object, ...]
    adjoining: tuple[Object, ...]
    left_out: int

    @property
    def state(self) -> State:
        """Data that are too old say so even where they show something."""
        if self.known.overdue:
            return "out_of_date"
        if self.objects:
            return "affected"
        return "not_affected" if self.known.whole else "no_data"

    @property
    def is_sound(self) -> bool:
        return all(each.sound for each in (*self.objects, *self.adjoining))


def theme(layer: LayerDef, rule: Rule, known: Known, found: list[Object]) -> Theme:
    """Tells effects, what adjoins, and what is too little to count apart."""
    inside = [each for each in found if each.distance_m == 0]
    effects = [
        each
        for each in inside
        if each.measure >= rule.least(each.dimension) and (each.measure or not each.dimension)
    ]
    return Theme(
        layer=layer,
        rule=rule,
        known=known,
        objects=tuple(sorted(effects, key=lambda each: (-each.measure, each.fid))),
        adjoining=tuple(
            sorted(
                (each for each in found if each.distance_m > 0),
                key=lambda each: (each.distance_m, each.fid),
            )
        ),
        left_out=len(inside) - len(effects),
    )
