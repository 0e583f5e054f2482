"""A clerk brings a real unit of the cadastre from beyond the region, by the keyboard alone."""

import csv
import re
from pathlib import Path

import pytest

from tests.staff.conftest import Staff


@pytest.fixture
def jama(shared_data: Path) -> Path:
    """Two hundred kilometres from the demo region, where no base map is."""
    return shared_data / "vfk" / "jama_693936.vfk"


def press(staff: Staff, name: str) -> None:
    """Goes by Tab to the button or link and presses it."""
    staff.page.locator("body").press("Home")
    for _ in range(150):
        staff.page.keyboard.press("Tab")
        focused = staff.page.evaluate("document.activeElement.innerText || ''")
        if focused.strip() == name:
            staff.page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by the keyboard")


def test_unit_beyond_the_region_is_placed_published_and_taken_back(
    staff: Staff, jama: Path
) -> None:
    page = staff.page
    staff.upload(jama)
    staff.wait_for_state("čeká na schválení")
    page.wait_for_selector("path.difference-added", state="attached")
    assert page.locator("#layer option:checked").inner_text().startswith("Parcely (615")
    assert page.locator("path.graticule").count() >= 4
    assert page.get_by_text(re.compile(r"^Y 78\d\s000$")).count()
    assert re.search(r"1\s:\s\d+.*m", page.locator(".ruler").inner_text(), re.DOTALL)
    assert "na jihozápad" in page.locator("#difference-note").inner_text()
    staff.assert_accessible()

    press(staff, "Schválit a zveřejnit")
    staff.wait_for_state("zveřejněno")
    staff.visit("quality/")
    with page.expect_download() as download:
        press(staff, "kvalita (CSV)")
    with download.value.path().open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    parcels = [row for row in rows if (row["vrstva"], row["zdroj"]) == ("cadastre_parcel", "iskn")]
    assert [row["objektů"] for row in parcels] == ["615"]

    page.go_back()
    staff.visit("admin/data/")
    press(staff, jama.name)
    press(staff, "Vrátit zveřejnění…")
    press(staff, "Vrátit import")
    staff.wait_for_state("vráceno zpět")


def test_map_beyond_the_region_fits_a_phone(staff_phone: Staff, shared_data: Path) -> None:
    staff_phone.upload(shared_data / "vfk" / "bylany_616567.vfk")
    staff_phone.wait_for_state("čeká na schválení")
    staff_phone.page.wait_for_selector("path.graticule", state="attached")
    assert staff_phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    staff_phone.assert_accessible()
