"""Conflicts computed and published by the gate, as a reader that reads the database itself."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from layers.conflicts import found
from layers.conflicts.change import known_of, layers_of, rules_over, touched
from layers.conflicts.side import Tables
from layers.importers.gate import Progress, import_records
from layers.importers.record import Covered, Header, Record
from layers.models import ConflictDecision, ConflictRule, Feature, ImportRun, UncountedRun
from layers.models.version import CURRENT

SOURCE = "conflicts"
_LOCK = 0x434F4E46


def compute(rules: Sequence[ConflictRule], progress: Progress) -> ImportRun:
    """All that the rules find; a rule that is not active finds nothing."""
    begun = timezone.now()
    with _alone(), connection.cursor() as cursor:
        reader = _Whole(rules, cursor, progress, begun)
        run = import_records(reader, name="všechny střety", progress=progress)
    active = [rule.pk for rule in rules if rule.active]
    ConflictRule.objects.filter(pk__in=active).update(computed_at=begun)
    return run


def follow(progress: Progress) -> ImportRun | None:
    """What changed by the runs that conflicts do not know yet; None when nothing could."""
    with _alone(), connection.cursor() as cursor:
        waiting = [each.run for each in UncountedRun.objects.select_related("run").order_by("pk")]
        layers = set[str]().union(*map(layers_of, waiting))
        rules = rules_over(layers)
        keys = [run.pk for run in waiting]

        def forget(cursor: Any, run: ImportRun) -> None:
            UncountedRun.objects.filter(run__in=keys).delete()

        if not rules:
            forget(cursor, ImportRun())
            return None
        reader = _Changed(rules, keys, cursor, progress)
        return import_records(reader, name="změny střetů", progress=progress, witness=forget)


def tell_state(conflict: str, progress: Progress) -> ImportRun | None:
    """Puts the decided state into the layer; None when the conflict is gone."""
    with _alone():
        known: QuerySet[Feature] = QuerySet(Feature)
        held = known.filter(CURRENT, code=conflict, layer__startswith="conflict_")
        row = held.first()
        if row is None or row.geom is None:
            return None
        state = states([conflict]).get(conflict, "open")
        record = Record(
            row.layer,
            row.code,
            {**row.attributes, "state": state},
            {"outline": bytes(row.geom.ewkb)},
        )
        return import_records(_Given(record), name="stav střetu", progress=progress)


def count(rule: ConflictRule) -> int:
    """How many conflicts the rule finds now; nothing is written."""
    with connection.cursor() as cursor:
        tables = Tables(cursor)
        try:
            return sum(1 for _ in found.all_of(rule, tables, cursor, {}))
        finally:
            tables.drop()


def states(conflicts: Sequence[str] | None = None) -> dict[str, str]:
    """The state of each conflict that anything was decided of."""
    decided = ConflictDecision.objects.order_by("pk")
    if conflicts is not None:
        decided = decided.filter(conflict__in=conflicts)
    return dict(decided.values_list("conflict", "state"))


@contextmanager
def _alone() -> Iterator[None]:
    """One computation at a time: a later one sees what the earlier has published."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _header(layers: Sequence[str], *, full: bool, day: datetime | None = None) -> Header:
    return Header(
        source=SOURCE,
        reader=SOURCE,
        is_full=full,
        layers=layers,
        provides={},
        data_date=day,
        is_ordered=False,
        coverage=[Covered(layer, None, day) for layer in layers] if day else (),
    )


class _Whole:
    """Everything of some rules."""

    name = SOURCE

    def __init__(
        self, rules: Sequence[ConflictRule], cursor: Any, progress: Progress, day: datetime
    ) -> None:
        self._rules, self._cursor, self._progress, self._day = rules, cursor, progress, day

    def accepts(self, path: Path) -> bool:
        return False

    def header(self, path: Path) -> Header:
        return _header([rule.layer_id for rule in self._rules], full=True, day=self._day)

    def read(self, path: Path) -> Iterator[Record]:
        tables, decided = Tables(self._cursor), states()
        try:
            for number, rule in enumerate(self._rules):
                self._progress("výpočet střetů", number, len(self._rules))
                if rule.active:
                    yield from found.all_of(rule, tables, self._cursor, decided)
        finally:
            tables.drop()


class _Changed:
    """What the objects touched by some runs have to do with rules, and what they had."""

    name = SOURCE

    def __init__(
        self, rules: Sequence[ConflictRule], runs: Sequence[int], cursor: Any, progress: Progress
    ) -> None:
        self._rules, self._runs, self._cursor, self._progress = rules, runs, cursor, progress

    def accepts(self, path: Path) -> bool:
        return False

    def header(self, path: Path) -> Header:
        layers = [rule.layer_id for rule in self._rules]
        return _header(layers, full=False, day=timezone.now())

    def read(self, path: Path) -> Iterator[Record]:
        decided = states()
        for number, rule in enumerate(self._rules):
            self._progress("změny střetů", number, len(self._rules))
            tables = Tables(self._cursor)
            try:
                yield from self._of(rule, tables, decided)
            finally:
                tables.drop()

    def _of(
        self, rule: ConflictRule, tables: Tables, decided: Mapping[str, str]
    ) -> Iterator[Record]:
        a = touched(self._cursor, rule.layer_a, self._runs)
        b = touched(self._cursor, rule.layer_b, self._runs)
        gone = known_of(self._cursor, rule, a, b)
        for record in found.around(rule, tables, self._cursor, decided, changed_a=a, changed_b=b):
            gone.discard(str(record.code))
            yield record
        for code in sorted(gone):
            yield Record(rule.layer_id, code, deleted=True)


class _Given:
    """One record, as it is."""

    name = SOURCE

    def __init__(self, record: Record) -> None:
        self._record = record

    def accepts(self, path: Path) -> bool:
        return False

    def header(self, path: Path) -> Header:
        return _header([self._record.layer], full=False)

    def read(self, path: Path) -> Iterator[Record]:
        yield self._record
