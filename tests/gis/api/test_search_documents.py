"""Plans are found by what they are called and by their designation."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test import Client

from layers import models

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)


@pytest.fixture
def plan(own_region: models.ImportRun) -> models.Feature:
    return models.Feature.objects.create(
        layer="plan_document",
        code="UP_563889_3",
        attributes={"label": "Změna č. 3 územního plánu Liberec", "number": "ZM3/2024"},
        municipality_code=563889,
        valid=DateRange(datetime(2024, 1, 1).date(), None),
        recorded=DateTimeTZRange(datetime(2026, 1, 1, tzinfo=UTC), None),
        source="test",
        opened_by=own_region,
        content_hash=uuid4(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Změna č. 3 územního plánu Liberec",
        "zmena c. 3 uzemniho planu",
        "územního plánu",
        "územní plán liberec změna",
        "ZM3/2024",
        "UP_563889_3",
    ],
)
def test_plan_is_found_by_name_number_and_code(
    client: Client, plan: models.Feature, text: str
) -> None:
    groups = client.get("/api/search", {"q": text}).json()["groups"]
    (found,) = (item for group in groups if group["kind"] == "document" for item in group["items"])
    assert (found["layer"], found["id"]) == ("plan_document", plan.code)
    assert found["detail"]["cs"] == "dokument Liberec, ZM3/2024"
    assert found["point"] is not None


def test_text_of_another_matter_finds_no_plan(client: Client, plan: models.Feature) -> None:
    groups = client.get("/api/search", {"q": "Dlouhá 12"}).json()["groups"]
    assert "document" not in {group["kind"] for group in groups}
