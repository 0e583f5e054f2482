"""Who may know of a conflict and decide on it, over pages, the API, the map and the sheets."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from layers.access import layer_as
from layers.catalogue import catalogue
from layers.conflicts.computing import compute
from layers.first_roles import add_first_roles
from layers.importers.gate import silent
from layers.models import ConflictDecision, ConflictRule, LayerLevels, Membership, Role
from tests.layers.conflicts.conftest import A, B, area, box, current, publish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

CLOSED = "uap_defence_object"


@pytest.fixture
def found(rule: ConflictRule) -> str:
    """One conflict, of which the public may know; its id."""
    publish(area(A, "Z1", box(0, 0, 100)), area(B, "Q1", box(50, 0, 100)))
    compute([rule], silent)
    (code,) = current()
    return code


@pytest.fixture
def secret(make_rule: Callable[..., ConflictRule]) -> str:
    """One conflict with a layer that is closed; its id."""
    rule = make_rule(code="sZUoOB", layer_b=CLOSED, text_cs="Plocha u objektu obrany")
    publish(area(A, "Z1", box(0, 0, 100)), area(CLOSED, "X1", box(50, 0, 100)))
    compute([rule], silent)
    (code,) = current()
    return code


def member(name: str, role: str, municipality: int = 563889) -> Client:
    add_first_roles(using="default")
    user = User.objects.create_user(name, password="heslo")
    Membership.objects.create(
        user=user, role=Role.objects.get(code=role), municipality_codes=[municipality]
    )
    client = Client()
    client.force_login(user)
    return client


def ids(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/api/conflicts{query}")
    assert response.status_code == 200, response.content
    return [each["id"] for each in json.loads(response.content)["conflicts"]]


def test_conflict_of_public_layers_is_told_to_everyone(found: str) -> None:
    client = Client()
    assert ids(client) == [found]
    assert ids(client, "?municipality=563889&kind=conflict&state=open&rule=sZUoZZ") == [found]
    for query in ("?municipality=1", "?orp=1", "?kind=defect", "?state=solved", "?state=gone"):
        assert ids(client, query) == []
    assert found in client.get("/conflicts/").content.decode()
    page = client.get(f"/conflicts/{found}/?lang=en").content.decode()
    assert "Developable area in the active zone" in page and "textarea" not in page


def test_conflict_with_a_closed_layer_is_told_in_no_channel(secret: str) -> None:
    layer = ConflictRule.objects.get().layer_id
    for client in (Client(), member("clerk", "municipality"), member("provider", "data_provider")):
        assert ids(client) == []
        for path in (
            "/conflicts/",
            "/conflicts/sheet?municipality=563889",
            "/api/catalogue",
            "/api/collections",
            "/api/openapi.json",
            "/api/search?q=plan_change",
        ):
            content = client.get(path).content.decode()
            assert secret not in content and layer not in content and "obrany" not in content
        assert client.get(f"/conflicts/{secret}/").status_code == 404
        assert client.get(f"/api/collections/{layer}/items").status_code == 404
        identified = client.get("/api/identify?x=-689925&y=-974950&crs=5514").content.decode()
        assert "plan_change_area" in identified and layer not in identified
    admin = User.objects.create_superuser("ada", password="heslo")
    signed = Client()
    signed.force_login(admin)
    assert ids(signed) == [secret]


def test_layer_that_closes_takes_its_conflicts_along(found: str) -> None:
    LayerLevels.objects.create(layer=B, see="staff", query="staff", download="staff")
    from layers.catalogue.rows import publish_rows  # noqa: PLC0415

    publish_rows()
    assert ids(Client()) == []
    assert ids(member("clerk", "municipality")) == [found]
    assert ids(member("far", "municipality", 999)) == []


def test_planner_decides_with_a_reason_and_the_public_sees_the_state_alone(found: str) -> None:
    client = member("planner", "orp_planner")
    path = f"/conflicts/{found}/"
    assert "textarea" in client.get(path).content.decode()
    assert client.post(path, {"state": "accepted", "reason": " "}).status_code == 302
    assert not ConflictDecision.objects.exists()
    client.post(path, {"state": "accepted", "reason": "Souhlas <b>úřadu</b>"})
    decision = ConflictDecision.objects.get()
    assert (decision.state, decision.who, decision.measure) == ("accepted", "planner", 5000)
    page = client.get(path).content.decode()
    assert "Souhlas &lt;b&gt;úřadu" in page and "planner" in page
    public = Client().get(path).content.decode()
    assert "přijatý" in public and "Souhlas" not in public and "planner" not in public
    assert ids(Client(), "?state=accepted") == [found]


@pytest.mark.parametrize("role", ["municipality", "data_provider"])
def test_those_who_may_not_change_both_layers_do_not_decide(found: str, role: str) -> None:
    client = member("clerk", role)
    client.post(f"/conflicts/{found}/", {"state": "solved", "reason": "protože"})
    assert not ConflictDecision.objects.exists()


def test_planner_of_another_place_does_not_decide(found: str) -> None:
    client = member("far", "orp_planner", 999)
    client.post(f"/conflicts/{found}/", {"state": "solved", "reason": "protože"})
    assert not ConflictDecision.objects.exists()


def test_rule_of_conflicts_is_not_edited_by_a_grant_of_its_theme_alone(found: str) -> None:
    layer = catalogue().layers[ConflictRule.objects.get().layer_id]
    client_user = User.objects.create_user("eve")
    assert layer_as(client_user, "query", layer) is not None
    assert layer_as(client_user, "edit", layer) is None


def test_pages_of_the_api_go_on_behind_the_last_id(rule: ConflictRule) -> None:
    publish(*(area(A, f"Z{n}", box(n * 30, 0, 20)) for n in range(5)), area(B, "Q", box(0, 0, 300)))
    compute([rule], silent)
    client, seen = Client(), []
    path = "/api/conflicts?limit=2"
    for _ in range(3):
        document = json.loads(client.get(path).content)
        seen += [each["id"] for each in document["conflicts"]]
        path = next((each["href"] for each in document["links"] if each["rel"] == "next"), "")
    assert path == "" and len(set(seen)) == 5 and seen == sorted(seen)


@pytest.mark.parametrize(
    "query", ["municipality=x", "kind=murder", "state=%00", "limit=0", "rule=" + "a" * 81, "x=1"]
)
def test_wrong_parameter_is_refused_by_name(found: str, query: str) -> None:
    response = Client().get(f"/api/conflicts?{query}")
    assert response.status_code == 400
    assert json.loads(response.content)["parameter"] == query.partition("=")[0]


def test_sheet_lists_the_conflicts_of_a_municipality_as_a_page_and_a_workbook(found: str) -> None:
    client = Client()
    page = client.get("/conflicts/sheet?municipality=563889").content.decode()
    assert "Liberec" in page and found in page
    book = client.get("/conflicts/sheet.xlsx?municipality=563889")
    with zipfile.ZipFile(io.BytesIO(book.content)) as archive:
        assert found in archive.read("xl/sharedStrings.xml").decode()
    assert client.get("/conflicts/sheet").status_code == 400


def test_map_link_and_layer_show_the_conflict_with_its_state(found: str) -> None:
    layer = ConflictRule.objects.get().layer_id
    identified = json.loads(
        Client().get(f"/api/identify?x=-689925&y=-974950&crs=5514&layers={layer}").content
    )
    told = json.dumps(identified, ensure_ascii=False)
    assert found in told and '"open"' in told
    assert f"l=base_map,{layer}" in Client().get(f"/conflicts/{found}/").content.decode()
