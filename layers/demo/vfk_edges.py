"""The edges between parcels and around buildings, each once, as a map of lines has them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.demo.ground import Integers
from layers.demo.rows import BuildingRow, ParcelRow


class Edges(NamedTuple):
    """Edges as pairs of points (centimetres); 0 where there is no parcel or building at them."""

    points_cm: Integers
    ends: Integers
    left: Integers
    right: Integers
    building: Integers


def edges(parcels: Sequence[ParcelRow], buildings: Sequence[BuildingRow]) -> Edges:
    """All edges of the parcels and outlines, those that coincide taken as one."""
    drawn = [building for building in buildings if building.outline is not None]
    shapes = [*(p.shape for p in parcels), *(b.outline for b in drawn)]
    codes = np.array([*(p.code for p in parcels), *(b.code for b in drawn)], dtype=np.int64)
    sides, owner = _sides(np.array(shapes, dtype=object))
    points, ends = np.unique(sides.reshape(-1, 2), axis=0, return_inverse=True)
    pairs = np.sort(ends.reshape(-1, 2), axis=1)
    unique, edge = np.unique(pairs, axis=0, return_inverse=True)
    edge = edge.reshape(-1)
    of_parcel = owner < len(parcels)
    left, right = _two_of_each(edge[of_parcel], codes[owner[of_parcel]], len(unique))
    building = np.zeros(len(unique), np.int64)
    building[edge[~of_parcel]] = codes[owner[~of_parcel]]
    return Edges(points, unique.astype(np.int64), left, right, building)


def _sides(shapes: NDArray[np.object_]) -> tuple[Integers, Integers]:
    """The sides of all rings (n, 2 ends, 2) in centimetres, and whose they are."""
    rings, shape = shapely.get_rings(shapes, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    whole = np.rint(coordinates * 100).astype(np.int64)
    joined = ring[1:] == ring[:-1]
    sides: Integers = np.stack([whole[:-1], whole[1:]], axis=1)[joined]
    return sides, shape[ring[:-1][joined]].astype(np.int64)


def _two_of_each(edge: Integers, code: Integers, count: int) -> tuple[Integers, Integers]:
    left, right = np.zeros(count, np.int64), np.zeros(count, np.int64)
    order = np.argsort(edge, kind="stable")
    edge, code = edge[order], code[order]
    is_second = np.append(False, edge[1:] == edge[:-1])
    left[edge[~is_second]] = code[~is_second]
    right[edge[is_second]] = code[is_second]
    return left, right
