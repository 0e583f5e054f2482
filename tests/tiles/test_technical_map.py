"""The technical map as WMS: by the catalogue alone, and its utilities not for the public."""

import io
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

import pytest
from PIL import Image

from layers.importers.gate import import_file
from tests.layers.importers.jvf.made import (
    BUILDING,
    CABLE,
    COMPLETE,
    EAST,
    NORTH,
    MadeRecord,
    area,
    line,
    square,
    write,
)
from tiles.app import Application

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"], transaction=True),
    pytest.mark.filterwarnings(  # MapProxy leaves closing its locks to the collector
        r"ignore:.*\.lck:pytest.PytestUnraisableExceptionWarning"
    ),
]
BOX = (EAST - 5, NORTH - 5, EAST + 25, NORTH + 25)


@pytest.fixture
def application(tmp_path: Path, settings: Any, renderers: Path) -> Application:
    """The map services over a building and a cable."""
    settings.JVF_SCHEMAS = tmp_path / "none"
    settings.TILES_ROOT = tmp_path / "tiles"
    made = [
        MadeRecord(BUILDING, "1", geometry=area(*square(EAST, NORTH, 20))),
        MadeRecord(CABLE, "2", geometry=line((EAST, NORTH, 300), (EAST + 20, NORTH + 20, 300))),
    ]
    import_file(write(tmp_path, made, kind=COMPLETE))
    return Application()


def ask(application: Application, request: str, layer: str, **more: str) -> tuple[str, bytes]:
    asked = {
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": request, "LAYERS": layer, "STYLES": "",
        "CRS": "EPSG:5514", "BBOX": ",".join(map(str, BOX)), "WIDTH": "150", "HEIGHT": "150",
        "FORMAT": "image/png",
    }  # fmt: skip
    environ: dict[str, Any] = {"PATH_INFO": "/ows/wms", "QUERY_STRING": urlencode(asked | more)}
    setup_testing_defaults(environ)
    started: list[str] = []
    body = b"".join(application(environ, lambda status, *_: started.append(status)))
    return started[0], body


def test_area_of_the_base_situation_is_drawn_in_its_colour(application: Application) -> None:
    status, content = ask(application, "GetMap", "dtm_zps_area")

    assert status == "200 OK"
    counted = Image.open(io.BytesIO(content)).convert("RGB").getcolors() or []
    (outside, _), (inside, (red, green, blue)) = sorted(counted, reverse=True)[:2]
    assert red > green > blue
    assert inside == pytest.approx(100 * 100, rel=0.1)
    assert outside == pytest.approx(150 * 150 - 100 * 100, rel=0.1)


def test_feature_info_tells_type_and_id(application: Application) -> None:
    _, content = ask(
        application, "GetFeatureInfo", "dtm_zps_area", QUERY_LAYERS="dtm_zps_area", I="75", J="75",
        INFO_FORMAT="text/plain",
    )  # fmt: skip

    assert "budova" in content.decode()
    assert "0100000001-03" in content.decode()


def test_utilities_are_no_layer_for_the_public(application: Application) -> None:
    status, content = ask(application, "GetMap", "dtm_ti_line")
    _, capabilities = ask(application, "GetCapabilities", "")

    assert status.startswith("4")
    assert b"LayerNotDefined" in content
    assert b"dtm_zps_line" in capabilities
    assert b"dtm_ti_" not in capabilities
    assert b"dtm_ki_" not in capabilities
