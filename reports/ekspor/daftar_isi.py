"""Lists of contents, of tables, figures and annexes: a field Word fills in, and until then the lines of the payload."""

from collections.abc import Sequence
from typing import Literal

from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import Alinea, alinea, jeda, kolom_kode, lari
from reports.payloads_lkjip import Rujukan

Jenis = Literal["isi", "tabel", "gambar", "lampiran"]

_PERINTAH = {
    "isi": 'TOC \\o "1-3" \\h \\z',
    "tabel": 'TOC \\h \\z \\c "Tabel"',
    "gambar": 'TOC \\h \\z \\c "Gambar"',
    "lampiran": 'TOC \\h \\z \\c "Lampiran"',
}

# The style of an entry by its level (4: an annex), where its title begins and how far its number hangs, in millimetres.
_BENTUK = {1: ("TOC1", 18.0, 18.0), 2: ("TOC2", 17.0, 11.0), 3: ("TOC3", 30.0, 13.0), 4: ("TOC1", 30.0, 30.0)}


def daftar(lembar: Lembar, jenis: Jenis, judul: str, rujukan: Sequence[Rujukan]) -> None:
    """A heading and the list. Its own heading stands in no list, as Word has it."""
    lembar.tulis(alinea(lari(judul), Alinea("JudulDaftar")))
    if not rujukan:
        return
    mulai = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f"{_PERINTAH[jenis].replace(chr(34), '&quot;')} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    for n, r in enumerate(rujukan):
        lembar.tulis(_baris(lembar, r, jenis, mulai if n == 0 else ""))
    tutup = '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    # The section must not end inside the field: LibreOffice would lose its footer.
    lembar.tulis(jeda().replace("</w:p>", tutup) + jeda())


def _baris(lembar: Lembar, r: Rujukan, jenis: Jenis, awal: str) -> str:
    """One line: number, title, dots, and the page the field asks for."""
    tujuan = lembar.penanda(r["jangkar"])
    gaya, kiri, gantung = _BENTUK[r["tingkat"]] if jenis == "isi" else ("TableofFigures", 25.0, 25.0)
    nomor = f"{r['nomor']}\t" if r["nomor"] else ""
    bentuk = Alinea(gaya, kiri=kiri if nomor else 0.01, gantung=gantung if nomor else 0)
    isi = lari(nomor + r["judul"]) + lari("\t") + kolom_kode(f"PAGEREF {tujuan} \\h", "")
    return alinea(f'{awal}<w:hyperlink w:anchor="{tujuan}" w:history="1">{isi}</w:hyperlink>', bentuk)
