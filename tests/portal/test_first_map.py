"""Somebody opens the portal for the first time."""

import gzip
import time
from typing import Any

from playwright.sync_api import Browser

from tests.portal.conftest import DESKTOP, Portal

FIRST_MAP_S = 1.5
SCRIPT_BYTES = 250_000


def test_first_map_comes_at_once_in_a_cold_browser(browser: Browser, portal_url: str) -> None:
    """The best of three, each with an empty cache: the machine may be busy, the portal may not."""
    assert min(_seconds_to_map(browser, portal_url) for _ in range(3)) <= FIRST_MAP_S


def test_scripts_are_light(portal: Portal) -> None:
    sizes: list[int] = []

    def weigh(response: Any) -> None:
        if response.request.resource_type == "script":
            sizes.append(len(gzip.compress(response.body())))

    portal.page.on("response", weigh)
    portal.open()
    assert 0 < sum(sizes) <= SCRIPT_BYTES


def test_nothing_is_asked_of_other_servers(portal: Portal) -> None:
    asked: list[str] = []
    portal.page.on("request", lambda request: asked.append(request.url))
    portal.open()
    local = (portal.url, "about:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []


def test_demonstration_data_are_told(portal: Portal, catalogue: dict[str, Any]) -> None:
    portal.open()
    notice = portal.page.get_by_text("Ukázková data, nejsou skutečná.")
    assert notice.is_visible() == catalogue["demo"]


def test_server_without_an_answer_is_told_and_asked_again(portal: Portal) -> None:
    portal.page.route("**/api/catalogue", lambda route: route.abort())
    portal.page.goto(portal.url)
    portal.page.get_by_text("Mapu se nepodařilo načíst").wait_for()
    portal.assert_accessible()
    portal.page.unroute("**/api/catalogue")
    portal.page.get_by_role("button", name="Zkusit znovu").click()
    portal.page.wait_for_selector(".leaflet-tile-loaded")


def _seconds_to_map(browser: Browser, url: str) -> float:
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    started = time.monotonic()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(".leaflet-tile-loaded")
    seconds = time.monotonic() - started
    context.close()
    return seconds
