"""A period copied into another one: all or nothing, one statement a table, one event a row."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue, StaleData
from indicators.models import Indikator, Misi, PerangkatDaerah, PeriodeRenstra, Program, Sasaran, User, Visi
from indicators.permissions import Ability
from indicators.selectors.salinan import NAMA, PilihanSalin, Salinan, salinan
from indicators.services import audit

BATCH = 500
LAIN = "Isinya berubah sejak pratinjau dibuat. Lihat pratinjau yang baru, lalu setujui lagi."


@transaction.atomic
def periode_copy(
    *,
    asal: PeriodeRenstra,
    tujuan: PeriodeRenstra,
    perangkat_daerah: Sequence[PerangkatDaerah],
    pilihan: PilihanSalin,
    ciri: str,
    by: User,
) -> Salinan:
    """Store what the preview with this `ciri` showed; every indikator continues its former one.

    Who: a planner of each perangkat daerah; visi and misi only a planner of the regency. Raises NotAllowed, Closed,
    InvalidValue (the new period is not empty, …) and StaleData (something changed after the preview).
    """
    for pd in perangkat_daerah:
        permissions.require(by, Ability.EDIT_CASCADE, pd)
    kini = PeriodeRenstra.objects.select_for_update(of=("self",)).select_related("pemerintah_daerah").get(pk=tujuan.pk)
    if pilihan.visi_misi:
        permissions.require(by, Ability.EDIT_CASCADE, kini.pemerintah_daerah)
    hasil = salinan(asal, kini, perangkat_daerah, pilihan)
    if hasil.galat:
        galat = Closed if kini.status == PeriodeRenstra.Status.CLOSED else InvalidValue
        raise galat(" ".join(hasil.galat))
    if hasil.ciri != ciri:
        raise StaleData(LAIN)
    if not hasil.jumlah:
        raise InvalidValue(f"Periode {asal} tidak memuat apa pun untuk disalin.")
    _simpan(hasil)
    _catat(hasil, by)
    return hasil


def _simpan(s: Salinan) -> None:
    """In the order they were put together: what a row points at is stored before it."""
    tunda = [(row, row.induk) for row in s.baru[Sasaran] if row.induk is not None]
    for row, _ in tunda:
        row.induk = None
    for model, rows in s.baru.items():
        if rows:
            model._default_manager.bulk_create(rows, batch_size=BATCH)
        if model is Sasaran:
            for row, induk in tunda:
                row.induk = induk
            Sasaran.objects.bulk_update([row for row, _ in tunda], ["induk"], batch_size=BATCH)
    kait = Program.iku.through
    kait._default_manager.bulk_create(
        [kait(program_id=s.dari[Program][p].pk, indikator_id=s.dari[Indikator][i].pk) for p, i in s.iku],
        batch_size=BATCH,
    )


def _catat(s: Salinan, by: User) -> None:
    """One event for each new row that a person would look for, and one for the whole."""
    catatan = f"Disalin dari periode Renstra {s.asal}."
    pemda = s.tujuan.pemerintah_daerah
    pd = {p.pk: p for p in s.perangkat_daerah}
    events = [
        audit.Event(
            aksi=f"{model._meta.model_name}.created",
            objek=row,
            nama=str(row),
            perangkat_daerah=pd.get(getattr(row, "perangkat_daerah_id", 0)),
            pemerintah_daerah=pemda if model in (Visi, Misi) else None,
            sesudah=_isi(model, row),
            catatan=catatan,
        )
        for model, rows in s.baru.items()
        if model in NAMA
        for row in rows
    ]
    ringkas: dict[str, Any] = {nama.lower(): jumlah for nama, jumlah in s.hitungan}
    events.append(
        audit.Event(
            aksi="perioderenstra.copied",
            objek=s.tujuan,
            nama=f"Periode Renstra {s.tujuan}",
            pemerintah_daerah=pemda,
            sesudah={"perangkat daerah": [p.nama for p in s.perangkat_daerah], **ringkas},
            catatan=catatan,
        )
    )
    audit.record_many(by, events)


def _isi(model: type[models.Model], row: Any) -> dict[str, Any]:
    isi = {k: getattr(row, k) for k in ("kode", "uraian", "nama", "kontribusi") if getattr(row, k, "")}
    if model is Indikator:
        isi["predecessor"] = row.predecessor_id
        if row.kondisi_awal_nilai is not None:
            isi["kondisi_awal_nilai"] = row.kondisi_awal_nilai
    return isi
