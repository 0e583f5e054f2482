"""Change files of VFK through the whole gate: parcels, buildings and maps that an office alters."""

from pathlib import Path

import pytest

from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import Building, ImportRun, Parcel

from .made import DAY, REGISTER_BLOCKS, SQUARE, MadeVfk

pytestmark = pytest.mark.django_db

LATER, LATEST = '"01.05.2018 00:00:00"', '"01.06.2018 00:00:00"'
ENDED = '"20.04.2018 00:00:00"'
WEST_HALF = [(0, 0), (50, 0), (50, 100), (0, 100)]
EAST_HALF = [(50, 0), (100, 0), (100, 100), (50, 100)]


def end(file: MadeVfk, block: str, code: int) -> None:
    """The block's row as it ends: of the past, gone, the state before."""
    at = next(n for n, row in enumerate(file.rows[block]) if row.startswith(f"{code};"))
    own, _, began, _, _, rest = file.rows[block][at].split(";", 5)
    file.rows[block][at] = f"{own};-1;{began};{ENDED};1;{rest}"


def full(tmp_path: Path, *rings: list[tuple[float, float]], area_m2: int) -> ImportRun:
    """A unit of parcels 1, 2, … with a building (77) on the first."""
    file = MadeVfk()
    for code, ring in enumerate(rings, 1):
        file.parcel(code, [ring], number=code, area_m2=area_m2, building=77 if code == 1 else "")
    file.line([(10, 10), (20, 10), (20, 20), (10, 20), (10, 10)], outline=77)
    file.add("BUD", f'77;0;{DAY};"";3;1;93939;5;7;')
    return import_file(file.write(tmp_path / "full.vfk"))


def outlines() -> dict[int, float]:
    return {each.code: round(each.geom.area) for each in Parcel.objects.current()}


def changed(file: MadeVfk, tmp_path: Path, *, day: str = LATER, **how: object) -> ImportRun:
    return import_file(file.write(tmp_path / "changes.vfk", changes=1, day=day, **how))


def test_split_parcel_keeps_its_number_on_the_rest_and_a_new_one_opens(tmp_path: Path) -> None:
    full(tmp_path, list(SQUARE), area_m2=10_000)
    change = MadeVfk()
    change.parcel(1, [WEST_HALF], number=1, area_m2=5_000, building=77)
    change.parcel(2, [EAST_HALF], number=2, area_m2=5_000)

    run = changed(change, tmp_path)

    assert outlines() == {1: 5_000, 2: 5_000}
    assert (run.counts["cadastre_parcel"]["changed"], run.counts["cadastre_parcel"]["added"]) == (
        1,
        1,
    )
    roll_back(run.pk)
    assert outlines() == {1: 10_000}


def test_merged_parcels_become_one_and_the_other_ends(tmp_path: Path) -> None:
    full(tmp_path, WEST_HALF, EAST_HALF, area_m2=5_000)
    change = MadeVfk()
    change.parcel(1, [list(SQUARE)], number=1, area_m2=10_000, building=77)
    change.parcel(2, [], number=2, area_m2=5_000)
    end(change, "PAR", 2)

    run = changed(change, tmp_path)

    assert outlines() == {1: 10_000}
    assert run.counts["cadastre_parcel"]["removed"] == 1
    assert not run.quarantined.exists()


def test_removed_building_ends_and_its_parcel_stays(tmp_path: Path) -> None:
    full(tmp_path, list(SQUARE), area_m2=10_000)
    assert Building.objects.current().get().geom_kind == "outline"
    change = MadeVfk()
    change.parcel(1, [], number=1)
    change.add("BUD", f'77;0;{DAY};"";3;1;93939;5;7;')
    end(change, "BUD", 77)

    changed(change, tmp_path)

    assert not Building.objects.current().exists()
    assert outlines() == {1: 10_000}


def test_register_and_map_of_a_change_may_come_apart(tmp_path: Path) -> None:
    full(tmp_path, list(SQUARE), area_m2=10_000)
    change = MadeVfk()
    change.parcel(1, [WEST_HALF], number=1, area_m2=5_000, building=77)
    change.parcel(2, [EAST_HALF], number=2, area_m2=5_000)

    run = changed(change, tmp_path, blocks=REGISTER_BLOCKS)

    known = {each.code: each for each in Parcel.objects.current()}
    assert (known[1].area_m2, known[1].geom.area) == (5_000, pytest.approx(10_000))
    assert known[2].geom_kind == "none"
    assert run.counts["cadastre_parcel"]["without_place"] == 2

    changed(change, tmp_path, day=LATEST)
    assert outlines() == {1: 5_000, 2: 5_000}


def test_end_of_a_parcel_that_is_not_known_changes_nothing_and_is_said(tmp_path: Path) -> None:
    full(tmp_path, list(SQUARE), area_m2=10_000)
    change = MadeVfk()
    change.parcel(1, [], number=1)
    change.parcel(9, [], number=9)
    end(change, "PAR", 9)

    run = changed(change, tmp_path)

    assert outlines() == {1: 10_000}
    assert any("ruší 1 objektů, které nejsou známy" in message for message in run.messages)
