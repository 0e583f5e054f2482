"""Whose rights a request has: by session, HTTP Basic, bearer token or personal address.

`who` is on the path of each map request. Without a credential it looks at three keys and knows
that the request is the public's; no table is asked.
"""

from http.cookies import CookieError
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import User as DjangoUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection
from django.http import HttpRequest, parse_cookie

from gis.accounts.bearer import by_bearer, by_personal_address
from gis.accounts.errors import BadPassword
from gis.accounts.password import by_password
from gis.rights.viewing import viewing
from gis.usage.municipality import municipality_of
from layers.access import PUBLIC, User
from layers.catalogue import Text
from layers.request_keys import MUNICIPALITY, PERSONAL_ADDRESS, USER

Environ = dict[str, Any]

_SESSION = f"{settings.SESSION_COOKIE_NAME}="


def who(environ: Environ) -> User:
    """The user of the request, or `PUBLIC`.

    Raises `Refused` for a credential that does not hold: nobody is taken for the public in
    silence. A session that has ended is none; one that looks with the eyes of another has his.
    """
    if USER in environ:
        known: User = environ[USER]
        return known
    if PERSONAL_ADDRESS not in environ and "HTTP_AUTHORIZATION" not in environ:
        cookie = environ.get("HTTP_COOKIE")
        if cookie is None or _SESSION not in cookie:
            return PUBLIC
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()  # nothing of Django does so before a map
    found = environ[USER] = _found(environ)
    if isinstance(found, DjangoUser):
        environ[MUNICIPALITY] = municipality_of(found)
    return found


def has_credential(environ: Environ) -> bool:
    """Whether the request says itself whose it is, other than by a session of the browser."""
    return PERSONAL_ADDRESS in environ or "HTTP_AUTHORIZATION" in environ


def _found(environ: Environ) -> User:
    request = WSGIRequest(environ)
    request.method = "POST"  # each is an attempt to sign in; allauth does not count those by GET
    if PERSONAL_ADDRESS in environ:
        return by_personal_address(request, environ[PERSONAL_ADDRESS].removeprefix("/u/"))
    if "HTTP_AUTHORIZATION" in environ:
        return _by_header(request, environ["HTTP_AUTHORIZATION"])
    return _by_session(request, environ["HTTP_COOKIE"])


def _by_header(request: HttpRequest, header: str) -> User:
    scheme, _, value = header.partition(" ")
    match scheme.lower():
        case "basic":
            return by_password(request, value.strip())
        case "bearer":
            return by_bearer(request, value.strip())
    raise BadPassword(
        Text(
            "Přihlásit se lze jménem a heslem (Basic) nebo tokenem (Bearer).",
            "Sign in by name and password (Basic) or by a token (Bearer).",
        )
    )


def _by_session(request: WSGIRequest, cookies: str) -> User:
    try:
        key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return PUBLIC
    if not key:
        return PUBLIC
    request.session = SessionStore(key)
    user = get_user(request)
    if not user.is_authenticated:
        return PUBLIC
    looking = viewing(request.session, user)
    return looking.viewer if looking else user
