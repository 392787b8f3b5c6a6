"""Findings about the data of one perangkat daerah and year: small rules over plain facts (`indicators.checks_fakta`).

A rule yields what is wrong and what to do about it. ERROR: a document made from it would be wrong or incomplete.
WARNING: it may be right, somebody should look. KELUARGA names the families; docs/checks.md
says which rules each of them has, and what of it this software cannot hold.
"""

from collections.abc import Iterable, Sequence

from indicators.checks import Level
from indicators.checks_data import kata, nilai, orang, pohon, satuan, susunan, target
from indicators.checks_data.dasar import Aturan, TemuanData
from indicators.checks_data.nilai import unsur_ikm
from indicators.checks_data.orang import nip_sah
from indicators.checks_fakta import Fakta

__all__ = [
    "ATURAN",
    "ATURAN_NILAI",
    "ATURAN_POKOK",
    "KELUARGA",
    "Aturan",
    "TemuanData",
    "nip_sah",
    "periksa_data",
    "unsur_ikm",
    "urut_aturan",
]

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
    "POHON": "pohon kinerja",
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
    Aturan(E, "FORM", "Rasio tanpa pembilang atau penyebut", satuan.rasio_tanpa_variabel),
    Aturan(E, "FORM", "Rumus yang belum dapat dihitung", satuan.rumus_tidak_terbaca),
    Aturan(E, "SUM", "Rincian tidak sama dengan nilainya", nilai.rincian_tidak_berjumlah),
    Aturan(E, "NOMEN", "Program, kegiatan, atau sub kegiatan tanpa kode", susunan.tanpa_kode),
    Aturan(E, "CLONE", "Nama daerah lain dalam uraian indikator", kata.nama_daerah_lain),
    Aturan(E, "SIGN", "Tidak ada pimpinan pada akhir tahun", orang.tanpa_kepala),
    Aturan(E, "SIGN", "NIP kosong atau tidak sah", orang.nip_tidak_sah),
    Aturan(E, "FORM", "Pembilang sama dengan penyebut", satuan.pembilang_sama_penyebut),
    Aturan(E, "SUM", "Realisasi keuangan melebihi pagu", nilai.keuangan_melebihi_pagu),
    Aturan(E, "PCT", "Nilai berbeda dari hitungannya", nilai.nilai_beda_dari_hitungan),
    Aturan(E, "XREF", "Predikat berbeda dari nilainya", nilai.predikat_beda_dari_nilai),
    Aturan(E, "XREF", "Predikat target berbeda dari nilainya", target.target_beda_dari_predikat),
    Aturan(E, "AGG", "Realisasi kumulatif turun", nilai.kumulatif_turun),
    Aturan(E, "CARD", "Isi rusak", kata.isi_rusak),
    Aturan(E, "DUP", "Indikator ganda pada satu unsur", kata.indikator_ganda),
    Aturan(E, "NOMEN", "Bentuk kode salah", susunan.kode_salah_bentuk),
    Aturan(E, "NOMEN", "Kode tidak di bawah kode induknya", susunan.kode_bukan_di_bawah_induk),
    Aturan(E, "SIGN", "Dua pimpinan pada waktu yang sama", orang.pimpinan_rangkap),
    Aturan(E, "SIGN", "NIP dipakai dua orang", orang.nip_ganda),
    Aturan(E, "DATE", "Tanggal pengesahan rencana janggal", orang.tanggal_rencana_janggal),
    Aturan(W, "MAP", "IKU tanpa program pendukung", susunan.iku_tanpa_program),
    Aturan(W, "XREF", "Target rencana berbeda dari Renstra", target.target_beda_renstra),
    Aturan(W, "AGG", "Target tahun terakhir adalah jumlah tahun sebelumnya", target.target_akhir_jumlah),
    Aturan(W, "SUM", "IKM berbeda dari rata-rata unsurnya", nilai.ikm_beda_dari_unsur),
    Aturan(W, "DUP", "Indikator sama dengan indikator atasan", kata.nama_sama_dengan_atasan),
    Aturan(W, "DUP", "Rumus sama dengan indikator atasan", kata.rumus_sama_dengan_atasan),
    Aturan(W, "NOMEN", "Kode di luar nomenklatur", susunan.kode_di_luar_nomenklatur),
    Aturan(W, "CARD", "Pagu tanpa realisasi", target.pagu_tanpa_realisasi),
    Aturan(W, "MAP", "Program tanpa IKU", susunan.program_tanpa_iku),
    Aturan(W, "MAP", "Cabang tanpa isi", susunan.cabang_kosong),
    Aturan(W, "MAP", "Unit pengisi IKU tanpa kinerja utama", susunan.unit_iku_tanpa_sasaran),
    Aturan(W, "CARD", "Target sebagian tahun kosong", target.target_berlubang),
    Aturan(W, "CARD", "Target Renstra belum masuk rencana", target.rencana_tanpa_target),
    Aturan(W, "CARD", "Target tahunan tanpa triwulan", target.rencana_tanpa_triwulan),
    Aturan(W, "CARD", "Realisasi triwulan terlewat", nilai.triwulan_terlewat),
    Aturan(W, "XREF", "Target tanpa predikat", target.target_tanpa_predikat),
    Aturan(W, "CARD", "Realisasi tanpa nilai", nilai.realisasi_tanpa_nilai),
    Aturan(W, "CARD", "Fisik tanpa keuangan", nilai.fisik_tanpa_keuangan),
    Aturan(W, "XREF", "Kondisi akhir berbeda dari target terakhir", target.kondisi_akhir_beda),
    Aturan(W, "XREF", "Indikator bernama sama, target berbeda", target.nama_sama_target_beda),
    Aturan(W, "AGG", "Target triwulan tidak menuju target tahun", target.target_triwulan_beda),
    Aturan(W, "PERIOD", "Tahun di luar periode Renstra", target.tahun_di_luar_periode),
    Aturan(W, "PERIOD", "Rentang tahun dalam uraian di luar periode", kata.tahun_teks_di_luar_periode),
    Aturan(W, "UNIT", "Satuan tidak cocok dengan jenis nilai", satuan.satuan_tidak_cocok),
    Aturan(W, "UNIT", "Satuan belum diisi", satuan.tanpa_satuan),
    Aturan(W, "UNIT", "Target kurang dari nol", satuan.target_negatif),
    Aturan(W, "UNIT", "Target persen tidak wajar", satuan.target_bukan_bagian),
    Aturan(W, "UNIT", "Target cacahan tidak bulat", satuan.cacahan_tidak_bulat),
    Aturan(W, "UNIT", "Target jauh dari tahun di sekitarnya", target.target_melonjak),
    Aturan(W, "FORM", "Target berlawanan dengan arah indikator", target.target_berlawanan_arah),
    Aturan(W, "FORM", "Persen yang dihitung sebagai jumlah", satuan.persen_dihitung_jumlah),
    Aturan(W, "FORM", "Jumlah yang dihitung sebagai persen", satuan.jumlah_dihitung_persen),
    Aturan(W, "FORM", "Pembilang hampir sama dengan penyebut", satuan.pembilang_hampir_sama),
    Aturan(W, "FORM", "Pembilang melebihi penyebut", satuan.pembilang_melebihi_penyebut),
    Aturan(W, "NAME", "Nama berbeda dari nomenklatur", kata.nama_tidak_baku),
    Aturan(W, "NAME", "Nama hampir sama", kata.nama_hampir_sama),
    Aturan(W, "NAME", "Nama daerah salah tulis", kata.nama_daerah_salah_tulis),
    Aturan(W, "CLONE", "Nama daerah yang tidak dikenal", kata.daerah_tak_dikenal),
    Aturan(W, "DUP", "Uraian ganda", kata.uraian_ganda),
    Aturan(W, "NUMB", "Nomor di dalam nama", kata.nomor_dalam_nama),
    Aturan(W, "OUTL", "Uraian IKU belum lengkap", kata.uraian_iku_kosong),
    Aturan(W, "SIGN", "Pangkat kosong", orang.pangkat_kosong),
    Aturan(W, "DECN", "Rencana disahkan tanpa dasar", orang.rencana_tanpa_dasar),
    Aturan(W, "POHON", "Menyalin yang di atasnya", pohon.menyalin_atasan),
    Aturan(W, "POHON", "Indikator kegiatan pada tingkat hasil", pohon.indikator_kegiatan),
    Aturan(W, "POHON", "Unit tanpa kontribusi", pohon.unit_tanpa_kontribusi),
    Aturan(W, "POHON", "Pohon tanpa crosscutting", pohon.tanpa_crosscutting),
    Aturan(W, "NSTAT", "Jumlah pegawai berbeda", orang.statistik_berbeda),
    Aturan(W, "NSTAT", "Jumlah pegawai belum diisi", orang.statistik_kosong),
]


ATURAN_NILAI = [
    a
    for a in ATURAN
    if a.cari.__module__ == nilai.__name__
    or a.cari in (target.pagu_tanpa_realisasi, susunan.program_tanpa_iku, satuan.pembilang_melebihi_penyebut)
]
"""The rules that look at values and money; the others find the same whatever is entered on the sheets."""
ATURAN_POKOK = [a for a in ATURAN if a not in ATURAN_NILAI]


def periksa_data(fakta: Fakta, aturan: Sequence[Aturan] = tuple(ATURAN)) -> list[TemuanData]:
    """All findings, in the order of the rules: errors first."""
    return [TemuanData(a, objek, pesan) for a in aturan for objek, pesan in a.cari(fakta)]


def urut_aturan(temuan: Iterable[TemuanData]) -> list[TemuanData]:
    """Findings of several runs in the order of the rules."""
    nomor = {a.kunci: n for n, a in enumerate(ATURAN)}
    return sorted(temuan, key=lambda t: nomor[t.aturan.kunci])
