"""Circular arcs as polylines that leave them by at most a centimetre.

Rule: each arc is cut into equal parts whose sagitta is at most `DEVIATION_M`; given points stay
exact. An arc is always computed from its smaller end (by E, then N) and turned round if need be,
so that two neighbours that share it get the very same vertices.
"""

import math
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from layers.importers.bad_value import BadValue

DEVIATION_M = 0.01
MAX_PARTS = 2_000
"""Parts of one arc: enough for a whole circle of 8 km radius; more is an error or an attack."""
MAX_POINTS = 2_000_000
"""Points of one geometry; the border of the whole country has about a tenth of that."""

Point = tuple[float, float]
Line: TypeAlias = "array[float]"
"""Ordinates E, N, E, N, …"""


def check_size(points: int) -> None:
    """A few bytes of arcs make many vertices: refuses a geometry grown beyond reason."""
    if points > MAX_POINTS:
        raise BadValue(f"Geometrie má více než {MAX_POINTS} bodů.")


def arc_string(coordinates: Sequence[float]) -> Line:
    """`Arc` and `ArcString`: points 0-1-2, 2-3-4, … (x, y alternately), each middle on its arc."""
    points = list(zip(coordinates[::2], coordinates[1::2], strict=True))
    if len(points) < 3 or len(points) % 2 == 0:
        raise BadValue("Oblouk nemá lichý počet bodů, nejméně tři.")
    stroked = [points[0]]
    for index in range(0, len(points) - 2, 2):
        stroked += _through(*points[index : index + 3])
        check_size(len(stroked))
    return _flat(stroked)


def circle(coordinates: Sequence[float]) -> Line:
    """`Circle` by three points; starts and ends at the first one."""
    points = list(zip(coordinates[::2], coordinates[1::2], strict=True))
    if len(points) != 3:
        raise BadValue("Kružnice není dána třemi body.")
    centre = _centre(*points)
    if centre is None:
        raise BadValue("Tři body kružnice leží na přímce.")
    return circle_by_centre(centre, math.dist(centre, points[0]), start=points[0])


def circle_by_centre(centre: Point, radius: float, *, start: Point | None = None) -> Line:
    """`CircleByCenterPoint`: closed, from `start` on the circle (default: its east)."""
    first = start or (centre[0] + radius, centre[1])
    begin = math.atan2(first[1] - centre[1], first[0] - centre[0])
    inner = _on_circle(centre, radius, begin, 2 * math.pi)
    return _flat([first, *inner, first])


def arc_by_centre(centre: Point, radius: float, begin: float, end: float) -> Line:
    """`ArcByCenterPoint`: angles in degrees, anticlockwise from east."""
    start, sweep = math.radians(begin), math.radians(end - begin)
    ends = [_polar(centre, radius, start), _polar(centre, radius, start + sweep)]
    return _flat([ends[0], *_on_circle(centre, radius, start, sweep), ends[1]])


def _through(start: Point, middle: Point, end: Point) -> list[Point]:
    """Vertices after `start` up to `end` of the arc through three points."""
    if start == end:
        raise BadValue("Oblouk začíná a končí v témž bodě.")
    if start > end:
        reverse = _through(end, middle, start)
        return [*reverse[-2::-1], end]
    centre = _centre(start, middle, end)
    if centre is None:
        return [middle, end]
    radius = math.dist(centre, start)
    angles = [math.atan2(y - centre[1], x - centre[0]) for x, y in (start, middle, end)]
    turn = 2 * math.pi
    to_middle, to_end = (angles[1] - angles[0]) % turn, (angles[2] - angles[0]) % turn
    if to_middle > to_end:  # clockwise
        to_middle, to_end = to_middle - turn, to_end - turn
    return [
        *_on_circle(centre, radius, angles[0], to_middle),
        middle,
        *_on_circle(centre, radius, angles[1], to_end - to_middle),
        end,
    ]


def _centre(a: Point, b: Point, c: Point) -> Point | None:
    """Centre of the circle through three points; None when they lie on a line."""
    bx, by, cx, cy = b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]
    cross = 2 * (bx * cy - by * cx)
    square_b, square_c = bx * bx + by * by, cx * cx + cy * cy
    if abs(cross) <= 1e-9 * max(square_b, square_c):
        return None
    return (
        a[0] + (cy * square_b - by * square_c) / cross,
        a[1] + (bx * square_c - cx * square_b) / cross,
    )


def _on_circle(centre: Point, radius: float, begin: float, sweep: float) -> Iterator[Point]:
    """The vertices strictly between the ends of the sweep (radians, negative is clockwise)."""
    if not (math.isfinite(radius) and radius > 0 and math.isfinite(sweep)):
        raise BadValue("Poloměr nebo úhel oblouku není platné číslo.")
    step = 4 * math.asin(math.sqrt(min(DEVIATION_M / radius, 0.5) / 2))
    parts = math.ceil(abs(sweep) / step)
    if parts > MAX_PARTS:
        raise BadValue(f"Oblouk o poloměru {radius:.0f} m je nevěrohodně velký.")
    for part in range(1, parts):
        yield _polar(centre, radius, begin + sweep * part / parts)


def _polar(centre: Point, radius: float, angle: float) -> Point:
    return centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle)


def _flat(points: Sequence[Point]) -> Line:
    return array("d", chain.from_iterable(points))
