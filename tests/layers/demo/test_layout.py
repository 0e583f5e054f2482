"""Borders of the honeycomb: they fit their neighbours within a tile, across tiles, on the map."""

import numpy as np
import pytest
import shapely

from layers.demo.drawing import Zone
from layers.demo.ground import TILE_M
from layers.demo.layout import SIDE, Slot, outline
from layers.demo.surface import on_map
from layers.demo.unit import unit_land

SLOTS = [Slot(column, row) for column in range(SIDE) for row in range(SIDE)]


def rings(seed: int) -> np.ndarray:
    return np.array([shapely.Polygon(outline(seed, slot).ring) for slot in SLOTS], dtype=object)


@pytest.mark.parametrize("seed", [1, 2, 77])
def test_units_fill_a_tile_exactly(seed: int) -> None:
    units = rings(seed)

    assert shapely.is_valid(units).all()
    assert shapely.coverage_is_valid(units)
    assert shapely.area(units).sum() == pytest.approx(TILE_M**2)


def test_neighbouring_tiles_join_on_the_map() -> None:
    units, tile_cm = rings(1), round(TILE_M * 100)
    placed = [on_map(units, np.array([x, y]) * tile_cm) for x, y in ((0, 0), (1, 0), (0, -1))]

    assert shapely.coverage_is_valid(np.concatenate(placed))


def test_roads_and_streams_go_on_across_the_border() -> None:
    land = {slot: unit_land(1, slot, 0) for slot in (Slot(1, 2), Slot(2, 2))}
    edges = [
        shapely.union_all(unit.shapes[unit.zones == Zone.ROAD]).boundary for unit in land.values()
    ]

    shared = shapely.intersection(*edges)

    assert shapely.length(shared) == pytest.approx(9.0, abs=0.5)


@pytest.mark.parametrize("seed", [2, 9])
def test_faces_of_any_seed_tile_their_unit(seed: int) -> None:
    for slot in (Slot(2, 2), Slot(1, 3)):
        land = unit_land(seed, slot, 1)
        shapes = on_map(land.shapes, np.array([0, 0]))
        unit = shapely.Polygon(outline(seed, slot).ring)
        whole = on_map(np.array([unit], dtype=object), np.array([0, 0]))[0]
        assert shapely.is_valid(shapes).all()
        assert shapely.coverage_is_valid(shapes)
        assert shapely.coverage_union_all(shapes).equals(whole)
