"""Ranges of scales as QGIS names them, of rules and of layers."""

from layers.catalogue import LayerDef
from layers.catalogue.style import Rule

_EVERY = 100_000_000


def scale_of(rule: Rule) -> dict[str, str]:
    """Attributes of a rule: denominators, the lesser one is the closer look."""
    found = {}
    if rule.min_scale:
        found["scalemindenom"] = f"{rule.min_scale:.0f}"
    if rule.max_scale:
        found["scalemaxdenom"] = f"{rule.max_scale:.0f}"
    return found


def visibility(layer: LayerDef) -> dict[str, str]:
    """Attributes of a layer; QGIS calls the farthest look the minimum."""
    return {
        "hasScaleBasedVisibilityFlag": "1" if layer.min_scale or layer.max_scale else "0",
        "minScale": f"{layer.max_scale or _EVERY:.0f}",
        "maxScale": f"{layer.min_scale or 0:.0f}",
    }
