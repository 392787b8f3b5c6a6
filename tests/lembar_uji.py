"""The workbook of a quarterly sheet taken out and brought back by a person, step by step."""

import re
from decimal import Decimal
from html import unescape

from django.urls import reverse

from tests.buku_uji import berkas

LEMBAR = {"tahun": 2025, "tw": 1}
D = Decimal


def alamat(cast, nama, **lain):
    return reverse(f"indicators:{nama}", kwargs={**LEMBAR, "unit": cast.unit.pk} | lain)


def unduh(client, cast) -> bytes:
    jawab = client.get(alamat(cast, "lembar_unduh"))
    assert jawab.status_code == 200
    return jawab.content


def unggah(client, cast, isi_berkas, nama="isian.xlsx"):
    return client.post(alamat(cast, "lembar_unggah"), {"berkas": berkas(isi_berkas, nama)})


def teks(jawab) -> str:
    """What a person reads on the page."""
    utama = jawab.content.decode().partition("<main")[2].partition("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", utama)).split())


def pratinjau(client, cast, isi_berkas):
    jawab = unggah(client, cast, isi_berkas)
    assert jawab.status_code == 302, teks(jawab)
    assert "/unggah/" in jawab["Location"], "nothing was found to differ"
    return client.get(jawab["Location"])


def setujui(client, halaman, **data):
    sidik = re.search(r'name="sidik" value="(\w+)"', halaman.content.decode())
    assert sidik, teks(halaman)
    return client.post(halaman.wsgi_request.path, {"sidik": sidik[1], **data})


def i(cast, judul="Realisasi TW I", indikator=None):
    return ("Indikator", f"i{(indikator or cast.indikator).pk}", judul)


def s(cast, judul):
    return ("Anggaran", f"s{cast.sub_kegiatan.pk}", judul)
