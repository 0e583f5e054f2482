"""Which units make up which municipality, and how large each village is."""

from typing import NamedTuple

from layers.demo.layout import Slot
from layers.demo.village import HAMLET, SUBURB, TOWN, VILLAGE, Plan


class Settlement(NamedTuple):
    """A municipality of the tile: its units (the first is its seat) and whether streets have names.

    `orp` and `pou` number the administrative districts within the tile.
    """

    slots: tuple[Slot, ...]
    has_streets: bool
    status_code: int
    orp: int
    pou: int


MUNICIPALITY, TOWN_STATUS, MARKET_TOWN = 2, 3, 4
"""Codes of RÚIAN's list of municipality statuses."""


def _slots(*places: tuple[int, int]) -> tuple[Slot, ...]:
    return tuple(Slot(*place) for place in places)


SETTLEMENTS = (
    Settlement(_slots((1, 1), (2, 0)), False, MUNICIPALITY, 0, 0),
    Settlement(_slots((2, 2), (1, 2), (3, 2), (2, 3), (1, 3), (2, 1)), True, TOWN_STATUS, 0, 0),
    Settlement(_slots((3, 4), (2, 4), (3, 3)), True, MARKET_TOWN, 1, 1),
    Settlement(_slots((3, 0), (4, 0), (3, 1)), False, MUNICIPALITY, 0, 2),
    Settlement(_slots((4, 1), (4, 2)), False, MUNICIPALITY, 0, 2),
    Settlement(_slots((0, 2), (0, 3)), False, MUNICIPALITY, 0, 0),
    Settlement(_slots((0, 4), (1, 4)), False, MUNICIPALITY, 1, 1),
    Settlement(_slots((4, 3), (4, 4)), False, MUNICIPALITY, 1, 1),
    Settlement(_slots((0, 0), (1, 0), (0, 1)), False, MUNICIPALITY, 0, 0),
)
ORP_SEATS = (1, 2)
POU_SEATS = (1, 2, 3)
POU_ORP = (0, 1, 0)
"""Settlement that is the seat of each ORP and POU of a tile; the ORP each POU belongs to."""

_SUBURBS = frozenset(SETTLEMENTS[1].slots[1:]) | {SETTLEMENTS[2].slots[0]}
_SEATS = frozenset(settlement.slots[0] for settlement in SETTLEMENTS)


def plan_of(slot: Slot) -> Plan:
    if slot == SETTLEMENTS[1].slots[0]:
        return TOWN
    if slot in _SUBURBS:
        return SUBURB
    return VILLAGE if slot in _SEATS else HAMLET
