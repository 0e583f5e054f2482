"""Checks a WMTS request in key-value form and writes it anew from what was understood."""

from dataclasses import dataclass
from urllib.parse import urlencode

from layers import access
from layers.access import User
from layers.catalogue import catalogue
from tiles.fast_path import picture_of
from tiles.grids import TILE_PX, Grid, TileAddress, grids
from tiles.parameters import Parameters
from tiles.service_exception import BadParameter
from tiles.theme import in_theme
from tiles.wms_guard import MOST_FEATURES

INFO_FORMATS = ("text/plain", "text/html", "application/json")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a WMTS request asks: a tile, or something that only its query string says."""

    query: str
    tile: tuple[str, str, TileAddress] | None = None


def request_of(given: Parameters) -> str:
    """Which of the requests it is; raises `BadParameter`."""
    given.choice("SERVICE", ("WMTS",))
    return given.choice("REQUEST", ("GetCapabilities", "GetTile", "GetFeatureInfo"))


def rewritten(given: Parameters, user: User, theme: str = "") -> Asked:
    """The same request, the tile as picture, grid, address; raises `BadParameter`."""
    request = request_of(given)
    fields = {"service": "WMTS", "request": request, "version": "1.0.0"}
    given.choice("VERSION", ("1.0.0",), "1.0.0")
    layer, grid, tile = _tile(given, user, theme)
    styles = ["default", *(each.id for each in catalogue().layers[layer].styles), ""]
    style = given.choice("STYLE", styles, "default")
    fields |= {
        "layer": layer,
        "style": "default",
        "tilematrixset": grid.name,
        "tilematrix": str(tile.z),
        "tilecol": str(tile.x),
        "tilerow": str(tile.y),
        "format": given.choice("FORMAT", ("image/png",), "image/png"),
    }
    if request == "GetTile":
        return Asked(urlencode(fields), (picture_of(layer, style), grid.name, tile))
    fields |= {
        "i": str(given.whole("I", low=0, high=TILE_PX - 1, code="PointIJOutOfRange")),
        "j": str(given.whole("J", low=0, high=TILE_PX - 1, code="PointIJOutOfRange")),
        "infoformat": given.choice("INFOFORMAT", INFO_FORMATS, "text/html"),
        "feature_count": str(MOST_FEATURES),
    }
    check_queryable(layer, user)
    return Asked(urlencode(fields))


def check_queryable(layer_id: str, user: User) -> None:
    """Raises `BadParameter` for a layer whose features the user may not ask about."""
    layer = catalogue().layers[layer_id]
    if not layer.answers or not access.allows(user, "query", layer):
        raise BadParameter(
            "LAYER", f"Na vrstvu {layer_id!r} se nelze dotázat.", code="OperationNotSupported"
        )


def _tile(given: Parameters, user: User, theme: str) -> tuple[str, Grid, TileAddress]:
    named = given.text("LAYER")
    layer = catalogue().harmonised.get(named, named)
    known = catalogue().layers.get(layer)
    sees = known and known.mapped and access.allows(user, "see", known)
    if known is None or not sees or not in_theme(known, theme):
        raise BadParameter("LAYER", "Taková vrstva neexistuje.")
    grid = grids()[given.choice("TILEMATRIXSET", tuple(grids()))]
    z = given.whole("TILEMATRIX", low=0, high=len(grid.sizes) - 1)
    columns, rows = grid.sizes[z]
    x = given.whole("TILECOL", low=0, high=columns - 1, code="TileOutOfRange")
    y = given.whole("TILEROW", low=0, high=rows - 1, code="TileOutOfRange")
    return layer, grid, TileAddress(z, x, y)
