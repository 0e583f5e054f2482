"""Own drawings: GeoJSON of a stranger, checked, as shapes in EPSG:5514 with their looks."""

import json
import re
from dataclasses import dataclass
from typing import Any

import shapely

from layers.crs import COUNTRY_5514, KROVAK, transform_many
from layers.print.errors import RefusedPrint
from layers.print.text import line

MAX_FEATURES = 500
MAX_VERTICES = 20_000
MAX_LABEL = 200
_KINDS = ("LineString", "MultiLineString", "MultiPoint", "MultiPolygon", "Point", "Polygon")
_COLOR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE | re.ASCII)
_DEFAULT_COLOR, _DEFAULT_WIDTH_MM = "#b5121b", 0.6
_WIDTHS_MM = (0.1, 5.0)
_NOT_GEOJSON = (ValueError, TypeError, RecursionError, shapely.errors.GEOSException)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A shape in EPSG:5514; `fill` is how opaque its areas are."""

    shape: shapely.Geometry
    label: str
    color: str
    width_mm: float
    fill: float


def drawings(document: dict[str, Any], *, srid: int) -> tuple[Drawing, ...]:
    """Those of a FeatureCollection, x east and y north; raises `RefusedPrint`.

    `label`, `color` (#rrggbb), `width_mm` and `fill` (0 to 1) are read of their properties. A
    `crs` inside is refused: it may name a file or an address.
    """
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise _wrong("musí být FeatureCollection", "must be a FeatureCollection")
    if len(features) > MAX_FEATURES:
        raise _wrong(f"nejvýše {MAX_FEATURES} prvků", f"{MAX_FEATURES} features at most")
    if "crs" in document or any(isinstance(each, dict) and "crs" in each for each in features):
        raise _wrong("člen crs není dovolen", "the member crs is not allowed")
    found = tuple(_drawing(each, srid) for each in features)
    if sum(shapely.get_num_coordinates(each.shape) for each in found) > MAX_VERTICES:
        raise _wrong(f"nejvýše {MAX_VERTICES} vrcholů", f"{MAX_VERTICES} vertices at most")
    return found


def _drawing(feature: Any, srid: int) -> Drawing:
    told = feature.get("properties") or {} if isinstance(feature, dict) else None
    if not isinstance(told, dict):
        raise _wrong("prvek není objekt s vlastnostmi", "a feature is no object with properties")
    color, width = told.get("color", _DEFAULT_COLOR), told.get("width_mm", _DEFAULT_WIDTH_MM)
    fill = told.get("fill", 0.15)
    if not isinstance(color, str) or not _COLOR.fullmatch(color):
        raise _wrong("color musí být #rrggbb", "color must be #rrggbb")
    if not _is_between(width, *_WIDTHS_MM) or not _is_between(fill, 0, 1):
        raise _wrong(
            "width_mm je 0,1 až 5 a fill 0 až 1", "width_mm is 0.1 to 5 and fill is 0 to 1"
        )
    label = told.get("label") or ""
    if not isinstance(label, str):
        raise _wrong("label musí být text", "label must be a text")
    shape = _shape(feature.get("geometry"), srid)
    return Drawing(shape, line(label, "drawings", MAX_LABEL), color, float(width), float(fill))


def _is_between(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _shape(geometry: Any, srid: int) -> shapely.Geometry:
    if not isinstance(geometry, dict) or geometry.get("type") not in _KINDS or "crs" in geometry:
        raise _wrong(
            f"geometrie musí být {', '.join(_KINDS)}",
            f"a geometry must be {', '.join(_KINDS)}",
        )
    plain = {"type": geometry["type"], "coordinates": geometry.get("coordinates")}
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(plain, allow_nan=False)))
    except _NOT_GEOJSON as exc:
        raise _wrong("geometrie není platný GeoJSON", "a geometry is no valid GeoJSON") from exc
    if shapely.get_num_coordinates(shape) > MAX_VERTICES:
        raise _wrong(f"nejvýše {MAX_VERTICES} vrcholů", f"{MAX_VERTICES} vertices at most")
    moved = shapely.transform(
        shape, lambda pairs: transform_many(pairs, source=srid, target=KROVAK)
    )
    west, south, east, north = COUNTRY_5514
    places = shapely.get_coordinates(moved)
    if not len(places) or not (
        ((places >= (west, south)) & (places <= (east, north))).all()  # a NaN is in no country
    ):
        raise _wrong("kresba leží mimo Českou republiku", "a drawing lies outside the country")
    return moved


def _wrong(cs: str, en: str) -> RefusedPrint:
    return RefusedPrint("drawings", f"Vlastní kresba: {cs}.", f"Own drawings: {en}.")
