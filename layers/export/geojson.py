"""GeoJSON: the database writes each feature, here they are only joined.

In WGS 84 it is that of RFC 7946; in other systems the file names its system in the old `crs`
member, which GDAL and QGIS read.
"""

import json
from collections.abc import Iterator

from psycopg2.sql import SQL, Composable, Literal

from layers.crs import WGS84
from layers.export.selection import Selection

_FEATURE = SQL(
    'concat(\'{{"type":"Feature","id":\', to_json(r.fid), \',"geometry":\', '
    "coalesce(ST_AsGeoJSON({shape}, {digits}, 0), 'null'), "
    "',\"properties\":', (SELECT row_to_json(p) FROM (SELECT {properties}) p), '}}')"
)


def chunks(selection: Selection) -> Iterator[bytes]:
    """The file, piece by piece."""
    yield _head(selection).encode()
    first = True
    for batch in selection.batches(_feature(selection)):
        yield (b"\n" if first else b",\n") + ",\n".join(text for (text,) in batch).encode()
        first = False
    yield b"\n]}\n"


def _head(selection: Selection) -> str:
    name = f'"name":{json.dumps(selection.layer.id)},'
    if selection.srid == WGS84:
        return f'{{"type":"FeatureCollection",{name}"features":['
    crs = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{selection.srid}"}}
    return f'{{"type":"FeatureCollection",{name}"crs":{json.dumps(crs)},"features":['


def _feature(selection: Selection) -> Composable:
    return _FEATURE.format(
        shape=selection.shape,
        digits=Literal(selection.digits),
        properties=selection.properties(),
    )
