"""Outlines of parcels as ready text."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("layers", "0017_cadastre_exchange")]

    operations = [
        migrations.CreateModel(
            name="ParcelOutline",
            fields=[
                (
                    "parcel",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="layers.parcel",
                    ),
                ),
                ("geojson", models.TextField()),
            ],
        ),
    ]
