"""A made old map of the demo's first village: drawn, scanned askew, with control points."""

import json
from pathlib import Path

import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from PIL import Image
from rasterio.features import rasterize

from layers.demo.scenery import BUILT_UP, FOREST, GARDEN, GRASS, WATER, Scenery

SHOWN = "1938-06-30"
_SIDE_PX = 1_400
_PIXEL_M = 0.9
_ASKEW = 3.4
"""Degrees that the sheet lay askew in the scanner."""
_PAPER, _INK = (243, 233, 209), (92, 66, 48)
_WASHES = {
    GARDEN: (206, 214, 168),
    GRASS: (222, 224, 184),
    FOREST: (176, 190, 150),
    WATER: (160, 192, 204),
    BUILT_UP: (214, 150, 130),
}
_ERROR_M = 0.5
_POINTS = ((0.08, 0.1), (0.91, 0.12), (0.88, 0.9), (0.1, 0.86), (0.5, 0.47), (0.3, 0.68))


def write_scan(folder: Path, scenery: Scenery) -> list[Path]:
    """A JPEG without a place, its points as QGIS saves them, its description; what to import."""
    folder.mkdir(parents=True, exist_ok=True)
    affine = _placed(scenery)
    path = folder / "plan_obce_1938.jpg"
    random = np.random.default_rng(1938)
    Image.fromarray(_drawn(scenery, affine, random)).save(path, quality=85)
    pixels = np.array(_POINTS) * _SIDE_PX
    places = np.column_stack(_moved(affine, pixels)) + random.normal(0, _ERROR_M, pixels.shape)
    lines = ["#CRS: EPSG:5514", "mapX,mapY,sourceX,sourceY,enable,dX,dY,residual"]
    lines += [
        f"{east:.2f},{north:.2f},{column:.1f},{-row:.1f},1,0,0,0"
        for (column, row), (east, north) in zip(pixels, places, strict=True)
    ]
    path.with_name(path.name + ".points").write_text("\n".join(lines) + "\n")
    content = {
        "name": "scan",
        "title": "Plán obce z roku 1938",
        "layer": "scan_map",
        "date": SHOWN,
    }
    path.with_name("raster.yaml").write_text(
        json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return [path]


def _placed(scenery: Scenery) -> Affine:
    """The sheet around the middle of the village, turned."""
    middle = scenery.rows.point
    half = _SIDE_PX * _PIXEL_M / 2
    return (
        Affine.translation(middle.x, middle.y)
        @ Affine.rotation(_ASKEW)
        @ Affine(_PIXEL_M, 0, -half, 0, -_PIXEL_M, half)
    )


def _moved(
    affine: Affine, pixels: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    a, b, c, d, e, f = affine[:6]
    x, y = pixels.T
    return a * x + b * y + c, d * x + e * y + f


def _drawn(scenery: Scenery, affine: Affine, random: np.random.Generator) -> NDArray[np.uint8]:
    size = (_SIDE_PX, _SIDE_PX)
    shapes = scenery.shapes
    picture = np.empty((*size, 3), "float32")
    picture[:] = _PAPER
    for kind, wash in _WASHES.items():
        washed = list(shapes[scenery.kinds == kind])
        if washed:
            picture[rasterize(washed, size, transform=affine) > 0] = wash
    lines = rasterize(list(shapely.boundary(shapes)), size, transform=affine)
    picture[lines > 0] = _INK
    yellowed = random.normal(0, 4, (_SIDE_PX, _SIDE_PX, 1))
    result: NDArray[np.uint8] = np.clip(picture + yellowed, 0, 255).astype("uint8")
    return result
