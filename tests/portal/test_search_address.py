"""Somebody looks for a place by what is written on the letter."""

from typing import Any

from tests.portal.conftest import Portal


def test_address_typed_and_chosen_shows_where_it_is(
    portal: Portal, address: dict[str, Any]
) -> None:
    portal.open()
    properties = address["properties"]
    portal.search(f"{properties['label']} {properties['municipality_part_name']}")
    portal.page.keyboard.press("ArrowDown")
    active = portal.page.locator("#search").get_attribute("aria-activedescendant")
    assert portal.page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    portal.page.keyboard.press("Enter")
    assert portal.answer.locator("h2").inner_text() == "Vybraný prvek"
    assert portal.page.locator("#search").get_attribute("aria-expanded") == "false"
    assert portal.hash_with("f=address_place:")


def test_suggestions_are_grouped_under_titles(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open()
    portal.search(parcel["properties"]["municipality_name"])
    group = portal.page.locator("#suggestions [role=group]").first
    title = portal.page.locator(f"#{group.get_attribute('aria-labelledby')}")
    assert title.inner_text() != ""
    assert group.locator("[role=option]").count() > 0
    portal.assert_accessible()


def test_name_without_diacritics_finds_the_municipality(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    name = parcel["properties"]["municipality_name"]
    plain = name.translate(
        str.maketrans("áčďéěíňóřšťúůýžÁČĎÉÍŇÓŘŠŤÚÝŽ", "acdeeinorstuuyzACDEINORSTUYZ")
    )
    portal.open()
    portal.search(plain)
    assert name in portal.page.locator("#suggestions").inner_text()


def test_nonsense_is_answered_in_words(portal: Portal) -> None:
    portal.open()
    portal.search("qqqzzzxxx")
    assert "Nic jsme nenašli" in portal.page.locator("#suggestions").inner_text()
    portal.assert_accessible()


def test_search_out_of_order_says_so(portal: Portal) -> None:
    portal.open()
    portal.page.route("**/api/search**", lambda route: route.fulfill(status=503, body="{}"))
    portal.search("Liberec")
    assert "vytížen" in portal.page.locator("#suggestions").inner_text()


def test_escape_closes_the_list_and_then_empties_the_box(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open()
    portal.search(parcel["properties"]["municipality_name"])
    portal.page.keyboard.press("Escape")
    assert portal.page.locator("#suggestions").is_hidden()
    assert portal.page.locator("#search").input_value() != ""
    portal.page.keyboard.press("Escape")
    assert portal.page.locator("#search").input_value() == ""
