"""Houses on the plots of a unit: which faces get one, and its footprint."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.demo.drawing import Drawing, HouseMark, Zone
from layers.demo.faces import Faces
from layers.demo.ground import Floats


class House(NamedTuple):
    """A building: its footprint, the face it stands on, and the mark of a house with an address."""

    footprint: shapely.Polygon
    face: int
    mark: HouseMark | None


@dataclass
class Land:
    """The finished faces of a unit; `built` marks those that are building parcels."""

    shapes: NDArray[np.object_]
    zones: NDArray[np.int64]
    built: NDArray[np.bool_]
    houses: list[House]
    streets: list[shapely.LineString]


def build(drawing: Drawing, faces: Faces, random: np.random.Generator, *, dense: bool) -> Land:
    """Puts houses on marked faces: in a yard they stand free, elsewhere they cut their parcel."""
    marked = _marked_faces(drawing, faces)
    shapes = list(faces.shapes)
    zones = [int(z) for z in faces.zones]
    built = [False] * len(shapes)
    houses: list[House] = []
    for face, mark in marked.items():
        ground = shapes[face]
        footprint = _fitting(ground, mark, random, dense=dense)
        if footprint is None or random.random() < 0.07:
            continue
        is_yard = mark.has_yard and ground.area < 1_400
        if is_yard:
            built[face] = True
            houses.append(House(footprint, face, mark))
            barn = _barn(ground, footprint, mark, random)
            if barn is not None:
                houses.append(House(barn, face, None))
        else:
            shapes[face] = shapely.Polygon(ground.exterior, [*ground.interiors, footprint.exterior])
            shapes.append(footprint)
            zones.append(int(Zone.PLOT))
            built.append(True)
            houses.append(House(footprint, len(shapes) - 1, mark))
    return Land(
        np.array(shapes, dtype=object),
        np.array(zones),
        np.array(built),
        houses,
        [street.line for street in drawing.streets],
    )


def _marked_faces(drawing: Drawing, faces: Faces) -> dict[int, HouseMark]:
    if not drawing.marks:
        return {}
    tree = shapely.STRtree(faces.shapes)
    points = shapely.points([(m.x, m.y) for m in drawing.marks])
    found: dict[int, HouseMark] = {}
    for number, face in sorted(zip(*tree.query(points, predicate="intersects"), strict=True)):
        if faces.zones[face] == Zone.PLOT:
            found.setdefault(int(face), drawing.marks[number])
    return found


def _fitting(
    ground: shapely.Polygon, mark: HouseMark, random: np.random.Generator, *, dense: bool
) -> shapely.Polygon | None:
    """The largest footprint of a shape drawn by lot that stands clear of the plot's sides."""
    wide = random.uniform(10.5, 15) if dense else random.uniform(9, 14)
    deep = random.uniform(8.5, 11.5) if dense else random.uniform(8.5, 12.5)
    shape = _outline(wide, deep, float(random.random()), mark.side)
    shapely.prepare(ground)
    for scale in (1.0, 0.82, 0.68, 0.55):
        footprint = _placed(shape * scale, mark)
        if ground.contains_properly(footprint.buffer(0.9, join_style="mitre")):
            return footprint
    return None


def _outline(wide: float, deep: float, lot: float, side: int) -> Floats:
    """Corners about the centre, the street below: an oblong, an L, or a house with a porch."""
    x, y = wide / 2, deep / 2
    if lot < 0.55:
        corners = [(-x, -y), (x, -y), (x, y), (-x, y)]
    elif lot < 0.85:
        corners = [(-x, -y), (x, -y), (x, y * 1.6), (x * 0.1, y * 1.6), (x * 0.1, y), (-x, y)]
    else:
        corners = [(-x, -y), (-x * 0.35, -y), (-x * 0.35, -y - 1.8), (x * 0.3, -y - 1.8)]
        corners += [(x * 0.3, -y), (x, -y), (x, y), (-x, y)]
    points: Floats = np.array(corners) * (1, side)
    return points[::side]


def _placed(shape: Floats, mark: HouseMark) -> shapely.Polygon:
    turn = np.array(
        [[np.cos(mark.angle), np.sin(mark.angle)], [-np.sin(mark.angle), np.cos(mark.angle)]]
    )
    return shapely.Polygon(np.round(shape @ turn + (mark.x, mark.y), 2))


def _barn(
    ground: shapely.Polygon,
    house: shapely.Polygon,
    mark: HouseMark,
    random: np.random.Generator,
) -> shapely.Polygon | None:
    """A barn or shed further back in the yard, clear of the house."""
    if random.random() < 0.35:
        return None
    away = mark.angle + mark.side * np.pi / 2
    for distance in (12.0, 9.5):
        x, y = mark.x + np.cos(away) * distance, mark.y + np.sin(away) * distance
        size = np.array([random.uniform(7, 16), random.uniform(3.6, 6)]) / 2
        shape = size * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
        barn = _placed(shape, mark._replace(x=x, y=y))
        if ground.contains_properly(barn.buffer(0.4)) and barn.distance(house) > 0.6:
            return barn
    return None
