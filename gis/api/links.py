"""Links between the API's documents, absolute, from the address the server is known by."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.http import HttpRequest

from gis.address import home

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
PDF = "application/pdf"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
MVT = "application/vnd.mapbox-vector-tile"


@dataclass(frozen=True, slots=True)
class Link:
    """As the standard has it."""

    rel: str
    href: str
    type: str
    title: str = ""
    templated: bool = False

    def document(self) -> dict[str, object]:
        parts = {"rel": self.rel, "href": self.href, "type": self.type, "title": self.title}
        found: dict[str, object] = {name: value for name, value in parts.items() if value}
        return found | ({"templated": True} if self.templated else {})


def address(request: HttpRequest, path: str, **query: str) -> str:
    """The absolute address of a path below /api; under a personal address one of those."""
    found = home(request).at(f"/api{quote(path, safe='/{}')}")
    return found + (f"?{urlencode(query)}" if query else "")


def same_address(request: HttpRequest, **changes: str | None) -> str:
    """The address asked for, with parameters set or (None) taken away."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    path = request.path.removeprefix("/api")
    return address(request, path) + (f"?{query.urlencode()}" if query else "")


def self_and_alternate(request: HttpRequest, *, kind: str, html: bool) -> list[Link]:
    """The document itself and its other form; `kind` is the media type that is not HTML."""
    return [
        Link("self", same_address(request), HTML if html else kind),
        Link("alternate", same_address(request, f="json"), kind)
        if html
        else Link("alternate", same_address(request, f="html"), HTML),
    ]
