"""Somebody uses the portal without a mouse."""

from typing import Any

from tests.portal.conftest import Portal, permalink


def test_skip_links_come_first_and_lead_to_map_and_search(portal: Portal) -> None:
    portal.open(hint=True)
    portal.page.keyboard.press("Tab")
    assert _focused(portal) == "Přejít na hledání"
    portal.page.keyboard.press("Enter")
    assert portal.page.evaluate("document.activeElement.id") == "search"
    portal.page.keyboard.press("Shift+Tab")
    portal.page.locator(".skip-link", has_text="Přejít na mapu").focus()
    portal.page.keyboard.press("Enter")
    assert portal.page.evaluate("document.activeElement.id") == "map"


def test_enter_on_the_map_asks_what_is_under_the_cross(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 12))
    portal.page.locator(".skip-link", has_text="Přejít na mapu").focus()
    portal.page.keyboard.press("Enter")
    portal.page.locator(".crosshair").wait_for(state="visible")
    portal.page.keyboard.press("Enter")
    group = portal.answer.locator("[data-layer=cadastre_parcel]")
    assert group.locator("h4").first.inner_text() == parcel["properties"]["label"]
    assert "Nalezeno prvků" in portal.page.locator(".message").inner_text()


def test_arrows_and_plus_move_the_map(portal: Portal, parcel: dict[str, Any]) -> None:
    portal.open(permalink(parcel, 10))
    before = portal.hash_with("z=10")
    portal.page.locator("#map").focus()
    portal.page.keyboard.press("ArrowRight")
    portal.page.wait_for_function("hash => location.hash !== hash", arg=before)
    portal.page.keyboard.press("+")
    assert portal.hash_with("z=11")


def test_escape_in_the_answer_closes_it_and_returns_to_the_map(
    portal: Portal, parcel: dict[str, Any]
) -> None:
    portal.open(permalink(parcel, 12))
    portal.click_map()
    portal.answer.get_by_role("button", name="Zavřít").focus()
    portal.page.keyboard.press("Escape")
    assert portal.page.locator(".panel--answer").is_hidden()
    assert portal.page.evaluate("document.activeElement.id") == "map"


def test_focus_is_seen_on_everything_that_the_tab_key_reaches(portal: Portal) -> None:
    portal.open()
    seen: list[str] = []
    for _ in range(60):
        portal.page.keyboard.press("Tab")
        name, outlined = portal.page.evaluate(_FOCUS)
        assert outlined, f"{name} has no visible focus"
        seen.append(name)
    assert {"search", "open-layers", "layer-base_map", "map", "scale"} <= set(seen)


_FOCUS = """() => {
  const node = document.activeElement, style = getComputedStyle(node);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [node.id || node.textContent || node.tagName,
          outlined || node === document.body || node.matches('.skip-link')];
}"""


def _focused(portal: Portal) -> str:
    return str(portal.page.evaluate("document.activeElement.textContent"))
