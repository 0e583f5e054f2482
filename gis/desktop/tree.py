"""The tree of layers: themes, in each the pictures and, switched off, the objects."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from gis.desktop.element import Element, add
from gis.desktop.map_layer import (
    add_objects,
    add_picture,
    objects_id,
    objects_source,
    picture_id,
    picture_source,
)
from gis.desktop.offer import Addresses, Branch
from layers.catalogue import LayerDef, Text

_ON, _OFF = "Qt::Checked", "Qt::Unchecked"
PICTURES = Text("Mapa (WMS)", "Map (WMS)")
OBJECTS = Text("Objekty (OGC API)", "Features (OGC API)")


@dataclass(frozen=True, slots=True)
class _Source:
    """Where QGIS has a layer from."""

    provider: Literal["wms", "OAPIF"]
    id: str
    address: str


def add_branches(
    root: Element, branches: Sequence[Branch], addresses: Addresses, language: str
) -> None:
    begun_with = _begun_with(branches)
    for branch in branches:
        group = add_group(root, branch.title.in_language(language), shown=True)
        pictures = add_group(group, PICTURES.in_language(language), shown=True)
        for layer in branch.pictures:
            source = _Source("wms", picture_id(layer), picture_source(layer, addresses))
            _add_layer(pictures, layer, language, source, shown=layer.id in begun_with)
        if branch.objects:
            objects = add_group(group, OBJECTS.in_language(language), shown=False)
            for layer in branch.objects:
                source = _Source("OAPIF", objects_id(layer), objects_source(layer, addresses))
                _add_layer(objects, layer, language, source, shown=True)


def add_layers(
    parent: Element, branches: Iterable[Branch], addresses: Addresses, language: str
) -> None:
    for branch in branches:
        for layer in branch.pictures:
            add_picture(parent, layer, addresses, language)
        for layer in branch.objects:
            add_objects(parent, layer, addresses, language)


def add_group(parent: Element, name: str, *, shown: bool) -> Element:
    return add(
        parent, "layer-tree-group", name=name, checked=_ON if shown else _OFF,
        expanded="1" if shown else "0",
    )  # fmt: skip


def _begun_with(branches: Sequence[Branch]) -> set[str]:
    """The pictures that the portal begins with; of themes that have none the very first one.

    Who adds a theme and sees nothing takes it for broken.
    """
    themes = [each for each in branches if each.id != "base"]
    begun = {layer.id for each in branches for layer in each.pictures if layer.visible}
    if themes and not begun & {layer.id for each in themes for layer in each.pictures}:
        begun.add(themes[0].pictures[0].id)
    return begun


def _add_layer(
    group: Element, layer: LayerDef, language: str, source: _Source, *, shown: bool
) -> None:
    """Objects are switched off by their group."""
    add(
        group,
        "layer-tree-layer",
        id=source.id,
        name=layer.title.in_language(language),
        checked=_ON if shown else _OFF,
        expanded="0",
        providerKey=source.provider,
        source=source.address,
    )
