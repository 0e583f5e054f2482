"""The data that are measured on: generated files of the registers, passed through the gate."""

from pathlib import Path

from gis.bench import folders, themes
from gis.bench.database import MAIN, Database
from gis.bench.errors import BenchError
from gis.launcher import console, environment, processes
from layers.demo import generate_one_file, generate_vfk

_SQL = Path(__file__).parent / "sql"
_ADDED = (
    "SELECT coalesce(sum((counts #>> '{cadastre_parcel,added}')::bigint), 0)"
    " FROM layers_importrun WHERE state = 'published'"
)


def ensure(parcels: int) -> Database:
    """The main database with at least so many parcels; loaded once and kept."""
    database = Database.named(MAIN)
    migrate(database)
    if (present := count(database)) < parcels:
        if present:
            console.say(f"V databázi je {present} parcel, doplňuji na {parcels}.")
        with console.step(f"Nahrávám {parcels} vyrobených parcel branou (jen poprvé)"):
            _django(database, "demo", "--parcels", str(parcels), "--folder", str(folders.data()))
        with database.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    with console.step(f"Doplňuji {themes.OBJECTS} objektů témat (jen poprvé)"):
        themes.ensure(database)
    with console.step("Zapisuji obrysy parcel, jako to dělá služba po zveřejnění"):
        _django(database, "outlines")
    with database.cursor() as cursor:
        cursor.execute((_SQL / "peers.sql").read_text(encoding="utf-8"))
    return database


def migrate(database: Database) -> None:
    """Bring the tables of a database up to date."""
    _django(database, "migrate", "--no-input", "--verbosity", "0")


def count(database: Database) -> int:
    """How many parcels the published runs have added."""
    with database.cursor() as cursor:
        cursor.execute(_ADDED)
        return int(cursor.fetchone()[0])


def one_file(parcels: int) -> Path:
    """One VFR file with at least so many parcels; made once and kept."""
    folder = folders.data() / f"one-file-{parcels}"
    if made := sorted(folder.glob("*.xml.gz")):
        return made[0]
    with console.step(f"Vyrábím soubor VFR o {parcels} parcelách"):
        unfinished = folder.with_suffix(".new")
        file = generate_one_file(unfinished, parcels=parcels, seed=7)
        unfinished.rename(folder)
        return folder / file.name


def vfk_file(parcels: int) -> Path:
    """One VFK file with at least so many parcels; made once and kept."""
    folder = folders.data() / f"vfk-{parcels}"
    if made := sorted(folder.glob("*.vfk")):
        return made[0]
    with console.step(f"Vyrábím soubor VFK o {parcels} parcelách"):
        unfinished = folder.with_suffix(".new")
        file = generate_vfk(unfinished, parcels=parcels, seed=7)
        unfinished.rename(folder)
        return folder / file.name


def _django(database: Database, *arguments: str) -> None:
    command = [environment.PYTHON, "-m", "django", *arguments]
    if processes.run_in_foreground(command, database.environment()):
        raise BenchError(f"Příkaz {arguments[0]} v databázi {database.name} selhal.")
