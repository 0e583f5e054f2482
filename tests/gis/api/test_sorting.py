"""Pages sorted by fields, and features with chosen properties."""

import pytest
from django.test import Client

from gis.api.cursor import make_cursor

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
ITEMS = "/api/collections/cadastre_parcel/items"


def walked(client: Client, address: str, **query: str) -> list[int | str]:
    """The ids of all pages, by the links next."""
    seen: list[int | str] = []
    page = client.get(address, query).json()
    while True:
        seen += [feature["id"] for feature in page["features"]]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not following:
            return seen
        page = client.get(following[0]).json()


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("number", [1002, 1003, 1004, 1000, 1001, -42]),
        ("+number", [1002, 1003, 1004, 1000, 1001, -42]),
        ("-number", [-42, 1000, 1001, 1004, 1002, 1003]),
        ("subdivision", [1003, 1000, -42, 1001, 1002, 1004]),
        ("-subdivision", [1000, 1003, -42, 1001, 1002, 1004]),
        ("-series,label", [1000, 1003, 1001, -42, 1004, 1002]),
        ("cadastral_unit_name,-number", [1000, 1001, 1004, 1002, -42, 1003]),
        ("source_class,-label", None),
        ("valid_from,-subdivision,number", [1000, 1003, 1002, 1004, 1001, -42]),
    ],
)
@pytest.mark.parametrize("limit", ["1", "2", "10"])
def test_sorted_pages_hold_each_feature_once(
    client: Client, sort: str, found: list[int] | None, limit: str
) -> None:
    whole = walked(client, ITEMS, sortby=sort, limit="100")
    paged = walked(client, ITEMS, sortby=sort, limit=limit)
    assert paged == whole
    assert sorted(map(int, whole)) == [-42, 1000, 1001, 1002, 1003, 1004]
    if sort == "-series,label":  # by the database's order of texts
        assert whole[-1] == 1002
    elif found is not None:
        assert whole == found


@pytest.mark.parametrize(
    "value",
    [
        *("", ",", "-", "nothing", "number,number", "+number,-number", "soil_units", "geometry"),
        *(
            "owner__password",
            "number desc",
            "number;drop",
            "1",
            "number,label,series,code",
            "--number",
        ),
        "+" * 1_000,
    ],
)
def test_sort_by_what_is_not_sortable_is_named(client: Client, value: str) -> None:
    answer = client.get(ITEMS, {"sortby": value})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "sortby"


@pytest.mark.parametrize(
    "cursor",
    [
        make_cursor(1),
        make_cursor(1, "1", "2"),
        make_cursor(1, "x"),
        make_cursor(1, "NaN"),
        make_cursor(1, "1" * 200),
        make_cursor("x", "1"),
        make_cursor(1, "1; DROP TABLE layers_parcel"),
        "W" * 5_000,
        "W1tb",
    ],
)
def test_place_of_another_list_is_refused(client: Client, cursor: str) -> None:
    answer = client.get(ITEMS, {"sortby": "number", "cursor": cursor})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "cursor"


def test_chosen_properties_alone_are_told(client: Client) -> None:
    page = client.get(ITEMS, {"properties": "number,label", "limit": "1"}).json()
    assert page["features"][0]["properties"] == {"label": "4321", "number": 4321}
    html = client.get(ITEMS, {"properties": "label", "f": "html", "lang": "en"}).content.decode()
    assert "Parcel number" in html and "Land kind" not in html


@pytest.mark.parametrize(
    "value", ["", "label,", "nothing", "geom", "owner__password", "label;drop", "x" * 5_000]
)
def test_properties_that_are_not_there_are_named(client: Client, value: str) -> None:
    answer = client.get(ITEMS, {"properties": value})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "properties"
