"""Somebody chooses what the map shows."""

from typing import Any

from tests.portal.conftest import Portal, permalink

LAYER = "admin_municipality"


def test_layer_switched_on_is_drawn_and_off_is_gone(portal: Portal) -> None:
    portal.open()
    portal.open_theme(LAYER)
    with portal.page.expect_response(lambda response: f"/{LAYER}/krovak/" in response.url) as tile:
        portal.page.check(f"#layer-{LAYER}")
    assert tile.value.status == 200
    assert tile.value.headers["content-type"].startswith("image/png")
    assert LAYER in portal.hash_with(LAYER)
    portal.page.uncheck(f"#layer-{LAYER}")
    portal.page.wait_for_function("id => !location.hash.includes(id)", arg=LAYER)


def test_opacity_is_set_and_said(portal: Portal) -> None:
    portal.open()
    portal.open_theme(LAYER)
    portal.page.check(f"#layer-{LAYER}")
    portal.page.locator(f"[data-layer={LAYER}] .layer__toggle").click()
    slider = portal.page.locator(f"[data-layer={LAYER}] input[type=range]")
    slider.focus()
    for _ in range(6):
        portal.page.keyboard.press("ArrowLeft")
    assert slider.get_attribute("aria-valuetext") == "70 %"
    assert portal.hash_with(f"{LAYER}~70")


def test_details_tell_provider_licence_date_and_scales(
    portal: Portal, catalogue: dict[str, Any]
) -> None:
    portal.open()
    portal.open_theme(LAYER)
    layer = next(one for one in catalogue["layers"] if one["id"] == LAYER)
    portal.page.locator(f"[data-layer={LAYER}] .layer__toggle").click()
    details = portal.page.locator(f"#details-{LAYER}").inner_text()
    assert layer["licence"] in details
    assert layer["attribution"] in details
    assert "Zobrazení" in details
    portal.assert_accessible()


def test_layer_out_of_scale_says_where_it_is_drawn_and_leads_there(portal: Portal) -> None:
    portal.open()
    portal.page.select_option("#scale", index=0)
    portal.open_theme("cadastre_parcel")
    row = portal.page.locator("[data-layer=cadastre_parcel]")
    row.locator("input[type=checkbox]").check()
    assert "od 1 : 10 000" in row.inner_text().replace("\u00a0", " ")
    row.locator(".layer__notice .text-button").click()
    row.locator(".layer__notice").first.wait_for(state="hidden")


def test_legend_holds_the_layers_that_are_drawn(
    portal: Portal, catalogue: dict[str, Any], parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 12, "cadastre_parcel"))
    portal.page.click("#open-legend")
    legend = portal.page.locator(".legend")
    layer = next(one for one in catalogue["layers"] if one["id"] == "cadastre_parcel")
    assert layer["title"]["cs"] in legend.inner_text()
    assert legend.locator("svg.swatch").count() >= 1
    portal.assert_accessible()


def test_every_mapped_layer_of_the_catalogue_is_in_the_tree(
    portal: Portal, catalogue: dict[str, Any]
) -> None:
    portal.open()
    shown = portal.page.locator("[data-layer]").evaluate_all(
        "items => items.map(item => item.dataset.layer)"
    )
    assert sorted(shown) == sorted(one["id"] for one in catalogue["layers"] if one["tiles"])


def test_tiles_that_do_not_come_are_told_at_the_layer(portal: Portal) -> None:
    portal.open()
    portal.open_theme(LAYER)
    portal.page.route(f"**/{LAYER}/**", lambda route: route.fulfill(status=503, body=""))
    portal.page.check(f"#layer-{LAYER}")
    portal.page.locator(f"[data-layer={LAYER}]").get_by_text("nepodařilo načíst").wait_for()


def test_long_tree_is_closed_but_where_a_layer_is_on(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 10, "base_map,uap_flood_area"))
    opened = portal.page.locator(".tree__theme[open]").evaluate_all(
        "themes => themes.flatMap(theme => [...theme.querySelectorAll('input:checked')].length)"
    )
    assert len(opened) == 2 and all(opened)
    assert portal.page.locator(".tree__theme").count() > 10
    portal.assert_accessible()


def test_identify_tells_absence_from_missing_data(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 12, "cadastre_parcel,uap_national_park,uap_undermined_area"))
    portal.click_map()
    told = portal.answer.locator(".facts--silent")
    assert "Národní park" in told.locator(".silent--not_occurs").inner_text()
    assert "Poddolované území" in told.locator(".silent--no_data").inner_text()
    portal.assert_accessible()
