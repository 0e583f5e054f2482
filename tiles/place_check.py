"""Truth of place of the maps: Mapnik and MapProxy put a point where pyproj does."""

from collections.abc import Iterator, Sequence

from mapproxy.srs import SRS

from layers import crs
from layers.place_check import Point, agreement
from layers.selfcheck import Finding, register
from tiles import srs


def by_mapproxy(points: Sequence[Point], srid: int) -> list[Point]:
    """MapProxy, as boxes of requests and tiles are moved."""
    srs.pin()
    moved = SRS(f"EPSG:{crs.WGS84}").transform_to(SRS(f"EPSG:{srid}"), list(points))
    return [(float(x), float(y)) for x, y in moved]


def by_mapnik(points: Sequence[Point], srid: int) -> list[Point]:
    """Mapnik, as geometries are drawn."""
    from tiles.mapnik_map import moved  # noqa: PLC0415  the server itself never loads Mapnik

    return [moved(point, crs.PROJ4[crs.WGS84], crs.PROJ4[srid]) for point in points]


@register
def engines() -> Iterator[Finding]:
    """Both against pyproj over the whole country."""
    yield from agreement("MapProxy", by_mapproxy)
    yield from agreement("Mapnik", by_mapnik)
