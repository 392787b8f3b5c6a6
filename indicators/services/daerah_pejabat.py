"""The officials of a perangkat daerah, as many as were written at once: all of them, or none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import Pejabat, PemerintahDaerah, PerangkatDaerah, UnitKerja, User
from indicators.permissions import Ability
from indicators.services.baris_induk import baris_buat, baris_ubah

JENIS_UNIT = {
    UnitKerja.Jenis.ASISTEN: Pejabat.Jenis.ASISTEN,
    UnitKerja.Jenis.BAGIAN: Pejabat.Jenis.KABAG,
    UnitKerja.Jenis.BIDANG: Pejabat.Jenis.KABAG,
    UnitKerja.Jenis.SUBBAGIAN: Pejabat.Jenis.KASUBBAG,
    UnitKerja.Jenis.SEKSI: Pejabat.Jenis.KASUBBAG,
}
"""The kind of office of whoever heads a unit; that of others is LAINNYA."""
_DIGIT = re.compile(r"\D")


@dataclass(frozen=True)
class IsianPejabat:
    """One official. `unit` None: the head of the perangkat daerah itself. `nip` as it was typed, or empty."""

    unit: UnitKerja | None
    nama: str
    jabatan: str
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    kedudukan: str = ""
    mulai: date | None = None
    selesai: date | None = None


def pejabat_buat_banyak(*, perangkat_daerah: PerangkatDaerah, isian: Sequence[IsianPejabat], by: User) -> list[Pejabat]:
    """Record officials, all or none. Raises NotAllowed, and InvalidValue naming the row that is refused."""
    daerah = perangkat_daerah.pemerintah_daerah
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    with transaction.atomic():
        PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)  # two at once: the second sees the first
        return [_buat(perangkat_daerah, satu, by) for satu in isian]


def pejabat_ubah(*, pejabat: Pejabat, isian: IsianPejabat, dilihat: str, by: User) -> None:
    """Mend what was written of an official. Raises NotAllowed, StaleData and InvalidValue."""
    kolom = _kolom(isian)
    _require_nip(pejabat.pemerintah_daerah, kolom["nip"], kolom["nama"], selain=pejabat.pk)
    baris_ubah(
        pejabat,
        kolom,
        by=by,
        pemerintah_daerah=pejabat.pemerintah_daerah,
        perangkat_daerah=pejabat.perangkat_daerah,
        dilihat=dilihat,
    )


def nip_rapi(teks: str) -> str:
    """`19700101 199501 1 001` of eighteen digits however they were typed; anything else as it came."""
    digit = _DIGIT.sub("", teks)
    if len(digit) != 18:
        return " ".join(teks.split())
    return f"{digit[:8]} {digit[8:14]} {digit[14]} {digit[15:]}"


def _buat(pd: PerangkatDaerah, isian: IsianPejabat, by: User) -> Pejabat:
    if isian.unit is not None and isian.unit.perangkat_daerah_id != pd.pk:
        raise InvalidValue("Pilih unit kerja dari perangkat daerah ini.")
    kolom = _kolom(isian)
    jenis = _jenis(pd, isian.unit)
    _require_belum_dijabat(pd, isian, jenis, kolom)
    _require_nip(pd.pemerintah_daerah, kolom["nip"], kolom["nama"], selain=0)
    row = Pejabat(
        pemerintah_daerah=pd.pemerintah_daerah, perangkat_daerah=pd, unit_kerja=isian.unit, jenis=jenis, **kolom
    )
    try:
        return baris_buat(row, by=by, pemerintah_daerah=pd.pemerintah_daerah, perangkat_daerah=pd)
    except InvalidValue as error:
        raise InvalidValue(f"{kolom['jabatan']}: {error}") from error


def _jenis(pd: PerangkatDaerah, unit: UnitKerja | None) -> str:
    if unit is not None:
        return JENIS_UNIT.get(UnitKerja.Jenis(unit.jenis), Pejabat.Jenis.LAINNYA)
    return Pejabat.Jenis.SEKDA if pd.jenis == PerangkatDaerah.Jenis.SETDA else Pejabat.Jenis.KEPALA_PD


def _kolom(isian: IsianPejabat) -> dict[str, Any]:
    teks = ("nama", "jabatan", "gelar_depan", "gelar_belakang", "pangkat", "golongan", "kedudukan")
    isi: dict[str, Any] = {k: " ".join(getattr(isian, k).split()) for k in teks}
    return isi | {"nip": nip_rapi(isian.nip), "mulai": isian.mulai, "selesai": isian.selesai}


def _require_belum_dijabat(pd: PerangkatDaerah, isian: IsianPejabat, jenis: str, kolom: dict[str, Any]) -> None:
    """Raise InvalidValue when the office has somebody definitive who has not left it."""
    if kolom["kedudukan"]:
        return
    rows = Pejabat.objects.filter(perangkat_daerah=pd, unit_kerja=isian.unit, jenis=jenis, kedudukan="", selesai=None)
    ada = rows.first()
    if ada is not None:
        raise InvalidValue(
            f"{kolom['jabatan']} sudah dijabat {ada.nama_lengkap}. Isi dulu akhir masa jabatannya lewat Ubah."
        )


def _require_nip(daerah: PemerintahDaerah, nip: str, nama: str, selain: int) -> None:
    """Raise InvalidValue when another person of the regency has that NIP; one person may hold two offices."""
    if not nip:
        return
    for lain in daerah.pejabat.filter(nip=nip).exclude(pk=selain):
        if lain.nama.casefold() != nama.casefold():
            raise InvalidValue(f"NIP {nip} sudah tercatat atas nama {lain.nama_lengkap}. Periksa NIP {nama}.")
