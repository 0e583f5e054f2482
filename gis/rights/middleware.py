"""With whose eyes a request to Django sees: the rights of its user, and the banner on pages."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse

from gis.accounts.identity import has_credential
from gis.accounts.middleware import SERVICES
from gis.rights.viewing import Viewing, is_viewing, viewing

SHOWS_DATA = (*SERVICES, "/quality", "/conflicts/")
"""Where the eyes of another are looked with; to change things one is always oneself."""


class ViewingMiddleware:
    """Puts who is looked as in the place of the user, where data are shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(SHOWS_DATA) and (found := _viewing(request)):
            request.viewing = found  # type: ignore[attr-defined]
            request.user = found.viewer  # type: ignore[assignment]
        return self.get_response(request)


def viewing_title(request: HttpRequest) -> str:
    """As whom is looked; empty with one's own eyes."""
    found: Viewing | None = getattr(request, "viewing", None) or _viewing(request)
    return found.title if found else ""


def in_pages(request: HttpRequest) -> dict[str, Any]:
    """As whom is looked, for the banner of all pages."""
    return {"viewing_as": viewing_title(request)}


def name_of(request: HttpRequest) -> str:
    """The user name of who sits there, whatever eyes he looks with; empty for the public."""
    user = get_user(request) if hasattr(request, "viewing") else request.user
    return user.get_username() if isinstance(user, AbstractBaseUser) else ""


def _viewing(request: HttpRequest) -> Viewing | None:
    if has_credential(request.META) or not hasattr(request, "session"):
        return None
    return viewing(request.session, request.user) if is_viewing(request.session) else None
