"""The gate: what is published, what is refused, and that nothing else moves."""

from pathlib import Path

import pytest

from layers.errors import RefusedImport, UnreadableFile
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import (
    AddressPlace,
    Building,
    ChangedArea,
    Coverage,
    ImportRun,
    Municipality,
    Parcel,
)
from tests.layers.importers.made_vfr import (
    BOW_TIE,
    MUNICIPALITY,
    MadeParcel,
    write_change,
    write_full,
)

pytestmark = pytest.mark.django_db


def parcels() -> dict[int, Parcel]:
    return {parcel.code: parcel for parcel in Parcel.objects.current()}


def test_real_municipality_loses_nothing(shared_data: Path) -> None:
    run = import_file(shared_data / "vfr" / "20140401_OB_564729_UKSH.xml.gz")

    counts = run.counts
    assert counts["cadastre_parcel"]["added"] == 3_172
    assert round(counts["cadastre_parcel"]["area_m2"]) == 12_372_590
    assert counts["cadastre_building"]["added"] == 310
    assert counts["address_place"]["added"] == 221
    assert counts["admin_cadastral_unit"]["added"] == 4
    assert counts["admin_municipality_part"]["added"] == 4
    assert not run.quarantined.exists()
    buildings = Building.objects.current()
    assert buildings.filter(geom_kind="point").count() == 4
    assert buildings.filter(geom_kind="none").count() == 8
    assert AddressPlace.objects.current().filter(geom_kind="none").count() == 9


def test_same_file_again_changes_nothing(tmp_path: Path) -> None:
    file = write_full(tmp_path, [MadeParcel(1), MadeParcel(2)])
    import_file(file)
    before = {code: parcel.pk for code, parcel in parcels().items()}

    run = import_file(file)

    assert run.counts["cadastre_parcel"]["unchanged"] == 2
    assert {code: parcel.pk for code, parcel in parcels().items()} == before
    assert not ChangedArea.objects.filter(run=run).exists()


def test_newer_file_adds_changes_and_removes(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2), MadeParcel(3)]))

    run = import_file(
        write_full(
            tmp_path, [MadeParcel(1), MadeParcel(2, area_m2=5), MadeParcel(4)], day="20260228"
        )
    )

    counts = run.counts["cadastre_parcel"]
    assert [counts[name] for name in ("unchanged", "changed", "added", "removed")] == [1, 1, 1, 1]
    assert set(parcels()) == {1, 2, 4}
    assert parcels()[2].area_m2 == 5
    old = Parcel.objects.get(code=2, area_m2=10_000)
    assert old.closed_by == run
    assert ChangedArea.objects.filter(run=run, layer="cadastre_parcel").count() == 3


def test_rollback_restores_what_was_before(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2)]))
    second = import_file(write_full(tmp_path, [MadeParcel(2, area_m2=5)], day="20260228"))

    back = roll_back(second.pk)

    assert {code: parcel.area_m2 for code, parcel in parcels().items()} == {1: 10_000, 2: 10_000}
    assert ImportRun.objects.get(pk=second.pk).state == ImportRun.State.ROLLED_BACK
    assert ChangedArea.objects.filter(run=back).exists()


def test_rollback_under_a_later_run_is_refused(tmp_path: Path) -> None:
    first = import_file(write_full(tmp_path, [MadeParcel(1)]))
    second = import_file(write_full(tmp_path, [MadeParcel(1, area_m2=5)], day="20260228"))

    with pytest.raises(RefusedImport, match=f"navazuje běh {second.pk}"):
        roll_back(first.pk)


def test_runs_are_rolled_back_one_after_another(tmp_path: Path) -> None:
    first = import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2)]))
    second = import_file(write_full(tmp_path, [MadeParcel(2, area_m2=5)], day="20260228"))

    roll_back(second.pk)
    roll_back(first.pk)

    assert not parcels()


def test_run_rolled_back_already_is_refused_in_words_of_people(tmp_path: Path) -> None:
    run = import_file(write_full(tmp_path, [MadeParcel(1)]))
    roll_back(run.pk)

    with pytest.raises(RefusedImport, match=r"není zveřejněný import \(vráceno\)"):
        roll_back(run.pk)


def test_rollback_takes_confirmations_with_it(tmp_path: Path) -> None:
    file = write_full(tmp_path, [MadeParcel(1)])
    first = import_file(file)
    import_file(file)

    roll_back(first.pk)

    assert not parcels()
    published = Coverage.objects.filter(run__state=ImportRun.State.PUBLISHED)
    assert not published.exists()


def test_one_broken_geometry_is_quarantined_and_the_rest_published(tmp_path: Path) -> None:
    run = import_file(
        write_full(tmp_path, [MadeParcel(1), MadeParcel(2, outline=BOW_TIE), MadeParcel(3)])
    )

    assert set(parcels()) == {1, 3}
    refused = run.quarantined.get()
    assert (refused.layer, refused.code) == ("cadastre_parcel", "2")
    assert refused.reason == "Neplatný obrys."
    assert "Self-intersection" in refused.detail
    assert refused.geom is not None
    assert run.counts["cadastre_parcel"]["quarantined"] == 1


def test_refused_object_of_a_change_file_is_not_told_as_an_unknown_deletion(
    tmp_path: Path,
) -> None:
    first = write_full(tmp_path, [MadeParcel(1)])
    import_file(first)
    change = write_change(
        tmp_path, [MadeParcel(2, outline=BOW_TIE)], day="20260228", predecessor=first.name
    )

    run = import_file(change)

    assert run.quarantined.count() == 1
    assert run.counts["cadastre_parcel"]["not_known"] == 0


def test_quarantined_object_keeps_its_known_version(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2)]))

    import_file(
        write_full(tmp_path, [MadeParcel(1), MadeParcel(2, outline=BOW_TIE)], day="20260228")
    )

    assert set(parcels()) == {1, 2}
    assert parcels()[2].geom.valid


def test_vertex_outside_the_country_is_quarantined(tmp_path: Path) -> None:
    far = MadeParcel(1, outline="0 0 700000 0 100 100 0 0")

    run = import_file(write_full(tmp_path, [far, MadeParcel(2)]))

    assert run.quarantined.get().reason == "Souřadnice leží mimo území České republiky."
    assert set(parcels()) == {2}


def test_parcel_without_outline_keeps_its_definition_point(tmp_path: Path) -> None:
    run = import_file(write_full(tmp_path, [MadeParcel(1, outline=None)]))

    assert parcels()[1].geom_kind == "point"
    assert parcels()[1].geom.geom_type == "Point"
    assert run.counts["cadastre_parcel"]["with_point_only"] == 1


def test_unit_keeps_its_border_when_a_file_has_none(tmp_path: Path) -> None:
    file = write_full(tmp_path, [MadeParcel(1)])
    import_file(file)
    file.write_text(file.read_text().replace("OriginalniHranice", "Neznama"))

    import_file(file)

    assert Municipality.objects.current().get().geom_kind == "outline"


def test_code_twice_in_a_file_keeps_the_last(tmp_path: Path) -> None:
    run = import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(1, area_m2=5)]))

    assert parcels()[1].area_m2 == 5
    assert "vícekrát" in run.quarantined.get().reason


def test_change_out_of_its_chain_is_refused_and_can_be_forced(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1)]))
    change = write_change(
        tmp_path, [MadeParcel(1, area_m2=5)], day="20260202", predecessor="20260201_ST_ZKSH.xml.gz"
    )

    with pytest.raises(RefusedImport, match=r"20260201_ST_ZKSH\.xml\.gz, který není načten"):
        import_file(change)
    assert parcels()[1].area_m2 == 10_000

    import_file(change, force=True)
    assert parcels()[1].area_m2 == 5


def test_change_after_its_predecessor_changes_and_deletes(tmp_path: Path) -> None:
    first = write_full(tmp_path, [MadeParcel(1), MadeParcel(2)])
    import_file(first)

    run = import_file(
        write_change(
            tmp_path, [MadeParcel(3)], day="20260202", predecessor=first.name, deleted=[2, 77]
        )
    )

    assert set(parcels()) == {1, 3}
    assert parcels()[3].municipality_code == MUNICIPALITY
    assert "Ve vrstvě Parcely soubor ruší 1 objektů, které nejsou známy." in run.messages


def test_older_file_is_refused(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1)], day="20260228"))

    with pytest.raises(RefusedImport, match=r"28\.02\.2026"):
        import_file(write_full(tmp_path, [MadeParcel(2)], day="20260131"))
    assert set(parcels()) == {1}


def test_dry_run_reports_and_changes_nothing(tmp_path: Path) -> None:
    run = import_file(write_full(tmp_path, [MadeParcel(1)]), dry_run=True)

    assert run.counts["cadastre_parcel"]["added"] == 1
    assert run.state == ImportRun.State.DRY
    assert not parcels()


def test_file_cut_short_leaves_the_data_as_they_were(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1)]))
    file = write_full(tmp_path, [MadeParcel(2)], day="20260228")
    file.write_bytes(file.read_bytes()[:-200])

    with pytest.raises(UnreadableFile):
        import_file(file)

    assert set(parcels()) == {1}
    assert ImportRun.objects.latest("pk").state == ImportRun.State.REFUSED


def test_large_drop_is_pointed_out(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(code) for code in range(1, 11)]))

    run = import_file(write_full(tmp_path, [MadeParcel(1)], day="20260228"))

    assert any("ubylo 9 objektů z 10" in message for message in run.messages)
