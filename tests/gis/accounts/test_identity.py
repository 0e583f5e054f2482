"""Whose a request is: each credential, none, and those that do not hold."""

import base64
import timeit
from datetime import timedelta
from typing import Any

import pytest
from allauth.idp.oidc.models import Client, Token
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client as Browser
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gis.accounts.errors import BadAddress, BadPassword, BadToken, OnlyReads, TooManyAttempts
from gis.accounts.identity import who
from gis.accounts.models import PersonalAddress
from layers.access import PUBLIC
from layers.models import AuditLine
from layers.request_keys import PERSONAL_ADDRESS
from tests.gis.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def environ(**headers: str) -> dict[str, Any]:
    return RequestFactory().get("/ows/wms", **headers).environ


def basic(name: str, password: str) -> dict[str, Any]:
    pair = base64.b64encode(f"{name}:{password}".encode()).decode()
    return environ(HTTP_AUTHORIZATION=f"Basic {pair}")


def bearer(token: str) -> dict[str, Any]:
    return environ(HTTP_AUTHORIZATION=f"Bearer {token}")


def by_address(token: str) -> dict[str, Any]:
    return environ() | {PERSONAL_ADDRESS: f"/u/{token}"}


def granted(user: User, **changes: Any) -> str:
    """An access token that the user let QGIS have."""
    token = Token(type=Token.Type.ACCESS_TOKEN, client=Client.objects.get(id="qgis"), user=user)
    token.set_value("x" * 60)
    token.set_scopes(["maps"])
    token.expires_at = timezone.now() + timedelta(hours=1)
    for name, value in changes.items():
        setattr(token, name, value)
    token.save()
    return "x" * 60


def test_request_without_credential_is_public_without_a_query() -> None:
    plain, cookies = environ(), environ(HTTP_COOKIE="csrftoken=abc; django_language=cs")
    with CaptureQueriesContext(connection) as queries:
        assert who(plain) is PUBLIC
        assert who(cookies) is PUBLIC
        each_s = timeit.timeit(lambda: who(plain), number=20_000) / 20_000

    assert len(queries) == 0
    assert each_s < 20e-6  # 0.3 µs on a quiet machine


def test_session_of_the_browser_is_its_user(client: Browser, clerk: User) -> None:
    client.force_login(clerk)
    session = f"sessionid={client.cookies['sessionid'].value}"

    assert who(environ(HTTP_COOKIE=session)) == clerk
    clerk.set_password("jine-heslo-obce")
    clerk.save()
    assert who(environ(HTTP_COOKIE=session)) is PUBLIC


def test_made_up_session_is_public() -> None:
    assert who(environ(HTTP_COOKIE="sessionid=" + "a" * 32)) is PUBLIC
    assert who(environ(HTTP_COOKIE='sessionid="; x')) is PUBLIC


def test_name_and_password_are_the_user_and_checked_once(clerk: User) -> None:
    assert who(basic("obec", PASSWORD)) == clerk
    seconds = timeit.timeit(lambda: who(basic("obec", PASSWORD)), number=10) / 10

    assert seconds < 0.05  # checking the password's hash alone takes several times that


def test_changed_password_and_closed_account_end_basic_at_once(clerk: User) -> None:
    who(basic("obec", PASSWORD))
    clerk.set_password("jine-heslo-obce")
    clerk.save()
    with pytest.raises(BadPassword):
        who(basic("obec", PASSWORD))
    assert who(basic("obec", "jine-heslo-obce")) == clerk
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    with pytest.raises(BadPassword):
        who(basic("obec", "jine-heslo-obce"))


@pytest.mark.parametrize("value", ["", "???", "b2JlYw==", "/w==", "b2JlYwA6eA=="])
def test_broken_basic_is_refused_and_not_public(value: str) -> None:
    with pytest.raises(BadPassword):
        who(environ(HTTP_AUTHORIZATION=f"Basic {value}"))


def test_unknown_scheme_is_refused() -> None:
    with pytest.raises(BadPassword):
        who(environ(HTTP_AUTHORIZATION="Negotiate abc"))


def test_password_alone_does_not_pass_a_second_factor_but_a_token_does(clerk: User) -> None:
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "x"})
    _, token = PersonalAddress.make(clerk, "QGIS", made_by="obec")

    with pytest.raises(BadPassword, match="druhý faktor"):
        who(basic("obec", PASSWORD))
    assert who(basic("obec", token)) == clerk
    with pytest.raises(BadPassword):
        who(basic("jiny", token))


def test_staff_without_second_factor_may_not_use_a_password_where_one_is_asked_for(
    clerk: User, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    User.objects.filter(pk=clerk.pk).update(is_staff=True)
    with pytest.raises(BadPassword, match="druhý faktor"):
        who(basic("obec", PASSWORD))


def test_guessed_passwords_are_slowed_and_logged_once(clerk: User) -> None:
    for _ in range(5):
        with pytest.raises(BadPassword):
            who(basic("obec", "hadane-heslo"))
    for _ in range(3):
        with pytest.raises(TooManyAttempts):
            who(basic("obec", PASSWORD))

    lines = AuditLine.objects.order_by("pk").values_list("kind", "who", "address")
    assert list(lines) == [("refused", "obec", "127.0.0.1")] * 5 + [("locked", "obec", "127.0.0.1")]


def test_name_that_nobody_has_is_not_kept() -> None:
    with pytest.raises(BadPassword):
        who(basic("moje-heslo-omylem", "x"))
    assert AuditLine.objects.get().who == "(neznámé jméno)"


def test_bearer_token_is_its_user_until_it_ends(clerk: User) -> None:
    token = granted(clerk)
    assert who(bearer(token)) == clerk
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(BadToken):
        who(bearer(token))


@pytest.mark.parametrize(
    "changes",
    [
        {"scopes": "openid"},
        {"type": Token.Type.REFRESH_TOKEN},
        {"data": {"resources": ["https://jinde.example.org/"]}},
    ],
)
def test_token_for_something_else_opens_no_maps(clerk: User, changes: dict[str, Any]) -> None:
    with pytest.raises(BadToken):
        who(bearer(granted(clerk, **changes)))


def test_bearer_token_of_a_closed_account_is_refused(clerk: User) -> None:
    token = granted(clerk)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    with pytest.raises(BadToken):
        who(bearer(token))


def test_personal_address_is_its_user_until_revoked(clerk: User) -> None:
    address, token = PersonalAddress.make(clerk, "QGIS", made_by="obec")
    assert who(by_address(token)) == clerk
    assert who(bearer(token)) == clerk
    address.revoke()
    with pytest.raises(BadAddress):
        who(by_address(token))
    with pytest.raises(BadToken):
        who(bearer(token))
    with pytest.raises(BadPassword):
        who(basic("obec", token))


def test_personal_address_ends_after_its_day_and_with_its_account(clerk: User) -> None:
    today = timezone.localdate()
    _, token = PersonalAddress.make(clerk, "dnes", made_by="obec", expires_on=today)
    _, old = PersonalAddress.make(
        clerk, "včera", made_by="obec", expires_on=today - timedelta(days=1)
    )

    assert who(by_address(token)) == clerk
    with pytest.raises(BadAddress):
        who(by_address(old))
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    with pytest.raises(BadAddress):
        who(by_address(token))


def test_secret_is_not_in_the_database(clerk: User) -> None:
    address, token = PersonalAddress.make(clerk, "QGIS", made_by="obec")
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM accounts_personaladdress p WHERE id = %s", [address.pk])
        assert token not in cursor.fetchone()[0]


def test_last_use_is_written_at_most_once_a_minute(clerk: User) -> None:
    address, token = PersonalAddress.make(clerk, "QGIS", made_by="obec")
    who(by_address(token))
    address.refresh_from_db()
    first = address.last_used_at
    assert first is not None and timezone.now() - first < timedelta(seconds=5)
    with CaptureQueriesContext(connection) as queries:
        who(by_address(token))
    assert len(queries) == 1
    PersonalAddress.objects.update(last_used_at=first - timedelta(seconds=61))
    who(by_address(token))
    address.refresh_from_db()
    assert address.last_used_at is not None and address.last_used_at >= first


def test_guessed_addresses_are_slowed() -> None:
    for _ in range(20):
        with pytest.raises(BadAddress):
            who(by_address("a" * 32))
    with pytest.raises(TooManyAttempts):
        who(by_address("a" * 32))
    assert AuditLine.objects.filter(kind="locked").count() == 1


def test_personal_token_only_reads_whatever_carries_it(clerk: User) -> None:
    _, token = PersonalAddress.make(clerk, "QGIS", made_by="obec")
    for asked in (by_address(token), bearer(token), basic("obec", token)):
        writes = asked | {"REQUEST_METHOD": "POST", "PATH_INFO": "/api/releases"}
        with pytest.raises(OnlyReads):
            who(writes)
        assert who(asked | {"REQUEST_METHOD": "POST", "PATH_INFO": "/ows/wfs"}) == clerk
