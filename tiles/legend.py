"""The legend of a layer as a map of its own: the same rules, drawn on sample shapes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf
from xml.etree.ElementTree import Element, SubElement, tostring

from layers.catalogue import Catalogue, LayerDef
from layers.catalogue.style import Fill, Label, Rule
from tiles.stylesheet import add_styles, empty_map

_ROW_PX = 22
_SAMPLE_PX = (28, 14)
_MARGIN_PX = 6
_GAP_PX = 8
_LETTER_PX = 6.6
_PLANE = "+proj=merc +a=6378137 +b=6378137 +units=m +no_defs"
_TITLE = Label(
    field="title", size_px=12, color="#1a1a1a", halo_px=0, placement="point", distance_px=1
)


def legend_rules(catalogue: Catalogue, layer: LayerDef, scale: float | None) -> list[Rule]:
    """The classes that have a title, of a composed layer those of all members; each title once."""
    styles = [member.style for member in layer.members] or [layer.style]
    rules: dict[str, Rule] = {}
    for style in styles:
        for rule in style.rules:
            if rule.in_legend and (scale is None or _applies(rule, scale)):
                rules.setdefault(rule.title_cs, rule)
    return list(rules.values())


def _applies(rule: Rule, scale: float) -> bool:
    return (rule.min_scale or 0) < scale <= (rule.max_scale or inf)


def legend_size(rules: Sequence[Rule], language: str = "cs") -> tuple[int, int]:
    """Width and height of the legend of the rules in pixels."""
    longest = max((len(_title(rule, language)) for rule in rules), default=0)
    width = _MARGIN_PX + _SAMPLE_PX[0] + _GAP_PX + round(longest * _LETTER_PX) + 2 * _MARGIN_PX
    return width, max(1, len(rules)) * _ROW_PX + _MARGIN_PX


def _title(rule: Rule, language: str) -> str:
    return rule.title_en if language == "en" else rule.title_cs


def legend_map(
    catalogue: Catalogue, layer_id: str, *, language: str, scale: float | None
) -> tuple[str, int, int]:
    """Mapnik's XML of the legend in pixels, its width and height."""
    layer = catalogue.layers[layer_id]
    rules = legend_rules(catalogue, layer, scale)
    width, height = legend_size(rules, language)
    root = empty_map(_PLANE)
    for index, rule in enumerate(rules):
        middle = height - _MARGIN_PX / 2 - (index + 0.5) * _ROW_PX
        fill = Fill(rule.raster.color) if rule.raster else rule.fill
        sample = replace(
            rule, when=None, label=None, min_scale=None, max_scale=None, fill=fill, raster=None
        )
        for geometry, shape in _samples(sample, middle):
            _add(root, f"s{index}", shape, geometry, "")
        left = _MARGIN_PX + _SAMPLE_PX[0] + _GAP_PX
        text = Rule(id="title", title_cs="", title_en="", label=_TITLE)
        place = {"type": "Point", "coordinates": [left, middle]}
        _add(root, f"t{index}", text, place, _title(rule, language))
    return tostring(root, encoding="unicode"), width, height


def _samples(rule: Rule, middle: float) -> Iterator[tuple[Mapping[str, object], Rule]]:
    left, right = _MARGIN_PX, _MARGIN_PX + _SAMPLE_PX[0]
    low, high = middle - _SAMPLE_PX[1] / 2, middle + _SAMPLE_PX[1] / 2
    if rule.fill:
        ring = [[left, low], [right, low], [right, high], [left, high], [left, low]]
        yield {"type": "Polygon", "coordinates": [ring]}, replace(rule, point=None)
    elif rule.line:
        line = {"type": "LineString", "coordinates": [[left, middle], [right, middle]]}
        yield line, replace(rule, point=None)
    if rule.point:
        center = {"type": "Point", "coordinates": [(left + right) / 2, middle]}
        yield center, replace(rule, fill=None, line=None)


def _add(root: Element, name: str, rule: Rule, geometry: Mapping[str, object], title: str) -> None:
    prefix = f"{name}{len(root)}"
    for style in add_styles(root, prefix, [rule]):
        layer = SubElement(root, "Layer", {"name": prefix, "srs": _PLANE})
        SubElement(layer, "StyleName").text = style
        source = SubElement(layer, "Datasource")
        feature = {"type": "Feature", "geometry": geometry, "properties": {"title": title}}
        content = json.dumps({"type": "FeatureCollection", "features": [feature]})
        SubElement(source, "Parameter", name="type").text = "geojson"
        SubElement(source, "Parameter", name="inline").text = content
