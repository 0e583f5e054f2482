"""What the audit log remembers of accounts: sign-ins, refusals, second factors, passwords."""

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as foreign
from django.contrib.auth.models import User
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest

from layers.audit import Kind, record

log = logging.getLogger(__name__)

UNKNOWN = "(neznámé jméno)"
_LOCKED_TOLD_EVERY_S = 60
_FACTORS = {"totp": "aplikace s kódy", "webauthn": "bezpečnostní klíč", "recovery_codes": "kódy"}


def refused(request: HttpRequest, login: str, *, what: str = "přihlášení odmítnuto") -> None:
    """A sign-in failed. A name that nobody has is not kept: it may be a password."""
    address = get_adapter().get_client_ip(request)
    log.warning("Sign-in refused from %s.", address)
    record(Kind.REFUSED, who=_known(login), what=what, address=address)


def locked(request: HttpRequest, login: str) -> None:
    """Too many sign-ins failed; told once a minute, as whoever guesses does not stop."""
    address = get_adapter().get_client_ip(request)
    if cache.add(f"dmvs:locked:{address}", True, _LOCKED_TOLD_EVERY_S):
        log.warning("Too many sign-ins from %s; they have to wait.", address)
        record(Kind.LOCKED, who=_known(login), what="další pokusy musí počkat", address=address)


@receiver(account.user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    _note(Kind.SIGN_IN, request, user, "přihlášen")


@receiver(account.user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        _note(Kind.SIGN_IN, request, user, "odhlášen")


@receiver(account.user_signed_up)
def _signed_up(request: HttpRequest, user: User, **_: Any) -> None:
    waits = "" if user.is_active else ", čeká na schválení"
    _note(Kind.ACCOUNT, request, user, f"účet založen{waits}")


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def _new_password(request: HttpRequest, user: User, **_: Any) -> None:
    _note(Kind.ACCOUNT, request, user, "heslo změněno")


@receiver(foreign.social_account_added)
def _connected(request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    _note(Kind.ACCOUNT, request, sociallogin.user, "připojeno cizí přihlášení")


@receiver(mfa.authenticator_added)
def _factor_added(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _note(Kind.FACTOR, request, user, "druhý faktor přidán", _FACTORS[authenticator.type])


@receiver(mfa.authenticator_removed)
def _factor_removed(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _note(Kind.FACTOR, request, user, "druhý faktor odebrán", _FACTORS[authenticator.type])


@receiver(mfa.authenticator_reset)
def _factor_reset(request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    _note(Kind.FACTOR, request, user, "druhý faktor vyměněn", _FACTORS[authenticator.type])


@receiver(mfa.authentication_failed)
def _factor_refused(request: HttpRequest, user: User, **_: Any) -> None:
    refused(request, user.get_username(), what="druhý faktor odmítnut")


def _note(kind: Kind, request: HttpRequest, user: User, what: str, note: str = "") -> None:
    address = get_adapter().get_client_ip(request)
    record(kind, who=user.get_username(), what=what, note=note, address=address)


def _known(login: str) -> str:
    """The name of the account that is meant."""
    by_name = User.objects.filter(username__iexact=login)
    by_mail = User.objects.filter(email__iexact=login) if "@" in login else User.objects.none()
    found = by_name.first() or by_mail.first()
    return found.get_username() if found else UNKNOWN
