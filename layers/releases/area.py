"""The area of a release: from codes or a drawn polygon to a geometry in EPSG:5514."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import connections
from psycopg2.sql import SQL, Identifier

from layers.crs import COUNTRY_5514, KROVAK, SUPPORTED, transform_many
from layers.models.release import ReleaseTerms
from layers.releases.errors import RefusedRelease
from layers.territory import Territory

MAX_PARCELS = 500
MAX_VERTICES = 10_000
_MAX_DEPTH = 8
_HUGE = 1e8
_NOT_GEOJSON = (ValueError, LookupError, RecursionError, TypeError, shapely.GEOSException)
_VIEWS = {
    ReleaseTerms.AreaKind.MUNICIPALITY: "admin_municipality",
    ReleaseTerms.AreaKind.ORP: "admin_orp",
    ReleaseTerms.AreaKind.PARCELS: "cadastre_parcel",
}
_OUTLINES = SQL("SELECT fid, ST_AsBinary(geom) FROM {} WHERE fid = ANY(%s)")


def area_of(terms: ReleaseTerms) -> Territory | None:
    """The area as it is now, None for the whole region; raises `RefusedRelease`."""
    if terms.area_kind == ReleaseTerms.AreaKind.REGION:
        return None
    if terms.area_kind == ReleaseTerms.AreaKind.POLYGON:
        if terms.drawn is None:
            raise RefusedRelease("Nakreslete nebo nahrajte polygon území.", parameter="area")
        return Territory.of(shapely.from_wkb(bytes(terms.drawn.wkb)))
    return Territory.of(_of_codes(terms), _municipalities(terms))


def signature_of(terms: ReleaseTerms) -> str:
    """The same for terms of the same area."""
    drawn = bytes(terms.drawn.wkb).hex() if terms.drawn else ""
    made_of = json.dumps([terms.area_kind, sorted(terms.area_codes), drawn])
    return hashlib.sha256(made_of.encode()).hexdigest()


def polygon_from_geojson(text: str, *, srid: int) -> GEOSGeometry:
    """The polygons of a GeoJSON document in the system, as one area; raises `RefusedRelease`.

    A `crs` inside is not looked at: it may name a file or an address.
    """
    if srid not in SUPPORTED:
        raise RefusedRelease(f"EPSG:{srid} není podporován.", parameter="area")
    try:
        shapes = [shapely.from_geojson(json.dumps(part)) for part in _geometries(json.loads(text))]
    except _NOT_GEOJSON as exc:
        raise RefusedRelease("Polygon není platný GeoJSON.", parameter="area") from exc
    shapes = [shape for shape in shapes if shape.geom_type in {"Polygon", "MultiPolygon"}]
    if sum(shapely.get_num_coordinates(shape) for shape in shapes) > MAX_VERTICES:
        raise RefusedRelease(f"Polygon smí mít nejvýše {MAX_VERTICES} vrcholů.", parameter="area")
    return _checked(shapes, srid)


def _checked(shapes: Sequence[shapely.Geometry], srid: int) -> GEOSGeometry:
    moved = [
        shapely.transform(shape, lambda pairs: transform_many(pairs, source=srid, target=KROVAK))
        for shape in shapes
    ]
    finite = all(all(abs(value) < _HUGE for value in shape.bounds) for shape in moved)
    valid = shapely.union_all([shapely.make_valid(shape) for shape in moved]) if finite else None
    if valid is None or not valid.area or not shapely.box(*COUNTRY_5514).covers(valid):
        raise RefusedRelease(
            "Polygon je prázdný nebo leží mimo Českou republiku.", parameter="area"
        )
    return GEOSGeometry(memoryview(shapely.to_wkb(valid)), srid=KROVAK)


def _geometries(document: Any, depth: int = 0) -> list[Any]:
    if depth > _MAX_DEPTH:
        raise ValueError("nested too deep")
    match document["type"]:
        case "FeatureCollection":
            return [each for part in document["features"] for each in _geometries(part, depth + 1)]
        case "Feature":
            return _geometries(document["geometry"], depth + 1)
        case "GeometryCollection":
            return [
                each for part in document["geometries"] for each in _geometries(part, depth + 1)
            ]
    return [{"type": document["type"], "coordinates": document["coordinates"]}]


def _of_codes(terms: ReleaseTerms) -> shapely.Geometry:
    codes = sorted(set(terms.area_codes))
    if not codes or len(codes) > MAX_PARCELS:
        raise RefusedRelease(f"Uveďte území: 1 až {MAX_PARCELS} kódů.", parameter="area_codes")
    view = _VIEWS[ReleaseTerms.AreaKind(terms.area_kind)]
    with connections["reader"].cursor() as cursor:
        cursor.execute(_OUTLINES.format(Identifier("served", view)), [codes])
        found = {fid: shape for fid, shape in cursor.fetchall() if shape is not None}
    if missing := [code for code in codes if code not in found]:
        raise RefusedRelease(
            f"Území s kódem {missing[0]} neexistuje nebo nemá hranici.", parameter="area_codes"
        )
    area = shapely.union_all([shapely.from_wkb(bytes(shape)) for shape in found.values()])
    if not area.area:
        raise RefusedRelease("Území nemá plochu.", parameter="area_codes")
    return area


def _municipalities(terms: ReleaseTerms) -> list[int]:
    """By which objects without a place are told."""
    if terms.area_kind == ReleaseTerms.AreaKind.MUNICIPALITY:
        return list(terms.area_codes)
    if terms.area_kind == ReleaseTerms.AreaKind.ORP:
        with connections["reader"].cursor() as cursor:
            cursor.execute(
                "SELECT code FROM served.admin_municipality WHERE orp_code = ANY(%s)",
                [terms.area_codes],
            )
            return [code for (code,) in cursor.fetchall()]
    return []
