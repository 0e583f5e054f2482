"""What a run would change, object by object; and its outcome, short enough to be compared."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from psycopg2 import sql

from layers.importers.target import Target, target
from layers.models import DifferenceRow, ImportRun

SHOWN_OF_KIND = 500
"""So many objects of each layer and kind are kept; the counts are exact."""

GEOMETRY = "geometrie"
_COMPARED = ("added", "changed", "removed", "unchanged", "kept", "quarantined")
_HIDDEN = ["id", "recorded", "source", "opened_by_id", "closed_by_id", "content_hash", "layer",
           "code", "geom", "geom_3d", "point", "generalized", "geom_kind",
           "cover"]  # fmt: skip
_FOLDER = Path(__file__).parent
_TOUCHED = sql.SQL((_FOLDER / "touched.sql").read_text(encoding="utf-8"))
_DIFFERENCE = sql.SQL((_FOLDER / "difference.sql").read_text(encoding="utf-8"))
_KINDS = {
    DifferenceRow.Kind.ADDED: ("LEFT", "c.id IS NULL"),
    DifferenceRow.Kind.CHANGED: ("INNER", "true"),
    DifferenceRow.Kind.REMOVED: ("RIGHT", "o.id IS NULL"),
}

Outcome = dict[str, dict[str, int | str]]
"""Layer → counts and a fingerprint of the rows that are opened and closed."""


@dataclass
class Difference:
    """A witness of a dry run: keeps what would disappear with the transaction."""

    rows: list[DifferenceRow] = field(default_factory=list)
    outcome: Outcome = field(default_factory=dict)

    def __call__(self, cursor: Any, run: ImportRun) -> None:
        self.outcome = outcome(cursor, run)
        self.rows = [row for layer in _touched(run) for row in _rows(cursor, run, layer)]


def outcome(cursor: Any, run: ImportRun) -> Outcome:
    """What the run has done, inside its transaction."""
    found: Outcome = {}
    for layer, counts in run.counts.items():
        found[layer] = {name: int(counts[name]) for name in _COMPARED}
        found[layer]["fingerprint"] = _fingerprint(cursor, run, target(layer))
    return found


def _touched(run: ImportRun) -> Iterator[str]:
    for layer, counts in run.counts.items():
        if counts["added"] or counts["changed"] or counts["removed"]:
            yield layer


def _fingerprint(cursor: Any, run: ImportRun, goal: Target) -> str:
    """Independent of order; of codes and contents, not of when and by which run."""
    statement = sql.SQL(
        "SELECT coalesce(bit_xor(hashtextextended(concat_ws("
        "' ', code, content_hash, opened_by_id = %(run)s), 0)), 0)"
        " FROM {table} cur WHERE (opened_by_id = %(run)s OR closed_by_id = %(run)s) {of_layer}"
    )
    cursor.execute(_filled(statement, goal), {"run": run.pk})
    return str(cursor.fetchone()[0])


def _rows(cursor: Any, run: ImportRun, layer: str) -> Iterator[DifferenceRow]:
    goal = target(layer)
    for kind in _KINDS:
        shown, before, after = _chosen(cursor, run, goal, kind)
        values = {"shown": shown, "before": before, "after": after, "hidden": _HIDDEN}
        cursor.execute(_filled(_DIFFERENCE, goal), values)
        for code, *rows, moved, geom in cursor.fetchall():
            old, new = (json.loads(row) if row else None for row in rows)
            yield DifferenceRow(
                run=run,
                layer=layer,
                kind=kind,
                code=code,
                label=_label(new or old or {}),
                changes=_changes(old, new, moved) if old and new else {},
                geom=GEOSGeometry(geom) if geom else None,
            )


def _chosen(
    cursor: Any, run: ImportRun, goal: Target, kind: DifferenceRow.Kind
) -> tuple[Sequence[int | None], ...]:
    """Ids of the rows to show, before and after.

    The planner takes the run's fresh rows for a handful and would compare each with each.
    """
    join, condition = _KINDS[kind]
    statement = _filled(_TOUCHED, goal, join=sql.SQL(join), condition=sql.SQL(condition))
    cursor.execute("SET LOCAL enable_nestloop = off")
    cursor.execute(statement, {"run": run.pk, "limit": SHOWN_OF_KIND})
    found = cursor.fetchall()
    cursor.execute("SET LOCAL enable_nestloop = on")
    return tuple([row[column] for row in found] for column in range(3))


def _filled(statement: sql.SQL, goal: Target, **more: sql.Composable) -> sql.Composed:
    of_layer = sql.SQL("AND cur.layer = {}").format(sql.Literal(goal.layer))
    return statement.format(
        table=sql.Identifier(goal.table),
        of_layer=of_layer if goal.thematic else sql.SQL(""),
        **more,
    )


def _label(row: dict[str, Any]) -> str:
    """What people call the object by, where its row has that."""
    name = row.get("label") or row.get("name")
    if name is None and row.get("house_number"):
        return f"č. p. {row['house_number']}"
    return str(name or "")


def _changes(before: dict[str, Any], after: dict[str, Any], moved: bool) -> dict[str, list[Any]]:
    old, new = _flat(before), _flat(after)
    changes = {
        name: [old.get(name), new.get(name)]
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    }
    return changes | ({GEOMETRY: [None, None]} if moved else {})


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in row.items() if name != "attributes"}
    return rest | (row.get("attributes") or {})
