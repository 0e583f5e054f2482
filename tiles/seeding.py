"""Draws tiles before anyone asks, those that are missing only."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from django.conf import settings

from tiles import generation, tile_files
from tiles.cold_tile import within_scales
from tiles.grids import BBox, Grid, TileAddress
from tiles.invalidation import blocks_over
from tiles.render_client import draw
from tiles.source import metatile_drawing

_PATIENCE_S = 60.0


class Progress(Protocol):
    """Told how many blocks are done, of how many; what it raises ends the drawing."""

    def __call__(self, done: int, total: int) -> None: ...


def seed(layer: str, grid: Grid, levels: range, box: BBox, *, progress: Progress) -> int:
    """Draws the missing blocks of the layer over the box (EPSG:5514); how many tiles it drew.

    Raises `RendererError` when the drawing fails.
    """
    blocks = [block for z in levels for block in _missing(layer, grid, box, z)]
    drawn = 0
    with ThreadPoolExecutor(settings.RENDERERS + 1) as pool:
        try:
            counts = pool.map(lambda block: _draw_block(layer, grid, block), blocks)
            for number, count in enumerate(counts, 1):
                drawn += count
                progress(number, len(blocks))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return drawn


def _missing(layer: str, grid: Grid, box: BBox, z: int) -> Iterator[TileAddress]:
    if not within_scales(layer, grid.name, z):
        return
    for block in blocks_over(grid, box, z):
        tiles = grid.metatile(block).tiles
        if not all(tile_files.path_of(layer, grid.name, tile).exists() for tile in tiles):
            yield block


def _draw_block(layer: str, grid: Grid, block: TileAddress) -> int:
    before = generation.current()
    pictures = draw(metatile_drawing(layer, grid, block), patience_s=_PATIENCE_S)
    if generation.current() != before:
        return 0
    tiles = grid.metatile(block).tiles
    for tile, picture in zip(tiles, pictures, strict=True):
        tile_files.write(tile_files.path_of(layer, grid.name, tile), picture)
    return len(tiles)
