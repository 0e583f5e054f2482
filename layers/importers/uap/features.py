"""The objects of a phenomenon: lenient names of fields, horizons, protection zones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from layers.catalogue import catalogue
from layers.importers.ogr import values
from layers.importers.ogr.mapping import GeometrySource, LayerMapping, Source
from layers.importers.ogr.rows import LayerRows
from layers.importers.ogr.table import Table
from layers.importers.ogr.values import Converter
from layers.importers.record import BadRecord, Note, Record
from layers.importers.uap.delivery import Promise
from layers.importers.words import folded

Item = Record | BadRecord | Note

_FIELDS: Mapping[str, tuple[tuple[str, ...], Converter]] = {
    "ident": (("id", "ident", "kod"), values.text),
    "label": (("nazev", "jmeno", "name"), values.text),
    "horizon": (("casovyhor", "casovyhorizont", "cashor", "horizont", "cash"), values.text),
    "issued_by": (("vydal",), values.text),
    "issued_on": (("datum", "datvydani"), lambda value: values.plain(values.day(value))),
    "passport": (("pasportid", "pasport"), values.text),
    "note": (("poznamka", "pozn"), values.text),
    "zone_width_m": (("sirkaop", "op", "opm"), values.number),
    "is_public": (("verejne", "verejny"), values.boolean),
}
"""Column → names that providers give to its field, without accents and signs."""
_HORIZONS = {
    "stav": "stav", "1": "stav", "s": "stav",
    "navrh": "navrh", "2": "navrh", "n": "navrh",
    "rezerva": "rezerva", "3": "rezerva", "r": "rezerva",
}  # fmt: skip
_POINTS = ("Point", "MultiPoint")
_SEGMENTS = 8
"""Of a quarter of a circle: a zone of 60 m is 0.3 m off at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """A table of a phenomenon; `zones` when it holds protection zones."""

    table: Table
    promise: Promise
    zones: bool

    @property
    def layer(self) -> str:
        """Where its objects go, before closed ones are set apart."""
        which = self.promise.phenomenon
        return which.zone_layer if self.zones and which.zone else which.layer


def items(told: Told, *, derives_zones: bool) -> Iterator[Item]:
    """The records of the table, and the zones that follow from law where none were delivered."""
    for item in LayerRows(_mapping(told), told.table):
        if isinstance(item, BadRecord):
            yield replace(item, code=f"{folded(told.promise.provider)}:{item.code}")
        elif isinstance(item, Note):
            yield item
        else:
            record = _record(item, told)
            yield record
            if derives_zones and record.layer == told.promise.phenomenon.layer:
                yield from _zone(record, told)


def _mapping(told: Told) -> LayerMapping:
    """A layer of areas takes areas only; points and lines come as the provider has them."""
    layer = catalogue().layers[told.layer]
    lenient = layer if layer.geometry == "polygon" else replace(layer, geometry="none")
    fields = {folded(field): field for field in reversed(told.table.fields)}
    attributes = {
        column: Source(fields[name], convert)
        for column, (names, convert) in _FIELDS.items()
        for name in [next((name for name in names if name in fields), "")]
        if name
    }
    return LayerMapping(told.table.name, lenient, None, GeometrySource("outline"), attributes)


def _record(record: Record, told: Told) -> Record:
    promise, which = told.promise, told.promise.phenomenon
    found = {key: value for key, value in record.attributes.items() if value is not None}
    ident, public = found.pop("ident", record.code), found.pop("is_public", False)
    if "horizon" in found:
        found["horizon"] = _HORIZONS.get(folded(str(found["horizon"])), "stav")
    if told.zones and which.zone:
        found |= {"zone_origin": "provider", "zone_law": which.zone.law}
    closed = which.partly_closed and not public
    return replace(
        record,
        layer=which.closed_layer if closed else told.layer,
        code=f"{folded(promise.provider)}:{ident}",
        attributes={
            "label": which.title.cs,
            "horizon": "stav",
            "passport": promise.passport.id if promise.passport else "",
            **found,
            "provider": promise.provider,
        },
        geometries=_by_kind(record.geometries),
    )


def _by_kind(geometries: Mapping[str, bytes]) -> Mapping[str, bytes]:
    wkb = geometries.get("outline")
    shape = shapely.from_wkb(wkb, on_invalid="ignore") if wkb else None
    if wkb and shape is not None and shape.geom_type in _POINTS:
        return {"point": wkb}
    return geometries


def _zone(record: Record, told: Told) -> Iterator[Record]:
    """The zone by the object's own width, else by that of the law; of an area what is around it."""
    which = told.promise.phenomenon
    wkb = next(iter(record.geometries.values()), None)
    if which.zone is None or wkb is None:
        return
    width = record.attributes.get("zone_width_m") or which.zone.width_m
    shape = shapely.from_wkb(wkb, on_invalid="ignore")
    if not isinstance(width, int | float) or width <= 0 or not shapely.is_valid(shape):
        return
    yield replace(
        record,
        layer=which.zone_layer,
        code=f"{record.code}:op",
        attributes={
            **record.attributes,
            "zone_width_m": width,
            "zone_origin": "law",
            "zone_law": which.zone.law,
        },
        geometries={"outline": shapely.to_wkb(_around(shape, float(width)), byte_order=1)},
    )


def _around(shape: BaseGeometry, width_m: float) -> BaseGeometry:
    reach = shapely.buffer(shape, width_m, quad_segs=_SEGMENTS)
    return shapely.difference(reach, shape) if shape.geom_type.endswith("Polygon") else reach
