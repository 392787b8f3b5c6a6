"""The life of a sheet: submit, recall, verify, return; whole, or some of its rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import (
    Lembar,
    Realisasi,
    RealisasiAnggaran,
    Status,
    UnitKerja,
    User,
)
from indicators.services import audit
from indicators.services.baris import jadwal_require_open, lembar_for
from indicators.workflow import TRANSITIONS, Transition
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan

MAKS_CATATAN = 4000
RACE = "Lembar ini sudah berubah sejak Anda membukanya. Muat ulang halaman, lalu periksa kembali."


Baris = tuple[str, int]
"""One stored row of a sheet: "realisasi" or "anggaran", and its pk."""


@transaction.atomic
def realisasi_transition(
    *,
    action: str,
    unit: UnitKerja,
    triwulan: Triwulan,
    by: User | None,
    note: str = "",
    row_notes: Mapping[Baris, str] | None = None,
    kekurangan: Sequence[str] = (),
    hanya: Collection[Baris] | None = None,
    dilihat: Mapping[Baris, int] | None = None,
) -> Lembar:
    """Move the rows of one sheet that wait for it through one transition of the table: all of them or none.

    `row_notes` holds the notes at rows. `kekurangan` is what the checks found missing; a submission with any is
    refused. `hanya` narrows to some rows: the others stay as they are. `dilihat` is the `revisi` of each row that was
    on the screen: a row that changed meanwhile is not moved unseen. Raises NotAllowed, Closed, Incomplete,
    InvalidValue and StaleData.
    """
    transition = TRANSITIONS[action]
    if by is not None:
        permissions.require(by, transition.ability, unit)
    jadwal_require_open(unit.perangkat_daerah_id, triwulan, tahan=True)
    row_notes = {baris: text.strip() for baris, text in (row_notes or {}).items() if text.strip()}
    _refuse_notes([note, *row_notes.values()])
    if action == "submit" and kekurangan:
        raise Incomplete("Lembar belum dapat diajukan.", list(kekurangan))
    semua = _rows(unit, triwulan)
    rows = _pilih(semua, transition, hanya)
    if transition.note_required and not note.strip() and (hanya is None or set(rows) - set(row_notes)):
        raise InvalidValue("Tulis catatan supaya pengisi tahu apa yang harus diperbaiki.")
    _refuse(action, transition, semua, rows, by)
    _refuse_unseen(rows, dilihat or {})
    _move(rows, transition, by, row_notes)
    if action == "return" and not note.strip():
        note = f"{len(rows)} baris dikembalikan. Baca catatan pada barisnya."
    lembar = _lembar_after(action, unit, triwulan, by, note)
    sisa = any(r.status != transition.target for baris, r in semua.items() if baris not in rows)
    _record(transition, None if action == "verify" and sisa else lembar, rows, by, note, row_notes, unit, triwulan)
    return lembar


def _rows(unit: UnitKerja, triwulan: Triwulan) -> dict[Baris, Any]:
    quarter = {"tahun": triwulan.tahun, "triwulan": triwulan.nomor}
    indikator = Realisasi.objects.filter(indikator__unit_kerja=unit, **quarter).select_related("indikator")
    anggaran = RealisasiAnggaran.objects.filter(sub_kegiatan__unit_kerja=unit, **quarter).select_related("sub_kegiatan")
    return {("realisasi", r.pk): r for r in indikator} | {("anggaran", a.pk): a for a in anggaran}


def _pilih(semua: Mapping[Baris, Any], transition: Transition, hanya: Collection[Baris] | None) -> dict[Baris, Any]:
    """The rows that move: those named, else all that are in a state the transition starts from."""
    if hanya is not None:
        return {baris: r for baris, r in semua.items() if baris in hanya}
    return {baris: r for baris, r in semua.items() if r.status in transition.sources}


def _refuse_notes(notes: Iterable[str]) -> None:
    """A note is a few paragraphs of plain text; PostgreSQL stores no NUL character."""
    for note in notes:
        if len(note) > MAKS_CATATAN:
            raise InvalidValue(f"Catatan paling panjang {format_number(MAKS_CATATAN)} huruf; ringkas dulu.")
        if "\x00" in note:
            raise InvalidValue("Catatan memuat karakter yang tidak dapat disimpan. Ketik ulang catatannya.")


def _refuse(
    action: str, transition: Transition, semua: Mapping[Baris, Any], rows: Mapping[Baris, Any], by: User | None
) -> None:
    """What no row may be for the whole to move. A sheet is verified when it was handed in, not while it is filled."""
    if not semua:
        raise Incomplete("Lembar ini belum berisi nilai apa pun.")
    if action == "recall" and any(r.status == Status.VERIFIED for r in semua.values()):
        raise Closed("Sudah ada baris yang diverifikasi. Minta perencana mengembalikan lembar.")
    masih_draf = action == "verify" and any(r.status == Status.DRAFT for r in semua.values())
    if not rows or masih_draf or any(r.status not in transition.sources for r in rows.values()):
        raise Closed(f"Lembar ini tidak dapat diproses dengan “{transition.label}” pada statusnya sekarang.")
    if action == "verify" and by is not None and any(r.diisi_oleh_id == by.pk for r in rows.values()):
        raise NotAllowed("Anda mengisi sebagian nilai lembar ini, sehingga orang lain yang harus memverifikasinya.")


def _refuse_unseen(rows: Mapping[Baris, Any], dilihat: Mapping[Baris, int]) -> None:
    if any(baris in dilihat and r.revisi != dilihat[baris] for baris, r in rows.items()):
        raise StaleData(RACE)


def _move(rows: Mapping[Baris, Any], transition: Transition, by: User | None, row_notes: Mapping[Baris, str]) -> None:
    """One conditional UPDATE per table; a row that changed meanwhile undoes everything."""
    verified = transition.target == Status.VERIFIED
    changes = {
        "status": transition.target,
        "diverifikasi_oleh": by if verified else None,
        "diverifikasi_pada": timezone.now() if verified else None,
        "diubah_pada": timezone.now(),
        "revisi": F("revisi") + 1,
    }
    if transition.target in (Status.SUBMITTED, Status.RETURNED):
        changes["catatan_verifikasi"] = ""
    for kind, model in (("realisasi", Realisasi), ("anggaran", RealisasiAnggaran)):
        group = {r.pk: r.revisi for (jenis, _), r in rows.items() if jenis == kind}
        seen = Q(pk__in=[])
        for revisi in set(group.values()):  # a handful of values: most rows of a sheet were saved once or twice
            seen |= Q(revisi=revisi, pk__in=[pk for pk, r in group.items() if r == revisi])
        where = model.objects.filter(seen, status__in=transition.sources)
        if group and where.update(**changes) != len(group):
            raise StaleData(RACE)
        for (note_kind, pk), text in row_notes.items():
            if note_kind == kind and pk in group:
                model.objects.filter(pk=pk).update(catatan_verifikasi=text)


def _lembar_after(action: str, unit: UnitKerja, triwulan: Triwulan, by: User | None, note: str) -> Lembar:
    lembar = lembar_for(unit, triwulan)
    if action == "submit":
        lembar.diajukan_oleh, lembar.diajukan_pada = by, timezone.now()
        lembar.pertama_diajukan = lembar.pertama_diajukan or lembar.diajukan_pada
        lembar.catatan = ""
    elif action == "return":
        lembar.catatan = note.strip()
    elif action == "recall":
        lembar.diajukan_oleh = lembar.diajukan_pada = lembar.pertama_diajukan = None
    lembar.save(update_fields=["diajukan_oleh", "diajukan_pada", "pertama_diajukan", "catatan", "diubah_pada"])
    return lembar


def _record(
    transition: Transition,
    lembar: Lembar | None,
    rows: Mapping[Baris, Any],
    by: User | None,
    note: str,
    row_notes: Mapping[Baris, str],
    unit: UnitKerja,
    triwulan: Triwulan,
) -> None:
    """One event for each row that moved and one for the sheet: the trail of a value tells its whole story.

    `lembar` None: only some rows are verified yet. The people of the unit are told of a sheet, not of each row.
    """
    common: dict[str, Any] = {"perangkat_daerah": unit.perangkat_daerah, "unit_kerja": unit}
    events = []
    if lembar is not None:
        nama = f"Lembar {unit.nama} — {triwulan}"
        events.append(audit.Event(aksi=f"lembar.{transition.aksi}", objek=lembar, nama=nama, catatan=note, **common))
    for (kind, pk), r in rows.items():
        prefix, tentang = ("realisasi", "indikator") if kind == "realisasi" else ("realisasi_anggaran", "sub_kegiatan")
        events.append(
            audit.Event(
                aksi=f"{prefix}.{transition.aksi}",
                objek=r,
                nama=f"{getattr(r, tentang)} — {triwulan}",
                sebelum={"status": r.status},
                sesudah={"status": transition.target},
                catatan=row_notes.get((kind, pk), ""),
                **common,
            )
        )
    audit.record_many(by, events)
