"""Heights of thematic features."""

import django.contrib.gis.db.models.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("layers", "0009_deliveries_and_jobs")]

    operations = [
        migrations.AddField(
            "feature",
            "geom_3d",
            django.contrib.gis.db.models.fields.GeometryField(
                dim=3, null=True, spatial_index=False, srid=5514
            ),
        ),
    ]
