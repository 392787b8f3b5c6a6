"""What a draft plan holds: targets of the indikator, pagu of the sub kegiatan. Many rows in one statement each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue, StaleData
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
from indicators.selectors.kisi import versi
from indicators.services import audit
from indicators.services.baris import muat, tentang
from indicators.services.periode_tutup import tahan_terbuka

APPROVED = "Rencana ini sudah disahkan dan tidak dapat diubah. Buka rencana perubahan sebagai salinannya."
STALE = "Baris ini sudah diubah orang lain sejak Anda membukanya. Bandingkan kedua nilainya, lalu pilih."
MAKS_SEBUT = 3
NILAI = ("nilai", "tingkat_id", "tw1", "tw2", "tw3", "tw4")


@dataclass(frozen=True)
class TargetEntry:
    """The target of one indikator for the year and its quarters.

    `versi` is the state of the row that was on the screen (`selectors.kisi.versi`); None: not held against anything.
    """

    indikator: Indikator
    nilai: Decimal | None = None
    tingkat: TingkatPredikat | None = None
    tw: tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None] = (None, None, None, None)
    contoh: bool = False
    versi: str | None = None


@dataclass(frozen=True)
class PaguEntry:
    """The pagu of one sub kegiatan for one kind of spending, in whole rupiah; None: no pagu of that kind (any more).

    `versi` is the state of all pagu of the sub kegiatan that was on the screen.
    """

    sub_kegiatan: SubKegiatan
    jenis_belanja: JenisBelanja
    jumlah: int | None
    contoh: bool = False
    versi: str | None = None


# --- Targets -------------------------------------------------------------------------------------------------


@transaction.atomic
def target_save_many(*, rencana: RencanaTahunan, entries: Sequence[TargetEntry], by: User | None) -> int:
    """Store targets of a draft plan, new or replaced, all or none; how many changed.

    Raises NotAllowed, Closed, InvalidValue and StaleData.
    """
    require_draft(by, rencana)
    rows = Target.objects.filter(rencana=rencana, indikator__in=[e.indikator.pk for e in entries])
    stored = {row.indikator_id: row for row in rows}
    baru: list[Target] = []
    ubah: list[Target] = []
    sebelum: dict[str, Any] = {}
    sesudah: dict[str, Any] = {}
    steps = _kode_tingkat([*stored.values()], entries)
    for e in entries:
        with tentang(e.indikator):
            kolom = _kolom_target(rencana, e)
            row = stored.get(e.indikator.pk)
            if row is not None and all(getattr(row, k) == v for k, v in kolom.items()):
                continue
            require_versi([row] if row else [], e.versi)
        if row is not None:
            sebelum[e.indikator.kode] = _teks_target({k: getattr(row, k) for k in NILAI}, steps)
        sesudah[e.indikator.kode] = _teks_target(kolom, steps)
        tujuan = row or Target(rencana=rencana)
        tujuan.indikator = e.indikator
        for nama, nilai in kolom.items():
            setattr(tujuan, nama, nilai)
        (ubah if row else baru).append(tujuan)
    _simpan(Target, baru, ubah, [*NILAI, "contoh"])
    tentang_apa = sebut(t.indikator.nama for t in (*baru, *ubah))
    record(by, rencana, "target.saved", sebelum, sesudah, tentang_apa)
    return len(baru) + len(ubah)


@transaction.atomic
def target_remove(*, rencana: RencanaTahunan, indikator: Indikator, by: User | None) -> None:
    """Take an indikator out of a draft plan. Raises NotAllowed and Closed; nothing happens when it is not in it."""
    require_draft(by, rencana)
    row = Target.objects.filter(rencana=rencana, indikator=indikator).first()
    if row is None:
        return
    sebelum = _teks_target({k: getattr(row, k) for k in NILAI}, _kode_tingkat([row], []))
    row.delete()
    record(by, rencana, "target.removed", {indikator.kode: sebelum}, {}, indikator.nama)


def _kolom_target(rencana: RencanaTahunan, e: TargetEntry) -> dict[str, Any]:
    """The columns of a target as they are stored. Raises InvalidValue."""
    i = e.indikator
    if (i.perangkat_daerah_id, i.periode_id) != (rencana.perangkat_daerah_id, rencana.periode_id):
        raise InvalidValue("Indikator ini tidak termasuk periode dan perangkat daerah rencana.")
    if e.tingkat is not None and e.tingkat.skala_id != i.skala_id:
        raise InvalidValue("Predikat ini tidak ada pada skala indikatornya.")
    tw = [muat(nilai, "Target triwulan") for nilai in e.tw]
    return {
        "nilai": muat(e.nilai, "Target"),
        "tingkat_id": e.tingkat.pk if e.tingkat else None,
        **{f"tw{q}": nilai for q, nilai in enumerate(tw, start=1)},
        "contoh": e.contoh,
    }


def _kode_tingkat(rows: Sequence[Target], entries: Sequence[TargetEntry]) -> dict[int, str]:
    """The codes of the steps that the trail will name."""
    steps = {e.tingkat.pk: e.tingkat.kode for e in entries if e.tingkat}
    lain = {row.tingkat_id for row in rows if row.tingkat_id} - set(steps)
    if lain:
        steps |= dict(TingkatPredikat.objects.filter(pk__in=lain).values_list("pk", "kode"))
    return steps


def _teks_target(kolom: dict[str, Any], steps: dict[int, str]) -> Any:
    """A target as the trail keeps it: year, step, four quarters."""
    tingkat = kolom["tingkat_id"]
    isi = [kolom["nilai"], steps.get(tingkat) if tingkat else None, *(kolom[f"tw{q}"] for q in (1, 2, 3, 4))]
    return audit.as_text(isi)


# --- Pagu ----------------------------------------------------------------------------------------------------


@transaction.atomic
def pagu_save_many(*, rencana: RencanaTahunan, entries: Sequence[PaguEntry], by: User | None) -> int:
    """Store pagu of a draft plan, new, replaced or taken away, all or none; how many changed.

    Raises NotAllowed, Closed, InvalidValue and StaleData.
    """
    require_draft(by, rencana)
    stored: dict[int, dict[int, PaguAnggaran]] = {}
    for row in PaguAnggaran.objects.filter(rencana=rencana, sub_kegiatan__in={e.sub_kegiatan.pk for e in entries}):
        stored.setdefault(row.sub_kegiatan_id, {})[row.jenis_belanja_id] = row
    baru: list[PaguAnggaran] = []
    ubah: list[PaguAnggaran] = []
    hapus: list[int] = []
    sebelum: dict[str, Any] = {}
    sesudah: dict[str, Any] = {}
    for e in entries:
        own = stored.get(e.sub_kegiatan.pk, {})
        lama = own.get(e.jenis_belanja.pk)
        with tentang(e.sub_kegiatan):
            _periksa_pagu(rencana, e)
            if _sama(lama, e):
                continue
            require_versi(own.values(), e.versi)
        kunci = f"{e.sub_kegiatan.pk}/{e.jenis_belanja.kode}"
        if lama is not None:
            sebelum[kunci] = lama.jumlah
        if e.jumlah is None:
            hapus += [lama.pk] if lama else []
            continue
        sesudah[kunci] = e.jumlah
        row = lama or PaguAnggaran(rencana=rencana, sub_kegiatan=e.sub_kegiatan, jenis_belanja=e.jenis_belanja)
        row.jumlah, row.contoh = e.jumlah, e.contoh
        (ubah if lama else baru).append(row)
    PaguAnggaran.objects.filter(pk__in=hapus).delete()
    _simpan(PaguAnggaran, baru, ubah, ["jumlah", "contoh"])
    berubah = {kunci.partition("/")[0] for kunci in (*sebelum, *sesudah)}
    nama = dict.fromkeys(e.sub_kegiatan.uraian for e in entries if str(e.sub_kegiatan.pk) in berubah)
    record(by, rencana, "pagu.saved", sebelum, sesudah, sebut(nama))
    return len(baru) + len(ubah) + len(hapus)


def _sama(lama: PaguAnggaran | None, e: PaguEntry) -> bool:
    """Whether it is stored so already."""
    if lama is None or e.jumlah is None:
        return lama is None and e.jumlah is None
    return (lama.jumlah, lama.contoh) == (e.jumlah, e.contoh)


def _periksa_pagu(rencana: RencanaTahunan, e: PaguEntry) -> None:
    sub = e.sub_kegiatan
    if (sub.perangkat_daerah_id, sub.periode_id) != (rencana.perangkat_daerah_id, rencana.periode_id):
        raise InvalidValue("Sub kegiatan ini tidak termasuk periode dan perangkat daerah rencana.")
    if e.jumlah is not None:
        if e.jumlah < 0:
            raise InvalidValue("Pagu tidak boleh kurang dari nol.")
        muat(Decimal(e.jumlah), "Pagu")


# --- What both do --------------------------------------------------------------------------------------------


def require(by: User | None, ability: Ability, perangkat_daerah: PerangkatDaerah) -> None:
    """Raise NotAllowed unless the person may; `by` None is the system itself."""
    if by is not None:
        permissions.require(by, ability, perangkat_daerah)


def require_terbuka(periode: PeriodeRenstra) -> None:
    """Raise Closed when the period is over; else hold it open until the transaction ends."""
    tahan_terbuka(periode, "Periode Renstra {periode} sudah ditutup, sehingga rencananya tidak dapat diubah.")


def require_draft(by: User | None, rencana: RencanaTahunan) -> None:
    """Lock the plan until the transaction ends. Raises NotAllowed, and Closed unless it is a draft of an open period.

    Writers of one plan wait for each other, and an approval waits for them.
    """
    require(by, Ability.EDIT_TARGET, rencana.perangkat_daerah)
    kini = RencanaTahunan.objects.select_for_update(of=("self",)).filter(pk=rencana.pk).first()
    if kini is None:
        raise Closed("Draf rencana ini sudah dihapus. Muat ulang halaman.")
    if kini.status != RencanaTahunan.Status.DRAFT:
        raise Closed(APPROVED)
    require_terbuka(rencana.periode)


def require_versi(rows: Iterable[Any], dilihat: str | None) -> None:
    """Raise StaleData when the stored rows are not those that were on the screen."""
    if dilihat is not None and versi(rows) != dilihat:
        raise StaleData(STALE)


def _simpan(model: type[Any], baru: list[Any], ubah: list[Any], kolom: list[str]) -> None:
    now = timezone.now()
    for row in ubah:
        row.diubah_pada = now
    model.objects.bulk_create(baru, batch_size=500)
    if ubah:
        model.objects.bulk_update(ubah, [*kolom, "diubah_pada"], batch_size=200)


def sebut(nama: Iterable[str]) -> str:
    """The rows an event is about, in words: the keys in it are codes."""
    semua = list(nama)
    lebih = f"; dan {len(semua) - MAKS_SEBUT} lainnya" if len(semua) > MAKS_SEBUT else ""
    return "; ".join(semua[:MAKS_SEBUT]) + lebih


def record(
    by: User | None,
    rencana: RencanaTahunan,
    aksi: str,
    sebelum: dict[str, Any],
    sesudah: dict[str, Any],
    catatan: str = "",
) -> None:
    """One event about the plan, with the rows that changed; none when nothing did."""
    if not sebelum and not sesudah:
        return
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=rencana,
            nama=f"{rencana} — {rencana.perangkat_daerah}",
            perangkat_daerah=rencana.perangkat_daerah,
            sebelum=sebelum,
            sesudah=audit.as_text(sesudah),
            catatan=catatan,
        ),
    )
