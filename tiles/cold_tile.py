"""Tiles that are not in the cache: drawn once, however many ask, and kept only if still true."""

from dataclasses import replace

from layers.access import User, is_public, layer_as
from layers.catalogue import LayerDef, catalogue
from layers.crs import WGS84
from tiles import generation, tile_files
from tiles.blank import BLANK_TILE
from tiles.drawing import Busy
from tiles.fast_path import PUBLIC_CACHING, VARIES, Environ, Headers, privately
from tiles.grids import METRES_PER_PIXEL, TileAddress, grids
from tiles.service_exception import BadParameter
from tiles.services import Answer, Services
from tiles.single_flight import SingleFlight

assert WGS84 not in {grid.srid for grid in grids().values()}, "scales are computed in metres"

_HEADERS: Headers = [("Content-Type", "image/png"), PUBLIC_CACHING]


class ColdTiles:
    """Draws missing tiles through MapProxy, each block of them once in this process.

    Between processes MapProxy's lock files do the same.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._flights = SingleFlight()

    def draw(
        self, environ: Environ, layer: str, grid: str, tile: TileAddress, user: User
    ) -> Answer:
        """The tile; raises `BadParameter` outside the grid, `Busy` when it cannot be drawn now."""
        if not grids()[grid].holds(tile):
            raise BadParameter(
                "TileMatrix", "Dlaždice leží mimo síť.", code="TileOutOfRange", status=404
            )
        drawn = layer_as(user, "see", catalogue().pictures[layer])
        if drawn is None:
            raise BadParameter("layer", "Taková vrstva ve službě není.", status=404)
        headers = _headers(_HEADERS, drawn)
        if not within_scales(layer, grid, tile.z):
            return Answer("200 OK", headers, BLANK_TILE)
        # The source of a cascaded layer lets one ask for all; a territory is cut out by MapProxy.
        if drawn.cascade or drawn.within:
            return self._draw(environ, (layer, drawn), grid, tile, user)
        block = grids()[grid].metatile(tile)
        with self._flights.turn((layer, grid, block.z, block.x, block.y)) as first:
            if first or not tile_files.path_of(layer, grid, tile).exists():
                if not first and self._flights.busy:
                    raise Busy("Those who drew this tile before did not succeed.")
                return self._draw(environ, (layer, drawn), grid, tile, user)
        content = tile_files.path_of(layer, grid, tile).read_bytes()
        return Answer("200 OK", headers, content)

    def _draw(
        self, environ: Environ, of: tuple[str, LayerDef], grid: str, tile: TileAddress, user: User
    ) -> Answer:
        picture, layer = of
        before = generation.current()
        path = f"/wmts/{picture}/{grid}/{tile.z}/{tile.x}/{tile.y}.png"
        answer = self._services.ask(environ, path=path, query="", user=user)
        if generation.current() != before:
            block = grids()[grid].metatile(tile)
            tile_files.drop(tile_files.path_of(picture, grid, one) for one in block.tiles)
        return replace(answer, headers=_headers(answer.headers, layer))


def _headers(headers: Headers, layer: LayerDef) -> Headers:
    """The headers of a tile, for all or for the asker alone."""
    return list(headers) if is_public("see", layer) else [*privately(headers), VARIES]


def within_scales(layer_id: str, grid: str, z: int) -> bool:
    """Whether the layer is drawn at the level."""
    layer = catalogue().pictures[layer_id]
    scale = grids()[grid].resolutions[z] / METRES_PER_PIXEL
    return (layer.min_scale or 0) <= scale * 1.0001 and (
        layer.max_scale is None or scale <= layer.max_scale * 1.0001
    )
