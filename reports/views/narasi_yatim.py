"""A text whose section the document no longer has: copied into another section's unsaved work, or put away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators.permissions import Ability
from reports.builders.permintaan import Permintaan
from reports.models import JenisDokumen
from reports.narasi_baca import Yatim, narasi_daftar
from reports.services.narasi import Tempat
from reports.services.narasi_yatim import yatim_copy, yatim_remove
from reports.views.base import jenis_or_404, pd_or_404, permintaan_of
from reports.views.narasi_halaman import halaman_of, pengguna


@require_POST
def salin(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """Go on with the text in the section `tujuan` names: it stands there as unsaved work, at the end."""
    permintaan, satu_jenis, yatim = _yatim(request, kode, tahun, jenis, bagian)
    h = halaman_of(request, kode, tahun, jenis, request.POST.get("tujuan", ""))
    asal = Tempat(permintaan.perangkat_daerah, tahun, satu_jenis.value, yatim.kunci)
    yatim_copy(asal=asal, tujuan=h.tempat, isi_tujuan=h.satu.html, by=pengguna(request))
    messages.success(request, f"Tulisan disalin ke konsep bagian {h.judul}. Periksa, lalu simpan.")
    return redirect(h.alamat("narasi_bagian"))


@require_POST
def hapus(request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str) -> HttpResponse:
    """Put the text away."""
    permintaan, satu_jenis, yatim = _yatim(request, kode, tahun, jenis, bagian)
    tempat = Tempat(permintaan.perangkat_daerah, tahun, satu_jenis.value, yatim.kunci)
    yatim_remove(tempat=tempat, sidik=request.POST.get("sidik", ""), by=pengguna(request))
    messages.success(request, "Tulisan tanpa bagian dihapus. Isinya tetap ada di riwayat bila bagiannya kembali.")
    kueri = f"?triwulan={permintaan.triwulan}" if permintaan.triwulan else ""
    return redirect(reverse("reports:narasi", args=[kode, tahun, jenis]) + kueri)


def _yatim(
    request: HttpRequest, kode: str, tahun: int, jenis: str, bagian: str
) -> tuple[Permintaan, JenisDokumen, Yatim]:
    """The text of the address for who may write; 404 for a section the document has."""
    pd, satu = pd_or_404(request, kode, tahun, Ability.WRITE_NARASI), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, satu)
    daftar = narasi_daftar(permintaan, satu, pengguna(request))
    yatim = next((y for y in daftar.yatim if y.kunci == bagian), None)
    if yatim is None:
        raise Http404("Tulisan tanpa bagian ini tidak ditemukan.")
    return permintaan, satu, yatim
