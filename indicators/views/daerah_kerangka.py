"""What the steps of a regency that begins share: finding it within the person's scope, and the page around a step."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from indicators import permissions
from indicators.models import PemerintahDaerah
from indicators.permissions import Ability
from indicators.selectors.daerah import PERENCANA, daerah_terlihat, kemajuan, perangkat_daerah_of


def daerah_or_404(request: HttpRequest, kode: str, langkah: str) -> PemerintahDaerah:
    """The regency of the address; 404 outside the scope, NotAllowed for a step that is somebody else's work."""
    daerah = daerah_terlihat(request.user).filter(kode=kode).first()
    if daerah is None:
        raise Http404("Daerah tidak ditemukan.")
    if langkah in PERENCANA and perangkat_daerah_of(daerah, request.user):
        return daerah
    permissions.require(request.user, Ability.MANAGE_MASTER, daerah)
    return daerah


def tampil(
    request: HttpRequest, daerah: PemerintahDaerah, langkah: str, isi: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The page of one step with the list of all of them beside it."""
    maju = kemajuan(daerah, request.user, langkah)
    kunci = langkah.replace("-", "_")
    halaman = {"daerah": daerah, "maju": maju, **isi}
    return render(request, f"indicators/daerah_{kunci}.html", halaman, status=status)


def tersimpan(form: forms.Form) -> list[str]:
    """What is stored now where it is not what was typed, a line a field, for whoever was not the first to save.

    The form began with the row as this request found it.
    """
    return [
        f"{form[nama].label} yang tersimpan: {_teks(form.fields[nama], form[nama].initial)}"
        for nama in form.changed_data
    ]


def _teks(field: Any, nilai: Any) -> str:
    """A stored value as the form would show it."""
    kata = dict(getattr(field, "choices", ())).get(nilai, field.prepare_value(nilai))
    return str(kata) if kata not in (None, "") else "(kosong)"


def semua_sah(isian: Iterable[forms.BaseForm]) -> bool:
    """Whether all forms are valid; each of them is asked, so that each shows what is wrong with it."""
    return not [f for f in isian if not f.is_valid()]


def kembali(daerah: PemerintahDaerah, langkah: str) -> HttpResponse:
    """To the page of a step."""
    return redirect("indicators:daerah_langkah", daerah.kode, langkah)
