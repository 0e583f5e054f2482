"""Whose a request to Django is, and what staff must have to enter."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gis.accounts.answers import made_private, refusal
from gis.accounts.errors import Refused
from gis.accounts.identity import has_credential, who
from gis.accounts.words import words

GetResponse = Callable[[HttpRequest], HttpResponse]

SERVICES = ("/api/", "/ows/", "/csw", "/atom/", "/desktop/")
"""Where credentials of desktop clients are taken; pages for people know sessions only."""


class IdentityMiddleware:
    """Sets the user of requests to the services that carry a credential of their own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (has_credential(request.META) and request.path.startswith(SERVICES)):
            return self.get_response(request)
        try:
            request.user = who(request.META)  # type: ignore[assignment]
        except Refused as exc:
            return refusal(exc, request.META).response()
        response = self.get_response(request)
        for name, value in made_private(response.headers.items()):
            response.headers[name] = value
        return response


class SecondFactorMiddleware:
    """Where `GIS_STAFF_SECOND_FACTOR` asks for it, staff without a second factor first add one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.STAFF_SECOND_FACTOR and request.path.startswith("/admin/"):
            user = request.user
            if user.is_authenticated and user.is_staff and not is_mfa_enabled(user):
                messages.warning(request, words(request.LANGUAGE_CODE)["factor_needed"])
                return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)
