"""`./dmvs seed`: draws tiles before anyone asks, those that are missing only."""

import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from layers.access import PUBLIC, allowed_layers
from tiles.drawing import RendererError
from tiles.grids import BBox, Grid, grids
from tiles.jobs import queue_seeding
from tiles.renderer import running
from tiles.seeding import seed


class Command(BaseCommand):
    help = "Předkreslí chybějící dlaždice vrstev."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--layer", action="append", help="vrstva (lze opakovat); jinak base_map"
        )
        parser.add_argument("--grid", choices=list(grids()), default="krovak")
        parser.add_argument("--levels", default="0-9", help="úrovně, např. 0-9 nebo 7")
        parser.add_argument(
            "--job", action="store_true", help="jen zadá úlohu; nakreslí ji zpracovatel"
        )
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
        drawn = (layer for layer in allowed_layers(PUBLIC, "see") if layer.mapped)
        known = {layer.id for layer in drawn if layer.cascade is None}
        for layer in options["layer"] or ["base_map"]:
            if layer not in known:
                raise CommandError(f"Vrstva {layer!r} se nekreslí. Kreslí se: {', '.join(known)}.")
            if options["job"]:
                queue_seeding(layer, grid, levels, box)
                self.stdout.write(f"{layer}, {grid.name}: zadáno jako úloha")
                continue
            with running():
                self._seed(layer, grid, levels, box)

    def _seed(self, layer: str, grid: Grid, levels: range, box: BBox) -> None:
        begun = time.monotonic()
        try:
            drawn = seed(
                layer, grid, levels, box, progress=lambda *done: self._progress(layer, *done)
            )
        except RendererError as exc:
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
