"""A planner pastes the list of parcels from an application, and takes the answer further."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.portal.conftest import Portal
from tests.stack import STAFF


def paste(portal: Portal, text: str) -> None:
    """Open the panel of the list, paste, search and wait for the rows."""
    portal.page.locator("#open-list").click()
    portal.page.locator("#list-text").fill(text)
    portal.page.get_by_role("button", name="Vyhledat seznam").click()
    portal.page.wait_for_selector(".list__rows")


def parcel_text(parcel: dict[str, Any]) -> str:
    properties = parcel["properties"]
    return f"{properties['cadastral_unit_code']} {properties['label']}"


def test_pasted_list_says_of_each_row_what_was_found(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open()
    paste(portal, f"{parcel_text(parcel)}\n12\n1/2/3")
    rows = portal.page.locator(".list__rows tbody tr")
    assert [row.get_attribute("data-state") for row in rows.all()] == [
        "found",
        "ambiguous",
        "not_found",
    ]
    expect(portal.page.locator(".list__summary")).to_have_text(
        "Nalezeno 1, k výběru 1, nenalezeno 1."
    )
    portal.assert_accessible()


def test_ambiguous_row_is_chosen_by_keyboard_and_stays_in_focus(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open()
    paste(portal, "12")
    choice = portal.page.locator("#list-choice-1")
    choice.focus()
    choice.select_option(index=1)
    expect(portal.page.locator(".list__rows tbody tr")).to_have_attribute("data-state", "found")
    assert portal.page.evaluate("document.activeElement.id") == "list-choice-1"


def test_whole_list_is_shown_on_the_map_and_one_of_it_opened(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open()
    paste(portal, parcel_text(parcel))
    portal.page.get_by_role("button", name="Ukázat vše na mapě").click()
    expect(portal.page.locator("path.listed")).to_have_count(1)
    portal.page.get_by_role(
        "button", name=f"Ukázat na mapě: {parcel['properties']['label']}"
    ).click()
    assert portal.answer.locator("h2").inner_text() == "Vybraný prvek"


def test_found_parcels_are_passed_on_to_an_extract(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open()
    paste(portal, parcel_text(parcel))
    link = portal.page.get_by_role("link", name="Výpis k parcelám")
    assert f"parcels={parcel['id']}&" in (link.get_attribute("href") or "")


def test_csv_chosen_from_disk_is_searched_and_taken_away_again(
    portal: Portal, parcel: dict[str, Any], tmp_path: Path
) -> None:
    properties = parcel["properties"]
    file = tmp_path / "zadost.csv"
    file.write_text(
        f"k.ú.;parcela\r\n{properties['cadastral_unit_name']};{properties['label']}\r\n",
        encoding="cp1250",
    )
    portal.open()
    portal.page.locator("#open-list").click()
    portal.page.locator("#list-file").set_input_files(file)
    portal.page.wait_for_selector(".list__rows")
    with portal.page.expect_download() as downloading:
        portal.page.get_by_role("button", name="Stáhnout CSV").click()
    rows = downloading.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert f";cadastre_parcel;{parcel['id']};" in rows[1]


def test_list_works_on_a_phone(phone: Portal, parcel: dict[str, Any]) -> None:
    phone.open()
    paste(phone, f"{parcel_text(parcel)}\n12")
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.assert_accessible()


def test_extracts_of_all_found_come_as_one_file_to_who_has_signed_in(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open()
    paste(portal, parcel_text(parcel))
    ask = portal.page.get_by_role("button", name="Výpisy pro nalezené")
    ask.click()
    expect(portal.page.locator(".list__batch")).to_contain_text("jsou pro přihlášené")
    portal.assert_accessible()

    portal.sign_in(*STAFF)
    portal.open()
    paste(portal, parcel_text(parcel))
    ask.click()
    link = portal.page.get_by_role("link", name="Stáhnout výpisy")
    link.wait_for(timeout=60_000)
    portal.assert_accessible()
    with portal.page.expect_download() as downloading:
        link.click()
    assert downloading.value.path().read_bytes().startswith(b"%PDF")
