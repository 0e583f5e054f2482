"""Rollback: a run's rows are closed and those it closed are opened again, as a run of its own."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg2 import sql

from layers.errors import RefusedImport
from layers.importers.counts import Counts
from layers.importers.gate import publishing_lock
from layers.importers.publishing import CELL_M, EACH_BOX_UP_TO
from layers.importers.record import Header
from layers.importers.report import STATES
from layers.importers.statement import statement
from layers.importers.target import Target, target
from layers.models import ImportRun
from layers.signals import published


def roll_back(run_id: int) -> ImportRun:
    """Takes back a published run and returns the run that did it; history keeps both.

    Raises `RefusedImport` when there is no such run, or a later one builds on it.
    """
    with publishing_lock(), transaction.atomic(), connection.cursor() as cursor:
        run = ImportRun.objects.select_for_update().filter(pk=run_id).first()
        if run is None:
            raise RefusedImport(f"Běh {run_id} neexistuje; seznam běhů vypíše ./dmvs imports.")
        if run.state != ImportRun.State.PUBLISHED or run.rollback_of_id:
            raise RefusedImport(
                f"Běh {run_id} není zveřejněný import ({STATES[run.state]}), nelze jej vrátit."
            )
        layers = [layer for layer in run.counts if _touched(run, layer)]
        for layer in layers:
            _check_latest(cursor, run, target(layer))
        back = ImportRun.objects.create(
            source=run.source, reader=run.reader, file_name=run.file_name,
            file_sha256=run.file_sha256, data_date=run.data_date, rollback_of=run,
            state=ImportRun.State.PUBLISHED, published_at=timezone.now(),
        )  # fmt: skip
        for layer in layers:
            back.counts[layer] = _restore(cursor, run, back, layer).as_dict()
        back.save()
        run.state = ImportRun.State.ROLLED_BACK
        run.save()
        _forget_confirmations(run)
    published.send(sender=ImportRun, run=back)
    return back


def reason_against(run: ImportRun) -> str:
    """Why the run cannot be taken back now; empty when it can."""
    if run.state != ImportRun.State.PUBLISHED or run.rollback_of_id:
        return "Vrátit lze jen zveřejněný import."
    try:
        with connection.cursor() as cursor:
            for layer in run.counts:
                if _touched(run, layer):
                    _check_latest(cursor, run, target(layer))
    except RefusedImport as exc:
        return str(exc)
    return ""


def _forget_confirmations(run: ImportRun) -> None:
    """Later runs of the same file that found nothing to change spoke of what is gone now."""
    later = ImportRun.objects.filter(
        pk__gt=run.pk,
        file_sha256=run.file_sha256,
        state=ImportRun.State.PUBLISHED,
        rollback_of=None,
    )
    for other in later:
        if not any(_touched(other, layer) for layer in other.counts):
            other.state = ImportRun.State.ROLLED_BACK
            other.save()


def _touched(run: ImportRun, layer: str) -> bool:
    counts = run.counts[layer]
    return bool(counts["added"] or counts["changed"] or counts["removed"])


def _fill(text: str, goal: Target, **more: sql.Composable) -> sql.Composed:
    of_layer = sql.SQL("AND {}.layer = {}")
    return sql.SQL(text).format(
        table=sql.Identifier(goal.table),
        of_row=of_layer.format(sql.SQL("cur"), sql.Literal(goal.layer))
        if goal.thematic
        else sql.SQL(""),
        **more,
    )


def _check_latest(cursor: Any, run: ImportRun, goal: Target) -> None:
    cursor.execute(
        _fill(
            "SELECT min(closed_by_id) FROM {table} cur"
            " JOIN layers_importrun later ON later.id = cur.closed_by_id"
            " WHERE later.state = 'published' AND (opened_by_id = %(run)s OR {reopened}) {of_row}",
            goal,
            reopened=_fill(_REOPENED, goal),
        ),
        {"run": run.pk},
    )
    later = cursor.fetchone()[0]
    if later:
        raise RefusedImport(
            f"Na běh {run.pk} navazuje běh {later} (vrstva {goal.layer}); vraťte nejdříve jej."
        )


_REOPENED = (
    "opened_by_id IN (SELECT id FROM layers_importrun WHERE rollback_of_id > %(run)s) AND EXISTS ("
    "SELECT FROM {table} origin WHERE origin.opened_by_id = %(run)s"
    " AND origin.code = cur.code AND origin.content_hash = cur.content_hash)"
)
"""The run's own rows that a later run had closed and its rollback opened again."""


def _restore(cursor: Any, run: ImportRun, back: ImportRun, layer: str) -> Counts:
    goal = target(layer)
    moment: datetime | None = back.published_at
    values = {"run": run.pk, "back": back.pk, "moment": moment}
    counts = Counts()
    cursor.execute(
        _fill(
            "UPDATE {table} cur SET recorded = tstzrange(lower(recorded), %(moment)s),"
            " closed_by_id = %(back)s"
            " WHERE upper_inf(recorded) AND (opened_by_id = %(run)s OR {reopened}) {of_row}",
            goal,
            reopened=_fill(_REOPENED, goal),
        ),
        values,
    )
    counts.removed = cursor.rowcount
    kept = [name for name, _ in goal.geometries] + list(goal.names)
    columns = ["code", "valid", "source", "content_hash", "geom", "geom_kind", *kept]
    if goal.thematic:
        columns.append("layer")
    cursor.execute(
        _fill(
            "INSERT INTO {table} ({columns}, recorded, opened_by_id)"
            " SELECT {columns}, tstzrange(%(moment)s, NULL), %(back)s FROM {table} cur"
            " WHERE closed_by_id = %(run)s {of_row}",
            goal,
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        ),
        values,
    )
    counts.added = cursor.rowcount
    few = counts.removed + counts.added <= EACH_BOX_UP_TO
    cursor.execute(
        statement("changed_area", goal, Header("", "", is_full=True, layers=(), provides={})),
        {"run": back.pk, "layer": layer, "cell_m": 0.01 if few else CELL_M},
    )
    return counts
