"""Pohon kinerja: the tree as a picture and a list at once, and what a planner writes at its nodes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue, StaleData
from indicators.forms_pohon import DukunganForm, FaktorForm
from indicators.models import Crosscutting, FaktorKunci, PerangkatDaerah, PeriodeRenstra, Sasaran, UnitKerja
from indicators.permissions import Ability
from indicators.selectors.kaskade import boleh_ubah
from indicators.selectors.pohon_halaman import (
    PohonHalaman,
    isi_simpul,
    pendukung_pilihan,
    pohon_halaman,
    pohon_tersimpan,
    sasaran_pohon,
)
from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.selectors.unsur import kunci_periode, periode_daerah, sebut_periode
from indicators.services import pohon_kinerja as layanan
from indicators.services.pohon_kinerja import IsianDukungan, IsianFaktor
from indicators.views.base import konteks, konteks_or_404, pelaku, periode_dipilih

GAMBAR = "indicators/partials/pohon_gambar.html"


@require_GET
def pohon(request: HttpRequest) -> HttpResponse:
    """The tree of the active perangkat daerah; `?periode=` chooses another period, `?buka=semua` unfolds all."""
    permissions.require(request.user, Ability.VIEW)
    here = konteks_or_404(request)
    pd = here.perangkat_daerah
    assert pd is not None  # noqa: S101  konteks_or_404 has answered otherwise
    semua = periode_daerah(pd)
    periode = periode_dipilih(request, semua, here.tahun)
    tempat = {k: request.GET[k] for k in ("pd", "tahun") if k in request.GET}
    isi: dict[str, Any] = {
        "perangkat_daerah": pd,
        "tahun": here.tahun,
        "periode": periode,
        "periode_pilihan": [(p, urlencode(tempat | {"periode": kunci_periode(p)})) for p in semua],
        "kembali": f"{reverse('indicators:perencanaan')}?{urlencode(tempat)}",
        "sebut": sebut_periode(semua, here.tahun),
    }
    if periode is None:
        return render(request, "indicators/pohon.html", isi)
    hari_ini = request.hari_ini  # type: ignore[attr-defined]
    isi["buka"] = buka = request.GET.get("buka") == "semua"
    isi["buka_semua"] = urlencode(tempat | {"periode": kunci_periode(periode), "buka": "semua"})
    isi["lipat"] = urlencode(tempat | {"periode": kunci_periode(periode)})
    # Hundreds of boxes are the same for everybody who may look: written once for as long as nothing changes.
    ciri = ("halaman pohon", pd.pk, periode.pk, here.tahun, hari_ini, buka)
    isi["pohon"], isi["gambar"] = selama_rencana_tetap(
        pd.pemerintah_daerah_id, ciri, lambda: _dengan_gambar(pohon_halaman(pd, periode, here.tahun, hari_ini), buka)
    )
    isi["boleh"] = boleh_ubah(request.user, pd, periode)[0]
    return render(request, "indicators/pohon.html", isi)


def _dengan_gambar(pohon: PohonHalaman, buka: bool) -> tuple[PohonHalaman, str]:
    """The tree with its boxes written."""
    return pohon, render_to_string(GAMBAR, {"pohon": pohon, "buka": buka})


# --- One node ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Simpul:
    """The node of a request: its sasaran, and the year its tree is shown for."""

    sasaran: Sasaran
    tahun: int

    @property
    def pd(self) -> PerangkatDaerah:
        """The perangkat daerah it belongs to."""
        return self.sasaran.perangkat_daerah

    @property
    def periode(self) -> PeriodeRenstra:
        """Its period."""
        return self.sasaran.periode

    def pohon(self) -> str:
        """The page of the tree, at this node."""
        tempat = {"pd": self.pd.kode, "tahun": str(self.tahun), "periode": kunci_periode(self.periode)}
        return f"{reverse('indicators:pohon')}?{urlencode(tempat)}#sasaran-{self.sasaran.pk}"

    def halaman(self) -> str:
        """The page of the node."""
        alamat = reverse("indicators:pohon_simpul", kwargs={"pk": self.sasaran.pk})
        return f"{alamat}?{urlencode({'pd': self.pd.kode, 'tahun': str(self.tahun)})}"


@require_http_methods(["GET", "POST"])
def simpul(request: HttpRequest, pk: int) -> HttpResponse:
    """One node with its factors and contributions; POST adds one of them (`aksi` faktor or dukungan)."""
    sasaran = _sasaran_or_404(request, pk)
    s = _simpul(request, sasaran)
    boleh = boleh_ubah(request.user, s.pd, s.periode)[0]
    if request.method == "POST":
        layanan.require_ubah(sasaran, pelaku(request))
    aksi = request.POST.get("aksi", "")
    faktor = _faktor_form(s, request.POST if aksi == "faktor" else None)
    dukungan = _dukungan_form(s, request.POST if aksi == "dukungan" else None)
    if aksi == "faktor" and _dicoba(
        faktor, lambda: layanan.faktor_create(sasaran=sasaran, isian=_faktor(faktor, s), by=pelaku(request))
    ):
        messages.success(request, "Faktor kunci keberhasilan ditambahkan.")
        return redirect(s.halaman())
    if aksi == "dukungan" and _dicoba(
        dukungan, lambda: layanan.dukungan_create(sasaran=sasaran, isian=_dukungan(dukungan, s), by=pelaku(request))
    ):
        messages.success(request, "Dukungan ditambahkan dan tampak pada pohon.")
        return redirect(s.halaman())
    hari_ini = request.hari_ini  # type: ignore[attr-defined]
    gambar = pohon_tersimpan(s.pd, s.periode, s.tahun, hari_ini)
    isi = {
        "kotak": next((k for k in gambar.kotak if k.pk == pk), None),
        "simpul": s,
        "sasaran": sasaran,
        "tahun": s.tahun,
        "isi": isi_simpul(sasaran),
        "boleh": boleh,
        "faktor_form": faktor,
        "dukungan_form": dukungan,
    }
    return render(request, "indicators/pohon_simpul.html", isi, status=422 if faktor.errors or dukungan.errors else 200)


@require_http_methods(["GET", "POST"])
def faktor(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or delete (`hapus`) one success factor; a change by somebody else meanwhile shows both."""
    milik = FaktorKunci.objects.visible_to(request.user)
    row = milik.select_related("sasaran__perangkat_daerah__pemerintah_daerah", "sasaran__periode").filter(pk=pk).first()
    if row is None:
        raise Http404("Faktor kunci tidak ditemukan.")
    s = _simpul(request, row.sasaran)
    layanan.require_ubah(row.sasaran, pelaku(request))
    form = _faktor_form(s, _isian(request), {"uraian": row.uraian, "anak": str(row.anak_id or "")})

    def simpan() -> object:
        return layanan.faktor_change(
            faktor=row, isian=_faktor(form, s), versi_dilihat=request.POST.get("versi", ""), by=pelaku(request)
        )

    return _ubah(request, s, row, form, simpan, "faktor kunci keberhasilan")


@require_http_methods(["GET", "POST"])
def dukungan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or delete (`hapus`) one contribution; a change by somebody else meanwhile shows both."""
    milik = Crosscutting.objects.visible_to(request.user)
    row = milik.select_related("sasaran__perangkat_daerah__pemerintah_daerah", "sasaran__periode").filter(pk=pk).first()
    if row is None:
        raise Http404("Dukungan tidak ditemukan.")
    s = _simpul(request, row.sasaran)
    layanan.require_ubah(row.sasaran, pelaku(request))
    pendukung = f"unit-{row.unit_kerja_id}" if row.unit_kerja_id else f"pd-{row.perangkat_daerah_lain_id}"
    form = _dukungan_form(s, _isian(request), {"pendukung": pendukung, "kontribusi": row.kontribusi})

    def simpan() -> object:
        return layanan.dukungan_change(
            dukungan=row, isian=_dukungan(form, s), versi_dilihat=request.POST.get("versi", ""), by=pelaku(request)
        )

    return _ubah(request, s, row, form, simpan, "dukungan")


# --- What they share ---------------------------------------------------------------------------------------------


def _sasaran_or_404(request: HttpRequest, pk: int) -> Sasaran:
    sasaran = sasaran_pohon(request.user, pk)
    if sasaran is None:
        raise Http404("Sasaran tidak ditemukan.")
    return sasaran


def _simpul(request: HttpRequest, sasaran: Sasaran) -> Simpul:
    permissions.require(request.user, Ability.VIEW)
    return Simpul(sasaran, konteks(request, sasaran.perangkat_daerah).tahun)


def _faktor_form(s: Simpul, data: Any, awal: dict[str, str] | None = None) -> FaktorForm:
    return FaktorForm(list(s.sasaran.anak.all()), data, initial=awal or {}, auto_id="faktor_%s")


def _dukungan_form(s: Simpul, data: Any, awal: dict[str, str] | None = None) -> DukunganForm:
    return DukunganForm(*pendukung_pilihan(s.sasaran), data, initial=awal or {}, auto_id="dukungan_%s")


def _isian(request: HttpRequest) -> Any:
    """What was typed; a deletion types nothing."""
    return request.POST if request.method == "POST" and "hapus" not in request.POST else None


def _beda(form: FaktorForm | DukunganForm, kini: FaktorKunci | Crosscutting) -> list[tuple[str, str, str]]:
    """Label, stored and typed of every field; nothing was typed where it was to be deleted."""
    if not form.is_bound:
        return []
    if isinstance(kini, FaktorKunci):
        tersimpan = {"uraian": kini.uraian, "anak": kini.anak.uraian if kini.anak else "–"}
    else:
        pendukung = kini.unit_kerja or kini.perangkat_daerah_lain
        tersimpan = {"pendukung": str(pendukung), "kontribusi": kini.kontribusi}
    hasil = []
    for nama in form.fields:
        pilihan = dict(flatten_choices(getattr(form.fields[nama], "choices", ())))
        diketik = form.cleaned_data[nama]
        hasil.append((str(form.fields[nama].label), tersimpan[nama], str(pilihan.get(diketik, diketik)) or "–"))
    return hasil


def _faktor(form: FaktorForm, s: Simpul) -> IsianFaktor:
    kunci = form.cleaned_data.get("anak") or "0"
    return IsianFaktor(form.cleaned_data["uraian"], s.sasaran.anak.filter(pk=int(kunci)).first())


def _dukungan(form: DukunganForm, s: Simpul) -> IsianDukungan:
    """The choice read back: it was one of those offered."""
    jenis, _, kunci = form.cleaned_data["pendukung"].partition("-")
    kontribusi = form.cleaned_data["kontribusi"]
    if jenis == "unit":
        return IsianDukungan(kontribusi, unit_kerja=UnitKerja.objects.get(pk=int(kunci), perangkat_daerah=s.pd))
    daerah = s.pd.pemerintah_daerah_id
    lain = PerangkatDaerah.objects.get(pk=int(kunci), pemerintah_daerah=daerah)
    return IsianDukungan(kontribusi, perangkat_daerah_lain=lain)


def _dicoba(form: FaktorForm | DukunganForm, simpan: Callable[[], object]) -> bool:
    """Whether it was stored; a refusal is a sentence on the form."""
    if not form.is_valid():
        return False
    try:
        simpan()
    except (InvalidValue, Closed) as error:
        form.add_error(None, str(error))
        return False
    return True


def _ubah(
    request: HttpRequest,
    s: Simpul,
    row: FaktorKunci | Crosscutting,
    form: FaktorForm | DukunganForm,
    simpan: Callable[[], object],
    nama: str,
) -> HttpResponse:
    """The page of one row: stored, deleted, refused, or changed by somebody else meanwhile."""
    isi: dict[str, Any] = {"simpul": s, "form": form, "nama": nama, "versi": layanan.versi(row), "row": row}
    try:
        if "hapus" in request.POST:
            layanan.catatan_delete(catatan=row, versi_dilihat=request.POST.get("versi", ""), by=pelaku(request))
            messages.success(request, f"{nama.capitalize()} dihapus.")
            return redirect(s.halaman())
        if request.method == "POST" and _dicoba(form, simpan):
            messages.success(request, f"{nama.capitalize()} disimpan.")
            return redirect(s.halaman())
    except StaleData as error:
        kini = error.tersimpan
        isi |= {"bentrok": _beda(form, kini), "galat": str(error), "versi": layanan.versi(kini)}
        return render(request, "indicators/pohon_isian.html", isi, status=409)
    return render(request, "indicators/pohon_isian.html", isi, status=422 if form.errors else 200)
