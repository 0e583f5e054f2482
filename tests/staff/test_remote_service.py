"""Somebody connects a service of others: here the product itself, over its own address."""

import io
import re
import time
from collections.abc import Iterator

import pytest
import requests
from PIL import Image, ImageChops

from tests.portal.conftest import Portal
from tests.staff.conftest import Staff

DRAWN = "remote_hranice_obci_ze_sluzby"
TAKEN = "remote_obce_ze_sluzby"


@pytest.fixture
def connected(staff: Staff) -> Iterator[Staff]:
    """The staff, whose services are gone again afterwards."""
    yield staff
    for _ in range(2):
        staff.visit("admin/data/services/")
        if staff.page.locator("tbody th a").count() == 0:
            return
        staff.page.locator("tbody th a").first.click()
        staff.page.get_by_role("button", name="Odpojit službu").click()
        staff.page.get_by_text("je odpojena").wait_for()


def connect(staff: Staff, kind: str, url: str) -> None:
    staff.visit("admin/data/services/")
    staff.page.get_by_label("Druh").select_option(kind)
    staff.page.get_by_label("Adresa").fill(url)
    staff.page.get_by_role("button", name="Připojit a přečíst nabídku").click()
    staff.page.get_by_text("je připojena").wait_for()


def describe(staff: Staff, title: str) -> None:
    page = staff.page
    page.get_by_label("Název česky").fill(title)
    page.get_by_label("Název anglicky").fill("From a service")
    page.get_by_label("Uvedení zdroje").fill("© Někdo jiný")
    page.get_by_label("Licence").fill("CC BY 4.0")
    staff.assert_accessible()
    page.get_by_role("button", name="Uložit").click()
    page.get_by_text("Vrstva je přidána").wait_for()


def test_layer_of_a_wms_is_drawn_as_the_service_draws_it(connected: Staff) -> None:
    staff, page = connected, connected.page
    connect(staff, "wms", f"{staff.url}ows/wms")
    page.get_by_label("Hledat").fill("admin_municipality")
    page.get_by_role("button", name="Zobrazit").click()
    page.locator("tr", has=page.get_by_text("admin_municipality", exact=True)).get_by_role(
        "link"
    ).click()
    describe(staff, "Hranice obcí ze služby")
    staff.assert_accessible()
    staff.visit("admin/data/services/")
    assert page.locator(".state", has_text="v pořádku").is_visible()
    staff.assert_accessible()

    here, there = (picture(staff.url, layer) for layer in (DRAWN, "admin_municipality"))
    unlike = ImageChops.difference(here.convert("RGB"), there.convert("RGB")).getextrema()
    assert max(most for _, most in unlike) <= 12  # each has a palette of its own

    portal = Portal(page, staff.url).open()
    portal.open_theme(DRAWN)
    page.check(f"#layer-{DRAWN}")
    page.locator(f"[data-layer={DRAWN}] .layer__toggle").click()
    details = page.locator(f"#details-{DRAWN}")
    assert "v pořádku" in details.inner_text()
    assert "© Někdo jiný" in details.inner_text()
    details.get_by_role("img", name=re.compile("Legenda")).scroll_into_view_if_needed()


def test_collection_of_an_api_is_taken_over_after_approval(connected: Staff) -> None:
    staff, page = connected, connected.page
    connect(staff, "features", f"{staff.url}api/")
    page.get_by_label("Hledat").fill("admin_municipality")
    page.get_by_role("button", name="Zobrazit").click()
    page.locator("tr", has=page.get_by_text("admin_municipality", exact=True)).get_by_role(
        "link"
    ).click()
    describe(staff, "Obce ze služby")
    page.get_by_role("button", name="Převzít teď").click()
    page.get_by_text("Převzetí je zadáno").wait_for()
    wait_for_delivery(staff)
    page.get_by_role("button", name="Schválit").first.click()
    staff.wait_for_state("zveřejněno")

    taken = requests.get(f"{staff.url}api/collections/{TAKEN}/items?limit=500", timeout=20).json()
    own = requests.get(
        f"{staff.url}api/collections/admin_municipality/items?limit=500", timeout=20
    ).json()
    assert len(taken["features"]) == len(own["features"]) > 0


def wait_for_delivery(staff: Staff) -> None:
    """The worker fetches, then checks; the page does not reload by itself."""
    deadline = time.monotonic() + 60
    link = staff.page.get_by_role("link", name=f"{TAKEN}.geojson")
    while time.monotonic() < deadline:
        staff.visit("admin/data/")
        if staff.page.locator(".cards a", has_text=TAKEN).count():
            link.first.click()
            return
        time.sleep(0.5)
    raise AssertionError("no delivery came")


def picture(url: str, layer: str) -> Image.Image:
    """A tile over the demo region."""
    box = requests.get(f"{url}api/catalogue", timeout=20).json()["region"]["bbox"]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    span = 256 * 8.96
    column, row = int((x + 925_000) / span), int((-920_000 - y) / span)
    answer = requests.get(f"{url}ows/wmts/{layer}/krovak/6/{column}/{row}.png", timeout=30)
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content)).convert("RGBA")
