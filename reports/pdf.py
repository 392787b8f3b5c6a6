"""HTML to PDF: the one place that knows WeasyPrint.

A document is its payload and a template, nothing else: no request, no database, no address outside the project.
"""

import atexit
import mimetypes
import threading
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string

from reports import pdf_fixes
from reports.kemajuan import Lapor, dilaporkan
from sakip.lib.garbage import no_collection

# Archive (PDF/A-2) and tagged for screen readers ("a"): documents are kept for years, read by everybody.
VARIANT = "pdf/a-2a"

# WeasyPrint shares its font tables between renders of one process and is not made for two at a time.
_LOCK = threading.Lock()


class FetchRefused(Exception):
    """A document asked for something that is neither a static file nor data: an error in its template."""


def render(template: str, payload: Mapping[str, Any], lapor: Lapor | None = None) -> bytes:
    """The PDF of one payload: `template` below `templates/` sees the keys of the payload and nothing else.

    Tagged PDF/A-2a, fonts embedded. Raises FetchRefused when the template asks for anything but `static:` and
    `data:`. About 0.1 s a page. `lapor` is told how far it is, and ends the render by raising.
    """
    return render_html(render_to_string(template, dict(payload)), lapor)


def render_html(html: str, lapor: Lapor | None = None, *, variant: str | None = VARIANT) -> bytes:
    """The PDF of a whole HTML document, with static/css/pdf.css. No `variant`: a plain one, to go into another."""
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    with _LOCK, no_collection(), dilaporkan(lapor):
        stylesheet, fonts = _stylesheet()
        document = weasyprint.HTML(string=html, base_url="static:", url_fetcher=_fetcher())
        try:
            pdf: bytes = document.write_pdf(
                stylesheets=[stylesheet], font_config=fonts, pdf_variant=variant, finisher=pdf_fixes.finish
            )
        except FatalURLFetchingError as error:  # no Exception: it would end the worker instead of the request
            raise FetchRefused(str(error)) from error
    return pdf


@lru_cache(maxsize=1)
def _stylesheet() -> tuple[Any, Any]:
    """static/css/pdf.css and its fonts, read once in the life of the process."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    pdf_fixes.apply()
    fonts = FontConfiguration()
    css = weasyprint.CSS(url="static:css/pdf.css", url_fetcher=_fetcher(), font_config=fonts)
    atexit.register(_stylesheet.cache_clear)  # its destructor needs modules that are gone at the very end
    return css, fonts


def _static_path(url: str) -> str | None:
    """The file a `static:` address names; None when there is none, or when it lies outside the static folders."""
    if not url.startswith("static:"):
        return None
    try:
        return finders.find(url.removeprefix("static:")) or None
    except SuspiciousFileOperation:
        return None


@lru_cache(maxsize=1)
def _fetcher() -> Any:
    """A fetcher that reads `static:` (files of static/) and `data:` and refuses everything else, loudly.

    The class is made here because importing WeasyPrint takes longer than answering most requests.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticFetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = _static_path(url)
            if path is None:
                raise FatalURLFetchingError(f"Dokumen hanya boleh memakai berkas static: dan data:, bukan {url[:200]}")
            tipe = mimetypes.guess_type(path)[0] or "application/octet-stream"
            with open(path, "rb") as berkas:
                return URLFetcherResponse(url, BytesIO(berkas.read()), {"Content-Type": tipe})

    return StaticFetcher()
