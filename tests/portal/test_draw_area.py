"""A planner draws an area and asks what applies to it, or takes its data away."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.portal.conftest import Portal, permalink
from tests.stack import STAFF


def corners(portal: Portal) -> None:
    """Three clicks around the middle of the map, not so fast that two of them were one zoom."""
    box = portal.page.locator("#map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for number, (right, down) in enumerate(((0, -60), (80, 50), (-40, 60)), 1):
        portal.page.mouse.click(x + right, y + down)
        expect(portal.page.locator("path.area")).to_have_count(number + 1)


def test_extract_of_a_drawn_area_is_one_click_away(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 11))
    portal.page.locator("#open-area").click()
    portal.page.locator("#area-draw").click()
    corners(portal)
    portal.page.locator("#area-draw").click()
    expect(portal.page.locator(".list__summary")).to_contain_text("vrcholů 3")
    portal.assert_accessible()

    href = portal.page.get_by_role("link", name="Výpis pro plochu (PDF)").get_attribute("href")
    paper = portal.page.request.get(f"{portal.url.rstrip('/')}{href}")
    assert paper.body().startswith(b"%PDF")
    portal.page.get_by_role("link", name="Výpis pro plochu", exact=True).click()
    expect(portal.page.get_by_role("heading", level=1)).to_have_text(
        "Výpis informací o území k pozemku"
    )
    expect(portal.page.locator(".land")).to_contain_text("území")
    portal.assert_accessible()


def test_area_is_drawn_and_mended_by_keyboard_alone(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 11))
    portal.page.locator("#open-area").click()
    portal.page.locator("#area-draw").press("Enter")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        portal.page.locator("#map").press("Enter")
        portal.page.locator("#map").press(key)
        portal.page.wait_for_timeout(400)  # the map glides
    expect(portal.page.locator(".list__summary")).to_contain_text("vrcholů 3")
    portal.page.locator("#area-back").press("Enter")
    expect(portal.page.locator(".list__summary")).to_contain_text("Vrcholů: 2")
    portal.page.locator("#area-clear").press("Enter")
    expect(portal.page.locator("path.area")).to_have_count(1)  # the border of nothing


def test_data_of_a_drawn_area_are_asked_for_with_the_layers_shown(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.sign_in(*STAFF)
    portal.open(permalink(parcel, 11, "base_map,plan_zone"))
    portal.page.locator("#open-area").click()
    portal.page.locator("#area-draw").click()
    corners(portal)
    portal.page.get_by_role("link", name="Výdej dat pro plochu").click()
    text = portal.page.get_by_label("Vlastní polygon (text GeoJSON)")
    expect(text).to_have_value(re.compile('"Polygon"'))
    expect(portal.page.locator("input[name=layers][value=plan_zone]")).to_be_checked()
    portal.assert_accessible()


@pytest.mark.slow
def test_pages_of_planners_are_sound_on_a_phone(phone: Portal, portal: Portal) -> None:
    portal.sign_in(*STAFF)
    phone.sign_in(*STAFF)
    for place in ("conflicts/", "vydej/", "vypisy/"):
        for shown in (portal, phone):
            shown.page.goto(f"{shown.url}{place}?lang=cs")
            shown.assert_accessible()
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not shown.page.evaluate(wide), place
