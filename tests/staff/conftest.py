"""The staff pages of the running product in a browser, signed in."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.portal.conftest import DESKTOP, PHONE, Portal, browser
from tests.stack import STAFF

__all__ = ["browser"]

WITHIN_MS = 180_000


class Staff(Portal):
    """A member of the staff at his work."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        page.set_default_timeout(WITHIN_MS)

    def visit(self, path: str) -> "Staff":
        self.page.goto(self.url + path.removeprefix("/"))
        return self

    def sign_in(self) -> "Staff":
        self.visit("admin/data/")
        self.page.get_by_label("Uživatelské jméno").fill(STAFF[0])
        self.page.get_by_label("Heslo").fill(STAFF[1])
        self.page.keyboard.press("Enter")
        self.page.get_by_role("heading", name="Dodávky dat").wait_for()
        return self

    def upload(self, *files: Path, source: str = "") -> None:
        """Sends the files by the form and waits for the page that answers."""
        self.visit("admin/data/")
        self.page.locator("#files").set_input_files(files)
        self.page.locator("#source").fill(source)
        self.page.get_by_role("button", name="Nahrát a zkontrolovat").click()

    def wait_for_state(self, words: str) -> None:
        """The page reloads itself when its job is over."""
        self.page.locator(".state", has_text=re.compile(f"^{words}$")).first.wait_for()


@pytest.fixture
def staff(browser: Browser, server_url: str) -> Iterator[Staff]:
    """On a desktop; the test fails on an error or a breach of the CSP in the console."""
    yield from _signed_in(browser.new_context(viewport=DESKTOP, locale="cs-CZ"), server_url)


@pytest.fixture
def staff_phone(browser: Browser, server_url: str) -> Iterator[Staff]:
    """On a phone."""
    context = browser.new_context(viewport=PHONE, locale="cs-CZ", is_mobile=True)
    yield from _signed_in(context, server_url)


def _signed_in(context: BrowserContext, url: str) -> Iterator[Staff]:
    staff = Staff(context.new_page(), url).sign_in()
    yield staff
    context.close()
    assert staff.problems == []


@pytest.fixture
def newer_file(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The demo's first municipality three weeks later: a quarter of its parcels are gone, some
    have another area, one is broken.
    """
    (made, *_) = sorted(tmp_path_factory.getbasetemp().glob("stack*/demo/*OB_990001*"))
    text = gzip.decompress(made.read_bytes()).decode()
    head, *parcels = re.split(r"(?=<vf:Parcela )", text)
    last, end, tail = parcels[-1].partition("</vf:Parcela>")
    parcels[-1] = last + end
    kept = [_later(parcel, number) for number, parcel in enumerate(parcels) if number % 4]
    day = head.replace("20261031", "20261120").replace("2026-10-31", "2026-11-20")
    file = tmp_path / "20261120_OB_990001_UKSH.xml"
    file.write_text(day + "".join(kept) + tail)
    return file


def _later(parcel: str, number: int) -> str:
    if number == 2:
        bow_tie = "-690000 -970000 -689900 -969900 -689900 -970000 -690000 -969900 -690000 -970000"
        return re.sub(r"(<gml:posList[^>]*>)[^<]*", rf"\g<1>{bow_tie}", parcel)
    if number % 4 == 1 and number < 100:
        return re.sub(r"(<pai:VymeraParcely>)\d+", r"\g<1>77", parcel)
    return parcel
