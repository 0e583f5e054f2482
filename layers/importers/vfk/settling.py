"""Staged records of a change file brought to what they mean against what is known."""

from pathlib import Path
from typing import Any

from psycopg2 import sql

from layers.importers.staging import Stage
from layers.importers.statement import stage_name, statement
from layers.importers.target import Target, target
from layers.importers.vfk import owners, title_deeds
from layers.importers.vfk.owner_settling import settle_owners
from layers.importers.vfk.untold import LISTS
from layers.models import ImportRun

_SQL = Path(__file__).parent / "sql"


def settle(cursor: Any, run: ImportRun, stage: Stage) -> dict[str, Any]:
    """Fills in what the records of a change file leave unsaid; there is nothing for a protocol."""
    for layer in stage.header.asides:
        if layer in stage.layers:
            _settle_objects(cursor, run, stage, target(layer))
    if stage.header.asides and owners.LAYER in stage.layers:
        settle_owners(cursor, run, stage)
    return {}


def _settle_objects(cursor: Any, run: ImportRun, stage: Stage, goal: Target) -> None:
    if goal.layer in stage.header.known_by:
        cursor.execute(statement("recognize", goal, stage.header))
    known = (*goal.names, *(name for name, _ in goal.geometries))
    _run(cursor, "mentioned", goal)
    stage.layers[goal.layer] -= cursor.rowcount
    kept = sql.SQL(", ").join(_kept(name) for name in known if name not in LISTS)
    _run(cursor, "untold", goal, kept=kept)
    for column in LISTS:
        if column in known:
            names = {"column": sql.Identifier(column), "name": sql.Literal(column)}
            _run(cursor, "listed", goal, **names)
    _run(cursor, "deeds", goal, deeds=sql.Literal(title_deeds.LAYER))
    _run(cursor, "deeds_unknown", goal, deeds=sql.Literal(title_deeds.LAYER))
    if cursor.rowcount:
        run.messages.append(
            f"Vrstva {goal.layer}: číslo listu vlastnictví {cursor.rowcount} objektů neuvádí "
            "soubor ani dříve nahraná data; zůstává dosavadní, kde se list nezměnil. Doplní je "
            "úplný soubor."
        )


def _kept(column: str) -> sql.Composable:
    return sql.SQL("{0} = CASE WHEN {1} = ANY(s.untold) THEN cur.{0} ELSE s.{0} END").format(
        sql.Identifier(column), sql.Literal(column)
    )


def _run(cursor: Any, file: str, goal: Target, **parts: sql.Composable) -> None:
    text = sql.SQL((_SQL / f"{file}.sql").read_text(encoding="utf-8"))
    cursor.execute(
        text.format(
            stage=sql.Identifier(stage_name(goal.layer)), table=sql.Identifier(goal.table), **parts
        )
    )
