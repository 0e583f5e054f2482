"""What the database holds; runs inside `.venv`, and answers the launcher in JSON.

python -m gis.launcher.content prepare    bring the database up to date, then describe it
python -m gis.launcher.content            describe it
"""

import json
import sys
from dataclasses import asdict, dataclass

import django
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import Error

_EXTENSIONS = ("postgis", "pg_trgm", "unaccent", "btree_gist")
_PATIENCE_MS = 1_500


@dataclass(frozen=True)
class ServedLayer:
    """A layer with its number of features; none when counting would take too long."""

    id: str
    title: str
    features: int | None


def main() -> None:
    """Print `{"is_empty": …, "layers": […]}`, or what keeps the product from starting.

    That is `{"missing": […]}` from the database, or `{"refused": […]}` by Django's checks.
    """
    django.setup()
    if refused := refusals():
        json.dump({"refused": refused}, sys.stdout)
        return
    if missing := missing_extensions():
        json.dump({"missing": missing}, sys.stdout)
        return
    if sys.argv[1:] == ["prepare"]:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
    json.dump({"is_empty": is_empty(), "layers": [asdict(x) for x in layers()]}, sys.stdout)


def refusals() -> list[str]:
    """What Django's checks take for an error, each with what to do."""
    serious = (message for message in run_checks() if message.is_serious())
    return [f"{message.msg} {message.hint or ''}".strip() for message in serious]


def missing_extensions() -> list[str]:
    """Extensions that only the administrator of a database of `DATABASE_URL` can add."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in _EXTENSIONS if name not in present]


def is_empty() -> bool:
    """Whether nothing was ever published."""
    from layers.models import ImportRun  # noqa: PLC0415 - after django.setup()

    return not ImportRun.objects.filter(state=ImportRun.State.PUBLISHED).exists()


def layers() -> list[ServedLayer]:
    """The layers that have a view of their own, in the order of the catalogue."""
    from layers.catalogue import catalogue  # noqa: PLC0415 - after django.setup()

    return [
        ServedLayer(layer.id, layer.title.cs, _count(layer.id))
        for layer in catalogue().layers.values()
        if layer.register
    ]


def _count(layer: str) -> int | None:
    table = connection.ops.quote_name(layer)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [_PATIENCE_MS])
            cursor.execute("SELECT count(*) FROM served." + table)  # noqa: S608 - quoted above
            return int(cursor.fetchone()[0])
    except Error:
        return None


if __name__ == "__main__":
    main()
