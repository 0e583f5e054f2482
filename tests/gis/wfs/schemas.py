"""The official schemas of GML 3.2.1, FES 2.0 and OWS 1.1, as pycsw carries them."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

_PYCSW = find_spec("pycsw")
assert _PYCSW and _PYCSW.origin, "pycsw is in the lock of the product"
_OGC = Path(_PYCSW.origin).parent / "core" / "schemas" / "ogc"
_GML = (_OGC / "gml" / "3.2.1" / "gml.xsd").as_uri()


@cache
def official(file: str) -> etree.XMLSchema:
    """`filter/2.0/filterAll.xsd`, `ows/1.1.0/owsAll.xsd`."""
    return etree.XMLSchema(etree.parse(str(_OGC / file)))


def application(content: bytes) -> etree.XMLSchema:
    """The schema that DescribeFeatureType gives, over the official one of GML on this disk."""
    root = etree.fromstring(content)
    (gml,) = root.findall("{http://www.w3.org/2001/XMLSchema}import")
    assert gml.get("schemaLocation") == "http://schemas.opengis.net/gml/3.2.1/gml.xsd"
    gml.set("schemaLocation", _GML)
    return etree.XMLSchema(root)


def alone(element: etree._Element) -> etree._Element:
    """The element as a document of its own."""
    return etree.fromstring(etree.tostring(element, with_tail=False))
