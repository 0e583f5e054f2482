"""Filters of large registers look at few rows, whatever their values."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from gis.api.feature_page import page_statement
from gis.api.feature_query import ItemsQuery
from layers.catalogue import catalogue
from layers.models import ImportRun
from tests.gis.api.conftest import empty

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("registers"),
]
ROWS = 30_000
FEW = 600
TABLES = ("layers_parcel", "layers_building", "layers_addressplace")
VERSION = (
    "'[2020-01-01,)'::daterange, '[2026-01-01,)'::tstzrange, 'made', "
    "%(run)s, gen_random_uuid(), 'none'"
)
COLUMNS = "valid, recorded, source, opened_by_id, content_hash, geom_kind"
FILL = f"""
INSERT INTO layers_parcel ({COLUMNS}, code, number, subdivision, series,
  cadastral_unit_code, municipality_code)
SELECT {VERSION}, i, i %% 1500 + 1, nullif(i %% 7, 0), 1 + i %% 2,
  600000 + i / 300, 500000 + i / 500
FROM generate_series(1, {ROWS}) i;
INSERT INTO layers_building ({COLUMNS}, code, parcel_code, cadastre_id,
  cadastral_unit_code, municipality_part_code, municipality_code)
SELECT {VERSION}, i, i, 1000000 + i, 600000 + i / 300, 400000 + i / 300, 500000 + i / 500
FROM generate_series(1, {ROWS}) i;
INSERT INTO layers_addressplace ({COLUMNS}, code, house_number, building_code, street_code,
  municipality_part_code, municipality_code)
SELECT {VERSION}, i, i %% 300, i, 700000 + i / 50, 400000 + i / 300, 500000 + i / 500
FROM generate_series(1, {ROWS}) i;
"""


@pytest.fixture(scope="module")
def registers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Registers large enough that an index matters, their codes in the order of their places."""
    with django_db_blocker.unblock():
        run = ImportRun.objects.create(
            source="made", reader="made", file_name="made", file_sha256="0", state="published"
        )
        with connection.cursor() as cursor:
            cursor.execute(FILL, {"run": run.pk})
            cursor.execute(f"ANALYZE {', '.join(TABLES)}")
        yield
        empty()
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(TABLES)}")


@pytest.mark.parametrize(
    ("layer", "query"),
    [
        ("cadastre_parcel", {"label": "1234/5"}),
        ("cadastre_parcel", {"label": "st. 1234"}),
        ("cadastre_parcel", {"label": "1234"}),
        ("cadastre_parcel", {"label": "no parcel has it"}),
        ("cadastre_parcel", {"cadastral_unit_code": "600099", "number": "1234"}),
        ("cadastre_parcel", {"cadastral_unit_code": "600099"}),
        ("cadastre_parcel", {"cadastral_unit_code": "1"}),
        ("cadastre_parcel", {"municipality_code": "500059"}),
        ("cadastre_parcel", {"municipality_code": "1"}),
        ("cadastre_parcel", {"code": "29999"}),
        ("cadastre_building", {"cadastral_unit_code": "600099"}),
        ("cadastre_building", {"municipality_code": "500059"}),
        ("cadastre_building", {"municipality_part_code": "400099"}),
        ("cadastre_building", {"parcel_code": "29999"}),
        ("cadastre_building", {"cadastre_id": "1029999"}),
        ("address_place", {"municipality_code": "500059"}),
        ("address_place", {"municipality_part_code": "400099"}),
        ("cadastre_parcel", {"municipality_name": "Neznámá"}),
        ("address_place", {"street_code": "700599"}),
        ("address_place", {"building_code": "29999"}),
    ],
)
def test_filter_looks_at_few_rows(layer: str, query: dict[str, str]) -> None:
    assert looked_at(layer, query) <= FEW


def looked_at(layer: str, query: dict[str, str]) -> int:
    """Rows of the registers that the page's statement touches, those thrown away included."""
    asked = ItemsQuery.parse(RequestFactory().get("/", query), catalogue().layers[layer])
    with connections["reader"].cursor() as cursor:
        statement = page_statement(asked).as_string(cursor.cursor)
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}".replace("%", "%%"))
        return _touched(cursor.fetchone()[0][0]["Plan"])


def _touched(node: dict[str, Any]) -> int:
    own = 0
    if node.get("Relation Name") in TABLES:
        each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        own = round(each * node["Actual Loops"])
    return own + sum(_touched(child) for child in node.get("Plans", ()))
