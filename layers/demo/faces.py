"""From the drawing of a unit to the faces that tile it: noding, polygons, no slivers."""

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.demo.drawing import Drawing, Zone
from layers.demo.ground import GRID_M, Floats, rounded

_ON_BORDER_M = 0.35
_SPIKE_RAD = 0.03
_SPECK_M2 = 14.0
_THIN_M = 1.1
"""A face of less area per metre of its rim is a sliver between two lines meant as one."""


class Faces(NamedTuple):
    """Polygons on the centimetre grid that tile the unit, and what each is."""

    shapes: NDArray[np.object_]
    zones: NDArray[np.int64]


def faces(drawing: Drawing) -> Faces:
    """The faces of the drawing; its outline keeps exactly the vertices it came with."""
    segments = _inner_segments(drawing)
    ring = shapely.get_coordinates(drawing.unit.exterior)
    border = np.stack([ring[:-1], ring[1:]], axis=1)
    drawn = shapely.linestrings(np.concatenate([border, segments]))
    noded = shapely.union_all(drawn, grid_size=GRID_M)
    sides = _segments(shapely.get_parts(noded))
    for turn in (0.0, np.pi):  # so that the seam of the circle of directions hides no pair
        sides = _without_spikes(sides, drawing, turn)
    shapes = shapely.get_parts(shapely.polygonize(shapely.linestrings(sides)))
    shapes = shapes[np.argsort(shapely.get_coordinates(shapely.centroid(shapes)) @ (1.0, 1e-3))]
    return _without_slivers(shapes, _zones(drawing, shapes))


def _inner_segments(drawing: Drawing) -> Floats:
    """All drawn segments but those along the border; what ends at the border ends in its vertex."""
    segments = _segments(shapely.get_parts(np.array(drawing.lines, dtype=object)))
    ring = shapely.get_coordinates(drawing.unit.exterior)
    rim = shapely.STRtree(shapely.linestrings(np.stack([ring[:-1], ring[1:]], axis=1)))
    on_rim = _near(rim, segments.reshape(-1, 2)).reshape(-1, 2)
    along = on_rim.all(axis=1) & _near(rim, segments.mean(axis=1))
    segments, on_rim = segments[~along], on_rim[~along]
    vertices = shapely.STRtree(shapely.points(ring[:-1]))
    segments[on_rim] = ring[vertices.nearest(shapely.points(segments[on_rim]))]
    segments = segments[(segments[:, 0] != segments[:, 1]).any(axis=1)]
    clear: Floats = segments[~_crosses(rim, drawing.unit, segments)]
    return clear


def _segments(drawn: NDArray[np.object_]) -> Floats:
    """Lines as segments (n, 2 ends, 2) on the grid."""
    coordinates, owner = shapely.get_coordinates(drawn, return_index=True)
    coordinates = rounded(coordinates)
    joined = owner[1:] == owner[:-1]
    segments: Floats = np.stack([coordinates[:-1], coordinates[1:]], axis=1)[joined]
    return segments


def _without_spikes(sides: Floats, drawing: Drawing, turn: float) -> Floats:
    """Where two noded sides leave a vertex almost as one, the lesser of them is dropped.

    Borders of the unit count most, then the edges of ways, then the longer side.
    """
    ends = np.concatenate([sides, sides[:, ::-1]])
    side = np.tile(np.arange(len(sides)), 2)
    run = ends[:, 1] - ends[:, 0]
    angle = (np.arctan2(run[:, 1], run[:, 0]) + turn) % (2 * np.pi)
    order = np.lexsort((angle, ends[:, 0, 1], ends[:, 0, 0]))
    ends, side, angle = ends[order], side[order], angle[order]
    meets = (ends[1:, 0] == ends[:-1, 0]).all(axis=1)
    close = meets & (angle[1:] - angle[:-1] < _SPIKE_RAD)
    a, b = side[:-1][close], side[1:][close]
    weight = _weights(sides, np.concatenate([a, b]), drawing)
    dropped = np.where(weight[a] < weight[b], a, b)
    kept = np.ones(len(sides), dtype=bool)
    kept[dropped[np.minimum(weight[a], weight[b]) < _BORDER_WEIGHT]] = False
    left: Floats = sides[kept]
    return left


_WAY_WEIGHT, _BORDER_WEIGHT = 1e6, 1e9


def _weights(sides: Floats, asked: NDArray[np.int64], drawing: Drawing) -> Floats:
    weight: Floats = np.hypot(*(sides[:, 1] - sides[:, 0]).T)
    asked = np.unique(asked)
    middles = shapely.points(sides[asked].mean(axis=1))
    ways = shapely.union_all([area.boundary for zone, area in drawing.zones if zone.is_way])
    for rim, value in ((ways, _WAY_WEIGHT), (drawing.unit.exterior, _BORDER_WEIGHT)):
        shapely.prepare(rim)
        weight[asked[shapely.dwithin(middles, rim, GRID_M)]] += value
    return weight


def _near(rim: shapely.STRtree, points: Floats) -> NDArray[np.bool_]:
    found = np.zeros(len(points), dtype=bool)
    hits = rim.query(shapely.points(points), predicate="dwithin", distance=_ON_BORDER_M)
    found[hits[0]] = True
    return found


def _crosses(rim: shapely.STRtree, unit: shapely.Polygon, segments: Floats) -> NDArray[np.bool_]:
    """Segments that would put a new vertex on the border (their end was moved around a corner)."""
    drawn = shapely.linestrings(segments)
    near = np.unique(rim.query(drawn, predicate="dwithin", distance=GRID_M)[0])
    shared = shapely.intersection(drawn[near], unit.exterior)
    ends = shapely.multipoints(segments[near])
    outside = shapely.length(shapely.difference(drawn[near], unit)) > 0.001
    astray = ~shapely.is_empty(shapely.difference(shared, shapely.buffer(ends, 0.002)))
    crossing = np.zeros(len(segments), dtype=bool)
    crossing[near] = outside | astray
    return crossing


def _zones(drawing: Drawing, shapes: NDArray[np.object_]) -> NDArray[np.int64]:
    tree = shapely.STRtree([area for _, area in drawing.zones])
    kinds = np.array([zone for zone, _ in drawing.zones])
    face, area = tree.query(shapely.point_on_surface(shapes), predicate="intersects")
    zones = np.full(len(shapes), int(Zone.GREEN))
    np.minimum.at(zones, face, kinds[area])
    return zones


def _without_slivers(shapes: NDArray[np.object_], zones: NDArray[np.int64]) -> Faces:
    """Joins specks, slivers and what is pinched to the neighbour with the longest common side."""
    areas, rims = shapely.area(shapes), shapely.length(shapes)
    small = (areas < _SPECK_M2) | (areas / rims < _THIN_M / 2)
    small |= (shapely.minimum_clearance(shapes) < 0.4 * GRID_M) & (zones > Zone.STREAM)
    a, b, length = _common_sides(shapes)
    keep = small[a]
    a, b, length = a[keep], b[keep], length[keep]
    fit = length * np.where(zones[a] == zones[b], 20.0, 1.0)
    fit *= np.where((zones[b] <= Zone.STREAM) & (zones[a] != zones[b]), 0.05, 1.0)
    order = np.lexsort((fit, a))
    last = np.append(a[order][1:] != a[order][:-1], True) if len(order) else np.zeros(0, bool)
    group = np.arange(len(shapes))
    for face, into in zip(a[order][last], b[order][last], strict=True):
        root, target = _root(group, int(face)), _root(group, int(into))
        if root != target:
            group[root] = target
    roots = np.array([_root(group, n) for n in range(len(shapes))])
    return _joined(shapes, zones, areas, roots)


def _common_sides(
    shapes: NDArray[np.object_],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Pairs of faces (both ways) and the length of the side they share."""
    coordinates, owner = shapely.get_coordinates(shapely.get_rings(shapes), return_index=True)
    _, ring_face = shapely.get_rings(shapes, return_index=True)
    face = ring_face[owner]
    whole = np.rint(coordinates * 100).astype(np.int64)
    start, end = whole[:-1], whole[1:]
    joined = owner[1:] == owner[:-1]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    low, high = np.where(swap[:, None], end, start), np.where(swap[:, None], start, end)
    sides = np.hstack([low, high])[joined]
    face = face[:-1][joined]
    order = np.lexsort(sides.T)
    sides, face = sides[order], face[order]
    same = (sides[1:] == sides[:-1]).all(axis=1)
    a, b = face[:-1][same], face[1:][same]
    length = np.hypot(*(sides[:-1][same, 2:] - sides[:-1][same, :2]).T) / 100
    width = int(face.max()) + 1 if len(face) else 1
    keys, inverse = np.unique(np.concatenate([a * width + b, b * width + a]), return_inverse=True)
    total: Floats = np.bincount(inverse, np.concatenate([length, length])).astype(np.float64)
    pairs = keys.astype(np.int64)
    return pairs // width, pairs % width, total


def _root(group: NDArray[np.int64], face: int) -> int:
    while group[face] != face:
        face = int(group[face])
    return face


def _joined(
    shapes: NDArray[np.object_], zones: NDArray[np.int64], areas: Floats, roots: NDArray[np.int64]
) -> Faces:
    out_shapes, out_zones = [], []
    members: dict[int, list[int]] = {}
    for face, root in enumerate(roots):
        members.setdefault(int(root), []).append(face)
    for group in members.values():
        merged = shapes[group[0]]
        if len(group) > 1:
            merged = shapely.coverage_union_all(shapes[group])
        largest = max(group, key=lambda n: areas[n])
        for part in shapely.get_parts(merged):
            out_shapes.append(part)
            out_zones.append(zones[largest])
    return Faces(np.array(out_shapes, dtype=object), np.array(out_zones, dtype=np.int64))
