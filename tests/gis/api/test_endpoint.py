"""What all addresses share: methods, hosts, caching, access, errors that tell nothing inside."""

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.test import Client
from psycopg2.sql import SQL

from gis.api.problems import status_of

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/collections")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_method_override_means_nothing(client: Client) -> None:
    answer = client.get("/api/", headers={"x-http-method-override": "DELETE"})
    assert answer.status_code == 200


def test_answers_may_be_read_from_any_origin_and_vary(client: Client) -> None:
    answer = client.get("/api/")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert {"Accept", "Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize("host", ["evil.example", "localhost:1@evil.example", "localhost\r\nX: 1"])
def test_forged_host_is_refused(host: str) -> None:
    assert Client().get("/api/", headers={"host": host}).status_code == 400


def test_forwarded_host_is_not_believed(client: Client) -> None:
    answer = client.get(
        "/api/", headers={"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    )
    assert "evil.example" not in answer.content.decode()


def test_public_address_wins(client: Client, settings: pytest.MonkeyPatch) -> None:
    settings.PUBLIC_URL = "https://mapa.example"  # type: ignore[attr-defined]
    links = client.get("/api/").json()["links"]
    assert all(link["href"].startswith("https://mapa.example/api/") for link in links)


@pytest.mark.parametrize(
    "accept", ["text/html\r\nX-Evil: 1", "../../etc", "*/*;q=nan", "a" * 5000, ""]
)
def test_odd_accept_is_answered(client: Client, accept: str) -> None:
    answer = client.get("/api/conformance", headers={"accept": accept})
    assert answer.status_code == 200
    assert "X-Evil" not in answer


@pytest.mark.usefixtures("closed_parcels")
def test_closed_layer_does_not_exist_for_the_public(client: Client) -> None:
    for path in ("", "/items", "/items/1000", "/tiles", "/tiles/krovak", "/tiles/krovak/9/0/0"):
        assert client.get(f"/api/collections/cadastre_parcel{path}").status_code == 404
    listed = client.get("/api/collections").json()["collections"]
    assert "cadastre_parcel" not in {each["id"] for each in listed}
    assert (
        "/collections/cadastre_parcel/items" not in client.get("/api/openapi.json").json()["paths"]
    )
    assert client.get("/api/search", {"q": "1234/5"}).json()["groups"] == []
    query = {"x": "-689995", "y": "-974995"}
    groups = client.get("/api/identify", query).json()["layers"]
    assert "cadastre_parcel" not in {each["id"] for each in groups}
    asked = client.get("/api/identify", {**query, "layers": "cadastre_parcel"})
    assert asked.status_code == 400


def test_signed_in_user_is_answered_too(client: Client) -> None:
    client.force_login(User.objects.create_user("planner"))
    assert client.get("/api/collections").status_code == 200


def test_statement_timeout_is_503_with_retry_after(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = "SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)"
    monkeypatch.setattr("gis.api.feature_page._PAGE", SQL(sleep))
    answer = client.get("/api/collections/cadastre_parcel/items")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "pg_sleep" not in answer.content.decode()


def test_error_of_ours_tells_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("gis.api.landing.documents", broken)
    answer = client.get("/api/")
    assert answer.status_code == 500
    assert answer.json()["title"] == "Internal Server Error"
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/api/nothing", "/api/collections/", "/api/collections/none"])
def test_unknown_address_is_a_problem(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"


def test_lost_connection_is_busy() -> None:
    assert status_of(OperationalError("gone")) == 503
