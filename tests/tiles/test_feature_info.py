"""GetFeatureInfo in all formats, over the running product."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from shapely.geometry import shape

from layers.catalogue import catalogue
from layers.importers.gate import import_file
from tests.layers.importers.vfk.made import SOUTH, WEST, MadeVfk
from tests.tiles.conftest import Ows
from tests.tiles.places import Place
from tiles.feature_info import Place as Pixel
from tiles.feature_info import features_at
from tiles.feature_info_formats import RENDERERS, Answer
from tiles.found import Found


def ask(ows: Ows, place: Place, **changed: Any) -> Any:
    asked = {
        "REQUEST": "GetFeatureInfo",
        "QUERY_LAYERS": "cadastre_parcel",
        "BBOX": ",".join(map(str, place.box)),
        "I": "150",
        "J": "149",
        "INFO_FORMAT": "application/json",
    }
    return ows.wms(**(asked | changed))


def test_json_has_the_parcel_with_codes_in_words(ows: Ows, place: Place) -> None:
    (feature,) = ask(ows, place).json()["features"]

    assert feature["id"] == f"cadastre_parcel.{place.code}"
    assert feature["properties"]["label"] == place.label
    assert not isinstance(feature["properties"]["land_kind"], int)


def test_several_layers_are_one_answer(ows: Ows, place: Place) -> None:
    layers = "cadastre_parcel,admin_municipality"
    answer = ask(ows, place, LAYERS=layers, QUERY_LAYERS=layers, FEATURE_COUNT="1000000000").json()

    assert {feature["properties"]["layer"] for feature in answer["features"]} == set(
        layers.split(",")
    )


@pytest.mark.parametrize(
    ("format_", "content_type"),
    [
        ("text/plain", "text/plain; charset=utf8"),
        ("text/html", "text/html; charset=utf8"),
        ("text/xml", "text/xml; charset=utf8"),
        ("application/vnd.ogc.gml", "text/xml; charset=utf8"),
    ],
)
def test_other_formats_name_the_parcel(
    ows: Ows, place: Place, format_: str, content_type: str
) -> None:
    response = ask(ows, place, INFO_FORMAT=format_)

    assert response.headers["Content-Type"].replace("-", "") == content_type
    assert place.label in response.content.decode()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_south_west_system_finds_the_same_parcel(ows: Ows, place: Place) -> None:
    west, south, east, north = place.box
    box = f"{-north},{-east},{-south},{-west}"
    (feature,) = ask(ows, place, CRS="EPSG:5513", BBOX=box).json()["features"]

    assert feature["properties"]["label"] == place.label


def test_nothing_found_is_a_valid_answer(ows: Ows, place: Place) -> None:
    box = "-430100,-1229900,-430000,-1229800"
    assert ask(ows, place, BBOX=box).json()["features"] == []
    assert etree.fromstring(ask(ows, place, BBOX=box, INFO_FORMAT="text/xml").content) is not None


@pytest.mark.parametrize("format_", ["text", "html"])
def test_purpose_map_is_told_without_force_and_by_a_provisional_code(format_: str) -> None:
    layer = catalogue().layers["cadastre_parcel"]
    fields = tuple(each for each in layer.fields if each.name in {"code", "source_class"})
    official, own = ("1", (2850930306, "DKM")), ("-2", (-9901012000010000, "UKM"))

    told = RENDERERS[format_](Answer([Found(layer, fields, (own,))]))

    assert "Prozatímní označení (bez kódu RÚIAN)" in told
    assert "Kód RÚIAN" not in told.replace("bez kódu RÚIAN", "")
    assert "bez právní závaznosti" in told
    assert "Kód RÚIAN" in RENDERERS[format_](Answer([Found(layer, fields, (official,))]))


def test_protections_are_told_in_words_and_unknown_codes_as_they_are() -> None:
    layer = catalogue().layers["cadastre_parcel"]
    fields = tuple(each for each in layer.fields if each.name == "protections")
    values = ([{"code": 27, "kind_code": 6}, {"code": 27}, {"code": 99}],)
    found = [Found(layer, fields, (("1", values),))]

    assert "zemědělský půdní fond; 99" in RENDERERS["text"](Answer(found))
    assert "zemědělský půdní fond; 99" in RENDERERS["xml"](Answer(found))


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_stored_protections_and_accuracy_are_read_as_people_write_them(tmp_path: Path) -> None:
    file = MadeVfk()
    file.parcel(1)
    file.protection(26, 1)
    import_file(file.write(tmp_path / "a.vfk"))

    layer = catalogue().layers["cadastre_parcel"]
    found = features_at(layer, Pixel(WEST + 50, SOUTH + 50, pixel_m=0.2), limit=5)

    told = RENDERERS["text"](Answer([found]))
    assert "Způsob ochrany: pozemek určený k plnění funkcí lesa\n" in told
    assert "Přesnost nejhoršího bodu hranice: 0,14 m\n" in told


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", '"><img src=x>', "a&b\x00\x0b"])
def test_hostile_value_is_escaped_in_every_format(value: str) -> None:
    layer = catalogue().layers["cadastre_parcel"]
    fields = (layer.fields[0],)
    found = [Found(layer, fields, (("1", (value,)),))]

    html, gml = RENDERERS["html"](Answer(found)), RENDERERS["xml"](Answer(found))

    assert "<script>" not in html
    assert "<img" not in html
    assert etree.fromstring(gml.encode()) is not None
    assert "<script>" not in gml


def test_json_has_the_geometry_in_the_system_it_names(ows: Ows, place: Place) -> None:
    here = ask(ows, place).json()
    degrees = ask(ows, place, INFO_FORMAT="application/geo+json")

    assert here["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::5514"
    outline = shape(here["features"][0]["geometry"])
    assert outline.symmetric_difference(place.outline).area < 0.05 * place.outline.area
    assert degrees.headers["Content-Type"] == "application/geo+json"
    lon, lat = shape(degrees.json()["features"][0]["geometry"]).representative_point().coords[0]
    assert (12 < lon < 19, 48 < lat < 52) == (True, True)


def test_gml_is_read_by_gdal_with_geometry(ows: Ows, place: Place, tmp_path: Path) -> None:
    file = tmp_path / "found.gml"
    file.write_bytes(ask(ows, place, INFO_FORMAT="application/vnd.ogc.gml").content)
    done = subprocess.run(
        ["ogrinfo", "-al", str(file)], capture_output=True, text=True, check=False
    )

    assert "POLYGON" in done.stdout, done.stdout + done.stderr
    assert place.label in done.stdout


def test_html_is_well_formed(ows: Ows, place: Place) -> None:
    text = ask(ows, place, INFO_FORMAT="text/html").content.replace(b"<!DOCTYPE html>", b"")
    assert etree.fromstring(text).findtext(".//caption")
