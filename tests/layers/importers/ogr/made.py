"""Small vector files as strangers send them."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyogrio.raw
import shapely

from layers.importers.ogr.reader import OgrReader
from layers.importers.record import BadRecord, Note, Record

LAYER = "admin_state"
"""A thematic layer of polygons in the shipped catalogue: takes any file without a mapping."""

SQUARES = [
    shapely.box(-700_000 - 100 * n, -1_000_000, -699_950 - 100 * n, -999_950) for n in range(3)
]
_DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}


def write(
    path: Path,
    shapes: Sequence[shapely.Geometry | None],
    *,
    crs: str | None = "EPSG:5514",
    names: Sequence[str] | None = None,
    encoding: str | None = None,
    **options: str,
) -> Path:
    """A file of the format that its ending says, with fields `kod` (from 1) and `nazev`."""
    if path.suffix == ".geojson":
        options = {"COORDINATE_PRECISION": "17", "WRITE_BBOX": "NO", **options}
    pyogrio.raw.write(
        path,
        geometry=np.array([shape and shapely.to_wkb(shape) for shape in shapes], dtype=object),
        field_data=[
            np.arange(1, len(shapes) + 1),
            np.array(names or [f"Město {n}" for n in range(len(shapes))], dtype=object),
        ],
        fields=["kod", "nazev"],
        geometry_type="Unknown" if path.suffix == ".gpkg" else "Polygon",
        crs=crs,
        driver=_DRIVERS[path.suffix],
        encoding=encoding,
        **options,
    )
    return path


def write_geojson(path: Path, features: Sequence[object], **members: object) -> Path:
    """A feature collection exactly as given."""
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}))
    return path


def feature(geometry: object, **properties: object) -> dict[str, object]:
    """One GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


KROVAK_MEMBER = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5514"}}


def read(path: Path, source: str | None = LAYER) -> tuple[list[Record], list[BadRecord], list[str]]:
    """Records, refused records and the texts of notes."""
    items = list(OgrReader(source).read(path))
    return (
        [item for item in items if isinstance(item, Record)],
        [item for item in items if isinstance(item, BadRecord)],
        [item.text for item in items if isinstance(item, Note)],
    )


def outlines(records: Sequence[Record]) -> list[shapely.Geometry]:
    """The outlines as geometries."""
    return [shapely.from_wkb(record.geometries["outline"]) for record in records]
