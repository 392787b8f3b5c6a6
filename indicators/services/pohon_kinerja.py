"""What a planner writes into a pohon kinerja beyond the chain of sasaran: success factors and crosscutting.

Who may: EDIT_CASCADE on the perangkat daerah. Nobody changes anything in a closed period. A row that somebody else
changed after it was shown is never overwritten (StaleData, with the row as it is now).
"""

from dataclasses import dataclass
from datetime import UTC
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue, StaleData
from indicators.models import Crosscutting, FaktorKunci, PerangkatDaerah, PeriodeRenstra, Sasaran, UnitKerja, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.periode_tutup import tahan_terbuka

MAKS = 300
BERUBAH = "Isi ini baru saja diubah orang lain. Bandingkan kedua isinya, lalu pilih mana yang disimpan."
Catatan = FaktorKunci | Crosscutting
T = TypeVar("T", FaktorKunci, Crosscutting)


@dataclass(frozen=True)
class IsianFaktor:
    """One critical success factor: its words, and the sasaran below that came of it (None: none yet)."""

    uraian: str
    anak: Sasaran | None = None


@dataclass(frozen=True)
class IsianDukungan:
    """One contribution: exactly one supporter, a unit of the same or another perangkat daerah of the regency."""

    kontribusi: str
    unit_kerja: UnitKerja | None = None
    perangkat_daerah_lain: PerangkatDaerah | None = None


def versi(row: Catatan) -> str:
    """The state of a row, as a form carries it: when it was last changed."""
    return row.diubah_pada.astimezone(UTC).isoformat()


@transaction.atomic
def faktor_create(*, sasaran: Sasaran, isian: IsianFaktor, by: User) -> FaktorKunci:
    """Add a success factor, the last of its sasaran. Raises NotAllowed, Closed and InvalidValue."""
    require_ubah(sasaran, by)
    tahan_terbuka(sasaran.periode)
    terakhir = sasaran.faktor_kunci.aggregate(n=Max("urutan"))["n"]
    row = FaktorKunci(**_milik(sasaran), urutan=(terakhir or 0) + 1)
    _isi_faktor(row, isian)
    return _simpan_baru(row, by)


@transaction.atomic
def faktor_change(*, faktor: FaktorKunci, isian: IsianFaktor, versi_dilihat: str, by: User) -> FaktorKunci:
    """Change a success factor. Raises NotAllowed, Closed, InvalidValue and StaleData."""
    require_ubah(faktor.sasaran, by)
    tahan_terbuka(faktor.sasaran.periode)
    kini = FaktorKunci.objects.select_related("sasaran", "anak").select_for_update(of=("self",)).get(pk=faktor.pk)
    sebelum = _gambaran(kini)
    _isi_faktor(kini, isian)
    return _simpan_ubah(kini, sebelum, versi_dilihat, by)


@transaction.atomic
def dukungan_create(*, sasaran: Sasaran, isian: IsianDukungan, by: User) -> Crosscutting:
    """Add a contribution of another unit or perangkat daerah. Raises NotAllowed, Closed and InvalidValue."""
    require_ubah(sasaran, by)
    tahan_terbuka(sasaran.periode)
    row = Crosscutting(**_milik(sasaran))
    _isi_dukungan(row, isian)
    return _simpan_baru(row, by)


@transaction.atomic
def dukungan_change(*, dukungan: Crosscutting, isian: IsianDukungan, versi_dilihat: str, by: User) -> Crosscutting:
    """Change a contribution. Raises NotAllowed, Closed, InvalidValue and StaleData."""
    require_ubah(dukungan.sasaran, by)
    tahan_terbuka(dukungan.sasaran.periode)
    terkunci = Crosscutting.objects.select_related("sasaran", "unit_kerja", "perangkat_daerah_lain", "perangkat_daerah")
    kini = terkunci.select_for_update(of=("self",)).get(pk=dukungan.pk)
    sebelum = _gambaran(kini)
    _isi_dukungan(kini, isian)
    return _simpan_ubah(kini, sebelum, versi_dilihat, by)


@transaction.atomic
def catatan_delete(*, catatan: Catatan, versi_dilihat: str, by: User) -> None:
    """Delete a success factor or a contribution. Raises NotAllowed, Closed and StaleData."""
    require_ubah(catatan.sasaran, by)
    tahan_terbuka(catatan.sasaran.periode)
    kini: Catatan = type(catatan)._default_manager.select_for_update().get(pk=catatan.pk)
    if versi(kini) != versi_dilihat:
        raise StaleData("Isi ini baru saja diubah orang lain. Lihat isinya yang baru sebelum menghapus.", kini)
    audit.record(by, _peristiwa("deleted", kini, sebelum=_gambaran(kini)))
    kini.delete()


def require_ubah(sasaran: Sasaran, by: User) -> None:
    """Raise NotAllowed unless the person may change the tree, Closed when its period is closed."""
    permissions.require(by, Ability.EDIT_CASCADE, sasaran.perangkat_daerah)
    if sasaran.periode.status == PeriodeRenstra.Status.CLOSED:
        raise Closed(f"Periode Renstra {sasaran.periode} sudah ditutup; isinya tinggal dibaca.")


# --- What may be written -----------------------------------------------------------------------------------------


def _milik(sasaran: Sasaran) -> dict[str, Any]:
    return {"perangkat_daerah": sasaran.perangkat_daerah, "periode": sasaran.periode, "sasaran": sasaran}


def _isi_faktor(row: FaktorKunci, isian: IsianFaktor) -> None:
    row.uraian = _kalimat(isian.uraian, "Tulis faktor kunci keberhasilannya.")
    if isian.anak is not None and isian.anak.induk_id != row.sasaran_id:
        raise InvalidValue("Faktor kunci dijabarkan menjadi sasaran yang tepat di bawahnya. Pilih salah satunya.")
    row.anak = isian.anak


def _isi_dukungan(row: Crosscutting, isian: IsianDukungan) -> None:
    row.kontribusi = _kalimat(isian.kontribusi, "Tulis bentuk dukungannya.")
    unit, lain = isian.unit_kerja, isian.perangkat_daerah_lain
    if (unit is None) == (lain is None):
        raise InvalidValue("Pilih satu pendukung: unit kerja, atau perangkat daerah lain.")
    if unit is not None:
        if unit.perangkat_daerah_id != row.perangkat_daerah_id:
            raise InvalidValue("Unit itu milik perangkat daerah lain. Pilih perangkat daerahnya sebagai pendukung.")
        if unit.pk == row.sasaran.unit_kerja_id:
            raise InvalidValue("Unit ini pemilik sasarannya sendiri. Pilih unit lain yang mendukungnya.")
    if lain is not None:
        if lain.pk == row.perangkat_daerah_id:
            raise InvalidValue("Pilih unit kerjanya: dukungan dari dalam perangkat daerah ini dicatat per unit.")
        if lain.pemerintah_daerah_id != row.perangkat_daerah.pemerintah_daerah_id:
            raise InvalidValue("Perangkat daerah itu milik pemerintah daerah lain.")
    row.unit_kerja, row.perangkat_daerah_lain = unit, lain


def _kalimat(teks: str, kosong: str) -> str:
    bersih = " ".join(teks.split())
    if not bersih:
        raise InvalidValue(kosong)
    if len(bersih) > MAKS:
        raise InvalidValue(f"Paling panjang {MAKS} huruf: ringkaskan.")
    return bersih


# --- Storing it --------------------------------------------------------------------------------------------------


def _simpan_baru(row: T, by: User) -> T:
    row.full_clean()
    row.save(force_insert=True)
    audit.record(by, _peristiwa("created", row, sesudah=_gambaran(row)))
    return row


def _simpan_ubah(kini: T, sebelum: dict[str, Any], dilihat: str, by: User) -> T:
    """The same values sent twice are stored already and no conflict."""
    lama, baru = audit.changes(sebelum, _gambaran(kini))
    if not baru:
        return kini
    if versi(kini) != dilihat:
        raise StaleData(BERUBAH, tersimpan=type(kini)._default_manager.get(pk=kini.pk))
    kini.full_clean()
    kini.save()
    audit.record(by, _peristiwa("changed", kini, sebelum=lama, sesudah=baru))
    return kini


def _gambaran(row: Catatan) -> dict[str, Any]:
    """What the trail keeps of a row."""
    if isinstance(row, FaktorKunci):
        return {"uraian": row.uraian, "anak": str(row.anak) if row.anak else ""}
    return {
        "unit_kerja": row.unit_kerja.nama if row.unit_kerja else "",
        "perangkat_daerah_lain": row.perangkat_daerah_lain.nama if row.perangkat_daerah_lain else "",
        "kontribusi": row.kontribusi,
    }


def _peristiwa(
    kerja: str, row: Catatan, sebelum: dict[str, Any] | None = None, sesudah: dict[str, Any] | None = None
) -> audit.Event:
    """The event names the sasaran: an auditor looks for the tree, not for a row in it."""
    nama = f"{row} (sasaran: {row.sasaran})"[:300]
    return audit.Event(
        f"{row._meta.model_name}.{kerja}", row, nama, row.perangkat_daerah, sebelum=sebelum or {}, sesudah=sesudah or {}
    )
