"""GeoJSON from strangers: order of members, odd features, broken and endless text."""

import json
from pathlib import Path

import pytest
import shapely

from layers.errors import UnreadableFile
from layers.importers.ogr.geojson import GeoJsonTable
from tests.layers.importers.ogr.made import (
    KROVAK_MEMBER,
    SQUARES,
    feature,
    read,
    write_geojson,
)

SQUARE = shapely.geometry.mapping(SQUARES[0])


def _file(folder: Path, text: str) -> Path:
    path = folder / "data.geojson"
    path.write_text(text, encoding="utf-8")
    return path


def test_crs_after_the_features_counts(tmp_path: Path) -> None:
    text = json.dumps({"features": [feature(SQUARE, id=1)], "crs": KROVAK_MEMBER})
    records, bad, notes = read(_file(tmp_path, text[:-1] + ', "type": "FeatureCollection"}'))
    assert ([r.code for r in records], bad, notes) == (["1"], [], [])


def test_without_crs_coordinates_are_degrees(tmp_path: Path) -> None:
    square = shapely.geometry.mapping(shapely.box(15, 50.5, 15.01, 50.51))
    records, bad, notes = read(write_geojson(tmp_path / "data.geojson", [feature(square)]))
    assert (len(records), bad, notes) == (1, [], [])


def test_krovak_without_crs_is_known_by_its_extent(tmp_path: Path) -> None:
    records, _, notes = read(write_geojson(tmp_path / "data.geojson", [feature(SQUARE)]))
    assert len(records) == 1
    assert notes == [
        "Soubor uvádí systém EPSG:4326, ale souřadnice odpovídají S-JTSK (EPSG:5514) a byly tak "
        "přečteny."
    ]


def test_fields_are_the_union_and_the_feature_id_is_the_code(tmp_path: Path) -> None:
    features = [
        {**feature(SQUARE, a=1), "id": "první"},
        {**feature(SQUARE, b=True), "id": 2},
    ]
    path = write_geojson(tmp_path / "data.geojson", features, crs=KROVAK_MEMBER)
    records, _, _ = read(path)
    assert [(r.code, r.attributes) for r in records] == [
        ("první", {"a": 1, "b": None, "id": "první"}),
        ("2", {"a": None, "b": True, "id": 2}),
    ]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[[1, 2], [3, 4]]]},
        {"type": "Polygon", "coordinates": 7},
        {"type": "Kruh", "coordinates": []},
        {"type": "Point", "coordinates": [10**400, 1]},
        {"coordinates": []},
        "Point",
        [1, 2],
    ],
)
def test_a_geometry_without_sense_is_quarantined_the_others_read(
    tmp_path: Path, geometry: object
) -> None:
    path = write_geojson(
        tmp_path / "data.geojson",
        [feature(SQUARE, id=1), feature(geometry, id=2), feature(SQUARE, id=3)],
        crs=KROVAK_MEMBER,
    )
    records, bad, _ = read(path)
    assert [r.code for r in records] == ["1", "3"]
    assert [b.code for b in bad] == ["2"]


@pytest.mark.parametrize("odd", [None, 7, "text", [], {}, {"type": "Point"}])
def test_what_is_no_feature_is_quarantined(tmp_path: Path, odd: object) -> None:
    path = write_geojson(tmp_path / "data.geojson", [odd, feature(SQUARE)], crs=KROVAK_MEMBER)
    records, bad, _ = read(path)
    assert [b.reason for b in bad] == ["Není to prvek GeoJSON (Feature)."]
    assert len(records) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"type": "FeatureCollection", "features": [',
        '{"type": "FeatureCollection", "features": [{"type": "Feature"}',
        '{"type": "FeatureCollection", "features": [}]}',
        '{"type": "FeatureCollection", "features": [1 2]}',
        '{"type": "FeatureCollection" "features": []}',
        '{"type": "FeatureCollection", 7: []}',
        '{"type": "FeatureCollection", "features": [' + "[" * 100_000 + "]}",
        '{"type": "FeatureCollection", "n": ' + "9" * 5_000 + ', "features": []}',
        '{"type": "Feature", "geometry": null, "properties": {}}',
        '{"type": "Topology", "objects": {}}',
        "{}",
    ],
)
def test_text_that_is_no_collection_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="JSON"):
        read(_file(tmp_path, text))


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.geojson"
    path.write_bytes('{"type": "FeatureCollection", "name": "Žluť"}'.encode("cp1250"))
    with pytest.raises(UnreadableFile, match="není v kódování UTF-8"):
        read(path)


def test_a_mark_and_blanks_before_the_text_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "data.geojson"
    text = json.dumps({"type": "FeatureCollection", "features": [feature(SQUARE)]})
    path.write_bytes(b"\xef\xbb\xbf \r\n\t" + text.encode())
    assert len(read(path)[0]) == 1


@pytest.mark.parametrize("around", [0, 1, 2, 3, 5, 8])
def test_values_across_the_window_are_whole(tmp_path: Path, around: int) -> None:
    """Numbers, escapes and letters of several bytes may lie on the border of two reads."""
    filler = "x" * ((1 << 18) - 60 - around)
    path = _file(
        tmp_path,
        '{"type":"FeatureCollection","a":"' + filler + '","b":123456789012345,"c":"ž\\u017e",'
        '"features":[{"type":"Feature","geometry":null,"properties":{"číslo":1234567}}]}',
    )
    table = GeoJsonTable(path, "data")
    (batch,) = table.batches(["číslo"])
    assert batch.columns == {"číslo": [1234567]}
