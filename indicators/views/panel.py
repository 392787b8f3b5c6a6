"""The side panel of one row of a sheet: a piece of the sheet's page, or a page of its own without JavaScript."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import Komentar
from indicators.permissions import Ability
from indicators.selectors import komentar as baca
from indicators.selectors.baris import kunci_baris
from indicators.selectors.panel import objek_panel, panel_baris
from indicators.selectors.tindak_lanjut import tindak_lanjut_baris
from indicators.services.komentar import MAKS, komentar_tarik, komentar_tulis, sebutan_baca
from indicators.views.baris_tampil import tautan_rincian
from indicators.views.base import is_htmx, konteks, pelaku, triwulan_or_404
from sakip.lib.periods import Triwulan

NILAI = {"indikator": "realisasi", "sub-kegiatan": "anggaran"}
"""By the kind of row in the address: the kind of its value, as pages of evidence and follow-up name it."""


@require_GET
def panel(request: HttpRequest, tahun: int, tw: int, jenis: str, pk: int) -> HttpResponse:
    """The panel of one row; `?potongan=orang` answers with the people who may be named."""
    triwulan, objek = _baris_or_404(request, tahun, tw, jenis, pk)
    if request.GET.get("potongan") == "orang":
        return _potongan("panel_orang", {"orang": baca.orang_yang_melihat(objek.unit_kerja)}, request)
    return _panel(request, jenis, objek, triwulan)


@require_POST
def catatan_tulis(request: HttpRequest, tahun: int, tw: int, jenis: str, pk: int) -> HttpResponse:
    """Write a remark; a refusal keeps the text and says why (422)."""
    triwulan, objek = _baris_or_404(request, tahun, tw, jenis, pk)
    teks = request.POST.get("teks", "")
    try:
        komentar_tulis(objek=objek, triwulan=triwulan, teks=teks, by=pelaku(request))
    except InvalidValue as error:
        tolak = {"teks": teks, "galat": str(error)}
        if is_htmx(request):
            return _catatan(request, jenis, objek, triwulan, tolak)
        return _panel(request, jenis, objek, triwulan, tolak)
    return _sesudah(request, jenis, objek, triwulan, "Catatan tersimpan.")


@require_POST
def catatan_tarik(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own remark back."""
    rows = Komentar.objects.visible_to(request.user).select_related("indikator", "sub_kegiatan")
    rows = rows.select_related("unit_kerja__perangkat_daerah__pemerintah_daerah")
    komentar = get_object_or_404(rows, pk=pk)
    komentar_tarik(komentar=komentar, by=pelaku(request))
    jenis, kunci = baca.jenis_of(komentar)
    triwulan, objek = _baris_or_404(request, komentar.tahun, komentar.triwulan, jenis, kunci)
    return _sesudah(request, jenis, objek, triwulan, "Catatan ditarik.")


@require_POST
def sebutan_dibaca(request: HttpRequest, tahun: int, tw: int, jenis: str, pk: int) -> HttpResponse:
    """The person has read where he is named at this row and quarter; asked from the panel or from Beranda."""
    triwulan, objek = _baris_or_404(request, tahun, tw, jenis, pk)
    sebutan_baca(objek=objek, triwulan=triwulan, by=pelaku(request))
    if request.headers.get("HX-Target") == "sebutan":
        rows = baca.sebutan_belum_dibaca(request.user)
        return _potongan("sebutan", {"sebutan": baris_sebutan(rows), "selesai": True}, request)
    if request.POST.get("kembali") == "beranda":
        return redirect("indicators:beranda")
    return _sesudah(request, jenis, objek, triwulan, "Sebutan ditandai sudah dibaca.")


def baris_sebutan(rows: list[Any]) -> list[dict[str, Any]]:
    """Unread mentions as Beranda lists them: the remark, its row, and where its panel is."""
    hasil = []
    for s in rows:
        k = s.komentar
        jenis, pk = baca.jenis_of(k)
        triwulan = Triwulan(k.tahun, k.triwulan)
        hasil.append(
            {
                "komentar": k,
                "nama": k.indikator.nama if k.indikator else k.sub_kegiatan.uraian,
                "triwulan": triwulan,
                "url": _alamat("panel", triwulan, jenis, pk),
                "url_dibaca": _alamat("panel_dibaca", triwulan, jenis, pk),
            }
        )
    return hasil


# --- What the answers have in common ----------------------------------------------------------------------------


def _baris_or_404(request: HttpRequest, tahun: int, tw: int, jenis: str, pk: int) -> tuple[Triwulan, Any]:
    triwulan = triwulan_or_404(tahun, tw)
    if jenis not in baca.KOLOM:
        raise Http404("Jenis baris tidak dikenal.")
    objek = objek_panel(request.user, jenis, pk, triwulan)
    if objek is None:
        raise Http404("Baris tidak ada pada lembar triwulan ini.")
    return triwulan, objek


def _panel(
    request: HttpRequest, jenis: str, objek: Any, triwulan: Triwulan, tolak: dict[str, str] | None = None
) -> HttpResponse:
    """The whole panel: for the page's script only its inside, otherwise with everything around it."""
    halaman = not is_htmx(request)
    jenis_nilai, hari_ini = NILAI[jenis], request.hari_ini  # type: ignore[attr-defined]
    context = {
        **_konteks_catatan(request, jenis, objek, triwulan, tolak),
        "p": panel_baris(objek, triwulan),
        "o": objek,
        "jejak_tipe": "realisasi" if jenis == "indikator" else "realisasianggaran",
        "jenis_nilai": jenis_nilai,
        "tindak_lanjut": tindak_lanjut_baris(jenis_nilai, objek.pk, triwulan, hari_ini),
    }
    status = 422 if tolak else 200
    if not halaman:
        return _potongan("panel", context, request, status)
    konteks(request, objek.unit_kerja.perangkat_daerah)
    context["orang"] = baca.orang_yang_melihat(objek.unit_kerja) if context["dapat_menulis"] else []
    return render(request, "indicators/panel.html", context, status=status)


def _catatan(
    request: HttpRequest,
    jenis: str,
    objek: Any,
    triwulan: Triwulan,
    tolak: dict[str, str] | None = None,
    kabar: str = "",
) -> HttpResponse:
    """Only the remarks, and the row's link with their number in place of the one on the sheet."""
    context = _konteks_catatan(request, jenis, objek, triwulan, tolak)
    kunci = kunci_baris(NILAI[jenis], objek.pk)
    jumlah = context["catatan"].jumlah
    context["tautan_baris"] = tautan_rincian(kunci, context["url"], context["nama"], jumlah, oob=True)
    return _potongan("panel_catatan", {**context, "kabar": kabar}, request, 422 if tolak else 200)


def _konteks_catatan(
    request: HttpRequest, jenis: str, objek: Any, triwulan: Triwulan, tolak: dict[str, str] | None
) -> dict[str, Any]:
    return {
        "jenis": jenis,
        "triwulan": triwulan,
        "unit": objek.unit_kerja,
        "nama": getattr(objek, "nama", None) or objek.uraian,
        "catatan": baca.catatan_baris(request.user, jenis, objek.pk, triwulan),
        "dapat_menulis": permissions.can(request.user, Ability.KOMENTAR, objek.unit_kerja),
        "url": _alamat("panel", triwulan, jenis, objek.pk),
        "url_tulis": _alamat("panel_catatan", triwulan, jenis, objek.pk),
        "url_dibaca": _alamat("panel_dibaca", triwulan, jenis, objek.pk),
        "halaman": not is_htmx(request),
        "maks": MAKS,
        **(tolak or {}),
    }


def _sesudah(request: HttpRequest, jenis: str, objek: Any, triwulan: Triwulan, kabar: str) -> HttpResponse:
    """What follows on a change: the remarks anew, or back to the page of the row."""
    if is_htmx(request):
        return _catatan(request, jenis, objek, triwulan, kabar=kabar)
    messages.success(request, kabar)
    return redirect(f"{_alamat('panel', triwulan, jenis, objek.pk)}#panel-catatan")


def _alamat(nama: str, triwulan: Triwulan, jenis: str, pk: int) -> str:
    kwargs = {"tahun": triwulan.tahun, "tw": triwulan.nomor, "jenis": jenis, "pk": pk}
    return reverse(f"indicators:{nama}", kwargs=kwargs)


def _potongan(nama: str, context: dict[str, Any], request: HttpRequest, status: int = 200) -> HttpResponse:
    """A piece of a page: without the menu and all that a whole page reads."""
    isi = {**context, "user": request.user, "csrf_token": get_token(request)}
    return HttpResponse(render_to_string(f"indicators/partials/{nama}.html", isi), status=status)
