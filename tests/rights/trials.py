"""How each channel is tried: by what it lists, or by asking it for one layer."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree

from gis.rights.channels import CHANNELS
from layers.grids import KROVAK_GRID

Get = Callable[..., Any]
Lists = Callable[[Get], set[str]]
Asked = tuple[str, dict[str, str]]

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


LISTS: Mapping[str, Lists] = {
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
    "tilesets": lambda layer: (f"/api/collections/{layer}/tiles", {}),
    "atom": lambda layer: (f"/atom/{layer}.xml", {}),
    "vector-tile": lambda layer: (
        f"/api/collections/{layer}/tiles/krovak/{_LEVEL}/{_ROW}/{_COLUMN}", {},
    ),
    **{each.id: _file(each.id) for each in CHANNELS if each.id.startswith("file-")},
}  # fmt: skip
"""Channels that are asked for one layer."""

QUESTIONS = ("1", "12", "Dolní", "Horní", "st. 1", "Dlouhá 1", "a", "Nová")


def _searched(get: Get) -> Iterator[str]:
    for question in QUESTIONS:
        for group in get("/api/search", {"q": question}).json()["groups"]:
            yield from (item["layer"] for item in group["items"])


def _extracted(get: Get) -> Iterator[str]:
    (parcel,) = get("/api/collections/cadastre_parcel/items", {"limit": "1"}).json()["features"]
    for theme in get(f"/api/parcels/{parcel['id']}/extract").json()["themes"]:
        yield theme["id"]


FOUND: Mapping[str, Callable[[Get], Iterator[str]]] = {"search": _searched, "extract": _extracted}
"""Channels that tell of layers only by what is found: the layers that they tell of."""
