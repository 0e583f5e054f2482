"""One place in every service: parcels drawn by WMS and WMTS lie where the API says they are."""

import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import numpy as np
import shapely
from affine import Affine
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from numpy.typing import NDArray
from PIL import Image
from rasterio.features import rasterize
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from layers import crs
from layers.grids import KROVAK_GRID, WEB_MERCATOR_GRID, Bounds, Grid
from layers.selfcheck import Finding, register
from tiles.renderer import running

LAYER = "cadastre_parcel"
LARGEST_SHIFT_PX = 1
_SEARCHED_PX = 4
_WMS_PX = 512
_PIXEL_M = 0.3
_AROUND_DEGREES = 0.002
_SMALLEST_M2, _LARGEST_M2 = 200, 5_000
_LEAST_DRAWN = 0.5
_AS_GOOD = 0.95
_HINT = "Porovnejte definice systémů v layers/crs.py a sítě v mapproxy.yaml."
_UNMEASURED = "Kreslí se v tomto místě jen zčásti; důvod je ve var/log."


class ServiceFailed(Exception):
    """A service did not give what was asked of it."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a service has drawn: where there is a line, over which box (`srid`, x east)."""

    title: str
    srid: int
    box: Bounds
    ink: NDArray[np.bool_]

    @property
    def pixel(self) -> float:
        return (self.box[2] - self.box[0]) / float(self.ink.shape[1])

    @property
    def transform(self) -> Affine:
        return Affine(self.pixel, 0, self.box[0], 0, -self.pixel, self.box[3])


@register
def services() -> Iterator[Finding]:
    """WMS in S-JTSK and WMTS in both grids against the API in WGS 84, in whole pixels."""
    title = "parcela ve WMS, WMTS a API"
    try:
        parcels = _parcels_in_one_place()
        if not parcels:
            yield Finding(title, True, "v databázi není parcela s obrysem, není co porovnat")
            return
        with running():
            for picture in _pictures(parcels[0].representative_point()):
                yield _finding(picture, parcels)
    except ServiceFailed as exc:
        yield Finding(title, False, str(exc), "Zkuste ./dmvs up; důvod je ve var/log.")


def shift(picture: Picture, outlines: list[BaseGeometry]) -> tuple[int, int, float]:
    """How many pixels east and south the lines lie from where they should, and their share drawn.

    `outlines` are in WGS 84, longitude and latitude; they are moved by pyproj alone.
    """
    moved = shapely.transform(outlines, _mover(picture.srid), interleaved=False)
    height, width = picture.ink.shape
    expected = rasterize(
        [outline.boundary for outline in moved],
        out_shape=(height, width),
        transform=picture.transform,
    ).astype(bool)
    edge = _SEARCHED_PX
    inner = expected[edge:-edge, edge:-edge]
    if not inner.any():
        return 0, 0, 0.0

    def drawn(east: int, south: int) -> float:
        rows = slice(edge + south, height - edge + south)
        columns = slice(edge + east, width - edge + east)
        return float(picture.ink[rows, columns][inner].mean())

    shares = {pair: drawn(*pair) for pair in product(range(-edge, edge + 1), repeat=2)}
    as_good = _AS_GOOD * max(shares.values())  # along a straight line any shift fits
    east, south = min((p for p in shares if shares[p] >= as_good), key=lambda p: math.hypot(*p))
    return east, south, shares[east, south]


def _finding(picture: Picture, parcels: list[BaseGeometry]) -> Finding:
    east, south, drawn = shift(picture, parcels)
    here = max(abs(east), abs(south)) <= LARGEST_SHIFT_PX
    return Finding(
        f"{picture.title} a API v EPSG:{crs.WGS84}",
        here and drawn >= _LEAST_DRAWN,
        f"hranice parcel jsou od sebe {east} px na východ a {south} px na jih"
        f" (pixel {picture.pixel:.2f} m, nakresleno {drawn:.0%} hranic)",
        _UNMEASURED if here else _HINT,
    )


def _mover(srid: int) -> Any:
    return crs.parametric(crs.WGS84, srid).transform


def _parcels_in_one_place() -> list[BaseGeometry]:
    """A parcel of usual size first, then all around it; in WGS 84 as the API gives them."""
    sizes = f"limit=100&crs=http://www.opengis.net/def/crs/EPSG/0/{crs.KROVAK}"
    chosen = next(
        (
            feature["id"]
            for feature in _features(sizes)
            if _SMALLEST_M2 < shape(feature["geometry"]).area < _LARGEST_M2
        ),
        None,
    )
    if chosen is None:
        return []
    path = f"/api/collections/{LAYER}/items/{chosen}"
    parcel = shape(json.loads(_get(get_wsgi_application(), path, "f=json"))["geometry"])
    middle = parcel.representative_point()
    box = middle.buffer(_AROUND_DEGREES).bounds
    around = _features(f"limit=1000&bbox={','.join(map(str, box))}")
    return [parcel, *(shape(feature["geometry"]) for feature in around)]


def _features(query: str) -> list[dict[str, Any]]:
    path = f"/api/collections/{LAYER}/items"
    found = json.loads(_get(get_wsgi_application(), path, f"f=json&{query}"))["features"]
    return [item for item in found if (item["geometry"] or {}).get("type") in _OUTLINES]


_OUTLINES = {"Polygon", "MultiPolygon"}


def _pictures(place: shapely.Point) -> Iterator[Picture]:
    from tiles.app import Application  # noqa: PLC0415  other commands start without MapProxy

    maps = Application()
    x, y = crs.parametric(crs.WGS84, crs.KROVAK).transform(place.x, place.y)
    half = _WMS_PX * _PIXEL_M / 2
    box = (x - half, y - half, x + half, y + half)
    asked = {
        "service": "WMS", "version": "1.3.0", "request": "GetMap", "layers": LAYER, "styles": "",
        "crs": f"EPSG:{crs.KROVAK}", "bbox": ",".join(map(str, box)), "width": _WMS_PX,
        "height": _WMS_PX, "format": "image/png", "transparent": "true",
    }  # fmt: skip
    picture = _get(maps, "/ows/wms", urlencode(asked))
    yield Picture(f"WMS v EPSG:{crs.KROVAK}", crs.KROVAK, box, _ink(picture))
    for grid in (KROVAK_GRID, WEB_MERCATOR_GRID):
        zoom = min(range(len(grid.resolutions)), key=lambda z: abs(grid.resolutions[z] - _PIXEL_M))
        column, row = _tile_of(grid, zoom, place)
        picture = _get(maps, f"/ows/wmts/{LAYER}/{grid.id}/{zoom}/{column}/{row}.png")
        bounds = grid.bounds(zoom, column, row)
        yield Picture(f"WMTS v EPSG:{grid.srid}", grid.srid, bounds, _ink(picture))


def _tile_of(grid: Grid, zoom: int, place: shapely.Point) -> tuple[int, int]:
    x, y = crs.parametric(crs.WGS84, grid.srid).transform(place.x, place.y)
    span = grid.resolutions[zoom] * grid.tile_size_px
    return int((x - grid.origin[0]) / span), int((grid.origin[1] - y) / span)


def _ink(png: bytes) -> NDArray[np.bool_]:
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGBA"))[:, :, 3] > 80


def _get(application: Any, path: str, query: str = "") -> bytes:
    """A request to an application of this process, as a client on this machine would make it."""
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"), "localhost")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": host}
    setup_testing_defaults(environ)
    answer: list[str] = []
    body = application(environ, lambda status, headers, *_: answer.append(status))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    if not answer[0].startswith("200"):
        raise ServiceFailed(f"{path} odpovídá {answer[0]}.")
    return content
