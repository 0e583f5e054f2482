"""Somebody makes a mapping by looking at a file: what is shown, previewed, saved, published."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely
import yaml
from django.contrib.auth.models import User
from django.test import Client

from layers.catalogue import catalogue
from layers.catalogue.loader import look_again
from layers.catalogue.rows import publish_rows
from layers.deliveries import decisions
from layers.importers.ogr.mapping import mappings
from layers.models import AuditLine, Delivery, Feature, OwnLayer, OwnMapping
from tests.gis.staff.conftest import upload
from tests.layers.deliveries.conftest import deliver, fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox", "rows")]
Work = Callable[[], None]

SQUARES = [
    shapely.box(-700_000 - 100 * n, -1_000_000, -699_950 - 100 * n, -999_950) for n in range(3)
]
NEW_LAYER = {
    "name": "hriste", "title": "Pasport hřišť", "provider": "Obec Dubí", "full": "yes",
    "layer_id": "hriste", "title_cs": "Hřiště", "title_en": "Playgrounds", "geometry": "polygon",
    "attribution": "© Obec Dubí", "licence": "CC BY 4.0", "access": "public", "colour": "#1b7a35",
    "code": "0", "place": "file",
    "take_1": "on", "name_1": "nazev", "type_1": "string", "title_1": "Název",
    "take_2": "on", "name_2": "plocha", "type_2": "integer", "title_2": "Výměra",
}  # fmt: skip


@pytest.fixture
def playgrounds(tmp_path: Path) -> Path:
    """A file as a municipality sends it; one area is no number."""
    path = tmp_path / "hriste.gpkg"
    pyogrio.raw.write(
        path,
        geometry=np.array([shapely.to_wkb(shape) for shape in SQUARES], object),
        field_data=[np.array(column, object) for column in
                    (["A1", "A2", "A3"], ["U školy", "Park", "Sídliště"], ["10", "dvacet", "30"])],
        fields=["OZNACENI", "NAZEV", "PLOCHA"],
        geometry_type="Polygon", crs="EPSG:5514", driver="GPKG", layer="hriste",
    )  # fmt: skip
    return path


def _page(delivery: Delivery, *, layer: str = "new") -> str:
    return f"/admin/data/deliveries/{delivery.pk}/mapping?table=hriste&layer={layer}"


def _sent(**changes: str) -> dict[str, str]:
    return NEW_LAYER | {"table": "hriste", "layer": "new"} | changes


def test_refused_file_leads_to_its_tables(boss: Client, playgrounds: Path, work: Work) -> None:
    delivery = deliver(playgrounds)
    work()
    assert fresh(delivery).state == "refused"
    told = boss.get(f"/admin/data/deliveries/{delivery.pk}/").content.decode()
    link = re.search(r'href="([^"]+/mapping)"', told)
    assert link
    text = boss.get(link[1]).content.decode()
    for words in ("OZNACENI", "U školy", "EPSG:5514", "plochy 3", "cadastre_parcel"):
        assert words in text
    assert delivery.file_name in boss.get("/admin/data/mappings/").content.decode()


def test_upload_from_the_maker_opens_the_file(boss: Client, playgrounds: Path) -> None:
    answer = upload(boss, playgrounds, next="mapping")
    assert answer.url.endswith("/mapping")


def test_preview_shows_records_and_mistakes_in_words(boss: Client, playgrounds: Path) -> None:
    delivery = deliver(playgrounds)
    answer = boss.post(_page(delivery), _sent(action="preview"))
    text = answer.content.decode()
    assert "Z prvních 3 řádků je v pořádku 2." in text
    assert "Pole PLOCHA: hodnota „dvacet“ není celé číslo" in text
    assert not OwnMapping.objects.exists() and not OwnLayer.objects.exists()
    features = boss.get(f"/admin/data/deliveries/{delivery.pk}/mapping.geojson").json()["features"]
    assert [each["properties"]["name"] for each in features] == ["A1", "A3"]


def test_saved_mapping_makes_a_layer_that_the_file_fills(
    boss: Client, ada: User, playgrounds: Path, work: Work
) -> None:
    before = catalogue().version
    delivery = deliver(playgrounds)
    work()
    answer = boss.post(_page(delivery), _sent(action="save"))
    assert answer.url == f"/admin/data/deliveries/{delivery.pk}/"
    assert catalogue().version != before
    assert catalogue().layers["own_hriste"].style.rules[0].title_cs == "Hřiště"
    assert mappings()["hriste"].provider == "Obec Dubí"
    work()
    assert fresh(delivery).state == "ready"
    decisions.approve(fresh(delivery), ada)
    work()
    assert fresh(delivery).state == "published"
    found = Feature.objects.filter(layer="own_hriste").order_by("code")
    assert [(each.code, each.attributes) for each in found] == [
        ("A1", {"nazev": "U školy", "plocha": 10}), ("A3", {"nazev": "Sídliště", "plocha": 30}),
    ]  # fmt: skip
    lines = list(AuditLine.objects.filter(note__in=("own_hriste", "hriste")).order_by("pk"))
    assert [(line.who, line.what) for line in lines] == [
        ("ada", "vlastní vrstva uložena"), ("ada", "mapování uloženo")
    ]  # fmt: skip


def test_next_file_of_the_kind_is_recognised(boss: Client, playgrounds: Path, work: Work) -> None:
    boss.post(_page(deliver(playgrounds)), _sent(action="save"))
    again = playgrounds.with_name("hriste_2027.gpkg")
    again.write_bytes(playgrounds.read_bytes() + b"\0")
    delivery = deliver(again)
    work()
    assert (fresh(delivery).state, fresh(delivery).source) == ("ready", "hriste")


def test_existing_layer_takes_fields_by_their_names(
    boss: Client, tmp_path: Path, work: Work
) -> None:
    path = tmp_path / "body.csv"
    path.write_text("cislo;jmeno;x;y\n1;Pramen;-700000;-1000000\n")
    boss.post(
        f"/admin/data/deliveries/{deliver(path).pk}/mapping",
        NEW_LAYER | {"table": "body", "layer": "new", "layer_id": "body", "name": "body",
                     "geometry": "point", "place": "xy", "x": "2", "y": "3", "action": "save"},
    )  # fmt: skip
    other = tmp_path / "dalsi.csv"
    other.write_text("id;jmeno;x;y\n5;Studna;-700001;-1000001\n")
    delivery = deliver(other)
    page = f"/admin/data/deliveries/{delivery.pk}/mapping?table=dalsi&layer=own_body"
    text = boss.get(page).content.decode()
    assert re.search(r'<option value="nazev">', text)
    answer = boss.post(
        page,
        {"name": "studny", "title": "Studny", "provider": "Obec", "full": "no", "code": "0",
         "place": "xy", "x": "2", "y": "3", "geometry": "point", "column_1": "nazev",
         "codes_1": "Studna = Studna obecní", "table": "dalsi", "layer": "own_body",
         "action": "preview"},
    )  # fmt: skip
    text = answer.content.decode()
    assert "Studna obecní" in text and "v pořádku" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "Hřiště"}, "Jméno mapování: malá písmena"),
        ({"name": "ruian_addresses"}, "už je v katalogu"),
        ({"provider": ""}, "Vyplňte poskytovatele."),
        ({"layer_id": "../x"}, "Id vrstvy: malá písmena"),
        ({"name_2": "nazev"}, "Do sloupce nazev vedou dvě pole"),
        ({"codes_1": "bez rovnítka"}, "napište „hodnota = kód“"),
        ({"where": "1"}, "Výběr řádků"),
        ({"place": "xy"}, "Vyberte pole s oběma souřadnicemi."),
        ({"name_1": "1x"}, "own.yaml"),
    ],
)
def test_wrong_choice_is_told_and_nothing_saved(
    boss: Client, playgrounds: Path, changes: dict[str, str], words: str
) -> None:
    answer = boss.post(_page(deliver(playgrounds)), _sent(action="save", **changes))
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not OwnMapping.objects.exists() and not OwnLayer.objects.exists()


def test_rows_are_yaml_that_a_folder_of_the_catalogue_takes(
    boss: Client, playgrounds: Path
) -> None:
    boss.post(_page(deliver(playgrounds)), _sent(action="save"))
    entry = yaml.safe_load(boss.get("/admin/data/mappings/hriste.yaml").content)
    assert entry["layers"][0]["to"] == "own_hriste"
    layer = yaml.safe_load(boss.get("/admin/data/mappings/own_hriste.yaml").content)
    assert layer == OwnLayer.objects.get().entry


def test_another_machine_gets_the_files_from_its_worker(
    boss: Client, playgrounds: Path, settings: Any, tmp_path: Path
) -> None:
    boss.post(_page(deliver(playgrounds)), _sent(action="save"))
    settings.REMOTE_CATALOGUE = tmp_path / "another"
    look_again()
    assert "own_hriste" not in catalogue().layers
    assert publish_rows() and not publish_rows()
    assert "own_hriste" in catalogue().layers and "hriste" in mappings()


def test_row_that_no_longer_fits_the_catalogue_stops_no_other_import(
    boss: Client, playgrounds: Path, caplog: pytest.LogCaptureFixture
) -> None:
    boss.post(_page(deliver(playgrounds)), _sent(action="save"))
    OwnLayer.objects.all().delete()
    publish_rows()
    assert "ruian_addresses" in mappings() and "hriste" not in mappings()
    assert "left aside" in caplog.text


def test_sheet_without_coordinates_fills_a_layer_without_a_map(
    boss: Client, ada: User, tmp_path: Path, work: Work
) -> None:
    path = tmp_path / "spolky.xlsx"
    pyogrio.raw.write(
        path, geometry=None, field_data=[np.array(["7", "8"], object),
                                         np.array(["Sokol", "Hasiči"], object)],
        fields=["ICO", "NAZEV"], driver="XLSX", layer="spolky",
    )  # fmt: skip
    delivery = deliver(path)
    work()
    sent = _sent(action="save", table="spolky", name="spolky", layer_id="spolky")
    sent |= {"geometry": "none", "place": "none"}
    del sent["take_2"]
    boss.post(f"/admin/data/deliveries/{delivery.pk}/mapping", sent)
    assert not catalogue().layers["own_spolky"].mapped
    work()
    decisions.approve(fresh(delivery), ada)
    work()
    found = Feature.objects.filter(layer="own_spolky").order_by("code")
    assert [each.attributes["nazev"] for each in found] == ["Sokol", "Hasiči"]


def test_layer_is_deleted_only_without_mapping_and_objects(boss: Client, playgrounds: Path) -> None:
    boss.post(_page(deliver(playgrounds)), _sent(action="save"))
    answer = boss.post("/admin/data/mappings/own_hriste/delete", follow=True)
    assert "Vrstvu plní mapování hriste" in answer.content.decode()
    boss.post("/admin/data/mappings/hriste/delete")
    boss.post("/admin/data/mappings/own_hriste/delete")
    assert "own_hriste" not in catalogue().layers and "hriste" not in mappings()


def test_only_those_with_the_permission_make_mappings(
    staff_with: Callable[..., Client], playgrounds: Path
) -> None:
    delivery = deliver(playgrounds)
    looker = staff_with("view_delivery", "add_delivery")
    for path in ("/admin/data/mappings/", _page(delivery)):
        assert looker.get(path).status_code == 403
    maker = staff_with("make_mapping")
    assert maker.get(_page(delivery)).status_code == 200
    answer = maker.post(_page(delivery), _sent(action="save"))
    assert answer.url == "/admin/data/mappings/"


def test_markup_in_the_file_is_shown_as_text(boss: Client, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id;<script>a\n1;<b>x</b>\n")
    text = boss.get(f"/admin/data/deliveries/{deliver(path).pk}/mapping").content.decode()
    assert "<script>a" not in text and "<b>x" not in text
