"""A small region: a municipality, two cadastral units, four parcels that share a corner, a street.

The rows are committed: the API asks by the reading role, over a connection of its own.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from pytest_django import DjangoDbBlocker

from layers import models
from layers.catalogue import LayerDef, catalogue

WEST, SOUTH = -690_000.0, -975_000.0
CORNER = (WEST + 100, SOUTH + 100)
"""Where the four parcels meet."""


def versions(run: models.ImportRun) -> dict[str, object]:
    return {
        "valid": DateRange(datetime(2020, 1, 1).date(), None),
        "recorded": DateTimeTZRange(datetime(2026, 1, 1, tzinfo=UTC), None),
        "source": "test",
        "opened_by": run,
        "content_hash": uuid4(),
        "geom_kind": "outline",
    }


def square(east: float, north: float, side: float) -> Polygon:
    return Polygon.from_bbox((east, north, east + side, north + side))


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[models.ImportRun]:
    """The rows, for tests that only read."""
    with django_db_blocker.unblock():
        yield fill()
        empty()


@pytest.fixture
def own_region(transactional_db: None) -> models.ImportRun:
    """The rows, for tests that change them or run a server."""
    return fill()


def empty() -> None:
    for model in apps.get_app_config("layers").get_models():
        if model not in (models.ImportRun, models.Role, models.Grant):
            model._default_manager.all().delete()
    models.ImportRun.objects.all().delete()


def fill() -> models.ImportRun:
    run = models.ImportRun.objects.create(
        source="test", reader="test", file_name="made.xml", file_sha256="0", state="published"
    )
    whole = MultiPolygon(square(WEST - 1000, SOUTH - 1000, 3000))
    row = versions(run)
    models.Region.objects.create(code=78, name="Zkušební kraj", geom=whole, **row)
    models.Municipality.objects.create(code=563889, name="Liberec", geom=whole, **row)
    models.MunicipalityPart.objects.create(
        code=411, name="Ves", municipality_code=563889, geom=Point(WEST, SOUTH), **row
    )
    for code, name in ((682039, "Liberec"), (682314, "Růžodol I")):
        models.CadastralUnit.objects.create(
            code=code, name=name, municipality_code=563889, geom=whole, source_class="DKM", **row
        )
    _parcels(row)
    street = LineString((WEST, SOUTH + 50), (WEST + 300, SOUTH + 50))
    models.Street.objects.create(
        code=1, name="Dlouhá", municipality_code=563889, geom=street, **row
    )
    _addresses(row)
    for layer in ("cadastre_parcel", "admin_municipality"):
        models.Coverage.objects.create(
            layer=layer, source="test", data_date=datetime(2026, 11, 1, tzinfo=UTC), run=run
        )
    return run


def _parcels(row: dict[str, object]) -> None:
    numbers = ((1234, 5, 2), (1234, None, 2), (12, None, 1), (12, 3, 2))
    for index, (number, subdivision, series) in enumerate(numbers):
        models.Parcel.objects.create(
            code=1000 + index,
            number=number,
            subdivision=subdivision,
            series=series,
            land_kind=13 if index else 2,
            area_m2=10_000,
            cadastral_unit_code=682039 if index < 3 else 682314,
            municipality_code=563889,
            geom=square(WEST + index % 2 * 100, SOUTH + index // 2 * 100, 100),
            **row,
        )
    bare = {**row, "geom_kind": "none"}
    models.Parcel.objects.create(code=1004, number=77, cadastral_unit_code=682039, **bare)
    models.Parcel.objects.create(
        code=-42, number=4321, cadastral_unit_code=682314, source_class="UKM", **bare
    )


def _addresses(row: dict[str, object]) -> None:
    at = {"municipality_code": 563889, "municipality_part_code": 411}
    models.AddressPlace.objects.create(
        code=501,
        house_number=12,
        orientation_number=3,
        street_code=1,
        geom=Point(WEST + 50, SOUTH + 50),
        **at,
        **row,
    )
    models.AddressPlace.objects.create(
        code=502, house_number=34, postcode=46001, geom=Point(WEST + 10, SOUTH + 10), **at, **row
    )


@pytest.fixture
def closed_parcels(monkeypatch: pytest.MonkeyPatch) -> LayerDef:
    """The layer of parcels, closed to everyone; nothing that was found before is kept."""
    layer = catalogue().layers["cadastre_parcel"]
    catalogue().allowed.clear()
    monkeypatch.setattr("layers.access._MOST_KEPT", 0)
    monkeypatch.setattr("layers.access.allows", lambda _u, _o, each: each is not layer)
    return layer
