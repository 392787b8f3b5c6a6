"""The action plan (Rencana Aksi): the targets of the quarters, and what is done for them, by whom, with how much."""

from collections.abc import Sequence
from typing import Any

from indicators.models import Indikator, Target, UnitKerja
from indicators.selectors import laporan, renja
from indicators.selectors import nilai as cetak
from indicators.selectors.laporan import ProgramNode
from indicators.selectors.renja import TargetTahunan
from reports.builders import aksi, identitas, naskah, naskah_rencana
from reports.builders.lkjip_tabel import Isi
from reports.builders.naskah import Kerangka
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.models import JenisDokumen
from reports.payloads_lkjip import Blok, BlokTabel, NaskahPayload
from sakip.lib.numbers import format_rupiah

TEMPLATE = naskah.TEMPLATE
SCHEMA = naskah.SCHEMA_NASKAH
NOMOR_WAJIB = False

TRI = [
    {"sumber": f"tw{n}", "label": f"TW {r}", "lebar": 5, "rata": "tengah", "grup": "Target Triwulan"}
    for n, r in enumerate(("I", "II", "III", "IV"), 1)
]

# What an institution may decide otherwise in its TataDokumen, besides naskah.BAWAAN.
BAWAAN: dict[str, Any] = {
    **naskah.BAWAAN,
    "mendatar": True,
    "judul": ["RENCANA AKSI PENCAPAIAN KINERJA{PERUBAHAN}", "{PD}", "TAHUN {tahun}"],
    "kolom_target": [
        {"sumber": "no", "label": "No", "lebar": 3, "rata": "tengah"},
        {"sumber": "sasaran", "label": "Sasaran Strategis", "lebar": 15},
        {"sumber": "indikator", "label": "Indikator Kinerja", "lebar": 17},
        {"sumber": "target", "label": "Target {tahun}", "lebar": 7.5, "rata": "tengah"},
        *TRI,
        {"sumber": "akumulasi", "label": "Cara Menghitung", "lebar": 9},
        {"sumber": "program", "label": "Program Pendukung", "lebar": 15},
        {"sumber": "pagu", "label": "Pagu", "lebar": 11.5, "rata": "kanan"},
        {"sumber": "unit", "label": "Penanggung Jawab", "lebar": 11},
    ],
    "kolom_aksi": [
        {"sumber": "no", "label": "No", "lebar": 2.3, "rata": "tengah"},
        {"sumber": "sasaran", "label": "Sasaran Strategis", "lebar": 8.5},
        {"sumber": "indikator", "label": "Indikator Kinerja", "lebar": 8.6},
        {"sumber": "target", "label": "Target", "lebar": 4, "rata": "tengah"},
        {"sumber": "aksi", "label": "Aksi/Kegiatan", "lebar": 10.5},
        *({**k, "lebar": 3.7, "grup": "Jadwal Kegiatan"} for k in TRI),
        {"sumber": "keluaran", "label": "Target Output", "lebar": 5.9, "rata": "tengah"},
        {"sumber": "penanggung_jawab", "label": "Penanggung Jawab", "lebar": 8},
        {"sumber": "program", "label": "Program", "lebar": 8.4},
        {"sumber": "nama", "label": "Kegiatan/ Sub Kegiatan", "lebar": 11.5},
        {"sumber": "indikator_kegiatan", "label": "Indikator Kegiatan", "lebar": 11.5},
        {"sumber": "jumlah", "label": "Jumlah Anggaran", "lebar": 9.6, "rata": "kanan"},
    ],
    "kolom_unit": [
        {"sumber": "unit", "label": "Unit Kerja", "lebar": 19},
        {"sumber": "sasaran", "label": "Kinerja Utama", "lebar": 24},
        {"sumber": "indikator", "label": "Indikator Kinerja", "lebar": 26},
        {"sumber": "target", "label": "Target {tahun}", "lebar": 9, "rata": "tengah"},
        *TRI,
        {"sumber": "akumulasi", "label": "Cara Menghitung", "lebar": 10},
    ],
}

SIFAT_TW: dict[str, dict[str, Any]] = {f"tw{n}": {} for n in aksi.TRIWULAN}
SIFAT_TARGET: dict[str, dict[str, Any]] = {
    "no": {"kunci": "kunci_sasaran"},
    "sasaran": {"kunci": "kunci_sasaran"},
    "indikator": {"judul": True},
    "satuan": {},
    "target": {},
    **SIFAT_TW,
    "akumulasi": {},
    "program": {},
    "pagu": {},
    "unit": {},
    "penanggung_jawab": {},
}
SIFAT_AKSI: dict[str, dict[str, Any]] = {
    **{s: {"sambung": True} for s in ("no", "sasaran", "indikator", "target", "aksi", "penanggung_jawab", "program")},
    **SIFAT_TW,
    "keluaran": {},
    "nama": {"judul": True},
    "indikator_kegiatan": {},
    "jumlah": {},
}
SIFAT_UNIT: dict[str, dict[str, Any]] = {
    "unit": {"sambung": True},
    "sasaran": {"sambung": True},
    "indikator": {"judul": True},
    "satuan": {},
    "target": {},
    **SIFAT_TW,
    "akumulasi": {},
}


def build(permintaan: Permintaan) -> NaskahPayload:
    """The payload. Raises Incomplete when there is no period, no approved plan, or no target in it."""
    r = naskah_rencana.mulai(permintaan, JenisDokumen.RENCANA_AKSI, BAWAAN)
    blok: list[Blok] = [_tabel_target(r.k, r.target, r.program)]
    blok.append(_tabel_aksi(r.k, r.target, r.program) if r.berpagu else naskah_rencana.tanpa_pagu(r.k))
    if unit := renja.target_unit(r.rencana):
        blok.append(_tabel_unit(r.k, unit))
    return naskah_rencana.selesai(r.k, JenisDokumen.RENCANA_AKSI, judul(permintaan), blok)


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the action plan from being printed, one sentence each."""
    return naskah_rencana.dasar_of(permintaan, hanya_ada=True).kekurangan


def judul(permintaan: Permintaan) -> str:
    """`Rencana Aksi Pencapaian Kinerja Sekretariat Daerah … Tahun 2024`."""
    nama = identitas.nama_lengkap(permintaan.perangkat_daerah)
    return f"Rencana Aksi Pencapaian Kinerja {nama} Tahun {permintaan.tahun}"


def periode_kunci(permintaan: Permintaan) -> str:
    """One action plan a year."""
    return str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """None: the document is its tables."""
    return []


# --- Tables ------------------------------------------------------------------------------------------------------


def _tabel_target(k: Kerangka, target: Sequence[TargetTahunan], program: Sequence[ProgramNode]) -> BlokTabel:
    """The targets of the sasaran by quarter, with the programmes behind each and their pagu."""
    baris = [_baris_target(t, program) for t in target]
    tabel = naskah.tabel_tata(k, "RA target", "kolom_target", SIFAT_TARGET, baris, kelas="rapat")
    return k.tabel(f"Target Kinerja per Triwulan Tahun {k.permintaan.tahun}", tabel)


def _baris_target(t: TargetTahunan, program: Sequence[ProgramNode]) -> Isi:
    i = t.row.indikator
    didukung = [p for p in program if i.pk in p.iku and p.anggaran.pagu is not None]
    return {
        "no": str(t.row.nomor_sasaran),
        "kunci_sasaran": str(t.row.nomor_sasaran),
        "sasaran": t.row.induk_teks,
        "indikator": i.nama,
        "satuan": naskah.satuan(i),
        "target": naskah.nilai(i, t.target),
        **aksi.triwulan(i, t.rencana),
        "akumulasi": AKUMULASI[i.akumulasi],
        "program": "\n".join(p.program.uraian for p in didukung) or "-",
        "pagu": format_rupiah(laporan.jumlahkan(p.anggaran for p in didukung).pagu),
        "unit": i.unit_kerja.nama,
        "penanggung_jawab": i.penanggung_jawab or "-",
    }


AKUMULASI: dict[str, str] = {
    Indikator.Akumulasi.JUMLAH: "Triwulan dijumlahkan",
    Indikator.Akumulasi.AKHIR: "Nilai terakhir",
    Indikator.Akumulasi.RATA_RATA: "Rata-rata triwulan",
    Indikator.Akumulasi.TAHUNAN: "Sekali setahun",
}
"""How the quarters make the year, in the words of a narrow column."""


def _tabel_aksi(k: Kerangka, target: Sequence[TargetTahunan], program: Sequence[ProgramNode]) -> BlokTabel:
    """The rows of Tabel 2.4 of the annual report, with the total."""
    per_iku = {t.row.indikator.pk: cetak.teks(t.row.indikator, t.target) for t in target}
    baris = aksi.baris_aksi(program, [t.row for t in target], per_iku)
    total = laporan.jumlahkan(p.anggaran for p in program)
    penutup = {"nama": "Jumlah", "jumlah": format_rupiah(total.pagu), "_kelas": "tebal"}
    isi = [*baris, {**dict.fromkeys(SIFAT_AKSI, ""), **penutup}]
    tabel = naskah.tabel_tata(k, "RA aksi", "kolom_aksi", SIFAT_AKSI, isi, kelas="rapat padat", bernomor=True)
    return k.tabel("Aksi, Jadwal, Penanggung Jawab, dan Anggaran", tabel)


def _tabel_unit(k: Kerangka, unit: Sequence[tuple[UnitKerja, list[Target]]]) -> BlokTabel:
    """What the units promise by quarter: the kinerja utama of each Bagian and Subbagian."""
    baris: list[dict[str, str]] = []
    for u, rows in unit:
        sasaran = None
        for n, t in enumerate(rows):
            i = t.indikator
            isi = {
                "indikator": i.nama,
                "satuan": naskah.satuan(i),
                "target": naskah.nilai(i, aksi.besaran(t)),
                **aksi.triwulan(i, t),
                "akumulasi": AKUMULASI[i.akumulasi],
            }
            if n == 0:
                isi["unit"] = u.nama
            if i.sasaran_id != sasaran:
                isi["sasaran"] = i.unsur.uraian
            sasaran = i.sasaran_id
            baris.append(isi)
    tabel = naskah.tabel_tata(k, "RA unit", "kolom_unit", SIFAT_UNIT, baris, kelas="rapat")
    return k.tabel(f"Target Kinerja Unit Kerja per Triwulan Tahun {k.permintaan.tahun}", tabel)
