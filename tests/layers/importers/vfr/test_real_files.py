"""The VFR reader on real files of ČÚZK."""

from collections import Counter
from pathlib import Path

import pytest
import shapely

from layers.importers.record import BadRecord, Note, Record
from layers.importers.vfr import VfrReader

from .document import bad, records

Items = list[Record | BadRecord | Note]


@pytest.fixture(scope="module")
def municipality(shared_data: Path) -> Items:
    return list(VfrReader().read(shared_data / "vfr" / "20140401_OB_564729_UKSH.xml.gz"))


def test_municipality_file_is_read_without_loss(municipality):
    assert Counter(item.layer for item in municipality if isinstance(item, Record)) == {
        "admin_municipality": 1,
        "admin_municipality_part": 4,
        "admin_cadastral_unit": 4,
        "admin_settlement_unit": 4,
        "cadastre_parcel": 3172,
        "cadastre_building": 310,
        "address_place": 221,
    }
    assert not list(bad(municipality))
    assert not [item for item in municipality if isinstance(item, Note)]


def test_parcels_have_their_area_to_the_square_metre(municipality):
    parcels = records(municipality)
    borders = shapely.from_wkb([parcel.geometries["outline"] for parcel in parcels])
    assert shapely.is_valid(borders).all()
    assert round(shapely.area(borders).sum()) == 12_372_590
    assert sum(parcel.attributes["area_m2"] for parcel in parcels) == 12_366_539


def test_buildings_without_outline_or_point_are_yielded(municipality):
    kinds = Counter(
        frozenset(item.geometries) for item in records(municipality, "cadastre_building")
    )
    assert kinds == {
        frozenset({"point", "outline"}): 216,
        frozenset({"point"}): 4,
        frozenset({"outline"}): 82,
        frozenset(): 8,
    }


def test_address_places_without_point_are_yielded(municipality):
    addresses = records(municipality, "address_place")
    assert sum("point" in item.geometries for item in addresses) == 212


def test_municipality_header_tells_scope_and_date(shared_data):
    header = VfrReader().header(shared_data / "vfr" / "20140401_OB_564729_UKSH.xml.gz")
    assert (header.is_full, header.scope) == (True, {"municipality_code": (564729,)})
    assert header.data_date is not None
    assert header.data_date.isoformat() == "2014-03-31T23:00:15+02:00"


def test_daily_changes_are_read_and_name_their_predecessor(shared_data):
    path = shared_data / "vfr" / "20140707_ST_ZKSH.xml.gz"
    items = list(VfrReader().read(path))
    assert [(item.layer, item.code) for item in items if isinstance(item, Record)] == [
        ("cadastre_building", 78182166),
        ("cadastre_building", 24851779),
        ("address_place", 72858141),
    ]
    header = VfrReader().header(path)
    assert (header.is_full, header.predecessor) == (False, "20140704_ST_ZKSH.xml.gz")


@pytest.mark.parametrize(
    ("name", "layers"),
    [
        (
            "OB_564567_UZSZ_cut.xml.gz",
            {"admin_municipality": 1, "admin_municipality_part": 4, "admin_cadastral_unit": 2},
        ),
        ("ST_UZSZ_cut.xml.gz", {"admin_state": 1}),
    ],
)
def test_cut_files_give_definition_points(shared_data, name, layers):
    path = shared_data / "vfr" / name
    found = [item for item in VfrReader().read(path) if isinstance(item, Record)]
    assert Counter(item.layer for item in found) == layers
    assert all(item.geometries.keys() == {"point"} for item in found)
    assert set(VfrReader().header(path).layers) == set(layers)
