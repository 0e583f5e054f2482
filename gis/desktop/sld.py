"""SLD 1.0 and 1.1: the style of a layer for all other programs.

A hatch is a graphic fill of slanting lines, the mark `horline` turned by 45°, which QGIS and
GeoServer know; lengths are pixels, as the standard has them.
"""

from typing import Literal

from lxml import etree

from gis.desktop.classes import Class, attribute, classes, values_of
from gis.desktop.element import Element, document, told
from layers.catalogue import LayerDef
from layers.catalogue.style import Condition, Fill, Label, Line, Point

Version = Literal["1.0.0", "1.1.0"]

_SLD = "http://www.opengis.net/sld"
_SE = "http://www.opengis.net/se"
_OGC = "http://www.opengis.net/ogc"
_FACES = {
    "regular": ("normal", "normal"),
    "bold": ("normal", "bold"),
    "italic": ("italic", "normal"),
}
_HATCH_PX = 6.4
_SCHEMAS = "http://www.w3.org/2001/XMLSchema-instance"


def sld(layer: LayerDef, version: Version, language: str) -> bytes:
    return document(_Writer(version).style(layer, language))


class _Writer:
    """Writes one version: both have the same elements, 1.1 has them of Symbology Encoding."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._new = version == "1.1.0"
        self._names = _SE if self._new else _SLD

    def style(self, layer: LayerDef, language: str) -> Element:
        spaces = {None: self._names, "sld": _SLD, "ogc": _OGC, "xsi": _SCHEMAS}
        root = etree.Element(f"{{{_SLD}}}StyledLayerDescriptor", nsmap=spaces)  # type: ignore[arg-type]
        root.set("version", self._version)
        schema = f"http://schemas.opengis.net/sld/{self._version}/StyledLayerDescriptor.xsd"
        root.set(f"{{{_SCHEMAS}}}schemaLocation", f"{_SLD} {schema}")
        named = self._sld(root, "NamedLayer")
        self._add(named, "Name", layer.id)
        user = self._sld(named, "UserStyle")
        self._add(user, "Name", layer.id)
        self._titled(user, layer.title.in_language(language))
        found = classes(layer.style)
        for level in sorted({one.level for one in found}):
            kind = self._add(user, "FeatureTypeStyle")
            for one in found:
                if one.level == level and (one.draws or one.rule.label):
                    self._rule(kind, one, layer, language)
        return root

    def _rule(self, parent: Element, one: Class, layer: LayerDef, language: str) -> None:
        rule = self._add(parent, "Rule")
        self._add(rule, "Name", one.rule.id)
        title = one.rule.title_en if language == "en" else one.rule.title_cs
        if title:
            self._titled(rule, title)
        self._filter(rule, one)
        low, high = one.rule.min_scale or layer.min_scale, one.rule.max_scale or layer.max_scale
        if low:
            self._add(rule, "MinScaleDenominator", told(low))
        if high:
            self._add(rule, "MaxScaleDenominator", told(high))
        if one.rule.fill:
            self._fill(rule, one.rule.fill)
        if one.rule.line:
            self._line(rule, one.rule.line)
        if one.rule.point:
            self._point(rule, one.rule.point)
        if one.rule.label:
            self._label(rule, one.rule.label)

    def _titled(self, parent: Element, title: str) -> None:
        where = self._add(parent, "Description") if self._new else parent
        self._add(where, "Title", title)

    def _filter(self, rule: Element, one: Class) -> None:
        if not one.rule.when:
            return
        held = _ogc(rule, "Filter")
        if one.never:
            held = _ogc(held, "And")
        _add_condition(held, one.rule.when)
        for each in one.never:
            _add_condition(_ogc(held, "Not"), each)

    def _fill(self, rule: Element, fill: Fill) -> None:
        inner = self._add(self._add(rule, "PolygonSymbolizer"), "Fill")
        self._value(inner, "fill", fill.color)
        self._value(inner, "fill-opacity", fill.opacity)
        if not fill.hatched:
            return
        hatch = self._add(self._add(rule, "PolygonSymbolizer"), "Fill")
        graphic = self._add(self._add(hatch, "GraphicFill"), "Graphic")
        mark = self._add(graphic, "Mark")
        self._add(mark, "WellKnownName", "horline")
        stroke = self._add(mark, "Stroke")
        self._value(stroke, "stroke", "#ffffff")
        self._value(stroke, "stroke-width", 1.4)
        self._value(stroke, "stroke-opacity", 0.8)
        self._add(graphic, "Size", told(_HATCH_PX))
        self._add(graphic, "Rotation", "45")

    def _line(self, rule: Element, line: Line) -> None:
        stroke = self._add(self._add(rule, "LineSymbolizer"), "Stroke")
        self._value(stroke, "stroke", line.color)
        self._value(stroke, "stroke-width", line.width_px)
        self._value(stroke, "stroke-opacity", line.opacity)
        self._value(stroke, "stroke-linejoin", "round")
        self._value(stroke, "stroke-linecap", line.cap)
        if line.dash_px:
            self._value(stroke, "stroke-dasharray", " ".join(map(told, line.dash_px)))

    def _point(self, rule: Element, point: Point) -> None:
        graphic = self._add(self._add(rule, "PointSymbolizer"), "Graphic")
        mark = self._add(graphic, "Mark")
        self._add(mark, "WellKnownName", point.shape)
        self._value(self._add(mark, "Fill"), "fill", point.color)
        if point.stroke_width_px:
            stroke = self._add(mark, "Stroke")
            self._value(stroke, "stroke", point.stroke)
            self._value(stroke, "stroke-width", point.stroke_width_px)
        self._add(graphic, "Size", told(point.size_px))

    def _label(self, rule: Element, label: Label) -> None:
        text = self._add(rule, "TextSymbolizer")
        _ogc(self._add(text, "Label"), "PropertyName", attribute(label.field))
        font = self._add(text, "Font")
        style, weight = _FACES[label.face]
        for name, value in (("family", "Roboto"), ("size", told(label.size_px))):
            self._value(font, f"font-{name}", value)
        self._value(font, "font-style", style)
        self._value(font, "font-weight", weight)
        placement = self._add(text, "LabelPlacement")
        if label.placement == "line":
            self._add(placement, "LinePlacement")
        else:
            self._point_placement(placement, label)
        if label.halo_px:
            halo = self._add(text, "Halo")
            self._add(halo, "Radius", told(label.halo_px))
            self._value(self._add(halo, "Fill"), "fill", label.halo)
        self._value(self._add(text, "Fill"), "fill", label.color)

    def _point_placement(self, placement: Element, label: Label) -> None:
        point = self._add(placement, "PointPlacement")
        anchor = self._add(point, "AnchorPoint")
        self._add(anchor, "AnchorPointX", "0" if label.distance_px else "0.5")
        self._add(anchor, "AnchorPointY", "0.5")
        if label.distance_px or label.offset_y_px:
            moved = self._add(point, "Displacement")
            self._add(moved, "DisplacementX", told(label.distance_px))
            self._add(moved, "DisplacementY", told(-label.offset_y_px))

    def _add(self, parent: Element, tag: str, text: str = "") -> Element:
        child = etree.SubElement(parent, f"{{{self._names}}}{tag}")
        child.text = text or None
        return child

    def _sld(self, parent: Element, tag: str) -> Element:
        return etree.SubElement(parent, f"{{{_SLD}}}{tag}")

    def _value(self, parent: Element, name: str, value: str | float) -> None:
        child = self._add(parent, "SvgParameter" if self._new else "CssParameter", told(value))
        child.set("name", name)


def _ogc(parent: Element, tag: str, text: str = "") -> Element:
    child = etree.SubElement(parent, f"{{{_OGC}}}{tag}")
    child.text = text or None
    return child


def _add_condition(parent: Element, when: Condition) -> None:
    values, missing = values_of(when)
    held = _ogc(parent, "Or") if len(values) + missing > 1 else parent
    for value in values:
        equal = _ogc(held, "PropertyIsEqualTo")
        _ogc(equal, "PropertyName", attribute(when.field))
        _ogc(equal, "Literal", str(value))
    if missing:
        _ogc(_ogc(held, "PropertyIsNull"), "PropertyName", attribute(when.field))
