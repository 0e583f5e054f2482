"""A million rows pass through each format in flat memory."""

import multiprocessing
import resource
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from layers.catalogue import catalogue
from layers.crs import KROVAK
from layers.export.formats import FORMATS
from layers.export.selection import Selection
from layers.models import ImportRun
from tests.gis.api.conftest import empty

ROWS = 1_000_000
LIMIT_KB = 500_000
"""What one process may take, in kilobytes of resident memory."""

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases="__all__")]


@pytest.fixture(scope="module")
def million(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Squares in rows, written by the database itself."""
    with django_db_blocker.unblock():
        run = ImportRun.objects.create(
            source="test", reader="test", file_name="made.xml", file_sha256="0", state="published"
        )
        with connection.cursor() as cursor:
            cursor.execute(_FILL, [run.pk, ROWS])
            cursor.execute("ANALYZE layers_parcel")
        yield
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE layers_parcel CASCADE")
        empty()


@pytest.mark.usefixtures("million")
@pytest.mark.parametrize("format_id", list(FORMATS))
def test_a_million_parcels_are_written_within_500_mb(tmp_path: Path, format_id: str) -> None:
    """In a process of its own, whose memory is that of the export alone."""
    ours, theirs = multiprocessing.Pipe()
    child = multiprocessing.get_context("fork").Process(
        target=_measure, args=(format_id, tmp_path, theirs)
    )
    child.start()
    count, peak_kb = ours.recv()
    child.join()
    assert count == ROWS
    assert peak_kb < LIMIT_KB


def _measure(format_id: str, folder: Path, answer: Connection) -> None:
    for alias in list(connections):
        del connections[alias]  # the sockets are the parent's
    wanted = FORMATS[format_id]
    layer = catalogue().layers["cadastre_parcel"]
    selection = Selection.whole(layer, srid=wanted.srid or KROVAK, timeout_s=600)
    made = wanted.write(selection, folder / f"parcels{wanted.suffix}")
    peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(format_id, peak_kb, "kB", sum(each.stat().st_size for each in made.files))
    answer.send((made.count, peak_kb))


_FILL = """
INSERT INTO layers_parcel (
  code, number, series, cadastral_unit_code, protections, soil_units, valid, recorded, source,
  opened_by_id, content_hash, geom_kind, geom
)
SELECT
  n, n, 2, 682039, '[]', '[]', '[2020-01-01,)', '[2026-01-01,)', 'test', %s, gen_random_uuid(),
  'outline', ST_MakeEnvelope(x, y, x + 10, y + 10, 5514)
FROM generate_series(1, %s) n
CROSS JOIN LATERAL (SELECT -700000 + n %% 1000 * 10 AS x, -980000 + n / 1000 * 10 AS y) place
"""
