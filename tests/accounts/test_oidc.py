"""Signing in over OpenID Connect: a second product lets the users of the first one in."""

import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page

from tests.accounts.conftest import PASSWORD, Visitor
from tests.stack import ROOT, environment, free_port, running_pages

pytestmark = pytest.mark.slow


@pytest.fixture
def second_product(
    server_url: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Its address; for cookies it is another place than the first one, which is 127.0.0.1."""
    port, secret = free_port(), secrets.token_urlsafe(32)
    name = f"urad-{port}"
    address = f"http://localhost:{port}"
    done = subprocess.run(
        [sys.executable, "-m", "tests.accounts.oidc_client", name, secret,
         f"{address}/account/oidc/oidc/login/callback/"],
        env=environment(tmp_path_factory.getbasetemp() / "stack0"),
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    settings = {
        "GIS_OIDC_SERVER": server_url,
        "GIS_OIDC_CLIENT": name,
        "GIS_OIDC_SECRET": secret,
        "GIS_OIDC_NAME": "Účet kraje",
    }
    with running_pages(tmp_path, port, settings):
        yield address


def reach_consent(visitor: Visitor, server_url: str, second_product: str) -> None:
    """From the second product over the first one's sign-in to its question."""
    page = visitor.page
    sign_in_elsewhere(page, second_product)
    page.wait_for_url(f"{server_url}/account/login/**")
    page.get_by_label("Uživatelské jméno nebo e-mail").fill(visitor.name)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_label("Heslo").press("Enter")
    page.get_by_role("heading", name="Krajský úřad").wait_for()


def sign_in_elsewhere(page: Page, address: str) -> None:
    """From the second product's sign-in to the first one's."""
    page.goto(f"{address}/account/login/")
    page.get_by_role("link", name="Účet kraje").click()
    page.locator("main form button").first.click()


def test_user_of_the_provider_gets_an_account_without_rights(
    visitor: Visitor, second_product: str, server_url: str
) -> None:
    page = visitor.page
    reach_consent(visitor, server_url, second_product)
    page.locator("button[value=grant]").click()
    page.wait_for_url(f"{second_product}/**")

    page.goto(f"{second_product}/account/access/")
    page.get_by_role("heading", name="Moje přístupy").wait_for()
    page.get_by_role("button", name=visitor.name).first.wait_for()
    cookies = {each["name"]: each["value"] for each in page.context.cookies(second_product)}
    admin = requests.get(
        f"{second_product}/admin/", cookies=cookies, timeout=30, allow_redirects=False
    )
    assert admin.status_code in {302, 403}

    page.get_by_role("button", name="Odhlásit se").first.click()
    sign_in_elsewhere(page, second_product)
    page.locator("button[value=grant]").click()  # who is signed in there needs no password
    page.wait_for_url(f"{second_product}/**")
    page.goto(f"{second_product}/account/access/")
    page.get_by_role("heading", name="Moje přístupy").wait_for()


def test_user_who_refuses_stays_outside(
    visitor: Visitor, second_product: str, server_url: str
) -> None:
    page = visitor.page
    reach_consent(visitor, server_url, second_product)
    page.locator("button[value=cancel]").click()
    page.wait_for_url(f"{second_product}/**")

    page.goto(f"{second_product}/account/access/")
    page.wait_for_url("**/account/login/**")
