"""Taking a file in: read within its bound, handed to the service that keeps it, refused at its control."""

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpRequest

from indicators.exceptions import DomainError
from indicators.views.base import pelaku

T = TypeVar("T")


def terima(request: HttpRequest, form: forms.Form, batas: int, simpan: Callable[..., T]) -> T | None:
    """What `simpan` (called with `nama`, `isi`, `by`) made of the file that was sent.

    None without one, and when it is refused: the form then says why. Of a file larger than `batas` so much is read
    that the service can tell.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    berkas = form.cleaned_data["berkas"]
    try:
        return simpan(nama=berkas.name, isi=berkas.read(batas + 1), by=pelaku(request))
    except DomainError as error:
        if error.kode_http == 403:
            raise
        form.add_error("berkas", str(error))
        return None
