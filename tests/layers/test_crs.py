"""Coordinates: control points, axes, what is refused, and the same place in every engine."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import crs, place_check
from layers.errors import BadCoordinates

EASTS = st.floats(crs.COUNTRY_5514[0], crs.COUNTRY_5514[2])
NORTHS = st.floats(crs.COUNTRY_5514[1], crs.COUNTRY_5514[3])


@pytest.fixture
def grid_folder(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GIS_GRID_FOLDER", str(shared_data / "crs"))
    crs._grid_transformer.cache_clear()
    yield
    crs._grid_transformer.cache_clear()


@pytest.mark.usefixtures("grid_folder")
def test_control_points_with_the_grid_are_met_within_two_centimetres() -> None:
    for degrees, place in place_check.CONTROL_POINTS:
        found = crs.transform(*degrees, source=crs.WGS84, target=crs.KROVAK_SOUTH_WEST)
        assert math.dist(found, place) <= 0.02
    assert crs.accuracy() is crs.BY_GRID


@pytest.mark.usefixtures("grid_folder")
def test_point_there_and_back_by_the_grid_returns() -> None:
    east, north = crs.transform(15.05, 50.77, source=crs.WGS84, target=crs.KROVAK)
    back = crs.transform(east, north, source=crs.KROVAK, target=crs.WGS84)
    assert back == pytest.approx((15.05, 50.77), abs=1e-7)


@given(EASTS, NORTHS, st.sampled_from(crs.SUPPORTED))
def test_point_there_and_back_returns(east: float, north: float, srid: int) -> None:
    there = crs.transform(east, north, source=crs.KROVAK, target=srid, by_grid=False)
    back = crs.transform(*there, source=srid, target=crs.KROVAK, by_grid=False)
    assert math.dist(back, (east, north)) < 0.005  # the height between the ellipsoids is dropped


@given(EASTS, NORTHS)
def test_krovak_south_west_is_krovak_with_the_signs_turned(east: float, north: float) -> None:
    assert crs.transform(east, north, source=crs.KROVAK, target=crs.KROVAK_SOUTH_WEST) == (
        -east,
        -north,
    )


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_coordinate_not_finite_is_refused(value: float) -> None:
    with pytest.raises(BadCoordinates, match="konečná"):
        crs.transform(value, 0, source=crs.KROVAK, target=crs.WGS84)


def test_system_out_of_the_list_is_refused_by_its_number() -> None:
    with pytest.raises(BadCoordinates, match="EPSG:2065 není podporován"):
        crs.transform(0, 0, source=2065, target=crs.WGS84)


@pytest.mark.django_db(databases=["default", "reader"])
def test_engines_agree_over_the_whole_country() -> None:
    findings = [*place_check.engines(), *place_check.control_points()]
    assert [finding.detail for finding in findings if not finding.ok] == []


@pytest.mark.parametrize("srid", crs.SUPPORTED)
@pytest.mark.parametrize("grid", [False, True])
def test_many_points_go_where_each_one_goes(
    srid: int, grid: bool, request: pytest.FixtureRequest
) -> None:
    if grid:
        request.getfixturevalue("grid_folder")
    places = np.array([[-686_000.0, -974_000.0], [-743_100.0, -1_043_300.0]])
    there = crs.transform_many(places, source=crs.KROVAK, target=srid)
    alone = [crs.transform(*place, source=crs.KROVAK, target=srid) for place in places]
    assert there == pytest.approx(np.array(alone), abs=1e-9)
    back = crs.transform_many(there, source=srid, target=crs.KROVAK)
    assert back == pytest.approx(places, abs=0.005)


@pytest.mark.usefixtures("grid_folder")
def test_points_beyond_the_grid_go_by_parameters_and_those_without_image_are_infinite() -> None:
    degrees = np.array([[15.05, 50.77], [11.0, 47.0], [math.inf, 50.0]])
    found = crs.transform_many(degrees, source=crs.WGS84, target=crs.KROVAK)
    beyond = crs.transform(11, 47, source=crs.WGS84, target=crs.KROVAK, by_grid=False)
    assert tuple(found[0]) == crs.transform(15.05, 50.77, source=crs.WGS84, target=crs.KROVAK)
    assert tuple(found[1]) == pytest.approx(beyond)
    assert not np.isfinite(found[2]).any()


def test_many_points_in_a_system_that_is_not_supported_are_refused() -> None:
    with pytest.raises(BadCoordinates, match="EPSG:32634 není podporován"):
        crs.transform_many(np.zeros((1, 2)), source=32634, target=crs.KROVAK)
