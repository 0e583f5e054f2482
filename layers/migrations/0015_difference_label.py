from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('layers', '0014_coverage_interval'),
    ]

    operations = [
        migrations.AddField(
            model_name='differencerow',
            name='label',
            field=models.TextField(blank=True, default=''),
        ),
    ]
