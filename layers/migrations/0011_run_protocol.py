"""What the checks of a format found in a file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("layers", "0010_feature_heights")]

    operations = [
        migrations.AddField(
            "importrun", "protocol", models.JSONField(blank=True, default=dict)
        ),
    ]
