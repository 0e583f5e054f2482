"""Checks a WMTS request in key-value form and writes it anew from what was understood."""

from dataclasses import dataclass
from urllib.parse import urlencode

from layers import access
from layers.access import User
from layers.catalogue import catalogue
from tiles.grids import TILE_PX, Grid, TileAddress, grids
from tiles.parameters import Parameters
from tiles.service_exception import BadParameter
from tiles.wms_guard import MOST_FEATURES

_INFO_FORMATS = ("text/plain", "text/html", "application/json")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a WMTS request asks: a tile, or something that only its query string says."""

    query: str
    tile: tuple[str, str, TileAddress] | None = None


def rewritten(given: Parameters, user: User) -> Asked:
    """The same request, the tile as layer, grid, address; raises `BadParameter`."""
    given.choice("SERVICE", ("WMTS",))
    request = given.choice("REQUEST", ("GetCapabilities", "GetTile", "GetFeatureInfo"))
    fields = {"service": "WMTS", "request": request, "version": "1.0.0"}
    if request == "GetCapabilities":
        return Asked(urlencode(fields))
    given.choice("VERSION", ("1.0.0",), "1.0.0")
    layer, grid, tile = _tile(given, user)
    fields |= {
        "layer": layer,
        "style": given.choice("STYLE", ("default", ""), "default"),
        "tilematrixset": grid.name,
        "tilematrix": str(tile.z),
        "tilecol": str(tile.x),
        "tilerow": str(tile.y),
        "format": given.choice("FORMAT", ("image/png",), "image/png"),
    }
    if request == "GetTile":
        return Asked(urlencode(fields), (layer, grid.name, tile))
    fields |= {
        "i": str(given.whole("I", low=0, high=TILE_PX - 1, code="PointIJOutOfRange")),
        "j": str(given.whole("J", low=0, high=TILE_PX - 1, code="PointIJOutOfRange")),
        "infoformat": given.choice("INFOFORMAT", _INFO_FORMATS, "text/html"),
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


def _tile(given: Parameters, user: User) -> tuple[str, Grid, TileAddress]:
    layer = given.text("LAYER")
    known = catalogue().layers.get(layer)
    if known is None or not known.mapped or not access.allows(user, "see", known):
        raise BadParameter("LAYER", "Taková vrstva neexistuje.")
    grid = grids()[given.choice("TILEMATRIXSET", tuple(grids()))]
    z = given.whole("TILEMATRIX", low=0, high=len(grid.sizes) - 1)
    columns, rows = grid.sizes[z]
    x = given.whole("TILECOL", low=0, high=columns - 1, code="TileOutOfRange")
    y = given.whole("TILEROW", low=0, high=rows - 1, code="TileOutOfRange")
    return layer, grid, TileAddress(z, x, y)
