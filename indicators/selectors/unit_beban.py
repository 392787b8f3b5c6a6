"""What a unit is responsible for after a day: as long as there is something, the unit does not end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from indicators.models import (
    Crosscutting,
    Indikator,
    JadwalPengisian,
    Kebijakan,
    Kegiatan,
    PeriodeRenstra,
    Realisasi,
    RealisasiAnggaran,
    Sasaran,
    Status,
    SubKegiatan,
    UnitKerja,
)
from indicators.selectors.unsur import kunci_periode
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class Beban:
    """One row a unit carries. `kunci` is `indikator-12`; `ikut` the key of the element whose unit it shares anyway."""

    jenis: str
    pk: int
    nama: str
    periode: str = ""
    kode: str = ""
    ikut: str = ""

    @property
    def kunci(self) -> str:
        """How a form and an anchor name it."""
        return f"{self.jenis}-{self.pk}"

    @property
    def label(self) -> str:
        """Its kind in words."""
        return LABEL[self.jenis]


LABEL = {
    "unit": "Unit di bawahnya",
    "sasaran": "Sasaran",
    "kebijakan": "Kebijakan",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
    "indikator": "Indikator",
    "crosscutting": "Crosscutting",
}
MODEL: dict[str, Any] = {
    "unit": UnitKerja,
    "sasaran": Sasaran,
    "kebijakan": Kebijakan,
    "kegiatan": Kegiatan,
    "sub_kegiatan": SubKegiatan,
    "indikator": Indikator,
    "crosscutting": Crosscutting,
}


def beban_unit(unit: UnitKerja, sesudah: date) -> list[Beban]:
    """Everything it carries in periods that are not closed and last beyond that day. Seven queries.

    An indikator that was replaced within its period is carried no more.
    """
    bawahan = UnitKerja.objects.filter(induk=unit).filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gt=sesudah))
    hasil = [Beban("unit", u.pk, u.nama) for u in bawahan.order_by("urutan", "nama")]
    for jenis in ("sasaran", "kebijakan", "kegiatan", "sub_kegiatan", "indikator", "crosscutting"):
        rows = MODEL[jenis].objects.filter(unit_kerja=unit).exclude(periode__status=PeriodeRenstra.Status.CLOSED)
        rows = rows.filter(periode__tahun_akhir__gt=_tahun_lewat(sesudah)).select_related("periode")
        if jenis == "indikator":
            rows = rows.exclude(
                Exists(Indikator.objects.filter(predecessor=OuterRef("pk"), periode=OuterRef("periode")))
            )
        ada = {b.kunci for b in hasil}
        hasil += [_beban(jenis, r, ada) for r in rows.order_by("periode__tahun_awal", "pk")]
    return hasil


def _tahun_lewat(sesudah: date) -> int:
    """The last year that is over on that day."""
    return sesudah.year if (sesudah.month, sesudah.day) == (12, 31) else sesudah.year - 1


def _beban(jenis: str, row: Any, ada: set[str]) -> Beban:
    nama = getattr(row, "nama", "") or getattr(row, "uraian", "") or getattr(row, "kontribusi", "")
    kode = getattr(row, "kode", "") if jenis != "indikator" else ""
    atas = f"{row.jenjang}-{getattr(row, f'{row.jenjang}_id')}" if jenis == "indikator" else ""
    return Beban(jenis, row.pk, nama, kunci_periode(row.periode), kode, atas if atas in ada else "")


def lembar_terbuka(unit: UnitKerja) -> list[Triwulan]:
    """The open quarters in which the unit has values nobody has verified yet. Two queries."""
    hasil = set()
    for model, kolom in ((Realisasi, "indikator"), (RealisasiAnggaran, "sub_kegiatan")):
        jadwal = JadwalPengisian.objects.filter(
            perangkat_daerah=unit.perangkat_daerah_id,
            tahun=OuterRef("tahun"),
            triwulan=OuterRef("triwulan"),
            status=JadwalPengisian.Status.OPEN,
        )
        rows: Any = model._default_manager.filter(Exists(jadwal), **{f"{kolom}__unit_kerja": unit})
        hasil |= set(rows.exclude(status=Status.VERIFIED).order_by().values_list("tahun", "triwulan").distinct())
    return [Triwulan(*kunci) for kunci in sorted(hasil)]


def menunggu_verifikasi(unit: UnitKerja) -> list[Triwulan]:
    """The quarters in which values of the unit are with the verifier. Two queries."""
    hasil = set()
    for model, kolom in ((Realisasi, "indikator"), (RealisasiAnggaran, "sub_kegiatan")):
        rows: Any = model._default_manager.filter(**{f"{kolom}__unit_kerja": unit}, status=Status.SUBMITTED)
        hasil |= set(rows.order_by().values_list("tahun", "triwulan").distinct())
    return [Triwulan(*kunci) for kunci in sorted(hasil)]


def yang_dibagi(beban: Sequence[Beban]) -> list[Beban]:
    """What a person distributes: an indikator of an element that is distributed goes with it."""
    return [b for b in beban if not b.ikut]
