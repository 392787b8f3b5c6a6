"""Who holds which office of a perangkat daerah and its units, and when: several at once, or one; all of them, or none.

Documents copy officials by value: what is finished keeps its own. Who may: whoever changes the units (a planner of the
perangkat daerah, or an admin of the regency). The head of the regency is written with it (services/daerah.py).
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.exceptions import InvalidValue, StaleData
from indicators.models import Pejabat, PemerintahDaerah, PerangkatDaerah, UnitKerja, User
from indicators.services import audit
from indicators.services.unit_kerja import require_unit
from indicators.services.versi import versi
from sakip.lib.numbers import format_tanggal

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
    """One official as a person writes him. `unit` None: of the perangkat daerah itself; `jenis` empty: its head.

    A correction leaves unit and, where it is empty, jenis as they are. `nip` as it was typed, or empty.
    """

    unit: UnitKerja | None
    nama: str
    jabatan: str
    jenis: str = ""
    kedudukan: str = ""
    gelar_depan: str = ""
    gelar_belakang: str = ""
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    mulai: date | None = None
    selesai: date | None = None


def pejabat_buat(*, perangkat_daerah: PerangkatDaerah, isian: Sequence[IsianPejabat], by: User) -> list[Pejabat]:
    """Record officials, all or none. Raises NotAllowed, and InvalidValue naming the office that is refused."""
    require_unit(by, perangkat_daerah)
    with transaction.atomic():
        _kunci(perangkat_daerah)
        return [_buat(perangkat_daerah, satu, by) for satu in isian]


def pejabat_ubah(*, pejabat: Pejabat, isian: IsianPejabat, versi_dilihat: str, by: User) -> Pejabat:
    """Mend what was written of an official, or end the time of office. Raises NotAllowed, StaleData, InvalidValue."""
    with transaction.atomic():
        pd = pejabat.perangkat_daerah
        if pd is not None:
            _kunci(pd)
        kini = Pejabat.objects.select_for_update(of=("self",)).filter(pk=pejabat.pk).first()
        if kini is None or pd is None:
            raise StaleData("Pejabat ini sudah dihapus orang lain. Muat ulang halaman.")
        require_unit(by, pd)
        dilihat, sebelum = versi(kini) == versi_dilihat, _kolom(kini)
        _isi(kini, isian)
        lama, baru = audit.changes(sebelum, _kolom(kini))
        if not baru:
            return kini
        if not dilihat:
            raise StaleData("Data pejabat ini baru saja diubah orang lain. Lihat isinya yang baru, lalu ulangi.", kini)
        _periksa(kini)
        kini.save()
        _catat(by, kini, "pejabat.changed", lama, baru)
        return kini


def jenis_pejabat(perangkat_daerah: PerangkatDaerah, unit: UnitKerja | None) -> str:
    """The kind of office of whoever heads a unit, or the perangkat daerah."""
    if unit is not None:
        return JENIS_UNIT.get(UnitKerja.Jenis(unit.jenis), Pejabat.Jenis.LAINNYA)
    return Pejabat.Jenis.SEKDA if perangkat_daerah.jenis == PerangkatDaerah.Jenis.SETDA else Pejabat.Jenis.KEPALA_PD


def nip_rapi(teks: str) -> str:
    """`19700101 199501 1 001` of eighteen digits however they were typed; anything else as it came."""
    digit = _DIGIT.sub("", teks)
    if len(digit) != 18:
        return " ".join(teks.split())
    return f"{digit[:8]} {digit[8:14]} {digit[14]} {digit[15:]}"


# --- What both acts share ----------------------------------------------------------------------------------------


def _kunci(pd: PerangkatDaerah) -> None:
    """Two at once: the second sees the first, also where they write a NIP at two perangkat daerah."""
    PemerintahDaerah.objects.select_for_update().get(pk=pd.pemerintah_daerah_id)


def _buat(pd: PerangkatDaerah, isian: IsianPejabat, by: User) -> Pejabat:
    if isian.unit is not None and isian.unit.perangkat_daerah_id != pd.pk:
        raise InvalidValue("Pilih unit kerja dari perangkat daerah ini.")
    row = Pejabat(
        pemerintah_daerah=pd.pemerintah_daerah,
        perangkat_daerah=pd,
        unit_kerja=isian.unit,
        jenis=jenis_pejabat(pd, isian.unit),
    )
    _isi(row, isian)
    _periksa(row)
    row.save()
    _catat(by, row, "pejabat.created", {}, {k: v for k, v in _kolom(row).items() if v})
    return row


KOLOM = tuple(k for k in IsianPejabat.__dataclass_fields__ if k != "unit")


def _isi(row: Pejabat, isian: IsianPejabat) -> None:
    for kolom, nilai in asdict(isian).items():
        if kolom in KOLOM and not (kolom == "jenis" and not nilai):
            setattr(row, kolom, " ".join(nilai.split()) if isinstance(nilai, str) else nilai)
    row.nip = nip_rapi(row.nip)


def _kolom(row: Pejabat) -> dict[str, Any]:
    """What the trail keeps of an official."""
    return {k: getattr(row, k) for k in KOLOM}


def _periksa(row: Pejabat) -> None:
    """Raise InvalidValue unless the official can be: whole, alone in the office, with a NIP that is nobody else's."""
    if not row.nama or not row.jabatan:
        raise InvalidValue("Isi nama dan jabatan pejabatnya.")
    if row.mulai and row.selesai and row.selesai < row.mulai:
        raise InvalidValue(f"{row.jabatan}: akhir masa jabatan tidak boleh sebelum awalnya.")
    try:
        row.clean_fields(exclude=["pemerintah_daerah", "perangkat_daerah", "unit_kerja"])
    except ValidationError as error:
        raise InvalidValue(f"{row.jabatan}: {' '.join(error.messages)}") from error
    _require_satu(row)
    _require_nip(row)


def _require_satu(row: Pejabat) -> None:
    """One definitive official an office at a time; of those that are of no kind the name says which office it is."""
    if row.kedudukan != Pejabat.Kedudukan.DEFINITIF:
        return
    lain = Pejabat.objects.filter(
        perangkat_daerah=row.perangkat_daerah, unit_kerja=row.unit_kerja, jenis=row.jenis, kedudukan=""
    )
    if row.jenis == Pejabat.Jenis.LAINNYA:
        lain = lain.filter(jabatan__iexact=row.jabatan)
    for orang in lain.exclude(pk=row.pk):
        if _bersamaan(orang, row):
            raise InvalidValue(_sudah_dijabat(orang, row))


def _bersamaan(a: Pejabat, b: Pejabat) -> bool:
    awal, akhir = date.min, date.max
    return (a.mulai or awal) <= (b.selesai or akhir) and (b.mulai or awal) <= (a.selesai or akhir)


def _sudah_dijabat(orang: Pejabat, row: Pejabat) -> str:
    sejak = f" sejak {format_tanggal(orang.mulai)}" if orang.mulai else ""
    sampai = f" sampai {format_tanggal(orang.selesai)}" if orang.selesai else ""
    saran = "Isi dulu akhir masa jabatannya lewat Ubah."
    if orang.selesai and row.mulai is None:
        saran = f"Isi “Menjabat sejak” {row.nama} dengan tanggal sesudahnya."
    elif orang.selesai:
        saran = "Pilih masa jabatan yang tidak bertumpuk."
    return f"{row.jabatan} sudah dijabat {orang.nama_lengkap}{sejak}{sampai}. {saran}"


def _require_nip(row: Pejabat) -> None:
    """Raise InvalidValue when another person of the regency has that NIP; one person may hold two offices."""
    if not row.nip:
        return
    for lain in Pejabat.objects.filter(pemerintah_daerah=row.pemerintah_daerah_id, nip=row.nip).exclude(pk=row.pk):
        if lain.nama.casefold() != row.nama.casefold():
            raise InvalidValue(f"NIP {row.nip} sudah tercatat atas nama {lain.nama_lengkap}. Periksa NIP {row.nama}.")


def _catat(by: User, row: Pejabat, aksi: str, sebelum: dict[str, Any], sesudah: dict[str, Any]) -> None:
    event = audit.Event(
        aksi=aksi,
        objek=row,
        nama=str(row),
        perangkat_daerah=row.perangkat_daerah,
        sebelum=sebelum,
        sesudah=audit.as_text(sesudah),
    )
    audit.record(by, event)
