"""The capabilities of WMTS."""

from xml.etree.ElementTree import Element

from layers import crs
from layers.catalogue import LayerDef
from tiles.capabilities.address import Address
from tiles.capabilities.legend_size import legend_size_of
from tiles.capabilities.offer import Branch, Offered
from tiles.capabilities.service_text import Language, ServiceText, short
from tiles.capabilities.wms_layer import abstract
from tiles.element import add, written
from tiles.grids import METRES_PER_PIXEL, TILE_PX, Grid, grids
from tiles.wmts_guard import INFO_FORMATS

_NAMESPACES = {
    "xmlns": "http://www.opengis.net/wmts/1.0",
    "xmlns:ows": "http://www.opengis.net/ows/1.1",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.opengis.net/wmts/1.0"
    " http://schemas.opengis.net/wmts/1.0/wmtsGetCapabilities_response.xsd",
}
_ENDINGS = {"text/plain": "txt", "text/html": "html", "application/json": "json"}
_WELL_KNOWN = {crs.WEB_MERCATOR: "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible"}
CAPABILITIES_PATH = "/1.0.0/WMTSCapabilities.xml"


def wmts_capabilities(
    tree: tuple[Branch, ...], text: ServiceText, address: Address, language: Language
) -> bytes:
    root = Element("Capabilities", {"version": "1.0.0"} | _NAMESPACES)
    _add_service(root, text, address)
    _add_operations(root, address)
    contents = add(root, "Contents")
    for branch in tree:
        for offered in branch.layers:
            _add_layer(contents, offered, address, language)
    for grid in grids().values():
        _add_grid(contents, grid)
    themes = add(root, "Themes")
    for branch in tree:
        theme = add(themes, "Theme")
        add(theme, "ows:Title", branch.theme.title.in_language(text.language))
        add(theme, "ows:Identifier", branch.theme.id)
        for offered in branch.layers:
            add(theme, "LayerRef", offered.layer.id)
    add(root, "ServiceMetadataURL", xlink_href=address.service("wmts") + CAPABILITIES_PATH)
    return written(root)


def _add_service(root: Element, text: ServiceText, address: Address) -> None:
    service = add(root, "ows:ServiceIdentification")
    add(service, "ows:Title", text.title)
    add(service, "ows:Abstract", text.abstract)
    keywords = add(service, "ows:Keywords")
    for word in text.keywords:
        add(keywords, "ows:Keyword", word)
    add(service, "ows:ServiceType", "OGC WMTS")
    add(service, "ows:ServiceTypeVersion", "1.0.0")
    add(service, "ows:Fees", text.fees)
    add(service, "ows:AccessConstraints", text.constraints)
    if text.operator:
        provider = add(root, "ows:ServiceProvider")
        add(provider, "ows:ProviderName", text.operator)
        add(provider, "ows:ProviderSite", xlink_href=f"{address.root}/")
        contact = add(provider, "ows:ServiceContact")
        if text.email:
            place = add(add(contact, "ows:ContactInfo"), "ows:Address")
            add(place, "ows:ElectronicMailAddress", text.email)


def _add_operations(root: Element, address: Address) -> None:
    operations = add(root, "ows:OperationsMetadata")
    for name in ("GetCapabilities", "GetTile", "GetFeatureInfo"):
        http = add(add(add(operations, "ows:Operation", name=name), "ows:DCP"), "ows:HTTP")
        get = add(http, "ows:Get", xlink_href=f"{address.service('wmts')}?")
        constraint = add(get, "ows:Constraint", name="GetEncoding")
        add(add(constraint, "ows:AllowedValues"), "ows:Value", "KVP")


def _add_layer(contents: Element, offered: Offered, address: Address, language: Language) -> None:
    layer = offered.layer
    made = add(contents, "Layer")
    add(made, "ows:Title", layer.title.in_language(short(language)))
    add(made, "ows:Abstract", abstract(offered, language))
    west, south, east, north = crs.COUNTRY_4326
    box = add(made, "ows:WGS84BoundingBox")
    add(box, "ows:LowerCorner", f"{west} {south}")
    add(box, "ows:UpperCorner", f"{east} {north}")
    add(made, "ows:Identifier", layer.id)
    add(made, "ows:Metadata", xlink_href=address.record(layer.id))
    _add_styles(made, layer, address, language)
    add(made, "Format", "image/png")
    for format_ in INFO_FORMATS if offered.queryable else ():
        add(made, "InfoFormat", format_)
    for grid in grids():
        add(add(made, "TileMatrixSetLink"), "TileMatrixSet", grid)
    _add_resources(made, offered, address)


def _add_styles(made: Element, layer: LayerDef, address: Address, language: Language) -> None:
    titles = [("default", "Výchozí" if language == "cze" else "Default")]
    titles += [(each.id, each.title.in_language(short(language))) for each in layer.styles]
    for style, title in titles:
        one = add(made, "Style", isDefault=str(style == "default").lower())
        add(one, "ows:Title", title)
        add(one, "ows:Identifier", style)
        if size := legend_size_of(layer, style, short(language)):
            legend = add(one, "LegendURL", format="image/png")
            legend.set("width", str(size[0]))
            legend.set("height", str(size[1]))
            legend.set("xlink:href", address.legend(layer.id, style, language))


def _add_resources(made: Element, offered: Offered, address: Address) -> None:
    """Addresses of tiles; those of a layer with one style alone do without its name."""
    style = "/{Style}" if offered.layer.styles else ""
    base = f"{address.ows}/wmts/{offered.layer.id}"
    tile = "{TileMatrixSet}/{TileMatrix}/{TileCol}/{TileRow}"
    add(
        made,
        "ResourceURL",
        format="image/png",
        resourceType="tile",
        template=f"{base}{style}/{tile}.png",
    )
    for format_ in INFO_FORMATS if offered.queryable else ():
        template = f"{base}/{tile}/{{I}}/{{J}}.{_ENDINGS[format_]}"
        add(made, "ResourceURL", format=format_, resourceType="FeatureInfo", template=template)


def _add_grid(contents: Element, grid: Grid) -> None:
    made = add(contents, "TileMatrixSet")
    add(made, "ows:Identifier", grid.name)
    add(made, "ows:SupportedCRS", f"urn:ogc:def:crs:EPSG::{grid.srid}")
    if grid.srid in _WELL_KNOWN:
        add(made, "WellKnownScaleSet", _WELL_KNOWN[grid.srid])
    for z, (resolution, (columns, rows)) in enumerate(
        zip(grid.resolutions, grid.sizes, strict=True)
    ):
        matrix = add(made, "TileMatrix")
        add(matrix, "ows:Identifier", str(z))
        add(matrix, "ScaleDenominator", f"{resolution / METRES_PER_PIXEL:.14g}")
        # Both systems have east first and north second.
        add(matrix, "TopLeftCorner", f"{grid.west:.16g} {grid.north:.16g}")
        add(matrix, "TileWidth", str(TILE_PX))
        add(matrix, "TileHeight", str(TILE_PX))
        add(matrix, "MatrixWidth", str(columns))
        add(matrix, "MatrixHeight", str(rows))
