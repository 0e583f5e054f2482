"""What rights cost: the same answers to the public and to one who has signed in."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

from gis.bench import folders
from gis.bench.load import Side, check, rates
from gis.bench.paths import features, tiles
from gis.bench.places import blocks
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from layers.grids import KROVAK_GRID

_TILE_CONNECTIONS, _PAGE_CONNECTIONS = 16, 4
_NOTE = "přihlášený geodet jedné obce proti veřejnosti, táž odpověď"


def cost(run: Run) -> Iterator[Line]:
    """A cached public tile, and a page of parcels."""
    session = _session(run)
    cached = [
        tiles.our_path(run.layer.id, tile)
        for tile in blocks(KROVAK_GRID, tiles.CACHED_ZOOM, run.places(60))
    ]
    yield _beside_public(
        run, "práva: dlaždice z mezipaměti", cached, session,
        connections=_TILE_CONNECTIONS, least=0.9,
    )  # fmt: skip
    pages = [
        f"/api/collections/{run.layer.id}/items?limit={features.PAGE}&bbox={box}"
        for box in features.full_boxes(run)
    ]
    yield _beside_public(
        run, "práva: stránka parcel", pages, session, connections=_PAGE_CONNECTIONS, least=0.8
    )


def _beside_public(
    run: Run, name: str, paths: list[str], session: str, *, connections: int, least: float
) -> Result:
    public = Side(run.servers.ports.ours, paths)
    check(public)  # draws and remembers what both are given
    signed_in, everyone = rates(
        [replace(public, session=session), public],
        folders.peers(),
        seconds=run.seconds,
        rounds=run.rounds,
        connections=connections,
    )
    return Result(name, "veřejnost", signed_in, everyone, Goal("rate", least), note=_NOTE)


def _session(run: Run) -> str:
    command = [sys.executable, "-m", "gis.bench.visitor"]
    env = run.database.environment()
    done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    return done.stdout.strip()
