"""Elements of feeds and of OpenSearch."""

from lxml import etree

Element = etree._Element

NAMESPACES: dict[str | None, str] = {
    None: "http://www.w3.org/2005/Atom",
    "georss": "http://www.georss.org/georss",
    "inspire_dls": "http://inspire.ec.europa.eu/schemas/inspire_dls/1.0",
}
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"


def root(tag: str, language: str) -> Element:
    """A document of Atom in a language."""
    made = etree.Element(f"{{{NAMESPACES[None]}}}{tag}", nsmap=NAMESPACES)  # type: ignore[arg-type]
    made.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    return made


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A child; `georss:polygon` has its prefix, all of Atom has none."""
    prefix, _, local = tag.rpartition(":")
    child = etree.SubElement(parent, f"{{{NAMESPACES[prefix or None]}}}{local}")
    child.text = text or None
    for name, value in attributes.items():
        child.set(name, value)
    return child


def content(document: Element) -> bytes:
    return etree.tostring(document, xml_declaration=True, encoding="utf-8")
