"""Somebody brings a table with a column an indicator; its figures appear under their own names."""

import os
from pathlib import Path

import requests

from tests.staff.conftest import Staff

HOME = 990001
"""A municipality of the demo."""


def _table(folder: Path) -> Path:
    path = folder / "lesy_2024.csv"
    path.write_text(
        "Kód obce;Obec;Výměra lesů (ha) 2023;Výměra lesů (ha) 2024;Saldo dřeva\n"
        f"{HOME};Dubí;1 234,5;1 240;-7\n"
        "990002;Lhota;.;12;3\n",
        encoding="cp1250",
    )
    return path


def _shot(staff: Staff, name: str) -> None:
    """Kept only for whoever wants to look."""
    if folder := os.environ.get("GIS_SCREENSHOTS"):
        staff.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_wide_table_comes_in_as_indicators_with_titles_and_units(
    staff: Staff, tmp_path: Path
) -> None:
    page = staff.page
    staff.visit("admin/data/mappings/")
    page.locator("#files").set_input_files(_table(tmp_path))
    page.get_by_role("button", name="Nahrát a prohlédnout").click()
    page.get_by_label("Vrstva", exact=True).select_option("stat_municipality")
    page.get_by_role("button", name="Pokračovat").click()
    page.get_by_label("Název zdroje").fill("Lesy v obcích")
    assert page.get_by_label("Sloupec pro Kód obce").input_value() == "municipality_code"
    assert page.get_by_label("Rok ukazatele v Výměra lesů (ha) 2024").input_value() == "2024"
    assert page.get_by_label("Jednotka ukazatele v Výměra lesů (ha) 2023").input_value() == "ha"
    page.get_by_label("Název ukazatele v Saldo dřeva").fill("Bilance dřeva")
    page.get_by_label("Jednotka ukazatele v Saldo dřeva").fill("tis. m³")
    page.get_by_role("button", name="Ukázat, co se načte").click()
    page.get_by_text("Z prvních 5 řádků je v pořádku 5.").wait_for()
    staff.assert_accessible()
    _shot(staff, "indicators")
    page.get_by_role("button", name="Uložit mapování").click()
    staff.wait_for_state("čeká na schválení")
    page.get_by_role("button", name="Schválit a zveřejnit").click()
    staff.wait_for_state("zveřejněno")
    assert _figures(staff.url) == {
        ("vymera_lesu", 2023): 1234.5, ("vymera_lesu", 2024): 1240, ("saldo_dreva", 2024): -7,
    }  # fmt: skip
    staff.visit("admin/data/mappings/")
    page.get_by_role("link", name="Výměra lesů (ha)").click()
    page.get_by_label("Název:").fill("Lesy celkem")
    page.get_by_role("button", name="Uložit", exact=True).click()
    staff.visit("admin/data/mappings/")
    page.get_by_role("link", name="Lesy celkem (ha)").wait_for()


def _figures(url: str) -> dict[tuple[str, int], float]:
    """Those that are not of the demo."""
    asked = {"filter": f"municipality_code = {HOME} AND indicator IN ('vymera_lesu','saldo_dreva')"}
    found = requests.get(
        f"{url}api/collections/stat_municipality/items",
        {"limit": "200", **asked},
        timeout=20,
    ).json()["features"]
    told = [each["properties"] for each in found]
    return {(p["indicator"], p["year"]): p["value"] for p in told}
