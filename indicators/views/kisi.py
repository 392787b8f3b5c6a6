"""The planning grids: a page of rows, one row saved by itself, or all that were sent, all or none."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString

from indicators.exceptions import DomainError, NotAllowed
from indicators.forms_kisi import IsianBaris, baca_baris, baca_semua
from indicators.selectors.kisi import BarisKisi, KelompokKisi
from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.views.base import is_htmx
from indicators.views.kisi_tampil import baris_html, kaki_html, kelompok_html


def _tanpa_jumlah(hanya: Collection[int] | None) -> list[KelompokKisi]:
    return []


@dataclass(frozen=True)
class Kisi:
    """One grid: how its rows are read and stored, and where. `jumlah` are headings with sums that a save changes.

    `kepala` are the headings of all columns, (text, whether it holds figures). `url_baris` and `url_keluar` carry a 0
    where the key of the row stands. `daerah` is the key of its regency.
    """

    daerah: int
    url: str
    url_baris: str
    dapat: bool
    kepala: tuple[tuple[str, bool], ...]
    muat: Callable[[Collection[int] | None], list[KelompokKisi]]
    simpan: Callable[[Sequence[IsianBaris]], object]
    jumlah: Callable[[Collection[int] | None], list[KelompokKisi]] = _tanpa_jumlah
    url_keluar: str = ""
    konteks: dict[str, Any] = field(default_factory=dict)

    def html(self, b: BarisKisi, **lain: Any) -> SafeString:
        """A row of this grid."""
        url, keluar = (u.replace("/0/", f"/{b.pk}/") if self.dapat else "" for u in (self.url_baris, self.url_keluar))
        return baris_html(b, url=url, url_keluar=keluar, **lain)

    def oob(self, hanya: Collection[int] | None) -> str:
        """The sums that take the place of those on the page."""
        return "".join(
            kaki_html(k, oob=True) if not k.tingkat else kelompok_html(k, 0, oob=True) for k in self.jumlah(hanya)
        )


def kisi_halaman(request: HttpRequest, kisi: Kisi, template: str) -> HttpResponse:
    """The whole grid. POST stores all rows that were sent, or none: a pasted block, or the form without JavaScript."""
    if request.method != "POST":
        return render(request, template, {"kisi": kisi, **_tersimpan_kini(kisi), **kisi.konteks})
    kelompok = kisi.muat(None)
    isian = [i for i in baca_semua(kelompok, request.POST) if is_htmx(request) or i.berubah]
    berubah = [i for i in isian if i.berubah]
    tolak: DomainError | None = None
    if not any(i.galat for i in isian):
        try:
            kisi.simpan(berubah)
        except NotAllowed:
            raise
        except DomainError as error:
            tolak = error
        else:
            return _tersimpan(request, kisi, isian, len(berubah))
    if is_htmx(request):
        status = tolak.kode_http if tolak else 422
        return HttpResponse("".join(_ditolak(kisi, i, tolak) for i in isian), status=status)
    messages.error(request, "Belum ada yang disimpan: perbaiki isian yang ditandai, lalu simpan lagi.")
    if tolak is not None and tolak.objek is None:
        messages.error(request, str(tolak))
    html = {i.baris.kunci: _ditolak(kisi, i, tolak) for i in isian}
    return _render(request, kisi, kelompok, html, template, tolak.kode_http if tolak else 422)


def _tersimpan(request: HttpRequest, kisi: Kisi, isian: list[IsianBaris], jumlah: int) -> HttpResponse:
    if not is_htmx(request):
        messages.success(request, f"{jumlah} baris disimpan." if jumlah else "Tidak ada yang berubah.")
        return redirect(request.get_full_path())
    rows = kisi.muat({i.baris.pk for i in isian})
    return HttpResponse("".join(kisi.html(b) for k in rows for b in k.baris) + kisi.oob(None))


def kisi_baris(request: HttpRequest, kisi: Kisi, pk: int) -> HttpResponse:
    """One row saved by itself; answers with the row as it is now (200), refused (422) or in conflict (409)."""
    baris = _satu(kisi, pk)
    isian = baca_baris(baris, request.POST)
    if isian is None:
        raise Http404("Baris ini tidak dikirim.")
    tolak: DomainError | None = None
    status = 422 if isian.galat else 200
    if status == 200:
        try:
            kisi.simpan([isian])
        except NotAllowed:
            raise
        except DomainError as error:
            tolak, status = error, error.kode_http
    if not is_htmx(request):
        for pesan in [*isian.galat.values(), *([str(tolak)] if tolak else [])]:
            messages.error(request, pesan)
        return redirect(kisi.url)
    if status == 200:
        return HttpResponse(kisi.html(_satu(kisi, pk)) + kisi.oob({pk}))
    return HttpResponse(_ditolak(kisi, isian, tolak), status=status)


def _satu(kisi: Kisi, pk: int) -> BarisKisi:
    baris = next((b for k in kisi.muat({pk}) for b in k.baris), None)
    if baris is None:
        raise Http404("Baris ini tidak ada dalam rencana.")
    return baris


def _ditolak(kisi: Kisi, isian: IsianBaris, tolak: DomainError | None) -> SafeString:
    """A row with what was typed, the refusal that is about it, and what somebody else stored meanwhile."""
    bentrok = isian.versi != isian.baris.versi and isian.berubah and tolak is not None and tolak.kode_http == 409
    tentang = tolak is not None and (tolak.objek is None or tolak.objek == isian.baris.objek)
    return kisi.html(isian.baris, isian=isian, galat=str(tolak) if tentang and tolak else "", bentrok=bentrok)


def _render(
    request: HttpRequest,
    kisi: Kisi,
    kelompok: list[KelompokKisi],
    html: dict[str, SafeString],
    template: str,
    status: int = 200,
) -> HttpResponse:
    isi = {"kisi": kisi, **_isi(kisi, kelompok, html), **kisi.konteks}
    return render(request, template, isi, status=status)


def _isi(kisi: Kisi, kelompok: list[KelompokKisi], html: dict[str, SafeString]) -> dict[str, Any]:
    """The rows as they stand on the page (`html` in the place of some), and how many need a look."""
    lebar = len(kisi.kepala)
    rows = [
        (kelompok_html(k, lebar) if k.judul else "", [html.get(b.kunci) or kisi.html(b) for b in k.baris])
        for k in kelompok
    ]
    return {
        "kelompok": rows,
        "jumlah_baris": sum(len(b) for _, b in rows),
        "bermasalah": sum(bool(b.peringatan) for k in kelompok for b in k.baris),
        "kaki": "".join(kaki_html(k) for k in kisi.jumlah(set()) if not k.tingkat),
    }


def _tersimpan_kini(kisi: Kisi) -> dict[str, Any]:
    """The rows of what is stored; printed once for every state of the facts, and the same for all who may type.

    The steps of a scale and the kinds of spending belong to no regency: a new step is seen within the hour.
    """
    ciri = ("kisi-html", kisi.url, kisi.dapat, kisi.kepala)
    return selama_rencana_tetap(kisi.daerah, ciri, lambda: _isi(kisi, kisi.muat(None), {}))
