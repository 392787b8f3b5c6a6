"""One sheet of the workbook of a perangkat daerah by itself: given out as CSV or Excel, and taken back."""

from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.buku_pd.baca import BATAS
from indicators.buku_pd.bidang import Bidang
from indicators.buku_pd.muat import susunan
from indicators.buku_pd.tabel import Tabel
from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.permissions import Ability
from indicators.resources_lembar import LembarResource
from indicators.services.impor_lembar import lembar_pd_unggah
from indicators.views.base import tempat_or_404
from indicators.views.berkas import terima
from sakip.forms import BerkasField
from sakip.lib import csv_tulis, xlsx_tulis
from sakip.lib.unduhan import kirim

JENIS = {
    "teks": "Teks",
    "panjang": "Teks panjang",
    "bulat": "Bilangan bulat",
    "angka": "Angka",
    "rupiah": "Rupiah penuh",
    "tanggal": "Tanggal, misalnya 31/12/2025",
    "ya": "Ya, atau kosong",
    "nilai": "Angka, predikat, atau keduanya (B = 66,04)",
    "daftar": "Beberapa kode, dipisah titik koma",
}
RUJUK = {
    "*": "Kode atau uraian persis unsur pada jenjang itu",
    "satuan": "Nama satuan yang terdaftar",
    "skala": "Kode skala predikat yang terdaftar",
    "jenis_belanja": "Kode rekening jenis belanja",
    "perangkat_daerah": "Kode perangkat daerah lain pada pemerintah daerah ini",
    "indikator_lain": "Periode dan kode, misalnya 2016-2021/iku-1",
}


class LembarForm(forms.Form):
    """The file of one sheet; its content is checked by the service."""

    berkas = BerkasField(
        "Berkas lembar ini",
        ".xlsx,.csv",
        pilih="Pilih berkas .xlsx atau .csv yang sudah diisi.",
        bantuan="Excel (.xlsx) atau CSV; paling besar 15 MB. Dari buku kerja utuh hanya lembar ini yang dibaca.",
    )


@require_http_methods(["GET", "POST"])
def lembar(request: HttpRequest, pd: str, periode: str, tabel: str) -> HttpResponse:
    """The sheet: its downloads, its columns, and where it is dropped; POST reads a file and leads to its preview."""
    own, masa, dicari = _tempat(request, pd, periode, tabel, impor=request.method == "POST")
    form = LembarForm(request.POST, request.FILES) if request.method == "POST" else LembarForm()
    simpan = partial(lembar_pd_unggah, perangkat_daerah=own, periode=masa, tabel=dicari)
    row = terima(request, form, BATAS.ukuran, simpan)
    if row is not None:
        return redirect("indicators:buku_pd_pratinjau", pd=pd, periode=periode, pk=row.pk)
    context = {
        "perangkat_daerah": own,
        "periode": masa,
        "kunci": periode,
        "form": form,
        "tabel": dicari,
        "alamat": tabel,
        "kolom": [(b, _isi_kolom(b, masa)) for b in dicari.bidang],
        "boleh": permissions.can(request.user, Ability.IMPORT, own),
    }
    return render(request, "indicators/buku_satu.html", context, status=422 if form.errors else 200)


@require_GET
def unduh(request: HttpRequest, pd: str, periode: str, tabel: str, bentuk: str) -> HttpResponse:
    """The rows of the sheet as `csv` or `xlsx`, for whoever sees the perangkat daerah as a whole."""
    own, masa, dicari = _tempat(request, pd, periode, tabel)
    resource = LembarResource(dicari, own, masa)
    csv = bentuk == "csv"
    isi = resource.tulis_csv() if csv else resource.tulis_xlsx()
    return kirim(isi, f"{tabel}-{own.kode}-{periode}.{bentuk}", csv_tulis.TIPE if csv else xlsx_tulis.TIPE)


def _tempat(
    request: HttpRequest, pd: str, periode: str, tabel: str, *, impor: bool = False
) -> tuple[PerangkatDaerah, PeriodeRenstra, Tabel]:
    """What the address names; `tabel` is the name of a sheet in small letters."""
    own, masa = tempat_or_404(request, pd, periode, Ability.IMPORT if impor else Ability.VIEW)
    permissions.require(request.user, Ability.VIEW, own)
    dicari = next((t for t in susunan(masa) if slugify(t.lembar) == tabel), None)
    if dicari is None:
        raise Http404("Lembar tidak ada.")
    return own, masa, dicari


def _isi_kolom(b: Bidang, masa: PeriodeRenstra) -> str:
    """What may stand in a column, in words."""
    if b.pilihan:
        return f"Salah satu: {', '.join(label for _, label in b.pilihan if label)}"
    if b.jenis != "rujuk":
        return JENIS[b.jenis]
    lembar = next((t for t in susunan(masa) if t.nama == b.rujuk), None)
    if lembar is None:
        return RUJUK[b.rujuk]
    return f"Kode atau {'nama' if b.rujuk == 'unit' else 'uraian persis'} pada lembar {lembar.lembar}"
