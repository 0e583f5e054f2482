"""Cadastral units of a municipality, for the search of parcels."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("layers", "0012_delivery_outcome")]

    operations = [
        migrations.AddIndex(
            "cadastralunit",
            models.Index(
                fields=["municipality_code"],
                name="cadastralunit_municipality",
                condition=models.Q(("recorded__upper_inf", True)),
            ),
        ),
    ]
