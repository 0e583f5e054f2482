"""A whole region through the gate: read for the first time, read again, and a day's changes."""

from collections.abc import Iterator

from gis.bench import data, folders
from gis.bench.database import IMPORTS, Database
from gis.bench.paths.vfr import empty, gate
from gis.bench.process import Finished
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import of_latencies
from layers.demo import generate_change

_FIRST_MS, _AGAIN_MS, _DAY_MS = 10 * 60e3, 3 * 60e3, 5e3
_SEED = 7
"""That of the region's file: the day changes its parcels."""


def importing(run: Run) -> Iterator[Line]:
    """Each a process of its own, from start to end; one pass, for it takes minutes."""
    file = data.one_file(run.region_parcels)
    database = Database.named(IMPORTS)
    data.migrate(database)
    empty(database)
    name = f"{run.region_parcels} parcel"
    yield _within(f"první import, {name}", gate(database, file), _FIRST_MS)
    yield _within(f"týž soubor znovu, {name}", gate(database, file), _AGAIN_MS)
    day = generate_change(folders.data() / "day", seed=_SEED)
    yield _within(f"změny jednoho dne, {name}", gate(database, day), _DAY_MS)


def _within(name: str, done: Finished, most_ms: float) -> Result:
    return Result(
        name,
        "",
        of_latencies([done.seconds]),
        None,
        Goal("p50_ms", most_ms, ratio=False),
        note=f"nejvíce {done.memory_mb:.0f} MB paměti mimo databázi",
    )
