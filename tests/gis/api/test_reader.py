"""The reading role's connection: only reading, mended when it breaks, always up to date."""

import pytest
from django.db import DatabaseError, connections
from django.test import Client
from django.utils import timezone

from gis.api import reader
from layers.models import Coverage, ImportRun

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)


def test_broken_connection_is_opened_anew() -> None:
    backend = reader.rows("SELECT pg_backend_pid()")[0][0]
    other = connections.create_connection("reader")
    with other.cursor() as cursor:  # a role may end its own sessions
        cursor.execute("SELECT pg_terminate_backend(%s)", [backend])
    other.close()
    assert reader.rows("SELECT 1") == [(1,)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM layers_parcel",
        "SELECT * FROM layers_parcel",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT lo_import('/etc/passwd')",
        "CREATE TABLE served.own (id int)",
    ],
)
def test_reading_role_has_no_other_right(statement: str) -> None:
    with pytest.raises(DatabaseError):
        reader.rows(statement)
    assert reader.rows("SELECT 1") == [(1,)]


@pytest.mark.usefixtures("own_region")
def test_publish_changes_the_etag_of_the_catalogue(client: Client) -> None:
    etag = client.get("/api/catalogue")["ETag"]
    Coverage.objects.filter(layer="cadastre_parcel").update(data_date="2026-11-02T00:00:00Z")
    ImportRun.objects.update(published_at=timezone.now())
    assert client.get("/api/catalogue", headers={"if-none-match": etag}).status_code == 200
