"""The cascade editor: each act is a small form, a page of its own or a piece inside the tree."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators.exceptions import Closed, DomainError, Incomplete, InvalidValue, StaleData
from indicators.forms_kaskade import PindahForm, UnsurForm, milik_unit
from indicators.models import Sasaran, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.kaskade import iku_terlepas, jenis_induk, pilihan_induk, pilihan_unit, unsur_terlihat
from indicators.selectors.nomenklatur import edisi_tahun, nomenklatur_cari, nomenklatur_nama
from indicators.selectors.unsur import kunci_periode, periode_daerah
from indicators.services import kaskade as layanan
from indicators.services.kaskade_hapus import pagu_draf, yang_menggantung
from indicators.services.versi import versi
from indicators.tingkat import TINGKAT, Unsur, induk_of, kolom_induk, nama_unsur, tingkat_of
from indicators.views.base import konteks, pelaku, perangkat_daerah_or_404
from indicators.views.kaskade_jawab import Tempat, isian, selesai, tempat_untuk

TERLEPAS = "Kaitannya dengan IKU “{iku}” dilepas; kaitkan dengan IKU sasaran yang baru pada isian indikatornya."
TERLEPAS_NANTI = "Kaitannya dengan IKU “{iku}” dilepas begitu program ini pindah ke sasaran lain."


@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest, pd: str, periode: str, jenis: str) -> HttpResponse:
    """A new element. `?induk=` is the key of the element above it, `?untuk=unit` makes a sasaran that of a unit."""
    perangkat_daerah = perangkat_daerah_or_404(request, pd)
    masa = next((p for p in periode_daerah(perangkat_daerah) if kunci_periode(p) == periode), None)
    if masa is None or jenis not in TINGKAT:
        raise Http404("Tidak ada.")
    masa.pemerintah_daerah = perangkat_daerah.pemerintah_daerah
    tingkat = TINGKAT[jenis]
    milik = {} if tingkat.daerah else {"perangkat_daerah": perangkat_daerah}
    unsur = cast("Unsur", tingkat.model(periode=masa, **milik))
    if jenis == "sasaran" and request.GET.get("untuk") == "unit":
        cast("Any", unsur).untuk_unit = True
    layanan.require_ubah(unsur, pelaku(request))
    konteks(request, perangkat_daerah)
    tempat = tempat_untuk(request, masa, perangkat_daerah)
    pilihan = pilihan_induk(_seperti_unit(unsur))
    induk = next((p for p in pilihan if str(p.pk) == request.GET.get("induk")), None)
    if request.GET.get("induk") and induk is None:
        raise Http404("Unsur di atasnya tidak ada.")
    units = pilihan_unit(perangkat_daerah) if tingkat.berunit or milik_unit(unsur) else []
    data = request.POST if request.method == "POST" else None
    form = UnsurForm(unsur, units, None if induk else pilihan, data, auto_id="id_baru_%s")
    if form.is_bound and form.is_valid():
        atas = induk or next((p for p in pilihan if str(p.pk) == form.cleaned_data.get("induk")), None)
        try:
            hasil = layanan.kaskade_create(
                jenis=jenis,
                perangkat_daerah=perangkat_daerah,
                periode=masa,
                induk=atas,
                isian=_isian(form, tempat),
                by=pelaku(request),
            )
        except (InvalidValue, Closed) as error:
            form.add_error(None, str(error))
        else:
            pesan = f"{tingkat.nama.capitalize()} ditambahkan."
            return selesai(request, tempat, hasil, pesan, cabang=[_jangkar(atas)])
    atas_nama = f" di bawah {jenis_induk(_seperti_unit(unsur))} “{nama_unsur(induk)}”" if induk else ""
    return isian(
        request,
        tempat,
        judul=f"Tambah {tingkat.nama}{' unit' if milik_unit(unsur) else ''}{atas_nama}",
        form=form,
        tombol="Tambah",
        kembali=_jangkar(induk),
        nomenklatur=_alamat_nomenklatur(tempat, unsur, induk),
    )


@require_http_methods(["GET", "POST"])
def ubah(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """The words, code and unit of one element; a change by somebody else meanwhile shows both."""
    unsur, tempat = _unsur_or_404(request, jenis, pk)
    tingkat = tingkat_of(unsur)
    units = _units(unsur, tempat) if tingkat.berunit or milik_unit(unsur) else []
    awal = {k: getattr(unsur, k) for k in ("kode", "uraian", "akronim", "penjelasan") if hasattr(unsur, k)}
    awal["unit"] = getattr(unsur, "unit_kerja_id", None)
    data = request.POST if request.method == "POST" else None
    form = UnsurForm(unsur, units, None, data, initial=awal, auto_id=f"id_{_jangkar(unsur)}_%s")
    tampil: dict[str, Any] = {"versi": versi(unsur)}
    if form.is_bound and form.is_valid():
        try:
            hasil = layanan.kaskade_change(
                unsur=unsur,
                isian=_isian(form, tempat),
                versi_dilihat=request.POST.get("versi", ""),
                by=pelaku(request),
            )
        except StaleData as error:
            tampil = _bentrok(form, error)
        except (InvalidValue, Closed) as error:
            form.add_error(None, str(error))
        else:
            return selesai(
                request, tempat, hasil, f"{tingkat.nama.capitalize()} disimpan.", cabang=[_jangkar(hasil)], tetap=True
            )
    return isian(
        request,
        tempat,
        judul=f"Ubah {tingkat.nama}",
        form=form,
        tombol="Simpan isian saya" if tampil.get("bentrok") else "Simpan",
        kembali=_jangkar(unsur),
        nomenklatur=_alamat_nomenklatur(tempat, unsur, induk_of(unsur)),
        **tampil,
    )


@require_http_methods(["GET", "POST"])
def pindah(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """Another element above it, with all below it going along.

    With `tarik` (a row that was dragged) the form asks first where a slip of the mouse would undo a link, or where the
    page does not know what the row hangs on.
    """
    unsur, tempat = _unsur_or_404(request, jenis, pk)
    if kolom_induk(unsur) is None:
        raise Http404("Visi tidak berpindah.")
    lama = induk_of(unsur)
    pilihan = pilihan_induk(unsur)
    awal = {"induk": str(lama.pk) if lama else ""}
    data = request.POST if request.method == "POST" else None
    form = PindahForm(unsur, pilihan, data, initial=awal, auto_id=f"id_{_jangkar(unsur)}_%s")
    lepas: list[str] = []
    if form.is_bound and form.is_valid():
        induk = next((p for p in pilihan if str(p.pk) == form.cleaned_data["induk"]), None)
        lepas = iku_terlepas(unsur, induk)
    if form.is_bound and form.is_valid() and not ("tarik" in request.POST and (lepas or milik_unit(unsur))):
        dari = request.POST.get("dari", "")
        try:
            hasil = layanan.kaskade_move(
                unsur=unsur, induk=induk, dari=int(dari) if dari.isdecimal() else None, by=pelaku(request)
            )
        except (InvalidValue, Closed, StaleData) as error:
            form.add_error(None, str(error))
        else:
            cabang = [_jangkar(lama), _jangkar(induk)]
            pesan = f"{tingkat_of(unsur).nama.capitalize()} dipindahkan."
            if lepas:
                pesan += f" {TERLEPAS.format(iku=', '.join(lepas))}"
            return selesai(request, tempat, hasil, pesan, cabang=cabang)
    kalimat = ["Semua yang ada di bawahnya ikut pindah."]
    if terkait := lepas or iku_terlepas(unsur, None):
        kalimat.append(TERLEPAS_NANTI.format(iku=", ".join(terkait)))
    return isian(
        request,
        tempat,
        judul=f"Pindahkan {tingkat_of(unsur).nama} “{nama_unsur(unsur)}”",
        form=form,
        tombol="Pindahkan",
        kembali=_jangkar(unsur),
        kalimat=kalimat,
        dari=awal["induk"],
    )


@require_POST
def urut(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """One place up or down (`arah`), or beside a sibling (its key in `sebelum` or `sesudah`): a search hides some."""
    unsur, tempat = _unsur_or_404(request, jenis, pk)
    arah = request.POST.get("arah", "")
    sisi = next((s for s in ("sebelum", "sesudah") if request.POST.get(s, "").isdecimal()), "")
    if sisi:
        tujuan = layanan.letak_di_sebelah(unsur, int(request.POST[sisi][:18]), sesudah=sisi == "sesudah")
    elif arah in ("naik", "turun"):
        tujuan = layanan.letak_di_antara_saudara(unsur) + (1 if arah == "turun" else -1)
    else:
        raise InvalidValue("Sebutkan ke mana urutannya berubah.")
    layanan.kaskade_reorder(unsur=unsur, ke=tujuan, by=pelaku(request))
    return selesai(
        request,
        tempat,
        unsur,
        f"Sekarang urutan ke-{layanan.letak_di_antara_saudara(unsur) + 1}.",
        cabang=[_jangkar(induk_of(unsur))],
        tetap=True,
    )


@require_http_methods(["GET", "POST"])
def hapus(request: HttpRequest, jenis: str, pk: int) -> HttpResponse:
    """The question before an element goes, or what keeps it."""
    unsur, tempat = _unsur_or_404(request, jenis, pk)
    nama = tingkat_of(unsur).nama
    galat, kode = "", 200
    if request.method == "POST":
        induk = induk_of(unsur)
        try:
            layanan.kaskade_delete(unsur=unsur, versi_dilihat=request.POST.get("versi", ""), by=pelaku(request))
        except DomainError as error:
            galat, kode = str(error), error.kode_http
        else:
            return selesai(
                request, tempat, None, f"{nama.capitalize()} dihapus.", cabang=[_jangkar(induk)], fokus=_jangkar(induk)
            )
    try:
        menggantung = yang_menggantung(unsur)
    except Incomplete as error:  # pragma: no cover  a guard outside may refuse outright
        menggantung = error.kekurangan
    pagu = pagu_draf(unsur)
    return isian(
        request,
        tempat,
        judul=f"Hapus {nama} “{nama_unsur(unsur)}”?",
        tombol="" if menggantung else f"Hapus {nama}",
        kembali=_jangkar(unsur),
        galat=galat,
        kalimat=[f"{r} memuat pagunya dan ikut terhapus." for r in pagu]
        or ["Yang dihapus tetap tercatat dalam jejak audit."],
        menggantung=menggantung,
        versi=versi(unsur),
        bahaya=True,
        status=kode,
    )


@require_GET
def nomenklatur(request: HttpRequest, pd: str, jenis: str) -> HttpResponse:
    """What a person may mean by the code or the words typed so far, as options of a list."""
    perangkat_daerah = perangkat_daerah_or_404(request, pd, Ability.EDIT_CASCADE)
    if jenis not in TINGKAT or not TINGKAT[jenis].nomenklatur:
        raise Http404("Tingkat ini tidak memiliki nomenklatur.")
    edisi = edisi_tahun(konteks(request, perangkat_daerah).tahun)
    cari = (request.GET.get("kode") or request.GET.get("uraian") or "").replace("\0", "").strip()[:100]
    di_bawah = request.GET.get("di", "").replace("\0", "").strip()[:20]
    pilihan = nomenklatur_cari(edisi, TINGKAT[jenis].nomenklatur, cari, di_bawah)
    return render(request, "indicators/partials/kaskade_pilihan.html", {"pilihan": pilihan})


# --- Shared ------------------------------------------------------------------------------------------------------


def _unsur_or_404(request: HttpRequest, jenis: str, pk: int) -> tuple[Unsur, Tempat]:
    """An element the person sees and may change, and the tree it is shown in."""
    unsur = unsur_terlihat(request.user, jenis, pk) if jenis in TINGKAT else None
    if unsur is None:
        raise Http404("Unsur tidak ditemukan.")
    tempat = tempat_untuk(request, unsur.periode, getattr(unsur, "perangkat_daerah", None))
    layanan.require_ubah(unsur, pelaku(request))
    return unsur, tempat


def _units(unsur: Unsur, tempat: Tempat) -> list[UnitKerja]:
    """The units to choose from; the one it has stays among them, even when that unit has ended."""
    units = pilihan_unit(tempat.perangkat_daerah)
    milik: UnitKerja | None = getattr(unsur, "unit_kerja", None)
    return units if milik is None or milik in units else [milik, *units]


def _seperti_unit(unsur: Unsur) -> Unsur:
    """A new sasaran of a unit finds what may stand above it before its unit is chosen."""
    if isinstance(unsur, Sasaran) and milik_unit(unsur):
        return Sasaran(periode=unsur.periode, perangkat_daerah=unsur.perangkat_daerah, unit_kerja_id=0)
    return unsur


def _isian(form: UnsurForm, tempat: Tempat) -> layanan.IsianUnsur:
    """What was typed; the official name where only a known code was."""
    data = {k: form.cleaned_data.get(k) or "" for k in ("uraian", "kode", "penjelasan", "akronim")}
    if form.tingkat.nomenklatur and data["kode"].strip() and not data["uraian"].strip():
        edisi = edisi_tahun(tempat.tahun)
        data["uraian"] = nomenklatur_nama(edisi, form.tingkat.nomenklatur, data["kode"].strip())
    return layanan.IsianUnsur(**data, unit=form.cleaned_data.get("unit"))


def _bentrok(form: UnsurForm, error: StaleData) -> dict[str, Any]:
    """Both values of every field that differs; the form sent again is meant against the row as it is now."""
    kini = error.tersimpan
    if kini is None:
        raise error
    berbeda = []
    for nama, field in form.fields.items():
        tersimpan = getattr(kini, "unit_kerja" if nama == "unit" else nama)
        milik = form.cleaned_data.get(nama)
        if str(tersimpan or "") != str(milik or ""):
            berbeda.append((field.label, str(tersimpan or "(kosong)"), str(milik or "(kosong)")))
    return {"bentrok": berbeda, "galat": str(error), "versi": versi(kini), "status": 409}


def _alamat_nomenklatur(tempat: Tempat, unsur: Unsur, induk: Unsur | None) -> str:
    return tempat.nomenklatur(tingkat_of(unsur).jenis, getattr(induk, "kode", "")) if tingkat_of(unsur).pola else ""


def _jangkar(unsur: Unsur | None) -> str:
    return f"{tingkat_of(unsur).jenis}-{unsur.pk}" if unsur else ""
