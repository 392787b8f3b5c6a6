"""The life of a sheet and of a quarter: submit, recall, verify, return; open, close, reopen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import (
    Indikator,
    JadwalPengisian,
    Lembar,
    PerangkatDaerah,
    PeriodeRenstra,
    Realisasi,
    RealisasiAnggaran,
    Status,
    UnitKerja,
    User,
)
from indicators.permissions import Ability
from indicators.selectors.hitungan import hitungan_program
from indicators.selectors.lembar import lembar_ringkas
from indicators.services import audit
from indicators.services.baris import jadwal_require_open, lembar_for
from indicators.workflow import TRANSITIONS, Transition
from sakip.lib.numbers import format_number, format_tanggal
from sakip.lib.periods import Triwulan

MAKS_CATATAN = 4000
RACE = "Lembar ini sudah berubah sejak Anda membukanya. Muat ulang halaman, lalu periksa kembali."


@transaction.atomic
def realisasi_transition(
    *,
    action: str,
    unit: UnitKerja,
    triwulan: Triwulan,
    by: User | None,
    note: str = "",
    row_notes: Mapping[tuple[str, int], str] | None = None,
    kekurangan: Sequence[str] = (),
) -> Lembar:
    """Move every row of one sheet through one transition of the table: all rows or none.

    `row_notes` maps ("realisasi" | "anggaran", pk of the row) to the note at that row. `kekurangan` is what the
    checks found missing; a submission with any is refused. Raises NotAllowed, Closed, Incomplete, InvalidValue
    and StaleData.
    """
    transition = TRANSITIONS[action]
    if by is not None:
        permissions.require(by, transition.ability, unit)
    jadwal_require_open(unit.perangkat_daerah_id, triwulan)
    if transition.note_required and not note.strip():
        raise InvalidValue("Tulis catatan supaya pengisi tahu apa yang harus diperbaiki.")
    if action == "submit" and kekurangan:
        raise Incomplete("Lembar belum dapat diajukan.", list(kekurangan))
    rows = _rows(unit, triwulan)
    _refuse_notes([note, *(row_notes or {}).values()])
    _refuse(action, transition, rows, by)
    _move(rows, transition, by, row_notes or {})
    lembar = _lembar_after(action, unit, triwulan, by, note)
    _record(action, transition, lembar, rows, by, note, row_notes or {})
    return lembar


def _rows(unit: UnitKerja, triwulan: Triwulan) -> dict[str, list[Any]]:
    quarter = {"tahun": triwulan.tahun, "triwulan": triwulan.nomor}
    return {
        "realisasi": list(Realisasi.objects.filter(indikator__unit_kerja=unit, **quarter).select_related("indikator")),
        "anggaran": list(
            RealisasiAnggaran.objects.filter(sub_kegiatan__unit_kerja=unit, **quarter).select_related("sub_kegiatan")
        ),
    }


def _refuse_notes(notes: Iterable[str]) -> None:
    """A note is a few paragraphs of plain text; PostgreSQL stores no NUL character."""
    for note in notes:
        if len(note) > MAKS_CATATAN:
            raise InvalidValue(f"Catatan paling panjang {format_number(MAKS_CATATAN)} huruf; ringkas dulu.")
        if "\x00" in note:
            raise InvalidValue("Catatan memuat karakter yang tidak dapat disimpan. Ketik ulang catatannya.")


def _refuse(action: str, transition: Transition, rows: dict[str, list[Any]], by: User | None) -> None:
    semua = [r for group in rows.values() for r in group]
    if not semua:
        raise Incomplete("Lembar ini belum berisi nilai apa pun.")
    if action == "recall" and any(r.status == Status.VERIFIED for r in semua):
        raise Closed("Sudah ada baris yang diverifikasi. Minta Bagian Perencanaan dan Keuangan mengembalikan lembar.")
    if any(r.status not in transition.sources for r in semua):
        raise Closed(f"Lembar ini tidak dapat diproses dengan “{transition.label}” pada statusnya sekarang.")
    if action == "verify" and by is not None and any(r.diisi_oleh_id == by.pk for r in semua):
        raise NotAllowed("Anda mengisi sebagian nilai lembar ini, sehingga orang lain yang harus memverifikasinya.")


def _move(
    rows: dict[str, list[Any]], transition: Transition, by: User | None, row_notes: Mapping[tuple[str, int], str]
) -> None:
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
        group = rows[kind]
        where = model.objects.filter(pk__in=[r.pk for r in group], status__in=transition.sources)
        if group and where.update(**changes) != len(group):
            raise StaleData(RACE)
        for (note_kind, pk), text in row_notes.items():
            if note_kind == kind and text.strip():
                model.objects.filter(pk=pk, pk__in=[r.pk for r in group]).update(catatan_verifikasi=text.strip())


def _lembar_after(action: str, unit: UnitKerja, triwulan: Triwulan, by: User | None, note: str) -> Lembar:
    lembar = lembar_for(unit, triwulan)
    if action == "submit":
        lembar.diajukan_oleh, lembar.diajukan_pada = by, timezone.now()
        lembar.catatan = ""
    elif action == "return":
        lembar.catatan = note.strip()
    elif action == "recall":
        lembar.diajukan_oleh = lembar.diajukan_pada = None
    lembar.save(update_fields=["diajukan_oleh", "diajukan_pada", "catatan", "diubah_pada"])
    return lembar


def _record(
    action: str,
    transition: Transition,
    lembar: Lembar,
    rows: dict[str, list[Any]],
    by: User | None,
    note: str,
    row_notes: Mapping[tuple[str, int], str],
) -> None:
    """One event for the sheet and one for each of its rows: the trail of a value tells its whole story."""
    unit = lembar.unit_kerja
    triwulan = Triwulan(lembar.tahun, lembar.triwulan)
    common: dict[str, Any] = {"perangkat_daerah": unit.perangkat_daerah, "unit_kerja": unit}
    events = [
        audit.Event(
            aksi=f"lembar.{transition.aksi}",
            objek=lembar,
            nama=f"Lembar {unit.nama} — {triwulan}",
            catatan=note,
            **common,
        )
    ]
    for kind, group in rows.items():
        prefix = "realisasi" if kind == "realisasi" else "realisasi_anggaran"
        events += [
            audit.Event(
                aksi=f"{prefix}.{transition.aksi}",
                objek=r,
                nama=f"{r.indikator if kind == 'realisasi' else r.sub_kegiatan} — {triwulan}",
                sebelum={"status": r.status},
                sesudah={"status": transition.target},
                catatan=row_notes.get((kind, r.pk), ""),
                **common,
            )
            for r in group
        ]
    audit.record_many(by, events)


# --- The quarter ---------------------------------------------------------------------------------------------


@transaction.atomic
def triwulan_open(
    *, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, batas: date, by: User | None
) -> JadwalPengisian:
    """Open a quarter for entry until `batas`.

    Raises NotAllowed, Incomplete outside every Renstra period, Closed when it is closed already, and InvalidValue for a
    deadline before the quarter begins.
    """
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, perangkat_daerah)
    if batas < triwulan.mulai:
        raise InvalidValue(
            f"Batas waktu {format_tanggal(batas)} mendahului {triwulan}: "
            f"pilih tanggal sesudah {format_tanggal(triwulan.mulai)}."
        )
    periode = PeriodeRenstra.objects.filter(
        pemerintah_daerah=perangkat_daerah.pemerintah_daerah_id,
        tahun_awal__lte=triwulan.tahun,
        tahun_akhir__gte=triwulan.tahun,
    )
    if not periode.exists():
        raise Incomplete(f"Tahun {triwulan.tahun} di luar periode Renstra, sehingga {triwulan} tidak dapat dibuka.")
    jadwal, _ = JadwalPengisian.objects.get_or_create(
        perangkat_daerah=perangkat_daerah,
        tahun=triwulan.tahun,
        triwulan=triwulan.nomor,
        defaults={"batas": batas},
    )
    if jadwal.status == JadwalPengisian.Status.CLOSED:
        raise Closed(f"{triwulan} sudah ditutup. Pakai “Buka kembali” dengan alasannya.")
    _jadwal_set(jadwal, JadwalPengisian.Status.OPEN, by, "triwulan.opened", batas=batas)
    return jadwal


@transaction.atomic
def triwulan_close(*, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, by: User | None) -> JadwalPengisian:
    """Close a quarter when every sheet is verified. Raises Incomplete naming the units that are not."""
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, perangkat_daerah)
    jadwal = _jadwal(perangkat_daerah, triwulan)
    if jadwal.status != JadwalPengisian.Status.OPEN:
        raise Closed(f"{triwulan} tidak sedang terbuka.")
    unfinished = units_unfinished(perangkat_daerah, triwulan)
    if unfinished:
        raise Incomplete(
            f"{triwulan} belum dapat ditutup: masih ada lembar yang belum terverifikasi.",
            [f"{unit.nama}: lembar belum terverifikasi" for unit in unfinished],
        )
    differing = values_differing(perangkat_daerah, triwulan)
    if differing:
        raise Incomplete(
            f"{triwulan} belum dapat ditutup: ada nilai yang berbeda dari hitungannya. Kembalikan lembarnya, lalu "
            "pakai nilai hitungan.",
            differing,
        )
    _jadwal_set(jadwal, JadwalPengisian.Status.CLOSED, by, "triwulan.closed")
    return jadwal


@transaction.atomic
def triwulan_reopen(
    *, perangkat_daerah: PerangkatDaerah, triwulan: Triwulan, alasan: str, by: User | None
) -> JadwalPengisian:
    """Open a closed quarter again: an explicit act with a reason that stays in the trail. Values stay verified."""
    if by is not None:
        permissions.require(by, Ability.OPEN_TRIWULAN, perangkat_daerah)
    if not alasan.strip():
        raise InvalidValue("Tulis alasan membuka kembali triwulan; alasan ini tercatat dalam jejak audit.")
    jadwal = _jadwal(perangkat_daerah, triwulan)
    if jadwal.status != JadwalPengisian.Status.CLOSED:
        raise Closed(f"{triwulan} tidak sedang ditutup.")
    _jadwal_set(jadwal, JadwalPengisian.Status.OPEN, by, "triwulan.reopened", catatan=alasan.strip())
    return jadwal


def units_unfinished(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> list[UnitKerja]:
    """The units with a sheet to fill whose values of the quarter are missing or not all verified.

    A unit has a sheet when it owns an indikator or a sub kegiatan of the plan in force.
    """
    ringkas = lembar_ringkas(perangkat_daerah=perangkat_daerah, triwulan=triwulan)
    return [r.unit for r in ringkas if r.status != Status.VERIFIED]


def values_differing(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> list[str]:
    """The values computed from programmes that no longer equal their arithmetic, each as one sentence.

    Money and progress of several units stand behind such a value; the last of them may change it until the close.
    """
    stored = list(
        Realisasi.objects.filter(
            indikator__perangkat_daerah=perangkat_daerah,
            indikator__rumus=Indikator.Rumus.PROGRAM,
            tahun=triwulan.tahun,
            triwulan=triwulan.nomor,
        ).select_related("indikator__unit_kerja")
    )
    if not stored:
        return []
    hitungan = hitungan_program(perangkat_daerah, [r.indikator for r in stored], triwulan)
    return [
        f"{r.indikator.unit_kerja}: {r.indikator.nama} berisi {format_number(r.nilai)}, "
        f"hitungannya {format_number(hitungan[r.indikator_id].nilai)}"
        for r in stored
        if r.indikator_id in hitungan and r.nilai != hitungan[r.indikator_id].nilai
    ]


def _jadwal(perangkat_daerah: PerangkatDaerah, triwulan: Triwulan) -> JadwalPengisian:
    jadwal = JadwalPengisian.objects.filter(
        perangkat_daerah=perangkat_daerah, tahun=triwulan.tahun, triwulan=triwulan.nomor
    ).first()
    if jadwal is None:
        raise Closed(f"{triwulan} belum dijadwalkan.")
    return jadwal


def _jadwal_set(
    jadwal: JadwalPengisian,
    status: str,
    by: User | None,
    aksi: str,
    batas: date | None = None,
    catatan: str = "",
) -> None:
    """Conditional on the state that was read, so that of two people only one opens or closes."""
    after: dict[str, Any] = {"status": status} | ({"batas": batas} if batas else {})
    sebelum, sesudah = audit.changes({"status": jadwal.status, "batas": jadwal.batas}, after)
    where = JadwalPengisian.objects.filter(pk=jadwal.pk, status=jadwal.status)
    if not where.update(**after, diubah_pada=timezone.now()):
        raise StaleData(RACE)
    for name, value in after.items():
        setattr(jadwal, name, value)
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=jadwal,
            nama=str(jadwal),
            perangkat_daerah=jadwal.perangkat_daerah,
            sebelum=sebelum,
            sesudah=sesudah,
            catatan=catatan,
        ),
    )
