"""The last step of a regency that begins: its first Perjanjian Kinerja, or what it still lacks and where to mend it.

The page lies with the documents, for only the builder knows what an agreement needs.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.models import PemerintahDaerah, PerangkatDaerah
from indicators.permissions import Ability
from indicators.selectors.daerah import kemajuan, perangkat_daerah_of
from indicators.selectors.simpanan import bersama
from indicators.views.daerah_kerangka import daerah_or_404
from reports.daerah_pk import PkPertama, pk_pertama

LANGKAH = "pk"


@dataclass(frozen=True)
class Kurang:
    """One sentence about what is missing, and the page where it is mended (empty: somebody else's work)."""

    kalimat: str
    alamat: str
    tautan: str


@dataclass(frozen=True)
class Baris:
    """One perangkat daerah of the page."""

    pk: PkPertama
    kurang: list[Kurang]
    boleh: bool  # whether this person may see the documents there


@require_GET
def daerah_pk(request: HttpRequest, kode: str) -> HttpResponse:
    """Every perangkat daerah of the regency with its first agreement, or what it lacks."""
    with bersama():
        return _tampil(request, daerah_or_404(request, kode, LANGKAH))


def _tampil(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    rows = [
        Baris(
            satu,
            [_kurang(satu.perangkat_daerah, satu.tahun, k) for k in satu.kekurangan],
            permissions.can(request.user, Ability.VIEW_DOKUMEN, satu.perangkat_daerah),
        )
        for satu in pk_pertama(perangkat_daerah_of(daerah, request.user))
    ]
    maju = kemajuan(daerah, request.user, LANGKAH)
    return render(request, "indicators/daerah_pk.html", {"daerah": daerah, "maju": maju, "rows": rows})


def _kurang(pd: PerangkatDaerah, tahun: int | None, kalimat: str) -> Kurang:
    """Where to mend what the builder misses, from the words it uses for it."""
    kecil = kalimat.casefold()
    daerah = pd.pemerintah_daerah
    tanya = urlencode({"pd": pd.kode} | ({"tahun": str(tahun)} if tahun else {}))
    if "pihak kedua" in kecil:
        return Kurang(kalimat, _langkah(daerah.kode, "pemerintah"), "Buka langkah 1")
    if "mintalah admin" in kecil or "pejabat" in kecil:
        return Kurang(kalimat, f"{_langkah(daerah.kode, 'pejabat')}?pd={pd.kode}", "Buka langkah 5")
    if "target" in kecil:
        return Kurang(kalimat, f"{reverse('indicators:rencana_daftar')}?{tanya}", "Buka rencana tahun")
    return Kurang(kalimat, _langkah(daerah.kode, "rencana"), "Buka langkah 9")


def _langkah(kode: str, langkah: str) -> str:
    return reverse("indicators:daerah_langkah", args=[kode, langkah])
