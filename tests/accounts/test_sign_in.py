"""Signing in by the browser: by password, by a code, by a key, by a recovery code."""

import pyotp
from playwright.sync_api import Page

from tests.accounts.conftest import Visitor, execute


def add_codes(visitor: Visitor) -> pyotp.TOTP:
    """An application with codes as the second factor, by the page."""
    visitor.visit("account/2fa/totp/activate/")
    visitor.confirm()
    secret = visitor.page.locator("#authenticator_secret").input_value()
    visitor.assert_accessible()
    codes = pyotp.TOTP(secret)
    visitor.page.locator("#id_code").fill(codes.now())
    visitor.page.get_by_role("button", name="Aktivovat").click()
    visitor.page.get_by_role("heading", level=1).filter(has_text="kódy").wait_for()
    return codes


def signed_in(visitor: Visitor) -> None:
    visitor.page.get_by_role("heading", name="Moje přístupy").wait_for()


def with_key(page: Page) -> None:
    """A key in the browser, which confirms by itself who holds it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_password_enters_and_wrong_one_says_so(visitor: Visitor) -> None:
    visitor.visit("account/login/")
    visitor.assert_accessible()
    visitor.page.get_by_label("Uživatelské jméno nebo e-mail").fill(visitor.name)
    visitor.page.get_by_label("Heslo").fill("jine-heslo")
    visitor.page.get_by_label("Heslo").press("Enter")
    visitor.page.get_by_role("alert").wait_for()
    visitor.assert_accessible()
    visitor.sign_in()
    signed_in(visitor)


def test_code_of_the_application_is_asked_for_and_used_once(visitor: Visitor) -> None:
    visitor.sign_in()
    signed_in(visitor)
    codes = add_codes(visitor)
    recovery = visitor.page.locator("#recovery_codes").input_value().split()
    visitor.page.get_by_role("button", name="Odhlásit se").first.click()
    execute("DELETE FROM dmvs_cache", [])

    visitor.sign_in()
    visitor.page.get_by_role("heading", name="Dvoufaktorová autentizace").wait_for()
    visitor.assert_accessible()
    visitor.page.locator("#id_code").fill("000000")
    visitor.page.get_by_role("button", name="Přihlásit se", exact=True).click()
    visitor.page.locator(".errors").first.wait_for()
    visitor.page.locator("#id_code").fill(recovery[0])
    visitor.page.get_by_role("button", name="Přihlásit se", exact=True).click()
    signed_in(visitor)
    kinds = execute("SELECT what FROM layers_auditline WHERE who = %s", [visitor.name])
    assert ("druhý faktor přidán",) in kinds and ("druhý faktor odmítnut",) in kinds
    assert codes.digits == 6


def test_key_is_added_and_enters_without_a_password(visitor: Visitor) -> None:
    with_key(visitor.page)
    visitor.sign_in()
    signed_in(visitor)
    visitor.visit("account/2fa/webauthn/add/")
    visitor.confirm()
    visitor.page.get_by_label("Název").or_(visitor.page.locator("#id_name")).first.fill("Telefon")
    visitor.page.locator("#id_passwordless").check()
    visitor.assert_accessible()
    visitor.page.locator("#mfa_webauthn_add").click()
    visitor.page.get_by_role("heading", level=1).filter(has_text="kódy").wait_for()
    visitor.page.get_by_role("button", name="Odhlásit se").first.click()

    visitor.visit("account/login/?next=/account/access/")
    visitor.page.locator("#passkey_login").click()
    signed_in(visitor)


def test_pages_fit_a_phone_and_are_in_english_too(phone_visitor: Visitor) -> None:
    phone_visitor.sign_in()
    signed_in(phone_visitor)
    for path in ("account/access/", "account/2fa/", "account/password/change/"):
        phone_visitor.visit(path)
        wide = phone_visitor.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, path
        phone_visitor.assert_accessible()
    phone_visitor.visit("account/access/")
    phone_visitor.page.get_by_role("button", name="English").click()
    phone_visitor.page.get_by_role("heading", name="My accesses").wait_for()
    assert phone_visitor.page.locator("html").get_attribute("lang") == "en"
