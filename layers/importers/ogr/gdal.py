"""The GDAL of the wheel `pyogrio`, with the drivers that we use and no others.

GDAL tries every driver it has on a file. Those that read a description of other files (VRT), ask
services or run SQL are taken out of this process, so that no content can reach them.
"""

import ctypes
from pathlib import Path

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

DRIVERS = frozenset(
    {
        "DGN",
        "DXF",
        "ESRI Shapefile",
        "FlatGeobuf",
        "GPKG",
        "GeoJSON",
        "LIBKML",
        "MEM",
        "OpenFileGDB",
        "XLSX",
    }
)
"""GPKG, GeoJSON and MEM only write; files of strangers in those formats are read by Python."""

FAILURES = (
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    RuntimeError,
)
"""What pyogrio raises for a file that the driver cannot read."""


def leave_only_ours() -> None:
    """Takes the other drivers out; rasterio and GeoDjango have a GDAL of their own."""
    gdal = library()
    for number in reversed(range(gdal.GDALGetDriverCount())):
        driver = gdal.GDALGetDriver(number)
        if gdal.GDALGetDriverShortName(driver).decode() not in DRIVERS:
            gdal.GDALDeregisterDriver(driver)


def library() -> ctypes.CDLL:
    """The loaded library itself, for what pyogrio has no words for."""
    folder = Path(pyogrio.__file__).parent.with_name("pyogrio.libs")
    gdal = ctypes.CDLL(str(next(folder.glob("libgdal*"))))
    gdal.GDALGetDriver.restype = ctypes.c_void_p
    gdal.GDALGetDriverShortName.argtypes = [ctypes.c_void_p]
    gdal.GDALGetDriverShortName.restype = ctypes.c_char_p
    gdal.GDALDeregisterDriver.argtypes = [ctypes.c_void_p]
    return gdal


leave_only_ours()
