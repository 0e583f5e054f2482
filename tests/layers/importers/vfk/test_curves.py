"""Curved lines: arcs, circles and smooth curves leave the true one by a centimetre at most."""

from math import pi

import numpy as np
import pytest

from layers.importers.arcs import DEVIATION_M
from layers.importers.bad_value import BadValue
from layers.importers.vfk.curves import ARC, CIRCLE, CURVE, stroke

from .made import MadeVfk, outlines, read

ON_CIRCLE = np.array([(10.0, 0.0), (0.0, 10.0), (-10.0, 0.0)])


def test_arc_goes_through_its_three_points_on_their_circle():
    line = stroke(ARC, ON_CIRCLE, 0)
    assert np.allclose(np.hypot(*line.T), 10, atol=1e-6)
    assert (line[0] == ON_CIRCLE[0]).all()
    assert (line[-1] == ON_CIRCLE[2]).all()
    assert (line == ON_CIRCLE[1]).all(axis=1).any()


@pytest.mark.parametrize(("points", "radius"), [(ON_CIRCLE, 0.0), (np.array([(0.0, 0.0)]), 10.0)])
def test_circle_by_points_or_by_centre_is_closed(points, radius):
    line = stroke(CIRCLE, points, radius)
    assert (line[0] == line[-1]).all()
    middles = (line[1:] + line[:-1]) / 2
    assert (10 - np.hypot(*middles.T)).max() <= DEVIATION_M


def test_arc_with_its_points_on_a_line_is_straight():
    points = np.array([(0.0, 0.0), (30.0, 0.0), (10.0, 0.0)])
    assert stroke(ARC, points, 0).tolist() == [[0, 0], [10, 0]]


def test_smooth_curve_keeps_its_points_and_is_the_same_from_either_end():
    points = np.array([(0.0, 0.0), (10.0, 5.0), (20.0, 0.0), (30.0, 8.0)])
    line = stroke(CURVE, points, 0)
    for point in points:
        assert np.isclose(line, point).all(axis=1).any()
    assert np.allclose(stroke(CURVE, points[::-1], 0)[::-1], line)


@pytest.mark.parametrize("code", [ARC, CIRCLE])
def test_wrong_number_of_points_is_told(code):
    with pytest.raises(BadValue, match="2 bodů místo tří"):
        stroke(code, ON_CIRCLE[:2], 0)


def test_parcel_with_an_arc_has_the_area_of_a_half_circle(tmp_path):
    made = MadeVfk()
    made.parcel(1, [], area_m2=157)
    made.line([(10, 0), (0, 10), (-10, 0)], 1, how="16")
    made.line([(-10, 0), (10, 0)], 1)
    assert outlines(read(made.write(tmp_path / "a.vfk")))[1].area == pytest.approx(50 * pi, abs=0.3)


def test_parcel_bounded_by_one_circle_by_its_centre(tmp_path):
    made = MadeVfk()
    made.parcel(1, [], area_m2=314)
    made.line([(0, 0)], 1, how="15 10.00")
    found = outlines(read(made.write(tmp_path / "a.vfk")))
    assert found[1].area == pytest.approx(100 * pi, abs=0.5)
