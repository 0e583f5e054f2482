"""Pixels of a layer over any frame, from the pictures of its sheets; the newest lies on top.

Sheets are first laid side by side in EPSG:5514, on the grid they share, at their own resolution or
half, a quarter … of it (the overviews); the whole is then moved to the frame at once, so that no
seam shows where sheets meet.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log2
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import rasterio
from affine import Affine
from django.db import connections
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.warp import reproject
from rasterio.windows import Window

from layers import crs
from layers.rasters.pictures import path_of
from layers.rasters.pixels import NODATA_M
from layers.rasters.place import applied, wkt

Box = tuple[float, float, float, float]
HEIGHT_FIELD = "elevation_m"
"""The field of a terrain layer whose value depends on the place asked for."""
_MARGIN_PX = 3
_EDGE_STEPS = 9
_CACHE_MB = 64
_SHEETS = (
    "SELECT attributes ->> 'picture', (attributes ->> 'resolution_m')::float8"
    " FROM served.feature"
    " WHERE layer = %s AND geom && ST_MakeEnvelope(%s, %s, %s, %s, 5514)"
    " AND (%s::text IS NULL OR code = %s)"
    " ORDER BY lower(valid) DESC NULLS LAST, 2, fid"
)


class Picture(NamedTuple):
    """The file of one sheet."""

    path: Path
    resolution_m: float


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn: a box of a system (x east, y north) and columns × rows of pixels in it."""

    srid: int
    box: Box
    size_px: tuple[int, int]

    @property
    def affine(self) -> Affine:
        """Pixel corners → coordinates."""
        west, south, east, north = self.box
        width, height = self.size_px
        return Affine((east - west) / width, 0, west, 0, (south - north) / height, north)

    def widened(self, pixels: int) -> "Frame":
        """The frame with so many pixels more on each side."""
        west, south, east, north = self.box
        width, height = self.size_px
        dx, dy = (east - west) / width * pixels, (north - south) / height * pixels
        return Frame(
            self.srid,
            (west - dx, south - dy, east + dx, north + dy),
            (width + 2 * pixels, height + 2 * pixels),
        )

    def in_krovak(self) -> tuple[Box, float]:
        """The box around the frame in EPSG:5514, and a pixel's side in metres."""
        width, height = self.size_px
        columns, rows = np.meshgrid(
            np.linspace(0, width, _EDGE_STEPS), np.linspace(0, height, _EDGE_STEPS)
        )
        x, y = applied(self.affine, np.column_stack([columns.ravel(), rows.ravel()])).T
        if self.srid != crs.KROVAK:
            x, y = crs.parametric(self.srid, crs.KROVAK).transform(x, y)
        known = np.isfinite(x) & np.isfinite(y)
        if not known.any():
            return (0.0, 0.0, 0.0, 0.0), 1.0
        x, y = x[known], y[known]
        box = float(x.min()), float(y.min()), float(x.max()), float(y.max())
        spread = ((box[2] - box[0]) * (box[3] - box[1]) / (width * height)) ** 0.5
        return box, float(spread) or 1.0


def picture(layer: str, frame: Frame) -> NDArray[np.uint8] | None:
    """RGBA of the frame, shape (4, rows, columns); None where no sheet lies."""
    laid = _laid(layer, frame, bands=4, dtype="uint8", nothing=0)
    if laid is None:
        return None
    width, height = frame.size_px
    moved = np.zeros((4, height, width), "uint8")
    _move(laid, moved, frame, resampling=Resampling.bilinear, src_alpha=4, dst_alpha=4)
    return moved


def heights(layer: str, frame: Frame) -> NDArray[np.float32] | None:
    """Metres above the sea, shape (rows, columns), NaN where unknown; None where no sheet lies."""
    laid = _laid(layer, frame, bands=1, dtype="float32", nothing=np.nan)
    if laid is None:
        return None
    width, height = frame.size_px
    moved = np.full((1, height, width), np.nan, "float32")
    coarse = laid.resolution_m > 1.5 * frame.in_krovak()[1]
    resampling = Resampling.cubic_spline if coarse else Resampling.bilinear
    _move(laid, moved, frame, resampling=resampling, src_nodata=np.nan, dst_nodata=np.nan)
    result: NDArray[np.float32] = moved[0]
    return result


def height_at(layer: str, x: float, y: float, *, sheet: str | None = None) -> float | None:
    """The height at a place in EPSG:5514, metres, of the sheet or of what lies on top there.

    None where it is not known.
    """
    for path, _ in _pictures(layer, (x, y, x, y), sheet=sheet):
        with rasterio.Env(GDAL_CACHEMAX=_CACHE_MB), rasterio.open(path) as picture:
            value = float(next(picture.sample([(x, y)], indexes=1))[0])
        if value != NODATA_M:
            return round(value, 2)
    return None


class _Laid(NamedTuple):
    """Sheets side by side: pixels and the place of their top left corner in EPSG:5514."""

    pixels: NDArray[Any]
    affine: Affine
    resolution_m: float


def _pictures(layer: str, box: Box, *, sheet: str | None = None) -> list[Picture]:
    """The sheets over the box, the newest first, of the same day the finest; or just the one."""
    with connections["reader"].cursor() as cursor:
        cursor.execute(_SHEETS, [layer, *box, sheet, sheet])
        return [Picture(path_of(name), side) for name, side in cursor.fetchall()]


def _laid(layer: str, frame: Frame, *, bands: int, dtype: str, nothing: float) -> _Laid | None:
    box, pixel_m = frame.in_krovak()
    found = _pictures(layer, box)
    if not found:
        return None
    finest = min(each.resolution_m for each in found)
    side = finest * 2 ** max(0, floor(log2(pixel_m / finest) + 1e-6))
    with rasterio.Env(GDAL_CACHEMAX=_CACHE_MB):
        affine, width, height = _grid(box, side, found)
        pixels = np.full((bands, height, width), nothing, dtype)
        empty = np.ones((height, width), bool)
        for each in found:
            if empty.any():
                _lay(each.path, pixels, empty, affine)
    return _Laid(pixels, affine, side)


def _grid(box: Box, side: float, found: Sequence[Picture]) -> tuple[Affine, int, int]:
    """Over the box with a margin, on the grid of the first sheet."""
    with rasterio.open(found[0].path) as sheet:
        west, north = sheet.transform.c, sheet.transform.f
    left = floor((box[0] - west) / side) - _MARGIN_PX
    right = ceil((box[2] - west) / side) + _MARGIN_PX
    top = ceil((box[3] - north) / side) + _MARGIN_PX
    bottom = floor((box[1] - north) / side) - _MARGIN_PX
    return (
        Affine(side, 0, west + left * side, 0, -side, north + top * side),
        (right - left),
        top - bottom,
    )


def _lay(path: Path, pixels: NDArray[Any], empty: NDArray[np.bool_], affine: Affine) -> None:
    """Puts what a sheet shows where nothing lies yet."""
    with rasterio.open(path) as sheet:
        ahead = ~affine @ sheet.transform
        left, top = ahead.c, ahead.f
        right, bottom = left + ahead.a * sheet.width, top + ahead.e * sheet.height
        x0, x1 = max(0, round(left)), min(empty.shape[1], round(right))
        y0, y1 = max(0, round(top)), min(empty.shape[0], round(bottom))
        if x0 >= x1 or y0 >= y1 or not empty[y0:y1, x0:x1].any():
            return
        window = Window(
            max(0.0, (x0 - left) / ahead.a),
            max(0.0, (y0 - top) / ahead.e),
            min((x1 - x0) / ahead.a, sheet.width),
            min((y1 - y0) / ahead.e, sheet.height),
        )
        aligned = abs(left - round(left)) < 1e-3 and abs(top - round(top)) < 1e-3
        how = {
            "window": window,
            "out_shape": (y1 - y0, x1 - x0),
            "resampling": Resampling.nearest if aligned else Resampling.bilinear,
        }
        spot = empty[y0:y1, x0:x1]
        if pixels.shape[0] == 1:
            values = sheet.read(1, **how, masked=True).filled(np.nan)[None]
            shown = spot & np.isfinite(values[0])
        else:
            mask = sheet.dataset_mask(window=window, out_shape=how["out_shape"])
            values = np.concatenate([sheet.read([1, 2, 3], **how), mask[None]])
            shown = spot & (mask > 0)
        pixels[:, y0:y1, x0:x1][:, shown] = values[:, shown]
        spot[shown] = False


def _move(laid: _Laid, target: NDArray[Any], frame: Frame, **how: Any) -> None:
    reproject(
        laid.pixels,
        target,
        src_transform=laid.affine,
        src_crs=wkt(crs.KROVAK),
        dst_transform=frame.affine,
        dst_crs=wkt(frame.srid),
        **how,
    )
