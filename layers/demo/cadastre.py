"""The parcels of one unit: numbers, kinds, registered areas, soil."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import shapely

from layers.demo.drawing import Zone
from layers.demo.ground import Floats, height
from layers.demo.houses import Land
from layers.demo.rows import ParcelRow, SoilPart
from layers.demo.surface import Shapes

BUILDING_PLOTS, LAND = 1, 2
"""The two number series: `st. 12` and `1234/5`."""

_ARABLE, _GARDEN, _ORCHARD, _GRASS, _FOREST, _WATER, _BUILT_UP, _OTHER = 2, 5, 6, 7, 10, 11, 13, 14
"""Druh pozemku; the uses below are ČÚZK's code list of způsob využití pozemku."""
_POND, _STREAM, _ROAD, _LOCAL_ROAD, _GREENERY, _HANDLING, _BARREN = 6, 7, 16, 17, 19, 23, 27
_KINDS: dict[int, tuple[int, int | None]] = {
    Zone.ROAD: (_OTHER, _ROAD),
    Zone.STREET: (_OTHER, _LOCAL_ROAD),
    Zone.PATH: (_OTHER, _LOCAL_ROAD),
    Zone.STREAM: (_WATER, _STREAM),
    Zone.POND: (_WATER, _POND),
    Zone.SQUARE: (_OTHER, _GREENERY),
    Zone.PLOT: (_GARDEN, None),
    Zone.MEADOW: (_GRASS, None),
    Zone.FIELD: (_ARABLE, None),
    Zone.FOREST: (_FOREST, None),
    Zone.GREEN: (_OTHER, _BARREN),
}
_SOILS = ((72_911, 72_941, 72_944), (75_011, 75_041, 74_710), (76_701, 76_811, 75_800))
"""BPEJ of climate region 7 by height: hilltop, slope, valley floor."""
_FIRST_DAY = date(1994, 1, 1)


class Numbering(NamedTuple):
    """How a unit is kept: its code, whether building plots have a series of their own, its map."""

    unit: int
    has_two_series: bool
    has_digital_map: bool
    first_parcel: int


def parcels(
    land: Land, shapes: Shapes, numbering: Numbering, random: np.random.Generator
) -> list[ParcelRow]:
    """One row for each face of the land, in the same order; `shapes` are its faces on the map."""
    middles = shapely.get_coordinates(shapely.point_on_surface(land.shapes))
    points = shapely.points(np.round(shapely.get_coordinates(shapely.point_on_surface(shapes)), 2))
    areas = shapely.area(shapes)
    blur = random.normal(0, 0.0001 if numbering.has_digital_map else 0.006, len(shapes))
    registered = np.maximum(np.rint(areas * (1 + blur)), 1).astype(int)
    numbers = _numbers(land, middles, numbering, random)
    days = random.integers(0, 11_800, len(shapes))
    rise = height(middles)
    lots = random.random((len(shapes), 2))
    rows = []
    for n, (series, number, subdivision) in enumerate(numbers):
        kind, use = _kind(int(land.zones[n]), bool(land.built[n]), float(areas[n]), lots[n, 0])
        rows.append(
            ParcelRow(
                numbering.first_parcel + n,
                number,
                subdivision,
                int(registered[n]),
                use,
                series,
                kind,
                numbering.unit,
                _FIRST_DAY + timedelta(int(days[n])),
                _soil(kind, int(registered[n]), float(rise[n]), lots[n, 1]),
                shapes[n],
                points[n],
            )
        )
    return rows


_GARDENS = ((0.05, (_ORCHARD, None)), (0.15, (_GRASS, None)), (0.2, (_OTHER, _HANDLING)))
"""What a plot without a building is, when not a garden: share up to, kind and use."""


def _kind(zone: int, built: bool, area_m2: float, lot: float) -> tuple[int, int | None]:
    """Kind and use; `lot` is between 0 and 1."""
    if built:
        return _BUILT_UP, None
    if zone == Zone.PLOT and area_m2 < 60:
        return _OTHER, _GREENERY
    if zone == Zone.PLOT:
        return next((what for limit, what in _GARDENS if lot < limit), _KINDS[zone])
    if zone == Zone.FIELD and lot < 0.04:
        return _GRASS, None
    return _KINDS[zone]


def _soil(kind: int, area_m2: int, rise: float, lot: float) -> tuple[SoilPart, ...]:
    """Farm land is rated by soil units; a fifth of the parcels lie across two of them."""
    if kind not in (_ARABLE, _GARDEN, _ORCHARD, _GRASS):
        return ()
    codes = _SOILS[0 if rise > 0.3 else 1 if rise > -0.25 else 2]
    code = codes[int(abs(rise) * 17) % len(codes)]
    if lot > 0.2 or area_m2 < 400:
        return (SoilPart(area_m2, code),)
    first = int(area_m2 * (0.3 + 2 * lot))
    other = codes[(codes.index(code) + 1) % len(codes)]
    return (SoilPart(first, code), SoilPart(area_m2 - first, other))


def _numbers(
    land: Land, middles: Floats, numbering: Numbering, random: np.random.Generator
) -> list[tuple[int, int, int | None]]:
    """(series, number, subdivision) of each face: village first, then land by land, then ways."""
    away = middles - middles[land.built].mean(axis=0) if land.built.any() else middles
    sector = np.floor((np.arctan2(*away.T) + np.pi) * 8 / np.pi)
    distance = np.hypot(*away.T)
    zones = land.zones
    place = np.select([zones == Zone.PLOT, zones <= Zone.STREAM], [0, 2], 1)
    plots = land.built & numbering.has_two_series
    order = np.lexsort((distance, sector, place, ~plots))
    cut = int(plots.sum())
    numbers: list[tuple[int, int, int | None]] = [(0, 0, None)] * len(order)
    for face, (number, subdivision) in zip(order[:cut], _run(0.15, random), strict=False):
        numbers[face] = (BUILDING_PLOTS, number, subdivision)
    for face, (number, subdivision) in zip(order[cut:], _run(0.3, random), strict=False):
        numbers[face] = (LAND, number, subdivision)
    return numbers


def _run(divided_share: float, random: np.random.Generator) -> Iterator[tuple[int, int | None]]:
    """Parcel numbers in turn, some of them with subdivisions, without end."""
    number = 0
    while True:
        number += 1
        if random.random() >= divided_share / 3:
            yield number, None
            continue
        for subdivision in range(1, int(random.integers(2, 7)) + 1):
            yield number, subdivision
