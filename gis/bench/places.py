"""Where to ask: places of parcels drawn by lot, the same in every run."""

from dataclasses import dataclass

from gis.bench.database import Database
from gis.bench.errors import BenchError
from layers.grids import Grid

_LOT = (
    "SELECT ST_X(p), ST_Y(p), ST_X(w), ST_Y(w), label, unit_name FROM ("
    " SELECT ST_PointOnSurface(r.geom) AS p,"
    "  ST_Transform(ST_PointOnSurface(r.geom), 4326) AS w, r.label, u.name AS unit_name"
    " FROM layers_parcel r TABLESAMPLE BERNOULLI (%(share)s) REPEATABLE (7)"
    " JOIN layers_cadastralunit u ON u.code = r.cadastral_unit_code AND upper_inf(u.recorded)"
    " WHERE upper_inf(r.recorded) AND r.geom IS NOT NULL) sampled"
)

_BY_LOT = (
    "SELECT code FROM layers_parcel TABLESAMPLE BERNOULLI (%(share)s) REPEATABLE (7)"
    " WHERE upper_inf(recorded) AND geom IS NOT NULL ORDER BY md5(code::text) LIMIT %(count)s"
)
_LARGEST = (
    "SELECT code FROM layers_parcel WHERE upper_inf(recorded) AND geom IS NOT NULL"
    " ORDER BY ST_Area(geom) DESC LIMIT %(count)s"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A parcel: a point on it (EPSG:5514, metres; and degrees), its number and unit."""

    east: float
    north: float
    longitude: float
    latitude: float
    label: str
    unit: str


def places(database: Database, parcels: int, count: int) -> list[Place]:
    """So many places, spread over all of the data."""
    share = min(100.0, 100 * 3 * count / max(parcels, 1))
    with database.cursor() as cursor:
        cursor.execute(_LOT, {"share": share})
        rows = cursor.fetchall()
    if len(rows) < min(count, 20):
        raise BenchError(f"V databázi je málo parcel pro {count} míst.")
    step = max(1, len(rows) // count)
    return [Place(*row) for row in rows[::step][:count]]


def codes(database: Database, parcels: int, count: int) -> list[int]:
    """So many parcels by code, spread over all of the data."""
    share = min(100.0, 100 * 3 * count / max(parcels, 1))
    return _codes(database, _BY_LOT, {"share": share, "count": count})


def largest(database: Database, count: int) -> list[int]:
    """The parcels with the most land, by code."""
    return _codes(database, _LARGEST, {"count": count})


def _codes(database: Database, statement: str, parameters: dict[str, float]) -> list[int]:
    with database.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [int(code) for (code,) in cursor.fetchall()]


def tile_at(grid: Grid, zoom: int, x: float, y: float) -> tuple[int, int, int]:
    """Level, column and row of the tile under a point in the grid's system."""
    span = grid.resolutions[zoom] * grid.tile_size_px
    west, north = grid.origin
    return zoom, int((x - west) // span), int((north - y) // span)


def blocks(grid: Grid, zoom: int, found: list[Place]) -> list[tuple[int, int, int]]:
    """One tile of each 4 × 4 block under the places (EPSG:5514), no block twice."""
    tiles = (tile_at(grid, zoom, place.east, place.north) for place in found)
    by_block = {(column // 4, row // 4): (z, column, row) for z, column, row in tiles}
    return list(by_block.values())


def degrees_box(place: Place, half_m: float) -> str:
    """A bbox of CRS84 around a place, in the form of OGC API."""
    high, wide = half_m / 111_200, half_m / 71_000  # a degree in metres at 50.5° N
    return (
        f"{place.longitude - wide:.6f},{place.latitude - high:.6f},"
        f"{place.longitude + wide:.6f},{place.latitude + high:.6f}"
    )
