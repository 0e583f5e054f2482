"""Packs pixels that lie north up in EPSG:5514 as a cloud-optimised GeoTIFF."""

from collections.abc import Mapping
from pathlib import Path

import rasterio
import rasterio.shutil

from layers import crs
from layers.rasters.place import Grid

CACHE_MB = 192
"""What GDAL may hold of a raster, however large it is."""

PHOTOGRAPH = {"COMPRESS": "JPEG", "QUALITY": 88, "OVERVIEW_QUALITY": 85}
DRAWING = {"COMPRESS": "ZSTD", "LEVEL": 9, "PREDICTOR": "YES"}
"""Lines and heights lose nothing."""
HEIGHTS = DRAWING
_COMMON = {
    "BLOCKSIZE": 512,
    "BIGTIFF": "IF_SAFER",
    "OVERVIEW_RESAMPLING": "AVERAGE",
    "NUM_THREADS": 2,
}


def pack(plain: Path, target: Path, grid: Grid, options: Mapping[str, object]) -> None:
    """Writes the COG with overviews; `plain` has the pixels of the grid, and gets its place."""
    with rasterio.Env(GDAL_CACHEMAX=CACHE_MB):
        with rasterio.open(plain, "r+") as source:
            source.crs, source.transform = f"EPSG:{crs.KROVAK}", grid.affine
        rasterio.shutil.copy(plain, target, driver="COG", **_COMMON, **options)
