"""Perencanaan: the cascade of a period as a tree that folds, and the plans of the active year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from indicators import permissions
from indicators.models import PerangkatDaerah, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.cascade import Pohon, cascade_tersimpan
from indicators.selectors.cascade_cari import saring
from indicators.selectors.dasbor_baris import triwulan_terakhir
from indicators.selectors.kaskade import PohonUbah, boleh_ubah, pohon_ubah_tersimpan, saring_cabang
from indicators.selectors.simpanan import bersama
from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.selectors.unsur import kunci_periode, periode_daerah, sebut_periode
from indicators.views.base import konteks_or_404, periode_dipilih
from indicators.views.cabang_tampil import cabang_baca, cabang_ubah
from indicators.views.kaskade_jawab import Tempat, hak

PANJANG_CARI = 100


@require_GET
def perencanaan(request: HttpRequest) -> HttpResponse:
    """The tree of the active perangkat daerah; `?cari=` narrows it, `?periode=` chooses, `?buka=semua` unfolds all.

    `?ubah=1` is its editor, for whoever may change a period that is not closed.
    """
    permissions.require(request.user, Ability.VIEW)
    here = konteks_or_404(request)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    semua = periode_daerah(pd)
    periode = periode_dipilih(request, semua, here.tahun)
    cari = request.GET.get("cari", "").strip()[:PANJANG_CARI]
    tempat = {k: request.GET[k] for k in ("pd", "tahun") if k in request.GET}
    isi = {
        "perangkat_daerah": pd,
        "tahun": here.tahun,
        "periode": periode,
        "periode_pilihan": [(p, urlencode(tempat | {"periode": kunci_periode(p)})) for p in semua],
        "cari": cari,
        "sebut": sebut_periode(semua, here.tahun),
    }
    if periode is None:
        return render(request, "indicators/perencanaan.html", isi)
    if "periode" in request.GET:
        tempat["periode"] = request.GET["periode"]
    boleh, daerah = boleh_ubah(request.user, pd, periode)
    if "ubah" in request.GET and (boleh or daerah):
        return _penyunting(
            request, Tempat(pd, periode, here.tahun, triwulan_terakhir(here.jadwal, here.tahun)), isi, tempat
        )
    isi |= {
        "buka": bool(cari) or request.GET.get("buka") == "semua",
        "buku": permissions.can(request.user, Ability.VIEW, pd),
        "tersembunyi": tempat,
        "lipat_semua": urlencode(tempat),
        "buka_semua": urlencode(tempat | {"buka": "semua"}),
        "ubah": urlencode(tempat | {"ubah": 1}) if boleh or daerah else "",
    }
    di = Tempat(pd, periode, here.tahun, triwulan_terakhir(here.jadwal, here.tahun))
    isi["badan"] = _badan(request, di, cari=cari, buka=bool(isi["buka"]))
    return render(request, "indicators/perencanaan.html", isi)


def _badan(request: HttpRequest, di: Tempat, *, cari: str, buka: bool) -> str:
    """The tree and the year's plans as they stand on the page; printed once for every state of the facts."""
    pd = di.perangkat_daerah

    def cetak() -> str:
        pohon = cascade_tersimpan(pd, di.periode, di.tahun, di.sampai)
        milik = {
            "buka": buka,
            "lebar": pohon.lebar,
            "terlihat": _unit_terlihat(request, pd, pohon),
            # The same head stands on every table of the tree: it is rendered once.
            "kepala": render_to_string("indicators/partials/perencanaan_kepala.html", {"pohon": pohon}),
        }
        isi = {
            "pohon": pohon,
            "akar": cabang_baca(saring(pohon.akar, cari), milik),
            "unit": cabang_baca(saring(pohon.unit, cari), milik),
            "cari": cari,
            "tahun": di.tahun,
        }
        return render_to_string("indicators/partials/perencanaan_badan.html", isi)

    if cari:
        return cetak()
    # Who looks changes the links to the pages of units alone, and they follow from the scope.
    lingkup = sorted(map(repr, permissions.scopes(request.user, Ability.VIEW)))
    ciri = ("perencanaan-html", pd.pk, di.periode.pk, di.tahun, di.sampai, buka, lingkup)
    with bersama():
        return selama_rencana_tetap(pd.pemerintah_daerah_id, ciri, cetak)


def _penyunting(request: HttpRequest, di: Tempat, isi: dict[str, Any], tempat: dict[str, str]) -> HttpResponse:
    """The same tree for whoever may change it: every element with what can be done to it."""
    cari = isi["cari"]
    boleh, daerah = boleh_ubah(request.user, di.perangkat_daerah, di.periode)
    isi |= {"tersembunyi": tempat, "baca": di.kueri, "buka": bool(cari), **hak(di, boleh=boleh, daerah=daerah)}

    def cetak() -> str:
        if cari:
            pohon = pohon_ubah_tersimpan(di.perangkat_daerah, di.periode, di.tahun, di.sampai)
            pohon = PohonUbah(saring_cabang(pohon.akar, cari), saring_cabang(pohon.unit, cari))
        else:
            pohon = di.pohon()
        isi["kosong"] = not pohon.akar and not pohon.unit
        cabang = {"akar": cabang_ubah(pohon.akar, isi), "unit": cabang_ubah(pohon.unit, isi)}
        return render_to_string("indicators/partials/kaskade_pohon.html", isi | cabang)

    # Nothing in the branches depends on who looks but the two rights: printed once for every state of the facts.
    ciri = ("kaskade-html", di.perangkat_daerah.pk, di.periode.pk, di.tahun, di.sampai, boleh, daerah)
    daerah_pk = di.perangkat_daerah.pemerintah_daerah_id
    isi["cabang"] = cetak() if cari else selama_rencana_tetap(daerah_pk, ciri, cetak)
    return render(request, "indicators/kaskade.html", isi)


def _unit_terlihat(request: HttpRequest, pd: PerangkatDaerah, pohon: Pohon) -> set[int]:
    """The units whose pages the person may open. The plan is everybody's, the figures of an indikator are not."""
    units = (UnitKerja(pk=pk, jalur=jalur, perangkat_daerah=pd) for pk, jalur in pohon.jalur.items())
    return {u.pk for u in units if permissions.can(request.user, Ability.VIEW, u)}
