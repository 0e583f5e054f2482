"""Each format is read back by a program that knows it, and holds what the database holds."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import openpyxl
import pyogrio
import pytest
import shapely
from django.db import connections
from lxml import etree
from shapely.geometry.base import BaseGeometry

from layers.catalogue import catalogue
from layers.crs import KROVAK, WGS84
from layers.export import csv_table
from layers.export.errors import CannotExport
from layers.export.formats import FORMATS
from layers.export.selection import Selection
from layers.export.shapefile import shapefile, short_names
from layers.export.workbook import workbook
from layers.territory import Territory
from tests.gis.api.conftest import SOUTH, WEST
from tests.layers.export.conftest import HOSTILE, ODD

pytestmark = [pytest.mark.usefixtures("region"), pytest.mark.django_db(databases="__all__")]
GIS_FORMATS = ("gpkg", "fgb", "shp")


def selection(layer: str = "cadastre_parcel", **rest: Any) -> Selection:
    return Selection.whole(catalogue().layers[layer], **rest)


def written(format_id: str, folder: Path, layer: str = "cadastre_parcel", **rest: Any) -> Path:
    wanted = FORMATS[format_id]
    path = folder / f"{layer}{wanted.suffix}"
    return wanted.write(selection(layer, **rest), path).files[0]


def read(path: Path, **options: Any) -> tuple[dict[str, Any], list[BaseGeometry]]:
    meta, _, shapes, values = pyogrio.raw.read(path, **options)
    return dict(zip(meta["fields"], values, strict=True)), list(shapely.from_wkb(shapes))


@pytest.mark.parametrize("format_id", ["gpkg", "fgb"])
def test_gis_file_of_parcels_has_all_of_them_with_areas_and_attributes(
    format_id: str, tmp_path: Path
) -> None:
    path = written(format_id, tmp_path)
    columns, shapes = read(path)
    assert sorted(columns["id"]) == ["-42", "1000", "1001", "1002", "1003", "1004"]
    assert sum(shape.area for shape in shapes if shape) == pytest.approx(40_000)
    assert pyogrio.read_info(path)["crs"] == "EPSG:5514"
    row = list(columns["id"]).index("1000")
    assert columns["label"][row] == "1234/5"
    assert columns["area_m2"][row] == 10_000


def test_shapefile_of_mixed_kinds_is_one_file_a_kind_and_none_is_lost(tmp_path: Path) -> None:
    made = shapefile(selection("plan_zone"), tmp_path / "plan_zone.shp")
    counts = {
        path.stem: pyogrio.read_info(path)["features"]
        for path in made.files
        if path.suffix == ".shp"
    }
    assert counts == {"plan_zone_body": 1, "plan_zone_linie": 1, "plan_zone_plochy": 2}
    assert made.count == 4
    assert (tmp_path / "plan_zone_plochy.cpg").read_text() == "UTF-8"
    _, shapes = read(tmp_path / "plan_zone_plochy.shp")
    assert sorted(shape.area for shape in shapes) == [200, 40_000 - 2_500]


def test_shapefile_with_rows_without_place_keeps_them_as_a_table(tmp_path: Path) -> None:
    made = shapefile(selection(), tmp_path / "cadastre_parcel.shp")
    assert made.count == 6
    assert (tmp_path / "cadastre_parcel_bez_geometrie.dbf").exists()
    assert any("cadastral_" in note.en for note in made.notes)


def test_shapefile_over_its_limit_is_split_into_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layers.export.selection.BATCH", 1)
    made = shapefile(selection(), tmp_path / "p.shp", max_bytes=1000)
    parts = [path for path in made.files if path.suffix == ".shp"]
    assert len(parts) == 4
    assert sum(pyogrio.read_info(path)["features"] for path in parts) == 4


def test_names_longer_than_ten_signs_are_short_and_stay_unlike() -> None:
    names = ["municipality_code", "municipality_name", "MUNICIPALI", "kind"]
    short = short_names(names)
    assert list(short.values()) == ["municipali", "municipal2", "MUNICIPAL3", "kind"]


def test_gml_in_krovak_is_well_formed_with_unique_ids_and_system(tmp_path: Path) -> None:
    document = etree.parse(written("gml", tmp_path, "plan_zone", official_axes=True))
    ids = document.xpath("//@*[local-name()='id']")
    assert len(ids) == len(set(ids)) > 8
    systems = set(document.xpath("//@srsName"))
    assert systems == {"urn:ogc:def:crs:EPSG::5514"}
    labels = document.xpath("//*[local-name()='label']/text()")
    assert labels[0] == HOSTILE
    assert labels[1] == ODD.replace("\x01", "\ufffd")


@pytest.mark.parametrize(("srid", "first"), [(KROVAK, WEST), (WGS84, 50.7)])
def test_gml_coordinates_stand_in_the_official_order_of_the_system(
    tmp_path: Path, srid: int, first: float
) -> None:
    path = written("gml", tmp_path, srid=srid, official_axes=True)
    text = etree.parse(path).xpath("string((//*[local-name()='posList'])[1])")
    assert float(text.split()[0]) == pytest.approx(first, abs=0.2)


def test_csv_has_decimal_commas_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = written("csv", tmp_path, "plan_zone")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["label"] for row in rows] == [f"'{HOSTILE}", ODD, "-12", "Ves"]
    assert rows[2]["x"] == "-689995,0"
    assert rows[2]["y"] == "-974995,0"


def test_workbook_keeps_hostile_text_as_text_and_numbers_as_numbers(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(written("xlsx", tmp_path, "plan_zone")).active
    rows = list(sheet.iter_rows(values_only=True))
    at = rows[0].index("label")
    assert rows[1][at] == HOSTILE
    assert sheet.cell(2, at + 1).data_type == "s"
    assert rows[3][rows[0].index("x")] == -689_995


def test_workbook_longer_than_a_sheet_goes_on_with_the_next(tmp_path: Path) -> None:
    workbook(selection(), tmp_path / "p.xlsx", sheet_rows=4)
    sheets = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets
    assert [sheet.max_row - 1 for sheet in sheets] == [3, 3]


def test_drawing_has_layers_and_colours_of_the_style_and_every_ring(tmp_path: Path) -> None:
    document = ezdxf.readfile(written("dxf", tmp_path, "plan_zone"))
    assert not document.audit().errors
    look = document.layers.get("plan_zone-b_state")
    assert look.rgb == (0x82, 0x4E, 0x46)
    lines = [each for each in document.modelspace() if each.dxftype() == "LWPOLYLINE"]
    assert len(lines) == 2 + 2 + 1
    assert {each.dxf.layer for each in lines} == {"plan_zone-b_state"}
    assert lines[0].get_xdata("DMVS")[0].value == "Z1"
    assert len(document.modelspace().query("POINT")) == 1


def test_drawing_of_a_table_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotExport, match="nemá geometrii"):
        written("dxf", tmp_path, "stat_municipality")


def test_geojson_is_in_wgs84_and_features_carry_their_ids(tmp_path: Path) -> None:
    columns, shapes = read(written("geojson", tmp_path, srid=WGS84))
    assert len(shapes) == 6
    west, south, _, _ = next(shape for shape in shapes if shape).bounds
    assert (round(west), round(south)) == (15, 51)
    assert "1234/5" in list(columns["label"])


@pytest.mark.parametrize("format_id", GIS_FORMATS)
def test_layer_without_rows_is_a_file_without_rows(format_id: str, tmp_path: Path) -> None:
    path = written(format_id, tmp_path, "plan_uses")
    assert path.exists()
    main = path.with_suffix(FORMATS[format_id].suffix)
    info = pyogrio.read_info(main, force_feature_count=True)
    assert info["features"] == 0
    assert info["geometry_type"] in {"Polygon", "MultiPolygon"}


def test_area_cuts_what_sticks_out_and_leaves_out_what_only_touches(tmp_path: Path) -> None:
    area = Territory.of(shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 50))
    columns, shapes = read(written("gpkg", tmp_path, area=area))
    assert list(columns["id"]) == ["1000"]
    assert shapes[0].area == pytest.approx(5_000)


def test_rows_without_place_go_along_by_their_municipality(tmp_path: Path) -> None:
    shape = shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 50)
    for codes, count in (([563889], 1), ([], 0)):
        area = Territory.of(shape, codes)
        made = FORMATS["csv"].write(selection("stat_municipality", area=area), tmp_path / "s.csv")
        assert made.count == count


@pytest.mark.parametrize("format_id", list(FORMATS))
def test_territory_of_a_right_cuts_every_format(format_id: str, tmp_path: Path) -> None:
    """Of four parcels two lie in the strip, half of each."""
    layer = catalogue().layers["cadastre_parcel"]
    strip = Territory.of(shapely.box(WEST, SOUTH, WEST + 200, SOUTH + 50))
    wanted = FORMATS[format_id]
    mine = replace(layer, within=strip)
    made = wanted.write(
        Selection.whole(mine, srid=wanted.srid or KROVAK), tmp_path / f"p{wanted.suffix}"
    )
    assert made.count == 2
    if format_id in {"gpkg", "shp", "fgb"}:
        _, shapes = read(tmp_path / f"p{wanted.suffix}")
        assert sum(shape.area for shape in shapes) == pytest.approx(10_000)


def test_fields_not_asked_for_are_in_no_format(tmp_path: Path) -> None:
    layer = catalogue().layers["cadastre_parcel"]
    few = tuple(field for field in layer.fields if field.name == "label")
    for wanted in FORMATS.values():
        srid = wanted.srid or KROVAK
        path = tmp_path / f"few{wanted.suffix}"
        made = wanted.write(Selection(layer, few, srid=srid), path)
        content = b"".join(each.read_bytes() for each in made.files)
        assert b"cadastral" not in content
        assert b"land_kind" not in content


@pytest.mark.parametrize("format_id", ["gpkg", "shp", "csv", "gml", "xlsx", "dxf", "fgb"])
def test_export_that_is_ended_by_its_watcher_ends_with_that_very_error(
    format_id: str, tmp_path: Path
) -> None:
    class Ended(Exception):
        pass

    def watch(_count: int) -> None:
        raise Ended

    with pytest.raises(Ended):
        written(format_id, tmp_path, watch=watch)


def test_reader_that_goes_away_ends_the_query(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layers.export.selection.BATCH", 1)
    pieces = csv_table.chunks(selection())
    for _ in range(3):
        next(pieces)
    assert _open_cursors() == 1
    pieces.close()
    assert _open_cursors() == 0


def _open_cursors() -> int:
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors")
        return int(cursor.fetchone()[0])
