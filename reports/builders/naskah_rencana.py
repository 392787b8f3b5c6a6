"""What the Rencana Kinerja Tahunan and the Rencana Aksi share: both print the plan of a year, as it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.exceptions import Incomplete
from indicators.models import PeriodeRenstra, RencanaTahunan
from indicators.selectors import dokumen, laporan, renja
from indicators.selectors.laporan import ProgramNode
from indicators.selectors.renja import TargetTahunan
from reports.builders import naskah
from reports.builders.lkjip_blok import Penulis
from reports.builders.naskah import Kerangka
from reports.builders.permintaan import Permintaan
from reports.builders.tata import tata_of
from reports.models import JenisDokumen
from reports.payloads_lkjip import Blok, BlokKekurangan, NaskahPayload


@dataclass(frozen=True)
class Dasar:
    """What must exist; `kekurangan` names what does not."""

    periode: PeriodeRenstra | None
    rencana: RencanaTahunan | None
    target: list[TargetTahunan]
    kekurangan: list[str]


@dataclass(frozen=True)
class RencanaSetahun:
    """A plan about to be printed: its targets, and the programmes behind them with their pagu."""

    k: Kerangka
    rencana: RencanaTahunan
    target: list[TargetTahunan]
    program: list[ProgramNode]

    @property
    def berpagu(self) -> bool:
        """Whether any programme has money."""
        return any(p.anggaran.pagu is not None for p in self.program)


def dasar_of(permintaan: Permintaan, *, hanya_ada: bool = False) -> Dasar:
    """Period, plan and targets. Five queries. `hanya_ada`: only whether there are targets, four queries."""
    pd, kurang = permintaan.perangkat_daerah, []
    periode = dokumen.periode_of(pd, permintaan.tahun)
    if periode is None:
        kurang.append(
            f"Periode Renstra yang mencakup tahun {permintaan.tahun} belum ada. Buat periodenya pada menu Perencanaan."
        )
    rencana = naskah.rencana_of(permintaan)
    target = renja.target_tahunan(rencana) if rencana and not hanya_ada else []
    if rencana is None:
        kurang.append(naskah.tanpa_rencana(permintaan))
    elif not (target or (hanya_ada and dokumen.target_sasaran(rencana))):
        kurang.append(
            f"Rencana tahun {permintaan.tahun} belum memuat target indikator sasaran {pd.nama}. Isi targetnya pada menu"
            " Perencanaan."
        )
    return Dasar(periode, rencana, target, kurang)


def mulai(permintaan: Permintaan, jenis: JenisDokumen, bawaan: Mapping[str, Any]) -> RencanaSetahun:
    """The plan in the layout of the institution. Raises Incomplete without a period, an approved plan or a target."""
    pd, dasar = permintaan.perangkat_daerah, dasar_of(permintaan)
    if dasar.kekurangan or dasar.rencana is None or dasar.periode is None:
        raise Incomplete(f"{jenis.label} {pd.nama} tahun {permintaan.tahun} belum dapat disusun.", dasar.kekurangan)
    k = Kerangka(permintaan, tata_of(pd, jenis, bawaan), dasar.rencana, Penulis(jenis.value))
    program = laporan.pohon_program(pd, dasar.periode, dasar.rencana)
    return RencanaSetahun(k, dasar.rencana, dasar.target, program)


def tanpa_pagu(k: Kerangka) -> BlokKekurangan:
    """What is said where the plan has no money."""
    return k.penulis.kurang(
        f"Pagu program, kegiatan, dan sub kegiatan tahun {k.permintaan.tahun} belum tercatat. Isi pagunya pada rencana"
        " tahun itu di menu Perencanaan."
    )


def selesai(k: Kerangka, jenis: JenisDokumen, judul: str, blok: list[Blok]) -> NaskahPayload:
    """The payload: one part, dated on the first day of the year unless a date is given."""
    return naskah.payload(
        k,
        judul=judul,
        subjek=str(jenis.label),
        bagian=[naskah.bagian(k, jenis.value, "", blok)],
        pada=k.permintaan.tanggal or date(k.permintaan.tahun, 1, 1),
        tahun_ttd=k.permintaan.tahun,
    )
