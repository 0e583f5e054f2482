"""Drawings, KML, geodatabases, spreadsheets and FlatGeobuf: read, or refused in words."""

import shutil
import socket
import zipfile
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import shapely
import yaml

from layers.catalogue import catalogue
from layers.errors import UnreadableFile
from layers.importers.ogr.mapping import load
from layers.importers.ogr.reader import OgrReader
from layers.importers.readers import reader_for
from tests.layers.importers.ogr.made import LAYER, SQUARES, outlines, read

WGS84_SQUARES = [shapely.box(15 + n / 100, 50.7, 15.005 + n / 100, 50.705) for n in range(3)]
NAMES = ["Město", "Žďár", "Obec"]


def _made(path: Path, driver: str, shapes=SQUARES, crs: str = "EPSG:5514", **fields) -> Path:
    columns = fields or {"kod": np.arange(1, 4, dtype=np.int32), "nazev": NAMES}
    kind = "Polygon" if driver == "OpenFileGDB" else "Unknown"
    pyogrio.raw.write(
        path,
        geometry=None if shapes is None else np.array([shapely.to_wkb(s) for s in shapes], object),
        field_data=[
            values if isinstance(values, np.ndarray) else np.array(values, object)
            for values in columns.values()
        ],
        fields=list(columns),
        geometry_type=None if shapes is None else kind,
        crs=None if shapes is None else crs,
        driver=driver,
    )
    return path


def _drawing(path: Path) -> Path:
    """Two closed polylines in two layers and a point, as surveyors draw."""
    shapes = [SQUARES[0], SQUARES[1].exterior, SQUARES[2].centroid]
    return _made(path, "DXF", shapes, Layer=["PLOCHY", "OBRYSY", "BODY"])


def _mapped(folder: Path, monkeypatch: pytest.MonkeyPatch, **layer: object) -> None:
    entry = {"to": LAYER, "code": "EntityHandle", "geometry": "outline"} | layer
    (folder / "vykres.yaml").write_text(
        yaml.safe_dump(
            {"name": "vykres", "title": "Výkres", "provider": "Obec", "full": True,
             "recognise": [{"fields": ["Layer", "EntityHandle"]}], "layers": [entry]}
        )
    )  # fmt: skip
    found = load([folder], catalogue())
    monkeypatch.setattr("layers.importers.ogr.choice.mappings", lambda: found)


def _codes(path: Path) -> list[object]:
    records, bad, _ = read(path)
    assert not bad
    return sorted(str(record.attributes["kod"]) for record in records)


def test_flatgeobuf_is_read_where_it_lies(tmp_path: Path) -> None:
    path = _made(tmp_path / "obce.fgb", "FlatGeobuf")
    records, bad, notes = read(path)
    assert not bad and not notes
    found = {shape.wkt for shape in outlines(records)}
    assert found == {shape.wkt for shape in SQUARES}


def test_geodatabase_folder_is_read(tmp_path: Path) -> None:
    path = _made(tmp_path / "data.gdb", "OpenFileGDB")
    assert isinstance(reader_for(path, source=LAYER), OgrReader)
    records, bad, _ = read(path)
    assert not bad
    assert [record.attributes["nazev"] for record in records] == NAMES
    assert all(a.equals(b) for a, b in zip(outlines(records), SQUARES, strict=True))


def test_zipped_geodatabase_is_read(tmp_path: Path) -> None:
    folder = _made(tmp_path / "data.gdb", "OpenFileGDB")
    path = Path(shutil.make_archive(str(tmp_path / "zabaleno"), "zip", tmp_path, folder.name))
    assert OgrReader().accepts(path)
    assert _codes(path) == ["1", "2", "3"]


def test_geodatabase_without_its_catalogue_is_refused(tmp_path: Path) -> None:
    path = _made(tmp_path / "data.gdb", "OpenFileGDB")
    (path / "a00000001.gdbtable").unlink()
    with pytest.raises(UnreadableFile, match=r"Geodatabáze data\.gdb není úplná"):
        OgrReader(LAYER).header(path)


def test_what_else_lies_in_a_geodatabase_is_not_opened(tmp_path: Path) -> None:
    path = _made(tmp_path / "data.gdb", "OpenFileGDB")
    (path / "a00000099.gdbtable").symlink_to("/etc/passwd")
    (path / "x.vrt").write_text("<OGRVRTDataSource/>")
    assert _codes(path) == ["1", "2", "3"]


def test_kml_is_longitude_and_latitude(tmp_path: Path) -> None:
    path = _made(tmp_path / "mapa.kml", "LIBKML", WGS84_SQUARES, "EPSG:4326")
    records, bad, _ = read(path)
    assert not bad
    assert [record.attributes["nazev"] for record in records] == NAMES
    middle = outlines(records)[0].centroid
    assert (round(middle.x, -4), round(middle.y, -4)) == (-690_000, -980_000)


def test_kmz_is_read_as_the_document_in_it(tmp_path: Path) -> None:
    path = _made(tmp_path / "mapa.kmz", "LIBKML", WGS84_SQUARES, "EPSG:4326")
    assert _codes(path) == ["1", "2", "3"]


def test_kml_in_an_eight_bit_encoding_keeps_its_letters(tmp_path: Path) -> None:
    made = _made(tmp_path / "utf.kml", "LIBKML", WGS84_SQUARES, "EPSG:4326")
    text = made.read_text().replace('encoding="UTF-8"', 'encoding="windows-1250"')
    path = tmp_path / "okno.kml"
    path.write_bytes(text.encode("cp1250"))
    assert [record.attributes["nazev"] for record in read(path)[0]] == NAMES


KML = (
    '<?xml version="1.0" encoding="UTF-8"?>{dtd}<kml xmlns="http://www.opengis.net/kml/2.2">'
    "<Document><Placemark><name>x</name><styleUrl>http://127.0.0.1:{port}/s.kml#a</styleUrl>"
    "<Point><coordinates>15,50.7</coordinates></Point></Placemark><NetworkLink><Link><href>"
    "http://127.0.0.1:{port}/x.kml</href></Link></NetworkLink></Document></kml>"
)


def test_kml_that_links_elsewhere_asks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "odkaz.kml"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        path.write_text(KML.format(dtd="", port=server.getsockname()[1]))
        records, bad, _ = read(path)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert len(records) + len(bad) == 1


def test_kml_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomba.kml"
    dtd = '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    path.write_text(KML.format(dtd=dtd, port=1))
    with pytest.raises(UnreadableFile, match="DTD"):
        OgrReader(LAYER).header(path)


def test_spreadsheet_columns_are_fields(tmp_path: Path) -> None:
    path = _made(tmp_path / "seznam.xlsx", "XLSX", None)
    records, bad, _ = read(path)
    assert not bad
    assert [(r.attributes["kod"], r.attributes["nazev"]) for r in records] == [
        (1, "Město"), (2, "Žďár"), (3, "Obec")
    ]  # fmt: skip


def test_spreadsheet_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layers.importers.ogr.foreign.MAX_SHEET_BYTES", 1000)
    path = _made(tmp_path / "seznam.xlsx", "XLSX", None)
    with pytest.raises(UnreadableFile, match="uložte jej jako CSV"):
        OgrReader(LAYER).header(path)


def test_drawing_has_areas_as_closed_lines_and_its_system_by_extent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _drawing(tmp_path / "vykres.dxf")
    _mapped(tmp_path, monkeypatch, where={"Layer": ["PLOCHY", "OBRYSY"]})
    records, bad, notes = read(path, None)
    assert not bad
    assert [shape.area for shape in outlines(records)] == [2500.0, 2500.0]
    assert any("Uzavřené linie" in note for note in notes)
    assert any("neuvádí systém; souřadnice odpovídají S-JTSK" in note for note in notes)


def test_elements_of_another_kind_are_quarantined_unless_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _drawing(tmp_path / "vykres.dxf")
    _mapped(tmp_path, monkeypatch)
    assert [item.reason for item in read(path, None)[1]] == [
        "Geometrie je Point, vrstva má plochy."
    ]
    _mapped(tmp_path, monkeypatch, other_geometries="skip")
    records, bad, notes = read(path, None)
    assert (len(records), bad) == (2, [])
    assert "Prvků jiného druhu geometrie, které mapování vynechává: 1." in notes


def test_rows_beside_the_wanted_values_are_left_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _drawing(tmp_path / "vykres.dxf")
    _mapped(tmp_path, monkeypatch, where={"Layer": ["OBRYSY"]})
    assert len(read(path, None)[0]) == 1


def test_truncated_drawing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _drawing(tmp_path / "vykres.dxf").read_bytes()
    path = tmp_path / "kus.dxf"
    path.write_bytes(whole[: whole.rindex(b"AcDbPolyline")])
    _mapped(tmp_path, monkeypatch)
    with pytest.raises(UnreadableFile, match="Soubor kus je poškozený nebo neúplný"):
        read(path, None)


def _with_blocks(path: Path, depth: int, *, array: int = 1) -> Path:
    """Blocks that hold ten of the one before each; the last is inserted as an array."""
    place = ["10", "-700000", "20", "-1000000"]
    lines = ["0", "SECTION", "2", "HEADER", "9", "$ACADVER", "1", "AC1015", "0", "ENDSEC"]
    lines += ["0", "SECTION", "2", "BLOCKS"]
    lines += ["0", "BLOCK", "2", "B0", "10", "0", "20", "0"]
    lines += ["0", "LINE", "8", "0", "10", "0", "20", "0", "11", "9", "21", "9", "0", "ENDBLK"]
    for level in range(1, depth):
        lines += ["0", "BLOCK", "2", f"B{level}", "10", "0", "20", "0"]
        lines += ["0", "INSERT", "8", "0", "2", f"b{level - 1}", "10", "0", "20", "0"] * 10
        lines += ["0", "ENDBLK"]
    lines += ["0", "ENDSEC", "0", "SECTION", "2", "ENTITIES", "0", "INSERT", "8", "0"]
    lines += ["2", f"B{depth - 1}", *place, "70", str(array), "71", str(array), "44", "1"]
    path.write_text("\n".join([*lines, "45", "1", "0", "ENDSEC", "0", "EOF", ""]))
    return path


def test_blocks_of_a_drawing_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _with_blocks(tmp_path / "bloky.dxf", 1, array=3)
    _mapped(tmp_path, monkeypatch, code={"row": True})
    assert len(read(path, None)[1]) == 9  # lines, while the layer has areas


@pytest.mark.parametrize(
    ("depth", "array", "words"),
    [
        (12, 1, "po vykreslení bloků 2111111111"),
        (1, 30_000, "po vykreslení bloků 9000000"),
        (60, 1, "vnořené hlouběji"),
    ],
)
def test_endless_blocks_are_refused_at_once(
    tmp_path: Path, depth: int, array: int, words: str
) -> None:
    path = _with_blocks(tmp_path / "bomba.dxf", depth, array=array)
    with pytest.raises(UnreadableFile, match=words):
        OgrReader(LAYER).header(path)


def test_design_file_of_version_seven_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vykres.dgn"
    pyogrio.raw.write(
        path,
        geometry=np.array([shapely.to_wkb(shape.exterior) for shape in SQUARES], object),
        field_data=[], fields=[], geometry_type="Unknown", crs="EPSG:5514", driver="DGN",
        SUB_UNITS_PER_MASTER_UNIT="1000", UOR_PER_SUB_UNIT="1", ORIGIN="0,0,0",
    )  # fmt: skip
    records, bad, _ = read(path)
    assert not bad
    assert [round(shape.area) for shape in outlines(records)] == [2500] * 3


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("v8.dgn", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "DGN verze 8 se nepřijímá"),
        ("x.dxf", b"AutoCAD Binary DXF\r\n\x1a\0" + bytes(99), "Binární DXF se nepřijímá"),
        ("x.dwg", b"AC1032" + bytes(99), "DWG je uzavřený formát"),
        ("x.gml", b"<?xml version='1.0'?><gml:FeatureCollection/>", "GML odkazuje na schémata"),
        ("x.kml", b"<?xml version='1.0'?><gpx/>", "nemá obsah, který"),
        ("x.dxf", b"<OGRVRTDataSource/>", "je to VRT"),
        ("x.fgb", b"PK\x03\x04nic", "Archiv x.fgb|nemá obsah"),
        ("x.xlsx", b"PK\x03\x04nic", "Archiv x.xlsx je neúplný"),
        ("x.kmz", b"{}", "nemá obsah, který"),
        ("x.dgn", b"\x08\x09\xfe\x02" + bytes(100), "poškozený|žádná vrstva|není"),
        ("x.fgb", b"fgb\x03fgb\x01" + bytes(40), "poškozený|žádná vrstva"),
    ],
)
def test_wrong_or_refused_content_is_named(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    reader = OgrReader(LAYER)
    assert reader.accepts(path)
    with pytest.raises(UnreadableFile, match=words):
        list(reader.read(path))


@pytest.mark.parametrize("ending", ["kml", "xlsx", "fgb", "dgn", "gdb", "kmz"])
def test_format_under_the_name_of_a_drawing_is_refused(tmp_path: Path, ending: str) -> None:
    driver = {"kml": "LIBKML", "kmz": "LIBKML", "xlsx": "XLSX", "fgb": "FlatGeobuf"}.get(ending)
    path = tmp_path / "jiny.dxf"
    if driver is None:
        path.write_bytes(b"\x08\x09\xfe\x02" + bytes(2000))
    else:
        shapes = None if ending == "xlsx" else WGS84_SQUARES
        made = _made(tmp_path / f"made.{ending}", driver, shapes, "EPSG:4326")
        path.write_bytes(made.read_bytes())
    with pytest.raises(UnreadableFile, match=r"Soubor jiny\.dxf nemá obsah, který"):
        OgrReader(LAYER).header(path)


def test_archive_holds_several_of_the_formats(tmp_path: Path) -> None:
    sheet = _made(tmp_path / "seznam.xlsx", "XLSX", None)
    path = tmp_path / "vse.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(sheet, "slozka/seznam.xlsx")
    assert _codes(path) == ["1", "2", "3"]


def test_no_driver_of_services_is_left() -> None:
    assert not {"OGR_VRT", "HTTP", "WFS", "OAPIF", "GML", "SQLite"} & set(pyogrio.list_drivers())
