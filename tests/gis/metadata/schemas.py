"""The official schema of ISO 19139 with services, as pycsw carries it."""

from functools import cache

from lxml import etree

from gis.metadata.pycsw_modules import SCHEMAS

_PARTS = {
    "http://www.isotc211.org/2005/gmd": "gmd/gmd.xsd",
    "http://www.isotc211.org/2005/srv": "srv/srv.xsd",
    "http://www.isotc211.org/2005/gmx": "gmx/gmx.xsd",
}


@cache
def iso_schema() -> etree.XMLSchema:
    folder = SCHEMAS / "ogc" / "iso" / "19139" / "20060504"
    imports = "".join(
        f'<import namespace="{namespace}" schemaLocation="{(folder / file).as_uri()}"/>'
        for namespace, file in _PARTS.items()
    )
    text = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{imports}</schema>'
    return etree.XMLSchema(etree.fromstring(text))
