"""The sign of a class on paper."""

from layers.catalogue.style import Line, Rule

Sign = dict[str, str]


def sign(rule: Rule) -> Sign | None:
    """Shape, colours (#rrggbb or #rrggbbaa) and whether its line is broken; None for labels."""
    line = _stroke(rule.line)
    if rule.point:
        return {"shape": "point", "fill": rule.point.color, "stroke": "", "dash": ""}
    if rule.raster:
        return {"shape": "area", "fill": rule.raster.color, **line}
    if rule.fill:
        fill = _with_opacity(rule.fill.color, rule.fill.opacity)
        return {"shape": "area", "fill": fill, **line}
    return {"shape": "line", "fill": "", **line} if rule.line else None


def _stroke(line: Line | None) -> Sign:
    if line is None:
        return {"stroke": "", "dash": ""}
    return {
        "stroke": _with_opacity(line.color, line.opacity),
        "dash": "dashed" if line.dash_px else "",
    }


def _with_opacity(color: str, opacity: float) -> str:
    return color if opacity >= 1 else f"{color}{round(opacity * 255):02x}"
