"""One sheet of the workbook in a file of its own: as CSV, as a workbook of that sheet, or found in a whole workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.buku_kerja import identitas
from indicators.buku_kerja.tulis import judul_baku
from indicators.buku_pd.baca import BATAS, Terbaca, baca_buku
from indicators.buku_pd.tabel import Tabel
from sakip.lib import csv_baca, xlsx_baca
from sakip.lib.xlsx_baca import BerkasDitolak, BukuKerja, Lembar


def baca_satu(tabel: Tabel, nama: str, isi: bytes) -> Terbaca:
    """What a file says of that sheet. Raises BerkasDitolak when it is not in there, or the file is refused."""
    buku = (csv_baca if adalah_csv(nama) else xlsx_baca).baca(nama, isi, BATAS)
    for lembar in _calon(tabel, buku):
        hanya = {tabel.lembar: lembar}
        if (tanda := buku.bernama(identitas.NAMA)) is not None:
            hanya[identitas.NAMA] = tanda
        terbaca = baca_buku(BukuKerja(hanya), [tabel])
        if terbaca.lembar:
            return terbaca
    harus = ", ".join(f"“{b.judul}”" for b in tabel.bidang if b.wajib)
    raise BerkasDitolak(
        f"Lembar {tabel.lembar} tidak ditemukan dalam berkas ini. Judul kolom yang harus ada: {harus}. "
        "Unduh lembarnya dari halaman ini, lalu isi di sana."
    )


def dari_csv(buku: BukuKerja, susunan: Sequence[Tabel]) -> tuple[Tabel, Terbaca] | None:
    """The sheet that a CSV holds, if its first row is the head of one, and what it says; None for any other."""
    (lembar,) = buku.lembar.values()
    judul = {judul_baku(str(s.nilai)) for (r, _), s in lembar.sel.items() if r == 1}
    for tabel in susunan:
        milik = {judul_baku(b.judul): b.wajib for b in tabel.bidang}
        if len(judul) > 1 and judul <= set(milik) and {j for j, wajib in milik.items() if wajib} <= judul:
            return tabel, baca_buku(BukuKerja({tabel.lembar: _bernama(tabel, lembar)}), [tabel])
    return None


def adalah_csv(nama: str) -> bool:
    """Whether a file of that name is read as CSV."""
    return nama.lower().endswith(".csv")


def _calon(tabel: Tabel, buku: BukuKerja) -> Iterator[Lembar]:
    """The sheet of that name first; an office that saved a CSV as a workbook has it under another name."""
    bernama = buku.bernama(tabel.lembar)
    if bernama is not None:
        yield bernama
    for lembar in buku.lembar.values():
        if lembar is not bernama and not lembar.tersembunyi:
            yield _bernama(tabel, lembar) if len(buku.lembar) == 1 else lembar


def _bernama(tabel: Tabel, lembar: Lembar) -> Lembar:
    """The only sheet of a file, called as ours: an address in it is found without its name."""
    sel = {tempat: replace(satu, lembar=tabel.lembar) for tempat, satu in lembar.sel.items()}
    return Lembar(tabel.lembar, False, sel, lembar.gabung)
