"""Elements of XML without prefixes, as the files of QGIS have them."""

from lxml import etree

Element = etree._Element


def add(parent: Element, tag: str, text: str = "", **attributes: str | float) -> Element:
    """A child; `class_` is the attribute `class`."""
    child = etree.SubElement(parent, tag)
    child.text = text or None
    for name, value in attributes.items():
        child.set(name.rstrip("_").replace("__", "-"), told(value))
    return child


def told(value: str | float) -> str:
    """A number without a tail of zeros."""
    return value if isinstance(value, str) else f"{value:.4f}".rstrip("0").rstrip(".")


def document(root: Element, doctype: str = "") -> bytes:
    """The file; QGIS tells projects and styles by their document type."""
    content = etree.tostring(root, encoding="unicode", pretty_print=True)
    head = "<?xml version='1.0' encoding='utf-8'?>"
    return "\n".join(part for part in (head, doctype, content) if part).encode()
