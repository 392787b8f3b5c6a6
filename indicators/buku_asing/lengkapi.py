"""An empty cell of a foreign table says nothing: what is stored there stays, as if the file had said so."""

from indicators.buku_pd.baca import BarisBerkas, Terbaca
from indicators.buku_pd.muat import Isi, Rekam, kunci_baris
from indicators.buku_pd.tabel import KUNCI, Tabel

BERNAMA = frozenset({"unit", "satuan", "skala"})
"""References that are spelled the same in every file."""


def lengkapi(terbaca: Terbaca, isi: Isi) -> None:
    """Fill the empty cells of known rows with what is stored."""
    for tabel in isi.tabel:
        lembar = terbaca.lembar.get(tabel.nama)
        if lembar is None:
            continue
        kosong = [b.kunci for b in tabel.bidang if b.kunci in lembar.kolom and (not b.rujuk or b.rujuk in BERNAMA)]
        kunci = {nama: isi.kunci_dari(nama) for nama in terbaca.peta}
        for baris in lembar.baris:
            rekam = _rekam(tabel, baris, terbaca, isi, kunci)
            if rekam is not None:
                baris.isi.update({k: rekam.isi.get(k, "") for k in kosong if not baris.isi.get(k)})


def _rekam(
    tabel: Tabel, baris: BarisBerkas, terbaca: Terbaca, isi: Isi, kunci: dict[str, dict[int, str]]
) -> Rekam | None:
    """The stored row that a row of the file is bound to. `kunci`: table → primary key → key in the workbook."""
    milik = isi.rekam[tabel.nama]
    if tabel.berkunci:
        pk = terbaca.peta.get(tabel.nama, {}).get(baris.isi.get(KUNCI, ""))
        return milik.get(kunci[tabel.nama].get(pk, "")) if pk else None
    sel = dict(baris.isi)
    for b in tabel.bidang:
        pk = terbaca.peta.get(b.rujuk, {}).get(sel.get(b.kunci, ""))
        if pk:
            sel[b.kunci] = kunci[b.rujuk].get(pk, "")
    return milik.get(kunci_baris(tabel, sel))
