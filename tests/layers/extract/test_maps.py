"""Maps of an extract: true scale, the whole land on the sheet, a round bar."""

from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some

from layers.extract.document import Extract
from layers.extract.moment import Moment
from layers.extract.paper.maps import SCALES, WIDTH_MM, sheets
from layers.extract.subject import Subject
from layers.map_picture import MapPicture


def made(shape: shapely.Geometry) -> Extract:
    return Extract(
        subject=Subject(shape), at=Moment(date(2026, 6, 1)), published_at=None, themes=(),
        regulations={}, passports={},
    )  # fmt: skip


@settings(deadline=None)  # the first reads the catalogue
@given(
    some.floats(0.5, 8_000), some.floats(0.5, 8_000), some.floats(-900_000, -430_000),
    some.floats(-1_230_000, -940_000),
)  # fmt: skip
def test_land_of_any_size_lies_whole_on_the_detail(
    width: float, height: float, east: float, north: float
) -> None:
    land = shapely.box(east, north, east + width, north + height)
    overview, detail = sheets(made(land))

    assert detail.picture.scale in SCALES
    assert shapely.box(*detail.picture.box).contains(land)
    assert overview.picture.scale >= detail.picture.scale
    for ring in detail.rings(land):
        assert all(0 <= x <= WIDTH_MM for x, _ in ring)


@given(some.sampled_from(SCALES), some.sampled_from([150, 300]))
def test_scale_on_paper_is_true_to_a_thousandth(scale: int, dpi: int) -> None:
    picture = MapPicture((), (-690_000.0, -975_000.0), scale, 170, 105, dpi)
    west, south, east, north = picture.box

    width_mm = picture.size_px[0] / dpi * 25.4
    assert (east - west) * 1000 / width_mm == pytest.approx(scale, rel=0.001)
    assert (east - west) / picture.size_px[0] == pytest.approx((north - south) / picture.size_px[1])
    a, b = picture.on_sheet(-690_000, -975_000), picture.on_sheet(-689_990, -975_000)
    assert b[0] - a[0] == pytest.approx(10_000 / scale)


@pytest.mark.parametrize("scale", SCALES)
def test_bar_is_a_round_distance(scale: int) -> None:
    land = shapely.Point(-690_000, -975_000).buffer(scale / 40)
    for sheet in sheets(made(land)):
        length_mm, words = sheet.picture.bar(40)
        value, unit = words.split()
        metres = int(value) * (1000 if unit == "km" else 1)
        assert str(metres).strip("0") in {"1", "2", "5"}
        assert length_mm == pytest.approx(metres * 1000 / sheet.picture.scale)
        assert 10 <= length_mm <= 40
