"""Who looks with the eyes of another is counted among the users, and answered."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db(databases=["default", "reader"])


def test_catalogue_is_answered_to_who_looks_as_a_role(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("spravce"))
    session = client.session
    session["viewing_as"] = {"role": "municipality", "municipalities": [1], "orps": []}
    session.save()

    answer = client.get("/api/catalogue")

    assert answer.status_code == 200
    assert answer.json()["viewing_as"].startswith("Obec")
