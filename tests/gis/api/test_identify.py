"""What lies at a point: vertices, borders, outside, tolerance, systems."""

import pytest
from django.test import Client

from layers.crs import transform
from tests.gis.api.conftest import CORNER, SOUTH, WEST

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


def found(client: Client, **query: object) -> dict[str, list[str]]:
    answer = client.get("/api/identify", query)
    assert answer.status_code == 200, answer.content
    return {each["id"]: [f["id"] for f in each["features"]] for each in answer.json()["layers"]}


def test_vertex_of_four_parcels_gives_all_by_id(client: Client) -> None:
    x, y = CORNER
    assert found(client, x=x, y=y, layers="cadastre_parcel") == {
        "cadastre_parcel": ["1000", "1001", "1002", "1003"]
    }


def test_border_gives_both_sides_and_inside_one(client: Client) -> None:
    assert found(client, x=CORNER[0], y=SOUTH + 30, layers="cadastre_parcel") == {
        "cadastre_parcel": ["1000", "1001"]
    }
    assert found(client, x=WEST + 0.001, y=SOUTH + 30, layers="cadastre_parcel") == {
        "cadastre_parcel": ["1000"]
    }


def test_layers_come_in_the_order_asked(client: Client) -> None:
    order = "admin_region,cadastre_parcel,admin_municipality"
    assert list(found(client, x=WEST + 5, y=SOUTH + 5, layers=order)) == order.split(",")


def test_point_and_line_lie_within_tolerance(client: Client) -> None:
    asked = {"x": WEST + 52, "y": SOUTH + 52, "layers": "address_place,address_street"}
    assert found(client, **asked, tolerance=1) == {}
    assert found(client, **asked, tolerance=2) == {"address_street": ["1"]}
    assert found(client, **asked, tolerance=3) == {
        "address_place": ["501"],
        "address_street": ["1"],
    }


def test_millimetre_outside_the_region_is_empty_with_a_message(client: Client) -> None:
    answer = client.get("/api/identify", {"x": WEST - 1000.001, "y": SOUTH}).json()
    assert answer["layers"] == []
    assert answer["messages"][0]["en"] == "The point lies outside the area that the data cover."


def test_geographic_point_answers_in_its_system(client: Client) -> None:
    lon, lat = transform(WEST + 30, SOUTH + 30, source=5514, target=4326, by_grid=False)
    query = {"x": lon, "y": lat, "crs": "4326", "layers": "cadastre_parcel"}
    feature = client.get("/api/identify", query).json()["layers"][0]["features"][0]
    assert feature["id"] == "1000"
    x, y = feature["geometry"]["coordinates"][0][0]
    assert abs(x - lon) < 0.01 and abs(y - lat) < 0.01


def test_composed_layer_stands_for_its_members(client: Client) -> None:
    assert "cadastre_parcel" in found(client, x=WEST + 5, y=SOUTH + 5, layers="base_map")


def test_answer_tells_date_and_provider(client: Client) -> None:
    query = {"x": WEST + 5, "y": SOUTH + 5, "layers": "cadastre_parcel"}
    layer = client.get("/api/identify", query).json()["layers"][0]
    assert layer["data_date"] == {"oldest": "2026-11-01", "newest": "2026-11-01"}
    assert layer["attribution"] == "© ČÚZK"


@pytest.mark.parametrize(
    ("parameter", "changes"),
    [
        ("x", {"x": "nan"}),
        ("x", {"x": "1e400"}),
        ("y", {"y": ""}),
        ("crs", {"crs": "9999"}),
        ("crs", {"crs": "http://127.0.0.1/"}),
        ("layers", {"layers": "cadastre_parcel,nothing"}),
        ("layers", {"layers": "../../etc"}),
        ("tolerance", {"tolerance": "-1"}),
        ("tolerance", {"tolerance": "1e9"}),
        ("tolerance", {"tolerance": "nan"}),
        ("x", {"x": "1,5"}),
        ("x", {"x": "١"}),
        ("layers", {"layers": "a,,b"}),
        ("layers", {"layers": "x" * 4000}),
        ("crs", {"crs": "+init=epsg:5514"}),
        ("unknown", {"unknown": "1"}),
    ],
)
def test_wrong_parameter_is_named(client: Client, parameter: str, changes: dict[str, str]) -> None:
    answer = client.get("/api/identify", {"x": "-690000", "y": "-975000", **changes})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize("crs", ["5514", "4326", "3857", "25833"])
def test_point_anywhere_is_safe(client: Client, crs: str) -> None:
    for value in ("0", "1e15", "-1e15"):
        answer = client.get("/api/identify", {"x": value, "y": value, "crs": crs})
        assert answer.status_code in {200, 400}
