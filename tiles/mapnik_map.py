"""Draws with Mapnik; the one module that imports it, loaded only by renderer processes."""

import os
from collections import OrderedDict
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

import mapnik
import numpy as np

# Mapnik points these at its own data, which breaks GDAL and PROJ of all others in the process.
os.environ.pop("PROJ_LIB", None)
os.environ.pop("GDAL_DATA", None)

from django.conf import settings

from layers.catalogue import catalogue
from layers.rasters.mosaic import Frame
from tiles import raster_layer
from tiles.drawing import Drawing, Format, LegendDrawing, MapDrawing
from tiles.legend import legend_map
from tiles.passes import Pass, passes
from tiles.png import paletted
from tiles.stylesheet import stylesheet

_MOST_MAPS = 64
_ENCODINGS: dict[Format, str] = {"png8": "png8:z=1:s=rle", "png": "png32:z=1", "jpeg": "jpeg85"}
"""Of pictures that `tiles.png` does not write; run lengths pack maps smaller and faster."""
Part: TypeAlias = mapnik.Map | Pass
_FONTS = Path(__file__).parent / "fonts"

mapnik.register_fonts(str(_FONTS))


class Maps:
    """The maps of one renderer, each built once per layers and system."""

    def __init__(self) -> None:
        self._maps: OrderedDict[tuple[tuple[str, ...], int], list[Part]] = OrderedDict()
        self._version = catalogue().version

    def draw(self, drawing: Drawing) -> list[bytes]:
        """The pictures, encoded. Tries once more with new connections when the database is gone."""
        if isinstance(drawing, LegendDrawing):
            return [_draw_legend(drawing)]
        try:
            return self._draw(drawing)
        except RuntimeError:
            self._maps.clear()
            return self._draw(drawing)

    def _draw(self, drawing: MapDrawing) -> list[bytes]:
        width, height = drawing.size_px
        image = mapnik.Image(width, height)
        if drawing.background:
            image.fill(mapnik.Color(drawing.background))
        scale = 0.0
        for part in self._parts(drawing):
            if isinstance(part, Pass):
                _lay_picture(image, part, drawing, scale)
                continue
            part.resize(width, height)
            part.aspect_fix_mode = mapnik.aspect_fix_mode.RESPECT
            part.zoom_to_box(mapnik.Box2d(*drawing.box))
            scale = part.scale_denominator() * drawing.scale_factor
            if len(part.layers):
                image.premultiply()  # Mapnik takes what is drawn already for that
                mapnik.render(part, image, drawing.scale_factor)
        if drawing.format == "png8":
            pixels = np.frombuffer(bytes(image.to_string()), np.uint32).reshape(height, width)
            if pictures := paletted(pixels, columns=drawing.columns, rows=drawing.rows):
                return pictures
        encoding = _ENCODINGS[drawing.format]
        part_x, part_y = width // drawing.columns, height // drawing.rows
        return [
            image.view(column * part_x, row * part_y, part_x, part_y).to_string(encoding)
            for row in range(drawing.rows)
            for column in range(drawing.columns)
        ]

    def _parts(self, drawing: MapDrawing) -> "list[Part]":
        """The parts of today's map are kept; those of a day past are as many as there are days."""
        if self._version != catalogue().version:
            self._maps.clear()
            self._version = catalogue().version
        if drawing.day:
            return _made(drawing)
        key = drawing.layers, drawing.srid
        if key in self._maps:
            self._maps.move_to_end(key)
            return self._maps[key]
        made = self._maps[key] = _made(drawing)
        if len(self._maps) > _MOST_MAPS:
            self._maps.popitem(last=False)
        return made


def _made(drawing: MapDrawing) -> "list[Part]":
    """From below: Mapnik's maps, the first perhaps empty, with passes of rasters between."""
    made: list[Part] = [_map([], drawing)]
    all_passes = passes(catalogue(), drawing.layers)
    for raster, group in groupby(all_passes, key=lambda one: one.raster):
        drawn = list(group)
        made += drawn if raster else [_map(drawn, drawing)]
    return made


def _map(drawn: list[Pass], drawing: MapDrawing) -> "mapnik.Map":
    made = mapnik.Map(1, 1)
    sheet = stylesheet(
        drawn,
        srid=drawing.srid,
        connection=_connection(),
        day=date.fromisoformat(drawing.day) if drawing.day else None,
        known_at=datetime.fromisoformat(drawing.known_at) if drawing.known_at else None,
    )
    mapnik.load_map_from_string(made, sheet, True)
    return made


def _lay_picture(image: "mapnik.Image", one: Pass, drawing: MapDrawing, scale: float) -> None:
    """The sheets of a raster pass over what is drawn so far."""
    if not one.over < scale <= one.up_to * 1.0001:
        return
    picture = raster_layer.drawn(one, Frame(drawing.srid, drawing.box, drawing.size_px))
    if picture is None:
        return
    overlay = mapnik.Image.from_buffer(raster_layer.encoded(picture))
    overlay.premultiply()
    image.premultiply()
    image.composite(overlay)
    image.demultiply()


def _draw_legend(drawing: LegendDrawing) -> bytes:
    sheet, width, height = legend_map(
        catalogue(),
        drawing.layer,
        language=drawing.language,
        scale=drawing.scale,
        room_px=drawing.room_px,
    )
    factor = drawing.scale_factor
    made = mapnik.Map(round(width * factor), round(height * factor))
    mapnik.load_map_from_string(made, sheet, True)
    made.zoom_to_box(mapnik.Box2d(0, 0, width, height))
    image = mapnik.Image(made.width, made.height)
    if drawing.format == "jpeg":
        image.fill(mapnik.Color("#ffffff"))
    mapnik.render(made, image, factor)
    return bytes(image.to_string(_ENCODINGS[drawing.format]))


def _connection() -> dict[str, str]:
    """The reading role's connection as Mapnik's plug-in names it; limits come by PGOPTIONS."""
    database = settings.DATABASES["reader"]
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    given = {name: str(database[key]) for key, name in names.items() if database[key]}
    return given | {"connect_timeout": "4", "max_size": "2", "persist_connection": "true"}


def moved(point: tuple[float, float], source: str, target: str) -> tuple[float, float]:
    """A point from one system to another, both as PROJ strings, x east and y north."""
    transform = mapnik.ProjTransform(mapnik.Projection(source), mapnik.Projection(target))
    found = transform.forward(mapnik.Coord(*point))
    return float(found.x), float(found.y)
