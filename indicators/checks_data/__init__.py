"""Findings about the data of one perangkat daerah and year: small rules over plain facts (`indicators.checks_fakta`).

A rule yields what is wrong and what to do about it. ERROR: a document made from it would be wrong or incomplete.
WARNING: it may be right, somebody should look. The codes name families: MAP what hangs on what, CARD and PERIOD which
values there must be, SUM, XREF and AGG figures that contradict each other, NOMEN, FORM, DUP and CLONE codes and words,
SIGN officials.
"""

from collections.abc import Sequence

from indicators.checks import Level
from indicators.checks_data import kata, nilai, orang, susunan, target
from indicators.checks_data.dasar import Aturan, TemuanData
from indicators.checks_data.nilai import unsur_ikm
from indicators.checks_data.orang import nip_sah
from indicators.checks_fakta import Fakta

__all__ = ["ATURAN", "KELUARGA", "Aturan", "TemuanData", "nip_sah", "periksa_data", "unsur_ikm"]

KELUARGA: dict[str, str] = {
    "SUM": "jumlah",
    "PCT": "persentase",
    "XREF": "satu fakta, satu nilai",
    "MAP": "kaitan antarunsur",
    "NAME": "penulisan nama",
    "CARD": "kelengkapan nilai",
    "UNIT": "satuan",
    "FORM": "rumus",
    "AGG": "akumulasi",
    "PERIOD": "periode",
    "NOMEN": "kode dan nomenklatur",
    "NUMB": "penomoran",
    "DATE": "tanggal",
    "SIGN": "pejabat",
    "DECN": "dasar keputusan",
    "DUP": "ganda",
    "NSTAT": "statistik pegawai",
    "OUTL": "uraian yang wajib",
    "CLONE": "nama daerah lain",
}
"""Every family of findings, with its name on the screen."""

E, W = Level.ERROR, Level.WARNING
ATURAN: list[Aturan] = [
    Aturan(E, "MAP", "Perangkat daerah belum memiliki sasaran", susunan.kaskade_kosong),
    Aturan(E, "MAP", "Tujuan tanpa misi", susunan.tujuan_tanpa_misi),
    Aturan(E, "MAP", "Sasaran tanpa tujuan", susunan.sasaran_tanpa_tujuan),
    Aturan(E, "MAP", "Sasaran unit tanpa sasaran di atasnya", susunan.sasaran_unit_tanpa_induk),
    Aturan(E, "MAP", "Sasaran tanpa indikator", susunan.sasaran_tanpa_indikator),
    Aturan(E, "CARD", "IKU tanpa target", target.iku_tanpa_target),
    Aturan(E, "PERIOD", "Target di luar periode Renstra", target.target_di_luar_periode),
    Aturan(E, "FORM", "Rasio tanpa pembilang atau penyebut", kata.rasio_tanpa_variabel),
    Aturan(E, "FORM", "Rumus yang belum dapat dihitung", kata.rumus_tidak_terbaca),
    Aturan(E, "SUM", "Rincian tidak sama dengan nilainya", nilai.rincian_tidak_berjumlah),
    Aturan(E, "NOMEN", "Program, kegiatan, atau sub kegiatan tanpa kode", susunan.tanpa_kode),
    Aturan(E, "CLONE", "Nama daerah lain dalam uraian indikator", kata.nama_daerah_lain),
    Aturan(E, "SIGN", "Tidak ada pimpinan pada akhir tahun", orang.tanpa_kepala),
    Aturan(E, "SIGN", "NIP kosong atau tidak sah", orang.nip_tidak_sah),
    Aturan(W, "MAP", "IKU tanpa program pendukung", susunan.iku_tanpa_program),
    Aturan(W, "XREF", "Target rencana berbeda dari Renstra", target.target_beda_renstra),
    Aturan(W, "AGG", "Target tahun terakhir adalah jumlah tahun sebelumnya", target.target_akhir_jumlah),
    Aturan(W, "SUM", "IKM berbeda dari rata-rata unsurnya", nilai.ikm_beda_dari_unsur),
    Aturan(W, "DUP", "Indikator sama dengan indikator atasan", kata.nama_sama_dengan_atasan),
    Aturan(W, "NOMEN", "Kode di luar nomenklatur", susunan.kode_di_luar_nomenklatur),
    Aturan(W, "CARD", "Pagu tanpa realisasi", target.pagu_tanpa_realisasi),
]


def periksa_data(fakta: Fakta, aturan: Sequence[Aturan] = tuple(ATURAN)) -> list[TemuanData]:
    """All findings, in the order of the rules: errors first."""
    return [TemuanData(a, objek, pesan) for a in aturan for objek, pesan in a.cari(fakta)]
