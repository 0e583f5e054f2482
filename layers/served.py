"""The schema `served`: what the reading role may see, one view per register, always made anew."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from psycopg2 import sql

_FOLDER = Path(__file__).parent / "sql"


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
            cursor.execute(file.read_text(encoding="utf-8").replace("%", "%%"), ())
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
