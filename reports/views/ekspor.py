"""Documents as Word and Excel: drafts with the same questions as the PDF, finished ones from their frozen payload."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from indicators.exceptions import DomainError
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from reports import services
from reports.builders.permintaan import Permintaan
from reports.daftar_pk import KEPALA_DAERAH
from reports.ekspor import berkas
from reports.models import Dokumen, JenisDokumen
from reports.views.base import belum_lengkap, jenis_or_404, pd_or_404, permintaan_of
from sakip.lib.unduhan import kirim


@require_GET
def unduh(request: HttpRequest, kode: str, tahun: int, jenis: str, bentuk: str) -> HttpResponse:
    """The draft as a file to go on working with; `?semua` of a PK: all agreements of the plan in one file."""
    pd, jenis = pd_or_404(request, kode, tahun), jenis_or_404(jenis)
    permintaan = permintaan_of(request, pd, tahun, jenis)
    semua = jenis == JenisDokumen.PK and "semua" in request.GET
    try:
        if semua:
            dengan_kepala = pd.jenis == PerangkatDaerah.Jenis.SETDA
            minta = Permintaan(pd, tahun, rencana=permintaan.rencana)
            isi, _ = berkas.perjanjian_semua(minta, bentuk, kepala_daerah=dengan_kepala)
        else:
            isi = berkas.draf(jenis, permintaan, bentuk)
    except DomainError as error:
        return belum_lengkap(request, pd, tahun, error)
    triwulan = f"tw{permintaan.triwulan}" if permintaan.triwulan else ""
    siapa = "" if semua else _siapa(permintaan)
    nama = ["draf", jenis, "semua" if semua else "", pd.kode, siapa, str(tahun), triwulan]
    return _berkas(isi, bentuk, "-".join(filter(None, nama)))


@require_GET
def unduh_selesai(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    """The finished document, whatever became of the data since."""
    dokumen = Dokumen.objects.visible_to(request.user, Ability.VIEW_DOKUMEN).filter(pk=pk).first()
    if dokumen is None:
        raise Http404("Dokumen tidak ditemukan.")
    utuh = services.digest(dokumen.payload) == dokumen.payload_sha256
    isi = berkas.selesai(dokumen, bentuk, utuh=utuh)
    return _berkas(isi, bentuk, f"{dokumen.jenis}-{dokumen.periode_kunci}")


def _siapa(permintaan: Permintaan) -> str:
    if permintaan.kepala_daerah:
        return KEPALA_DAERAH
    return permintaan.unit.kode if permintaan.unit else ""


def _berkas(isi: bytes, bentuk: str, nama: str) -> HttpResponse:
    return kirim(isi, f"{nama}.{bentuk}", berkas.BENTUK[bentuk].tipe)
