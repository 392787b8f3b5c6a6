"""The narratives: storing a planner's own text of a section as a version, going back to the data's or an older text."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from indicators import permissions
from indicators.exceptions import InvalidValue, StaleData
from indicators.models import PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.audit import Event
from reports.models import JenisDokumen, Narasi, NarasiKonsep, NarasiVersi
from reports.prosa import MAKS_HTML, bersihkan, html_dari_teks

NARASI_BERUBAH = (
    "Bagian ini sudah diubah orang lain sejak Anda membukanya. Tulisan Anda masih ada di bawah dan belum disimpan; "
    "bandingkan dengan yang tersimpan, lalu pilih."
)
KOSONG = "Tulis isi bagian ini, atau pilih “Pakai teks otomatis”."
TERLALU_PANJANG = (
    "Isi bagian ini terlalu panjang untuk disimpan. Bagi menjadi lebih pendek, atau pindahkan ke lampiran."
)


@dataclass(frozen=True)
class Tempat:
    """One section of one document."""

    perangkat_daerah: PerangkatDaerah
    tahun: int
    jenis: str
    bagian: str

    @property
    def kolom(self) -> dict[str, Any]:
        """The same as columns of Narasi, NarasiVersi and NarasiKonsep."""
        return {
            "perangkat_daerah": self.perangkat_daerah,
            "tahun": self.tahun,
            "jenis": self.jenis,
            "bagian": self.bagian,
        }

    @property
    def nama(self) -> str:
        """The section in a sentence of the audit trail."""
        return f"{JenisDokumen(self.jenis).label} {self.tahun}, bagian {self.bagian}"


def narasi_save(
    *,
    tempat: Tempat,
    teks: str,
    sidik: str,
    by: User | None,
    asli: str = "",
    aksi: str = "narasi.saved",
    dasar: str | None = None,
) -> Narasi | None:
    """Store a planner's own text (HTML, cleaned here) of one section, as a new version.

    `sidik` is `narasi_sidik` of the text he had before him, `asli` what the data say now, `dasar` the data's text he
    adjusted it to (`asli`, when not given). None: he wrote just what the data say, so the section goes on following
    them. His unsaved work on it is gone with it. Raises NotAllowed, InvalidValue for an empty or too long text,
    StaleData when somebody else changed it meanwhile.
    """
    permissions_require(tempat, by)
    bersih = bersih_atau_tolak(teks)
    if not bersih:
        raise InvalidValue(KOSONG)
    with transaction.atomic():
        lama = narasi_locked(tempat, sidik)
        buang_konsep(tempat, by)
        if bersih == html_dari_teks(asli):
            if lama is not None:
                hapus_baris(tempat, lama, by)
            return None
        row = lama or Narasi(**tempat.kolom)
        if lama is not None:
            _versi_awal(tempat, lama)
        sebelum = row.teks
        row.teks, row.ditulis_oleh, row.dasar = bersih, by, asli if dasar is None else dasar
        _simpan_baris(tempat, row)
        _versi(tempat, bersih, by)
        _catat(by, aksi, tempat, row, {"teks": sebelum or None}, {"teks": bersih})
    return row


def narasi_reset(*, tempat: Tempat, sidik: str, by: User | None) -> None:
    """Drop the own text of one section: it is generated from the data again. Raises NotAllowed and StaleData."""
    permissions_require(tempat, by)
    with transaction.atomic():
        row = narasi_locked(tempat, sidik)
        buang_konsep(tempat, by)
        if row is not None:
            hapus_baris(tempat, row, by)


def narasi_restore(*, tempat: Tempat, versi: NarasiVersi, sidik: str, asli: str, by: User | None) -> None:
    """Make an older version the current text again, as a new version. Raises NotAllowed and StaleData.

    The section keeps the data's text it was adjusted to, so that a mark of changed data does not vanish with it.
    """
    permissions_require(tempat, by)
    if not versi.teks:
        narasi_reset(tempat=tempat, sidik=sidik, by=by)
        return
    with transaction.atomic():
        row = narasi_locked(tempat, sidik)
        dasar = row.dasar if row is not None else None
        narasi_save(tempat=tempat, teks=versi.teks, sidik=sidik, by=by, asli=asli, aksi="narasi.restored", dasar=dasar)


def narasi_adjusted(*, tempat: Tempat, sidik: str, asli: str, by: User | None) -> None:
    """The planner says that his text fits what the data say now: it is kept, the mark goes.

    Raises NotAllowed, StaleData, and InvalidValue where nobody wrote a text of his own.
    """
    permissions_require(tempat, by)
    with transaction.atomic():
        row = narasi_locked(tempat, sidik)
        if row is None:
            raise InvalidValue("Bagian ini memakai teks otomatis, sehingga selalu sesuai dengan data.")
        sebelum, row.dasar = row.dasar, asli
        row.save()
        _catat(by, "narasi.adjusted", tempat, row, {"dasar": sebelum or None}, {"dasar": asli})


def narasi_sidik(teks: str | None) -> str:
    """The digest of a stored text, empty for none: what the editor was shown."""
    return hashlib.sha256(teks.encode()).hexdigest() if teks else ""


def bersih_atau_tolak(teks: str) -> str:
    """Cleaned HTML. Raises InvalidValue for more than a section may hold."""
    if len(teks) > MAKS_HTML:
        raise InvalidValue(TERLALU_PANJANG)
    return bersihkan(teks)


def permissions_require(tempat: Tempat, by: User | None) -> None:
    """Raises NotAllowed for who may not write; None is the program itself."""
    if by is not None:
        permissions.require(by, Ability.WRITE_NARASI, tempat.perangkat_daerah)


def narasi_locked(tempat: Tempat, sidik: str) -> Narasi | None:
    """The stored text, locked. Raises StaleData when it is not the one the person had before him."""
    row = Narasi.objects.select_for_update(of=("self",)).filter(**tempat.kolom).first()
    if narasi_sidik(row.teks if row else None) != sidik:
        raise StaleData(NARASI_BERUBAH, row)
    return row


def _simpan_baris(tempat: Tempat, row: Narasi) -> None:
    """Store the row. A first text has no row to lock: of two at once the second is told as any other latecomer."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise StaleData(NARASI_BERUBAH, Narasi.objects.filter(**tempat.kolom).first()) from error


def hapus_baris(tempat: Tempat, row: Narasi, by: User | None, aksi: str = "narasi.reset") -> None:
    """Take the own text away; its versions stay, one more says that it is gone."""
    _versi_awal(tempat, row)
    _catat(by, aksi, tempat, row, {"teks": row.teks}, {"teks": None})
    row.delete()
    _versi(tempat, "", by)


def buang_konsep(tempat: Tempat, by: User | None) -> None:
    """Throw the person's unsaved work on a section away."""
    if by is not None:
        NarasiKonsep.objects.filter(**tempat.kolom, penulis=by).delete()


def _versi(tempat: Tempat, teks: str, by: User | None) -> NarasiVersi:
    return NarasiVersi.objects.create(**tempat.kolom, teks=teks, oleh=by, oleh_nama=nama_of(by))


def _versi_awal(tempat: Tempat, lama: Narasi) -> None:
    """A text older than the versions becomes the first of them, with its own writer and time."""
    if NarasiVersi.objects.filter(**tempat.kolom).exists():
        return
    versi = _versi(tempat, lama.teks, lama.ditulis_oleh)
    NarasiVersi.objects.filter(pk=versi.pk).update(waktu=lama.diubah_pada)


def nama_of(by: User | None) -> str:
    """The name a version keeps when its writer's account is gone."""
    return str(by) if by is not None else ""


def _catat(
    by: User | None, aksi: str, tempat: Tempat, row: Narasi, sebelum: dict[str, Any], sesudah: dict[str, Any]
) -> None:
    peristiwa = Event(
        aksi, row, tempat.nama, perangkat_daerah=tempat.perangkat_daerah, sebelum=sebelum, sesudah=sesudah
    )
    audit.record(by, peristiwa)
