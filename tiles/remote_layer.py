"""Layers of remote services for MapProxy: tiles of their pictures, feature info, legend.

A tile is asked for with its neighbours, kept for its time, and shown older than that when the
service fails; a failure is never a picture.
"""

import io
import time
from pathlib import Path
from typing import cast

from mapproxy.image import ImageResult
from mapproxy.image.opts import ImageOptions
from mapproxy.image.tile import TiledImage
from mapproxy.image.transform import ImageTransformer
from mapproxy.layer.map_layer import MapLayer
from mapproxy.query import LegendQuery, MapQuery
from mapproxy.source import LegendSource
from mapproxy.srs import SRS, SupportedSRS
from PIL import Image

from layers.catalogue import Cascade, LayerDef
from layers.remote import ask
from layers.remote.errors import RemoteError
from layers.remote.login import opened
from layers.remote.picture import picture, pictures
from layers.remote.publication import legend_file
from layers.remote.tile_matrix import level_for, matrices
from tiles import generation, staleness, tile_files
from tiles.drawing import Busy
from tiles.grids import META, BBox, Grid, TileAddress, grids
from tiles.remote_turns import turn
from tiles.single_flight import SingleFlight
from tiles.source import extent

_COLORS = 256
_flights = SingleFlight()


def is_fresh(layer: LayerDef, path: Path) -> bool:
    """Whether the tile is there and as new as the operator wants it."""
    try:
        drawn_at = path.stat().st_mtime
    except FileNotFoundError:
        return False
    return layer.cascade is None or drawn_at + layer.cascade.keep_minutes * 60 > time.time()


class RemoteTileSource(MapLayer):  # type: ignore[misc]  # MapProxy is untyped
    """Gives the tiles of a cache whose metatile is one tile."""

    supports_meta_tiles = False

    def __init__(self, layer: LayerDef, image_opts: ImageOptions) -> None:
        super().__init__(image_opts)
        self._layer = layer
        self._cascade = cast(Cascade, layer.cascade)
        self.extent = extent()

    def get_map(self, query: MapQuery) -> ImageResult:
        """The new tile, or the old one, which MapProxy is told not to keep as new.

        Raises `Busy` when there is neither.
        """
        grid = next(grid for grid in grids().values() if grid.srid == query.srs.srid)
        tile = grid.tile_at(query.bbox)
        path = tile_files.path_of(self._layer.id, grid.name, tile)
        try:
            content = self._new(grid, tile, path)
        except RemoteError as exc:
            content = _old(path, exc)
            return self._result(content, cacheable=False)
        return self._result(content, cacheable=True)

    def _result(self, content: bytes, *, cacheable: bool) -> ImageResult:
        return ImageResult(io.BytesIO(content), image_opts=self.image_opts, cacheable=cacheable)

    def _new(self, grid: Grid, tile: TileAddress, path: Path) -> bytes:
        block = grid.metatile(tile)
        with _flights.turn((self._layer.id, grid.name, block.z, block.x, block.y)):
            if is_fresh(self._layer, path):  # a neighbour brought it
                return path.read_bytes()
            before = generation.current()
            with turn(self._cascade.place):
                drawn = drawn_by(self._cascade, grid.srid, block.box, block.size_px)
            pictures = dict(zip(block.tiles, _cut(drawn, block.columns), strict=True))
            if generation.current() == before:
                for one, content in pictures.items():
                    tile_files.write(tile_files.path_of(self._layer.id, grid.name, one), content)
            return pictures[tile]


def _old(path: Path, why: RemoteError) -> bytes:
    try:
        content, drawn_at = path.read_bytes(), path.stat().st_mtime
    except FileNotFoundError:
        raise Busy(str(why)) from why
    if not tile_files.whole(content):
        raise Busy(str(why)) from why
    staleness.note(drawn_at)
    return content


def drawn_by(cascade: Cascade, srid: int, box: BBox, size_px: tuple[int, int]) -> Image.Image:
    """The service's picture of the box in any system; raises `RemoteError`."""
    drawn = _by_wms if cascade.kind == "wms" else _by_wmts
    return drawn(cascade, srid, box, size_px).convert("RGBA")


def _by_wms(cascade: Cascade, srid: int, box: BBox, size_px: tuple[int, int]) -> Image.Image:
    """In the system of the map where the service has it, else moved from the best it has."""
    technical = cascade.technical
    if srid in technical["srids"]:
        return _in_parts(cascade, srid, box, size_px)
    here = SRS(f"EPSG:{srid}")
    there = SupportedSRS([SRS(f"EPSG:{one}") for one in technical["srids"]]).best_srs(here)
    wide = here.transform_bbox_to(there, box)
    asked_px = _shaped(wide, size_px, most_px=technical["most_px"])
    asked = ask.picture(technical, srid=there.srid, box=wide, size_px=asked_px)
    options = ImageOptions(format="image/png", transparent=True, resampling="bilinear")
    drawn = picture(asked, asked_px, opened(cascade.login)).convert("RGBA")
    found = ImageResult(drawn, asked_px, options)
    moved = ImageTransformer(there, here).transform(found, wide, size_px, box, options)
    return cast(Image.Image, moved.as_image())


def _in_parts(cascade: Cascade, srid: int, box: BBox, size_px: tuple[int, int]) -> Image.Image:
    """One picture, or as many as the service's longest side asks for, side by side."""
    technical, login = cascade.technical, opened(cascade.login)
    # A block has one to four tiles a side: halves and quarters of it are whole pixels.
    count = next(each for each in (1, 2, META) if max(size_px) <= each * technical["most_px"])
    wide, high = size_px[0] // count, size_px[1] // count
    step_x, step_y = (box[2] - box[0]) / count, (box[3] - box[1]) / count
    places = [(column, row) for row in range(count) for column in range(count)]
    urls = [
        ask.picture(technical, srid=srid, size_px=(wide, high), box=(
            box[0] + column * step_x, box[3] - (row + 1) * step_y,
            box[0] + (column + 1) * step_x, box[3] - row * step_y,
        ))
        for column, row in places
    ]  # fmt: skip
    if count == 1:
        return picture(urls[0], size_px, login)
    whole = Image.new("RGBA", size_px)
    for (column, row), part in zip(places, pictures(urls, (wide, high), login), strict=True):
        whole.paste(part.convert("RGBA"), (column * wide, row * high))
    return whole


def _shaped(box: BBox, size_px: tuple[int, int], *, most_px: int) -> tuple[int, int]:
    """A size of square pixels no coarser than the wanted ones, where the service draws that."""
    width, height = box[2] - box[0], box[3] - box[1]
    resolution = min(width / size_px[0], height / size_px[1])
    return min(most_px, round(width / resolution)), min(most_px, round(height / resolution))


def _by_wmts(cascade: Cascade, srid: int, box: BBox, size_px: tuple[int, int]) -> Image.Image:
    """Tiles of the level that fits, laid side by side and moved."""
    technical, login = cascade.technical, opened(cascade.login)
    here, there = SRS(f"EPSG:{srid}"), SRS(f"EPSG:{technical['srids'][0]}")
    wide = here.transform_bbox_to(there, box) if here != there else box
    level = level_for(matrices(technical), (wide[2] - wide[0]) / size_px[0])
    block = level.over(wide)
    if not block.tiles:
        return Image.new("RGBA", size_px)
    options = ImageOptions(format="image/png", transparent=True, resampling="bilinear")
    urls = [
        ask.tile(technical, matrix=level.id, column=column, row=row) for column, row in block.tiles
    ]
    pieces = [
        ImageResult(piece.convert("RGBA"), level.tile_px, options)
        for piece in pictures(urls, level.tile_px, login)
    ]
    laid = TiledImage(pieces, (block.columns, block.rows), level.tile_px, block.box, there)
    return cast(Image.Image, laid.transform(box, here, size_px, options).as_image())


def _cut(drawn: Image.Image, columns: int) -> list[bytes]:
    """The tiles of a block as PNG, row by row; photographs in full colours."""
    side = drawn.width // columns
    return [
        _png(drawn.crop((x, y, x + side, y + side)))
        for y in range(0, drawn.height, side)
        for x in range(0, drawn.width, side)
    ]


def _png(tile: Image.Image) -> bytes:
    goal = io.BytesIO()
    if tile.getcolors(_COLORS) is not None:
        tile = tile.quantize(_COLORS, method=Image.Quantize.FASTOCTREE)
    tile.save(goal, "PNG", compress_level=4)
    return goal.getvalue()


class RemoteLegend(LegendSource):  # type: ignore[misc]
    """The picture of the service's legend, kept since the layer was chosen."""

    def __init__(self, layer: LayerDef) -> None:
        self._layer = layer

    @property
    def size(self) -> tuple[int, int]:
        """What capabilities say of the picture."""
        with Image.open(legend_file(self._layer.id)) as found:
            return found.size

    def get_legend(self, query: LegendQuery) -> ImageResult:
        image = Image.open(legend_file(self._layer.id))
        options = ImageOptions(format="image/png", transparent=True)
        return ImageResult(image.convert("RGBA"), image.size, options)
