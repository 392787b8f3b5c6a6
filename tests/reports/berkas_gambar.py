"""Pictures to upload."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw


def gambar(bentuk: str = "PNG", ukuran: tuple[int, int] = (300, 200), mode: str = "RGB", **pilihan: object) -> bytes:
    """A small chart in the given format."""
    kanvas = Image.new(mode, ukuran, "white" if mode != "RGBA" else (0, 0, 0, 0))
    ImageDraw.Draw(kanvas).line((0, ukuran[1], *ukuran, ukuran[0], 0), fill="black", width=5)
    tujuan = BytesIO()
    kanvas.save(tujuan, bentuk, **pilihan)
    return tujuan.getvalue()


def gambar_png(nama: str = "grafik.png") -> SimpleUploadedFile:
    """The same as an uploaded file."""
    return SimpleUploadedFile(nama, gambar(), "image/png")
