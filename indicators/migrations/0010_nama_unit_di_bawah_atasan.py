"""A unit's name stands once below one superior, no longer once in the whole perangkat daerah.

The pages kept to it, a workbook did not have to: where two of one name stand beside each other, the younger ones get
their code behind the name.
"""

import django.db.models.functions.text
from django.db import migrations, models


def bedakan(apps, schema_editor):
    """Tell apart what the constraints would refuse."""
    ada = set()
    for unit in apps.get_model("indicators", "UnitKerja").objects.filter(berlaku_sampai=None).order_by("pk"):
        tanda = (unit.induk_id or f"pd-{unit.perangkat_daerah_id}", unit.nama.lower())
        if tanda in ada:
            unit.nama = f"{unit.nama[: 147 - len(unit.kode)]} ({unit.kode})"
            unit.save(update_fields=["nama"])
        ada.add((tanda[0], unit.nama.lower()))


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0009_nama_unit"),
    ]

    operations = [
        migrations.RunPython(bedakan, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="unitkerja",
            constraint=models.UniqueConstraint(
                models.F("induk"),
                django.db.models.functions.text.Lower("nama"),
                condition=models.Q(("berlaku_sampai__isnull", True), ("induk__isnull", False)),
                name="unit_kerja_nama_unik",
                violation_error_message="Nama unit ini sudah ada di bawah unit atasan yang sama.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitkerja",
            constraint=models.UniqueConstraint(
                models.F("perangkat_daerah"),
                django.db.models.functions.text.Lower("nama"),
                condition=models.Q(("berlaku_sampai__isnull", True), ("induk__isnull", True)),
                name="unit_kerja_nama_puncak_unik",
                violation_error_message="Nama unit ini sudah ada langsung di bawah perangkat daerah yang sama.",
            ),
        ),
    ]
