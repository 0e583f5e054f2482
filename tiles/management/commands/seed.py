"""`./dmvs seed`: draws tiles before anyone asks, those that are missing only."""

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from layers.access import PUBLIC, allowed_layers
from tiles import generation, tile_files
from tiles.cold_tile import within_scales
from tiles.drawing import RendererError
from tiles.grids import BBox, Grid, TileAddress, grids
from tiles.invalidation import blocks_over
from tiles.render_client import draw
from tiles.renderer import running
from tiles.source import metatile_drawing

_PATIENCE_S = 60.0


class Command(BaseCommand):
    help = "Předkreslí chybějící dlaždice vrstev."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--layer", action="append", help="vrstva (lze opakovat); jinak base_map"
        )
        parser.add_argument("--grid", choices=list(grids()), default="krovak")
        parser.add_argument("--levels", default="0-9", help="úrovně, např. 0-9 nebo 7")
        where = parser.add_mutually_exclusive_group()
        where.add_argument(
            "--bbox", help="E,N,E,N v EPSG:5514; jinak území všech obcí", metavar="E,N,E,N"
        )
        where.add_argument(
            "--municipality", type=int, metavar="KÓD", help="jen dlaždice nad obcí toho kódu"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        grid = grids()[options["grid"]]
        levels = _levels(options["levels"], grid)
        box = _box(options["bbox"]) if options["bbox"] else _extent(options["municipality"])
        known = {layer.id for layer in allowed_layers(PUBLIC, "see") if layer.mapped}
        for layer in options["layer"] or ["base_map"]:
            if layer not in known:
                raise CommandError(f"Vrstva {layer!r} se nekreslí. Kreslí se: {', '.join(known)}.")
            with running():
                self._seed(layer, grid, levels, box)

    def _seed(self, layer: str, grid: Grid, levels: range, box: BBox) -> None:
        begun = time.monotonic()
        blocks = [block for z in levels for block in _missing(layer, grid, box, z)]
        drawn = 0
        with ThreadPoolExecutor(settings.RENDERERS + 1) as pool:
            try:
                for number, count in enumerate(
                    pool.map(lambda block: _draw_block(layer, grid, block), blocks), 1
                ):
                    drawn += count
                    self._progress(layer, number, len(blocks))
            except RendererError as exc:
                pool.shutdown(cancel_futures=True)
                raise CommandError(f"Kreslení selhalo: {exc} Podrobnosti jsou ve var/log.") from exc
        seconds = time.monotonic() - begun
        rate = f", {drawn / seconds:.0f} za sekundu" if drawn else ""
        self.stdout.write(f"{layer}, {grid.name}: nakresleno {drawn} dlaždic{rate}")

    def _progress(self, layer: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\r\033[K" if done == total else "\r"
            self.stderr.write(f"\r\033[K{layer}: {done} z {total} bloků", ending=end)


def _levels(text: str, grid: Grid) -> range:
    first, _, last = text.partition("-")
    try:
        levels = range(int(first), int(last or first) + 1)
    except ValueError as exc:
        raise CommandError(f"--levels {text!r} není číslo ani rozsah, např. 0-9.") from exc
    if not levels or levels[0] < 0 or levels[-1] >= len(grid.resolutions):
        raise CommandError(f"--levels: síť {grid.name} má úrovně 0-{len(grid.resolutions) - 1}.")
    return levels


def _box(text: str) -> BBox:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError as exc:
        raise CommandError(f"--bbox {text!r} nejsou čtyři čísla E,N,E,N.") from exc
    if not (west < east and south < north):
        raise CommandError("--bbox: první roh musí být jihozápadní.")
    return west, south, east, north


def _extent(code: int | None) -> BBox:
    """The box of the municipality, or of all of them."""
    with connections["reader"].cursor() as cursor:
        cursor.execute(
            "SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)"
            " FROM (SELECT ST_Extent(geom) e FROM served.admin_municipality"
            " WHERE %(code)s IS NULL OR code = %(code)s) extent",
            {"code": code},
        )
        row = cursor.fetchone()
    if row[0] is None:
        what = "žádná obec" if code is None else f"obec s kódem {code}"
        raise CommandError(f"V databázi není {what}; udejte --bbox.")
    west, south, east, north = row
    return west, south, east, north


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
