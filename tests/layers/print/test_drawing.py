"""Own drawings of strangers: shapes in S-JTSK, or a refusal that says why."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from layers.print.drawing import MAX_FEATURES, MAX_VERTICES, drawings
from layers.print.errors import RefusedPrint

HERE = (-690_000.0, -975_000.0)


def collection(geometry: Any, **properties: Any) -> dict[str, Any]:
    feature = {"type": "Feature", "geometry": geometry, "properties": properties}
    return {"type": "FeatureCollection", "features": [feature]}


def point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def test_place_in_degrees_comes_to_s_jtsk() -> None:
    (drawn,) = drawings(collection(point(15.0562, 50.7702), label="Liberec  radnice"), srid=4326)

    assert drawn.shape.x == pytest.approx(-687_000, abs=3_000)
    assert drawn.label == "Liberec radnice"


@pytest.mark.parametrize("geometry", [
    None,
    "Point",
    {"type": "GeometryCollection", "geometries": [point(*HERE)]},
    {"type": "CircularString", "coordinates": [[0, 0], [1, 1]]},
    {"type": "Point", "coordinates": []},
    {"type": "Point", "coordinates": [1e400, 0]},
    {"type": "Point", "coordinates": [float("nan"), 0]},
    {"type": "Point", "coordinates": ["-690000", "-975000"]},
    {"type": "Point", "coordinates": {"x": 1}},
    {"type": "Polygon", "coordinates": [[[-690_000, -975_000], [-690_010, -975_000]]]},
    {"type": "LineString", "coordinates": [[0, 0], [1, 1]]},
    point(*HERE) | {"crs": {"type": "link", "properties": {"href": "http://127.0.0.1/"}}},
])  # fmt: skip
def test_geometry_that_is_none_or_lies_elsewhere_is_refused(geometry: Any) -> None:
    with pytest.raises(RefusedPrint) as refused:
        drawings(collection(geometry), srid=5514)
    assert refused.value.parameter == "drawings"


def test_nested_beyond_reason_is_refused() -> None:
    deep: Any = [-690_000.0, -975_000.0]
    for _ in range(900):
        deep = [deep]
    with pytest.raises(RefusedPrint):
        drawings(collection({"type": "Polygon", "coordinates": deep}), srid=5514)


@pytest.mark.parametrize("properties", [
    {"color": "red"}, {"color": "#12345g"}, {"color": "javascript:"}, {"color": 5},
    {"width_mm": 0}, {"width_mm": 99}, {"width_mm": True}, {"width_mm": "1"},
    {"width_mm": float("nan")},
    {"fill": 2}, {"label": 5}, {"label": "x" * 201}, {"label": "a\u202eb"}, {"label": "\U0001f600"},
])  # fmt: skip
def test_look_out_of_its_bounds_is_refused(properties: dict[str, Any]) -> None:
    with pytest.raises(RefusedPrint):
        drawings(collection(point(*HERE), **properties), srid=5514)


def test_link_to_a_system_is_refused_wherever_it_stands() -> None:
    document = collection(point(*HERE))
    with pytest.raises(RefusedPrint, match="crs"):
        drawings(document | {"crs": {"type": "link"}}, srid=5514)
    document["features"][0]["crs"] = {"type": "name"}
    with pytest.raises(RefusedPrint, match="crs"):
        drawings(document, srid=5514)


def test_too_many_features_and_vertices_are_refused() -> None:
    line = {"type": "LineString", "coordinates": [[*HERE]] * (MAX_VERTICES + 1)}
    with pytest.raises(RefusedPrint, match=str(MAX_VERTICES)):
        drawings(collection(line), srid=5514)
    many = {"type": "FeatureCollection", "features": [{}] * (MAX_FEATURES + 1)}
    with pytest.raises(RefusedPrint, match=str(MAX_FEATURES)):
        drawings(many, srid=5514)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine
@given(some.recursive(
    some.none() | some.booleans() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3)
    | some.dictionaries(some.sampled_from(["type", "coordinates", "features", "geometry"]), inner),
    max_leaves=8,
))  # fmt: skip
@example({"geometry": {"type": []}})
def test_any_document_is_drawn_or_refused(inner: Any) -> None:
    document = {"type": "FeatureCollection", "features": [inner]}
    json.dumps(document)
    with pytest.raises(RefusedPrint):
        drawings(document, srid=5514)
