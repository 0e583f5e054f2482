"""Usage by day, layer, channel and municipality."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="UsageCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="den")),
                ("layer", models.TextField(blank=True, default="", verbose_name="vrstva")),
                (
                    "channel",
                    models.TextField(
                        choices=[
                            ("tile", "dlaždice (WMTS)"),
                            ("wmts", "WMTS, ostatní"),
                            ("wms", "WMS"),
                            ("api", "OGC API"),
                            ("vector", "vektorové dlaždice"),
                            ("identify", "dotaz na místo"),
                            ("search", "hledání"),
                        ],
                        verbose_name="kanál",
                    ),
                ),
                ("municipality_code", models.BigIntegerField(default=0, verbose_name="kód obce")),
                ("count", models.BigIntegerField(verbose_name="odpovědí")),
            ],
            options={
                "verbose_name": "využití",
                "verbose_name_plural": "využití",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "layer", "channel", "municipality_code"), name="usage_of_day"
                    )
                ],
            },
        ),
    ]
