"""Independent clients: OWSLib and GDAL read the services as they are."""

import io
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from owslib.wms import WebMapService
from owslib.wmts import WebMapTileService
from PIL import Image

from tests.tiles.conftest import Ows
from tests.tiles.places import Place
from tests.tiles.test_wmts import address


@pytest.mark.parametrize("version", ["1.1.1", "1.3.0"])
def test_owslib_reads_wms_and_gets_a_map_and_features(ows: Ows, place: Place, version: str) -> None:
    service = WebMapService(f"{ows.url}/ows/wms", version=version)
    layer = service["cadastre_parcel"]

    assert layer.queryable
    assert "default" in layer.styles
    assert {"EPSG:5514", "EPSG:3857", "EPSG:25833"} <= set(layer.crsOptions)
    west, south, east, north = layer.boundingBoxWGS84
    assert (west, south, east, north) == pytest.approx((11.9, 48.5, 19.0, 51.2), abs=0.5)
    asked = {
        "layers": ["cadastre_parcel"],
        "styles": ["default"],
        "srs": "EPSG:5514",
        "bbox": place.box,
        "size": (300, 300),
        "format": "image/png",
        "transparent": True,
    }
    shown = Image.open(io.BytesIO(service.getmap(**asked).read()))
    assert shown.size == (300, 300)
    info = service.getfeatureinfo(
        **asked, query_layers=["cadastre_parcel"], info_format="application/json", xy=(150, 149)
    )
    assert place.label in info.read().decode()


def test_owslib_reads_wmts_and_gets_a_tile(ows: Ows, place: Place) -> None:
    service = WebMapTileService(f"{ows.url}/ows/wmts?SERVICE=WMTS&REQUEST=GetCapabilities")
    x, y = address(place, "krovak", 9)

    assert set(service.tilematrixsets) == {"krovak", "webmercator"}
    matrix = service.tilematrixsets["krovak"].tilematrix["13"]
    assert matrix.scaledenominator == pytest.approx(250)
    assert matrix.topleftcorner == (-925000.0, -920000.0)
    tile = service.gettile(
        layer="base_map",
        tilematrixset="krovak",
        tilematrix="9",
        row=y,
        column=x,
        format="image/png",
    )
    assert Image.open(io.BytesIO(tile.read())).size == (256, 256)


def test_gdal_reads_a_map_from_wms(ows: Ows, place: Place, tmp_path: Path) -> None:
    source = (
        f"WMS:{ows.url}/ows/wms?SERVICE=WMS&VERSION=1.1.1&REQUEST=GetMap&LAYERS=base_map"
        f"&SRS=EPSG:5514&BBOX=-905000,-1230000,-430000,-935000&FORMAT=image/png"
    )
    assert_same_ground(ows, place, source, tmp_path)


def test_gdal_reads_a_map_from_wmts(ows: Ows, place: Place, tmp_path: Path) -> None:
    capabilities = quote(f"{ows.url}/ows/wmts/1.0.0/WMTSCapabilities.xml", safe=":/")
    source = f"WMTS:{capabilities},layer=base_map,tilematrixset=krovak,zoom_level=12"
    assert_same_ground(ows, place, source, tmp_path)


def assert_same_ground(ows: Ows, place: Place, source: str, folder: Path) -> None:
    """GDAL's picture of the place has the colours that WMS shows there."""
    west, south, east, north = place.box
    out = folder / "out.png"
    done = subprocess.run(
        ["gdal_translate", "-q", "-of", "PNG", "-outsize", "300", "300", "-projwin"]  # noqa: RUF005
        + [str(west), str(north), str(east), str(south), source, str(out)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    wms = ows.wms(LAYERS="base_map", BBOX=f"{west},{south},{east},{north}")
    seen, shown = Image.open(out).convert("RGB"), Image.open(io.BytesIO(wms.content)).convert("RGB")
    points = [(x, y) for x in range(10, 300, 20) for y in range(10, 300, 20)]
    alike = sum(
        max(abs(a - b) for a, b in zip(seen.getpixel(at), shown.getpixel(at), strict=True)) < 30
        for at in points
    )
    assert alike > 0.8 * len(points)
