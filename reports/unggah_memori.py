"""Uploads that never touch the disk: certificates, and files of which nothing may stay behind."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


class DiMemori(FileUploadHandler):
    """Keeps uploaded files in memory, all of one request together up to `batas` bytes; the rest is read and dropped.

    A file that was cut off says so (`terpotong`): a form must refuse it.
    """

    def __init__(self, batas: int) -> None:
        super().__init__()
        self.sisa = batas

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin one file."""
        super().new_file(*args, **kwargs)
        self.isi = BytesIO()
        self.terpotong = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what still has room."""
        if len(raw_data) > self.sisa:
            self.terpotong = True
        if not self.terpotong:
            self.isi.write(raw_data)
            self.sisa -= len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file; of one that was cut off only its size is true."""
        self.isi.seek(0)
        berkas = InMemoryUploadedFile(
            self.isi,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
        berkas.terpotong = self.terpotong  # type: ignore[attr-defined]
        return berkas


def di_memori(batas: int) -> Callable[[View], View]:
    """A view whose uploads stay in memory. The token is checked after the handler is set: the check reads the form."""

    def decorator(view: View) -> View:
        terlindung = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def luar(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.upload_handlers = [DiMemori(batas)]
            return terlindung(request, *args, **kwargs)

        return luar

    return decorator
