"""Findings of the page Pemeriksaan that a planner lets stand, with the reason the auditor reads.

Only a WARNING is accepted: it may be right as it is, and the reason says why. An ERROR means that a document made from
the data would be wrong or incomplete, and no reason makes a wrong figure right: it is mended, or it keeps blocking.
"""

from collections.abc import Sequence

from django.db import transaction

from indicators import permissions
from indicators.checks import Level
from indicators.checks_data import TemuanData
from indicators.exceptions import InvalidValue
from indicators.models import AuditEvent, PerangkatDaerah, TemuanDiterima, User
from indicators.permissions import Ability
from indicators.services import audit

MIN_ALASAN, MAKS_ALASAN = 10, 500


@transaction.atomic
def temuan_terima(
    *, perangkat_daerah: PerangkatDaerah, tahun: int, temuan: Sequence[TemuanData], alasan: str, by: User
) -> list[TemuanDiterima]:
    """Accept findings of one year for one reason, all or none; what was accepted already stays as it is.

    Raises NotAllowed, and InvalidValue for an ERROR, for no finding and for a reason that says nothing.
    """
    permissions.require(by, Ability.ACCEPT_TEMUAN, perangkat_daerah)
    kalimat = _alasan(alasan)
    if not temuan:
        raise InvalidValue("Pilih sedikitnya satu temuan yang diterima.")
    if any(t.aturan.level == Level.ERROR for t in temuan):
        raise InvalidValue("Temuan yang harus diperbaiki tidak dapat diterima. Perbaiki datanya.")
    audit.tahan(perangkat_daerah.pemerintah_daerah_id)  # two at once: the second sees what the first accepted
    milik = {"perangkat_daerah": perangkat_daerah, "tahun": tahun}
    ada = set(TemuanDiterima.objects.filter(**milik).values_list("ciri", flat=True))
    baru = {t.ciri: t for t in temuan if t.ciri not in ada}
    rows = []
    for t in baru.values():
        row = TemuanDiterima(**milik, alasan=kalimat, oleh=by, **_tentang(t))
        row.save(force_insert=True)
        rows.append(row)
    audit.record_many(
        by,
        [
            _peristiwa("temuan.accepted", row, f"{t.aturan.judul}: {t.objek.nama}", sesudah={"temuan": t.pesan})
            for row, t in zip(rows, baru.values(), strict=True)
        ],
    )
    return rows


@transaction.atomic
def temuan_tarik(*, diterima: TemuanDiterima, by: User) -> None:
    """Take an acceptance back: the finding stands open again. The trail names it as it did when it was accepted."""
    permissions.require(by, Ability.ACCEPT_TEMUAN, diterima.perangkat_daerah)
    dulu = AuditEvent.objects.filter(aksi="temuan.accepted", objek_tipe="temuanditerima", objek_id=diterima.pk)
    nama = dulu.values_list("objek_nama", flat=True).first() or str(diterima)
    audit.record(by, _peristiwa("temuan.withdrawn", diterima, nama, sebelum={"alasan": diterima.alasan}))
    diterima.delete()


def _alasan(teks: str) -> str:
    kalimat = " ".join(teks.split())
    if len(kalimat) < MIN_ALASAN:
        raise InvalidValue("Tulis alasannya dalam satu kalimat, agar pemeriksa memahaminya.")
    if len(kalimat) > MAKS_ALASAN:
        raise InvalidValue(f"Alasan paling panjang {MAKS_ALASAN} huruf: ringkaskan.")
    return kalimat


def _tentang(t: TemuanData) -> dict[str, str | int]:
    return {"aturan": t.aturan.kunci, "objek_jenis": t.objek.jenis, "objek_id": t.objek.pk, "ciri": t.ciri}


def _peristiwa(
    aksi: str,
    row: TemuanDiterima,
    nama: str,
    *,
    sebelum: dict[str, str] | None = None,
    sesudah: dict[str, str] | None = None,
) -> audit.Event:
    pd = row.perangkat_daerah
    return audit.Event(aksi, row, nama, pd, sebelum=sebelum or {}, sesudah=sesudah or {}, catatan=row.alasan)
