"""Somebody asks for access and gets it; an administrator looks at the map with other eyes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.portal.conftest import DESKTOP, PHONE, Portal
from tests.staff.conftest import WITHIN_MS, Staff
from tests.visitors import ASKER, Visitor

OWN = "account/rights/"


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def clerk(
    request: pytest.FixtureRequest, browser: Browser, visitors: dict[str, Visitor]
) -> Iterator[Portal]:
    """One who has signed in and has no role, at his page of rights."""
    known = visitors[ASKER]
    context = browser.new_context(viewport=request.param, locale="cs-CZ")
    context.add_cookies([{"name": "sessionid", "value": known.session, "url": known.url}])
    page = Portal(context.new_page(), f"{known.url}/")
    page.page.set_default_timeout(WITHIN_MS)
    page.page.goto(page.url + OWN)
    yield page
    page.page.goto(page.url + OWN)
    while page.page.get_by_role("button", name="Vzít zpět").count():
        page.page.get_by_role("button", name="Vzít zpět").first.click()
        page.page.get_by_text("Žádost je vzata zpět.").wait_for()
    context.close()
    assert page.problems == []


def ask(clerk: Portal) -> None:
    page = clerk.page
    page.get_by_label("Role", exact=True).select_option(label="Geodet")
    page.get_by_label("Obce").select_option(index=0)
    page.get_by_label("K čemu přístup potřebujete").fill("Zaměření sítí v obci")
    page.get_by_role("button", name="Odeslat žádost").click()
    page.get_by_text("Žádost je podána.").wait_for()


def test_access_asked_for_is_given_by_the_office(clerk: Portal, staff: Staff) -> None:
    clerk.assert_accessible()
    ask(clerk)
    clerk.assert_accessible()

    staff.visit("admin/rights/requests/")
    staff.assert_accessible()
    staff.page.locator(".cards a").first.click()
    staff.assert_accessible()
    staff.page.get_by_label("Vzkaz žadateli").fill("Do konce zakázky.")
    staff.page.get_by_role("button", name="Přijmout").click()
    staff.page.get_by_text("Žádost je přijata.").wait_for()
    clerk.page.reload()
    assert clerk.page.get_by_text("Do konce zakázky.").first.is_visible()


def test_request_is_withdrawn_by_its_user(clerk: Portal) -> None:
    ask(clerk)

    clerk.page.get_by_role("button", name="Vzít zpět").first.click()
    clerk.page.get_by_text("Žádost je vzata zpět.").wait_for()


def test_administrator_looks_as_a_role_and_ends_it(staff: Staff) -> None:
    page = staff.visit("admin/rights/view-as/").page
    staff.assert_accessible()
    page.get_by_label("Role").select_option(label="Obec")
    page.get_by_label("Obce").select_option(index=0)
    page.get_by_role("button", name="Zobrazit mapu").click()

    page.locator(".viewing-notice").get_by_text("Mapu vidíte jako: Obec –").wait_for()
    staff.assert_accessible()
    page.get_by_role("link", name="Ukončit zobrazení…").click()
    page.get_by_role("button", name="Ukončit").click()
    page.get_by_text("Mapu zase vidíte se svými právy.").wait_for()
    staff.visit("")
    page.locator("#map").wait_for()
    assert page.locator(".viewing-notice").count() == 0


def test_matrix_is_read_by_theme_and_operation(staff: Staff) -> None:
    page = staff.visit("admin/rights/matrix/").page
    page.get_by_label("Téma").select_option("dtm")
    page.get_by_label("Operace").select_option("query")
    page.get_by_role("button", name="Zobrazit", exact=True).click()

    page.get_by_text("dtm_ki_line").wait_for()
    staff.assert_accessible()
