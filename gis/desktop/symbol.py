"""Symbols of QGIS: fills, hatches, lines with dashes, shapes of points, all in millimetres."""

from gis.desktop.classes import Class, millimetres
from gis.desktop.element import Element, add, told
from layers.catalogue import LayerDef
from layers.catalogue.style import Fill, Line, Point

_KINDS = {"polygon": "fill", "line": "line", "point": "marker"}
_CAPS = {"butt": "flat", "round": "round", "square": "square"}
_HATCH = {"spacing": 9 / 2**0.5, "width": 2**0.5, "opacity": 0.8}
"""As `tiles/symbols/hatch.svg` has it, in pixels."""
_Values = dict[str, str | float]


def add_symbol(parent: Element, name: str, one: Class, layer: LayerDef) -> None:
    kind = _KINDS.get(layer.geometry, "fill")
    symbol = _symbol(parent, name, kind)
    rule = one.rule
    if rule.fill and kind == "fill":
        _add_fill(symbol, rule.fill, one.level)
        if rule.fill.hatched:
            _add_hatch(symbol, name, one.level)
    if rule.line and kind != "marker":
        _add_line(symbol, rule.line, one.level)
    if rule.point and kind == "marker":
        _add_point(symbol, rule.point, one.level)
    elif rule.point:
        centroid = _layer(symbol, "CentroidFill", {"point_on_surface": "1"}, one.level)
        _add_point(_symbol(centroid, f"@{name}@{len(symbol) - 1}", "marker"), rule.point, 0)


def _symbol(parent: Element, name: str, kind: str) -> Element:
    return add(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0")


def _layer(symbol: Element, kind: str, values: _Values, level: int) -> Element:
    """Each value in both forms: before 3.20 QGIS read `prop` alone, now it reads `Option`."""
    layer = add(symbol, "layer", class_=kind, enabled="1", locked="0", pass_=str(level))
    options = add(layer, "Option", type="Map")
    for key, value in values.items():
        add(options, "Option", type="QString", name=key, value=told(value))
    for key, value in values.items():
        add(layer, "prop", k=key, v=told(value))
    return layer


def _add_fill(symbol: Element, fill: Fill, level: int) -> None:
    values: _Values = {
        "color": color(fill.color, fill.opacity),
        "style": "solid",
        "outline_style": "no",
    }
    _layer(symbol, "SimpleFill", values, level)


def _add_hatch(symbol: Element, name: str, level: int) -> None:
    values: _Values = {
        "angle": "45",
        "distance": millimetres(_HATCH["spacing"]),
        "distance_unit": "MM",
        "line_width": millimetres(_HATCH["width"]),
        "line_width_unit": "MM",
    }
    hatch = _layer(symbol, "LinePatternFill", values, level)
    line = Line("#ffffff", _HATCH["width"], opacity=_HATCH["opacity"], cap="butt")
    _add_line(_symbol(hatch, f"@{name}@1", "line"), line, 0)


def _add_line(symbol: Element, line: Line, level: int) -> None:
    values: _Values = {
        "line_color": color(line.color, line.opacity),
        "line_style": "solid",
        "line_width": millimetres(line.width_px),
        "line_width_unit": "MM",
        "capstyle": _CAPS[line.cap],
        "joinstyle": "round",
        "use_custom_dash": "1" if line.dash_px else "0",
    }
    if line.dash_px:
        dashes = line.dash_px * 2 if len(line.dash_px) % 2 else line.dash_px
        values["customdash"] = ";".join(told(millimetres(each)) for each in dashes)
        values["customdash_unit"] = "MM"
    _layer(symbol, "SimpleLine", values, level)


def _add_point(symbol: Element, point: Point, level: int) -> None:
    values: _Values = {
        "name": point.shape,
        "color": color(point.color),
        "size": millimetres(point.size_px),
        "size_unit": "MM",
        "outline_color": color(point.stroke),
        "outline_style": "solid" if point.stroke_width_px else "no",
        "outline_width": millimetres(point.stroke_width_px),
        "outline_width_unit": "MM",
    }
    _layer(symbol, "SimpleMarker", values, level)


def color(value: str, opacity: float = 1.0) -> str:
    """`#rrggbb` as red, green, blue and opacity of 255."""
    parts = [int(value[start : start + 2], 16) for start in (1, 3, 5)]
    return ",".join(map(str, (*parts, round(opacity * 255))))
