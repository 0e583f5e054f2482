"""Labels of QGIS: text with its halo, where it lies, and who yields where two meet."""

from gis.desktop.classes import Class, attribute, millimetres
from gis.desktop.element import Element, add
from gis.desktop.expression import expression
from gis.desktop.scales import scale_of
from gis.desktop.symbol import color
from layers.catalogue import LayerDef
from layers.catalogue.style import Label

_FONT = "Roboto"
_WEIGHTS = {"regular": ("50", "0"), "bold": ("63", "0"), "italic": ("50", "1")}
_OVER_POINT, _CURVED, _HORIZONTAL, _AROUND_IN_ORDER = "1", "3", "4", "6"
_LETTER = 0.55
"""Width of a letter to its height: QGIS wraps by letters."""
_REPEAT_PX = 160
_ON_LINE = "1"


def add_labels(parent: Element, found: list[Class], layer: LayerDef) -> None:
    labels = add(parent, "labeling", type="rule-based")
    rules = add(labels, "rules", key="{labels}")
    for one in found:
        if (label := one.rule.label) is None:
            continue
        rule = add(rules, "rule", key=f"{{{one.rule.id}}}", description=one.rule.id)
        if told := expression(one):
            rule.set("filter", told)
        for name, value in scale_of(one.rule).items():
            rule.set(name, value)
        _add_settings(rule, label, layer)


def _add_settings(rule: Element, label: Label, layer: LayerDef) -> None:
    settings = add(rule, "settings", calloutType="simple")
    weight, italic = _WEIGHTS[label.face]
    style = add(
        settings,
        "text-style",
        fieldName=attribute(label.field),
        isExpression="0",
        fontFamily=_FONT,
        fontWeight=weight,
        fontItalic=italic,
        fontSize=millimetres(label.size_px),
        fontSizeUnit="MM",
        fontLetterSpacing=label.letter_spacing_px,
        textColor=color(label.color),
        textOpacity="1",
        capitalization="1" if label.upper else "0",
        multilineHeight="1",
    )
    add(
        style,
        "text-buffer",
        bufferDraw="1" if label.halo_px else "0",
        bufferSize=millimetres(label.halo_px),
        bufferSizeUnits="MM",
        bufferColor=color(label.halo),
        bufferOpacity="1",
        bufferJoinStyle="128",
    )
    letters = round(label.wrap_px / (label.size_px * _LETTER)) if label.wrap_px else 0
    add(settings, "text-format", autoWrapLength=str(letters), multilineAlign="1", plussign="0")
    _add_placement(settings, label, layer)
    add(
        settings,
        "rendering",
        drawLabels="1",
        obstacle="0",
        minFeatureSize=millimetres(label.min_area_px**0.5),
        scaleVisibility="0",
        displayAll="0",
    )


def _add_placement(settings: Element, label: Label, layer: LayerDef) -> None:
    """QGIS has priorities from 0 to 10."""
    placement = add(
        settings,
        "placement",
        priority=str(min(10, round(label.priority / 10))),
        yOffset=millimetres(label.offset_y_px),
        offsetUnits="MM",
        quadOffset="4",
        centroidInside="1",
        fitInPolygonOnly="0",
    )
    if label.placement == "line":
        placement.set("placement", _CURVED)
        placement.set("placementFlags", _ON_LINE)
        placement.set("repeatDistance", f"{millimetres(_REPEAT_PX)}")
        placement.set("repeatDistanceUnits", "MM")
    elif label.distance_px and layer.geometry == "point":
        placement.set("placement", _AROUND_IN_ORDER)
        placement.set("predefinedPositionOrder", "R,L,TSR,BSR")
        placement.set("dist", f"{millimetres(label.distance_px)}")
        placement.set("distUnits", "MM")
        placement.set("offsetType", "0")
    elif layer.geometry == "polygon":
        placement.set("placement", _HORIZONTAL)
    else:
        placement.set("placement", _OVER_POINT)
