"""Who is told how each request for a map was answered."""

import re
from dataclasses import dataclass
from typing import Any, Protocol

_REQUEST = re.compile(r"(?:^|&)request=([a-z]{1,24})(?:&|$)", re.ASCII | re.IGNORECASE)
_SERVICE = re.compile(r"/ows(?:/[a-z][a-z0-9_]{0,62})?/(wms|wmts)", re.ASCII)
_REQUESTS = {
    "wms": {"getcapabilities", "getmap", "getfeatureinfo", "getlegendgraphic"},
    "wmts": {"getcapabilities", "gettile", "getfeatureinfo"},
}


class Observer(Protocol):
    """Counts what is answered.

    `hits` is a plain number: all else would cost a cached tile more than its answer may.
    """

    hits: int

    def answered(self, route: str, status: int, seconds: float) -> None: ...


@dataclass
class Unobserved:
    """For whoever does not watch."""

    hits: int = 0

    def answered(self, route: str, status: int, seconds: float) -> None:
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
