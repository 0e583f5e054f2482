"""Rasters through the whole gate: sheets, their pictures, and what is refused."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from affine import Affine
from django.test import Client

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import ChangedArea, Feature
from layers.rasters import mosaic
from layers.rasters.mosaic import Frame
from layers.rasters.pictures import path_of
from tests.layers.rasters.made import (
    NORTH,
    WEST,
    description,
    grid,
    hill,
    photograph,
    world_file,
    write,
)

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def sheets(layer: str = "imagery_ortho") -> list[Feature]:
    return list(Feature.objects.current().filter(layer=layer).order_by("code"))


def test_geotiff_becomes_a_cloud_optimised_sheet_with_footprint_and_day(tmp_path: Path) -> None:
    path = write(tmp_path / "list_1.tif", photograph(1400, 1100), grid(0.5))
    description(tmp_path, layer="imagery_ortho", date="2024-06-01")
    run = import_file(path)
    assert (run.source, run.reader, run.counts["imagery_ortho"]["added"]) == (
        "imagery_ortho",
        "raster",
        1,
    )
    (sheet,) = sheets()
    assert sheet.geom.extent == (WEST, NORTH - 550, WEST + 700, NORTH)
    assert sheet.valid.lower == date(2024, 6, 1)
    assert sheet.attributes["resolution_m"] == 0.5
    assert sheet.attributes["sha256"] == run.file_sha256
    with rasterio.open(path_of(sheet.attributes["picture"])) as made:
        assert made.crs.to_epsg() == 5514 and made.transform == grid(0.5)
        assert made.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
        assert made.overviews(1) and made.block_shapes[0] == (512, 512)
        assert (made.read()[:, 75, 120] > 250).all() and (made.read()[:, 20, 20] < 125).all()


def test_sheet_twice_is_no_change_and_its_rollback_leaves_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "list.tif", photograph(), grid(0.5))
    run = import_file(path, source="imagery_ortho")
    again = import_file(path, source="imagery_ortho")
    assert again.counts["imagery_ortho"]["unchanged"] == 1
    assert ChangedArea.objects.filter(run=run, layer="imagery_ortho").exists()
    roll_back(run.pk)
    assert not sheets()
    assert mosaic.picture("imagery_ortho", frame()) is None


def frame(srid: int = 5514, size: int = 100) -> Frame:
    """The made photograph's north-west hundred metres."""
    return Frame(srid, (WEST, NORTH - 100, WEST + 100, NORTH), (size, size))


@pytest.mark.parametrize("ending", [".jpg", ".png", ".jp2"])
def test_picture_with_world_file_lies_where_the_file_says(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"list{ending}", photograph(), crs=None)
    world_file(tmp_path / f"list.{ending[1]}{ending[-1]}w", grid(0.5))
    run = import_file(path, source="imagery_ortho")
    assert any("Soubor neuvádí systém" in message for message in run.messages)
    (sheet,) = sheets()
    assert sheet.geom.extent == (WEST, NORTH - 150, WEST + 200, NORTH)
    picture = mosaic.picture("imagery_ortho", frame())
    assert picture is not None
    assert picture[0, 40, 60] > 240 and picture[0, 10, 10] < 130


def test_newest_sheet_lies_on_top(tmp_path: Path) -> None:
    for year, grey in ((2022, 50), (2019, 200), (2024, 120)):
        folder = tmp_path / str(year)
        folder.mkdir()
        pixels = np.full((3, 300, 400), grey, "uint8")
        description(folder, layer="imagery_ortho", date=f"{year}-06-01")
        import_file(write(folder / f"list_{year}.tif", pixels, grid(0.5)))
    picture = mosaic.picture("imagery_ortho", frame())
    assert picture is not None and abs(int(picture[0, 50, 50]) - 120) <= 2


def test_folder_of_sheets_is_one_run_and_a_bad_one_goes_to_quarantine(tmp_path: Path) -> None:
    folder = tmp_path / "dodavka"
    folder.mkdir()
    description(folder, layer="imagery_ortho", dates={"a": "2023-05-01", "b": "2023-05-02"})
    write(folder / "a.tif", photograph(), grid(0.5))
    write(folder / "b.tif", photograph(), grid(0.5, west=WEST + 200))
    broken = write(folder / "c.tif", photograph(), grid(0.5, west=WEST + 400))
    broken.write_bytes(broken.read_bytes()[:5000])
    run = import_file(folder)
    assert [sheet.code for sheet in sheets()] == ["a", "b"]
    (refused,) = run.quarantined.all()
    assert refused.code == "c" and "nelze číst" in refused.reason
    assert "/" not in refused.reason


def test_zip_of_sheets_is_read_with_what_lies_beside_them(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.jpg", photograph(), crs=None)
    world_file(folder / "a.jgw", grid(0.5))
    description(folder, layer="imagery_ortho", date="2021-04-03")
    archive = tmp_path / "ortofoto.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for each in folder.iterdir():
            made.write(each, f"data/{each.name}")
    import_file(archive)
    assert sheets()[0].valid.lower == date(2021, 4, 3)


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (lambda a: Affine(-a.a, a.b, -a.c, a.d, -a.e, -a.f), "obrácením znamének"),  # EPSG:5513
        (lambda a: Affine(a.a, a.b, -a.c, a.d, a.e, -a.f), "obrácením znamének"),  # origin alone
        (lambda a: Affine(a.d, a.e, a.f, a.a, a.b, a.c), "prohozením pořadí os"),
        (lambda a: Affine(a.a, a.b, a.f, a.d, a.e, a.c), "prohozením pořadí os"),
    ],
)
def test_traps_of_krovak_are_put_right_with_a_warning(
    tmp_path: Path, turn: object, words: str
) -> None:
    path = write(tmp_path / "list.tif", photograph(), turn(grid(0.5)))  # type: ignore[operator]
    run = import_file(path, source="imagery_ortho")
    assert any(words in message for message in run.messages), run.messages
    assert sheets()[0].geom.extent == (WEST, NORTH - 150, WEST + 200, NORTH)
    picture = mosaic.picture("imagery_ortho", frame())
    assert picture is not None
    assert picture[0, 40, 60] > 240 and picture[0, 10, 10] < 130


def test_sheet_of_another_system_is_moved_to_its_place(tmp_path: Path) -> None:
    """In degrees, declared as Krovak: both are found out; a square at known degrees."""
    affine = Affine(0.00001, 0, 15.0, 0, -0.000006, 50.7)
    path = write(tmp_path / "list.tif", photograph(), affine, crs="EPSG:5514")
    run = import_file(path, source="imagery_ortho")
    assert any("WGS 84" in message for message in run.messages)
    box = (15.0, 50.7 - 300 * 0.000006, 15.0 + 400 * 0.00001, 50.7)
    picture = mosaic.picture("imagery_ortho", Frame(4326, box, (400, 300)))
    assert picture is not None
    white = np.argwhere(picture[0] > 180)
    assert np.abs(white.min(axis=0) - [60, 100]).max() <= 1
    assert np.abs(white.max(axis=0) - [99, 139]).max() <= 1


def test_terrain_keeps_heights_exactly_and_leaves_out_what_is_none(tmp_path: Path) -> None:
    heights = hill()
    heights[:20] = -32_767
    path = write(tmp_path / "dmr.tif", heights, grid(5.0))
    run = import_file(path, source="terrain_model")
    assert any("nemohou být výškou: 6000" in message for message in run.messages)
    (sheet,) = sheets("terrain_model")
    assert sheet.attributes["highest_m"] == pytest.approx(520, abs=0.1)
    x, y = WEST + 150.5 * 5, NORTH - 120.5 * 5
    assert mosaic.height_at("terrain_model", x, y) == pytest.approx(
        float(heights[120, 150]), abs=0.01
    )
    assert mosaic.height_at("terrain_model", x, NORTH - 10) is None


def test_arc_info_grid_is_terrain_by_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "dmr.asc", hill(), grid(5.0))
    run = import_file(path)
    assert run.source == "terrain_model" and len(sheets("terrain_model")) == 1


def test_palette_and_one_bit_drawings_keep_their_colours(tmp_path: Path) -> None:
    pixels = np.zeros((300, 400), "uint8")
    pixels[60:100, 100:140] = 3
    path = write(
        tmp_path / "mapa.tif", pixels, grid(0.5), colormap={0: (255, 250, 240), 3: (200, 30, 20)}
    )
    import_file(path, source="scan_map")
    with rasterio.open(path_of(sheets("scan_map")[0].attributes["picture"])) as made:
        assert tuple(made.read()[:3, 75, 120]) == (200, 30, 20)
        assert tuple(made.read()[:3, 20, 20]) == (255, 250, 240)


def test_operators_nodata_is_transparent(tmp_path: Path) -> None:
    pixels = photograph()
    pixels[:, :, 300:] = 0
    description(tmp_path, layer="imagery_ortho", nodata=0)
    import_file(write(tmp_path / "list.tif", pixels, grid(0.25)))
    picture = mosaic.picture("imagery_ortho", frame(size=400))
    assert picture is not None
    assert picture[3, 100, 250] == 255 and picture[3, 100, 310] == 0


@pytest.mark.parametrize("name", ["cz_cuzk_CR-2005.tif", "cz_cuzk_table_-y-x_3_v1710.tif"])
def test_real_geotiffs_are_taken_or_refused_with_the_reason(shared_data: Path, name: str) -> None:
    path = shared_data / "crs" / name
    if "table" in name:
        with pytest.raises(UnreadableFile, match="převodní mřížka mezi souřadnicovými systémy"):
            import_file(path, source="terrain_model")
        return
    import_file(path, source="terrain_model")
    (sheet,) = sheets("terrain_model")
    assert 38 < sheet.attributes["lowest_m"] < sheet.attributes["highest_m"] < 49
    assert mosaic.height_at("terrain_model", -690_000, -975_000) == pytest.approx(44.5, abs=1.5)


def test_description_of_the_operator_is_found_by_its_name(tmp_path: Path, settings: Any) -> None:
    folder = tmp_path / "katalog"
    (folder / "rasters").mkdir(parents=True)
    (folder / "rasters" / "orto_kraj.yaml").write_text(
        "name: orto_kraj\nlayer: imagery_ortho\ndate: 2022-08-15\nfull: true\n"
    )
    settings.CATALOGUE_FOLDERS = [*settings.CATALOGUE_FOLDERS, folder]
    for name in ("a", "b"):
        path = write(tmp_path / f"{name}.tif", photograph(), grid(0.5))
        run = import_file(path, source="orto_kraj")
    assert run.source == "orto_kraj"
    (only,) = sheets()  # a full delivery speaks for all sheets of its source
    assert only.code == "orto_kraj:b" and only.valid.lower == date(2022, 8, 15)
    import_file(write(tmp_path / "b.tif", photograph(), grid(0.5)), source="imagery_ortho")
    assert [sheet.code for sheet in sheets()] == ["b", "orto_kraj:b"]  # one name, two sources


def test_sheets_are_a_collection_with_their_days_and_without_paths(
    tmp_path: Path, client: Client
) -> None:
    description(tmp_path, layer="imagery_ortho", date="2024-06-01")
    import_file(write(tmp_path / "list.tif", photograph(), grid(0.5)))
    page = client.get("/api/collections/imagery_ortho/items?f=json").json()
    (feature,) = page["features"]
    assert feature["geometry"]["type"] == "Polygon"
    assert feature["properties"]["valid_from"] == "2024-06-01"
    assert "picture" not in feature["properties"]
    layers = {layer["id"]: layer for layer in client.get("/api/catalogue").json()["layers"]}
    assert layers["imagery_ortho"]["data_date"] == {"oldest": "2024-06-01", "newest": "2024-06-01"}
    assert layers["imagery_ortho"]["tiles"]["krovak"].startswith("/ows/wmts/imagery_ortho/")
    assert layers["scan_map"]["tiles"] is None and layers["terrain_hillshade"]["tiles"] is None


def test_height_is_told_by_identify(tmp_path: Path, client: Client) -> None:
    import_file(write(tmp_path / "dmr.tif", hill(), grid(5.0)), source="terrain_model")
    x, y = WEST + 150.5 * 5, NORTH - 150.5 * 5
    (layer,) = client.get(f"/api/identify?x={x}&y={y}&layers=terrain_model").json()["layers"]
    height = layer["features"][0]["properties"]["elevation_m"]
    assert height == pytest.approx(520, abs=0.1)


def test_each_sheet_tells_its_own_height(tmp_path: Path, client: Client) -> None:
    import_file(write(tmp_path / "stary.tif", hill(), grid(5.0)), source="terrain_model")
    import_file(write(tmp_path / "novy.tif", hill() - 100, grid(5.0)), source="terrain_model")
    x, y = WEST + 150.5 * 5, NORTH - 150.5 * 5
    (layer,) = client.get(f"/api/identify?x={x}&y={y}&layers=terrain_model").json()["layers"]
    heights = {each["id"]: each["properties"]["elevation_m"] for each in layer["features"]}
    assert heights == pytest.approx({"stary": 520, "novy": 420}, abs=0.1)
