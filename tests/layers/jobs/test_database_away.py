"""The database goes away in the middle of an import and comes back, as at a restart."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection
from psycopg2.sql import SQL, Identifier

from layers.deliveries.decisions import receive
from layers.deliveries.inbox import chunks_of, store
from layers.models import Delivery, ImportRun, Job
from tests.layers.importers.made_vfr import MadeParcel, write_full
from tests.layers.jobs.workers import wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]

AWAY_S = 3
NEVER_S = "600"
"""So that no sweep finds the job within the test."""


@contextmanager
def away() -> Iterator[None]:
    """Nobody is connected to the test's database, and nobody may connect."""
    known = connection.get_connection_params()
    name = known["dbname"]
    connection.close()
    other = psycopg2.connect(
        dbname="postgres", user=known["user"], password=known.get("password"),
        host=known["host"], port=known.get("port"),
    )  # fmt: skip
    other.autocommit = True
    allow = SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    try:
        with other.cursor() as cursor:
            cursor.execute(allow.format(Identifier(name), SQL("false")))
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
        yield
    finally:
        with other.cursor() as cursor:
            cursor.execute(allow.format(Identifier(name), SQL("true")))
        other.close()


@pytest.mark.slow
def test_job_begins_anew_as_soon_as_the_database_is_back(tmp_path: Path) -> None:
    file = write_full(tmp_path, [MadeParcel(code) for code in range(1, 40_000)])
    delivery, _ = receive(store(file.name, chunks_of(file)), channel=Delivery.Channel.UPLOAD)
    with worker(GIS_JOB_LOST_AFTER_S=NEVER_S):
        wait_until(lambda: ImportRun.objects.filter(state="reading").exists(), "the import")
        with away():
            time.sleep(AWAY_S)
        wait_until(lambda: Delivery.objects.get(pk=delivery.pk).state == "ready", "the second try")
        wait_until(lambda: not Job.objects.exclude(state="done").exists(), "the end of the job")
    job = Job.objects.get()
    assert job.attempt == 2
    assert any("Spojení s databází se přerušilo." in line for line in job.log)
