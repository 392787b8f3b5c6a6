"""The annual performance plan (Rencana Kinerja Tahunan): what the year promises, beside what the Renstra had for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.models import Indikator
from indicators.selectors import laporan
from indicators.selectors.laporan import IndikatorTarget, ProgramNode
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.renja import TargetTahunan
from reports.builders import identitas, naskah, naskah_rencana
from reports.builders.lkjip_tabel import Isi, Kol, tabel_gabung
from reports.builders.naskah import Kerangka
from reports.builders.permintaan import BagianNarasi, Permintaan
from reports.models import JenisDokumen
from reports.payloads_lkjip import Blok, BlokTabel, NaskahPayload
from sakip.lib.numbers import format_rupiah

TEMPLATE = naskah.TEMPLATE
SCHEMA = naskah.SCHEMA_NASKAH
NOMOR_WAJIB = False

# What an institution may decide otherwise in its TataDokumen, besides naskah.BAWAAN.
BAWAAN: dict[str, Any] = {
    **naskah.BAWAAN,
    "judul": ["RENCANA KINERJA TAHUNAN{PERUBAHAN}", "{PD}", "TAHUN {tahun}"],
    "kolom_sasaran": [
        {"sumber": "no", "label": "No", "lebar": 5, "rata": "tengah"},
        {"sumber": "sasaran", "label": "Sasaran Strategis", "lebar": 27},
        {"sumber": "indikator", "label": "Indikator Kinerja", "lebar": 32},
        {"sumber": "satuan", "label": "Satuan", "lebar": 12, "rata": "tengah"},
        {"sumber": "target", "label": "Target {tahun}", "lebar": 12, "rata": "tengah"},
        {"sumber": "target_renstra", "label": "Target Renstra {tahun}", "lebar": 12, "rata": "tengah"},
    ],
    "kolom_program": [
        {"sumber": "kode", "label": "Kode", "lebar": 16},
        {"sumber": "uraian", "label": "Program/Kegiatan/Sub Kegiatan", "lebar": 29},
        {"sumber": "indikator", "label": "Indikator", "lebar": 28.5},
        {"sumber": "target", "label": "Target", "lebar": 10, "rata": "tengah"},
        {"sumber": "pagu", "label": "Pagu", "lebar": 16.5, "rata": "kanan"},
    ],
}

SIFAT_SASARAN: dict[str, dict[str, Any]] = {
    "no": {"kunci": "kunci_sasaran"},
    "tujuan": {"kunci": "tujuan"},
    "sasaran": {"kunci": "kunci_sasaran"},
    "no_indikator": {},
    "indikator": {"judul": True},
    "satuan": {},
    "target": {},
    "target_renstra": {},
    "unit": {},
    "penanggung_jawab": {},
}
SIFAT_PROGRAM: dict[str, dict[str, Any]] = {
    "kode": {},
    "uraian": {"judul": True},
    "indikator": {},
    "satuan": {},
    "target": {},
    "target_renstra": {},
    "unit": {},
    "pagu": {},
}


Ukuran = tuple[Indikator, Besaran, Besaran]
"""An indikator with its target of the year and that of the Renstra."""


def build(permintaan: Permintaan) -> NaskahPayload:
    """The payload. Raises Incomplete when there is no period, no approved plan, or no target in it."""
    r = naskah_rencana.mulai(permintaan, JenisDokumen.RKT, BAWAAN)
    blok: list[Blok] = [_tabel_sasaran(r.k, r.target)]
    blok.append(_tabel_program(r.k, r.target, r.program) if r.berpagu else naskah_rencana.tanpa_pagu(r.k))
    beda = list(perbedaan(permintaan.tahun, r.target, r.program))
    if beda:
        blok.append(_tabel_beda(r.k, beda))
    return naskah_rencana.selesai(r.k, JenisDokumen.RKT, judul(permintaan), blok)


def periksa(permintaan: Permintaan) -> list[str]:
    """What keeps the plan from being printed, one sentence each."""
    return naskah_rencana.dasar_of(permintaan, hanya_ada=True).kekurangan


def judul(permintaan: Permintaan) -> str:
    """`Rencana Kinerja Tahunan Sekretariat Daerah … Tahun 2024`."""
    return f"Rencana Kinerja Tahunan {identitas.nama_lengkap(permintaan.perangkat_daerah)} Tahun {permintaan.tahun}"


def periode_kunci(permintaan: Permintaan) -> str:
    """One plan a year: that of the perubahan takes the place of the first."""
    return str(permintaan.tahun)


def narasi(permintaan: Permintaan) -> list[BagianNarasi]:
    """None: the document is its tables."""
    return []


# --- Tables ------------------------------------------------------------------------------------------------------


def _tabel_sasaran(k: Kerangka, target: Sequence[TargetTahunan]) -> BlokTabel:
    baris = [_baris_sasaran(t) for t in target]
    tabel = naskah.tabel_tata(k, "RKT sasaran", "kolom_sasaran", SIFAT_SASARAN, baris)
    sama = not any(_beda(t.row.indikator, t.target, t.renstra) for t in target)
    catatan = f"Semua target tersebut sama dengan target Renstra tahun {k.permintaan.tahun}." if sama else ""
    return k.tabel(f"Sasaran, Indikator, dan Target Kinerja Tahun {k.permintaan.tahun}", tabel, catatan=catatan)


def _baris_sasaran(t: TargetTahunan) -> Isi:
    i = t.row.indikator
    return {
        "no": str(t.row.nomor_sasaran),
        "kunci_sasaran": str(t.row.nomor_sasaran),
        "tujuan": t.row.tujuan.uraian if t.row.tujuan else "-",
        "sasaran": t.row.induk_teks,
        "no_indikator": str(t.row.nomor),
        "indikator": i.nama,
        "satuan": naskah.satuan(i),
        "target": naskah.nilai(i, t.target),
        "target_renstra": naskah.nilai(i, t.renstra),
        "unit": i.unit_kerja.nama,
        "penanggung_jawab": i.penanggung_jawab or "-",
    }


def _tabel_program(k: Kerangka, target: Sequence[TargetTahunan], program: Sequence[ProgramNode]) -> BlokTabel:
    tahun = k.permintaan.tahun
    baris = [*_baris_program(program, target, tahun)]
    total = laporan.jumlahkan(p.anggaran for p in program)
    baris.append({"uraian": "Jumlah", "pagu": format_rupiah(total.pagu), "_kelas": "tebal"})
    tabel = naskah.tabel_tata(k, "RKT program", "kolom_program", SIFAT_PROGRAM, baris, kelas="rapat")
    return k.tabel(f"Program, Kegiatan, Sub Kegiatan, dan Pagu Tahun {tahun}", tabel)


def _baris_program(program: Sequence[ProgramNode], target: Sequence[TargetTahunan], tahun: int) -> Iterator[Isi]:
    """One row for each programme, kegiatan and sub kegiatan that has pagu in the plan.

    A programme without an indicator of its own shows the IKU it supports.
    """
    for p in program:
        if p.anggaran.pagu is None:
            continue
        ukuran = _ukuran(p.indikator, tahun) or [
            (t.row.indikator, t.target, t.renstra) for t in target if t.row.indikator.pk in p.iku
        ]
        yield {**_baris(p.program.kode, p.program.uraian, ukuran, p.anggaran.pagu), "_kelas": "tingkat-program"}
        for kg in p.kegiatan:
            if kg.anggaran.pagu is None:
                continue
            unit = kg.kegiatan.unit_kerja.nama if kg.kegiatan.unit_kerja else "-"
            isi = _baris(kg.kegiatan.kode, kg.kegiatan.uraian, _ukuran(kg.indikator, tahun), kg.anggaran.pagu)
            yield {**isi, "unit": unit, "_kelas": "tingkat-kegiatan"}
            for s in kg.sub_kegiatan:
                if s.anggaran.pagu is not None:
                    sub = s.sub_kegiatan
                    isi = _baris(sub.kode, sub.uraian, _ukuran(s.indikator, tahun), s.anggaran.pagu)
                    yield {**isi, "unit": sub.unit_kerja.nama}


def _ukuran(indikator: Sequence[IndikatorTarget], tahun: int) -> list[Ukuran]:
    return [(i.indikator, _target(i), i.per_tahun.get(tahun, TANPA_NILAI)) for i in indikator]


def _baris(kode: str, uraian: str, ukuran: Sequence[Ukuran], pagu: int) -> dict[str, str]:
    return {
        "kode": kode or "-",
        "uraian": uraian,
        "indikator": "\n".join(i.nama for i, _, _ in ukuran) or "-",
        "satuan": "\n".join(naskah.satuan(i) for i, _, _ in ukuran) or "-",
        "target": "\n".join(naskah.nilai(i, target) for i, target, _ in ukuran) or "-",
        "target_renstra": "\n".join(naskah.nilai(i, renstra) for i, _, renstra in ukuran) or "-",
        "unit": "-",
        "pagu": format_rupiah(pagu),
    }


def _target(i: IndikatorTarget) -> Besaran:
    return Besaran(i.target.nilai, i.target.tingkat) if i.target else TANPA_NILAI


# --- Where the year differs from the Renstra -----------------------------------------------------------------------


@dataclass(frozen=True)
class Perbedaan:
    """One indikator whose target of the year is not that of the Renstra: both are shown, none replaces the other."""

    jenjang: str
    nama: str
    target: str
    renstra: str


def perbedaan(tahun: int, target: Sequence[TargetTahunan], program: Sequence[ProgramNode]) -> Iterator[Perbedaan]:
    """The differences of every level, in the order of the document. A level without Renstra target has none."""
    for t in target:
        if _beda(t.row.indikator, t.target, t.renstra):
            yield _perbedaan(t.row.indikator, t.target, t.renstra)
    for i in _keluaran(program):
        renstra = i.per_tahun.get(tahun, TANPA_NILAI)
        if i.target is not None and not renstra.kosong and _beda(i.indikator, _target(i), renstra):
            yield _perbedaan(i.indikator, _target(i), renstra)


def _keluaran(program: Sequence[ProgramNode]) -> Iterator[IndikatorTarget]:
    for p in program:
        yield from p.indikator
        for kg in p.kegiatan:
            yield from kg.indikator
            for s in kg.sub_kegiatan:
                yield from s.indikator


def _beda(indikator: Indikator, target: Besaran, renstra: Besaran) -> bool:
    """Whether the two are not the same value, or one of them is missing."""
    return (target.nilai, target.tingkat) != (renstra.nilai, renstra.tingkat)


def _perbedaan(indikator: Indikator, target: Besaran, renstra: Besaran) -> Perbedaan:
    return Perbedaan(
        indikator.get_jenjang_display(),
        indikator.nama,
        naskah.nilai(indikator, target),
        naskah.nilai(indikator, renstra),
    )


def _tabel_beda(k: Kerangka, beda: Sequence[Perbedaan]) -> BlokTabel:
    tahun = k.permintaan.tahun
    baris = [
        {"no": str(n), "jenjang": b.jenjang, "indikator": b.nama, "renstra": b.renstra, "target": b.target}
        for n, b in enumerate(beda, 1)
    ]
    kolom = [
        Kol("no", "No", 5, "tengah"),
        Kol("jenjang", "Jenjang", 14),
        Kol("indikator", "Indikator", 51, judul=True),
        Kol("renstra", f"Target Renstra {tahun}", 15, "tengah"),
        Kol("target", f"Target RKT {tahun}", 15, "tengah"),
    ]
    tabel = tabel_gabung("RKT perbedaan", kolom, baris, kelas="rapat")
    return k.tabel(f"Target yang Berbeda dengan Renstra Tahun {tahun}", tabel)
