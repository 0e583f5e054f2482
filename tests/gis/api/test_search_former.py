"""A number that no parcel has any more leads to today's land, with its story."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.contrib.gis.geos import Polygon
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test import Client

from layers import models
from tests.gis.api.conftest import SOUTH, WEST

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"], transaction=True),
]
ENDED = datetime(2026, 6, 1, tzinfo=UTC)


def run(**more: object) -> models.ImportRun:
    return models.ImportRun.objects.create(
        source="vfr",
        reader="vfr",
        file_name="zmeny.xml",
        file_sha256="0",
        state="published",
        data_date=ENDED,
        **more,
    )


def ended(opened_by: models.ImportRun, closed_by: models.ImportRun, **fields: object) -> None:
    values: dict[str, object] = {
        "code": 900,
        "number": 99,
        "subdivision": 1,
        "cadastral_unit_code": 682039,
        "geom": Polygon.from_bbox((WEST + 25, SOUTH, WEST + 125, SOUTH + 100)),
        "geom_kind": "outline",
    }
    models.Parcel.objects.create(
        **(values | fields),
        valid=DateRange(date(2020, 1, 1), None),
        recorded=DateTimeTZRange(datetime(2025, 1, 1, tzinfo=UTC), ENDED),
        source="vfr",
        opened_by=opened_by,
        closed_by=closed_by,
        content_hash=uuid4(),
    )


def former(client: Client, text: str) -> list[dict[str, object]]:
    groups = client.get("/api/search", {"q": text}).json()["groups"]
    return [item for group in groups if group["kind"] == "former_parcel" for item in group["items"]]


def test_merged_parcel_leads_to_the_parcels_that_lie_there_with_shares(
    client: Client, own_region: models.ImportRun
) -> None:
    ended(own_region, run())
    found = former(client, "Liberec 99/1")
    assert [(item["label"], item["id"]) for item in found] == [
        ("99/1 → 1234/5", "1000"),
        ("99/1 → 1234", "1001"),
    ]
    stories = [item["former"] for item in found]
    assert [story["share"] for story in stories] == [0.75, 0.25]  # type: ignore[index]
    assert stories[0]["until"] == "2026-06-01"  # type: ignore[index]
    assert "75 % její plochy" in found[0]["detail"]["cs"]  # type: ignore[index]


@pytest.mark.parametrize("text", ["99/1", "682039-99/1", "p. č. 99/1"])
def test_ended_number_is_found_with_and_without_its_unit(
    client: Client, own_region: models.ImportRun, text: str
) -> None:
    ended(own_region, run())
    assert len(former(client, text)) == 2


def test_renumbered_parcel_says_that_it_is_the_same(
    client: Client, own_region: models.ImportRun
) -> None:
    ended(own_region, run(), code=1000, geom=None, geom_kind="none")
    (found,) = former(client, "99/1")
    assert found["id"] == "1000" and found["former"]["renumbered"]  # type: ignore[index]
    assert "přečíslována" in found["detail"]["cs"]  # type: ignore[index]


def test_number_that_lives_is_no_former_one(client: Client, own_region: models.ImportRun) -> None:
    ended(own_region, run(), code=1000, number=1234, subdivision=5)
    assert former(client, "1234/5") == []


def test_what_a_rollback_closed_was_never_there(
    client: Client, own_region: models.ImportRun
) -> None:
    ended(own_region, run(rollback_of=own_region))
    assert former(client, "99/1") == []


def test_former_parcel_is_not_told_of_a_number_in_the_other_series(
    client: Client, own_region: models.ImportRun
) -> None:
    ended(own_region, run())
    assert former(client, "st. 99/1") == []


def test_list_with_a_merged_parcel_offers_what_lies_there_today(
    client: Client, own_region: models.ImportRun
) -> None:
    ended(own_region, run())
    answer = client.post("/api/search/batch", "682039 99/1", content_type="text/plain").json()
    (row,) = answer["rows"]
    assert row["state"] == "ambiguous"
    assert [each["label"] for each in row["candidates"]] == ["99/1 → 1234/5", "99/1 → 1234"]
