"""What the annual report carries beside its figures: recording its team, and the Inspektorat's statement of review."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from indicators import permissions
from indicators.exceptions import InvalidValue, StaleData
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.audit import Event
from reports.models import AnggotaTim, PernyataanReviu, TimPenyusun

TIM_BERUBAH = (
    "Susunan tim sudah diubah orang lain sejak Anda membukanya. Muat ulang halaman, lalu ulangi perubahan Anda."
)
REVIU_BERUBAH = "Pernyataan ini sudah diubah orang lain sejak Anda membukanya. Muat ulang halaman, lalu ulangi."


@dataclass(frozen=True)
class Kursi:
    """One seat of the team: its rank (AnggotaTim.Kedudukan) and the office that holds it."""

    kedudukan: str
    jabatan: str


@dataclass(frozen=True)
class IsiTim:
    """The team as it is to be: number and date of its decree (may be unknown yet), its seats in order."""

    nomor: str
    tanggal: date | None
    anggota: tuple[Kursi, ...]


@dataclass(frozen=True)
class IsiReviu:
    """The statement as the Inspektorat made it: what is printed, and who signed."""

    nomor: str
    tanggal: date
    tempat: str
    nama: str
    jabatan: str
    pangkat: str = ""
    nip: str = ""
    catatan: str = ""


def tim_save(*, perangkat_daerah: PerangkatDaerah, tahun: int, isi: IsiTim, sidik: str, by: User | None) -> TimPenyusun:
    """Store the team that writes the report on `tahun`, in place of what was recorded. `sidik`: `tim_sidik` as shown.

    Raises NotAllowed, InvalidValue (no seat, a seat twice, a decree of another time), StaleData.
    """
    if by is not None:
        permissions.require(by, Ability.EDIT_TIM, perangkat_daerah)
    _periksa_tim(isi, tahun)
    with transaction.atomic():
        # The agency's row is the lock: two who save the first team at once come one after the other.
        PerangkatDaerah.objects.select_for_update().get(pk=perangkat_daerah.pk)
        row = TimPenyusun.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).first()
        if tim_sidik(row) != sidik:
            raise StaleData(TIM_BERUBAH, row)
        sebelum = _tim_tercatat(row)
        tim = row or TimPenyusun(perangkat_daerah=perangkat_daerah, tahun=tahun)
        tim.nomor, tim.tanggal = isi.nomor, isi.tanggal
        tim.save()
        tim.anggota.all().delete()
        AnggotaTim.objects.bulk_create(
            AnggotaTim(tim=tim, kedudukan=k.kedudukan, jabatan=k.jabatan, urutan=n)
            for n, k in enumerate(isi.anggota, 1)
        )
        sesudah = _tim_tercatat(tim)
        if sesudah != sebelum:
            nama = f"Tim penyusun LKjIP {tahun}"
            audit.record(
                by,
                Event(
                    "tim_penyusun.saved", tim, nama, perangkat_daerah=perangkat_daerah, sebelum=sebelum, sesudah=sesudah
                ),
            )
    return tim


def _periksa_tim(isi: IsiTim, tahun: int) -> None:
    if not isi.anggota:
        raise InvalidValue("Isi sedikitnya satu jabatan dalam tim.")
    jabatan = [k.jabatan.casefold() for k in isi.anggota]
    ganda = next((k.jabatan for k in isi.anggota if jabatan.count(k.jabatan.casefold()) > 1), "")
    if ganda:
        raise InvalidValue(f"{ganda} tercantum dua kali dalam tim. Hapus salah satunya.")
    if isi.tanggal and not tahun <= isi.tanggal.year <= tahun + 1:
        raise InvalidValue(
            f"Tanggal keputusan tim untuk laporan tahun {tahun} harus dalam tahun {tahun} atau {tahun + 1}."
        )


def tim_sidik(tim: TimPenyusun | None) -> str:
    """The digest of a recorded team: what a form was shown. Empty when nothing is recorded."""
    return _sidik(_tim_tercatat(tim)) if tim else ""


def _tim_tercatat(tim: TimPenyusun | None) -> dict[str, Any]:
    if tim is None:
        return {}
    anggota = [f"{a.get_kedudukan_display()}: {a.jabatan}" for a in AnggotaTim.objects.filter(tim=tim)]
    return {"nomor": tim.nomor, "tanggal": tim.tanggal, "anggota": anggota}


def reviu_save(
    *, perangkat_daerah: PerangkatDaerah, tahun: int, isi: IsiReviu, sidik: str, by: User | None
) -> PernyataanReviu:
    """Record that the Inspektorat has reviewed the report on `tahun`. `sidik`: `reviu_sidik` as shown.

    Raises NotAllowed, InvalidValue (a review before the year has ended), StaleData.
    """
    if by is not None:
        permissions.require(by, Ability.REVIEW_LKJIP, perangkat_daerah)
    if isi.tanggal <= date(tahun, 12, 31):
        raise InvalidValue(f"Laporan tahun {tahun} baru dapat direviu setelah tahun itu berakhir. Periksa tanggalnya.")
    with transaction.atomic():
        PerangkatDaerah.objects.select_for_update().get(pk=perangkat_daerah.pk)
        row = PernyataanReviu.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).first()
        if reviu_sidik(row) != sidik:
            raise StaleData(REVIU_BERUBAH, row)
        sebelum = _reviu_tercatat(row)
        reviu = row or PernyataanReviu(perangkat_daerah=perangkat_daerah, tahun=tahun)
        for kunci, nilai in asdict(isi).items():
            setattr(reviu, kunci, nilai)
        reviu.oleh = by
        reviu.save()
        sesudah = _reviu_tercatat(reviu)
        if sesudah != sebelum:
            nama = f"Pernyataan reviu LKjIP {tahun}"
            audit.record(
                by,
                Event(
                    "reviu.recorded", reviu, nama, perangkat_daerah=perangkat_daerah, sebelum=sebelum, sesudah=sesudah
                ),
            )
    return reviu


def reviu_sidik(reviu: PernyataanReviu | None) -> str:
    """The digest of a recorded statement: what a form was shown. Empty when nothing is recorded."""
    return _sidik(_reviu_tercatat(reviu)) if reviu else ""


def _reviu_tercatat(reviu: PernyataanReviu | None) -> dict[str, Any]:
    return {kunci: getattr(reviu, kunci) for kunci in IsiReviu.__dataclass_fields__} if reviu else {}


def _sidik(isi: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(isi, sort_keys=True, default=str).encode()).hexdigest()
