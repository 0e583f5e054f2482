"""Indexes by which documents are found."""

from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).resolve().parent.parent / "search"


def sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("layers", "0028_search_of_ended_parcels_and_addresses")]

    operations = [migrations.RunSQL(sql("document_indexes"), sql("drop_document_indexes"))]
