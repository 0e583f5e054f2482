"""The addresses of requests to remote services, made of what their capabilities said."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from layers import crs

Technical = Mapping[str, Any]
BBox = tuple[float, float, float, float]

_OWN = frozenset(
    {"service", "request", "version", "layers", "styles", "crs", "srs", "bbox", "width", "height",
     "format", "transparent", "exceptions", "layer", "style", "tilematrixset", "tilematrix",
     "tilerow", "tilecol", "typenames", "outputformat", "srsname", "count", "startindex",
     "infoformat", "i", "j"}
)  # fmt: skip
"""Parameters that are set here; what else an address carries (`map=`, a key) is kept."""


def with_query(url: str, given: Mapping[str, object]) -> str:
    """The address with the parameters; those of its own that mean something else stay."""
    split = urlsplit(url)
    kept = [pair for pair in parse_qsl(split.query) if pair[0].lower() not in _OWN]
    query = urlencode([*kept, *given.items()], safe=",:/")
    return urlunsplit((split.scheme, split.netloc, split.path, query, ""))


def capabilities(kind: str, url: str) -> str:
    """Where the service tells what it has."""
    if kind == "features":
        split = urlsplit(url)
        path = split.path.rstrip("/")
        path = path if path.endswith("/collections") else f"{path}/collections"
        asked = urlunsplit((split.scheme, split.netloc, path, split.query, ""))
        return with_query(asked, {"f": "json"})
    if kind == "wmts" and urlsplit(url).path.lower().endswith(".xml"):
        return url
    version = {"wms": "1.3.0", "wmts": "1.0.0", "wfs": "2.0.0"}[kind]
    asked_for = {"SERVICE": kind.upper(), "REQUEST": "GetCapabilities", "VERSION": version}
    return with_query(url, asked_for)


def picture(technical: Technical, *, srid: int, box: BBox, size_px: tuple[int, int]) -> str:
    """GetMap of the box (x east, y north)."""
    return with_query(technical["url"], {"REQUEST": "GetMap"} | _map(technical, srid, box, size_px))


def _map(technical: Technical, srid: int, box: BBox, size_px: tuple[int, int]) -> dict[str, object]:
    new = technical["version"] == "1.3.0"
    west, south, east, north = box
    ordered = (south, west, north, east) if new and crs.axes_swapped(srid) else box
    return {
        "SERVICE": "WMS",
        "VERSION": technical["version"],
        "LAYERS": technical["name"],
        "STYLES": technical["style"],
        "CRS" if new else "SRS": f"EPSG:{srid}",
        "BBOX": ",".join(repr(float(one)) for one in ordered),
        "WIDTH": size_px[0],
        "HEIGHT": size_px[1],
        "FORMAT": technical["format"],
        "TRANSPARENT": "TRUE",
    }


def information(
    technical: Technical,
    *,
    srid: int,
    box: BBox,
    size_px: tuple[int, int],
    at_px: tuple[int, int],
    count: int,
) -> str:
    """GetFeatureInfo at a pixel of the map."""
    across, down = ("I", "J") if technical["version"] == "1.3.0" else ("X", "Y")
    asked = {"REQUEST": "GetFeatureInfo"} | _map(technical, srid, box, size_px)
    asked |= {
        "QUERY_LAYERS": technical["name"],
        "INFO_FORMAT": technical["info_format"],
        "FEATURE_COUNT": count,
        across: at_px[0],
        down: at_px[1],
    }
    return with_query(technical["url"], asked)


def legend(technical: Technical) -> str:
    """GetLegendGraphic, where the capabilities name no picture."""
    asked = {
        "SERVICE": "WMS",
        "VERSION": technical["version"],
        "REQUEST": "GetLegendGraphic",
        "LAYER": technical["name"],
        "FORMAT": "image/png",
        "SLD_VERSION": "1.1.0",
    }
    return with_query(technical["url"], asked)


def tile(technical: Technical, *, matrix: str, column: int, row: int) -> str:
    """One tile of a WMTS, by the template of its resource or by key and value."""
    place = _place(technical, matrix, column, row)
    if template := technical["template"]:
        return _filled(template, place)
    return with_query(technical["url"], _of_wmts(technical, "GetTile") | place)


def tile_information(
    technical: Technical, *, matrix: str, column: int, row: int, at_px: tuple[int, int]
) -> str:
    """GetFeatureInfo at a pixel of a tile; a template has the format in it."""
    place = _place(technical, matrix, column, row) | {"I": at_px[0], "J": at_px[1]}
    if template := technical["info_template"]:
        return _filled(template, place)
    asked = _of_wmts(technical, "GetFeatureInfo") | {"INFOFORMAT": technical["info_format"]}
    return with_query(technical["url"], asked | place)


def _of_wmts(technical: Technical, request: str) -> dict[str, object]:
    return {
        "SERVICE": "WMTS",
        "REQUEST": request,
        "VERSION": "1.0.0",
        "LAYER": technical["name"],
        "FORMAT": technical["format"],
    }


def _place(technical: Technical, matrix: str, column: int, row: int) -> dict[str, object]:
    return {
        "STYLE": technical["style"],
        "TILEMATRIXSET": technical["set"],
        "TILEMATRIX": matrix,
        "TILEROW": row,
        "TILECOL": column,
    }


def _filled(template: str, values: Mapping[str, object]) -> str:
    """Variables of a template are named in any case of letters."""
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition("}")
        filled.append(f"{values.get(name.upper(), '')}{rest}")
    return "".join(filled)


def features(kind: str, technical: Technical, *, first: int, count: int) -> str:
    """A page of objects as GeoJSON."""
    if kind == "features":
        asked: dict[str, object] = {"f": "json", "limit": count}
        return with_query(
            technical["url"],
            asked | ({"crs": technical["crs"]} if technical["crs"] else {}),
        )
    return with_query(
        technical["url"],
        {
            "SERVICE": "WFS",
            "REQUEST": "GetFeature",
            "VERSION": "2.0.0",
            "TYPENAMES": technical["name"],
            "OUTPUTFORMAT": technical["format"],
            "SRSNAME": f"urn:ogc:def:crs:EPSG::{technical['srid']}",
            "COUNT": count,
            "STARTINDEX": first,
        },
    )
