"""Ready outlines of parcels: the same text as made anew, only of current versions, in steps."""

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone

from layers import outlines
from layers.models import ImportRun, Parcel, ParcelOutline
from tests.gis.api.conftest import empty, fill

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)

ITEMS = "/api/collections/cadastre_parcel/items?limit=100"


@pytest.fixture
def run() -> ImportRun:
    empty()
    return fill()


def page(client: Client) -> object:
    return client.get(ITEMS).json()["features"]


def test_page_is_the_same_with_and_without_ready_outlines(client: Client, run: ImportRun) -> None:
    before = page(client)
    outlines.write()
    assert ParcelOutline.objects.count() == Parcel.objects.filter(geom__isnull=False).count()
    assert page(client) == before


def test_ready_outline_is_what_the_page_serves_in_degrees_alone(
    client: Client, run: ImportRun
) -> None:
    outlines.write()
    ParcelOutline.objects.update(geojson='{"type":"Point","coordinates":[1,2]}')
    assert client.get(ITEMS).json()["features"][1]["geometry"]["coordinates"] == [1, 2]
    krovak = "http://www.opengis.net/def/crs/EPSG/0/5514"
    shape = client.get(f"{ITEMS}&crs={krovak}").json()["features"][1]["geometry"]
    assert shape["type"] == "Polygon"


def test_past_versions_lose_their_outline(run: ImportRun) -> None:
    outlines.write()
    before = ParcelOutline.objects.count()
    past = Parcel.objects.get(code=1000)
    Parcel.objects.filter(pk=past.pk).update(
        recorded=DateTimeTZRange(past.recorded.lower, timezone.now())
    )
    outlines.write()
    assert not ParcelOutline.objects.filter(pk=past.pk).exists()
    assert ParcelOutline.objects.count() == before - 1


def test_steps_begin_anew_only_after_a_publish(run: ImportRun) -> None:
    writing = outlines.Writing()
    publish(run)
    while writing.step():
        pass
    ParcelOutline.objects.all().delete()
    assert not writing.step() and not ParcelOutline.objects.exists()
    publish(run)
    assert writing.step() and ParcelOutline.objects.exists()
    assert not writing.step()


def test_two_at_once_do_not_disturb_each_other(run: ImportRun) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO layers_parceloutline SELECT id, 'kept' FROM layers_parcel LIMIT 1"
        )
    outlines.write()
    assert ParcelOutline.objects.filter(geojson="kept").count() == 1


def publish(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(published_at=timezone.now())
