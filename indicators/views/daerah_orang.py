"""The steps about people: the units of each perangkat daerah, the officials, the accounts. Several at once."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from indicators.exceptions import DomainError
from indicators.forms_daerah_baris import (
    BARIS,
    BARIS_AKUN,
    BARIS_UNIT,
    MAKS_TEMPEL,
    AkunBarisForm,
    PejabatBarisForm,
    PejabatForm,
    TempelForm,
    UnitBarisForm,
    baca_tempel,
)
from indicators.forms_unit import usul_jabatan
from indicators.models import Pejabat, PemerintahDaerah, PerangkatDaerah, Role, UnitKerja
from indicators.selectors.daerah import akun_baris, akun_daerah, perangkat_daerah_of, perencana_daerah
from indicators.selectors.daerah_isi import unit_berurut
from indicators.selectors.unit_nama import bersebutan
from indicators.services.daerah_akun import IsianAkun, Tautan, akun_buat_banyak, peran_ambil, tautan_baru
from indicators.services.daerah_unit import BarisUnit, unit_buat_banyak
from indicators.services.pejabat import IsianPejabat, pejabat_buat, pejabat_ubah
from indicators.services.unit_kerja import IsianUnit
from indicators.services.versi import versi
from indicators.tables import AkunTabel, PejabatTabel
from indicators.views.base import pelaku
from indicators.views.daerah_kerangka import kembali, semua_sah, tampil, tersimpan

SESI_TAUTAN = "tautan_akun"


def _pilih_pd(request: HttpRequest, daerah: PemerintahDaerah) -> tuple[list[PerangkatDaerah], PerangkatDaerah | None]:
    """All perangkat daerah, and the one the page is about: `pd` of the address, else the first."""
    semua = perangkat_daerah_of(daerah)
    kode = request.GET.get("pd", "")
    if not kode:
        return semua, semua[0] if semua else None
    pd = next((p for p in semua if p.kode == kode), None)
    if pd is None:
        raise Http404("Perangkat daerah tidak ditemukan.")
    return semua, pd


def _ke(daerah: PemerintahDaerah, langkah: str, pd: PerangkatDaerah) -> HttpResponse:
    """Back to the same perangkat daerah of a step."""
    alamat = reverse("indicators:daerah_langkah", args=[daerah.kode, langkah])
    return redirect(f"{alamat}?{urlencode({'pd': pd.kode})}")


# --- Units -----------------------------------------------------------------------------------------------------------


def unit(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """The units there are, a table for new ones, and a box to paste a list into, which fills the table."""
    semua, pd = _pilih_pd(request, daerah)
    if pd is None:
        return tampil(request, daerah, "unit", {"semua": [], "pd": None})
    ada = unit_berurut(pd)
    tempel, pesan, status = TempelForm(), "", 200
    baris = [UnitBarisForm(prefix=f"u{n}", ada=ada) for n in range(BARIS_UNIT)]
    if request.method == "POST" and request.POST.get("aksi") == "baca":
        tempel = TempelForm(request.POST)
        if tempel.is_valid():
            baris, tempel = _dari_tempelan(tempel.cleaned_data["daftar"], ada), TempelForm()
        else:
            status = 422
    elif request.method == "POST":
        baris = _baris_terkirim(request, ada)
        status, pesan = 422, "" if any(f.errors for f in baris) else "Isi sedikitnya satu baris."
        isian = _isian_unit(baris, ada) if semua_sah(baris) else []
        if isian:
            try:
                jadi = unit_buat_banyak(perangkat_daerah=pd, baris=isian, by=pelaku(request))
            except DomainError as error:
                pesan, status = str(error), error.kode_http
            else:
                messages.success(request, f"{len(jadi)} unit kerja tersimpan.")
                return _ke(daerah, "unit", pd)
    isi = {"semua": semua, "pd": pd, "ada": ada, "baris": baris, "tempel": tempel, "pesan": pesan}
    return tampil(request, daerah, "unit", isi, status)


def _dari_tempelan(teks: str, ada: list[UnitKerja]) -> list[UnitBarisForm]:
    rows = baca_tempel(teks, ada)
    banyak = len(rows)
    return [UnitBarisForm(prefix=f"u{n}", ada=ada, banyak=banyak, initial=isi) for n, isi in enumerate(rows)]


def _baris_terkirim(request: HttpRequest, ada: list[UnitKerja]) -> list[UnitBarisForm]:
    """As many rows as the page had; a table filled from a pasted list has more."""
    teks = request.POST.get("banyak", "")
    banyak = min(int(teks), MAKS_TEMPEL) if teks.isdecimal() and len(teks) < 5 else BARIS_UNIT
    return [UnitBarisForm(request.POST, prefix=f"u{n}", ada=ada, banyak=banyak) for n in range(max(banyak, 1))]


def _isian_unit(baris: list[UnitBarisForm], ada: list[UnitKerja]) -> list[BarisUnit]:
    """The rows with a name; a superior that is a row of the table is named by its place among them."""
    berisi = [n for n, f in enumerate(baris) if f.cleaned_data["nama"]]
    letak = {f"{BARIS}{n}": i for i, n in enumerate(berisi)}
    tersimpan = {str(u.pk): u for u in ada}
    hasil = []
    for n in berisi:
        isi, induk = baris[n].cleaned_data, baris[n].cleaned_data["induk"]
        # A row that is empty stands nowhere in the list: the service says so.
        tempat = letak.get(induk, -1) if induk.startswith(BARIS) else None
        hasil.append(BarisUnit(IsianUnit(isi["nama"], jenis=isi["jenis"], induk=tersimpan.get(induk)), tempat))
    return hasil


# --- Officials -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kursi:
    """One office without an official, with the row to write him down."""

    nama: str
    unit: UnitKerja | None
    form: PejabatBarisForm


def pejabat(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """Who is recorded, and a row for each office that has nobody; `?ubah=` mends one who is recorded."""
    semua, pd = _pilih_pd(request, daerah)
    if pd is None:
        return tampil(request, daerah, "pejabat", {"semua": [], "pd": None})
    ada = list(pd.pejabat.select_related("unit_kerja", "pemerintah_daerah", "perangkat_daerah").order_by("jenis", "pk"))
    if kunci := request.POST.get("ubah") or request.GET.get("ubah"):
        return _ubah_pejabat(request, daerah, pd, next((p for p in ada if str(p.pk) == kunci), None), semua)
    kursi, pesan, status = _kursi(request, pd, ada), "", 200
    if request.method == "POST":
        sah = semua_sah([k.form for k in kursi])
        isian = [_isian_pejabat(k.unit, k.form) for k in kursi if sah and k.form.cleaned_data["nama"]]
        status, pesan = 422, "" if not sah else "Isi sedikitnya satu nama."
        if isian:
            try:
                jadi = pejabat_buat(perangkat_daerah=pd, isian=isian, by=pelaku(request))
            except DomainError as error:
                pesan, status = str(error), error.kode_http
            else:
                messages.success(request, f"{len(jadi)} pejabat tersimpan.")
                return _ke(daerah, "pejabat", pd)
    table = PejabatTabel(request, ada) if ada else None
    isi = {"semua": semua, "pd": pd, "table": table, "kursi": kursi, "pesan": pesan}
    return tampil(request, daerah, "pejabat", isi, status)


def _kursi(request: HttpRequest, pd: PerangkatDaerah, ada: list[Pejabat]) -> list[Kursi]:
    """The offices nobody definitive holds: that of the head first, then the units in their order.

    One that somebody else has filled since the page was opened stays, if a name was typed: the service then says so.
    """
    terisi = {p.unit_kerja_id for p in ada if not p.kedudukan and p.selesai is None}
    data = request.POST if request.method == "POST" else None
    tempat: list[tuple[UnitKerja | None, str, str]] = [(None, pd.nama, usul_jabatan(pd, None))]
    tempat += [(u, u.sebutan, usul_jabatan(pd, u)) for u in unit_berurut(pd)]
    return [
        Kursi(nama, u, PejabatBarisForm(data, prefix=f"p{u.pk if u else 0}", initial={"jabatan": jabatan}))
        for u, nama, jabatan in tempat
        if (u.pk if u else None) not in terisi or (data and data.get(f"p{u.pk if u else 0}-nama"))
    ]


def _isian_pejabat(unit_kerja: UnitKerja | None, form: PejabatBarisForm) -> IsianPejabat:
    isi = form.cleaned_data
    kolom = ("nama", "jabatan", "gelar_depan", "gelar_belakang", "nip", "pangkat", "golongan", "mulai")
    return IsianPejabat(
        unit=unit_kerja, **{k: isi[k] for k in kolom}, kedudukan=isi.get("kedudukan", ""), selesai=isi.get("selesai")
    )


def _ubah_pejabat(
    request: HttpRequest,
    daerah: PemerintahDaerah,
    pd: PerangkatDaerah,
    row: Pejabat | None,
    semua: list[PerangkatDaerah],
) -> HttpResponse:
    if row is None:
        raise Http404("Pejabat tidak ditemukan.")
    awal = {k: getattr(row, k) for k in PejabatForm.base_fields} | {
        "pangkat": f"{row.pangkat}|{row.golongan}".strip("|")
    }
    form, status = PejabatForm(request.POST or None, initial=awal), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                isian = _isian_pejabat(row.unit_kerja, form)
                pejabat_ubah(pejabat=row, isian=isian, versi_dilihat=request.POST.get("versi", ""), by=pelaku(request))
            except DomainError as error:
                form.add_error(None, [str(error), *(tersimpan(form) if error.kode_http == 409 else [])])
                status = error.kode_http
            else:
                messages.success(request, f"{row.nama_lengkap} tersimpan.")
                return _ke(daerah, "pejabat", pd)
    isi: dict[str, Any] = {"semua": semua, "pd": pd, "ubah": row, "form": form, "versi": versi(row)}
    return tampil(request, daerah, "pejabat", isi, status)


# --- Accounts --------------------------------------------------------------------------------------------------------


def pengguna(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """The accounts there are and rows for new ones. A link that opens an account is shown once, on the next page."""
    aksi = request.POST.get("aksi", "")
    if aksi == "saya":
        peran_ambil(daerah=daerah, role=Role.PLANNER, by=pelaku(request))
        messages.success(request, f"Anda kini juga Perencana {daerah.nama}.")
        return kembali(daerah, "pengguna")
    if aksi == "tautan":
        return _tautan_baru(request, daerah)
    perangkat = perangkat_daerah_of(daerah)
    units = bersebutan(UnitKerja.objects.filter(perangkat_daerah__in=perangkat).order_by("jalur"))
    per_pk = {pd.pk: pd for pd in perangkat}
    for u in units:
        u.perangkat_daerah = per_pk[u.perangkat_daerah_id]
    data = request.POST if request.method == "POST" else None
    perencana = perencana_daerah(daerah)
    peran = Role.OPERATOR if perencana else Role.PLANNER  # what is still lacking comes first
    pilihan: dict[str, Any] = {"daerah": daerah, "perangkat": perangkat, "unit": units}
    baris = [
        AkunBarisForm(data, prefix=f"a{n}", initial={"role": peran if n == 0 else Role.OPERATOR}, **pilihan)
        for n in range(BARIS_AKUN)
    ]
    pesan, status = "", 200
    if request.method == "POST":
        sah = semua_sah(baris)
        isian = [_isian_akun(daerah, perangkat, units, f) for f in baris if sah and f.cleaned_data["username"]]
        status, pesan = 422, "" if not sah else "Isi sedikitnya satu nama pengguna."
        if isian:
            try:
                tautan = akun_buat_banyak(daerah=daerah, isian=isian, by=pelaku(request))
            except DomainError as error:
                pesan, status = str(error), error.kode_http
            else:
                return _perlihatkan(request, daerah, tautan, f"{len(tautan)} akun tersimpan.")
    isi = {"baris": baris, "pesan": pesan, "tautan": request.session.pop(SESI_TAUTAN, [])}
    isi["table"] = AkunTabel(request, akun_daerah(daerah), partial(akun_baris, daerah))
    isi["perencana_sendiri"] = request.user.pk in perencana
    answer = tampil(request, daerah, "pengguna", isi, status)
    answer["Cache-Control"] = "no-store"  # a link that is shown once is not shown again by going back
    return answer


def _isian_akun(
    daerah: PemerintahDaerah, perangkat: list[PerangkatDaerah], units: list[UnitKerja], form: AkunBarisForm
) -> IsianAkun:
    isi = form.cleaned_data
    tempat: dict[str, UnitKerja | PerangkatDaerah | PemerintahDaerah] = {"pemda": daerah}
    tempat |= {f"pd-{pd.pk}": pd for pd in perangkat}
    tempat |= {f"unit-{u.pk}": u for u in units}
    return IsianAkun(isi["username"], isi["nama"], isi["email"], isi["role"], tempat[isi["tempat"]])


def _tautan_baru(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """A new link for an account of this regency; any other does not exist here."""
    kunci = request.POST.get("akun", "")
    user = akun_daerah(daerah).filter(pk=kunci).first() if kunci.isdecimal() and len(kunci) < 12 else None
    if user is None:
        raise Http404("Akun tidak ditemukan.")
    satu = tautan_baru(daerah=daerah, user=user, by=pelaku(request))
    return _perlihatkan(request, daerah, [satu], f"Kata sandi {user.username} ditutup; tautan barunya di bawah ini.")


def _perlihatkan(request: HttpRequest, daerah: PemerintahDaerah, tautan: list[Tautan], pesan: str) -> HttpResponse:
    """On to the page that shows the links; a second look at it shows none."""
    request.session[SESI_TAUTAN] = [
        {
            "username": t.user.username,
            "nama": t.user.nama,
            "alamat": request.build_absolute_uri(reverse("indicators:sandi", args=[t.uidb64, t.token])),
        }
        for t in tautan
    ]
    messages.success(request, pesan)
    return kembali(daerah, "pengguna")
