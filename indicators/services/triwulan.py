"""The life of a quarter: opened with its deadline, closed once every sheet is verified, reopened with a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed, Incomplete, InvalidValue, StaleData
from indicators.models import (
    Indikator,
    JadwalPengisian,
    PerangkatDaerah,
    PeriodeRenstra,
    Realisasi,
    Status,
    UnitKerja,
    User,
)
from indicators.permissions import Ability
from indicators.selectors.hitungan import hitungan_program
from indicators.selectors.lembar import lembar_ringkas
from indicators.selectors.masa import JADWAL_TERTAHAN, masa
from indicators.services import audit
from indicators.services.periode_tutup import require_tahun_terbuka
from indicators.services.verifikasi import RACE
from sakip.lib.numbers import format_number, format_tanggal
from sakip.lib.periods import Triwulan


@transaction.atomic
def triwulan_open(
    *, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, batas: date, by: User | None
) -> JadwalPengisian:
    """Open a quarter for entry until `batas`.

    Raises NotAllowed, Incomplete outside every Renstra period, Closed when it is closed already, and InvalidValue for a
    deadline before the quarter begins.
    """
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, perangkat_daerah)
    if batas < triwulan.mulai:
        raise InvalidValue(
            f"Batas waktu {format_tanggal(batas)} mendahului {triwulan}: "
            f"pilih tanggal sesudah {format_tanggal(triwulan.mulai)}."
        )
    periode = PeriodeRenstra.objects.filter(
        pemerintah_daerah=perangkat_daerah.pemerintah_daerah_id,
        tahun_awal__lte=triwulan.tahun,
        tahun_akhir__gte=triwulan.tahun,
    )
    if not periode.exists():
        raise Incomplete(f"Tahun {triwulan.tahun} di luar periode Renstra, sehingga {triwulan} tidak dapat dibuka.")
    require_tahun_terbuka(perangkat_daerah, triwulan.tahun)
    jadwal, _ = JadwalPengisian.objects.get_or_create(
        perangkat_daerah=perangkat_daerah,
        tahun=triwulan.tahun,
        triwulan=triwulan.nomor,
        defaults={"batas": batas},
    )
    if jadwal.status == JadwalPengisian.Status.CLOSED:
        raise Closed(f"{triwulan} sudah ditutup. Pakai “Buka kembali” dengan alasannya.")
    _jadwal_set(jadwal, JadwalPengisian.Status.OPEN, by, "triwulan.opened", batas=batas)
    return jadwal


@transaction.atomic
def triwulan_close(*, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, by: User | None) -> JadwalPengisian:
    """Close a quarter when every sheet is verified. Raises Incomplete naming the units that are not."""
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, perangkat_daerah)
    jadwal = _jadwal(perangkat_daerah, triwulan)
    if jadwal.status != JadwalPengisian.Status.OPEN:
        raise Closed(f"{triwulan} tidak sedang terbuka.")
    unfinished = units_unfinished(perangkat_daerah, triwulan)
    if unfinished:
        raise Incomplete(
            f"{triwulan} belum dapat ditutup: masih ada lembar yang belum terverifikasi.",
            [f"{unit.nama}: lembar belum terverifikasi" for unit in unfinished],
        )
    differing = values_differing(perangkat_daerah, triwulan)
    if differing:
        raise Incomplete(
            f"{triwulan} belum dapat ditutup: ada nilai yang berbeda dari hitungannya. Kembalikan lembarnya, lalu "
            "pakai nilai hitungan.",
            differing,
        )
    _jadwal_set(jadwal, JadwalPengisian.Status.CLOSED, by, "triwulan.closed")
    return jadwal


@transaction.atomic
def triwulan_reopen(
    *, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, alasan: str, by: User | None
) -> JadwalPengisian:
    """Open a closed quarter again: an explicit act with a reason that stays in the trail. Values stay verified."""
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, perangkat_daerah)
    if not alasan.strip():
        raise InvalidValue("Tulis alasan membuka kembali triwulan; alasan ini tercatat dalam jejak audit.")
    jadwal = _jadwal(perangkat_daerah, triwulan)
    if jadwal.status != JadwalPengisian.Status.CLOSED:
        raise Closed(f"{triwulan} tidak sedang ditutup.")
    require_tahun_terbuka(perangkat_daerah, triwulan.tahun)
    _jadwal_set(jadwal, JadwalPengisian.Status.OPEN, by, "triwulan.reopened", catatan=alasan.strip())
    return jadwal


def units_unfinished(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> list[UnitKerja]:
    """The units with a sheet to fill whose values of the quarter are missing or not all verified.

    A unit has a sheet when it owns an indikator or a sub kegiatan of the plan in force.
    """
    ringkas = lembar_ringkas(perangkat_daerah=perangkat_daerah, triwulan=triwulan)
    return [r.unit for r in ringkas if r.status != Status.VERIFIED]


def values_differing(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> list[str]:
    """The values computed from programmes that no longer equal their arithmetic, each as one sentence.

    Money and progress of several units stand behind such a value; the last of them may change it until the close.
    """
    stored = list(
        Realisasi.objects.filter(
            indikator__perangkat_daerah=perangkat_daerah,
            indikator__rumus=Indikator.Rumus.PROGRAM,
            tahun=triwulan.tahun,
            triwulan=triwulan.nomor,
        ).select_related("indikator__unit_kerja")
    )
    if not stored:
        return []
    hitungan = hitungan_program(perangkat_daerah, [r.indikator for r in stored], triwulan)
    return [
        f"{r.indikator.unit_kerja}: {r.indikator.nama} berisi {format_number(r.nilai)}, "
        f"hitungannya {format_number(hitungan[r.indikator_id].nilai)}"
        for r in stored
        if r.indikator_id in hitungan and r.nilai != hitungan[r.indikator_id].nilai
    ]


def _jadwal(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> JadwalPengisian:
    """The quarter as it is, locked: whoever writes a value of it is through, or waits."""
    jadwal = JADWAL_TERTAHAN.first(pd=perangkat_daerah.pk, **masa(triwulan))
    if jadwal is None:
        raise Closed(f"{triwulan} belum dijadwalkan.")
    return jadwal


def _jadwal_set(
    jadwal: JadwalPengisian,
    status: str,
    by: User | None,
    aksi: str,
    batas: date | None = None,
    catatan: str = "",
) -> None:
    """Conditional on the state that was read, so that of two people only one opens or closes."""
    after: dict[str, Any] = {"status": status} | ({"batas": batas} if batas else {})
    sebelum, sesudah = audit.changes({"status": jadwal.status, "batas": jadwal.batas}, after)
    where = JadwalPengisian.objects.filter(pk=jadwal.pk, status=jadwal.status)
    if not where.update(**after, diubah_pada=timezone.now()):
        raise StaleData(RACE)
    for name, value in after.items():
        setattr(jadwal, name, value)
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=jadwal,
            nama=str(jadwal),
            perangkat_daerah=jadwal.perangkat_daerah,
            sebelum=sebelum,
            sesudah=sesudah,
            catatan=catatan,
        ),
    )
