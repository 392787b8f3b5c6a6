"""The deadline of one unit: an extension of the quarter's own, with the reason for it."""

from datetime import date

from django.db import transaction

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue
from indicators.models import JadwalPengisian, Lembar, UnitKerja, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.baris import jadwal_require_open, lembar_for
from sakip.lib.numbers import format_tanggal
from sakip.lib.periods import Triwulan


@transaction.atomic
def tenggat_perpanjang(
    *, unit: UnitKerja, triwulan: Triwulan, sampai: date | None, alasan: str, by: User | None
) -> Lembar:
    """Give one unit more time than the others; `sampai` None takes the extension back.

    Raises NotAllowed, Closed (the quarter is not open) and InvalidValue (no reason, not later than the deadline).
    """
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, unit.perangkat_daerah)
    jadwal_require_open(unit.perangkat_daerah_id, triwulan)
    jadwal = JadwalPengisian.objects.get(
        perangkat_daerah=unit.perangkat_daerah, tahun=triwulan.tahun, triwulan=triwulan.nomor
    )
    if sampai is not None and sampai <= jadwal.batas:
        raise InvalidValue(
            f"Batas waktu {triwulan} sudah {format_tanggal(jadwal.batas)}. Isi perpanjangan dengan tanggal sesudahnya."
        )
    if not alasan.strip():
        raise InvalidValue("Tulis alasannya; alasan ini tercatat dalam jejak audit.")
    lembar = Lembar.objects.select_for_update().get(pk=lembar_for(unit, triwulan).pk)
    if sampai is None and lembar.batas_khusus is None:
        raise Closed(f"{unit.nama} tidak memiliki perpanjangan pada {triwulan}.")
    sebelum = {"batas_khusus": lembar.batas_khusus, "alasan_khusus": lembar.alasan_khusus}
    lembar.batas_khusus, lembar.alasan_khusus = sampai, alasan.strip() if sampai else ""
    lembar.save(update_fields=["batas_khusus", "alasan_khusus", "diubah_pada"])
    dulu, kini = audit.changes(sebelum, {"batas_khusus": lembar.batas_khusus, "alasan_khusus": lembar.alasan_khusus})
    audit.record(
        by,
        audit.Event(
            aksi="lembar.extended" if sampai else "lembar.extension_ended",
            objek=lembar,
            nama=f"{unit.nama} — {triwulan}",
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sebelum=dulu,
            sesudah=kini,
            catatan=alasan.strip(),
        ),
    )
    return lembar
