"""The one door through which a value of an indikator enters: grid, Excel, and demonstration data use it alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from indicators import calculations
from indicators.exceptions import InvalidValue
from indicators.models import Indikator, Realisasi, RincianRealisasi, TingkatPredikat, User
from indicators.services.baris import (
    before,
    create_rows,
    muat,
    record_saved,
    require_entry,
    stored_rows,
    tentang,
    update_row,
)
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class RealisasiEntry:
    """What a person (or a file) says of one indikator in one quarter. `revisi` None: whatever is stored is replaced.

    `rincian` holds (uraian, nilai) of the value's components, None to leave the stored ones.
    """

    indikator: Indikator
    nilai: Decimal | None = None
    tingkat: TingkatPredikat | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    penyebab: str = ""
    solusi: str = ""
    revisi: int | None = None
    rincian: Sequence[tuple[str, Decimal | None]] | None = None
    contoh: bool = False


def realisasi_save(*, triwulan: Triwulan, entry: RealisasiEntry, by: User | None) -> Realisasi:
    """Store one quarterly value as a draft. Raises what `realisasi_save_many` raises."""
    return realisasi_save_many(triwulan=triwulan, entries=[entry], by=by)[0]


@transaction.atomic
def realisasi_save_many(*, triwulan: Triwulan, entries: Sequence[RealisasiEntry], by: User | None) -> list[Realisasi]:
    """Store quarterly values as drafts: all of them or none.

    Raises NotAllowed, Closed (quarter or row), InvalidValue, StaleData. `by` None is the system itself.
    """
    indikator = [e.indikator for e in entries]
    require_entry(by, triwulan, {i.unit_kerja for i in indikator}, {i.perangkat_daerah_id for i in indikator})
    stored = stored_rows(Realisasi.objects.select_related("tingkat"), "indikator", indikator, triwulan)
    new, events, saved = [], [], []
    for entry in entries:
        row = stored.get(entry.indikator.pk)
        with tentang(entry.indikator):
            columns = _columns(entry)
            lama = before(row, entry.revisi, columns)
            if row is not None:
                update_row(Realisasi.objects.all(), row, entry.revisi, columns, by)
        if row is None:
            row = Realisasi(
                indikator=entry.indikator, tahun=triwulan.tahun, triwulan=triwulan.nomor, diisi_oleh=by, **columns
            )
            new.append(row)
        saved.append(row)
        events.append((row, entry.indikator, lama, columns))
    create_rows(Realisasi, new)
    _save_rincian(saved, entries)
    record_saved(by, triwulan, "realisasi.saved", [(r, i.nama, i.unit_kerja, b, c) for r, i, b, c in events])
    return saved


# --- The steps ------------------------------------------------------------------------------------------------


def _columns(entry: RealisasiEntry) -> dict[str, Any]:
    """The columns of a Realisasi as the entry means them; raises InvalidValue."""
    i = entry.indikator
    pembilang, penyebut = muat(entry.pembilang, "Pembilang"), muat(entry.penyebut, "Penyebut")
    nilai, tingkat = entry.nilai, entry.tingkat
    if i.rumus == Indikator.Rumus.RASIO and (pembilang is not None or penyebut is not None):
        nilai = _ratio(pembilang, penyebut)
    nilai = muat(nilai, "Nilai")
    if i.skala_id:
        nilai, tingkat = _on_scale(i, nilai, tingkat)
    elif tingkat is not None:
        raise InvalidValue(f"“{i.nama}” diisi angka, bukan predikat.")
    return {
        "nilai": nilai,
        "tingkat": tingkat,
        "pembilang": pembilang,
        "penyebut": penyebut,
        "penyebab": entry.penyebab.strip(),
        "solusi": entry.solusi.strip(),
        "contoh": entry.contoh,
    }


def _ratio(pembilang: Decimal | None, penyebut: Decimal | None) -> Decimal | None:
    if pembilang is None or penyebut is None:
        raise InvalidValue("Isi pembilang dan penyebut, keduanya.")
    if penyebut <= 0:
        raise InvalidValue("Penyebut harus lebih dari nol.")
    return calculations.rasio(pembilang, penyebut)


def _on_scale(
    indikator: Indikator, nilai: Decimal | None, tingkat: TingkatPredikat | None
) -> tuple[Decimal | None, TingkatPredikat | None]:
    """Number and step of one scale agree: the step follows from the number where the scale has bands."""
    if tingkat is not None and tingkat.skala_id != indikator.skala_id:
        raise InvalidValue(f"“{tingkat.kode}” bukan pilihan untuk “{indikator.nama}”.")
    if nilai is None or indikator.skala is None:
        return nilai, tingkat
    steps = list(indikator.skala.tingkat.all())
    band = calculations.tingkat_untuk(nilai, [as_tingkat(s) for s in steps])
    if band is None:
        raise InvalidValue(f"Nilai {format_number(nilai)} di luar rentang skala “{indikator.skala.nama}”.")
    found = next(s for s in steps if s.kode == band.kode)
    if tingkat is not None and tingkat.pk != found.pk:
        raise InvalidValue(f"Nilai {format_number(nilai)} berpredikat {found.kode}, bukan {tingkat.kode}.")
    return nilai, found


def as_tingkat(step: TingkatPredikat) -> calculations.Tingkat:
    """A step of a scale as the calculations see it."""
    return calculations.Tingkat(
        kode=step.kode,
        peringkat=step.peringkat,
        batas_bawah=step.batas_bawah,
        batas_atas=step.batas_atas,
        bawah_inklusif=step.bawah_inklusif,
    )


def _save_rincian(rows: Sequence[Realisasi], entries: Sequence[RealisasiEntry]) -> None:
    pairs = [(r, e.rincian) for r, e in zip(rows, entries, strict=True) if e.rincian is not None]
    if not pairs:
        return
    RincianRealisasi.objects.filter(realisasi__in=[r for r, _ in pairs]).delete()
    RincianRealisasi.objects.bulk_create(
        RincianRealisasi(realisasi=r, urutan=n, uraian=uraian, nilai=nilai)
        for r, rincian in pairs
        for n, (uraian, nilai) in enumerate(rincian or [], start=1)
    )
