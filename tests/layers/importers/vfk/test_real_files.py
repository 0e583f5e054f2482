"""The VFK reader on real files of ČÚZK."""

from collections import Counter
from pathlib import Path

import pytest
import shapely

from layers.importers.record import Record
from layers.importers.vfk import VfkReader

from .made import Item, bad, notes, outlines, read, records


@pytest.fixture(scope="module")
def jama(shared_data: Path) -> list[Item]:
    return read(shared_data / "vfk" / "jama_693936.vfk")


def test_parcels_of_a_unit_have_their_area_to_the_square_metre(jama):
    found = outlines(jama)
    assert len(found) == 615
    assert shapely.is_valid(list(found.values())).all()
    assert sum(shape.area for shape in found.values()) == pytest.approx(3_632_106, abs=1)
    assert sum(parcel.attributes["area_m2"] for parcel in records(jama)) == 3_632_215
    assert not bad(jama)


def test_areas_are_checked_parcel_by_parcel_and_foreign_parcels_named(jama):
    said = notes(jama)
    assert "(parcel: 615): plocha obrysů 3\u00a0632\u00a0106 m²" in said
    assert "odchylku: 1 (1420/1 (k. ú. 693936): 11\u00a0860 m² místo 12\u00a0001 m²)" in said
    assert "(3): 1558/10 (k. ú. 654205), 1187 (k. ú. 654205), 1558/9 (k. ú. 654205)" in said


def test_parcels_know_map_deed_soil_protection_and_accuracy(jama):
    parcel = next(one for one in records(jama) if one.code == 2850930306)
    assert parcel.attributes["source_class"] == "DKM"
    assert {"code": 83431, "area_m2": 12354} in parcel.attributes["soil_units"]
    assert parcel.attributes["protections"] == [{"code": 27}]  # as VFR tells it
    assert Counter(one.attributes["accuracy_m"] for one in records(jama)) == {0.14: 312, 1.0: 303}
    assert all(one.attributes["title_deed"] for one in records(jama))
    assert all("point" in one.geometries for one in records(jama))


def test_buildings_have_codes_of_ruian_where_told(jama):
    buildings = records(jama, "cadastre_building")
    assert len(buildings) == 58
    assert len(outlines(jama, "cadastre_building")) == 58
    assert sum(building.code > 0 for building in buildings) == 33
    assert all(b.code == -b.attributes["cadastre_id"] for b in buildings if b.code < 0)


def test_rest_of_the_map_comes_as_features(jama):
    counts = Counter(item.layer for item in jama if isinstance(item, Record))
    assert counts == {
        "admin_cadastral_unit": 1,
        "cadastre_parcel": 615,
        "cadastre_building": 58,
        "cadastre_boundary_point": 5274,
        "cadastre_drawing_line": 554,
        "cadastre_drawing_symbol": 113,
        "cadastre_easement": 683,
        "cadastre_parcel_mark": 1075,
        "cadastre_soil_boundary": 261,
        "cadastre_soil_mark": 72,
        "cadastre_title_deed": 80,
    }
    mark = records(jama, "cadastre_parcel_mark")
    assert {one.attributes.get("kind") for one in mark} == {"PC", "PPC", "SPC", "ZDP"}


def test_header_of_a_unit_speaks_for_it_alone(shared_data):
    header = VfkReader().header(shared_data / "vfk" / "jama_693936.vfk")
    assert header.is_full
    assert header.layer_scopes["cadastre_parcel"] == {"cadastral_unit_code": [693936]}
    assert header.data_date is not None
    assert header.data_date.isoformat() == "2018-04-01T00:00:00+02:00"
    assert "JMENO" not in header.facts


@pytest.mark.parametrize("name", ["bylany_616567.vfk", "bylany_ob_hp_shared.vfk"])
def test_older_version_gives_its_parcel_and_names_the_arc_without_owner(shared_data, name):
    items = read(shared_data / "vfk" / name)
    parcels = outlines(items)
    assert {code: round(shape.area) for code, shape in parcels.items()} == {92340708: 809}
    assert "vynechány (1): 156057708" in notes(items)
    assert "osobními údaji (LISTIN)" in notes(items)


def test_rows_of_vertices_serve_parcel_and_building_at_once(shared_data):
    items = read(shared_data / "vfk" / "bylany_ob_hp_shared.vfk")
    building = outlines(items, "cadastre_building")
    assert shapely.equals(building[-288172306], outlines(items)[92340708])
