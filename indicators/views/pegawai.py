"""The staff of a perangkat daerah at the end of a year: read by whoever sees it, written by planner or admin."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.exceptions import DomainError, NotAllowed
from indicators.forms_pegawai import PegawaiBarisForm
from indicators.models import PerangkatDaerah, StatistikPegawai
from indicators.selectors.pegawai import KOSONG, KeadaanPegawai, keadaan_pegawai
from indicators.services.pegawai import pegawai_simpan
from indicators.services.unit_kerja import boleh_unit, require_unit
from indicators.views.base import pelaku
from indicators.views.daerah_kerangka import semua_sah
from indicators.views.unit_kerja import perangkat_daerah_or_404

MAKS_BARIS = 60


@require_http_methods(["GET", "POST"])
def pegawai(request: HttpRequest, pd: str, tahun: int) -> HttpResponse:
    """The numbers of one year; POST stores the whole list."""
    own = perangkat_daerah_or_404(request, pd)
    if not 2000 <= tahun <= 2100:
        raise Http404("Tahun tidak ada.")
    keadaan = keadaan_pegawai(own, tahun)
    if request.method == "GET":
        return _tampil(request, own, tahun, keadaan, _baris(keadaan), ciri=keadaan.ciri)
    require_unit(pelaku(request), own)
    baris = _terkirim(request)
    ciri, galat = request.POST.get("ciri", ""), ""
    if not semua_sah([f for rows in baris.values() for f in rows]):
        return _tampil(request, own, tahun, keadaan, baris, ciri=ciri, status=422)
    isi = [b for kelompok, rows in baris.items() for f in rows if (b := f.baris(kelompok))]
    try:
        pegawai_simpan(perangkat_daerah=own, tahun=tahun, baris=isi, ciri_dilihat=ciri, by=pelaku(request))
    except NotAllowed:
        raise
    except DomainError as error:
        galat, status = str(error), error.kode_http
        return _tampil(request, own, tahun, keadaan, baris, ciri=keadaan.ciri, galat=galat, status=status)
    messages.success(request, f"Jumlah pegawai per 31 Desember {tahun} tersimpan.")
    return redirect("indicators:pegawai", pd=own.kode, tahun=tahun)


def _baris(keadaan: KeadaanPegawai) -> dict[str, list[PegawaiBarisForm]]:
    """What there is, and some empty rows, by kind."""
    return {
        kelompok: [
            PegawaiBarisForm(prefix=f"{kelompok.lower()}-{n}", initial={"nama": nama, "jumlah": jumlah})
            for n, (nama, jumlah) in enumerate([*isi, *[("", None)] * KOSONG])
        ]
        for kelompok, isi in keadaan.kelompok.items()
    }


def _terkirim(request: HttpRequest) -> dict[str, list[PegawaiBarisForm]]:
    """As many rows of each kind as the page had."""
    hasil: dict[str, list[PegawaiBarisForm]] = {}
    for kelompok in StatistikPegawai.Kelompok.values:
        awal = f"{kelompok.lower()}-"
        nomor = {n for k in request.POST if k.startswith(awal) and (n := k.removeprefix(awal).partition("-")[0])}
        urut = sorted(int(n) for n in nomor if n.isdecimal() and len(n) < 4)[:MAKS_BARIS]
        hasil[kelompok] = [PegawaiBarisForm(request.POST, prefix=f"{awal}{n}") for n in urut]
    return hasil


def _tampil(
    request: HttpRequest,
    pd: PerangkatDaerah,
    tahun: int,
    keadaan: KeadaanPegawai,
    baris: dict[str, list[PegawaiBarisForm]],
    *,
    ciri: str,
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    label = dict(StatistikPegawai.Kelompok.choices)
    isi: dict[str, Any] = {
        "perangkat_daerah": pd,
        "tahun": tahun,
        "keadaan": keadaan,
        "kelompok": [(k, label[k], rows, keadaan.kelompok[k], keadaan.jumlah(k)) for k, rows in baris.items()],
        "ciri": ciri,
        "galat": galat,
        "boleh": boleh_unit(request.user, pd),
    }
    return render(request, "indicators/pegawai.html", isi, status=status)
