"""Who is told how each request for a map was answered."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import unquote

_REQUEST = re.compile(r"(?:^|&)request=([a-z]{1,24})(?:&|$)", re.ASCII | re.IGNORECASE)
_SERVICE = re.compile(r"/ows(?:/[a-z][a-z0-9_]{0,62})?/(wms|wmts)", re.ASCII)
_LAYERS = re.compile(r"(?:^|&)layers?=([^&]{1,4000})", re.IGNORECASE)
_REQUESTS = {
    "wms": {"getcapabilities", "getmap", "getfeatureinfo", "getlegendgraphic"},
    "wmts": {"getcapabilities", "gettile", "getfeatureinfo"},
}


class Observer(Protocol):
    """Counts what is answered.

    `tiles` are plain numbers of cached tiles by layer and municipality (0: none): all else would
    cost a cached tile more than its answer may.
    """

    tiles: defaultdict[tuple[str, int], int]

    def answered(self, route: str, status: int, seconds: float) -> None: ...

    def used(self, layers: Iterable[str], service: str, environ: dict[str, Any]) -> None: ...


@dataclass
class Unobserved:
    """For whoever does not watch."""

    tiles: defaultdict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def answered(self, route: str, status: int, seconds: float) -> None:
        pass

    def used(self, layers: Iterable[str], service: str, environ: dict[str, Any]) -> None:
        pass


def route_of(environ: dict[str, Any]) -> str:
    """What kind of request it is, one of a few words whatever the client has sent."""
    path = str(environ["PATH_INFO"])
    if match := _SERVICE.fullmatch(path):
        service = match[1]
        asked = _REQUEST.search(environ.get("QUERY_STRING", ""))
        request = asked[1].lower() if asked else ""
        known = request in _REQUESTS[service]
        if (service, request) == ("wmts", "gettile"):
            return "tile:miss"
        return f"{service}:{request if known else 'other'}"
    if path.endswith("/WMTSCapabilities.xml"):
        return "wmts:getcapabilities"
    if not path.startswith("/ows/wmts/"):
        return "ows:other"
    return "tile:miss" if path.endswith(".png") else "wmts:getfeatureinfo"


def layers_of(environ: dict[str, Any]) -> list[str]:
    """The names of layers that the request asks for, as the client wrote them."""
    path = str(environ["PATH_INFO"])
    if path.startswith("/ows/wmts/"):
        return [path.split("/")[3]]
    asked = _LAYERS.search(environ.get("QUERY_STRING", ""))
    return unquote(asked[1]).split(",") if asked else []
