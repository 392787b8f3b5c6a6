"""What every request gets: today's date, and a plain answer to a refusal by a service or to what is not there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from indicators.exceptions import Busy, DomainError
from sakip.tabrakan import tabrakan


class TodayMiddleware:
    """Gives `request.hari_ini`: the day deadlines are held against, in one place so that tests can set it.

    The active year is worked out by `indicators.views.base.konteks`, only where a page shows it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.hari_ini = timezone.localdate()  # type: ignore[attr-defined]
        return self.get_response(request)


TERLAMBAT = "Anda sudah keluar, sehingga kiriman terakhir belum disimpan. Masuk, lalu kirim sekali lagi."


class MasukMiddleware(LoginRequiredMiddleware):
    """Leads to the sign-in: as a whole page also where only a part of the page was to be exchanged, by a link or by a
    page that asks for its own progress. A form inside a page keeps what was typed and says it by itself."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """Where to sign in, and where to go on from there: after a form that came too late, the page it stood on."""
        halaman_utuh = "text/html" in request.headers.get("Accept", "") and not request.headers.get("HX-Request")
        if request.method == "POST" and halaman_utuh:
            messages.warning(request, TERLAMBAT)
            return redirect_to_login(_asal(request), login_url=str(self.get_login_url(view_func)))
        answer = super().handle_no_permission(request, view_func)
        halaman = urlsplit(request.headers.get("HX-Current-URL", "")).path
        if request.headers.get("HX-Boosted") or (request.method == "GET" and halaman == request.path):
            return HttpResponseClientRedirect(answer.url)
        return answer


class DomainErrorMiddleware:
    """A refusal that no view handled: back to the page it came from with the sentence, or a page that says it.

    A script that fetches gets the sentence alone, htmx a message beside the page it was to exchange a part of. The
    address of an act that is opened as a page (after a reload, from the history) says so in words.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code == 405 and request.method == "GET" and not request.headers.get("HX-Request"):
            page = render(request, "405.html", status=405)
            page["Allow"] = answer["Allow"]
            return page
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a DomainError into an answer, and a 404 of a view into our own page; anything else stays an error.

        What the database refuses because somebody else wrote is such a refusal. A form met by a busy database is
        answered by a page: sent again by the browser, it is whole.
        With DEBUG Django would answer such a 404 with a technical page in English: the demonstration runs with DEBUG.
        """
        if isinstance(exception, Http404):
            return render(request, "404.html", _tidak_ada(exception), status=404)
        if not isinstance(exception, DomainError):
            bertabrakan = tabrakan(exception)
            if bertabrakan is None:
                return None
            exception = bertabrakan
        if not _ditampilkan(request):
            return _sepotong(request, exception)
        if request.method == "POST" and exception.kode_http not in (403, Busy.kode_http):
            messages.error(request, str(exception))
            for kekurangan in getattr(exception, "kekurangan", []):
                messages.error(request, kekurangan)
            return redirect(_asal(request))
        return _halaman(request, exception)


def _ditampilkan(request: HttpRequest) -> bool:
    """Whether the answer is opened as a page: by a person's browser, not by a script for a part of its page."""
    if request.headers.get("HX-Request"):
        return bool(request.headers.get("HX-Boosted"))
    return "text/html" in request.headers.get("Accept", "text/html")


def _halaman(request: HttpRequest, exception: DomainError) -> HttpResponse:
    """The refusal as a page, with the way back to where the link was."""
    if request.headers.get("HX-Boosted"):
        return HttpResponseClientRedirect(request.get_full_path())  # or a table would be exchanged for nothing
    isi = {"kalimat": str(exception), "kekurangan": getattr(exception, "kekurangan", [])}
    asal = _asal(request)
    if urlsplit(asal).path not in ("/", request.path):
        isi["asal"] = asal
    templat = "403.html" if exception.kode_http == 403 else "ditolak.html"
    return render(request, templat, {**isi, "kode": exception.kode_http}, status=exception.kode_http)


def _sepotong(request: HttpRequest, exception: DomainError) -> HttpResponse:
    """The sentence for a script. What htmx itself asked for and exchanges (409, 422) becomes a message of the page:
    taken for the part asked for, the sentence would stand in its place, and what is quoted in it be read as HTML.
    """
    kode = exception.kode_http
    if kode in (409, 422) and request.headers.get("HX-Current-URL"):
        fragmen = render(request, "components/ditolak.html", {"kalimat": str(exception)}, status=kode)
        fragmen["HX-Reswap"] = "none"
        return fragmen
    return HttpResponse(str(exception), status=kode, content_type="text/plain; charset=utf-8")


def _tidak_ada(exception: Http404) -> dict[str, str]:
    """What the page says of it, and where a view knows how to go on: that page (`tujuan` of the exception)."""
    return {"kalimat": _kalimat(exception), "tujuan": getattr(exception, "tujuan", "")}


def _kalimat(exception: Http404) -> str:
    """The sentence of a view about what is not there; Django's own, in English, is no help to anybody."""
    pesan = str(exception.args[0]) if exception.args else ""
    return "" if "matches the given query" in pesan else pesan


def _asal(request: HttpRequest) -> str:
    """The page of this site the request came from, otherwise the Beranda."""
    asal = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(asal, {request.get_host()}, require_https=request.is_secure()):
        return asal
    return "/"
