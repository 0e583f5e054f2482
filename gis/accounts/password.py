"""Users by name and password in each request (HTTP Basic), as desktop clients send them."""

import base64
import binascii
import hmac
import secrets
import time
from collections import OrderedDict
from threading import Lock

from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from gis.accounts.bearer import by_token_as_password
from gis.accounts.errors import BadPassword, TooManyAttempts
from gis.accounts.registration import is_unconfirmed
from layers.catalogue import Text

_KEPT = 1024
_KEPT_FOR_S = 300.0


class Checked:
    """Passwords that were right lately, in this process, as keyed hashes.

    A client sends its password with each tile, and checking one costs a quarter of a second. The
    hash covers the stored password too, so a changed one is checked anew.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._until: OrderedDict[bytes, float] = OrderedDict()
        self._lock = Lock()

    def holds(self, user: User, password: str) -> bool:
        return self._until.get(self._digest(user, password), 0.0) > time.monotonic()

    def add(self, user: User, password: str) -> None:
        with self._lock:
            self._until[self._digest(user, password)] = time.monotonic() + _KEPT_FOR_S
            if len(self._until) > _KEPT:
                self._until.popitem(last=False)

    def _digest(self, user: User, password: str) -> bytes:
        parts = f"{user.pk}\0{user.password}\0{password}".encode()
        return hmac.digest(self._key, parts, "sha256")


_checked = Checked()


def by_password(request: HttpRequest, value: str) -> User:
    """The user with this name and password, or with a personal token in place of the password."""
    name, password = _parts(value)
    if user := by_token_as_password(request, name, password):
        return user
    user = User.objects.filter(username=name).first()
    if user is None or not _checked.holds(user, password):
        user = _authenticated(request, name, password)
        _checked.add(user, password)
    _require_password_alone(user)
    return user


def _parts(value: str) -> tuple[str, str]:
    try:
        name, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        colon = ""
    if not colon or "\0" in name:
        raise BadPassword(
            Text("Hlavičce Authorization nelze rozumět.", "Authorization cannot be understood.")
        )
    return name, password


def _authenticated(request: HttpRequest, name: str, password: str) -> User:
    """Through the same limits as the sign-in page, so that there is nothing to choose from."""
    with request_context(request):
        try:
            found = get_adapter().authenticate(request, username=name, password=password)
        except ValidationError as exc:
            raise TooManyAttempts(
                Text(
                    "Příliš mnoho neúspěšných přihlášení, zkuste to později.",
                    "Too many failed sign-ins, try again later.",
                )
            ) from exc
    if found is None:
        raise BadPassword(Text("Jméno a heslo nesouhlasí.", "The name and password do not fit."))
    assert isinstance(found, User)
    return found


def _require_password_alone(user: User) -> None:
    """A password alone opens nothing where two factors are asked for."""
    if not user.is_active or is_unconfirmed(user):
        raise BadPassword(Text("Účet zatím není činný.", "The account is not active yet."))
    if is_mfa_enabled(user) or (user.is_staff and settings.STAFF_SECOND_FACTOR):
        raise BadPassword(
            Text(
                "Účet chrání druhý faktor: místo hesla použijte token ze stránky Moje přístupy.",
                "A second factor protects the account: use a token of My accesses as password.",
            )
        )
