"""Checks a WMS request and writes it anew from what was understood; MapProxy sees nothing else."""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from urllib.parse import urlencode

from layers import access, crs
from layers.access import User
from layers.catalogue import catalogue
from tiles.asker import Wish
from tiles.dots import dots_per_inch
from tiles.fast_path import picture_of
from tiles.moment import day_of
from tiles.parameters import Parameters
from tiles.service_exception import BadParameter, Dialect
from tiles.theme import in_theme

LONGEST_SIDE_PX = 8192
WIDEST_PX = 4096
MOST_PIXELS = WIDEST_PX * WIDEST_PX
FINEST_M, FINEST_DEGREES = 0.001, 1e-8
"""Below a millimetre a pixel, borders become lines of many million pixels."""
MOST_LAYERS = 50
MOST_FEATURES = 50
INFO_FORMATS = (
    "text/plain",
    "text/html",
    "application/json",
    "application/geo+json",
    "text/xml",
    "application/vnd.ogc.gml",
)
_REQUESTS = ("GetCapabilities", "GetMap", "GetFeatureInfo", "GetLegendGraphic")
FORMATS = ("image/png", "image/png; mode=8bit", "image/jpeg")
_REFUSED = ("SLD", "SLD_BODY", "ELEVATION", "REMOTE_OWS_TYPE", "REMOTE_OWS_URL")
_EXCEPTIONS = (
    "XML",
    "INIMAGE",
    "BLANK",
    "application/vnd.ogc.se_xml",
    "application/vnd.ogc.se_inimage",
    "application/vnd.ogc.se_blank",
)
_VERSION = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2}){0,2}")
_COLOR = re.compile(r"(0x|#)[0-9a-fA-F]{6}")
_CODES = {f"EPSG:{srid}": srid for srid in crs.SUPPORTED}

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was understood: the query for MapProxy, and what that does not pass on."""

    query: str
    wish: Wish


def dialect(given: Parameters) -> Dialect:
    """In which version's words to answer."""
    version = given.values.get("VERSION", "")
    old = version.startswith("1.1") or (not version and "SRS" in given.values)
    return "1.1.1" if old else "1.3.0"


@dataclass(frozen=True, slots=True)
class _Who:
    """Who asks, and of which theme's service (empty: the whole)."""

    user: User
    theme: str


def request_of(given: Parameters) -> str:
    """Which of the requests it is; raises `BadParameter`."""
    for name in given.values:
        if name in _REFUSED or name.startswith("DIM_"):
            raise BadParameter(name, f"Parametr {name} služba nepřijímá.", code="InvalidParameter")
    given.choice("SERVICE", ("WMS",), "WMS")
    request = given.choice("REQUEST", _REQUESTS)
    _check_version(given, request)
    return request


def rewritten(given: Parameters, user: User, theme: str = "") -> Asked:
    """The same request for a map, a legend or features; raises `BadParameter`."""
    request, who = request_of(given), _Who(user, theme)
    fields = {"service": "WMS", "request": request, "version": dialect(given)}
    wish = Wish(day=day_of(given), dpi=dots_per_inch(given), language=_language(given))
    if request == "GetMap":
        fields |= _map(given, who)
    elif request == "GetFeatureInfo":
        fields |= _map(given, who) | _feature_info(given, who)
    else:
        fields |= _legend(given, who)
        wish = replace(wish, room_px=_room(given))
    return Asked(urlencode(fields), wish)


def _language(given: Parameters) -> str:
    return "en" if given.values.get("LANGUAGE", "").lower() in {"eng", "en"} else "cs"


def _check_version(given: Parameters, request: str) -> None:
    version = given.values.get("VERSION") or given.values.get("WMTVER") or ""
    if version and not _VERSION.fullmatch(version):
        raise BadParameter("VERSION", "VERSION musí být 1.1.1 nebo 1.3.0.")
    if request == "GetCapabilities" or not version:
        return
    if version not in {"1.1.1", "1.3.0", "1.1.0"}:
        raise BadParameter("VERSION", "VERSION musí být 1.1.1 nebo 1.3.0.")


def _map(given: Parameters, who: _Who) -> Fields:
    layers = _layers(given, "LAYERS", who, "see")
    width = given.whole("WIDTH", low=1, high=LONGEST_SIDE_PX)
    height = given.whole("HEIGHT", low=1, high=LONGEST_SIDE_PX)
    if width * height > MOST_PIXELS:
        raise BadParameter("WIDTH", f"WIDTH × HEIGHT smí být nejvýše {MOST_PIXELS} pixelů.")
    fields = {
        "layers": ",".join(_pictures(given, layers)),
        "styles": "",
        "width": str(width),
        "height": str(height),
        "format": given.choice("FORMAT", FORMATS, "image/png"),
        "transparent": given.choice("TRANSPARENT", ("true", "false"), "false"),
        "bgcolor": _color(given),
    }
    if "EXCEPTIONS" in given.values:
        fields["exceptions"] = given.choice("EXCEPTIONS", _EXCEPTIONS)
    return fields | _place(given)


def _place(given: Parameters) -> Fields:
    """System and box; EPSG:5513 is turned into EPSG:5514, so that north is up in it as well."""
    new = dialect(given) == "1.3.0"
    name = "CRS" if new else "SRS"
    srid = _CODES.get(given.text(name).upper())
    if srid is None:
        code = "InvalidCRS" if new else "InvalidSRS"
        raise BadParameter(name, f"{name} musí být jedno z: {', '.join(_CODES)}.", code=code)
    first, second, third, fourth = given.box()
    finest = FINEST_DEGREES if srid in (crs.WGS84, crs.ETRS89) else FINEST_M
    longest = max(int(given.text(side)) for side in ("WIDTH", "HEIGHT"))
    if min(third - first, fourth - second) < finest * longest:
        raise BadParameter("BBOX", "BBOX je příliš malý: na pixel by připadlo méně než milimetr.")
    if srid == crs.KROVAK_SOUTH_WEST:
        # 1.3.0 follows the axes (X south, Y west), 1.1.1 is always x, y (Y west, X south).
        west, south = (
            ((second, fourth), (first, third)) if new else ((first, third), (second, fourth))
        )
        first, second, third, fourth = -west[1], -south[1], -west[0], -south[0]
        srid = crs.KROVAK
    return {
        name.lower(): f"EPSG:{srid}",
        "bbox": ",".join(map(repr, (first, second, third, fourth))),
    }


def _feature_info(given: Parameters, who: _Who) -> Fields:
    drawn = _layers(given, "LAYERS", who, "see")
    asked = _layers(given, "QUERY_LAYERS", who, "query")
    if unseen := [layer for layer in asked if layer not in drawn]:
        raise BadParameter(
            "QUERY_LAYERS", f"Vrstva {unseen[0]!r} není mezi LAYERS.", code="LayerNotDefined"
        )
    across, down = ("I", "J") if dialect(given) == "1.3.0" else ("X", "Y")
    width, height = int(given.text("WIDTH")), int(given.text("HEIGHT"))
    column = given.whole(across, low=0, high=width - 1, code="InvalidPoint")
    row = given.whole(down, low=0, high=height - 1, code="InvalidPoint")
    count = given.values.get("FEATURE_COUNT", "1")
    if not (count.isascii() and count.isdigit() and int(count[:12])):
        raise BadParameter("FEATURE_COUNT", "FEATURE_COUNT musí být celé číslo od 1.")
    format_ = given.choice("INFO_FORMAT", INFO_FORMATS, "text/html")
    if "gml" in format_ or format_ == "text/xml":
        format_ = "text/xml" if across == "I" else "application/vnd.ogc.gml"
    return {
        "layers": ",".join(drawn),
        "query_layers": ",".join(asked),
        across.lower(): str(column),
        down.lower(): str(row),
        "feature_count": str(min(int(count[:12]), MOST_FEATURES)),
        "info_format": format_,
    }


def _legend(given: Parameters, who: _Who) -> Fields:
    layer = _layers(given, "LAYER", who, "see")[0]
    fields = {
        "layer": _picture("STYLE", layer, given.text("STYLE", "")),
        "format": given.choice("FORMAT", FORMATS, "image/png"),
        "sld_version": given.choice("SLD_VERSION", ("1.1.0", "1.0.0"), "1.1.0") and "1.1.0",
        "style": "",
    }
    if "SCALE" in given.values:
        scale = Parameters({"SCALE": given.values["SCALE"].partition(".")[0]})
        fields["scale"] = str(scale.whole("SCALE", low=1, high=10**9))
    return fields


def _room(given: Parameters) -> tuple[int, int] | None:
    """What a legend should keep to; a side that is not told is as long as a map may be."""
    if not {"WIDTH", "HEIGHT"} & given.values.keys():
        return None
    width, height = (
        given.whole(side, low=1, high=LONGEST_SIDE_PX) if side in given.values else WIDEST_PX
        for side in ("WIDTH", "HEIGHT")
    )
    return width, height


def _layers(given: Parameters, name: str, who: _Who, operation: access.Operation) -> list[str]:
    """The ids; INSPIRE's names of layers are understood as well."""
    named = catalogue().harmonised
    asked = [named.get(layer, layer) for layer in given.text(name).split(",")]
    if len(asked) > MOST_LAYERS:
        raise BadParameter(name, f"{name} smí mít nejvýše {MOST_LAYERS} vrstev.")
    if len(set(asked)) != len(asked):
        raise BadParameter(name, f"{name} obsahuje tutéž vrstvu dvakrát.")
    if unknown := [layer for layer in asked if not _sees(who, layer)]:
        shown = unknown[0][:60].encode("ascii", "replace").decode()
        raise BadParameter(name, f"Vrstva {shown!r} neexistuje.", code="LayerNotDefined")
    if operation == "query":
        _check_queryable(name, asked, who.user)
    return asked


def _sees(who: _Who, layer_id: str) -> bool:
    layer = catalogue().layers.get(layer_id)
    return (
        layer is not None
        and layer.mapped
        and in_theme(layer, who.theme)
        and access.allows(who.user, "see", layer)
    )


def _check_queryable(name: str, asked: list[str], user: User) -> None:
    for layer_id in asked:
        layer = catalogue().layers[layer_id]
        if not layer.answers or not access.allows(user, "query", layer):
            raise BadParameter(
                name, f"Na vrstvu {layer_id!r} se nelze dotázat.", code="LayerNotQueryable"
            )


def _pictures(given: Parameters, layers: list[str]) -> list[str]:
    styles = given.text("STYLES", "").split(",")
    if styles != [""] and len(styles) != len(layers):
        raise BadParameter("STYLES", "Počet STYLES musí být roven počtu vrstev.")
    pairs = zip_longest(layers, styles, fillvalue="")
    return [_picture("STYLES", layer, style) for layer, style in pairs]


def _picture(name: str, layer: str, style: str) -> str:
    picture = picture_of(layer, style)
    if picture not in catalogue().layers[layer].pictures:
        styles = ["default", *(each.id for each in catalogue().layers[layer].styles)]
        raise BadParameter(
            name, f"Vrstva {layer!r} má jen styly: {', '.join(styles)}.", code="StyleNotDefined"
        )
    return picture


def _color(given: Parameters) -> str:
    color = given.text("BGCOLOR", "0xffffff")
    if not _COLOR.fullmatch(color):
        raise BadParameter("BGCOLOR", "BGCOLOR musí být ve tvaru 0xRRGGBB.")
    return "0x" + color[-6:].lower()
