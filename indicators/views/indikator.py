"""The pages of one indikator's definition: a new one, a change, a successor, and its end."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from indicators.exceptions import DomainError, NotAllowed, StaleData
from indicators.forms_indikator import IndikatorForm
from indicators.models import Indikator
from indicators.selectors.indikator_isian import draf_memuat, draf_tahun, indikator_terlihat, pilihan_indikator
from indicators.selectors.kartu_indikator import tulisan_rumus
from indicators.selectors.kaskade import unsur_terlihat
from indicators.selectors.unsur import kunci_periode
from indicators.services import indikator as layanan
from indicators.services.indikator_aturan import UKURAN, IsianIndikator, berlaku, ukuran_tetap
from indicators.services.indikator_hapus import indikator_akhiri, indikator_hapus, yang_ikut, yang_menahan
from indicators.services.versi import versi
from indicators.tingkat import TINGKAT, Unsur, nama_unsur, tingkat_of
from indicators.views.base import pelaku
from indicators.views.indikator_tampil import bentrok, beri_galat, ukuran_teks
from indicators.views.kaskade_jawab import Tempat, tempat_untuk

LANGSUNG = Indikator.Rumus.LANGSUNG


@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """A new indikator of one element."""
    unsur = unsur_terlihat(request.user, jenis, pk) if jenis in Indikator.Jenjang.values else None
    if unsur is None:
        raise Http404("Unsur tidak ditemukan.")
    milik = {"periode": unsur.periode, "perangkat_daerah": cast("Any", unsur).perangkat_daerah}
    indikator = Indikator(jenjang=jenis, **milik, **{jenis: unsur})
    layanan.require_ubah(indikator.perangkat_daerah, indikator.periode, pelaku(request))
    tempat = tempat_untuk(request, indikator.periode, indikator.perangkat_daerah)
    form = IndikatorForm(indikator, pilihan_indikator(indikator), _awal_baru(unsur), request.POST or None)
    form.fields["nama"].widget.attrs["autofocus"] = not form.is_bound
    if form.is_bound and form.is_valid():
        isian, ke_rumus = _tanpa_ekspresi(form.isian())
        try:
            hasil = layanan.indikator_baru(unsur=unsur, isian=isian, by=pelaku(request))
        except NotAllowed:
            raise
        except DomainError as error:
            beri_galat(form, error)
        else:
            return _selesai(request, tempat, hasil, "Indikator ditambahkan.", ke_rumus=ke_rumus)
    nama = f"{TINGKAT[jenis].nama.capitalize()} “{nama_unsur(unsur)}”"
    return _tampil(
        request, tempat, form, judul="Tambah indikator", letak=nama, jangkar=f"{jenis}-{pk}", tombol="Tambah"
    )


@require_http_methods(["GET", "POST"])
def ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """One indikator; a change by somebody else meanwhile shows both."""
    indikator, tempat = _indikator_or_404(request, pk)
    alasan, tetap = ukuran_tetap(indikator)
    tersimpan = layanan.isian_dari(indikator)
    form = IndikatorForm(indikator, pilihan_indikator(indikator), tersimpan, request.POST or None, tetap=tetap)
    isi: dict[str, Any] = {"versi": versi(indikator)}
    if form.is_bound and form.is_valid():
        isian, ke_rumus = _tanpa_ekspresi(form.isian(), tersimpan)
        try:
            hasil = layanan.indikator_ubah(
                indikator=indikator, isian=isian, versi_dilihat=request.POST.get("versi", ""), by=pelaku(request)
            )
        except NotAllowed:
            raise
        except StaleData as error:
            isi = bentrok(form, error)
        except DomainError as error:
            beri_galat(form, error)
        else:
            return _selesai(request, tempat, hasil, "Indikator disimpan.", ke_rumus=ke_rumus)
    isi |= {
        "indikator": indikator,
        "alasan": alasan,
        "ukuran": ukuran_teks(indikator, [k for k in UKURAN if k in tetap]),
        "rumus": tulisan_rumus(indikator),
        "ke_rumus": bool(indikator.ekspresi) or ("rumus" not in tetap and berlaku("rumus", tersimpan)),
        "tombol": "Simpan isian saya" if "bentrok" in isi else "Simpan",
    }
    letak = f"{indikator.get_jenjang_display()} “{nama_unsur(_unsur(indikator))}”"
    return _tampil(request, tempat, form, judul="Ubah indikator", letak=letak, jangkar=f"indikator-{pk}", **isi)


@require_http_methods(["GET", "POST"])
def penerus(request: HttpRequest, pk: int) -> HttpResponse:
    """A new indikator in the place of one whose measure stays; it begins as a copy."""
    lama, tempat = _indikator_or_404(request, pk)
    tersimpan = layanan.isian_dari(lama)
    form = IndikatorForm(lama, pilihan_indikator(lama), tersimpan, request.POST or None)
    form.fields.pop("predecessor", None)
    if form.is_bound and form.is_valid():
        isian, ke_rumus = _tanpa_ekspresi(form.isian())
        try:
            hasil = layanan.indikator_penerus(indikator=lama, isian=isian, by=pelaku(request))
        except NotAllowed:
            raise
        except DomainError as error:
            beri_galat(form, error)
        else:
            return _selesai(request, tempat, hasil, "Indikator penerus dibuat.", ke_rumus=ke_rumus)
    return _tampil(
        request,
        tempat,
        form,
        judul="Buat indikator penerus",
        letak=f"Meneruskan “{lama.nama}”",
        jangkar=f"indikator-{pk}",
        tombol="Buat penerus",
        penerus=True,
    )


@require_http_methods(["GET", "POST"])
def hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """The question before an indikator goes, or what keeps it and how it ends instead (`aksi=akhiri`)."""
    indikator, tempat = _indikator_or_404(request, pk)
    galat, kode = "", 200
    if request.method == "POST":
        try:
            return _akhir(request, tempat, indikator)
        except NotAllowed:
            raise
        except DomainError as error:
            galat, kode = str(error), error.kode_http
    menahan = yang_menahan(indikator)
    isi = {
        "indikator": indikator,
        "perangkat_daerah": tempat.perangkat_daerah,
        "kembali": _kembali(request, tempat, f"indikator-{pk}"),
        "galat": galat,
        "menahan": menahan,
        "ikut": [] if menahan else yang_ikut(indikator),
        "draf": draf_memuat(indikator) if menahan else [],
        "penerus": f"{reverse('indicators:indikator_penerus', args=[pk])}?{tempat.kueri}",
        "versi": versi(indikator),
    }
    return render(request, "indicators/indikator_hapus.html", isi, status=kode)


def _akhir(request: HttpRequest, tempat: Tempat, indikator: Indikator) -> HttpResponse:
    """What was asked for: gone, or left out of the drafts. Raises what the services raise."""
    if request.POST.get("aksi") == "akhiri":
        jumlah = indikator_akhiri(indikator=indikator, by=pelaku(request))
        messages.success(request, f"Indikator dikeluarkan dari {jumlah} draf rencana. Nilai dan rencana lamanya tetap.")
        return redirect(_kembali(request, tempat, f"indikator-{indikator.pk}"))
    unsur = _unsur(indikator)
    indikator_hapus(indikator=indikator, versi_dilihat=request.POST.get("versi", ""), by=pelaku(request))
    messages.success(request, f"Indikator “{indikator.nama}” dihapus. Isinya tetap tercatat dalam jejak audit.")
    return redirect(_kembali(request, tempat, f"{tingkat_of(unsur).jenis}-{unsur.pk}"))


# --- Shared ------------------------------------------------------------------------------------------------------


def _indikator_or_404(request: HttpRequest, pk: int) -> tuple[Indikator, Tempat]:
    """An indikator of an own perangkat daerah that the person may change, and the tree it stands in."""
    indikator = indikator_terlihat(request.user, pk)
    if indikator is None:
        raise Http404("Indikator tidak ditemukan.")
    tempat = tempat_untuk(request, indikator.periode, indikator.perangkat_daerah)
    layanan.require_ubah(indikator.perangkat_daerah, indikator.periode, pelaku(request))
    return indikator, tempat


def _unsur(indikator: Indikator) -> Any:
    return indikator.unsur


def _awal_baru(unsur: Unsur) -> IsianIndikator:
    """What a new form begins with: the unit that carries the element, and how its level is mostly counted."""
    keluaran = tingkat_of(unsur).jenis == "sub_kegiatan"
    akumulasi = Indikator.Akumulasi.JUMLAH if keluaran else Indikator.Akumulasi.AKHIR
    return IsianIndikator(nama="", unit_kerja=getattr(unsur, "unit_kerja", None), akumulasi=akumulasi)


def _tanpa_ekspresi(isian: IsianIndikator, kini: IsianIndikator | None = None) -> tuple[IsianIndikator, bool]:
    """A formula of variables is set on its own page once the indikator is stored: until then it stays as it is."""
    if isian.rumus != Indikator.Rumus.EKSPRESI or not berlaku("rumus", isian):
        return isian, False
    if kini is not None and kini.rumus == isian.rumus:
        return isian, False
    cara = {k: getattr(kini, k) for k in ("rumus", "pembilang", "penyebut")} if kini else {"rumus": LANGSUNG}
    return replace(isian, **cara), True


def _kembali(request: HttpRequest, tempat: Tempat, jangkar: str) -> str:
    """Where the person came from: the findings, or the tree at the place of the indikator."""
    if request.GET.get("dari") == "pemeriksaan":
        kueri = urlencode({"pd": tempat.perangkat_daerah.kode, "tahun": str(tempat.tahun)})
        return f"{reverse('indicators:pemeriksaan')}?{kueri}"
    return tempat.halaman(jangkar)


def _selesai(request: HttpRequest, tempat: Tempat, hasil: Indikator, pesan: str, *, ke_rumus: bool) -> HttpResponse:
    if ke_rumus:
        messages.success(request, f"{pesan} Sekarang tetapkan rumusnya.")
        return redirect("indicators:rumus", pk=hasil.pk)
    messages.success(request, pesan)
    return redirect(_kembali(request, tempat, f"indikator-{hasil.pk}"))


def _tampil(
    request: HttpRequest, tempat: Tempat, form: IndikatorForm, *, jangkar: str, status: int = 200, **isi: Any
) -> HttpResponse:
    pd, periode = tempat.perangkat_daerah, tempat.periode
    galat = [(form[k].auto_id if k in form.fields else "", v) for k, daftar in form.errors.items() for v in daftar]
    isi |= {
        "form": form,
        "galat": galat,
        "perangkat_daerah": pd,
        "kembali": _kembali(request, tempat, jangkar),
        "alamat": request.get_full_path(),
        "kueri": tempat.kueri,
        "renstra": reverse("indicators:target_renstra", args=[pd.kode, kunci_periode(periode)]),
        "draf": draf_tahun(pd, periode) if "versi" not in isi else [],
    }
    return render(request, "indicators/indikator_isian.html", isi, status=422 if form.errors else status)
