"""What every request gets: the active year, and a plain answer to a refusal by a service."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from indicators.exceptions import DomainError

SESSION_TAHUN = "tahun"


class ActiveYearMiddleware:
    """Gives `request.tahun`: the year the person chose last, otherwise None until a selector finds the default.

    Reading the session lazily keeps pages that show no year (login, static files) without a query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.hari_ini = timezone.localdate()  # type: ignore[attr-defined]
        return self.get_response(request)


class DomainErrorMiddleware:
    """A refusal that no view handled: back to the page it came from with the sentence, or the sentence alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a DomainError into an answer; anything else stays an error."""
        if not isinstance(exception, DomainError):
            return None
        if exception.kode_http == 403:
            return render(request, "403.html", {"exception": str(exception)}, status=403)
        if request.method == "POST" and not request.headers.get("HX-Request"):
            messages.error(request, str(exception))
            for kekurangan in getattr(exception, "kekurangan", []):
                messages.error(request, kekurangan)
            return redirect(request.path if request.GET.get("ulang") else request.META.get("HTTP_REFERER", "/"))
        return HttpResponse(str(exception), status=exception.kode_http, content_type="text/plain; charset=utf-8")
