"""The layout of one kind of document, edited as JSON beside its defaults."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators.exceptions import DomainError
from indicators.permissions import Ability
from indicators.views.base import pelaku
from reports.builders import REGISTRY
from reports.forms import TataForm
from reports.models import TataDokumen
from reports.services.tata import tata_save, tata_sidik
from reports.views.base import jenis_or_404, pd_or_404, permintaan_of


@require_http_methods(["GET", "POST"])
def tata(request: HttpRequest, kode: str, tahun: int, jenis: str) -> HttpResponse:
    """What the institution decides otherwise; stored only when the document can be made with it."""
    pd, jenis = pd_or_404(request, kode, tahun, Ability.FINALIZE_DOKUMEN), jenis_or_404(jenis)
    row = TataDokumen.objects.filter(perangkat_daerah=pd, jenis=jenis).first()
    isi = row.isi if row else {}
    awal = {"isi": json.dumps(isi, indent=2, ensure_ascii=False), "sidik": tata_sidik(isi)}
    form = TataForm(request.POST or None, initial=awal)
    if request.method == "POST" and form.is_valid():
        permintaan = permintaan_of(request, pd, tahun, jenis)
        data = form.cleaned_data
        try:
            tata_save(permintaan=permintaan, jenis=jenis, teks=data["isi"], sidik=data["sidik"], by=pelaku(request))
            messages.success(request, f"Tata {jenis.label} disimpan. Periksa pratinjaunya.")
            return redirect("reports:tata", kode, tahun, jenis)
        except DomainError as error:
            form.add_error("isi", str(error))
    bawaan = json.dumps(vars(REGISTRY[jenis]).get("BAWAAN", {}), indent=2, ensure_ascii=False, default=str)
    halaman = {"perangkat_daerah": pd, "tahun": tahun, "jenis": jenis, "form": form, "bawaan": bawaan, "ada": row}
    return render(request, "reports/tata.html", halaman, status=422 if form.errors else 200)
