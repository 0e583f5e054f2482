"""The capabilities of WMS in both versions."""

from typing import Literal
from xml.etree.ElementTree import Element

from layers import crs
from tiles.capabilities.address import Address
from tiles.capabilities.inspire import NAMESPACES, add_inspire
from tiles.capabilities.offer import Branch
from tiles.capabilities.service_text import Language, ServiceText
from tiles.capabilities.wms_layer import add_layer, country, swapped
from tiles.element import add, written
from tiles.wms_guard import FORMATS, INFO_FORMATS, MOST_LAYERS, WIDEST_PX

Version = Literal["1.1.1", "1.3.0"]
_NAMESPACES = {
    "xmlns": "http://www.opengis.net/wms",
    "xmlns:sld": "http://www.opengis.net/sld",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    **NAMESPACES,
    "xsi:schemaLocation": "http://www.opengis.net/wms"
    " http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd"
    " http://www.opengis.net/sld http://schemas.opengis.net/sld/1.1.0/sld_capabilities.xsd"
    " http://inspire.ec.europa.eu/schemas/inspire_vs/1.0"
    " http://inspire.ec.europa.eu/schemas/inspire_vs/1.0/inspire_vs.xsd",
}
_OLD_INFO = ("text/plain", "text/html", "application/json", "application/vnd.ogc.gml")
_DOCTYPE = (
    "<!DOCTYPE WMT_MS_Capabilities SYSTEM"
    ' "http://schemas.opengis.net/wms/1.1.1/WMS_MS_Capabilities.dtd"'
    " [ <!ELEMENT VendorSpecificCapabilities EMPTY> ]>\n"
)
CONTENT_TYPES: dict[Version, str] = {
    "1.1.1": "application/vnd.ogc.wms_xml",
    "1.3.0": "text/xml; charset=utf-8",
}


def wms_capabilities(
    version: Version,
    tree: tuple[Branch, ...],
    text: ServiceText,
    address: Address,
    language: Language,
) -> bytes:
    """The document; in 1.3.0 with what INSPIRE asks of a view service."""
    new = version == "1.3.0"
    root = Element(
        "WMS_Capabilities" if new else "WMT_MS_Capabilities",
        {"version": version} | (_NAMESPACES if new else {}),
    )
    _add_service(root, text, address, new=new)
    capability = add(root, "Capability")
    _add_requests(capability, address.service("wms"), new=new)
    _add_exceptions(capability, new=new)
    if new:
        add_inspire(capability, tree, text, address, language)
    else:
        add(capability, "UserDefinedSymbolization", SupportSLD="0", UserLayer="0", UserStyle="0")
    top = add(capability, "Layer")
    add(top, "Title", text.title)
    add(top, "Abstract", text.abstract)
    _add_systems(top, new=new)
    for branch in tree:
        theme = add(top, "Layer")
        add(theme, "Title", branch.theme.title.in_language(text.language))
        for offered in branch.layers:
            add_layer(theme, offered, address, language, new=new)
    return written(root, doctype="" if new else _DOCTYPE)


def _add_service(root: Element, text: ServiceText, address: Address, *, new: bool) -> None:
    service = add(root, "Service")
    add(service, "Name", "WMS" if new else "OGC:WMS")
    add(service, "Title", text.title)
    add(service, "Abstract", text.abstract)
    keywords = add(service, "KeywordList")
    if new:
        kind = add(keywords, "Keyword", "infoMapAccessService")
        kind.set("vocabulary", "ISO")
    for word in text.keywords:
        add(keywords, "Keyword", word)
    _add_link(service, f"{address.root}/", new=new)
    if text.operator:
        contact = add(service, "ContactInformation")
        person = add(contact, "ContactPersonPrimary")
        add(person, "ContactPerson", text.operator)
        add(person, "ContactOrganization", text.operator)
        if text.email:
            add(contact, "ContactElectronicMailAddress", text.email)
    add(service, "Fees", text.fees)
    add(service, "AccessConstraints", text.constraints)
    if new:
        add(service, "LayerLimit", str(MOST_LAYERS))
        add(service, "MaxWidth", str(WIDEST_PX))
        add(service, "MaxHeight", str(WIDEST_PX))


def _add_requests(capability: Element, url: str, *, new: bool) -> None:
    requests = add(capability, "Request")
    document = ["text/xml"] if new else ["application/vnd.ogc.wms_xml"]
    info = INFO_FORMATS if new else _OLD_INFO
    for name, formats in (
        ("GetCapabilities", document),
        ("GetMap", FORMATS),
        ("GetFeatureInfo", info),
        ("sld:GetLegendGraphic" if new else "GetLegendGraphic", FORMATS),
    ):
        request = add(requests, name)
        for format_ in formats:
            add(request, "Format", format_)
        get = add(add(add(request, "DCPType"), "HTTP"), "Get")
        _add_link(get, f"{url}?", new=new)


def _add_link(above: Element, url: str, *, new: bool) -> None:
    link = add(above, "OnlineResource", xlink_type="simple", xlink_href=url)
    if not new:
        link.set("xmlns:xlink", "http://www.w3.org/1999/xlink")


def _add_exceptions(capability: Element, *, new: bool) -> None:
    exception = add(capability, "Exception")
    names = ("XML", "INIMAGE", "BLANK")
    old = tuple(f"application/vnd.ogc.se_{name.lower()}" for name in names)
    for name in names if new else old:
        add(exception, "Format", name)


def _add_systems(top: Element, *, new: bool) -> None:
    """All systems with the country's box in each; layers inherit them."""
    name = "CRS" if new else "SRS"
    for srid in crs.SUPPORTED:
        add(top, name, f"EPSG:{srid}")
    west, south, east, north = map(str, crs.COUNTRY_4326)
    if new:
        box = add(top, "EX_GeographicBoundingBox")
        add(box, "westBoundLongitude", west)
        add(box, "eastBoundLongitude", east)
        add(box, "southBoundLatitude", south)
        add(box, "northBoundLatitude", north)
    else:
        add(top, "LatLonBoundingBox", minx=west, miny=south, maxx=east, maxy=north)
    for srid in crs.SUPPORTED:
        box_of = swapped(country(srid)) if new and crs.axes_swapped(srid) else country(srid)
        minx, miny, maxx, maxy = (f"{value:.10g}" for value in box_of)
        system = {name: f"EPSG:{srid}"}
        add(top, "BoundingBox", **system, minx=minx, miny=miny, maxx=maxx, maxy=maxy)
