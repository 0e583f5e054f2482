"""Diff and publish: one layer of a run at a time, inside the run's one transaction."""

from datetime import datetime
from typing import Any

from psycopg2 import sql

from layers.importers import figures, purpose_map
from layers.importers.counts import Counts
from layers.importers.record import Header
from layers.importers.statement import stage_name, statement
from layers.importers.target import Target, target
from layers.models import ImportRun

EACH_BOX_UP_TO = 2_000
CELL_M = 500
_ANALYZE_SHARE = 0.1
_SEARCHED = """
    SELECT DISTINCT a.attname FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = %s::regclass
"""


def check_layer(cursor: Any, run: ImportRun, header: Header, layer: str) -> Counts:
    """Moves what may not be published to quarantine; counts what the rest has for a place."""
    goal = target(layer)
    values = {"run": run.pk, "layer": layer, "asides": list(header.asides.get(layer, ()))}
    if layer in header.known_by:
        cursor.execute(statement("recognize", goal, header))
    cursor.execute("DROP TABLE IF EXISTS bad")
    cursor.execute(statement("check", goal, header))
    purpose_map.refuse(cursor, goal, header)
    figures.refuse(cursor, goal, header)
    cursor.execute(statement("quarantine", goal, header), values)
    counts = Counts()
    cursor.execute(statement("measure", goal, header))
    counts.with_outline, counts.with_point_only, counts.without_place, area = cursor.fetchone()
    counts.area_m2 = float(area)
    cursor.execute("DROP TABLE bad")
    return counts


def publish_layer(
    cursor: Any, run: ImportRun, header: Header, counts: Counts, *, layer: str, moment: datetime
) -> None:
    """Closes and opens the rows that differ, touches no other, and notes where the map changed."""
    goal = target(layer)
    values = {
        "run": run.pk,
        "layer": layer,
        "source": header.source,
        "moment": moment,
        "yields_to": list(header.yields_to),
    }

    def execute(name: str) -> int:
        cursor.execute(statement(name, goal, header), values)
        return int(cursor.rowcount)

    execute("known")
    known, counts.kept = cursor.fetchone()
    if header.is_full:
        counts.removed = execute("remove")
    else:
        counts.removed = execute("delete")
        counts.not_known = _deletions(cursor, goal) - counts.removed
    if known:
        execute("diff")
        execute("replace")
        counts.changed = int(cursor.rowcount)
        cursor.execute("DROP TABLE diff")
    counts.unchanged = known - counts.kept - counts.changed
    counts.added = execute("add")
    touched = counts.added + counts.changed + counts.removed
    _note_change(cursor, run, goal, header, touched)
    ended = purpose_map.retire(cursor, run, goal, header, moment)
    _note_change(cursor, run, target(purpose_map.PARCELS), header, ended)
    run.messages.extend(purpose_map.borders(cursor, goal, header))


def _note_change(cursor: Any, run: ImportRun, goal: Target, header: Header, touched: int) -> None:
    if touched:
        cell_m = 0.01 if touched <= EACH_BOX_UP_TO else CELL_M
        values = {"run": run.pk, "layer": goal.layer, "cell_m": cell_m}
        cursor.execute(statement("changed_area", goal, header), values)


def _deletions(cursor: Any, goal: Target) -> int:
    cursor.execute(
        sql.SQL("SELECT count(*) FROM {} WHERE deleted").format(
            sql.Identifier(stage_name(goal.layer))
        )
    )
    return int(cursor.fetchone()[0])


def analyze(cursor: Any, goal: Target, *, changed: int) -> None:
    """Fresh statistics when a tenth of the table has changed; for less, autovacuum is in time.

    Only of the columns that are searched; the others autovacuum adds.
    """
    cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [goal.table])
    if changed < _ANALYZE_SHARE * cursor.fetchone()[0]:
        return
    cursor.execute(_SEARCHED, [goal.table])
    names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall())
    cursor.execute(sql.SQL("ANALYZE {} ({})").format(sql.Identifier(goal.table), names))
