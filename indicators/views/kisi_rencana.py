"""The three planning grids: targets of a year's plan, its pagu, and the targets of a Renstra period."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.forms_kisi import IsianBaris
from indicators.models import (
    AuditEvent,
    Indikator,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    TingkatPredikat,
)
from indicators.permissions import Ability
from indicators.selectors.kisi_pagu import jenis_dipakai, jumlah_pagu, kisi_pagu
from indicators.selectors.kisi_target import kisi_renstra, kisi_target, renstra_belum_masuk
from indicators.selectors.unsur import kunci_periode, periode_daerah
from indicators.services.rencana import PaguEntry, TargetEntry, pagu_save_many, target_remove, target_save_many
from indicators.services.target_renstra import TargetRenstraEntry, target_renstra_save_many
from indicators.services.target_salin import target_from_renstra
from indicators.views.base import konteks, pelaku, perangkat_daerah_or_404, periode_or_404
from indicators.views.kisi import Kisi, kisi_baris, kisi_halaman
from indicators.views.rencana import rencana_or_404

KETERANGAN = ("Keterangan", False)


def _dapat(request: HttpRequest, pd: PerangkatDaerah, periode: PeriodeRenstra) -> bool:
    terbuka = periode.status != PeriodeRenstra.Status.CLOSED
    return terbuka and permissions.can(request.user, Ability.EDIT_TARGET, pd)


def _rencana(request: HttpRequest, pk: int) -> RencanaTahunan:
    """The plan: to read for whoever belongs to the perangkat daerah, to write with the ability."""
    return rencana_or_404(request, pk, Ability.EDIT_TARGET if request.method == "POST" else Ability.VIEW)


def _tingkat(isian: Sequence[IsianBaris]) -> dict[int, TingkatPredikat]:
    """The steps that were chosen, by key."""
    dipilih = {v for i in isian for n, v in i.nilai.items() if n.endswith("-tingkat") and v}
    return TingkatPredikat.objects.in_bulk(dipilih) if dipilih else {}


# --- Targets of a year's plan --------------------------------------------------------------------------------


def _kisi_target(request: HttpRequest, r: RencanaTahunan) -> Kisi:
    def simpan(isian: Sequence[IsianBaris]) -> None:
        steps = _tingkat(isian)
        entries = [
            TargetEntry(
                indikator=i.baris.objek,
                nilai=i.nilai.get(f"{i.baris.kunci}-nilai"),
                tingkat=steps.get(i.nilai.get(f"{i.baris.kunci}-tingkat") or 0),
                tw=_kuartal(i),
                versi=i.versi,
            )
            for i in isian
            if i.berubah
        ]
        target_save_many(rencana=r, entries=entries, by=pelaku(request))

    draf = r.status == RencanaTahunan.Status.DRAFT
    dapat = draf and _dapat(request, r.perangkat_daerah, r.periode)
    konteks_kisi = {"rencana": r, "judul": "Target", "draf": draf, "disahkan": not draf}
    if dapat and request.method == "GET":
        konteks_kisi["dari_renstra"] = renstra_belum_masuk(r).count()
    kepala = [("Indikator", False), ("Satuan", False), ("Cara setahun", False), ("Target Renstra", False)]
    kepala += [(f"Target {r.tahun}", True), *((f"TW {q}", True) for q in ("I", "II", "III", "IV")), KETERANGAN]
    return Kisi(
        daerah=r.perangkat_daerah.pemerintah_daerah_id,
        url=reverse("indicators:target", args=[r.pk]),
        url_baris=reverse("indicators:target_simpan", args=[r.pk, 0]),
        url_keluar=reverse("indicators:target_keluar", args=[r.pk, 0]),
        dapat=dapat,
        kepala=tuple(kepala),
        muat=lambda hanya: kisi_target(r, hanya),
        simpan=simpan,
        konteks=konteks_kisi,
    )


def _kuartal(i: IsianBaris) -> tuple[Any, Any, Any, Any]:
    """The four quarters of a row; one without a cell has no figure."""
    satu, dua, tiga, empat = (i.nilai.get(f"{i.baris.kunci}-tw{q}") for q in (1, 2, 3, 4))
    return satu, dua, tiga, empat


@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """The targets of a plan as a grid."""
    return kisi_halaman(request, _kisi_target(request, _rencana(request, pk)), "indicators/kisi_rencana.html")


@require_POST
def target_simpan(request: HttpRequest, pk: int, baris: int) -> HttpResponse:
    """One row of the grid of targets."""
    return kisi_baris(request, _kisi_target(request, _rencana(request, pk)), baris)


@require_POST
def target_keluar(request: HttpRequest, pk: int, baris: int) -> HttpResponse:
    """Take an indikator out of a draft plan; back to the grid."""
    r = _rencana(request, pk)
    indikator = get_object_or_404(Indikator, pk=baris, perangkat_daerah=r.perangkat_daerah, periode=r.periode)
    target_remove(rencana=r, indikator=indikator, by=pelaku(request))
    messages.success(request, f"“{indikator.nama}” dikeluarkan dari rencana. Isi lagi targetnya untuk memasukkannya.")
    return redirect("indicators:target", pk=pk)


@require_POST
def target_dari_renstra(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill a draft plan with the Renstra targets of its year; back to the grid."""
    try:
        jumlah = target_from_renstra(rencana=_rencana(request, pk), by=pelaku(request))
        messages.success(request, f"{jumlah} target diambil dari Renstra. Periksa, lalu isi target triwulannya.")
    except InvalidValue as error:
        messages.info(request, str(error))
    return redirect("indicators:target", pk=pk)


# --- Pagu of a year's plan -----------------------------------------------------------------------------------


def _kisi_pagu(request: HttpRequest, r: RencanaTahunan) -> Kisi:
    """The columns are the kinds in use, with those that were asked for (GET) or are in what was sent (POST)."""
    diminta = [int(pk) for pk in request.GET.getlist("tambah") if pk.isdecimal() and len(pk) < 10]
    dikirim = {int(n.rpartition("-j")[2]) for n in request.POST if n.rpartition("-j")[2].isdecimal()}
    jenis, lain = jenis_dipakai(r, {*diminta, *dikirim})
    if dikirim:  # the page that sent it shows these columns, whatever somebody else has added since
        jenis = [j for j in jenis if j.pk in dikirim]

    def simpan(isian: Sequence[IsianBaris]) -> None:
        entries = [
            PaguEntry(i.baris.objek, j, i.nilai[f"{i.baris.kunci}-j{j.pk}"], versi=i.versi)
            for i in isian
            for j in jenis
            if i.berubah and i.teks[f"{i.baris.kunci}-j{j.pk}"] != _isi(i, f"{i.baris.kunci}-j{j.pk}")
        ]
        pagu_save_many(rencana=r, entries=entries, by=pelaku(request))

    draf = r.status == RencanaTahunan.Status.DRAFT
    return Kisi(
        daerah=r.perangkat_daerah.pemerintah_daerah_id,
        url=reverse("indicators:pagu", args=[r.pk]),
        url_baris=reverse("indicators:pagu_simpan", args=[r.pk, 0]),
        dapat=draf and _dapat(request, r.perangkat_daerah, r.periode),
        kepala=(("Sub kegiatan", False), *((j.nama, True) for j in jenis), ("Jumlah", True), KETERANGAN),
        muat=lambda hanya: kisi_pagu(r, jenis, hanya),
        simpan=simpan,
        jumlah=lambda hanya: jumlah_pagu(r, jenis, hanya),
        konteks={
            "rencana": r,
            "judul": "Pagu",
            "draf": draf,
            "disahkan": not draf,
            "jenis_lain": lain,
            "diminta": diminta,
        },
    )


def _isi(isian: IsianBaris, nama: str) -> str:
    return next(s.isi for s in isian.baris.semua_sel if s.nama == nama)


@require_http_methods(["GET", "POST"])
def pagu(request: HttpRequest, pk: int) -> HttpResponse:
    """The pagu of a plan as a grid; `?tambah=` shows a further kind of spending."""
    return kisi_halaman(request, _kisi_pagu(request, _rencana(request, pk)), "indicators/kisi_rencana.html")


@require_POST
def pagu_simpan(request: HttpRequest, pk: int, baris: int) -> HttpResponse:
    """One row of the grid of pagu, answered with the sums above it."""
    return kisi_baris(request, _kisi_pagu(request, _rencana(request, pk)), baris)


# --- Targets of a Renstra period -----------------------------------------------------------------------------


def _kisi_renstra(request: HttpRequest, pd: str, periode: str) -> Kisi:
    own = perangkat_daerah_or_404(request, pd, Ability.EDIT_TARGET if request.method == "POST" else Ability.VIEW)
    konteks(request, own)
    semua = periode_daerah(own)
    dipilih = periode_or_404(semua, periode)

    def simpan(isian: Sequence[IsianBaris]) -> None:
        entries = _entri_renstra(isian, dipilih)
        target_renstra_save_many(perangkat_daerah=own, periode=dipilih, entries=entries, by=pelaku(request))

    kepala = [("Indikator", False), ("Satuan", False), ("Kondisi awal", False)]
    kepala += [*((str(tahun), True) for tahun in dipilih.tahun), KETERANGAN]
    return Kisi(
        daerah=own.pemerintah_daerah_id,
        url=reverse("indicators:target_renstra", args=[pd, periode]),
        url_baris=reverse("indicators:target_renstra_simpan", args=[pd, periode, 0]),
        dapat=_dapat(request, own, dipilih),
        kepala=tuple(kepala),
        muat=lambda hanya: kisi_renstra(own, dipilih, hanya),
        simpan=simpan,
        konteks={
            "perangkat_daerah": own,
            "periode": dipilih,
            "semua": [(p, kunci_periode(p)) for p in semua],
            "dokumen": _dokumen_selesai(own),
        },
    )


def _entri_renstra(isian: Sequence[IsianBaris], periode: PeriodeRenstra) -> list[TargetRenstraEntry]:
    steps = _tingkat(isian)
    return [
        TargetRenstraEntry(
            indikator=i.baris.objek,
            tahun=tahun,
            nilai=i.nilai.get(f"{i.baris.kunci}-{tahun}-nilai"),
            tingkat=steps.get(i.nilai.get(f"{i.baris.kunci}-{tahun}-tingkat") or 0),
            versi=i.versi,
        )
        for i in isian
        if i.berubah
        for tahun in periode.tahun
    ]


def _dokumen_selesai(pd: PerangkatDaerah) -> bool:
    """Whether a document of the perangkat daerah was ever finished: it keeps the targets it was finished with."""
    return AuditEvent.objects.filter(perangkat_daerah=pd, aksi="dokumen.finalized").exists()


@require_http_methods(["GET", "POST"])
def target_renstra(request: HttpRequest, pd: str, periode: str) -> HttpResponse:
    """The targets of every year of a period as a grid; read-only when the period is closed."""
    return kisi_halaman(request, _kisi_renstra(request, pd, periode), "indicators/kisi_renstra.html")


@require_POST
def target_renstra_simpan(request: HttpRequest, pd: str, periode: str, baris: int) -> HttpResponse:
    """One row of the grid of Renstra targets."""
    return kisi_baris(request, _kisi_renstra(request, pd, periode), baris)
