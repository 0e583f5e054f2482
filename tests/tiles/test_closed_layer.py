"""A closed phenomenon of planning materials shows in no channel, though its data are loaded."""

from typing import Any

import pytest
import requests

from tests.tiles.conftest import Ows

CLOSED = "uap_fire_protection_object"
OPEN = "uap_built_up_area"
PLACE = {"x": "-686455", "y": "-977260"}


def api(ows: Ows, path: str, **asked: str) -> Any:
    return requests.get(f"{ows.url}/api/{path}", params=asked, timeout=20)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("wms", {"SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetCapabilities"}),
        ("wmts", {"SERVICE": "WMTS", "VERSION": "1.0.0", "REQUEST": "GetCapabilities"}),
        ("wmts/1.0.0/WMTSCapabilities.xml", {}),
    ],
)
def test_capabilities_do_not_name_it(ows: Ows, path: str, asked: dict[str, str]) -> None:
    text = ows.get(path, asked).text

    assert OPEN in text
    assert CLOSED not in text


def test_map_of_it_is_refused_as_of_a_layer_that_is_not(ows: Ows) -> None:
    answer = ows.wms(LAYERS=CLOSED)

    assert answer.status_code == 400
    assert ows.wms(LAYERS=OPEN).headers["content-type"] == "image/png"


@pytest.mark.parametrize("name", [CLOSED, "uap_nothing_at_all"])
def test_tile_of_it_is_refused_on_both_ways(ows: Ows, name: str) -> None:
    rest = ows.get(f"wmts/{name}/krovak/6/20/20.png")
    key_value = ows.get(
        "wmts",
        {
            "SERVICE": "WMTS", "VERSION": "1.0.0", "REQUEST": "GetTile", "LAYER": name,
            "TILEMATRIXSET": "krovak", "TILEMATRIX": "6", "TILEROW": "20", "TILECOL": "20",
            "FORMAT": "image/png", "STYLE": "",
        },
    )  # fmt: skip

    assert {rest.status_code, key_value.status_code} <= {400, 404}
    assert "image/png" not in (rest.headers["content-type"], key_value.headers["content-type"])


def test_feature_info_and_legend_of_it_are_refused(ows: Ows) -> None:
    info = ows.wms(
        REQUEST="GetFeatureInfo", LAYERS=CLOSED, QUERY_LAYERS=CLOSED, I="5", J="5",
        INFO_FORMAT="application/json",
    )  # fmt: skip
    legend = ows.get(
        "wms",
        {
            "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetLegendGraphic", "LAYER": CLOSED,
            "FORMAT": "image/png", "SLD_VERSION": "1.1.0",
        },
    )  # fmt: skip

    assert info.status_code >= 400
    assert legend.status_code >= 400


def test_collections_items_and_vector_tiles_do_not_have_it(ows: Ows) -> None:
    listed = {each["id"] for each in api(ows, "collections").json()["collections"]}

    assert OPEN in listed and CLOSED not in listed
    for path in ("", "/items", "/tiles", "/tiles/krovak/9/0/0"):
        assert api(ows, f"collections/{CLOSED}{path}").status_code == 404
    assert CLOSED not in api(ows, "openapi.json").text


def test_identify_neither_finds_it_nor_tells_its_state(ows: Ows) -> None:
    everything = api(ows, "identify", **PLACE, tolerance="500").json()

    assert OPEN in everything["states"]
    assert CLOSED not in everything["states"]
    assert CLOSED not in {each["id"] for each in everything["layers"]}
    assert api(ows, "identify", **PLACE, layers=CLOSED).status_code == 400


def test_catalogue_and_search_do_not_know_it(ows: Ows) -> None:
    assert CLOSED not in api(ows, "catalogue").text
    assert api(ows, "search", q="Požární zbrojnice").json()["groups"] == []


def test_passports_of_what_is_closed_are_not_for_the_public(ows: Ows) -> None:
    assert api(ows, "collections/uap_passport/items").status_code == 404
