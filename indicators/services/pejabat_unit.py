"""Who holds an office of a unit, and when. Documents copy officials by value: what is finished keeps its own."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.exceptions import InvalidValue, StaleData
from indicators.models import Pejabat, UnitKerja, User
from indicators.services import audit
from indicators.services.unit_kerja import require_unit
from indicators.services.versi import versi
from sakip.lib.numbers import format_tanggal


@dataclass(frozen=True)
class IsianPejabat:
    """What a person writes of one official of a unit."""

    nama: str
    jabatan: str
    jenis: str
    kedudukan: str = ""
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    mulai: date | None = None
    selesai: date | None = None


@transaction.atomic
def pejabat_create(*, unit: UnitKerja, isian: IsianPejabat, by: User) -> Pejabat:
    """Record who holds an office of the unit. Raises NotAllowed and InvalidValue."""
    require_unit(by, unit.perangkat_daerah)
    pejabat = Pejabat(
        pemerintah_daerah=unit.perangkat_daerah.pemerintah_daerah,
        perangkat_daerah=unit.perangkat_daerah,
        unit_kerja=unit,
    )
    _isi(pejabat, isian)
    pejabat.save()
    _catat(by, pejabat, "pejabat.created", {}, {k: v for k, v in asdict(isian).items() if v})
    return pejabat


@transaction.atomic
def pejabat_change(*, pejabat: Pejabat, isian: IsianPejabat, versi_dilihat: str, by: User) -> Pejabat:
    """Correct an official, or end the time of office. Raises NotAllowed, InvalidValue and StaleData."""
    kini = (
        Pejabat.objects.select_for_update(of=("self",))
        .select_related("unit_kerja__perangkat_daerah__pemerintah_daerah")
        .filter(pk=pejabat.pk)
        .first()
    )
    if kini is None or kini.unit_kerja is None:
        raise StaleData("Pejabat ini sudah dihapus orang lain. Muat ulang halaman.")
    require_unit(by, kini.unit_kerja.perangkat_daerah)
    sebelum = {k: getattr(kini, k) for k in asdict(isian)}
    _isi(kini, isian)
    lama, baru = audit.changes(sebelum, {k: getattr(kini, k) for k in sebelum})
    if not baru:
        return kini
    if versi(Pejabat.objects.get(pk=kini.pk)) != versi_dilihat:
        raise StaleData("Data pejabat ini baru saja diubah orang lain. Lihat isinya yang baru, lalu ulangi.")
    kini.save()
    _catat(by, kini, "pejabat.changed", lama, baru)
    return kini


def _isi(pejabat: Pejabat, isian: IsianPejabat) -> None:
    for kolom, nilai in asdict(isian).items():
        setattr(pejabat, kolom, " ".join(nilai.split()) if isinstance(nilai, str) else nilai)
    if not pejabat.nama or not pejabat.jabatan:
        raise InvalidValue("Isi nama dan jabatan pejabatnya.")
    if pejabat.mulai and pejabat.selesai and pejabat.selesai < pejabat.mulai:
        raise InvalidValue("Akhir masa jabatan tidak boleh sebelum awalnya.")
    try:
        pejabat.clean_fields(exclude=["pemerintah_daerah", "perangkat_daerah", "unit_kerja"])
    except ValidationError as error:
        raise InvalidValue(" ".join(error.messages)) from error
    _require_satu(pejabat)


def _require_satu(pejabat: Pejabat) -> None:
    """One definitive official an office at a time."""
    if pejabat.kedudukan != Pejabat.Kedudukan.DEFINITIF or pejabat.jenis == Pejabat.Jenis.LAINNYA:
        return
    lain = Pejabat.objects.filter(unit_kerja=pejabat.unit_kerja, jenis=pejabat.jenis, kedudukan="")
    for orang in lain.exclude(pk=pejabat.pk):
        if _bersamaan(orang, pejabat):
            sejak = f" sejak {format_tanggal(orang.mulai)}" if orang.mulai else ""
            raise InvalidValue(
                f"{orang.nama_lengkap} menjabat {orang.jabatan}{sejak}. Isi dulu tanggal akhir masa jabatannya."
            )


def _bersamaan(a: Pejabat, b: Pejabat) -> bool:
    awal, akhir = date.min, date.max
    return (a.mulai or awal) <= (b.selesai or akhir) and (b.mulai or awal) <= (a.selesai or akhir)


def _catat(by: User, pejabat: Pejabat, aksi: str, sebelum: dict[str, Any], sesudah: dict[str, Any]) -> None:
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=pejabat,
            nama=str(pejabat),
            perangkat_daerah=pejabat.perangkat_daerah,
            sebelum=sebelum,
            sesudah=audit.as_text(sesudah),
        ),
    )
