"""Somebody reads in full what applies in a zone of a plan, and opens the document it comes from."""

from typing import Any

import pytest
import requests
from shapely.geometry import shape

from tests.portal.conftest import CRS_5514, Portal, permalink

LEVEL = 10
PATIENCE_MS = 60_000
"""The first picture of a plan may be drawn while the worker is still busy with the demo."""


@pytest.fixture
def zone(portal_url: str) -> dict[str, Any]:
    """A zone of a plan with a regulation, and the point inside it."""
    found = requests.get(
        f"{portal_url}/api/collections/plan_zone/items",
        {"limit": "50", "crs": CRS_5514, "filter": "regulation_code IS NOT NULL"},
        timeout=20,
    ).json()["features"]
    inside = shape(found[0]["geometry"]).representative_point()
    return dict(found[0]) | {"inside": (inside.x, inside.y)}


def test_full_text_and_original_of_a_regulation_are_reached_from_the_answer(
    portal: Portal, zone: dict[str, Any]
) -> None:
    portal.page.set_default_timeout(PATIENCE_MS)
    portal.open(permalink(zone, LEVEL, layers="base_map,plan_zone"))
    portal.click_map()
    group = portal.answer.locator("[data-layer=plan_zone]")
    group.locator(".feature__title").first.click()
    group.get_by_role("button", name="Zobrazit celé znění").first.click()
    text = group.locator(".reference__text").first
    text.wait_for()
    code = zone["properties"]["regulation_code"]
    item = f"{portal.url}api/collections/plan_regulation/items/{code}"
    told = requests.get(item, timeout=20).json()["properties"]
    assert " ".join(text.inner_text().split()) == " ".join(told["text"].split())
    page = group.get_by_role("link", name="Otevřít jako stránku").first.get_attribute("href")
    assert told["subject"] in requests.get(portal.url + str(page)[1:], timeout=20).text
    link = group.get_by_role("link", name=f"Původní dokument ({told['file_name']})").first
    original = requests.get(str(link.get_attribute("href")), timeout=20)
    assert len(original.content) == told["file_bytes"]
    portal.assert_accessible()
