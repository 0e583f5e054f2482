"""MapProxy's sources of a layer: map, tiles and legend, drawn by our renderers."""

import io
import threading
from collections.abc import Iterator
from typing import Any

from mapproxy.extent import MapExtent
from mapproxy.grid.resolutions import ResolutionRange
from mapproxy.image import ImageResult
from mapproxy.image.opts import ImageOptions
from mapproxy.layer import BlankImageError
from mapproxy.layer.map_layer import MapLayer
from mapproxy.query import LegendQuery, MapQuery
from mapproxy.source import LegendSource
from mapproxy.srs import SRS

from layers import crs
from layers.catalogue import LayerDef, catalogue
from tiles import asker
from tiles.drawing import Format, LegendDrawing, MapDrawing
from tiles.grids import METRES_PER_PIXEL, Grid, TileAddress, grids
from tiles.render_client import draw

_FORMATS: dict[str, Format] = {"png": "png8", "jpeg": "jpeg"}


def extent() -> MapExtent:
    """The country: what capabilities say of every layer."""
    return MapExtent(crs.COUNTRY_5514, SRS(f"EPSG:{crs.KROVAK}"))


def scales(layer: LayerDef) -> Any:
    """MapProxy's range of resolutions for the scales of the layer."""
    if layer.min_scale is None and layer.max_scale is None:
        return None
    coarsest, finest = (
        scale * METRES_PER_PIXEL if scale else None for scale in (layer.max_scale, layer.min_scale)
    )
    return ResolutionRange(coarsest, finest)


class MapSource(MapLayer):  # type: ignore[misc]
    """Draws maps of any box and size; several layers asked at once are one drawing."""

    supports_meta_tiles = False
    fwd_req_params = frozenset({"transparent", "bgcolor"})

    def __init__(self, pictures: tuple[str, ...]) -> None:
        super().__init__(ImageOptions(format="image/png", transparent=True))
        self.pictures = pictures
        self.extent = extent()

    def get_map(self, query: MapQuery) -> ImageResult:
        if not all(query.size):
            raise BlankImageError  # the whole country is less than a pixel
        drawn = tuple(self._in_scale(query))
        if not drawn:
            raise BlankImageError
        transparent = str(query.dimensions.get("transparent", "false")).lower() == "true"
        format_ = _FORMATS.get(str(query.format), "png8")
        opaque = not transparent or format_ == "jpeg"
        color = "#" + str(query.dimensions.get("bgcolor", "0xffffff"))[2:] if opaque else ""
        wish = asker.wish()
        drawing = MapDrawing(
            drawn,
            query.srs.srid,
            query.bbox,
            query.size,
            format_,
            background=color,
            scale_factor=wish.scale_factor,
            day=wish.day.isoformat() if wish.day else "",
        )
        options = ImageOptions(format=f"image/{query.format}", transparent=not opaque)
        return _picture(draw(drawing)[0], query.size, options)

    def combined_layer(self, other: object, _query: MapQuery) -> "MapSource | None":
        return MapSource(self.pictures + other.pictures) if isinstance(other, MapSource) else None

    def _in_scale(self, query: MapQuery) -> Iterator[str]:
        """Those that are drawn at the true scale: MapProxy knows none but that of the screen."""
        pixels = tuple(side / asker.wish().scale_factor for side in query.size)
        for picture in self.pictures:
            limits = scales(catalogue().pictures[picture])
            if limits is None or limits.contains(query.bbox, pixels, query.srs):
                yield picture


class TileSource(MapLayer):  # type: ignore[misc]
    """Draws a metatile when its first tile is asked, and hands the others out.

    MapProxy asks for the tiles of a metatile one by one in one thread (`bulk_meta_tiles`), and
    takes pictures that are encoded already as they are.
    """

    supports_meta_tiles = False

    def __init__(self, picture: str, image_opts: ImageOptions) -> None:
        super().__init__(image_opts)
        self._picture = picture
        self._drawn = threading.local()
        self.extent = extent()
        self.res_range = scales(catalogue().pictures[picture])

    def get_map(self, query: MapQuery) -> ImageResult:
        if self.res_range and not self.res_range.contains(query.bbox, query.size, query.srs):
            raise BlankImageError
        grid = next(grid for grid in grids().values() if grid.srid == query.srs.srid)
        tile = grid.tile_at(query.bbox)
        drawn = getattr(self._drawn, "tiles", {})
        key = grid.name, tile
        if key not in drawn:
            drawn = self._drawn.tiles = self._metatile(grid, tile)
        return _picture(drawn.pop(key), query.size, self.image_opts)

    def _metatile(self, grid: Grid, tile: TileAddress) -> dict[tuple[str, TileAddress], bytes]:
        pictures = draw(metatile_drawing(self._picture, grid, tile))
        tiles = grid.metatile(tile).tiles
        return {(grid.name, one): picture for one, picture in zip(tiles, pictures, strict=True)}


def metatile_drawing(picture: str, grid: Grid, tile: TileAddress) -> MapDrawing:
    """The drawing that holds the tile and its neighbours."""
    block = grid.metatile(tile)
    return MapDrawing(
        (picture,), grid.srid, block.box, block.size_px, columns=block.columns, rows=block.rows
    )


class DrawnLegend(LegendSource):  # type: ignore[misc]
    """The legend, by the same rules as the map."""

    def __init__(self, picture: str) -> None:
        self._picture = picture

    def get_legend(self, query: LegendQuery) -> ImageResult:
        format_: Format = "jpeg" if "jpeg" in str(query.format) else "png"
        wish = asker.wish()
        drawing = LegendDrawing(
            self._picture,
            language=wish.language,
            scale=query.scale,
            format=format_,
            room_px=wish.room_px,
            scale_factor=wish.scale_factor,
        )
        picture = draw(drawing)[0]
        options = ImageOptions(format=f"image/{format_}", transparent=format_ == "png")
        return ImageResult(io.BytesIO(picture), image_opts=options)


def _picture(content: bytes, size: tuple[int, int], options: ImageOptions) -> ImageResult:
    return ImageResult(io.BytesIO(content), size=size, image_opts=options)
