"""Prose of a payload as Word paragraphs: walks the tree that reports/prosa/ reads from its clean HTML."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from reports.ekspor import gambar
from reports.ekspor.lembar import Lembar
from reports.ekspor.ooxml import Alinea, Huruf, alinea, jeda, lari, twip
from reports.prosa import pohon, urai

_PIKSEL_PER_MM = 96 / 25.4
_NAIK: dict[str, Literal["superscript", "subscript"]] = {"sup": "superscript", "sub": "subscript"}


def tulis(lembar: Lembar, html: str, tingkat: int) -> None:
    """Write a section under a heading of level `tingkat`; its own headings go below that."""
    for blok in urai(html):
        lembar.tulis(_blok(lembar, blok, tingkat, Alinea("Prosa"), 0))


def _blok(lembar: Lembar, blok: pohon.Blok, tingkat: int, bentuk: Alinea, kiri: float) -> str:
    if isinstance(blok, pohon.Alinea):
        if blok.tag != "p":
            judul = min(6, tingkat + (1 if blok.tag == "h4" else 2))
            return alinea(potongan(blok.isi), Alinea(f"Heading{judul}"))
        return alinea(potongan(blok.isi), bentuk)
    if isinstance(blok, pohon.Gambar):
        return _gambar(lembar, blok, lembar.lebar - kiri)
    if isinstance(blok, pohon.Daftar):
        return _daftar(lembar, blok, tingkat, kiri)
    return _tabel(lembar, blok, tingkat)


def potongan(isi: Iterable[pohon.Potong]) -> str:
    """Runs with the marks of each piece."""
    hasil = ""
    for p in isi:
        naik: Literal["", "superscript", "subscript"] = next((_NAIK[t] for t in p.tanda if t in _NAIK), "")
        huruf = Huruf(tebal="strong" in p.tanda, miring="em" in p.tanda, garis="u" in p.tanda, naik=naik)
        hasil += lari(p.teks, huruf)
    return hasil


def _daftar(lembar: Lembar, d: pohon.Daftar, tingkat: int, kiri: float) -> str:
    """A list: the first paragraph of an item carries its mark, what follows stands below it."""
    nomor = lembar.angka.baru(d.gaya, mulai=d.mulai, kiri=kiri)
    lanjut = Alinea("Butir", kiri=kiri + 7)
    hasil = ""
    for butir in d.butir:
        bernomor = False
        for blok in butir:
            bentuk = lanjut
            if isinstance(blok, pohon.Alinea) and not bernomor:
                bentuk, bernomor = Alinea("Butir", nomor=(nomor, 0)), True
            hasil += _blok(lembar, blok, tingkat, bentuk, kiri + 7)
    return hasil


def _gambar(lembar: Lembar, g: pohon.Gambar, ruang: float) -> str:
    """A picture at its own size, as far as there is room; its description in place of one that cannot be read."""
    berkas = gambar.dari_data(g.src)
    if berkas is None:
        return alinea(lari(f"[Gambar: {g.alt}]")) if g.alt else ""
    lebar = min(ruang, gambar.lebar_piksel(berkas) / _PIKSEL_PER_MM)
    rupa = lembar.gambar(berkas, lebar, lebar * gambar.perbandingan(berkas), g.alt)
    return alinea(rupa, Alinea("Gambar", sesudah=8))


def _tabel(lembar: Lembar, t: pohon.Tabel, tingkat: int) -> str:
    """A table of a planner: equal columns, the head repeated."""
    lebar = twip(lembar.lebar) // max(1, t.lebar)
    turun: dict[int, tuple[int, int]] = {}
    baris = ""
    for n, satu in enumerate(t.baris):
        antre, isi, c = list(satu), "", 0
        while c < t.lebar:
            if c in turun:
                sisa, lebar_sel = turun.pop(c)
                isi += _sel("", lebar, lebar_sel, "continue")
                if sisa > 1:
                    turun[c] = (sisa - 1, lebar_sel)
            else:
                s = antre.pop(0) if antre else pohon.Sel(judul=False)
                lebar_sel = s.kolom
                isi += _sel(_isi_sel(lembar, s, tingkat), lebar, s.kolom, "restart" if s.baris > 1 else "", s.judul)
                if s.baris > 1:
                    turun[c] = (s.baris - 1, s.kolom)
            c += lebar_sel
        kepala = "<w:tblHeader/>" if n < t.kepala else ""
        baris += f"<w:tr><w:trPr><w:cantSplit/>{kepala}</w:trPr>{isi}</w:tr>"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TabelBergaris"/><w:tblW w:w="{lebar * t.lebar}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
        f"{f'<w:gridCol w:w={chr(34)}{lebar}{chr(34)}/>' * t.lebar}</w:tblGrid>{baris}</w:tbl>" + jeda(8)
    )


def _isi_sel(lembar: Lembar, s: pohon.Sel, tingkat: int) -> str:
    bentuk = Alinea("IsiTabel", rata="tengah" if s.judul else "")
    isi = s.isi
    if s.judul:
        isi = [replace(b, isi=[replace(p, tanda=p.tanda | {"strong"}) for p in b.isi])
               if isinstance(b, pohon.Alinea) else b for b in isi]  # fmt: skip
    hasil = "".join(_blok(lembar, b, tingkat, bentuk, 0) for b in isi)
    return hasil if hasil.endswith("</w:p>") else hasil + alinea("", bentuk)


def _sel(isi: str, lebar: int, kolom: int, gabung: str, judul: bool = False) -> str:
    sifat = f'<w:tcW w:w="{lebar * kolom}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{kolom}"/>' if kolom > 1 else "")
    sifat += f'<w:vMerge w:val="{gabung}"/>' if gabung else ""
    sifat += '<w:shd w:val="clear" w:color="auto" w:fill="E9EDF0"/>' if judul else ""
    return f"<w:tc><w:tcPr>{sifat}</w:tcPr>{isi or alinea('', Alinea('IsiTabel'))}</w:tc>"
