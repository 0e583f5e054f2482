"""Tiles: from the cache, drawn for the first time, and drawn beforehand."""

import re
import shutil
import subprocess
import time
from collections.abc import Iterator

from django.core.management import get_commands

from gis.bench import folders
from gis.bench.load import Side, check, latencies, rates
from gis.bench.peers import mapcache
from gis.bench.places import Place, blocks
from gis.bench.result import Goal, Line, Missing, Result
from gis.bench.run import Run
from gis.bench.sample import Sample
from gis.launcher import environment, service
from layers.grids import KROVAK_GRID, PIXEL_M

CACHED_ZOOM = 9
COLD_ZOOMS = (9, 10)
"""1 : 4 000 with outlines alone, 1 : 2 000 with parcel numbers."""
_SEED_ZOOM = 8
_CONNECTIONS = 16
_SEED_NOTE = "od spuštění příkazu do konce, jeden průchod"

Tile = tuple[int, int, int]


def cached(run: Run) -> Iterator[Line]:
    """Tiles that lie in the cache, from all who can serve them."""
    ports = run.servers.ports
    tiles = blocks(KROVAK_GRID, CACHED_ZOOM, run.places(60))
    own = [our_path(run.layer.id, tile) for tile in tiles]
    theirs = [mapcache.tile_path(run.layer.id, KROVAK_GRID, tile) for tile in tiles]
    files = [path.replace("/ows/wmts/", "/tiles/") for path in own]
    sides = [
        Side(ports.ours, own),
        Side(ports.files, files),
        Side(ports.mapcache, theirs),
        Side(ports.deployed, own),
    ]
    check(sides[0])  # draws what the others serve
    ours, plain, cache, deployed = rates(
        sides,
        folders.peers(),
        seconds=run.seconds,
        rounds=run.rounds,
        connections=_CONNECTIONS,
    )
    path = "dlaždice z mezipaměti"
    yield Result(path, "nginx, tytéž soubory", ours, plain, Goal("rate", 0.4))
    yield Result(path, "MapCache za nginx", ours, cache, Goal("rate", 1.5))
    yield Result(f"{path}, deploy/", "nginx, tytéž soubory", deployed, plain, Goal("rate", 0.9))


def cold(run: Run) -> Iterator[Line]:
    """The first tile of a metatile 4 × 4 that nobody has drawn."""
    for zoom in COLD_ZOOMS:
        forget(run)
        scale = round(KROVAK_GRID.resolutions[zoom] / PIXEL_M)
        ours, theirs = latencies(_both(run, blocks(KROVAK_GRID, zoom, run.places(run.samples))))
        yield Result(
            f"studená dlaždice 1 : {scale}",
            "MapServer + MapCache",
            ours,
            theirs,
            Goal("p50_ms", 0.7),
            note="jedna žádost za druhou, první dlaždice metadlaždice 4 × 4, medián",
        )


def seeding(run: Run) -> Iterator[Line]:
    """Tiles drawn beforehand by two workers."""
    path = "předkreslení, 2 procesy"
    if "seed" not in get_commands():
        yield Missing(path, "příkaz seed ještě není")
        return
    forget(run)
    box = _seed_box(run.places(1)[0], 16 if run.rounds > 1 else 8)
    ours = _seed_ours(run, box)
    theirs = _seed_theirs(run, box)
    yield Result(path, "mapcache_seed", ours, theirs, Goal("rate", 1.2), note=_SEED_NOTE)


def our_path(layer: str, tile: Tile) -> str:
    """The address of a tile in our WMTS."""
    zoom, column, row = tile
    return f"/ows/wmts/{layer}/{KROVAK_GRID.id}/{zoom}/{column}/{row}.png"


def _both(run: Run, tiles: list[Tile]) -> list[Side]:
    ports, layer = run.servers.ports, run.layer.id
    return [
        Side(ports.ours, [our_path(layer, tile) for tile in tiles]),
        Side(ports.mapcache, [mapcache.tile_path(layer, KROVAK_GRID, tile) for tile in tiles]),
    ]


def forget(run: Run) -> None:
    """Both caches are emptied of the layer."""
    for folder in (run.servers.tiles, run.servers.mapcache_tiles):
        shutil.rmtree(folder / run.layer.id, ignore_errors=True)


def _seed_box(place: Place, blocks_across: int) -> tuple[float, float, float, float]:
    """A square of metatiles around a place, a metre within their edges."""
    span = KROVAK_GRID.resolutions[_SEED_ZOOM] * KROVAK_GRID.tile_size_px * 4
    west, north = KROVAK_GRID.origin
    half, side = blocks_across // 2, blocks_across * span
    left = west + ((place.east - west) // span - half) * span
    top = north - ((north - place.north) // span - half) * span
    return left + 1, top - side + 1, left + side - 1, top - 1


def _seed_ours(run: Run, box: tuple[float, float, float, float]) -> Sample:
    command = [environment.PYTHON, "-m", "django", "seed", "--layer", run.layer.id]
    command += ["--grid", KROVAK_GRID.id, "--levels", str(_SEED_ZOOM)]
    command += [f"--bbox={','.join(f'{value:.2f}' for value in box)}"]
    env = run.database.environment() | {"GIS_RENDER_SOCKET": service.render_socket()}
    return _seed(command, run, env)


def _seed_theirs(run: Run, box: tuple[float, float, float, float]) -> Sample:
    command = ["mapcache_seed", "-c", str(run.servers.mapcache_configuration), "-q"]
    command += ["-t", run.layer.id, "-g", KROVAK_GRID.id, "-z", f"{_SEED_ZOOM},{_SEED_ZOOM}"]
    command += ["-e", ",".join(f"{value:.2f}" for value in box), "-n", "2", "-M", "4,4"]
    return _seed(command, run, None)


def _seed(command: list[str], run: Run, env: dict[str, str] | None) -> Sample:
    started = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)
    duration = time.perf_counter() - started
    folder = run.servers.tiles if env else run.servers.mapcache_tiles
    drawn = [
        file
        for file in (folder / run.layer.id).rglob("*.png")
        if re.fullmatch(r"[0-9]+", file.stem)
    ]
    return Sample(duration * 1000, duration * 1000, len(drawn) / duration, len(drawn))
