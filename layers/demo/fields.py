"""The open land of one unit: blocks of field, meadow and forest, divided into strips."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.demo.drawing import Drawing, Zone, direction, lines, polygons
from layers.demo.ground import Floats, height
from layers.demo.ways import Ways

_BLOCK_M2 = {Zone.FIELD: 130_000.0, Zone.FOREST: 260_000.0, Zone.MEADOW: 60_000.0}
_LEAST_BLOCK_M2 = 700.0
_CELL_M = 50.0
_TREE_LINE = 0.4
_STRIP_WIDTHS_M = (17.0, 28.0, 42.0, 62.0, 100.0)


def draw_land(drawing: Drawing, ways: Ways, random: np.random.Generator) -> None:
    """Divides what ways and village leave free."""
    free = shapely.difference(drawing.unit, shapely.union_all([area for _, area in drawing.zones]))
    floor = shapely.union_all([s.buffer(random.uniform(26, 44)) for s in ways.streams])
    for part in polygons(shapely.intersection(free, floor)):
        drawing.add_zone(Zone.MEADOW, part)
    _cut_meadows(drawing, ways, random)
    dry = shapely.MultiPolygon(polygons(shapely.difference(free, floor)))
    forest = _forest(drawing.unit)
    for part in polygons(shapely.intersection(dry, forest)):
        _draw_block(drawing, part, Zone.FOREST, random)
    for part in polygons(shapely.difference(dry, forest)):
        _draw_block(drawing, part, Zone.FIELD, random)


def _forest(unit: shapely.Polygon) -> BaseGeometry:
    """High ground, with a rounded edge; the same from either side of a border."""
    margin = np.array([-400, -400, 400, 400])
    west, south, east, north = (unit.bounds + margin) // _CELL_M * _CELL_M
    x, y = np.meshgrid(np.arange(west, east, _CELL_M), np.arange(south, north, _CELL_M))
    corners = np.column_stack([x.ravel(), y.ravel()])
    wooded = corners[height(corners + _CELL_M / 2) > _TREE_LINE]
    cells = shapely.union_all(shapely.box(*wooded.T, *(wooded + _CELL_M).T))
    rounded = cells.buffer(_CELL_M).buffer(-2 * _CELL_M).buffer(_CELL_M)
    return rounded.simplify(9.0)


def _cut_meadows(drawing: Drawing, ways: Ways, random: np.random.Generator) -> None:
    for stream in ways.streams:
        at = np.cumsum(random.uniform(35, 110, int(stream.length / 70)))
        at = at[(at > 25) & (at < stream.length - 10)]
        here = shapely.get_coordinates(shapely.line_interpolate_point(stream, at))
        ahead = shapely.get_coordinates(shapely.line_interpolate_point(stream, at + 4))
        turn = np.arctan2(*(ahead - here).T[::-1]) + np.pi / 2 + random.uniform(-0.3, 0.3, len(at))
        across = np.column_stack([np.cos(turn), np.sin(turn)])
        meadow = drawing.zone_area(Zone.MEADOW)
        for side in (2.2, -2.2):
            rays = np.stack([here + across * side, here + across * side * 23], axis=1)
            drawing.lines += [
                piece
                for ray in shapely.linestrings(rays)
                for piece in lines(shapely.intersection(ray, meadow.buffer(0.3)))
            ]


def _draw_block(
    drawing: Drawing, block: shapely.Polygon, ground: Zone, random: np.random.Generator
) -> None:
    """Halves a block until it is of the size in which its kind of land is kept."""
    centre = np.array([block.representative_point().coords[0]])
    is_grass = ground is Zone.FIELD and float(height(centre)[0]) > _TREE_LINE - 0.16
    kind = Zone.MEADOW if is_grass else ground
    if block.area < _LEAST_BLOCK_M2:
        drawing.add_zone(Zone.GREEN, block)
        return
    halves = _halves(block, random) if block.area > _BLOCK_M2[kind] else []
    if len(halves) > 1:
        for part in halves:
            _draw_block(drawing, part, ground, random)
    else:
        drawing.add_zone(kind, block)
        _strips(drawing, block, kind, random)


def _frame(block: shapely.Polygon) -> tuple[Floats, float, float, float]:
    """Centre, direction of the long side (radians), length and width of the block's rectangle."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(block))[:4]
    sides = corners[[1, 2]] - corners[[0, 1]]
    sizes = np.hypot(*sides.T)
    long = int(np.argmax(sizes))
    angle = float(np.arctan2(*sides[long][::-1]))
    return corners.mean(axis=0), angle, float(sizes[long]), float(sizes[1 - long])


def _halves(block: shapely.Polygon, random: np.random.Generator) -> list[shapely.Polygon]:
    centre, angle, length, width = _frame(block)
    middle = centre + direction(angle) * random.uniform(-0.12, 0.12) * length
    cut = angle + np.pi / 2 + random.uniform(-0.16, 0.16)
    far = direction(cut) * (length + width)
    sideways = direction(cut + np.pi / 2)
    at = np.linspace(-1, 1, 25)
    bend = random.uniform(-0.07, 0.07) * width * np.cos(at * np.pi / 2)
    line = shapely.LineString(middle + np.outer(at, far) + np.outer(bend, sideways))
    return _split(block, line)


def _split(block: shapely.Polygon, line: BaseGeometry) -> list[shapely.Polygon]:
    edges = shapely.union_all([block.boundary, line])
    faces = polygons(shapely.polygonize([edges]))
    return [f for f in faces if block.contains(f.representative_point())]


def _strips(
    drawing: Drawing, block: shapely.Polygon, kind: Zone, random: np.random.Generator
) -> None:
    """Parallel strips; their ends may move to the border's own vertices later."""
    centre, angle, length, width = _frame(block)
    if kind is Zone.FOREST:
        step, crosses = random.uniform(60, 130), int(length / random.uniform(150, 320))
    else:
        step = float(random.choice(_STRIP_WIDTHS_M, p=(0.1, 0.22, 0.3, 0.24, 0.14)))
        crosses = int(length / random.uniform(240, 420))
    if random.random() < 0.3 and length < 2.2 * width:
        angle, length, width = angle + np.pi / 2, width, length
    along, across = direction(angle), direction(angle + np.pi / 2)
    steps = random.uniform(0.6, 1.4, int(width / step * 1.8) + 3) * step
    rays = [_ray(centre + across * a, along, length) for a in np.cumsum(steps) - width / 2 - step]
    ends = random.uniform(-0.12, 0.12, crosses) + (np.arange(crosses) + 1) / (crosses + 1) - 0.5
    rays += [_ray(centre + along * e * length, across, width + 20) for e in ends]
    inside = shapely.intersection(shapely.linestrings(rays), block)
    drawing.lines += [p for p in shapely.get_parts(inside) if p.geom_type == "LineString"]


def _ray(middle: Floats, along: Floats, length: float) -> Floats:
    return np.array([middle - along * length, middle + along * length])
