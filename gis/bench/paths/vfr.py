"""Import of a file of RÚIAN: the whole gate against a plain copy by ogr2ogr."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gis.bench import data, folders
from gis.bench.database import IMPORTS, Database, libpq
from gis.bench.process import Finished, finished
from gis.bench.result import Goal, Line, Result
from gis.bench.run import Run
from gis.bench.sample import of_latencies
from gis.launcher import environment

_EMPTY = Path(__file__).parent.parent / "sql" / "empty.sql"


def importing(run: Run) -> Iterator[Line]:
    """The same file into an empty database, each a process of its own from start to end."""
    file = data.one_file(run.import_parcels)
    database = Database.named(IMPORTS)
    data.migrate(database)
    ours, theirs = [], []
    for _ in range(run.rounds):
        ours.append(by_gate(database, file))
        theirs.append(by_ogr(database, file))
    yield Result(
        f"import VFR, {run.import_parcels} parcel",
        "ogr2ogr PG_USE_COPY",
        of_latencies(ours),
        of_latencies(theirs),
        Goal("p50_ms", 1.5, inverse=True),
        note="poměr rychlostí, medián; naše strana s kontrolami, historií a indexy",
    )


def by_gate(database: Database, file: Path) -> float:
    """Seconds of our gate, into tables that were emptied before."""
    empty(database)
    return gate(database, file).seconds


def empty(database: Database) -> None:
    """No rows in any table of the layers."""
    with database.cursor() as cursor:
        cursor.execute(_EMPTY.read_text(encoding="utf-8"))


def gate(database: Database, file: Path) -> Finished:
    """`./dmvs import`; a day of changes follows no state that it knows."""
    command = [environment.PYTHON, "-m", "django", "import", "--force", str(file)]
    return finished(command, database.environment())


def by_ogr(database: Database, file: Path) -> float:
    """GDAL into tables that it makes; it writes files beside its source, so it gets a copy."""
    with database.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS ogr CASCADE; CREATE SCHEMA ogr")
    with tempfile.TemporaryDirectory(dir=folders.peers()) as folder:
        copy = shutil.copy(file, folder)
        target = f"PG:{libpq(database.owner_url)} active_schema=ogr"
        command = ["ogr2ogr", "--config", "PG_USE_COPY", "YES", "-f", "PostgreSQL"]
        return finished([*command, target, str(copy)], os.environ).seconds
