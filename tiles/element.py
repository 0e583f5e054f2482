"""How documents are put together: elements by their prefixed names, texts that XML can carry."""

from xml.etree.ElementTree import Element, SubElement, tostring

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def add(above: Element, tag: str, text: str = "", /, **attributes: str) -> Element:
    """A new last child; of attributes, `xlink_href` is `xlink:href`."""
    named = {key.replace("_", ":", 1): in_xml(value) for key, value in attributes.items()}
    made = SubElement(above, tag, named)
    if text:
        made.text = in_xml(text)
    return made


def in_xml(text: str) -> str:
    """Without the characters that XML 1.0 cannot carry at all."""
    return "".join(char for char in text if char >= " " or char in "\t\n\r")


def written(root: Element, *, doctype: str = "") -> bytes:
    return (_HEAD + doctype + tostring(root, encoding="unicode")).encode()
