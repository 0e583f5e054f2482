"""Health, as a monitor reads it."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "reader"])


def test_live_asks_nothing(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/health/live").json() == {"status": "ok"}


def test_ready_tells_what_works(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "catalogue": "ok"}
