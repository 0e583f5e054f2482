"""A planner finds a parcel by what stands in the letter, however it is written."""

from typing import Any

import pytest

from tests.portal.conftest import Portal


@pytest.mark.parametrize(
    "form",
    [
        "{cadastral_unit_name} {label}",
        "parc. č. {label} v k. ú. {cadastral_unit_name}",
        "{cadastral_unit_code}-{label}",
        "{code}",
    ],
)
def test_parcel_is_found_and_shown_however_it_is_written(
    portal: Portal, parcel: dict[str, Any], form: str
) -> None:
    portal.open()
    portal.search(form.format(**parcel["properties"]))
    portal.page.keyboard.press("Enter")
    assert portal.answer.locator("h2").inner_text() == "Vybraný prvek"
    assert portal.hash_with(f"f=cadastre_parcel:{parcel['id']}")


def test_number_in_several_units_is_offered_with_unit_and_municipality(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open()
    portal.search("12")
    group = portal.page.locator("#suggestions [role=group]", has_text="Parcely")
    details = group.locator(".suggestions__detail").all_inner_texts()
    assert len(details) > 1 and all(detail.startswith("k. ú. ") for detail in details)
    portal.assert_accessible()


def test_broken_number_is_told_in_words(portal: Portal) -> None:
    portal.open()
    portal.search("1/2/3")
    assert "1/2/3" in portal.page.locator("#suggestions").inner_text()
    assert "čeká se 1234" in portal.page.locator("#suggestions").inner_text()


def test_degrees_from_a_navigation_show_the_place(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open()
    portal.search("50°46'N 15°3'E")
    assert "Y X v S-JTSK" in portal.page.locator("#suggestions").inner_text()
