"""System checks that refuse to start with accounts half set up."""

import os
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

_OIDC = ("GIS_OIDC_SERVER", "GIS_OIDC_CLIENT", "GIS_OIDC_SECRET")
_REGISTRATIONS = ("off", "approval", "open")
_SECURITIES = ("starttls", "tls", "none")
_LOCAL = {"localhost", "127.0.0.1", "::1"}


@register
def accounts(app_configs: Sequence[Any] | None, **_: Any) -> list[CheckMessage]:
    """All that is wrong with the settings of accounts."""
    return [*_oidc(), *_registration(), *_mail()]


def _oidc() -> Iterator[CheckMessage]:
    given = [name for name in _OIDC if os.environ.get(name)]
    if given and len(given) < len(_OIDC):
        missing = ", ".join(name for name in _OIDC if name not in given)
        yield Error(
            f"Přihlášení přes OIDC je nastaveno jen zčásti: chybí {missing}.",
            hint=f"Nastavte všechny tři ({', '.join(_OIDC)}), nebo žádnou.",
            id="accounts.E001",
        )
    server = urlsplit(os.environ.get("GIS_OIDC_SERVER", ""))
    if server.geturl() and server.scheme != "https" and server.hostname not in _LOCAL:
        yield Error(
            f"GIS_OIDC_SERVER není adresa https://, ale {server.geturl()!r}.",
            hint="Tajný klíč by šel sítí nešifrovaně.",
            id="accounts.E002",
        )


def _registration() -> Iterator[CheckMessage]:
    if settings.REGISTRATION not in _REGISTRATIONS:
        yield Error(
            f"GIS_REGISTRATION je {settings.REGISTRATION!r}.",
            hint=f"Možnosti: {', '.join(_REGISTRATIONS)}.",
            id="accounts.E003",
        )
    elif settings.REGISTRATION != "off" and not settings.EMAIL_HOST:
        yield Error(
            "Registrace potřebuje odesílat e-maily a GIS_EMAIL_HOST chybí.",
            hint="Nastavte GIS_EMAIL_*, nebo GIS_REGISTRATION=off.",
            id="accounts.E004",
        )


def _mail() -> Iterator[CheckMessage]:
    if settings.EMAIL_SECURITY not in _SECURITIES:
        yield Error(
            f"GIS_EMAIL_SECURITY je {settings.EMAIL_SECURITY!r}.",
            hint=f"Možnosti: {', '.join(_SECURITIES)}.",
            id="accounts.E005",
        )
    if bool(settings.EMAIL_HOST_USER) != bool(settings.EMAIL_HOST_PASSWORD):
        yield Error(
            "Z GIS_EMAIL_USER a GIS_EMAIL_PASSWORD je nastavena jen jedna.",
            hint="Nastavte obě, nebo žádnou.",
            id="accounts.E006",
        )
