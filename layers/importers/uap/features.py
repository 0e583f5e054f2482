"""The objects of a phenomenon: lenient names of fields, horizons, protection zones."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from layers.catalogue import catalogue
from layers.catalogue.codebook import Phenomenon
from layers.importers.ogr import values
from layers.importers.ogr.mapping import GeometrySource, LayerMapping, Source
from layers.importers.ogr.rows import LayerRows
from layers.importers.ogr.table import Table
from layers.importers.ogr.values import Converter
from layers.importers.record import BadRecord, Note, Record
from layers.importers.uap.delivery import Delivered, Promise
from layers.importers.uap.naming import Meaning, is_zone
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
_KIND = ("jev", "kategorie", "kat", "druh", "typ")
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
    """A table of a phenomenon; `zones` when it holds protection zones.

    `prefix` of its objects' codes: parts of a split phenomenon may number their objects alike.
    """

    table: Table
    promise: Promise
    zones: bool
    prefix: str = ""

    @property
    def layer(self) -> str:
        """Where its objects go, before closed ones are set apart."""
        which = self.promise.phenomenon
        return which.zone_layer if self.zones and which.zone else which.layer


def items(
    table: Table, delivered: Delivered, *, with_zones: Container[str]
) -> Iterator[tuple[Phenomenon, Item]]:
    """The records of the table by phenomenon; zones follow from law where none were delivered.

    `with_zones`: ids of the phenomena whose zones the package has.
    """
    told = _told(table, delivered)
    first = next(iter(told.values()))
    for row in LayerRows(_mapping(list(told.values())), table):
        which, item = _sorted_out(row, delivered.meaning)
        own = told[which.id] if which else first
        if isinstance(item, BadRecord):
            yield own.promise.phenomenon, replace(item, code=_code(own, item.code))
        elif isinstance(item, Note):
            yield own.promise.phenomenon, item
        else:
            yield from _with_zone(_record(item, own), own, with_zones)


def _told(table: Table, delivered: Delivered) -> dict[str, Told]:
    meaning = delivered.meaning
    is_part = meaning.one is not None and len(meaning.siblings) > 1
    prefix = f"{meaning.number.number}-" if is_part and meaning.number else ""
    return {
        id_: Told(table, promise, is_zone(table.name), prefix)
        for id_, promise in delivered.promises.items()
    }


def _with_zone(
    record: Record, told: Told, with_zones: Container[str]
) -> Iterator[tuple[Phenomenon, Item]]:
    which = told.promise.phenomenon
    yield which, record
    derives = which.id not in with_zones and not which.partly_closed
    if derives and record.layer == which.layer:
        yield from ((which, zone) for zone in _zone(record, told))


def _sorted_out(item: Item, meaning: Meaning) -> tuple[Phenomenon | None, Item]:
    """Which phenomenon an object is; one of a merged number that does not say so is refused."""
    if meaning.one or not isinstance(item, Record):
        return meaning.one, item
    attributes = dict(item.attributes)
    kind = str(attributes.pop("kind", None) or "")
    which = meaning.of_kind(kind)
    if which:
        return which, replace(item, attributes=attributes)
    return None, BadRecord(
        item.layer, item.code, item.place, _undecided(kind, meaning), attributes=item.attributes,
        geometry=next(iter(item.geometries.values()), None),
    )  # fmt: skip


def _undecided(kind: str, meaning: Meaning) -> str:
    number = meaning.number
    name = f"č. {number.number} vyhlášky č. {number.decree}" if number else ""
    words = ", ".join(number.kinds if number else ())
    return (
        f"Jev {name} sdružuje více jevů a sloupec kategorie (jev, druh, typ) neříká, který to je: "
        f"„{kind[:40]}“. Přijímá se: {words}."
    )


def _code(told: Told, ident: object) -> str:
    return f"{folded(told.promise.provider)}:{told.prefix}{ident}"


def _mapping(all_told: Sequence[Told]) -> LayerMapping:
    """A layer of areas takes areas only; points and lines come as the provider has them."""
    told = all_told[0]
    layer = catalogue().layers[told.layer]
    only_areas = all(catalogue().layers[each.layer].geometry == "polygon" for each in all_told)
    lenient = layer if only_areas else replace(layer, geometry="none")
    names_of = _FIELDS if len(all_told) == 1 else {**_FIELDS, "kind": (_KIND, values.text)}
    fields = {folded(field): field for field in reversed(told.table.fields)}
    attributes = {
        column: Source(fields[name], convert)
        for column, (names, convert) in names_of.items()
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
        code=_code(told, ident),
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
