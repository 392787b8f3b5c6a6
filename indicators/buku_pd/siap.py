"""The rows of a comparison as they are kept until the yes: what would be written, and what that rests on.

Kept are cells, not rows of the models: they are composed and written by the same code as after a fresh comparison.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from indicators.buku_pd.cocok import Baris, Selisih, SelUbah
from indicators.buku_pd.muat import Isi, Lingkup, lingkup
from indicators.buku_pd.tabel import Tabel
from sakip.lib.kemas import buka, kemas, tulis


def kemas_siap(selisih: Selisih) -> dict[str, str]:
    """What would be written, packed; for `buka_siap` only."""
    ubah = [[b.tabel.nama, b.kunci, b.isi] for b in selisih.ubah]
    return {"baris": kemas(selisih.inti), "ubah": kemas(tulis(ubah))}


def buka_siap(isi: Isi, siap: Mapping[str, str]) -> Selisih | None:
    """The rows that `kemas_siap` kept, upon the stored rows of `isi`; None where one of those is gone."""
    tabel = {t.nama: t for t in isi.tabel}
    baris = buka(siap["baris"])
    hasil = Selisih(isi)
    for nama, satu in baris["baru"].items():
        hasil.baru += _baru(tabel[nama], satu)
    try:
        for (nama, kunci, sel), (_, _, isi_baris) in zip(baris["ubah"], buka(siap["ubah"]), strict=True):
            bidang = {b.kunci: b for b in tabel[nama].bidang}
            berubah = [SelUbah(bidang[k], lama, baru, "") for k, lama, baru in sel]
            hasil.ubah.append(Baris(tabel[nama], kunci, isi_baris, isi.rekam[nama][kunci], berubah))
        for nama, kunci in baris["hapus"]:
            rekam = isi.rekam[nama][kunci]
            hasil.hapus.append(Baris(tabel[nama], kunci, rekam.isi, rekam))
    except KeyError:
        return None
    return hasil


def _baru(tabel: Tabel, isi: Mapping[str, Any]) -> list[Baris]:
    judul = isi["judul"]
    return [
        Baris(tabel, b[0], dict(zip(judul, b[1:], strict=True)) if b[1].__class__ is str else b[1])
        for b in isi["baris"]
    ]


def lingkup_siap(tabel: Iterable[Tabel], terlibat: Iterable[str]) -> Lingkup:
    """The stored rows that the writing rests on. Whether a value may be written is said by its quarter."""
    nama = set(terlibat)
    if nama & {"realisasi", "realisasi_anggaran"}:
        nama.add("jadwal")
    return lingkup(tabel, nama)


def terlibat(selisih: Selisih) -> set[str]:
    """The sheets of which rows would be written."""
    return {b.tabel.nama for b in (*selisih.baru, *selisih.ubah, *selisih.hapus)}


def keadaan(isi: Isi, tempat: Lingkup) -> str:
    """A digest of those stored rows: every cell of the sheets that are written to, keys of those referred to."""
    h = hashlib.sha256()
    for tabel in isi.tabel:
        rekam = isi.rekam[tabel.nama].values()
        if tabel.nama in tempat.terlibat:
            h.update(repr((tabel.nama, [(r.kunci, r.pk, *r.isi.values()) for r in rekam])).encode("utf-8", "replace"))
        elif tabel.nama in tempat.dirujuk:
            h.update(repr((tabel.nama, [(r.kunci, r.pk) for r in rekam])).encode("utf-8", "replace"))
    return h.hexdigest()
