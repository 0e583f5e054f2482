"""Asking for data by the pages and by the API: who gets in, what is refused, what is downloaded."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from layers.models import Release, StandingOrder
from layers.releases.asking import ask
from tests.layers.releases.conftest import terms

pytestmark = pytest.mark.django_db(databases="__all__", transaction=True)
Work = Callable[[], None]
TERMS: dict[str, Any] = {
    "layers": ["cadastre_parcel"], "formats": ["csv"], "purpose": "územní studie",
    "area": {"kind": "municipality", "codes": [563889]},
}  # fmt: skip


def post(client: Client, document: object) -> Any:
    body = document if isinstance(document, str) else json.dumps(document)
    return client.post("/api/releases", body, content_type="application/json")


def test_release_is_asked_for_watched_and_downloaded_over_the_api(
    client: Client,
    clerk: User,
    work: Work,
) -> None:
    client.force_login(clerk)
    asked = post(client, TERMS)
    assert asked.status_code == 201, asked.content
    address = f"/api/releases/{asked.json()['id']}"
    assert client.get(address).json()["state"] == "making"
    assert client.get(f"{address}/package").status_code == 409
    work()
    told = client.get(address).json()
    assert told["state"] == "ready"
    assert told["report"]["layers"]["cadastre_parcel"]["formats"]["csv"]["count"] == 4
    answer = client.get(f"{address}/package")
    content = b"".join(answer.streaming_content)
    assert "cadastre_parcel/cadastre_parcel.csv" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert len(client.get("/api/releases").json()["releases"]) == 1


def test_stranger_can_ask_for_nothing_and_sees_nothing(client: Client, clerk: User) -> None:
    release = ask(clerk, terms())
    assert post(client, TERMS).status_code == 401
    assert client.get("/api/releases").json() == {"releases": []}
    for address in (f"/api/releases/{release.pk}", f"/api/releases/{release.pk}/package"):
        assert client.get(address).status_code == 404
    assert client.get("/vydej/").status_code == 302
    assert client.get(f"/vydej/{release.pk}/").status_code == 302


def test_release_of_another_person_does_not_exist(
    client: Client,
    clerk: User,
    planner: User,
) -> None:
    release = ask(clerk, terms())
    client.force_login(planner)
    for address in (
        f"/api/releases/{release.pk}", f"/api/releases/{release.pk}/package",
        f"/vydej/{release.pk}/", f"/vydej/{release.pk}/balicek.zip", f"/vydej/{uuid4()}/",
        "/api/releases/1", "/api/releases/..%2f..",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert client.post(f"/vydej/{release.pk}/cancel").status_code == 404


@pytest.mark.parametrize(
    ("document", "parameter"),
    [
        ("[" * 10_000, "body"),
        ('{"layers": NaN}', "body"),
        ('{"layers": [], "layers": []}', "body"),
        ("[]", "body"),
        ({**TERMS, "layers": "cadastre_parcel"}, "layers"),
        ({**TERMS, "layers": ["owner__password"]}, "layers"),
        ({**TERMS, "formats": ["../zip"]}, "formats"),
        ({**TERMS, "srid": 10**30}, "srid"),
        ({**TERMS, "srid": 5513}, "srid"),
        ({**TERMS, "area": {"kind": "municipality", "codes": [10**30]}}, "area_codes"),
        ({**TERMS, "area": {"kind": "polygon", "geojson": "{}"}}, "area"),
        ({**TERMS, "area": {"kind": "polygon", "file": "/etc/passwd"}}, "area.file"),
        ({**TERMS, "every_days": 0}, "every_days"),
        ({**TERMS, "only_changes": "yes"}, "only_changes"),
        ({**TERMS, "purpose": ""}, "purpose"),
        ({**TERMS, "owner": 1}, "owner"),
    ],
)
def test_request_that_is_wrong_is_refused_by_name(
    client: Client,
    clerk: User,
    document: object,
    parameter: str,
) -> None:
    client.force_login(clerk)
    answer = post(client, document)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)
    assert not Release.objects.exists()


def test_form_of_another_site_is_not_taken(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    answer = client.post("/api/releases", json.dumps(TERMS), content_type="text/plain")
    assert answer.status_code == 415
    allowed = client.options("/api/releases")["Access-Control-Allow-Methods"]
    assert "POST" not in allowed


def test_planner_sees_the_request_and_lets_it_go_by_the_page(
    client: Client,
    clerk: User,
    planner: User,
    work: Work,
) -> None:
    release = ask(clerk, terms(layers=["uap_urban_value"]))
    client.force_login(planner)
    assert "územní studie" in client.get("/vydej/").content.decode()
    page = client.get(f"/vydej/{release.pk}/").content.decode()
    assert "Schválit" in page
    client.post(f"/vydej/{release.pk}/accept")
    work()
    client.force_login(clerk)
    page = client.get(f"/vydej/{release.pk}/?lang=en").content.decode()
    assert "Download the package" in page
    answer = client.get(f"/vydej/{release.pk}/balicek.zip")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "application/zip"


def test_form_asks_for_a_release_of_an_uploaded_polygon_and_tells_what_is_wrong(
    client: Client,
    clerk: User,
) -> None:
    client.force_login(clerk)
    values = {
        "layers": ["cadastre_parcel"], "formats": ["shp"], "area_kind": "polygon",
        "geojson_srid": "5514", "srid": "5514", "purpose": "územní studie",
    }  # fmt: skip
    ring = [[-690_000, -975_000], [-689_900, -975_000], [-689_900, -974_900], [-690_000, -975_000]]
    good = json.dumps({"type": "Polygon", "coordinates": [ring]})
    for content, count in (("{", 0), (good, 1)):
        file = io.BytesIO(content.encode())
        file.name = "polygon.geojson"
        answer = client.post("/vydej/", {**values, "geojson": file})
        assert answer.status_code == (302 if count else 200)
        assert Release.objects.count() == count
    assert Release.objects.get().drawn.area == pytest.approx(5_000)


def test_standing_order_is_made_and_ended_by_its_owner_alone(
    client: Client,
    clerk: User,
    planner: User,
) -> None:
    client.force_login(clerk)
    assert post(client, {**TERMS, "every_days": 7}).status_code == 201
    order = StandingOrder.objects.get()
    client.force_login(planner)
    assert client.post(f"/vydej/objednavky/{order.pk}/ukoncit").status_code == 404
    client.force_login(clerk)
    client.post(f"/vydej/objednavky/{order.pk}/ukoncit")
    assert not StandingOrder.objects.exists()
