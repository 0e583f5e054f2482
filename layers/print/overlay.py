"""Own drawings as the template draws them: paths and points in millimetres of the map."""

from collections.abc import Sequence
from typing import Any

import shapely

from layers.print.drawing import Drawing
from layers.print.sheet import Sheet, paths
from layers.sign import Sign

_LINES = frozenset({"LineString", "MultiLineString"})
_POINTS = frozenset({"Point", "MultiPoint"})


def own_sign(drawing: Drawing) -> Sign:
    """For the legend."""
    kind = drawing.shape.geom_type
    if kind in _POINTS:
        return {"shape": "point", "fill": drawing.color, "stroke": "", "dash": ""}
    fill = "" if kind in _LINES else _faint(drawing)
    shape = "line" if kind in _LINES else "area"
    return {"shape": shape, "fill": fill, "stroke": drawing.color, "dash": ""}


def _faint(drawing: Drawing) -> str:
    return f"{drawing.color}{round(drawing.fill * 255):02x}"


def drawn(drawing: Drawing, sheet: Sheet) -> list[dict[str, Any]]:
    """The parts of a drawing on the sheet; its label stands at a point inside what is seen."""
    picture = sheet.picture
    valid = shapely.make_valid(drawing.shape)
    seen = shapely.intersection(valid, shapely.box(*picture.box))
    if seen.is_empty:
        return []
    is_area = drawing.shape.geom_type in {"Polygon", "MultiPolygon"}
    points = [] if is_area else _points(seen)
    place = picture.on_sheet(*_label_place(seen))
    return [
        {
            "paths": paths(valid, picture),
            "closed": is_area,
            "points": [picture.on_sheet(*pair) for pair in points],
            "color": drawing.color,
            "fill": _faint(drawing) if is_area else "",
            "width_mm": drawing.width_mm,
            "label": drawing.label,
            "label_at": place,
        }
    ]


def _label_place(shape: shapely.Geometry) -> tuple[float, float]:
    """In the middle of the longest line, or at a point inside."""
    parts = list(getattr(shape, "geoms", [shape]))
    largest = max(parts, key=lambda each: (each.area, each.length))
    is_line = largest.geom_type == "LineString"
    point = largest.interpolate(0.5, normalized=True) if is_line else largest.point_on_surface()
    return float(point.x), float(point.y)


def _points(shape: shapely.Geometry) -> Sequence[tuple[float, float]]:
    parts = getattr(shape, "geoms", [shape])
    return [(each.x, each.y) for each in parts if each.geom_type == "Point"]
