"""The layout of one kind of document: a form of all its keys, and the same as JSON."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from indicators.views.base import pelaku
from reports.builders import LAMBAT
from reports.forms import TataForm
from reports.models import JenisDokumen
from reports.services.tata import tata_save, tata_sidik
from reports.tata.formulir import Formulir, Kelompok, Sekarang, buka, sekarang, terima
from reports.views.base import jenis_or_404, pd_or_404, permintaan_of


@dataclass(frozen=True)
class _Tempat:
    """Whose layout of which kind, and what it is now."""

    pd: PerangkatDaerah
    tahun: int
    jenis: JenisDokumen
    kini: Sekarang

    @property
    def konteks(self) -> dict[str, Any]:
        """What both pages see."""
        lambat = self.jenis in LAMBAT
        return {"perangkat_daerah": self.pd, "tahun": self.tahun, "jenis": self.jenis, "lambat": lambat}


@require_http_methods(["GET", "POST"])
def tata(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """What the institution decides otherwise, key by key; stored only when the document can be made with it."""
    t = _tempat(request, kode, tahun, jenis)
    if request.method != "POST":
        return _tampil(request, t, _terbuka(t.kini), tata_sidik(t.kini.isi))
    formulir, hasil = terima(t.kini, request.POST.dict())
    sidik = request.POST.get("sidik", "")
    if not formulir.galat:
        try:
            _simpan(request, t, json.dumps(hasil), sidik)
            return redirect("reports:tata", kode, tahun, jenis)
        except DomainError as error:
            formulir.tolak(str(error))
    return _formulir(request, t, formulir, sidik, status=422)


@require_http_methods(["GET", "POST"])
def tata_lanjutan(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """The same as JSON beside the defaults: what no field can show."""
    t = _tempat(request, kode, tahun, jenis)
    teks = json.dumps(t.kini.isi, indent=2, ensure_ascii=False)
    form = TataForm(request.POST or None, initial={"isi": teks, "sidik": tata_sidik(t.kini.isi)})
    if request.method == "POST" and form.is_valid():
        try:
            _simpan(request, t, form.cleaned_data["isi"], form.cleaned_data["sidik"])
            return redirect("reports:tata_lanjutan", kode, tahun, jenis)
        except DomainError as error:
            form.add_error("isi", str(error))
    bawaan = json.dumps(t.kini.bawaan, indent=2, ensure_ascii=False, default=str)
    halaman = {**t.konteks, "form": form, "bawaan": bawaan}
    return render(request, "reports/tata_lanjutan.html", halaman, status=422 if form.errors else 200)


def _tempat(request: HttpRequest, kode: str, tahun: int, jenis: str) -> _Tempat:
    pd, satu = pd_or_404(request, kode, tahun, Ability.FINALIZE_DOKUMEN), jenis_or_404(jenis)
    return _Tempat(pd, tahun, satu, sekarang(pd, satu))


def _simpan(request: HttpRequest, t: _Tempat, teks: str, sidik: str) -> None:
    """Store the layout. Raises what the service refuses."""
    permintaan = permintaan_of(request, t.pd, t.tahun, t.jenis)
    tata_save(permintaan=permintaan, jenis=t.jenis, teks=teks, sidik=sidik, by=pelaku(request))
    messages.success(request, f"Tata {t.jenis.label} disimpan. Periksa pratinjaunya.")


def _formulir(request: HttpRequest, t: _Tempat, formulir: Formulir, sidik: str, status: int = 200) -> HttpResponse:
    kelompok = formulir.kelompok()
    salah = [satu for k in kelompok for satu in k.isian if satu.salah]
    return _tampil(request, t, _badan(kelompok), sidik, status=status, umum=formulir.umum, salah=salah)


def _tampil(request: HttpRequest, t: _Tempat, badan: str, sidik: str, status: int = 200, **salah: Any) -> HttpResponse:
    halaman = {**t.konteks, "badan": badan, "sidik": sidik, **salah}
    return render(request, "reports/tata.html", halaman, status=status)


def _badan(kelompok: list[Kelompok]) -> str:
    return render_to_string("reports/partials/tata_kelompok.html", {"kelompok": kelompok})


def _terbuka(kini: Sekarang) -> str:
    """The fields of what is stored: hundreds of them, printed once for all that have decided the same."""
    ciri = hashlib.sha256(repr((str(kini.jenis), kini.isi, kini.bawaan)).encode()).hexdigest()
    badan: str | None = caches["default"].get(f"tata:{ciri}")
    if badan is None:
        badan = _badan(buka(kini).kelompok())
        caches["default"].set(f"tata:{ciri}", badan)
    return badan
