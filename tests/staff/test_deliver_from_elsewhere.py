"""A clerk brings a real unit of the cadastre from beyond the region, by the keyboard alone."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import requests
from shapely.geometry import shape

from tests.portal.conftest import CRS_5514
from tests.staff.conftest import Staff


@pytest.fixture
def jama(shared_data: Path) -> Path:
    """Two hundred kilometres from the demo region, where no base map is."""
    return shared_data / "vfk" / "jama_693936.vfk"


NEAR = """([east, north]) => {
  const found = /c=(-[0-9.]+),(-[0-9.]+)/.exec(location.hash);
  return found && Math.hypot(found[1] - east, found[2] - north) < 500;
}"""
"""The map's middle, as the permalink tells it, is by the place (EPSG:5514)."""

DRAWN = """() => [...document.querySelectorAll('.leaflet-tile-loaded')].some((tile) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 256, height: 256 });
  const pen = canvas.getContext('2d');
  pen.drawImage(tile, 0, 0);
  return pen.getImageData(0, 0, 256, 256).data.some((value, at) => at % 4 === 3 && value > 0);
})"""
"""Some tile has more than transparent dots."""


def first_parcel(url: str, unit: str) -> dict[str, Any]:
    """A parcel of the unit with an outline, and the middle of it in EPSG:5514."""
    path = f"api/collections/cadastre_parcel/items?cadastral_unit_code={unit}&crs={CRS_5514}"
    for feature in requests.get(url + path, timeout=20).json()["features"]:
        if feature["geometry"] and "Polygon" in feature["geometry"]["type"]:
            middle = shape(feature["geometry"]).centroid
            return {"id": feature["id"], "middle": [middle.x, middle.y]}
    raise AssertionError(f"{unit} has no parcel with an outline")


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


def test_unit_beyond_the_region_is_found_and_drawn_in_the_portal(staff: Staff, jama: Path) -> None:
    staff.upload(jama)
    staff.wait_for_state("čeká na schválení")
    press(staff, "Schválit a zveřejnit")
    staff.wait_for_state("zveřejněno")
    delivery = staff.page.url

    parcel = first_parcel(staff.url, "693936")
    staff.open(f"#f=cadastre_parcel:{parcel['id']}&l=cadastre_parcel")
    staff.hash_with("c=")
    staff.page.wait_for_function(NEAR, arg=parcel["middle"])
    staff.page.wait_for_function(DRAWN)

    staff.page.goto(delivery)
    press(staff, "Vrátit zveřejnění…")
    press(staff, "Vrátit import")
    staff.wait_for_state("vráceno zpět")


def test_map_beyond_the_region_fits_a_phone(staff_phone: Staff, shared_data: Path) -> None:
    staff_phone.upload(shared_data / "vfk" / "bylany_616567.vfk")
    staff_phone.wait_for_state("čeká na schválení")
    staff_phone.page.wait_for_selector("path.graticule", state="attached")
    assert staff_phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    staff_phone.assert_accessible()
