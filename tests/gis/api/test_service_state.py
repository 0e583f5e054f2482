"""The catalogue tells how the service behind a remote layer answers."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from layers.models import RemoteLayer, RemoteService
from tests.layers.remote.conftest import flood, remote, remote_folder

__all__ = ["flood", "remote", "remote_folder"]

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def told(client: Client, layer: str) -> tuple[dict[str, Any], str]:
    answer = client.get("/api/catalogue")
    found = next(each for each in answer.json()["layers"] if each["id"] == layer)
    return found, answer["ETag"]


def test_layer_tells_service_state_legend_and_tiles(flood: RemoteLayer, client: Client) -> None:
    found, _ = told(client, flood.layer_id)

    assert found["service"]["state"] == "ok"
    assert found["service"]["title"] == "Povodňové mapy"
    assert found["theme"] == "remote"
    assert found["attribution"] == "© Povodí"
    assert "GetLegendGraphic" in found["legend_picture"]
    assert found["tiles"]["krovak"].startswith(f"/ows/wmts/{flood.layer_id}/krovak/")
    assert (found["queryable"], found["collection"]) == (False, None)


def test_failing_service_changes_the_catalogue(flood: RemoteLayer, client: Client) -> None:
    _, before = told(client, flood.layer_id)
    RemoteService.objects.update(state="failing", failing_since=timezone.now())

    found, after = told(client, flood.layer_id)

    assert found["service"]["state"] == "failing"
    assert found["service"]["failing_since"] and found["service"]["last_ok"]
    assert before != after


def test_layer_of_a_service_is_no_collection(flood: RemoteLayer, client: Client) -> None:
    listed = {each["id"] for each in client.get("/api/collections?f=json").json()["collections"]}

    assert flood.layer_id not in listed
    assert client.get(f"/api/collections/{flood.layer_id}").status_code == 404
