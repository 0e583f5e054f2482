"""The coordinate systems of the product and the one transformation between them.

Every engine takes its definition from here. S-JTSK is tied to ETRS89/WGS 84 by EPSG:5239
(position vector, `TOWGS84`); where a PROJ pipeline can be used and the national grid of ČÚZK is
installed, by that grid (mean error 0.008 m against 0.17 m).
"""

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from pyproj.enums import TransformDirection
from pyproj.exceptions import ProjError

from layers.errors import BadCoordinates

KROVAK = 5514
"""S-JTSK / Krovak East North, metres, east and north negative: the system of all stored data."""
KROVAK_SOUTH_WEST = 5513
WEB_MERCATOR = 3857
WGS84 = 4326
ETRS89 = 4258
ETRS89_UTM33_NE = 3045
ETRS89_UTM33 = 25833

SUPPORTED = (
    KROVAK,
    KROVAK_SOUTH_WEST,
    WEB_MERCATOR,
    WGS84,
    ETRS89,
    ETRS89_UTM33_NE,
    ETRS89_UTM33,
)
"""The only SRIDs that a user may name."""

LATITUDE_FIRST = frozenset({WGS84, ETRS89, ETRS89_UTM33_NE})
"""Systems whose first axis is north: WMS 1.3.0 and OGC API `crs` swap them.

EPSG:5513 has the axes X south, Y west: its x is the westing Y, its y the southing X, and
`axes_swapped` counts it in.
"""

TOWGS84 = (572.213, 85.334, 461.94, 4.9732, 1.529, 5.2484, 3.5378)
"""EPSG:5239, position vector convention, metres, arc seconds, ppm."""
_KROVAK_PARAMETERS = (
    "+proj=krovak +lat_0=49.5 +lon_0=24.8333333333333 +alpha=30.2881397527778 "
    "+k=0.9999 +x_0=0 +y_0=0 +ellps=bessel +units=m +no_defs"
)
PROJ4 = {
    KROVAK: f"{_KROVAK_PARAMETERS} +towgs84={','.join(map(str, TOWGS84))}",
    KROVAK_SOUTH_WEST: f"{_KROVAK_PARAMETERS} +axis=wsu +towgs84={','.join(map(str, TOWGS84))}",
    WEB_MERCATOR: "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 "
    "+units=m +nadgrids=@null +wktext +no_defs",
    WGS84: "+proj=longlat +ellps=WGS84 +towgs84=0,0,0,0,0,0,0 +no_defs",
    ETRS89: "+proj=longlat +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +no_defs",
    ETRS89_UTM33_NE: "+proj=utm +zone=33 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs",
    ETRS89_UTM33: "+proj=utm +zone=33 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs",
}
"""The definition of each system, x east and y north, as PostGIS, Mapnik and proj4js take it."""

COUNTRY_5514 = (-905_000.0, -1_230_000.0, -430_000.0, -935_000.0)
"""Where coordinates in EPSG:5514 may lie: E min, N min, E max, N max in metres (Czech Republic)."""
COUNTRY_4326 = (12.0, 48.5, 18.9, 51.1)

GRID_FILE = "cz_cuzk_table_-y-x_3_v1710.tif"
_GRID_PIPELINE = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 "
    "+step +proj=cart +ellps=GRS80 +step +inv +proj=helmert +x=572.213 +y=85.334 +z=461.94 "
    "+rx=-4.9732 +ry=-1.529 +rz=-5.2484 +s=3.5378 +convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=bessel +step +proj=pop +v_3 +step +proj=mod_krovak +lat_0=49.5 "
    "+lon_0=24.8333333333333 +alpha=30.2881397222222 +k=0.9999 +x_0=5000000 +y_0=5000000 "
    "+ellps=bessel +step +inv +proj=gridshift +grids={grid}"
)
"""ČÚZK's table v1710, longitude and latitude in degrees (ETRS89) to EPSG:5514."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How exact coordinates between S-JTSK and ETRS89 are, and by what."""

    method: str
    mean_m: float
    worst_m: float


BY_GRID = Accuracy("ČÚZK table v1710", 0.008, 0.02)
BY_PARAMETERS = Accuracy("EPSG:5239", 0.17, 0.30)


def accuracy() -> Accuracy:
    """What applies to coordinates typed, shown and exported; maps always go by EPSG:5239."""
    return BY_GRID if _grid_transformer() else BY_PARAMETERS


def transform(
    x: float, y: float, *, source: int, target: int, by_grid: bool = True
) -> tuple[float, float]:
    """One point, x east and y north in both systems (EPSG:5513: Y west, X south, both positive).

    With `by_grid` the national grid is used between S-JTSK and the others when it is installed.
    Raises `BadCoordinates` for a system outside `SUPPORTED`, for values that are not finite, and
    for points that have no image.
    """
    for srid in (source, target):
        if srid not in SUPPORTED:
            raise BadCoordinates(f"Souřadnicový systém EPSG:{srid} není podporován.")
    if not (math.isfinite(x) and math.isfinite(y)):
        raise BadCoordinates("Souřadnice musí být konečná čísla.")
    if source == target:
        return x, y
    if source == KROVAK_SOUTH_WEST:
        return transform(-x, -y, source=KROVAK, target=target, by_grid=by_grid)
    if target == KROVAK_SOUTH_WEST:
        east, north = transform(x, y, source=source, target=KROVAK, by_grid=by_grid)
        return -east, -north
    moved = _transform(x, y, source, target, by_grid)
    if not all(map(math.isfinite, moved)):
        raise BadCoordinates(f"Bod {x} {y} nelze převést z EPSG:{source} do EPSG:{target}.")
    return moved


def transform_many(
    coordinates: NDArray[np.float64], *, source: int, target: int
) -> NDArray[np.float64]:
    """`transform` of an array of shape (n, 2); beyond the edge of the grid by EPSG:5239.

    Points that have no image become infinite instead of raising, so that one does not spoil the
    rest. Raises `BadCoordinates` for a system outside `SUPPORTED`.
    """
    for srid in (source, target):
        if srid not in SUPPORTED:
            raise BadCoordinates(f"Souřadnicový systém EPSG:{srid} není podporován.")
    if source == target:
        return coordinates
    if source == KROVAK_SOUTH_WEST:
        return transform_many(-coordinates, source=KROVAK, target=target)
    if target == KROVAK_SOUTH_WEST:
        return -transform_many(coordinates, source=source, target=KROVAK)
    by_parameters = _apply(parametric(source, target), coordinates)
    grid = _grid_transformer() if KROVAK in (source, target) else None
    if grid is None:
        return by_parameters
    if source == KROVAK:
        moved = _apply(grid, coordinates, direction=TransformDirection.INVERSE)
        moved = _apply(parametric(WGS84, target), moved) if target != WGS84 else moved
    else:
        degrees = _apply(parametric(source, WGS84), coordinates) if source != WGS84 else coordinates
        moved = _apply(grid, degrees)
    within = np.all(np.isfinite(moved), axis=1, keepdims=True)
    return np.where(within, moved, by_parameters)


def _apply(
    transformer: Transformer,
    coordinates: NDArray[np.float64],
    direction: TransformDirection = TransformDirection.FORWARD,
) -> NDArray[np.float64]:
    x, y = transformer.transform(coordinates[:, 0], coordinates[:, 1], direction=direction)
    return np.column_stack([x, y])


def _transform(x: float, y: float, source: int, target: int, by_grid: bool) -> tuple[float, float]:
    grid = _grid_transformer() if by_grid and KROVAK in (source, target) else None
    if grid and source == KROVAK:
        x, y = grid.transform(x, y, direction="INVERSE")
        source = WGS84
    elif grid:
        x, y = parametric(source, WGS84).transform(x, y)
        return _pair(grid.transform(x, y))
    return _pair(parametric(source, target).transform(x, y)) if source != target else (x, y)


def _pair(values: Sequence[float]) -> tuple[float, float]:
    return float(values[0]), float(values[1])


@cache
def parametric(source: int, target: int) -> Transformer:
    """The transformation by EPSG:5239, the same as PostGIS and Mapnik do; x east, y north."""
    return Transformer.from_crs(PROJ4[source], PROJ4[target], always_xy=True)


@cache
def _grid_transformer() -> Transformer | None:
    try:
        return Transformer.from_pipeline(_GRID_PIPELINE.format(grid=_grid()))
    except ProjError:
        return None


def _grid() -> str:
    """The grid's path; its bare name where only PROJ itself may know of it."""
    folders = [
        folder
        for name in ("GIS_GRID_FOLDER", "PROJ_DATA", "PROJ_LIB")
        for folder in os.environ.get(name, "").split(os.pathsep)
        if folder
    ]
    paths = (Path(folder) / GRID_FILE for folder in (*folders, "/usr/share/proj"))
    return next((str(path) for path in paths if path.is_file()), GRID_FILE)


def axes_swapped(srid: int) -> bool:
    """Whether the official axis order of the system is not x, y (WMS 1.3.0, OGC API)."""
    return srid in LATITUDE_FIRST or srid == KROVAK_SOUTH_WEST
