"""MapProxy's services over one catalogue, called in process."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import mapproxy.exception
from mapproxy.config import local_base_config
from mapproxy.request import Request
from mapproxy.service.base import Server
from mapproxy.service.wmts import WMTSRestServer

from layers import access
from layers.access import User
from layers.catalogue import Catalogue
from layers.crs import KROVAK
from layers.territory import Territory
from tiles import asker, staleness
from tiles.asker import Wish
from tiles.configuration import configuration

# What MapProxy refuses is the client's mistake; failures of ours come as other exceptions.
mapproxy.exception.XMLExceptionHandler.status_code = 400

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete HTTP answer."""

    status: str
    headers: Headers
    body: bytes

    @property
    def is_ok(self) -> bool:
        return self.status.startswith("200")


class Services:
    """WMS and WMTS of the catalogue's layers."""

    def __init__(self, catalogue: Catalogue) -> None:
        configured = configuration(catalogue)
        self._base_config = configured.base_config
        services = configured.configured_services()
        self._rest: Server = next(one for one in services if isinstance(one, WMTSRestServer))
        self._by_query: Server = next(one for one in services if "service" in one.names)

    def ask(
        self,
        environ: dict[str, Any],
        *,
        path: str,
        query: str,
        user: User,
        wish: Wish | None = None,
    ) -> Answer:
        """MapProxy's answer; with a query string by key and value, else by the path."""
        inner = environ | {"PATH_INFO": path, "QUERY_STRING": query}
        inner["mapproxy.authorize"] = _authorization(user)
        inner.pop("wsgi.file_wrapper", None)
        server = self._by_query if query else self._rest
        started: list[tuple[str, Headers]] = []
        base, rights = local_base_config(self._base_config), asker.asking(user, wish or Wish())
        with base, rights, staleness.watched() as stale:
            response = server.handle(Request(inner))
            parts = response(inner, lambda status, headers, *_: started.append((status, headers)))
            body = b"".join(parts)
        status, headers = started[0]
        told = {"vary", *(name.lower() for name, _ in stale)}
        return Answer(
            status, [pair for pair in headers if pair[0].lower() not in told] + stale, body
        )


def _authorization(user: User) -> Any:
    """MapProxy's question whether the user may see layers, put to `layers.access`."""

    def authorize(_service: str, layers: Sequence[str], **_: Any) -> dict[str, Any]:
        seen = {layer.id: layer.within for layer in access.allowed_layers(user, "see")}
        asked = {layer.id for layer in access.allowed_layers(user, "query")}
        return {
            "authorized": "partial",
            "layers": {
                name: {"map": True, "tile": True, "featureinfo": layer in asked}
                | _limit(seen.get(layer))
                for name in layers
                if (layer := name.partition(".")[0]) in seen or not name
            },
        }

    return authorize


def _limit(within: Territory | None) -> dict[str, Any]:
    """What MapProxy cuts pictures by, and beyond which it answers no questions."""
    return {"limited_to": {"geometry": within.shape, "srs": f"EPSG:{KROVAK}"}} if within else {}
