"""The land of a municipality as planners see it: villages, ways, waters, woods, centre lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.demo.codes import Counter
from layers.demo.ground import TILE_M, Integers
from layers.demo.layout import Slot, outline
from layers.demo.municipality import municipality
from layers.demo.rows import MunicipalityRows
from layers.demo.settlements import SETTLEMENTS, plan_of
from layers.demo.surface import line_on_map
from layers.demo.tiles import Tile, tiles
from layers.demo.unit import unit_land
from layers.demo.ways import centre_lines

Shapes = NDArray[np.object_]

ARABLE, GARDEN, ORCHARD, GRASS, FOREST, WATER, BUILT_UP, OTHER = 2, 5, 6, 7, 10, 11, 13, 14
POND, STREAM, ROAD, LOCAL_ROAD, GREENERY = 6, 7, 16, 17, 19
"""Codes of the cadastre: kind of land, and its use."""
_CORE_M = 34.0
_CORE_KINDS = (GARDEN, ORCHARD, GRASS, BUILT_UP, OTHER)


@dataclass
class Scenery:
    """One municipality: its rows, and its parcels as arrays side by side."""

    rows: MunicipalityRows
    seed: int
    tile: Tile
    slots: tuple[Slot, ...]

    @cached_property
    def shapes(self) -> Shapes:
        return np.array([row.shape for row in self.rows.parcels], dtype=object)

    @cached_property
    def kinds(self) -> Integers:
        return np.array([row.land_kind for row in self.rows.parcels])

    @cached_property
    def uses(self) -> Integers:
        return np.array([row.land_use or 0 for row in self.rows.parcels])

    @cached_property
    def core(self) -> BaseGeometry:
        """The ground about houses, where one house is near the next."""
        built = self.shapes[self.kinds == BUILT_UP]
        return shapely.union_all(shapely.buffer(built, _CORE_M, quad_segs=2))

    @cached_property
    def in_core(self) -> NDArray[np.bool_]:
        """Which parcels belong to villages: gardens, yards, streets and squares about houses."""
        middles = shapely.point_on_surface(self.shapes)
        shapely.prepare(self.core)
        near = shapely.intersects(self.core, middles) & np.isin(self.kinds, _CORE_KINDS)
        found: NDArray[np.bool_] = near | np.isin(self.kinds, (BUILT_UP, GARDEN))
        return found

    @cached_property
    def built_up(self) -> list[shapely.Polygon]:
        """Built-up areas, whole parcels each."""
        return polygons(shapely.coverage_union_all(self.shapes[self.in_core]), least_m2=2_000)

    def area(self, kind: int, use: int | None = None) -> BaseGeometry:
        """All parcels of a kind of land, and use."""
        chosen = self.kinds == kind
        if use is not None:
            chosen &= self.uses == use
        return shapely.coverage_union_all(self.shapes[chosen])

    @cached_property
    def centres(self) -> list[shapely.Point]:
        """The middle of each village, that of the seat first."""
        return [unit.point for unit in self.rows.units]

    def lines(self, way: str) -> Iterator[tuple[Slot, bool, shapely.LineString]]:
        """Centre lines of `roads`, `paths` or `streams`: unit, whether it runs east and west."""
        for slot in self.slots:
            random = np.random.default_rng([self.seed, 11, slot.column, slot.row, 0])
            border = outline(self.seed, slot)
            ways = centre_lines(border, plan_of(slot).radius, random)
            for line in getattr(ways, way):
                start, *_, end = line.coords
                level = abs(end[0] - start[0]) > abs(end[1] - start[1])
                yield slot, level, line_on_map(line, self._origin_cm)

    def streets(self) -> Iterator[shapely.LineString]:
        """Centre lines of village streets."""
        for slot in self.slots:
            for line in unit_land(self.seed, slot, 0).streets:
                yield line_on_map(line, self._origin_cm)

    @property
    def _origin_cm(self) -> Integers:
        place = np.array([self.tile.x, self.tile.y], dtype=np.int64)
        return place * round(TILE_M * 100)


def sceneries(seed: int, count: int) -> list[Scenery]:
    """The first municipalities of the first tile, at most all of it."""
    tile, counter = next(tiles()), Counter()
    return [
        Scenery(municipality(seed, tile, number, counter), seed, tile, SETTLEMENTS[number].slots)
        for number in range(min(count, len(SETTLEMENTS)))
    ]


def polygons(area: BaseGeometry, *, least_m2: float = 1.0) -> list[shapely.Polygon]:
    """The polygons of an area in a fixed order, without specks."""
    parts = [p for p in shapely.get_parts(area) if p.geom_type == "Polygon" and p.area >= least_m2]
    return sorted(parts, key=lambda part: part.bounds)
