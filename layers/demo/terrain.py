"""The demo's terrain model: hills under the layout's woods, valleys along its waters."""

import json
from pathlib import Path

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.features import rasterize

from layers.crs import KROVAK
from layers.demo.ground import ORIGIN, TILE_M, Floats, centimetres, height, to_krovak
from layers.demo.scenery import WATER, Scenery

PIXEL_M = 20.0
SURVEYED = "2025-04-20"
_MARGIN_M = 600.0
"""How far borders wind beyond their tile."""
_ROUNDS = 4
_SUMMIT_M, _MIDDLE_M = 130.0, 430.0
_VALLEY_M, _VALLEY_WIDTH_M = 22.0, 130.0
_ROUGH_M, _FIRST_WAVE, _FALL = 5.0, 6, 2.0
"""What makes slopes look like land: waves shorter than a sixth of the tile, the less high."""


def write_terrain(folder: Path, sceneries: list[Scenery]) -> list[Path]:
    """One sheet for each tile of the municipalities, with its description; the folder to import."""
    folder.mkdir(parents=True, exist_ok=True)
    for tile in sorted({scenery.tile for scenery in sceneries}):
        west = ORIGIN[0] + tile.x * TILE_M - _MARGIN_M
        north = ORIGIN[1] + (tile.y + 1) * TILE_M + _MARGIN_M
        side = round((TILE_M + 2 * _MARGIN_M) / PIXEL_M)
        affine = Affine(PIXEL_M, 0, west, 0, -PIXEL_M, north)
        here = [scenery for scenery in sceneries if scenery.tile == tile]
        _write(folder / f"teren_{tile.number:03}.tif", _heights(affine, side, here), affine)
    _describe(folder)
    return [folder]


def _heights(affine: Affine, side: int, sceneries: list[Scenery]) -> NDArray[np.float32]:
    columns, rows = np.meshgrid(np.arange(side) + 0.5, np.arange(side) + 0.5)
    places = np.column_stack(
        [affine.c + columns.ravel() * affine.a, affine.f + rows.ravel() * affine.e]
    )
    metres = _MIDDLE_M + _SUMMIT_M * height(_layout_of(places))
    valleys = _near_water(affine, side, sceneries)
    land = metres.reshape(side, side) + _roughness(side) - _VALLEY_M * valleys
    return np.round(land, 2).astype("float32")


def _roughness(side: int) -> NDArray[np.float64]:
    """The same in each tile and whole at its edges, as the height of the layout is."""
    period = round(TILE_M / PIXEL_M)
    white = np.fft.fft2(np.random.default_rng(7).normal(size=(period, period)))
    waves = np.fft.fftfreq(period, 1 / period)
    count = np.hypot(waves[:, None], waves[None, :])
    rough = np.fft.ifft2(
        np.where(count >= _FIRST_WAVE, white / np.maximum(count, 1) ** _FALL, 0)
    ).real
    at = (np.arange(side) - round(_MARGIN_M / PIXEL_M)) % period
    result: NDArray[np.float64] = rough[at][:, at] * (_ROUGH_M / rough.std())
    return result


def _layout_of(places: Floats) -> Floats:
    """Places on the map → layout: the warp is gentle, so that steps back settle at once."""
    found = places - ORIGIN
    for _ in range(_ROUNDS):
        found = found + (places - to_krovak(centimetres(found)))
    return found


def _near_water(affine: Affine, side: int, sceneries: list[Scenery]) -> NDArray[np.float64]:
    """From 0 far away to 1 on the water, fading with distance."""
    waters = [shape for each in sceneries for shape in each.shapes[each.kinds == WATER]]
    if not waters:
        return np.zeros((side, side))
    wet = rasterize(waters, (side, side), transform=affine, all_touched=True).astype("float64")
    step = np.fft.fftfreq(side)
    reach = 2 * (np.pi * _VALLEY_WIDTH_M / PIXEL_M) ** 2
    fading = np.exp(-reach * (step[:, None] ** 2 + step[None, :] ** 2))
    spread = np.fft.ifft2(np.fft.fft2(wet) * fading).real
    result: NDArray[np.float64] = np.clip(spread / float(np.median(spread[wet > 0])), 0, 1)
    return result


def _write(path: Path, heights: NDArray[np.float32], affine: Affine) -> None:
    profile = {
        "driver": "GTiff",
        "width": heights.shape[1],
        "height": heights.shape[0],
        "count": 1,
        "dtype": "float32",
        "crs": f"EPSG:{KROVAK}",
        "transform": affine,
        "compress": "deflate",
        "predictor": 3,
    }
    with rasterio.open(path, "w", **profile) as target:
        target.write(heights, 1)


def _describe(folder: Path) -> None:
    content = {
        "name": "terrain",
        "title": "Výškový model ukázkového kraje",
        "layer": "terrain_model",
        "date": SURVEYED,
    }
    (folder / "raster.yaml").write_text(
        json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
