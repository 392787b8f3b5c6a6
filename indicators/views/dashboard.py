"""Dasbor: from the regency to a single figure in at most three clicks."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.audit_texts import kalimat, perubahan
from indicators.permissions import Ability
from indicators.selectors.jejak import riwayat_indikator
from indicators.selectors.kartu_indikator import tulisan_rumus
from indicators.selectors.saring import Saring, pilihan_kategori
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_bagian import selama_kepala_tetap
from indicators.views import dasbor_lingkup
from indicators.views.base import konteks_or_404, unit_or_404
from indicators.views.dasbor_lingkup import (
    AlamatDasbor,
    HalamanDaerah,
    HalamanIndikator,
    HalamanPd,
    HalamanUnit,
    TempatDaerah,
    gambar,
)
from sakip.lib.numbers import romawi

TRIWULAN = [(nomor, romawi(nomor)) for nomor in (1, 2, 3, 4)]

BAGIAN = (
    ("perangkat-daerah", "Perangkat daerah", ""),
    ("capaian-sasaran", "Sasaran", ""),
    ("tren", "Tren", "tren-"),
    ("peta", "Peta triwulan", "peta"),
    ("kategori-capaian", "Kategori", "kategori"),
    ("ringkas", "Kategori dan tren", "kategori"),
    ("capaian-unit", "Unit", "unit"),
    ("indikator", "Indikator", ""),
    ("kuadran", "Capaian dan penyerapan", "kuadran"),
    ("serapan", "Program", "serapan"),
    ("anggaran", "Anggaran", "anggaran"),
    ("terlambat", "Terlambat", ""),
)
"""The parts of the pages: id of the heading, its name in the list at the top, and what the keys of its charts begin
with (empty: it is always there)."""

DAERAH = ("perangkat-daerah", "peta", "kategori-capaian", "tren", "kuadran", "anggaran", "terlambat")
PERANGKAT_DAERAH = (
    *("capaian-sasaran", "tren", "peta", "capaian-unit", "kuadran", "serapan", "anggaran"),
    "terlambat",
)
UNIT = ("peta", "ringkas", "indikator", "anggaran")

JEJAK_DI_HALAMAN = 20
"""How many lines of the trail stand on the page of an indikator; the rest is one click away."""


@require_GET
def dasbor(request: HttpRequest) -> HttpResponse:
    """The dashboard of one perangkat daerah; for a person of the regency without `?pd=`, of the whole regency."""
    semua = dasbor_lingkup.daerah_terlihat(request)
    if semua is not None:
        return _daerah(request, dasbor_lingkup.tempat_daerah(request, semua))
    here = konteks_or_404(request)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    badan = _tercetak(
        request,
        pd.pemerintah_daerah_id,
        ("dasbor_badan", pd.pk, here.tahun),
        lambda: _isi_pd(request, dasbor_lingkup.halaman_pd(request)),
        bagian=pd.pk,
    )
    isi = {
        "badan": badan,
        "perangkat_daerah": pd,
        "tahun": here.tahun,
        "ke_daerah": dasbor_lingkup.melihat_daerah(request),
    }
    return render(request, "indicators/dasbor.html", isi)


@require_GET
def dasbor_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure of one unit and of the units below it."""
    unit = unit_or_404(request, pk)
    tahun = konteks_or_404(request, unit.perangkat_daerah).tahun
    badan = _tercetak(
        request,
        unit.perangkat_daerah.pemerintah_daerah_id,
        ("dasbor_unit_badan", pk, tahun),
        lambda: _isi_unit(request, dasbor_lingkup.halaman_unit(request, pk, unit)),
        bagian=unit.perangkat_daerah_id,
    )
    ikut = AlamatDasbor(request, tahun).query
    return render(request, "indicators/dasbor_unit.html", {"badan": badan, "unit": unit, "ikut": ikut})


def _tercetak(
    request: HttpRequest,
    daerah: int,
    tempat: tuple[str, int, int],
    isi: Callable[[], dict[str, Any]],
    *,
    bagian: int | None = None,
) -> str:
    """The body of a page, printed once for every state of the facts, address, scope and day.

    `tempat`: the template, what the page is of, the year. The facts are those of a perangkat daerah (`bagian`), or of
    the regency with all of them. Of who looks nothing stands in it but what follows from the scope.
    """
    lingkup = sorted(map(repr, permissions.scopes(request.user)))
    hari_ini = request.hari_ini  # type: ignore[attr-defined]
    ciri = ("dasbor-html", *tempat, request.get_full_path(), hari_ini, lingkup)
    with bersama():
        return selama_kepala_tetap(
            daerah,
            ciri,
            lambda: _badan(request, tempat[0], isi()),
            bagian=bagian,
            semua=bagian is None,
        )


def _badan(request: HttpRequest, nama: str, isi: dict[str, Any]) -> str:
    """The body of a page: without the request itself, and with the filters of its address for the same on paper."""
    return render_to_string(f"indicators/partials/{nama}.html", isi | {"kueri": request.GET.urlencode()})


def _isi_unit(request: HttpRequest, h: HalamanUnit) -> dict[str, Any]:
    saring = _pilihan(h.tahun_pilihan, h.lingkup.tahun, h.lingkup.sampai, h.lingkup.saring, h.d.isi.kebijakan.kategori)
    return {
        "d": h.d,
        "unit": h.unit,
        "lingkup": h.lingkup,
        "g": gambar(request, h.grafik.grafik),
        "kata_saring": h.grafik.saring,
        "bagian": _bagian(UNIT, h.grafik.grafik),
        "ikut": AlamatDasbor(request, h.lingkup.tahun).query,
        "desimal_anggaran": h.unit.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
        **saring,
    }


@require_GET
def dasbor_indikator(request: HttpRequest, pk: int) -> HttpResponse:
    """Definition, targets, realisasi by quarter and year, evidence and trail of one indikator."""
    indikator, tahun = dasbor_lingkup.indikator_or_404(request, pk)
    pd = indikator.perangkat_daerah
    badan = _tercetak(
        request,
        pd.pemerintah_daerah_id,
        ("dasbor_indikator_badan", pk, tahun),
        lambda: _isi_indikator(request, dasbor_lingkup.halaman_indikator(request, pk, indikator)),
        bagian=pd.pk,
    )
    return render(request, "indicators/dasbor_indikator.html", {"badan": badan, "i": indikator, "tahun": tahun})


def _isi_indikator(request: HttpRequest, h: HalamanIndikator) -> dict[str, Any]:
    indikator = h.k.indikator
    events = list(riwayat_indikator(indikator.pk, h.tahun)[: JEJAK_DI_HALAMAN + 1])
    return {
        "k": h.k,
        "i": indikator,
        "tahun": h.tahun,
        "g": gambar(request, h.grafik.grafik),
        "variabel": list(indikator.variabel.all()),
        "rumus": tulisan_rumus(indikator),
        "variabel_rumus": list(indikator.variabel_rumus.all()) if indikator.ekspresi else [],
        "dapat_rumus": permissions.can(request.user, Ability.EDIT_CASCADE, indikator.perangkat_daerah),
        "jejak": [(e, kalimat(e.aksi), perubahan(e)) for e in events[:JEJAK_DI_HALAMAN]],
        "jejak_terpotong": len(events) > JEJAK_DI_HALAMAN,
    }


def _daerah(request: HttpRequest, di: TempatDaerah) -> HttpResponse:
    def isi() -> dict[str, Any]:
        return _isi_daerah(request, dasbor_lingkup.halaman_daerah(request, di))

    nama = "dasbor_daerah_badan"
    if di.daerah is None:
        badan = _badan(request, nama, isi())
    else:
        badan = _tercetak(request, di.daerah.pk, (nama, di.daerah.pk, di.here.tahun), isi)
    isi_halaman = {"badan": badan, "tahun": di.here.tahun}
    if di.daerah is not None:
        isi_halaman["pd_aktif"] = di.daerah.nama  # in the bar stands the place the page speaks of
    return render(request, "indicators/dasbor_daerah.html", isi_halaman)


def _isi_daerah(request: HttpRequest, h: HalamanDaerah) -> dict[str, Any]:
    pilihan = _pilihan(h.tahun_pilihan, h.tahun, h.sampai, h.saring, h.d.kebijakan.kategori)
    return {
        "d": h.d,
        "daerah": h.daerah,
        "daerah_pilihan": h.daerah_pilihan,
        "tahun": h.tahun,
        "g": gambar(request, h.grafik.grafik),
        "bagian": _bagian(DAERAH, h.grafik.grafik),
        "kata_saring": h.grafik.saring,
        "desimal_anggaran": h.daerah.desimal_anggaran if h.daerah else 2,
        "ikut": AlamatDasbor(request, h.tahun, buang=("cari",)).query,
        "tahun_lain": [t for t in h.tahun_pilihan if t < h.tahun][:1],
        **pilihan,
    }


def _isi_pd(request: HttpRequest, h: HalamanPd) -> dict[str, Any]:
    pilihan = _pilihan(h.tahun_pilihan, h.lingkup.tahun, h.lingkup.sampai, h.lingkup.saring, h.d.isi.kebijakan.kategori)
    semua = gambar(request, h.grafik.grafik)
    return {
        "d": h.d,
        "lingkup": h.lingkup,
        "g": semua,
        "bagian": _bagian(PERANGKAT_DAERAH, h.grafik.grafik),
        "tren": [semua[f"tren_{pk}"] for pk in h.d.grafik_tren],
        "unit_pilihan": h.pilih if len(h.pilih) > 1 else [],
        "unit": h.unit,
        "kata_saring": h.grafik.saring,
        "ikut": AlamatDasbor(request, h.lingkup.tahun).query,
        "desimal_anggaran": h.lingkup.perangkat_daerah.pemerintah_daerah.desimal_anggaran,
        "tahun_lain": [t for t in h.tahun_pilihan if t < h.lingkup.tahun][:1],
        **pilihan,
    }


def _bagian(ada: Iterable[str], grafik: Iterable[str]) -> list[tuple[str, str]]:
    """The parts a page has, in its order: (id, name)."""
    kunci = list(grafik)
    semua = {id_: (nama, awal) for id_, nama, awal in BAGIAN}
    return [(i, semua[i][0]) for i in ada if any(k.startswith(semua[i][1]) for k in kunci) or not semua[i][1]]


def _pilihan(tahun_pilihan: list[int], tahun: int, sampai: int | None, saring: Saring, kategori: Any) -> dict[str, Any]:
    """What the form of filters offers, and what is chosen."""
    return {
        "saring": saring,
        "tahun_dipilih": tahun,
        "sampai_dipilih": sampai,
        "tahun_pilihan": tahun_pilihan,
        "triwulan_pilihan": TRIWULAN,
        "kategori_pilihan": pilihan_kategori(kategori),
    }
