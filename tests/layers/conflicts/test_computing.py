"""Conflicts over made land: their ids, what an import changes of them, their states."""

from collections.abc import Callable

import pytest

from layers.conflicts.computing import compute, follow, tell_state
from layers.importers.gate import silent
from layers.importers.rollback import roll_back
from layers.models import ConflictDecision, ConflictRule, Job, UncountedRun
from tests.layers.conflicts.conftest import A, B, area, box, current, publish, rows_written


def three_meetings() -> None:
    publish(
        area(A, "Z1", box(0, 0, 100)),
        area(A, "Z2", box(300, 0, 100)),
        area(A, "P1", box(600, 0, 100), change_kind="P"),
        area(B, "Q1", box(50, 0, 300, 40)),
        area(B, "Q2", box(350, 0, 500, 40)),
    )


def test_rule_over_two_layers_finds_each_pair_with_its_common_part(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    found = {
        (row.attributes["a_code"], row.attributes["b_code"]): row for row in current().values()
    }
    assert set(found) == {("Z1", "Q1"), ("Z2", "Q1"), ("Z2", "Q2")}
    first = found["Z1", "Q1"]
    assert first.attributes["measure"] == 2000 and first.attributes["share"] == 20
    assert first.geom is not None and first.geom.area == pytest.approx(2000)
    assert first.attributes["state"] == "open"
    assert first.attributes["municipality_codes"] == [first.attributes["municipality"]] == [563889]


def test_computing_again_touches_no_row_and_keeps_ids(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    before = {code: row.pk for code, row in current().items()}
    run = compute([rule], silent)
    assert {code: row.pk for code, row in current().items()} == before
    assert run.counts[rule.layer_id]["unchanged"] == 3
    assert rows_written() == 3


def test_import_of_one_object_computes_only_what_it_meets(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    UncountedRun.objects.all().delete()
    before = {code: row.pk for code, row in current().items()}
    publish(area(B, "Q2", box(370, 0, 500, 40)))
    run = follow(silent)
    assert run is not None
    counts = run.counts[rule.layer_id]
    assert (counts["read"], counts["changed"], counts["added"]) == (1, 1, 0)
    after = {code: row.pk for code, row in current().items()}
    assert set(after) == set(before) and len(set(after.values()) - set(before.values())) == 1


def test_object_that_is_gone_takes_its_conflicts_and_history_stays(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    publish(area(B, "Q1", box(0, 500, 10)))
    follow(silent)
    assert [row.attributes["b_code"] for row in current().values()] == ["Q2"]
    assert rows_written() == 3


def test_following_imports_ends_where_computing_all_does(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    publish(area(A, "Z3", box(80, 10, 300, 20)), area(B, "Q2", box(310, 5, 20)))
    follow(silent)
    run = compute([rule], silent)
    counts = run.counts[rule.layer_id]
    assert (counts["added"], counts["changed"], counts["removed"]) == (0, 0, 0)
    assert counts["unchanged"] == 5


def test_import_that_is_taken_back_takes_its_conflicts_along(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    before = set(current())
    new = publish(area(A, "Z9", box(400, 0, 50)))
    follow(silent)
    assert len(current()) == 4
    roll_back(new.pk)
    follow(silent)
    assert set(current()) == before


def test_state_survives_computing_and_a_time_of_absence(rule: ConflictRule) -> None:
    publish(area(A, "Z1", box(0, 0, 100)), area(B, "Q1", box(50, 0, 100)))
    compute([rule], silent)
    (code,) = current()
    ConflictDecision.objects.create(
        conflict=code, state="accepted", reason="souhlas vodoprávního úřadu", who="ada"
    )
    tell_state(code, silent)
    assert current()[code].attributes["state"] == "accepted"
    publish(area(B, "Q1", box(500, 500, 10)))
    follow(silent)
    assert not current()
    publish(area(B, "Q1", box(50, 0, 100)))
    follow(silent)
    compute([rule], silent)
    assert current()[code].attributes["state"] == "accepted"


def test_rule_that_is_switched_off_finds_nothing_any_more(rule: ConflictRule) -> None:
    three_meetings()
    compute([rule], silent)
    rule.active = False
    rule.save()
    compute([rule], silent)
    assert not current()


def test_import_queues_one_job_that_a_worker_does(
    rule: ConflictRule, work: Callable[[], None]
) -> None:
    three_meetings()
    publish(area(A, "Z7", box(70, 0, 10)))
    assert UncountedRun.objects.count() == 2
    assert Job.objects.filter(title__startswith="Střety").count() == 1
    work()
    assert len(current()) == 4
    assert not UncountedRun.objects.exists()


def test_import_of_layers_without_rules_is_not_followed(rule: ConflictRule) -> None:
    publish(area("uap_landslide", "S1", box(0, 0, 10)))
    assert not UncountedRun.objects.exists()


def test_threshold_leaves_slivers_out(make_rule: Callable[..., ConflictRule]) -> None:
    rule = make_rule(threshold=25, unit="percent")
    three_meetings()
    compute([rule], silent)
    assert not current()
    rule.threshold = 20
    compute([rule], silent)
    assert {row.attributes["a_code"] for row in current().values()} == {"Z1", "Z2"}
