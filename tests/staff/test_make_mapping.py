"""Somebody makes a mapping and a layer by looking at a drawing; the layer appears everywhere."""

import io
import os
import time
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import requests
import shapely
from PIL import Image

from tests.staff.conftest import Staff

WIDE = 300
"""Metres of one drawn square."""
IN_A_ROW = 10
"""So many answers make it likely that both web processes were asked."""


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    """Two areas as closed lines and an inscription, in the layers of a drawing."""
    first = shapely.box(-690_000, -970_000, -690_000 + WIDE, -970_000 + WIDE)
    shapes = [first.exterior, shapely.affinity.translate(first, WIDE * 2).exterior, first.centroid]
    path = tmp_path / "hriste.dxf"
    pyogrio.raw.write(
        path,
        geometry=np.array([shapely.to_wkb(shape) for shape in shapes], object),
        field_data=[np.array(["PLOCHY", "PLOCHY", "POPISY"], object)],
        fields=["Layer"], geometry_type="Unknown", crs="EPSG:5514", driver="DXF",
    )  # fmt: skip
    return path


def _shot(staff: Staff, name: str) -> None:
    """Kept only for whoever wants to look."""
    if folder := os.environ.get("GIS_SCREENSHOTS"):
        staff.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def _choose(staff: Staff, drawing: Path) -> None:
    staff.visit("admin/data/mappings/")
    staff.assert_accessible()
    _shot(staff, "mappings")
    staff.page.locator("#files").set_input_files(drawing)
    staff.page.get_by_role("button", name="Nahrát a prohlédnout").click()
    staff.page.get_by_role("heading", name="Co je v souboru").wait_for()
    assert staff.page.get_by_text("souřadnice odpovídají S-JTSK").is_visible()
    staff.assert_accessible()
    _shot(staff, "tables")
    staff.page.get_by_role("button", name="Pokračovat").click()


def _fill(staff: Staff, word: str) -> None:
    page = staff.page
    for label, value in {
        "Jméno mapování": word, "Název zdroje": "Pasport hřišť", "Poskytovatel": "Obec Dubí",
        "Id vrstvy": word, "Název česky": "Hřiště z výkresu", "Název anglicky": "Playgrounds",
        "Uvedení zdroje": "© Obec Dubí", "Licence": "CC BY 4.0", "Barva na mapě": "#c22b2b",
        "má některou z hodnot": "PLOCHY",
    }.items():  # fmt: skip
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Geometrie", exact=True).select_option("polygon")
    page.get_by_label("Kdo vrstvu smí vidět a stahovat").select_option("public")
    page.get_by_label("Jen řádky, kde pole").select_option(label="Layer")


def test_layer_made_from_a_drawing_is_on_the_map_in_the_api_and_in_the_services(
    staff: Staff, drawing: Path
) -> None:
    _choose(staff, drawing)
    page = staff.page
    staff.assert_accessible()
    _fill(staff, "hriste")
    page.get_by_role("button", name="Ukázat, co se načte").click()
    page.wait_for_selector("path.difference-added")
    assert page.get_by_text("Z prvních 2 řádků je v pořádku 2.").is_visible()
    staff.assert_accessible()
    _shot(staff, "preview")
    page.get_by_role("button", name="Uložit mapování").click()
    staff.wait_for_state("čeká na schválení")
    page.get_by_role("button", name="Schválit a zveřejnit").click()
    staff.wait_for_state("zveřejněno")
    _everywhere(staff.url)
    staff.visit("#layers=own_hriste")
    page.get_by_text("Hřiště z výkresu").first.wait_for(state="attached")


def _everywhere(url: str) -> None:
    items = requests.get(f"{url}api/collections/own_hriste/items", timeout=20).json()
    assert len(items["features"]) == 2
    wms = f"{url}ows/wms"
    _wait_for_name(wms, "<Name>own_hriste</Name>")
    asked = {"SERVICE": "WMS", "VERSION": "1.3.0", "STYLES": "", "FORMAT": "image/png"}
    box = f"-690000,-970000,{-690000 + WIDE},{-970000 + WIDE}"
    drawn = requests.get(
        wms,
        asked | {"REQUEST": "GetMap", "LAYERS": "own_hriste", "CRS": "EPSG:5514", "BBOX": box,
                 "WIDTH": "64", "HEIGHT": "64"},
        timeout=20,
    )  # fmt: skip
    picture = Image.open(io.BytesIO(drawn.content)).convert("RGB")
    red, green, blue = picture.getpixel((32, 32))
    assert red > green == blue or red > green > 150
    legend = requests.get(
        wms,
        asked | {"REQUEST": "GetLegendGraphic", "LAYER": "own_hriste", "SLD_VERSION": "1.1.0"},
        timeout=20,
    )
    assert legend.headers["Content-Type"] == "image/png"


def _wait_for_name(wms: str, name: str) -> None:
    """Each process makes its services anew by itself; until then it answers by the old ones."""
    asked = {"SERVICE": "WMS", "REQUEST": "GetCapabilities", "VERSION": "1.3.0"}
    told = [False] * IN_A_ROW
    until = time.monotonic() + 30
    while not all(told[-IN_A_ROW:]):
        assert time.monotonic() < until, "the capabilities do not list the layer"
        told.append(name in requests.get(wms, asked, timeout=20).text)
        time.sleep(0.2)


def test_mapping_pages_fit_a_phone(staff_phone: Staff, drawing: Path) -> None:
    drawing.write_bytes(b"999\nna telefonu\n" + drawing.read_bytes())
    _choose(staff_phone, drawing)
    _fill(staff_phone, "telefon")
    staff_phone.page.get_by_role("button", name="Ukázat, co se načte").click()
    staff_phone.page.get_by_role("heading", name="Co se načte").wait_for()
    width = staff_phone.page.evaluate("document.documentElement.scrollWidth")
    _shot(staff_phone, "phone")
    assert width <= 390
    staff_phone.assert_accessible()
