"""Evidence of one value: the list with its upload form, and handing a file out to those who may see the value."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from indicators import permissions
from indicators.exceptions import DomainError
from indicators.forms import BuktiForm
from indicators.models import BuktiDukung, Realisasi
from indicators.permissions import Ability
from indicators.selectors.bukti import MODEL, bukti_of, nilai_of, pemilik_nilai
from indicators.selectors.isian import bukti_lain
from indicators.services.bukti import bukti_attach, bukti_attach_link, bukti_remove, bukti_reuse
from indicators.views.base import konteks, pelaku, triwulan_or_404
from indicators.workflow import EDITABLE


def _pemilik_or_404(request: HttpRequest, jenis: str, pk: int) -> Any:
    """The indikator or sub kegiatan whose value the evidence is of, inside the person's scope."""
    if jenis not in MODEL:
        raise Http404("Jenis nilai tidak dikenal.")
    row = pemilik_nilai(request.user, jenis, pk)
    if row is None:
        raise Http404("Nilai tidak ditemukan.")
    return row


@require_http_methods(["GET", "POST"])
def bukti(request: HttpRequest, jenis: str, tahun: int, tw: int, pk: int) -> HttpResponse:
    """The evidence of one value; POST attaches a file."""
    triwulan_or_404(tahun, tw)
    owner = _pemilik_or_404(request, jenis, pk)
    nilai = nilai_of(jenis, owner, tahun, tw)
    unit = owner.unit_kerja
    if nilai is None:
        messages.info(request, "Isi nilainya lebih dulu; bukti dilampirkan pada nilai yang sudah tersimpan.")
        return redirect("indicators:realisasi_lembar", tahun=tahun, tw=tw, unit=unit.pk)
    konteks(request, unit.perangkat_daerah)
    form = BuktiForm(request.POST, request.FILES) if request.method == "POST" else BuktiForm()
    if request.method == "POST":
        permissions.require(request.user, Ability.ENTER_REALISASI, unit)
        if form.is_valid() and _attach_all(request, nilai, form):
            return redirect(request.path)
    return _render(request, nilai, owner, form)


def _render(request: HttpRequest, nilai: Any, owner: Any, form: BuktiForm) -> HttpResponse:
    unit = owner.unit_kerja
    dapat = nilai.status in EDITABLE and permissions.can(request.user, Ability.ENTER_REALISASI, unit)
    context = {
        "nilai": nilai,
        "jenis": "realisasi" if isinstance(nilai, Realisasi) else "anggaran",
        "judul": getattr(owner, "nama", None) or owner.uraian,
        "pemilik": owner,
        "unit": unit,
        "daftar": nilai.bukti.select_related("diunggah_oleh"),
        "lain": bukti_lain(unit, nilai) if dapat else [],
        "form": form,
        "dapat": dapat,
    }
    return render(request, "indicators/bukti.html", context, status=422 if form.errors else 200)


def _attach_all(request: HttpRequest, nilai: Any, form: BuktiForm) -> bool:
    """Attach each file by itself, then the link: one that is refused does not undo the others, and says why."""
    baik = 0
    for berkas in request.FILES.getlist("berkas"):
        try:
            bukti_attach(nilai=nilai, berkas=berkas, by=pelaku(request))
            baik += 1
        except DomainError as error:
            form.add_error("berkas", str(error))
    if tautan := form.cleaned_data.get("tautan"):
        try:
            bukti_attach_link(nilai=nilai, tautan=tautan, nama=form.cleaned_data["nama"], by=pelaku(request))
            baik += 1
        except DomainError as error:
            form.add_error("tautan", str(error))
    if baik:
        messages.success(request, f"{baik} bukti dilampirkan.")
    return not form.errors


@require_POST
def bukti_pakai(request: HttpRequest, jenis: str, tahun: int, tw: int, pk: int) -> HttpResponse:
    """Use evidence of another value of the unit's quarter for this one too."""
    triwulan_or_404(tahun, tw)
    owner = _pemilik_or_404(request, jenis, pk)
    nilai = nilai_of(jenis, owner, tahun, tw)
    if nilai is None:
        raise Http404("Nilai tidak ditemukan.")
    kunci = request.POST.get("bukti", "")
    asal = _bukti_or_404(request, int(kunci) if kunci.isdecimal() and len(kunci) < 19 else 0)
    bukti_reuse(nilai=nilai, bukti=asal, by=pelaku(request))
    messages.success(request, f"“{asal.nama}” dipakai juga untuk nilai ini.")
    return redirect("indicators:bukti", jenis=jenis, tahun=tahun, tw=tw, pk=pk)


def _bukti_or_404(request: HttpRequest, pk: int) -> BuktiDukung:
    row = bukti_of(pk)
    if row is None:
        raise Http404("Berkas tidak ditemukan.")
    owner = row.realisasi.indikator if row.realisasi else row.realisasi_anggaran.sub_kegiatan  # type: ignore[union-attr]
    if not permissions.can(request.user, Ability.VIEW, owner.unit_kerja):
        raise Http404("Berkas tidak ditemukan.")
    return row


@require_GET
def bukti_unduh(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out one file as an attachment; `?lihat` shows a PDF or a picture in the browser, nothing else."""
    row = _bukti_or_404(request, pk)
    if not row.berkas:
        raise Http404("Bukti ini berupa tautan.")
    response = FileResponse(row.berkas.open("rb"), content_type=row.tipe)
    unduh = "lihat" not in request.GET or not row.dapat_dilihat
    response["Content-Disposition"] = content_disposition_header(unduh, row.nama) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def bukti_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one file off its value."""
    row = _bukti_or_404(request, pk)
    nilai = row.realisasi or row.realisasi_anggaran
    bukti_remove(bukti=row, by=pelaku(request))
    messages.success(request, f"Bukti “{row.nama}” dihapus.")
    jenis = "realisasi" if isinstance(nilai, Realisasi) else "anggaran"
    owner = nilai.indikator_id if isinstance(nilai, Realisasi) else nilai.sub_kegiatan_id  # type: ignore[union-attr]
    return redirect("indicators:bukti", jenis=jenis, tahun=nilai.tahun, tw=nilai.triwulan, pk=owner)  # type: ignore[union-attr]
