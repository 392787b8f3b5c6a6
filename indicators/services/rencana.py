"""The life of a year's plan: made, approved, opened again as a changed copy, or thrown away while it is a draft.

What a draft holds is written by `rencana_isi`; its names are offered here too.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from indicators.exceptions import Closed, Incomplete, InvalidValue, StaleData
from indicators.models import PaguAnggaran, PerangkatDaerah, PeriodeRenstra, RencanaTahunan, Target, User
from indicators.permissions import Ability
from indicators.selectors.kelengkapan import kekurangan_rencana, triwulan_tertutup
from indicators.services.rencana_isi import (
    APPROVED,
    PaguEntry,
    TargetEntry,
    pagu_save_many,
    record,
    require,
    require_draft,
    require_terbuka,
    target_remove,
    target_save_many,
)
from sakip.lib.numbers import romawi

__all__ = [
    "PaguEntry",
    "TargetEntry",
    "pagu_save_many",
    "rencana_approve",
    "rencana_create",
    "rencana_delete",
    "rencana_open_perubahan",
    "target_remove",
    "target_save_many",
]

MASIH_DRAF = "Masih ada rencana yang belum disahkan untuk tahun ini. Selesaikan atau hapus draf itu lebih dulu."
BUKAN_TERBARU = "Ada versi yang lebih baru untuk tahun ini. Buka perubahan dari versi itu."


@transaction.atomic
def rencana_create(
    *,
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    tahun: int,
    by: User | None,
    dasar: str = "",
    contoh: bool = False,
) -> RencanaTahunan:
    """Start the plan murni of a year as a draft.

    Raises NotAllowed, InvalidValue (a year outside the period) and Closed (the period is not in force, the year has
    a plan).
    """
    require(by, Ability.EDIT_TARGET, perangkat_daerah)
    require_terbuka(periode)
    if periode.status == PeriodeRenstra.Status.DRAFT:
        raise Closed(f"Periode Renstra {periode} masih draf. Berlakukan periodenya lebih dulu pada halaman Periode.")
    if periode.pemerintah_daerah_id != perangkat_daerah.pemerintah_daerah_id or tahun not in periode.tahun:
        raise InvalidValue(f"Tahun {tahun} tidak termasuk periode Renstra {periode}. Pilih tahun dalam periodenya.")
    try:
        with transaction.atomic():
            rencana = RencanaTahunan.objects.create(
                perangkat_daerah=perangkat_daerah, periode=periode, tahun=tahun, dasar=dasar, contoh=contoh
            )
    except IntegrityError as error:
        raise Closed(_sudah_ada(perangkat_daerah, periode, tahun)) from error
    record(by, rencana, "rencana.created", {}, {"tahun": tahun, "jenis": rencana.jenis})
    return rencana


def _sudah_ada(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int) -> str:
    """Why a year gets no other plan murni, and what to do; all versions of a year stay in the period of the first."""
    rows = RencanaTahunan.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun).select_related("periode")
    ada = rows.order_by("urutan").first()
    if ada is None or ada.periode_id == periode.pk:
        return f"Rencana tahun {tahun} sudah ada. Buka perubahan dari rencana itu."
    letak = f"Rencana tahun {tahun} sudah ada dalam Renstra {ada.periode}"
    if ada.urutan == 1 and ada.status == RencanaTahunan.Status.DRAFT:
        return f"{letak}, masih draf. Bila tahun ini memakai Renstra {periode}, hapus draf itu, lalu mulai lagi."
    lanjut = f" Dalam Renstra {periode}, mulailah dengan tahun {tahun + 1}." if tahun + 1 in periode.tahun else ""
    return f"{letak}, dan perubahannya tetap di sana. Buka perubahan dari rencana itu.{lanjut}"


@transaction.atomic
def rencana_approve(
    *,
    rencana: RencanaTahunan,
    dasar: str,
    tanggal: date,
    by: User | None,
    berlaku_mulai: int | None = None,
    luar_disengaja: bool = False,
    periksa: bool = True,
) -> RencanaTahunan:
    """Approve a draft plan with its legal basis; from here on it is read-only.

    `berlaku_mulai`: it counts from another quarter than it was opened for. `luar_disengaja`: the IKU and sub kegiatan
    it leaves out are meant to be out. `periksa` False takes a plan that was approved elsewhere as it is. Raises
    NotAllowed, StaleData (approved already), Closed (its quarter is closed, the period is over), InvalidValue, and
    Incomplete with the list of what is missing.
    """
    require(by, Ability.APPROVE_RENCANA, rencana.perangkat_daerah)
    kini = RencanaTahunan.objects.select_for_update(of=("self",)).filter(pk=rencana.pk).first()
    if kini is None or kini.status != RencanaTahunan.Status.DRAFT:
        raise StaleData(APPROVED)
    lama, mulai = rencana.berlaku_mulai, berlaku_mulai or rencana.berlaku_mulai
    if mulai != lama:
        _require_sesudah_sebelumnya(rencana, mulai)
    if periksa:
        _require_lengkap(rencana, mulai, dasar, luar_disengaja)
    sesudah = {"status": "APPROVED", "dasar": dasar, "tanggal": tanggal, "berlaku_mulai": mulai}
    RencanaTahunan.objects.filter(pk=rencana.pk).update(**sesudah, diubah_pada=timezone.now())
    for kolom, nilai in sesudah.items():
        setattr(rencana, kolom, nilai)
    catatan = "Yang tidak masuk rencana dinyatakan disengaja." if luar_disengaja else ""
    record(by, rencana, "rencana.approved", {"status": "DRAFT", "berlaku_mulai": lama}, sesudah, catatan)
    return rencana


def _require_sesudah_sebelumnya(rencana: RencanaTahunan, berlaku_mulai: int) -> None:
    """A version counts from the quarter of the one before it, or later; the plan murni from the first."""
    versi = RencanaTahunan.objects.filter(perangkat_daerah=rencana.perangkat_daerah, tahun=rencana.tahun)
    sebelumnya = versi.filter(urutan__lt=rencana.urutan).order_by("-urutan").first()
    awal, akhir = (sebelumnya.berlaku_mulai, 4) if sebelumnya else (1, 1)
    if not awal <= berlaku_mulai <= akhir:
        raise InvalidValue(
            f"Versi sebelumnya berlaku mulai triwulan {romawi(awal)}; pilih triwulan itu atau sesudahnya."
            if sebelumnya
            else "Rencana murni berlaku mulai triwulan I."
        )


def _require_lengkap(rencana: RencanaTahunan, mulai: int, dasar: str, luar_disengaja: bool) -> None:
    require_terbuka(rencana.periode)
    if not dasar.strip():
        raise InvalidValue("Dasar pengesahan belum diisi, misalnya DPA atau peraturan kepala daerah tentang APBD.")
    if tertutup := triwulan_tertutup(rencana, mulai):
        raise Closed(tertutup)
    kurang = kekurangan_rencana(rencana)
    daftar = [*kurang.wajib, *(() if luar_disengaja else kurang.luar)]
    if daftar:
        raise Incomplete("Rencana belum dapat disahkan. Lengkapi lebih dulu:", daftar)


@transaction.atomic
def rencana_open_perubahan(
    *,
    rencana: RencanaTahunan,
    by: User | None,
    jenis: str = RencanaTahunan.Jenis.PERUBAHAN,
    berlaku_mulai: int = 4,
) -> RencanaTahunan:
    """Open the next version of the newest approved plan of a year as a whole copy, counting from a quarter.

    Raises NotAllowed, InvalidValue (the quarter lies before that of the copied plan) and Closed.
    """
    require(by, Ability.EDIT_TARGET, rencana.perangkat_daerah)
    _require_dapat_diubah(rencana, jenis, berlaku_mulai)
    try:
        with transaction.atomic():
            baru = RencanaTahunan.objects.create(
                perangkat_daerah=rencana.perangkat_daerah,
                periode=rencana.periode,
                tahun=rencana.tahun,
                urutan=rencana.urutan + 1,
                jenis=jenis,
                berlaku_mulai=berlaku_mulai,
                contoh=rencana.contoh,
            )
    except IntegrityError as error:
        raise Closed(MASIH_DRAF) from error
    for model in (Target, PaguAnggaran):
        copies: list[Any] = list(model.objects.filter(rencana=rencana))
        for row in copies:
            row.pk, row.rencana, row._state.adding = None, baru, True
        model.objects.bulk_create(copies, batch_size=500)
    sesudah = {"jenis": jenis, "berlaku_mulai": berlaku_mulai, "salinan_dari": rencana.urutan}
    record(by, baru, "rencana.opened", {}, sesudah)
    return baru


def _require_dapat_diubah(rencana: RencanaTahunan, jenis: str, berlaku_mulai: int) -> None:
    """Raise unless the plan is the newest of its year, approved, and the quarter is not before its own."""
    require_terbuka(rencana.periode)
    if rencana.status != RencanaTahunan.Status.APPROVED:
        raise Closed("Sahkan rencana ini lebih dulu; perubahan dibuat dari rencana yang sudah disahkan.")
    if jenis not in (RencanaTahunan.Jenis.PERGESERAN, RencanaTahunan.Jenis.PERUBAHAN):
        raise InvalidValue("Pilih pergeseran atau perubahan.")
    if not rencana.berlaku_mulai <= berlaku_mulai <= 4:
        awal = romawi(rencana.berlaku_mulai)
        raise InvalidValue(f"Rencana yang disalin berlaku mulai triwulan {awal}; pilih triwulan itu atau sesudahnya.")
    sesudahnya = RencanaTahunan.objects.filter(
        perangkat_daerah=rencana.perangkat_daerah, tahun=rencana.tahun, urutan__gt=rencana.urutan
    )
    terbaru = sesudahnya.order_by("-urutan").first()
    if terbaru is not None:
        raise Closed(MASIH_DRAF if terbaru.status == RencanaTahunan.Status.DRAFT else BUKAN_TERBARU)


@transaction.atomic
def rencana_delete(*, rencana: RencanaTahunan, by: User | None) -> None:
    """Throw a draft away with its targets and pagu. Raises NotAllowed, and Closed (approved, or a PK stands on it)."""
    require_draft(by, rencana)
    sebelum = {
        "tahun": rencana.tahun,
        "jenis": rencana.jenis,
        "urutan": rencana.urutan,
        "target": rencana.target.count(),
        "pagu": rencana.pagu.count(),
    }
    record(by, rencana, "rencana.deleted", sebelum, {})
    try:
        RencanaTahunan.objects.filter(pk=rencana.pk).delete()
    except ProtectedError as error:
        raise Closed("Perjanjian Kinerja sudah disusun dari draf ini, sehingga tidak dapat dihapus.") from error
