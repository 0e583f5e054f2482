"""HOSTILE 40: values of a file that passed the gate are text in whatever shows or takes them."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from shapely.geometry import mapping

from layers.catalogue import catalogue
from layers.export.formats import FORMATS
from layers.export.selection import Selection
from layers.importers.gate import import_file
from tests.layers.importers.ogr.made import KROVAK_MEMBER, SQUARES, feature, write_geojson
from tiles.feature_info import Place, features_at
from tiles.feature_info_formats import RENDERERS, Answer

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

LAYER = "plan_zone"
VALUES = ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "javascript:alert(1)")


@pytest.fixture(autouse=True)
def published(tmp_path: Path) -> None:
    """A square for each value, its label."""
    features = [
        feature(mapping(shape), kod=str(number), label=value)
        for number, (shape, value) in enumerate(zip(SQUARES, VALUES, strict=True), start=1)
    ]
    path = write_geojson(tmp_path / "zony.geojson", features, crs=KROVAK_MEMBER)
    assert import_file(path, source=LAYER).state == "published"


def test_pages_show_hostile_values_as_text_and_never_as_links(client: Client) -> None:
    pages = [
        client.get(f"/api/collections/{LAYER}/items", {"f": "html"}).content.decode(),
        *(_feature_info(number) for number in range(len(VALUES))),
    ]
    for page in pages:
        assert "<script>alert" not in page
        assert 'href="javascript:' not in page
    shown = "".join(pages[1:])
    assert pages[0].count("javascript:alert(1)") == shown.count("javascript:alert(1)") == 1
    assert "&lt;script&gt;alert(1)" in pages[0] and "&lt;script&gt;alert(1)" in shown


def _feature_info(number: int) -> str:
    east, north = SQUARES[number].centroid.coords[0]
    found = features_at(catalogue().layers[LAYER], Place(east, north, pixel_m=0.2), limit=5)
    return RENDERERS["html"](Answer([found]))


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    files = {
        name: FORMATS[name]
        .write(Selection.whole(catalogue().layers[LAYER]), tmp_path / f"x{FORMATS[name].suffix}")
        .files[0]
        for name in ("csv", "xlsx")
    }
    rows = csv.DictReader(io.StringIO(files["csv"].read_text("utf-8-sig")), delimiter=";")
    assert [row["label"] for row in rows] == [f"'{VALUES[0]}", *VALUES[1:]]
    sheet = openpyxl.load_workbook(files["xlsx"]).active
    column = next(cell.column for cell in sheet[1] if cell.value == "label")
    cells = [sheet.cell(row, column) for row in range(2, 5)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (value, "s", None) for value in VALUES
    ]
