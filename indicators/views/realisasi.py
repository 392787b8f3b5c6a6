"""Isian triwulan: the sheets a person sees, and one of them; as a form it is saved as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.exceptions import DomainError, InvalidValue, StaleData
from indicators.forms_isian import AnggaranRowForm, RealisasiRowForm
from indicators.models import UnitKerja
from indicators.permissions import Ability
from indicators.selectors.baris_anggaran import KUMULATIF, SENDIRI
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.isian import (
    lembar_isian,
)
from indicators.selectors.lembar import batas_lembar, lembar_ringkas
from indicators.selectors.lembar_isian import LembarIsian
from indicators.services.realisasi import realisasi_save_many
from indicators.services.realisasi_anggaran import realisasi_anggaran_save_many
from indicators.tables import LembarTabel
from indicators.views.baris import entry_of
from indicators.views.baris_tampil import Baris, BarisTampil, bentrok_dari, kaki_anggaran, tampilkan
from indicators.views.base import is_htmx, konteks, pelaku, triwulan_or_404, unit_or_404
from sakip.lib.periods import Triwulan

# --- The list and the sheet ----------------------------------------------------------------------------------


@require_GET
def realisasi_daftar(request: HttpRequest) -> HttpResponse:
    """The sheets of the active year that the person sees, by quarter; straight to it when there is just one to fill."""
    here = konteks(request)
    pd = here.perangkat_daerah
    units = list(permissions.visible_units(request.user).filter(perangkat_daerah=pd)) if pd else []
    jadwal = here.jadwal_tahun()
    tw = request.GET.get("tw", "")
    terbuka = here.terbuka()
    dipilih = int(tw) if tw in ("1", "2", "3", "4") else (terbuka[-1].triwulan if terbuka else 4)
    ringkas = []
    if pd is not None:
        ringkas = lembar_ringkas(
            perangkat_daerah=pd,
            triwulan=Triwulan(here.tahun, dipilih),
            units=units,
            jadwal=here.jadwal_untuk(here.tahun, dipilih),
        )
    if len(ringkas) == 1 and not tw:
        satu = ringkas[0]
        return redirect("indicators:realisasi_lembar", tahun=here.tahun, tw=dipilih, unit=satu.unit.pk)
    return render(
        request,
        "indicators/realisasi_daftar.html",
        {
            "jadwal": jadwal,
            "dipilih": Triwulan(here.tahun, dipilih),
            "jadwal_dipilih": here.jadwal_untuk(here.tahun, dipilih),
            "table": LembarTabel(request, ringkas) if ringkas else None,
        },
    )


@require_http_methods(["GET", "POST"])
def realisasi_lembar(request: HttpRequest, tahun: int, tw: int, unit: int) -> HttpResponse:
    """One sheet. POST stores all rows that are sent, or none: the form without JavaScript, a pasted block with it."""
    triwulan = triwulan_or_404(tahun, tw)
    own = unit_or_404(request, unit)
    here = konteks(request, own.perangkat_daerah)
    isian = lembar_isian(own, triwulan, here.jadwal_untuk(tahun, tw))
    if request.GET.get("potongan") == "ringkasan":
        context = {
            "isian": isian,
            "terlambat": _terlambat(request, isian),
            "dapat_mengisi": isian.terbuka and permissions.can(request.user, Ability.ENTER_REALISASI, own),
        }
        return HttpResponse(render_to_string("indicators/partials/lembar_ringkasan.html", context, request))
    if request.method != "POST":
        return render_lembar(request, isian, {})
    forms = forms_baris(isian, request.POST)
    changed = {k: f for k, f in forms.items() if f.has_changed()}
    cara = _cara(forms, isian)
    tolak: DomainError | None = None
    if all(f.is_valid() for f in changed.values()):
        try:
            jumlah = simpan_semua(request, triwulan, list(changed.values()), isian)
        except (InvalidValue, StaleData) as error:
            tolak = error
        else:
            if is_htmx(request):
                return _render_baris(request, lembar_isian(own, triwulan, isian.jadwal), set(forms), cara)
            messages.success(request, f"{jumlah} baris disimpan." if jumlah else "Tidak ada yang berubah.")
            return redirect(request.path)
    if is_htmx(request):
        return _render_baris(request, isian, set(forms), cara, forms, tolak)
    messages.error(request, "Belum ada yang disimpan: perbaiki isian yang ditandai, lalu simpan lagi.")
    isian.unit.cara_anggaran = cara
    return render_lembar(request, isian.dengan_cara(cara), forms, tolak.kode_http if tolak else 422, tolak=tolak)


def render_lembar(
    request: HttpRequest,
    isian: LembarIsian,
    forms: dict[str, Any],
    status: int = 200,
    *,
    ditolak: bool = False,
    tolak: DomainError | None = None,
) -> HttpResponse:
    def tampil(b: Baris) -> BarisTampil:
        return _tampil(b, dapat, forms.get(b.kunci), tolak)

    dapat = isian.terbuka and permissions.can(request.user, Ability.ENTER_REALISASI, isian.unit)
    utama = [b for b in isian.indikator if b.indikator.jenjang in ("tujuan", "sasaran")]
    keluaran = [b for b in isian.indikator if b.indikator.jenjang not in ("tujuan", "sasaran")]
    return render(
        request,
        "indicators/realisasi_lembar.html",
        {
            "isian": isian,
            "dapat_mengisi": dapat and any(b.dapat_diisi for b in isian.semua),
            "dapat_mengajukan": permissions.can(request.user, Ability.SUBMIT, isian.unit),
            "indikator": [tampil(b) for b in utama],
            "keluaran": [tampil(b) for b in keluaran],
            "anggaran": [tampil(b) for b in isian.anggaran],
            "tindak_lanjut": [replace(t, dapat_diubah=dapat) for t in isian.tindak_lanjut],
            "jumlah": isian.jumlah_anggaran(isian.unit.cara_anggaran),
            "tanpa_dasar": _tanpa_dasar(isian),
            "cara_anggaran": UnitKerja.CaraAnggaran.choices,
            "tw_lalu": [Triwulan(isian.triwulan.tahun, n) for n in range(1, isian.triwulan.nomor)],
            "terlambat": _terlambat(request, isian),
            "ditolak": ditolak,
        },
        status=status,
    )


def _tanpa_dasar(isian: LembarIsian) -> str:
    """Of how many rows the quarter's own money cannot be typed, and why; empty when it can everywhere."""
    tanpa = [b.tanpa_dasar for b in isian.anggaran if b.tanpa_dasar]
    return f"{len(tanpa)} baris: {tanpa[0]}" if tanpa else ""


def _render_baris(
    request: HttpRequest,
    isian: LembarIsian,
    kunci: set[str],
    cara: str,
    forms: Mapping[str, Any] | None = None,
    tolak: DomainError | None = None,
) -> HttpResponse:
    """Some rows of the sheet, for a pasted block: as they are now (200), or with what was refused (422, 409).

    Money is shown as it was typed (`cara`), which the page around the rows still says.
    """
    dapat = isian.terbuka and permissions.can(request.user, Ability.ENTER_REALISASI, isian.unit)
    semua: list[Baris] = [*isian.indikator, *isian.dengan_cara(cara).anggaran]
    rows = [b for b in semua if b.kunci in kunci]
    html = "".join(_tampil(b, dapat, (forms or {}).get(b.kunci), tolak).html for b in rows)
    if forms is None:
        html += kaki_anggaran(isian.jumlah_anggaran(cara))
    status = 200 if forms is None else tolak.kode_http if tolak else 422
    return HttpResponse(html, status=status)


def _tampil(b: Baris, dapat: bool, form: Any, tolak: DomainError | None) -> BarisTampil:
    """A row with what was typed, the refusal that is about it, and what somebody else stored meanwhile.

    The row carries the stored revision again: without the other's value beside it, the next save would overwrite that.
    """
    objek = b.indikator if isinstance(b, BarisIndikator) else b.sub_kegiatan
    galat = str(tolak) if tolak is not None and tolak.objek == objek else ""
    basi = form is not None and str(form["revisi"].value()) != str(b.baris.revisi if b.baris else 0)
    return tampilkan(b, dapat, form, galat=galat, bentrok=bentrok_dari(b, form) if basi else None)


def _terlambat(request: HttpRequest, isian: LembarIsian) -> bool:
    if isian.jadwal is None or not isian.dapat_diajukan and isian.status:
        return False
    batas = batas_lembar(isian.jadwal.batas, isian.lembar)
    return isian.terbuka and batas is not None and request.hari_ini > batas  # type: ignore[attr-defined]


def forms_baris(isian: LembarIsian, data: Any) -> dict[str, Any]:
    """A form for each row whose controls were sent and whose state lets it change."""
    forms: dict[str, Any] = {}
    for b in isian.indikator:
        if b.dapat_diisi and f"{b.kunci}-revisi" in data:
            b.indikator.unit_kerja = isian.unit  # known already: the services need not ask for it row by row
            forms[b.kunci] = RealisasiRowForm(b.indikator, b.baris, data)
    for s in isian.anggaran:
        if s.dapat_diisi and f"{s.kunci}-revisi" in data:
            s.sub_kegiatan.unit_kerja = isian.unit
            forms[s.kunci] = AnggaranRowForm(s.sub_kegiatan, s.baris, data, dasar=s.dasar)
    return forms


def _cara(forms: Mapping[str, Any], isian: LembarIsian) -> str:
    """How the money that was sent was typed; without any, as the unit has chosen."""
    anggaran = [f for f in forms.values() if isinstance(f, AnggaranRowForm)]
    if not anggaran:
        return isian.unit.cara_anggaran
    return SENDIRI if anggaran[0].sendiri else KUMULATIF


def simpan_semua(request: HttpRequest, triwulan: Triwulan, forms: Sequence[Any], isian: LembarIsian) -> int:
    """Store cleaned rows of one sheet, all or none; how many they were. Raises what the services raise."""
    with transaction.atomic():
        indikator = [entry_of(f) for f in forms if isinstance(f, RealisasiRowForm)]
        anggaran = [entry_of(f) for f in forms if isinstance(f, AnggaranRowForm)]
        if indikator:
            realisasi_save_many(triwulan=triwulan, entries=indikator, by=pelaku(request))
        if anggaran:
            pagu = {b.sub_kegiatan.pk: b.pagu for b in isian.anggaran}
            realisasi_anggaran_save_many(triwulan=triwulan, entries=anggaran, by=pelaku(request), pagu=pagu)
    return len(indikator) + len(anggaran)
