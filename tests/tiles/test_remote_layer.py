"""Layers of remote services on the map: cached, moved into S-JTSK, never an error picture."""

import io
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from PIL import Image

from layers.models import RemoteLayer
from layers.remote import picture
from layers.remote.fetch import Limits
from layers.remote.login import Written
from layers.remote.registry import choose, let_go, log_in, register
from tests.layers.remote.conftest import CHOICE, flood, remote, remote_folder
from tests.layers.remote.server import BLUE, TILE_PLACE, Reply, Server, drip, endless, png
from tests.layers.remote.test_fetch import says
from tiles.app import Application
from tiles.grids import TileAddress
from tiles.remote_turns import forget
from tiles.tile_files import path_of

__all__ = ["flood", "remote", "remote_folder"]

# MapProxy leaves the files of its locks to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

TILE = TileAddress(9, 410, 180)
"""Of the grid krovak, within the country."""
LAYER = "remote_zaplavove_uzemi"


class Got:
    """An answer of the map services."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status[:3])
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.body)).convert("RGBA")


@pytest.fixture
def maps() -> Callable[..., Got]:
    """The map services in this process, made when they are first asked."""
    made: list[Application] = []

    def ask(path: str, **asked: Any) -> Got:
        made.extend([] if made else [Application()])
        started: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": urlencode(asked),
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http",
            "SCRIPT_NAME": "", "HTTP_HOST": "localhost",
        }  # fmt: skip
        parts = made[0](environ, lambda status, headers, *_: started.append((status, headers)))
        return Got(*started[0], b"".join(parts))

    return ask


def tile_path(layer: str = LAYER, tile: TileAddress = TILE) -> str:
    return f"/ows/wmts/{layer}/krovak/{tile.z}/{tile.x}/{tile.y}.png"


def grow_old(layer: str = LAYER, *, hours: float = 2) -> None:
    """The tiles in the cache were drawn so long ago."""
    then = time.time() - hours * 3600
    for file in path_of(layer, "krovak", TILE).parents[1].glob("*/*.png"):
        os.utime(file, (then, then))


def maps_asked(server: Server) -> int:
    return sum(given.get("request", "").lower() == "getmap" for _, given in server.asked)


def test_tile_is_asked_for_once_with_its_neighbours(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got]
) -> None:
    first = maps(tile_path())
    again = maps(tile_path())
    neighbour = maps(tile_path(tile=TileAddress(TILE.z, TILE.x + 1, TILE.y + 1)))

    assert [got.status for got in (first, again, neighbour)] == [200, 200, 200]
    assert first.image.getpixel((128, 128)) == neighbour.image.getpixel((128, 128)) == BLUE
    assert maps_asked(remote) == 1
    assert remote.asked[-1][1]["crs"] == "EPSG:5514"


def test_old_tile_is_asked_for_anew(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got]
) -> None:
    maps(tile_path())
    grow_old()
    remote.replies["/wms"] = lambda handler, given: handler.say(
        png((int(given["width"]), int(given["height"])), (1, 2, 3, 255)), "image/png"
    )

    got = maps(tile_path())

    assert got.image.getpixel((9, 9)) == (1, 2, 3, 255)
    assert "x-data-state" not in got.headers


_EXCEPTION = (
    b"<ServiceExceptionReport><ServiceException>ne</ServiceException></ServiceExceptionReport>"
)


@pytest.mark.parametrize(
    "reply",
    [
        says(_EXCEPTION, "text/xml"),
        says(b"<html>Udrzba</html>", "text/html"),
        says(b"<html>Udrzba</html>", "image/png"),
        says(png((1024, 1024))[:2000], "image/png"),
        says(b"chyba", "text/plain", 500),
        says(b"", "text/plain", 302, Location="file:///etc/passwd"),
        says(b"", "text/plain", 302, Location="http://169.254.169.254/"),
        endless,
    ],
)
def test_failing_service_shows_the_old_tile_and_says_so(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got], reply: Reply
) -> None:
    maps(tile_path())
    grow_old(hours=2)
    file = path_of(LAYER, "krovak", TILE)
    before = file.read_bytes(), file.stat().st_mtime
    remote.replies["/wms"] = reply

    got = maps(tile_path())

    assert got.status == 200
    assert got.image.getpixel((128, 128)) == BLUE
    assert got.headers["x-data-state"] == "stale"
    assert got.headers["warning"].startswith("110")
    assert int(got.headers["age"]) == pytest.approx(7200, abs=60)
    assert got.headers["cache-control"] == "no-cache"
    assert (file.read_bytes(), file.stat().st_mtime) == before


def test_failing_service_without_old_tile_is_503_and_nothing_is_kept(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got], remote_folder: Path
) -> None:
    remote.replies["/wms"] = says(_EXCEPTION, "text/xml")

    got = maps(tile_path())

    assert got.status == 503
    assert int(got.headers["retry-after"]) > 0
    assert "image/png" not in got.headers["content-type"]
    assert not list((remote_folder / "tiles").rglob("*.png"))

    del remote.replies["/wms"]
    remote.replies["/wms"] = says(png((1024, 1024)), "image/png")
    forget()
    assert maps(tile_path()).status == 200


def test_failing_service_is_left_in_peace_for_a_while(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got]
) -> None:
    remote.replies["/wms"] = says(b"chyba", "text/plain", 500)
    for column in range(8):
        assert maps(tile_path(tile=TileAddress(9, 400 + 4 * column, 180))).status == 503

    assert maps_asked(remote) == 1


def test_slow_service_ends_at_the_limit(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "PICTURE", Limits(seconds=0.5, size_bytes=10**6))
    remote.replies["/wms"] = drip
    begun = time.monotonic()

    assert maps(tile_path()).status == 503
    assert time.monotonic() - begun < 3


def wms(**changed: Any) -> dict[str, Any]:
    asked = {
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "LAYERS": LAYER, "STYLES": "",
        "CRS": "EPSG:5514", "BBOX": "-690000,-970000,-689700,-969700", "WIDTH": "300",
        "HEIGHT": "300", "FORMAT": "image/png",
    }  # fmt: skip
    return asked | changed


def test_map_comes_through_the_cache_and_shows_the_old_one_when_the_service_fails(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got], remote_folder: Path
) -> None:
    assert maps("/ows/wms", **wms()).image.getpixel((150, 150)) == BLUE
    for file in (remote_folder / "tiles").rglob("*.png"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    remote.replies["/wms"] = says(b"chyba", "text/plain", 500)

    got = maps("/ows/wms", **wms())

    assert got.image.getpixel((150, 150)) == BLUE
    assert got.headers["x-data-state"] == "stale"


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_layer_is_in_capabilities_with_attribution_and_legend(
    flood: RemoteLayer, maps: Callable[..., Got]
) -> None:
    of_wms = maps("/ows/wms", SERVICE="WMS", REQUEST="GetCapabilities", VERSION="1.3.0").body
    of_wmts = maps("/ows/wmts/1.0.0/WMTSCapabilities.xml").body
    legend = maps(
        "/ows/wms", SERVICE="WMS", VERSION="1.3.0", REQUEST="GetLegendGraphic", LAYER=LAYER,
        FORMAT="image/png", SLD_VERSION="1.1.0",
    )  # fmt: skip

    assert b"Z\xc3\xa1plavov\xc3\xa9 \xc3\xbazem\xc3\xad" in of_wms
    assert "© Povodí".encode() in of_wms
    assert LAYER.encode() in of_wmts
    assert legend.image.size == (20, 10)


@pytest.mark.parametrize(
    ("format_", "found"),
    [("application/json", '"<b>Nisa</b>"'), ("text/html", "&lt;b&gt;Nisa&lt;/b&gt;")],
)
def test_feature_info_tells_what_the_service_says_escaped(
    flood: RemoteLayer, maps: Callable[..., Got], format_: str, found: str
) -> None:
    got = maps(
        "/ows/wms",
        **wms(REQUEST="GetFeatureInfo", QUERY_LAYERS=LAYER, I="5", J="5", INFO_FORMAT=format_),
    )

    assert got.status == 200
    assert found in got.body.decode()


@pytest.mark.parametrize("way", ["kvp", "rest"])
def test_feature_info_of_a_wmts_asks_the_pixel_of_the_tile_under_the_place(
    transactional_db: None, remote: Server, maps: Callable[..., Got], way: str
) -> None:
    remote.info = way
    layer = choose(register("wmts", f"{remote.url}/wmts", ""), "orto", CHOICE)
    # The pixel 100, 50 of the tile 2218, 1372 of level 12.
    side = 2 * 20037508.342789244 / 2**12
    west, north = 2218 * side - 20037508.342789244, 20037508.342789244 - 1372 * side
    asked = wms(
        REQUEST="GetFeatureInfo", LAYERS=layer.layer_id, QUERY_LAYERS=layer.layer_id,
        CRS="EPSG:3857", BBOX=f"{west},{north - side},{west + side},{north}", WIDTH="256",
        HEIGHT="256", I="100", J="50", INFO_FORMAT="application/json",
    )  # fmt: skip

    got = maps("/ows/wms", **asked)

    assert got.status == 200, got.body
    (found,) = json.loads(got.body)["features"]
    told = {name: int(found["properties"][name]) for name in TILE_PLACE}
    assert (told["tilematrix"], told["tilecol"], told["tilerow"]) == (12, 2218, 1372)
    assert told["i"] == pytest.approx(100, abs=1) and told["j"] == pytest.approx(50, abs=1)
    assert remote.asked[-1][1].get("infoformat") == ("application/json" if way == "kvp" else None)


def test_wmts_without_feature_info_cannot_be_asked(
    transactional_db: None, remote: Server, maps: Callable[..., Got]
) -> None:
    layer = choose(register("wmts", f"{remote.url}/wmts", ""), "orto", CHOICE)
    asked = wms(REQUEST="GetFeatureInfo", QUERY_LAYERS=layer.layer_id, LAYERS=layer.layer_id)

    got = maps("/ows/wms", **asked, I="5", J="5", INFO_FORMAT="application/json")

    assert b"LayerNotQueryable" in got.body
    assert remote.asked[-1][1]["request"] == "GetCapabilities"


def test_layer_of_a_service_with_a_login_is_drawn_and_asked_with_it(
    transactional_db: None, remote: Server, maps: Callable[..., Got]
) -> None:
    remote.key = ("X-Api-Key", "tajny-klic")
    service = register("wms", f"{remote.url}/wms", "", Written("header", *remote.key))
    choose(service, "q100", CHOICE)

    assert maps(tile_path()).image.getpixel((128, 128)) == BLUE
    info = wms(REQUEST="GetFeatureInfo", QUERY_LAYERS=LAYER, I="5", J="5")
    assert b"Nisa" in maps("/ows/wms", **info, INFO_FORMAT="application/json").body

    log_in(service, Written(""))
    forget()
    assert maps(tile_path(tile=TileAddress(9, 400, 180))).status == 503


def test_service_that_draws_small_maps_only_is_asked_for_parts(
    transactional_db: None, remote: Server, maps: Callable[..., Got]
) -> None:
    remote.limits = "<MaxWidth>600</MaxWidth><MaxHeight>600</MaxHeight>"
    layer = choose(register("wms", f"{remote.url}/wms", ""), "q100", CHOICE)

    got = maps(tile_path(layer.layer_id))

    assert got.image.getpixel((128, 128)) == BLUE
    asked = [given for _, given in remote.asked if given.get("request") == "GetMap"]
    assert [given["width"] for given in asked] == ["512"] * 4
    assert len({given["bbox"] for given in asked}) == 4


def test_service_in_another_system_is_moved(
    transactional_db: None, remote: Server, maps: Callable[..., Got]
) -> None:
    remote.systems = "<CRS>EPSG:3857</CRS>"
    layer = choose(register("wms", f"{remote.url}/wms", ""), "q100", CHOICE)

    got = maps(tile_path(layer.layer_id))

    assert got.image.getpixel((128, 128)) == BLUE
    assert remote.asked[-1][1]["crs"] == "EPSG:3857"


def test_tiles_of_a_wmts_are_laid_where_they_belong(
    transactional_db: None, remote: Server, maps: Callable[..., Got]
) -> None:
    layer = choose(register("wmts", f"{remote.url}/wmts", ""), "orto", CHOICE)

    in_mercator = maps(f"/ows/wmts/{layer.layer_id}/webmercator/12/2218/1372.png").image
    beside = maps(f"/ows/wmts/{layer.layer_id}/webmercator/12/2219/1372.png").image
    in_krovak = maps(tile_path(layer.layer_id)).image

    assert in_mercator.getpixel((128, 128))[1] < 5
    assert beside.getpixel((128, 128))[1] == pytest.approx(120, abs=3)
    assert in_krovak.getpixel((128, 128))[0] == pytest.approx(200, abs=3)
    assert in_krovak.getpixel((3, 3))[3] == in_krovak.getpixel((252, 252))[3] == 255


def test_layer_that_goes_is_served_no_more(flood: RemoteLayer, maps: Callable[..., Got]) -> None:
    assert maps(tile_path()).status == 200
    let_go(flood)

    assert maps(tile_path()).status in {400, 404}


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_capabilities_name_no_address_of_the_service(
    flood: RemoteLayer, remote: Server, maps: Callable[..., Got]
) -> None:
    body = maps("/ows/wms", SERVICE="WMS", REQUEST="GetCapabilities", VERSION="1.3.0").body

    assert remote.host.encode() not in body
