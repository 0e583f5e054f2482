"""A made region with what files of other programs stumble over: hostile texts, mixtures, holes."""

from collections.abc import Iterator

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon
from pytest_django import DjangoDbBlocker

from layers.models import Feature, Statistic
from tests.gis.api.conftest import SOUTH, WEST, empty, fill, square, versions

HOSTILE = "=cmd|' /C calc'!A0"
ODD = 'Ž;"<script>&\n\x01žluť'


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Committed rows: parcels of the made region and zones of a plan."""
    with django_db_blocker.unblock():
        run = fill()
        row = versions(run)
        ring = Polygon(
            square(WEST, SOUTH, 200).exterior_ring, square(WEST + 50, SOUTH + 50, 50).exterior_ring
        )
        shapes = {
            "Z1": ring,
            "Z2": MultiPolygon(square(WEST + 300, SOUTH, 10), square(WEST + 320, SOUTH, 10)),
            "Z3": Point(WEST + 5, SOUTH + 5),
            "Z4": LineString((WEST, SOUTH), (WEST + 90, SOUTH)),
        }
        labels = (HOSTILE, ODD, "-12", "Ves")
        for (code, shape), label in zip(shapes.items(), labels, strict=True):
            Feature.objects.create(
                layer="plan_zone", code=code, geom=shape, municipality_code=563889,
                attributes={"label": label, "kind": "BI", "sign": "B1"}, **row,
            )  # fmt: skip
        Statistic.objects.create(
            code="population/563889/2025", municipality_code=563889, indicator="population",
            year=2025, value=100, **{**row, "geom_kind": "none"},
        )  # fmt: skip
        yield
        empty()
