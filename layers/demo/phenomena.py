"""Where the monitored phenomena of the demo lie: points, lines and areas drawn over its land."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.demo.plan_zones import Zoning
from layers.demo.scenery import (
    FOREST,
    WATER,
    Scenery,
    polygons,
)
from layers.demo.settlements import TOWN_STATUS


class Thing(NamedTuple):
    """An object: its shape, its name, its time horizon, its own width of a protection zone."""

    shape: BaseGeometry
    name: str
    horizon: str = "stav"
    width_m: float | None = None


class Country:
    """All municipalities of the demo that planning materials are made for."""

    def __init__(self, sceneries: list[Scenery], zonings: list[Zoning]) -> None:
        self.sceneries, self.zonings = sceneries, zonings
        self.outline = shapely.coverage_union_all([s.rows.outline for s in sceneries])
        self.random = np.random.default_rng([sceneries[0].seed, 43])

    def lines(
        self, way: str
    ) -> Iterator[tuple[Scenery, tuple[int, int], bool, shapely.LineString]]:
        for scenery in self.sceneries:
            for slot, level, line in scenery.lines(way):
                yield scenery, slot, level, line

    def near_centre(self, reach_m: float, count: int) -> Iterator[tuple[str, shapely.Point]]:
        """(unit, point of a house) near the middle of each village."""
        for scenery in self.sceneries:
            houses = [b.point for b in scenery.rows.buildings if b.point is not None]
            for unit in scenery.rows.units:
                near = [p for p in houses if p.distance(unit.point) < reach_m]
                for at in self.random.permutation(len(near))[:count].tolist():
                    yield unit.name, near[at]

    def parcels(
        self, kind: int, *, least_m2: float, count: int
    ) -> Iterator[tuple[str, shapely.Polygon]]:
        """(municipality, parcel): some large ones of a kind of land in each municipality."""
        for scenery in self.sceneries:
            large = scenery.shapes[
                (scenery.kinds == kind) & (shapely.area(scenery.shapes) > least_m2)
            ]
            for at in self.random.permutation(len(large))[:count].tolist():
                yield scenery.rows.name, large[at]

    @property
    def town(self) -> Scenery:
        return next(
            (s for s in self.sceneries if s.rows.status_code == TOWN_STATUS), self.sceneries[0]
        )


Maker = Callable[[Country], Iterator[Thing]]


def built_up(country: Country) -> Iterator[Thing]:
    for scenery in country.sceneries:
        for number, part in enumerate(scenery.built_up, start=1):
            yield Thing(part, f"{scenery.rows.name} {number}")


def zones_of(*indexes: str) -> Maker:
    """Zones of the plans with one of the indexes."""

    def make(country: Country) -> Iterator[Thing]:
        for found in country.zonings:
            for index, _, part in found.zones():
                if index in indexes and part.area > 400:
                    yield Thing(part, f"{found.scenery.rows.name} {index}")

    return make


def developable(country: Country) -> Iterator[Thing]:
    for found in country.zonings:
        for change in found.changes:
            if change.ident.startswith("Z"):
                for part in found.area_of(change):
                    yield Thing(part, f"{found.scenery.rows.name} {change.ident}", "navrh")


def cores(reach_m: float) -> Maker:
    """The old middle of each village."""

    def make(country: Country) -> Iterator[Thing]:
        for scenery in country.sceneries:
            for unit in scenery.rows.units:
                core = shapely.intersection(scenery.core, unit.point.buffer(reach_m))
                for part in polygons(core.simplify(1.0), least_m2=4_000)[:1]:
                    yield Thing(part, f"Jádro {unit.name}")

    return make


def town_core(country: Country) -> Iterator[Thing]:
    core = shapely.intersection(country.town.core, country.town.centres[0].buffer(260))
    yield from (
        Thing(part, f"{country.town.rows.name} – historické jádro")
        for part in polygons(core, least_m2=9_000)[:1]
    )


def houses(reach_m: float, count: int, what: str) -> Maker:
    """Points on houses near the middle of villages."""

    def make(country: Country) -> Iterator[Thing]:
        for unit, point in country.near_centre(reach_m, count):
            yield Thing(point, f"{what} {unit}")

    return make


def aside(what: str, east: float, north: float, *, share: float = 1.0) -> Maker:
    """A point somewhat off the middle of villages."""

    def make(country: Country) -> Iterator[Thing]:
        for scenery in country.sceneries:
            for unit in scenery.rows.units:
                if country.random.random() < share:
                    move = country.random.uniform(-60, 60, 2)
                    place = shapely.Point(
                        np.round([unit.point.x + east + move[0], unit.point.y + north + move[1]], 2)
                    )
                    if scenery.rows.outline.contains(place):
                        yield Thing(place, f"{what} {unit.name}")

    return make


def parcels(kind: int, least_m2: float, count: int, what: str, horizon: str = "stav") -> Maker:
    """Some large parcels of a kind of land."""

    def make(country: Country) -> Iterator[Thing]:
        for name, shape in country.parcels(kind, least_m2=least_m2, count=count):
            yield Thing(shape, f"{what} {name}", horizon)

    return make


def forests(country: Country) -> Iterator[Thing]:
    for scenery in country.sceneries:
        for part in polygons(scenery.area(FOREST), least_m2=3_000):
            yield Thing(part, f"Les {scenery.rows.name}")


def forest_edge(country: Country) -> Iterator[Thing]:
    """30 m about woods (Act 289/1995, § 14)."""
    woods = shapely.union_all([scenery.area(FOREST) for scenery in country.sceneries])
    around = shapely.difference(woods.buffer(30, quad_segs=4), woods)
    yield from (
        Thing(part, "Vzdálenost 30 m od okraje lesa")
        for part in polygons(shapely.intersection(around, country.outline), least_m2=50)
    )


def along(way: str, width_m: float, what: str, *, least_m: float = 0.0) -> Maker:
    """A band along ways or waters, joined over borders and cut at the region's edge."""

    def make(country: Country) -> Iterator[Thing]:
        found = [
            line.buffer(width_m, quad_segs=4)
            for _, _, _, line in country.lines(way)
            if line.length > least_m
        ]
        area = shapely.intersection(shapely.union_all(found), country.outline)
        yield from (
            Thing(part, f"{what} {number}")
            for number, part in enumerate(polygons(area, least_m2=500), start=1)
        )

    return make


def streams(country: Country) -> Iterator[Thing]:
    for scenery, _, _, line in country.lines("streams"):
        yield Thing(line, f"Potok {scenery.rows.name}")


def roads(rank: int) -> Maker:
    """Roads of the first, second and third class: by the courses that go through the region."""

    def make(country: Country) -> Iterator[Thing]:
        for _, slot, level, line in country.lines("roads"):
            own = 1 if level and slot[1] == 2 else 2 if not level and slot[0] in (0, 2) else 3
            if own == rank:
                number = {1: "I/35", 2: f"II/27{slot[0]}", 3: f"III/29{slot[0]}{slot[1]}"}[rank]
                yield Thing(line, number)

    return make


def local_roads(country: Country) -> Iterator[Thing]:
    for scenery in country.sceneries:
        for line in scenery.streets():
            yield Thing(line, f"Místní komunikace {scenery.rows.name}")


def cycle_routes(country: Country) -> Iterator[Thing]:
    for number, (_, _, _, line) in enumerate(country.lines("paths"), start=1):
        if number % 2:
            yield Thing(line, f"Cyklotrasa {3000 + number}", "stav" if number % 5 else "navrh")


def in_streets(offset_m: float, what: str) -> Maker:
    """A network that follows village streets on one side."""

    def make(country: Country) -> Iterator[Thing]:
        for scenery in country.sceneries:
            for line in scenery.streets():
                moved = line.simplify(1.0).offset_curve(offset_m)
                if not moved.is_empty and moved.geom_type == "LineString":
                    yield Thing(moved, f"{what} {scenery.rows.name}")

    return make


def between_villages(
    step: int, what: str, *, width_m: float | None = None, bend_m: float = 180.0
) -> Maker:
    """Lines from village to village, off the houses."""

    def make(country: Country) -> Iterator[Thing]:
        middles = [unit.point for scenery in country.sceneries for unit in scenery.rows.units]
        for start, end in zip(middles, middles[step:], strict=False):
            if start.distance(end) > 4_500:
                continue
            x, y = (start.x + end.x) / 2 + bend_m, (start.y + end.y) / 2 - bend_m
            points = [(start.x + bend_m, start.y + 90), (x, y), (end.x - bend_m, end.y - 90)]
            line = shapely.intersection(shapely.LineString(np.round(points, 2)), country.outline)
            for part in shapely.get_parts(line):
                if part.geom_type == "LineString":
                    yield Thing(part, what, "stav", width_m)

    return make


def regional_railway(country: Country) -> Iterator[Thing]:
    west, south, east, north = country.outline.bounds
    at = np.linspace(0, 1, 90)
    bend = south + (north - south) * (0.36 + 0.05 * np.sin(at * 7))
    track = shapely.LineString(np.round(np.column_stack([west + (east - west) * at, bend]), 2))
    for part in shapely.get_parts(shapely.intersection(track, country.outline)):
        if part.geom_type == "LineString":
            yield Thing(part, "Regionální dráha Ukázkov – Jasenůvka")


def half(what: str, share: float) -> Maker:
    """A great area that covers a part of the region in the east, along borders of units."""

    def make(country: Country) -> Iterator[Thing]:
        units = [unit for scenery in country.sceneries for unit in scenery.rows.units]
        units.sort(key=lambda unit: -unit.point.x)
        chosen = units[: max(int(len(units) * share), 1)]
        area = shapely.coverage_union_all([unit.outline for unit in chosen])
        yield from (Thing(part, what) for part in polygons(area, least_m2=1_000))

    return make


def circles(way: str, radius_m: float, every: int, what: str) -> Maker:
    """Round areas along ways."""

    def make(country: Country) -> Iterator[Thing]:
        for number, (scenery, _, _, line) in enumerate(country.lines(way)):
            if number % every == 0:
                area = line.interpolate(0.3, normalized=True).buffer(radius_m, quad_segs=12)
                yield Thing(
                    shapely.intersection(area, country.outline), f"{what} {scenery.rows.name}"
                )

    return make


def waters(use: int, what: str) -> Maker:
    def make(country: Country) -> Iterator[Thing]:
        for scenery in country.sceneries:
            for part in polygons(scenery.area(WATER, use), least_m2=300):
                yield Thing(part, f"{what} {scenery.rows.name}")

    return make


def nothing(_: Country) -> Iterator[Thing]:
    """Checked: does not occur."""
    return iter(())
