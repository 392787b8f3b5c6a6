"""The one door through which a quarterly figure enters: grid, Excel, and demonstration data use it alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from indicators import calculations, permissions
from indicators.exceptions import Closed, DomainError, InvalidValue, StaleData
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    Realisasi,
    RealisasiAnggaran,
    RincianRealisasi,
    SubKegiatan,
    TingkatPredikat,
    UnitKerja,
    User,
)
from indicators.permissions import Ability
from indicators.services import audit
from indicators.workflow import EDITABLE
from sakip.lib.numbers import format_number, format_rupiah
from sakip.lib.periods import Triwulan

STALE = "Baris ini sudah diubah orang lain sejak Anda membukanya. Bandingkan kedua nilainya, lalu pilih."
LOCKED = "Baris ini sudah diajukan atau diverifikasi, sehingga tidak dapat diubah. Tarik kembali lembarnya lebih dulu."

# What the columns keep: with more digits SQLite stores a figure that nobody can read again, PostgreSQL refuses it.
MAKS_DIGIT = 15
DESIMAL_NILAI, DESIMAL_FISIK = 4, 2


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


def jadwal_require_open(perangkat_daerah_id: int, triwulan: Triwulan) -> None:
    """Raise Closed unless the quarter is open for the perangkat daerah. Late entry is marked, not refused."""
    jadwal = JadwalPengisian.objects.filter(
        perangkat_daerah_id=perangkat_daerah_id, tahun=triwulan.tahun, triwulan=triwulan.nomor
    ).first()
    if jadwal is None or jadwal.status == JadwalPengisian.Status.PLANNED:
        raise Closed(f"{triwulan} belum dibuka. Tunggu Bagian Perencanaan dan Keuangan membukanya.")
    if jadwal.status == JadwalPengisian.Status.CLOSED:
        raise Closed(f"{triwulan} sudah ditutup. Minta Bagian Perencanaan dan Keuangan membukanya kembali.")


def realisasi_save(*, triwulan: Triwulan, entry: RealisasiEntry, by: User | None) -> Realisasi:
    """Store one quarterly value as a draft. Raises what `realisasi_save_many` raises."""
    return realisasi_save_many(triwulan=triwulan, entries=[entry], by=by)[0]


@transaction.atomic
def realisasi_save_many(*, triwulan: Triwulan, entries: Sequence[RealisasiEntry], by: User | None) -> list[Realisasi]:
    """Store quarterly values as drafts: all of them or none.

    Raises NotAllowed, Closed (quarter or row), InvalidValue, StaleData. `by` None is the system itself.
    """
    indikator = [e.indikator for e in entries]
    _require_entry(by, triwulan, {i.unit_kerja for i in indikator}, {i.perangkat_daerah_id for i in indikator})
    stored = _stored(Realisasi.objects.select_related("tingkat"), "indikator", indikator, triwulan)
    new, events, saved = [], [], []
    for entry in entries:
        row = stored.get(entry.indikator.pk)
        with _tentang(entry.indikator):
            columns = _columns(entry)
            before = _before(row, entry.revisi, columns)
            if row is not None:
                _update(Realisasi.objects.all(), row, entry.revisi, columns, by)
        if row is None:
            row = Realisasi(
                indikator=entry.indikator, tahun=triwulan.tahun, triwulan=triwulan.nomor, diisi_oleh=by, **columns
            )
            new.append(row)
        saved.append(row)
        events.append((row, entry.indikator, before, columns))
    _create(Realisasi, new)
    _save_rincian(saved, entries)
    _record(by, triwulan, "realisasi.saved", [(r, i.nama, i.unit_kerja, b, c) for r, i, b, c in events])
    return saved


@transaction.atomic
def realisasi_anggaran_save_many(
    *, triwulan: Triwulan, entries: Sequence[AnggaranEntry], by: User | None, pagu: dict[int, int] | None = None
) -> list[RealisasiAnggaran]:
    """Store money and progress of sub kegiatan as drafts: all or none. `pagu` maps sub kegiatan to whole rupiah.

    Raises NotAllowed, Closed, StaleData, and InvalidValue for money above pagu or progress outside 0–100.
    """
    sub = [e.sub_kegiatan for e in entries]
    _require_entry(by, triwulan, {s.unit_kerja for s in sub}, {s.perangkat_daerah_id for s in sub})
    stored = _stored(RealisasiAnggaran.objects.all(), "sub_kegiatan", sub, triwulan)
    new, events, saved = [], [], []
    for entry in entries:
        row = stored.get(entry.sub_kegiatan.pk)
        with _tentang(entry.sub_kegiatan):
            columns = _anggaran_columns(entry, (pagu or {}).get(entry.sub_kegiatan.pk))
            before = _before(row, entry.revisi, columns)
            if row is not None:
                _update(RealisasiAnggaran.objects.all(), row, entry.revisi, columns, by)
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
        events.append((row, entry.sub_kegiatan.uraian, entry.sub_kegiatan.unit_kerja, before, columns))
    _create(RealisasiAnggaran, new)
    _record(by, triwulan, "realisasi_anggaran.saved", events)
    return saved


# --- The steps of both ---------------------------------------------------------------------------------------


def _require_entry(by: User | None, triwulan: Triwulan, units: set[UnitKerja], perangkat_daerah: set[int]) -> None:
    if by is not None:
        for unit in units:
            permissions.require(by, Ability.ENTER_REALISASI, unit)
    for perangkat_daerah_id in perangkat_daerah:
        jadwal_require_open(perangkat_daerah_id, triwulan)


def _stored(queryset: QuerySet, field: str, objects: Sequence[Any], triwulan: Triwulan) -> dict[int, Any]:
    rows = queryset.filter(**{f"{field}__in": objects}, tahun=triwulan.tahun, triwulan=triwulan.nomor)
    return {getattr(row, f"{field}_id"): row for row in rows}


def _columns(entry: RealisasiEntry) -> dict[str, Any]:
    """The columns of a Realisasi as the entry means them; raises InvalidValue."""
    i = entry.indikator
    pembilang, penyebut = _muat(entry.pembilang, "Pembilang"), _muat(entry.penyebut, "Penyebut")
    nilai, tingkat = entry.nilai, entry.tingkat
    if i.rumus == Indikator.Rumus.RASIO and (pembilang is not None or penyebut is not None):
        nilai = _ratio(pembilang, penyebut)
    nilai = _muat(nilai, "Nilai")
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


def _muat(nilai: Decimal | None, sebutan: str, desimal: int = DESIMAL_NILAI) -> Decimal | None:
    """The figure as its column keeps it, rounded half up; raises InvalidValue for one that is too long for it."""
    if nilai is None:
        return None
    if abs(nilai) >= Decimal(10) ** MAKS_DIGIT:
        raise InvalidValue(f"{sebutan} terlalu besar: isikan paling banyak {MAKS_DIGIT} angka di depan koma.")
    bulat = calculations.bulatkan(Decimal(nilai), desimal)
    return nilai if bulat == nilai else bulat  # 80 stays 80, not 80.0000, in the audit trail


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


def _anggaran_columns(entry: AnggaranEntry, pagu: int | None) -> dict[str, Any]:
    if entry.keuangan is not None:
        if entry.keuangan < 0:
            raise InvalidValue("Realisasi keuangan tidak boleh kurang dari nol.")
        if pagu is not None and entry.keuangan > pagu:
            raise InvalidValue(f"Realisasi {format_rupiah(entry.keuangan)} melebihi pagu {format_rupiah(pagu)}.")
        _muat(Decimal(entry.keuangan), "Realisasi keuangan")
    if entry.fisik is not None and not 0 <= entry.fisik <= 100:
        raise InvalidValue("Realisasi fisik diisi antara 0 sampai 100 persen.")
    return {
        "keuangan": entry.keuangan,
        "fisik": _muat(entry.fisik, "Realisasi fisik", DESIMAL_FISIK),
        "penyebab": entry.penyebab.strip(),
        "solusi": entry.solusi.strip(),
        "contoh": entry.contoh,
    }


@contextmanager
def _tentang(objek: Indikator | SubKegiatan) -> Iterator[None]:
    """A refusal inside says whose row it is about, so that the page can show it there."""
    try:
        yield
    except DomainError as error:
        error.objek = objek
        raise


def _before(row: Any, revisi: int | None, columns: dict[str, Any]) -> dict[str, Any]:
    """What the row held before, for the audit event; a revision of a row that does not exist is refused."""
    if row is None and revisi:
        raise StaleData("Baris ini sudah dihapus orang lain. Muat ulang halaman.")
    return {k: getattr(row, k) for k in columns} if row is not None else {}


def _update(queryset: QuerySet, row: Any, revisi: int | None, columns: dict[str, Any], by: User | None) -> None:
    """A conditional UPDATE: only the revision that was on the screen, only in an editable state."""
    if row.status not in EDITABLE:
        raise Closed(LOCKED)
    expected = row.revisi if revisi is None else revisi
    if row.revisi != expected and all(getattr(row, k) == v for k, v in columns.items() if k != "contoh"):
        return  # the answer to the same save was lost on the way and the browser sends it again
    updated = queryset.filter(pk=row.pk, revisi=expected, status__in=EDITABLE).update(
        **columns, diisi_oleh=by, revisi=F("revisi") + 1, diubah_pada=timezone.now()
    )
    if not updated:
        raise StaleData(STALE, tersimpan=row)
    for name, value in columns.items():
        setattr(row, name, value)
    row.revisi, row.diisi_oleh = expected + 1, by


def _create(model: type[Any], rows: list[Any]) -> None:
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


def _record(
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


def lembar_for(unit: UnitKerja, triwulan: Triwulan) -> Lembar:
    """The sheet of a unit and quarter, made when it does not exist yet."""
    lembar, _ = Lembar.objects.get_or_create(unit_kerja=unit, tahun=triwulan.tahun, triwulan=triwulan.nomor)
    return lembar
