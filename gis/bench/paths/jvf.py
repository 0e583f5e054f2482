"""Import of a file of the technical map: records a second through the whole gate."""

from collections.abc import Iterator
from dataclasses import replace

from gis.bench import data, folders, jvf_file
from gis.bench.database import IMPORTS, Database
from gis.bench.paths.vfr import by_gate
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import of_latencies

RECORDS_A_SECOND = 3_000
_RECORDS = 60_000


def importing(run: Run) -> Iterator[Line]:
    """One file into an empty table, each time a process of its own from start to end."""
    database = Database.named(IMPORTS)
    data.migrate(database)
    file = jvf_file.write(folders.data() / f"jvf-{_RECORDS}.xml", records=_RECORDS)
    durations = []
    for _ in range(run.rounds):
        with database.cursor() as cursor:
            cursor.execute("TRUNCATE layers_feature")
        durations.append(by_gate(database, file))
    sample = of_latencies(durations)
    yield Result(
        f"import JVF DTM, {_RECORDS} záznamů",
        "",
        replace(sample, rate=_RECORDS / sample.p50_ms * 1000),
        None,
        Goal("rate", RECORDS_A_SECOND, ratio=False, unit="záznamů/s"),
        note="medián; s přejímacími kontrolami, historií a indexy, bez schématu",
    )
