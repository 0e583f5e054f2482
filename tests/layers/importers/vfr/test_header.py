"""What a VFR file says of itself, and what it may therefore change."""

from datetime import UTC, datetime

import pytest

from layers.errors import UnreadableFile
from layers.importers.vfr import VfrReader

from .document import MUNICIPALITY as MUNICIPALITY_XML
from .document import SQUARE, document, parcel, polygon
from .test_reader import CHANGES, MUNICIPALITY


def header_of(tmp_path, text: str, name: str = "a.xml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return VfrReader().header(path)


def test_municipality_file_speaks_for_its_municipality_only():
    header = VfrReader().header(MUNICIPALITY)
    assert (header.source, header.reader, header.is_full) == ("ruian", "vfr", True)
    assert header.scope_of("cadastre_parcel") == {"municipality_code": (990001,)}
    assert header.scope_of("admin_municipality") == {"code": (990001,)}
    assert "cadastre_parcel" in header.layers
    assert "admin_region" not in header.layers
    assert header.data_date == datetime(2026, 1, 30, 21, tzinfo=UTC)
    assert header.facts["TransakceDo.Id"] == "5550001"


def test_change_file_names_its_predecessor_and_all_layers():
    header = VfrReader().header(CHANGES)
    assert (header.is_full, header.scope, header.predecessor) == (
        False,
        {},
        "20260201_ST_ZKSH.xml.zip",
    )
    assert len(header.layers) == 19
    assert header.facts["TransakceOd.Id"] == "5550002"


def test_municipality_file_without_parcels_says_there_are_none(tmp_path):
    header = header_of(tmp_path, document(collections=MUNICIPALITY_XML.format(polygon(SQUARE))))
    assert "cadastre_parcel" in header.layers


def test_state_file_says_nothing_of_collections_it_does_not_have(tmp_path):
    region = '<vf:Vusc><vf:Vusc gml:id="VC.78"><x:Kod>78</x:Kod></vf:Vusc></vf:Vusc><vf:Okresy/>'
    header = header_of(tmp_path, document(collections=region, file_type="ST_UKSH"))
    assert (header.layers, header.scope) == (("admin_region",), {})


def test_basic_municipality_file_says_nothing_of_collections_it_does_not_have(tmp_path):
    header = header_of(tmp_path, document(parcel(1), file_type="OB_UZSZ"))
    assert header.layers == ("admin_municipality", "cadastre_parcel")
    assert not header.provides["cadastre_parcel"] & {"soil_units", "protections"}


@pytest.mark.parametrize(
    ("letter", "of_units", "of_parcels", "of_streets"),
    [
        ("H", {"point", "outline"}, {"point", "outline"}, {"outline"}),
        ("G", {"point", "generalized"}, {"point"}, {"outline"}),
        ("Z", {"point"}, {"point"}, {"outline"}),
    ],
)
def test_last_letter_of_the_type_tells_which_geometries_are_provided(
    tmp_path, letter, of_units, of_parcels, of_streets
):
    header = header_of(tmp_path, document(parcel(1), file_type=f"OB_UKS{letter}"))
    geometries = {"point", "outline", "generalized"}
    found = [
        header.provides[layer] & geometries
        for layer in ("admin_municipality", "cadastre_parcel", "address_street")
    ]
    assert found == [of_units, of_parcels, of_streets]


def test_derived_and_foreign_columns_are_not_provided():
    provides = VfrReader().header(MUNICIPALITY).provides
    assert "municipality_code" not in provides["cadastre_parcel"]
    assert "orp_code" not in provides["admin_municipality"]
    assert "source_class" not in provides["admin_cadastral_unit"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (document(file_type="OB_UKHH"), "obsahuje historické údaje"),
        (document(file_type="cosi"), "neznámý TypSouboru „cosi“"),
        (document(batch="Prirustek"), "si odporuje: TypSouboru OB_UKSH, ale TypDavky Prirustek"),
        (document(collections="<vf:Parcely/>"), "není zřejmé, které obce se týká"),
        (document().replace("2026-01-31T00:00:00", "zítra"), "Datum „zítra“, což není datum"),
        (document().replace("Hlavicka>", "Hlava>"), "nemá hlavičku VFR"),
        ("<gpx/>", "není VFR: kořenový prvek je gpx"),
    ],
)
def test_header_that_makes_no_sense_is_refused_with_the_reason(tmp_path, text, message):
    with pytest.raises(UnreadableFile, match=message):
        header_of(tmp_path, text)
