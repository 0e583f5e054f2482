"""The channels by which layers leave the product: the next one is one line of the table."""

from collections.abc import Callable
from dataclasses import dataclass

from gis.api.form import FILES
from layers.catalogue import LayerDef
from layers.grants import Operation


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out: which operation it is, and for which layers it is there at all."""

    id: str
    title: str
    operation: Operation
    carries: Callable[[LayerDef], bool]


def _drawn(layer: LayerDef) -> bool:
    return layer.mapped


def _answers(layer: LayerDef) -> bool:
    return layer.mapped and layer.answers


def _has_rows(layer: LayerDef) -> bool:
    return layer.has_rows


def _filed(layer: LayerDef) -> bool:
    return layer.has_rows and layer.geometry != "raster"


def _always(_: LayerDef) -> bool:
    return True


def _lies_somewhere(layer: LayerDef) -> bool:
    return layer.has_rows and layer.geometry in {"point", "line", "polygon"}


CHANNELS = (
    Channel("wms-capabilities", "WMS: popis služby", "see", _drawn),
    Channel("wms-map", "WMS: mapa", "see", _drawn),
    Channel("wms-legend", "WMS: legenda", "see", _drawn),
    Channel("wms-feature-info", "WMS: informace v místě", "query", _answers),
    Channel("wmts-capabilities", "WMTS: popis služby", "see", _drawn),
    Channel("wmts-rest", "WMTS: dlaždice (REST)", "see", _drawn),
    Channel("wmts-kvp", "WMTS: dlaždice (KVP)", "see", _drawn),
    Channel("wmts-feature-info", "WMTS: informace v místě", "query", _answers),
    Channel("wmts-rest-info", "WMTS: informace v místě (REST)", "query", _answers),
    Channel("wfs-capabilities", "WFS: popis služby", "download", _has_rows),
    Channel("wfs-types", "WFS: popis prvků", "download", _has_rows),
    Channel("wfs-features", "WFS: prvky", "download", _has_rows),
    Channel("catalogue", "Portál: strom vrstev", "see", _always),
    Channel("identify", "Portál: co je v místě", "query", _has_rows),
    Channel("search", "Portál: hledání", "query", _has_rows),
    Channel("extract", "Výpis informací o území", "query", _lies_somewhere),
    Channel("collections", "API: seznam kolekcí", "query", _has_rows),
    Channel("openapi", "API: popis", "query", _has_rows),
    Channel("collection", "API: kolekce", "query", _has_rows),
    Channel("items", "API: prvky", "query", _has_rows),
    Channel("tilesets", "API: sady dlaždic", "query", _has_rows),
    Channel("vector-tile", "API: vektorová dlaždice", "query", _has_rows),
    Channel("csw", "Metadata: CSW", "see", _always),
    Channel("atom", "Metadata: ATOM", "download", _filed),
    *(
        Channel(f"file-{form.id}", f"API: soubor {form.id}", "download", _has_rows)
        for form in FILES
    ),
)
