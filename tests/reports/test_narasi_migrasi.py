"""Narratives from before the editor: plain lines become HTML, once."""

from importlib import import_module

from django.apps import apps

from reports.models import Narasi
from reports.prosa import bersihkan, html_dari_teks

migrasi = import_module("reports.migrations.0004_narasi_html")

TEKS = "Awal & <akhir>.\r\n\n- satu;\n- dua\na. huruf\n1. angka\n2024. Tahun"


def test_lines_become_what_the_editor_reads(cast):
    Narasi.objects.create(perangkat_daerah=cast.pd, tahun=2025, jenis="lkjip", bagian="lkjip.1.1", teks=TEKS)
    migrasi.jadikan_html(apps, None)
    html = Narasi.objects.get().teks
    assert html == (
        "<p>Awal &amp; &lt;akhir&gt;.</p><ul><li>satu;</li><li>dua</li></ul>"
        '<ol type="a"><li>huruf</li></ol><ol><li>angka</li></ol><p>2024. Tahun</p>'
    )
    assert bersihkan(html) == html == html_dari_teks(TEKS)
