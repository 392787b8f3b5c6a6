"""The unit's word on a warning of its sheet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.selectors.baris_anggaran import BarisAnggaran
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.capaian import kebijakan_of
from indicators.selectors.isian import (
    baris_sub_kegiatan,
    baris_target,
    bukti_triwulan,
    sub_kegiatan_isian,
    target_isian,
)
from indicators.services.penjelasan import temuan_jelaskan
from indicators.views.base import pelaku, triwulan_or_404


@require_POST
def temuan(request: HttpRequest, tahun: int, tw: int, jenis: str, pk: int) -> HttpResponse:
    """Keep the sentence (`teks`) about the warning `kode` of one row; an empty one takes it back."""
    baris = _baris_or_404(request, tahun, tw, jenis, pk)
    teks = request.POST.get("teks", "")
    temuan_jelaskan(baris=baris, kode=request.POST.get("kode", ""), teks=teks, by=pelaku(request))
    messages.success(request, "Penjelasan tersimpan." if teks.strip() else "Penjelasan dihapus.")
    objek = baris.indikator if isinstance(baris, BarisIndikator) else baris.sub_kegiatan
    kwargs = {"tahun": tahun, "tw": tw, "unit": objek.unit_kerja_id}
    return redirect(f"{reverse('indicators:realisasi_lembar', kwargs=kwargs)}#temuan")


def _baris_or_404(request: HttpRequest, tahun: int, tw: int, jenis: str, pk: int) -> BarisIndikator | BarisAnggaran:
    triwulan = triwulan_or_404(tahun, tw)
    if jenis == "realisasi":
        target = target_isian(request.user, pk, triwulan)
        if target is not None:
            unit = target.indikator.unit_kerja
            kebijakan = kebijakan_of(unit.perangkat_daerah.pemerintah_daerah)
            return baris_target(target, triwulan, kebijakan, bukti_triwulan(unit, triwulan))
    elif jenis == "anggaran":
        sub = sub_kegiatan_isian(request.user, pk, triwulan)
        if sub is not None:
            return baris_sub_kegiatan(sub, triwulan, bukti_triwulan(sub.unit_kerja, triwulan))
    raise Http404("Baris tidak ada dalam rencana yang berlaku.")
