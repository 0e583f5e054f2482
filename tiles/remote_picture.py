"""The picture of a remote layer for paper: the service is asked as for the map, but coarser.

Services draw letters and lines in pixels: at the fineness of paper nobody could read them.
"""

from math import ceil

from PIL import Image

from layers.catalogue import LayerDef
from layers.crs import KROVAK
from layers.map_picture import MapPicture
from tiles.grids import META
from tiles.remote_layer import drawn_by
from tiles.remote_turns import turn

_DPI = 150
_LONGEST_PX = 2480
"""The long side of A3 at that fineness; of larger paper the picture is coarser."""


def remote_picture(layer: LayerDef, picture: MapPicture) -> Image.Image | None:
    """RGBA of the picture's size, None out of the layer's scales; raises `RemoteError`."""
    cascade = layer.cascade
    if cascade is None or not (layer.min_scale or 0) <= picture.scale <= (
        layer.max_scale or picture.scale
    ):
        return None
    most = min(_LONGEST_PX, META * cascade.technical.get("most_px", _LONGEST_PX))
    times = max(1.0, picture.dpi / _DPI, max(picture.size_px) / (most - META))
    wide, high = (side / times for side in picture.size_px)
    west, _, east, north = picture.box
    metre = (east - west) / wide
    # A picture larger than the service draws is asked for in halves and quarters: whole pixels.
    asked_px = META * ceil(wide / META), META * ceil(high / META)
    box = west, north - asked_px[1] * metre, west + asked_px[0] * metre, north
    with turn(cascade.place):
        drawn = drawn_by(cascade, KROVAK, box, asked_px)
    return drawn.resize(picture.size_px, Image.Resampling.BICUBIC, box=(0, 0, wide, high))
