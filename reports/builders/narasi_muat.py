"""What planners wrote in the sections of a document, ready to stand in a payload."""

import base64
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from indicators.models import PerangkatDaerah
from indicators.selectors.simpanan import diingat
from reports.models import GambarNarasi, Narasi
from reports.prosa import gambar_dalam, sematkan


def ditulis(perangkat_daerah: PerangkatDaerah, tahun: int, jenis: str) -> dict[str, str]:
    """By key the HTML of the sections that were written by hand, their pictures in it. One query, two with pictures."""
    teks = {bagian: isi for bagian, isi, _ in tersimpan(perangkat_daerah, tahun, str(jenis))}
    gambar = gambar_uri(perangkat_daerah, gambar_dalam(teks.values()))
    return {bagian: sematkan(isi, gambar) for bagian, isi in teks.items()}


@diingat
def tersimpan(perangkat_daerah: PerangkatDaerah, tahun: int, jenis: str) -> list[tuple[str, str, str]]:
    """(key, HTML, what the data said then) of the sections that were written by hand. One query."""
    rows = Narasi.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun, jenis=jenis)
    return list(rows.values_list("bagian", "teks", "dasar"))


def gambar_uri(perangkat_daerah: PerangkatDaerah, nomor: set[int]) -> dict[int, tuple[str, str]]:
    """The data: URI and the description of pictures of this perangkat daerah. What it does not own is not there."""
    if not nomor:
        return {}
    rows = GambarNarasi.objects.filter(perangkat_daerah=perangkat_daerah, pk__in=nomor)
    return {row.pk: (uri, row.keterangan) for row in rows if (uri := _uri(row))}


def _uri(row: GambarNarasi) -> str:
    """The picture as it was stored; empty when its file is gone or is no picture any more."""
    try:
        with row.berkas.open("rb") as berkas:
            isi = berkas.read()
        with Image.open(BytesIO(isi), formats=["PNG", "JPEG"]) as gambar:
            tipe = "png" if gambar.format == "PNG" else "jpeg"
    except (OSError, UnidentifiedImageError):
        return ""
    return f"data:image/{tipe};base64,{base64.b64encode(isi).decode()}"
