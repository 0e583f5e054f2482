"""QML: the style of a layer as QGIS saves it."""

from lxml import etree

from gis.desktop.classes import classes
from gis.desktop.element import Element, add, document
from gis.desktop.expression import expression
from gis.desktop.labels import add_labels
from gis.desktop.scales import scale_of, visibility
from gis.desktop.symbol import add_symbol
from layers.catalogue import LayerDef

DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>"
VERSION = "3.22.0"
"""The oldest QGIS that the files are made for; newer ones read them."""


def qml(layer: LayerDef, language: str) -> bytes:
    root = etree.Element("qgis", version=VERSION, styleCategories="Symbology|Labeling|Rendering")
    add_style(root, layer, language)
    return document(root, DOCTYPE)


def add_style(root: Element, layer: LayerDef, language: str) -> None:
    """What a style has of symbols, labels and scales; a project has the same in its layers."""
    found = classes(layer.style)
    for name, value in visibility(layer).items():
        root.set(name, value)
    root.set("labelsEnabled", "1" if any(one.rule.label for one in found) else "0")
    drawn = [one for one in found if one.draws]
    levels = "1" if len({one.level for one in drawn}) > 1 else "0"
    if drawn:
        renderer = add(root, "renderer-v2", type="RuleRenderer", symbollevels=levels)
        rules, symbols = add(renderer, "rules", key="{rules}"), add(renderer, "symbols")
        for index, one in enumerate(drawn):
            title = one.rule.title_en if language == "en" else one.rule.title_cs
            rule = add(rules, "rule", key=f"{{{one.rule.id}}}", symbol=str(index), label=title)
            if told := expression(one):
                rule.set("filter", told)
            for name, value in scale_of(one.rule).items():
                rule.set(name, value)
            add_symbol(symbols, str(index), one, layer)
    else:
        add(root, "renderer-v2", type="nullSymbol")
    if any(one.rule.label for one in found):
        add_labels(root, found, layer)
    add(root, "layerOpacity", f"{layer.opacity:g}")
