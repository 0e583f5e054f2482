"""A million rows pass through each format in flat memory."""

import resource
from pathlib import Path

import pytest
from django.db import connection

from layers.catalogue import catalogue
from layers.crs import KROVAK
from layers.export.formats import FORMATS
from layers.export.selection import Selection
from layers.models import ImportRun, Parcel

ROWS = 1_000_000
LIMIT_KB = 500_000
"""What one process may take, in kilobytes of resident memory."""


@pytest.mark.slow
@pytest.mark.parametrize("format_id", list(FORMATS))
def test_a_million_parcels_are_written_within_500_mb(
    transactional_db: None, tmp_path: Path, format_id: str
) -> None:
    _fill()
    wanted = FORMATS[format_id]
    selection = Selection.whole(
        catalogue().layers["cadastre_parcel"], srid=wanted.srid or KROVAK, timeout_s=600
    )
    made = wanted.write(selection, tmp_path / f"parcels{wanted.suffix}")
    assert made.count == ROWS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < LIMIT_KB


def _fill() -> None:
    """Squares in rows, written by the database itself."""
    run = ImportRun.objects.create(
        source="test", reader="test", file_name="made.xml", file_sha256="0", state="published"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO layers_parcel (code, number, series, cadastral_unit_code, protections, "
            "soil_units, valid, recorded, source, opened_by_id, content_hash, geom_kind, geom) "
            "SELECT n, n, 2, 682039, '[]', '[]', '[2020-01-01,)', '[2026-01-01,)', 'test', %s, "
            "gen_random_uuid(), 'outline', ST_SetSRID(ST_MakeEnvelope("
            "-700000 + n %% 1000 * 10, -980000 + n / 1000 * 10, "
            "-699990 + n %% 1000 * 10, -979990 + n / 1000 * 10), 5514) "
            "FROM generate_series(1, %s) n",
            [run.pk, ROWS],
        )
        cursor.execute("ANALYZE layers_parcel")
    assert Parcel.objects.count() == ROWS
