"""Import of a file of RÚIAN: the whole gate against a plain copy by ogr2ogr."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from gis.bench import data, folders
from gis.bench.database import IMPORTS, Database, libpq
from gis.bench.errors import BenchError
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
    """Our gate, into tables that were emptied before."""
    with database.cursor() as cursor:
        cursor.execute(_EMPTY.read_text(encoding="utf-8"))
    command = [environment.PYTHON, "-m", "django", "import", str(file)]
    return timed(command, database.environment())


def by_ogr(database: Database, file: Path) -> float:
    """GDAL into tables that it makes; it writes files beside its source, so it gets a copy."""
    with database.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS ogr CASCADE; CREATE SCHEMA ogr")
    with tempfile.TemporaryDirectory(dir=folders.peers()) as folder:
        copy = shutil.copy(file, folder)
        target = f"PG:{libpq(database.owner_url)} active_schema=ogr"
        command = ["ogr2ogr", "--config", "PG_USE_COPY", "YES", "-f", "PostgreSQL"]
        return timed([*command, target, str(copy)], os.environ)


def timed(command: list[str], env: Mapping[str, str]) -> float:
    """Seconds that the process took; one that fails is told."""
    started = time.perf_counter()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"{command[0]} selhal: {(done.stderr or done.stdout)[-500:]}")
    return time.perf_counter() - started
