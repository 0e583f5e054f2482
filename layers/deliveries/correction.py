"""What corrected records leave behind: the quarantine that they resolve."""

from typing import Any

from psycopg2 import sql

from layers.importers.correction import CORRECTION_OF
from layers.importers.target import target
from layers.models import ImportRun

_RESOLVED = sql.SQL(
    "UPDATE layers_quarantine q SET resolved_by_id = %(run)s"
    " WHERE q.run_id = %(origin)s AND q.layer = %(layer)s AND EXISTS ("
    "SELECT FROM {table} cur WHERE cur.code::text = q.code AND cur.opened_by_id = %(run)s)"
)


def resolve_quarantine(cursor: Any, run: ImportRun) -> None:
    """Marks the records of the corrected run that this one has brought in."""
    origins = [int(number) for number in str(run.header.get(CORRECTION_OF, "")).split()]
    for origin in origins:
        for layer in run.counts:
            statement = _RESOLVED.format(table=sql.Identifier(target(layer).table))
            cursor.execute(statement, {"run": run.pk, "origin": origin, "layer": layer})
