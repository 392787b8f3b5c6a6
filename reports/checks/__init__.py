"""Findings about a document: small rules over its payload, each with a level, a family and a sentence.

ERROR: the document would be wrong, it is not finished. WARNING: it may be right, somebody should look. The rules are in
`bentuk` (numbers, tables, signatures, dates, outline) and `isi` (words, regulations, names, years); what they read is
`naskah`. All of it is pure: a finding follows from the payload and its `Sekitar`, never from the database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.checks import Level
from reports.checks import bentuk, isi
from reports.checks.naskah import Naskah, Sekitar, baca

Hasil = Iterator[tuple[str, str]]
"""Where, and the sentence."""


@dataclass(frozen=True)
class AturanDokumen:
    """One rule: its level, its family, the heading of its findings, and the function that finds them."""

    level: Level
    kode: str
    judul: str
    cari: Callable[[Naskah], Iterable[tuple[str, str]]]

    @property
    def berat(self) -> bool:
        """Whether its findings keep a document from being finished."""
        return self.level == Level.ERROR

    @property
    def kunci(self) -> str:
        """The name of the rule."""
        return self.cari.__name__.replace("_", "-")


@dataclass(frozen=True)
class TemuanDokumen:
    """One finding: the rule, the place in the document, and the sentence."""

    aturan: AturanDokumen
    tempat: str
    pesan: str

    @property
    def berat(self) -> bool:
        """Whether it keeps the document from being finished."""
        return self.aturan.berat

    @property
    def kalimat(self) -> str:
        """Place and sentence in one."""
        return f"{self.tempat}: {self.pesan}" if self.tempat else self.pesan


E, W = Level.ERROR, Level.WARNING
ATURAN: list[AturanDokumen] = [
    AturanDokumen(E, "NUMB", "Penomoran tidak berurutan", bentuk.nomor_berurutan),
    AturanDokumen(E, "NUMB", "Nomor tabel atau gambar dipakai dua kali", bentuk.nomor_tabel_unik),
    AturanDokumen(E, "NUMB", "Nomor baris tabel tidak berurutan", bentuk.nomor_baris),
    AturanDokumen(E, "CARD", "Jumlah sel tidak sama dengan jumlah kolom", bentuk.sel_sebanyak_kolom),
    AturanDokumen(E, "CARD", "Isi sel rusak", bentuk.sel_rusak),
    AturanDokumen(W, "CARD", "Target tahunan kosong", bentuk.target_kosong),
    AturanDokumen(E, "SIGN", "Penanda tangan tidak sama di semua tempat", bentuk.penanda_tangan_sama),
    AturanDokumen(E, "SIGN", "NIP tidak sah", bentuk.nip_tidak_sah),
    AturanDokumen(W, "SIGN", "NIP atau pangkat belum diisi", bentuk.nip_pangkat_kosong),
    AturanDokumen(E, "DECN", "Nomor dan judul keputusan", bentuk.nomor_keputusan),
    AturanDokumen(E, "DATE", "Tanggal dalam satu dokumen berbeda", bentuk.satu_tanggal),
    AturanDokumen(E, "DATE", "Dokumen bertanggal sebelum masanya berakhir", bentuk.sebelum_masa),
    AturanDokumen(W, "DATE", "Dokumen melewati batas waktu", bentuk.lewat_batas),
    AturanDokumen(E, "DATE", "Lampiran bertanggal sesudah dokumennya", bentuk.lampiran_lebih_baru),
    AturanDokumen(W, "DATE", "Menyebut peristiwa sesudah tanggal dokumen", isi.peristiwa_kemudian),
    AturanDokumen(E, "OUTL", "Daftar isi berbeda dari isinya", bentuk.daftar_sama),
    AturanDokumen(W, "OUTL", "Judul pada daftar isi berbeda", bentuk.judul_daftar_sama),
    AturanDokumen(E, "OUTL", "Bab wajib tidak ada", bentuk.bab_wajib),
    AturanDokumen(E, "OUTL", "Bagian tanpa isi", bentuk.bagian_kosong),
    AturanDokumen(W, "OUTL", "Sistematika berbeda dari daftar bab", isi.sistematika_sama),
    AturanDokumen(E, "LAW", "Peraturan dikutip keliru", isi.kutipan_keliru),
    AturanDokumen(E, "LAW", "Peraturan sudah dicabut", isi.peraturan_dicabut),
    AturanDokumen(W, "LAW", "Peraturan di luar daftar", isi.peraturan_tak_dikenal),
    AturanDokumen(W, "LAW", "Urutan peraturan", isi.urutan_peraturan),
    AturanDokumen(E, "CLONE", "Nama daerah atau perangkat daerah lain", isi.nama_lain),
    AturanDokumen(E, "TEXT", "Pernyataan bertentangan dengan data", isi.pernyataan_bertentangan),
    AturanDokumen(W, "TEXT", "Angka yang tidak ada pada data", isi.angka_tak_dikenal),
    AturanDokumen(E, "PERIOD", "Tahun kolom di luar periode", isi.kolom_di_luar_periode),
    AturanDokumen(W, "PERIOD", "Tahun dalam teks di luar periode", isi.tahun_di_luar_periode),
]


def periksa_dokumen(
    payload: Mapping[str, Any], sekitar: Sekitar, aturan: Sequence[AturanDokumen] = tuple(ATURAN)
) -> list[TemuanDokumen]:
    """All findings, errors first, each sentence once."""
    naskah = baca(payload, sekitar)
    temuan = dict.fromkeys(TemuanDokumen(a, tempat, pesan) for a in aturan for tempat, pesan in a.cari(naskah))
    return sorted(temuan, key=lambda t: not t.berat)
