"""Truth of place: control points, and that all engines put a point at the same place."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from django.db import connections
from pyproj import CRS
from rasterio.warp import transform as warp

from layers import crs
from layers.selfcheck import Finding, register

Point = tuple[float, float]
Engine = Callable[[Sequence[Point], int], list[Point]]
"""Moves points from WGS 84 (longitude, latitude, degrees) to the system of the SRID."""

CONTROL_POINTS = (
    ((14.0, 50.0), (774_041.354, 1_048_448.752)),
    ((15.0, 50.0), (703_011.898, 1_058_147.296)),
    ((15.0, 50.5), (695_856.537, 1_002_995.859)),
)
"""ETRS89 longitude, latitude and S-JTSK Y, X (EPSG:5513) by ČÚZK with table v1710, ± 2 mm."""

GRID_TOLERANCE_M = 0.02
ENGINE_TOLERANCE_M = 0.01
_METRES = (crs.KROVAK, crs.WEB_MERCATOR, crs.ETRS89_UTM33)


def country_points(step_m: float = 25_000) -> list[Point]:
    """Points over the whole country, longitude and latitude in degrees, a step apart."""
    west, south, east, north = crs.COUNTRY_5514
    return [
        crs.transform(x, y, source=crs.KROVAK, target=crs.WGS84, by_grid=False)
        for x, y in product(_steps(west, east, step_m), _steps(south, north, step_m))
    ]


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + step * index for index in range(int((end - start) / step) + 1)]


@register
def control_points() -> Iterator[Finding]:
    """Coordinates typed and shown, against the national control points."""
    accuracy = crs.accuracy()
    tolerance = GRID_TOLERANCE_M if accuracy is crs.BY_GRID else accuracy.worst_m
    worst = max(
        math.dist(crs.transform(*degrees, source=crs.WGS84, target=crs.KROVAK_SOUTH_WEST), place)
        for degrees, place in CONTROL_POINTS
    )
    yield Finding(
        "kontrolní body ČÚZK",
        worst <= tolerance,
        f"největší odchylka {worst:.3f} m, dovoleno {tolerance} m, metoda {accuracy.method}",
        "Ověřte layers/crs.py a verzi PROJ.",
    )
    if accuracy is not crs.BY_GRID:
        yield Finding(
            "převodní tabulka ČÚZK",
            True,
            f"{crs.GRID_FILE} není k dispozici, souřadnice mají přesnost {accuracy.mean_m} m",
            "Složku s tabulkou udává nastavení GIS_GRID_FOLDER.",
        )


def by_postgis(points: Sequence[Point], srid: int) -> list[Point]:
    """PostGIS with the role that answers queries."""
    with connections["reader"].cursor() as cursor:
        cursor.execute(
            "SELECT ST_X(g), ST_Y(g) FROM unnest(%s::float8[], %s::float8[])"
            " WITH ORDINALITY AS p(x, y, n),"
            " LATERAL ST_Transform(ST_SetSRID(ST_MakePoint(x, y), 4326), %s::int) g ORDER BY n",
            [[x for x, _ in points], [y for _, y in points], srid],
        )
        return [(float(x), float(y)) for x, y in cursor.fetchall()]


def by_rasterio(points: Sequence[Point], srid: int) -> list[Point]:
    """GDAL's warper, as rasters are moved."""
    xs, ys = warp(
        CRS(crs.PROJ4[crs.WGS84]).to_wkt(),
        CRS(crs.PROJ4[srid]).to_wkt(),
        [x for x, _ in points],
        [y for _, y in points],
    )
    return list(zip(xs, ys, strict=True))


def agreement(name: str, engine: Engine) -> Iterator[Finding]:
    """How far an engine is from pyproj over the whole country, without the grid."""
    points = country_points()
    for srid in _METRES:
        expected = [crs.parametric(crs.WGS84, srid).transform(x, y) for x, y in points]
        worst = max(map(math.dist, engine(points, srid), expected))
        yield Finding(
            f"{name}, EPSG:{srid}",
            worst <= ENGINE_TOLERANCE_M,
            f"{len(points)} bodů po celé zemi, největší odchylka od pyproj {worst:.4f} m",
            "Definice jsou v layers/crs.py; do PostGIS je zapíše ./dmvs manage migrate.",
        )


@register
def engines() -> Iterator[Finding]:
    """PostGIS and rasterio against pyproj."""
    yield from agreement("PostGIS", by_postgis)
    yield from agreement("rasterio", by_rasterio)
