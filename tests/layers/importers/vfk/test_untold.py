"""What a change file does not say of a parcel or a building stays as it was."""

from pathlib import Path

import pytest

from layers.importers.gate import import_file
from layers.models import Building, ImportRun, Parcel

from .made import DAY, UNIT, MadeVfk

pytestmark = pytest.mark.django_db

LATER = '"01.05.2018 00:00:00"'
PROTECTED, MONUMENT = 27, 3


def full(tmp_path: Path) -> None:
    """A parcel with soil, protections and a title deed, and a building on it with a deed."""
    file = MadeVfk()
    file.deed(700, 12)
    file.deed(701, 13)
    file.parcel(1, number=1, deed=700, building=77)
    file.soil(52911, 1, 6_000)
    file.soil(53001, 1, 4_000)
    file.protection(PROTECTED, 1)
    file.protection(MONUMENT, "", building=77)
    file.line([(10, 10), (20, 10), (20, 20), (10, 20), (10, 10)], outline=77)
    file.add("BUD", f'77;0;{DAY};"";3;1;93939;5;7;701')
    import_file(file.write(tmp_path / "full.vfk"))


def bare() -> MadeVfk:
    """A change file without code lists."""
    file = MadeVfk()
    file.rows.clear()
    return file


def changed(file: MadeVfk, tmp_path: Path, **how: object) -> ImportRun:
    return import_file(file.write(tmp_path / "change.vfk", changes=1, day=LATER, **how))


def parcel() -> Parcel:
    return Parcel.objects.current().get(code=1)


ALL_BUT_LISTS = ("PAR", "BUD", "SOBR", "SBP", "HP", "OB")


@pytest.mark.parametrize("blocks", [None, ALL_BUT_LISTS])
def test_parcel_changed_alone_keeps_what_other_rows_said(
    tmp_path: Path, blocks: tuple[str, ...] | None
) -> None:
    full(tmp_path)
    before = parcel()
    change = bare()
    change.parcel(1, [], number=1, deed=700, building=77, area_m2=10_001)

    changed(change, tmp_path, **({"blocks": blocks} if blocks else {}))

    after = parcel()
    assert after.area_m2 == 10_001
    for column in ("soil_units", "protections", "title_deed", "source_class", "accuracy_m", "geom"):
        assert getattr(after, column) == getattr(before, column) is not None, column
    assert after.title_deed == 12


def test_rows_of_a_change_join_replace_and_end_those_known(tmp_path: Path) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(1, [], number=1, deed=700, building=77)
    change.soil(53001, 1, 4_000, ended=True)
    change.soil(53001, 1, 3_500)
    change.soil(54011, 1, 500)
    change.protection(PROTECTED, 1, ended=True)
    change.protection(MONUMENT, 1)

    changed(change, tmp_path)

    assert parcel().soil_units == [
        {"code": 52911, "area_m2": 6_000},
        {"code": 53001, "area_m2": 3_500},
        {"code": 54011, "area_m2": 500},
    ]
    assert parcel().protections == [{"code": MONUMENT}]


def test_last_protection_that_ends_leaves_none(tmp_path: Path) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(1, [], number=1, deed=700, building=77)
    change.protection(PROTECTED, 1, ended=True)
    changed(change, tmp_path)
    assert parcel().protections is None
    assert parcel().soil_units


@pytest.mark.parametrize(("deed", "number"), [(701, 13), ("", None)])
def test_parcel_moves_to_a_deed_that_only_an_earlier_file_tells(
    tmp_path: Path, deed: int | str, number: int | None
) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(1, [], number=1, deed=deed, building=77)
    run = changed(change, tmp_path)
    assert parcel().title_deed == number
    assert not any("vlastnictví" in message for message in run.messages)


def test_deed_that_nobody_knows_is_told_and_no_number_is_invented(tmp_path: Path) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(1, [], number=1, deed=999, building=77)
    run = changed(change, tmp_path)
    assert parcel().title_deed is None
    assert any("číslo listu vlastnictví 1 objektů" in message for message in run.messages)


def test_building_changed_alone_keeps_its_parcel_protection_and_deed(tmp_path: Path) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(2, number=2)
    change.add("BUD", f'77;0;{DAY};"";3;1;93939;6;7;701')

    changed(change, tmp_path)

    after = Building.objects.current().get()
    assert after.house_numbers == [6]
    assert (after.parcel_code, after.cadastral_unit_code) == (1, UNIT)
    assert (after.protections, after.title_deed) == ([{"code": MONUMENT}], 13)
    assert after.geom_kind == "outline"


def test_protection_and_soil_that_change_alone_are_taken(tmp_path: Path) -> None:
    full(tmp_path)
    before = parcel(), Building.objects.current().get()
    change = bare()
    change.parcel(2, number=2)
    change.protection(MONUMENT, 1)
    change.soil(53001, 1, 4_000, ended=True)
    change.protection(MONUMENT, "", building=77, ended=True)
    change.protection(PROTECTED, 555)

    run = changed(change, tmp_path)

    assert parcel().protections == [{"code": PROTECTED}, {"code": MONUMENT}]
    assert parcel().soil_units == [{"code": 52911, "area_m2": 6_000}]
    assert Building.objects.current().get().protections is None
    assert not run.quarantined.exists()
    kept = ("number", "area_m2", "land_kind", "source_class", "title_deed", "geom", "valid")
    for column in kept:
        assert getattr(parcel(), column) == getattr(before[0], column), column
    for column in ("house_numbers", "parcel_code", "cadastral_unit_code", "title_deed", "geom"):
        assert getattr(Building.objects.current().get(), column) == getattr(before[1], column)
    assert set(Parcel.objects.current().values_list("code", flat=True)) == {1, 2}


def test_lines_that_change_without_their_parcel_are_told(tmp_path: Path) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(2, number=2)
    change.ring([(0, 0), (90, 0), (90, 90), (0, 90)], 1)
    run = changed(change, tmp_path)
    assert parcel().geom.area == pytest.approx(10_000)
    assert any("které sám neobsahuje (1)" in message for message in run.messages)


def test_change_that_repeats_what_is_known_changes_nothing(tmp_path: Path) -> None:
    full(tmp_path)
    change = bare()
    change.parcel(1, [], number=1, deed=700, building=77)
    change.soil(53001, 1, 4_000)
    run = changed(change, tmp_path)
    assert run.counts["cadastre_parcel"]["unchanged"] == 1
