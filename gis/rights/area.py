"""An area of one's own, read from GeoJSON that someone has uploaded."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from shapely.geometry import shape

from layers.crs import COUNTRY_5514, KROVAK, KROVAK_SOUTH_WEST, WGS84, transform_many
from layers.errors import LayersError

MAX_BYTES = 1_000_000
MAX_POINTS = 20_000
_SYSTEMS = {
    "urn:ogc:def:crs:OGC:1.3:CRS84": WGS84,
    "urn:ogc:def:crs:EPSG::4326": WGS84,
    **{
        name.format(srid): srid
        for srid in (KROVAK, KROVAK_SOUTH_WEST)
        for name in ("urn:ogc:def:crs:EPSG::{}", "EPSG:{}")
    },
}
"""What the former member `crs` may name; a link is never followed."""


class BadArea(LayersError):
    """What was uploaded is no area on the ground of the country."""


def parse_area(content: bytes) -> MultiPolygon:
    """The area in EPSG:5514; without `crs` it is in degrees, by RFC 7946. Raises `BadArea`."""
    document = _document(content)
    areas = list(_areas(document))
    if not areas:
        raise BadArea("V souboru není žádná plocha (Polygon nebo MultiPolygon).")
    whole = shapely.transform(
        shapely.union_all(areas),
        lambda points: transform_many(points, source=_system(document), target=KROVAK),
    )
    if not shapely.box(*COUNTRY_5514).contains(whole):
        raise BadArea("Plocha neleží celá v Česku; zkontrolujte souřadnicový systém.")
    found = GEOSGeometry(memoryview(shapely.to_wkb(whole)), srid=KROVAK)
    return found if isinstance(found, MultiPolygon) else MultiPolygon(found, srid=KROVAK)


def _document(content: bytes) -> dict[str, Any]:
    if len(content) > MAX_BYTES:
        raise BadArea(f"Soubor smí mít nejvýše {MAX_BYTES // 1_000_000} MB.")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as exc:
        raise BadArea("Soubor není platný GeoJSON.") from exc
    if not isinstance(document, dict):
        raise BadArea("Soubor není platný GeoJSON.")
    return document


def _system(document: dict[str, Any]) -> int:
    if document.get("crs") is None:
        return WGS84
    try:
        return _SYSTEMS[document["crs"]["properties"]["name"]]
    except (TypeError, KeyError) as exc:
        raise BadArea("Souřadnicový systém smí být jen WGS 84 nebo S-JTSK (EPSG:5514).") from exc


def _areas(document: Any) -> Iterator[shapely.Geometry]:
    """The areas of a geometry, a feature or a collection of features; nothing deeper."""
    if not isinstance(document, dict):
        raise BadArea("Soubor není platný GeoJSON.")
    match document.get("type"):
        case "FeatureCollection" if isinstance(document.get("features"), list):
            for each in document["features"]:
                yield _area(each.get("geometry") if isinstance(each, dict) else None)
        case "Feature":
            yield _area(document.get("geometry"))
        case _:
            yield _area(document)


def _area(geometry: Any) -> shapely.Geometry:
    try:
        if geometry["type"] not in {"Polygon", "MultiPolygon"}:
            raise BadArea("Území musí být plocha (Polygon nebo MultiPolygon).")
        with np.errstate(invalid="ignore"):  # what is not finite is told below
            found = shapely.force_2d(shape(geometry))
    except (
        TypeError,
        KeyError,
        ValueError,
        IndexError,
        AttributeError,
        shapely.GEOSException,
    ) as exc:
        raise BadArea("Souřadnice plochy nelze přečíst.") from exc
    points = shapely.get_coordinates(found)
    if not len(points) or len(points) > MAX_POINTS:
        raise BadArea(f"Plocha smí mít nejvýše {MAX_POINTS} bodů, a nesmí být prázdná.")
    if not np.isfinite(points).all():
        raise BadArea("Souřadnice plochy musí být konečná čísla.")
    if not found.is_valid:
        raise BadArea(f"Plocha není platná: {shapely.is_valid_reason(found)}.")
    return found
