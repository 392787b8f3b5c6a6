"""Issued documents in Django's admin: to be looked at by the installation's operator, never changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reports.models import (
    BerkasDokumen,
    Dokumen,
    NarasiVersi,
    Penarikan,
    PernyataanReviu,
    Publikasi,
    TandaTanganDokumen,
)


class HanyaBaca(admin.ModelAdmin):
    """Read-only: documents change through their own services and pages only."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Only the superuser: an admin of a regency manages people and master data."""
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The same."""
        return bool(request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False


@admin.register(Dokumen)
class DokumenAdmin(HanyaBaca):
    """The finished documents and their state."""

    list_display = ("judul", "jenis", "tahun", "status", "nomor", "tanggal")
    list_filter = ("jenis", "status", "tahun")
    search_fields = ("judul", "nomor")


@admin.register(BerkasDokumen)
class BerkasDokumenAdmin(HanyaBaca):
    """Their signed files."""

    list_display = ("dokumen", "urutan", "asal", "sha256", "dibuat_pada")
    list_filter = ("asal",)


@admin.register(TandaTanganDokumen)
class TandaTanganDokumenAdmin(HanyaBaca):
    """Who signed them."""

    list_display = ("dokumen", "peran", "nama", "waktu", "tingkat", "subjek")
    list_filter = ("tingkat",)


@admin.register(Publikasi)
class PublikasiAdmin(HanyaBaca):
    """Which of them the public may fetch."""

    list_display = ("dokumen", "dibuat_pada", "oleh")


@admin.register(Penarikan)
class PenarikanAdmin(HanyaBaca):
    """Which of them were taken back, and why."""

    list_display = ("dokumen", "alasan", "dibuat_pada", "oleh")


@admin.register(PernyataanReviu)
class PernyataanReviuAdmin(HanyaBaca):
    """The statements that a report was reviewed."""


@admin.register(NarasiVersi)
class NarasiVersiAdmin(HanyaBaca):
    """What narratives said before."""
