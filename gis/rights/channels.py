"""The channels by which layers leave the product: the next one is one line of the table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from gis.api.form import FILES
from layers.catalogue import LayerDef
from layers.grants import Operation
from layers.models import Role

Visitors = Literal["anyone", "signed in", "administrators"]


@dataclass(frozen=True, slots=True)
class Channel:
    """One way out: which operation it is, for which layers it is there at all, and for whom.

    Pages of the administration are for administrators as far as roles go; permissions of Django's
    that open some of them to others are no roles.
    """

    id: str
    title: str
    operation: Operation
    carries: Callable[[LayerDef], bool]
    visitors: Visitors = "anyone"

    def lets_in(self, role: Role) -> bool:
        if self.visitors == "signed in":
            return role.code != Role.PUBLIC
        return self.visitors == "anyone" or role.code == Role.ADMINISTRATOR


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


def _is_drawn_from_rows(layer: LayerDef) -> bool:
    return layer.mapped and _lies_somewhere(layer)


def _is_computed(layer: LayerDef) -> bool:
    return bool(layer.sources)


CHANNELS = (
    Channel("wms-capabilities", "WMS: popis služby", "see", _drawn),
    Channel("wms-map", "WMS: mapa", "see", _drawn),
    Channel("wms-legend", "WMS: legenda", "see", _drawn),
    Channel("wms-feature-info", "WMS: informace v místě", "query", _answers),
    Channel("wms-theme", "WMS tématu: popis služby", "see", _drawn),
    Channel("wmts-capabilities", "WMTS: popis služby", "see", _drawn),
    Channel("wmts-theme", "WMTS tématu: popis služby", "see", _drawn),
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
    Channel("search-batch", "Portál: hledání seznamu", "query", _has_rows),
    Channel("extract", "Výpis: parcela", "query", _lies_somewhere),
    Channel("extract-parcels", "Výpis: více parcel", "query", _lies_somewhere),
    Channel("extract-area", "Výpis: území", "query", _lies_somewhere),
    Channel("extract-pdf", "Výpis: PDF", "query", _lies_somewhere),
    Channel("print", "Tisk mapy", "see", _drawn),
    Channel("collections", "API: seznam kolekcí", "query", _has_rows),
    Channel("openapi", "API: popis", "query", _has_rows),
    Channel("collection", "API: kolekce", "query", _has_rows),
    Channel("items", "API: prvky", "query", _has_rows),
    Channel("queryables", "API: dotazovatelné vlastnosti", "query", _has_rows),
    Channel("sortables", "API: řaditelné vlastnosti", "query", _has_rows),
    Channel("tilesets", "API: sady dlaždic", "query", _has_rows),
    Channel("tileset", "API: sada dlaždic", "query", _has_rows),
    Channel("vector-tile", "API: vektorová dlaždice", "query", _has_rows),
    Channel("csw", "Metadata: CSW", "see", _always),
    Channel("atom", "Metadata: ATOM", "download", _filed),
    Channel("desktop-map", "QGIS: mapy v souborech", "see", _drawn),
    Channel("desktop-objects", "QGIS: objekty v souborech", "query", _is_drawn_from_rows),
    Channel("desktop-style", "QGIS a SLD: styl", "query", _is_drawn_from_rows),
    Channel("print", "Tisk", "see", _drawn),
    Channel("quality", "Kvalita dat", "see", _always),
    Channel("completeness", "Úplnost podle obcí", "see", _has_rows),
    Channel("conflicts", "Střety a závady: pravidla", "query", _is_computed),
    Channel("conflicts-api", "Střety a závady: nalezené", "query", _is_computed),
    Channel("release", "Výdej dat", "download", _has_rows, "signed in"),
    Channel("admin", "Správa: karanténa", "query", _has_rows, "administrators"),
    *(
        Channel(f"file-{form.id}", f"API: soubor {form.id}", "download", _has_rows)
        for form in FILES
    ),
)
