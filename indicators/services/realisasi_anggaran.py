"""Money spent and physical progress of the sub kegiatan, stored as drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from indicators.exceptions import InvalidValue
from indicators.models import RealisasiAnggaran, SubKegiatan, User
from indicators.services.baris import (
    DESIMAL_FISIK,
    before,
    create_rows,
    muat,
    record_saved,
    require_entry,
    stored_rows,
    tentang,
    update_row,
)
from sakip.lib.numbers import format_rupiah
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class AnggaranEntry:
    """What is said of one sub kegiatan: money in whole rupiah and progress in percent, cumulative to the quarter."""

    sub_kegiatan: SubKegiatan
    keuangan: int | None = None
    fisik: Decimal | None = None
    penyebab: str = ""
    solusi: str = ""
    revisi: int | None = None
    contoh: bool = False


@transaction.atomic
def realisasi_anggaran_save_many(
    *, triwulan: Triwulan, entries: Sequence[AnggaranEntry], by: User | None, pagu: dict[int, int] | None = None
) -> list[RealisasiAnggaran]:
    """Store money and progress of sub kegiatan as drafts: all or none. `pagu` maps sub kegiatan to whole rupiah.

    Raises NotAllowed, Closed, StaleData, and InvalidValue for money above pagu or progress outside 0–100.
    """
    sub = [e.sub_kegiatan for e in entries]
    require_entry(by, triwulan, {s.unit_kerja for s in sub}, {s.perangkat_daerah_id for s in sub})
    stored = stored_rows(RealisasiAnggaran.objects.all(), "sub_kegiatan", sub, triwulan)
    new, events, saved = [], [], []
    for entry in entries:
        row = stored.get(entry.sub_kegiatan.pk)
        with tentang(entry.sub_kegiatan):
            columns = _anggaran_columns(entry, (pagu or {}).get(entry.sub_kegiatan.pk))
            lama = before(row, entry.revisi, columns)
            if row is not None:
                update_row(RealisasiAnggaran.objects.all(), row, entry.revisi, columns, by)
        if row is None:
            row = RealisasiAnggaran(
                sub_kegiatan=entry.sub_kegiatan,
                tahun=triwulan.tahun,
                triwulan=triwulan.nomor,
                diisi_oleh=by,
                **columns,
            )
            new.append(row)
        saved.append(row)
        events.append((row, entry.sub_kegiatan.uraian, entry.sub_kegiatan.unit_kerja, lama, columns))
    create_rows(RealisasiAnggaran, new)
    record_saved(by, triwulan, "realisasi_anggaran.saved", events)
    return saved


def _anggaran_columns(entry: AnggaranEntry, pagu: int | None) -> dict[str, Any]:
    if entry.keuangan is not None:
        if entry.keuangan < 0:
            raise InvalidValue("Realisasi keuangan tidak boleh kurang dari nol.")
        if pagu is not None and entry.keuangan > pagu:
            raise InvalidValue(f"Realisasi {format_rupiah(entry.keuangan)} melebihi pagu {format_rupiah(pagu)}.")
        muat(Decimal(entry.keuangan), "Realisasi keuangan")
    if entry.fisik is not None and not 0 <= entry.fisik <= 100:
        raise InvalidValue("Realisasi fisik diisi antara 0 sampai 100 persen.")
    return {
        "keuangan": entry.keuangan,
        "fisik": muat(entry.fisik, "Realisasi fisik", DESIMAL_FISIK),
        "penyebab": entry.penyebab.strip(),
        "solusi": entry.solusi.strip(),
        "contoh": entry.contoh,
    }
