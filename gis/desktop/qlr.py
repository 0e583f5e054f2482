"""QLR: layers that are added to a project of one's own."""

from collections.abc import Sequence

from lxml import etree

from gis.desktop.element import add, document
from gis.desktop.offer import Addresses, Branch
from gis.desktop.qml import DOCTYPE
from gis.desktop.tree import add_branches, add_layers


def qlr(branches: Sequence[Branch], addresses: Addresses, language: str) -> bytes:
    root = etree.Element("qlr")
    tree = add(root, "layer-tree-group", name="", checked="Qt::Checked", expanded="1")
    add_branches(tree, branches, addresses, language)
    add_layers(add(root, "maplayers"), branches, addresses, language)
    return document(root, DOCTYPE.replace("qgis PUBLIC", "qgis-layer-definition PUBLIC"))
