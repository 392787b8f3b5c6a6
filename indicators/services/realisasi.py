"""The one door through which a value of an indikator enters: grid, Excel, and demonstration data use it alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from indicators import calculations
from indicators.exceptions import InvalidValue
from indicators.models import Indikator, Realisasi, RincianRealisasi, TingkatPredikat, User
from indicators.permissions import Ability
from indicators.rumus import RumusSalah, periksa_batas, uraikan
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
from indicators.workflow import EDITABLE
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class RealisasiEntry:
    """What a person (or a file) says of one indikator in one quarter. `revisi` None: whatever is stored is replaced.

    `rincian` holds (uraian, nilai) of the value's components, None to leave the stored ones. `variabel` holds the
    figures of an indikator's formula by symbol, None to leave the stored ones: figures make the value. A formula
    without any leaves the value as it was given (published years).
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
    variabel: Mapping[str, Decimal | None] | None = None
    contoh: bool = False


@transaction.atomic
def realisasi_save_many(
    *,
    triwulan: Triwulan,
    entries: Sequence[RealisasiEntry],
    by: User | None,
    ability: Ability = Ability.ENTER_REALISASI,
) -> list[Realisasi]:
    """Store quarterly values as drafts: all of them or none.

    Raises NotAllowed, Closed (quarter or row), InvalidValue, StaleData. `by` None is the system itself.
    """
    indikator = [e.indikator for e in entries]
    require_entry(by, triwulan, {i.unit_kerja for i in indikator}, {i.perangkat_daerah_id for i in indikator}, ability)
    stored = stored_rows(Realisasi.objects.select_related("tingkat"), "indikator", indikator, triwulan)
    _muat_rumus(indikator, stored)
    new, events, saved, variabel = [], [], [], []
    for entry in entries:
        row = stored.get(entry.indikator.pk)
        with tentang(entry.indikator):
            tersimpan, isi = isi_variabel(entry.indikator, row), _variabel(entry)
            columns = _columns(entry, row, tersimpan if isi is None else isi)
            lama = before(row, entry.revisi, columns)
            if row is not None:
                row.indikator = entry.indikator  # with the variables of its formula
                sama = isi is None or isi == tersimpan
                update_row(Realisasi.objects.all(), row, entry.revisi, columns, by, sama=sama)
        if row is None:
            row = Realisasi(
                indikator=entry.indikator, tahun=triwulan.tahun, triwulan=triwulan.nomor, diisi_oleh=by, **columns
            )
            new.append(row)
        saved.append(row)
        if isi is not None and isi != tersimpan:
            variabel.append((row, entry.indikator, isi))
            lama, columns = lama | {"variabel": tersimpan}, columns | {"variabel": isi}
        events.append((row, entry.indikator, lama, columns))
    create_rows(Realisasi, new)
    _save_rincian(saved, entries)
    _save_variabel(variabel)
    record_saved(by, triwulan, "realisasi.saved", [(r, i.nama, i.unit_kerja, b, c) for r, i, b, c in events])
    return saved


# --- The steps ------------------------------------------------------------------------------------------------


def _columns(entry: RealisasiEntry, row: Realisasi | None, isi: Mapping[str, Decimal]) -> dict[str, Any]:
    """The columns of a Realisasi as the entry means them, `isi` the figures of its formula; raises InvalidValue."""
    i = entry.indikator
    pembilang, penyebut = muat(entry.pembilang, "Pembilang"), muat(entry.penyebut, "Penyebut")
    nilai, tingkat = entry.nilai, entry.tingkat
    if i.rumus == Indikator.Rumus.RASIO and (pembilang is not None or penyebut is not None):
        nilai = _ratio(pembilang, penyebut)
    if i.rumus == Indikator.Rumus.EKSPRESI:
        nilai, tingkat = _dihitung(entry, row, isi)
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


# --- Formulas -------------------------------------------------------------------------------------------------


def isi_variabel(indikator: Indikator, row: Realisasi | None) -> dict[str, Decimal]:
    """The stored figures of an indikator's formula by symbol; empty without formula or figures."""
    if row is None or indikator.rumus != Indikator.Rumus.EKSPRESI:
        return {}
    return {r.simbol: r.nilai for r in row.rincian.all() if r.simbol and r.nilai is not None}


def _muat_rumus(indikator: Sequence[Indikator], stored: Mapping[int, Realisasi]) -> None:
    berumus = {i.pk: i for i in indikator if i.rumus == Indikator.Rumus.EKSPRESI}
    if berumus:
        prefetch_related_objects(list(berumus.values()), "variabel_rumus")
        prefetch_related_objects([r for pk, r in stored.items() if pk in berumus], "rincian")


def _variabel(entry: RealisasiEntry) -> dict[str, Decimal] | None:
    """The figures the entry gives for the formula, each within its bounds; None when it gives none at all."""
    if entry.indikator.rumus != Indikator.Rumus.EKSPRESI or entry.variabel is None:
        return None
    dikenal = {v.simbol: v for v in entry.indikator.variabel_rumus.all()}
    if asing := sorted(set(entry.variabel) - set(dikenal)):
        raise InvalidValue(f"Variabel {', '.join(asing)} tidak ada dalam rumus “{entry.indikator.nama}”.")
    hasil = {}
    for simbol, v in dikenal.items():
        nilai = muat(entry.variabel.get(simbol), v.nama)
        if galat := periksa_batas(nilai, v.minimum, v.maksimum):
            raise InvalidValue(f"{v.nama}: {galat}")
        if nilai is not None:
            hasil[simbol] = nilai
    return hasil


def _dihitung(
    entry: RealisasiEntry, row: Realisasi | None, isi: Mapping[str, Decimal]
) -> tuple[Decimal | None, TingkatPredikat | None]:
    """The value by the formula: empty while a figure is missing, as it was given while none was ever entered.

    A row sent without its cells (its notes alone) says nothing of the value.
    """
    if not isi:
        if entry.variabel is None and (row is None or (entry.nilai, entry.tingkat) != (None, None)):
            return entry.nilai, entry.tingkat
        pernah = row is None or isi_variabel(entry.indikator, row)
        return (None, None) if pernah or row is None else (row.nilai, row.tingkat)
    try:
        rumus = uraikan(entry.indikator.ekspresi)
        return (None if rumus.kurang(isi) else rumus.hitung(isi)), None
    except RumusSalah as error:
        raise InvalidValue(str(error)) from error


@transaction.atomic
def hitung_ulang(indikator: Indikator, *, by: User | None) -> int:
    """Work out anew the drafts of an indikator whose formula changed; returns how many values changed.

    A figure whose variable is gone goes with it; a figure that is missing now leaves the value empty.
    """
    simbol = {v.simbol for v in indikator.variabel_rumus.all()}
    berubah = []
    for row in Realisasi.objects.filter(indikator=indikator, status__in=EDITABLE).select_related("tingkat"):
        isi = isi_variabel(indikator, row)
        if not isi:
            continue
        row.rincian.exclude(simbol__in=simbol).delete()
        lama = {"nilai": row.nilai, "tingkat": row.tingkat}
        try:
            columns = _columns(RealisasiEntry(indikator), row, {k: n for k, n in isi.items() if k in simbol})
            baru = {k: columns[k] for k in lama}
        except InvalidValue:
            baru = dict.fromkeys(lama)
        if baru != lama:
            Realisasi.objects.filter(pk=row.pk).update(**baru, revisi=F("revisi") + 1, diubah_pada=timezone.now())
            berubah.append((row, lama, baru))
    for row, lama, baru in berubah:
        triwulan = Triwulan(row.tahun, row.triwulan)
        record_saved(by, triwulan, "realisasi.saved", [(row, indikator.nama, indikator.unit_kerja, lama, baru)])
    return len(berubah)


def _save_variabel(daftar: Sequence[tuple[Realisasi, Indikator, Mapping[str, Decimal]]]) -> None:
    """Store the figures of some rows, and leave them on the rows as a prefetch does. At most two queries."""
    baru, usang = [], []
    for row, i, isi in daftar:
        figures = [
            RincianRealisasi(realisasi=row, urutan=v.urutan, simbol=v.simbol, uraian=v.nama, nilai=isi[v.simbol])
            for v in i.variabel_rumus.all()
            if v.simbol in isi
        ]
        tetap = {f.urutan for f in figures}
        usang += [r.pk for r in row.rincian.all() if r.urutan not in tetap] if row.revisi > 1 else []
        row._prefetched_objects_cache = {"rincian": figures}  # type: ignore[attr-defined]
        baru += figures
    if usang:
        RincianRealisasi.objects.filter(pk__in=usang).delete()
    RincianRealisasi.objects.bulk_create(
        baru, update_conflicts=True, unique_fields=["realisasi", "urutan"], update_fields=["simbol", "uraian", "nilai"]
    )


# --- Scales ---------------------------------------------------------------------------------------------------


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
