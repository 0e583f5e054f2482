"""The OpenAPI document against the server: what it says is there, takes what it says, and answers
what it says."""

import json
from typing import Any

import pytest
import requests
from django.test import Client

from gis.api.cursor import make_cursor
from tests.gis.api.openapi_walk import Operation, operations, sample, validator

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
TAKES_ANY = {"lang", "label", "q"}
"""Texts of which none is wrong: not found is no error; an unknown language is Czech."""


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    return client.get("/api/openapi.json").json()


def check(
    document: dict[str, Any], asked: Operation, status: int, kind: str, content: bytes
) -> None:
    """The answer is one that the document tells of."""
    place = asked.path
    assert str(status) in asked.responses, (place, status, content[:200])
    forms = asked.forms(status)
    if not forms:
        assert content == b"", place
        return
    told = kind if kind in forms else kind.removesuffix("; charset=utf-8")
    assert told in forms, (place, kind)
    if "json" in kind:
        errors = list(validator(document, forms[told]["schema"]).iter_errors(json.loads(content)))
        assert not errors, (place, errors[0].json_path, errors[0].message)


def test_every_path_answers_as_told(client: Client, document: dict[str, Any]) -> None:
    for asked in operations(document):
        answer = client.get(f"/api{asked.address}", asked.needed)
        assert answer.status_code in {200, 204} or asked.path.endswith(
            (
                "{featureId}", "{featureId}/file", "{releaseId}", "{releaseId}/package",
                "{batchId}", "{batchId}/file", ".pdf",
                "{seriesId}", "{seriesId}/pdf",
            )
        ), asked.path  # fmt: skip
        check(document, asked, answer.status_code, answer["Content-Type"], answer.content)


def test_every_path_takes_all_its_parameters_at_once(
    client: Client, document: dict[str, Any]
) -> None:
    """In JSON, since `f` is one of them."""
    for asked in operations(document):
        query = {each["name"]: sample(each) for each in asked.query} | {"limit": "1"}
        if "f" in query:
            query["f"] = "json"
        known = {name: value for name, value in query.items() if name in names(asked)}
        answer = client.get(f"/api{asked.address}", with_cursor(asked, known))
        assert answer.status_code != 400, (asked.path, answer.content)
        check(document, asked, answer.status_code, answer["Content-Type"], answer.content)


@pytest.mark.parametrize(
    "path",
    [
        "/collections/cadastre_parcel/items",
        "/collections/cadastre_building/items",
        "/collections/stat_municipality/items",
        "/collections/admin_state/items",
        "/collections/cadastre_parcel/items/{featureId}",
        "/identify",
        "/search",
    ],
)
def test_each_parameter_is_taken_alone_and_its_wrong_value_named(
    client: Client, document: dict[str, Any], path: str
) -> None:
    (asked,) = (each for each in operations(document) if each.path == path)
    for parameter in asked.query:
        name = parameter["name"]
        given = with_cursor(asked, asked.needed | {name: sample(parameter)})
        answer = client.get(f"/api{asked.address}", given)
        assert answer.status_code == 200, (name, answer.content)
        check(document, asked, 200, answer["Content-Type"], answer.content)
        wrong = client.get(f"/api{asked.address}", asked.needed | {name: "\t("})
        if parameter["schema"]["type"] == "string" and "enum" not in parameter["schema"]:
            assert wrong.status_code in {200, 400}, name
        elif name not in TAKES_ANY:
            assert wrong.status_code == 400 and wrong.json()["parameter"] == name, name
        check(document, asked, wrong.status_code, wrong["Content-Type"], wrong.content)


@pytest.mark.parametrize("path", ["/", "/collections", "/identify", "/search", "/tileMatrixSets"])
def test_parameter_that_is_not_told_is_refused_as_told(
    client: Client, document: dict[str, Any], path: str
) -> None:
    (asked,) = (each for each in operations(document) if each.path == path)
    answer = client.get(f"/api{path}", asked.needed | {"none_such": "1"})
    assert answer.status_code == 400
    check(document, asked, 400, answer["Content-Type"], answer.content)


def test_form_is_offered_where_there_are_two(document: dict[str, Any]) -> None:
    for asked in operations(document):
        forms = asked.forms(200)
        assert ("f" in names(asked)) == ("text/html" in forms and len(forms) > 1), asked.path


def test_nothing_else_is_known(document: dict[str, Any]) -> None:
    items = document["paths"]["/collections/cadastre_parcel/items"]["get"]
    told = {each["name"] for each in items["parameters"]}
    assert {"label", "land_kind", "bbox", "crs", "cursor"} <= told
    assert "soil_units" not in told


def test_document_is_openapi_3(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert answer.json()["openapi"].startswith("3.0.")
    assert client.get("/api/openapi.html").status_code == 200


@pytest.mark.slow
def test_each_parameter_of_every_path_of_the_running_product(server_url: str) -> None:
    with requests.Session() as session:
        document = session.get(f"{server_url}/api/openapi.json", timeout=30).json()
        for asked in operations(document):
            for parameter in [None, *asked.query]:
                own = {parameter["name"]: sample(parameter)} if parameter else {}
                answer = session.get(
                    f"{server_url}/api{asked.address}",
                    params=with_cursor(asked, asked.needed | own),
                    timeout=30,
                )
                kind = answer.headers.get("Content-Type", "")
                check(document, asked, answer.status_code, kind, answer.content)


def names(asked: Operation) -> set[str]:
    return {each["name"] for each in asked.query}


def with_cursor(asked: Operation, query: dict[str, str]) -> dict[str, str]:
    """Ids of themes are texts: their cursors are of another kind, and those of a sorted list."""
    if "cursor" not in query:
        return query
    keys = [None] if "sortby" in query else []
    return query | {"cursor": make_cursor("1", *keys)}
