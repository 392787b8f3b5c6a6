"""What the cascade editor answers: a page without a script, a piece of the tree with one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from indicators.models import PerangkatDaerah, PeriodeRenstra
from indicators.selectors.dasbor_baris import triwulan_terakhir
from indicators.selectors.kaskade import PohonUbah, boleh_ubah, pohon_ubah
from indicators.selectors.nomenklatur import edisi_tahun, nomenklatur_dikenal
from indicators.selectors.unsur import kunci_periode
from indicators.tingkat import Unsur, tingkat_of
from indicators.views.base import is_htmx, konteks, konteks_or_404
from indicators.views.cabang_tampil import cabang_ubah

UTUH = "pohon-kaskade"


@dataclass(frozen=True)
class Tempat:
    """The tree an act belongs to: `sampai` is the quarter whose plan gives the pagu."""

    perangkat_daerah: PerangkatDaerah
    periode: PeriodeRenstra
    tahun: int
    sampai: int

    @property
    def kueri(self) -> str:
        """What every address of this tree carries."""
        return urlencode(
            {"pd": self.perangkat_daerah.kode, "tahun": str(self.tahun), "periode": kunci_periode(self.periode)}
        )

    def halaman(self, jangkar: str = "") -> str:
        """The editor, at the place of one element."""
        return f"{reverse('indicators:perencanaan')}?ubah=1&{self.kueri}{'#' + jangkar if jangkar else ''}"

    def nomenklatur(self, jenis: str, di_bawah: str) -> str:
        """Where the choices for a code come from."""
        alamat = reverse("indicators:kaskade_nomenklatur", args=[self.perangkat_daerah.kode, jenis])
        return f"{alamat}?{urlencode({'tahun': str(self.tahun), 'di': di_bawah})}"

    def pohon(self) -> PohonUbah:
        """The tree as it is now."""
        return pohon_ubah(self.perangkat_daerah, self.periode, self.tahun, self.sampai)


def tempat_untuk(request: HttpRequest, periode: PeriodeRenstra, pd: PerangkatDaerah | None) -> Tempat:
    """The tree of the request. Visi and misi belong to no perangkat daerah: the one of the address shows them."""
    here = konteks(request, pd) if pd else konteks_or_404(request)
    pd = pd or here.perangkat_daerah
    if pd is None or pd.pemerintah_daerah_id != periode.pemerintah_daerah_id:
        raise Http404("Perangkat daerah tidak ditemukan.")
    return Tempat(pd, periode, here.tahun, triwulan_terakhir(here.jadwal, here.tahun))


def isian(request: HttpRequest, tempat: Tempat, *, judul: str, kembali: str, **isi: Any) -> HttpResponse:
    """One form: a page of its own, or the piece that stands in the tree. Refusals are 422, a conflict 409."""
    form = isi.get("form")
    status = isi.pop("status", 422 if form is not None and form.errors else 200)
    isi |= {
        "judul": judul,
        "aksi": request.get_full_path(),
        "kembali": tempat.halaman(kembali),
        "jangkar": kembali,
        "perangkat_daerah": tempat.perangkat_daerah,
        "potongan": is_htmx(request),
    }
    templat = "indicators/partials/kaskade_isian.html" if is_htmx(request) else "indicators/kaskade_isian.html"
    return render(request, templat, isi, status=status)


def selesai(
    request: HttpRequest,
    tempat: Tempat,
    unsur: Unsur | None,
    pesan: str,
    *,
    cabang: Sequence[str],
    fokus: str = "",
    tetap: bool = False,
) -> HttpResponse:
    """It is done: the smallest branch that holds every changed place, and where to go on.

    `cabang` are the anchors of the changed places (empty: below nothing); `tetap` keeps the focus on the same control.
    """
    fokus = f"{tingkat_of(unsur).jenis}-{unsur.pk}" if unsur else fokus
    pesan += _peringatan(unsur, tempat)
    if not is_htmx(request):
        messages.success(request, pesan)
        return redirect(tempat.halaman(fokus))
    pohon = tempat.pohon()
    jalur = _bersama([pohon.jalur(jangkar) for jangkar in cabang])
    boleh, daerah = boleh_ubah(request.user, tempat.perangkat_daerah, tempat.periode)
    unit_ikut = unsur is not None and tingkat_of(unsur).jenis == "sasaran" and bool(jalur)
    isi = hak(tempat, boleh=boleh, daerah=daerah)
    isi |= {
        "cabang": cabang_ubah(jalur[-1:], isi),
        "atas": [c for c in jalur[:-1] if c.jangkar],
        "akar": "" if jalur else cabang_ubah(pohon.akar, isi),
        "unit": cabang_ubah(pohon.unit, isi) if unit_ikut or not jalur else "",
        "unit_ikut": unit_ikut,
    }
    templat = "kaskade_jawaban" if jalur else "kaskade_pohon"
    jawaban = render(request, f"indicators/partials/{templat}.html", isi)
    jawaban["HX-Retarget"] = f"#{jalur[-1].jangkar if jalur else UTUH}"
    jawaban["HX-Reswap"] = "outerHTML"
    jawaban["HX-Trigger-After-Settle"] = json.dumps(
        {"kaskade:selesai": {"fokus": fokus, "pesan": pesan, "tetap": tetap}}
    )
    return jawaban


def hak(tempat: Tempat, *, boleh: bool, daerah: bool) -> dict[str, Any]:
    """What the branches need to know about the person and their addresses."""
    akar = reverse("indicators:perencanaan")
    return {
        "boleh": boleh,
        "boleh_daerah": daerah,
        "dasar": f"{akar}kaskade/",
        "dasar_indikator": f"{akar}indikator/",
        "dasar_baru": f"{akar}kaskade/{tempat.perangkat_daerah.kode}/{kunci_periode(tempat.periode)}/",
        "kueri": tempat.kueri,
    }


def _bersama(jalur: list[list[Any]]) -> list[Any]:
    """The path all paths begin with, down to the last branch that can be addressed."""
    hasil: list[Any] = []
    for langkah in zip(*jalur, strict=False):
        if any(c is not langkah[0] for c in langkah):
            break
        hasil.append(langkah[0])
    while hasil and not hasil[-1].jangkar:
        hasil.pop()
    return hasil


def _peringatan(unsur: Unsur | None, tempat: Tempat) -> str:
    """What is worth knowing and forbids nothing."""
    kode = getattr(unsur, "kode", "")
    edisi = edisi_tahun(tempat.tahun)
    if unsur is None or not kode or nomenklatur_dikenal(edisi, edisi_tahun(tempat.periode.tahun_akhir), [kode]):
        return ""
    return f" Kode {kode} tidak ada dalam nomenklatur {edisi}."
