"""A page of a WFS in GML as features of GeoJSON; geometry in EPSG:5514 as JVF has it."""

import json
from collections.abc import Iterator
from typing import Any

import shapely
from lxml import etree
from lxml.etree import _Element

from layers.importers.bad_value import BadValue
from layers.importers.jvf.geometry import shapes
from layers.importers.vfr.values import local_name
from layers.remote.document import plain_xml
from layers.remote.errors import RemoteFailure

_ONE, _MANY = {"member", "featureMember"}, {"featureMembers"}
_ID = "{http://www.opengis.net/gml/3.2}id"
_OLD_ID = "{http://www.opengis.net/gml}id"


def page(body: bytes) -> tuple[list[dict[str, Any]], int | None]:
    """The features, and how many there are of all where the service says; `RemoteFailure`.

    A feature whose geometry is wrong has none: the gate then puts it into quarantine.
    """
    root = etree.fromstring(plain_xml(body))
    if local_name(root.tag) != "FeatureCollection":
        raise RemoteFailure("Místo objektů v GML přišlo něco jiného.")
    told = str(root.get("numberMatched") or "")
    matched = int(told) if told.isascii() and told.isdigit() else None
    return [_feature(each) for each in _members(root)], matched


def _members(root: _Element) -> Iterator[_Element]:
    for child in _elements(root):
        name = local_name(child.tag)
        if name in _ONE:
            yield from list(_elements(child))[:1]
        elif name in _MANY:
            yield from _elements(child)


def _elements(parent: _Element) -> Iterator[_Element]:
    return (child for child in parent if isinstance(child.tag, str))


def _feature(element: _Element) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    geometry: dict[str, Any] | None = None
    for child in _elements(element):
        if local_name(child.tag) == "boundedBy":
            continue
        if len(child) == 0:
            properties[local_name(child.tag)] = (child.text or "").strip() or None
        elif not geometry and (found := _geometry(child)):
            geometry = found
        else:
            properties |= _leaves(child)
    return {
        "type": "Feature",
        "id": element.get(_ID) or element.get(_OLD_ID) or element.get("fid"),
        "geometry": geometry,
        "properties": properties,
    }


def _geometry(wrapper: _Element) -> dict[str, Any] | None:
    try:
        found = shapes(wrapper)
    except BadValue:
        return None
    if not found:
        return None
    content: dict[str, Any] = json.loads(shapely.to_geojson(shapely.from_wkb(found[0].flat())))
    return content


def _leaves(element: _Element) -> dict[str, str]:
    """Simple values however deep, by their own names; the first of a name counts."""
    found: dict[str, str] = {}
    for leaf in element.iter("{*}*"):
        if len(leaf) == 0 and leaf.text and leaf.text.strip():
            found.setdefault(local_name(leaf.tag), leaf.text.strip()[:2_000])
    return found
