"""One municipality of the demo: its units drawn, put on the map and filled with people."""

from typing import NamedTuple

import numpy as np
import shapely

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
from layers.demo.rows import MunicipalityRows, UnitRow
from layers.demo.settlements import SETTLEMENTS, TOWN_STATUS
from layers.demo.surface import on_map, points_on_map
from layers.demo.tiles import Tile
from layers.demo.unit import unit_land

_POSTCODES = 99_001
_VARIANTS = 3
"""So many different lands fill the same borders; further tiles repeat them, warped otherwise."""


class _Ground(NamedTuple):
    """Where the units of a municipality lie."""

    seed: int
    tile: Tile

    @property
    def origin_cm(self) -> Integers:
        place = np.array([self.tile.x, self.tile.y], dtype=np.int64)
        return place * round(TILE_M * 100)

    def centre(self, slot: Slot) -> shapely.Point:
        point = outline(self.seed, slot).centre[None, :]
        return shapely.Point(points_on_map(point, self.origin_cm)[0])


def municipality(seed: int, tile: Tile, number: int, counter: Counter) -> MunicipalityRows:
    """The rows of one municipality; takes its codes from the counter."""
    settlement, ground = SETTLEMENTS[number], _Ground(seed, tile)
    random = np.random.default_rng([seed, 23, tile.number, number])
    names = street_names(300, random) if settlement.has_streets else []
    rows = MunicipalityRows(
        municipality_code(tile.number, number),
        unit_name(tile.number, FIRST_UNIT[number]),
        settlement.status_code,
        district_code(tile.number),
        pou_code(tile.number, settlement.pou),
        shapely.Polygon(),
        ground.centre(settlement.slots[0]),
    )
    for n, slot in enumerate(settlement.slots):
        unit = _unit_row(ground, slot, FIRST_UNIT[number] + n, counter)
        rows.units.append(unit)
        place = Place(
            ground.origin_cm,
            unit.part_code,
            _POSTCODES + (rows.code - MUNICIPALITIES) % 900,
            settlement.has_streets,
            n == 0 and settlement.status_code == TOWN_STATUS,
        )
        _fill(rows, ground, slot, place, names=names, counter=counter)
    rows.outline = shapely.coverage_union_all([unit.outline for unit in rows.units])
    return rows


def _unit_row(ground: _Ground, slot: Slot, serial: int, counter: Counter) -> UnitRow:
    """One unit in nine still has no digital map."""
    ring = shapely.Polygon(outline(ground.seed, slot).ring)
    part, counter.part = counter.part, counter.part + 1
    return UnitRow(
        unit_code(ground.tile.number, serial),
        part,
        unit_name(ground.tile.number, serial),
        serial % 9 != 7,
        on_map(np.array([ring], dtype=object), ground.origin_cm)[0],
        ground.centre(slot),
    )


def _fill(
    rows: MunicipalityRows,
    ground: _Ground,
    slot: Slot,
    place: Place,
    *,
    names: list[str],
    counter: Counter,
) -> None:
    """Parcels, buildings, streets and addresses of the unit added last."""
    unit, tile = rows.units[-1], ground.tile.number
    random = np.random.default_rng([ground.seed, 29, tile, slot.column, slot.row])
    land = unit_land(ground.seed, slot, tile % _VARIANTS)
    numbering = Numbering(unit.code, unit.code % 3 != 0, unit.has_digital_map, counter.parcel)
    found = parcels(land, on_map(land.shapes, ground.origin_cm), numbering, random)
    counter.parcel += len(found)
    homes = settle(land, found, place, names, counter=counter, random=random)
    rows.parcels += found
    rows.buildings += homes.buildings
    rows.addresses += homes.addresses
    rows.streets += homes.streets
