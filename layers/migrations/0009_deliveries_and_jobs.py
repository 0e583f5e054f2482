import django.contrib.gis.db.models.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('layers', '0008_run_published'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportSource',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(unique=True, verbose_name='jméno zdroje')),
                ('title', models.TextField(blank=True, default='', verbose_name='popis')),
                ('publishes_alone', models.BooleanField(default=False, help_text='Dodávky se zveřejní hned po kontrole; podezřelý úbytek přesto čeká na člověka.', verbose_name='zveřejnit bez schválení')),
                ('folder', models.TextField(blank=True, default='', help_text='Odkud se soubory berou; musí ležet ve sledované složce (GIS_WATCHED_FOLDERS).', verbose_name='složka')),
                ('every_minutes', models.PositiveIntegerField(blank=True, help_text='Prázdné: složka se nesleduje.', null=True, verbose_name='jak často (min)')),
                ('looked_at', models.DateTimeField(editable=False, null=True, verbose_name='naposledy prohlédnuto')),
            ],
            options={
                'verbose_name': 'zdroj dat',
                'verbose_name_plural': 'zdroje dat',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='WatchedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.TextField(unique=True)),
                ('size_bytes', models.BigIntegerField()),
                ('modified_ns', models.BigIntegerField()),
                ('seen_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name='importrun',
            options={'verbose_name': 'běh importu', 'verbose_name_plural': 'běhy importu'},
        ),
        migrations.AlterModelOptions(
            name='quarantine',
            options={'verbose_name': 'záznam v karanténě', 'verbose_name_plural': 'karanténa'},
        ),
        migrations.AddField(
            model_name='quarantine',
            name='resolved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='resolved', to='layers.importrun'),
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.TextField(choices=[('checking', 'kontroluje se'), ('ready', 'čeká na schválení'), ('approved', 'schváleno, zveřejňuje se'), ('published', 'zveřejněno'), ('returned', 'vráceno'), ('refused', 'odmítnuto'), ('failed', 'selhalo'), ('cancelled', 'zrušeno'), ('rolled_back', 'vráceno zpět')], default='checking', verbose_name='stav')),
                ('channel', models.TextField(choices=[('upload', 'nahráno'), ('folder', 'sledovaná složka'), ('correction', 'opravené záznamy')], verbose_name='odkud')),
                ('source', models.TextField(blank=True, default='', verbose_name='zdroj')),
                ('forced', models.BooleanField(default=False, verbose_name='i mimo řetěz a starší data')),
                ('file_name', models.TextField(verbose_name='soubor')),
                ('file_sha256', models.TextField(verbose_name='SHA-256')),
                ('size_bytes', models.BigIntegerField(verbose_name='velikost')),
                ('stored', models.TextField()),
                ('reason', models.TextField(blank=True, default='', verbose_name='důvod')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='přišlo')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('preview', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='previewed', to='layers.importrun')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='delivered', to='layers.importrun')),
            ],
            options={
                'verbose_name': 'dodávka',
                'verbose_name_plural': 'dodávky',
                'ordering': ['-pk'],
                'permissions': [('approve_delivery', 'Smí schválit nebo vrátit dodávku dat'), ('roll_back_run', 'Smí vrátit zveřejněný import')],
            },
        ),
        migrations.CreateModel(
            name='AuditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='kdy')),
                ('who', models.TextField(verbose_name='kdo')),
                ('what', models.TextField(verbose_name='co')),
                ('note', models.TextField(blank=True, default='', verbose_name='poznámka')),
                ('file_name', models.TextField(blank=True, default='', verbose_name='soubor')),
                ('file_sha256', models.TextField(blank=True, default='', verbose_name='SHA-256')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='audit', to='layers.importrun')),
                ('delivery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='audit', to='layers.delivery')),
            ],
            options={
                'verbose_name': 'záznam o postupu',
                'verbose_name_plural': 'záznamy o postupu',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DifferenceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layer', models.TextField()),
                ('kind', models.TextField(choices=[('added', 'přidáno'), ('changed', 'změněno'), ('removed', 'odebráno')])),
                ('code', models.TextField()),
                ('changes', models.JSONField(default=dict)),
                ('geom', django.contrib.gis.db.models.fields.GeometryField(null=True, spatial_index=False, srid=5514)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='difference', to='layers.importrun')),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField(verbose_name='úloha')),
                ('state', models.TextField(choices=[('waiting', 'čeká'), ('running', 'běží'), ('done', 'hotovo'), ('failed', 'selhalo'), ('cancelled', 'zrušeno')], default='waiting', verbose_name='stav')),
                ('result_id', models.UUIDField(null=True, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='zadáno')),
                ('started_at', models.DateTimeField(null=True, verbose_name='začátek')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='konec')),
                ('heartbeat_at', models.DateTimeField(null=True, verbose_name='naposledy živá')),
                ('attempt', models.PositiveIntegerField(default=0, verbose_name='pokus')),
                ('phase', models.TextField(blank=True, default='', verbose_name='fáze')),
                ('done', models.BigIntegerField(default=0, verbose_name='hotovo')),
                ('total', models.BigIntegerField(null=True, verbose_name='celkem')),
                ('log', models.JSONField(default=list, verbose_name='záznam')),
                ('cancel_wanted_by', models.TextField(blank=True, default='', verbose_name='zrušil')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='zadal')),
                ('delivery', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to='layers.delivery')),
            ],
            options={
                'verbose_name': 'úloha',
                'verbose_name_plural': 'úlohy',
            },
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['file_sha256'], name='delivery_sha256'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['state'], name='delivery_state'),
        ),
        migrations.AddIndex(
            model_name='differencerow',
            index=models.Index(fields=['run', 'layer', 'kind'], name='difference_of_run'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['state'], name='job_state'),
        ),
    ]
