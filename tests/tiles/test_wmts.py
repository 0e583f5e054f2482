"""WMTS as clients and attackers ask it, over the running product."""

import io
import threading
from typing import Any

import pytest
import requests
from lxml import etree
from PIL import Image

from layers import crs
from tests.tiles.conftest import Ows
from tests.tiles.places import Place
from tiles.grids import grids


def address(place: Place, grid: str, z: int) -> tuple[int, int]:
    """Column and row of the tile over the place."""
    made = grids()[grid]
    x, y = crs.transform(*place.inside, source=crs.KROVAK, target=made.srid, by_grid=False)
    first_x, _, first_y, _ = made.tiles_over((x, y, x, y), z)
    return first_x, first_y


def rest(layer: str, grid: str, z: int, x: int, y: int) -> str:
    return f"wmts/{layer}/{grid}/{z}/{x}/{y}.png"


def picture(response: Any) -> Image.Image:
    assert response.headers["Content-Type"] == "image/png", response.text[:300]
    return Image.open(io.BytesIO(response.content)).convert("RGBA")


@pytest.mark.parametrize(
    "path", ["wmts?SERVICE=WMTS&REQUEST=GetCapabilities", "wmts/1.0.0/WMTSCapabilities.xml"]
)
def test_capabilities_have_both_grids_and_round_scales(ows: Ows, path: str) -> None:
    response = ows.get(path)

    assert response.status_code == 200
    root = etree.fromstring(response.content)
    names = root.xpath("//*[local-name()='TileMatrixSet']/*[local-name()='Identifier']/text()")
    scales = root.xpath("//*[local-name()='ScaleDenominator']/text()")
    assert set(names) == {"krovak", "webmercator"}
    assert "2048000.0" in scales or "2048000" in scales
    assert "evil" not in ows.get(path, **{"X-Forwarded-Host": "evil.example"}).text


@pytest.mark.parametrize("grid", ["krovak", "webmercator"])
def test_level_by_the_name_that_capabilities_give_it_is_the_same_tile(
    ows: Ows, place: Place, grid: str
) -> None:
    root = etree.fromstring(ows.get("wmts/1.0.0/WMTSCapabilities.xml").content)
    within = f"//*[local-name()='TileMatrixSet'][*[local-name()='Identifier']='{grid}']"
    names = root.xpath(f"{within}/*[local-name()='TileMatrix']/*[local-name()='Identifier']/text()")
    for z in (0, 7):
        x, y = address(place, grid, z)
        by_name = ows.get(f"wmts/base_map/{grid}/{names[z]}/{x}/{y}.png")
        assert picture(by_name).size == (256, 256)
        assert by_name.content == ows.get(rest("base_map", grid, z, x, y)).content


@pytest.mark.parametrize(("grid", "z"), [("krovak", 10), ("webmercator", 18)])
def test_tile_by_path_and_by_query_is_the_same_and_then_cached(
    ows: Ows, place: Place, grid: str, z: int
) -> None:
    x, y = address(place, grid, z)
    drawn = ows.get(rest("base_map", grid, z, x, y))
    cached = ows.get(rest("base_map", grid, z, x, y))
    asked = {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": "base_map",
        "STYLE": "default",
        "TILEMATRIXSET": grid,
        "TILEMATRIX": z,
        "TILEROW": y,
        "TILECOL": x,
        "FORMAT": "image/png",
    }

    assert picture(drawn).size == (256, 256)
    assert cached.content == drawn.content
    assert ows.get("wmts", asked).content == drawn.content
    again = ows.get(rest("base_map", grid, z, x, y), **{"If-None-Match": cached.headers["ETag"]})
    assert again.status_code == 304


def test_parcel_is_in_the_same_place_in_wms_and_in_a_web_tile(ows: Ows, place: Place) -> None:
    x, y = address(place, "webmercator", 19)
    grid = grids()["webmercator"]
    span = grid.resolutions[19] * 256
    west, north = grid.west + x * span, grid.north - y * span
    tile = picture(ows.get(rest("cadastre_parcel", "webmercator", 19, x, y)))
    shown = picture(
        ows.wms(
            CRS="EPSG:3857",
            BBOX=f"{west},{north - span},{west + span},{north}",
            WIDTH="256",
            HEIGHT="256",
            TRANSPARENT="true",
        )
    )

    assert tile.getbbox() is not None
    assert tile.getbbox() == pytest.approx(shown.getbbox(), abs=1)
    lines = [i for i, alpha in enumerate(tile.getchannel("A").tobytes()) if alpha > 200]
    same = shown.getchannel("A").tobytes()
    assert sum(same[i] > 100 for i in lines) > 0.97 * len(lines)


@pytest.mark.parametrize(
    "path",
    [
        "wmts/base_map/krovak/99/0/0.png",
        "wmts/base_map/krovak/-1/0/0.png",
        "wmts/base_map/krovak/3/32/0.png",
        "wmts/base_map/krovak/3/0/24.png",
        "wmts/base_map/webmercator/3/8/0.png",
        "wmts/base_map/krovak/3/%2e%2e%2f0/0.png",
        "wmts/base_map/krovak/3/%252e%252e%252f0/0.png",
        "wmts/base_map/krovak/3\\0\\0.png",
        "wmts/base_map/krovak/3/0/0.png%00",
        "wmts/admin_state/krovak/3/0/0.png",
        "wmts/base_map/nowhere/3/0/0.png",
        "wmts/base_map/krovak/3/0/0.jpeg",
        "wmts/1.0.0/../../../etc/passwd",
        "unknown",
    ],
)
def test_other_address_is_not_found(ows: Ows, path: str) -> None:
    response = requests.get(f"{ows.url}/ows/{path}", timeout=10)
    assert response.status_code in {400, 404}


def test_tile_out_of_range_by_query_is_named(ows: Ows) -> None:
    asked = "wmts?SERVICE=WMTS&REQUEST=GetTile&LAYER=base_map&TILEMATRIXSET=krovak"
    response = ows.get(asked + "&TILEMATRIX=3&TILEROW=24&TILECOL=0")

    assert response.status_code == 400
    assert b'exceptionCode="TileOutOfRange" locator="TILEROW"' in response.content


def test_layer_beyond_its_scales_gives_a_blank_tile(ows: Ows) -> None:
    assert picture(ows.get(rest("cadastre_parcel", "krovak", 2, 3, 2))).getextrema()[3] == (0, 0)


def test_two_hundred_who_ask_one_cold_tile_get_it_drawn_once(
    ows: Ows, place: Place, stack_log: Any
) -> None:
    x, y = address(place, "krovak", 12)
    answers: list[requests.Response] = []

    def ask() -> None:
        answers.append(ows.get(rest("base_map", "krovak", 12, x, y)))

    before = stack_log.read_text().count("layers=('base_map',)")
    clients = [threading.Thread(target=ask) for _ in range(200)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert stack_log.read_text().count("layers=('base_map',)") == before + 1


def test_feature_info_of_a_tile(ows: Ows, place: Place) -> None:
    x, y = address(place, "krovak", 12)
    grid = grids()["krovak"]
    pixel_x = (place.inside[0] - grid.west) / grid.resolutions[12] - x * 256
    pixel_y = (grid.north - place.inside[1]) / grid.resolutions[12] - y * 256
    response = ows.get(f"wmts/cadastre_parcel/krovak/12/{x}/{y}/{int(pixel_x)}/{int(pixel_y)}.json")
    assert response.json()["features"][0]["properties"]["label"] == place.label
