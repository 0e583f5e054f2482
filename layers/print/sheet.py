"""One sheet: its map, what is outlined on it, how it is called."""

from collections.abc import Iterator
from dataclasses import dataclass

import shapely

from layers.map_picture import MapPicture
from layers.print.layout import Layout

SCALES = (
    200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 25_000, 50_000, 100_000,
)  # fmt: skip
"""The round ones that are offered; an order may have any between the first and the last."""
OVERVIEW_SCALES = (*SCALES, 200_000, 250_000, 500_000, 1_000_000, 2_500_000)


@dataclass(frozen=True, slots=True)
class Sheet:
    """`outlines` are drawn over the map; `frames` are the sheets of a series on their index.

    `titles` are those of the frames. `is_cut` tells that the parcel reaches beyond the map.
    """

    picture: MapPicture
    title: str = ""
    outlines: tuple[shapely.Geometry, ...] = ()
    frames: tuple[tuple[str, shapely.Polygon], ...] = ()
    titles: tuple[str, ...] = ()
    is_cut: bool = False


def picture_of(layout: Layout, middle: tuple[float, float], scale: float) -> MapPicture:
    """The map of a sheet."""
    room = layout.map
    return MapPicture((), middle, scale, room.width, room.height, layout.dpi)


def paths(shape: shapely.Geometry, picture: MapPicture) -> list[list[tuple[float, float]]]:
    """What of lines or borders lies near the picture, in mm from its upper left corner."""
    near = shapely.clip_by_rect(
        shape, *shapely.box(*picture.box).buffer(picture.scale / 100).bounds
    )
    return [
        [picture.on_sheet(*pair) for pair in shapely.get_coordinates(each).tolist()]
        for each in _lines(near)
        if not each.is_empty
    ]


def _lines(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            yield part.exterior
            yield from part.interiors
        elif part.geom_type in {"LineString", "LinearRing"}:
            yield part
        elif hasattr(part, "geoms"):
            yield from _lines(part)
