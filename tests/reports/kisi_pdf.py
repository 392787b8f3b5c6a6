"""The tables of a decree read back from its PDF as a grid: every cell of every row, merged ones in each they cover."""

from dataclasses import dataclass, field
from typing import Any

import pdfplumber

from tests.reports.tabel_pdf import LANJUTAN, SERPIH, rapat


@dataclass
class Kisi:
    """One table of the payload on paper: the rows of its head, its own rows, and the raw text of each cell."""

    kepala: list[list[str]]
    baris: list[list[str]] = field(default_factory=list)

    @property
    def kolom(self) -> list[str]:
        """What each column is called: the last row of the head with words."""
        kata = [b for b in self.kepala if any(rapat(s).strip("()0123456789") for s in b)]
        return [" ".join(s.split()) for s in kata[-1]]


def harapan(tabel: dict[str, Any]) -> Kisi:
    """A table of the payload as it must come out."""
    jumlah = len(tabel["lebar"])
    return Kisi(_rata(tabel["kepala"], jumlah), _rata(tabel["baris"], jumlah))


def _rata(baris: list[list[dict[str, Any]]], jumlah: int) -> list[list[str]]:
    """Cells with rowspan and colspan laid out: each position of the grid has its text."""
    kisi: list[list[str | None]] = [[None] * jumlah for _ in baris]
    for n, sel_baris in enumerate(baris):
        for sel in sel_baris:
            k = kisi[n].index(None)
            for i in range(n, n + sel.get("rentang_baris", 1)):
                for j in range(k, k + sel.get("rentang_kolom", 1)):
                    kisi[i][j] = gambar(sel)
    return [[s or "" for s in satu] for satu in kisi]


def gambar(sel: dict[str, Any]) -> str:
    """What a cell shows: its text, or the parts of its fraction from top to bottom."""
    rumus = sel.get("rumus")
    return " ".join(rumus[k] for k in ("atas", "bawah", "akhir")) if rumus else sel["teks"]


def baca(dokumen: pdfplumber.PDF, semua: list[dict[str, Any]]) -> list[Kisi]:
    """The tables of a PDF, in the order of those of the payload, rows continued over pages."""
    potongan = _potongan(dokumen)
    hasil: list[Kisi] = []
    for tabel in semua:
        perlu, kepala = len(tabel["baris"]), len(tabel["kepala"])
        kisi = Kisi([])
        while len(kisi.baris) < perlu:
            satu = potongan.pop(0)
            kisi.kepala = [[s or "" for s in b] for b in _isi_ke_bawah(satu[:kepala], None)]
            kisi.baris += _isi_ke_bawah(satu[kepala:], kisi.baris[-1] if kisi.baris else None)
        hasil.append(kisi)
    assert not potongan, "ada tabel yang tidak berasal dari isi dokumen"
    return hasil


def _potongan(dokumen: pdfplumber.PDF) -> list[list[list[str | None]]]:
    """The tables page by page; a cell covered by the one above is None."""
    hasil = []
    for halaman in dokumen.pages:
        for tabel in halaman.find_tables():
            teks = tabel.extract()
            hasil.append([_sebaris(tabel, teks, n) for n in range(len(teks)) if _tinggi(tabel, n) > SERPIH])
    return [t for t in hasil if t and len(t[0]) > 2]


def _tinggi(tabel: Any, n: int) -> float:
    bbox = tabel.rows[n].bbox
    return float(bbox[3] - bbox[1])


def _sebaris(tabel: Any, teks: list[list[str | None]], n: int) -> list[str | None]:
    return [LANJUTAN.sub("", teks[n][j]) if sel is not None else None for j, sel in enumerate(tabel.rows[n].cells)]


def _isi_ke_bawah(baris: list[list[str | None]], lama: list[str] | None) -> list[list[str]]:
    """Covered cells with the text of the cell above (or, in a head, to the left)."""
    hasil: list[list[str]] = []
    for n, satu in enumerate(baris):
        atas = hasil[-1] if hasil else lama
        isi: list[str] = []
        for j, sel in enumerate(satu):
            if sel is None:
                di_atas = n > 0 and atas is not None
                isi.append(atas[j] if di_atas and atas else isi[-1] if isi else "")
            else:
                isi.append(sel)
        hasil.append(isi)
    return hasil


def robek(cetak: str, isi: str) -> bool:
    """Whether a line of a printed cell ends within a word of its text."""
    kata = " ".join(isi.split())
    batas, n = set(), 0
    for huruf in kata:
        if huruf == " ":
            batas.add(n)
            continue
        n += 1
        if huruf in "-/–":
            batas.add(n)
    n = 0
    baris = [rapat(b) for b in cetak.split("\n") if b.strip()]
    for satu in baris[:-1]:
        n += len(satu)
        if n not in batas:
            return True
    return False
