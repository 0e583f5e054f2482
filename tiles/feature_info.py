"""GetFeatureInfo: what lies under a pixel, by the fields of the catalogue."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connections
from mapproxy.featureinfo import FeatureInfoDoc
from mapproxy.query import InfoQuery
from mapproxy.source import InfoSource
from psycopg2 import sql

from layers import crs, rows
from layers.access import layer_as
from layers.catalogue import Field, LayerDef
from layers.rasters.mosaic import HEIGHT_FIELD, height_at
from layers.rows import has_history
from tiles import asker
from tiles import feature_info_formats as formats
from tiles.found import Found

_TOLERANCE_PX = 5
_DEFAULT_COUNT = 10
_GEOJSON, _GML = "ST_AsGeoJSON({}, {}, 0)", "ST_AsGML(2, {}, {}, 0)"
_NO_SHAPE = sql.SQL("NULL")
_AT = sql.SQL(
    "SELECT r.fid::text, {shape}, {columns} FROM {source} WHERE {conditions}"
    "(ST_Intersects(r.geom, {point})"
    " OR (ST_Dimension(r.geom) < 2 AND ST_DWithin(r.geom, {point}, {tolerance})))"
    " AND r.geom && ST_Expand({point}, {tolerance})"
    " ORDER BY r.geom <-> {point}, r.fid LIMIT {limit}"
)


class FoundDocument(FeatureInfoDoc):  # type: ignore[misc]  # MapProxy is untyped
    """What MapProxy combines: all layers of a request become one document."""

    def __init__(
        self, found: Sequence[Found], info_type: str, srid: int = crs.WGS84, day: date | None = None
    ) -> None:
        self.found = tuple(found)
        self.info_type = info_type
        self.srid, self.day = srid, day

    @classmethod
    def combine(cls, docs: Sequence["FoundDocument"]) -> "FoundDocument":
        """Features of remote services have no place, and so no say about the system."""
        found = [one for doc in docs for one in doc.found]
        first = next((doc for doc in docs if any(one.shapes for one in doc.found)), docs[0])
        day = next((doc.day for doc in docs if doc.day), None)
        return cls(found, first.info_type, first.srid, day)

    def as_string(self) -> str:
        answer = formats.Answer(self.found, self.srid, self.day)
        return formats.RENDERERS[self.info_type](answer)


class FeatureInfoSource(InfoSource):  # type: ignore[misc]
    """Asks the database about one layer."""

    def __init__(self, layer: LayerDef) -> None:
        self._layer = layer

    def get_info(self, query: InfoQuery) -> FoundDocument:
        place = place_of(query)
        layer = layer_as(asker.user(), "query", self._layer)
        format_ = formats.type_of(str(query.info_format))
        # RFC 7946 knows degrees alone; all others get what the map is drawn in.
        srid = crs.WGS84 if "geo+json" in str(query.info_format) else query.srs.srid
        day = asker.wish().day if has_history(self._layer) else None
        if layer is None or (layer.within and not layer.within.holds(place.x, place.y)):
            return FoundDocument([], format_, srid, day)
        limit = min(int(query.feature_count or _DEFAULT_COUNT), 50)
        found = features_at(
            layer, place, limit=limit, shape=_shape(layer, format_, srid, place.pixel_m), day=day
        )
        if layer.raster == "terrain":
            found = _with_height(found, place)
        return FoundDocument([found], format_, srid, day)


def _shape(layer: LayerDef, format_: str, srid: int, pixel_m: float) -> sql.Composable:
    """The geometry as the format writes it, as detailed as the map; nothing where it writes none.

    Only what lies on the layer's territory, as on the map.
    """
    write = {"json": _GEOJSON, "xml": _GML}.get(format_)
    if write is None:
        return _NO_SHAPE
    shape = sql.SQL("ST_SimplifyPreserveTopology({}, {})").format(
        rows.cut(layer, rows.WHOLE), sql.Literal(min(pixel_m / 2, 100.0))
    )
    if srid != crs.KROVAK:
        shape = sql.SQL("ST_Transform({}, {})").format(shape, sql.Literal(srid))
    digits = 8 if srid in crs.LATITUDE_FIRST and srid in {crs.WGS84, crs.ETRS89} else 3
    return sql.SQL(write).format(shape, sql.Literal(digits))


def _with_height(found: Found, place: "Place") -> Found:
    """Each sheet's own height at the place among its values."""
    rows = [
        (
            fid,
            tuple(
                height_at(found.layer.id, place.x, place.y, sheet=fid)
                if field.name == HEIGHT_FIELD
                else value
                for field, value in zip(found.fields, values, strict=True)
            ),
        )
        for fid, values in found.rows
    ]
    return replace(found, rows=tuple(rows))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in EPSG:5514, the size of a pixel there, how far around it points and lines count."""

    x: float
    y: float
    pixel_m: float

    @property
    def tolerance_m(self) -> float:
        return min(self.pixel_m * _TOLERANCE_PX, 5000.0)


def place_of(query: InfoQuery) -> Place:
    """The middle of the pixel that is asked about."""
    width_px, height_px = query.size
    west, south, east, north = query.bbox
    column, row = query.pos
    x = west + (column + 0.5) * (east - west) / width_px
    y = north - (row + 0.5) * (north - south) / height_px
    here = crs.transform(x, y, source=query.srs.srid, target=crs.KROVAK, by_grid=False)
    step = (east - west) / width_px
    there = crs.transform(x + step, y, source=query.srs.srid, target=crs.KROVAK, by_grid=False)
    pixel_m = ((here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2) ** 0.5
    return Place(*here, pixel_m)


def features_at(
    layer: LayerDef,
    place: Place,
    *,
    limit: int,
    shape: sql.Composable = _NO_SHAPE,
    day: date | None = None,
) -> Found:
    """The features at the place: areas that contain it, points and lines near it."""
    fields = tuple(field for field in layer.fields if field.type != "json" or field.codes)
    point = sql.SQL("ST_SetSRID(ST_Point({}, {}), {})").format(
        sql.Literal(place.x), sql.Literal(place.y), sql.Literal(crs.KROVAK)
    )
    conditions = rows.of_layer(layer)
    if day:
        conditions = [*conditions, sql.SQL(rows.on_day(layer, day))]
    statement = _AT.format(
        columns=sql.SQL(", ").join(_column(layer, field) for field in fields),
        shape=shape,
        source=rows.source(layer, day),
        conditions=sql.SQL("").join(sql.SQL("{} AND ").format(each) for each in conditions),
        point=point,
        tolerance=sql.Literal(place.tolerance_m),
        limit=sql.Literal(limit),
    )
    with connections["reader"].cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    values = tuple((str(fid), _values(fields, row)) for fid, _, *row in found)
    return Found(layer, fields, values, tuple(shape for _, shape, *_ in found))


def _values(fields: Sequence[Field], row: Sequence[Any]) -> tuple[Any, ...]:
    """Django leaves JSON as the text that the database sends."""
    return tuple(
        json.loads(value) if field.type == "json" and isinstance(value, str) else value
        for field, value in zip(fields, row, strict=True)
    )


def _column(layer: LayerDef, field: Field) -> sql.Composable:
    """Attributes of themes come as texts."""
    value = rows.column(layer, field.name)
    if layer.register or field.name in rows.COLUMNS_OF_FEATURE:
        return value
    return sql.SQL("({}) #>> '{{}}'").format(value)
