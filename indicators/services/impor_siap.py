"""What a preview found, kept with the upload, so that the yes stores it without reading and comparing it all anew.

It is stored only while what it rests on is as it was: no event about the perangkat daerah since, the stored rows
concerned the same cell by cell, the same person's reach, the same choices. Else the file is compared anew.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from indicators.buku_pd.muat import Lingkup, muat, susunan
from indicators.buku_pd.siap import buka_siap, keadaan, kemas_siap, lingkup_siap, terlibat
from indicators.buku_pd.susun import susun
from indicators.models import PeriodeRenstra, Unggahan, User
from indicators.services.impor import Impor, impor_tahan, milik_daerah


def siap_catat(unggahan: Unggahan, impor: Impor, *, by: User, hapus: bool, samakan: Sequence[str]) -> None:
    """Keep what was found with the upload, unless it is being stored already. Nothing to store: nothing is kept."""
    siap: dict[str, Any] | None = None
    if impor.dapat:
        selisih = impor.selisih
        tempat = lingkup_siap(selisih.isi.tabel, terlibat(selisih))
        siap = {
            **kemas_siap(selisih),
            "sidik": selisih.sidik,
            "nomor": impor.nomor,
            "keadaan": keadaan(selisih.isi, tempat),
            "terlibat": sorted(tempat.terlibat),
            "dirujuk": sorted(tempat.dirujuk),
            "cara": _cara(unggahan, selisih.isi.periode, by, hapus, samakan),
        }
    with transaction.atomic():
        row = Unggahan.objects.select_for_update(of=("self",)).filter(pk=unggahan.pk, diterapkan_pada=None).first()
        if row is None or "terbaca" not in row.isi or row.isi.get("tugas", {}).get("keadaan") == "ANTRE":
            return
        if siap is None and "siap" not in row.isi:
            return
        row.isi["siap"] = siap
        row.save(update_fields=["isi"])


def siap_ambil(
    unggahan: Unggahan, periode: PeriodeRenstra, *, by: User, sidik: str, hapus: bool, samakan: Sequence[str]
) -> Impor | None:
    """What was kept, ready to be stored in this transaction; None when it must be compared anew.

    Other writers of the regency wait from here on.
    """
    siap: dict[str, Any] = unggahan.isi.get("siap") or {}
    if not siap or siap["sidik"] != sidik or siap["cara"] != _cara(unggahan, periode, by, hapus, samakan):
        return None
    pd = unggahan.perangkat_daerah
    if not impor_tahan(pd, periode, siap["nomor"]):
        return None
    tempat = Lingkup(frozenset(siap["terlibat"]), frozenset(siap["dirujuk"]))
    isi = muat(pd, periode, tempat)
    if keadaan(isi, tempat) != siap["keadaan"]:
        return None
    selisih = buka_siap(isi, siap)
    if selisih is None:
        return None
    tersusun = susun(selisih)
    return None if selisih.galat else Impor(selisih, tersusun, siap["nomor"])


def _cara(unggahan: Unggahan, periode: PeriodeRenstra, by: User, hapus: bool, samakan: Sequence[str]) -> list[Any]:
    """What a comparison depends on beside the file and the stored rows."""
    tabel = [t.nama for t in susunan(periode)]
    daerah = milik_daerah(by, unggahan.perangkat_daerah)
    return [by.pk, daerah, hapus, sorted(samakan), periode.pk, periode.status, tabel]
