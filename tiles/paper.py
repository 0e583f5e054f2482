"""Draws maps for paper."""

from layers.crs import KROVAK
from layers.map_picture import MapNotDrawn, MapPicture
from tiles.drawing import MapDrawing, RendererError
from tiles.render_client import draw as draw_by_renderer

_PATIENCE_S = 5.0


def draw(picture: MapPicture) -> bytes:
    """PNG on white; raises `MapNotDrawn` when the renderers are busy for long, or fail."""
    drawing = MapDrawing(
        picture.layers,
        KROVAK,
        picture.box,
        picture.size_px,
        background="#ffffff",
        scale_factor=picture.scale_factor,
        day=picture.day.isoformat() if picture.day else "",
        known_at=picture.known_at.isoformat() if picture.known_at else "",
    )
    try:
        return draw_by_renderer(drawing, patience_s=_PATIENCE_S)[0]
    except RendererError as exc:
        raise MapNotDrawn("Mapu teď nelze nakreslit; zkuste to za chvíli.") from exc
