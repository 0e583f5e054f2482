"""Occurs, does not occur, no data, out of date: never confused, from the delivery to the answer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone
from psycopg2.sql import SQL

from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.layer_state import layer_states, layer_states_anywhere, municipality, point
from layers.models import ImportRun, Municipality, Orp
from tests.layers.importers.uap import made

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

ROAD, PARK, CANAL = "uap_road_first", "uap_national_park", "uap_waterway"
TODAY = date(2026, 11, 23)
ON_ROAD = point(made.WEST + 100, made.SOUTH + 50)
OFF_ROAD = point(made.WEST + 100, made.SOUTH + 400)


@pytest.fixture(autouse=True)
def municipalities() -> Iterator[None]:
    """Two neighbours: the delivery speaks for the first."""
    run = ImportRun.objects.create(source="t", reader="t", file_name="t", file_sha256="t")
    for code, west in ((990_001, made.WEST - 500), (990_002, made.WEST + 500)):
        Municipality.objects.create(
            code=code,
            name=str(code),
            valid=DateRange(date(2020, 1, 1), None),
            recorded=DateTimeTZRange(timezone.now(), None),
            source="t",
            opened_by=run,
            content_hash=f"00000000-0000-0000-0000-000000{code}",
            geom=Polygon.from_bbox((west, made.SOUTH - 500, west + 1000, made.SOUTH + 1000)),
            geom_kind="outline",
        )
    yield


def state(layer: str, where: object, day: date = TODAY, reach_m: float = 0.0) -> str:
    return layer_states([layer], where, day=day, reach_m=reach_m)[layer].state  # type: ignore[arg-type]


def deliver(folder: Path, **passport: str) -> ImportRun:
    rows = made.passports("90", "28", "8", "25", **passport)
    return import_file(made.write(folder, made.layers(), rows))


def test_four_states_of_one_delivery(tmp_path: Path) -> None:
    deliver(tmp_path, territory="990001")

    assert state(ROAD, ON_ROAD) == "occurs"
    assert state(ROAD, OFF_ROAD) == "not_occurs"
    assert state(PARK, ON_ROAD) == "not_occurs"
    assert state(CANAL, ON_ROAD) == "no_data"
    assert state(ROAD, ON_ROAD, date(2027, 7, 1)) == "out_of_date"
    assert state(ROAD, OFF_ROAD, date(2027, 7, 1)) == "out_of_date"


def test_promise_holds_to_its_last_day(tmp_path: Path) -> None:
    deliver(tmp_path)

    assert state(PARK, OFF_ROAD, date(2027, 6, 30)) == "not_occurs"
    assert state(PARK, OFF_ROAD, date(2027, 7, 1)) == "out_of_date"


def test_neighbour_that_nobody_spoke_for_has_no_data(tmp_path: Path) -> None:
    deliver(tmp_path, territory="990001")

    assert state(PARK, municipality(990_001)) == "not_occurs"
    assert state(PARK, municipality(990_002)) == "no_data"
    both = SQL("ST_MakeEnvelope({}, {}, {}, {}, 5514)").format(
        *map(SQL, map(str, (made.WEST + 400, made.SOUTH, made.WEST + 600, made.SOUTH + 50)))
    )
    assert state(PARK, both) == "no_data"


def test_beyond_the_known_municipalities_nobody_speaks(tmp_path: Path) -> None:
    deliver(tmp_path)
    outside = point(made.WEST + 100, made.SOUTH + 5_000)
    across = SQL("ST_MakeEnvelope({}, {}, {}, {}, 5514)").format(
        *map(SQL, map(str, (made.WEST, made.SOUTH + 900, made.WEST + 100, made.SOUTH + 1_100)))
    )

    assert state(PARK, outside) == "no_data"
    assert state(PARK, across) == "no_data"
    assert state(PARK, municipality(990_001)) == "not_occurs"


def test_passport_without_a_territory_speaks_only_of_its_objects(tmp_path: Path) -> None:
    run = deliver(tmp_path, territory="")

    assert state(ROAD, ON_ROAD) == "occurs"
    assert state(ROAD, ON_ROAD, date(2027, 7, 1)) == "out_of_date"
    assert state(ROAD, OFF_ROAD) == "no_data"
    assert state(PARK, ON_ROAD) == "no_data"
    assert layer_states_anywhere([PARK], day=TODAY)[PARK].state == "no_data"
    assert "neříká, pro jaké území platí" in " ".join(run.messages)


@pytest.mark.parametrize("words", ["ORP Jasenůvka", "ORP 9901", "990001, ORP jasenůvka"])
def test_district_of_an_office_stands_for_its_municipalities(tmp_path: Path, words: str) -> None:
    row = Municipality.objects.get(code=990_001)
    Municipality.objects.filter(code=990_001).update(orp_code=9901)
    Orp.objects.create(
        code=9901, name="Jasenůvka", valid=row.valid, recorded=row.recorded, source="t",
        opened_by=row.opened_by, content_hash=row.content_hash,
    )  # fmt: skip
    deliver(tmp_path, territory=words)

    assert state(PARK, municipality(990_001)) == "not_occurs"
    assert state(PARK, municipality(990_002)) == "no_data"


def test_district_that_nobody_knows_is_told_and_covers_nothing(tmp_path: Path) -> None:
    run = deliver(tmp_path, territory="ORP Jinde")

    assert state(PARK, OFF_ROAD) == "no_data"
    assert "ORP „Jinde“ není v registru" in " ".join(run.messages)


def test_before_the_data_there_are_none(tmp_path: Path) -> None:
    deliver(tmp_path)

    assert state(PARK, OFF_ROAD, date(2026, 6, 29)) == "no_data"


def test_line_counts_within_reach(tmp_path: Path) -> None:
    deliver(tmp_path)
    near = point(made.WEST + 100, made.SOUTH + 52)

    assert state(ROAD, near) == "not_occurs"
    assert state(ROAD, near, reach_m=3) == "occurs"


def test_rollback_forgets_what_was_told(tmp_path: Path) -> None:
    run = deliver(tmp_path)

    roll_back(run.pk)

    assert state(PARK, OFF_ROAD) == "no_data"
    assert state(ROAD, ON_ROAD) == "no_data"


def test_one_overdue_provider_makes_the_answer_out_of_date(tmp_path: Path) -> None:
    deliver(tmp_path / "1", day="2020-01-01")
    rows = [(*row[:2], "Jiný úřad", *row[3:]) for row in made.passports()]
    import_file(made.write(tmp_path / "2", made.layers(), rows))

    found = layer_states([PARK], OFF_ROAD, day=TODAY)[PARK]

    assert (found.state, found.data_day, found.due_on) == (
        "out_of_date", date(2020, 1, 1), date(2021, 1, 1),
    )  # fmt: skip


def test_new_delivery_of_the_provider_renews_the_promise(tmp_path: Path) -> None:
    deliver(tmp_path / "1", day="2020-01-01")
    assert state(PARK, OFF_ROAD) == "out_of_date"

    deliver(tmp_path / "2")

    assert state(PARK, OFF_ROAD) == "not_occurs"


def test_whole_territory_tells_the_same_four(tmp_path: Path) -> None:
    deliver(tmp_path)

    found = layer_states_anywhere([ROAD, PARK, CANAL], day=TODAY)

    assert {layer: each.state for layer, each in found.items()} == {
        ROAD: "occurs", PARK: "not_occurs", CANAL: "no_data",
    }  # fmt: skip
    late = layer_states_anywhere([ROAD], day=date(2030, 1, 1))
    assert late[ROAD].state == "out_of_date" and late[ROAD].found
