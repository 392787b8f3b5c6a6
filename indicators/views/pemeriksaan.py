"""Pemeriksaan: what is wrong in the data, by severity and rule, each finding one click from where it can be mended."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.checks import Level
from indicators.checks_data import KELUARGA, Aturan, TemuanData
from indicators.checks_fakta import Objek
from indicators.models import PerangkatDaerah, PeriodeRenstra, TemuanDiterima
from indicators.permissions import Ability
from indicators.selectors.cascade import LABEL
from indicators.selectors.kaskade import boleh_ubah
from indicators.selectors.navigasi import Konteks
from indicators.selectors.temuan import SaringanTemuan, temuan_diterima, temuan_tahun
from indicators.selectors.unsur import kunci_periode, periode_daerah, periode_tahun
from indicators.views.base import konteks_or_404
from indicators.views.pemeriksaan_tempat import NIHIL, Perbaikan, Tempat

SEBUTAN = LABEL | {
    "perangkat_daerah": "Perangkat daerah",
    "indikator": "Indikator",
    "realisasi": "Realisasi",
    "realisasi_anggaran": "Realisasi anggaran",
    "pejabat": "Pejabat",
    "rencana": "Rencana tahunan",
    "statistik": "Statistik pegawai",
}


@dataclass(frozen=True)
class Baris:
    """One finding as a row: what it is about, where that is seen, where it is mended by who may, and its digest."""

    temuan: TemuanData
    sebutan: str
    alamat: str
    ciri: str
    diterima: TemuanDiterima | None = None
    perbaikan: Perbaikan = NIHIL


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
    lihat = _terlihat(request, pd)
    semua = [t for t in temuan_di(here, periode) if lihat is None or t.objek.unit in lihat]
    saringan = _saringan(request)
    tempat: dict[str, str | int] = {"pd": pd.kode, "tahun": here.tahun}
    perbaiki = Tempat(pd, here.tahun, kunci_periode(periode)) if _boleh_memperbaiki(request, pd, periode) else None
    baris = _baris(saringan.pilih(semua), tempat, periode, temuan_diterima(pd, here.tahun), perbaiki)
    buka = [b for b in baris if b.diterima is None]
    isi |= {
        "utuh": lihat is None,
        "boleh_terima": permissions.can(request.user, Ability.ACCEPT_TEMUAN, pd),
        "galat": _kelompok(buka, Level.ERROR),
        "peringatan": _kelompok(buka, Level.WARNING),
        "diterima": [b for b in baris if b.diterima is not None],
        "jumlah_galat": sum(b.temuan.aturan.level == Level.ERROR for b in buka),
        "jumlah_peringatan": sum(b.temuan.aturan.level == Level.WARNING for b in buka),
        "saringan": saringan,
        "pilihan": _pilihan(semua),
        "tempat": urlencode(tempat),
    }
    return render(request, "indicators/pemeriksaan.html", isi)


def temuan_di(here: Konteks, periode: PeriodeRenstra) -> list[TemuanData]:
    """All findings of the place and year of the request, accepted ones too."""
    assert here.perangkat_daerah is not None  # noqa: S101  the callers have looked
    return temuan_tahun(here.perangkat_daerah, periode, here.tahun, here.jadwal)


def _boleh_memperbaiki(request: HttpRequest, pd: PerangkatDaerah, periode: PeriodeRenstra) -> bool:
    """Whether the places where findings are mended are open to the person."""
    return boleh_ubah(request.user, pd, periode)[0] and permissions.can(request.user, Ability.EDIT_TARGET, pd)


def _saringan(request: HttpRequest) -> SaringanTemuan:
    """What the address narrows to; what is not known narrows nothing."""
    keluarga, tingkat, unit = (request.GET.get(k, "") for k in ("keluarga", "tingkat", "unit"))
    return SaringanTemuan(
        keluarga=keluarga if keluarga in KELUARGA else "",
        tingkat=tingkat if tingkat in set(Level) else "",
        unit=int(unit) if unit.isdecimal() and len(unit) < 12 else None,
    )


def _pilihan(semua: list[TemuanData]) -> dict[str, list[tuple[Any, str]]]:
    """What the filters offer: the families and units that have a finding."""
    ada = {t.aturan.kode for t in semua}
    units = {t.objek.unit: t.objek.nama_unit for t in semua if t.objek.unit is not None}
    return {
        "keluarga": [(k, f"{k}: {nama}") for k, nama in KELUARGA.items() if k in ada],
        "tingkat": [(Level.ERROR.value, "Harus diperbaiki"), (Level.WARNING.value, "Perlu diperhatikan")],
        "unit": sorted(units.items(), key=lambda u: u[1]),
    }


def _terlihat(request: HttpRequest, pd: PerangkatDaerah) -> set[int] | None:
    """The units whose findings the person may see; None: those of the whole perangkat daerah."""
    if permissions.can(request.user, Ability.VIEW_TEMUAN, pd):
        return None
    units = permissions.visible_units(request.user, Ability.VIEW_TEMUAN).filter(perangkat_daerah=pd)
    lihat = set(units.values_list("pk", flat=True))
    if not lihat:
        permissions.require(request.user, Ability.VIEW_TEMUAN, pd)
    return lihat


def _baris(
    temuan: list[TemuanData],
    tempat: dict[str, str | int],
    periode: PeriodeRenstra,
    sudah: dict[str, TemuanDiterima],
    perbaiki: Tempat | None = None,
) -> list[Baris]:
    """The findings as rows, each with what was said about it; `perbaiki` None for who may not mend them."""
    kueri = urlencode(tempat | {"periode": kunci_periode(periode), "buka": "semua"})
    pohon = f"{reverse('indicators:perencanaan')}?{kueri}"
    return [
        Baris(
            t,
            SEBUTAN[t.objek.jenis],
            _alamat(t.objek, tempat["tahun"], pohon),
            ciri,
            sudah.get(ciri),
            perbaiki.untuk(t) if perbaiki else NIHIL,
        )
        for t in temuan
        for ciri in (t.ciri,)
    ]


def baris_temuan(
    temuan: list[TemuanData], pd: PerangkatDaerah, periode: PeriodeRenstra, tahun: int, sudah: dict[str, TemuanDiterima]
) -> list[Baris]:
    """Findings as rows with the place where each is mended, for other pages that name them."""
    return _baris(temuan, {"pd": pd.kode, "tahun": tahun}, periode, sudah)


def _kelompok(baris: list[Baris], level: Level) -> list[tuple[Aturan, list[Baris]]]:
    """The open findings of one level by rule."""
    milik = (b for b in baris if b.temuan.aturan.level == level)
    return [(aturan, list(isi)) for aturan, isi in groupby(milik, key=lambda b: b.temuan.aturan)]


def _alamat(objek: Objek, tahun: str | int, pohon: str) -> str:
    """Where the object is seen: a place in the tree, the page of the indikator, its row on the sheet.

    Empty for officials and statistics of staff, which the admin keeps; the sentence says so.
    """
    if objek.jenis in ("pejabat", "statistik"):
        return ""
    if objek.jenis == "indikator":
        return f"{reverse('indicators:dasbor_indikator', args=[objek.pk])}?tahun={tahun}"
    if objek.triwulan is not None:
        alamat = reverse("indicators:realisasi_lembar", args=[tahun, objek.triwulan, objek.unit])
        jangkar = "realisasi" if objek.jenis == "realisasi" else "anggaran"
        return f"{alamat}#baris-{jangkar}-{objek.pk}"
    jangkar = "" if objek.jenis in ("perangkat_daerah", "rencana") else f"#{objek.jenis}-{objek.pk}"
    return f"{pohon}{jangkar}"
