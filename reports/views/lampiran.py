"""The team that writes the annual report, and the Inspektorat's review of it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from indicators import permissions
from indicators.exceptions import DomainError, StaleData
from indicators.models import PerangkatDaerah
from indicators.permissions import Ability
from reports import services
from reports.forms_lampiran import KursiFormSet, ReviuForm, TimForm
from reports.models import TimPenyusun
from reports.selectors import pernyataan_reviu, tim_penyusun
from reports.views.base import pd_or_404


@require_http_methods(["GET", "POST"])
def tim(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The seats of the team in order, with number and date of its decree. Read by all who see documents."""
    pd = pd_or_404(request, kode, tahun, Ability.EDIT_TIM if request.method == "POST" else Ability.VIEW_DOKUMEN)
    row = tim_penyusun(pd, tahun)
    form, kursi = _form_tim(request, row)
    if (
        request.method == "POST"
        and form.is_valid()
        and kursi.is_valid()
        and _simpan_tim(request, pd, tahun, form, kursi)
    ):
        return redirect("reports:tim", kode, tahun)
    boleh = permissions.can(request.user, Ability.EDIT_TIM, pd)
    halaman = {"perangkat_daerah": pd, "tahun": tahun, "tim": row, "form": form, "kursi": kursi, "boleh": boleh}
    return render(request, "reports/tim.html", halaman, status=422 if request.method == "POST" else 200)


def _form_tim(request: HttpRequest, row: TimPenyusun | None) -> tuple[TimForm, Any]:
    anggota = list(row.anggota.all()) if row else []
    awal = [{"urutan": n, "kedudukan": a.kedudukan, "jabatan": a.jabatan} for n, a in enumerate(anggota, 1)]
    isi = {"nomor": row.nomor if row else "", "tanggal": row.tanggal if row else None}
    data = request.POST if request.method == "POST" else None
    return (
        TimForm(data, initial=isi | {"sidik": services.tim_sidik(row)}),
        KursiFormSet(data, initial=awal, prefix="kursi"),
    )


def _simpan_tim(request: HttpRequest, pd: PerangkatDaerah, tahun: int, form: TimForm, kursi: Any) -> bool:
    """Store the team; a refusal becomes an error of the form."""
    anggota = tuple(services.Kursi(kedudukan, jabatan) for kedudukan, jabatan in kursi.kursi())
    isi = services.IsiTim(form.cleaned_data["nomor"], form.cleaned_data["tanggal"], anggota)
    tulis = partial(services.tim_save, perangkat_daerah=pd, tahun=tahun, isi=isi)
    return _simpan(request, form, tulis, "Tim penyusun disimpan.")


def _simpan(request: HttpRequest, form: forms.BaseForm, tulis: Callable[..., Any], pesan: str) -> bool:
    """Store what was typed; a refusal becomes an error of the form. What somebody else changed meanwhile is shown."""
    try:
        tulis(sidik=form.cleaned_data["sidik"], by=request.user)
    except StaleData as error:
        messages.error(request, str(error))
        return True
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, pesan)
    return True


@require_http_methods(["GET", "POST"])
def reviu(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """The Inspektorat's statement: it records it, all who see documents read it."""
    pd = pd_or_404(request, kode, tahun, Ability.REVIEW_LKJIP if request.method == "POST" else Ability.VIEW_DOKUMEN)
    row = pernyataan_reviu(pd, tahun)
    sidik = services.reviu_sidik(row)
    awal = {"sidik": sidik} | ({} if row else {"tempat": pd.pemerintah_daerah.tempat})
    form = ReviuForm(request.POST or None, instance=row, initial=awal)
    if request.method == "POST" and form.is_valid() and _simpan_reviu(request, pd, tahun, form):
        return redirect("reports:reviu", kode, tahun)
    boleh = permissions.can(request.user, Ability.REVIEW_LKJIP, pd)
    halaman = {"perangkat_daerah": pd, "tahun": tahun, "reviu": row, "form": form, "boleh": boleh}
    return render(request, "reports/reviu.html", halaman, status=422 if request.method == "POST" else 200)


def _simpan_reviu(request: HttpRequest, pd: PerangkatDaerah, tahun: int, form: ReviuForm) -> bool:
    """Record the statement; a refusal becomes an error of the form."""
    isi = services.IsiReviu(**{nama: form.cleaned_data[nama] for nama in ReviuForm.Meta.fields})
    tulis = partial(services.reviu_save, perangkat_daerah=pd, tahun=tahun, isi=isi)
    return _simpan(request, form, tulis, "Pernyataan reviu dicatat.")
