"""How found features are written: text, HTML, JSON, GML; every value escaped for its format."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from tiles.found import Found, shown

_GML = "http://www.opengis.net/gml"
_OWN = "urn:dmvs:layers"


def type_of(media_type: str) -> str:
    """MapProxy's name of the format."""
    if "json" in media_type:
        return "json"
    if "html" in media_type:
        return "html"
    return "xml" if "xml" in media_type or "gml" in media_type else "text"


def _shown(found: Found, values: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for field, value in zip(found.fields, values, strict=True):
        if value is not None:
            yield field.title_of(value).cs, shown(field, value)


def text(all_found: Sequence[Found]) -> str:
    lines = []
    for found in all_found:
        for _, values in found.rows:
            lines.append(found.layer.title.cs)
            lines += [f"  {title}: {value}" for title, value in _shown(found, values)]
    return "\n".join(lines) + "\n" if lines else "Nic nenalezeno.\n"


def html(all_found: Sequence[Found]) -> str:
    parts = []
    for found in all_found:
        for _, values in found.rows:
            rows = "".join(
                f'<tr><th scope="row">{escape(title)}</th><td>{escape(value)}</td></tr>'
                for title, value in _shown(found, values)
            )
            parts.append(f"<table><caption>{escape(found.layer.title.cs)}</caption>{rows}</table>")
    body = "".join(parts) or "<p>Nic nenalezeno.</p>"
    return (
        '<!DOCTYPE html><html lang="cs"><head><meta charset="utf-8">'
        f"<title>Informace o prvcích</title></head><body>{body}</body></html>"
    )


def geojson(all_found: Sequence[Found]) -> str:
    features = [
        {
            "type": "Feature",
            "id": f"{found.layer.id}.{fid}",
            "geometry": None,
            "properties": {"layer": found.layer.id} | dict(_plain(found, values)),
        }
        for found in all_found
        for fid, values in found.rows
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


def gml(all_found: Sequence[Found]) -> str:
    root = Element("gml:FeatureCollection", {"xmlns:gml": _GML, "xmlns:dmvs": _OWN})
    for found in all_found:
        for fid, values in found.rows:
            member = SubElement(root, "gml:featureMember")
            feature = SubElement(
                member, f"dmvs:{found.layer.id}", {"fid": f"{found.layer.id}.{fid}"}
            )
            for name, value in _plain(found, values):
                if value is not None:
                    SubElement(feature, f"dmvs:{name}").text = _in_xml(str(value))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _plain(found: Found, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Values for programs: as stored, codes in words."""
    for field, value in zip(found.fields, values, strict=True):
        plain = value.isoformat() if isinstance(value, date) else value
        yield field.name, field.words(value) or plain


def _in_xml(value: str) -> str:
    """Without the characters that XML 1.0 cannot carry at all."""
    return "".join(char for char in value if char >= " " or char in "\t\n\r")


RENDERERS: dict[str, Callable[[Sequence[Found]], str]] = {
    "text": text,
    "html": html,
    "json": geojson,
    "xml": gml,
}
