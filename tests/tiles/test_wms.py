"""WMS as desktop clients and attackers ask it, over the running product."""

import io
from typing import Any

import pytest
import requests
from lxml import etree
from PIL import Image

from tests.tiles.conftest import Ows
from tests.tiles.places import Place


def picture(response: Any) -> Image.Image:
    assert response.headers["Content-Type"].startswith("image/"), response.text[:300]
    return Image.open(io.BytesIO(response.content)).convert("RGBA")


def code(response: Any) -> str:
    """The code of the service exception."""
    root = etree.fromstring(response.content)
    return str(root[0].get("code"))


@pytest.mark.parametrize("version", ["1.1.1", "1.3.0"])
def test_capabilities_list_layers_systems_and_limits(ows: Ows, version: str) -> None:
    asked = {"SERVICE": "WMS", "REQUEST": "GetCapabilities", "VERSION": version}
    response = ows.get("wms", asked)

    assert response.status_code == 200
    for word in ("cadastre_parcel", "base_map", "EPSG:5514", "EPSG:5513", "EPSG:25833"):
        assert word in response.text
    assert "admin_state" not in response.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "", "a b", "localhost@evil"])
def test_forged_host_is_refused(ows: Ows, host: str) -> None:
    response = ows.get("wms", {"SERVICE": "WMS", "REQUEST": "GetCapabilities"}, Host=host)

    assert response.status_code == 400
    assert "evil" not in response.text


def test_forwarding_headers_do_not_reach_the_addresses(ows: Ows) -> None:
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "X-Script-Name": "/evil",
    }
    response = ows.get("wms", {"SERVICE": "WMS", "REQUEST": "GetCapabilities"}, **forged)

    assert response.status_code == 200
    assert "evil" not in response.text
    assert "gopher" not in response.text


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"WIDTH": "1000000"}, "InvalidParameterValue"),
        ({"BBOX": "1,1,0,0"}, "InvalidParameterValue"),
        ({"CRS": "http://127.0.0.1/x"}, "InvalidCRS"),
        ({"LAYERS": ",".join(["cadastre_parcel"] * 900)}, "InvalidParameterValue"),
        ({"LAYERS": "a" * 30_000}, "InvalidParameterValue"),
        ({"LAYERS": "../../etc"}, "LayerNotDefined"),
        ({"FORMAT": "image/<script>"}, "InvalidParameterValue"),
        ({"EXCEPTIONS": "<script>"}, "InvalidParameterValue"),
        ({"SLD": "http://127.0.0.1/x"}, "InvalidParameter"),
        (
            {"SLD_BODY": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;"},
            "InvalidParameter",
        ),
        ({"TIME": "..\\..\\x"}, "InvalidDimensionValue"),
        ({"REQUEST": None}, "MissingParameterValue"),
    ],
)
def test_wrong_request_is_answered_by_a_service_exception(
    ows: Ows, changed: dict[str, Any], expected: str
) -> None:
    response = ows.wms(**changed)

    assert response.status_code == 400
    assert code(response) == expected
    assert "<script>" not in response.text
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert ows.wms().status_code == 200


def test_query_too_long_for_the_server_is_refused(ows: Ows) -> None:
    assert ows.wms(LAYERS="a" * 100_000).status_code == 414


def test_old_version_is_answered_in_its_own_words(ows: Ows) -> None:
    response = ows.wms(VERSION="1.1.1", CRS=None, SRS="EPSG:1")

    assert response.headers["Content-Type"] == "application/vnd.ogc.se_xml"
    assert code(response) == "InvalidSRS"


@pytest.mark.parametrize("srs", ["EPSG:4326", "EPSG:4258", "EPSG:3045"])
def test_axes_swapped_in_the_new_version_show_the_same_picture(
    ows: Ows, place: Place, srs: str
) -> None:
    west, south, east, north = place.box_in(srs)
    old = ows.wms(VERSION="1.1.1", CRS=None, SRS=srs, BBOX=f"{west},{south},{east},{north}")
    new = ows.wms(CRS=srs, BBOX=f"{south},{west},{north},{east}")
    wrong = ows.wms(CRS=srs, BBOX=f"{west},{south},{east},{north}")

    assert picture(old).tobytes() == picture(new).tobytes()
    assert picture(new).getextrema()[3][1] > 0
    assert wrong.status_code != 200 or picture(wrong).tobytes() != picture(new).tobytes()


def test_south_west_system_shows_what_the_east_north_one_does(ows: Ows, place: Place) -> None:
    west, south, east, north = place.box
    normal = ows.wms(BBOX=f"{west},{south},{east},{north}")
    turned = ows.wms(CRS="EPSG:5513", BBOX=f"{-north},{-east},{-south},{-west}")

    assert picture(normal).tobytes() == picture(turned).tobytes()


@pytest.mark.parametrize("srs", ["EPSG:5514", "EPSG:3857", "EPSG:25833"])
def test_corner_of_a_parcel_is_where_it_should_be_within_a_pixel(
    ows: Ows, place: Place, srs: str
) -> None:
    west, south, east, north = place.box_in(srs)
    shown = picture(ows.wms(CRS=srs, BBOX=f"{west},{south},{east},{north}", TRANSPARENT="true"))

    for x, y in place.corners_in(srs):
        column = (x - west) / (east - west) * 300
        row = (north - y) / (north - south) * 300
        near = [
            shown.getpixel((int(column) + i, int(row) + j))[3]
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
        ]
        assert max(near) > 100, f"no line at {x} {y}"


def test_opaque_map_has_the_background_asked(ows: Ows) -> None:
    shown = picture(ows.wms(BBOX="-430100,-1229900,-430000,-1229800", BGCOLOR="0x00ff00"))
    assert shown.getpixel((150, 150)) == (0, 255, 0, 255)


def test_jpeg_and_paletted_png_are_what_they_say(ows: Ows) -> None:
    assert ows.wms(FORMAT="image/jpeg").content[:2] == b"\xff\xd8"
    paletted = ows.wms(FORMAT="image/png; mode=8bit", TRANSPARENT="true")
    assert Image.open(io.BytesIO(paletted.content)).mode == "P"


def test_several_layers_are_one_picture(ows: Ows, place: Place) -> None:
    response = ows.wms(
        LAYERS="base_map,cadastre_parcel,admin_municipality",
        STYLES=",default,",
        BBOX=",".join(map(str, place.box)),
    )
    assert picture(response).size == (300, 300)


def test_layer_outside_its_scales_is_blank(ows: Ows) -> None:
    shown = picture(ows.wms(BBOX="-900000,-1200000,-500000,-800000", TRANSPARENT="true"))
    assert shown.getextrema()[3] == (0, 0)


def test_whole_world_and_far_away_do_not_fail(ows: Ows) -> None:
    for srs, box in (
        ("EPSG:3857", "-20037508,-20037508,20037508,20037508"),
        ("EPSG:4326", "-90,-180,90,180"),
        ("EPSG:5514", "-1e8,-1e8,1e8,1e8"),
    ):
        response = ows.wms(CRS=srs, BBOX=box, LAYERS="base_map")
        assert response.status_code in {200, 400}, response.text


def test_other_methods_are_not_allowed(ows: Ows) -> None:
    for method in ("POST", "PUT", "DELETE", "TRACE"):
        assert requests.request(method, f"{ows.url}/ows/wms", timeout=10).status_code in {400, 405}


def test_legend_is_a_picture_and_refuses_unknown_layers(ows: Ows) -> None:
    asked = {
        "SERVICE": "WMS",
        "VERSION": "1.3.0",
        "REQUEST": "GetLegendGraphic",
        "LAYER": "base_map",
        "FORMAT": "image/png",
    }
    assert picture(ows.get("wms", asked)).height > 100
    assert picture(ows.get("wms", asked | {"SCALE": "500000.5"})).height < 100
    assert code(ows.get("wms", asked | {"LAYER": "admin_state"})) == "LayerNotDefined"
