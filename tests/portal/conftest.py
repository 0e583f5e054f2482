"""A browser for each test, the portal opened in it, and things to look for in the data."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from shapely.geometry import shape

from gis.launcher.browser import program

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
CRS_5514 = "http://www.opengis.net/def/crs/EPSG/0/5514"
TIMEOUT_MS = 10_000


class Portal:
    """The portal in a page of a browser."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url.rstrip("/") + "/"
        self.problems: list[str] = []
        page.set_default_timeout(TIMEOUT_MS)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self._note)

    def _note(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(message.text)

    def open(self, place: str = "", *, hint: bool = False) -> "Portal":
        """Open the portal at a permalink's hash and wait for the first tiles."""
        self.page.goto("about:blank")
        self.page.goto(self.url + place)
        self.page.wait_for_selector(".leaflet-tile-loaded")
        if not hint and self.page.locator(".hint button").is_visible():
            self.page.locator(".hint button").click()
        return self

    def search(self, text: str) -> None:
        """Type into the search box and wait for suggestions or for the word that there are none."""
        self.page.locator("#search").fill(text)
        self.page.wait_for_selector(
            ".suggestions__option, .suggestions__note:not(:has-text('…'))", state="visible"
        )

    def open_theme(self, layer: str) -> None:
        """Open the theme of a layer, as a long tree begins closed."""
        theme = self.page.locator(".tree__theme").filter(has=self.page.locator(f"#layer-{layer}"))
        if theme.get_attribute("open") is None:
            theme.locator("summary").click()

    def click_map(self) -> None:
        """Click into the middle of the map, where a permalink put its place."""
        box = self.page.locator("#map").bounding_box()
        assert box is not None
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def sign_in(self, name: str, password: str) -> None:
        """On the page of accounts, which leads back to the map."""
        self.page.goto(f"{self.url}account/login/?next=/")
        self.page.get_by_label("Uživatelské jméno").fill(name)
        self.page.get_by_label("Heslo").fill(password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".leaflet-tile-loaded")

    @property
    def answer(self) -> Any:
        """The panel with the answer, filled."""
        self.page.wait_for_selector(".panel--answer .facts dd")
        return self.page.locator(".panel--answer")

    def hash_with(self, part: str) -> str:
        """The address once it contains the part: it follows the state after a pause."""
        self.page.wait_for_function("part => location.hash.includes(part)", arg=part)
        return str(self.page.evaluate("location.hash"))

    def assert_accessible(self) -> None:
        """No violation of WCAG 2.1 AA that axe can find in what is shown."""
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        violations = [
            f"{rule['id']}: {rule['help']}: {[node['html'][:200] for node in rule['nodes']]}"
            for rule in found["violations"]
        ]
        assert violations == []


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; closed with the package, because its event loop would disturb tests of the ORM."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def portal(browser: Browser, portal_url: str) -> Iterator[Portal]:
    """The portal on a desktop; the test fails on an error or a breach of the CSP in the console."""
    context = browser.new_context(viewport=DESKTOP, locale="cs-CZ")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    portal = Portal(context.new_page(), portal_url)
    yield portal
    context.close()
    assert portal.problems == []


@pytest.fixture
def phone(browser: Browser, portal_url: str) -> Iterator[Portal]:
    """The portal on a phone."""
    context = browser.new_context(viewport=PHONE, locale="cs-CZ", has_touch=True, is_mobile=True)
    portal = Portal(context.new_page(), portal_url)
    yield portal
    context.close()
    assert portal.problems == []


@pytest.fixture(scope="package")
def catalogue(portal_url: str) -> dict[str, Any]:
    """The catalogue that the portal shows."""
    return _get(portal_url, "/api/catalogue")


@pytest.fixture(scope="package")
def parcel(portal_url: str) -> dict[str, Any]:
    """A parcel of the data with a point inside it, EPSG:5514."""
    return _feature(portal_url, "cadastre_parcel", geometry="Polygon")


@pytest.fixture(scope="package")
def address(portal_url: str) -> dict[str, Any]:
    """An address place of the data."""
    return _feature(portal_url, "address_place", geometry="Point")


def permalink(feature: dict[str, Any], level: int, layers: str = "base_map") -> str:
    """The hash that puts a feature into the middle of the map."""
    east, north = feature["inside"]
    return f"#c={east:.1f},{north:.1f}&z={level}&l={layers}&lang=cs"


def _feature(url: str, layer: str, *, geometry: str) -> dict[str, Any]:
    path = f"/api/collections/{layer}/items?limit=100&crs={CRS_5514}"
    for feature in _get(url, path)["features"]:
        if feature["geometry"] and geometry in feature["geometry"]["type"]:
            point = shape(feature["geometry"]).representative_point()
            return feature | {"inside": (point.x, point.y)}
    raise AssertionError(f"the first page of {layer} has no {geometry}")


def _get(url: str, path: str) -> dict[str, Any]:
    response = requests.get(url.rstrip("/") + path, timeout=20)
    response.raise_for_status()
    answer: dict[str, Any] = response.json()
    return answer
