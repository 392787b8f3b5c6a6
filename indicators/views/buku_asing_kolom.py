"""The columns of a foreign table: which holds what, how its rows will be read, what is refused; then the preview."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.buku_asing.angka import KOMA, TITIK, Bukti
from indicators.buku_asing.baris import BarisAsing, bukti_kolom
from indicators.buku_asing.bidang import BAGIAN, JENIS, BidangAsing, Pilihan
from indicators.buku_asing.dikenal import Dikenal
from indicators.buku_asing.kepala import Judul, judul_kolom, tampak
from indicators.buku_asing.pemetaan import MAKS_JAWABAN, Pemetaan, bidang_dipakai, pilihan_jenis, usul_kolom
from indicators.buku_asing.penerjemah import Hasil
from indicators.buku_asing.terjemah import terjemahkan
from indicators.buku_pd.bidang import tampil
from indicators.exceptions import DomainError
from indicators.models import PeriodeRenstra, Unggahan
from indicators.selectors.buku_asing import dikenal, lembar_unggahan, peta_unggahan
from indicators.services.impor_asing import asing_petakan, asing_pratinjau, dengan_desimal
from indicators.services.pemetaan_impor import pemetaan_simpan
from indicators.views.base import pelaku
from indicators.views.buku_asing import tempat, unggahan_or_404
from sakip.lib.xlsx_baca import Lembar

MAKS_CONTOH, MAKS_SEMUA, MAKS_TAMPIL = 15, 500, 100


@dataclass(frozen=True)
class BarisBidang:
    """One field on the page: its column, and for figures the decimal mark with what the column shows."""

    bidang: BidangAsing
    kolom: int
    usulan: bool
    desimal: str
    bukti: Bukti | None


@dataclass(frozen=True)
class BarisPilihan:
    """Something chosen for all rows, with its options."""

    pilihan: Pilihan
    opsi: list[tuple[str, str]]
    terpilih: str


@dataclass(frozen=True)
class BarisContoh:
    """One row as it will be read: its cells, with how some of them were, and what becomes of it."""

    nomor: int
    sel: list[tuple[str, str]]
    jadi: str


@require_http_methods(["GET", "POST"])
def kolom(request: HttpRequest, pd: str, periode: str, pk: int) -> HttpResponse:
    """The mapping and a sample of what it gives; POST keeps it, and `aksi=lanjut` goes on to the preview."""
    own, masa = tempat(request, pd, periode)
    row = unggahan_or_404(request, own, periode, pk)
    tahun = list(masa.tahun)
    if request.method != "POST":
        return _tampil(request, row, masa, periode)
    lama = peta_unggahan(row)
    peta = _dari_form(request, lama, tahun)
    lain = peta.pilihan.get("susunan", "") != lama.pilihan.get("susunan", "")
    if lain:  # other fields: none of them was on the form
        peta = replace(peta, kolom=usul_kolom(peta, judul_kolom(_kepala(row, peta), peta.kepala, peta.tinggi), tahun))
    peta = dengan_desimal(row, peta, tahun)
    asing_petakan(row, by=pelaku(request), peta=peta, usulan=lain)
    if lain or request.POST.get("aksi") != "lanjut":
        return redirect("indicators:buku_asing_kolom", pd=pd, periode=periode, pk=pk)
    try:
        baru = asing_pratinjau(row, by=pelaku(request), peta=peta, periode=masa)
        if nama := request.POST.get("ingat", "").strip():
            pemetaan_simpan(perangkat_daerah=own, nama=nama, peta=peta, lembar=_kepala(row, peta), by=pelaku(request))
    except DomainError as error:
        if error.kode_http == 403:
            raise
        return _tampil(request, row, masa, periode, str(error), error.kode_http)
    return redirect("indicators:buku_pd_pratinjau", pd=pd, periode=periode, pk=baru.pk)


def _kepala(row: Unggahan, peta: Pemetaan) -> Lembar:
    """The rows of the sheet down to its head."""
    return lembar_unggahan(row, peta.lembar, peta.awal)


def _dari_form(request: HttpRequest, peta: Pemetaan, tahun: Sequence[int]) -> Pemetaan:
    """The mapping as the form has it; what the form does not know is left out."""
    isian = request.POST
    pilihan = {p.kunci: isian.get(f"pilih-{p.kunci}", "")[:100] for p in pilihan_jenis(peta.jenis)}
    baru = replace(peta, pilihan=pilihan)
    kolom, desimal = {}, {}
    for b in bidang_dipakai(baru, tahun):
        teks = isian.get(f"kolom-{b.kunci}", "")
        if teks.isascii() and teks.isdigit() and 0 < int(teks[:6]) <= 10_000:
            kolom[b.kunci] = int(teks[:6])
        if isian.get(f"desimal-{b.kunci}") in (KOMA, TITIK) and peta.kolom.get(b.kunci) == kolom.get(b.kunci):
            desimal[b.kunci] = isian[f"desimal-{b.kunci}"]
    tanya, jawab = isian.getlist("tanya")[:MAKS_JAWABAN], isian.getlist("jawab")[:MAKS_JAWABAN]
    jawaban = peta.jawaban | {t[:300]: j[:100] for t, j in zip(tanya, jawab, strict=False) if j}
    return replace(baru, kolom=kolom, desimal=desimal, jawaban=jawaban)


def _tampil(
    request: HttpRequest, row: Unggahan, masa: PeriodeRenstra, kunci: str, tolak: str = "", status: int = 200
) -> HttpResponse:
    tahun = list(masa.tahun)
    lembar = lembar_unggahan(row, peta_unggahan(row).lembar)
    tahu = dikenal(row.perangkat_daerah, masa)
    peta = dengan_desimal(row, peta_unggahan(row), tahun)
    bidang = bidang_dipakai(peta, tahun)
    hasil = terjemahkan(lembar, peta, tahu)
    dipakai = [b for b in bidang if b.kunci in peta.kolom]
    context = {
        "unggahan": row,
        "perangkat_daerah": row.perangkat_daerah,
        "periode": masa,
        "kunci": kunci,
        "peta": peta,
        "jenis": JENIS[peta.jenis],
        "judul": _judul(lembar, peta),
        "bidang": _bidang(row, lembar, peta, bidang),
        "pilihan": _pilihan(peta, tahu, tahun),
        "dipakai": dipakai,
        "contoh": _contoh(hasil, dipakai, MAKS_SEMUA if "semua" in request.GET else MAKS_CONTOH),
        "hasil": hasil,
        "tanya": sorted(hasil.tanya, key=lambda t: bool(t.jawab))[:MAKS_TAMPIL],
        "galat": hasil.galat[:MAKS_TAMPIL],
        "lewat": hasil.lewat[:MAKS_TAMPIL],
        "asal": row.isi["asal"],
        "usulan": row.isi["usulan"],
        "tolak": tolak,
    }
    return render(request, "indicators/buku_asing_kolom.html", context, status=status)


def _judul(lembar: Lembar, peta: Pemetaan) -> list[tuple[int, str]]:
    """The columns to choose from: letter and head; where there is none, what stands first below."""
    hasil = []
    for j in judul_kolom(lembar, peta.kepala, peta.tinggi):
        teks = j.teks or _isi_pertama(lembar, peta, j)
        if teks:
            hasil.append((j.kolom, f"{j.huruf} · {teks[:80]}"))
    return hasil


def _isi_pertama(lembar: Lembar, peta: Pemetaan, j: Judul) -> str:
    for r in range(peta.awal, peta.awal + 30):
        if teks := tampak(lembar.di(r, j.kolom).nilai):
            return f"(tanpa judul) {teks}"
    return ""


def _bidang(row: Unggahan, lembar: Lembar, peta: Pemetaan, bidang: Sequence[BidangAsing]) -> list[BarisBidang]:
    bukti = bukti_kolom(lembar, peta, bidang)
    usulan = bool(row.isi["usulan"])
    return [
        BarisBidang(
            b,
            peta.kolom.get(b.kunci, 0),
            usulan and b.kunci in peta.kolom,
            peta.desimal.get(b.kunci, ""),
            bukti.get(b.kunci),
        )
        for b in bidang
    ]


def _pilihan(peta: Pemetaan, tahu: Dikenal, tahun: Sequence[int]) -> list[BarisPilihan]:
    """What is chosen for all rows; a choice with an empty option may be left open."""
    jenjang = peta.pilihan.get("jenjang") or "sasaran"
    ada: dict[str, list[tuple[str, str]]] = {
        "unsur": [(BAGIAN, "Baris judul di atas indikatornya")]
        + [(str(u.pk), _sebut(u.kode, u.uraian)) for u in tahu.unsur_jenis.get(jenjang, [])],
        "sasaran": [(str(u.pk), u.uraian) for u in tahu.unsur_jenis.get("sasaran", [])],
        "tujuan": [(str(u.pk), u.uraian) for u in tahu.unsur_jenis.get("tujuan", [])],
        "unit": list(tahu.unit),
        "rencana": list(tahu.rencana),
        "jenis_belanja": [(k, f"{k} {n}") for k, n in tahu.jenis_belanja],
        "tahun": [(str(t), str(t)) for t in tahun],
    }
    hasil = []
    for p in pilihan_jenis(peta.jenis):
        opsi = list(p.tetap) or [(k, n[:110]) for k, n in ada[p.kunci]]
        if not p.bawaan and not any(k == "" for k, _ in opsi):
            opsi.insert(0, ("", "Pilih…"))
        hasil.append(BarisPilihan(p, opsi, peta.pilihan.get(p.kunci, p.bawaan)))
    return hasil


def _sebut(kode: str, uraian: str) -> str:
    return " ".join(filter(None, (kode, uraian)))


def _contoh(hasil: Hasil, dipakai: Sequence[BidangAsing], banyak: int) -> list[BarisContoh]:
    return [_satu_contoh(b, dipakai, hasil.jadi.get(b.nomor, "")) for b in hasil.bacaan.baris[:banyak]]


def _satu_contoh(baris: BarisAsing, dipakai: Sequence[BidangAsing], jadi: str) -> BarisContoh:
    sel: list[tuple[str, Any]] = [
        (tampil(b.bidang, baris.isi.get(b.kunci, "")), baris.catatan.get(b.kunci, "")) for b in dipakai
    ]
    return BarisContoh(baris.nomor, sel, jadi)
