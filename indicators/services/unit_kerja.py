"""The units of a perangkat daerah: made, corrected, renamed from a day on, ended, taken up again.

A unit that gets another name stays the same unit: what it carries, its sheets and its people stay its own, and its
former name is kept with the day it ended. Who may: a planner of the perangkat daerah, or an admin of the regency.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from indicators import permissions
from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import NamaUnit, PerangkatDaerah, UnitKerja, User
from indicators.permissions import Ability
from indicators.selectors.unit_beban import beban_unit, lembar_terbuka
from indicators.services import audit
from indicators.services.versi import versi
from sakip.lib.numbers import format_tanggal

BERUBAH = "Unit ini baru saja diubah orang lain. Lihat isinya yang baru, lalu ulangi bila perlu."
BELUM_TIBA = "Tanggal {tanggal} belum tiba. Catat perubahan ini pada atau sesudah tanggal itu."
KOLOM = ("nama", "singkatan", "jenis", "induk", "urutan", "berlaku_dari")


@dataclass(frozen=True)
class IsianUnit:
    """What a person writes of a unit; `urutan` None: behind its siblings (a new one), as it was (an old one)."""

    nama: str
    singkatan: str = ""
    jenis: str = UnitKerja.Jenis.BAGIAN
    induk: UnitKerja | None = None
    urutan: int | None = None
    berlaku_dari: date | None = None


def boleh_unit(user: Any, perangkat_daerah: PerangkatDaerah) -> bool:
    """Whether the person may change the units of a perangkat daerah."""
    return any(permissions.can(user, a, perangkat_daerah) for a in (Ability.EDIT_CASCADE, Ability.MANAGE_MASTER))


def require_unit(by: User, perangkat_daerah: PerangkatDaerah) -> None:
    """Raise NotAllowed unless the person may."""
    if not boleh_unit(by, perangkat_daerah):
        raise NotAllowed("Anda tidak berhak mengubah unit kerja di sini. Hubungi admin bila seharusnya berhak.")


@transaction.atomic
def unit_create(*, perangkat_daerah: PerangkatDaerah, isian: IsianUnit, by: User) -> UnitKerja:
    """Add a unit; its code is made from its name. Raises NotAllowed and InvalidValue."""
    require_unit(by, perangkat_daerah)
    tahan_unit(perangkat_daerah.pk)
    unit = UnitKerja(perangkat_daerah=perangkat_daerah)
    isi_unit(unit, isian)
    unit.kode = kode_baru(perangkat_daerah, unit)
    simpan_unit(unit)
    catat(by, unit, "unitkerja.created", {}, gambaran(unit))
    return unit


@transaction.atomic
def unit_correct(*, unit: UnitKerja, isian: IsianUnit, versi_dilihat: str, by: User) -> UnitKerja:
    """Correct a spelling, the place or the order: what was wrong all the time, also for former years.

    Raises NotAllowed, InvalidValue (no name, taken, below itself) and StaleData.
    """
    kini = terkunci(unit, by, versi_dilihat)
    sebelum = gambaran(kini)
    isi_unit(kini, isian)
    lama, baru = audit.changes(sebelum, gambaran(kini))
    if baru:
        simpan_unit(kini)
        catat(by, kini, "unitkerja.corrected", lama, baru)
    return kini


@transaction.atomic
def unit_rename(
    *, unit: UnitKerja, nama: str, singkatan: str, mulai: date, hari_ini: date, versi_dilihat: str, by: User
) -> UnitKerja:
    """Give a unit another name from a day on; what is printed of the time before keeps the old one.

    Raises NotAllowed, Closed (the unit has ended), InvalidValue and StaleData.
    """
    kini = terkunci(unit, by, versi_dilihat)
    require_berlaku(kini, mulai, hari_ini)
    sampai = mulai - timedelta(days=1)
    terakhir = kini.nama_lama.order_by("-berlaku_sampai").first()
    if terakhir is not None and sampai <= terakhir.berlaku_sampai:
        raise InvalidValue(
            f"Unit ini sudah berganti nama sesudah {format_tanggal(terakhir.berlaku_sampai)}. Pilih tanggal sesudahnya."
        )
    dulu = NamaUnit(unit_kerja=kini, nama=kini.nama, singkatan=kini.singkatan, berlaku_sampai=sampai)
    sebelum = {"nama": kini.nama, "singkatan": kini.singkatan}
    kini.nama, kini.singkatan = " ".join(nama.split()), singkatan.strip()
    if kini.nama == dulu.nama:
        raise InvalidValue("Namanya masih sama. Tulis nama yang baru.")
    require_nama(kini)
    simpan_unit(kini)
    dulu.save()
    lama, baru = audit.changes(sebelum, {"nama": kini.nama, "singkatan": kini.singkatan})
    catat(by, kini, "unitkerja.renamed", lama, baru | {"berlaku_dari": mulai.isoformat()})
    return kini


@transaction.atomic
def unit_close(*, unit: UnitKerja, sampai: date, versi_dilihat: str, by: User) -> UnitKerja:
    """End a unit on a day; its officials who are still in office end with it.

    Raises NotAllowed, Closed, InvalidValue, StaleData, and Incomplete listing what it still carries.
    """
    kini = terkunci(unit, by, versi_dilihat)
    require_berlaku(kini, sampai, sampai)
    kurang = [f"{t}: lembar belum terverifikasi" for t in lembar_terbuka(kini)]
    kurang += [f"{b.label} {b.periode}: {b.nama}".replace(" : ", ": ") for b in beban_unit(kini, sampai)]
    if kurang:
        raise Incomplete(f"{kini.nama} belum dapat diakhiri: masih bertanggung jawab sesudah tanggal itu.", kurang)
    akhiri(kini, sampai)
    catat(by, kini, "unitkerja.closed", {}, {"berlaku_sampai": sampai.isoformat()})
    akhiri_pejabat(kini, sampai, by)
    return kini


@transaction.atomic
def unit_reopen(*, unit: UnitKerja, versi_dilihat: str, by: User) -> UnitKerja:
    """Take a unit up again that was ended by mistake. Raises NotAllowed, Closed, InvalidValue and StaleData."""
    kini = terkunci(unit, by, versi_dilihat)
    if kini.berlaku_sampai is None:
        raise Closed("Unit ini tidak diakhiri.")
    if kini.induk is not None and kini.induk.berlaku_sampai is not None:
        raise InvalidValue(f"{kini.induk.nama}, unit di atasnya, sudah berakhir. Pindahkan atau berlakukan itu dulu.")
    lama, kini.berlaku_sampai = kini.berlaku_sampai, None
    require_nama(kini)
    simpan_unit(kini)
    catat(by, kini, "unitkerja.reopened", {"berlaku_sampai": lama.isoformat()}, {"berlaku_sampai": None})
    return kini


# --- What the acts share -----------------------------------------------------------------------------------------


def tahan_unit(perangkat_daerah: int) -> None:
    """Let whoever else writes units of the perangkat daerah wait until the transaction ends: they are one tree.

    Of two who hang each other's unit below their own, or join it to their own, each row alone is as it was seen.
    """
    PerangkatDaerah.objects.select_for_update(no_key=True).get(pk=perangkat_daerah)


def terkunci(unit: UnitKerja, by: User, versi_dilihat: str) -> UnitKerja:
    """The row as it is, and the tree it stands in, locked; raises NotAllowed and StaleData."""
    tahan_unit(unit.perangkat_daerah_id)
    kini = (
        UnitKerja.objects.select_for_update(of=("self",))
        .select_related("perangkat_daerah__pemerintah_daerah", "induk")
        .filter(pk=unit.pk)
        .first()
    )
    if kini is None:
        raise StaleData("Unit ini sudah dihapus orang lain. Muat ulang daftarnya.")
    require_unit(by, kini.perangkat_daerah)
    if versi(kini) != versi_dilihat:
        raise StaleData(BERUBAH, tersimpan=kini)
    return kini


def segar(unit: UnitKerja) -> UnitKerja:
    """Another unit the act names, as it is now; raises StaleData."""
    kini = UnitKerja.objects.filter(pk=unit.pk).first()
    if kini is None:
        raise StaleData(f"{unit.nama} sudah dihapus orang lain. Muat ulang daftarnya.")
    return kini


def require_berlaku(unit: UnitKerja, pada: date, hari_ini: date) -> None:
    """Raise Closed for a unit that has ended, InvalidValue for a day before its first one or after today."""
    if unit.berlaku_sampai is not None:
        raise Closed(f"{unit.nama} sudah berakhir pada {format_tanggal(unit.berlaku_sampai)}.")
    if not 2000 <= pada.year <= 2100:
        raise InvalidValue("Periksa tahun pada tanggalnya.")
    if pada > hari_ini:
        raise InvalidValue(BELUM_TIBA.format(tanggal=format_tanggal(pada)))
    if unit.berlaku_dari is not None and pada <= unit.berlaku_dari:
        raise InvalidValue(f"{unit.nama} baru ada sejak {format_tanggal(unit.berlaku_dari)}. Pilih tanggal sesudahnya.")


def isi_unit(unit: UnitKerja, isian: IsianUnit) -> None:
    """Write what was typed; raises InvalidValue. The superior is asked anew: it may have moved since it was chosen."""
    unit.nama, unit.singkatan = " ".join(isian.nama.split()), isian.singkatan.strip()
    unit.jenis, unit.berlaku_dari = isian.jenis, isian.berlaku_dari
    induk = None if isian.induk is None else segar(isian.induk)
    if induk is not None and induk.perangkat_daerah_id != unit.perangkat_daerah_id:
        raise InvalidValue("Unit atasan itu milik perangkat daerah yang lain.")
    if induk is not None and unit.pk and f"/{unit.pk}/" in induk.jalur:
        raise InvalidValue("Unit tidak dapat berada di bawah dirinya sendiri atau di bawah bawahannya.")
    unit.induk = induk
    if isian.urutan is not None:
        unit.urutan = isian.urutan
    elif not unit.pk:
        saudara = UnitKerja.objects.filter(perangkat_daerah=unit.perangkat_daerah_id, induk=induk)
        unit.urutan = (saudara.order_by("-urutan").values_list("urutan", flat=True).first() or 0) + 1
    require_nama(unit)


def require_nama(unit: UnitKerja) -> None:
    """Raise InvalidValue unless the unit has a name that no unit in force beside it, below the same superior, has."""
    if not unit.nama:
        raise InvalidValue("Tulis nama unitnya.")
    lain = UnitKerja.objects.filter(perangkat_daerah=unit.perangkat_daerah_id, induk=unit.induk_id)
    if lain.filter(nama__iexact=unit.nama, berlaku_sampai=None).exclude(pk=unit.pk).exists():
        raise InvalidValue(_ganda(unit))


def _ganda(unit: UnitKerja) -> str:
    di = f"di bawah {unit.induk.nama}" if unit.induk else "langsung di bawah pimpinan perangkat daerah ini"
    return f"Sudah ada unit bernama {unit.nama} {di}. Pakai nama lain, atau pilih unit atasan yang lain."


def kode_baru(perangkat_daerah: PerangkatDaerah, unit: UnitKerja) -> str:
    """A code that no unit of the perangkat daerah has: from the name, and from the superior's where that is taken."""
    dasar = slugify(unit.nama)[:50].strip("-") or "unit"
    ada = set(UnitKerja.objects.filter(perangkat_daerah=perangkat_daerah).values_list("kode", flat=True))
    lengkap = [f"{dasar}-{unit.induk.kode}"] if unit.induk and len(dasar) + len(unit.induk.kode) < 60 else []
    calon = [dasar, *lengkap, *(f"{dasar}-{n}" for n in range(2, len(ada) + 3))]
    return next(k for k in calon if k not in ada)


def simpan_unit(unit: UnitKerja) -> None:
    """Store it once its columns are sound; raises InvalidValue, also when somebody was quicker with the name."""
    try:
        unit.clean_fields(exclude=["perangkat_daerah", "induk", "predecessor"])
    except ValidationError as error:
        raise InvalidValue(" ".join(error.messages)) from error
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise InvalidValue(_ganda(unit)) from error


def akhiri(unit: UnitKerja, sampai: date) -> None:
    """The unit's last day."""
    unit.berlaku_sampai = sampai
    unit.save(update_fields=["berlaku_sampai", "diubah_pada"])


def akhiri_pejabat(unit: UnitKerja, sampai: date, by: User) -> None:
    """Whoever holds an office of the unit holds it until that day; each with its event."""
    rows = [p for p in unit.pejabat.filter(selesai=None) if p.mulai is None or p.mulai <= sampai]
    unit.pejabat.filter(pk__in=[p.pk for p in rows]).update(selesai=sampai, diubah_pada=timezone.now())
    events = [
        audit.Event(
            aksi="pejabat.changed",
            objek=p,
            nama=str(p),
            perangkat_daerah=unit.perangkat_daerah,
            sesudah={"selesai": sampai.isoformat()},
        )
        for p in rows
    ]
    if events:
        audit.record_many(by, events)


def gambaran(unit: UnitKerja) -> dict[str, Any]:
    """What the trail keeps of a unit, in words."""
    isi = {k: getattr(unit, k) for k in KOLOM}
    return isi | {"induk": unit.induk.nama if unit.induk else "", "jenis": unit.get_jenis_display()}


def catat(
    by: User, unit: UnitKerja, aksi: str, sebelum: dict[str, Any], sesudah: dict[str, Any], catatan: str = ""
) -> None:
    """One event about the unit."""
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=unit,
            nama=unit.nama,
            perangkat_daerah=unit.perangkat_daerah,
            sebelum=sebelum,
            sesudah=sesudah,
            catatan=catatan,
        ),
    )
