"""Somebody stands in a field with a phone."""

from typing import Any

from tests.portal.conftest import PHONE, Portal, permalink


def test_map_search_and_panels_fit_the_screen(phone: Portal) -> None:
    phone.open(hint=True)
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.page.locator(".panel--left").is_hidden()
    assert phone.page.locator("#search").is_visible()
    phone.assert_accessible()


def test_tap_opens_a_sheet_below_the_place(phone: Portal, parcel: dict[str, Any]) -> None:
    phone.open(permalink(parcel, 12))
    phone.page.touchscreen.tap(PHONE["width"] / 2, PHONE["height"] / 2)
    sheet = phone.answer.bounding_box()
    phone.page.wait_for_timeout(500)  # the map slides from below the sheet
    mark = phone.page.locator(".place-mark").bounding_box()
    assert sheet is not None
    assert mark is not None
    assert sheet["width"] == PHONE["width"]
    assert mark["y"] + mark["height"] < sheet["y"]
    phone.assert_accessible()


def test_layers_open_as_a_sheet_and_close(phone: Portal) -> None:
    phone.open()
    phone.page.click("#open-layers")
    phone.page.locator(".tree").wait_for()
    phone.assert_accessible()
    phone.page.locator(".panel--left").get_by_role("button", name="Zavřít").click()
    assert phone.page.locator(".panel--left").is_hidden()


def test_layers_wanted_over_an_answer_are_seen(phone: Portal, parcel: dict[str, Any]) -> None:
    phone.open(permalink(parcel, 12))
    phone.page.touchscreen.tap(PHONE["width"] / 2, PHONE["height"] / 2)
    phone.answer.wait_for()
    phone.page.click("#open-layers")
    phone.page.locator(".tree").wait_for()
    assert phone.page.locator(".panel--answer").is_hidden()


def test_hint_is_shown_once(phone: Portal) -> None:
    phone.open(hint=True)
    assert "Klepněte do mapy" in phone.page.locator(".hint").inner_text()
    phone.page.get_by_role("button", name="Rozumím").click()
    phone.page.reload()
    phone.page.wait_for_selector(".leaflet-tile-loaded")
    assert phone.page.locator(".hint").is_hidden()
