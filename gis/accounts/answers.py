"""What is answered to bad credentials, and the headers of what is answered to good ones."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from gis.accounts.errors import Refused

Headers = list[tuple[str, str]]

_RETRY_AFTER_S = 60
_PERSONAL = {"Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer of any WSGI application."""

    status: HTTPStatus
    headers: Headers
    body: bytes

    @property
    def line(self) -> str:
        return f"{self.status.value} {self.status.phrase}"

    def response(self) -> HttpResponse:
        """The same for Django."""
        return HttpResponse(self.body, status=self.status, headers=dict(self.headers))


def refusal(error: Refused, environ: dict[str, Any]) -> Refusal:
    """`problem+json` in the client's language, also on /ows: it is about HTTP, not about maps."""
    english = environ.get("HTTP_ACCEPT_LANGUAGE", "").lower().startswith("en")
    document = {
        "type": "about:blank",
        "title": error.status.phrase,
        "status": error.status.value,
        "detail": error.detail.in_language("en" if english else "cs"),
    }
    headers = [
        ("Content-Type", "application/problem+json"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Access-Control-Allow-Origin", "*"),
        *_PERSONAL.items(),
    ]
    if error.challenge:
        headers.append(("WWW-Authenticate", error.challenge))
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        headers.append(("Retry-After", str(_RETRY_AFTER_S)))
    return Refusal(error.status, headers, json.dumps(document, ensure_ascii=False).encode())


def made_private(headers: Iterable[tuple[str, str]]) -> Headers:
    """The headers of an answer that is for one user: no shared cache keeps it, no link tells of it.

    It is asked about each time, so that a right taken away acts at once.
    """
    found = {name.lower(): (name, value) for name, value in headers}
    if "no-store" not in found.get("cache-control", ("", ""))[1]:
        found["cache-control"] = ("Cache-Control", "private, no-cache")
    vary = found.get("vary", ("Vary", ""))[1]
    if "authorization" not in vary.lower():
        found["vary"] = ("Vary", f"{vary}, Authorization" if vary else "Authorization")
    found |= {name.lower(): (name, value) for name, value in _PERSONAL.items()}
    return list(found.values())
