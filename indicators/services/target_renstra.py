"""The targets of an indikator for the years of its period (Renstra, SK IKU)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from indicators.exceptions import InvalidValue
from indicators.models import Indikator, PerangkatDaerah, PeriodeRenstra, TargetRenstra, TingkatPredikat, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.baris import muat, tentang
from indicators.services.rencana_isi import require, require_terbuka, require_versi


@dataclass(frozen=True)
class TargetRenstraEntry:
    """The target of one indikator for one year; both empty: none (any more).

    `versi` is the state of all years of the indikator that was on the screen; None: not held against anything.
    """

    indikator: Indikator
    tahun: int
    nilai: Decimal | None = None
    tingkat: TingkatPredikat | None = None
    versi: str | None = None


@transaction.atomic
def target_renstra_save_many(
    *,
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    entries: Sequence[TargetRenstraEntry],
    by: User | None,
) -> int:
    """Store targets of a period, new, replaced or taken away, all or none; how many changed.

    Finished documents keep what they say. Raises NotAllowed, Closed, InvalidValue and StaleData.
    """
    require(by, Ability.EDIT_TARGET, perangkat_daerah)
    require_terbuka(periode)
    stored: dict[int, dict[int, TargetRenstra]] = {}
    rows = TargetRenstra.objects.filter(indikator__in={e.indikator.pk for e in entries}).select_related("tingkat")
    for row in rows:
        stored.setdefault(row.indikator_id, {})[row.tahun] = row
    baru: list[TargetRenstra] = []
    ubah: list[TargetRenstra] = []
    hapus: list[int] = []
    beda: dict[int, tuple[Indikator, dict[str, Any], dict[str, Any]]] = {}
    for e in entries:
        own = stored.get(e.indikator.pk, {})
        lama = own.get(e.tahun)
        with tentang(e.indikator):
            _periksa(perangkat_daerah, periode, e)
            nilai = muat(e.nilai, "Target")
            if (lama.nilai, lama.tingkat) == (nilai, e.tingkat) if lama else nilai is None and e.tingkat is None:
                continue
            require_versi(own.values(), e.versi)
        _, sebelum, sesudah = beda.setdefault(e.indikator.pk, (e.indikator, {}, {}))
        if lama is not None:
            sebelum[str(e.tahun)] = _teks(lama.nilai, lama.tingkat)
        if nilai is None and e.tingkat is None:
            hapus += [lama.pk] if lama else []
            continue
        sesudah[str(e.tahun)] = _teks(nilai, e.tingkat)
        row = lama or TargetRenstra(indikator=e.indikator, tahun=e.tahun)
        row.nilai, row.tingkat, row.contoh, row.diubah_pada = nilai, e.tingkat, False, timezone.now()
        (ubah if lama else baru).append(row)
    TargetRenstra.objects.filter(pk__in=hapus).delete()
    TargetRenstra.objects.bulk_create(baru, batch_size=500)
    TargetRenstra.objects.bulk_update(ubah, ["nilai", "tingkat", "contoh", "diubah_pada"], batch_size=200)
    _rekam(by, perangkat_daerah, list(beda.values()))
    return len(baru) + len(ubah) + len(hapus)


def _periksa(pd: PerangkatDaerah, periode: PeriodeRenstra, e: TargetRenstraEntry) -> None:
    i = e.indikator
    if (i.perangkat_daerah_id, i.periode_id) != (pd.pk, periode.pk) or e.tahun not in periode.tahun:
        raise InvalidValue("Indikator atau tahun ini tidak termasuk periode Renstra yang dibuka.")
    if e.tingkat is not None and e.tingkat.skala_id != i.skala_id:
        raise InvalidValue("Predikat ini tidak ada pada skala indikatornya.")


def _teks(nilai: Decimal | None, tingkat: TingkatPredikat | None) -> Any:
    return audit.as_text([tingkat.kode if tingkat else None, nilai] if tingkat else nilai)


def _rekam(by: User | None, pd: PerangkatDaerah, beda: list[tuple[Indikator, dict[str, Any], dict[str, Any]]]) -> None:
    """One event per indikator, with the years that changed."""
    events = [
        audit.Event(
            aksi="target_renstra.saved",
            objek=i,
            nama=i.nama,
            perangkat_daerah=pd,
            sebelum=sebelum,
            sesudah=sesudah,
        )
        for i, sebelum, sesudah in beda
    ]
    if events:
        audit.record_many(by, events)
