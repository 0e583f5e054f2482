"""Draws maps for paper: whole pictures, and strata laid over each other."""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from PIL import Image, ImageDraw

from layers.catalogue import catalogue
from layers.crs import KROVAK
from layers.map_picture import Layered, MapNotDrawn, MapPicture, Stratum
from layers.remote.errors import RemoteError
from layers.territory import Territory
from tiles.drawing import MapDrawing, RendererError
from tiles.remote_picture import remote_picture
from tiles.render_client import draw as draw_by_renderer

_PATIENCE_S = 5.0
_WHITE = "#ffffff"


def draw(picture: MapPicture) -> bytes:
    """PNG on white; raises `MapNotDrawn` when the renderers are busy for long, or fail."""
    return _drawn(picture, picture.layers, _WHITE)


def draw_strata(picture: MapPicture, strata: Sequence[Stratum]) -> Layered:
    """PNG on white. Neighbours that are whole are one drawing: their labels keep out of each other.

    A service that does not answer is told, and the map is without it.
    """
    groups = list(_groups(strata))
    if not groups:
        return Layered(_png(Image.new("RGB", picture.size_px, _WHITE)))
    if len(groups) == 1 and _is_plain(groups[0][0]):
        return Layered(_drawn(picture, _names(groups[0]), _WHITE))
    whole = Image.new("RGB", picture.size_px, _WHITE)
    failed: list[str] = []
    for group in groups:
        try:
            _lay(whole, picture, group)
        except RemoteError:
            failed += _names(group)
    return Layered(_png(whole), tuple(failed))


def _groups(strata: Sequence[Stratum]) -> Iterator[list[Stratum]]:
    for plain, group in groupby(strata, key=_is_plain):
        together = list(group)
        yield from [together] if plain else [[each] for each in together]


def _is_plain(stratum: Stratum) -> bool:
    is_cascade = catalogue().pictures[stratum.picture].cascade is not None
    return stratum.opacity == 1 and stratum.within is None and not is_cascade


def _lay(whole: Image.Image, picture: MapPicture, group: list[Stratum]) -> None:
    layer, first = catalogue().pictures[group[0].picture], group[0]
    if layer.cascade is None:
        part = Image.open(io.BytesIO(_drawn(picture, _names(group), ""))).convert("RGBA")
    elif (found := remote_picture(layer, picture)) is not None:
        part = found
    else:
        return
    alpha = part.getchannel("A")
    if first.opacity < 1:
        alpha = alpha.point([round(value * first.opacity) for value in range(256)])
    if first.within is not None:
        outside = Image.new("L", picture.size_px)
        alpha = Image.composite(alpha, outside, _mask(picture, first.within))
    whole.paste(part, (0, 0), alpha)


def _mask(picture: MapPicture, territory: Territory) -> Image.Image:
    """White where the territory lies in the picture."""
    mask = Image.new("L", picture.size_px)
    pen = ImageDraw.Draw(mask)
    for part in getattr(territory.shape, "geoms", [territory.shape]):
        if part.geom_type != "Polygon":
            continue
        for ring, color in ((part.exterior, 255), *((hole, 0) for hole in part.interiors)):
            if len(ring.coords):
                pen.polygon([_pixel(picture, *pair) for pair in ring.coords], fill=color)
    return mask


def _pixel(picture: MapPicture, east: float, north: float) -> tuple[float, float]:
    west, south, right, top = picture.box
    wide, high = picture.size_px
    return (east - west) / (right - west) * wide, (top - north) / (top - south) * high


def _names(group: Sequence[Stratum]) -> tuple[str, ...]:
    return tuple(each.picture for each in group)


def _drawn(picture: MapPicture, layers: tuple[str, ...], background: str) -> bytes:
    drawing = MapDrawing(
        layers,
        KROVAK,
        picture.box,
        picture.size_px,
        format="png8" if background else "png",
        background=background,
        scale_factor=picture.scale_factor,
        day=picture.day.isoformat() if picture.day else "",
        known_at=picture.known_at.isoformat() if picture.known_at else "",
    )
    try:
        return draw_by_renderer(drawing, patience_s=_PATIENCE_S)[0]
    except RendererError as exc:
        raise MapNotDrawn("Mapu teď nelze nakreslit; zkuste to za chvíli.") from exc


def _png(whole: Image.Image) -> bytes:
    file = io.BytesIO()
    whole.save(file, "PNG", compress_level=1)
    return file.getvalue()
