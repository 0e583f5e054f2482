"""Villages and the town: streets, plots that face them, places for houses."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from layers.demo.drawing import Drawing, HouseMark, Street, Zone, direction, lines
from layers.demo.ground import Floats
from layers.demo.layout import WIDTH_M, Outline
from layers.demo.ways import Ways


class Plan(NamedTuple):
    """How large and how dense a village is; metres."""

    radius: float
    depth: float
    plot_width: tuple[float, float]
    side_streets: int
    has_grid: bool
    yard_share: float


TOWN = Plan(800, 50, (13, 24), 0, True, 0.45)
SUBURB = Plan(470, 52, (17, 28), 12, False, 0.3)
VILLAGE = Plan(360, 62, (19, 33), 7, False, 0.5)
HAMLET = Plan(270, 66, (22, 38), 4, False, 0.6)


def side_streets(
    plan: Plan,
    border: Outline,
    ways: Ways,
    water: BaseGeometry,
    random: np.random.Generator,
) -> list[shapely.LineString]:
    """Centre lines of the streets that are no roads, clear of water and of one another."""
    if plan.has_grid:
        return _grid(plan, border, ways, water, random)
    found: list[shapely.LineString] = []
    through = ways.roads or ways.paths
    roads = shapely.union_all(through)
    for _ in range(plan.side_streets * 5):
        if len(found) == plan.side_streets or not through:
            break
        road = through[int(random.integers(len(through)))]
        street = _branch(road, random.uniform(45, plan.radius), random)
        tail = shapely.LineString(shapely.get_coordinates(street)[2:])
        others = shapely.union_all([roads, *found])
        if tail.distance(others) > 55 and street.distance(water) > 14:
            found.append(street)
    return found


def _branch(
    road: shapely.LineString, before_end: float, random: np.random.Generator
) -> shapely.LineString:
    at = max(road.length - before_end, 1.0)
    a, b = road.interpolate(at), road.interpolate(at + 1)
    angle = np.arctan2(b.y - a.y, b.x - a.x) + random.choice([-1, 1]) * random.uniform(1.2, 1.9)
    points, step, bend = [np.array([a.x, a.y])], 30.0, random.uniform(-0.09, 0.09)
    for _ in range(int(random.uniform(4, 9))):
        points.append(points[-1] + direction(angle) * step)
        angle += bend
    return shapely.LineString(points)


def _grid(
    plan: Plan,
    border: Outline,
    ways: Ways,
    water: BaseGeometry,
    random: np.random.Generator,
) -> list[shapely.LineString]:
    """The streets of a town: two families of bent lines, kept where they clear roads and water."""
    turn = random.uniform(0, np.pi)
    axes = direction(turn), direction(turn + np.pi / 2)
    keep_off = shapely.union_all([water.buffer(12), *[r.buffer(44) for r in ways.roads]])
    town = _blob(border.centre, plan.radius, 40, random)
    town = town.intersection(shapely.Polygon(border.ring).buffer(-70))
    found: list[shapely.LineString] = []
    for (along, across), step in ((axes, 108.0), (axes[::-1], 170.0)):
        for offset in np.arange(-plan.radius, plan.radius, step):
            at = np.linspace(-plan.radius, plan.radius, 48)
            bend = 44 * np.sin(at / 330 + offset / 420) + 10 * np.sin(at / 110 + offset)
            shift = offset + random.uniform(-12, 12) + bend
            line = shapely.LineString(border.centre + np.outer(at, along) + np.outer(shift, across))
            if step > 150:
                line = _interrupted(line, random)
            kept = shapely.difference(shapely.intersection(line, town), keep_off)
            found += [piece for piece in lines(kept) if piece.length > 70]
    return [_joined(street, ways.roads) for street in found]


def _interrupted(
    street: shapely.LineString, random: np.random.Generator
) -> shapely.MultiLineString:
    """Without some stretches, so that blocks differ in size."""
    cuts = np.append(np.arange(0, street.length, 108.0), street.length)
    return shapely.MultiLineString(
        [
            substring(street, start, end)
            for start, end in pairwise(cuts)
            if random.random() < 0.72 and end - start > 20
        ]
    )


def _joined(street: shapely.LineString, roads: list[shapely.LineString]) -> shapely.LineString:
    """The street, prolonged to the road where it ends near one."""
    points = shapely.get_coordinates(street)
    for road in roads:
        for end in (0, -1):
            point = shapely.Point(points[end])
            if 40 < point.distance(road) < 48:
                foot = road.interpolate(road.project(point))
                new = np.array([[foot.x, foot.y]])
                points = np.vstack([new, points] if end == 0 else [points, new])
    return shapely.LineString(points)


def streets(
    plan: Plan,
    centre: Floats,
    ways: Ways,
    side: list[shapely.LineString],
    random: np.random.Generator,
) -> list[Street]:
    """All streets: the roads as far as the village reaches, then the others."""
    disc = shapely.Point(centre).buffer(plan.radius)
    through = [
        piece
        for way in ways.roads or ways.paths
        for piece in lines(way.intersection(disc))
        if piece.length > 30
    ]
    depths = random.uniform(0.85, 1.12, len(through) + len(side)) * plan.depth
    return [
        Street(line, WIDTH_M["road"] if n < len(through) else 7.0, float(depth), n < len(through))
        for n, (line, depth) in enumerate(zip([*through, *side], depths, strict=True))
    ]


def draw_village(drawing: Drawing, plan: Plan, centre: Floats, random: np.random.Generator) -> None:
    """The square and the plots; ways are drawn already and keep their ground."""
    ways = drawing.zone_area(Zone.ROAD, Zone.STREET, Zone.PATH, Zone.STREAM, Zone.POND)
    square = shapely.difference(_square(plan, centre, random), ways)
    drawing.add_zone(Zone.SQUARE, square)
    inner = _grounds(drawing)
    drawing.add_zone(Zone.PLOT, shapely.difference(inner, shapely.union_all([ways, square])))
    territories = _territories(drawing, inner)
    for number in range(len(drawing.streets)):
        _divide(drawing, plan, number, territories.get(number, inner), random)


def _grounds(drawing: Drawing) -> BaseGeometry:
    """All plots and gardens of the village: along the streets, gaps between them closed."""
    along = [_plots_of(street) for street in drawing.streets]
    ends = [
        shapely.Point(street.line.coords[-1]).buffer(street.depth * 0.6, quad_segs=2)
        for street in drawing.streets
        if not street.through
    ]
    closed = shapely.union_all([*along, *ends]).buffer(26, quad_segs=2).buffer(-26, quad_segs=2)
    return shapely.intersection(drawing.unit.buffer(-30), closed)


def _plots_of(street: Street) -> BaseGeometry:
    return street.line.buffer(street.width / 2 + street.depth, cap_style="flat", quad_segs=3)


def _square(plan: Plan, centre: Floats, random: np.random.Generator) -> shapely.Polygon:
    return _blob(centre, 46.0 if plan.has_grid else random.uniform(20, 30), 14, random)


def _blob(centre: Floats, size: float, count: int, random: np.random.Generator) -> shapely.Polygon:
    """A rounded shape about a centre, as things are that nobody drew by ruler."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    radius = size * (
        1
        + 0.16 * np.sin(2 * angle + random.uniform(0, 6))
        + 0.09 * np.sin(3 * angle + random.uniform(0, 6))
    )
    return shapely.Polygon(
        centre + np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None]
    )


def _territories(drawing: Drawing, grounds: BaseGeometry) -> dict[int, BaseGeometry]:
    """Street → the ground that is nearer to it than to any other; borders are drawn as lines."""
    if len(drawing.streets) < 2:
        return {}
    points, owners = [], []
    for number, street in enumerate(drawing.streets):
        at = np.arange(5.0, street.line.length, 9.0)
        points.append(shapely.get_coordinates(shapely.line_interpolate_point(street.line, at)))
        owners += [number] * len(at)
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.MultiPoint(np.vstack(points)), extend_to=drawing.unit, ordered=True
        )
    )
    owner = np.array(owners)
    found = {n: shapely.coverage_union_all(cells[owner == n]) for n in set(owners)}
    keys = list(found)
    rims = np.array([found[k].boundary for k in keys])
    a, b = shapely.STRtree(rims).query(rims, predicate="intersects")
    shared = shapely.intersection(rims[a[a < b]], rims[b[a < b]])
    merged = shapely.line_merge([s for s in shared if s.length > 2])
    clipped = shapely.intersection([s.simplify(4.0) for s in merged], grounds.buffer(1.0))
    drawing.lines += [piece for piece in shapely.get_parts(clipped) if piece.length > 0.5]
    return found


def _divide(
    drawing: Drawing, plan: Plan, number: int, ground: BaseGeometry, random: np.random.Generator
) -> None:
    """Plots on both sides of a street: lines across, some yards, a mark for each house."""
    street = drawing.streets[number]
    rear = shapely.intersection(_plots_of(street).boundary, ground)
    drawing.lines += lines(rear)
    at = _chainages(street.line.length, plan, random)
    here = shapely.get_coordinates(shapely.line_interpolate_point(street.line, at))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(street.line, at + 1.5))
    back = shapely.get_coordinates(shapely.line_interpolate_point(street.line, at - 1.5))
    along = (ahead - back) / np.maximum(np.hypot(*(ahead - back).T), 0.1)[:, None]
    shapely.prepare(ground)
    for side in (1, -1):
        across = np.column_stack([-along[:, 1], along[:, 0]]) * side
        near = street.width / 2
        reach = _reach(here, across, near, near + street.depth, ground)
        _draw_lines(drawing, here, across, reach, near=near, far=near + street.depth)
        yard = random.uniform(17, 25, len(at)) + near
        for k in range(len(at) - 1):
            room = min(reach[k], reach[k + 1])
            if room < near + 14:
                continue
            has_yard = room > yard[k] + 8 and random.random() < plan.yard_share
            if has_yard:
                drawing.lines.append(_yard_line(here, across, k, yard[k]))
            deep = near + random.uniform(8.5, 11)
            middle = (here[k] + here[k + 1] + (across[k] + across[k + 1]) * deep) / 2
            angle = float(np.arctan2(*(here[k + 1] - here[k])[::-1]))
            drawing.marks.append(
                HouseMark(
                    float(middle[0]),
                    float(middle[1]),
                    angle,
                    number,
                    side,
                    float(at[k] + at[k + 1]) / 2,
                    has_yard,
                )
            )


def _chainages(length: float, plan: Plan, random: np.random.Generator) -> Floats:
    widths = random.uniform(*plan.plot_width, int(length / plan.plot_width[0]) + 2)
    at: Floats = np.cumsum(widths) - widths[0] + 2.0
    return at[at < length - 2]


def _reach(
    here: Floats, across: Floats, near: float, far: float, ground: BaseGeometry
) -> list[float]:
    """How far from the street's axis each dividing line may go before it leaves its ground."""
    rays = shapely.linestrings(np.stack([here + across * near, here + across * far], axis=1))
    inside = shapely.intersection(rays, ground)
    starts = shapely.points(here + across * near)
    reach = []
    for start, piece in zip(starts, inside, strict=True):
        first = [p for p in lines(piece) if p.distance(start) < 0.5]
        reach.append(near + first[0].length if first else 0.0)
    return reach


def _draw_lines(
    drawing: Drawing,
    here: Floats,
    across: Floats,
    reach: list[float],
    *,
    near: float,
    far: float,
) -> None:
    """Each a bit too long: what sticks out bounds nothing and is dropped with the noding."""
    for point, normal, end in zip(here, across, reach, strict=True):
        if end > near + 6:
            beyond = end + (0.5 if end > far - 0.5 else 5.0)
            drawing.lines.append(
                shapely.LineString([point + normal * (near - 0.4), point + normal * beyond])
            )


def _yard_line(here: Floats, across: Floats, k: int, deep: float) -> shapely.LineString:
    a, b = here[k] + across[k] * deep, here[k + 1] + across[k + 1] * deep
    over = (b - a) / np.hypot(*(b - a)) * 0.3
    return shapely.LineString([a - over, b + over])
