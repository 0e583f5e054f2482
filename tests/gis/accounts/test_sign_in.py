"""Signing in and what strangers try: guesses, foreign addresses, forged hosts, fixed sessions."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.test import Client

from layers.models import AuditLine
from tests.gis.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/login/"


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": "obec", "password": password, **more})


def test_right_password_enters_and_is_remembered(client: Client, clerk: User) -> None:
    assert sign_in(client).status_code == 302
    line = AuditLine.objects.get()
    assert (line.kind, line.who, line.what) == ("sign_in", "obec", "přihlášen")


def test_guessed_passwords_are_slowed_whatever_the_host_and_logged(
    client: Client, clerk: User, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = [".example.org"]
    for attempt in range(5):
        client.post(
            SIGN_IN, {"login": "obec", "password": "x"}, headers={"host": f"a{attempt}.example.org"}
        )
    answer = client.post(
        SIGN_IN, {"login": "obec", "password": PASSWORD}, headers={"host": "b.example.org"}
    )

    assert "Příliš mnoho" in answer.content.decode()
    assert "sessionid" not in client.cookies
    kinds = list(AuditLine.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["refused"] * 5 + ["locked"]


@pytest.mark.parametrize(
    "place",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_next_leads_nowhere_else(client: Client, clerk: User, place: str) -> None:
    assert sign_in(client, next=place)["Location"] == "/"


def test_session_of_before_is_not_the_session_of_after(client: Client, clerk: User) -> None:
    session = client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    sign_in(client)

    assert client.cookies["sessionid"].value != before
    other = Client()
    other.cookies["sessionid"] = str(before)
    assert other.get("/account/access/").status_code == 302


def test_sign_in_without_csrf_token_is_refused(clerk: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert sign_in(client).status_code == 403


def test_password_reset_leads_to_the_public_address_whatever_the_host(
    client: Client, clerk: User, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.EMAIL_HOST = "mail.example.org"
    settings.PUBLIC_URL = "https://mapa.example.org"
    client.post(
        "/account/password/reset/",
        {"email": "obec@example.org"},
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )

    (mail,) = mailoutbox
    links = re.findall(r"https?://\S+", mail.body)
    assert links and all(link.startswith("https://mapa.example.org/account/") for link in links)
    assert "evil" not in mail.body + mail.subject


def test_password_reset_says_so_where_no_mail_is_sent(client: Client) -> None:
    assert "neodesílá e-maily" in client.get("/account/password/reset/").content.decode()


def test_unknown_host_is_refused(client: Client, clerk: User) -> None:
    assert client.get(SIGN_IN, headers={"host": "evil.example"}).status_code == 400


def test_admin_is_entered_by_the_same_sign_in(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/data/")
    assert answer["Location"] == "/account/login/?next=%2Fadmin%2Fdata%2F"


def test_admin_is_not_for_a_user_who_is_no_staff(client: Client, clerk: User) -> None:
    sign_in(client)
    assert client.get("/admin/login/").status_code == 403


def test_staff_without_second_factor_first_add_one(
    client: Client, clerk: User, settings: Any
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    User.objects.update(is_staff=True, is_superuser=True)
    sign_in(client)
    for path in ("/admin/", "/admin/data/", "/admin/layers/auditline/"):
        assert client.get(path)["Location"] == "/account/2fa/"
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "x"})
    assert client.get("/admin/").status_code == 200


def test_password_alone_does_not_enter_where_a_second_factor_is(
    client: Client, clerk: User
) -> None:
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "x"})
    assert sign_in(client, next="/account/access/")["Location"].startswith("/account/2fa/")
    assert client.get("/account/access/")["Location"].startswith("/account/login/")


def test_guessed_codes_are_slowed_and_logged(client: Client, clerk: User) -> None:
    Authenticator.objects.create(user=clerk, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    sign_in(client)
    answers = [
        client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
        for _ in range(6)
    ]

    assert "Příliš mnoho" in answers[-1]
    assert AuditLine.objects.filter(what="druhý faktor odmítnut").exists()


@pytest.mark.parametrize("way", ["off", "approval"])
def test_who_registers_waits_for_the_staff_or_cannot(
    client: Client, settings: Any, way: str
) -> None:
    settings.REGISTRATION = way
    settings.ACCOUNT_EMAIL_VERIFICATION = "none" if way == "off" else "mandatory"
    form = {"username": "novy", "email": "novy@example.org"}
    client.post("/account/signup/", form | {"password1": PASSWORD, "password2": PASSWORD})

    made = User.objects.filter(username="novy").first()
    assert (made is None) == (way == "off")
    if made is not None:
        assert not made.is_active
        assert "sessionid" not in client.cookies or not client.session.get("_auth_user_id")


def test_account_page_is_never_cached(client: Client, clerk: User) -> None:
    client.force_login(clerk)
    assert "no-store" in client.get("/account/access/")["Cache-Control"]
