"""A workbook of a whole perangkat daerah comes in: read, compared, and stored as a whole or not at all."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.db import IntegrityError, transaction
from django.db.models import Q

from indicators import permissions
from indicators.buku_kerja.baca import Galat
from indicators.buku_pd.aturan import periksa_aturan
from indicators.buku_pd.baca import BATAS, Terbaca, baca_buku
from indicators.buku_pd.cocok import Selisih, cocokkan
from indicators.buku_pd.muat import muat, susunan
from indicators.buku_pd.perlu_coba import perlu_coba
from indicators.buku_pd.susun import Tersusun, susun
from indicators.exceptions import Closed, DomainError, InvalidValue, StaleData
from indicators.models import AuditEvent, JadwalPengisian, PerangkatDaerah, PeriodeRenstra, RencanaTahunan, User
from indicators.permissions import Ability
from indicators.services import antivirus, audit
from indicators.services.impor_tulis import Lapor, tulis
from indicators.services.periode_tutup import tahan_terbuka
from sakip.lib.garbage import no_collection
from sakip.lib.xlsx_baca import BerkasDitolak, baca

MAKS_COBA = 1_000
"""Up to so many rows a preview tries on the database too what only the services can refuse, and takes it back."""

MILIK_BERSAMA = ("visi", "misi")
"""Rows of the period that every perangkat daerah of the regency reads; another one may have written them."""

BASI = "Isi aplikasi berubah sejak pratinjau ini dibuka. Periksa lagi di bawah ini, lalu simpan."
GANDA = "Ada baris yang bertabrakan dengan yang sudah tersimpan. Periksa kode dan tahunnya, lalu impor lagi."


@dataclass
class Impor:
    """A file held against what is stored: the comparison, and the rows ready to be written."""

    selisih: Selisih
    tersusun: Tersusun
    nomor: int = 0
    """The newest event of the regency's trail before the stored rows were read."""

    @property
    def dapat(self) -> bool:
        """Whether there is something to store, and nothing against it."""
        return not self.selisih.galat and self.selisih.jumlah > 0


@no_collection()
def impor_baca(
    *, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, nama: str, isi: bytes, by: User | None
) -> Terbaca:
    """What an uploaded workbook says. Raises NotAllowed, and InvalidValue for a file that is refused."""
    if by is not None:
        permissions.require(by, Ability.IMPORT, perangkat_daerah)
    nama = nama_berkas(nama)
    antivirus.periksa(nama, isi)
    try:
        terbaca = baca_buku(baca(nama, isi, BATAS), susunan(periode))
    except BerkasDitolak as error:
        raise InvalidValue(str(error)) from error
    impor_tolak_milik_lain(terbaca, perangkat_daerah, periode)
    return terbaca


def impor_tolak_milik_lain(terbaca: Terbaca, perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> None:
    """Raise InvalidValue for a file that was given out for another perangkat daerah or period."""
    if terbaca.milik and terbaca.milik != perangkat_daerah.kode:
        raise InvalidValue(
            f"Berkas ini buku kerja “{terbaca.milik}”, bukan {perangkat_daerah.nama}. Impor pada perangkat daerahnya "
            "sendiri, atau salin isinya ke templat perangkat daerah ini."
        )
    if terbaca.milik and terbaca.periode != (periode.tahun_awal, periode.tahun_akhir):
        awal, akhir = terbaca.periode or ("", "")
        raise InvalidValue(
            f"Berkas ini buku kerja Renstra {awal}–{akhir}, bukan {periode}. Impor pada periode {awal}–{akhir}, "
            "atau salin isinya ke templat periode ini."
        )


def nama_berkas(nama: str) -> str:
    """The name of an uploaded file without folders."""
    return PurePosixPath((nama or "berkas").replace("\\", "/")).name[-150:]


@no_collection()
def impor_bandingkan(
    *,
    perangkat_daerah: PerangkatDaerah,
    periode: PeriodeRenstra,
    terbaca: Terbaca,
    by: User | None,
    hapus: bool = False,
    samakan: Iterable[str] = (),
    coba: bool = True,
) -> Impor:
    """Hold what was read against what is stored now. Refusals are listed in `selisih.galat`; nothing is stored.

    Raises NotAllowed.
    """
    if by is not None:
        permissions.require(by, Ability.IMPORT, perangkat_daerah)
    nomor = audit.nomor_akhir(perangkat_daerah.pemerintah_daerah_id)
    selisih = cocokkan(muat(perangkat_daerah, periode), terbaca, hapus=hapus, samakan=list(samakan))
    periksa_aturan(selisih, daerah=milik_daerah(by, perangkat_daerah))
    impor = Impor(selisih, susun(selisih), nomor)
    if coba and impor.dapat and selisih.jumlah <= MAKS_COBA and perlu_coba(selisih):
        galat = _coba(impor, by)
        impor.tersusun = susun(selisih)  # the rows of the trial hold what was taken back
        selisih.galat += galat
    return impor


def milik_daerah(by: User | None, perangkat_daerah: PerangkatDaerah) -> bool:
    """Whether they may also bring in what is the regency's own."""
    return by is None or permissions.can(by, Ability.IMPORT, perangkat_daerah.pemerintah_daerah)


def impor_tahan(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, nomor: int) -> bool:
    """Let other writers wait until this transaction ends; whether nothing that concerns it was written since `nomor`.

    Drafts, period, quarters and trail, in the order in which the other services take them. Raises Closed (the period).
    """
    draf = RencanaTahunan.objects.select_for_update().filter(perangkat_daerah=perangkat_daerah, periode=periode)
    list(draf.filter(status=RencanaTahunan.Status.DRAFT).order_by("pk").values_list("pk"))
    tahan_terbuka(periode)
    jadwal = JadwalPengisian.objects.select_for_update(no_key=True).filter(perangkat_daerah=perangkat_daerah)
    list(jadwal.filter(status=JadwalPengisian.Status.OPEN).order_by("pk").values_list("pk"))
    audit.tahan(perangkat_daerah.pemerintah_daerah_id)
    sejak = AuditEvent.objects.filter(pemerintah_daerah=perangkat_daerah.pemerintah_daerah_id, nomor__gt=nomor)
    milik = Q(perangkat_daerah=perangkat_daerah) | Q(perangkat_daerah=None) | Q(objek_tipe__in=MILIK_BERSAMA)
    return not sejak.filter(milik).exists()


@no_collection()
@transaction.atomic
def impor_terapkan(
    *,
    impor: Impor,
    nama: str,
    sha256: str,
    by: User | None,
    sidik: str = "",
    lapor: Lapor | None = None,
    penutup: Callable[[], None] | None = None,
) -> int:
    """Store all of it, or nothing; how many rows. `sidik`: what the person saw; `penutup` runs in the transaction.

    Raises NotAllowed, StaleData (it is no longer what was seen), and what the services of the rows raise.
    """
    selisih = impor.selisih
    pd = selisih.isi.perangkat_daerah
    if by is not None:
        permissions.require(by, Ability.IMPORT, pd)
    if sidik and sidik != selisih.sidik:
        raise StaleData(BASI)
    if selisih.galat:
        raise InvalidValue("Belum ada yang disimpan: perbaiki dulu yang tidak dapat diterima.")
    if not impor_tahan(pd, selisih.isi.periode, impor.nomor):
        raise StaleData(BASI)
    try:
        with transaction.atomic(), audit.together():
            tulis(impor.tersusun, selisih.isi, by=by, lapor=lapor)
    except IntegrityError as error:
        raise Closed(GANDA) from error
    audit.record(
        by,
        audit.Event(
            aksi="buku_kerja.imported",
            objek=pd,
            nama=f"{pd.nama} — {selisih.isi.periode}",
            perangkat_daerah=pd,
            sesudah={
                "nama_berkas": nama,
                "sha256": sha256,
                "baris_baru": len(selisih.baru),
                "baris_diubah": len(selisih.ubah),
                "baris_dihapus": len(selisih.hapus),
            },
        ),
    )
    if penutup is not None:
        penutup()
    return selisih.jumlah


def sidik_berkas(isi: bytes) -> str:
    """The digest by which the trail names the file."""
    return hashlib.sha256(isi).hexdigest()


class _Batal(Exception):
    """Undoes a trial."""


def _coba(impor: Impor, by: User | None) -> list[Galat]:
    """Write the rows with the services themselves and take everything back; what was refused."""
    try:
        with transaction.atomic():
            tulis(impor.tersusun, impor.selisih.isi, by=by)
            raise _Batal
    except _Batal:
        return []
    except IntegrityError:
        return [Galat("", "", GANDA)]
    except DomainError as error:
        return [Galat("", str(error.objek or ""), str(error))]
