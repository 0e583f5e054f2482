"""Only the reader that belongs to a format opens it, whatever the file or its name say."""

import os
import socket
import stat
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from layers.errors import UnreadableFile
from layers.importers.ogr.reader import OgrReader
from tests.layers.importers.ogr.made import LAYER, SQUARES, read, write, write_geojson

VRT = (
    "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/vsicurl/http://127.0.0.1:{port}/x"
    "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)


@pytest.fixture
def listener() -> "socket.socket":
    """A port that must never be asked for anything."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("name", ["x.gpkg", "x.shp", "x.json", "x.geojson", "x.csv"])
def test_vrt_under_another_name_is_refused_without_a_request(
    tmp_path: Path, name: str, listener: socket.socket
) -> None:
    path = tmp_path / name
    path.write_text(VRT.format(port=listener.getsockname()[1]))
    reader = OgrReader(LAYER)
    assert reader.accepts(path)
    with pytest.raises(UnreadableFile, match="je to VRT, které se nepřijímá"):
        reader.header(path)


def test_vrt_under_its_own_name_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.vrt"
    path.write_text(VRT)
    assert not OgrReader().accepts(path)


@pytest.mark.parametrize("content", ["gpkg", "shp", "geojson"])
@pytest.mark.parametrize("name", [".gpkg", ".shp", ".geojson", ".csv"])
def test_content_and_name_must_agree(tmp_path: Path, content: str, name: str) -> None:
    if name == f".{content}":
        return
    made = write(tmp_path / f"made.{content}", SQUARES)
    path = tmp_path / f"jiny{name}"
    path.write_bytes(made.read_bytes())
    with pytest.raises(UnreadableFile, match=f"Soubor jiny{name} nemá obsah, který"):
        OgrReader(LAYER).header(path)


def test_sqlite_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "x.gpkg", SQUARES)
    data = bytearray(path.read_bytes())
    data[68:72] = struct.pack(">I", 0)
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"nemá obsah, který jeho název slibuje \(GeoPackage"):
        OgrReader(LAYER).header(path)


@pytest.mark.parametrize(
    "name",
    [
        "/vsicurl/http://127.0.0.1/x.gpkg",
        "/vsizip/x.zip/x.shp",
        "/vsimem/x.gpkg",
        "http://127.0.0.1/x.json",
        "GPKG:/etc/passwd:x",
        "x" * 10_000 + ".gpkg",
        "nul\0.gpkg",
    ],
)
def test_names_that_mean_something_to_gdal_are_names_of_missing_files(name: str) -> None:
    reader = OgrReader(LAYER)
    assert not reader.accepts(Path(name))
    with pytest.raises(UnreadableFile):
        reader.header(Path(name))


ODD_NAMES = [
    b"uvozovky\"'.gpkg",
    b"$(touch pwned).gpkg",
    b"-rf.gpkg",
    b"a b;c&d|e.gpkg",
    b"\xff\xfe\x80.gpkg",
    b"x" * 240 + b".gpkg",
    b"http:!a.zip!b.gpkg",
    b"nove\nradky.gpkg",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_file_names_are_read_as_any_other(tmp_path: Path, name: bytes) -> None:
    plain = write(tmp_path / "plain.gpkg", SQUARES)
    path = tmp_path / os.fsdecode(name)
    plain.rename(path)
    records, bad, _ = read(path)
    assert (len(records), bad) == (3, [])
    assert [entry.name for entry in tmp_path.iterdir()] == [os.fsdecode(name)]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_file_names_can_be_printed_in_refusals(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(b"nothing")
    with pytest.raises(UnreadableFile) as refused:
        OgrReader(LAYER).header(path)
    assert str(refused.value).isprintable()
    assert str(refused.value).encode()


def test_odd_names_of_shapefiles_find_their_companions(tmp_path: Path) -> None:
    made = write(tmp_path / "made.shp", SQUARES)
    for part in made.parent.iterdir():
        part.rename(part.with_name("$(x) 'y\" [z]*" + part.suffix.upper()))
    records, bad, notes = read(tmp_path / "$(x) 'y\" [z]*.SHP")
    assert (len(records), bad, notes) == (3, [], [])


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "x.gpkg"
    os.mkfifo(path)
    assert not OgrReader().accepts(path)
    with pytest.raises(UnreadableFile, match="není obyčejný soubor"):
        OgrReader(LAYER).header(path)


def test_private_folders_are_gone_afterwards_and_closed_to_others(
    tmp_path: Path, var: Path
) -> None:
    path = write(tmp_path / "data.shp", SQUARES)
    items = OgrReader(LAYER).read(path)
    next(items)
    (folder,) = (var / "tmp").iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    items.close()  # type: ignore[attr-defined]
    assert list((var / "tmp").iterdir()) == []


def test_what_a_killed_process_left_is_swept(tmp_path: Path, var: Path) -> None:
    left = var / "tmp" / "ogr-1-left"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    read(write(tmp_path / "data.gpkg", SQUARES))
    assert not left.exists()


def test_a_zip_holds_several_layers_with_their_parts(tmp_path: Path) -> None:
    for name in ("PlochyRZV_p", "ReseneUzemi_p"):
        write(tmp_path / f"{name}.shp", SQUARES)
    path = tmp_path / "DUP_563889.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(tmp_path.glob("*_p.*")):
            archive.write(part, f"DUP_563889/Data/{part.name}")
        archive.writestr("DUP_563889/readme.pdf", b"%PDF")
    with pytest.raises(UnreadableFile) as refused:
        OgrReader().header(path)
    assert "PlochyRZV_p (kod, nazev); ReseneUzemi_p (kod, nazev)" in str(refused.value)


def test_a_zipped_shapefile_reads_as_the_unpacked_one(tmp_path: Path) -> None:
    made = write(tmp_path / "data.shp", SQUARES, names=["Ž", "š", "č"], encoding="cp1250")
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in made.parent.glob("data.*"):
            if part != path:
                archive.write(part, part.name)
    assert OgrReader().accepts(path)
    assert read(path) == read(made)


def test_a_hostile_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../data.gpkg", b"x")
    assert OgrReader().accepts(path)
    with pytest.raises(UnreadableFile, match="vede mimo archiv"):
        OgrReader(LAYER).header(path)


def test_a_zip_without_vector_data_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "data.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.xml", b"<x/>")
    assert not OgrReader().accepts(path)


def test_json_of_another_driver_is_refused_without_running(
    tmp_path: Path, listener: socket.socket
) -> None:
    path = tmp_path / "x.json"
    link = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    path.write_text(
        f'{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline read {link}"}}'
    )
    with pytest.raises(UnreadableFile, match="není GeoJSON typu FeatureCollection"):
        OgrReader(LAYER).header(path)


def test_a_crs_link_is_refused_and_not_followed(tmp_path: Path, listener: socket.socket) -> None:
    link = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    path = write_geojson(
        tmp_path / "x.geojson", [], crs={"type": "link", "properties": {"href": link}}
    )
    with pytest.raises(UnreadableFile, match="odkazy se nenásledují"):
        OgrReader(LAYER).header(path)


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson"])
def test_memory_stays_flat_on_a_long_file(tmp_path: Path, ending: str) -> None:
    shapes = [SQUARES[n % 3] for n in range(300_000)]
    path = write(tmp_path / f"dlouhy{ending}", shapes)
    program = (
        "import resource, sys, django; django.setup()\n"
        "from pathlib import Path\n"
        "from layers.importers.ogr.reader import OgrReader\n"
        f"items = OgrReader({LAYER!r}).read(Path(sys.argv[1]))\n"
        "for _ in range(5000): next(items)\n"
        "early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = 5000 + sum(1 for _ in items)\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - early)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "gis.settings", "GIS_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    count, grown_kb = map(int, done.stdout.split())
    assert count == 300_000
    assert grown_kb < 50_000
