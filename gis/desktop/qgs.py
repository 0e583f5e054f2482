"""QGS: a project in S-JTSK that opens where it is about."""

from collections.abc import Sequence

from lxml import etree

from gis.api.data_state import Bounds
from gis.desktop.element import Element, add, document
from gis.desktop.map_layer import add_system
from gis.desktop.offer import Addresses, Branch
from gis.desktop.qml import DOCTYPE, VERSION
from gis.desktop.tree import add_branches, add_layers
from layers.crs import KROVAK

_MARGIN = 0.05


def qgs(
    title: str, branches: Sequence[Branch], addresses: Addresses, language: str, bounds: Bounds
) -> bytes:
    """`bounds` are E min, N min, E max, N max in EPSG:5514."""
    root = etree.Element("qgis", version=VERSION, projectname=title)
    add(root, "title", title)
    add_system(add(root, "projectCrs"), KROVAK)
    tree = add(root, "layer-tree-group")
    add_branches(tree, branches, addresses, language)
    _add_canvas(root, bounds)
    add_layers(add(root, "projectlayers"), branches, addresses, language)
    _add_properties(root)
    view = add(root, "ProjectViewSettings", UseProjectScales="0")
    extent = add(view, "DefaultViewExtent", **_sides(bounds))
    add_system(extent, KROVAK)
    return document(root, DOCTYPE)


def _add_canvas(root: Element, bounds: Bounds) -> None:
    canvas = add(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    add(canvas, "units", "meters")
    extent = add(canvas, "extent")
    for name, value in _sides(bounds).items():
        add(extent, name, value)
    add(canvas, "rotation", "0")
    add_system(add(canvas, "destinationsrs"), KROVAK)


def _add_properties(root: Element) -> None:
    """Areas and lengths are measured in the plane, as offices compare them with the register."""
    properties = add(root, "properties")
    systems = add(properties, "SpatialRefSys")
    add(systems, "ProjectionsEnabled", "1", type="int")  # without it no system of a project is read
    measure = add(properties, "Measure")
    add(measure, "Ellipsoid", "NONE", type="QString")
    measurement = add(properties, "Measurement")
    add(measurement, "AreaUnits", "m2", type="QString")
    add(measurement, "DistanceUnits", "meters", type="QString")


def _sides(bounds: Bounds) -> dict[str, str]:
    west, south, east, north = bounds
    margin = _MARGIN * max(east - west, north - south)
    sides = (west - margin, south - margin, east + margin, north + margin)
    return {
        name: f"{value:.2f}"
        for name, value in zip(("xmin", "ymin", "xmax", "ymax"), sides, strict=True)
    }
