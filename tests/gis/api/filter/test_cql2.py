"""Features chosen by CQL2, as text and as JSON: each operator of the conformance classes."""

import json

import pytest
from django.test import Client

from gis.api.systems import BY_SRID, SYSTEMS
from layers.crs import KROVAK, transform
from tests.gis.api.conftest import SOUTH, WEST

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
ITEMS = "/api/collections/cadastre_parcel/items"
KROVAK_URI = BY_SRID[KROVAK].uri
ALL = [-42, 1000, 1001, 1002, 1003, 1004]
WITH_OUTLINE = [1000, 1001, 1002, 1003]
CORNER = f"POINT({WEST + 100} {SOUTH + 100})"
INSIDE_1000 = f"POINT({WEST + 50} {SOUTH + 50})"
PARCEL_1000 = (
    f"POLYGON(({WEST} {SOUTH}, {WEST + 100} {SOUTH}, {WEST + 100} {SOUTH + 100}, "
    f"{WEST} {SOUTH + 100}, {WEST} {SOUTH}))"
)
SMALL = f"BBOX({WEST + 10}, {SOUTH + 10}, {WEST + 20}, {SOUTH + 20})"
AROUND_TWO = f"BBOX({WEST - 5}, {SOUTH - 5}, {WEST + 205}, {SOUTH + 105})"
ACROSS = f"LINESTRING({WEST - 10} {SOUTH + 50}, {WEST + 110} {SOUTH + 50})"
HALF = f"BBOX({WEST + 50}, {SOUTH + 10}, {WEST + 150}, {SOUTH + 20})"


def ids(client: Client, text: str, **query: str) -> list[int]:
    asked = {"filter": text, "filter-crs": KROVAK_URI, **query}
    answer = client.get(ITEMS, asked)
    assert answer.status_code == 200, answer.content
    return [feature["id"] for feature in answer.json()["features"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("land_kind = 2", [1000]),
        ("2 = land_kind", [1000]),
        ("land_kind <> 2", [1001, 1002, 1003]),
        ("number > 12", [-42, 1000, 1001, 1004]),
        ("number <= 12", [1002, 1003]),
        ("number < 1.2e2", [1002, 1003, 1004]),
        ("label = '1234/5'", [1000]),
        ("label = '1234'", [1001]),
        ("label = 'it''s'", []),
        ("label IN ('1234/5', 'st. 12', 'nothing')", [1000, 1002]),
        ("series in (1)", [1002]),
        ("number NOT IN (1234, 12)", [-42, 1004]),
        ("number BETWEEN 12 AND 77", [1002, 1003, 1004]),
        ("number NOT BETWEEN 12 AND 4000", [-42]),
        ("subdivision IS NULL", [-42, 1001, 1002, 1004]),
        ("subdivision IS NOT NULL", [1000, 1003]),
        ("geometry IS NULL", [-42, 1004]),
        ("\"label\" LIKE '12%'", [1000, 1001, 1003]),
        ("label LIKE '12__/_'", [1000]),
        ("label NOT LIKE '12%'", [-42, 1002, 1004]),
        ("cadastral_unit_name LIKE 'R%'", [-42, 1003]),
        ("CASEI(cadastral_unit_name) = casei('LIBEREC')", [1000, 1001, 1002, 1004]),
        ("ACCENTI(cadastral_unit_name) = accenti('Ruzodol I')", [-42, 1003]),
        ("ACCENTI(CASEI(cadastral_unit_name)) LIKE accenti(casei('růžo%'))", [-42, 1003]),
        ("valid_from = DATE('2020-01-01')", ALL),
        ("valid_from >= TIMESTAMP('2019-12-31T23:00:00Z')", ALL),
        ("valid_from > TIMESTAMP('2019-12-31T23:00:00Z')", []),
        ("valid_from > '2019-12-31'", ALL),
        ("true", ALL),
        ("FALSE", []),
    ],
)
def test_values_are_compared(client: Client, text: str, found: list[int]) -> None:
    assert ids(client, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("series = 1 OR land_kind = 2 AND number = 0", [1002]),
        ("(series = 1 OR land_kind = 2) AND number = 12", [1002]),
        ("NOT series = 2 AND number = 12", [1002]),
        ("NOT (series = 2 AND number = 12)", [-42, 1000, 1001, 1002, 1004]),
        ("NOT NOT series = 1", [1002]),
        ("number = 12 and\n\tseries = 2 or series=1", [1002, 1003]),
    ],
)
def test_not_binds_before_and_before_or(client: Client, text: str, found: list[int]) -> None:
    assert ids(client, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("number + 1 = 13", [1002, 1003]),
        ("area_m2 / 100 * 2 - 1 = 199", WITH_OUTLINE),
        ("number % 10 = 4", [1000, 1001]),
        ("number div 10 = 1", [1002, 1003]),
        ("2 ^ 2 ^ 3 = 256", ALL),
        ("-number = -12", [1002, 1003]),
        ("- 12 + (2 * 3) = -6 AND number = 12", [1002, 1003]),
        ("number = code - 990", [1002]),
        ("number / (subdivision - 5) > 0", []),
        ("area_m2 * 9000000000000000000 > 0", WITH_OUTLINE),
    ],
)
def test_arithmetic_is_exact_and_survives_zero(client: Client, text: str, found: list[int]) -> None:
    assert ids(client, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"S_INTERSECTS(geometry, {CORNER})", WITH_OUTLINE),
        (f"s_intersects({CORNER}, geometry)", WITH_OUTLINE),
        (f"S_DISJOINT(geometry, {INSIDE_1000})", [1001, 1002, 1003]),
        (f"S_CONTAINS(geometry, {SMALL})", [1000]),
        (f"S_WITHIN(geometry, {AROUND_TWO})", [1000, 1001]),
        (f"S_WITHIN({SMALL}, geometry)", [1000]),
        (f"S_TOUCHES(geometry, {PARCEL_1000})", [1001, 1002, 1003]),
        (f"S_CROSSES({ACROSS}, geometry)", [1000, 1001]),
        (f"S_OVERLAPS(geometry, {HALF})", [1000, 1001]),
        (f"S_EQUALS(geometry, {PARCEL_1000})", [1000]),
        ("S_EQUALS(geometry, geometry)", WITH_OUTLINE),
        (f"S_INTERSECTS(geometry, GEOMETRYCOLLECTION({INSIDE_1000}, {ACROSS}))", [1000, 1001]),
        (f"S_TOUCHES(geometry, GEOMETRYCOLLECTION({PARCEL_1000}))", [1001, 1002, 1003]),
        (f"S_INTERSECTS(geometry, MULTIPOINT(({WEST + 5} {SOUTH + 5})))", [1000]),
        (f"S_INTERSECTS(geometry, MULTIPOINT({WEST + 5} {SOUTH + 5}))", [1000]),
        (f"S_INTERSECTS(geometry, POINT Z ({WEST + 5} {SOUTH + 5} 400))", [1000]),
        (
            f"S_INTERSECTS(geometry, ENVELOPE({WEST - 9},{SOUTH + 5},{WEST + 5},{SOUTH + 5}))",
            [1000],
        ),
        (f"DWITHIN(geometry, POINT({WEST + 210} {SOUTH + 50}), 10.5)", [1001]),
        ("S_INTERSECTS(geometry, POINT(0 0))", []),
        ("S_DISJOINT(geometry, POINT(0 0))", WITH_OUTLINE),
        ("S_WITHIN(geometry, BBOX(-9e6, -9e6, 9e6, 9e6))", WITH_OUTLINE),
        ("S_CONTAINS(geometry, BBOX(-9e6, -9e6, 9e6, 9e6))", []),
    ],
)
def test_relations_of_geometries(client: Client, text: str, found: list[int]) -> None:
    assert ids(client, text) == found


@pytest.mark.parametrize("uri", SYSTEMS)
def test_geometry_is_taken_in_every_system_in_its_own_axis_order(client: Client, uri: str) -> None:
    system = SYSTEMS[uri]
    x, y = transform(WEST + 50, SOUTH + 50, source=KROVAK, target=system.srid, by_grid=False)
    first, second = (y, x) if system.swapped else (x, y)
    text = f"S_CONTAINS(geometry, POINT({first:.9f} {second:.9f}))"
    assert ids(client, text, **{"filter-crs": uri}) == [1000]


def test_filter_crs_is_crs84_without_being_told(client: Client) -> None:
    text = "S_INTERSECTS(geometry, BBOX(15, 50, 16, 51))"
    found = client.get(ITEMS, {"filter": text}).json()["features"]
    assert [feature["id"] for feature in found] == WITH_OUTLINE


def test_world_in_degrees_holds_everything(client: Client) -> None:
    query = {"filter": "S_WITHIN(geometry, BBOX(-180, -90, 180, 90))"}
    assert client.get(ITEMS, query).json()["numberReturned"] == 4
    query = {"filter": "S_INTERSECTS(geometry, BBOX(170, -90, 160, 90))"}
    assert client.get(ITEMS, query).json()["numberReturned"] == 4


@pytest.mark.parametrize(
    ("text", "all_of_them"),
    [
        ("T_AFTER(valid_from, DATE('2019-12-31'))", True),
        ("T_BEFORE(valid_from, DATE('2020-01-01'))", False),
        ("T_EQUALS(valid_from, DATE('2020-01-01'))", True),
        ("T_DISJOINT(valid_from, DATE('2020-01-01'))", False),
        ("T_INTERSECTS(valid_from, INTERVAL('2020-01-01', '..'))", True),
        ("T_INTERSECTS(valid_from, INTERVAL('..', '2019-12-31'))", False),
        ("T_DURING(valid_from, INTERVAL('2019-01-01', '2021-01-01'))", True),
        ("T_DURING(valid_from, INTERVAL('2020-01-01', '2021-01-01'))", False),
        ("T_CONTAINS(INTERVAL('2019-01-01', '2021-01-01'), valid_from)", True),
        ("T_MEETS(INTERVAL('2019-01-01', '2020-01-01'), valid_from)", True),
        ("T_METBY(INTERVAL('2020-01-01', '2021-01-01'), valid_from)", True),
        ("T_STARTS(valid_from, INTERVAL('2020-01-01', '2021-01-01'))", True),
        ("T_STARTEDBY(INTERVAL('2020-01-01', '2021-01-01'), valid_from)", True),
        ("T_FINISHES(valid_from, INTERVAL('2019-01-01', '2020-01-01'))", True),
        ("T_FINISHEDBY(INTERVAL('2019-01-01', '2020-01-01'), valid_from)", True),
        (
            "T_OVERLAPS(INTERVAL('2019-01-01', '2020-06-01'), INTERVAL(valid_from, '2021-01-01'))",
            True,
        ),
        (
            "T_OVERLAPPEDBY(INTERVAL(valid_from, '2021-01-01'), "
            "INTERVAL('2019-01-01', '2020-06-01'))",
            True,
        ),
        ("T_AFTER(valid_from, TIMESTAMP('2019-12-31T22:59:59Z'))", True),
        ("T_AFTER(valid_from, TIMESTAMP('2019-12-31T23:00:00Z'))", False),
    ],
)
def test_relations_of_time(client: Client, text: str, all_of_them: bool) -> None:
    assert ids(client, text) == (ALL if all_of_them else [])


def prop(name: str) -> dict[str, str]:
    return {"property": name}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ({"op": "=", "args": [prop("land_kind"), 2]}, [1000]),
        (
            {
                "op": "and",
                "args": [
                    {"op": "<>", "args": [prop("series"), 2]},
                    {"op": "not", "args": [{"op": "isNull", "args": [prop("area_m2")]}]},
                ],
            },
            [1002],
        ),
        ({"op": "like", "args": [prop("label"), "12%"]}, [1000, 1001, 1003]),
        ({"op": "between", "args": [prop("number"), 12, 77]}, [1002, 1003, 1004]),
        ({"op": "in", "args": [prop("label"), ["1234/5", "st. 12"]]}, [1000, 1002]),
        (
            {
                "op": "=",
                "args": [
                    {"op": "accenti", "args": [prop("cadastral_unit_name")]},
                    {"op": "accenti", "args": ["Ruzodol I"]},
                ],
            },
            [-42, 1003],
        ),
        ({"op": "=", "args": [{"casei": prop("label")}, {"casei": "ST. 12"}]}, [1002]),
        ({"op": "=", "args": [{"op": "+", "args": [prop("number"), 1]}, 13]}, [1002, 1003]),
        (
            {
                "op": "s_intersects",
                "args": [
                    prop("geometry"),
                    {"type": "Point", "coordinates": [WEST + 50, SOUTH + 50]},
                ],
            },
            [1000],
        ),
        (
            {
                "op": "s_within",
                "args": [
                    prop("geometry"),
                    {"bbox": [WEST - 5, SOUTH - 5, WEST + 205, SOUTH + 105]},
                ],
            },
            [1000, 1001],
        ),
        ({"op": "t_after", "args": [prop("valid_from"), {"date": "2019-12-31"}]}, ALL),
        (
            {
                "op": "t_during",
                "args": [prop("valid_from"), {"interval": ["2019-01-01", ".."]}],
            },
            ALL,
        ),
        ({"op": ">", "args": [prop("valid_from"), {"timestamp": "2026-01-01T00:00:00Z"}]}, []),
        (True, ALL),
    ],
)
def test_json_says_the_same(client: Client, document: object, found: list[int]) -> None:
    assert ids(client, json.dumps(document), **{"filter-lang": "cql2-json"}) == found


def test_filter_joins_the_other_parameters_and_pages(client: Client) -> None:
    query = {"filter": "number = 1234 OR number = 12", "series": "2", "limit": "2"}
    page = client.get(ITEMS, query).json()
    assert [feature["id"] for feature in page["features"]] == [1000, 1001]
    (following,) = (link["href"] for link in page["links"] if link["rel"] == "next")
    assert [feature["id"] for feature in client.get(following).json()["features"]] == [1003]
