"""The steps about the regency itself: what it is, its emblem, its perangkat daerah, its first period."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from indicators.exceptions import DomainError
from indicators.forms_daerah import (
    BANYAK_KATEGORI,
    DaerahForm,
    KategoriForm,
    KepalaForm,
    KuadranForm,
    LambangForm,
    PerangkatForm,
    PeriodeForm,
)
from indicators.models import PemerintahDaerah, PerangkatDaerah, PeriodeRenstra
from indicators.selectors.daerah import Kemajuan, perangkat_daerah_of
from indicators.services import daerah as layanan
from indicators.services.daerah import Batas, IsianDaerah, IsianKepala, IsianKuadran, IsianPerangkat, kepala_sekarang
from indicators.services.daerah_lambang import lambang_hapus, lambang_simpan
from indicators.services.versi import versi
from indicators.tables import PerangkatTabel
from indicators.views.base import pelaku
from indicators.views.daerah_kerangka import kembali, semua_sah, tampil, tersimpan
from sakip.lib.fixtures import baca


class IsianAwal:
    """The four parts of the first step as one: the regency, its head, its bands of capaian, its quadrants."""

    def __init__(self, request: HttpRequest, daerah: PemerintahDaerah | None) -> None:
        data = request.POST if request.method == "POST" else None
        self.daerah = DaerahForm(data, initial=_awal_daerah(daerah))
        self.kepala = KepalaForm(data, prefix="kepala", initial=_awal_kepala(daerah))
        awal = _awal_kategori(daerah)
        awal += [{"kode": _sisa_warna(awal)}] * (BANYAK_KATEGORI - len(awal))
        self.kategori = [KategoriForm(data, prefix=f"k{n}", initial=isi) for n, isi in enumerate(awal)]
        kuadran = {k: getattr(daerah, k) for k in KuadranForm.base_fields} if daerah else vars(layanan.MEDIAN)
        self.kuadran = KuadranForm(data, prefix="kuadran", initial=kuadran)
        self.pesan = ""
        self.butir: list[str] = []

    def sah(self) -> bool:
        """Whether every part is; all of them are looked at."""
        return semua_sah((self.daerah, self.kepala, self.kuadran, *self.kategori))

    def isi(self) -> dict[str, Any]:
        """What the services take."""
        kategori = [f.cleaned_data for f in self.kategori if f.cleaned_data["label"]]
        return {
            "isian": IsianDaerah(**self.daerah.cleaned_data),
            "kepala": IsianKepala(**self.kepala.cleaned_data),
            "kategori": [Batas(**k) for k in kategori],
            "kuadran": IsianKuadran(**self.kuadran.cleaned_data),
        }

    def yang_tersimpan(self) -> list[str]:
        """What somebody else has stored meanwhile; rows of bands that are empty say nothing."""
        hasil = [kalimat for f in (self.daerah, self.kepala, self.kuadran) for kalimat in tersimpan(f)]
        for f in self.kategori:
            nama = f.initial.get("label") or f.cleaned_data["label"]
            hasil += [f"{nama}, {kalimat}" for kalimat in tersimpan(f) if nama]
        return hasil

    def konteks(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "form": self.daerah,
            "kepala": self.kepala,
            "kategori": self.kategori,
            "kuadran": self.kuadran,
            "pesan": self.pesan,
            "butir": self.butir,
        }


def mulai(request: HttpRequest, maju: Kemajuan) -> HttpResponse:
    """The first step of a regency that is not there yet."""
    isian, status = IsianAwal(request, None), 200
    if request.method == "POST":
        status = 422
        if isian.sah():
            try:
                daerah = layanan.daerah_mulai(**isian.isi(), by=pelaku(request))
            except DomainError as error:
                isian.pesan, status = str(error), error.kode_http
            else:
                messages.success(request, f"{daerah.nama} tersimpan. Anda boleh berhenti dan melanjutkan kapan saja.")
                return kembali(daerah, "lambang")
    halaman = {"maju": maju, **isian.konteks()}
    return render(request, "indicators/daerah_pemerintah.html", halaman, status=status)


def pemerintah(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """What was written of the regency, to be mended."""
    isian, dilihat, status = IsianAwal(request, daerah), versi(daerah), 200
    if request.method == "POST":
        status = 422
        if isian.sah():
            try:
                layanan.daerah_ubah(
                    daerah=daerah, **isian.isi(), dilihat=request.POST.get("versi", ""), by=pelaku(request)
                )
            except DomainError as error:
                isian.pesan, status = str(error), error.kode_http
            else:
                messages.success(request, "Data pemerintah daerah tersimpan.")
                return kembali(daerah, "lambang")
    if status == 409:
        isian.butir = isian.yang_tersimpan()
    return tampil(request, daerah, "pemerintah", {**isian.konteks(), "versi": dilihat}, status)


def lambang(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """The emblem: put up, exchanged, or done without."""
    if request.method == "POST" and request.POST.get("aksi") == "hapus":
        lambang_hapus(daerah=daerah, by=pelaku(request))
        messages.success(request, "Lambang dilepas. Kop surat dicetak tanpa lambang.")
        return kembali(daerah, "lambang")
    form = LambangForm(request.POST, request.FILES) if request.method == "POST" else LambangForm()
    if request.method == "POST" and form.is_valid():
        try:
            lambang_simpan(daerah=daerah, berkas=form.cleaned_data["berkas"], by=pelaku(request))
        except DomainError as error:
            form.add_error("berkas", str(error))
        else:
            messages.success(request, "Lambang terpasang. Periksa gambarnya, lalu lanjutkan.")
            return kembali(daerah, "lambang")
    return tampil(request, daerah, "lambang", {"form": form}, 422 if form.errors else 200)


def perangkat_daerah(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """The list, and the form of a new one; `?ubah=` mends one of the list."""
    semua = perangkat_daerah_of(daerah)
    row = _dipilih(request, semua)
    awal = {k: getattr(row, k) for k in PerangkatForm.base_fields} if row else {"jenis": "SETDA", "kota": daerah.tempat}
    form, status = PerangkatForm(request.POST or None, initial=awal), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                nama = _simpan_perangkat(request, daerah, row, IsianPerangkat(**form.cleaned_data))
            except DomainError as error:
                form.add_error(None, [str(error), *(tersimpan(form) if error.kode_http == 409 else [])])
                status = error.kode_http
            else:
                messages.success(request, f"{nama} tersimpan.")
                return kembali(daerah, "perangkat-daerah")
    table = PerangkatTabel(request, semua) if semua else None
    isi = {"table": table, "form": form, "ubah": row, "versi": versi(row) if row else ""}
    return tampil(request, daerah, "perangkat-daerah", isi, status)


def periode(request: HttpRequest, daerah: PemerintahDaerah) -> HttpResponse:
    """The first period; later ones are the planners'."""
    tahun = timezone.localdate().year
    form, status = PeriodeForm(request.POST or None, initial={"tahun_awal": tahun, "tahun_akhir": tahun + 4}), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = layanan.periode_pertama(daerah=daerah, **form.cleaned_data, by=pelaku(request))
            except DomainError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, f"Periode Renstra {row} tersimpan dan berlaku.")
                return kembali(daerah, "periode")
    semua = list(PeriodeRenstra.objects.filter(pemerintah_daerah=daerah).order_by("-tahun_awal"))
    return tampil(request, daerah, "periode", {"semua": semua, "form": form}, status)


# --- What the forms begin with ---------------------------------------------------------------------------------------


def _dipilih(request: HttpRequest, semua: list[PerangkatDaerah]) -> PerangkatDaerah | None:
    """The row that is mended: only one of this regency."""
    kunci = request.POST.get("ubah") or request.GET.get("ubah") or ""
    if not kunci:
        return None
    row = next((pd for pd in semua if str(pd.pk) == kunci), None)
    if row is None:
        raise Http404("Perangkat daerah tidak ditemukan.")
    return row


def _simpan_perangkat(
    request: HttpRequest, daerah: PemerintahDaerah, row: PerangkatDaerah | None, isian: IsianPerangkat
) -> str:
    if row is None:
        return layanan.perangkat_daerah_buat(daerah=daerah, isian=isian, by=pelaku(request)).nama
    layanan.perangkat_daerah_ubah(
        perangkat_daerah=row, isian=isian, dilihat=request.POST.get("versi", ""), by=pelaku(request)
    )
    return isian.nama


def _awal_daerah(daerah: PemerintahDaerah | None) -> dict[str, Any]:
    if daerah is None:
        return {"jenis": "Kabupaten", "zona_waktu": "Asia/Jakarta"}
    jenis, _, nama = daerah.nama.partition(" ")
    return {
        "jenis": jenis,
        "nama": nama,
        "provinsi": daerah.provinsi,
        "tempat": daerah.tempat,
        "zona_waktu": daerah.zona_waktu,
    }


def _awal_kepala(daerah: PemerintahDaerah | None) -> dict[str, Any]:
    row = kepala_sekarang(daerah) if daerah else None
    return {k: getattr(row, k) for k in KepalaForm.base_fields} if row else {}


def _awal_kategori(daerah: PemerintahDaerah | None) -> list[dict[str, Any]]:
    """The regency's own bands; before there are any, those of the regulation."""
    milik = list(daerah.kategori_capaian.order_by("-batas_bawah")) if daerah else []
    if milik:
        return [{"label": k.label, "batas_bawah": k.batas_bawah.normalize(), "kode": k.kode} for k in milik]
    return [{"label": k["label"], "batas_bawah": k["batas_bawah"], "kode": k["kode"]} for k in baca("kategori_capaian")]


def _sisa_warna(awal: list[dict[str, Any]]) -> str:
    """A colour none of the bands has."""
    semua = KategoriForm.base_fields["kode"].choices  # type: ignore[attr-defined]
    return str(next((k for k, _ in semua if k not in {a["kode"] for a in awal}), semua[0][0]))
