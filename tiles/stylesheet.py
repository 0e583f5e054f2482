"""Mapnik's map in XML, from the passes of the layers: styles in, nothing of a request."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from math import inf
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from layers import crs
from layers.catalogue.style import MISSING, Condition, Label, Line, Point, Rule
from tiles.passes import Pass
from tiles.subquery import subquery

LABEL_BUFFER_PX = 160
"""How far beyond the edge labels are placed, so that neighbours agree on what crosses it."""
_SHAPE_BUFFER_PX = 8
_FACES = {
    "regular": ("Roboto Regular", "DejaVu Sans Book"),
    "bold": ("Roboto Medium", "DejaVu Sans Bold"),
    "italic": ("Roboto Italic", "DejaVu Sans Oblique"),
}
_SQUARE = Path(__file__).parent / "symbols" / "square.svg"
_HATCH = Path(__file__).parent / "symbols" / "hatch.svg"
_EXTENT = ",".join(map(str, crs.COUNTRY_5514))


def stylesheet(
    drawn: Sequence[Pass],
    *,
    srid: int,
    connection: Mapping[str, str],
    day: date | None = None,
    known_at: datetime | None = None,
) -> str:
    """The map of the passes in the system, as of the day or today, by what is or was known.

    `connection` are the PostGIS plug-in's parameters.
    """
    root = empty_map(crs.PROJ4[srid])
    for index, one in enumerate(drawn):
        names = add_styles(root, f"p{index}", one.rules)
        _add_layer(root, one, names, {"table": subquery(one, day, known_at), **connection})
    return tostring(root, encoding="unicode")


def empty_map(projection: str) -> Element:
    """A map with the fonts and nothing on it."""
    root = Element("Map", {"srs": projection, "buffer-size": str(LABEL_BUFFER_PX)})
    for name, faces in _FACES.items():
        fonts = SubElement(root, "FontSet", name=name)
        for face in faces:
            SubElement(fonts, "Font", {"face-name": face})
    return root


def add_styles(root: Element, prefix: str, rules: Sequence[Rule]) -> list[str]:
    """One style per run of rules with, or without, a condition; of the first, one rule applies."""
    names = []
    for index, (conditional, run) in enumerate(groupby(rules, key=lambda rule: bool(rule.when))):
        names.append(f"{prefix}_{index}")
        style = SubElement(
            root,
            "Style",
            {"name": names[-1], "filter-mode": "first" if conditional else "all"},
        )
        for rule in run:
            _add_rule(style, rule)
    return names


def _add_layer(
    root: Element, one: Pass, styles: Sequence[str], source_of: Mapping[str, str]
) -> None:
    attributes = {
        "name": one.layer.id,
        "srs": crs.PROJ4[crs.KROVAK],
        "buffer-size": str(LABEL_BUFFER_PX if one.labels else _SHAPE_BUFFER_PX),
        # A hair above the edge: 1 : 2000 belongs to the band that ends there.
        "minimum-scale-denominator": str(one.over * 1.0001),
    }
    if one.up_to < inf:
        attributes["maximum-scale-denominator"] = str(one.up_to * 1.0001)
    if len(styles) > 1:
        attributes["cache-features"] = "true"
    layer = SubElement(root, "Layer", attributes)
    for name in styles:
        SubElement(layer, "StyleName").text = name
    source = SubElement(layer, "Datasource")
    parameters = {
        "type": "postgis",
        "geometry_field": "geom",
        "srid": str(crs.KROVAK),
        "extent": _EXTENT,
        "simplify_geometries": str(one.skips_specks).lower(),
    }
    for key, value in {**parameters, **source_of}.items():
        SubElement(source, "Parameter", name=key).text = value


def _add_rule(style: Element, rule: Rule) -> None:
    element = SubElement(style, "Rule")
    if rule.when:
        SubElement(element, "Filter").text = _filter(rule.when)
    if rule.fill:
        SubElement(
            element,
            "PolygonSymbolizer",
            {"fill": rule.fill.color, "fill-opacity": str(rule.fill.opacity)},
        )
    if rule.fill and rule.fill.hatched:
        # Aligned to the plane and not to the feature: neighbouring tiles join.
        SubElement(element, "PolygonPatternSymbolizer", file=str(_HATCH), alignment="global")
    if rule.line:
        SubElement(element, "LineSymbolizer", _line(rule.line))
    if rule.point:
        SubElement(element, "MarkersSymbolizer", _marker(rule.point))
    if rule.label:
        SubElement(element, "TextSymbolizer", _text(rule.label)).text = f"[{rule.label.field}]"


def _filter(when: Condition) -> str:
    def literal(value: str | int) -> str:
        return str(value) if isinstance(value, int) else "'" + value.replace("'", "\\'") + "'"

    return " or ".join(
        f"([{when.field}] = {'null' if value == MISSING else literal(value)})"
        for value in when.values
    )


def _line(line: Line) -> dict[str, str]:
    attributes = {
        "stroke": line.color,
        "stroke-width": str(line.width_px),
        "stroke-opacity": str(line.opacity),
        "stroke-linejoin": "round",
        "stroke-linecap": line.cap,
    }
    if line.dash_px:
        attributes["stroke-dasharray"] = ",".join(map(str, line.dash_px))
    return attributes


def _marker(point: Point) -> dict[str, str]:
    shape = {"marker-type": "ellipse"} if point.shape == "circle" else {"file": str(_SQUARE)}
    return shape | {
        "width": str(point.size_px),
        "height": str(point.size_px),
        "fill": point.color,
        "stroke": point.stroke,
        "stroke-width": str(point.stroke_width_px),
        "allow-overlap": "true",
        "ignore-placement": "true",
    }


def _text(label: Label) -> dict[str, str]:
    attributes = {
        "fontset-name": label.face,
        "size": str(label.size_px),
        "fill": label.color,
        "halo-fill": label.halo,
        "halo-radius": str(label.halo_px),
        # Of the letters as drawn: outlines of the letters took a third of a map's time.
        "halo-rasterizer": "fast",
        "placement": label.placement,
        "character-spacing": str(label.letter_spacing_px),
        "margin": "3",
    }
    if label.upper:
        attributes["text-transform"] = "uppercase"
    if label.wrap_px:
        attributes["wrap-width"] = str(label.wrap_px)
    if label.offset_y_px:
        attributes["dy"] = str(label.offset_y_px)
    if label.placement == "line":
        attributes |= {
            "spacing": "420",
            "max-char-angle-delta": "20",
            "repeat-distance": "160",
            "vertical-alignment": "middle",
        }
    elif label.distance_px:
        attributes |= {
            "placement-type": "simple",
            "placements": "E,W,N,S",
            "dx": str(label.distance_px),
            "dy": str(label.distance_px),
        }
    return attributes
