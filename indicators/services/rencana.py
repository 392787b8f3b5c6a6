"""The year plan: make, fill, approve, and open a changed version as a copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed, StaleData
from indicators.models import (
    Indikator,
    JenisBelanja,
    PaguAnggaran,
    PerangkatDaerah,
    PeriodeRenstra,
    RencanaTahunan,
    SubKegiatan,
    Target,
    TingkatPredikat,
    User,
)
from indicators.permissions import Ability
from indicators.services import audit

APPROVED = "Rencana ini sudah disahkan dan tidak dapat diubah. Buka rencana perubahan sebagai salinannya."


@dataclass(frozen=True)
class TargetEntry:
    """The target of one indikator for the year and its quarters."""

    indikator: Indikator
    nilai: Decimal | None = None
    tingkat: TingkatPredikat | None = None
    tw: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None] = (None, None, None, None)
    contoh: bool = False


@dataclass(frozen=True)
class PaguEntry:
    """The pagu of one sub kegiatan for one kind of spending, in whole rupiah."""

    sub_kegiatan: SubKegiatan
    jenis_belanja: JenisBelanja
    jumlah: int
    contoh: bool = False


@transaction.atomic
def rencana_create(
    *,
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    tahun: int,
    by: User | None,
    dasar: str = "",
    contoh: bool = False,
) -> RencanaTahunan:
    """Start the plan murni of a year as a draft. Raises NotAllowed and Closed (a plan of the year exists)."""
    _require(by, Ability.EDIT_TARGET, perangkat_daerah)
    if periode.status == PeriodeRenstra.Status.CLOSED:
        raise Closed(f"Periode Renstra {periode} sudah ditutup.")
    try:
        with transaction.atomic():
            rencana = RencanaTahunan.objects.create(
                perangkat_daerah=perangkat_daerah, periode=periode, tahun=tahun, dasar=dasar, contoh=contoh
            )
    except IntegrityError as error:
        raise Closed(f"Rencana tahun {tahun} sudah ada.") from error
    _record(by, rencana, "rencana.created", {}, {"tahun": tahun, "jenis": rencana.jenis})
    return rencana


@transaction.atomic
def target_save_many(*, rencana: RencanaTahunan, entries: Sequence[TargetEntry], by: User | None) -> None:
    """Store targets of a draft plan, new or replaced: one statement. Raises NotAllowed and Closed."""
    _require_draft(by, rencana)
    rows = [
        Target(
            rencana=rencana,
            indikator=e.indikator,
            nilai=e.nilai,
            tingkat=e.tingkat,
            tw1=e.tw[0],
            tw2=e.tw[1],
            tw3=e.tw[2],
            tw4=e.tw[3],
            contoh=e.contoh,
        )
        for e in entries
    ]
    Target.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["rencana", "indikator"],
        update_fields=["nilai", "tingkat", "tw1", "tw2", "tw3", "tw4", "contoh", "diubah_pada"],
    )
    after = {e.indikator.kode: audit.as_text([e.nilai, e.tingkat and e.tingkat.kode, *e.tw]) for e in entries}
    _record(by, rencana, "target.saved", {}, after)


@transaction.atomic
def pagu_save_many(*, rencana: RencanaTahunan, entries: Sequence[PaguEntry], by: User | None) -> None:
    """Store pagu of a draft plan, new or replaced: one statement. Raises NotAllowed and Closed."""
    _require_draft(by, rencana)
    rows = [
        PaguAnggaran(
            rencana=rencana,
            sub_kegiatan=e.sub_kegiatan,
            jenis_belanja=e.jenis_belanja,
            jumlah=e.jumlah,
            contoh=e.contoh,
        )
        for e in entries
    ]
    PaguAnggaran.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["rencana", "sub_kegiatan", "jenis_belanja"],
        update_fields=["jumlah", "contoh", "diubah_pada"],
    )
    after = {f"{e.sub_kegiatan.pk}/{e.jenis_belanja.kode}": e.jumlah for e in entries}
    _record(by, rencana, "pagu.saved", {}, after)


@transaction.atomic
def rencana_approve(*, rencana: RencanaTahunan, dasar: str, tanggal: date, by: User | None) -> RencanaTahunan:
    """Approve a draft plan with its legal basis; from here on it is read-only. Raises NotAllowed and Closed."""
    _require(by, Ability.APPROVE_RENCANA, rencana.perangkat_daerah)
    updated = RencanaTahunan.objects.filter(pk=rencana.pk, status=RencanaTahunan.Status.DRAFT).update(
        status=RencanaTahunan.Status.APPROVED, dasar=dasar, tanggal=tanggal, diubah_pada=timezone.now()
    )
    if not updated:
        raise StaleData(APPROVED)
    rencana.status, rencana.dasar, rencana.tanggal = RencanaTahunan.Status.APPROVED, dasar, tanggal
    _record(by, rencana, "rencana.approved", {"status": "DRAFT"}, {"status": "APPROVED", "dasar": dasar})
    return rencana


@transaction.atomic
def rencana_open_perubahan(
    *,
    rencana: RencanaTahunan,
    by: User | None,
    jenis: str = RencanaTahunan.Jenis.PERUBAHAN,
    berlaku_mulai: int = 4,
) -> RencanaTahunan:
    """Open the next version of an approved plan as a whole copy. Raises NotAllowed and Closed."""
    _require(by, Ability.EDIT_TARGET, rencana.perangkat_daerah)
    if rencana.status != RencanaTahunan.Status.APPROVED:
        raise Closed("Sahkan rencana ini lebih dulu; perubahan dibuat dari rencana yang sudah disahkan.")
    try:
        with transaction.atomic():
            baru = RencanaTahunan.objects.create(
                perangkat_daerah=rencana.perangkat_daerah,
                periode=rencana.periode,
                tahun=rencana.tahun,
                urutan=rencana.urutan + 1,
                jenis=jenis,
                berlaku_mulai=berlaku_mulai,
                contoh=rencana.contoh,
            )
    except IntegrityError as error:
        raise Closed("Masih ada rencana yang belum disahkan untuk tahun ini. Selesaikan lebih dulu.") from error
    for model in (Target, PaguAnggaran):
        copies: list[Any] = list(model.objects.filter(rencana=rencana))
        for row in copies:
            row.pk, row.rencana, row._state.adding = None, baru, True
        model.objects.bulk_create(copies, batch_size=500)
    _record(by, baru, "rencana.opened", {}, {"jenis": jenis, "salinan_dari": rencana.urutan})
    return baru


def _require(by: User | None, ability: Ability, perangkat_daerah: PerangkatDaerah) -> None:
    if by is not None:
        permissions.require(by, ability, perangkat_daerah)


def _require_draft(by: User | None, rencana: RencanaTahunan) -> None:
    _require(by, Ability.EDIT_TARGET, rencana.perangkat_daerah)
    if not RencanaTahunan.objects.filter(pk=rencana.pk, status=RencanaTahunan.Status.DRAFT).exists():
        raise Closed(APPROVED)


def _record(
    by: User | None, rencana: RencanaTahunan, aksi: str, sebelum: dict[str, Any], sesudah: dict[str, Any]
) -> None:
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=rencana,
            nama=f"{rencana} — {rencana.perangkat_daerah}",
            perangkat_daerah=rencana.perangkat_daerah,
            sebelum=sebelum,
            sesudah=audit.as_text(sesudah),
        ),
    )
