"""Scanned maps placed by control points, through the gate."""

import json
from pathlib import Path

import numpy as np
import pytest

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.models import Feature, ImportRun
from layers.rasters import mosaic
from layers.rasters.mosaic import Frame
from tests.layers.rasters.made import NORTH, WEST, photograph, qgis_points, write

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

PIXELS = np.array([[5, 5], [395, 10], [390, 295], [10, 290], [200, 150]], "float64")
ANGLE = np.radians(10)


def placed(pixels: np.ndarray) -> np.ndarray:
    """Half a metre a pixel, turned by ten degrees about the top left corner."""
    x, y = pixels.T * [[0.5], [-0.5]]
    return np.column_stack(
        [
            WEST + x * np.cos(ANGLE) - y * np.sin(ANGLE),
            NORTH + x * np.sin(ANGLE) + y * np.cos(ANGLE),
        ]
    )


def scan(folder: Path, places: np.ndarray | None = None) -> Path:
    path = write(folder / "plan_1938.jpg", photograph(), crs=None, QUALITY=95)
    qgis_points(
        folder / "plan_1938.jpg.points", PIXELS, placed(PIXELS) if places is None else places
    )
    return path


def test_scan_with_points_of_qgis_is_placed_and_tells_its_residuals(tmp_path: Path) -> None:
    run = import_file(scan(tmp_path))
    sheet = Feature.objects.current().get(layer="scan_map")
    assert sheet.attributes["transformation"] == "affine"
    assert sheet.attributes["control_points"] == 5
    assert sheet.attributes["rms_m"] < 0.001
    assert sheet.attributes["residuals"].startswith("1: 0.00 m")
    assert any("RMS 0.00 m" in message for message in run.messages)
    centre = placed(np.array([[120.0, 80.0]]))[0]
    box = (centre[0] - 5, centre[1] - 5, centre[0] + 5, centre[1] + 5)
    picture = mosaic.picture("scan_map", Frame(5514, box, (20, 20)))
    assert picture is not None and picture[0].min() > 235 and picture[3].min() == 255
    aside = placed(np.array([[120.0, 30.0]]))[0]
    box = (aside[0] - 5, aside[1] - 5, aside[0] + 5, aside[1] + 5)
    picture = mosaic.picture("scan_map", Frame(5514, box, (20, 20)))
    assert picture is not None and picture[0].max() < 130


@pytest.mark.parametrize("method", ["similarity", "projective", "polynomial2", "spline"])
def test_each_transformation_puts_the_square_where_it_belongs(tmp_path: Path, method: str) -> None:
    path = write(tmp_path / "plan.png", photograph(), crs=None)
    pixels = np.vstack([PIXELS, [[100.0, 220.0], [300.0, 60.0]]])
    points = [
        {"name": f"b{n}", "pixel": list(pixel), "map": list(place)}
        for n, (pixel, place) in enumerate(zip(pixels, placed(pixels), strict=True))
    ]
    content = {"transformation": method, "points": points}
    (tmp_path / "plan.points.json").write_text(json.dumps(content))
    import_file(path)
    assert Feature.objects.current().get(layer="scan_map").attributes["transformation"] == method
    for column, row, white in (
        (102, 62, True),
        (138, 98, True),
        (97, 57, False),
        (142, 102, False),
    ):
        x, y = placed(np.array([[column, row]], "float64"))[0]
        picture = mosaic.picture(
            "scan_map", Frame(5514, (x - 0.1, y - 0.1, x + 0.1, y + 0.1), (1, 1))
        )
        assert picture is not None and bool(picture[0, 0, 0] > 200) is white, (column, row)


def test_points_in_positive_coordinates_are_turned_with_a_warning(tmp_path: Path) -> None:
    run = import_file(scan(tmp_path, -placed(PIXELS)))
    assert any("obrácením znamének" in message for message in run.messages)
    assert Feature.objects.current().get(layer="scan_map").attributes["rms_m"] < 0.001


def test_grossly_wrong_point_is_named_and_nothing_is_published(tmp_path: Path) -> None:
    places = placed(PIXELS)
    places[3] += [60, 0]
    with pytest.raises(UnreadableFile, match="bod 4 je hrubě chybný: leží 60"):
        import_file(scan(tmp_path, places))
    assert ImportRun.objects.get().state == "refused"
    assert not Feature.objects.filter(layer="scan_map").exists()


def test_scan_without_place_says_what_it_needs(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.jpg", photograph(), crs=None)
    with pytest.raises(UnreadableFile, match="není umístěn"):
        import_file(path, source="scan_map")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "nemá sloupce souřadnic"),
        ("e,n,column,row\n1,2,x,4\n", "„x“ není číslo"),
        ("e,n,column,row,enable\n-690000,-970000,1,1,0\n", "žádný zapnutý"),
        ('{"points": [{"pixel": [1]}]}', "nemá podobu"),
        ('{"points": [], "transformation": "jiná"}', "není z similarity"),
    ],
)
def test_bad_file_of_points_is_refused_with_the_reason(
    tmp_path: Path, text: str, words: str
) -> None:
    path = write(tmp_path / "plan.jpg", photograph(), crs=None)
    (tmp_path / "plan.jpg.points").write_text(text)
    with pytest.raises(UnreadableFile, match=words):
        import_file(path)
