"""A planner prints the map for a meeting: chooses the paper, moves its frame, takes the PDF."""

import io
from typing import Any

import pypdf
from playwright.sync_api import expect

from tests.portal.conftest import Portal, permalink
from tests.portal.test_find_list import parcel_text, paste
from tests.visitors import ADMINISTRATOR, Visitor

PRINTED_MS = 90_000


def set_up(portal: Portal, parcel: dict[str, Any], *, level: int = 12) -> None:
    portal.open(permalink(parcel, level, "base_map,cadastre_parcel"))
    portal.page.locator("#open-print").click()
    portal.page.locator("#print-paper").wait_for()


def frame_middle(portal: Portal) -> tuple[float, float]:
    box = portal.page.locator("path.paper-frame").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_planner_prints_a_sheet_with_title_and_scale(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    set_up(portal, parcel)
    portal.page.locator("#print-scale").select_option("1000")
    portal.page.locator("#print-title").fill("Podklad pro jednání")
    portal.assert_accessible()
    portal.page.get_by_role("button", name="Vytisknout do PDF").click()
    expect(portal.page.get_by_role("button", name="Zrušit tisk")).to_be_visible()
    link = portal.page.get_by_role("link", name="Stáhnout PDF")
    link.wait_for(timeout=PRINTED_MS)
    portal.assert_accessible()
    with portal.page.expect_download() as downloading:
        link.click()
    document = pypdf.PdfReader(io.BytesIO(downloading.value.path().read_bytes()))
    text = " ".join(document.pages[0].extract_text().split())
    assert "Podklad pro jednání" in text
    assert "Měřítko ověřeno na hotovém listu" in text


def test_frame_of_the_paper_follows_the_form_the_mouse_and_the_keys(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    set_up(portal, parcel)
    frame, handle = portal.page.locator("path.paper-frame"), portal.page.locator(".paper-handle")
    wide = frame.bounding_box()
    portal.page.locator("#print-orientation").select_option("portrait")
    high = frame.bounding_box()
    assert wide and high and wide["width"] > wide["height"]
    assert high["width"] < wide["width"] and high["height"] > wide["height"]

    before = frame_middle(portal)
    handle.focus()
    portal.page.keyboard.press("ArrowRight")
    after = frame_middle(portal)
    assert after[0] > before[0] + 5 and abs(after[1] - before[1]) < 3
    assert portal.page.evaluate("document.activeElement.className").count("paper-handle")

    portal.page.mouse.move(*after)
    portal.page.mouse.down()
    portal.page.mouse.move(after[0] + 60, after[1] + 40, steps=6)
    portal.page.mouse.up()
    moved = frame_middle(portal)
    assert abs(moved[0] - after[0] - 60) < 6 and abs(moved[1] - after[1] - 40) < 6

    portal.page.get_by_role("button", name="Rám doprostřed mapy").click()
    assert abs(frame_middle(portal)[0] - before[0]) < 3
    portal.page.locator(".panel--left").get_by_role("button", name="Zavřít").click()
    expect(frame).to_have_count(0)


def test_planner_prints_a_sheet_for_each_parcel_of_a_list(
    portal: Portal, parcel: dict[str, Any], visitors: dict[str, Visitor]
) -> None:
    session = visitors[ADMINISTRATOR].session
    portal.page.context.add_cookies([{"name": "sessionid", "value": session, "url": portal.url}])
    portal.open(permalink(parcel, 12, "cadastre_parcel"))
    paste(portal, parcel_text(parcel))
    portal.page.locator("#open-print").click()
    portal.page.locator("#print-over").select_option("parcels")
    portal.page.locator("#print-scale").select_option(label="podle velikosti parcely")
    portal.page.get_by_role("button", name="Vytisknout do PDF").click()
    expect(portal.page.locator(".print__progress")).to_be_visible()
    link = portal.page.get_by_role("link", name="Stáhnout PDF")
    link.wait_for(timeout=PRINTED_MS)
    with portal.page.expect_download() as downloading:
        link.click()
    document = pypdf.PdfReader(io.BytesIO(downloading.value.path().read_bytes()))
    assert "Klad listů" in document.pages[0].extract_text()
    assert parcel["properties"]["label"] in document.pages[1].extract_text()


def test_series_without_signing_in_says_why_it_is_refused(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    set_up(portal, parcel)
    portal.page.locator("#print-over").select_option("extent")
    portal.page.get_by_role("button", name="Vytisknout do PDF").click()
    expect(portal.page.locator(".print .panel__failure")).to_contain_text("přihlášení")


def test_print_is_set_up_on_a_phone_in_english(phone: Portal, parcel: dict[str, Any]) -> None:
    phone.open(permalink(parcel, 12).replace("lang=cs", "lang=en"))
    phone.page.locator("#open-print").click()
    phone.page.get_by_role("button", name="Print to PDF").wait_for()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.assert_accessible()
