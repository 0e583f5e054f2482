"""How long a provider's word on a layer is to be believed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("layers", "0013_unit_municipality")]

    operations = [
        migrations.AddField("coverage", "interval_months", models.SmallIntegerField(null=True)),
    ]
