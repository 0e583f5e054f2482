"""Pages of signing in that are not quite as allauth has them."""

from typing import Any

from allauth.account.views import password_reset
from allauth.idp.oidc.views import authorization
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gis.environment import oidc_apps, origins
from gis.security import POLICY

_DESKTOP = "http://127.0.0.1:* http://localhost:*"
_ANYWHERE_SAFE = "https:"
"""A foreign sign-in may lead on to another, which nobody knows beforehand."""


def new_password(request: HttpRequest) -> HttpResponse:
    """Asks for a new password; says so where it could not be sent."""
    if not settings.EMAIL_HOST:
        return render(request, "account/no_mail.html")
    answer: HttpResponse = password_reset(request)
    return answer


def consent(request: HttpRequest, **given: Any) -> HttpResponse:
    """Lets a desktop client in; the form's answer leads to where the client listens."""
    return _form_may_lead_to(_DESKTOP, authorization(request, **given))


def sign_in_elsewhere(request: HttpRequest) -> HttpResponse:
    """Sends the user to the sign-in of `GIS_OIDC_*`."""
    servers = [origin for app in oidc_apps() for origin in origins(app["settings"]["server_url"])]
    places = " ".join([_ANYWHERE_SAFE, *servers])
    return _form_may_lead_to(places, openid_connect_login(request, "oidc"))


def _form_may_lead_to(places: str, answer: HttpResponse) -> HttpResponse:
    """Browsers ask the policy also where the answer to a form leads."""
    policy = POLICY.replace("form-action 'self'", f"form-action 'self' {places}")
    answer["Content-Security-Policy"] = policy
    return answer
