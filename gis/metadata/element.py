"""Elements of ISO 19139 as its rules have them: each property holds a typed value."""

from lxml import etree

Element = etree._Element

NAMESPACES = {
    "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco",
    "gmx": "http://www.isotc211.org/2005/gmx",
    "srv": "http://www.isotc211.org/2005/srv",
    "gml": "http://www.opengis.net/gml",
    "xlink": "http://www.w3.org/1999/xlink",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def name(prefixed: str) -> str:
    """`gmd:title` as lxml has it."""
    prefix, _, local = prefixed.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A child; attributes are named as Python allows, `xlink_href` for `xlink:href`."""
    child = etree.SubElement(parent, name(tag))
    child.text = text
    for key, value in attributes.items():
        child.set(name(key.replace("_", ":")), value)
    return child


def add_text(parent: Element, tag: str, text: str) -> Element:
    """A property with a text."""
    held = add(parent, tag)
    add(held, "gco:CharacterString", text)
    return held


def add_anchor(parent: Element, tag: str, text: str, href: str) -> None:
    """A property with a text that is defined at an address."""
    add(add(parent, tag), "gmx:Anchor", text, xlink_href=href)


def add_both(parent: Element, tag: str, czech: str, english: str) -> None:
    """A property with a text in Czech and its English translation."""
    held = add_text(parent, tag, czech)
    held.set(name("xsi:type"), "gmd:PT_FreeText_PropertyType")
    group = add(add(held, "gmd:PT_FreeText"), "gmd:textGroup")
    add(group, "gmd:LocalisedCharacterString", english, locale="#locale-eng")


def add_code(parent: Element, tag: str, code_list: str, value: str, *, lists: str) -> None:
    """A property with a value of a code list of ISO, which is at `lists`."""
    code = add(add(parent, tag), f"gmd:{code_list}", value)
    code.set("codeList", f"{lists}#{code_list}")
    code.set("codeListValue", value)
