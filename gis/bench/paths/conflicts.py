"""Conflicts of all shipped rules over the whole region, through the gate."""

from collections.abc import Iterator

from gis.bench.process import finished
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import of_latencies
from gis.launcher import environment

_MOST_MS = 10 * 60 * 1000.0
_EMPTY = "DELETE FROM layers_feature WHERE layer LIKE 'conflict\\_%'"
_RULES = "SELECT count(*), count(DISTINCT layer_b) FROM layers_conflictrule"


def computing(run: Run) -> Iterator[Line]:
    """From nothing to published, each time a process of its own."""
    command = [environment.PYTHON, "-m", "django", "conflicts"]
    durations = []
    for _ in range(run.rounds):
        with run.database.cursor() as cursor:
            cursor.execute(_EMPTY)
        durations.append(finished(command, run.database.environment()).seconds)
    with run.database.cursor() as cursor:
        cursor.execute(_RULES)
        rules, layers = cursor.fetchone()
    yield Result(
        f"střety, {run.parcels} parcel",
        "",
        of_latencies(durations),
        None,
        Goal("p50_ms", _MOST_MS, ratio=False),
        note=f"medián; {rules} pravidel s {layers} vrstvami omezení, se zveřejněním",
    )
