"""A workbook of other making: dropped, its table pointed at, the remembered mappings kept in order."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from indicators.buku_asing.bidang import IKU, JENIS
from indicators.buku_asing.kepala import CARI, MAKS_TINGGI, tampak, tergabung
from indicators.exceptions import DomainError
from indicators.models import PemetaanImpor, PerangkatDaerah, PeriodeRenstra, Unggahan
from indicators.permissions import Ability
from indicators.selectors.buku_asing import (
    belum_selesai,
    lembar_unggahan,
    nama_lembar,
    pemetaan_tersimpan,
    peta_unggahan,
    yang_cocok,
)
from indicators.services.impor_asing import (
    BATAS,
    asing_buang,
    asing_pakai,
    asing_tunjuk,
    asing_tunjuk_lembar,
    asing_unggah,
)
from indicators.services.pemetaan_impor import pemetaan_ganti_nama, pemetaan_hapus
from indicators.views.base import PratinjauHilang, pelaku, tempat_or_404
from indicators.views.berkas import terima
from sakip.forms import BerkasField
from sakip.lib.xlsx_baca import Lembar, huruf_kolom

MAKS_KOLOM, MAKS_HURUF = 40, 90


class BerkasLainForm(forms.Form):
    """The file and what it holds; its content is checked by the service."""

    jenis = forms.ChoiceField(label="Isi berkas", choices=list(JENIS.items()), widget=forms.RadioSelect, initial=IKU)
    berkas = BerkasField(
        "Berkas",
        ".xlsx,.csv",
        pilih="Pilih berkas .xlsx atau .csv.",
        bantuan="Excel (.xlsx) atau CSV, paling besar 10 MB.",
    )


@require_http_methods(["GET", "POST"])
def unggah(request: HttpRequest, pd: str, periode: str) -> HttpResponse:
    """Where a foreign file is dropped; POST reads it and leads to its table."""
    own, masa = tempat(request, pd, periode)
    form = BerkasLainForm(request.POST, request.FILES) if request.method == "POST" else BerkasLainForm()

    def simpan(**berkas: Any) -> Unggahan:
        return asing_unggah(perangkat_daerah=own, periode=masa, jenis=form.cleaned_data["jenis"], **berkas)

    row = terima(request, form, BATAS.ukuran, simpan)
    if row is not None:
        sendiri = row.jenis == Unggahan.Jenis.BUKU_KERJA
        tujuan = "indicators:buku_pd_pratinjau" if sendiri else "indicators:buku_asing_tabel"
        return redirect(tujuan, pd=pd, periode=periode, pk=row.pk)
    context = {
        "perangkat_daerah": own,
        "periode": masa,
        "kunci": periode,
        "form": form,
        "pemetaan": pemetaan_tersimpan(pelaku(request), own),
        "belum": belum_selesai(pelaku(request), own, periode),
    }
    return render(request, "indicators/buku_asing.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tabel(request: HttpRequest, pd: str, periode: str, pk: int) -> HttpResponse:
    """The first rows of a sheet, where the person points at the head; POST goes on to the columns."""
    own, masa = tempat(request, pd, periode)
    row = unggahan_or_404(request, own, periode, pk)
    if request.method == "POST":
        return _tunjuk(request, row, masa, pd, periode)
    return _tampil_tabel(request, row, masa, periode)


def _tunjuk(request: HttpRequest, row: Unggahan, masa: PeriodeRenstra, pd: str, periode: str) -> HttpResponse:
    isian, aksi, by = request.POST, request.POST.get("aksi", ""), pelaku(request)
    alamat: dict[str, Any] = {"pd": pd, "periode": periode, "pk": row.pk}
    tahun = list(masa.tahun)
    try:
        if aksi == "buang":
            asing_buang(row, by=by)
            messages.success(request, f"“{row.nama}” dibuang.")
            return redirect("indicators:buku_asing", pd=pd, periode=periode)
        if aksi == "pakai":
            return _pakai(request, row, alamat)
        if aksi == "lihat":
            jenis, lembar = isian.get("jenis", ""), isian.get("lembar", "")
            asing_tunjuk_lembar(row, by=by, jenis=jenis, lembar=lembar, tahun=tahun)
            return redirect("indicators:buku_asing_tabel", **alamat)
        kepala, tinggi = _angka(isian.get("kepala"), CARI), _angka(isian.get("tinggi"), MAKS_TINGGI)
        akhir = _angka(isian.get("akhir"), BATAS.baris) if isian.get("akhir", "").strip() else 0
        if not kepala or not tinggi or akhir is None or akhir and akhir < kepala + tinggi:
            kalimat = "Tunjuk baris judul kolom. Baris terakhir berada di bawahnya, atau dikosongkan."
            return _tampil_tabel(request, row, masa, periode, kalimat, 422)
        jenis, lembar = isian.get("jenis", ""), isian.get("lembar", "")
        asing_tunjuk(
            row, by=by, jenis=jenis, lembar=lembar, kepala=kepala, tinggi=tinggi, akhir=akhir or 0, tahun=tahun
        )
    except DomainError as error:
        if error.kode_http == 403:
            raise
        return _tampil_tabel(request, row, masa, periode, str(error), error.kode_http)
    return redirect("indicators:buku_asing_kolom", **alamat)


def _pakai(request: HttpRequest, row: Unggahan, alamat: dict[str, Any]) -> HttpResponse:
    """Take the remembered mapping that was offered."""
    cocok = yang_cocok(row, pemetaan_tersimpan(pelaku(request), row.perangkat_daerah))
    dipilih = next((c for c in cocok if str(c[0].pk) == request.POST.get("pemetaan")), None)
    if dipilih is None:
        raise Http404("Pemetaan tidak ditemukan.")
    pemetaan, lembar, kepala = dipilih
    asing_pakai(row, by=pelaku(request), pemetaan=pemetaan, lembar=lembar, kepala=kepala)
    return redirect("indicators:buku_asing_kolom", **alamat)


def _angka(teks: str | None, paling: int) -> int | None:
    """A row number from the form; None for what is none."""
    teks = (teks or "").strip()
    if not (teks.isascii() and teks.isdigit() and len(teks) < 7):
        return None
    return int(teks) if 1 <= int(teks) <= paling else None


@dataclass(frozen=True)
class BarisTampil:
    """One row of a sheet as it is shown: its number, whether it belongs to the head, and its cells."""

    nomor: int
    kepala: bool
    sel: list[str]


def baris_tampil(lembar: Lembar, kepala: int, tinggi: int) -> tuple[list[str], list[BarisTampil]]:
    """Letters of the columns, and the first rows; a merged cell is shown at its beginning only."""
    lebar = min(max((k for (r, k), s in lembar.sel.items() if r <= CARI and not s.kosong), default=1), MAKS_KOLOM)
    tertutup = tergabung(g for g in lembar.gabung if g[0] <= CARI)
    baris = []
    for r in range(1, min(max((r for r, _ in lembar.sel), default=1), CARI) + 1):
        sel = []
        for k in range(1, lebar + 1):
            asli = tertutup.get((r, k), (r, k)) == (r, k)
            teks = tampak(lembar.di(r, k).nilai) if asli else ""
            sel.append(teks if len(teks) <= MAKS_HURUF else teks[: MAKS_HURUF - 1] + "…")
        baris.append(BarisTampil(r, kepala <= r < kepala + tinggi, sel))
    return [huruf_kolom(k) for k in range(1, lebar + 1)], baris


def _tampil_tabel(
    request: HttpRequest, row: Unggahan, masa: PeriodeRenstra, kunci: str, tolak: str = "", status: int = 200
) -> HttpResponse:
    peta = peta_unggahan(row)
    lembar = lembar_unggahan(row, peta.lembar, CARI)
    huruf, baris = baris_tampil(lembar, peta.kepala, peta.tinggi)
    context = {
        "unggahan": row,
        "perangkat_daerah": row.perangkat_daerah,
        "periode": masa,
        "kunci": kunci,
        "peta": peta,
        "jenis": JENIS,
        "semua_lembar": nama_lembar(row),
        "huruf": huruf,
        "baris": baris,
        "tinggi": range(1, MAKS_TINGGI + 1),
        "usulan": row.isi["usulan"],
        "cocok": yang_cocok(row, pemetaan_tersimpan(pelaku(request), row.perangkat_daerah)),
        "tolak": tolak,
    }
    return render(request, "indicators/buku_asing_tabel.html", context, status=status)


@require_http_methods(["GET", "POST"])
def pemetaan(request: HttpRequest, pd: str, periode: str, pk: int) -> HttpResponse:
    """Rename a remembered mapping, or forget it."""
    own, masa = tempat(request, pd, periode)
    row = PemetaanImpor.objects.visible_to(request.user).filter(pk=pk, perangkat_daerah=own).first()
    if row is None:
        raise Http404("Pemetaan tidak ditemukan.")
    row.perangkat_daerah = own
    context = {"perangkat_daerah": own, "periode": masa, "kunci": periode, "pemetaan": row, "nama": row.nama}
    context["jenis"] = JENIS.get(row.isi.get("jenis", ""), "")
    if request.method != "POST":
        return render(request, "indicators/buku_asing_pemetaan.html", context)
    try:
        if request.POST.get("aksi") == "hapus":
            pemetaan_hapus(pemetaan=row, by=pelaku(request))
            messages.success(request, f"Pemetaan “{row.nama}” dihapus.")
        else:
            pemetaan_ganti_nama(pemetaan=row, nama=request.POST.get("nama", ""), by=pelaku(request))
            messages.success(request, f"Pemetaan ini sekarang bernama “{row.nama}”.")
    except DomainError as error:
        if error.kode_http == 403:
            raise
        isi = context | {"tolak": str(error), "nama": request.POST.get("nama", "")}
        return render(request, "indicators/buku_asing_pemetaan.html", isi, status=422)
    return redirect("indicators:buku_asing", pd=pd, periode=periode)


# --- Where it is --------------------------------------------------------------------------------------------------


def tempat(request: HttpRequest, pd: str, periode: str) -> tuple[PerangkatDaerah, PeriodeRenstra]:
    """The perangkat daerah and period of the address, for whoever imports there; else 404, or NotAllowed inside."""
    return tempat_or_404(request, pd, periode, Ability.IMPORT)


def unggahan_or_404(request: HttpRequest, pd: PerangkatDaerah, periode: str, pk: int) -> Unggahan:
    """The person's own foreign file for this perangkat daerah and period; somebody else's does not exist."""
    milik = {"jenis": Unggahan.Jenis.ASING, "oleh": pelaku(request), "perangkat_daerah": pd}
    row = Unggahan.objects.visible_to(request.user).filter(pk=pk, **milik).first()
    if row is None or row.isi.get("periode") != periode:
        raise PratinjauHilang(reverse("indicators:buku_asing", args=[pd.kode, periode]))
    row.perangkat_daerah = pd
    return row
