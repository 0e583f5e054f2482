"""The problem drawing: the conflicts of a sheet over the base map, at a true scale."""

from collections.abc import Sequence

from layers.catalogue import catalogue
from layers.conflicts.listing import Conflict
from layers.map_picture import MapPicture

WIDTH_MM, HEIGHT_MM = 180.0, 150.0
SCALES = (1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000)
_ROOM = 0.85
"""The share of the sheet that the conflicts may take."""
_BASE = "base_map"

Mark = tuple[float, float, int]


def drawing(found: Sequence[Conflict]) -> MapPicture | None:
    """What is drawn of the conflicts; those of layers cut to a territory are listed alone.

    A layer is drawn whole or not at all.
    """
    drawn = [each for each in found if is_drawn(each)]
    if not drawn:
        return None
    west, south = (min(each.bbox[side] for each in drawn) for side in (0, 1))
    east, north = (max(each.bbox[side] for each in drawn) for side in (2, 3))
    needed = max((east - west) / WIDTH_MM, (north - south) / HEIGHT_MM) * 1000 / _ROOM
    scale = next((each for each in SCALES if each >= needed), SCALES[-1])
    below = [_BASE] if _BASE in catalogue().layers else []
    layers = (*below, *dict.fromkeys(each.layer.id for each in drawn))
    middle = ((west + east) / 2, (south + north) / 2)
    return MapPicture(layers, middle, scale, WIDTH_MM, HEIGHT_MM, dpi=200)


def is_drawn(conflict: Conflict) -> bool:
    return conflict.layer.mapped and conflict.layer.within is None


def marks(picture: MapPicture, found: Sequence[Conflict]) -> list[Mark]:
    """In mm from the upper left corner, each with its order in the sheet."""
    return [
        (*picture.on_sheet(*each.point), order)
        for order, each in enumerate(found, 1)
        if is_drawn(each)
    ]
