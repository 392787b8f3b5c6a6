"""Pemeriksaan: what is wrong in the data, by severity and rule, each finding one click from where it can be seen."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.checks import Level
from indicators.checks_data import Aturan, TemuanData
from indicators.checks_fakta import Objek
from indicators.models import JadwalPengisian, PerangkatDaerah
from indicators.permissions import Ability
from indicators.selectors.cascade import LABEL
from indicators.selectors.dashboard import triwulan_terakhir
from indicators.selectors.pemeriksaan import temuan_data
from indicators.selectors.unsur import kunci_periode, periode_daerah, periode_tahun
from indicators.views.base import konteks_or_404

SEBUTAN = LABEL | {
    "perangkat_daerah": "Perangkat daerah",
    "indikator": "Indikator",
    "realisasi": "Realisasi",
    "pejabat": "Pejabat",
}


@require_GET
def pemeriksaan(request: HttpRequest) -> HttpResponse:
    """The findings of the active perangkat daerah and year; for a leader of one unit, those of that unit."""
    permissions.require(request.user, Ability.VIEW_TEMUAN)
    here = konteks_or_404(request)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    periode = periode_tahun(periode_daerah(pd), here.tahun)
    isi: dict[str, Any] = {"perangkat_daerah": pd, "tahun": here.tahun, "periode": periode}
    if periode is None:
        permissions.require(request.user, Ability.VIEW_TEMUAN, pd)
        return render(request, "indicators/pemeriksaan.html", isi)
    jadwal = [j for j in here.jadwal if j.tahun == here.tahun]
    temuan = temuan_data(
        pd,
        periode,
        here.tahun,
        sampai=triwulan_terakhir(jadwal, here.tahun),
        tutup=any(j.status == JadwalPengisian.Status.CLOSED for j in jadwal),
    )
    lihat = _terlihat(request, pd)
    if lihat is not None:
        temuan = [t for t in temuan if t.objek.unit in lihat]
    tempat: dict[str, str | int] = {"pd": pd.kode, "tahun": here.tahun}
    isi |= {
        "utuh": lihat is None,
        "galat": _kelompok(temuan, Level.ERROR, tempat, kunci_periode(periode)),
        "peringatan": _kelompok(temuan, Level.WARNING, tempat, kunci_periode(periode)),
        "jumlah_galat": sum(t.aturan.level == Level.ERROR for t in temuan),
        "jumlah_peringatan": sum(t.aturan.level == Level.WARNING for t in temuan),
    }
    return render(request, "indicators/pemeriksaan.html", isi)


def _terlihat(request: HttpRequest, pd: PerangkatDaerah) -> set[int] | None:
    """The units whose findings the person may see; None: those of the whole perangkat daerah."""
    if permissions.can(request.user, Ability.VIEW_TEMUAN, pd):
        return None
    units = permissions.visible_units(request.user, Ability.VIEW_TEMUAN).filter(perangkat_daerah=pd)
    lihat = set(units.values_list("pk", flat=True))
    if not lihat:
        permissions.require(request.user, Ability.VIEW_TEMUAN, pd)
    return lihat


Baris = tuple[TemuanData, str, str]


def _kelompok(
    temuan: list[TemuanData], level: Level, tempat: dict[str, str | int], periode: str
) -> list[tuple[Aturan, list[Baris]]]:
    """The findings of one level by rule, each with the kind of its object and the address where it can be seen."""
    return [
        (aturan, [(t, SEBUTAN[t.objek.jenis], _alamat(t.objek, tempat, periode)) for t in milik])
        for aturan, milik in groupby((t for t in temuan if t.aturan.level == level), key=lambda t: t.aturan)
    ]


def _alamat(objek: Objek, tempat: dict[str, str | int], periode: str) -> str:
    """Where the object is seen: a place in the tree, the page of the indikator, its row on the sheet.

    Empty for officials, whom the admin keeps; the sentence says so.
    """
    if objek.jenis == "pejabat":
        return ""
    if objek.jenis == "indikator":
        return f"{reverse('indicators:dasbor_indikator', args=[objek.pk])}?tahun={tempat['tahun']}"
    if objek.jenis == "realisasi":
        alamat = reverse("indicators:realisasi_lembar", args=[tempat["tahun"], objek.triwulan, objek.unit])
        return f"{alamat}#baris-realisasi-{objek.pk}"
    kueri = urlencode(tempat | {"periode": periode, "buka": "semua"})
    jangkar = "" if objek.jenis == "perangkat_daerah" else f"#{objek.jenis}-{objek.pk}"
    return f"{reverse('indicators:perencanaan')}?{kueri}{jangkar}"
