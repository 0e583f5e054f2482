from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('layers', '0024_building_title_deed'),
    ]

    operations = [
        migrations.AddField(
            model_name='parcel',
            name='map_date',
            field=models.DateField(null=True),
        ),
    ]
