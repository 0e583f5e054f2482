"""The technical map in the API: who sees what of it, and what a client reads of an object."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from layers.importers.gate import import_file
from layers.models import Membership, Role
from tests.layers.importers.jvf.made import (
    CABLE,
    COMPLETE,
    EAST,
    FENCE,
    NORTH,
    MadeRecord,
    line,
    write,
)

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)


@pytest.fixture(autouse=True)
def technical_map(tmp_path: Path, settings: Any) -> None:
    """A fence, a cable and a critical cable, one beside the other."""
    settings.JVF_SCHEMAS = tmp_path / "none"
    lines = [line((EAST, NORTH + n, 300), (EAST + 10, NORTH + n, 300)) for n in range(3)]
    made = [
        MadeRecord(FENCE, "1", geometry=lines[0]),
        MadeRecord(CABLE, "2", geometry=lines[1]),
        MadeRecord(CABLE, "3", geometry=lines[2], critical=True),
    ]
    import_file(write(tmp_path, made, kind=COMPLETE))


def seen(client: Client) -> set[str]:
    answer = client.get("/api/identify", {"x": EAST + 5, "y": NORTH + 1, "tolerance": 5})
    return {
        feature["id"]
        for layer in answer.json()["layers"]
        if layer["id"].startswith("dtm_")
        for feature in layer["features"]
    }


def test_public_users_and_staff_see_what_the_law_gives_them(client: Client) -> None:
    users = get_user_model().objects
    assert seen(client) == {"1"}
    client.force_login(users.create_user("planner"))
    assert seen(client) == {"1", "2"}
    office = users.create_user("office")
    role = Role.objects.get(code="regional_planner")
    Membership.objects.create(user=office, role=role)
    client.force_login(office)
    assert seen(client) == {"1", "2", "3"}


@pytest.mark.parametrize("layer", ["dtm_ti_line", "dtm_ki_line"])
def test_utilities_do_not_exist_for_the_public(client: Client, layer: str) -> None:
    for path in (f"/api/collections/{layer}", f"/api/collections/{layer}/items/2"):
        assert client.get(path).status_code == 404
    assert layer not in client.get("/api/catalogue").content.decode()


def test_object_comes_with_type_and_its_own_properties(client: Client) -> None:
    answer = client.get("/api/collections/dtm_zps_line/items", {"object_type": "0100000162-02"})

    (fence,) = answer.json()["features"]
    assert fence["properties"]["label"] == "plot"
    assert fence["properties"]["group"] == "Stavba společná pro více skupin"
    assert fence["properties"]["details"] == {"DruhPlotu": "1", "HraniceJinehoObjektu": "false"}
