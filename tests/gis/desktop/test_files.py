"""Files for the desktop, made without a server beside: whole, well formed, for who asks."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import etree
from PIL import Image

from gis.address import Home
from gis.desktop.classes import classes
from gis.desktop.expression import expression
from gis.desktop.offer import Addresses, branches, objects_for
from gis.desktop.pictures import pictures
from gis.desktop.qgs import qgs
from gis.desktop.qlr import qlr
from gis.desktop.qml import qml
from gis.desktop.sld import sld
from layers.access import PUBLIC
from layers.catalogue import LayerDef
from layers.catalogue.style import Condition, Rule, Style

HERE = Addresses(Home("https://mapa.example.org"))
LAYERS = list(objects_for(PUBLIC))
READS = pytest.mark.django_db(databases=["default", "reader"])


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.id)
def test_each_layer_with_objects_has_styles_with_all_its_classes(layer: LayerDef) -> None:
    drawn = [rule for rule in layer.style.rules if rule.fill or rule.line or rule.point]
    style = etree.fromstring(qml(layer, "cs"))
    rules = style.findall("renderer-v2/rules/rule")
    assert [rule.get("label") for rule in rules] == [rule.title_cs for rule in drawn]
    assert len(style.findall("renderer-v2/symbols/symbol")) == len(drawn)
    assert all(len(symbol) for symbol in style.findall("renderer-v2/symbols/symbol"))
    for version in ("1.0.0", "1.1.0"):
        document = etree.fromstring(sld(layer, version, "cs"))
        assert document.get("version") == version
        assert len(document.findall(".//{*}Rule")) == len(layer.style.rules)


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.id)
def test_each_field_that_a_look_needs_comes_with_the_objects(layer: LayerDef) -> None:
    assert layer.style.fields <= {field.name for field in layer.fields} | {"geom_kind"}


def test_only_the_first_rule_that_fits_applies() -> None:
    first = Rule("first", "", "", when=Condition("kind", ("a", "b")))
    second = Rule("second", "", "", when=Condition("kind", ("b", "")))
    found = classes(Style("any", (first, second)))

    assert expression(found[0]) == "(\"kind\" IN ('a', 'b'))"
    assert expression(found[1]) == (
        "(\"kind\" IN ('b') OR \"kind\" IS NULL) AND NOT coalesce((\"kind\" IN ('a', 'b')), false)"
    )


def test_names_with_quotes_stay_texts() -> None:
    rule = Rule("any", "", "", when=Condition("kind", ("it's' OR 1=1",)))

    assert expression(classes(Style("any", (rule,)))[0]) == "(\"kind\" IN ('it''s'' OR 1=1'))"


@READS
def test_layers_and_project_name_each_layer_once_with_its_source() -> None:
    chosen = branches(PUBLIC)
    project = qgs("Kraj", chosen, HERE, "cs", (-688_000, -980_000, -680_000, -970_000))
    for content in (qlr(chosen, HERE, "cs"), project):
        root = etree.fromstring(content)
        listed = [each.get("id") for each in root.iter("layer-tree-layer")]
        made = [each.findtext("id") for each in root.iter("maplayer")]
        assert sorted(listed) == sorted(made) and len(set(made)) == len(made)
        sources = {each.findtext("datasource") for each in root.iter("maplayer")}
        assert all("https://mapa.example.org/" in source for source in sources)


@READS
def test_a_theme_begins_with_a_picture_that_is_seen() -> None:
    for chosen in branches(PUBLIC):
        root = etree.fromstring(qlr([chosen], HERE, "cs"))
        group = root.find("layer-tree-group/layer-tree-group/layer-tree-group")
        assert "Qt::Checked" in [each.get("checked") for each in group], chosen.id


@READS
def test_a_personal_address_is_that_of_all_sources() -> None:
    own = Addresses(Home("https://mapa.example.org", "/u/abc"))
    root = etree.fromstring(qlr(branches(PUBLIC), own, "cs"))

    sources = [each.findtext("datasource") for each in root.iter("maplayer")]
    assert all("/ows/u/abc/wms" in each or "/u/abc/api/" in each for each in sources)


@READS
def test_what_is_not_for_the_public_is_in_no_file() -> None:
    chosen = branches(PUBLIC)
    for content in (qlr(chosen, HERE, "cs"), qlr(chosen, HERE, "en")):
        assert b"dtm_ki_" not in content


@READS
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("theme/cadastre.qlr", 200),
        ("style/cadastre_parcel.qml", 200),
        ("style/cadastre_parcel-1.1.sld", 200),
        ("style/dtm_ki_point.qml", 404),
        ("style/nothing.sld", 404),
        ("theme/nothing.qgs", 404),
        ("municipality/1.qgs", 404),
        ("municipality/99999999999999999999999.qgs", 404),
        ("municipality?code=abc", 400),
        ("theme/cadastre.qlr?layers=x", 400),
    ],
)
def test_addresses_answer_or_say_what_is_wrong(client: Client, path: str, status: int) -> None:
    assert client.get(f"/desktop/{path}").status_code == status


@READS
@pytest.mark.parametrize(("language", "title"), [("cs", "Mapa v QGIS"), ("en", "The map in QGIS")])
def test_the_page_has_addresses_and_files_in_both_languages(
    client: Client, language: str, title: str
) -> None:
    page = client.get("/desktop/", {"lang": language})

    assert page.status_code == 200
    assert title in page.text
    assert "/ows/wms" in page.text and "/desktop/theme/cadastre.qlr" in page.text
    assert "dtm_ki_" not in page.text


@pytest.mark.parametrize("language", ["cs", "en"])
def test_pictures_of_the_steps_are_there_small_and_told(language: str) -> None:
    for each in (picture for shown in pictures(language).values() for picture in shown):
        file = finders.find(str(each["path"]))
        assert file, each["path"]
        content = Path(file).read_bytes()
        assert len(content) <= 60_000
        assert len(str(each["told"])) > len(str(each["caption"])) > 10
        if file.endswith(".webp"):
            with Image.open(file) as image:
                assert image.size == (each["width"], each["height"])
        else:
            box = etree.fromstring(content).get("viewBox")
            assert box == f"0 0 {each['width']} {each['height']}"
