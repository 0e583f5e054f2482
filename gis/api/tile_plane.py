"""A transformation from EPSG:5514 that is straight, and exact enough for one tile.

Within a tile the two grids differ by a turn, a scale and a bend of centimetres, less than the
units that a tile's coordinates are rounded to. ST_Affine takes a tenth of the time of ST_Transform,
which is two thirds of a tile of parcels. What reaches beyond the ground where the bend was measured
is transformed vertex by vertex.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from psycopg2.sql import SQL, Composable, Literal

from layers.crs import KROVAK, parametric
from layers.grids import Bounds

TOLERANCE = 0.5
"""Units of the tile's grid: as much as the rounding to whole units may move a vertex itself."""
_WIDEST = 9.0
_NARROWEST = 1.05
_STEPS = 5

Numbers = NDArray[np.float64]
Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f in the order of ST_Affine."""


@dataclass(frozen=True, slots=True)
class Plane:
    """x' = ax + by + e, y' = cx + dy + f for what lies within `ground` (of EPSG:5514)."""

    matrix: Matrix
    ground: Bounds

    def applied(self, shape: Composable, otherwise: Composable) -> Composable:
        """SQL: the shape moved by the plane where it lies within the ground."""
        return SQL(
            "CASE WHEN {shape} @ ST_MakeEnvelope({ground}, {srid}) "
            "THEN ST_Affine({shape}, {matrix}) ELSE {otherwise} END"
        ).format(
            shape=shape,
            ground=SQL(", ").join(map(Literal, self.ground)),
            srid=Literal(KROVAK),
            matrix=SQL(", ").join(map(Literal, self.matrix)),
            otherwise=otherwise,
        )


@lru_cache(maxsize=4096)
def plane(bounds: Bounds, srid: int, unit: float) -> Plane | None:
    """For a tile of a square grid with units of that size; None where the bend is too great.

    The bend grows with the square of the size: the ground is the greatest square around the tile
    on which it stays within `TOLERANCE`.
    """
    _, _, bend = _fitted(bounds, srid)
    scale = min((TOLERANCE * unit / bend) ** 0.5, _WIDEST) * 0.99
    if scale < _NARROWEST:
        return None
    matrix, points, bend = _fitted(_scaled(bounds, scale), srid)
    if bend > TOLERANCE * unit:
        return None
    return Plane(matrix, _inner(points))


def _fitted(bounds: Bounds, srid: int) -> tuple[Matrix, Numbers, float]:
    """The plane that fits best, the points in EPSG:5514, the greatest deviation in metres."""
    west, south, east, north = bounds
    x, y = np.meshgrid(np.linspace(west, east, _STEPS), np.linspace(south, north, _STEPS))
    points = np.stack(parametric(srid, KROVAK).transform(x.ravel(), y.ravel()), axis=1)
    wanted = np.stack([x.ravel(), y.ravel()], axis=1)
    middle, target = points.mean(axis=0), wanted.mean(axis=0)
    turn, *_ = np.linalg.lstsq(points - middle, wanted - target, rcond=None)
    bend = np.abs((points - middle) @ turn + target - wanted).max()
    (a, c), (b, d) = turn
    e, f = target - middle @ turn
    return (float(a), float(b), float(c), float(d), float(e), float(f)), points, float(bend)


def _scaled(bounds: Bounds, scale: float) -> Bounds:
    west, south, east, north = bounds
    grown = (east - west) * (scale - 1) / 2
    return west - grown, south - grown, east + grown, north + grown


def _inner(points: Numbers) -> Bounds:
    """The greatest upright rectangle that surely lies within the turned square of the points."""
    middle = points.mean(axis=0)
    first, last = points[0] - middle, points[_STEPS - 1] - middle
    half = np.abs((first - last) / 2)  # of the side that runs from west to east
    side = float(np.hypot(*half)) ** 2 / float(half.sum())
    east, north = float(middle[0]), float(middle[1])
    return east - side, north - side, east + side, north + side
