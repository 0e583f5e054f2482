"""HOSTILE 42: an import is killed, doubled, cut off its database; old data keep serving."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from layers.errors import FailedImport, LostDatabase
from layers.importers import staging
from layers.importers.gate import import_file
from layers.importers.lost_runs import fail_lost_runs
from layers.models import ChangedArea, ImportRun, Parcel
from tests.layers.importers.made_vfr import MadeParcel, write_full
from tests.layers.jobs.workers import environment
from tests.stack import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]

MANY = range(1, 4_001)
_DIE_IN = """
import os, signal, sys
import django
django.setup()
from pathlib import Path
from layers.importers import publishing, staging
from layers.importers.gate import import_file

def die_before(function, name, *steps):
    def call(*args, **named):
        if sys.argv[2] == name and (not steps or args[0] in steps):
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **named)
    return call

staging.Stage.finish = die_before(staging.Stage.finish, "uložení")
publishing.statement = die_before(publishing.statement, "rozdíl", "replace")

def die(phase, done, total):
    if phase == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

def die_before_commit(cursor, run):
    if sys.argv[2] == "potvrzení":
        os.kill(os.getpid(), signal.SIGKILL)

import_file(Path(sys.argv[1]), progress=die, witness=die_before_commit)
"""


def parcels() -> dict[int, int]:
    return dict(Parcel.objects.current().values_list("code", "area_m2"))


@pytest.mark.parametrize(
    "phase", ["čtení", "uložení", "kontrola", "rozdíl", "zveřejnění", "potvrzení"]
)
def test_import_killed_in_any_phase_leaves_the_data_and_can_be_run_again(
    tmp_path: Path, phase: str
) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1)]))
    newer = write_full(tmp_path, [MadeParcel(code, area_m2=5) for code in MANY], day="20260228")

    command = [sys.executable, "-W", "ignore", "-c", _DIE_IN, str(newer), phase]
    died = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()

    assert parcels() == {1: 10_000}
    unfinished = ImportRun.objects.latest("pk")
    assert not ChangedArea.objects.filter(run=unfinished).exists()
    wait_until_backend_is_gone()
    assert fail_lost_runs() == 1
    unfinished.refresh_from_db()
    assert unfinished.state == ImportRun.State.FAILED
    assert "worker zmizel" in unfinished.messages[-1]
    import_file(newer)
    assert parcels() == dict.fromkeys(MANY, 5)


def test_run_that_lives_is_not_taken_for_lost(tmp_path: Path) -> None:
    seen: list[int] = []

    def look(phase: str, done: int, total: int | None) -> None:
        seen.append(fail_lost_runs())

    run = import_file(write_full(tmp_path, [MadeParcel(1)]), progress=look)
    assert seen and not any(seen)
    assert run.state == ImportRun.State.PUBLISHED


@pytest.mark.parametrize("phase", ["čtení", "zveřejnění"])
def test_connection_cut_in_the_middle_is_told_and_the_next_import_completes(
    tmp_path: Path, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a restart of the database does to an import, also while it writes by COPY."""
    monkeypatch.setattr(staging, "FLUSH_BYTES", 100_000)
    import_file(write_full(tmp_path, [MadeParcel(1)]))
    newer = write_full(tmp_path, [MadeParcel(code, area_m2=5) for code in MANY], day="20260228")

    def cut(now: str, done: int, total: int | None) -> None:
        if now == phase:
            with second_connection() as cursor:
                pid = connection.connection.info.backend_pid
                cursor.execute("SELECT pg_terminate_backend(%s)", [pid])

    with pytest.raises(LostDatabase, match="Spojení s databází se přerušilo"):
        import_file(newer, progress=cut)

    assert parcels() == {1: 10_000}
    failed = ImportRun.objects.latest("pk")
    assert failed.state == ImportRun.State.FAILED
    assert "spusťte znovu" in failed.messages[-1]
    import_file(newer)
    assert parcels() == dict.fromkeys(MANY, 5)


def test_two_imports_of_one_source_at_once_end_as_one_after_the_other(tmp_path: Path) -> None:
    """Each sees what the one before has left; none fails, nothing is twice."""
    import_file(write_full(tmp_path, [MadeParcel(1)]))
    newer = write_full(tmp_path, [MadeParcel(code, area_m2=5) for code in MANY], day="20260228")
    both_read = threading.Barrier(2, timeout=60)
    runs: list[ImportRun] = []

    def run() -> None:
        def meet(phase: str, done: int, total: int | None) -> None:
            if phase == "kontrola" and done == 0:
                both_read.wait()

        try:
            runs.append(import_file(newer, progress=meet))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert parcels() == dict.fromkeys(MANY, 5)
    added = sorted(each.counts["cadastre_parcel"]["added"] for each in runs)
    assert added == [0, len(MANY) - 1]


def test_full_disk_of_the_database_is_told(tmp_path: Path) -> None:
    """PostgreSQL refuses as it does when a disk is full."""
    file = write_full(tmp_path, [MadeParcel(code) for code in MANY])

    def fill(phase: str, done: int, total: int | None) -> None:
        if phase == "kontrola":
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$")

    with pytest.raises(FailedImport, match="místo na disku"):
        import_file(file, progress=fill)
    assert not parcels()
    assert "Uvolněte" in ImportRun.objects.latest("pk").messages[-1]


@contextmanager
def second_connection() -> Iterator[Any]:
    """A connection beside the one that imports."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            yield cursor
    finally:
        other.close()


def wait_until_backend_is_gone() -> None:
    """PostgreSQL notices a dead client once it has something to say to it."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] == 0:
                return
        threading.Event().wait(0.05)
    raise AssertionError("the connection of the killed process is still there")
