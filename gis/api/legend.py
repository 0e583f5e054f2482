"""The legend of a layer, from the style that draws it."""

from layers.catalogue import LayerDef, Style
from layers.catalogue.style import Rule

Document = dict[str, object]


def legend(layer: LayerDef) -> list[Document]:
    """The classes in the order they are drawn; those of all members for a composed layer."""
    if not layer.composed:
        return _classes(layer.style, prefix="")
    return [
        entry
        for member in layer.members
        for entry in _classes(member.style, prefix=f"{member.style.id}.")
    ]


def _classes(style: Style, *, prefix: str) -> list[Document]:
    return [
        {
            "id": f"{prefix}{rule.id}",
            "title": {"cs": rule.title_cs, "en": rule.title_en},
            "scale": {"min": rule.min_scale, "max": rule.max_scale},
            "swatch": _swatch(rule),
        }
        for rule in style.rules
        if rule.in_legend
    ]


def _swatch(rule: Rule) -> Document:
    line = rule.line
    stroke: Document = {
        "stroke": _color(line.color, line.opacity) if line else None,
        "stroke_width": line.width_px if line else None,
        "stroke_dash": list(line.dash_px) if line and line.dash_px else None,
    }
    if rule.point:
        point = rule.point
        return {
            "shape": "point",
            "fill": point.color,
            "stroke": point.stroke,
            "stroke_width": point.stroke_width_px,
            "stroke_dash": None,
            "radius": point.size_px / 2,
        }
    if rule.raster:
        return {"shape": "fill", "fill": rule.raster.color, **stroke}
    if rule.fill:
        fill = _color(rule.fill.color, rule.fill.opacity)
        return {"shape": "fill", "fill": fill, "hatched": rule.fill.hatched, **stroke}
    return {"shape": "line", "fill": None, **stroke}


def _color(color: str, opacity: float) -> str:
    """`#rrggbb`, with the opacity as a fourth pair where it is not whole."""
    return color if opacity >= 1 else f"{color}{round(opacity * 255):02x}"
