"""Where a raster lies: its grid in EPSG:5514, or in a system it is warped from."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import shapely
from affine import Affine
from numpy.typing import NDArray
from pyproj import CRS

from layers import crs
from layers.errors import UnreadableFile
from layers.importers.ogr import crs_check
from layers.importers.ogr.crs_check import Declared, Placement, declared
from layers.rasters.companions import Companions, world_file

Coordinates = NDArray[np.float64]
_SIDE_STEPS = 32
_ALIGNED_PX = 1e-3
_GEOGRAPHIC_3D = {4937: crs.ETRS89, 4936: crs.ETRS89}


def applied(affine: Affine, points: Coordinates) -> Coordinates:
    """Points, shape (n, 2), moved by the affine."""
    a, b, c, d, e, f = affine[:6]
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([a * x + b * y + c, d * x + e * y + f])


@dataclass(frozen=True, slots=True)
class Grid:
    """Pixel corners (column, row from the top left) → coordinates of the system."""

    affine: Affine
    srid: int
    width: int
    height: int

    @property
    def as_is(self) -> bool:
        """North up in EPSG:5514 with square pixels: no pixel need move."""
        a, b, _, d, e, _ = self.affine[:6]
        return self.srid == crs.KROVAK and b == d == 0 and a > 0 and abs(a + e) < _ALIGNED_PX * a

    def to_krovak(self, pixels: Coordinates) -> Coordinates:
        """Shape (n, 2), by EPSG:5239 as the pictures themselves are moved."""
        moved = applied(self.affine, pixels)
        if self.srid == crs.KROVAK:
            return moved
        x, y = crs.parametric(self.srid, crs.KROVAK).transform(moved[:, 0], moved[:, 1])
        return np.column_stack([x, y])


@cache
def wkt(srid: int) -> str:
    """The pinned definition of a system, as GDAL takes it."""
    return str(CRS(crs.PROJ4[srid]).to_wkt())


def border(width: int, height: int) -> Coordinates:
    """Points around the picture in pixels, clockwise from the top left corner."""
    step = np.linspace(0, 1, _SIDE_STEPS, endpoint=False)
    zero, one = np.zeros_like(step), np.ones_like(step)
    sides = [(step, zero), (one, step), (1 - step, one), (zero, 1 - step)]
    return np.vstack([np.column_stack([x * width, y * height]) for x, y in sides])


def outline(points: Coordinates) -> shapely.Polygon:
    """The footprint with border points in EPSG:5514, cut to the country; may be empty."""
    finite = points[np.isfinite(points).all(axis=1)]
    if len(finite) < 3:
        return shapely.Polygon()
    shape = shapely.Polygon(finite).simplify(0.01).buffer(0)
    return shape.intersection(shapely.box(*crs.COUNTRY_5514))


def grid_of(dataset: Any, beside: Companions, *, srid: int | None) -> tuple[Grid, list[str]]:
    """The raster's grid and what is odd about it; `srid` is the operator's word.

    Raises `UnreadableFile` when nothing places the raster, or it cannot lie there.
    """
    affine = dataset.transform
    if affine.is_identity:
        if beside.world_file is None:
            raise UnreadableFile(
                "Rastr není umístěn: nemá georeferenci uvnitř, soubor umístění (world file) ani "
                "vlícovací body (.points)."
            )
        affine = world_file(beside.world_file)
    said = _declared(dataset, beside, srid)
    sample = _sample(affine, dataset.width, dataset.height)
    how, warning = crs_check.placement(said, sample)
    grid = _turned(affine, how, dataset.width, dataset.height)
    return grid, [warning] if warning else []


def _declared(dataset: Any, beside: Companions, srid: int | None) -> Declared | None:
    if srid is not None:
        return declared(f"EPSG:{srid}")
    if dataset.crs is not None:
        code = dataset.crs.to_epsg()
        return declared(f"EPSG:{_GEOGRAPHIC_3D.get(code, code)}" if code else dataset.crs.to_wkt())
    if beside.system is not None:
        text = beside.system.read_text(encoding="utf-8", errors="replace")
        return _of_wkt(text)
    return None


def _of_wkt(text: str) -> Declared | None:
    try:
        code = CRS(text).to_epsg()
    except Exception:  # pyproj raises many kinds for words of a stranger
        code = None
    return declared(f"EPSG:{code}" if code else text)


def _sample(affine: Affine, width: int, height: int) -> Coordinates:
    columns, rows = np.meshgrid(np.linspace(0, width, 9), np.linspace(0, height, 9))
    return applied(affine, np.column_stack([columns.ravel(), rows.ravel()]))


def _turned(affine: Affine, how: Placement, width: int, height: int) -> Grid:
    """The grid in the system found; a mirrored picture means that only the origin was turned."""
    if not (how.swapped or how.negated):
        return Grid(affine, how.srid, width, height)
    a, b, c, d, e, f = affine[:6]
    sign = -1 if how.negated else 1
    whole = (d, e, f, a, b, c) if how.swapped else (a, b, c, d, e, f)
    turned = Affine(*(sign * value for value in whole))
    if _upright(turned):
        return Grid(turned, how.srid, width, height)
    if _upright(affine):
        return Grid(Affine(a, b, turned.c, d, e, turned.f), how.srid, width, height)
    raise UnreadableFile(
        "Souřadnice rastru mají prohozené osy nebo znaménka a obraz by byl zrcadlově převrácen; "
        "opravte georeferenci."
    )


def _upright(affine: Affine) -> bool:
    """Columns run east and rows south, perhaps a little askew."""
    return bool(affine.a > 0 and affine.e < 0)
