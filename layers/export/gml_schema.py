"""The application schema of layers in GML 3.2: their types, as XML Schema."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import quoteattr

from layers.catalogue import Field, LayerDef

NAMESPACE = "urn:dmvs:features"
PREFIX = "dmvs"
GML = "http://www.opengis.net/gml/3.2"
_TYPES = {
    "string": "xsd:string",
    "json": "xsd:string",
    "integer": "xsd:long",
    "number": "xsd:double",
    "boolean": "xsd:boolean",
    "date": "xsd:date",
}


def schema(layers: Iterable[tuple[LayerDef, tuple[Field, ...]]]) -> str:
    """The schema of the layers, each with the fields that are shown of it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:gml="{GML}" '
        f'xmlns:{PREFIX}="{NAMESPACE}" targetNamespace="{NAMESPACE}" '
        'elementFormDefault="qualified" version="1.0">\n'
        f'<xsd:import namespace="{GML}" '
        'schemaLocation="http://schemas.opengis.net/gml/3.2.1/gml.xsd"/>\n'
        f"{''.join(line for layer, fields in layers for line in _layer(layer, fields))}"
        "</xsd:schema>\n"
    )


def _layer(layer: LayerDef, fields: tuple[Field, ...]) -> Iterator[str]:
    yield (
        f'<xsd:element name="{layer.id}" type="{PREFIX}:{layer.id}Type" '
        'substitutionGroup="gml:AbstractFeature"/>\n'
        f'<xsd:complexType name="{layer.id}Type"><xsd:complexContent>'
        '<xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>\n'
    )
    if layer.geometry != "none":
        yield _element("geometry", "gml:GeometryPropertyType")
    for field in fields:
        yield _element(field.name, _TYPES[field.type])
    yield _element("geometry_kind", "xsd:string")
    yield "</xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>\n"


def _element(name: str, kind: str) -> str:
    return f'<xsd:element name={quoteattr(name)} type="{kind}" minOccurs="0"/>\n'
