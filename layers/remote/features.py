"""Objects of a WFS or OGC API Features: what they are like, and all of them page by page."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from layers import crs
from layers.models import RemoteLayer
from layers.remote import ask, gml
from layers.remote.errors import RemoteFailure
from layers.remote.fetch import Limits, fetch
from layers.remote.login import Login, opened
from layers.remote.offer import srid_of
from layers.remote.slug import slug

PAGE = 1_000
_SAMPLE = 50
_PAGE_LIMITS = Limits(seconds=60, size_bytes=100_000_000)
_SAMPLE_LIMITS = Limits(seconds=15, size_bytes=20_000_000)
_LONGEST_S = 1_800.0
_MOST_BYTES_OF_ALL = 2_000_000_000
_KINDS = {"Point": "point", "MultiPoint": "point", "LineString": "line", "MultiLineString": "line",
          "Polygon": "polygon", "MultiPolygon": "polygon"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """Features as they came; `matched` is how many there are of all, where the service says."""

    features: list[Any]
    srid: int
    matched: int | None
    next_url: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Sample:
    """What the objects are like: the kind of geometry, and fields as the catalogue has them."""

    geometry: str
    fields: list[dict[str, Any]]


def sample(kind: str, technical: Mapping[str, Any], login: Login | None = None) -> Sample:
    """What the first objects are like; raises `RemoteError`."""
    url = ask.features(kind, technical, first=0, count=_SAMPLE)
    page = _page(url, technical, _SAMPLE_LIMITS, login)
    kinds = {_KINDS.get(_geometry_type(one)) for one in page.features} - {None}
    if len(kinds) != 1:
        raise RemoteFailure(
            "Vrstva nemá objekty s geometrií." if not kinds else
            "Vrstva má geometrie různých druhů, do jedné vrstvy ji nelze převzít."
        )  # fmt: skip
    values: dict[str, list[Any]] = {}
    for one in page.features:
        for name, value in _properties(one).items():
            values.setdefault(name, []).append(value)
    return Sample(str(kinds.pop()), [_field(name, found) for name, found in values.items()])


def pages(layer: RemoteLayer) -> Iterator[Page]:
    """All objects; raises `RemoteFailure` when the service does not give all, or too much."""
    kind, technical = layer.service.kind, layer.technical
    login = opened(layer.service.sealed_login)
    url = ask.features(kind, technical, first=0, count=PAGE)
    deadline = time.monotonic() + _LONGEST_S
    done, size, before = 0, 0, None
    while True:
        page = _page(url, technical, _PAGE_LIMITS, login)
        done, size = done + len(page.features), size + page.size_bytes
        if page.features and page.features == before:
            raise RemoteFailure("Služba vrací stále tutéž stránku objektů.")
        if size > _MOST_BYTES_OF_ALL or time.monotonic() > deadline:
            raise RemoteFailure("Objektů je více, než lze jednou převzít.")
        yield page
        url, before = _following(kind, technical, page, done), page.features
        if not url:
            break
    if page.matched is not None and page.matched != done:
        raise RemoteFailure(f"Služba ohlásila {page.matched} objektů a vydala jich {done}.")


def _following(kind: str, technical: Mapping[str, Any], page: Page, done: int) -> str:
    """Where the next page is, or nothing. Who ignores the size of a page gave everything."""
    if page.next_url:
        return page.next_url
    is_over = page.matched is not None and done >= page.matched
    if kind == "features" or is_over or len(page.features) != PAGE:
        return ""
    return ask.features(kind, technical, first=done, count=PAGE)


def _page(url: str, technical: Mapping[str, Any], limits: Limits, login: Login | None) -> Page:
    answer = fetch(url, limits, login)
    if "gml" in str(technical.get("format", "")).lower():
        found, count = gml.page(answer.body)
        return Page(found, int(technical["srid"]), count, "", len(answer.body))
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError) as exc:
        raise RemoteFailure("Místo objektů v GeoJSON přišlo něco jiného.") from exc
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise RemoteFailure("Místo objektů v GeoJSON přišlo něco jiného.")
    matched = content.get("numberMatched", content.get("totalFeatures"))
    return Page(
        features,
        _srid(content, technical),
        matched if isinstance(matched, int) else None,
        _next(content, answer.url),
        len(answer.body),
    )


def _srid(content: dict[str, Any], technical: Mapping[str, Any]) -> int:
    """The system told by the answer itself, or the one that was asked for."""
    try:
        told = str(content["crs"]["properties"]["name"])
    except (KeyError, TypeError):
        return int(technical["srid"])
    srid = srid_of(told)
    if srid not in crs.SUPPORTED:
        raise RemoteFailure(f"Objekty jsou v nepodporovaném systému {told[:80]}.")
    return srid


def _next(content: dict[str, Any], url: str) -> str:
    links = content.get("links")
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict) and link.get("rel") == "next":
            return urljoin(url, str(link.get("href", "")))
    return ""


def renamed(feature: Any) -> dict[str, Any]:
    """The feature with names of properties as the catalogue takes them, its id among them."""
    properties = {slug(name): value for name, value in _properties(feature).items()}
    if isinstance(feature, dict) and isinstance(feature.get("id"), str | int):
        properties["id"] = feature["id"]
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _properties(feature: Any) -> dict[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _geometry_type(feature: Any) -> str:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    return str(geometry.get("type")) if isinstance(geometry, dict) else ""


def _field(name: str, values: list[Any]) -> dict[str, Any]:
    return {"name": slug(name), "type": _type(values), "title": {"cs": name, "en": name}}


def _type(values: list[Any]) -> str:
    known = [value for value in values if value is not None]
    if any(isinstance(value, list | dict) for value in known):
        return "json"
    if known and all(isinstance(value, bool) for value in known):
        return "boolean"
    return "string"
