"""Turns pixels upright into EPSG:5514: from another system, a rotated grid, or control points."""

from collections.abc import Callable, Iterator
from math import ceil, floor
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import Resampling
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from layers import crs
from layers.errors import UnreadableFile
from layers.rasters.cog import CACHE_MB
from layers.rasters.pixels import NODATA_M, TILE_PX, Progress
from layers.rasters.place import Coordinates, Grid, applied, border, wkt

_WINDOW_PX = 1024
_STEP_PX = 16
"""Control points are applied to every sixteenth pixel, between them the movement is straight."""
_MAX_READ_PIXELS = 64 << 20

ToKrovak = Callable[[Coordinates], Coordinates]


def upright_grid(to_krovak: ToKrovak, width: int, height: int) -> Grid:
    """North up over all of the picture within the country, pixels about as large as they were.

    The side is rounded and corners lie on its multiples, so that the sheets of a mosaic share one
    grid. Raises `UnreadableFile` when nothing of the picture lies there.
    """
    x, y = width / 2, height / 2
    spot = to_krovak(np.array([[x, y], [x + 1, y], [x, y + 1]]))
    across, down = spot[1] - spot[0], spot[2] - spot[0]
    area = abs(across[0] * down[1] - across[1] * down[0])
    if not np.isfinite(area) or not area:
        raise UnreadableFile("Rastr po umístění nemá žádnou plochu.")
    side = _rounded(float(area) ** 0.5)
    points = to_krovak(border(width, height))
    points = points[np.isfinite(points).all(axis=1)]
    west, south, east, north = crs.COUNTRY_5514
    low, high = points.min(axis=0), points.max(axis=0)
    left, right = floor(max(west, low[0]) / side), ceil(min(east, high[0]) / side)
    bottom, top = floor(max(south, low[1]) / side), ceil(min(north, high[1]) / side)
    if left >= right or bottom >= top:
        raise UnreadableFile("Rastr leží mimo území České republiky.")
    if (right - left) * (top - bottom) > max(16 * width * height, 1 << 20):
        raise UnreadableFile("Umístění rastr nesmyslně zkresluje; zkontrolujte jeho body.")
    affine = Affine(side, 0, left * side, 0, -side, top * side)
    return Grid(affine, crs.KROVAK, right - left, top - bottom)


def _rounded(side: float) -> float:
    """To three digits: a warped half metre is half a metre."""
    return float(f"{side:.3g}")


def by_system(plain: Path, target: Path, grid: Grid, *, progress: Progress) -> Grid:
    """Writes the pixels warped from the grid's system and says in which grid they are now."""
    found = upright_grid(grid.to_krovak, grid.width, grid.height)
    with rasterio.Env(GDAL_CACHEMAX=CACHE_MB):
        with rasterio.open(plain, "r+") as source:
            source.crs, source.transform = wkt(grid.srid), grid.affine
        with (
            rasterio.open(plain) as source,
            WarpedVRT(
                source,
                crs=wkt(crs.KROVAK),
                transform=found.affine,
                width=found.width,
                height=found.height,
                resampling=Resampling.cubic if source.count == 4 else Resampling.bilinear,
                warp_mem_limit=64,
                tolerance=0.05,
            ) as moved,
        ):
            _write(target, moved, found, lambda window: moved.read(window=window), progress)
    return found


def by_points(
    plain: Path,
    target: Path,
    to_krovak: ToKrovak,
    to_pixels: ToKrovak,
    *,
    progress: Progress,
) -> Grid:
    """The same by a pair of functions that are each other's inverse; for pictures (RGBA)."""
    with rasterio.Env(GDAL_CACHEMAX=CACHE_MB), rasterio.open(plain) as source:
        found = upright_grid(to_krovak, source.width, source.height)

        def read(window: Window) -> NDArray[np.uint8]:
            return _sampled(source, *_places(found, window, to_pixels))

        _write(target, source, found, read, progress)
    return found


def _write(
    target: Path,
    like: Any,
    grid: Grid,
    read: Callable[[Window], NDArray[Any]],
    progress: Progress,
) -> None:
    profile = {
        "driver": "GTiff",
        "width": grid.width,
        "height": grid.height,
        "transform": grid.affine,
        "count": like.count,
        "dtype": like.dtypes[0],
        "nodata": NODATA_M if like.count == 1 else None,
        "tiled": True,
        "blockxsize": TILE_PX,
        "blockysize": TILE_PX,
        "compress": "zstd",
        "zstd_level": 1,
        "interleave": "pixel",
        "bigtiff": "if_safer",
    }
    with rasterio.open(target, "w", **profile) as made:
        if like.count == 4:
            made.colorinterp = like.colorinterp
        for window in _windows(grid):
            made.write(read(window), window=window)
            progress(window.row_off / grid.height)


def _windows(grid: Grid) -> Iterator[Window]:
    for row in range(0, grid.height, _WINDOW_PX):
        for column in range(0, grid.width, _WINDOW_PX):
            yield Window(
                column,
                row,
                min(_WINDOW_PX, grid.width - column),
                min(_WINDOW_PX, grid.height - row),
            )


def _places(
    grid: Grid, window: Window, to_pixels: ToKrovak
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For the centre of each pixel of the window its column and row in the source, from corners."""
    columns = np.arange(0, window.width + _STEP_PX, _STEP_PX)
    rows = np.arange(0, window.height + _STEP_PX, _STEP_PX)
    x, y = np.meshgrid(columns + window.col_off + 0.5, rows + window.row_off + 0.5)
    coarse = to_pixels(applied(grid.affine, np.column_stack([x.ravel(), y.ravel()])))
    found = []
    for values in coarse.T:
        down = _between(values.reshape(x.shape), rows, np.arange(window.height))
        found.append(_between(down.T, columns, np.arange(window.width)).T)
    return found[0], found[1]


def _between(
    values: NDArray[np.float64], at: NDArray[Any], wanted: NDArray[Any]
) -> NDArray[np.float64]:
    """Rows of values known at some places, straight between them."""
    index = np.minimum(wanted // _STEP_PX, len(at) - 2)
    share = ((wanted - at[index]) / _STEP_PX)[:, None]
    result: NDArray[np.float64] = values[index] * (1 - share) + values[index + 1] * share
    return result


def _sampled(
    source: Any, columns: NDArray[np.float64], rows: NDArray[np.float64]
) -> NDArray[np.uint8]:
    """Bilinear, weighted by opacity, so that the colour of what is not shown does not bleed in."""
    x, y = columns - 0.5, rows - 0.5
    inside = (columns >= 0) & (columns < source.width) & (rows >= 0) & (rows < source.height)
    result = np.zeros((4, *columns.shape), "uint8")
    if not inside.any():
        return result
    left, right = floor(x[inside].min()), ceil(x[inside].max()) + 2
    top, bottom = floor(y[inside].min()), ceil(y[inside].max()) + 2
    left, top = max(0, left), max(0, top)
    right, bottom = min(source.width, right), min(source.height, bottom)
    if (right - left) * (bottom - top) > _MAX_READ_PIXELS:
        raise UnreadableFile("Umístění rastr nesmyslně zkresluje; zkontrolujte jeho body.")
    pixels = source.read(window=Window(left, top, right - left, bottom - top)).astype("float32")
    pixels[:3] *= pixels[3] / 255
    px, py = x[inside] - left, y[inside] - top
    x0 = np.clip(np.floor(px), 0, pixels.shape[2] - 1).astype(int)
    y0 = np.clip(np.floor(py), 0, pixels.shape[1] - 1).astype(int)
    x1, y1 = np.minimum(x0 + 1, pixels.shape[2] - 1), np.minimum(y0 + 1, pixels.shape[1] - 1)
    fx, fy = np.clip(px - x0, 0, 1), np.clip(py - y0, 0, 1)
    mixed = (pixels[:, y0, x0] * (1 - fx) + pixels[:, y0, x1] * fx) * (1 - fy) + (
        pixels[:, y1, x0] * (1 - fx) + pixels[:, y1, x1] * fx
    ) * fy
    opacity = np.maximum(mixed[3], 1e-3) / 255
    mixed[:3] /= opacity
    result[:, inside] = np.clip(np.rint(mixed), 0, 255).astype("uint8")
    return result
