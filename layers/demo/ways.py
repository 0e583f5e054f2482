"""Roads, field paths and streams of one unit, from its gates to its village, and ponds."""

from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from layers.demo.drawing import Drawing, Zone, bezier, direction
from layers.demo.ground import Floats
from layers.demo.layout import WIDTH_M, Gate, Outline

_STRAIGHT_M = 12.0
"""Ways cross a border at a right angle, so that their edges end in the gate's two vertices."""


class Ways(NamedTuple):
    """The centre lines."""

    roads: list[shapely.LineString]
    paths: list[shapely.LineString]
    streams: list[shapely.LineString]


def centre_lines(outline: Outline, village_m: float, random: np.random.Generator) -> Ways:
    """The ways; field paths keep off the middle of a village of the given radius."""
    of = {way: [g for g in outline.gates if g.way == way] for way in WIDTH_M}
    roads = [_road(gate, outline.centre, random) for gate in of["road"]]
    targets = roads or [shapely.LineString([outline.centre, outline.centre + np.array([0.0, 1.0])])]
    paths = [_path(gate, village_m, targets, random) for gate in of["path"]]
    return Ways(roads, paths, _streams(of["stream"], outline.centre, random))


def _road(gate: Gate, centre: Floats, random: np.random.Generator) -> shapely.LineString:
    start = gate.point + gate.inward * _STRAIGHT_M
    away = start - centre
    reach = float(np.hypot(*away))
    turn = np.arctan2(away[1], away[0]) + random.uniform(-0.5, 0.5)
    controls = np.array(
        [start, start + gate.inward * 0.38 * reach, centre + direction(turn) * 0.35 * reach, centre]
    )
    return shapely.LineString(np.vstack([gate.point, bezier(controls, 22)]))


def _path(
    gate: Gate, village_m: float, roads: list[shapely.LineString], random: np.random.Generator
) -> shapely.LineString:
    """From the border to a road at some distance from the village."""
    start = gate.point + gate.inward * _STRAIGHT_M
    away = random.uniform(0.8, 1.2) * village_m
    ends = [road.interpolate(max(road.length - away, road.length * 0.4)) for road in roads]
    end = min(ends, key=lambda p: p.distance(shapely.Point(start)))
    target = np.array([end.x, end.y])
    reach = float(np.hypot(*(target - start)))
    sideways = np.array([-(target - start)[1], (target - start)[0]]) * random.uniform(-0.25, 0.25)
    controls = np.array(
        [start, start + gate.inward * 0.35 * reach, (start + target) / 2 + sideways, target]
    )
    return shapely.LineString(np.vstack([gate.point, bezier(controls, 20)]))


def _streams(
    gates: list[Gate], centre: Floats, random: np.random.Generator
) -> list[shapely.LineString]:
    """All through one point beside the village, meandering."""
    if not gates:
        return []
    first, last = gates[0].point, gates[-1].point
    along = (last - first) / max(float(np.hypot(*(last - first))), 1.0)
    across = np.array([-along[1], along[0]])
    aside = across * random.choice([-1, 1]) * random.uniform(75, 120)
    through = centre + aside
    return [_stream(g, through, along * (1 if g is gates[0] else -1), random) for g in gates]


def _stream(
    gate: Gate, through: Floats, heading: Floats, random: np.random.Generator
) -> shapely.LineString:
    start = gate.point + gate.inward * _STRAIGHT_M
    reach = float(np.hypot(*(through - start)))
    controls = np.array(
        [start, start + gate.inward * 0.35 * reach, through - heading * 0.3 * reach, through]
    )
    count = max(int(reach / 14), 6)
    points = bezier(controls, count)
    step = np.gradient(points, axis=0)
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / np.hypot(*step.T)[:, None]
    share = np.linspace(0, 1, count)
    turns = reach / random.uniform(110, 170)
    swing = np.sin(share * turns * 2 * np.pi + random.uniform(0, 6)) * random.uniform(7, 12)
    swing += np.sin(share * turns * 4.3 * np.pi) * 4
    points += normal * (swing * np.sin(np.pi * share))[:, None]
    return shapely.LineString(np.vstack([gate.point, points]))


def draw_ways(
    drawing: Drawing, ways: Ways, streets: list[shapely.LineString], pond: BaseGeometry
) -> None:
    """The ways as areas: a road goes over a path, a path over a stream, a stream through a pond."""
    taken: BaseGeometry = shapely.Polygon()
    for zone, centres, width in (
        (Zone.ROAD, ways.roads, WIDTH_M["road"]),
        (Zone.STREET, streets, 7.0),
        (Zone.PATH, ways.paths, WIDTH_M["path"]),
    ):
        area = _corridor(centres, width)
        drawing.add_zone(zone, shapely.difference(area, taken))
        taken = shapely.union(taken, area)
    water = shapely.difference(pond, taken)
    drawing.add_zone(Zone.POND, water)
    taken = shapely.union(taken, water)
    stream = _corridor(ways.streams, WIDTH_M["stream"])
    drawing.add_zone(Zone.STREAM, shapely.difference(stream, taken))
    _cut_roads(drawing, ways)


def _corridor(centres: list[shapely.LineString], width: float) -> BaseGeometry:
    return shapely.union_all(
        shapely.buffer(centres, width / 2, cap_style="flat", join_style="mitre", mitre_limit=2.0)
    )


def _cut_roads(drawing: Drawing, ways: Ways) -> None:
    """Roads are parcels of some hundred metres, cut across where villages begin."""
    for line in [*ways.roads, *ways.streams]:
        for at in np.arange(330.0, line.length - 60, 420.0):
            a, b = line.interpolate(line.length - at), line.interpolate(line.length - at + 1)
            across = np.array([-(b.y - a.y), b.x - a.x]) * (WIDTH_M["road"] / 2 + 0.4)
            middle = np.array([a.x, a.y])
            drawing.lines.append(shapely.LineString([middle - across, middle + across]))


def pond(ways: Ways, centre: Floats, random: np.random.Generator) -> BaseGeometry:
    """A pond on the stream above or below the village, or none."""
    if not ways.streams or random.random() < 0.25:
        return shapely.Polygon()
    stream = ways.streams[int(random.integers(len(ways.streams)))]
    middle = stream.interpolate(random.uniform(0.35, 0.6), normalized=True)
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    ahead = stream.interpolate(stream.project(middle) + 20)
    turn = np.arctan2(ahead.y - middle.y, ahead.x - middle.x)
    radius = random.uniform(32, 66) * (
        1 + 0.16 * np.sin(2 * angle + random.uniform(0, 6)) + 0.1 * np.sin(3 * angle + 1)
    )
    x, y = 1.7 * radius * np.cos(angle), 0.8 * radius * np.sin(angle)
    return shapely.Polygon(
        np.column_stack(
            [
                middle.x + x * np.cos(turn) - y * np.sin(turn),
                middle.y + x * np.sin(turn) + y * np.cos(turn),
            ]
        )
    )
