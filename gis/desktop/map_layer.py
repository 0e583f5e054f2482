"""A layer of QGIS: a picture of the map service, or objects of OGC API – Features with a style."""

from gis.desktop.element import Element, add
from gis.desktop.offer import Addresses
from gis.desktop.qml import add_style
from gis.desktop.scales import visibility
from layers.catalogue import LayerDef
from layers.crs import KROVAK, WGS84

_NUMBERS = {KROVAK: 26812, WGS84: 3452}
"""Of the systems in the list of QGIS."""
_KINDS = {"point": "MultiPoint", "line": "MultiLineString", "polygon": "MultiPolygon"}


def picture_id(layer: LayerDef) -> str:
    return f"wms_{layer.id}"


def objects_id(layer: LayerDef) -> str:
    return f"api_{layer.id}"


def picture_source(layer: LayerDef, addresses: Addresses) -> str:
    """As QGIS reads its WMS layers: a query string whose last part is the address."""
    return (
        f"contextualWMSLegend=0&crs=EPSG:{KROVAK}&dpiMode=7&featureCount=10&format=image/png"
        f"&layers={layer.id}&styles&tilePixelRatio=0&url={addresses.wms}"
    )


def objects_source(layer: LayerDef, addresses: Addresses) -> str:
    return (
        " pagingEnabled='true' preferCoordinatesForWfsT11='false' restrictToRequestBBOX='1'"
        f" srsname='EPSG:{KROVAK}' typename='{layer.id}' url='{addresses.api}'"
    )


def add_picture(parent: Element, layer: LayerDef, addresses: Addresses, language: str) -> None:
    held = add(parent, "maplayer", type="raster", styleCategories="AllStyleCategories")
    for name, value in visibility(layer).items():
        held.set(name, value)
    add(held, "id", picture_id(layer))
    add(held, "datasource", picture_source(layer, addresses))
    add(held, "layername", layer.title.in_language(language))
    add_system(add(held, "srs"), KROVAK)
    add(held, "provider", "wms")
    add(held, "abstract", layer.abstract.in_language(language))
    pipe = add(held, "pipe")
    opacity = f"{layer.opacity:g}"
    add(
        pipe,
        "rasterrenderer",
        type="singlebandcolordata",
        band="1",
        opacity=opacity,
        alphaBand="-1",
    )


def add_objects(parent: Element, layer: LayerDef, addresses: Addresses, language: str) -> None:
    """QGIS up to 3.34 reads the objects in degrees and moves them itself."""
    kind = _KINDS[layer.geometry]
    held = add(parent, "maplayer", type="vector", wkbType=kind, geometry=kind.removeprefix("Multi"))
    held.set("styleCategories", "AllStyleCategories")
    add(held, "id", objects_id(layer))
    add(held, "datasource", objects_source(layer, addresses))
    add(held, "layername", layer.title.in_language(language))
    add_system(add(held, "srs"), WGS84)
    add(held, "provider", "OAPIF", encoding="UTF-8")
    add(held, "abstract", layer.abstract.in_language(language))
    add_style(held, layer, language)
    fields = add(held, "aliases")
    for index, field in enumerate(layer.fields):
        title = field.title.in_language(language)
        add(fields, "alias", field=field.name, name=title, index=str(index))
    if layer.field("label"):
        add(held, "previewExpression", '"label"')


def add_system(parent: Element, srid: int) -> None:
    """By its code: how it is computed QGIS knows from PROJ. It looks at `authid` after `srsid`."""
    system = add(parent, "spatialrefsys", nativeFormat="Wkt")
    add(system, "srsid", str(_NUMBERS[srid]))
    add(system, "srid", str(srid))
    add(system, "authid", f"EPSG:{srid}")
