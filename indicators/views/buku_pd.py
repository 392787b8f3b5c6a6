"""A whole perangkat daerah as a workbook: given out, taken in, previewed row by row, and stored."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from indicators import permissions
from indicators.buku_asing.lengkapi import BERNAMA
from indicators.buku_pd.baca import BATAS, dari_json
from indicators.buku_pd.bidang import Bidang, tampil
from indicators.buku_pd.cocok import Baris, Selisih, SelUbah
from indicators.buku_pd.muat import muat, susunan
from indicators.buku_pd.tabel import KUNCI
from indicators.buku_pd.tulis import buku_perangkat_daerah
from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah, PeriodeRenstra, Unggahan
from indicators.permissions import Ability
from indicators.resources_lembar import LembarDataset, LembarResource
from indicators.selectors.impor_terakhir import impor_terakhir
from indicators.services.impor import Impor
from indicators.services.impor_lanjut import impor_lanjutkan, kabar, terhenti
from indicators.services.impor_temuan import impor_catat_sebelum
from indicators.services.impor_unggahan import (
    ANTRE,
    LANGSUNG,
    buku_antrekan,
    buku_bandingkan,
    buku_terapkan,
    buku_unggah,
    kemajuan,
)
from indicators.tasks import impor_buku
from indicators.views.base import PratinjauHilang, is_htmx, konteks, pelaku, tempat_or_404
from indicators.views.berkas import terima
from indicators.views.buku_pd_temuan import temuan_ingat, temuan_sesudah
from sakip.forms import BerkasField
from sakip.lib.unduhan import kirim
from sakip.lib.xlsx_tulis import TIPE

MAKS_TAMPIL = 200
MAKS_SEBUT = 80
LAMA = timedelta(seconds=15)
"""Without a word from the worker for so long, the page says so."""


class BukuForm(forms.Form):
    """The workbook; its content is checked by the service."""

    berkas = BerkasField(
        "Berkas Excel",
        ".xlsx",
        pilih="Pilih berkas .xlsx yang sudah diisi.",
        bantuan="Buku kerja .xlsx yang diunduh dari halaman ini, atau templatnya; paling besar 15 MB.",
    )


@require_http_methods(["GET", "POST"])
def buku(request: HttpRequest, pd: str, periode: str) -> HttpResponse:
    """Where the workbook is fetched and dropped; POST reads it and leads to its preview."""
    own, masa = tempat_or_404(request, pd, periode, Ability.IMPORT if request.method == "POST" else Ability.VIEW)
    permissions.require(request.user, Ability.VIEW, own)
    form = BukuForm(request.POST, request.FILES) if request.method == "POST" else BukuForm()
    row = terima(request, form, BATAS.ukuran, partial(buku_unggah, perangkat_daerah=own, periode=masa))
    if row is not None:
        return redirect("indicators:buku_pd_pratinjau", pd=pd, periode=periode, pk=row.pk)
    context = {
        "perangkat_daerah": own,
        "periode": masa,
        "kunci": periode,
        "form": form,
        "boleh": permissions.can(request.user, Ability.IMPORT, own),
        "terakhir": impor_terakhir(pelaku(request), own, periode),
        "lembar": [(slugify(t.lembar), t.lembar) for t in susunan(masa)],
    }
    return render(request, "indicators/buku_pd.html", context, status=422 if form.errors else 200)


@require_GET
def unduh(request: HttpRequest, pd: str, periode: str) -> HttpResponse:
    """The workbook for whoever sees the perangkat daerah as a whole; `?templat` is the empty one with examples."""
    own, masa = tempat_or_404(request, pd, periode, Ability.VIEW)
    permissions.require(request.user, Ability.VIEW, own)
    templat = "templat" in request.GET
    isi = buku_perangkat_daerah(muat(own, masa), templat=templat)
    nama = f"{'templat' if templat else 'buku-kerja'}-{own.kode}-{periode}.xlsx"
    return kirim(isi, nama, TIPE)


@require_http_methods(["GET", "POST"])
def pratinjau(request: HttpRequest, pd: str, periode: str, pk: int) -> HttpResponse:
    """What the file would change; POST stores all of it, or nothing. While the worker stores it: how far it is."""
    own, masa = tempat_or_404(request, pd, periode, Ability.IMPORT)
    row = _unggahan_or_404(request, own, periode, pk)
    if terhenti(row) and impor_lanjutkan(row.pk):
        row.refresh_from_db()
    if row.diterapkan_pada is not None or row.isi.get("tugas", {}).get("keadaan") == ANTRE:
        return _keadaan(request, row, own, masa, periode)
    if is_htmx(request):  # the worker gave up: the progress gives way to the preview with its reason
        return HttpResponseClientRefresh()
    isian = request.POST if request.method == "POST" else request.GET
    # A foreign file holds a part of the perangkat daerah: what it does not name is no reason to delete anything.
    hapus, samakan = "hapus" in isian and "asing" not in row.isi, isian.getlist("samakan")
    cara: dict[str, Any] = {"by": pelaku(request), "hapus": hapus, "samakan": samakan}
    if request.method != "POST":
        return _tampil(request, row, masa, periode, cara, row.isi.get("tugas", {}).get("pesan", ""))
    temuan_ingat(row, own, masa, konteks(request).tahun)
    sebelum = row.isi["sebelum"]
    try:
        jumlah = int(isian.get("jumlah", "0")) if isian.get("jumlah", "0").isdecimal() else 0
        if jumlah > LANGSUNG:
            if buku_antrekan(row, sidik=isian.get("sidik", ""), jumlah=jumlah, **cara):
                impor_buku.enqueue(row.pk)
            return redirect("indicators:buku_pd_pratinjau", pd=pd, periode=periode, pk=pk)
        buku_terapkan(row, sidik=isian.get("sidik", "-"), **cara)
    except DomainError as error:
        if error.kode_http == 403:
            raise
        return _tampil(request, row, masa, periode, cara, str(error), error.kode_http)
    impor_catat_sebelum(row, sebelum)
    return redirect("indicators:buku_pd_pratinjau", pd=pd, periode=periode, pk=pk)


# --- The steps ----------------------------------------------------------------------------------------------------


def _unggahan_or_404(request: HttpRequest, pd: PerangkatDaerah, periode: str, pk: int) -> Unggahan:
    """The person's own upload for this perangkat daerah and period; somebody else's does not exist."""
    row = (
        Unggahan.objects.visible_to(request.user)
        .select_related("perangkat_daerah__pemerintah_daerah")
        .filter(pk=pk, jenis=Unggahan.Jenis.BUKU_KERJA, oleh=pelaku(request), perangkat_daerah=pd)
        .first()
    )
    if row is None or row.isi.get("periode") != periode:
        raise PratinjauHilang(reverse("indicators:buku_pd", args=[pd.kode, periode]))
    return row


def _keadaan(
    request: HttpRequest, row: Unggahan, pd: PerangkatDaerah, periode: PeriodeRenstra, kunci: str
) -> HttpResponse:
    """The page while it is being stored, and after."""
    context = {
        "unggahan": row,
        "perangkat_daerah": pd,
        "periode": periode,
        "kunci": kunci,
        "selesai": row.diterapkan_pada is not None,
        "n": kemajuan(row.pk),
        "jumlah": row.isi.get("tugas", row.isi).get("jumlah", 0),
        "tugas": row.isi.get("tugas", {}),
        "tanpa_kabar": row.diterapkan_pada is None and timezone.now() - kabar(row) > LAMA,
    }
    if context["selesai"]:
        context["temuan"] = temuan_sesudah(row, pd, periode)
    if not is_htmx(request):
        return render(request, "indicators/buku_pd_kemajuan.html", context)
    response = render(request, "indicators/partials/buku_pd_kemajuan.html", context)
    if context["selesai"]:
        response["HX-Refresh"] = "true"
    return response


def _tampil(
    request: HttpRequest,
    row: Unggahan,
    periode: PeriodeRenstra,
    kunci: str,
    cara: dict[str, Any],
    tolak: str = "",
    status: int = 200,
) -> HttpResponse:
    impor, jumlah = _bandingkan(row, periode, cara)
    s = impor.selisih
    nama_hapus = _nama_baris(s) if s.hapus else {}
    context = {
        "unggahan": row,
        "perangkat_daerah": row.perangkat_daerah,
        "periode": periode,
        "kunci": kunci,
        "s": s,
        "jumlah": jumlah,
        "baru": _isi_baru(s),
        "ubah": _isi_ubah(s),
        "maks": MAKS_TAMPIL,
        "dihapus": [(b, _sebut(b, nama_hapus), "") for b in s.hapus[:MAKS_TAMPIL]],
        "galat": s.galat[:MAKS_TAMPIL],
        "hapus": cara["hapus"],
        "samakan": cara["samakan"],
        "tolak": tolak,
        "dapat": impor.dapat,
        "latar": s.jumlah > LANGSUNG,
        "asing": row.isi.get("asing"),
        "lembar": _alamat_lembar(s, row.isi.get("lembar")),
    }
    return render(request, "indicators/buku_pd_pratinjau.html", context, status=status)


def _bandingkan(row: Unggahan, periode: PeriodeRenstra, cara: dict[str, Any]) -> tuple[Impor, dict[str, int]]:
    """The comparison, and how many rows become what; one sheet by itself is held against it by its resource."""
    nama = row.isi.get("lembar")
    if nama is None:
        impor = buku_bandingkan(row, **cara)
        s = impor.selisih
        jumlah = {"baru": len(s.baru), "ubah": len(s.ubah), "hapus": len(s.hapus), "sama": s.sama}
        return impor, jumlah | {"dibiarkan": s.dibiarkan}
    tabel = next(t for t in susunan(periode) if t.nama == nama)
    resource = LembarResource(tabel, row.perangkat_daerah, periode, **cara)
    hasil = resource.import_data(LembarDataset(tabel, dari_json(row.isi["terbaca"])), dry_run=True).totals
    s = resource.impor.selisih
    lain = sum(len(rekam) for n, rekam in s.isi.rekam.items() if n != nama)  # the other sheets are not asked about
    jumlah = {"baru": hasil["new"], "ubah": hasil["update"], "hapus": hasil["delete"], "sama": hasil["skip"]}
    return resource.impor, jumlah | {"ditolak": hasil["invalid"], "dibiarkan": s.dibiarkan - lain}


def _isi_ubah(s: Selisih) -> list[tuple[str, SelUbah, str, str]]:
    """The row, the cell that changes, what is stored and what comes: of another row what it says, not its key."""
    tampil_ubah = s.ubah[:MAKS_TAMPIL]
    nama = _nama_baris(s) if tampil_ubah else {}

    def sebut(sel: SelUbah, kunci: str, teks: str) -> str:
        return nama.get(kunci) or teks if _berkunci(sel.bidang) else teks

    return [
        (sebutan, sel, sebut(sel, sel.lama, sel.lama_teks), sebut(sel, sel.baru, sel.baru_teks))
        for b in tampil_ubah
        for sebutan in [_sebut(b, nama)]
        for sel in b.sel
    ]


def _isi_baru(s: Selisih) -> list[tuple[Baris, str, str]]:
    """The new rows, and what each will hold beside its name: its own cells, and which row it stands below."""
    tampil_baru = s.baru[:MAKS_TAMPIL]
    nama = _nama_baris(s) if tampil_baru else {}
    return [(b, _sebut(b, nama), " · ".join(_sel_baru(b, nama))) for b in tampil_baru]


def _sebut(b: Baris, nama: dict[str, str]) -> str:
    """A row in words: a target is of an indikator, a pagu of a sub kegiatan, and says which by its name."""
    judul = b.tabel.judul_baris
    if b.tabel.berkunci or not b.tabel.bidang_bernama(judul).rujuk:
        return b.nama
    isi = {k: b.isi.get(k, "") for k in b.tabel.kunci}
    return " · ".join((nama.get(teks) or teks) if k == judul else teks for k, teks in isi.items())


def _sel_baru(b: Baris, nama: dict[str, str]) -> Iterator[str]:
    lain = {KUNCI, "kode", "urutan", b.tabel.judul_baris, *(() if b.tabel.berkunci else b.tabel.kunci)}
    for k in b.tabel.bidang:
        teks = b.isi.get(k.kunci, "") if k.kunci not in lain else ""
        isi = (nama.get(teks) or teks)[:MAKS_SEBUT] if _berkunci(k) else tampil(k, teks)
        if isi:
            yield f"{k.judul}: {isi}"


def _nama_baris(s: Selisih) -> dict[str, str]:
    """Key → words of the rows, stored ones and new ones."""
    nama: dict[str, str] = {}
    for tabel in s.isi.tabel:
        for kunci, r in s.isi.rekam.get(tabel.nama, {}).items():
            nama.setdefault(kunci, r.isi.get(tabel.judul_baris, ""))
    return nama | {b.kunci: b.isi.get(b.tabel.judul_baris, "") for b in s.baru}


def _berkunci(b: Bidang) -> bool:
    """Whether a cell of the column names another row of the workbook by its key."""
    return b.jenis == "rujuk" and b.rujuk not in BERNAMA


def _alamat_lembar(s: Selisih, nama: str | None) -> str:
    """Where a sheet that came by itself is given out; nothing for a workbook."""
    return next((slugify(t.lembar) for t in s.isi.tabel if t.nama == nama), "")
