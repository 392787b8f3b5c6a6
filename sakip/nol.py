"""The sign no text has: PostgreSQL takes no NUL, and who sends one is no person at a keyboard."""

from collections.abc import Callable
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

KALIMAT = "Kiriman ini memuat tanda yang tidak dapat disimpan. Belum ada yang disimpan: ketik ulang isinya."
_SEBUT = ("NUL (0x00)", "\\u0000")


class TandaNolMiddleware:
    """An address with a NUL leads nowhere, on either database; what was typed with one is refused, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Before any view looks a row up by what stands in the address."""
        if "\0" in request.path_info or any("\0" in nilai for isi in request.GET.lists() for nilai in isi[1]):
            return render(request, "404.html", status=404)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What the database refused for it; nothing is stored then."""
        if isinstance(exception, DataError | ValueError) and any(s in str(exception) for s in _SEBUT):
            return HttpResponse(KALIMAT, status=400, content_type="text/plain; charset=utf-8")
        return None
