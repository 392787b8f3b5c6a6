"""Issued documents in Django's admin: to be looked at by the installation's operator, never changed here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from reports.models import Dokumen


@admin.register(Dokumen)
class DokumenAdmin(admin.ModelAdmin):
    """Read-only: documents change through their own services and pages only."""

    list_display = ("judul", "jenis", "tahun", "status", "nomor", "tanggal")
    list_filter = ("jenis", "status", "tahun")
    search_fields = ("judul", "nomor")
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
