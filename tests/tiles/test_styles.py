"""The looks of a layer beside its own: on maps, tiles, legends, in what services say."""

import io
from typing import Any

import pytest
import requests
from lxml import etree
from PIL import Image

from tests.tiles.conftest import Ows
from tests.tiles.places import Place
from tests.tiles.test_wmts import address

LIGHT = (255, 243, 163)
"""The lines of `outline`."""


def colours(response: Any) -> set[tuple[int, int, int]]:
    assert response.headers["Content-Type"].startswith("image/"), response.text[:300]
    shown = Image.open(io.BytesIO(response.content)).convert("RGBA")
    return {
        colour[:3]
        for _, colour in shown.getcolors(maxcolors=300_000) or ()
        if isinstance(colour, tuple) and colour[3] > 80
    }


def is_light(response: Any) -> bool:
    return any(
        max(abs(a - b) for a, b in zip(one, LIGHT, strict=True)) < 12 for one in colours(response)
    )


def test_map_is_drawn_in_the_style_asked(ows: Ows, place: Place) -> None:
    box = {"BBOX": ",".join(map(str, place.box)), "TRANSPARENT": "true"}

    assert is_light(ows.wms(STYLES="outline", **box))
    assert not is_light(ows.wms(STYLES="default", **box))
    assert not is_light(ows.wms(STYLES="contrast", **box))
    two = ows.wms(LAYERS="admin_municipality,CP.CadastralParcel", STYLES=",outline", **box)
    assert is_light(two)


@pytest.mark.parametrize("style", ["red", "../../etc", "<script>", "outline.outline", "Default"])
def test_unknown_style_is_refused_by_name(ows: Ows, style: str) -> None:
    response = ows.wms(STYLES=style)

    assert response.status_code == 400
    assert "StyleNotDefined" in response.text
    assert style not in response.text


def test_tile_in_a_style_is_drawn_and_kept_apart(ows: Ows, place: Place) -> None:
    x, y = address(place, "krovak", 11)
    own = ows.get(f"wmts/cadastre_parcel/krovak/11/{x}/{y}.png")
    styled = ows.get(f"wmts/cadastre_parcel/outline/krovak/11/{x}/{y}.png")
    cached = ows.get(f"wmts/cadastre_parcel/outline/krovak/11/{x}/{y}.png")
    asked = {
        "SERVICE": "WMTS",
        "REQUEST": "GetTile",
        "VERSION": "1.0.0",
        "LAYER": "cadastre_parcel",
        "STYLE": "outline",
        "TILEMATRIXSET": "krovak",
        "TILEMATRIX": "11",
        "TILEROW": str(y),
        "TILECOL": str(x),
        "FORMAT": "image/png",
    }

    assert is_light(styled)
    assert not is_light(own)
    assert "ETag" in cached.headers
    assert cached.content == styled.content == ows.get("wmts", asked).content
    by_name = ows.get(f"wmts/cadastre_parcel/default/krovak/11/{x}/{y}.png")
    assert by_name.content == own.content


@pytest.mark.parametrize("style", ["red", "%2e%2e", "krovak", "outline%00", "outline.outline"])
def test_tile_in_an_unknown_style_is_not_found(ows: Ows, style: str) -> None:
    assert ows.get(f"wmts/cadastre_parcel/{style}/krovak/11/1/1.png").status_code in {400, 404}


def test_legend_is_drawn_in_the_style(ows: Ows) -> None:
    asked = {
        "SERVICE": "WMS",
        "VERSION": "1.3.0",
        "REQUEST": "GetLegendGraphic",
        "LAYER": "cadastre_parcel",
        "FORMAT": "image/png",
    }
    assert is_light(ows.get("wms", asked | {"STYLE": "outline"}))
    assert not is_light(ows.get("wms", asked | {"STYLE": ""}))


def test_services_and_api_list_the_styles(ows: Ows) -> None:
    wms = etree.fromstring(ows.get("wms?SERVICE=WMS&REQUEST=GetCapabilities").content)
    (layer,) = (one for one in wms.iter("{*}Layer") if one.findtext("{*}Name") == "cadastre_parcel")
    api = requests.get(f"{ows.url}/api/catalogue", timeout=20).json()
    (told,) = (one for one in api["layers"] if one["id"] == "cadastre_parcel")

    names = [one.text for one in layer.iterfind("{*}Style/{*}Name")]
    assert names == ["default", "outline", "contrast"]
    assert [style["id"] for style in told["styles"]] == names
    assert "/outline/krovak/" in told["styles"][1]["tiles"]["krovak"]
    assert told["styles"][1]["legend"]
