"""Somebody clicks on a parcel to learn what it is."""

from collections.abc import Callable
from typing import Any

from tests.portal.conftest import Portal, permalink

LEVEL = 12
"""1 : 500, where parcels are drawn."""


def test_click_on_a_parcel_shows_its_values_in_words(
    portal: Portal, parcel: dict[str, Any], catalogue: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, LEVEL))
    portal.click_map()
    group = portal.answer.locator("[data-layer=cadastre_parcel]")
    assert group.locator("h4").first.inner_text() == parcel["properties"]["label"]
    layer = next(one for one in catalogue["layers"] if one["id"] == "cadastre_parcel")
    kinds = next(field["codes"] for field in layer["fields"] if field["name"] == "land_kind")
    assert kinds[str(parcel["properties"]["land_kind"])]["cs"] in group.inner_text()
    assert "m²" in group.inner_text()
    portal.assert_accessible()


def test_answer_names_provider_and_date_of_data(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, LEVEL))
    portal.click_map()
    source = portal.answer.locator("[data-layer=cadastre_parcel] .group__source").inner_text()
    assert "ČÚZK" in source
    assert "stav dat" in source


def test_parcel_asked_about_is_outlined_on_the_map(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, LEVEL))
    portal.click_map()
    assert portal.answer
    portal.page.locator("path.highlight").wait_for(state="attached")
    portal.answer.get_by_role("button", name="Zavřít").click()
    assert portal.page.locator("path.highlight").count() == 0
    assert portal.page.locator(".panel--answer").is_hidden()


def test_place_with_nothing_on_it_is_answered_in_words(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, LEVEL))
    portal.page.uncheck("#layer-base_map")
    portal.click_map()
    portal.page.get_by_text("V zapnutých vrstvách tu nic není").first.wait_for()
    portal.assert_accessible()


def test_failed_answer_says_why_and_offers_another_try(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, LEVEL))
    portal.page.route("**/api/identify**", lambda route: route.abort())
    portal.click_map()
    portal.page.get_by_text("server neodpovídá").wait_for()
    portal.assert_accessible()
    portal.page.unroute("**/api/identify**")
    portal.page.get_by_role("button", name="Zkusit znovu").click()
    portal.answer.locator("[data-layer=cadastre_parcel]").wait_for()


HOSTILE = ("<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0", "javascript:alert(1)")


def test_markup_in_data_is_shown_as_text(portal: Portal, parcel: dict[str, Any]) -> None:
    """HOSTILE 40: an attribute value is never markup, and never where a link leads."""
    portal.open(permalink(parcel, LEVEL))
    for hostile in HOSTILE:
        portal.page.route("**/api/identify**", spoiling(hostile))
        portal.click_map()
        heading = portal.answer.locator("h4").filter(has_text=hostile).first
        heading.wait_for()
        assert heading.inner_text() == hostile
        assert portal.answer.locator("img").count() == 0
        assert portal.answer.locator("a[href^='javascript:']").count() == 0
        portal.page.unroute("**/api/identify**")


def spoiling(label: str) -> Callable[[Any], None]:
    """Puts the label into the first answer."""

    def spoil(route: Any) -> None:
        answer = route.fetch().json()
        answer["layers"][0]["features"][0]["label"] = label
        route.fulfill(json=answer)

    return spoil


WHOLE_COUNTRY = "#c=-687000,-975000&z=0&l=base_map&lang=cs"


def test_click_on_the_whole_country_gives_an_answer(portal: Portal) -> None:
    portal.open(WHOLE_COUNTRY)
    with portal.page.expect_response(lambda response: "/api/identify" in response.url) as asked:
        portal.click_map()
    assert asked.value.status == 200
