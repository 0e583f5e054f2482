"""The way in for requests that say whose they are: before maps and Django, by WSGI.

`/ows/u/<token>/wms` becomes `/ows/wms` and `/u/<token>/api/…` becomes `/api/…`; the secret leaves
the path, so that no log of what follows can have it, and stays in the environment for links.
"""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.db import Error as DatabaseError

from gis.accounts.answers import Headers, Refusal, made_private, refusal
from gis.accounts.errors import BadAddress, Refused
from gis.accounts.identity import Environ, has_credential, who
from gis.accounts.models import SHAPE
from layers.catalogue import Text
from layers.request_keys import PERSONAL_ADDRESS

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_MAPS = re.compile(rf"/ows/u/({SHAPE})(/.*)", re.ASCII | re.DOTALL)
_DATA = re.compile(rf"/u/({SHAPE})(/(?:api|csw|atom|desktop)(?:/.*)?)", re.ASCII | re.DOTALL)
_PREFIXES = ("/ows/u/", "/u/")


def without_address(environ: Environ) -> Environ | None:
    """The environment as services know it; None when what is called an address is none."""
    path = environ["PATH_INFO"]
    if not path.startswith(_PREFIXES):
        return environ
    if match := _MAPS.fullmatch(path):
        token, rest = match[1], f"/ows{match[2]}"
    elif match := _DATA.fullmatch(path):
        token, rest = match.groups()
    else:
        return None
    kept = {key: value for key, value in environ.items() if key != "HTTP_COOKIE"}
    return kept | {"PATH_INFO": rest, PERSONAL_ADDRESS: f"/u/{token}"}


class Entrance:
    """Lets requests to the maps in once their credential holds, and keeps the answers private."""

    def __init__(self, maps: Application) -> None:
        self._maps = maps

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not has_credential(environ):
            return self._maps(environ, start_response)
        try:
            who(environ)
        except Refused as exc:
            return answered(refusal(exc, environ), start_response)
        except DatabaseError:
            return answered(_UNAVAILABLE, start_response)

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            return start_response(status, made_private(headers), *rest)

        return self._maps(environ, start)


def unknown_address(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """The answer to what only looks like a personal address."""
    error = BadAddress(
        Text("Tato osobní adresa není úplná.", "This personal address is not complete.")
    )
    return answered(refusal(error, environ), start_response)


def answered(made: Refusal, start_response: StartResponse) -> Iterable[bytes]:
    start_response(made.line, [*made.headers, ("Content-Length", str(len(made.body)))])
    return [made.body]


_UNAVAILABLE = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    [("Content-Type", "text/plain"), ("Cache-Control", "no-store"), ("Retry-After", "5")],
    b"The database is not available.\n",
)
