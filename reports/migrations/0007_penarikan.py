"""A finished document may be taken back: its status, its row, and its number for the next one of the same subject."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0006_pengelola_dasar'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='dokumen',
            name='status',
            field=models.CharField(choices=[('DRAFT', 'Draf'), ('FINAL', 'Selesai'), ('SIGNED', 'Ditandatangani'), ('REPLACED', 'Digantikan'), ('WITHDRAWN', 'Ditarik kembali')], default='DRAFT', max_length=9, verbose_name='status'),
        ),
        migrations.RemoveConstraint(
            model_name='dokumen',
            name='dokumen_nomor_unik',
        ),
        migrations.AddConstraint(
            model_name='dokumen',
            constraint=models.UniqueConstraint(condition=~Q(nomor='') & ~Q(status='WITHDRAWN'), fields=('perangkat_daerah', 'jenis', 'nomor'), name='dokumen_nomor_unik', violation_error_message='Nomor dokumen ini sudah dipakai.'),
        ),
        migrations.CreateModel(
            name='Penarikan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('dokumen', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='penarikan', to='reports.dokumen')),
                ('alasan', models.CharField(max_length=1000, verbose_name='alasan')),
                ('berlaku_kembali', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.dokumen')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'penarikan',
                'verbose_name_plural': 'penarikan',
                'abstract': False,
                'base_manager_name': 'objects',
            },
        ),
    ]
