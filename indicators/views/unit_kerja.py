"""The units of a perangkat daerah: the tree with dates, one unit with what may be done to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.exceptions import DomainError, Incomplete, NotAllowed
from indicators.forms_unit import AkhiriForm, GantiNamaForm, UnitForm
from indicators.models import PerangkatDaerah, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.unit_beban import Beban, beban_unit, lembar_terbuka
from indicators.selectors.unit_halaman import (
    daftar_unit,
    kepala_semua,
    pejabat_unit_semua,
    perangkat_daerah_unit,
    pilihan_atasan,
    unit_terlihat,
)
from indicators.selectors.unit_nama import dengan_nama_lama
from indicators.services import unit_kerja as layanan
from indicators.services.versi import versi
from indicators.tables import UnitTabel
from indicators.views.base import konteks, pelaku


@require_GET
def unit_daftar(request: HttpRequest) -> HttpResponse:
    """The tree of units of the active perangkat daerah, or of `?pd=`."""
    pd = perangkat_daerah_or_404(request, request.GET.get("pd", ""))
    isi = {
        "perangkat_daerah": pd,
        "kepala": kepala_semua(pd),
        "tahun": konteks(request).tahun,
        "table": UnitTabel(request, daftar_unit(pd, request.hari_ini)),  # type: ignore[attr-defined]
        "boleh": layanan.boleh_unit(request.user, pd),
    }
    return render(request, "indicators/unit_daftar.html", isi)


def perangkat_daerah_or_404(request: HttpRequest, kode: str) -> PerangkatDaerah:
    """The one named, else the active one, else the first whose master data the person manages."""
    if not kode:
        here = konteks(request).perangkat_daerah
        if here is not None:
            return here
    rows = perangkat_daerah_unit(request.user)
    pd = (rows.filter(kode=kode) if kode else rows.order_by("nama")).first()
    if pd is None:
        raise Http404("Perangkat daerah tidak ditemukan.")
    if permissions.can(request.user, Ability.VIEW):
        konteks(request, pd)
    return pd


@require_http_methods(["GET", "POST"])
def unit_baru(request: HttpRequest, pd: str) -> HttpResponse:
    """A new unit of a perangkat daerah; leads to it."""
    own = perangkat_daerah_or_404(request, pd)
    layanan.require_unit(pelaku(request), own)
    form = UnitForm(pilihan_atasan(own), data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            unit = layanan.unit_create(
                perangkat_daerah=own, isian=layanan.IsianUnit(**form.isian()), by=pelaku(request)
            )
        except NotAllowed:
            raise
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{unit.nama} ditambahkan.")
            return redirect("indicators:unit", pk=unit.pk)
    isi = {"perangkat_daerah": own, "form": form}
    return render(request, "indicators/unit_baru.html", isi, status=422 if form.errors else 200)


# --- One unit ------------------------------------------------------------------------------------------------------


def unit_or_404(request: HttpRequest, pk: int) -> UnitKerja:
    """A unit the person sees, with its place as the context of the page."""
    unit = unit_terlihat(request.user, pk)
    if unit is None:
        raise Http404("Unit tidak ditemukan.")
    if permissions.can(request.user, Ability.VIEW):
        konteks(request, unit.perangkat_daerah)
    return unit


@require_http_methods(["GET", "POST"])
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit; by POST what `aksi` says: `ejaan`, `nama`, `akhiri`, `lanjutkan`."""
    own = unit_or_404(request, pk)
    if request.method == "GET":
        return _tampil(request, own)
    layanan.require_unit(pelaku(request), own.perangkat_daerah)
    aksi = request.POST.get("aksi", "")
    form, kunci = _form(request, own, aksi)
    if form is not None and not form.is_valid():
        return _tampil(request, own, status=422, **{kunci: form})
    try:
        pesan = _lakukan(request, own, aksi, form)
    except NotAllowed:
        raise
    except DomainError as error:
        kini = unit_or_404(request, pk)
        return _tampil(request, kini, galat=error, status=error.kode_http, **({kunci: form} if form else {}))
    messages.success(request, pesan)
    return redirect("indicators:unit", pk=pk)


def _form(request: HttpRequest, own: UnitKerja, aksi: str) -> tuple[Any, str]:
    if aksi == "ejaan":
        return UnitForm(_atasan(own), own, request.POST), "form"
    if aksi == "nama":
        return GantiNamaForm(request.POST), "ganti"
    if aksi == "akhiri":
        return AkhiriForm(request.POST), "akhir"
    if aksi == "lanjutkan":
        return None, ""
    raise Http404("Tindakan tidak dikenal.")


def _lakukan(request: HttpRequest, own: UnitKerja, aksi: str, form: Any) -> str:
    """The act itself; what to say when it is done."""
    milik: dict[str, Any] = {
        "unit": own,
        "versi_dilihat": request.POST.get("versi", ""),
        "by": pelaku(request),
    }
    if aksi == "ejaan":
        kini = layanan.unit_correct(isian=layanan.IsianUnit(**form.isian()), **milik)
        return f"{kini.nama} disimpan."
    if aksi == "nama":
        hari_ini = request.hari_ini  # type: ignore[attr-defined]
        kini = layanan.unit_rename(hari_ini=hari_ini, **form.cleaned_data, **milik)
        pesan = "Dokumen yang sudah selesai tetap memuat nama lama. Sesuaikan jabatan pejabatnya."
        return f"Sekarang bernama {kini.nama}. {pesan}"
    if aksi == "akhiri":
        return f"{layanan.unit_close(**form.cleaned_data, **milik).nama} diakhiri."
    return f"{layanan.unit_reopen(**milik).nama} berlaku lagi."


def _atasan(own: UnitKerja) -> list[UnitKerja]:
    """Where it may hang; the unit above it stays among them, even when that one has ended."""
    pilihan = pilihan_atasan(own.perangkat_daerah, own)
    return pilihan if own.induk is None or own.induk in pilihan else [own.induk, *pilihan]


def _tampil(
    request: HttpRequest, own: UnitKerja, *, galat: DomainError | None = None, status: int = 200, **form: Any
) -> HttpResponse:
    boleh = layanan.boleh_unit(request.user, own.perangkat_daerah)
    hari_ini = request.hari_ini  # type: ignore[attr-defined]
    (bernama,) = dengan_nama_lama(UnitKerja.objects.filter(pk=own.pk))
    beban = beban_unit(own, hari_ini) if own.berlaku_sampai is None else []
    isi = {
        "unit": own,
        "perangkat_daerah": own.perangkat_daerah,
        "nama_dulu": sorted(((s, n) for s, n, _ in bernama.nama_dulu), reverse=True),  # type: ignore[attr-defined]
        "penerus": list(own.successor.order_by("urutan", "nama")),
        "pejabat": pejabat_unit_semua(own),
        "beban": [{"teks": _sebut(b), "url": alamat(own, b)} for b in beban],
        "lembar": lembar_terbuka(own) if boleh and own.berlaku_sampai is None else [],
        "boleh": boleh,
        "versi": versi(own),
        "form": form.get("form") or (UnitForm(_atasan(own), own) if boleh else None),
        "ganti": form.get("ganti") or GantiNamaForm(),
        "akhir": form.get("akhir") or AkhiriForm(),
        # What keeps a unit is listed with its links on the page itself.
        "galat": Incomplete(str(galat)) if isinstance(galat, Incomplete) else galat,
        "hari_ini": hari_ini,
        "dapat_riwayat": permissions.can(request.user, Ability.VIEW_AUDIT, own.perangkat_daerah),
    }
    return render(request, "indicators/unit.html", isi, status=status)


def _sebut(b: Beban) -> str:
    """A row that a unit carries; the same kegiatan stands in two periods, so each names its own."""
    periode = f"({b.periode.replace('-', '–')})" if b.periode else ""
    return " ".join(filter(None, (f"{b.label}:", b.kode, b.nama, periode)))


def alamat(own: UnitKerja, b: Beban) -> str:
    """Where a row that a unit carries is given to another one."""
    if b.jenis == "unit":
        return reverse("indicators:unit", args=[b.pk])
    if b.jenis == "crosscutting":
        return reverse("indicators:pohon_dukungan", args=[b.pk])
    kueri = urlencode({"ubah": "1", "pd": own.perangkat_daerah.kode, "periode": b.periode})
    return f"{reverse('indicators:perencanaan')}?{kueri}#{b.kunci}"
