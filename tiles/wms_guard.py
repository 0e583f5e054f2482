"""Checks a WMS request and writes it anew from what was understood; MapProxy sees nothing else."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from layers import access, crs
from layers.access import User
from layers.catalogue import catalogue
from tiles.parameters import Parameters
from tiles.service_exception import BadParameter, Dialect

LONGEST_SIDE_PX = 8192
MOST_PIXELS = 4096 * 4096
FINEST_M, FINEST_DEGREES = 0.001, 1e-8
"""Below a millimetre a pixel, borders become lines of many million pixels."""
MOST_LAYERS = 50
MOST_FEATURES = 50
INFO_FORMATS = (
    "text/plain",
    "text/html",
    "application/json",
    "text/xml",
    "application/vnd.ogc.gml",
)
_REQUESTS = ("GetCapabilities", "GetMap", "GetFeatureInfo", "GetLegendGraphic")
_FORMATS = ("image/png", "image/png; mode=8bit", "image/jpeg")
_REFUSED = ("SLD", "SLD_BODY", "TIME", "ELEVATION", "REMOTE_OWS_TYPE", "REMOTE_OWS_URL")
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


def dialect(given: Parameters) -> Dialect:
    """In which version's words to answer."""
    version = given.values.get("VERSION", "")
    old = version.startswith("1.1") or (not version and "SRS" in given.values)
    return "1.1.1" if old else "1.3.0"


def rewritten(given: Parameters, user: User) -> str:
    """The query string of the same request; raises `BadParameter`."""
    for name in given.values:
        if name in _REFUSED or name.startswith("DIM_"):
            raise BadParameter(name, f"Parametr {name} služba nepřijímá.", code="InvalidParameter")
    given.choice("SERVICE", ("WMS",), "WMS")
    request = given.choice("REQUEST", _REQUESTS)
    fields = {"service": "WMS", "request": request, "version": _version(given, request)}
    if request == "GetMap":
        fields |= _map(given, user)
    elif request == "GetFeatureInfo":
        fields |= _map(given, user) | _feature_info(given, user)
    elif request == "GetLegendGraphic":
        fields |= _legend(given, user)
    return urlencode(fields)


def _version(given: Parameters, request: str) -> str:
    version = given.values.get("VERSION") or given.values.get("WMTVER") or ""
    if version and not _VERSION.fullmatch(version):
        raise BadParameter("VERSION", "VERSION musí být 1.1.1 nebo 1.3.0.")
    if request == "GetCapabilities" or not version:
        return dialect(given)
    if version not in {"1.1.1", "1.3.0", "1.1.0"}:
        raise BadParameter("VERSION", "VERSION musí být 1.1.1 nebo 1.3.0.")
    return dialect(given)


def _map(given: Parameters, user: User) -> Fields:
    layers = _layers(given, "LAYERS", user, "see")
    width = given.whole("WIDTH", low=1, high=LONGEST_SIDE_PX)
    height = given.whole("HEIGHT", low=1, high=LONGEST_SIDE_PX)
    if width * height > MOST_PIXELS:
        raise BadParameter("WIDTH", f"WIDTH × HEIGHT smí být nejvýše {MOST_PIXELS} pixelů.")
    fields = {
        "layers": ",".join(layers),
        "styles": _styles(given, len(layers)),
        "width": str(width),
        "height": str(height),
        "format": given.choice("FORMAT", _FORMATS, "image/png"),
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


def _feature_info(given: Parameters, user: User) -> Fields:
    asked = _layers(given, "QUERY_LAYERS", user, "query")
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
        "query_layers": ",".join(asked),
        across.lower(): str(column),
        down.lower(): str(row),
        "feature_count": str(min(int(count[:12]), MOST_FEATURES)),
        "info_format": format_,
    }


def _legend(given: Parameters, user: User) -> Fields:
    fields = {
        "layer": _layers(given, "LAYER", user, "see")[0],
        "format": given.choice("FORMAT", _FORMATS, "image/png"),
        "sld_version": given.choice("SLD_VERSION", ("1.1.0", "1.0.0"), "1.1.0") and "1.1.0",
        "style": given.choice("STYLE", ("", "default"), ""),
    }
    if "SCALE" in given.values:
        scale = Parameters({"SCALE": given.values["SCALE"].partition(".")[0]})
        fields["scale"] = str(scale.whole("SCALE", low=1, high=10**9))
    return fields


def _layers(given: Parameters, name: str, user: User, operation: access.Operation) -> list[str]:
    asked = given.text(name).split(",")
    if len(asked) > MOST_LAYERS:
        raise BadParameter(name, f"{name} smí mít nejvýše {MOST_LAYERS} vrstev.")
    if len(set(asked)) != len(asked):
        raise BadParameter(name, f"{name} obsahuje tutéž vrstvu dvakrát.")
    visible = set(_ids(user))
    if unknown := [layer for layer in asked if layer not in visible]:
        shown = unknown[0][:60].encode("ascii", "replace").decode()
        raise BadParameter(name, f"Vrstva {shown!r} neexistuje.", code="LayerNotDefined")
    if operation == "query":
        _check_queryable(name, asked, user)
    return asked


def _ids(user: User) -> Iterable[str]:
    return (
        each.id
        for each in catalogue().layers.values()
        if access.allows(user, "see", each) and each.mapped
    )


def _check_queryable(name: str, asked: list[str], user: User) -> None:
    for layer_id in asked:
        layer = catalogue().layers[layer_id]
        if not layer.answers or not access.allows(user, "query", layer):
            raise BadParameter(
                name, f"Na vrstvu {layer_id!r} se nelze dotázat.", code="LayerNotQueryable"
            )


def _styles(given: Parameters, layers: int) -> str:
    styles = given.text("STYLES", "").split(",")
    if styles != [""] and len(styles) != layers:
        raise BadParameter("STYLES", "Počet STYLES musí být roven počtu vrstev.")
    if not {"", "default"}.issuperset(styles):
        raise BadParameter("STYLES", "Styl musí být prázdný nebo default.", code="StyleNotDefined")
    return ",".join(styles)


def _color(given: Parameters) -> str:
    color = given.text("BGCOLOR", "0xffffff")
    if not _COLOR.fullmatch(color):
        raise BadParameter("BGCOLOR", "BGCOLOR musí být ve tvaru 0xRRGGBB.")
    return "0x" + color[-6:].lower()
