"""The VFR reader on the made files in fixtures/vfr."""

from datetime import date
from pathlib import Path

import pytest
import shapely

from layers.errors import UnreadableFile
from layers.importers.record import BadRecord, Note, Record
from layers.importers.vfr import VfrReader

from .document import bad, document, parcel, polygon, read, records

FIXTURES = Path(__file__).parents[4] / "fixtures" / "vfr"
MUNICIPALITY = FIXTURES / "20260131_OB_990001_UKSH.xml"
CHANGES = FIXTURES / "20260202_ST_ZKSH.xml"


@pytest.fixture(scope="module")
def items() -> list[Record | BadRecord | Note]:
    return list(VfrReader().read(MUNICIPALITY))


def test_municipality_file_yields_every_collection(items):
    found = {layer: len(records(items, layer)) for layer in {i.layer for i in records_of(items)}}
    assert found == {
        "admin_municipality": 1,
        "admin_city_part": 1,
        "admin_municipality_part": 1,
        "admin_cadastral_unit": 1,
        "admin_settlement_unit": 1,
        "address_street": 1,
        "cadastre_parcel": 3,
        "cadastre_building": 2,
        "address_place": 1,
    }


def records_of(items):
    return [item for item in items if isinstance(item, Record)]


def test_parcel_attributes_are_columns_of_the_register(items):
    parcel = records(items)[1]
    assert (parcel.code, parcel.place, parcel.valid_from) == (
        9900610002,
        "PA.9900610002",
        date(2020, 3, 4),
    )
    assert parcel.attributes == {
        "number": 1234,
        "subdivision": 5,
        "series": 2,
        "area_m2": 9000,
        "land_kind": 2,
        "land_use": 8,
        "cadastral_unit_code": 990031,
        "source_class": None,
        "soil_units": [{"area_m2": 8000, "code": 72911}, {"area_m2": 1000, "code": 75011}],
        "protections": [{"code": 27, "kind_code": 6}],
    }


def test_building_attributes_are_columns_of_the_register(items):
    building = records(items, "cadastre_building")[0]
    known = {key: value for key, value in building.attributes.items() if value is not None}
    assert known == {
        "building_type": 1,
        "building_use": 7,
        "house_numbers": [7, 8],
        "municipality_part_code": 990021,
        "parcel_code": 9900610001,
        "cadastre_id": 509569606,
        "completed_on": date(2000, 12, 6),
        "floors": 2,
        "built_up_area_m2": 155,
        "protections": [{"code": 2, "kind_code": 0}],
    }


def test_thematic_unit_has_text_code_and_parents(items):
    (city_part,) = records(items, "admin_city_part")
    assert city_part.code == "990011"
    assert city_part.attributes["name"] == "Kamenná Lhota-Střed"
    assert city_part.attributes["municipality_code"] == 990001


def test_building_without_geometry_is_still_yielded(items):
    assert records(items, "cadastre_building")[1].geometries == {}


def test_parcel_of_the_orientation_map_is_marked(items):
    parcel = records(items)[2]
    assert parcel.attributes["source_class"] == "OMPV"
    assert shapely.from_wkb(parcel.geometries["outline"]).area == 400


def test_address_point_and_street_line_have_their_kinds(items):
    (address,) = records(items, "address_place")
    (street,) = records(items, "address_street")
    assert shapely.from_wkb(address.geometries["point"]).wkt == "POINT (-690488.5 -975488.25)"
    assert shapely.from_wkb(street.geometries["outline"]).geom_type == "MultiLineString"


def test_unit_point_is_multipoint_in_krovak(items):
    point = shapely.from_wkb(records(items, "admin_municipality_part")[0].geometries["point"])
    assert (point.geom_type, shapely.get_srid(point)) == ("MultiPoint", 5514)


def test_unknown_element_and_collection_are_noted_once(items):
    notes = [item for item in items if isinstance(item, Note)]
    assert notes == [
        Note("Neznámá kolekce NovaKolekce byla vynechána.", "NovaKolekce"),
        Note("Neznámý prvek BudouciUdaj byl vynechán.", "Parcela/BudouciUdaj"),
    ]


def test_change_file_yields_deletions_and_what_is_wrong_with_them():
    items = list(VfrReader().read(CHANGES))
    assert [(i.layer, i.code) for i in records_of(items) if i.deleted] == [
        ("cadastre_parcel", 9900610003),
        ("cadastre_building", 990072),
        ("admin_city_part", "990011"),
    ]
    assert [item.reason for item in bad(items)] == [
        "Hodnota „není číslo“ v prvku PrvekId není celé číslo 0 až 9223372036854775807."
    ]
    assert Note("Zaniklé prvky neznámého typu byly vynechány: 1.") in items


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (parcel(2, number="a"), "Hodnota „a“ v prvku KmenoveCislo není celé číslo"),
        (parcel(2, number="99999999999"), "Hodnota „99999999999“ v prvku KmenoveCislo"),
        (parcel(2, number=""), "Prvku chybí povinný údaj KmenoveCislo."),
        (parcel("", number="1"), "Prvku chybí kód."),
        (
            parcel(2, extra="<x:PlatiOd>31.2.2020</x:PlatiOd>"),
            "Hodnota „31.2.2020“ v prvku PlatiOd není datum.",
        ),
        (parcel(2, polygon("1 2 3")), "Počet souřadnic (3) není sudý."),
        (parcel(2, polygon("0 0 1 0 1 nan 0 0")), "Souřadnice nejsou konečná čísla"),
        (parcel(2, polygon("0 0 1 0 1 inf 0 0")), "Souřadnice nejsou konečná čísla"),
        (parcel(2, polygon("0 0 1 0 x 1 0 0")), "Souřadnice nejsou čísla"),
        (parcel(2, polygon("0 0 1_0 0 1 1 0 0")), "Souřadnice nejsou konečná čísla"),
        (parcel(2, polygon("0 0 1 0 1 1 5 5")), "Prstenec hranice není uzavřený."),
        (parcel(2, polygon("0 0 1 0 0 0")), "Prstenec hranice má méně než čtyři body."),
        (
            parcel(2, polygon("0 0 1 0 1 1 0 0", srs='srsName="urn:ogc:def:crs:EPSG::4326"')),
            "není S-JTSK (EPSG:5514)",
        ),
        (
            parcel(2, polygon("0 0 1 0 1 1 0 0", srs='srsDimension="3"')),
            "Geometrie má 3 souřadnice na bod",
        ),
        (parcel(2, "<gml:Tin/>"), "Geometrie je prázdná."),
    ],
)
def test_one_broken_record_goes_to_quarantine_and_the_others_are_read(tmp_path, broken, reason):
    good = polygon("0 0 1 0 1 1 0 0")
    items = read(tmp_path / "a.xml", document(parcel(1, good), broken, parcel(3, good)))
    assert [item.code for item in records(items)] == [1, 3]
    (item,) = bad(items)
    assert (item.layer, reason in item.reason) == ("cadastre_parcel", True), item.reason


def test_file_wholly_in_another_system_is_refused(tmp_path):
    foreign = polygon("0 0 1 0 1 1 0 0", srs='srsName="EPSG:4326"')
    text = document(parcel(1, foreign)).replace("EPSG::5514", "EPSG::4326")
    with pytest.raises(UnreadableFile, match=r"a\.xml není v S-JTSK \(EPSG:5514\)"):
        read(tmp_path / "a.xml", text)


def test_borders_in_a_file_without_borders_are_left_aside_and_noted(tmp_path):
    items = read(
        tmp_path / "a.xml",
        document(parcel(1, polygon("0 0 1 0 1 1 0 0")), file_type="OB_UKSZ"),
    )
    assert records(items)[0].geometries == {}
    assert any("do souboru tohoto typu nepatří" in i.text for i in items if isinstance(i, Note))


def test_other_prefixes_and_namespaces_are_read_by_local_names(tmp_path):
    text = document(parcel(1, polygon("0 0 1 0 1 1 0 0")))
    renamed = text.replace("vf:", "r:").replace(":vf=", ":r=").replace(":v1", ":v9")
    assert len(records(read(tmp_path / "a.xml", renamed))) == 1


def test_newer_version_is_read_and_noted(tmp_path):
    items = read(tmp_path / "a.xml", document(parcel(1), version="4.0"))
    assert len(records(items)) == 1
    assert Note("Verze VFR „4.0“ není známá; čte se podle názvů prvků.") in items


def test_accepts_content_and_not_the_name(tmp_path):
    reader = VfrReader()
    other, named = tmp_path / "a.xml", tmp_path / "mapa.dat"
    other.write_text("<gpx/>")
    named.write_text(document())
    assert (reader.accepts(other), reader.accepts(named)) == (False, True)
    assert reader.accepts(tmp_path / "missing.gpkg") is False
