"""The extensions that the tables need; a private cluster has them already."""

from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


class Migration(migrations.Migration):
    operations = [
        CreateExtension("postgis"),
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
    ]
