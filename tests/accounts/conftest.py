"""Browsers on the sign-in of the running product, and accounts in its database."""

import os
import secrets
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, BrowserContext

from tests.portal.conftest import DESKTOP, PHONE, Portal, browser

__all__ = ["browser"]

PASSWORD = "dlouhe-heslo-obce"


class Visitor(Portal):
    """Someone with an account of his own, at `localhost`: keys are bound to names, not numbers."""

    def __init__(self, context: BrowserContext, url: str, name: str) -> None:
        super().__init__(context.new_page(), f"http://localhost:{urlsplit(url).port}")
        self.page.set_default_timeout(60_000)
        self.name = name

    def visit(self, path: str) -> None:
        self.page.goto(self.url + path)

    def sign_in(self) -> None:
        self.visit("account/login/?next=/account/access/")
        self.page.get_by_label("Uživatelské jméno nebo e-mail").fill(self.name)
        self.page.get_by_label("Heslo").fill(PASSWORD)
        self.page.get_by_label("Heslo").press("Enter")

    def confirm(self) -> None:
        """The password once more, before what matters."""
        self.page.get_by_role("heading", name="Potvrdit přístup").wait_for()
        self.page.get_by_label("Heslo").fill(PASSWORD)
        self.page.get_by_role("button", name="Potvrdit").click()

    def make_access(self, name: str) -> str:
        """A personal address by the page; returns its token."""
        self.visit("account/access/")
        self.page.get_by_label("K čemu bude").fill(name)
        self.page.get_by_role("button", name="Vytvořit přístup").click()
        made = self.page.locator("#token")
        if not made.or_(
            self.page.get_by_role("heading", name="Potvrdit přístup")
        ).first.is_visible():
            self.page.wait_for_load_state()
        if self.page.get_by_role("heading", name="Potvrdit přístup").is_visible():
            self.confirm()
        return str(made.text_content())


def execute(statement: str, values: list[Any]) -> list[Any]:
    """One statement in the database of the running product."""
    owner = urlsplit(os.environ["DATABASE_URL"])
    name = f"{owner.path.lstrip('/')}_stack"
    url = f"{owner.scheme}://{owner.netloc}/{name}?{owner.query}"
    with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def account(name: str) -> None:
    """A new user of the running product."""
    execute(
        "INSERT INTO auth_user (username, password, email, first_name, last_name, is_staff,"
        " is_superuser, is_active, date_joined)"
        " VALUES (%s, %s, '', '', '', false, false, true, now())",
        [name, make_password(PASSWORD)],
    )


@pytest.fixture
def visitor(browser: Browser, server_url: str) -> Iterator[Visitor]:
    """On a desktop; the test fails on an error or a breach of the CSP in the console."""
    yield from _visiting(browser.new_context(viewport=DESKTOP, locale="cs-CZ"), server_url)


@pytest.fixture
def phone_visitor(browser: Browser, server_url: str) -> Iterator[Visitor]:
    """On a phone."""
    context = browser.new_context(viewport=PHONE, locale="cs-CZ", is_mobile=True)
    yield from _visiting(context, server_url)


def _visiting(context: BrowserContext, url: str) -> Iterator[Visitor]:
    name = f"obec-{secrets.token_hex(4)}"
    account(name)
    execute("DELETE FROM dmvs_cache", [])  # attempts of the test before
    visitor = Visitor(context, url, name)
    yield visitor
    context.close()
    assert visitor.problems == []
