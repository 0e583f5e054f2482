"""How each channel is tried: by what it lists, or by asking it for one layer."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO, StringIO
from typing import Any

from lxml import etree, html
from pypdf import PdfReader

from gis.rights.channels import CHANNELS
from layers.catalogue import catalogue
from layers.grids import KROVAK_GRID
from layers.importers.correction import LAYER, WKT
from tests.visitors import Visitor

Get = Callable[..., Any]
Lists = Callable[[Get], set[str]]
Asked = tuple[str, dict[str, str]]
Found = Callable[[Visitor], Iterator[str]]

EAST, NORTH = -686_455.0, -977_260.0
"""A place in the middle of the demo region."""
_LEVEL = 8
_SIDE = KROVAK_GRID.resolutions[_LEVEL] * KROVAK_GRID.tile_size_px
_COLUMN = int((EAST - KROVAK_GRID.origin[0]) / _SIDE)
_ROW = int((KROVAK_GRID.origin[1] - NORTH) / _SIDE)


def _wms(request: str, layer: str, **more: str) -> Asked:
    box = f"{EAST - 50},{NORTH - 50},{EAST + 50},{NORTH + 50}"
    return "/ows/wms", {
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": request, "LAYERS": layer, "LAYER": layer,
        "STYLES": "", "CRS": "EPSG:5514", "BBOX": box, "WIDTH": "16", "HEIGHT": "16",
        "FORMAT": "image/png", **more,
    }  # fmt: skip


def _wmts(request: str, layer: str, **more: str) -> Asked:
    return "/ows/wmts", {
        "SERVICE": "WMTS", "REQUEST": request, "VERSION": "1.0.0", "LAYER": layer,
        "STYLE": "default", "TILEMATRIXSET": "krovak", "TILEMATRIX": str(_LEVEL),
        "TILEROW": str(_ROW), "TILECOL": str(_COLUMN), "FORMAT": "image/png", **more,
    }  # fmt: skip


def _wfs(request: str, layer: str, **more: str) -> Asked:
    asked = {"SERVICE": "WFS", "VERSION": "2.0.0", "REQUEST": request}
    return "/ows/wfs", {**asked, "TYPENAMES": f"dmvs:{layer}", **more}


def _file(channel: str) -> Callable[[str], Asked]:
    form = channel.removeprefix("file-")
    return lambda layer: (f"/api/collections/{layer}/items", {"limit": "1", "f": form})


def _one_answer(path: str, asked: dict[str, str], named: Callable[[Any], set[str]]) -> Lists:
    def listed(get: Get) -> set[str]:
        answer = get(path, asked)
        assert answer.status_code == 200, answer.text[:300]
        return named(answer)

    return listed


def _elements(name: str) -> Callable[[Any], set[str]]:
    """What is written in the elements of that name."""
    return lambda answer: set(
        etree.fromstring(answer.content).xpath(f"//*[local-name()='{name}']/text()")
    )


def _records(get: Get) -> set[str]:
    """The identifiers of all records, page by page."""
    asked = {
        "service": "CSW", "version": "2.0.2", "request": "GetRecords", "maxrecords": "100",
        "typenames": "csw:Record", "resulttype": "results", "elementsetname": "brief",
    }  # fmt: skip
    found: set[str] = set()
    position = "1"
    while position != "0":
        answer = get("/csw", asked | {"startposition": position})
        found |= _elements("identifier")(answer)
        results = etree.fromstring(answer.content).find(".//{*}SearchResults")
        position = results.get("nextRecord")
    return found


def _of_themes(path: str, asked: dict[str, str], name: str) -> Lists:
    """Of all themes of which there is anything to see."""

    def listed(get: Get) -> set[str]:
        themes = [*(theme.id for theme in catalogue().themes), "conflict"]
        answers = [get(path.format(theme), asked) for theme in themes]
        return {
            each
            for answer in answers
            if answer.status_code == 200
            for each in _elements(name)(answer)
        }

    return listed


def _of_files(pattern: str) -> Lists:
    """What the file of all themes has, by the sources of its layers."""
    return _one_answer(
        "/desktop/theme/all.qlr", {}, lambda answer: set(re.findall(pattern, answer.text))
    )


def _of_page(path: str, values: str) -> Lists:
    """What the form of a page offers; a page for those signed in sends others to sign in."""
    return _one_answer(
        path, {"lang": "cs"}, lambda answer: set(html.fromstring(answer.text).xpath(values))
    )


def _rules(get: Get) -> set[str]:
    codes = _of_page("/conflicts/", "//select[@id='rule']/option/@value")(get)
    return {f"conflict_{code.lower()}" for code in codes if code}


LISTS: Mapping[str, Lists] = {
    "wms-theme": _of_themes(
        "/ows/{}/wms", {"SERVICE": "WMS", "REQUEST": "GetCapabilities"}, "Name"
    ),
    "wmts-theme": _of_themes("/ows/{}/wmts/1.0.0/WMTSCapabilities.xml", {}, "Identifier"),
    "desktop-map": _of_files(r"layers=([a-z0-9_]+)"),
    "desktop-objects": _of_files(r"typename='([a-z0-9_]+)'"),
    "conflicts": _rules,
    "release": _of_page("/vydej/", "//input[@name='layers']/@value"),
    "wms-capabilities": _one_answer(
        "/ows/wms", {"SERVICE": "WMS", "REQUEST": "GetCapabilities"}, _elements("Name")
    ),
    "wmts-capabilities": _one_answer(
        "/ows/wmts/1.0.0/WMTSCapabilities.xml", {}, _elements("Identifier")
    ),
    "wfs-capabilities": _one_answer(
        "/ows/wfs",
        {"SERVICE": "WFS", "REQUEST": "GetCapabilities"},
        lambda answer: {each.removeprefix("dmvs:") for each in _elements("Name")(answer)},
    ),
    "catalogue": _one_answer(
        "/api/catalogue", {}, lambda answer: {each["id"] for each in answer.json()["layers"]}
    ),
    "collections": _one_answer(
        "/api/collections", {}, lambda answer: {each["id"] for each in answer.json()["collections"]}
    ),
    "openapi": _one_answer(
        "/api/openapi.json",
        {},
        lambda answer: {
            path.split("/")[2] for path in answer.json()["paths"] if path.count("/") > 1
        },
    ),
    "csw": _records,
}
"""Channels whose answer tells all the layers."""

ASKED: Mapping[str, Callable[[str], Asked]] = {
    "wms-map": lambda layer: _wms("GetMap", layer),
    "wms-legend": lambda layer: _wms("GetLegendGraphic", layer, SLD_VERSION="1.1.0"),
    "wms-feature-info": lambda layer: _wms(
        "GetFeatureInfo", layer, QUERY_LAYERS=layer, I="8", J="8", INFO_FORMAT="application/json"
    ),
    "wmts-rest": lambda layer: (f"/ows/wmts/{layer}/krovak/{_LEVEL}/{_COLUMN}/{_ROW}.png", {}),
    "wmts-kvp": lambda layer: _wmts("GetTile", layer),
    "wmts-feature-info": lambda layer: _wmts(
        "GetFeatureInfo", layer, I="8", J="8", INFOFORMAT="application/json"
    ),
    "wmts-rest-info": lambda layer: (
        f"/ows/wmts/{layer}/krovak/{_LEVEL}/{_COLUMN}/{_ROW}/8/8.json", {},
    ),
    "wfs-types": lambda layer: _wfs("DescribeFeatureType", layer),
    "wfs-features": lambda layer: _wfs("GetFeature", layer, count="1"),
    "identify": lambda layer: ("/api/identify", {"x": f"{EAST}", "y": f"{NORTH}", "layers": layer}),
    "collection": lambda layer: (f"/api/collections/{layer}", {}),
    "items": lambda layer: (f"/api/collections/{layer}/items", {"limit": "1"}),
    "queryables": lambda layer: (f"/api/collections/{layer}/queryables", {}),
    "sortables": lambda layer: (f"/api/collections/{layer}/sortables", {}),
    "desktop-style": lambda layer: (f"/desktop/style/{layer}.qml", {}),
    "tilesets": lambda layer: (f"/api/collections/{layer}/tiles", {}),
    "tileset": lambda layer: (f"/api/collections/{layer}/tiles/krovak", {}),
    "atom": lambda layer: (f"/atom/{layer}.xml", {}),
    "vector-tile": lambda layer: (
        f"/api/collections/{layer}/tiles/krovak/{_LEVEL}/{_ROW}/{_COLUMN}", {},
    ),
    **{each.id: _file(each.id) for each in CHANNELS if each.id.startswith("file-")},
}  # fmt: skip
"""Channels that are asked for one layer."""

QUESTIONS = ("1", "12", "Dolní", "Horní", "st. 1", "Dlouhá 1", "a", "Nová")


def _searched(visitor: Visitor) -> Iterator[str]:
    for question in QUESTIONS:
        for group in visitor.get("/api/search", {"q": question}).json()["groups"]:
            yield from (item["layer"] for item in group["items"])


def _searched_at_once(visitor: Visitor) -> Iterator[str]:
    answer = visitor.send("/api/search/batch", "\n".join(QUESTIONS), kind="text/plain").json()
    for row in answer["rows"]:
        yield from (each["layer"] for each in row["candidates"])


def _parcels(visitor: Visitor, count: int) -> list[str]:
    items = visitor.get("/api/collections/cadastre_parcel/items", {"limit": str(count)}).json()
    return [str(each["id"]) for each in items["features"]]


def _extracted(path: str, asked: Callable[[Visitor], dict[str, str]]) -> Found:
    def themes(visitor: Visitor) -> Iterator[str]:
        answer = visitor.get(path, asked(visitor))
        assert answer.status_code == 200, answer.text[:300]
        yield from (theme["id"] for theme in answer.json()["themes"])

    return themes


def _extract(visitor: Visitor) -> Iterator[str]:
    (parcel,) = _parcels(visitor, 1)
    yield from _extracted(f"/api/parcels/{parcel}/extract", lambda _: {})(visitor)


def _square(_: Visitor) -> dict[str, str]:
    west, south, east, north = EAST - 50, NORTH - 50, EAST + 50, NORTH + 50
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"area": json.dumps({"type": "Polygon", "coordinates": [ring]}), "crs": "5514"}


def _rows(path: str) -> Found:
    """The layers in the first column of a table."""

    def found(visitor: Visitor) -> Iterator[str]:
        answer = visitor.get(path)
        assert answer.status_code == 200, answer.text[:300]
        lines = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
        yield from (line["vrstva"] for line in lines)

    return found


def _quarantined(visitor: Visitor) -> Iterator[str]:
    """Of a layer that is closed to him even an administrator has keys and reasons alone."""
    answer = visitor.get("/admin/data/quarantine.csv")
    lines = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    for line in lines:
        if line.get(WKT):
            yield line[LAYER]


def _in_conflict(visitor: Visitor) -> Iterator[str]:
    for each in visitor.get("/api/conflicts", {"limit": "100"}).json()["conflicts"]:
        yield each["layer"]


def _printable(visitor: Visitor) -> Iterator[str]:
    """Of each theme and level one; a title that no font has ends an order before it is drawn."""
    order = {"paper": "A4", "scale": 1000, "center": [EAST, NORTH], "title": "\U0001f5fa"}
    drawn = [layer for layer in catalogue().layers.values() if layer.mapped]
    for layer in {(each.theme, each.access.see): each.id for each in drawn}.values():
        sent = json.dumps(order | {"layers": [{"id": layer}]})
        answer = visitor.send("/api/print", sent, kind="application/json")
        assert answer.status_code == 400, answer.text[:300]
        if answer.json()["parameter"] == "title":
            yield layer


FOUND: Mapping[str, Found] = {
    "print": _printable,
    "search": _searched,
    "search-batch": _searched_at_once,
    "extract": _extract,
    "extract-parcels": _extracted(
        "/api/extract", lambda visitor: {"parcels": ",".join(_parcels(visitor, 2))}
    ),
    "extract-area": _extracted("/api/extract/area", _square),
    "quality": _rows("/quality.csv"),
    "completeness": _rows("/quality/municipalities.csv"),
    "conflicts-api": _in_conflict,
    "admin": _quarantined,
}
"""Channels that tell of layers only by what is found: the layers that they tell of."""


def _printed(visitor: Visitor) -> Iterator[str]:
    """What is printed is the document that is kept under the address in the code on the paper."""
    (parcel,) = _parcels(visitor, 1)
    answer = visitor.get(f"/api/parcels/{parcel}/extract.pdf")
    assert answer.status_code == 200, answer.text[:300]
    pages = PdfReader(BytesIO(answer.content)).pages
    links = [
        str(note.get_object()["/A"].get("/URI", ""))
        for page in pages
        for note in page.get("/Annots", ())
        if "/A" in note.get_object()
    ]
    proof = next(each for each in links if "/vypis/" in each)
    document = visitor.get(f"/vypis/{proof.rpartition('/')[2]}.json").json()
    yield from (theme["id"] for theme in document["themes"])


PRINTED: Mapping[str, Found] = {"extract-pdf": _printed}
"""As those found; each takes seconds."""


def _print(visitor: Visitor, layer: str) -> Any:
    order = {"paper": "A4", "scale": 1000, "center": [EAST, NORTH], "layers": [{"id": layer}]}
    return visitor.send("/api/print", json.dumps(order), kind="application/json")


SENT: Mapping[str, Callable[[Visitor, str], Any]] = {"print": _print}
"""Channels to which an order for a layer is sent; what is allowed takes seconds to make."""
