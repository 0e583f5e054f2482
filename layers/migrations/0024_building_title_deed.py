from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('layers', '0023_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='building',
            name='title_deed',
            field=models.IntegerField(null=True),
        ),
    ]
