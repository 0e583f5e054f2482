"""Curved lines of VFK as polylines, by the code of how their points are joined.

Codes (PARAMETRY_SPOJENI): 3, 4 straight; 11 a smooth curve through all points; 15 a circle by three
points, or by its centre and radius (`15 r`); 16 an arc by its start, a point on it and its end.
Arcs and circles leave the true curve by at most `arcs.DEVIATION_M`.
"""

import numpy as np

from layers.importers import arcs
from layers.importers.bad_value import BadValue
from layers.importers.vfk.spool import Floats

CURVE, CIRCLE, ARC = 11, 15, 16
_PARTS_OF_SPAN = 8
_COLLINEAR_M = 0.01


def stroke(code: int, points: Floats, radius_m: float) -> Floats:
    """The polyline (n, 2) of a curved line; raises `BadValue` where the points do not make one."""
    if code == CURVE:
        return _smooth(points)
    if code == CIRCLE and len(points) == 1 and radius_m > 0:
        line = arcs.circle_by_centre((points[0, 0], points[0, 1]), radius_m)
    elif len(points) != 3:
        kind = "Kružnice" if code == CIRCLE else "Oblouk"
        raise BadValue(f"{kind} má {len(points)} bodů místo tří.")
    elif code == CIRCLE:
        line = arcs.circle(points.ravel().tolist())
    elif _is_straight(points):
        return points[[0, 2]]
    else:
        line = arcs.arc_string(points.ravel().tolist())
    return np.array(line).reshape(-1, 2)


def _is_straight(points: Floats) -> bool:
    """Whether the middle point lies on the line, also beyond its ends: such an arc has no sense."""
    (bx, by), (cx, cy) = points[1:] - points[0]
    return bool(abs(bx * cy - by * cx) <= _COLLINEAR_M * np.hypot(cx, cy))


def _smooth(points: Floats) -> Floats:
    """Catmull-Rom's curve through the points, the same from either end."""
    if len(points) < 3:
        return points
    ends = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
    p = np.vstack([ends[0], points, ends[1]])
    t = (np.arange(_PARTS_OF_SPAN) / _PARTS_OF_SPAN)[:, None, None]
    before, start, end, after = p[:-3], p[1:-2], p[2:-1], p[3:]
    spans = 0.5 * (
        2 * start
        + (end - before) * t
        + (2 * before - 5 * start + 4 * end - after) * t**2
        + (3 * start - before - 3 * end + after) * t**3
    )
    line: Floats = np.vstack([spans.transpose(1, 0, 2).reshape(-1, 2), points[-1]])
    return line
