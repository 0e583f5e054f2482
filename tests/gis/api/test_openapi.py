"""The OpenAPI document against the server: what it says is there, takes what it says."""

import re

import pytest
from django.test import Client

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
EXAMPLES = {
    "featureId": "1000",
    "matrixSet": "krovak",
    "tileMatrix": "0",
    "tileRow": "0",
    "tileCol": "0",
    "x": "-690000",
    "y": "-975000",
}


def test_every_path_is_served(client: Client) -> None:
    for path, item in client.get("/api/openapi.json").json()["paths"].items():
        address = re.sub(r"{(\w+)}", lambda found: EXAMPLES[found[1]], path)
        needed = {
            each["name"]: EXAMPLES[each["name"]]
            for each in item["get"]["parameters"]
            if each["required"] and each["in"] == "query"
        }
        status = client.get(f"/api{address}", needed).status_code
        missing = status == 404 and path.endswith("{featureId}")
        assert status in {200, 204} or missing, path


def test_every_parameter_is_known_to_its_path(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    for path in ("/collections/cadastre_parcel/items", "/identify", "/search"):
        for parameter in paths[path]["get"]["parameters"]:
            query = {"x": "-690000", "y": "-975000"} if path == "/identify" else {}
            answer = client.get(f"/api{path}", {**query, parameter["name"]: "\t"})
            assert "není znám" not in answer.content.decode(), parameter["name"]


def test_form_is_offered_where_there_are_two(client: Client) -> None:
    for path, item in client.get("/api/openapi.json").json()["paths"].items():
        forms = item["get"]["responses"]["200"]["content"]
        offered = "f" in {each["name"] for each in item["get"]["parameters"]}
        assert offered == ("text/html" in forms and len(forms) > 1), path


def test_nothing_else_is_known(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    names = {
        each["name"] for each in paths["/collections/cadastre_parcel/items"]["get"]["parameters"]
    }
    assert {"label", "land_kind", "bbox", "crs", "cursor"} <= names
    assert "soil_units" not in names


def test_document_is_openapi_3(client: Client) -> None:
    answer = client.get("/api/openapi.json")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert answer.json()["openapi"].startswith("3.0.")
    assert client.get("/api/openapi.html").status_code == 200
