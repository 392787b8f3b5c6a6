"""A picture from outside, opened with care: whole, of a known kind, of a sensible size. The file is not trusted."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from indicators.exceptions import InvalidValue
from sakip.lib import gambar as berkas_gambar

MAKS_UKURAN = 5 * 1024 * 1024
MAKS_PIKSEL = 40_000_000

BUKAN_GAMBAR = "Berkas ini bukan gambar PNG, JPG, atau WebP yang utuh. Simpan ulang dari aplikasinya, lalu unggah lagi."
RUSAK = (
    *(UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError),
    *(struct.error, zlib.error, MemoryError),
)
"""What a hostile picture makes its readers raise."""


@contextmanager
def terbuka(
    isi: bytes, *, bentuk: tuple[str, ...] = ("PNG", "JPEG", "WEBP"), bukan: str = BUKAN_GAMBAR
) -> Iterator[Image.Image]:
    """The picture, its pixels not read yet. What fails until the block ends is said as InvalidValue(`bukan`)."""
    if not berkas_gambar.utuh(isi):
        raise InvalidValue(bukan)
    try:
        with Image.open(BytesIO(isi), formats=list(bentuk)) as gambar:
            yield gambar
    except RUSAK as error:
        raise InvalidValue(bukan) from error


def periksa_ukuran(gambar: Image.Image, min_sisi: int, terlalu_kecil: str) -> None:
    """Refuse, before its pixels are read, a picture too large for any use, or smaller than `min_sisi` a side."""
    if gambar.width * gambar.height > MAKS_PIKSEL:
        raise InvalidValue("Gambar lebih besar dari 40 megapiksel. Perkecil dulu, lalu unggah lagi.")
    if min(gambar.size) < min_sisi:
        raise InvalidValue(terlalu_kecil)
