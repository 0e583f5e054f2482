"""Import of a file of the cadastre: the whole gate against a plain copy by GDAL's VFK driver."""

from collections.abc import Iterator

from gis.bench import data
from gis.bench.database import IMPORTS, Database
from gis.bench.paths.vfr import by_gate, by_ogr
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import of_latencies

SHARE = 4
"""A quarter of the parcels of the VFR's bench: a parcel takes ten times the bytes in VFK."""


def importing(run: Run) -> Iterator[Line]:
    """The same file into an empty database, each a process of its own from start to end."""
    parcels = max(1, run.import_parcels // SHARE)
    file = data.vfk_file(parcels)
    database = Database.named(IMPORTS)
    data.migrate(database)
    ours, theirs = [], []
    for _ in range(run.rounds):
        ours.append(by_gate(database, file))
        theirs.append(by_ogr(database, file))
    yield Result(
        f"import VFK, {parcels} parcel",
        "ogr2ogr PG_USE_COPY",
        of_latencies(ours),
        of_latencies(theirs),
        Goal("p50_ms", 1.0, inverse=True),
        note="poměr rychlostí, medián; naše strana s kontrolami, historií a indexy",
    )
