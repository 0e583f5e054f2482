"""A closed layer on the map of those who may see it: whole, cut to a territory, or not at all."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest
import shapely
from PIL import Image

from layers.access import PUBLIC, Viewer
from layers.grants import Grant
from layers.importers.gate import import_file
from layers.territory import Territory
from tests.layers.importers.jvf.made import (
    CABLE,
    COMPLETE,
    EAST,
    NORTH,
    MadeRecord,
    line,
    write,
)
from tiles.app import Application
from tiles.grids import grids

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"], transaction=True),
    pytest.mark.filterwarnings(  # MapProxy leaves closing its files to the collector
        r"ignore:.*\.(lck|png):pytest.PytestUnraisableExceptionWarning"
    ),
    pytest.mark.filterwarnings("ignore:The 'resolution' argument:DeprecationWarning"),  # MapProxy
]
LAYER = "dtm_ki_line"
BOX = (EAST - 5, NORTH - 15, EAST + 25, NORTH + 15)
READ = frozenset({"see", "query", "download"})
WHOLE = Viewer((*PUBLIC.grants, Grant("dtm", READ, "staff")), is_authenticated=True)
WESTERN = Viewer(
    (
        *PUBLIC.grants,
        Grant(
            "dtm", READ, "staff",
            within=Territory.of(shapely.box(EAST - 50, NORTH - 50, EAST + 10, NORTH + 50)),
        ),
    ),
    is_authenticated=True,
)  # fmt: skip


@pytest.fixture
def maps(tmp_path: Path, settings: Any, renderers: Path) -> Application:
    """The map services over a critical cable from west to east; who asks stands in the request."""
    settings.JVF_SCHEMAS = tmp_path / "none"
    settings.TILES_ROOT = tmp_path / "tiles"
    cable = line((EAST, NORTH, 300), (EAST + 20, NORTH, 300))
    import_file(
        write(tmp_path, [MadeRecord(CABLE, "2", geometry=cable, critical=True)], kind=COMPLETE)
    )
    return Application(who=lambda environ: environ["test.user"])


def get(maps: Application, user: Viewer, path: str, **asked: Any) -> tuple[str, Any, bytes]:
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": urlencode(asked)}
    setup_testing_defaults(environ)
    environ["test.user"] = user
    started: list[Any] = []
    body = b"".join(maps(environ, lambda status, headers, *_: started.append((status, headers))))
    return started[0][0], dict(started[0][1]), body


def wms(maps: Application, user: Viewer, request: str, **more: Any) -> tuple[str, Any, bytes]:
    asked = {
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": request, "LAYERS": LAYER, "STYLES": "",
        "CRS": "EPSG:5514", "BBOX": ",".join(map(str, BOX)), "WIDTH": "300", "HEIGHT": "300",
        "FORMAT": "image/png", "TRANSPARENT": "true", "LAYER": LAYER,
    }  # fmt: skip
    return get(maps, user, "/ows/wms", **asked | more)


def drawn(content: bytes) -> tuple[int, int] | None:
    """The first and the last column that is not empty."""
    box = Image.open(io.BytesIO(content)).convert("RGBA").getchannel("A").getbbox()
    return (box[0], box[2]) if box else None


def tile_over_cable() -> str:
    """A tile of the finest level in which the territory ends, over the cable."""
    grid = grids()["krovak"]
    z = len(grid.resolutions) - 1
    column, _, row, _ = grid.tiles_over((EAST + 10, NORTH, EAST + 10, NORTH), z)
    return f"/ows/wmts/{LAYER}/krovak/{z}/{column}/{row}.png"


def test_map_is_whole_cut_or_refused(maps: Application) -> None:
    _, headers, whole = wms(maps, WHOLE, "GetMap")
    _, _, western = wms(maps, WESTERN, "GetMap")
    status, _, refused = wms(maps, PUBLIC, "GetMap")

    first, last = drawn(whole) or (0, 0)
    assert first < 60 and last > 240
    assert drawn(western) == (first, pytest.approx(150, abs=1))
    assert "private" in headers["Cache-Control"] and "Cookie" in headers["Vary"]
    assert status.startswith("4") and b"LayerNotDefined" in refused


def test_tile_of_one_is_not_given_to_another(maps: Application) -> None:
    path = tile_over_cable()

    _, headers, whole = get(maps, WHOLE, path)
    assert drawn(whole) is not None
    assert "private" in headers["Cache-Control"]
    _, again, cached = get(maps, WHOLE, path)
    assert cached == whole and "private" in again["Cache-Control"] and "ETag" in again
    _, _, western = get(maps, WESTERN, path)
    (first, last), (kept_first, kept_last) = drawn(whole) or (0, 0), drawn(western) or (0, 0)
    assert kept_first in (first, 0) and kept_last < last
    status, _, body = get(maps, PUBLIC, path)
    assert status.startswith("404") and b"PNG" not in body[:8]


@pytest.mark.parametrize(("column", "told"), [(100, True), (200, False)])
def test_feature_info_answers_on_the_territory_alone(
    maps: Application, column: int, told: bool
) -> None:
    asked = {"QUERY_LAYERS": LAYER, "I": column, "J": 150, "INFO_FORMAT": "application/json"}

    _, _, body = wms(maps, WESTERN, "GetFeatureInfo", **asked)
    assert (b'"2"' in body or b"0100000" in body) is told
    status, _, _ = wms(maps, PUBLIC, "GetFeatureInfo", **asked)
    assert status.startswith("4")


def test_capabilities_and_legend_are_those_of_the_asker(maps: Application) -> None:
    for user, known in ((WHOLE, True), (WESTERN, True), (PUBLIC, False)):
        _, headers, document = get(
            maps, user, "/ows/wms", SERVICE="WMS", REQUEST="GetCapabilities", VERSION="1.3.0"
        )
        assert (LAYER.encode() in document) is known
        assert ("private" in headers["Cache-Control"]) is known
        _, _, tiles = get(maps, user, "/ows/wmts/1.0.0/WMTSCapabilities.xml")
        assert (LAYER.encode() in tiles) is known
        status, _, _ = wms(maps, user, "GetLegendGraphic", SLD_VERSION="1.1.0", STYLE="")
        assert status.startswith("200" if known else "4")
