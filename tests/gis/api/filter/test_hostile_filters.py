"""Filters that want to break the server, or that are simply wrong: refused by name, and soon."""

import json
import time

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from gis.api.feature_query import NAMES

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
ITEMS = "/api/collections/cadastre_parcel/items"
DEEP_JSON = '{"op":"not","args":[' * 300 + "true" + "]}" * 300
ARRAYS = json.dumps({"type": "Point", "coordinates": 0}).replace("0", "[" * 3500 + "]" * 3500)


@pytest.fixture(autouse=True, scope="module")
def warm(region: object, django_db_blocker: DjangoDbBlocker) -> None:
    """The first request of a process loads the whole application."""
    with django_db_blocker.unblock():
        Client().get(ITEMS, {"filter": "true"})


def refused(client: Client, text: str, **query: str) -> dict[str, str]:
    began = time.process_time()
    answer = client.get(ITEMS, {"filter": text, **query})
    assert time.process_time() - began < 1
    assert answer.status_code in {400, 413, 414, 422}, answer.content
    told = answer.json()
    assert answer.status_code == 414 or told["parameter"] == "filter"
    assert "Traceback" not in told["detail"] and "psycopg2" not in told["detail"]
    return told


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "1=1" + ")" * 10_000,
        "(" * 1_000 + "1=1" + ")" * 1_000,
        "NOT " * 1_500 + "true",
        "- " * 2_000 + "1 = 1",
        "1^" * 2_000 + "1 = 1",
        "casei(" * 60 + "label" + ")" * 60 + " = 'x'",
        "number = 1 OR " * 500 + "number = 1 AND " * 40 + "(",
        "label IN (" + ",".join(["1"] * 3_000) + ")",
    ],
)
def test_deep_or_large_filter_is_refused(client: Client, text: str) -> None:
    refused(client, text)


@pytest.mark.parametrize(
    "text",
    [
        "nothing = 1",
        "owner__password__startswith = 'a'",
        "cadastral_unit__name = 'Liberec'",
        "soil_units IS NULL",
        "fid = 1",
        "geom IS NULL",
        "geom_kind = 'outline'",
        '"label; DROP TABLE layers_parcel" = 1',
        '"label\' OR 1=1 --" = 1',
        "r.label = 'x'",
        "pg_sleep(10) = 1",
        "pg_read_file('/etc/passwd') = 'x'",
        "version() = 'x'",
        "label = 'x'; DROP TABLE layers_parcel",
        "label = 'x' UNION SELECT 1",
        "label = 'x' --",
        "DWITHIN(geometry, POINT(15 50), number)",
        "DWITHIN(geometry, POINT(15 50), -1)",
        "DWITHIN(geometry, POINT(15 50), 1e9)",
        "DWITHIN(geometry, POINT(15 50), 1, 'm'') OR 1=1')",
    ],
)
def test_unknown_names_and_sql_mean_nothing(client: Client, text: str) -> None:
    refused(client, text)


@pytest.mark.parametrize(
    "text", ["%", "100%s", "' OR '1'='1", "{}", "%(limit)s", "\\\\", "!", "_!%"]
)
def test_text_is_only_text(client: Client, text: str) -> None:
    quoted = text.replace("'", "''")
    for condition in (f"label = '{quoted}'", f"label IN ('{quoted}')"):
        answer = client.get(ITEMS, {"filter": condition})
        assert answer.status_code == 200, answer.content
        assert answer.json()["features"] == []


@pytest.mark.parametrize(
    ("pattern", "count"), [("\\%", 0), ("%/%", 2), ("\\_\\_", 0), ("!%", 0), ("st. __", 1)]
)
def test_wildcards_are_escaped(client: Client, pattern: str, count: int) -> None:
    answer = client.get(ITEMS, {"filter": f"label LIKE '{pattern}'"})
    assert answer.json()["numberReturned"] == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "(",
        "label",
        "label =",
        "= 1",
        "label = 'x",
        "number",
        "1",
        "'x'",
        "label = 1.5",
        "number = 'x'",
        "number = true",
        "true < false",
        "label LIKE label",
        "label LIKE 'x\\\\",
        "label LIKE '" + "%a" * 30 + "'",
        "number LIKE '1%'",
        "casei(number) = 'x'",
        "label = '" + "x" * 501 + "'",
        "number = 1e400",
        "number = 1e309",
        "number = " + "9" * 30,
        "number = " + "9" * 5_000,
        "number = NaN",
        "number = ١",
        "2 ^ 5000 > 0",
        "0 ^ -1 > 0",
        "valid_from = DATE('2020-02-30')",
        "valid_from = DATE('today')",
        "valid_from > TIMESTAMP('2020-01-01T25:00:00Z')",
        "valid_from > TIMESTAMP('2020-01-01')",
        "T_DURING(valid_from, INTERVAL('2021-01-01', '2020-01-01'))",
        "T_DURING(valid_from, INTERVAL('now', '..'))",
        "T_AFTER(number, DATE('2020-01-01'))",
        "T_AFTER(valid_from)",
        "A_CONTAINS(soil_units, (1))",
        "\ufefflabel = 'x'",
        "S_INTERSECTS(geometry)",
        "S_INTERSECTS(geometry, 'x')",
        "S_INTERSECTS(label, POINT(15 50))",
        "S_INTERSECTS(geometry, geometry, geometry)",
        "S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(15 50), LINESTRING(15 50, 16 50)))",
    ],
)
def test_wrong_filter_is_named(client: Client, text: str) -> None:
    refused(client, text)


@pytest.mark.parametrize(
    "shape",
    [
        "POINT(nan 50)",
        "POINT(1e400 50)",
        "POINT(Infinity 50)",
        "POINT(15)",
        "POINT(15 50 1 2 3)",
        "POINT EMPTY",
        "POLYGON EMPTY",
        "POINT()",
        "GEOMETRYCOLLECTION EMPTY",
        "CIRCULARSTRING(15 50, 15.1 50.1, 15.2 50)",
        "CURVEPOLYGON(CIRCULARSTRING(15 50, 15.1 50.1, 15 50))",
        "SRID=999999;POINT(15 50)",
        "LINESTRING(15 50)",
        "POLYGON((15 50, 16 50, 16 51, 15 51))",
        "POLYGON((15 50, 16 50))",
        "GEOMETRYCOLLECTION(" * 30 + "POINT(15 50)" + ")" * 30,
        "GEOMETRYCOLLECTION(" * 5_000 + "POINT(15 50)" + ")" * 5_000,
        "MULTIPOINT(" + ",".join(["15 50"] * 1_300) + ")" * 2,
        "BBOX(1, 2, 3)",
        "BBOX(15, 51, 16, 50)",
        "BBOX('a', 'b', 'c', 'd')",
    ],
)
def test_what_is_no_geometry_is_refused(client: Client, shape: str) -> None:
    refused(client, f"S_INTERSECTS(geometry, {shape})")


@pytest.mark.parametrize(
    ("ring", "reason"),
    [
        ("15 50, 16 51, 16 50, 15 51, 15 50", "Self-intersection"),
        ("15 50, 16 50, 16 51, 16 53, 16 51, 15 51, 15 50", "Self-intersection"),
        ("15 50, 16 50, 17 50, 15 50", "Self-intersection"),
        ("15 50, 15 50, 15 50, 15 50", "Too few points"),
        (
            "15 50, 16 50, 16 51, 15 51, 15 50), (17 50, 17.1 50, 17.1 50.1, 17 50",
            "Hole lies outside shell",
        ),
    ],
)
def test_unsound_polygon_is_unprocessable_with_the_reason(
    client: Client, ring: str, reason: str
) -> None:
    answer = client.get(ITEMS, {"filter": f"S_INTERSECTS(geometry, POLYGON(({ring})))"})
    assert answer.status_code == 422
    assert answer.json()["parameter"] == "filter"
    assert reason.split(maxsplit=1)[0] in answer.json()["detail"]


@pytest.mark.parametrize(
    "text",
    [
        DEEP_JSON,
        "[" * 8_000,
        '{"a":' * 1_500,
        ARRAYS,
        '{"op":"=","op":"<>","args":[1,1]}',
        '{"op":"=","args":[{"property":"number","property":"code"},1]}',
        '{"op":"=","args":[1,1e309]}',
        '{"op":"=","args":[1,NaN]}',
        '{"op":"=","args":[1,Infinity]}',
        '{"op":"=","args":[1,' + "9" * 5_000 + "]}",
        '\ufeff{"op":"=","args":[1,1]}',
        '{"op":"=","args":[1,1]',
        "null",
        "[]",
        "{}",
        '"label"',
        '{"op":"=","args":[{"property":"label"},"\\ud800"]}',
        '{"op":"=","args":[{"property":"label"},"\\u0000"]}',
        '{"op":"=","args":[{"property":["label"]},"x"]}',
        '{"op":"=","args":[{"property":"label"},"x"],"more":1}',
        '{"op":"pg_sleep","args":[10]}',
        '{"function":{"name":"pg_sleep","args":[10]}}',
        '{"op":"and","args":[]}',
        '{"op":"in","args":[{"property":"label"},[]]}',
        '{"op":"not","args":[true,true]}',
        '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point"}]}',
        '{"op":"s_intersects","args":[{"property":"geometry"},'
        '{"type":"Point","coordinates":[true,1]}]}',
        '{"op":"s_intersects","args":[{"property":"geometry"},'
        '{"type":"GeometryCollection","geometries":[null]}]}',
        '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[1,2],'
        '"crs":{"type":"link","properties":{"href":"http://127.0.0.1/crs"}}}]}',
        '{"op":"s_intersects","args":[{"property":"geometry"},'
        '{"type":"CircularString","coordinates":[[1,2],[3,4],[5,6]]}]}',
    ],
)
def test_wrong_json_is_named(client: Client, text: str) -> None:
    refused(client, text, **{"filter-lang": "cql2-json"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("filter-lang", each) for each in ("", "cql", "sql", "CQL2-TEXT", "../../etc/passwd")),
        *(("filter-crs", each) for each in ("", "EPSG:5514", "file:///etc/passwd")),
        ("filter-crs", "http://127.0.0.1/crs"),
    ],
)
def test_language_and_system_come_from_a_list(client: Client, name: str, value: str) -> None:
    answer = client.get(ITEMS, {"filter": "true", name: value})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == name


def test_filter_alone_with_its_language_is_no_error(client: Client) -> None:
    assert client.get(ITEMS, {"filter-lang": "cql2-json"}).status_code == 200


PARTS = st.sampled_from(
    [
        *("label", "number", "valid_from", "geometry", "nothing", "=", "<>", "<", ">=", "(", ")"),
        *(",", "AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS", "NULL", "'x'", "'%'", "1"),
        *("-2.5", "1e308", "TRUE", "DATE('2020-01-01')", "casei(", "S_INTERSECTS(", "+", "-"),
        *("POINT(15 50)", "*", "/", "^", "%", "T_AFTER(", "INTERVAL('..','..')", '"', "'", "\\"),
        *("[", "]", "{", "}", ";", "--"),
    ]
)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(PARTS, max_size=12).map(" ".join))
def test_any_text_is_answered_or_refused(client: Client, text: str) -> None:
    answer = client.get(ITEMS, {"filter": text})
    assert answer.status_code in {200, 400, 422}, (text, answer.content)


@pytest.mark.parametrize("layer", ["cadastre_boundary_point", "plan_document", "stat_municipality"])
def test_every_field_of_a_theme_is_compared(client: Client, layer: str) -> None:
    fields = client.get(f"/api/collections/{layer}/queryables").json()["properties"]
    values = {"integer": "1", "number": "1.5", "boolean": "TRUE", "string": "'x'"}
    for name, schema in fields.items():
        value = "DATE('2020-01-01')" if schema.get("format") == "date" else None
        text = f"{name} IS NULL"
        if name != "geometry":
            text += f' AND "{name}" = {value or values[schema["type"]]}'
        answer = client.get(f"/api/collections/{layer}/items", {"filter": text})
        assert answer.status_code == 200, (name, answer.content)


def test_names_of_parameters_are_not_fields() -> None:
    assert {"filter", "filter-lang", "filter-crs", "sortby", "properties"} <= set(NAMES)
