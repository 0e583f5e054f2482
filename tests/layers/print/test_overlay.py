"""Own drawings on a sheet: what is seen of them, in millimetres of the map."""

import pytest
import shapely
from shapely import affinity

from layers.map_picture import MapPicture
from layers.print.drawing import Drawing
from layers.print.overlay import drawn
from layers.print.sheet import Sheet

EAST, NORTH = -690_000.0, -975_000.0
SHEET = Sheet(MapPicture((), (EAST, NORTH), 1000, 200.0, 100.0, 254))


def moved(shape: shapely.Geometry) -> Drawing:
    placed = affinity.translate(shape, EAST, NORTH)
    return Drawing(placed, "x", "#ff0000", 0.5, 0.2)


def test_line_lies_where_its_coordinates_say() -> None:
    (line,) = drawn(moved(shapely.LineString([(-50, 0), (50, 0)])), SHEET)

    assert line["paths"] == [[pytest.approx((50, 50)), pytest.approx((150, 50))]]
    assert line["label_at"] == pytest.approx((100, 50))
    assert not line["closed"]


@pytest.mark.parametrize("wkt", [
    "POLYGON ((0 0, 20 20, 20 0, 0 20, 0 0))",  # a bow-tie
    "POLYGON ((0 0, 20 0, 20 20, 20 90, 20 20, 0 20, 0 0))",  # a spike
    "POLYGON ((0 0, 20 0, 0 0, 0 0))",
    "POLYGON ((0 0, 9 0, 9 9, 0 0), (50 50, 60 50, 60 60, 50 50))",  # a hole outside
    "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((1 1, 8 1, 8 7, 1 1)))",
    "LINESTRING (0 0, 0 0)",
    "MULTIPOINT (0 0, 10 10, 10 10)",
])  # fmt: skip
def test_odd_shape_is_drawn_with_its_label_on_it(wkt: str) -> None:
    (odd,) = drawn(moved(shapely.from_wkt(wkt)), SHEET)
    places = [pair for path in odd["paths"] for pair in path] + odd["points"]

    assert places
    assert all(100 <= x <= 200 and -50 <= y <= 50 for x, y in places)
    assert 100 <= odd["label_at"][0] <= 200


def test_drawing_beside_the_sheet_is_left_out() -> None:
    assert drawn(moved(shapely.Point(101, 0)), SHEET) == []
