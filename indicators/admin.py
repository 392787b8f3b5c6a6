"""Django's admin for the admin role: users, organisation, officials, reference data. No performance figure."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

import indicators.admin_pengguna  # noqa: F401  registers the accounts
from indicators.admin_acuan import AcuanAdmin
from indicators.admin_lingkup import BacaAdmin, LingkupAdmin, LingkupMixin, regencies
from indicators.models import (
    DasarHukum,
    JenisBelanja,
    KategoriCapaian,
    Nomenklatur,
    Pejabat,
    PemerintahDaerah,
    PerangkatDaerah,
    Peraturan,
    Satuan,
    SkalaPredikat,
    StatistikPegawai,
    TingkatPredikat,
    UnitKerja,
)
from indicators.resources import JenisBelanjaResource, NomenklaturResource, SatuanResource

# --- Organisation --------------------------------------------------------------------------------------------


class KategoriInline(LingkupMixin, admin.TabularInline):
    """The regency's own bands of capaian."""

    model = KategoriCapaian
    extra = 0
    pemda_path = "pemerintah_daerah"

    def _may(self, request: HttpRequest, obj: Any, *, write: bool) -> bool:
        # The object of an inline is the regency it hangs on; without one the rows are those of the own regencies.
        own = regencies(request, self.ability)
        return bool(request.user.is_superuser or (own.exists() if obj is None else own.filter(pk=obj.pk).exists()))


@admin.register(PemerintahDaerah)
class PemerintahDaerahAdmin(LingkupAdmin):
    """The regency's own policies. A new regency is the installation's business."""

    pemda_path = "pk"
    list_display = ("nama", "provinsi", "rumus_turun", "desimal_capaian", "desimal_anggaran")
    inlines = (KategoriInline,)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The thresholds of the quadrants last: they stand in a model of their own."""
        semua = [str(nama) for nama in super().get_fields(request, obj)]
        return sorted(semua, key=lambda nama: "ambang" in nama)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The superuser only."""
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: everything hangs on it."""
        return False


@admin.register(PerangkatDaerah)
class PerangkatDaerahAdmin(LingkupAdmin):
    """The agencies of the regency."""

    pemda_path = "pemerintah_daerah"
    list_display = ("nama", "kode", "jenis", "pemerintah_daerah")
    list_select_related = ("pemerintah_daerah",)
    search_fields = ("nama", "kode")


@admin.register(UnitKerja)
class UnitKerjaAdmin(BacaAdmin):
    """The units of the perangkat daerah, each below its superior unit: written on the pages of units."""

    kalimat = "Unit kerja ditambah, diperbaiki, diganti namanya, dan diakhiri pada halaman Unit kerja."
    pemda_path = "perangkat_daerah__pemerintah_daerah"
    list_display = ("nama", "jenis", "perangkat_daerah", "induk", "urutan")
    list_filter = ("jenis",)
    list_select_related = ("perangkat_daerah__pemerintah_daerah", "induk")
    search_fields = ("nama", "kode")

    def halaman(self, obj: Any = None) -> str:
        """The unit's own page."""
        return reverse("indicators:unit", args=[obj.pk]) if obj else super().halaman()


@admin.register(Pejabat)
class PejabatAdmin(BacaAdmin):
    """Officials with their time of office; documents copy them by value.

    Those of a perangkat daerah are written on the pages of its units. Heads of the regency one after another have no
    page: the first step of preparing a regency knows the present one only.
    """

    kalimat = "Pejabat perangkat daerah dan unitnya dicatat pada halaman Unit kerja; kepala daerah dicatat di sini."
    exclude = ("perangkat_daerah", "unit_kerja")
    pemda_path = "pemerintah_daerah"
    list_display = ("nama_lengkap", "jabatan", "kedudukan", "mulai", "selesai")
    list_filter = ("jenis", "kedudukan")
    list_select_related = ("pemerintah_daerah",)
    search_fields = ("nama", "jabatan", "nip")

    def halaman(self, obj: Any = None) -> str:
        """The page of his unit, or of the units of his perangkat daerah."""
        if obj and obj.unit_kerja_id:
            return reverse("indicators:unit", args=[obj.unit_kerja_id])
        return f"{super().halaman()}?pd={obj.perangkat_daerah.kode}" if obj else super().halaman()

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        """Where somebody serves is left out only of the form that writes heads of the regency."""
        return () if obj is not None and obj.perangkat_daerah_id else self.exclude

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The heads only: everybody else has his page."""
        if db_field.name == "jenis":
            kepala = Pejabat.Jenis.KEPALA_DAERAH
            kwargs["choices"] = [(kepala.value, kepala.label)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Another head of the regency."""
        return self._may(request, None, write=True)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Heads of the regency."""
        return (obj is None or obj.perangkat_daerah_id is None) and self._may(request, obj, write=True)


@admin.register(StatistikPegawai)
class StatistikPegawaiAdmin(BacaAdmin):
    """Numbers of staff, as the report prints them: written as one list a year."""

    kalimat = "Jumlah pegawai diisi per tahun pada halaman Jumlah pegawai, dari halaman Unit kerja."
    pemda_path = "perangkat_daerah__pemerintah_daerah"
    list_display = ("nama", "kelompok", "tahun", "jumlah", "perangkat_daerah")
    list_filter = ("tahun", "kelompok")
    list_select_related = ("perangkat_daerah__pemerintah_daerah",)

    def halaman(self, obj: Any = None) -> str:
        """The list of the year."""
        if obj is None:
            return super().halaman()
        return reverse("indicators:pegawai", args=[obj.perangkat_daerah.kode, obj.tahun])


# --- Reference data ------------------------------------------------------------------------------------------


@admin.register(Peraturan)
class PeraturanAdmin(LingkupAdmin):
    """Regulations: those of all regencies to read, the regency's own to keep."""

    pemda_path = "pemerintah_daerah"
    list_display = ("jenis", "nomor", "tahun", "tentang", "pemerintah_daerah")
    list_select_related = ("pemerintah_daerah",)
    search_fields = ("nomor", "tentang", "jenis")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Own and shared ones."""
        rows: QuerySet[Any] = admin.ModelAdmin.get_queryset(self, request)
        if request.user.is_superuser:
            return rows
        return rows.filter(
            Q(pemerintah_daerah__in=regencies(request, self.ability)) | Q(pemerintah_daerah__isnull=True)
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Shared regulations may be read."""
        if obj is not None and obj.pemerintah_daerah_id is None:
            return self._may(request, None, write=False)
        return super().has_view_permission(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A regency's regulation belongs to it; only the superuser writes shared ones."""
        if db_field.name == "dicabut_oleh":
            kwargs["queryset"] = self.get_queryset(request)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "pemerintah_daerah" and not request.user.is_superuser:
            field.required = True
        return field


@admin.register(DasarHukum)
class DasarHukumAdmin(LingkupAdmin):
    """Which regulation which kind of document cites, in order."""

    pemda_path = "perangkat_daerah__pemerintah_daerah"
    list_display = ("peraturan", "bagian", "urutan", "perangkat_daerah")
    list_filter = ("bagian",)
    list_select_related = ("perangkat_daerah__pemerintah_daerah", "peraturan")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Regulations of the own regency and the shared ones."""
        if db_field.name == "peraturan":
            kwargs["queryset"] = self.admin_site._registry[Peraturan].get_queryset(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TingkatInline(LingkupMixin, admin.TabularInline):
    """The steps of a scale."""

    model = TingkatPredikat
    extra = 0


@admin.register(SkalaPredikat)
class SkalaPredikatAdmin(LingkupAdmin):
    """Scales shared by all regencies."""

    list_display = ("nama", "kode", "dasar")
    inlines = (TingkatInline,)


@admin.register(Satuan)
class SatuanAdmin(AcuanAdmin):
    """Units of measure shared by all regencies."""

    resource_class = SatuanResource
    list_display = ("nama", "simbol")
    search_fields = ("nama",)


@admin.register(JenisBelanja)
class JenisBelanjaAdmin(AcuanAdmin):
    """Kinds of spending shared by all regencies."""

    resource_class = JenisBelanjaResource
    list_display = ("kode", "nama")


@admin.register(Nomenklatur)
class NomenklaturAdmin(AcuanAdmin):
    """Official codes and names by edition."""

    resource_class = NomenklaturResource
    list_display = ("kode", "nama", "tingkat", "edisi")
    list_filter = ("edisi", "tingkat")
    search_fields = ("kode", "nama")
