"""Extracts over the API: forms, days, areas, and what is refused."""

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from tests.gis.api.conftest import SOUTH, WEST, fill

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)


@pytest.fixture(autouse=True)
def region() -> None:
    """The rows of the API's tests, committed: an extract has a transaction of its own."""
    fill()


def get(client: Client, path: str, **asked: Any) -> Any:
    return client.get(f"/api/{path}", asked, headers={"accept-language": "cs"})


def test_parcel_has_an_extract_as_json_and_as_a_page(client: Client) -> None:
    made = get(client, "parcels/1000/extract")
    page = get(client, "parcels/1000/extract.html")

    assert made["Content-Type"] == "application/json"
    assert made.json()["title"]["cs"] == "Výpis informací o území k pozemku"
    assert sum(made.json()["summary"].values()) == len(made.json()["themes"])
    assert "Výpis informací o území k pozemku" in page.content.decode()
    assert "<script" not in page.content.decode() and "style=" not in page.content.decode()


def test_answer_names_its_schema_and_keeps_to_it(client: Client) -> None:
    made = get(client, "parcels/1000/extract")
    place = made.json()["$schema"]
    schema = client.get(place)

    assert f'{place}>; rel="describedby"' in made["Link"]
    assert schema["Content-Type"] == "application/schema+json"
    Draft202012Validator.check_schema(schema.json())
    Draft202012Validator(schema.json()).validate(made.json())
    described = get(client, "openapi.json").json()
    assert described["components"]["schemas"]["Extract"]["externalDocs"]["url"] == place
    assert place.removeprefix("/api") in described["paths"]


def test_area_in_another_system_is_the_same_land(client: Client) -> None:
    west, south = WEST + 10, SOUTH + 10
    ring = [[west, south], [west + 50, south], [west + 50, south + 50], [west, south + 50]]
    asked = json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})
    turned = json.dumps(
        {"type": "Polygon", "coordinates": [[[-x, -y] for x, y in [*ring, ring[0]]]]}
    )

    krovak = get(client, "extract/area", area=asked, crs="5514").json()
    south_west = get(client, "extract/area", area=turned, crs="5513").json()
    assert krovak["subject"]["area_m2"] == south_west["subject"]["area_m2"] == 2500


REFUSED: list[tuple[dict[str, str], int, str | None]] = [
    ({}, 400, "parcels"),
    ({"area": "{"}, 400, "area"),
    ({"area": '{"type":"Point","coordinates":[0,0]}'}, 400, "area"),
    ({"area": '{"type":"Polygon","crs":{"type":"link"},"coordinates":[]}'}, 400, "area"),
    ({"area": "[" * 1500}, 400, "area"),
    ({"area": '{"type":"Polygon","coordinates":[[[NaN,0],[1,1],[1,0],[NaN,0]]]}'}, 400, "area"),
    ({"area": '{"type":"Polygon","coordinates":[[[0,0],[9,9],[9,0],[0,9],[0,0]]]}'}, 422, None),
    ({"parcels": "1000", "date": "2999-01-01"}, 400, "date"),
    ({"parcels": "1000", "date": "včera"}, 400, "date"),
    ({"parcels": "1000", "as_of": "2999-01-01"}, 400, "as_of"),
    ({"parcels": "1000", "as_of": "2026-02-30"}, 400, "as_of"),
    ({"parcels": "1000", "as_of": "2026-01-01", "date": "2999-01-01"}, 400, "date"),
    ({"parcels": "1000", "as_of": "2001-01-01"}, 422, "as_of"),
    ({"parcels": "owner__password"}, 404, None),
    ({"parcels": "1,2"}, 404, None),
    ({"parcels": ",".join(map(str, range(500)))}, 400, "parcels"),
    ({"area": "{}", "crs": "file:///etc/passwd"}, 400, "crs"),
]


def test_wrong_question_is_refused_by_name(client: Client) -> None:
    for asked, status, parameter in REFUSED:
        answer = get(client, "extract/area" if "area" in asked else "extract", **asked)
        assert answer.status_code == status, (asked, answer.content)
        assert answer.json().get("parameter") == parameter, asked
    assert get(client, "extract", parcels="1000").status_code == 200


def test_parcel_that_is_not_is_404(client: Client) -> None:
    for parcel in ("0", "9" * 30, "-1", "st. 12", "%00", "..%2f"):
        assert client.get(f"/api/parcels/{parcel}/extract").status_code in {400, 404}, parcel
