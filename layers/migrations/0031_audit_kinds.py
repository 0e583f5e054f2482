"""The audit log tells kinds of things apart and, at sign-ins, where they came from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("layers", "0030_own_numbers")]

    operations = [
        migrations.AddField(
            model_name="auditline",
            name="address",
            field=models.GenericIPAddressField(null=True, verbose_name="adresa klienta"),
        ),
        migrations.AddField(
            model_name="auditline",
            name="kind",
            field=models.TextField(
                choices=[
                    ("data", "data"),
                    ("sign_in", "přihlášení"),
                    ("refused", "odmítnuté přihlášení"),
                    ("locked", "příliš mnoho pokusů"),
                    ("account", "účet"),
                    ("factor", "druhý faktor"),
                    ("credential", "přístup pro programy"),
                    ("rights", "práva"),
                    ("download", "výdej dat"),
                ],
                default="data",
                verbose_name="druh",
            ),
        ),
        migrations.AddIndex(
            model_name="auditline",
            index=models.Index(fields=["kind", "at"], name="audit_kind"),
        ),
    ]
