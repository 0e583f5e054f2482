"""Somebody brings a file; somebody looks at what it would change, approves it, takes it back."""

from pathlib import Path

from tests.staff.conftest import Staff


def test_delivery_goes_from_upload_to_map_and_back(staff: Staff, newer_file: Path) -> None:
    page = staff.page
    staff.upload(newer_file, source="demo")
    staff.assert_accessible()
    staff.wait_for_state("čeká na schválení")
    assert page.get_by_text("Podezřelý úbytek").is_visible()
    page.wait_for_selector("path.difference-removed")
    assert page.locator("path.difference-changed").count()
    staff.assert_accessible()

    page.locator(".object button").first.press("Enter")
    page.wait_for_selector(".leaflet-tooltip")

    page.get_by_role("button", name="Schválit a zveřejnit").click()
    staff.wait_for_state("zveřejněno")
    assert "schválil týž, kdo nahrál" in page.locator("#content").inner_text()
    staff.assert_accessible()

    page.get_by_role("link", name="Vrátit zveřejnění…").click()
    staff.assert_accessible()
    page.get_by_role("button", name="Vrátit import").click()
    staff.wait_for_state("vráceno zpět")


def test_delivery_is_sent_back_with_a_reason(staff: Staff, newer_file: Path) -> None:
    newer_file.write_text(newer_file.read_text() + "<!-- jiný soubor -->")
    staff.upload(newer_file, source="demo")
    staff.wait_for_state("čeká na schválení")
    staff.page.get_by_label("Důvod vrácení").fill("Chybí čtvrtina parcel.")
    staff.page.get_by_role("button", name="Vrátit", exact=True).click()
    staff.wait_for_state("vráceno")
    assert staff.page.get_by_text("Chybí čtvrtina parcel.").first.is_visible()
    staff.assert_accessible()


def test_file_that_nobody_can_read_is_refused_with_words(staff: Staff, tmp_path: Path) -> None:
    letter = tmp_path / "dopis $(id) 'x'.docx"
    letter.write_bytes(b"not data")
    staff.upload(letter)
    staff.wait_for_state("odmítnuto")
    assert staff.page.get_by_text("není známý žádnému čtenáři").first.is_visible()
    staff.assert_accessible()


def test_difference_fits_a_phone(staff_phone: Staff, newer_file: Path) -> None:
    newer_file.write_text(newer_file.read_text() + "<!-- na telefon -->")
    staff_phone.upload(newer_file, source="demo")
    staff_phone.wait_for_state("čeká na schválení")
    staff_phone.page.wait_for_selector("path.difference-removed")
    width = staff_phone.page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    staff_phone.assert_accessible()
