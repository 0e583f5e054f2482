"""Somebody chooses how a layer looks."""

from typing import Any

from tests.portal.conftest import Portal, permalink

LAYER = "cadastre_parcel"


def test_look_chosen_is_drawn_and_stays_in_the_address(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 12, LAYER))
    portal.open_theme(LAYER)
    row = portal.page.locator(f"[data-layer={LAYER}]")
    row.locator(".layer__toggle").click()
    select = row.get_by_label("Vzhled")

    with portal.page.expect_response(lambda one: f"/{LAYER}/outline/krovak/" in one.url) as tile:
        select.select_option("outline")
    assert tile.value.status == 200
    assert portal.hash_with(f"{LAYER}~100~outline")
    portal.assert_accessible()

    portal.page.reload()
    portal.page.wait_for_selector(f".leaflet-tile-loaded[src*='/{LAYER}/outline/']")
