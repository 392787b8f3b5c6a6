"""All agreements of a perangkat daerah under one plan: the list of them, and one document with every one."""

from dataclasses import dataclass, replace

from indicators.exceptions import Incomplete
from indicators.models import Pejabat, UnitKerja
from reports.builders import identitas, perjanjian_kinerja
from reports.builders.permintaan import Permintaan
from reports.builders.pk_jenjang import Naskah
from reports.builders.tata import tata_of
from reports.models import JenisDokumen, PerjanjianKinerja
from reports.payloads import PkPayload, PkSemuaPayload

TEMPLATE = "pdf/perjanjian_kinerja_semua.html"

Kunci = tuple[int, int | None, bool]
"""Plan, unit, and whether it is that of the regency's head: an agreement by what it is, not by its row."""


@dataclass(frozen=True)
class SatuPk:
    """One agreement of the list: whose it is, what asks for it, its parties, and what is missing of it."""

    nama: str
    permintaan: Permintaan
    perjanjian: PerjanjianKinerja | None
    kekurangan: list[str]
    naskah: Naskah | None  # None for the head of the agency

    @property
    def kunci(self) -> Kunci:
        """Which agreement this is."""
        rencana = self.permintaan.rencana
        unit = self.permintaan.unit
        return (rencana.pk if rencana else 0, unit.pk if unit else None, self.permintaan.kepala_daerah)


@dataclass(frozen=True)
class DaftarPk:
    """The agreements of one plan in the order they are signed, and the units that have none for want of an official."""

    semua: list[SatuPk]
    tanpa_pejabat: list[UnitKerja]


def kunci_of(pk: PerjanjianKinerja) -> Kunci:
    """Which agreement a stored row is. Reads its joined first party."""
    return (pk.rencana_id, pk.unit_kerja_id, pk.pihak_pertama.jenis == Pejabat.Jenis.KEPALA_DAERAH)


def daftar(permintaan: Permintaan, *, kepala_daerah: bool = False) -> DaftarPk:
    """The head of the agency, then every unit with an official; first the regency's head, where asked for.

    Queries do not grow with the number of units. Raises Incomplete without an approved plan.
    """
    muatan = perjanjian_kinerja.muat(permintaan)
    if muatan is None:
        raise Incomplete(
            f"Perjanjian Kinerja {permintaan.perangkat_daerah.nama} Tahun {permintaan.tahun} belum dapat disusun.",
            perjanjian_kinerja.periksa(permintaan),
        )
    dasar = replace(permintaan, rencana=muatan.rencana)
    minta = [replace(dasar, kepala_daerah=True)] if kepala_daerah else []
    minta += [dasar, *(replace(dasar, unit=unit) for unit in muatan.unit_berpejabat())]
    semua = []
    for satu in minta:
        if satu.unit or satu.kepala_daerah:
            n = perjanjian_kinerja.naskah_dari(muatan, satu)
            semua.append(SatuPk(n.nama, satu, n.perjanjian, n.kekurangan, n))
        else:
            pk, kurang = perjanjian_kinerja.perjanjian_of(satu), perjanjian_kinerja.periksa(satu)
            semua.append(SatuPk(permintaan.perangkat_daerah.nama, satu, pk, kurang, None))
    return DaftarPk(semua, muatan.unit_tanpa_pejabat())


def build(permintaan: Permintaan, *, kepala_daerah: bool = False) -> tuple[PkSemuaPayload, list[str]]:
    """One document with every agreement that can be made, and a sentence for each that cannot.

    Raises Incomplete when none can.
    """
    pd = permintaan.perangkat_daerah
    tata = tata_of(pd, JenisDokumen.PK, perjanjian_kinerja.BAWAAN)
    naskah: list[PkPayload] = []
    tertinggal: list[str] = []
    for satu in daftar(permintaan, kepala_daerah=kepala_daerah).semua:
        if satu.kekurangan:
            tertinggal.append(f"{satu.nama}: {' '.join(satu.kekurangan)}")
        elif satu.naskah:
            naskah.append(perjanjian_kinerja.build_naskah(satu.permintaan, satu.naskah, tata))
        else:
            naskah.append(perjanjian_kinerja.build(satu.permintaan))
    judul = f"Perjanjian Kinerja {identitas.nama_lengkap(pd)} dan Unit Kerjanya Tahun {permintaan.tahun}"
    if not naskah:
        raise Incomplete(f"{judul} belum dapat disusun.", tertinggal)
    meta = identitas.meta(pd, judul, "Perjanjian Kinerja", tata=tata, final=permintaan.final)
    return {"meta": meta, "naskah": naskah}, tertinggal
