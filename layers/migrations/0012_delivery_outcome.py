from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('layers', '0011_run_protocol'),
    ]

    operations = [
        migrations.AddField(
            model_name='delivery',
            name='outcome',
            field=models.JSONField(default=dict),
        ),
    ]
