"""Curves made straight by GDAL, which sees the geometry alone and not the file it came from."""

import io
import struct

import numpy as np
import pyogrio.raw

from layers.crs import KROVAK
from layers.importers.ogr.gdal import FAILURES

_CURVES = range(8, 13)
"""ISO codes of CircularString to MultiSurface, without the thousands for Z and M."""


def is_curve(wkb: bytes) -> bool:
    """Whether WKB of at least five bytes is of a type that has arcs."""
    (code,) = struct.unpack_from("<I" if wkb[0] else ">I", wkb, 1)
    return (code & 0x0FFFFFFF) % 1000 in _CURVES


def straightened(wkb: bytes) -> bytes | None:
    """The curve as lines, within GDAL's default of 4° an arc step; None when it is damaged."""
    file = io.BytesIO()
    try:
        pyogrio.raw.write(
            file,
            geometry=np.array([wkb], dtype=object),
            field_data=[],
            fields=[],
            geometry_type="Unknown",
            crs=f"EPSG:{KROVAK}",  # of no consequence here, but GDAL warns without
            driver="FlatGeobuf",
            layer="curve",
        )
        found = pyogrio.raw.read(file.getvalue())[2]
    except FAILURES:
        return None
    return bytes(found[0]) if len(found) and found[0] is not None else None
