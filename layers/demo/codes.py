"""Codes of the demo: all outside the ranges of RÚIAN, so that they never meet real ones."""

from dataclasses import dataclass

from layers.demo.names import UNITS_PER_TILE
from layers.demo.settlements import ORP_SEATS, POU_ORP, POU_SEATS, SETTLEMENTS

REGION = 990
MUNICIPALITIES = 990_001
_DISTRICTS = _ORPS = _POUS = 9_901
_UNITS = 990_001

FIRST_UNIT = [sum(len(s.slots) for s in SETTLEMENTS[:n]) for n in range(len(SETTLEMENTS))]
"""The number, within a tile, of the first unit of each settlement."""


@dataclass
class Counter:
    """The next codes of what is numbered through; they grow from municipality to municipality."""

    parcel: int = 990_000_000_001
    building: int = 990_000_001
    address: int = 990_000_001
    street: int = 990_001
    part: int = 990_001


def district_code(tile: int) -> int:
    return _DISTRICTS + tile


def orp_code(tile: int, orp: int) -> int:
    return _ORPS + tile * len(ORP_SEATS) + orp


def pou_code(tile: int, pou: int) -> int:
    return _POUS + tile * len(POU_ORP) + pou


def orp_seat(tile: int, orp: int) -> int:
    return municipality_code(tile, ORP_SEATS[orp])


def pou_seat(tile: int, pou: int) -> int:
    return municipality_code(tile, POU_SEATS[pou])


def municipality_code(tile: int, settlement: int) -> int:
    return MUNICIPALITIES + tile * len(SETTLEMENTS) + settlement


def unit_code(tile: int, serial: int) -> int:
    return _UNITS + tile * UNITS_PER_TILE + serial
