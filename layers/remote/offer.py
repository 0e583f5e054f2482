"""What a service offers: its capabilities, read by OWSLib, as the layers that can be taken."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from owslib.feature.wfs200 import WebFeatureService_2_0_0
from owslib.map.wms111 import WebMapService_1_1_1
from owslib.map.wms130 import WebMapService_1_3_0
from owslib.wmts import WebMapTileService

from layers import crs
from layers.remote import ask
from layers.remote.document import plain_xml
from layers.remote.errors import RemoteFailure
from layers.remote.fetch import CAPABILITIES, fetch
from layers.remote.login import Login

BEST_FIRST = (
    crs.KROVAK, crs.ETRS89_UTM33, crs.ETRS89_UTM33_NE, crs.WEB_MERCATOR, crs.ETRS89, crs.WGS84,
)  # fmt: skip
"""In which system a service is asked: S-JTSK needs no moving of pixels."""

_MOST_LAYERS = 2_000
_CODE = re.compile(r"(?:EPSG(?::|/|::|/0/|:[0-9.]+:))([0-9]{4,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"(?:CRS:?:?/?(?:1\.3/)?84)$", re.IGNORECASE)
_PICTURES = ("image/png", "image/png; mode=8bit", "image/jpeg")
_INFO = ("application/json", "application/geo+json", "application/geojson", "text/plain",
         "text/html")  # fmt: skip
_JSON = ("application/json", "application/geo+json", "json", "geojson")
_LONGEST_SIDE_PX, _SHORTEST_SIDE_PX = 2_048, 256
_METRES_PER_PIXEL = 0.00028
_METRES_PER_DEGREE = 111319.49079327358


@dataclass(frozen=True, slots=True)
class Offered:
    """A layer of the service; `technical` is what `layers/remote/ask.py` makes requests of.

    `against` says why it cannot be taken, or is empty.
    """

    name: str
    title: str
    technical: dict[str, Any]
    against: str = ""

    def document(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Offer:
    """The title of the service and its layers."""

    title: str
    layers: list[Offered]


def offer(kind: str, url: str, login: Login | None = None) -> Offer:
    """What the service at the address offers; raises `RemoteError`."""
    answer = fetch(ask.capabilities(kind, url), CAPABILITIES, login)
    return read(kind, url, answer.body)


def read(kind: str, url: str, body: bytes) -> Offer:
    """The same of capabilities that are here; raises `RemoteFailure`."""
    reader = {"wms": _wms, "wmts": _wmts, "wfs": _wfs, "features": _features}[kind]
    try:
        found = reader(url, body)
    except RemoteFailure:
        raise
    except Exception as exc:  # OWSLib raises whatever a hole in a document leads it to
        raise RemoteFailure(
            f"Adresa neodpověděla jako {kind.upper()}: její popis nelze přečíst."
        ) from exc
    if not found.layers:
        raise RemoteFailure("Služba nenabízí žádnou vrstvu.")
    return Offer(found.title, found.layers[:_MOST_LAYERS])


def _wms(url: str, body: bytes) -> Offer:
    xml = plain_xml(body)
    old = b"WMT_MS_Capabilities" in xml[:2000]
    version = "1.1.1" if old else "1.3.0"
    service = (WebMapService_1_1_1 if old else WebMapService_1_3_0)(url, version=version, xml=xml)
    pictures = service.getOperationByName("GetMap").formatOptions
    format_ = next((one for one in _PICTURES if one in pictures), "")
    info = next((one for one in _INFO if one in _info_formats(service)), "")
    endpoint = _same_host(url, _endpoint(service, "GetMap"))
    most = _most_px(xml)
    return Offer(
        service.identification.title or "",
        [
            _wms_layer(name, layer, {"url": endpoint, "version": version, "format": format_,
                                     "info_format": info, "most_px": most})
            for name, layer in service.contents.items()
        ],
    )  # fmt: skip


def _most_px(xml: bytes) -> int:
    """The longest side of a map that the service draws; OWSLib leaves it out."""
    found = re.findall(rb"<(?:\w+:)?Max(?:Width|Height)>\s*([0-9]{1,6})\s*<", xml[:50_000])
    return min([_LONGEST_SIDE_PX, *(int(one) for one in found if int(one) >= _SHORTEST_SIDE_PX)])


def _wms_layer(name: str, layer: Any, shared: dict[str, Any]) -> Offered:
    srids = _srids(layer.crsOptions)
    style = next(iter(layer.styles), "")
    legend = layer.styles.get(style, {}).get("legend") or ""
    technical = shared | {
        "name": name,
        "style": style,
        "srids": srids,
        "info_format": shared["info_format"] if layer.queryable else "",
        "legend": legend if _is_same_place(shared["url"], legend) else "",
    }
    against = "" if srids else "Služba ji nenabízí v žádném podporovaném systému."
    return Offered(name, layer.title or name, technical, against if shared["format"] else
                   "Služba nenabízí obraz PNG ani JPEG.")  # fmt: skip


def _info_formats(service: Any) -> list[str]:
    try:
        return list(service.getOperationByName("GetFeatureInfo").formatOptions)
    except KeyError:
        return []


def _endpoint(service: Any, operation: str) -> str:
    methods = service.getOperationByName(operation).methods
    return next((one["url"] for one in methods if one["type"].lower() == "get"), "")


def _same_host(url: str, told: str) -> str:
    """What capabilities say of another place; of another host nobody registered it is not taken."""
    return told if _is_same_place(url, told) else url


def _is_same_place(url: str, told: str) -> bool:
    here, there = urlsplit(url), urlsplit(told or "")
    return (here.scheme, here.netloc) == (there.scheme, there.netloc)


def _srids(codes: Iterable[str]) -> list[int]:
    """The supported systems among the names, the best one first."""
    known = {srid for code in codes if code and (srid := srid_of(code))}
    return [srid for srid in BEST_FIRST if srid in known]


def srid_of(code: str) -> int | None:
    """The number in any of the forms that standards write."""
    if _CRS84.search(code):
        return crs.WGS84
    found = _CODE.search(code)
    return int(found[1]) if found else None


def _wmts(url: str, body: bytes) -> Offer:
    service = WebMapTileService(url, xml=plain_xml(body))
    title = service.identification.title if getattr(service, "identification", None) else ""
    endpoint = url if not urlsplit(url).path.lower().endswith(".xml") else ""
    layers = [_wmts_layer(one, service, endpoint, url) for one in service.contents.values()]
    return Offer(title or "", layers)


def _wmts_layer(layer: Any, service: Any, endpoint: str, url: str) -> Offered:
    format_ = next((one for one in _PICTURES if one in layer.formats), "")
    sets = [service.tilematrixsets[name] for name in layer.tilematrixsetlinks
            if name in service.tilematrixsets]  # fmt: skip
    by_srid = {srid_of(one.crs): one for one in reversed(sets)}
    best = next((srid for srid in BEST_FIRST if srid in by_srid), None)
    template = _template(layer, "tile", format_, url)
    info_format = next((one for one in _INFO if one in layer.infoformats), "")
    info_template = _template(layer, "FeatureInfo", info_format, url)
    against = _against_tiles(format_, best, endpoint or template)
    if against or best is None:
        return Offered(layer.id, layer.title or layer.id, {}, against)
    style = next((name for name, one in layer.styles.items() if one.get("isDefault")),
                 next(iter(layer.styles), ""))  # fmt: skip
    return Offered(
        layer.id,
        layer.title or layer.id,
        {
            "url": endpoint,
            "template": template,
            "name": layer.id,
            "style": style or "",
            "format": format_,
            "set": by_srid[best].identifier,
            "srids": [best],
            "info_format": info_format if endpoint or info_template else "",
            "info_template": info_template,
            "matrices": sorted(
                (
                    _matrix(one, best, by_srid[best].crs)
                    for one in by_srid[best].tilematrix.values()
                ),
                key=lambda one: -one["resolution"],
            ),
        },
    )


def _template(layer: Any, resource: str, format_: str, url: str) -> str:
    """The address with variables of a resource, told on the registered host and asked there."""
    here = urlsplit(url)
    for one in layer.resourceURLs:
        there = urlsplit(one.get("template", ""))
        is_it = one.get("resourceType") == resource and one.get("format") == format_
        if is_it and there.hostname == here.hostname:
            return str(there._replace(scheme=here.scheme, netloc=here.netloc).geturl())
    return ""


def _against_tiles(format_: str, srid: int | None, place: str) -> str:
    if not format_:
        return "Služba nenabízí dlaždice PNG ani JPEG."
    if srid is None:
        return "Služba ji nenabízí v žádném podporovaném systému."
    return "" if place else "Služba má dlaždice na jiném hostiteli."


def _matrix(matrix: Any, srid: int, code: str) -> dict[str, Any]:
    """A level: units of the system a pixel, its north-west corner (x, y), sizes in pixels."""
    unit_m = _METRES_PER_DEGREE if srid in (crs.WGS84, crs.ETRS89) else 1.0
    west, north = matrix.topleftcorner
    if crs.axes_swapped(srid) and not _CRS84.search(code):
        west, north = north, west
    return {
        "id": matrix.identifier,
        "resolution": matrix.scaledenominator * _METRES_PER_PIXEL / unit_m,
        "west": west,
        "north": north,
        "tile_px": [matrix.tilewidth, matrix.tileheight],
        "count": [matrix.matrixwidth, matrix.matrixheight],
    }


def _wfs(url: str, body: bytes) -> Offer:
    service = WebFeatureService_2_0_0(url, "2.0.0", plain_xml(body))
    operation = service.getOperationByName("GetFeature")
    formats = operation.parameters.get("outputFormat", {}).get("values", [])
    as_json = (one for wanted in _JSON for one in formats if one.lower().split(";")[0] == wanted)
    as_gml = (one for one in reversed(formats) if "gml" in one.lower() and "zip" not in one.lower())
    format_ = next(as_json, "") or next(as_gml, "")
    endpoint = _same_host(url, _endpoint(service, "GetFeature"))
    title = getattr(getattr(service, "identification", None), "title", "") or ""
    layers = [
        _wfs_layer(name, one, endpoint, format_) for name, one in service.contents.items() if name
    ]
    return Offer(title, layers)


def _wfs_layer(name: str, layer: Any, endpoint: str, format_: str) -> Offered:
    srids = _srids(_codes_of(layer.crsOptions))
    against = "" if format_ else "Služba neumí vydat objekty jako GeoJSON ani GML."
    if "gml" in format_.lower() and crs.KROVAK not in srids:
        against = "Objekty v GML lze převzít jen v S-JTSK, a ten služba nenabízí."
    if not srids:
        against = "Služba ji nenabízí v žádném podporovaném systému."
    technical = {"url": endpoint, "name": name, "format": format_,
                 "srid": srids[0] if srids else 0, "srids": srids}  # fmt: skip
    return Offered(name, layer.title or name, technical, against)


def _codes_of(options: Iterable[Any]) -> Iterator[str]:
    for one in options:
        yield getattr(one, "id", "") or str(one)


def _features(url: str, body: bytes) -> Offer:
    content = json.loads(body)
    if not isinstance(content, dict) or not isinstance(content.get("collections"), list):
        raise RemoteFailure("Na adrese není OGC API: chybí seznam kolekcí.")
    base = ask.capabilities("features", url).partition("?")[0]
    shared = [str(one) for one in content.get("crs", [])]
    return Offer(
        str(content.get("title") or ""),
        [_collection(one, base, shared) for one in content["collections"]],
    )


def _collection(content: dict[str, Any], base: str, shared: list[str]) -> Offered:
    name = str(content["id"])
    offered = [str(one) for one in content.get("crs", [])]
    if "#/crs" in offered:
        offered += shared
    own = {srid: one for one in offered if (srid := srid_of(one)) and not _CRS84.search(one)}
    best = crs.KROVAK if crs.KROVAK in own else crs.WGS84
    technical = {
        "url": f"{base}/{name}/items",
        "name": name,
        "crs": own[crs.KROVAK] if best == crs.KROVAK else "",
        "srid": best,
        "srids": [best],
    }
    against = "" if re.fullmatch(r"[\w.:-]{1,200}", name) else "Jméno kolekce má nedovolené znaky."
    return Offered(name, str(content.get("title") or name), technical, against)
