"""The demo region: that it tiles the ground, what it holds, that it never meets real data."""

from collections import Counter
from pathlib import Path

import pytest
import shapely

from layers.crs import COUNTRY_5514
from layers.demo import generate
from tests.layers.demo.conftest import Region, read


def test_parcels_tile_their_cadastral_unit(region: Region) -> None:
    for code, unit in region.units.items():
        assert shapely.is_valid(unit.parcels).all(), code
        assert shapely.coverage_is_valid(unit.parcels), code
        assert shapely.coverage_union_all(unit.parcels).equals(unit.outline), code
        assert abs(shapely.area(unit.parcels).sum() - unit.outline.area) < 0.01, code


def test_cadastral_units_tile_the_region(region: Region) -> None:
    outlines = [unit.outline for unit in region.units.values()]

    assert shapely.coverage_is_valid(outlines)
    assert shapely.coverage_union_all(outlines).geom_type == "Polygon"


def test_default_region_has_the_promised_content(region: Region) -> None:
    assert len(region.files) == 10
    assert len(region.units) == 25
    assert 20_000 <= sum(len(unit.parcels) for unit in region.units.values()) < 23_000
    assert len(region.objects("AdresniMista")) > 2_500
    assert len(region.objects("Ulice")) > 80
    assert [area.findtext("{*}Nazev") for area in region.objects("Vusc")] == ["Ukázkový kraj"]


def test_some_buildings_lack_an_outline_and_a_few_lack_a_place(region: Region) -> None:
    buildings = region.objects("StavebniObjekty")
    without_outline = [b for b in buildings if b.find(".//{*}OriginalniHranice") is None]
    without_place = [b for b in buildings if b.find(".//{*}DefinicniBod") is None]
    without_number = [b for b in buildings if b.find("{*}CislaDomovni") is None]

    assert 0.02 < len(without_outline) / len(buildings) < 0.3
    assert 0 < len(without_place) < len(without_outline)
    assert without_number


def test_buildings_stand_on_building_parcels(region: Region) -> None:
    kinds = {
        p.findtext("{*}Id"): p.findtext("{*}DruhPozemkuKod") for p in region.objects("Parcely")
    }
    on = Counter(
        kinds[b.findtext("{*}IdentifikacniParcela/{*}Id")]
        for b in region.objects("StavebniObjekty")
    )

    assert set(on) == {"13"}


def test_parcel_numbers_are_unique_and_come_in_one_or_two_series(region: Region) -> None:
    numbers = Counter(
        (
            p.findtext("{*}KatastralniUzemi/{*}Kod"),
            p.findtext("{*}DruhCislovaniKod"),
            p.findtext("{*}KmenoveCislo"),
            p.findtext("{*}PododdeleniCisla"),
        )
        for p in region.objects("Parcely")
    )
    series: dict[str, set[str]] = {}
    for unit, kind, _, _ in numbers:
        series.setdefault(unit, set()).add(kind)

    assert max(numbers.values()) == 1
    assert sorted(map(sorted, series.values()))[0] == ["1", "2"]
    assert ["2"] in map(sorted, series.values())


def test_house_numbers_are_unique_in_a_municipality_part(region: Region) -> None:
    numbers = Counter(
        (b.findtext("{*}CastObce/{*}Kod"), b.findtext("{*}CislaDomovni/{*}CisloDomovni"))
        for b in region.objects("StavebniObjekty")
        if b.find("{*}CislaDomovni") is not None
    )

    assert max(numbers.values()) == 1


@pytest.mark.slow
def test_codes_lie_outside_those_of_the_real_register(region: Region) -> None:
    first = {
        "Vusc": 990, "Okresy": 9_901, "Orp": 9_901, "Pou": 9_901, "Obce": 990_001,
        "CastiObci": 990_001, "KatastralniUzemi": 990_001, "Zsj": 990_001, "Ulice": 990_001,
        "StavebniObjekty": 990_000_001, "AdresniMista": 990_000_001,
    }  # fmt: skip
    for name, least in first.items():
        assert min(int(o.findtext("{*}Kod")) for o in region.objects(name)) == least, name
    parcels = [int(p.findtext("{*}Id")) for p in region.objects("Parcely")]
    assert min(parcels) == 990_000_000_001
    assert len(set(parcels)) == len(parcels)


def test_region_lies_in_the_country(region: Region) -> None:
    country = shapely.box(*COUNTRY_5514)

    assert all(country.contains(unit.outline) for unit in region.units.values())


def test_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    once = generate(tmp_path / "once", parcels=1)
    again = generate(tmp_path / "again", parcels=1)
    other = generate(tmp_path / "other", parcels=1, seed=2)

    assert [f.read_bytes() for f in once] == [f.read_bytes() for f in again]
    assert once[1].read_bytes() != other[1].read_bytes()


def test_small_region_is_the_beginning_of_a_large_one(region: Region, tmp_path: Path) -> None:
    small = generate(tmp_path, parcels=1)

    assert len(small) == 2
    assert small[1].read_bytes() == region.files[1].read_bytes()


def test_progress_reaches_what_was_asked_for(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    generate(tmp_path, parcels=100, progress=lambda done, total: told.append((done, total)))

    assert told == [(100, 100)]


def test_header_says_that_the_file_is_a_demo(region: Region) -> None:
    metadata = read(region.files[0]).find("{*}Hlavicka/{*}Metadata")

    assert metadata.get("{http://www.w3.org/1999/xlink}href").startswith("urn:dmvs:demo:")
