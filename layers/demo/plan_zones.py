"""Zones of a made plan: every parcel gets a use, and neighbours of one use become one zone."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.demo.scenery import (
    ARABLE,
    FOREST,
    GRASS,
    GREENERY,
    LOCAL_ROAD,
    OTHER,
    POND,
    ROAD,
    WATER,
    Scenery,
    Shapes,
    polygons,
)
from layers.demo.settlements import TOWN_STATUS

STATE, PROPOSAL = "1", "2"
_CENTRE_M, _CLUSTER_M = 260.0, 55.0
_MOST_M2 = 26_000.0


@dataclass
class Change:
    """A change area: its number in the plan, its zone's index, the parcels that make it."""

    ident: str
    index: str
    parcels: list[int]


@dataclass
class Zoning:
    """The index and stage of each parcel; parcels of corridors have no zone."""

    scenery: Scenery
    index: NDArray[np.str_]
    stage: NDArray[np.str_]
    changes: list[Change] = field(default_factory=list)
    corridor: list[int] = field(default_factory=list)

    def zones(self) -> Iterator[tuple[str, str, shapely.Polygon]]:
        """(index, stage, outline) of each zone."""
        free = np.ones(len(self.index), dtype=bool)
        free[self.corridor] = False
        for index in sorted(set(self.index.tolist())):
            for stage in (STATE, PROPOSAL):
                chosen = free & (self.index == index) & (self.stage == stage)
                if chosen.any():
                    area = shapely.coverage_union_all(self.scenery.shapes[chosen])
                    yield from ((index, stage, part) for part in polygons(area, least_m2=0))

    def area_of(self, change: Change) -> list[shapely.Polygon]:
        return polygons(shapely.coverage_union_all(self.scenery.shapes[change.parcels]))


def zoning(scenery: Scenery, random: np.random.Generator, *, changes: int) -> Zoning:
    """The zones of a plan with so many areas of change on the edge of villages."""
    count = len(scenery.shapes)
    found = Zoning(scenery, _present(scenery), np.full(count, STATE))
    _amenities(found, random)
    _corridor(found)
    _changes(found, random, changes)
    return found


def _present(scenery: Scenery) -> NDArray[np.str_]:
    kinds, uses, core = scenery.kinds, scenery.uses, scenery.in_core
    is_town = scenery.rows.status_code == TOWN_STATUS
    middles = shapely.centroid(scenery.shapes)
    seat = scenery.centres[0]
    central = shapely.distance(middles, seat) < _CENTRE_M
    other = np.full(len(kinds), "MU", dtype="<U2")
    other[kinds == ARABLE] = "AU"
    other[kinds == FOREST] = "LU"
    other[core] = "BI" if is_town else "BV"
    other[core & central] = "SC" if is_town else "SV"
    other[(kinds == OTHER) & (uses == GREENERY) & core] = "PU"
    other[(kinds == OTHER) & (uses == LOCAL_ROAD) & core] = "PU"
    other[(kinds == OTHER) & (uses == LOCAL_ROAD) & ~core] = "AU"
    other[(kinds == OTHER) & (uses == ROAD)] = "DS"
    other[kinds == WATER] = "WU"
    return other


def _amenities(found: Zoning, random: np.random.Generator) -> None:
    """A school or office, a playground, a workshop and a bit of greenery in each village."""
    scenery = found.scenery
    inner = np.flatnonzero(np.isin(found.index, ("BI", "BV", "SV", "SC")))
    for centre in scenery.centres:
        away = shapely.distance(shapely.centroid(scenery.shapes[inner]), centre)
        for index, near_m in (("OV", 120.0), ("ZU", 190.0), ("OS", 240.0), ("VL", 330.0)):
            ring = inner[np.abs(away - near_m) < 50]
            if len(ring) and random.random() < 0.85:
                found.index[_cluster(scenery.shapes, int(random.choice(ring)), inner)] = index


def _cluster(shapes: Shapes, seed: int, among: NDArray[np.int64]) -> NDArray[np.int64]:
    near = shapely.distance(shapely.centroid(shapes[among]), shapely.centroid(shapes[seed]))
    found: NDArray[np.int64] = among[near < _CLUSTER_M]
    return found


def _corridor(found: Zoning) -> None:
    """The roads that lead out of the seat to the north, to be widened: a corridor of their own."""
    scenery = found.scenery
    roads = np.flatnonzero((found.index == "DS") & ~scenery.in_core)
    if len(roads):
        middles = shapely.centroid(scenery.shapes[roads])
        start = int(np.argmax(shapely.get_y(middles)))
        found.corridor = roads[shapely.distance(middles, middles[start]) < 700].tolist()


def _changes(found: Zoning, random: np.random.Generator, count: int) -> None:
    scenery = found.scenery
    rim = shapely.union_all(scenery.built_up)
    shapely.prepare(rim)
    fields = np.flatnonzero(np.isin(scenery.kinds, (ARABLE, GRASS)) & ~scenery.in_core)
    fields = fields[shapely.area(scenery.shapes[fields]) < _MOST_M2]
    beside = fields[shapely.length(shapely.intersection(scenery.shapes[fields], rim)) > 18]
    chosen = random.permutation(beside)[:count]
    home = "BI" if scenery.rows.status_code == TOWN_STATUS else "BV"
    for number, parcel in enumerate(sorted(chosen.tolist()), start=1):
        index = "VL" if number % 5 == 0 else "OS" if number % 7 == 0 else home
        _change(found, f"Z.{number}", index, [parcel])
    inner = np.flatnonzero((found.index == "VL") & scenery.in_core & (found.stage == STATE))
    if len(inner):
        _change(found, "P.1", "SV", _cluster(scenery.shapes, int(inner[0]), inner).tolist())
    wet = np.flatnonzero((scenery.kinds == WATER) & (scenery.uses == POND))
    meadows = np.flatnonzero((found.index == "MU") & (found.stage == STATE))
    for number, pond in enumerate(wet[:2].tolist(), start=1):
        near = meadows[shapely.distance(scenery.shapes[meadows], scenery.shapes[pond]) < 40]
        if len(near):
            _change(found, f"K.{number}", "NU", near.tolist())


def _change(found: Zoning, ident: str, index: str, parcels: list[int]) -> None:
    free = [parcel for parcel in parcels if found.stage[parcel] == STATE]
    if free:
        found.index[free], found.stage[free] = index, PROPOSAL
        found.changes.append(Change(ident, index, free))
