"""A Tabel of a payload as a Word table: merged cells, repeated head, fixed widths, no row torn apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reports.ekspor import gaya
from reports.ekspor.ooxml import Alinea, Huruf, alinea, atribut, jeda, lari, mm, twip
from reports.ekspor.pecahan import pecahan

KOLOM_MINI = 20
"""A table of more columns is set in the smallest letters (formulir E.81 has 25)."""


@dataclass(frozen=True)
class Letak:
    """One cell in its place. `sel` is None where a merged cell from above goes on."""

    sel: Mapping[str, Any] | None
    kolom: int
    lebar: int
    gabung: str  # "", "restart", "continue"


def kisi(baris: Sequence[Sequence[Mapping[str, Any]]], kolom: int) -> list[list[Letak]]:
    """The rows with every cell in its column; merged cells appear again, empty, in the rows they cover."""
    turun: dict[int, tuple[int, int]] = {}  # column -> rows still to cover, columns covered
    hasil = []
    for satu in baris:
        letak: list[Letak] = []
        antre = list(satu)
        c = 0
        while c < kolom:
            if c in turun:
                sisa, lebar = turun.pop(c)
                letak.append(Letak(None, c, lebar, "continue"))
                if sisa > 1:
                    turun[c] = (sisa - 1, lebar)
            elif antre:
                sel = antre.pop(0)
                lebar = min(_bebas(turun, c, kolom), sel.get("rentang_kolom", 1) or 1)
                tinggi = sel.get("rentang_baris", 1) or 1
                letak.append(Letak(sel, c, lebar, "restart" if tinggi > 1 else ""))
                if tinggi > 1:
                    turun[c] = (tinggi - 1, lebar)
            else:
                lebar = _bebas(turun, c, kolom)
                letak.append(Letak({"teks": ""}, c, lebar, ""))
            c += lebar
        hasil.append(letak)
    return _satukan(hasil)


def _satukan(baris: list[list[Letak]]) -> list[list[Letak]]:
    """Cells that the PDF only draws without a line between them (so that they may run over pages) are really merged."""
    for atas, bawah in zip(baris, baris[1:], strict=False):
        tempat = {p.kolom: n for n, p in enumerate(atas)}
        for n, p in enumerate(bawah):
            induk = atas[tempat[p.kolom]] if p.kolom in tempat else None
            if p.sel is None or induk is None or induk.lebar != p.lebar or p.gabung or p.sel.get("teks"):
                continue
            kelas = p.sel.get("kelas", "").split()
            if "sambung" in kelas and "tingkat-program" not in kelas:  # a programme begins with a line
                bawah[n] = replace(p, sel=None, gabung="continue")
                if not induk.gabung:
                    atas[tempat[p.kolom]] = replace(induk, gabung="restart")
    return baris


def _bebas(turun: Mapping[int, object], kolom: int, banyak: int) -> int:
    """How many columns are free from here on."""
    return next((k for k in range(1, banyak - kolom) if kolom + k in turun), banyak - kolom)


def lebar_kolom(tabel: Mapping[str, Any], lebar: float) -> list[int]:
    """The widths in twips; they add up to the width of the table."""
    bobot = [float(b.rstrip("%") or 0) for b in tabel["lebar"]]
    penuh = twip(lebar)
    batas = [round(penuh * sum(bobot[:n]) / (sum(bobot) or 1)) for n in range(len(bobot) + 1)]
    return [max(1, kanan - kiri) for kiri, kanan in zip(batas, batas[1:], strict=False)]


def tabel_xml(tabel: Mapping[str, Any], lebar: float, *, nama: str, naskah: bool = False, utuh: bool = False) -> str:
    """The table in `lebar` millimetres. `nama` describes it to a screen reader; `naskah`: in the face of a decree.

    `utuh` keeps all its rows on one page. The last two rows always stay together, as in the PDF.
    """
    kolom = lebar_kolom(tabel, lebar)
    kelas = tabel.get("kelas", "").split()
    gaya_sel = _gaya(kelas, len(kolom), naskah=naskah)
    judul = kisi(tabel["kepala"], len(kolom))
    kepala = [
        _baris_kepala(b, kolom, gaya_sel, tinggi, ulang=not tabel.get("kepala_sekali"))
        for b, tinggi in zip(judul, _tinggi_kepala(judul, kolom, gaya_sel), strict=True)
    ]
    isi = kisi(tabel["baris"], len(kolom))
    sambung = {n - 1 for n in tabel.get("sambungan", ())} | {len(isi) - 2}
    badan = [
        _baris_isi(b, kolom, gaya_sel, _kelas_baris(asli), lekat=n < len(isi) - 1 and (utuh or n in sambung))
        for n, (b, asli) in enumerate(zip(isi, tabel["baris"], strict=True))
    ]
    grid = "".join(f'<w:gridCol w:w="{k}"/>' for k in kolom)
    tepi = gaya.TEPI_SEL[gaya_sel]
    sisi = "".join(f'<w:{s} w:w="{w}" w:type="dxa"/>' for s, w in _tepi_sel(tepi))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TabelBergaris"/><w:tblW w:w="{sum(kolom)}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{sisi}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={atribut(nama)}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(kepala)}{''.join(badan)}</w:tbl>"
    )


def _tepi_sel(tepi: int) -> list[tuple[str, int]]:
    atas = round(tepi * 0.7)
    return [("top", atas), ("left", tepi), ("bottom", atas), ("right", tepi)]


def _gaya(kelas: Sequence[str], kolom: int, *, naskah: bool) -> str:
    """The style of the cells: as small as the class of the table, or its many columns, ask for."""
    if kolom > KOLOM_MINI:
        return "IsiTabelMini"
    for nama in ("sempit", "padat", "rapat"):
        if nama in kelas:
            return gaya.KELAS_TABEL[nama]
    return "IsiTabelNaskah" if naskah else gaya.KELAS_TABEL[""]


def _kelas_baris(baris: Sequence[Mapping[str, Any]]) -> set[str]:
    return set(baris[0].get("kelas", "").split()) if baris else set()


LEBAR_HURUF = 0.58
"""The mean width of a bold letter of the report's face, of its size."""


def _tinggi_kepala(kepala: Sequence[Sequence[Letak]], kolom: Sequence[int], gaya_sel: str) -> list[int]:
    """The least height of every row of the head, in twips.

    A word processor makes room for a heading over several rows on the first page, but not where the head is repeated.
    """
    tepi, ukuran = gaya.TEPI_SEL[gaya_sel], gaya.UKURAN_SEL[gaya_sel]
    hasil = [0] * len(kepala)
    berentang: list[tuple[int, int, int]] = []
    for n, baris in enumerate(kepala):
        for p in baris:
            if p.sel is None or "nomor" in p.sel.get("kelas", ""):
                continue
            lebar = sum(kolom[p.kolom : p.kolom + p.lebar]) - 2 * tepi
            perlu = round(_baris_teks(p.sel.get("teks", ""), lebar, ukuran) * ukuran * 24 + 1.4 * tepi)
            rentang = p.sel.get("rentang_baris", 1) or 1
            if rentang == 1:
                hasil[n] = max(hasil[n], perlu)
            else:
                berentang.append((n, rentang, perlu))
    for n, rentang, perlu in berentang:
        akhir = n + rentang - 1
        hasil[akhir] = max(hasil[akhir], perlu - sum(hasil[n:akhir]))
    return hasil


def _baris_teks(teks: str, lebar: int, ukuran: float) -> int:
    """How many lines a heading takes in so many twips: word by word, a word too long for a line broken."""
    muat = max(1, int(lebar / (ukuran * 20 * LEBAR_HURUF)))
    banyak = 0
    for alinea_ in teks.split("\n"):
        banyak, isi = banyak + 1, 0
        for kata in alinea_.split():
            baru = isi + len(kata) + (isi > 0)
            if isi and baru > muat:
                banyak, baru = banyak + 1, len(kata)
            banyak += (baru - 1) // muat
            isi = baru % muat or min(baru, muat)
    return banyak


def _baris_kepala(baris: Sequence[Letak], kolom: Sequence[int], gaya_sel: str, tinggi: int, *, ulang: bool) -> str:
    sel, kecil = "", 5 if gaya_sel == "IsiTabelMini" else 7
    for p in baris:
        kelas = (p.sel or {}).get("kelas", "").split()
        nomor = "nomor" in kelas
        bentuk = Alinea(gaya_sel, rata="tengah", lekat=True)
        isi = alinea(lari((p.sel or {}).get("teks", ""), Huruf(tebal=not nomor, ukuran=kecil if nomor else 0)), bentuk)
        arsir = "" if nomor else gaya.ARSIR_KEPALA
        sel += _sel(p, kolom, isi, arsir=arsir, tegak="center")
    sifat = f'<w:cantSplit/><w:trHeight w:val="{tinggi}" w:hRule="atLeast"/>{"<w:tblHeader/>" if ulang else ""}'
    return f"<w:tr><w:trPr>{sifat}</w:trPr>{sel}</w:tr>"


def _baris_isi(baris: Sequence[Letak], kolom: Sequence[int], gaya_sel: str, kelas: set[str], *, lekat: bool) -> str:
    program, kegiatan = "tingkat-program" in kelas, "tingkat-kegiatan" in kelas
    lekat = lekat or program or kegiatan
    sel = ""
    for p in baris:
        isi_sel = p.sel or {}
        milik = set(isi_sel.get("kelas", "").split())
        huruf = Huruf(
            tebal=program or kegiatan or "tebal" in milik,
            ukuran=_ukuran(milik),
        )
        bentuk = Alinea(gaya_sel, rata=_rata(isi_sel), lekat=lekat)
        if isi_sel.get("rumus"):
            isi = _rumus(isi_sel["rumus"], sum(kolom[p.kolom : p.kolom + p.lebar]), gaya_sel)
        else:
            isi = "".join(alinea(lari(b, huruf), bentuk) for b in isi_sel.get("teks", "").split("\n"))
        arsir = gaya.ARSIR_PROGRAM if program and not p.gabung else ""
        sel += _sel(p, kolom, isi, arsir=arsir)
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{sel}</w:tr>"


def _rumus(rumus: Mapping[str, str], lebar: int, gaya_sel: str) -> str:
    """A formula in a cell; a long ending stands below the fraction."""
    panjang = len(rumus["akhir"]) > 8
    akhir = "" if panjang else rumus["akhir"]
    isi = pecahan(rumus["awal"], rumus["atas"], rumus["bawah"], akhir, mm(lebar) - 3, gaya_sel)
    return isi + (alinea(lari(rumus["akhir"]), Alinea(gaya_sel, rata="tengah")) if panjang else jeda())


def _rata(sel: Mapping[str, Any]) -> Any:
    rata = sel.get("rata", "kiri")
    return "" if rata == "kiri" else rata


def _ukuran(kelas: set[str]) -> float:
    return 7 if "nomor" in kelas else 8 if "kecil" in kelas else 0


def _sel(p: Letak, kolom: Sequence[int], isi: str, *, arsir: str = "", tegak: str = "top") -> str:
    """One w:tc, its properties in the order of the schema."""
    lebar = sum(kolom[p.kolom : p.kolom + p.lebar])
    sifat = f'<w:tcW w:w="{lebar}" w:type="dxa"/>'
    sifat += f'<w:gridSpan w:val="{p.lebar}"/>' if p.lebar > 1 else ""
    sifat += f'<w:vMerge w:val="{p.gabung}"/>' if p.gabung else ""
    sifat += f'<w:shd w:val="clear" w:color="auto" w:fill="{arsir}"/>' if arsir else ""
    sifat += f'<w:vAlign w:val="{tegak}"/>'
    return f"<w:tc><w:tcPr>{sifat}</w:tcPr>{isi}</w:tc>"
