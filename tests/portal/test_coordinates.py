"""Somebody reads, copies and types coordinates."""

import re
from typing import Any

import pytest

from layers.crs import KROVAK, WGS84, transform
from tests.portal.conftest import Portal, permalink

READOUT = "[data-coordinates]"


def test_place_asked_is_told_in_both_systems(portal: Portal, parcel: dict[str, Any]) -> None:
    east, north = parcel["inside"]
    portal.open(permalink(parcel, 13))
    portal.click_map()
    krovak, positive, wgs84 = [_numbers(row) for row in _rows(portal)]
    assert krovak == pytest.approx((east, north), abs=0.5)
    assert positive == (-krovak[0], -krovak[1])
    longitude, latitude = transform(krovak[0], krovak[1], source=KROVAK, target=WGS84)
    assert wgs84 == pytest.approx((latitude, longitude), abs=1e-5)


def test_coordinates_are_copied_as_shown(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 13))
    portal.click_map()
    shown = _rows(portal)[0]
    portal.answer.get_by_role("button", name="Kopírovat souřadnice").first.click()
    portal.page.wait_for_function(
        "async text => (await navigator.clipboard.readText()) === text", arg=shown
    )


def test_readout_follows_the_pointer_and_returns_to_the_centre(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 13))
    portal.page.locator("#scale").hover()
    centre = portal.page.locator(READOUT).inner_text()
    assert _numbers(centre) == pytest.approx(parcel["inside"], abs=0.2)
    portal.page.mouse.move(700, 300)
    assert portal.page.locator(READOUT).inner_text() != centre
    portal.page.locator("#scale").hover()
    assert portal.page.locator(READOUT).inner_text() == centre


def test_readout_takes_the_form_one_chooses(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 13))
    portal.page.select_option(".status__coordinates select", "positive")
    assert portal.page.locator(READOUT).inner_text().startswith("Y ")
    portal.page.select_option(".status__coordinates select", "wgs84")
    assert re.match(r"\d\d\.\d{7}, \d\d\.\d{7}$", portal.page.locator(READOUT).inner_text())


def test_typed_coordinates_lead_to_the_place(portal: Portal, parcel: dict[str, Any]) -> None:
    east, north = parcel["inside"]
    portal.open()
    portal.search(f"{-east:.2f} {-north:.2f}")
    portal.page.keyboard.press("Enter")
    group = portal.answer.locator("[data-layer=cadastre_parcel]")
    assert group.locator("h4").first.inner_text() == parcel["properties"]["label"]


def test_map_in_web_mercator_keeps_place_and_scale(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 11))
    portal.page.get_by_role("button", name="Nastavení").click()
    portal.assert_accessible()
    with portal.page.expect_response(lambda response: "/webmercator/" in response.url) as tile:
        portal.page.check("#grid-webmercator")
    assert tile.value.status == 200
    portal.page.keyboard.press("Escape")
    link = portal.hash_with("g=webmercator")
    centre = tuple(map(float, re.search(r"c=([-\d.]+),([-\d.]+)", link).groups()))  # type: ignore[union-attr]
    assert centre == pytest.approx(parcel["inside"], abs=1)
    portal.click_map()
    group = portal.answer.locator("[data-layer=cadastre_parcel]")
    assert group.locator("h4").first.inner_text() == parcel["properties"]["label"]


def _rows(portal: Portal) -> list[str]:
    texts: list[str] = portal.answer.locator(".coordinates .coordinates__text").all_inner_texts()
    return texts


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(number) for number in re.findall(r"-?\d+\.\d+", text.replace("−", "-")))
