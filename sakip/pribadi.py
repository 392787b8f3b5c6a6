"""What one person may see is kept by no cache on the way, and asked for anew by his own browser."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PRIBADI = "private, no-cache"
"""Not `no-store`: going back would lose what was typed."""


class PribadiMiddleware:
    """Marks every answer that looked at the session, unless its view says more (`no-store` for files and trails)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed:
            response.headers.setdefault("Cache-Control", PRIBADI)
        return response
