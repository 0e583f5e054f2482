"""Rasters on the map: the right pixel in every system, no seams, heights, no empty layers."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from layers import crs
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from tests.layers.rasters.made import NORTH, WEST, description, grid, hill, photograph, write
from tiles.app import Application
from tiles.grids import grids

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"], transaction=True),
    pytest.mark.filterwarnings(  # MapProxy leaves closing its locks to the collector
        r"ignore:.*\.lck:pytest.PytestUnraisableExceptionWarning"
    ),
]

SQUARE = (WEST + 50, NORTH - 50, WEST + 70, NORTH - 30)
"""Where the white square of the made photograph lies with pixels of half a metre."""

Ask = Callable[..., bytes]


@pytest.fixture
def rasters(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of pictures, for us and for the renderers."""
    root = tmp_path / "rasters"
    settings.RASTERS_ROOT = root
    settings.TILES_ROOT = tmp_path / "tiles"
    monkeypatch.setenv("GIS_RASTERS", str(root))
    return root


@pytest.fixture
def ask(rasters: Path, renderers: Path) -> Iterator[Ask]:
    """The map services in this process, drawn by the renderers."""
    application = Application()

    def get(path: str, **parameters: object) -> bytes:
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": urlencode(parameters)}
        setup_testing_defaults(environ)
        started: list[str] = []
        body = b"".join(application(environ, lambda status, *_: started.append(status)))
        assert started == ["200 OK"], body
        return body

    yield get


def wms(ask: Ask, layer: str, box: tuple[float, ...], **changed: object) -> NDArray[np.uint8]:
    """A map of 200 × 200 pixels as RGBA."""
    asked = {
        "SERVICE": "WMS",
        "VERSION": "1.3.0",
        "REQUEST": "GetMap",
        "LAYERS": layer,
        "STYLES": "",
        "CRS": "EPSG:5514",
        "BBOX": ",".join(map(str, box)),
        "WIDTH": "200",
        "HEIGHT": "200",
        "FORMAT": "image/png",
        "TRANSPARENT": "TRUE",
    } | changed
    return pixels(ask("/ows/wms", **asked))


def pixels(content: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGBA"))


def white_box(picture: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom (beyond the last) of the white pixels."""
    rows, columns = np.nonzero(picture[:, :, :3].min(axis=2) > 180)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def test_white_square_is_at_the_right_pixel_in_krovak_both_ways(tmp_path: Path, ask: Ask) -> None:
    import_file(write(tmp_path / "list.tif", photograph(), grid(0.5)), source="imagery_ortho")
    box = (WEST + 10, NORTH - 90, WEST + 110, NORTH + 10)  # half a metre a pixel
    found = wms(ask, "imagery_ortho", box)
    assert np.abs(np.subtract(white_box(found), (80, 80, 120, 120))).max() <= 1
    assert found[10, 100, 3] == 0 and found[30, 100, 3] == 255  # beyond the northern edge

    south_west = (-box[3], -box[2], -box[1], -box[0])  # 1.3.0: X south, Y west
    turned = wms(ask, "imagery_ortho", south_west, CRS="EPSG:5513")
    assert (turned == found).all()


def test_white_square_is_at_the_right_pixel_in_web_mercator_tiles(tmp_path: Path, ask: Ask) -> None:
    import_file(write(tmp_path / "list.tif", photograph(), grid(0.5)), source="imagery_ortho")
    mercator = grids()["webmercator"]
    x, y = crs.parametric(crs.KROVAK, crs.WEB_MERCATOR).transform(WEST + 60, NORTH - 40)
    column, _, row, _ = mercator.tiles_over((x, y, x, y), 18)
    tile = pixels(ask(f"/ows/wmts/imagery_ortho/webmercator/18/{column}/{row}.png"))
    resolution = mercator.resolutions[18]
    place = (
        (x - mercator.west) / resolution - 256 * column,
        (mercator.north - y) / resolution - 256 * row,
    )
    rows, columns = np.nonzero(tile[:, :, :3].min(axis=2) > 180)
    assert len(rows)
    if 60 < place[0] < 196 and 60 < place[1] < 196:  # the square lies in the tile as a whole
        assert columns.mean() + 0.5 == pytest.approx(place[0], abs=1)
        assert rows.mean() + 0.5 == pytest.approx(place[1], abs=1)
    else:
        assert tile[int(place[1]), int(place[0]), :3].min() > 180


def test_sheets_of_a_mosaic_meet_without_a_seam_and_tiles_follow_the_rollback(
    tmp_path: Path, ask: Ask
) -> None:
    folder = tmp_path / "listy"
    folder.mkdir()
    grey = np.full((3, 300, 300), 128, "uint8")
    for column in range(3):
        write(folder / f"l{column}.tif", grey, grid(0.5, west=WEST + 150 * column))
    run = import_file(folder, source="imagery_ortho")
    for side_m in (80.0, 130.0, 400.0, 1000.0):
        middle = WEST + 225
        box = (
            middle - side_m / 2,
            NORTH - 75 - side_m / 2,
            middle + side_m / 2,
            NORTH - 75 + side_m / 2,
        )
        row = wms(ask, "imagery_ortho", box)[100]
        inside = row[3:-3] if side_m < 450 else row[70:130]
        assert inside[:, 3].min() == 255
        assert np.abs(inside[:, :3].astype(int) - 128).max() <= 3

    krovak = grids()["krovak"]
    column, _, north, _ = krovak.tiles_over((WEST + 100, NORTH - 75, WEST + 100, NORTH - 75), 11)
    path = f"/ows/wmts/imagery_ortho/krovak/11/{column}/{north}.png"
    assert pixels(ask(path))[:, :, 3].max() == 255
    roll_back(run.pk)
    assert pixels(ask(path))[:, :, 3].max() == 0


def test_hillshade_has_no_seams_between_sheets_and_light_from_the_north_west(
    tmp_path: Path, ask: Ask
) -> None:
    heights = hill(400, 400, side_m=2.0)
    whole, halves = tmp_path / "cely", tmp_path / "pulky"
    whole.mkdir(), halves.mkdir()
    box = (WEST + 250, NORTH - 550, WEST + 550, NORTH - 250)
    run = import_file(write(whole / "dmr.tif", heights, grid(2.0)), source="terrain_model")
    expected = wms(ask, "terrain_hillshade", box)
    roll_back(run.pk)
    write(halves / "dmr_z.tif", heights[:, :200], grid(2.0))
    write(halves / "dmr_v.tif", heights[:, 200:], grid(2.0, west=WEST + 400))
    import_file(halves, source="terrain_model")
    found = wms(ask, "terrain_hillshade", box)
    assert np.abs(found.astype(int) - expected).max() <= 1
    lit, shaded = found[40, 40], found[160, 160]  # north-west and south-east of the top
    assert lit[:3].min() > 200 and lit[3] > 10
    assert shaded[:3].max() < 60 and shaded[3] > 10


def test_heights_are_coloured_by_steps_and_told_by_a_query(tmp_path: Path, ask: Ask) -> None:
    description(tmp_path, layer="terrain_model", date="2023-10-01")
    import_file(write(tmp_path / "dmr.tif", np.full((200, 200), 400.25, "float32"), grid(5.0)))
    box = (WEST + 100, NORTH - 300, WEST + 300, NORTH - 100)
    middle = wms(ask, "terrain_model", box)[100, 100]
    assert np.abs(middle[:3].astype(int) - (0xE9, 0xE3, 0xB4)).max() <= 2 and middle[3] == 255

    told = ask(
        "/ows/wms", SERVICE="WMS", VERSION="1.3.0", REQUEST="GetFeatureInfo",
        LAYERS="terrain_model", QUERY_LAYERS="terrain_model", STYLES="", CRS="EPSG:5514",
        BBOX=",".join(map(str, box)), WIDTH=200, HEIGHT=200, I=100, J=100,
        INFO_FORMAT="text/plain", FORMAT="image/png",
    ).decode()  # fmt: skip
    assert "Nadmořská výška v místě: 400,25 m" in told
    assert "Zachycuje stav k: 1. 10. 2023" in told


def test_capabilities_tell_the_day_and_leave_out_layers_without_sheets(
    tmp_path: Path, ask: Ask
) -> None:
    description(tmp_path, layer="imagery_ortho", date="2024-06-01")
    import_file(write(tmp_path / "list.tif", photograph(), grid(0.5)))
    for told in (
        ask("/ows/wms", SERVICE="WMS", REQUEST="GetCapabilities", VERSION="1.3.0").decode(),
        ask("/ows/wmts/1.0.0/WMTSCapabilities.xml").decode(),
    ):
        assert "imagery_ortho" in told and "stav dat 1. 6. 2024" in told.lower()
        assert "scan_map" not in told and "terrain_hillshade" not in told
        assert "cadastre_parcel" in told
