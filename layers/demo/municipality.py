"""One municipality of the demo: its units drawn, put on the map and filled with people."""

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.demo.cadastre import Numbering, parcels
from layers.demo.codes import (
    FIRST_UNIT,
    MUNICIPALITIES,
    Counter,
    district_code,
    municipality_code,
    pou_code,
    unit_code,
)
from layers.demo.ground import TILE_M, Integers
from layers.demo.homes import Place, settle
from layers.demo.layout import Slot, outline
from layers.demo.names import street_names, unit_name
from layers.demo.rows import MunicipalityRows, ParcelRow, UnitRow
from layers.demo.settlements import SETTLEMENTS, TOWN_STATUS, Settlement
from layers.demo.surface import on_map, points_on_map
from layers.demo.tiles import Tile
from layers.demo.unit import unit_land

_POSTCODES = 99_001
_VARIANTS = 3
"""So many different lands fill the same borders; further tiles repeat them, warped otherwise."""


def municipality(seed: int, tile: Tile, number: int, counter: Counter) -> MunicipalityRows:
    """The rows of one municipality; takes its codes from the counter."""
    settlement = SETTLEMENTS[number]
    origin = np.array([tile.x, tile.y], dtype=np.int64) * round(TILE_M * 100)
    random = np.random.default_rng([seed, 23, tile.number, number])
    names = street_names(300, random) if settlement.has_streets else []
    units: list[UnitRow] = []
    rows = MunicipalityRows(
        municipality_code(tile.number, number),
        unit_name(tile.number, FIRST_UNIT[number]),
        settlement.status_code,
        district_code(tile.number),
        pou_code(tile.number, settlement.pou),
        shapely.Polygon(),
        _centre(seed, settlement.slots[0], origin),
        units,
    )
    for n, slot in enumerate(settlement.slots):
        serial = FIRST_UNIT[number] + n
        unit = _unit_row(seed, slot, tile, serial, origin, counter)
        units.append(unit)
        _fill(rows, unit, settlement, seed, slot, tile, n == 0, origin, names, counter)
    rows.outline = shapely.coverage_union_all([unit.outline for unit in units])
    return rows


def _unit_row(
    seed: int, slot: Slot, tile: Tile, serial: int, origin: Integers, counter: Counter
) -> UnitRow:
    border = outline(seed, slot)
    shape = on_map(np.array([shapely.Polygon(border.ring)], dtype=object), origin)[0]
    code = unit_code(tile.number, serial)
    part, counter.part = counter.part, counter.part + 1
    return UnitRow(
        code, part, unit_name(tile.number, serial), serial % 9 != 7, shape,
        _centre(seed, slot, origin),
    )  # fmt: skip


def _centre(seed: int, slot: Slot, origin: Integers) -> shapely.Point:
    return shapely.Point(points_on_map(outline(seed, slot).centre[None, :], origin)[0])


def _fill(
    rows: MunicipalityRows,
    unit: UnitRow,
    settlement: Settlement,
    seed: int,
    slot: Slot,
    tile: Tile,
    is_seat: bool,
    origin: NDArray[np.int64],
    names: list[str],
    counter: Counter,
) -> None:
    """Parcels, buildings, streets and addresses of one unit."""
    random = np.random.default_rng([seed, 29, tile.number, slot.column, slot.row])
    land = unit_land(seed, slot, tile.number % _VARIANTS)
    numbering = Numbering(unit.code, unit.code % 3 != 0, unit.has_digital_map, counter.parcel)
    found: list[ParcelRow] = parcels(land, on_map(land.shapes, origin), numbering, random)
    counter.parcel += len(found)
    place = Place(
        origin,
        unit.part_code,
        _POSTCODES + (rows.code - MUNICIPALITIES) % 900,
        settlement.has_streets,
        is_seat and settlement.status_code == TOWN_STATUS,
    )
    homes = settle(land, found, place, names, counter, random)
    rows.parcels += found
    rows.buildings += homes.buildings
    rows.addresses += homes.addresses
    rows.streets += homes.streets
