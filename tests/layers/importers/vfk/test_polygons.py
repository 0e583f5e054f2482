"""Polygons from lines: any partition of land comes back whole from the edges between its parts."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from .made import MadeVfk, bad, notes, outlines, read, shifted

PLACE = st.tuples(st.integers(0, 60), st.integers(0, 60))


def partition(points, labels) -> dict[int, shapely.Geometry]:
    """Triangles of the points joined by label: areas with holes, in parts, touching in points."""
    triangles = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(points)))
    joined = {}
    for n, triangle in enumerate(triangles):
        joined.setdefault(1 + labels[n % len(labels)], []).append(triangle)
    return {label: shapely.union_all(parts) for label, parts in joined.items()}


def edges(points, labels) -> dict[tuple[tuple[float, float], ...], list[int]]:
    triangles = shapely.get_parts(shapely.delaunay_triangles(shapely.multipoints(points)))
    sides: dict[tuple[tuple[float, float], ...], list[int]] = {}
    for n, triangle in enumerate(triangles):
        ring = list(triangle.exterior.coords)
        for side in pairwise(ring):
            sides.setdefault(tuple(sorted(side)), []).append(1 + labels[n % len(labels)])
    return sides


@given(
    st.lists(PLACE, min_size=4, max_size=30, unique=True),
    st.lists(st.integers(0, 3), min_size=3, max_size=40),
)
@settings(deadline=None, max_examples=60)
def test_partition_comes_back_from_its_edges(points, labels):
    expected = partition(points, labels)
    if not expected or sum(shape.area for shape in expected.values()) == 0:
        return
    made = MadeVfk()
    for code, shape in expected.items():
        made.parcel(code, [], area_m2=round(shape.area))
    for side, owners in edges(points, labels).items():
        if len(owners) == 1:
            made.line(side, owners[0])
        elif owners[0] != owners[1]:
            made.line(side, *owners)
    with TemporaryDirectory() as folder:
        items = read(made.write(Path(folder) / "a.vfk"))
    assert not bad(items)
    found = outlines(items)
    assert found.keys() == expected.keys()
    for (code, shape), real in zip(expected.items(), shifted(expected.values()), strict=True):
        assert shapely.is_valid(found[code])
        assert found[code].area == pytest.approx(shape.area, abs=1e-3)
        assert shapely.symmetric_difference(found[code], real).area < 1e-3


def test_hole_is_kept_and_filled_by_its_own_parcel(tmp_path):
    made = MadeVfk()
    inner = [(40, 40), (60, 40), (60, 60), (40, 60)]
    made.parcel(1, area_m2=9_600)
    made.parcel(2, [], area_m2=400, number=2)
    made.ring(inner, 1, 2)
    found = outlines(read(made.write(tmp_path / "a.vfk")))
    assert (found[1].area, found[2].area) == (pytest.approx(9_600), pytest.approx(400))
    assert len(found[1].interiors) == 1


def test_gap_of_centimetres_is_closed_and_told(tmp_path):
    made = MadeVfk()
    made.parcel(1, [])
    for side in ([(0, 0), (100, 0)], [(100, 0.03), (100, 100)], [(100, 100), (0, 100)]):
        made.line(side, 1)
    made.line([(0, 100), (0, 0)], 1)
    items = read(made.write(tmp_path / "a.vfk"))
    assert outlines(items)[1].area == pytest.approx(10_000, abs=3)
    assert "byly opraveny (1): 1 (k. ú. 693936)" in notes(items)


def test_crossing_lines_are_noded_or_refused_never_invalid(tmp_path):
    made = MadeVfk()
    made.parcel(1, [[(0, 0), (100, 100), (100, 0), (0, 100)]], area_m2=5_000)
    items = read(made.write(tmp_path / "a.vfk"))
    assert [shapely.is_valid(shape) for shape in outlines(items).values()] == [True]
    assert outlines(items)[1].area == pytest.approx(5_000)


def test_loose_line_is_left_out_when_the_area_agrees(tmp_path):
    made = MadeVfk()
    made.parcel(1)
    made.line([(100, 100), (150, 150)], 1)
    items = read(made.write(tmp_path / "a.vfk"))
    assert outlines(items)[1].area == pytest.approx(10_000)
    assert "nic neohraničuje" in notes(items)


def test_open_hole_is_refused_because_the_area_disagrees(tmp_path):
    made = MadeVfk()
    made.parcel(1, area_m2=8_000)
    made.line([(40, 40), (60, 40), (60, 60)], 1)
    items = read(made.write(tmp_path / "a.vfk"))
    assert not outlines(items)
    assert [item.reason for item in bad(items)] == ["Hranice parcely se neuzavírá."]


def test_line_of_a_parcel_with_itself_bounds_nothing(tmp_path):
    made = MadeVfk()
    made.parcel(1)
    made.line([(0, 50), (100, 50)], 1, 1)
    assert outlines(read(made.write(tmp_path / "a.vfk")))[1].area == pytest.approx(10_000)


def test_vertices_go_by_their_turn_whatever_the_order_of_rows(tmp_path):
    made = MadeVfk()
    made.parcel(1, [])
    made.line([(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)], 1)
    made.rows["SBP"].reverse()
    assert outlines(read(made.write(tmp_path / "a.vfk")))[1].area == pytest.approx(10_000)


def test_line_in_two_parts_is_told_apart_by_turns_that_start_again(tmp_path):
    made = MadeVfk()
    made.parcel(1, [])
    line = made.line([(0, 0), (100, 0), (100, 100)], 1)
    for turn, point in enumerate([(100, 100), (0, 100), (0, 0)], start=1):
        made.vertex(point, turn, line)
    assert outlines(read(made.write(tmp_path / "a.vfk")))[1].area == pytest.approx(10_000)


def test_building_shares_the_lines_of_its_parcel(tmp_path):
    made = MadeVfk()
    made.parcel(1, [], building=77)
    made.add("BUD", '77;0;"01.04.2018 00:00:00";"";3;1;93939;5;7;')
    for a, b in zip(range(4), [1, 2, 3, 0], strict=True):
        ring = [(0, 0), (100, 0), (100, 100), (0, 100)]
        made.line([ring[a], ring[b]], 1, outline=77)
    items = read(made.write(tmp_path / "a.vfk"))
    building = outlines(items, "cadastre_building")
    assert shapely.equals(building[-77], outlines(items)[1])
    assert np.isclose(building[-77].area, 10_000)
