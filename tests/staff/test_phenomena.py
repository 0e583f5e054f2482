"""An administrator puts the number of a phenomenon right after a look into the decree."""

from tests.staff.conftest import Staff


def correct(staff: Staff) -> None:
    page = staff.page
    staff.visit("admin/data/phenomena/")
    staff.assert_accessible()
    page.get_by_role("link", name="Doplnit číslo").nth(2).click()
    page.get_by_label("Číslo", exact=True).fill("12a")
    page.get_by_label("Jevy, které číslo zahrnuje").select_option("flood_area")
    page.get_by_label("Odkud číslo je").fill("Sbírka zákonů, příloha č. 1")
    page.get_by_label("Porovnáno s textem").first.check()
    staff.assert_accessible()
    page.get_by_role("button", name="Uložit číslo").click()
    page.get_by_text("Číslo 12a (157/2024) je uloženo.").wait_for()
    assert page.get_by_role("link", name="Opravit číslo 12a vyhlášky 157/2024").is_visible()
    page.get_by_role("button", name="Vrátit původní význam čísla 12a").click()
    page.get_by_text("Oprava čísla 12a (157/2024) je smazána.").wait_for()


def test_number_is_put_right_and_taken_back(staff: Staff) -> None:
    correct(staff)


def test_number_is_put_right_on_a_phone(staff_phone: Staff) -> None:
    correct(staff_phone)
    assert staff_phone.page.evaluate("document.documentElement.scrollWidth") <= 390
