"""The legend of a layer as a map of its own: the same rules, drawn on sample shapes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, inf
from xml.etree.ElementTree import Element, SubElement, tostring

from layers.catalogue import Catalogue, LayerDef
from layers.catalogue.style import Fill, Label, Rule
from tiles.stylesheet import add_styles, empty_map

_ROW_PX = 22
_MOST_ROWS, _WIDEST_PX = 20, 1200
"""Where nobody says how much room there is."""
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


@dataclass(frozen=True, slots=True)
class Layout:
    """A legend in columns of so many rows, filled one after another from the left."""

    columns: int
    rows: int
    column_px: int

    @property
    def size_px(self) -> tuple[int, int]:
        return self.columns * self.column_px, self.rows * _ROW_PX + _MARGIN_PX

    def place(self, index: int) -> tuple[int, float]:
        """Left edge and middle of the class from below, in pixels."""
        column, row = divmod(index, self.rows)
        middle = self.size_px[1] - _MARGIN_PX / 2 - (row + 0.5) * _ROW_PX
        return column * self.column_px, middle


def layout(rules: Sequence[Rule], language: str, room_px: tuple[int, int] | None) -> Layout:
    """As many columns as the height asks for and the width has room for; one there always is."""
    longest = max((len(_title(rule, language)) for rule in rules), default=0)
    column = _MARGIN_PX + _SAMPLE_PX[0] + _GAP_PX + round(longest * _LETTER_PX) + 2 * _MARGIN_PX
    wide, high = room_px or (_WIDEST_PX, _MOST_ROWS * _ROW_PX + _MARGIN_PX)
    count = max(1, len(rules))
    wanted = ceil(count / max(1, (high - _MARGIN_PX) // _ROW_PX))
    columns = min(wanted, max(1, wide // column))
    rows = ceil(count / columns)
    return Layout(ceil(count / rows), rows, column)


def _title(rule: Rule, language: str) -> str:
    return rule.title_en if language == "en" else rule.title_cs


def legend_map(
    catalogue: Catalogue,
    picture: str,
    *,
    language: str,
    scale: float | None,
    room_px: tuple[int, int] | None = None,
) -> tuple[str, int, int]:
    """Mapnik's XML of the legend in pixels, its width and height."""
    rules = legend_rules(catalogue, catalogue.pictures[picture], scale)
    laid = layout(rules, language, room_px)
    root = empty_map(_PLANE)
    for index, rule in enumerate(rules):
        edge, middle = laid.place(index)
        fill = Fill(rule.raster.color) if rule.raster else rule.fill
        sample = replace(
            rule, when=None, label=None, min_scale=None, max_scale=None, fill=fill, raster=None
        )
        for geometry, shape in _samples(sample, edge, middle):
            _add(root, f"s{index}", shape, geometry, "")
        left = edge + _MARGIN_PX + _SAMPLE_PX[0] + _GAP_PX
        text = Rule(id="title", title_cs="", title_en="", label=_TITLE)
        place = {"type": "Point", "coordinates": [left, middle]}
        _add(root, f"t{index}", text, place, _title(rule, language))
    return tostring(root, encoding="unicode"), *laid.size_px


def _samples(rule: Rule, edge: float, middle: float) -> Iterator[tuple[Mapping[str, object], Rule]]:
    left, right = edge + _MARGIN_PX, edge + _MARGIN_PX + _SAMPLE_PX[0]
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
