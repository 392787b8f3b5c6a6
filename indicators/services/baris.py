"""The steps that saving a row of a sheet has in common, whichever kind of row it is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from indicators import calculations, permissions
from indicators.exceptions import Closed, DomainError, InvalidValue, StaleData
from indicators.models import Indikator, JadwalPengisian, Lembar, SubKegiatan, UnitKerja, User
from indicators.permissions import Ability
from indicators.selectors.masa import JADWAL_TERTAHAN, JADWAL_TRIWULAN, masa
from indicators.services import audit
from indicators.workflow import EDITABLE
from sakip.lib.periods import Triwulan

STALE = "Baris ini sudah diubah orang lain sejak Anda membukanya. Bandingkan kedua nilainya, lalu pilih."
LOCKED = "Baris ini sudah diajukan atau diverifikasi, sehingga tidak dapat diubah. Tarik kembali lembarnya lebih dulu."

# What the columns keep: with more digits SQLite stores a figure that nobody can read again, PostgreSQL refuses it.
MAKS_DIGIT = 15
DESIMAL_NILAI, DESIMAL_FISIK = 4, 2


def jadwal_require_open(perangkat_daerah_id: int, triwulan: Triwulan, *, tahan: bool = False) -> None:
    """Raise Closed unless the quarter is open for the perangkat daerah. Late entry is marked, not refused.

    `tahan`: it stays open until the transaction ends, so that no value changes in a quarter that is just closed.
    """
    jadwal = (JADWAL_TERTAHAN if tahan else JADWAL_TRIWULAN).first(pd=perangkat_daerah_id, **masa(triwulan))
    if jadwal is None or jadwal.status == JadwalPengisian.Status.PLANNED:
        raise Closed(f"{triwulan} belum dibuka. Tunggu perencana membukanya.")
    if jadwal.status == JadwalPengisian.Status.CLOSED:
        raise Closed(f"{triwulan} sudah ditutup. Minta perencana membukanya kembali.")


def lembar_for(unit: UnitKerja, triwulan: Triwulan) -> Lembar:
    """The sheet of a unit and quarter, made when it does not exist yet."""
    lembar, _ = Lembar.objects.get_or_create(unit_kerja=unit, tahun=triwulan.tahun, triwulan=triwulan.nomor)
    return lembar


def require_entry(
    by: User | None,
    triwulan: Triwulan,
    units: set[UnitKerja],
    perangkat_daerah: set[int],
    ability: Ability = Ability.ENTER_REALISASI,
) -> None:
    if by is not None:
        for unit in units:
            permissions.require(by, ability, unit)
    for perangkat_daerah_id in sorted(perangkat_daerah):
        jadwal_require_open(perangkat_daerah_id, triwulan, tahan=True)


def stored_rows(queryset: QuerySet, field: str, objects: Sequence[Any], triwulan: Triwulan) -> dict[int, Any]:
    rows = queryset.filter(**{f"{field}__in": objects}, tahun=triwulan.tahun, triwulan=triwulan.nomor).order_by()
    return {getattr(row, f"{field}_id"): row for row in rows}


def muat(nilai: Decimal | None, sebutan: str, desimal: int = DESIMAL_NILAI) -> Decimal | None:
    """The figure as its column keeps it, rounded half up; raises InvalidValue for one that is too long for it."""
    if nilai is None:
        return None
    if abs(nilai) >= Decimal(10) ** MAKS_DIGIT:
        raise InvalidValue(f"{sebutan} terlalu besar: isikan paling banyak {MAKS_DIGIT} angka di depan koma.")
    bulat = calculations.bulatkan(Decimal(nilai), desimal)
    return nilai if bulat == nilai else bulat  # 80 stays 80, not 80.0000, in the audit trail


@contextmanager
def tentang(objek: Indikator | SubKegiatan) -> Iterator[None]:
    """A refusal inside says whose row it is about, so that the page can show it there."""
    try:
        yield
    except DomainError as error:
        error.objek = objek
        raise


def before(row: Any, revisi: int | None, columns: dict[str, Any]) -> dict[str, Any]:
    """What the row held before, for the audit event; a revision of a row that does not exist is refused."""
    if row is None and revisi:
        raise StaleData("Baris ini sudah dihapus orang lain. Muat ulang halaman.")
    return {k: getattr(row, k) for k in columns} if row is not None else {}


def update_row(
    queryset: QuerySet, row: Any, revisi: int | None, columns: dict[str, Any], by: User | None, *, sama: bool = True
) -> None:
    """A conditional UPDATE: only the revision that was on the screen, only in an editable state.

    `sama`: what is kept beside the row (the figures of a formula) is stored already.
    """
    if row.status not in EDITABLE:
        raise Closed(LOCKED)
    expected = row.revisi if revisi is None else revisi
    if sama and row.revisi != expected and all(getattr(row, k) == v for k, v in columns.items() if k != "contoh"):
        return  # the answer to the same save was lost on the way and the browser sends it again
    updated = queryset.filter(pk=row.pk, revisi=expected, status__in=EDITABLE).update(
        **columns, diisi_oleh=by, revisi=F("revisi") + 1, diubah_pada=timezone.now()
    )
    if not updated:
        raise StaleData(STALE, tersimpan=row)
    for name, value in columns.items():
        setattr(row, name, value)
    row.revisi, row.diisi_oleh = expected + 1, by


def create_rows(model: type[Any], rows: list[Any]) -> None:
    if not rows:
        return
    try:
        with transaction.atomic():
            model.objects.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        if "unik" not in str(error).lower() and "unique" not in str(error).lower():
            raise InvalidValue(
                "Nilai ini tidak dapat disimpan. Periksa pembilang, penyebut, dan rentangnya."
            ) from error
        raise StaleData(STALE) from error


def record_saved(
    by: User | None,
    triwulan: Triwulan,
    aksi: str,
    saved: Sequence[tuple[Any, str, UnitKerja, dict[str, Any], dict[str, Any]]],
) -> None:
    """One event per row that changed."""
    events = []
    for row, nama, unit, before, after in saved:
        sebelum, sesudah = audit.changes(before, after)
        if sesudah:
            events.append(
                audit.Event(
                    aksi=aksi,
                    objek=row,
                    nama=f"{nama} — {triwulan}",
                    perangkat_daerah=unit.perangkat_daerah,
                    unit_kerja=unit,
                    sebelum=sebelum,
                    sesudah=sesudah,
                )
            )
    if events:
        audit.record_many(by, events)
