"""What a unit is responsible for after a day: as long as there is something, the unit does not end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    PositiveSmallIntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

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
from indicators.selectors.masa import UNIT, kunci
from sakip.lib.periods import Triwulan
from sakip.lib.prepared import Prepared, Slot


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
    """Everything it carries in periods that are not closed and last beyond that day. One query.

    An indikator that was replaced within its period is carried no more.
    """
    semua = BEBAN.all(unit=unit.pk, sesudah=sesudah, lewat=_tahun_lewat(sesudah))
    urut = list(LABEL)
    rows = sorted(semua, key=lambda r: (urut.index(r[0]), r[4], r[6], r[1]))
    ada = {f"{r[0]}-{r[1]}" for r in rows if r[0] != "indikator"}
    return [_beban(*r, ada=ada) for r in rows]


def _semua_beban() -> QuerySet[Any]:
    bawahan = UnitKerja.objects.filter(induk=UNIT).filter(Q(berlaku_sampai=None) | Q(berlaku_sampai__gt=SESUDAH))
    bagian = [_kolom("unit", bawahan, "nama", periode=False)]
    for jenis, nama in NAMA.items():
        rows = MODEL[jenis].objects.filter(unit_kerja=UNIT, periode__tahun_akhir__gt=LEWAT)
        rows = rows.exclude(periode__status=PeriodeRenstra.Status.CLOSED)
        if jenis == "indikator":
            penerus = Indikator.objects.filter(predecessor=OuterRef("pk"), periode=OuterRef("periode"))
            rows = rows.exclude(Exists(penerus))
        bagian.append(_kolom(jenis, rows, nama))
    return bagian[0].union(*bagian[1:], all=True)


SESUDAH: Any = Slot("sesudah", DateField())
LEWAT: Any = Slot("lewat", PositiveSmallIntegerField())
BEBAN: Prepared[Any] = Prepared(_semua_beban)
NAMA = {
    "sasaran": "uraian",
    "kebijakan": "uraian",
    "kegiatan": "uraian",
    "sub_kegiatan": "uraian",
    "indikator": "nama",
    "crosscutting": "kontribusi",
}
NOL: Any = Value(0, IntegerField())
KOSONG: Any = Value("", CharField())


def _kolom(jenis: str, rows: Any, nama: str, *, periode: bool = True) -> Any:
    """(kind, key, name, code, years of its period, order, and level and key of what an indikator measures)."""
    berkode = jenis in ("kegiatan", "sub_kegiatan")
    atas = Coalesce(*(f"{jenjang}_id" for jenjang in Indikator.Jenjang.values)) if jenis == "indikator" else None
    return rows.order_by().values_list(
        Value(jenis, CharField()),
        "pk",
        Cast(nama, TextField()),
        F("kode") if berkode else KOSONG,
        F("periode__tahun_awal") if periode else NOL,
        F("periode__tahun_akhir") if periode else NOL,
        NOL if jenis == "crosscutting" else F("urutan"),
        F("jenjang") if atas else KOSONG,
        Cast(atas, BigIntegerField()) if atas else Cast(NOL, BigIntegerField()),
    )


def _beban(
    jenis: str,
    pk: int,
    nama: str,
    kode: str,
    awal: int,
    akhir: int,
    urutan: int,
    jenjang: str,
    atas: int,
    *,
    ada: set[str],
) -> Beban:
    induk = f"{jenjang}-{atas}"
    return Beban(jenis, pk, nama, f"{awal}-{akhir}" if awal else "", kode, induk if induk in ada else "")


def _tahun_lewat(sesudah: date) -> int:
    """The last year that is over on that day."""
    return sesudah.year if (sesudah.month, sesudah.day) == (12, 31) else sesudah.year - 1


def lembar_terbuka(unit: UnitKerja) -> list[Triwulan]:
    """The open quarters in which the unit has values nobody has verified yet. One query."""
    return _urut(TERBUKA.all(unit=unit.pk, pd=unit.perangkat_daerah_id))


def _terbuka() -> QuerySet[Any]:
    jadwal = JadwalPengisian.objects.filter(
        perangkat_daerah=kunci("pd"),
        tahun=OuterRef("tahun"),
        triwulan=OuterRef("triwulan"),
        status=JadwalPengisian.Status.OPEN,
    )
    return _triwulan(Exists(jadwal) & ~Q(status=Status.VERIFIED))


TERBUKA: Prepared[Any] = Prepared(_terbuka)


def menunggu_verifikasi(unit: UnitKerja) -> list[Triwulan]:
    """The quarters in which values of the unit are with the verifier. One query."""
    return _urut(MENUNGGU.all(unit=unit.pk))


def _triwulan(syarat: Any) -> QuerySet[Any]:
    """The quarters of the unit's values, of indikator and of money, that answer the condition."""
    indikator = Realisasi.objects.filter(syarat, indikator__unit_kerja=UNIT)
    uang = RealisasiAnggaran.objects.filter(syarat, sub_kegiatan__unit_kerja=UNIT)
    nilai = indikator.order_by().values_list("tahun", "triwulan")
    return nilai.union(uang.order_by().values_list("tahun", "triwulan"))


MENUNGGU: Prepared[Any] = Prepared(lambda: _triwulan(Q(status=Status.SUBMITTED)))


def _urut(rows: Iterable[tuple[int, int]]) -> list[Triwulan]:
    return [Triwulan(*k) for k in sorted(rows)]


def yang_dibagi(beban: Sequence[Beban]) -> list[Beban]:
    """What a person distributes: an indikator of an element that is distributed goes with it."""
    return [b for b in beban if not b.ikut]
