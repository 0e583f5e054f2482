"""The only list of layers: what each is, who may see it, how it is drawn, what its fields mean."""

from layers.catalogue.definition import Cascade, Catalogue, Field, LayerDef, Member, Text, Theme
from layers.catalogue.loader import catalogue, load
from layers.catalogue.style import Style

__all__ = [
    "Cascade",
    "Catalogue",
    "Field",
    "LayerDef",
    "Member",
    "Style",
    "Text",
    "Theme",
    "catalogue",
    "load",
]
