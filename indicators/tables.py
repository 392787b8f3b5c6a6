"""The lists of the pages as django-tables2 classes: columns only, no query."""

from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators import audit_texts
from indicators.models import AuditEvent
from sakip.templatetags.sakip_tags import waktu


class RiwayatTable(tables.Table):
    """The lines of one object: when, who, what was done, from which value to which, and why."""

    waktu = tables.Column("Waktu", order_by=("waktu", "nomor"))
    pelaku_nama = tables.Column("Pelaku")
    aksi = tables.Column("Tindakan")
    perubahan = tables.Column("Perubahan", empty_values=(), orderable=False, attrs={"td": {"class": "lebar"}})

    class Meta:
        attrs = {"class": "jejak"}
        empty_text = "Belum ada perubahan yang tercatat."

    caption = "Riwayat perubahan"

    def render_waktu(self, record: AuditEvent) -> str:
        """Office time, to the minute."""
        return waktu(record.waktu)

    def render_aksi(self, record: AuditEvent) -> str:
        """The action as a sentence."""
        return audit_texts.kalimat(record.aksi)

    def render_perubahan(self, record: AuditEvent) -> SafeString:
        """Every changed field with its value before and after, and the reason given."""
        return render_to_string(
            "indicators/jejak_perubahan.html",
            {
                "perubahan": audit_texts.perubahan(record),
                "sisa": audit_texts.sisa_perubahan(record),
                "catatan": record.catatan,
            },
        )


class JejakTable(RiwayatTable):
    """The whole trail: also about what, and of which unit."""

    objek_nama = tables.Column("Objek")
    unit_kerja = tables.Column("Unit kerja", order_by=("unit_kerja__nama",))

    class Meta(RiwayatTable.Meta):
        sequence = ("waktu", "pelaku_nama", "aksi", "objek_nama", "unit_kerja", "perubahan")
        empty_text = "Tidak ada perubahan yang cocok dengan saringan."

    caption = "Jejak audit"

    def render_objek_nama(self, record: AuditEvent) -> Any:
        """The object's name then, leading to its whole story."""
        url = reverse("indicators:jejak_objek", args=[record.objek_tipe, record.objek_id])
        return format_html('<a href="{}">{}</a>', url, record.objek_nama)
