"""The drawing of one unit: lines to be noded, zones that say what a face is, marks for houses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.demo.ground import Floats


class Zone(IntEnum):
    """What lies where; of zones that overlap the one with the lower number counts."""

    ROAD = 1
    STREET = 2
    PATH = 3
    STREAM = 4
    POND = 5
    SQUARE = 6
    PLOT = 7
    MEADOW = 8
    FIELD = 9
    FOREST = 10
    GREEN = 11

    @property
    def is_way(self) -> bool:
        return self <= Zone.STREAM


class HouseMark(NamedTuple):
    """A place for a house: where, which way it faces (radians), in which street and how far."""

    x: float
    y: float
    angle: float
    street: int
    side: int
    chainage: float
    has_yard: bool


class Street(NamedTuple):
    """A street's centre line, its width, how deep its plots are; `through` goes on as a road."""

    line: shapely.LineString
    width: float
    depth: float
    through: bool


@dataclass
class Drawing:
    """Everything drawn inside one unit so far, in metres of the layout."""

    unit: shapely.Polygon
    lines: list[BaseGeometry] = field(default_factory=list)
    zones: list[tuple[Zone, shapely.Polygon]] = field(default_factory=list)
    marks: list[HouseMark] = field(default_factory=list)
    streets: list[Street] = field(default_factory=list)

    def add_zone(self, zone: Zone, area: BaseGeometry) -> None:
        """An area and its outline."""
        for part in polygons(area):
            self.zones.append((zone, part))
            self.lines.append(part.boundary)

    def zone_area(self, *zones: Zone) -> BaseGeometry:
        return shapely.union_all([area for zone, area in self.zones if zone in zones])


def polygons(area: BaseGeometry, *, least_m2: float = 1.0) -> list[shapely.Polygon]:
    """The polygons that a geometry consists of, without specks."""
    return [
        part
        for part in shapely.get_parts(area)
        if part.geom_type == "Polygon" and part.area >= least_m2
    ]


def lines(geometry: BaseGeometry) -> Iterable[shapely.LineString]:
    return (p for p in shapely.get_parts(geometry) if p.geom_type == "LineString")


def bezier(points: Floats, count: int) -> Floats:
    """A cubic Bézier curve through four control points, sampled at `count` points."""
    at = np.linspace(0, 1, count)[:, None]
    shares = np.hstack([(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3])
    curve: Floats = shares @ points
    return curve


def direction(angle: float) -> Floats:
    return np.array([np.cos(angle), np.sin(angle)])
