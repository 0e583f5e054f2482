"""VFK through the whole gate: what the map then holds, twice, back again, and by changes."""

from pathlib import Path

import pytest
from django.core.management import call_command

from layers.errors import RefusedImport, UnreadableFile
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import Building, Feature, Parcel, Quarantine
from tests.layers.importers.made_vfr import MadeParcel, write_full

from .made import DAY, MAP_BLOCKS, MUNICIPALITY, REGISTER_BLOCKS, SQUARE, MadeVfk

pytestmark = pytest.mark.django_db

LATER = '"01.05.2018 00:00:00"'


def parcels() -> dict[int, Parcel]:
    return {parcel.code: parcel for parcel in Parcel.objects.current()}


def row_of(number: int) -> list[tuple[float, float]]:
    west = 100 * number
    return [(west, 0), (west + 100, 0), (west + 100, 100), (west, 100)]


def made(*numbers: int, unit: int = 693936) -> MadeVfk:
    file = MadeVfk(unit)
    for number in numbers:
        file.parcel(number, [row_of(number)], number=number)
    return file


def test_real_unit_is_published_whole_twice_the_same_and_taken_back(shared_data: Path) -> None:
    path = shared_data / "vfk" / "jama_693936.vfk"
    first = import_file(path)
    assert first.counts["cadastre_parcel"]["added"] == 615
    assert round(first.counts["cadastre_parcel"]["area_m2"]) == 3_632_106
    assert first.counts["cadastre_building"]["with_outline"] == 58
    assert not first.quarantined.exists()
    assert any("1558/10 (k. ú. 654205)" in message for message in first.messages)

    again = import_file(path)
    assert all(counts["unchanged"] == counts["read"] for counts in again.counts.values()), (
        again.counts
    )

    roll_back(first.pk)
    assert not Parcel.objects.current().exists()
    assert not Feature.objects.current().exists()


def test_parcel_that_a_full_file_no_longer_has_is_closed_in_its_unit_only(tmp_path: Path) -> None:
    import_file(made(1, 2).write(tmp_path / "a.vfk"))
    import_file(made(51, unit=111111).write(tmp_path / "b.vfk"))

    run = import_file(made(1, 3).write(tmp_path / "a.vfk", day=LATER))

    assert set(parcels()) == {1, 3, 51}
    assert run.counts["cadastre_parcel"]["removed"] == 1


def test_age_is_judged_by_unit(tmp_path: Path) -> None:
    import_file(made(1).write(tmp_path / "a.vfk", day=LATER))
    import_file(made(51, unit=111111).write(tmp_path / "b.vfk"))  # older, but another unit
    with pytest.raises(RefusedImport, match="Starší data"):
        import_file(made(1).write(tmp_path / "c.vfk"))


def test_folder_of_units_of_different_days_is_judged_by_unit(tmp_path: Path) -> None:
    import_file(made(1).write(tmp_path / "known.vfk", day=LATER))
    folder = tmp_path / "kraj"
    folder.mkdir()
    made(1).write(folder / "a.vfk", day=LATER)
    made(51, unit=111111).write(folder / "b.vfk")

    import_file(folder)
    made(1).write(folder / "a.vfk")
    with pytest.raises(RefusedImport, match=r"k\. ú\. 693936"):
        import_file(folder)

    assert set(parcels()) == {1, 51}


def test_folder_publishes_also_a_unit_whose_file_names_none(tmp_path: Path) -> None:
    folder = tmp_path / "kraj"
    folder.mkdir()
    made(1).write(folder / "a.vfk")
    foreign = made(51, 52, unit=111111)
    foreign.parcel(53, [], unit=222222)
    foreign.write(folder / "b.vfk", units=[])

    run = import_file(folder)

    assert set(parcels()) == {1, 51, 52}
    assert not run.is_full


def test_register_part_updates_known_parcels_and_keeps_their_outlines(tmp_path: Path) -> None:
    import_file(made(1, 2).write(tmp_path / "a.vfk"))
    before = parcels()[1].geom

    file = made(1, 2)
    file.rows["PAR"][0] = file.rows["PAR"][0].replace(";7;;10000;", ";2;;10001;")
    import_file(file.write(tmp_path / "b.vfk", blocks=REGISTER_BLOCKS, day=LATER))

    after = parcels()[1]
    assert (after.land_kind, after.area_m2, after.geom_kind) == (2, 10_001, "outline")
    assert after.geom.equals(before)


def test_map_part_alone_is_refused_and_the_map_stays(tmp_path: Path) -> None:
    import_file(made(1).write(tmp_path / "a.vfk"))
    with pytest.raises(UnreadableFile, match="jen mapovou část"):
        import_file(made(1, 2).write(tmp_path / "b.vfk", blocks=MAP_BLOCKS, day=LATER))
    assert set(parcels()) == {1}


@pytest.mark.parametrize("order", [("map", "register"), ("register", "map")])
def test_parts_named_in_one_command_are_one_import(tmp_path: Path, order, capsys) -> None:
    blocks = {"map": MAP_BLOCKS, "register": REGISTER_BLOCKS}
    paths = [made(1, 2).write(tmp_path / f"{name}.vfk", blocks=blocks[name]) for name in order]
    call_command("import", *map(str, paths))
    assert {code: parcel.geom_kind for code, parcel in parcels().items()} == {
        1: "outline",
        2: "outline",
    }
    assert " + ".join(path.name for path in paths) in capsys.readouterr().out


def test_change_file_renews_adds_and_ends_parcels(tmp_path: Path) -> None:
    import_file(made(1, 2, 3).write(tmp_path / "a.vfk"))
    before = {code: parcel.geom for code, parcel in parcels().items()}

    change = MadeVfk()
    change.parcel(2, [], number=2, area_m2=10_000)  # its lines are not among the changes
    change.parcel(4, [row_of(4)], number=4)
    change.add("PAR", change.rows["PAR"][0].replace("2;0;", "3;0;", 1).replace(
        ';"";3;', ';"15.04.2018 00:00:00";1;'))  # fmt: skip
    run = import_file(change.write(tmp_path / "b.vfk", changes=1, day=LATER))

    assert not run.is_full
    assert set(parcels()) == {1, 2, 4}
    assert parcels()[2].geom.equals(before[2])
    assert parcels()[4].geom_kind == "outline"


def test_parcel_with_a_part_of_its_lines_in_a_change_file_keeps_its_outline(tmp_path: Path) -> None:
    import_file(made(1).write(tmp_path / "a.vfk"))
    change = MadeVfk()
    change.parcel(1, [], area_m2=9_500)
    change.ring([(10, 10), (20, 10), (20, 20), (10, 20)], 1)  # a new hole, and nothing else
    run = import_file(change.write(tmp_path / "b.vfk", changes=1, day=LATER))

    known = parcels()[1]
    assert (known.area_m2, known.geom.area) == (9_500, pytest.approx(10_000))
    assert any("zůstává jim dosavadní obrys (1): 1" in message for message in run.messages)


def test_building_is_recognized_by_its_id_in_the_cadastre(tmp_path: Path) -> None:
    file = MadeVfk()
    file.parcel(1, building=77)
    file.ring(SQUARE, 1)
    file.add("BUD", '77;0;"01.04.2018 00:00:00";"";3;1;93939;5;7;')
    import_file(file.write(tmp_path / "a.vfk"))
    unknown = Building.objects.current().get()
    assert (unknown.code, unknown.cadastre_id, unknown.parcel_code) == (-77, 77, 1)

    unknown.code = 21_738_561  # as RÚIAN tells
    unknown.save()
    run = import_file(file.write(tmp_path / "a.vfk", day=LATER))

    assert Building.objects.current().get().code == 21_738_561
    assert run.counts["cadastre_building"]["added"] == 0


def test_parcel_of_ruian_and_of_the_cadastre_are_one(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2)]))
    file = MadeVfk(unit=990101)
    file.parcel(1, area_m2=10_000)
    run = import_file(file.write(tmp_path / "a.vfk"))
    assert run.counts["cadastre_parcel"]["changed"] == 1
    assert parcels()[1].source_class == "DKM"
    assert set(parcels()) == {1, 2}


def test_broken_parcel_among_good_ones_goes_to_quarantine_with_its_drawing(tmp_path: Path) -> None:
    file = made(1, 2)
    file.parcel(9, [], number=9, area_m2=500)
    file.line([(900, 0), (950, 0), (950, 50)], 9)
    import_file(file.write(tmp_path / "a.vfk"))

    assert set(parcels()) == {1, 2}
    held = Quarantine.objects.get()
    assert (held.code, held.reason) == ("9", "Hranice parcely se neuzavírá.")
    assert held.geom is not None
    assert "volné konce" in held.detail


def test_map_of_a_folder_belongs_to_the_unit_of_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "kraj"
    folder.mkdir()
    for code, unit in ((1, 693936), (51, 111111)):
        file = made(code, unit=unit)
        file.add("OB", f'{code + 900};0;{DAY};"";3;21700;690000;975000;;"OB"')
        file.write(folder / f"{unit}.vfk")
    import_file(folder)

    import_file(made(51, unit=111111).write(tmp_path / "111111.vfk", day=LATER))

    symbols = Feature.objects.current().filter(layer="cadastre_drawing_symbol")
    assert [each.attributes["cadastral_unit_code"] for each in symbols] == [693936]


def test_parcel_has_the_municipality_of_its_unit(tmp_path: Path) -> None:
    import_file(made(1).write(tmp_path / "a.vfk"))

    assert parcels()[1].municipality_code == MUNICIPALITY
