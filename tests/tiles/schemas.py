"""The official schemas, as MapProxy's package carries them; nothing is asked of the network."""

from functools import cache
from pathlib import Path

import mapproxy
from lxml import etree

_FOLDER = Path(mapproxy.__file__).parent / "test" / "schemas"
_WRAPPER = """<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="http://inspire.ec.europa.eu/schemas/inspire_vs/1.0"
    schemaLocation="{folder}/inspire/inspire_vs/1.0/inspire_vs.xsd"/>
  <import namespace="http://www.opengis.net/sld"
    schemaLocation="{folder}/sld/1.1.0/sld_capabilities.xsd"/>
</schema>"""


class _OwnCopies(etree.Resolver):
    """The one schema that is imported by its address comes from the package as well."""

    def resolve(self, url: str, pubid: str, context: object) -> object:
        if url.startswith("http") and url.endswith("/xml.xsd"):
            return self.resolve_filename(str(_FOLDER / "xml.xsd"), context)
        return None


def _parser() -> etree.XMLParser:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_OwnCopies())
    return parser


@cache
def wms_schema() -> etree.XMLSchema:
    """WMS 1.3.0 with SLD's legends and INSPIRE's view services."""
    content = _WRAPPER.format(folder=_FOLDER.as_uri())
    return etree.XMLSchema(etree.fromstring(content, _parser()))


@cache
def schema(path: str) -> etree.XMLSchema:
    """That of a file below the package's folder."""
    return etree.XMLSchema(etree.parse(str(_FOLDER / path), _parser()))


def dtd(path: str) -> etree.DTD:
    return etree.DTD(str(_FOLDER / path))
