"""Two versions of a year's plan side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from indicators.models import RencanaTahunan
from indicators.selectors.rencana_banding import banding
from indicators.selectors.simpanan_rencana import selama_rencana_tetap
from indicators.views.rencana import rencana_or_404


@require_GET
def rencana_banding(request: HttpRequest, pk: int) -> HttpResponse:
    """A version against another of its year: `?dengan=` names it, else the one before; `?semua=1` shows all lines."""
    baru = rencana_or_404(request, pk)
    versi = list(
        RencanaTahunan.objects.filter(perangkat_daerah=baru.perangkat_daerah_id, tahun=baru.tahun).order_by("urutan")
    )
    lain = [r for r in versi if r.pk != baru.pk]
    dipilih = request.GET.get("dengan", "")
    semua = request.GET.get("semua") == "1"
    isi = {"rencana": baru, "lain": lain, "semua": semua}
    if not lain:
        return render(request, "indicators/rencana_banding.html", isi)
    sebelumnya = [r for r in lain if r.urutan < baru.urutan]
    lama = next((r for r in lain if str(r.pk) == dipilih), None) if dipilih else (sebelumnya or lain)[-1]
    if lama is None:
        raise Http404("Versi pembanding tidak ada.")
    # The older one stands on the left, whichever of the two the page is about.
    kiri, kanan = sorted((lama, baru), key=lambda r: r.urutan)
    for r in (kiri, kanan):
        r.perangkat_daerah, r.periode = baru.perangkat_daerah, baru.periode
    isi |= {"dengan": lama, "kiri": kiri, "kanan": kanan, "badan": _badan(kiri, kanan, semua=semua)}
    return render(request, "indicators/rencana_banding.html", isi)


def _badan(kiri: RencanaTahunan, kanan: RencanaTahunan, *, semua: bool) -> str:
    """The tables of what differs; printed once for every state of the facts, and the same for everybody."""

    def cetak() -> str:
        isi = {"banding": banding(kiri, kanan, semua=semua)}
        return render_to_string("indicators/partials/rencana_beda.html", isi)

    ciri = ("banding-html", kiri.pk, kanan.pk, semua)
    return selama_rencana_tetap(kiri.perangkat_daerah.pemerintah_daerah_id, ciri, cetak)
