"""Reference tables of the admin as Excel or CSV: out for whoever reads them, in for the superuser after a preview."""

import hashlib
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from indicators import resources
from indicators.admin_lingkup import LingkupAdmin
from indicators.exceptions import DomainError
from indicators.models import User
from indicators.services import antivirus
from sakip.forms import BerkasField
from sakip.lib.csv_tulis import TIPE as TIPE_CSV
from sakip.lib.unduhan import kirim
from sakip.lib.xlsx_baca import BerkasDitolak, alamat
from sakip.lib.xlsx_tulis import TIPE

GARAM = "admin-acuan"
UMUR = 3600
MAKS_TAMPIL = 200


class AcuanForm(forms.Form):
    """The file; its content is checked by the resource."""

    berkas = BerkasField(
        "Berkas Excel atau CSV",
        ".xlsx,.csv",
        pilih="Pilih berkas .xlsx atau .csv.",
    )


class AcuanAdmin(LingkupAdmin):
    """A reference table that goes out and comes in as a whole. `resource_class` says how."""

    resource_class: type[resources.AcuanResource]
    change_list_template = "admin/acuan_daftar.html"

    def get_urls(self) -> list[Any]:
        """Beside the usual pages: the two of the exchange."""
        nama = f"{self.opts.app_label}_{self.opts.model_name}"
        milik = [
            path("ekspor/", self.admin_site.admin_view(self.ekspor), name=f"{nama}_ekspor"),
            path("impor/", self.admin_site.admin_view(self.impor), name=f"{nama}_impor"),
        ]
        biasa: list[Any] = super().get_urls()
        return milik + biasa

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, with whether its import is offered."""
        boleh = self.has_change_permission(request)
        return super().changelist_view(request, {**(extra_context or {}), "boleh_impor": boleh})

    def ekspor(self, request: HttpRequest) -> HttpResponse:
        """All rows as `?bentuk=csv`, otherwise as a workbook."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        csv = request.GET.get("bentuk") == "csv"
        tulis = resources.tulis_csv if csv else resources.tulis_xlsx
        nama = f"{self.opts.model_name}.{'csv' if csv else 'xlsx'}"
        isi = tulis(self.resource_class(), self.get_queryset(request).order_by(*(self.opts.ordering or ())))
        return kirim(isi, nama, TIPE_CSV if csv else TIPE)

    def impor(self, request: HttpRequest) -> HttpResponse:
        """A file is read and shown; what was shown is stored by the second button, all or nothing."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if "muatan" in request.POST:
            return self._simpan(request)
        form = AcuanForm(request.POST, request.FILES) if request.method == "POST" else AcuanForm()
        if not form.is_valid():
            return self._tampil(request, form)
        berkas: Any = form.cleaned_data["berkas"]
        isi = berkas.read(resources.BATAS.ukuran + 1)
        try:
            antivirus.periksa(berkas.name, isi)
            tabel = resources.baca(self.resource_class(), berkas.name, isi)
        except (BerkasDitolak, DomainError) as error:
            form.add_error("berkas", str(error))
            return self._tampil(request, form)
        return self._pratinjau(request, form, tabel, hashlib.sha256(isi).hexdigest())

    def _resource(self, request: HttpRequest) -> resources.AcuanResource:
        """The resource that stores as this person."""
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        return self.resource_class(request.user)

    def _pratinjau(self, request: HttpRequest, form: Any, tabel: resources.Tabel, sidik: str) -> HttpResponse:
        hasil = self._resource(request).import_data(tabel.dataset, dry_run=True)
        resource = self.resource_class()
        galat = _galat(resource, hasil, tabel)
        baru = [r.instance for r in hasil.rows if r.import_type == r.IMPORT_TYPE_NEW]
        ubah = [r for r in hasil.rows if r.import_type == r.IMPORT_TYPE_UPDATE]
        isi = {
            "galat": galat[:MAKS_TAMPIL],
            "jumlah": (len(baru), len(ubah), len(tabel.baris) - len(hasil.rows), len(galat)),
            "baru": [_sel(resource, i) for i in baru[:MAKS_TAMPIL]],
            "ubah": [(str(r.instance), _beda(resource, r.original, r.instance)) for r in ubah[:MAKS_TAMPIL]],
            "muatan": "" if galat else signing.dumps(asdict(tabel) | {"sidik": sidik}, salt=GARAM, compress=True),
        }
        return self._tampil(request, form, isi)

    def _simpan(self, request: HttpRequest) -> HttpResponse:
        try:
            isi = signing.loads(request.POST["muatan"], salt=GARAM, max_age=UMUR)
        except signing.BadSignature:
            messages.error(request, "Pratinjau ini sudah lama atau berubah. Unggah berkasnya lagi.")
            return redirect(request.path)
        isi.pop("sidik")
        tabel = resources.Tabel(**isi)
        try:
            hasil = self._resource(request).import_data(
                tabel.dataset, raise_errors=False, rollback_on_validation_errors=True
            )
        except IntegrityError:
            hasil = None
        if hasil is None or hasil.has_errors() or hasil.has_validation_errors():
            messages.error(request, "Belum ada yang disimpan: isi aplikasi berubah. Unggah berkasnya lagi.")
            return redirect(request.path)
        jumlah = hasil.totals
        messages.success(request, f"{jumlah['new']} baris baru dan {jumlah['update']} baris berubah disimpan.")
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _tampil(self, request: HttpRequest, form: Any, isi: Any = None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Impor {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "form": form,
            "wajib": self.resource_class().wajib,
            "hasil": isi,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/acuan_impor.html", context, status=status)


def _galat(resource: resources.AcuanResource, hasil: Any, tabel: resources.Tabel) -> list[tuple[str, str]]:
    """Where, and what is wrong with it."""
    daftar = [(i.number, " ".join(_kalimat(resource, i.error))) for i in hasil.invalid_rows]
    daftar += [(nomor, " ".join(str(e.error) for e in errors)) for nomor, errors in hasil.row_errors()]
    daftar += [(1, str(e.error)) for e in hasil.base_errors]
    return [(alamat(tabel.lembar, tabel.nomor[n - 1] if tabel.nomor else 1, 1), pesan) for n, pesan in sorted(daftar)]


def _kalimat(resource: resources.AcuanResource, error: Any) -> list[str]:
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    judul = {nama: f.column_name for nama, f in resource.fields.items()}
    return [f"{judul.get(kolom, kolom)}: {' '.join(pesan)}" for kolom, pesan in error.message_dict.items()]


def _sel(resource: resources.AcuanResource, row: Any) -> list[str]:
    return [str(resource.export_field(f, row) or "–") for f in resource.get_export_fields()]


def _beda(resource: resources.AcuanResource, lama: Any, baru: Any) -> list[tuple[str, str, str]]:
    """Head, stored text and text of the file of each column that differs."""
    isi = zip(resource.kepala, _sel(resource, lama), _sel(resource, baru), strict=True)
    return [(judul, dulu, kini) for judul, dulu, kini in isi if dulu != kini]
