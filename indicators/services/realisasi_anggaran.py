"""Money spent and physical progress of the sub kegiatan, stored as drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import RealisasiAnggaran, SubKegiatan, UnitKerja, User
from indicators.permissions import Ability
from indicators.selectors.baris_anggaran import keuangan_dasar, tanpa_dasar
from indicators.services import audit
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

MAKS_ALASAN = 300


@dataclass(frozen=True)
class AnggaranEntry:
    """What is said of one sub kegiatan: money in whole rupiah and progress in percent, cumulative to the quarter.

    `sendiri`: the money is that of the quarter alone; `berpagu_lalu` says whether the former quarter's plan had a pagu.
    `keuangan_tetap`: nothing is said of the money, what is stored stays. `alasan_lebih` None: likewise the reason.
    """

    sub_kegiatan: SubKegiatan
    keuangan: int | None = None
    fisik: Decimal | None = None
    alasan_lebih: str | None = None
    sendiri: bool = False
    berpagu_lalu: bool = True
    keuangan_tetap: bool = False
    penyebab: str = ""
    solusi: str = ""
    revisi: int | None = None
    contoh: bool = False


@transaction.atomic
def realisasi_anggaran_save_many(
    *,
    triwulan: Triwulan,
    entries: Sequence[AnggaranEntry],
    by: User | None,
    pagu: dict[int, int] | None = None,
    ability: Ability = Ability.ENTER_REALISASI,
) -> list[RealisasiAnggaran]:
    """Store money and progress of sub kegiatan as drafts: all or none. `pagu` maps sub kegiatan to whole rupiah.

    Raises NotAllowed, Closed, StaleData, and InvalidValue for money above pagu without a reason, a quarter's own money
    where the former quarter is not known, or progress outside 0–100.
    """
    sub = [e.sub_kegiatan for e in entries]
    require_entry(by, triwulan, {s.unit_kerja for s in sub}, {s.perangkat_daerah_id for s in sub}, ability)
    stored = stored_rows(RealisasiAnggaran.objects.all(), "sub_kegiatan", sub, triwulan)
    lalu = _sebelumnya(entries, triwulan)
    new, events, saved = [], [], []
    for entry in entries:
        row = stored.get(entry.sub_kegiatan.pk)
        with tentang(entry.sub_kegiatan):
            keuangan = _kumulatif(entry, triwulan, row, lalu.get(entry.sub_kegiatan.pk))
            columns = _anggaran_columns(entry, keuangan, (pagu or {}).get(entry.sub_kegiatan.pk), row)
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


@transaction.atomic
def cara_anggaran_set(*, unit: UnitKerja, cara: str, by: User) -> None:
    """Choose how the unit types its money (`UnitKerja.CaraAnggaran`); no stored figure changes by it.

    Raises NotAllowed, and InvalidValue for a way that does not exist.
    """
    permissions.require(by, Ability.ENTER_REALISASI, unit)
    if cara not in UnitKerja.CaraAnggaran.values:
        raise InvalidValue("Pilih salah satu cara mengisi keuangan: kumulatif, atau triwulan itu saja.")
    sebelum = UnitKerja.objects.select_for_update().get(pk=unit.pk).cara_anggaran
    if cara == sebelum:
        return
    UnitKerja.objects.filter(pk=unit.pk).update(cara_anggaran=cara, diubah_pada=timezone.now())
    unit.cara_anggaran = cara
    audit.record(
        by,
        audit.Event(
            aksi="unitkerja.cara_anggaran",
            objek=unit,
            nama=unit.nama,
            perangkat_daerah=unit.perangkat_daerah,
            unit_kerja=unit,
            sebelum={"cara_anggaran": sebelum},
            sesudah={"cara_anggaran": cara},
        ),
    )


def _sebelumnya(entries: Sequence[AnggaranEntry], triwulan: Triwulan) -> dict[int, Any]:
    """The former quarter's rows of what is typed for the quarter alone; no query when there is none of that."""
    sub = [e.sub_kegiatan for e in entries if e.sendiri]
    if not sub or triwulan.nomor == 1:
        return {}
    return stored_rows(RealisasiAnggaran.objects.all(), "sub_kegiatan", sub, triwulan.sebelumnya())


def _kumulatif(
    entry: AnggaranEntry, triwulan: Triwulan, row: RealisasiAnggaran | None, lalu: RealisasiAnggaran | None
) -> int | None:
    """The money as it is stored, whichever way it was typed."""
    if entry.keuangan_tetap:
        return row.keuangan if row else None
    if not entry.sendiri or entry.keuangan is None:
        return entry.keuangan
    dasar = keuangan_dasar(triwulan, lalu.keuangan if lalu else None, berpagu_lalu=entry.berpagu_lalu)
    if dasar is None:
        raise InvalidValue(tanpa_dasar(triwulan))
    return dasar + entry.keuangan


def _anggaran_columns(
    entry: AnggaranEntry, keuangan: int | None, pagu: int | None, row: RealisasiAnggaran | None
) -> dict[str, Any]:
    if keuangan is not None:
        if keuangan < 0:
            raise InvalidValue("Realisasi keuangan tidak boleh kurang dari nol.")
        muat(Decimal(keuangan), "Realisasi keuangan")
    if entry.fisik is not None and not 0 <= entry.fisik <= 100:
        raise InvalidValue("Realisasi fisik diisi antara 0 sampai 100 persen.")
    return {
        "keuangan": keuangan,
        "fisik": muat(entry.fisik, "Realisasi fisik", DESIMAL_FISIK),
        "alasan_lebih": _alasan(entry, keuangan, pagu, row),
        "penyebab": entry.penyebab.strip(),
        "solusi": entry.solusi.strip(),
        "contoh": entry.contoh,
    }


def _alasan(entry: AnggaranEntry, keuangan: int | None, pagu: int | None, row: RealisasiAnggaran | None) -> str:
    """The reason for money above pagu, empty within it. An entry without a known pagu keeps what it says."""
    alasan = " ".join((entry.alasan_lebih or "").split())
    if entry.alasan_lebih is None and row is not None:
        alasan = row.alasan_lebih
    if pagu is None:
        return alasan
    if keuangan is None or keuangan <= pagu:
        return ""
    if not alasan:
        raise InvalidValue(
            f"Realisasi {format_rupiah(keuangan)} melebihi pagu {format_rupiah(pagu)}."
            " Perbaiki angkanya, atau tulis alasannya pada baris ini."
        )
    if len(alasan) > MAKS_ALASAN:
        raise InvalidValue(f"Alasan melebihi pagu paling panjang {MAKS_ALASAN} huruf; ringkas dulu.")
    return alasan
