"""Rasters made for tests: known colours and heights at known places."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import rasterio.shutil
from affine import Affine
from numpy.typing import NDArray

WEST, NORTH = -690_000.0, -970_000.0
"""The top left corner of made rasters, EPSG:5514."""


def grid(side_m: float, *, west: float = WEST, north: float = NORTH) -> Affine:
    return Affine(side_m, 0, west, 0, -side_m, north)


def photograph(width: int = 400, height: int = 300) -> NDArray[np.uint8]:
    """Grey-green ground with a white square: columns 100 to 139, rows 60 to 99."""
    pixels = np.empty((3, height, width), "uint8")
    pixels[:] = np.array([90, 110, 70], "uint8")[:, None, None]
    pixels[:, 60:100, 100:140] = 255
    return pixels


def hill(width: int = 300, height: int = 300, *, side_m: float = 5.0) -> NDArray[np.float32]:
    """A round hill on a plain of 400 m."""
    y, x = np.mgrid[0:height, 0:width].astype("float32")
    away = np.hypot(x - width / 2, y - height / 2) * side_m
    return (400 + 120 * np.exp(-((away / 300) ** 2))).astype("float32")


def write(
    path: Path,
    pixels: NDArray[Any],
    affine: Affine | None = None,
    *,
    crs: str | None = "EPSG:5514",
    colormap: dict[int, tuple[int, int, int]] | None = None,
    **options: Any,
) -> Path:
    """Writes (bands, rows, columns) by the driver of the name's ending."""
    bands = pixels if pixels.ndim == 3 else pixels[None]
    profile = {
        "driver": "GTiff",
        "count": bands.shape[0],
        "height": bands.shape[1],
        "width": bands.shape[2],
        "dtype": bands.dtype,
        **({"crs": crs} if crs else {}),
        "transform": affine or Affine(1, 0, 1, 0, -1, 1),
    }
    if path.suffix in (".tif", ".tiff"):
        with rasterio.open(path, "w", **profile, **options) as target:
            target.write(bands)
            if colormap:
                target.write_colormap(1, colormap)
        return path
    driver = {".jp2": "JP2OpenJPEG", ".jpg": "JPEG", ".png": "PNG", ".asc": "AAIGrid"}
    plain = path.with_name(path.name + ".tmp.tif")
    with rasterio.open(plain, "w", **profile) as target:
        target.write(bands)
    bare = {"GeoJP2": "NO", "GMLJP2": "NO"} if path.suffix == ".jp2" and not crs else {}
    rasterio.shutil.copy(plain, path, driver=driver[path.suffix], **bare, **options)
    plain.unlink()
    path.with_name(path.name + ".aux.xml").unlink(missing_ok=True)
    return path


def world_file(path: Path, affine: Affine) -> Path:
    """Six lines that speak of the centre of the first pixel."""
    centre = affine @ Affine.translation(0.5, 0.5)
    values = (affine.a, affine.d, affine.b, affine.e, centre.c, centre.f)
    path.write_text("\n".join(f"{value:.10f}" for value in values) + "\n")
    return path


def qgis_points(path: Path, pixels: Any, places: Any) -> Path:
    """As QGIS's georeferencer saves them: rows count downwards from zero."""
    lines = ["#CRS: EPSG:5514", "mapX,mapY,sourceX,sourceY,enable,dX,dY,residual"]
    lines += [
        f"{e},{n},{column},{-row},1,0,0,0"
        for (column, row), (e, n) in zip(pixels, places, strict=True)
    ]
    path.write_text("\n".join(lines) + "\n")
    return path


def description(folder: Path, **content: Any) -> Path:
    """`raster.yaml` beside the rasters; JSON is YAML."""
    path = folder / "raster.yaml"
    path.write_text(json.dumps(content))
    return path
