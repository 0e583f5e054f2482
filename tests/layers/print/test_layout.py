"""The paper: map, legend and the rest lie on it beside each other, and the map has whole pixels."""

import pytest
from shapely.geometry import box

from layers.map_picture import MM_PER_INCH
from layers.print.layout import EDGE, FOOT, HEAD, MARGIN, ORIENTATIONS, PAPERS, Box, Layout
from layers.print.sheet import picture_of

LAYOUTS = [
    Layout(paper, orientation, legend)
    for paper in PAPERS
    for orientation in ORIENTATIONS
    for legend in (True, False)
]


def shape(room: Box, around: float = 0.0):
    return box(
        room.left - around, room.top - around,
        room.left + room.width + around, room.top + room.height + around,
    )  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_parts_of_a_sheet_do_not_meet(layout: Layout) -> None:
    wide, high = layout.size
    usable = box(MARGIN, MARGIN + HEAD, wide - MARGIN, high - MARGIN - FOOT)
    with_coordinates = shape(layout.map, EDGE)

    assert usable.buffer(1e-6).covers(with_coordinates)
    if layout.has_legend:
        assert usable.buffer(1e-6).covers(shape(layout.legend))
        assert with_coordinates.intersection(shape(layout.legend)).area == 0
    assert layout.map.width > 0.6 * wide


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("scale", [200, 999, 100_000])
def test_picture_covers_exactly_what_its_scale_says(layout: Layout, scale: int, settings) -> None:
    picture = picture_of(layout, (-690_000.0, -975_000.0), scale)
    west, south, east, north = picture.box
    room, (columns, rows) = layout.map, picture.size_px

    assert columns * rows <= settings.PRINT_PIXELS
    assert room.width == pytest.approx(columns * MM_PER_INCH / layout.dpi, rel=1e-12)
    assert (east - west) * 1000 / room.width == pytest.approx(scale, rel=1e-9)
    assert (north - south) * 1000 / room.height == pytest.approx(scale, rel=1e-9)
