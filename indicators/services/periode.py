"""The life of a period: begun, put in force, closed, opened again.

A period is the regency's. Who may: a planner or an admin of the regency; where the regency has one perangkat daerah
only, a planner of that one too, for there nobody else plans. What is in a closed period is read, by every service.
"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import PemerintahDaerah, PerangkatDaerah, PeriodeRenstra, User
from indicators.permissions import Ability
from indicators.selectors.periode_buka import yang_terbuka
from indicators.selectors.periode_halaman import isi_penahan
from indicators.services import audit
from indicators.services.versi import versi

PALING_LAMA = 10
"""More years than this are a slip of the pen: an RPJMD has five, an RPD three."""

BERUBAH = "Periode ini baru saja diubah orang lain menjadi {status}. Lihat isinya yang baru, lalu ulangi bila perlu."
DILARANG = (
    "Periode Renstra berlaku bagi semua perangkat daerah, sehingga diatur oleh perencana tingkat pemerintah daerah. "
    "Mintalah perencana itu, atau minta admin memberi Anda peran perencana pada pemerintah daerah."
)
Status = PeriodeRenstra.Status


def dapat_mengelola(user: Any, pemerintah_daerah: PemerintahDaerah) -> bool:
    """Whether the person may begin, close and open periods of the regency. At most one query."""
    if any(permissions.can(user, a, pemerintah_daerah) for a in (Ability.EDIT_CASCADE, Ability.MANAGE_MASTER)):
        return True
    if not permissions.scopes(user, Ability.EDIT_CASCADE):
        return False
    semua = list(PerangkatDaerah.objects.filter(pemerintah_daerah=pemerintah_daerah)[:2])
    return len(semua) == 1 and permissions.can(user, Ability.EDIT_CASCADE, semua[0])


def require_mengelola(by: User, pemerintah_daerah: PemerintahDaerah) -> None:
    """Raise NotAllowed, saying whom to ask."""
    if not dapat_mengelola(by, pemerintah_daerah):
        raise NotAllowed(DILARANG)


@transaction.atomic
def periode_create(
    *, pemerintah_daerah: PemerintahDaerah, tahun_awal: int, tahun_akhir: int, by: User
) -> PeriodeRenstra:
    """Begin a period as an empty draft: no year uses it before it is put in force.

    Its years may overlap those of another one. Raises NotAllowed and InvalidValue.
    """
    require_mengelola(by, pemerintah_daerah)
    if not 2000 <= tahun_awal < tahun_akhir <= 2100:
        raise InvalidValue("Tahun akhir periode harus sesudah tahun awalnya, keduanya antara 2000 dan 2100.")
    if tahun_akhir - tahun_awal >= PALING_LAMA:
        raise InvalidValue(f"Periode {tahun_awal}–{tahun_akhir} lebih dari {PALING_LAMA} tahun. Periksa tahunnya.")
    periode = PeriodeRenstra(
        pemerintah_daerah=pemerintah_daerah, tahun_awal=tahun_awal, tahun_akhir=tahun_akhir, status=Status.DRAFT
    )
    try:
        with transaction.atomic():
            periode.save()
    except IntegrityError as error:
        raise InvalidValue(f"Periode {periode} sudah ada. Buka periode itu dari daftarnya.") from error
    _catat(by, periode, "perioderenstra.created", {}, {"tahun_awal": tahun_awal, "tahun_akhir": tahun_akhir})
    return periode


@transaction.atomic
def periode_activate(*, periode: PeriodeRenstra, versi_dilihat: str, by: User) -> PeriodeRenstra:
    """Put a draft in force: from now on its years may use it. Raises NotAllowed, Closed and StaleData."""
    kini = _terkunci(periode, versi_dilihat, by)
    if kini.status != Status.DRAFT:
        raise Closed(f"Periode {kini} bukan draf lagi; statusnya {kini.get_status_display().lower()}.")
    return _ganti(kini, Status.ACTIVE, "perioderenstra.activated", by)


@transaction.atomic
def periode_close(*, periode: PeriodeRenstra, versi_dilihat: str, by: User) -> PeriodeRenstra:
    """Close a period in force: from now on it is read only.

    Raises NotAllowed, Closed, StaleData, and Incomplete listing every quarter and plan of it that is still open.
    """
    kini = _terkunci(periode, versi_dilihat, by)
    if kini.status != Status.ACTIVE:
        raise Closed(f"Periode {kini} tidak sedang berlaku, sehingga tidak dapat ditutup.")
    terbuka = yang_terbuka(kini)
    if terbuka:
        raise Incomplete(f"Periode {kini} belum dapat ditutup. Selesaikan lebih dulu:", [t.kalimat for t in terbuka])
    return _ganti(kini, Status.CLOSED, "perioderenstra.closed", by)


@transaction.atomic
def periode_reopen(*, periode: PeriodeRenstra, alasan: str, versi_dilihat: str, by: User) -> PeriodeRenstra:
    """Open a closed period again, with a reason that stays in the trail.

    Raises NotAllowed, Closed, StaleData, and InvalidValue without a reason.
    """
    kini = _terkunci(periode, versi_dilihat, by)
    if kini.status != Status.CLOSED:
        raise Closed(f"Periode {kini} tidak sedang ditutup.")
    if not alasan.strip():
        raise InvalidValue("Tulis alasan membuka kembali periode; alasan ini tercatat dalam jejak audit.")
    return _ganti(kini, Status.ACTIVE, "perioderenstra.reopened", by, alasan.strip())


@transaction.atomic
def periode_delete(*, periode: PeriodeRenstra, versi_dilihat: str, by: User) -> None:
    """Throw away a draft that holds nothing. Raises NotAllowed, Closed and StaleData."""
    kini = _terkunci(periode, versi_dilihat, by)
    if kini.status != Status.DRAFT:
        raise Closed(f"Periode {kini} pernah berlaku, sehingga tidak dapat dihapus.")
    sebelum = {"tahun_awal": kini.tahun_awal, "tahun_akhir": kini.tahun_akhir}
    try:
        with transaction.atomic():
            PeriodeRenstra.objects.get(pk=kini.pk).delete()
    except ProtectedError as error:
        isi = ", ".join(f"{n} {nama}" for nama, n in isi_penahan(kini))
        raise Closed(f"Periode {kini} berisi {isi}, sehingga tidak dapat dihapus. Hapus isinya lebih dulu.") from error
    _catat(by, kini, "perioderenstra.deleted", sebelum, {})


def _terkunci(periode: PeriodeRenstra, versi_dilihat: str, by: User) -> PeriodeRenstra:
    """The row as it is, locked until the transaction ends: whoever writes into the period waits, or is refused."""
    kini = (
        PeriodeRenstra.objects.select_for_update(of=("self",))
        .select_related("pemerintah_daerah")
        .filter(pk=periode.pk)
        .first()
    )
    if kini is None:
        raise StaleData("Periode ini sudah dihapus orang lain. Muat ulang daftarnya.")
    require_mengelola(by, kini.pemerintah_daerah)
    if versi(kini) != versi_dilihat:
        raise StaleData(BERUBAH.format(status=kini.get_status_display().lower()), tersimpan=kini)
    return kini


def _ganti(periode: PeriodeRenstra, status: str, aksi: str, by: User, catatan: str = "") -> PeriodeRenstra:
    lama, periode.status = periode.status, status
    PeriodeRenstra.objects.filter(pk=periode.pk).update(status=status, diubah_pada=timezone.now())
    _catat(by, periode, aksi, {"status": lama}, {"status": status}, catatan)
    return periode


def _catat(
    by: User, periode: PeriodeRenstra, aksi: str, sebelum: dict[str, Any], sesudah: dict[str, Any], catatan: str = ""
) -> None:
    audit.record(
        by,
        audit.Event(
            aksi=aksi,
            objek=periode,
            nama=f"Periode Renstra {periode}",
            pemerintah_daerah=periode.pemerintah_daerah,
            sebelum=sebelum,
            sesudah=sesudah,
            catatan=catatan,
        ),
    )
