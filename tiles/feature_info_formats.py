"""How found features are written: text, HTML, JSON, GML; every value escaped for its format."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from layers import crs
from tiles.element import in_xml
from tiles.found import Found, shown

_GML = "http://www.opengis.net/gml"
_OWN = "urn:dmvs:layers"
register_namespace("gml", _GML)
register_namespace("dmvs", _OWN)


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, in which system its geometries are, and the day asked about."""

    found: Sequence[Found]
    srid: int = crs.WGS84
    day: date | None = None


def _as_of(day: date) -> str:
    return f"Stav ke dni {day.day}. {day.month}. {day.year}."


def text(answer: Answer) -> str:
    lines = [_as_of(answer.day)] if answer.day else []
    for found in answer.found:
        for _, values in found.rows:
            lines.append(found.layer.title.cs)
            lines += [f"  {title}: {value}" for title, value in _shown(found, values)]
    if not any(found.rows for found in answer.found):
        lines.append("Nic nenalezeno.")
    return "\n".join(lines) + "\n"


def html(answer: Answer) -> str:
    parts = []
    for found in answer.found:
        for _, values in found.rows:
            rows = "".join(
                f'<tr><th scope="row">{escape(title)}</th><td>{escape(value)}</td></tr>'
                for title, value in _shown(found, values)
            )
            parts.append(f"<table><caption>{escape(found.layer.title.cs)}</caption>{rows}</table>")
    body = "".join(parts) or "<p>Nic nenalezeno.</p>"
    if answer.day:
        body = f"<p>{_as_of(answer.day)}</p>{body}"
    return (
        '<!DOCTYPE html><html lang="cs"><head><meta charset="utf-8"/>'
        f"<title>Informace o prvcích</title></head><body>{body}</body></html>"
    )


def geojson(answer: Answer) -> str:
    features = [
        {
            "type": "Feature",
            "id": f"{found.layer.id}.{fid}",
            "geometry": json.loads(shape) if shape else None,
            "properties": {"layer": found.layer.id} | dict(_plain(found, values)),
        }
        for found in answer.found
        for fid, values, shape in found.features
    ]
    document: dict[str, Any] = {"type": "FeatureCollection", "crs": _named(answer.srid)}
    if answer.day:
        document["time"] = answer.day.isoformat()
    return json.dumps(document | {"features": features}, ensure_ascii=False)


def _named(srid: int) -> dict[str, Any]:
    """The system, x east and y north; clients without it take that of their map."""
    code = "OGC:1.3:CRS84" if srid == crs.WGS84 else f"EPSG::{srid}"
    return {"type": "name", "properties": {"name": f"urn:ogc:def:crs:{code}"}}


def gml(answer: Answer) -> str:
    root = Element(f"{{{_GML}}}FeatureCollection")
    for found in answer.found:
        for fid, values, shape in found.features:
            member = SubElement(root, f"{{{_GML}}}featureMember")
            feature = SubElement(
                member, f"{{{_OWN}}}{found.layer.id}", {"fid": f"{found.layer.id}.{fid}"}
            )
            if shape:
                geometry = SubElement(feature, f"{{{_OWN}}}geometry")
                of_postgis = f'<g xmlns:gml="{_GML}">{shape}</g>'
                geometry.extend(fromstring(of_postgis))  # noqa: S314  no client wrote it
            for name, value in _plain(found, values):
                if value is not None:
                    SubElement(feature, f"{{{_OWN}}}{name}").text = in_xml(str(value))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _plain(found: Found, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Values for programs: as stored, codes in words."""
    for field, value in zip(found.fields, values, strict=True):
        plain = value.isoformat() if isinstance(value, date) else value
        yield field.name, field.words(value) or plain


RENDERERS: dict[str, Callable[[Answer], str]] = {
    "text": text,
    "html": html,
    "json": geojson,
    "xml": gml,
}
