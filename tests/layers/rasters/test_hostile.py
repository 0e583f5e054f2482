"""Rasters that lie: the wrong driver, absurd sizes, companions with a will of their own."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import rasterio

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.models import Feature, ImportRun
from layers.rasters.pictures import path_of
from tests.layers.rasters.made import WEST, description, grid, photograph, world_file, write

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

VRT = """<VRTDataset rasterXSize="400" rasterYSize="300"><SRS>EPSG:5514</SRS>
<GeoTransform>-690000,0.5,0,-970000,0,-0.5</GeoTransform>
<VRTRasterBand dataType="Byte" band="1"><SimpleSource>
<SourceFilename relativeToVRT="0">{source}</SourceFilename><SourceBand>1</SourceBand>
</SimpleSource></VRTRasterBand></VRTDataset>"""


def refused(path: Path, words: str) -> None:
    """The file is refused for the reason; nothing is published, and no picture is left."""
    with pytest.raises(UnreadableFile, match=words):
        import_file(path, source="imagery_ortho")
    assert not Feature.objects.filter(layer="imagery_ortho").exists()
    assert not ImportRun.objects.filter(state="published").exists()


@pytest.mark.parametrize("source", ["/vsicurl/http://localhost:1/x.tif", "/etc/passwd"])
def test_vrt_under_another_name_is_not_opened(tmp_path: Path, source: str) -> None:
    path = tmp_path / "list.tif"
    path.write_text(VRT.format(source=source))
    refused(path, "nemá obsah, který jeho název slibuje")


def test_one_format_under_the_name_of_another_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "list.png", photograph(), crs=None)
    refused(path.rename(tmp_path / "list.tif"), "GTiff.*je to PNG")


def test_png_that_claims_a_million_columns_is_refused_before_it_is_read(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack("!I", zlib.crc32(kind + content))
        return struct.pack("!I", len(content)) + kind + content + check

    header = chunk(b"IHDR", struct.pack("!IIBBBBB", 900_000, 900_000, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    path = tmp_path / "list.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + body)
    world_file(tmp_path / "list.pgw", grid(0.5))
    refused(path, "900000 × 900000 pixelů, dovoleno")


def test_sparse_tiff_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.tif"
    profile = {"driver": "GTiff", "width": 100_000, "height": 100_000, "count": 3}
    tiled = {"tiled": True, "sparse_ok": True, "dtype": "uint8", "bigtiff": "yes"}
    with rasterio.open(path, "w", **profile, **tiled, crs="EPSG:5514", transform=grid(0.1)):
        pass
    refused(path, "100000 × 100000 pixelů, ale jen")


def test_companions_of_gdal_have_no_say(tmp_path: Path) -> None:
    """An .aux.xml moves the raster, an .ovr shows another picture: both are left alone."""
    path = write(tmp_path / "list.tif", photograph(), grid(0.5))
    (tmp_path / "list.tif.aux.xml").write_text(
        "<PAMDataset><SRS>EPSG:3857</SRS><GeoTransform>0,1,0,0,0,-1</GeoTransform></PAMDataset>"
    )
    (tmp_path / "list.tif.ovr").write_bytes(path.read_bytes())
    (tmp_path / "list.tab").write_text('!table\nDefinition Table\n File "/etc/passwd"\n')
    import_file(path, source="imagery_ortho")
    sheet = Feature.objects.current().get(layer="imagery_ortho")
    assert sheet.geom.extent[0] == WEST
    assert sorted(each.suffix for each in tmp_path.iterdir() if each.is_file()) == [
        ".ovr",
        ".tab",
        ".tif",
        ".xml",
    ]


@pytest.mark.parametrize("name", ["-c.tif", "$(touch x).tif", "a'\"b.tif", "/vsicurl_x.tif"[1:]])
def test_odd_names_are_only_names(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "list.tif", photograph(), grid(0.5)).rename(tmp_path / name)
    import_file(path, source="imagery_ortho")
    sheet = Feature.objects.current().get(layer="imagery_ortho")
    assert sheet.code == Path(name).stem and path_of(sheet.attributes["picture"]).is_file()


@pytest.mark.parametrize(
    ("lines", "words"), [("1\n2\n", "nemá šest čísel"), ("0\n0\n0\n0\n1\n1\n", "žádnou plochu")]
)
def test_broken_world_file_is_named(tmp_path: Path, lines: str, words: str) -> None:
    path = write(tmp_path / "list.jpg", photograph(), crs=None)
    (tmp_path / "list.jgw").write_text(lines)
    refused(path, words)


def test_raster_in_another_country_or_without_any_system_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "list.tif", photograph(), grid(0.5, west=0, north=0), crs=None)
    refused(path, "jejich systém nelze jednoznačně určit")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"layer": "cadastre_parcel"}, "není rastrová vrstva"),
        ({"layer": "imagery_ortho", "date": "2024-13-01"}, "není den v kalendáři"),
        ({"layer": "imagery_ortho", "dat": "2024-01-01"}, "dat"),
    ],
)
def test_mistake_in_the_description_is_named(
    tmp_path: Path, content: dict[str, object], words: str
) -> None:
    path = write(tmp_path / "list.tif", photograph(), grid(0.5))
    description(tmp_path, **content)
    refused(path, words)


@pytest.mark.parametrize("text", ["a: &a [x]\nlayer: *a\n", "layer: " + "[" * 100_000, "a: b: c"])
def test_description_that_is_a_trap_is_refused(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "list.tif", photograph(), grid(0.5))
    (tmp_path / "raster.yaml").write_text(text)
    refused(path, "Popis rastrů raster.yaml")


def test_picture_outside_the_folder_is_never_opened() -> None:
    for name in ("../../etc/passwd", "imagery_ortho/../../x.tif", "/etc/passwd", "a/b.tif"):
        with pytest.raises(ValueError, match="no picture"):
            path_of(name)


def test_complex_and_64_bit_pixels_are_no_photograph(tmp_path: Path) -> None:
    path = write(tmp_path / "list.tif", np.zeros((3, 20, 20), "float64"), grid(0.5))
    refused(path, "nejsou barvy")
