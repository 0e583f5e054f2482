"""Health and metrics, as a monitor reads them."""

import re

import pytest
from django.test import Client

from tests.gis.api.conftest import region  # noqa: F401  the same small region

pytestmark = pytest.mark.django_db(databases=["default", "reader"])


def test_live_asks_nothing(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_tells_what_works(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "catalogue": "ok"}


@pytest.mark.usefixtures("region")
def test_metrics_are_prometheus_text(client: Client) -> None:
    answer = client.get("/metrics")
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'\w+({\w+="\w+"})? \d+', line) for line in lines)
    assert "dmvs_up 1" in lines
    assert 'dmvs_import_runs{state="published"} 1' in lines
    assert any(
        line.startswith('dmvs_data_timestamp_seconds{layer="cadastre_parcel"}') for line in lines
    )
