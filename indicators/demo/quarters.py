"""What happened: the history 2021–2023, the four verified quarters of 2024, the open first quarter of 2025.

Everything goes the way a person's figures go: opened, entered by the unit's operator, checked, submitted, verified
by the planner, closed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from indicators import calculations
from indicators.calculations import ProgramRow
from indicators.demo import rules
from indicators.demo.accounts import Pengguna
from indicators.demo.institution import Lembaga, Nilai
from indicators.demo.plans import target_triwulan
from indicators.demo.programs import Pohon
from indicators.models import Indikator, UnitKerja
from indicators.selectors.isian import lembar_isian
from indicators.selectors.laporan import Anggaran, jumlahkan
from indicators.selectors.rencana import pagu_per_sub_kegiatan, rencana_in_force
from indicators.services import master, verifikasi
from indicators.services import triwulan as periode
from indicators.services.realisasi import RealisasiEntry, realisasi_save_many
from indicators.services.realisasi_anggaran import AnggaranEntry, realisasi_anggaran_save_many
from sakip.lib.fixtures import desimal
from sakip.lib.periods import Triwulan

PENYEBAB_CONTOH = "Sebagian besar pekerjaan dijadwalkan pada paruh kedua tahun anggaran."
SOLUSI_CONTOH = "Mempercepat dokumen pemilihan penyedia dan memantau jadwal pelaksanaan setiap bulan."
SERATUS = Decimal(100)


@dataclass(frozen=True)
class Pelaku:
    """The institution with the people who enter and verify its figures."""

    lembaga: Lembaga
    pengguna: Pengguna

    def buka(self, triwulan: Triwulan) -> None:
        """Open a quarter until the tenth of the month after it."""
        periode.triwulan_open(
            perangkat_daerah=self.lembaga.perangkat_daerah,
            triwulan=triwulan,
            batas=batas(triwulan),
            by=self.pengguna.perencana,
        )

    def ajukan_dan_verifikasi(self, unit: UnitKerja, triwulan: Triwulan) -> None:
        """Submit the unit's sheet (refused when the checks find something missing) and verify it."""
        kurang = [temuan.pesan for temuan in lembar_isian(unit, triwulan).kekurangan]
        operator, perencana = self.pengguna.operator[unit.kode], self.pengguna.perencana
        verifikasi.realisasi_transition(action="submit", unit=unit, triwulan=triwulan, by=operator, kekurangan=kurang)
        verifikasi.realisasi_transition(action="verify", unit=unit, triwulan=triwulan, by=perencana)

    def tutup(self, triwulan: Triwulan) -> None:
        """Close a quarter whose sheets are all verified."""
        periode.triwulan_close(
            perangkat_daerah=self.lembaga.perangkat_daerah, triwulan=triwulan, by=self.pengguna.perencana
        )


def batas(triwulan: Triwulan) -> date:
    """The deadline of a quarter: the tenth day after its last month."""
    berikut = triwulan.berikutnya()
    return berikut.mulai.replace(day=10)


# --- 2021 to 2023 --------------------------------------------------------------------------------------------


def riwayat(pelaku: Pelaku, data: dict[str, dict[str, Nilai]]) -> None:
    """The printed year-end values of the IKU in the years before; the other quarters stay empty."""
    for tahun, nilai in data.items():
        for nomor in (1, 2, 3, 4):
            triwulan = Triwulan(int(tahun), nomor)
            pelaku.buka(triwulan)
            if nomor == 4:
                _isi_iku(pelaku, triwulan, nilai)
            pelaku.tutup(triwulan)


def _isi_iku(pelaku: Pelaku, triwulan: Triwulan, nilai: dict[str, Nilai]) -> None:
    per_unit: dict[str, list[RealisasiEntry]] = {}
    for kode, isi in nilai.items():
        indikator = pelaku.lembaga.indikator[kode]
        per_unit.setdefault(indikator.unit_kerja.kode, []).append(_entry(pelaku.lembaga, indikator, isi))
    for kode_unit, entries in per_unit.items():
        realisasi_save_many(triwulan=triwulan, entries=entries, by=pelaku.pengguna.operator[kode_unit])
        pelaku.ajukan_dan_verifikasi(pelaku.lembaga.unit[kode_unit], triwulan)


def _entry(lembaga: Lembaga, indikator: Indikator, isi: dict[str, Any]) -> RealisasiEntry:
    """A printed value with its components, cause and solution."""
    rincian = [(uraian, desimal(nilai)) for uraian, nilai in isi["rincian"]] if "rincian" in isi else None
    return RealisasiEntry(
        indikator,
        nilai=desimal(isi.get("nilai")),
        tingkat=lembaga.tingkat(indikator, isi),
        penyebab=isi.get("penyebab", ""),
        solusi=isi.get("solusi", ""),
        rincian=rincian,
    )


# --- 2024 ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kemajuan:
    """Money and progress of every sub kegiatan (by number) at the end of the four quarters of 2024."""

    keuangan: dict[int, list[int]]
    fisik: dict[int, list[Decimal]]


def kemajuan_2024(pohon: Pohon, kinerja: dict[str, Any], belanja: rules.Belanja) -> Kemajuan:
    """Divide the printed realisation of each programme among its sub kegiatan and over the quarters."""
    keuangan: dict[int, list[int]] = {}
    fisik: dict[int, list[Decimal]] = {}
    for nomor, subs in pohon.sub_of_program.items():
        pagu = {s: pohon.pagu_perubahan[s] for s in subs}
        terserap = rules.realisasi_per_sub(pagu, kinerja["realisasi_program"][str(nomor)])
        for s in subs:
            jenis = rules.jenis_utama(belanja[s])
            keuangan[s] = rules.keuangan_kumulatif(terserap[s], jenis)
            fisik[s] = rules.fisik_kumulatif(jenis)
    return Kemajuan(keuangan, fisik)


def tahun_2024(pelaku: Pelaku, pohon: Pohon, kinerja: dict[str, Any], belanja: rules.Belanja) -> None:
    """Enter, submit, verify and close the four quarters."""
    kemajuan = kemajuan_2024(pohon, kinerja, belanja)
    for nomor in (1, 2, 3, 4):
        triwulan = Triwulan(2024, nomor)
        pelaku.buka(triwulan)
        _isi_triwulan(pelaku, pohon, kinerja, kemajuan, triwulan)
        pelaku.tutup(triwulan)


def _isi_triwulan(
    pelaku: Pelaku, pohon: Pohon, kinerja: dict[str, Any], kemajuan: Kemajuan, triwulan: Triwulan
) -> None:
    lembaga = pelaku.lembaga
    pagu = pagu_per_sub_kegiatan(rencana_in_force(lembaga.perangkat_daerah, triwulan))
    q = triwulan.nomor - 1
    anggaran = {
        n: Anggaran(pagu[sub.pk], kemajuan.keuangan[n][q], kemajuan.fisik[n][q]) for n, sub in pohon.sub.items()
    }
    nilai = _nilai_indikator(lembaga, pohon, kinerja, anggaran, triwulan)
    for kode_unit, operator in pelaku.pengguna.operator.items():
        entries = [e for e in nilai if e.indikator.unit_kerja.kode == kode_unit]
        realisasi_save_many(triwulan=triwulan, entries=entries, by=operator)
        uang = [
            AnggaranEntry(sub, anggaran[n].keuangan, anggaran[n].fisik, contoh=True)
            for n, sub in pohon.sub.items()
            if sub.unit_kerja.kode == kode_unit
        ]
        realisasi_anggaran_save_many(triwulan=triwulan, entries=uang, by=operator, pagu=pagu)
        pelaku.ajukan_dan_verifikasi(lembaga.unit[kode_unit], triwulan)


def _nilai_indikator(
    lembaga: Lembaga,
    pohon: Pohon,
    kinerja: dict[str, Any],
    anggaran: dict[int, Anggaran],
    triwulan: Triwulan,
) -> list[RealisasiEntry]:
    """What every indikator says in one quarter: printed in the fourth, by rule before it."""
    akhir_tahun = kinerja["triwulan_4"] if triwulan.nomor == 4 else {}
    hasil = []
    for kode, indikator in lembaga.indikator.items():
        if indikator.iku and indikator.rumus == Indikator.Rumus.PROGRAM:
            nilai = _nilai_program(pohon, indikator, anggaran)
            hasil.append(_kemajuan_entry(indikator, nilai, akhir_tahun.get(kode), triwulan))
        elif kode in akhir_tahun:
            hasil.append(_entry(lembaga, indikator, akhir_tahun[kode]))
        elif indikator.jenjang == Indikator.Jenjang.KEGIATAN:
            bagian = [anggaran[s] for s in pohon.sub_of_kegiatan[indikator.urutan]]
            hasil.append(_kemajuan_entry(indikator, jumlahkan(bagian).fisik, None, triwulan))
        elif indikator.jenjang == Indikator.Jenjang.SUB_KEGIATAN:
            hasil.append(_keluaran_entry(indikator, pohon.target_2024[indikator.urutan], triwulan))
    return hasil


def _nilai_program(pohon: Pohon, indikator: Indikator, anggaran: dict[int, Anggaran]) -> Decimal | None:
    """The weighted performance of the programmes that support the indikator."""
    rows = []
    for nomor, program in pohon.program.items():
        if program.sasaran_id == indikator.sasaran_id:
            jumlah = jumlahkan(anggaran[s] for s in pohon.sub_of_program[nomor])
            rows.append(ProgramRow(jumlah.pagu or 0, jumlah.keuangan, jumlah.fisik))
    return calculations.program_tertimbang(rows).gabungan


def _kemajuan_entry(
    indikator: Indikator, nilai: Decimal | None, isi: Nilai | None, triwulan: Triwulan
) -> RealisasiEntry:
    """A percentage that grows over the year; below its target it says why and what was done."""
    target = target_triwulan(indikator, SERATUS)[triwulan.nomor - 1]
    kurang = isi is None and nilai is not None and target is not None and nilai < target
    return RealisasiEntry(
        indikator,
        nilai=nilai,
        penyebab=isi["penyebab"] if isi else PENYEBAB_CONTOH if kurang else "",
        solusi=isi["solusi"] if isi else SOLUSI_CONTOH if kurang else "",
        contoh=isi is None,
    )


def _keluaran_entry(indikator: Indikator, target: Decimal | None, triwulan: Triwulan) -> RealisasiEntry:
    """The output of a sub kegiatan: what was planned for the quarter was delivered."""
    nilai = target_triwulan(indikator, target)[triwulan.nomor - 1]
    return RealisasiEntry(indikator, nilai=nilai, contoh=True)


# --- 2025 ----------------------------------------------------------------------------------------------------


def tahun_2025(pelaku: Pelaku) -> None:
    """Open the first quarter, plan the others, enter nothing: here a newcomer begins."""
    pelaku.buka(Triwulan(2025, 1))
    kalender = {Triwulan(2025, n): batas(Triwulan(2025, n)) for n in (2, 3, 4)}
    master.jadwal_plan(perangkat_daerah=pelaku.lembaga.perangkat_daerah, batas=kalender, by=pelaku.pengguna.perencana)
