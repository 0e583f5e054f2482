"""Somebody sends to a colleague what is on the screen."""

from typing import Any

from tests.portal.conftest import Portal, permalink


def test_link_opened_elsewhere_shows_the_same(
    portal: Portal, phone: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 12, "cadastre_parcel~50,base_map"))
    portal.click_map()
    assert portal.answer
    link = portal.hash_with(f"f=cadastre_parcel:{parcel['id']}")
    phone.open(link)
    assert phone.answer.locator("h4").first.inner_text() == parcel["properties"]["label"]
    assert phone.page.evaluate("location.hash") == link


def test_reload_keeps_place_layers_and_feature(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 11, "base_map") + f"&f=cadastre_parcel:{parcel['id']}")
    assert portal.answer
    before = portal.hash_with("f=")
    portal.page.reload()
    assert portal.answer.locator("h4").first.inner_text() == parcel["properties"]["label"]
    assert portal.hash_with("f=") == before


def test_share_dialog_copies_the_link(portal: Portal) -> None:
    portal.open()
    portal.page.get_by_role("button", name="Sdílet", exact=True).click()
    link = portal.page.locator("#share-link").input_value()
    portal.assert_accessible()
    portal.page.get_by_role("button", name="Kopírovat odkaz").click()
    portal.page.get_by_text("Zkopírováno").first.wait_for()
    assert portal.page.evaluate("navigator.clipboard.readText()") == link
    assert link.startswith(portal.url + "#c=")


def test_link_with_a_layer_that_is_gone_opens_and_says_so(portal: Portal) -> None:
    portal.open("#l=base_map,uap_zrusena")
    assert "uap_zrusena" in portal.page.locator(".notice").inner_text()
    assert portal.page.locator("#layer-base_map").is_checked()


def test_spoiled_link_opens_the_whole_territory(portal: Portal) -> None:
    portal.open("#c=NaN,1e999&z=-4&l=base_map&f=<script>&lang=xx&g=moon")
    assert portal.hash_with("c=-")


def test_changed_address_moves_the_open_map(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open()
    portal.page.evaluate("hash => { location.hash = hash }", permalink(parcel, 10))
    assert portal.hash_with("z=10")
    assert portal.page.locator("#scale").input_value() == "10"
