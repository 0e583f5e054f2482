"""Pages of features: standard, paging, coordinate systems, hostile parameters."""

import pytest
from django.test import Client

from gis.api.cursor import make_cursor
from gis.api.feature_query import queryables
from gis.api.systems import BY_SRID, CRS84
from layers.catalogue import catalogue
from tests.gis.api.conftest import SOUTH, WEST

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
ITEMS = "/api/collections/cadastre_parcel/items"
KROVAK = BY_SRID[5514].uri


def test_items_default_are_geojson_in_crs84(client: Client) -> None:
    answer = client.get(ITEMS)
    content = answer.json()
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Content-Crs"] == f"<{CRS84.uri}>"
    assert content["numberReturned"] == len(content["features"]) == 6
    east, north = content["features"][1]["geometry"]["coordinates"][0][0]
    assert 15 < east < 15.1 and 50.7 < north < 50.8
    assert {link["rel"] for link in content["links"]} == {
        "self", "alternate", "collection", "enclosure",
    }  # fmt: skip


def test_items_have_the_properties_promised(client: Client) -> None:
    properties = client.get(f"{ITEMS}/1000").json()["properties"]
    assert properties["label"] == "1234/5"
    assert properties["cadastral_unit_name"] == "Liberec"
    assert properties["municipality_code"] == 563889
    assert properties["source_class"] == "DKM"
    assert properties["geometry_kind"] == "outline"


def test_item_without_geometry_is_null(client: Client) -> None:
    feature = client.get(f"{ITEMS}/1004").json()
    assert feature["geometry"] is None
    assert feature["properties"]["geometry_kind"] == "none"


def test_items_follow_next_to_the_end(client: Client) -> None:
    seen, address = [], f"{ITEMS}?limit=2"
    while address:
        content = client.get(address).json()
        seen += [feature["id"] for feature in content["features"]]
        address = next((each["href"] for each in content["links"] if each["rel"] == "next"), "")
    assert seen == [-42, 1000, 1001, 1002, 1003, 1004]


def test_items_in_krovak_are_as_stored(client: Client) -> None:
    answer = client.get(f"{ITEMS}/1000", {"crs": KROVAK})
    assert answer["Content-Crs"] == f"<{KROVAK}>"
    assert [WEST, SOUTH] in answer.json()["geometry"]["coordinates"][0]


@pytest.mark.parametrize(
    ("srid", "first_is_north"), [(4326, True), (4258, True), (3045, True), (25833, False)]
)
def test_items_in_official_axis_order(client: Client, srid: int, first_is_north: bool) -> None:
    uri = BY_SRID[srid].uri
    first, second = client.get(f"{ITEMS}/1000", {"crs": uri}).json()["geometry"]["coordinates"][0][
        0
    ]
    assert (first > second) is first_is_north


def test_items_in_5513_are_south_then_west(client: Client) -> None:
    uri = BY_SRID[5513].uri
    ring = client.get(f"{ITEMS}/1000", {"crs": uri}).json()["geometry"]["coordinates"][0]
    assert [-SOUTH, -WEST] in ring


def test_bbox_in_krovak_and_in_4326_agree(client: Client) -> None:
    def ids(**query: str) -> list[int]:
        return [each["id"] for each in client.get(ITEMS, query).json()["features"]]

    inside = f"{WEST + 10},{SOUTH + 10},{WEST + 20},{SOUTH + 20}"
    ring = client.get(f"{ITEMS}/1000").json()["geometry"]["coordinates"][0]
    east, north = (sum(each[axis] for each in ring[:4]) / 4 for axis in (0, 1))
    around = f"{north - 1e-5},{east - 1e-5},{north + 1e-5},{east + 1e-5}"
    assert ids(bbox=inside, **{"bbox-crs": KROVAK}) == [1000]
    assert ids(bbox=around, **{"bbox-crs": BY_SRID[4326].uri}) == [1000]
    assert ids(bbox="-180,-90,180,90") == [1000, 1001, 1002, 1003]
    assert ids(bbox="170,-90,160,90") == [1000, 1001, 1002, 1003]
    assert ids(bbox="0,0,1,1") == []


def test_filters_by_field(client: Client) -> None:
    assert [f["id"] for f in client.get(ITEMS, {"label": "12/3"}).json()["features"]] == [1003]
    found = client.get(ITEMS, {"land_kind": "13", "series": "1"}).json()["features"]
    assert [each["id"] for each in found] == [1002]


@pytest.mark.parametrize(
    ("interval", "count"),
    [("2019-12-31", 0), ("2020-01-01", 6), ("../2019-12-31", 0), ("2026-01-01T00:00:00Z/..", 6)],
)
def test_datetime_meets_validity(client: Client, interval: str, count: int) -> None:
    assert client.get(ITEMS, {"datetime": interval}).json()["numberReturned"] == count


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("limit", each) for each in ("0", "-1", "1e3", "", "١٠", "1.5", "0x10")),
        *(("bbox", each) for each in ("1,2,3", "1,2,3,4,5", "nan,0,1,1", "0,0,inf,1", "1,5,2,4")),
        *(("bbox", each) for each in ("a,b,c,d", "1e999,0,1,1", "", ",,,")),
        *(("crs", each) for each in ("EPSG:9999", "file:///etc/passwd", "+init=epsg:5514")),
        ("bbox-crs", "http://127.0.0.1/evil"),
        *(("datetime", each) for each in ("today", "2020-13-01", "2021-01-01/2020-01-01", "a/b/c")),
        *(("cursor", each) for each in ("x", "!!!", "MTAwMA==", make_cursor("a' OR 1=1"))),
        *(("land_kind", each) for each in ("x", "1;drop", "9" * 400)),
        *((each, "1") for each in ("owner__password__startswith", "sortby", "soil_units", "a;b")),
        ("filter", "(" * 1000),
        ("label", "a\0b"),
        ("label", "x" * 501),
        ("bbox", "1,2,3,4,5,6,7"),
        ("bbox", "0,0,5,1,1,4"),
        ("bbox", "1" * 5000),
        ("bbox-crs", "../../etc/passwd"),
        ("bbox-crs", "EPSG:5514"),
        ("crs", ""),
        ("crs", "http://www.opengis.net/def/crs/EPSG/0/5514\r\nX-Evil: 1"),
        *(("datetime", each) for each in ("", "2020-01-01/2020-01-02/2020-01-03", "9" * 4000)),
        ("datetime", "2020-01-01T25:00:00Z"),
        ("cursor", "A" * 4000),
        ("series", "1e0"),
        ("valid_from", "2020-02-30"),
        ("accuracy_m", "nan"),
        ("accuracy_m", "1e999"),
        *(
            (each, "1")
            for each in ("properties", "filter-lang", "filter-crs", "offset", "startindex")
        ),
        ("f", "html\r\nX-Evil: 1"),
        ("f", "../../etc/passwd"),
    ],
)
def test_wrong_parameter_is_named(client: Client, name: str, value: str) -> None:
    answer = client.get(ITEMS, {name: value})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["parameter"] == name
    assert "X-Evil" not in answer


@pytest.mark.parametrize("lang", ["xx", "en\r\nX-Evil: 1", "../../etc", "e" * 5000, ""])
def test_unknown_language_is_answered(client: Client, lang: str) -> None:
    answer = client.get(ITEMS, {"lang": lang, "limit": "1"}, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "X-Evil" not in answer and "X-Evil: 1" not in str(answer.headers)


def test_every_filter_of_a_field_refuses_or_answers(client: Client) -> None:
    texts = ["", "1", "-1", "1e5", "9" * 30, "' OR 1=1 --", "{}", "%", "\\", "true", "2020-01-01"]
    for layer in ("cadastre_parcel", "cadastre_building", "address_place", "stat_municipality"):
        for field in queryables(catalogue().layers[layer]):
            for text in texts:
                address = f"/api/collections/{layer}/items"
                answer = client.get(address, {field.name: text})
                assert answer.status_code in {200, 400}, (layer, field.name, text)
                if answer.status_code == 400:
                    assert answer.json()["parameter"] == field.name


def test_code_of_a_theme_is_a_text_whatever_its_field_says(client: Client) -> None:
    assert client.get("/api/collections/admin_state/items", {"code": "1"}).status_code == 200


def test_limit_over_the_greatest_is_cut(client: Client) -> None:
    assert client.get(ITEMS, {"limit": "1" + "0" * 20}).status_code == 200


def test_parameter_given_twice_is_refused(client: Client) -> None:
    assert client.get(f"{ITEMS}?limit=1&limit=2").json()["parameter"] == "limit"


@pytest.mark.parametrize("bbox", ["1e30,1e30,2e30,2e30", "-1e30,-1e30,1e30,1e30"])
def test_bbox_far_out_is_safe(client: Client, bbox: str) -> None:
    for uri in (KROVAK, BY_SRID[3857].uri, BY_SRID[5513].uri):
        assert client.get(ITEMS, {"bbox": bbox, "bbox-crs": uri}).status_code == 200


@pytest.mark.parametrize("text", ["%", "100%s", "' OR '1'='1", "{}", "%(limit)s", "\\"])
def test_text_filter_is_only_text(client: Client, text: str) -> None:
    answer = client.get(ITEMS, {"label": text})
    assert answer.status_code == 200
    assert answer.json()["features"] == []


@pytest.mark.parametrize("fid", ["0", "9" * 19, "9" * 30, "x", "1000'--", "١"])
def test_unknown_feature_is_not_found(client: Client, fid: str) -> None:
    answer = client.get(f"{ITEMS}/{fid}")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_html_by_accept_names_language_and_shows_labels(client: Client) -> None:
    answer = client.get(ITEMS, {"lang": "en"}, headers={"accept": "text/html"})
    page = answer.content.decode()
    assert '<html lang="en">' in page
    assert "1234/5" in page and "Parcel number" in page
    assert "style=" not in page and "<script" not in page
