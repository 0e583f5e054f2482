"""Personal addresses of the services."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonalAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="název")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("ending", models.CharField(editable=False, max_length=4, verbose_name="konec")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="vytvořena")),
                ("made_by", models.TextField(editable=False, verbose_name="vytvořil")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="platí do")),
                (
                    "revoked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="zrušena"),
                ),
                (
                    "last_used_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="naposledy použita"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="personal_addresses",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="čí práva má",
                    ),
                ),
            ],
            options={
                "verbose_name": "osobní adresa",
                "verbose_name_plural": "osobní adresy",
                "ordering": ["-pk"],
                "permissions": [("make_for_others", "Smí zakládat osobní adresy i jiným účtům")],
            },
        ),
    ]
