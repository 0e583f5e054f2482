"""The traps of S-JTSK: what is corrected with a warning, what is refused, what is quarantined."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely

from layers.crs import KROVAK, SUPPORTED, WGS84, transform_many
from layers.errors import UnreadableFile
from layers.importers.ogr.crs_check import declared
from tests.layers.importers.ogr.made import (
    KROVAK_MEMBER,
    SQUARES,
    feature,
    outlines,
    read,
    write,
    write_geojson,
)

Turn = Callable[[np.ndarray], np.ndarray]


def _turned(turn: Turn) -> list[shapely.Geometry]:
    return [shapely.transform(shape, turn) for shape in SQUARES]


def _in(srid: int) -> list[shapely.Geometry]:
    return _turned(lambda xy: transform_many(xy, source=KROVAK, target=srid))


def _off_m(records: list, shapes: list[shapely.Geometry] = SQUARES) -> float:
    pairs = zip(outlines(records), shapes, strict=True)
    return max(shapely.hausdorff_distance(read_, shape) for read_, shape in pairs)


@pytest.mark.parametrize("srid", SUPPORTED)
def test_each_supported_system_comes_to_its_place_without_a_warning(
    tmp_path: Path, srid: int
) -> None:
    path = write(tmp_path / "data.gpkg", _in(srid), crs=f"EPSG:{srid}")
    records, bad, notes = read(path)
    assert (len(records), bad, notes) == (3, [], [])
    assert _off_m(records) < 0.01


@pytest.mark.parametrize(
    ("turn", "warning"),
    [
        (lambda xy: -xy, "obrácením znamének"),
        (lambda xy: -xy[:, ::-1], "prohozením pořadí os a obrácením znamének"),
        (lambda xy: xy[:, ::-1], "prohozením pořadí os"),
    ],
)
def test_turned_krovak_in_a_5514_file_is_turned_back_exactly_with_a_warning(
    tmp_path: Path, turn: Turn, warning: str
) -> None:
    records, bad, notes = read(write(tmp_path / "data.gpkg", _turned(turn)))
    assert notes == [
        "Soubor uvádí systém EPSG:5514, ale souřadnice odpovídají S-JTSK (EPSG:5514) "
        f"po opravě {warning}."
    ]
    assert (bad, _off_m(records)) == ([], 0)


@pytest.mark.parametrize("swapped", [False, True])
def test_degrees_declared_as_5514_are_corrected_with_a_warning(
    tmp_path: Path, swapped: bool
) -> None:
    shapes = [shapely.transform(s, lambda xy: xy[:, ::-1]) if swapped else s for s in _in(WGS84)]
    records, bad, notes = read(write(tmp_path / "data.gpkg", shapes))
    assert len(notes) == 1
    assert notes[0].startswith(
        "Soubor uvádí systém EPSG:5514, ale souřadnice odpovídají WGS 84 (EPSG:4326)"
    )
    assert ("prohozením pořadí os" in notes[0]) == swapped
    assert bad == []
    assert _off_m(records) < 0.01


def test_esri_krovak_with_axes_swapped_is_known_by_its_extent(tmp_path: Path) -> None:
    path = write(tmp_path / "data.shp", _turned(lambda xy: -xy[:, ::-1]))
    prj = path.with_suffix(".prj")
    prj.write_text(
        prj.read_text()
        .replace("_East_North", "")
        .replace('"X_Scale",-1.0', '"X_Scale",1.0')
        .replace('Rotation",90.0', 'Rotation",0.0')
    )
    records, bad, notes = read(path)
    assert [note.partition(", ale")[0] for note in notes] == ["Soubor uvádí systém EPSG:5513"]
    assert (bad, _off_m(records)) == ([], 0)


def test_coordinates_that_fit_nothing_refuse_the_file(tmp_path: Path) -> None:
    path = write(tmp_path / "data.gpkg", [shapely.box(1_000, 2_000, 1_010, 2_010)])
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert "neodpovídají systému EPSG:5514 na území České republiky" in str(refused.value)


def test_half_degrees_half_metres_refuse_the_file(tmp_path: Path) -> None:
    shapes = [SQUARES[0], *_in(WGS84)]
    with pytest.raises(UnreadableFile, match="nelze jednoznačně určit"):
        read(write(tmp_path / "data.gpkg", shapes))


def test_a_system_that_is_not_supported_is_refused_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "data.gpkg", [shapely.box(4e5, 5.5e6, 4.1e5, 5.6e6)], crs="EPSG:32634")
    with pytest.raises(UnreadableFile, match="Souřadnicový systém EPSG:32634 není podporován"):
        read(path)


def test_one_vertex_in_the_origin_quarantines_its_record_alone(tmp_path: Path) -> None:
    broken = shapely.Polygon([(-700_000, -1_000_000), (0, 0), (-700_000, -999_000)])
    records, bad, notes = read(write(tmp_path / "data.gpkg", [SQUARES[0], broken, SQUARES[1]]))
    assert [r.code for r in records] == ["1", "3"]
    assert [(b.code, b.place, b.reason) for b in bad] == [
        ("2", "data, fid 2", "Vrchol má souřadnice 0 0.")
    ]
    assert notes == []


def test_a_vertex_abroad_quarantines_its_record_with_the_vertex_as_the_file_has_it(
    tmp_path: Path,
) -> None:
    abroad = shapely.Polygon([(15, 50.5), (15.1, 50.5), (25, 60)])
    path = write(tmp_path / "data.gpkg", [*_in(WGS84), abroad], crs="EPSG:4326")
    records, bad, _ = read(path)
    assert len(records) == 3
    assert [b.reason for b in bad] == ["Vrchol 25 60 leží mimo území České republiky."]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e309])
def test_coordinates_that_are_not_finite_quarantine_their_record(
    tmp_path: Path, value: float
) -> None:
    ring = [[-700_000, -1_000_000], [value, -1_000_000], [-700_000, -999_000]]
    polygon = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    good = shapely.geometry.mapping(SQUARES[0])
    path = write_geojson(
        tmp_path / "data.geojson",
        [feature(good, id=1), feature(polygon, id=2)],
        crs=KROVAK_MEMBER,
    )
    records, bad, _ = read(path)
    assert [r.code for r in records] == ["1"]
    assert [b.reason for b in bad] == ["Souřadnice nejsou konečná čísla."]


def test_heights_are_dropped_with_one_note(tmp_path: Path) -> None:
    path = write(tmp_path / "data.gpkg", [shapely.force_3d(s, 400) for s in SQUARES])
    records, bad, notes = read(path)
    assert [shape.has_z for shape in outlines(records)] == [False] * 3
    assert (bad, notes) == ([], ["Výšky a míry (Z, M) se neukládají."])
    assert _off_m(records) == 0


def test_an_invalid_polygon_is_left_to_the_gate(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(-7e5, -1e6), (-6.9e5, -9.9e5), (-6.9e5, -1e6), (-7e5, -9.9e5)])
    records, bad, notes = read(write(tmp_path / "data.gpkg", [bow_tie]))
    assert (len(records), bad, notes) == (1, [], [])


def test_a_geometry_of_another_kind_than_the_layer_is_quarantined(tmp_path: Path) -> None:
    records, bad, _ = read(write(tmp_path / "data.gpkg", [shapely.Point(-7e5, -1e6), SQUARES[0]]))
    assert [r.code for r in records] == ["2"]
    assert [b.reason for b in bad] == ["Geometrie je Point, vrstva má plochy."]


@pytest.mark.parametrize(
    ("text", "srid", "krovak"),
    [
        ("EPSG:5514", 5514, True),
        ("urn:ogc:def:crs:EPSG::5514", 5514, True),
        ("http://www.opengis.net/def/crs/EPSG/0/25833", 25833, False),
        ("EPSG:32633", 25833, False),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326, False),
        ('PROJCS["S-JTSK_Ferro_Krovak_East_North",GEOGCS[]]', None, True),
        ('PROJCS["Gauss",GEOGCS[]]', None, False),
    ],
)
def test_names_of_systems_are_understood(text: str, srid: int | None, krovak: bool) -> None:
    found = declared(text)
    assert found
    assert (found.srid, found.krovak) == (srid, krovak)
