"""From layout to map: shapes of a unit as geometries in EPSG:5514."""

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.demo.ground import Integers, centimetres, to_krovak

_STEP_CM = 3_000
"""A straight side of the layout gets a vertex at least this often, to bend with the ground."""

Shapes = NDArray[np.object_]


def on_map(shapes: Shapes, origin_cm: Integers) -> Shapes:
    """Polygons of the layout (metres, local to a tile) → polygons in EPSG:5514."""
    rings, owner = shapely.get_rings(shapes, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    dense, ring = _densified(centimetres(coordinates), ring)
    built = shapely.linearrings(to_krovak(dense + origin_cm), indices=ring)
    polygons: Shapes = shapely.polygons(built, indices=owner)
    return polygons


def line_on_map(line: shapely.LineString, origin_cm: Integers) -> shapely.LineString:
    whole = centimetres(shapely.get_coordinates(line))
    dense, _ = _densified(whole, np.zeros(len(whole), dtype=np.int64))
    return shapely.LineString(to_krovak(dense + origin_cm))


def points_on_map(points: NDArray[np.float64], origin_cm: Integers) -> NDArray[np.float64]:
    return to_krovak(centimetres(points) + origin_cm)


def _densified(points: Integers, ring: Integers) -> tuple[Integers, Integers]:
    """Rings with vertices added on long sides.

    A side gets the same new vertices whichever way it runs and whatever tile it lies in: whole
    numbers, counted from the lower end.
    """
    last = np.append(ring[1:] != ring[:-1], True)
    following = np.where(last[:, None], points, np.roll(points, -1, axis=0))
    run = following - points
    pieces = np.maximum(1, -(-np.hypot(*run.T) // _STEP_CM)).astype(np.int64)
    pieces[last] = 1
    backward = (run[:, 0] < 0) | ((run[:, 0] == 0) & (run[:, 1] < 0))
    side = np.repeat(np.arange(len(points)), pieces)
    step = np.arange(len(side)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    flip = backward[side]
    start = np.where(flip[:, None], following[side], points[side])
    length = np.where(flip[:, None], -run[side], run[side])
    count = np.where(flip, pieces[side] - step, step)
    dense = start + length * count[:, None] // pieces[side][:, None]
    return dense, ring[side]
