"""The schema `served`: what the reading role may see, one view per register, always made anew."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from psycopg2 import sql

_FOLDER = Path(__file__).parent / "sql"
_CURRENT_ROWS = re.compile(
    r"CREATE VIEW served\.(?P<name>\w+) AS.*?\n  r\.geom\nFROM (?P<table>layers_\w+) r\b"
    r".*WHERE upper_inf\(r\.recorded\);",
    re.DOTALL,
)
_FUNCTION = re.compile(r"CREATE FUNCTION served\.(?P<name>\w+)\((?P<asked>[^)]*)\)")
_ROWS = re.compile(r"(?P<word>FROM|JOIN) served\.(?P<view>\w+) (?P<alias>\w+)\b")
_LOOKS_BACK = ("extract_object", "layer_known")
"""The functions that are asked what was known at a moment, too."""
_HELD = (
    "((upper_inf(k.recorded) AND k.recorded @> known_at)"
    " OR (NOT upper_inf(k.recorded) AND k.recorded @> known_at))"
)  # said twice whether a row is closed: that is what the partial indexes are found by
_NOT_TAKEN_BACK = (
    "NOT EXISTS (SELECT FROM layers_importrun run"
    " WHERE run.id = r.opened_by_id AND run.state = 'rolled_back')"
)


def with_history(statement: str) -> list[str]:
    """The statement, and for a view of current rows the three that look back.

    `…_history` has the columns of the view and `recorded` for every row that was ever held true
    and never taken back by a rollback; `…_versions` has only which those are, without names of
    units, to find out which of several versions counts on a day. `…_then` has every row with
    `recorded`, also what a rollback has taken back since: what was told at a moment is asked of it.
    """
    view = _CURRENT_ROWS.search(statement)
    if view is None or view["name"].endswith("_ground"):
        return [statement]
    name, table = view["name"], view["table"]
    all_rows = statement.replace("\n  r.geom\nFROM", "\n  r.recorded,\n  r.geom\nFROM")
    history = all_rows.replace(f"VIEW served.{name} AS", f"VIEW served.{name}_history AS")
    history = history.replace("WHERE upper_inf(r.recorded);", f"WHERE {_NOT_TAKEN_BACK};")
    then = all_rows.replace(f"VIEW served.{name} AS", f"VIEW served.{name}_then AS")
    then = then.replace("\nWHERE upper_inf(r.recorded);", ";")
    layer = "r.layer, " if table == "layers_feature" else ""
    versions = (
        f"CREATE VIEW served.{name}_versions AS SELECT {layer}r.code AS fid, r.valid, r.recorded"  # noqa: S608  names of our own files
        f" FROM {table} r WHERE {_NOT_TAKEN_BACK};"
    )
    return [statement, history, then, versions]


def looking_back(statement: str) -> list[str]:
    """The statement, and for a function of `_LOOKS_BACK` its twin `…_then`.

    The twin takes one argument more, `known_at`, and reads the rows that were held true then.
    """
    function = _FUNCTION.search(statement)
    if function is None or function["name"] not in _LOOKS_BACK:
        return [statement]
    name, asked = function["name"], function["asked"]
    twin = statement.replace(f"{name}({asked})", f"{name}_then({asked}, known_at timestamptz)")
    return [statement, _ROWS.sub(_held_then, twin)]


def _held_then(rows: re.Match[str]) -> str:
    held = f"SELECT k.* FROM served.{rows['view']}_then k WHERE {_HELD}"  # noqa: S608  our own names
    return f"{rows['word']} ({held}) {rows['alias']}"


def drop_views(*, using: str, plan: list[Any], **_: object) -> None:
    """Before tables change: the views stand in the way of dropped and altered columns."""
    if plan and connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS served CASCADE")


def create_views(*, using: str, **_: object) -> None:
    """After migrations: functions and views from their files, rights for the reading role."""
    if using != "default":
        return
    with connections[using].cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS served CASCADE; CREATE SCHEMA served")
        cursor.execute("SET check_function_bodies = off")  # they call one another in any order
        for file in sorted(_FOLDER.glob("*/*.sql")):
            text = file.read_text(encoding="utf-8")
            for statement in (each for one in looking_back(text) for each in with_history(one)):
                cursor.execute(statement.replace("%", "%%"), ())
        cursor.execute("RESET check_function_bodies")
        reader = settings.DATABASES["reader"]["USER"]
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [reader])
        if cursor.fetchone():
            cursor.execute(
                sql.SQL(
                    "GRANT USAGE ON SCHEMA served TO {reader};"
                    "GRANT SELECT ON ALL TABLES IN SCHEMA served TO {reader}"
                ).format(reader=sql.Identifier(reader))
            )
