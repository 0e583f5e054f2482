"""The grid at the edges of a map, and the direction of true north."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from layers.crs import KROVAK, WGS84, transform
from layers.map_picture import MapPicture
from layers.print.graticule import graticule, to_north


def around(east: float, north: float, scale: float) -> MapPicture:
    return MapPicture((), (east, north), scale, 180.0, 200.0, 300)


@given(
    some.integers(200, 100_000), some.floats(-900_000, -430_000), some.floats(-1_230_000, -940_000)
)
def test_lines_are_round_and_lie_where_their_numbers_say(
    scale: int, east: float, north: float
) -> None:
    picture = around(east, north, scale)
    west, south, right, top = picture.box
    lines = graticule(picture)

    assert lines
    for line in lines:
        value = -int(line.label[2:].replace("\u202f", ""))
        low = west if line.axis == "y" else south
        along = value - west if line.axis == "y" else top - value
        assert line.at_mm == pytest.approx(along * 1000 / scale, abs=1e-6)
        assert low <= value <= (right if line.axis == "y" else top)
    for axis in ("y", "x"):
        places = sorted(line.at_mm for line in lines if line.axis == axis)
        gaps = [(b - a) * scale / 1000 for a, b in pairwise(places)]
        assert all(str(round(gap)).strip("0") in {"1", "2", "5"} for gap in gaps)
        assert all(40 <= gap * 1000 / scale * 1.001 <= 101 for gap in gaps)


@pytest.mark.parametrize(("place", "least", "most"), [
    ((-683_000.0, -974_000.0), 6.5, 8.0),  # Liberec
    ((-451_000.0, -1_135_000.0), 3.5, 5.5),  # the east
    ((-870_000.0, -1_010_000.0), 8.5, 10.5),  # the west
])  # fmt: skip
def test_true_north_is_turned_by_the_convergence_of_meridians(
    place: tuple[float, float], least: float, most: float
) -> None:
    turned = to_north(around(*place, 1_000))
    longitude, latitude = transform(*place, source=KROVAK, target=WGS84)
    further = transform(longitude, latitude + 0.01, source=WGS84, target=KROVAK)

    assert least <= abs(turned) <= most
    assert (further[0] - place[0]) * turned > 0, "east of the grid's north is clockwise"
