"""Draws a raster pass: the picture of its sheets as RGBA, for Mapnik to lay into the map."""

import io
from collections.abc import Sequence

import numpy as np
from django.db import OperationalError, connections
from numpy.typing import NDArray
from PIL import Image

from layers import crs
from layers.catalogue.style import Raster
from layers.rasters import hillshade, mosaic
from layers.rasters.mosaic import Frame
from tiles.passes import Pass

Picture = NDArray[np.uint8]
_LIGHT_SHARE = 0.8
"""Lit slopes are less opaque than shaded ones."""


def drawn(one: Pass, frame: Frame) -> Picture | None:
    """RGBA, shape (4, rows, columns); None where the layer shows nothing.

    Tries once more with a new connection when the database was gone.
    """
    try:
        return _drawn(one, frame)
    except OperationalError:
        connections["reader"].close()
        return _drawn(one, frame)


def _drawn(one: Pass, frame: Frame) -> Picture | None:
    rules = [rule.raster for rule in one.rules if rule.raster]
    if rules[0].draw == "image":
        return mosaic.picture(one.layer.id, frame)
    if rules[0].draw == "hillshade":
        return _shaded(one.layer.id, frame, rules[0])
    return _coloured(one.layer.id, frame, rules)


def encoded(picture: Picture) -> bytes:
    """As a file that Mapnik reads fastest."""
    file = io.BytesIO()
    Image.fromarray(np.moveaxis(picture, 0, -1)).save(file, "TIFF")
    return file.getvalue()


def _coloured(layer: str, frame: Frame, steps: Sequence[Raster]) -> Picture | None:
    heights = mosaic.heights(layer, frame)
    if heights is None:
        return None
    known = np.isfinite(heights)
    at = [step.from_m for step in steps]
    picture = np.zeros((4, *heights.shape), "uint8")
    for band in range(3):
        colours = [int(step.color[1 + 2 * band : 3 + 2 * band], 16) for step in steps]
        picture[band][known] = np.interp(heights[known], at, colours)
    picture[3] = np.where(known, round(255 * steps[0].opacity), 0)
    return picture


def _shaded(layer: str, frame: Frame, rule: Raster) -> Picture | None:
    heights = mosaic.heights(layer, frame.widened(hillshade.MARGIN_PX))
    if heights is None:
        return None
    across_m, down_m = _pixel_m(frame)
    light = hillshade.relative_light(heights, across_m=across_m, down_m=down_m)
    known = np.isfinite(light)
    light = np.where(known, light, 0)
    depth = np.where(light < 0, -light, light / (2**0.5 - 1) * _LIGHT_SHARE)
    picture = np.zeros((4, *light.shape), "uint8")
    picture[:3] = np.where(light < 0, 0, 255)
    picture[3] = np.rint(255 * rule.opacity * np.clip(depth, 0, 1))
    return picture


def _pixel_m(frame: Frame) -> tuple[float, float]:
    """A pixel's sides on the ground in the middle of the frame."""
    column, row = frame.size_px[0] / 2, frame.size_px[1] / 2
    spots = [
        frame.affine @ (column, row),
        frame.affine @ (column + 1, row),
        frame.affine @ (column, row + 1),
    ]
    if frame.srid != crs.KROVAK:
        move = crs.parametric(frame.srid, crs.KROVAK)
        spots = [move.transform(*spot) for spot in spots]
    (x, y), across, down = spots
    return float(np.hypot(across[0] - x, across[1] - y)), float(np.hypot(down[0] - x, down[1] - y))
