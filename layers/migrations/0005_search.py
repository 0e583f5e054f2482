"""The function and the indexes of search."""

from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).resolve().parent.parent / "search"


def sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("layers", "0004_coverage_by_run")]

    operations = [
        migrations.RunSQL(sql("fold"), "DROP FUNCTION IF EXISTS public.dmvs_fold(text)"),
        migrations.RunSQL(sql("indexes"), sql("drop_indexes")),
    ]
