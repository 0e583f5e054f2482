"""Somebody does not speak Czech."""

from typing import Any

from tests.portal.conftest import Portal, permalink


def test_switch_to_english_changes_page_answer_and_link(
    portal: Portal, parcel: dict[str, Any], catalogue: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 12))
    portal.click_map()
    assert portal.answer
    portal.page.click("#language-en")
    assert portal.page.evaluate("document.documentElement.lang") == "en"
    layer = next(one for one in catalogue["layers"] if one["id"] == "cadastre_parcel")
    assert layer["title"]["en"] in str(portal.page.locator(".tree").text_content())
    assert portal.answer.locator("h2").inner_text() == "What is here"
    assert portal.page.evaluate("document.activeElement.id") == "language-en"
    assert portal.hash_with("lang=en")
    portal.assert_accessible()


def test_english_link_opens_in_english(portal: Portal) -> None:
    portal.open("#lang=en")
    assert portal.page.locator("#open-layers").inner_text() == "Layers"


def test_czech_is_the_first_language(portal: Portal) -> None:
    portal.open()
    assert portal.page.evaluate("document.documentElement.lang") == "cs"
    assert portal.page.locator("#open-layers").inner_text() == "Vrstvy"
    portal.assert_accessible()
