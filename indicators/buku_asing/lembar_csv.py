"""One sheet of our own workbook as CSV, and a CSV that has the head of one of our own sheets."""

from collections.abc import Sequence
from dataclasses import replace

from indicators.buku_kerja.tulis import judul_baku
from indicators.buku_pd.baca import Terbaca, baca_buku
from indicators.buku_pd.bidang import tampil
from indicators.buku_pd.muat import Isi
from indicators.buku_pd.tabel import Tabel
from sakip.lib.csv_tulis import tulis
from sakip.lib.xlsx_baca import BukuKerja, Lembar


def tulis_lembar(isi: Isi, tabel: Tabel) -> bytes:
    """The rows of a sheet under their heads, as a person reads them."""
    rows = [[b.judul for b in tabel.bidang]]
    rows += [[tampil(b, r.isi.get(b.kunci, "")) for b in tabel.bidang] for r in isi.rekam[tabel.nama].values()]
    return tulis(rows)


def baca_lembar(buku: BukuKerja, susunan: Sequence[Tabel]) -> Terbaca | None:
    """What a CSV says whose first row is the head of one of our own sheets; None for any other."""
    (lembar,) = buku.lembar.values()
    judul = {judul_baku(str(s.nilai)) for (r, _), s in lembar.sel.items() if r == 1}
    for tabel in susunan:
        milik = {judul_baku(b.judul): b.wajib for b in tabel.bidang}
        if len(judul) > 1 and judul <= set(milik) and {j for j, wajib in milik.items() if wajib} <= judul:
            sel = {t: replace(s, lembar=tabel.lembar) for t, s in lembar.sel.items()}
            return baca_buku(BukuKerja({tabel.lembar: Lembar(tabel.lembar, False, sel, [])}), susunan)
    return None
