"""A planner defines the formula of an indikator: tried before it is used, saved once its examples hold."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators import permissions
from indicators.exceptions import DomainError, InvalidValue, NotAllowed
from indicators.forms_rumus import MAKS_BARIS, RumusIsian, awal_templat, awal_terkirim, awal_tersimpan
from indicators.models import Indikator, Status
from indicators.permissions import Ability
from indicators.rumus import RumusSalah, uraikan
from indicators.rumus_templat import TEMPLAT
from indicators.services.rumus import (
    ContohEntry,
    VariabelEntry,
    contoh_salah,
    periksa_variabel,
    rumus_remove,
    rumus_save,
)
from indicators.views.base import konteks, pelaku


@dataclass(frozen=True)
class HasilCoba:
    """What one worked example came to: the arithmetic, and whether it is what was expected (None: nothing was)."""

    nomor: int
    kalimat: str
    cocok: bool | None


@require_http_methods(["GET", "POST"])
def rumus(request: HttpRequest, pk: int) -> HttpResponse:
    """The formula of one indikator. POST tries it (`coba`), saves it (`simpan`), adds rows (`tambah`) or drops it."""
    indikator = _indikator_or_404(request, pk)
    permissions.require(request.user, Ability.EDIT_CASCADE, indikator.perangkat_daerah)
    konteks(request, indikator.perangkat_daerah)
    aksi = request.POST.get("aksi", "") if request.method == "POST" else "buka"
    if aksi == "buka":
        templat = next((t for t in TEMPLAT if t.kode == request.GET.get("templat")), None)
        awal = awal_templat(templat) if templat else awal_tersimpan(_beri_rumus(indikator))
        return _tampil(request, indikator, RumusIsian(awal=awal))
    if aksi == "tambah":
        return _tampil(request, indikator, RumusIsian(awal=awal_terkirim(request.POST)))
    if aksi == "lepas":
        return _lepas(request, indikator)
    isian = RumusIsian(request.POST)
    if not isian.is_valid():
        galat = "Belum dapat dihitung: perbaiki isian yang ditandai."
        return _tampil(request, indikator, isian, galat=galat, status=422)
    if aksi == "simpan":
        return _simpan(request, indikator, isian)
    galat, hasil = _coba(isian)
    return _tampil(request, indikator, isian, galat=galat, hasil=hasil, status=422 if galat else 200)


def _indikator_or_404(request: HttpRequest, pk: int) -> Indikator:
    indikator = (
        Indikator.objects.visible_to(request.user)
        .select_related("perangkat_daerah__pemerintah_daerah", "unit_kerja__perangkat_daerah", "predecessor")
        .filter(pk=pk)
        .first()
    )
    if indikator is None:
        raise Http404("Indikator tidak ditemukan.")
    return indikator


def _beri_rumus(indikator: Indikator) -> Indikator:
    """Whose formula the page begins with: one that has none yet begins with that of the indikator it continues."""
    lama = None if indikator.ekspresi else indikator.predecessor
    return lama if lama is not None and lama.ekspresi else indikator


def _simpan(request: HttpRequest, indikator: Indikator, isian: RumusIsian) -> HttpResponse:
    variabel, contoh = _entri(isian)
    try:
        rumus_save(indikator=indikator, ekspresi=isian.ekspresi, variabel=variabel, contoh=contoh, by=pelaku(request))
    except NotAllowed:
        raise
    except DomainError as error:
        _, hasil = _coba(isian)
        return _tampil(request, indikator, isian, galat=str(error), hasil=hasil, status=error.kode_http)
    messages.success(request, "Rumus disimpan. Lembar isian memakainya mulai sekarang.")
    return redirect(request.path)


def _lepas(request: HttpRequest, indikator: Indikator) -> HttpResponse:
    try:
        rumus_remove(indikator=indikator, by=pelaku(request))
    except NotAllowed:
        raise
    except DomainError as error:
        isian = RumusIsian(awal=awal_tersimpan(indikator))
        return _tampil(request, indikator, isian, galat=str(error), status=error.kode_http)
    messages.success(request, "Rumus dilepas. Nilainya diisi langsung pada lembar isian.")
    return redirect(request.path)


def _entri(isian: RumusIsian) -> tuple[list[VariabelEntry], list[ContohEntry]]:
    variabel = [VariabelEntry(**v) for v in isian.isi_variabel()]
    return variabel, [ContohEntry(masukan, hasil) for _, masukan, hasil in isian.isi_contoh() if hasil is not None]


def _coba(isian: RumusIsian) -> tuple[str, list[HasilCoba]]:
    """What is wrong with the formula as a whole, and what each example comes to."""
    variabel, _ = _entri(isian)
    try:
        rumus = uraikan(isian.ekspresi)
        periksa_variabel(rumus, variabel)
    except (RumusSalah, InvalidValue) as error:
        return str(error), []
    hasil = []
    for nomor, masukan, harapan in isian.isi_contoh():
        try:
            kalimat = rumus.dengan_angka(masukan)
        except RumusSalah as error:
            hasil.append(HasilCoba(nomor, str(error), False))
            continue
        salah = contoh_salah(
            rumus, variabel, ContohEntry(masukan, rumus.hitung(masukan) if harapan is None else harapan)
        )
        cocok = None if harapan is None and not salah else not salah
        hasil.append(HasilCoba(nomor, f"{kalimat} – {salah}" if salah else kalimat, cocok))
    if not hasil:
        return "Isi sedikitnya satu contoh untuk dicoba: angka tiap variabel dan hasil yang benar.", []
    return "", hasil


def _tampil(
    request: HttpRequest,
    indikator: Indikator,
    isian: RumusIsian,
    *,
    galat: str = "",
    hasil: list[HasilCoba] | None = None,
    status: int = 200,
) -> HttpResponse:
    konteks_halaman: dict[str, Any] = {
        "indikator": indikator,
        "isian": isian,
        "galat": galat,
        "hasil": hasil,
        "templat": TEMPLAT,
        "dapat_tambah": len(isian.variabel) < MAKS_BARIS,
        "terkunci": indikator.realisasi.filter(status__in=(Status.SUBMITTED, Status.VERIFIED)).exists(),
    }
    return render(request, "indicators/rumus.html", konteks_halaman, status=status)
