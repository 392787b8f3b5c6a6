"""The tables of the quarterly report."""

from collections.abc import Sequence
from typing import Any

from indicators.selectors import laporan
from indicators.selectors.dokumen import IkuRow
from indicators.selectors.tindak_lanjut import TindakLanjutBaris
from indicators.selectors.triwulan import CatatanUnit, KinerjaTriwulan
from reports.builders import naskah
from reports.builders.lkjip_fakta import capaian_teks
from reports.builders.lkjip_tabel import Isi, Kol, sekali, tabel_gabung
from reports.builders.naskah import Kerangka
from reports.builders.triwulan_narasi import SERATUS, IsianUnit, UangProgram
from reports.payloads import Tabel
from reports.payloads_lkjip import BlokTabel
from sakip.lib.numbers import format_persen, format_rupiah, format_tanggal

KUMULATIF = "s.d. Triwulan {triwulan}"
TAMBAHAN = "Triwulan {triwulan}"

KOLOM_KINERJA: list[dict[str, Any]] = [
    {"sumber": "no", "label": "No", "lebar": 4, "rata": "tengah"},
    {"sumber": "sasaran", "label": "Sasaran Strategis", "lebar": 16},
    {"sumber": "indikator", "label": "Indikator Kinerja Utama", "lebar": 17.5},
    {"sumber": "target_tahun", "label": "Target {tahun}", "lebar": 8.5, "rata": "tengah"},
    {"sumber": "target_tw", "label": "Target", "lebar": 7.6, "rata": "tengah", "grup": TAMBAHAN},
    {"sumber": "realisasi_tw", "label": "Realisasi", "lebar": 9.4, "rata": "tengah", "grup": TAMBAHAN},
    {"sumber": "capaian_tw", "label": "Capaian", "lebar": 8.7, "rata": "tengah", "grup": TAMBAHAN},
    {"sumber": "target", "label": "Target", "lebar": 7.6, "rata": "tengah", "grup": KUMULATIF},
    {"sumber": "realisasi", "label": "Realisasi", "lebar": 9.4, "rata": "tengah", "grup": KUMULATIF},
    {"sumber": "capaian", "label": "Capaian", "lebar": 8.7, "rata": "tengah", "grup": KUMULATIF},
    {"sumber": "kategori", "label": "Kategori", "lebar": 9, "rata": "tengah", "grup": KUMULATIF},
]
KOLOM_ANGGARAN: list[dict[str, Any]] = [
    {"sumber": "no", "label": "No", "lebar": 4, "rata": "tengah"},
    {"sumber": "program", "label": "Program", "lebar": 19},
    {"sumber": "pagu", "label": "Pagu", "lebar": 16.6, "rata": "kanan"},
    {"sumber": "keuangan_tw", "label": "Realisasi Triwulan {triwulan}", "lebar": 16.6, "rata": "kanan"},
    {"sumber": "keuangan", "label": "Realisasi s.d. Triwulan {triwulan}", "lebar": 16.6, "rata": "kanan"},
    {"sumber": "sisa", "label": "Sisa Pagu", "lebar": 16.6, "rata": "kanan"},
    {"sumber": "serapan", "label": "Serapan", "lebar": 8.6, "rata": "tengah"},
    {"sumber": "fisik", "label": "Fisik", "lebar": 8, "rata": "tengah"},
]
KOLOM_UNIT: list[dict[str, Any]] = [
    {"sumber": "unit", "label": "Unit Kerja", "lebar": 15},
    {"sumber": "indikator", "label": "Indikator Kinerja", "lebar": 24},
    {"sumber": "target_tahun", "label": "Target {tahun}", "lebar": 11.4, "rata": "tengah"},
    {"sumber": "target_tw", "label": "Target", "lebar": 11.4, "rata": "tengah", "grup": TAMBAHAN},
    {"sumber": "realisasi_tw", "label": "Realisasi", "lebar": 11.4, "rata": "tengah", "grup": TAMBAHAN},
    {"sumber": "realisasi", "label": "Realisasi", "lebar": 11.4, "rata": "tengah", "grup": KUMULATIF},
    {"sumber": "capaian", "label": "Capaian", "lebar": 9, "rata": "tengah", "grup": KUMULATIF},
    {"sumber": "kategori", "label": "Kategori", "lebar": 9, "rata": "tengah", "grup": KUMULATIF},
]

SIFAT_KINERJA: dict[str, dict[str, Any]] = {
    "no": {"kunci": "kunci_sasaran"},
    "sasaran": {"kunci": "kunci_sasaran"},
    "unit": {"sambung": True},
    "indikator": {"judul": True},
    **{s: {} for s in ("satuan", "target_tahun", "target_tw", "realisasi_tw", "capaian_tw", "kategori_tw")},
    **{s: {} for s in ("target", "realisasi", "capaian", "kategori", "unit_pengisi")},
}
SIFAT_ANGGARAN: dict[str, dict[str, Any]] = {
    "program": {"judul": True},
    **{s: {} for s in ("no", "kode", "pagu", "keuangan_tw", "keuangan", "sisa", "serapan", "fisik")},
}


def kinerja(k: Kerangka, iku: Sequence[IkuRow], rows: Sequence[KinerjaTriwulan]) -> BlokTabel:
    """Target, realisasi and capaian of every IKU in the quarter and up to it."""
    baris = [
        {
            "no": str(i.nomor_sasaran),
            "kunci_sasaran": str(i.nomor_sasaran),
            "sasaran": i.induk_teks,
            **_baris(r, k),
        }
        for i, r in zip(iku, rows, strict=True)
    ]
    tabel = naskah.tabel_tata(k, "TW kinerja", "kolom_kinerja", SIFAT_KINERJA, baris, kelas="rapat")
    return k.tabel(k.isi("Capaian Indikator Kinerja Utama Triwulan {triwulan} Tahun {tahun}"), tabel)


def kinerja_unit(k: Kerangka, unit: Sequence[str], rows: Sequence[KinerjaTriwulan]) -> BlokTabel:
    """The same of the kinerja utama of the units; `unit` names the one of each row."""
    baris = sekali("unit", [{"unit": nama, **_baris(r, k)} for nama, r in zip(unit, rows, strict=True)])
    tabel = naskah.tabel_tata(k, "TW kinerja unit", "kolom_unit", SIFAT_KINERJA, baris, kelas="rapat")
    return k.tabel(k.isi("Capaian Kinerja Utama Unit Kerja Triwulan {triwulan} Tahun {tahun}"), tabel)


def _baris(r: KinerjaTriwulan, k: Kerangka) -> dict[str, str]:
    i, c = r.indikator, r.kumulatif
    desimal = k.permintaan.perangkat_daerah.pemerintah_daerah.desimal_capaian
    return {
        "indikator": i.nama,
        "satuan": naskah.satuan(i),
        "target_tahun": naskah.nilai(i, r.target_tahun),
        "target_tw": naskah.nilai(i, r.target),
        "realisasi_tw": naskah.nilai(i, r.realisasi),
        "capaian_tw": capaian_teks(r.capaian, desimal),
        "kategori_tw": r.kategori.label if r.kategori else "-",
        "target": naskah.nilai(i, c.target),
        "realisasi": naskah.nilai(i, c.realisasi),
        "capaian": capaian_teks(c.capaian, desimal),
        "kategori": c.kategori.label if c.kategori else "-",
        "unit_pengisi": i.unit_kerja.nama,
    }


def anggaran(k: Kerangka, program: Sequence[UangProgram], total: UangProgram) -> BlokTabel:
    """Pagu, realisation in the quarter and up to it, rest, absorption and progress of every programme."""
    baris = [{"no": str(n), **_uang(p, k)} for n, p in enumerate(program, 1)]
    baris.append({"no": "", **_uang(total, k), "_kelas": "tebal"})
    tabel = naskah.tabel_tata(k, "TW anggaran", "kolom_anggaran", SIFAT_ANGGARAN, baris, kelas="rapat", utuh=True)
    return k.tabel(k.isi("Anggaran dan Kemajuan Fisik per Program sampai dengan Triwulan {triwulan}"), tabel)


def _uang(p: UangProgram, k: Kerangka) -> dict[str, str]:
    desimal = k.permintaan.perangkat_daerah.pemerintah_daerah.desimal_anggaran
    return {
        "program": p.nama,
        "pagu": format_rupiah(p.pagu),
        "keuangan_tw": format_rupiah(p.dalam_triwulan),
        "keuangan": format_rupiah(p.keuangan),
        "sisa": format_rupiah(laporan.Anggaran(p.pagu, p.keuangan).sisa),
        "serapan": format_persen(p.serapan, desimal),
        "fisik": format_persen(p.fisik, desimal),
    }


def analisis(k: Kerangka, rows: Sequence[KinerjaTriwulan]) -> BlokTabel | None:
    """Cause and follow-up as the units entered them; an IKU below its target stands here without any, too."""
    desimal = k.permintaan.perangkat_daerah.pemerintah_daerah.desimal_capaian
    baris: list[Isi] = [
        {
            "indikator": r.indikator.nama,
            "capaian": capaian_teks(r.kumulatif.capaian, desimal),
            "penyebab": r.catatan.penyebab.strip() or "-",
            "solusi": r.catatan.solusi.strip() or "-",
        }
        for r in rows
        if r.catatan is not None and (r.catatan.penyebab or r.catatan.solusi or di_bawah(r))
    ]
    if not baris:
        return None
    kolom = [
        Kol("indikator", "Indikator Kinerja Utama", 26, judul=True),
        Kol("capaian", "Capaian", 9, "tengah"),
        Kol("penyebab", "Penyebab/Kendala", 33),
        Kol("solusi", "Tindak Lanjut", 32),
    ]
    tabel = tabel_gabung("TW analisis", kolom, baris, kelas="rapat")
    return k.tabel("Penyebab dan Tindak Lanjut per Indikator Kinerja Utama", tabel)


def di_bawah(r: KinerjaTriwulan) -> bool:
    """Whether the year up to the quarter is below its target."""
    return r.kumulatif.capaian is not None and r.kumulatif.capaian < SERATUS


def catatan_unit(k: Kerangka, catatan: Sequence[CatatanUnit]) -> BlokTabel | None:
    """What units noted for their other indikator and their sub kegiatan, the same words once."""
    if not catatan:
        return None
    baris = [
        {"unit": c.unit, "hal": "\n".join(c.hal), "penyebab": c.penyebab or "-", "solusi": c.solusi or "-"}
        for c in catatan
    ]
    kolom = [
        Kol("unit", "Unit Kerja", 18, sambung=True),
        Kol("hal", "Indikator/Sub Kegiatan", 32, judul=True),
        Kol("penyebab", "Penyebab/Kendala", 25),
        Kol("solusi", "Tindak Lanjut", 25),
    ]
    tabel = tabel_gabung("TW catatan unit", kolom, sekali("unit", baris), kelas="rapat")
    return k.tabel("Kendala dan Tindak Lanjut yang Dicatat Unit Kerja", tabel)


def tindak_lanjut(k: Kerangka, items: Sequence[tuple[str, TindakLanjutBaris]]) -> BlokTabel | None:
    """What units do about it: the items running in the quarter, and those that ended in it with their result."""
    if not items:
        return None
    baris = [
        {
            "unit": unit,
            "hal": t.nama_baris,
            "uraian": t.item.uraian,
            "siapa": t.item.penanggung_jawab or "-",
            "tenggat": format_tanggal(t.item.tenggat) if t.item.tenggat else "-",
            "keadaan": t.keadaan if t.berjalan or not t.item.hasil else f"{t.keadaan}: {t.item.hasil}",
        }
        for unit, t in items
    ]
    kolom = [
        Kol("unit", "Unit Kerja", 15, sambung=True),
        Kol("hal", "Indikator/Sub Kegiatan", 22),
        Kol("uraian", "Tindak Lanjut", 22, judul=True),
        Kol("siapa", "Penanggung Jawab", 14),
        Kol("tenggat", "Tenggat", 11, "tengah"),
        Kol("keadaan", "Keadaan", 16),
    ]
    tabel = tabel_gabung("TW tindak lanjut", kolom, sekali("unit", baris), kelas="rapat")
    return k.tabel(k.isi("Tindak Lanjut yang Berjalan pada Triwulan {triwulan}"), tabel)


def kelengkapan(unit: Sequence[IsianUnit]) -> Tabel:
    """How far each unit is, those that are not done first."""
    urut = sorted(unit, key=lambda u: u.selesai)
    baris = [
        {"no": str(n), "unit": u.nama, "isian": f"{u.terisi} dari {u.jumlah}", "keadaan": u.keadaan}
        for n, u in enumerate(urut, 1)
    ]
    kolom = [
        Kol("no", "No", 6, "tengah"),
        Kol("unit", "Unit Kerja", 54, judul=True),
        Kol("isian", "Isian Terisi", 18, "tengah"),
        Kol("keadaan", "Keadaan", 22, "tengah"),
    ]
    return tabel_gabung("TW kelengkapan", kolom, baris, kelas="rapat")
