"""Change files over the demo: their chain, and that they leave the tiling whole."""

from pathlib import Path

import pytest
import shapely

from layers.demo import generate_change
from tests.layers.demo.conftest import Region, polygon, read


def test_changes_form_a_chain_from_the_state_file(region: Region, tmp_path: Path) -> None:
    first, second = (generate_change(tmp_path, number=n) for n in (1, 2))

    before = [read(file).findtext("{*}Hlavicka/{*}PredchoziSoubor") for file in (first, second)]
    assert before == [region.files[0].name, first.name]
    assert read(first).findtext("{*}Hlavicka/{*}TypDavky") == "Prirustek"


def test_divided_parcels_cover_what_they_were(region: Region, tmp_path: Path) -> None:
    known = {int(p.findtext("{*}Id")): polygon(p) for p in region.objects("Parcely")}
    halves = read(generate_change(tmp_path)).findall("{*}Data/{*}Parcely/*")

    assert len(halves) == 6
    for kept, new in zip(halves[::2], halves[1::2], strict=True):
        whole = known[int(kept.findtext("{*}Id"))]
        assert int(new.findtext("{*}Id")) not in known
        parts = [polygon(kept), polygon(new)]
        assert shapely.coverage_is_valid(parts)
        assert shapely.coverage_union_all(parts).equals(whole)
        assert [p.findtext("{*}PododdeleniCisla") for p in (kept, new)] == ["1", "2"]


def test_deleted_address_place_was_there(region: Region, tmp_path: Path) -> None:
    gone = read(generate_change(tmp_path)).find("{*}Data/{*}ZaniklePrvky/*")

    assert gone.findtext("{*}TypPrvkuKod") == "AD"
    known = {a.findtext("{*}Kod") for a in region.objects("AdresniMista")}
    assert gone.findtext("{*}PrvekId") in known


def test_days_touch_different_objects(tmp_path: Path) -> None:
    codes = [
        {o.findtext("{*}Id") for o in read(generate_change(tmp_path, number=n)).iter("{*}Parcela")}
        for n in (1, 2)
    ]

    assert not codes[0] & codes[1]


def test_day_with_nothing_left_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="on day 900"):
        generate_change(tmp_path, number=900)
