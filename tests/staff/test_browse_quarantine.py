"""Somebody looks at what was refused, takes it home, and looks at the quality of all."""

import json
from pathlib import Path

from tests.staff.conftest import Staff


def test_refused_record_is_on_the_map_in_words_and_in_a_file(
    staff: Staff, newer_file: Path
) -> None:
    newer_file.write_text(newer_file.read_text() + "<!-- karanténa -->")
    staff.upload(newer_file, source="demo")
    staff.wait_for_state("čeká na schválení")
    page = staff.page
    page.get_by_role("link", name="Parcely: Neplatný obrys.").click()
    page.wait_for_selector("path.difference-removed")
    assert page.get_by_text("hranice protíná sama sebe v bodě Y 689950,00").is_visible()
    assert page.get_by_text("Opravit geometrie").is_visible()
    staff.assert_accessible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Stáhnout GeoJSON").click()
    (feature,) = json.loads(download.value.path().read_text())["features"]
    assert feature["properties"]["dmvs_reason"] == "Neplatný obrys."


def test_every_page_of_the_staff_is_accessible(staff: Staff) -> None:
    for path in ("admin/data/", "admin/data/jobs/", "admin/data/quarantine/", "admin/", "quality/"):
        staff.visit(path)
        staff.assert_accessible()


def test_pages_fit_a_phone(staff_phone: Staff) -> None:
    for path in ("admin/data/", "admin/data/jobs/", "admin/data/quarantine/", "quality/"):
        staff_phone.visit(path)
        assert staff_phone.page.evaluate("document.documentElement.scrollWidth") <= 390, path
        staff_phone.assert_accessible()


def test_sign_in_is_asked_for_and_accessible(staff: Staff) -> None:
    staff.page.context.clear_cookies()
    staff.visit("admin/data/")
    assert "/account/login/" in staff.page.url
    staff.assert_accessible()
