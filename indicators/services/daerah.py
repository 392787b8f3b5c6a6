"""A regency begins: the regency with its head and its bands of capaian, its emblem, its perangkat daerah, its period.

Who may: the superuser begins a regency, and whoever holds MANAGE_MASTER on it goes on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from indicators import permissions
from indicators.exceptions import Closed, InvalidValue
from indicators.models import KategoriCapaian, Pejabat, PemerintahDaerah, PerangkatDaerah, PeriodeRenstra, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.baris_induk import baris_buat, baris_ubah, require_versi
from indicators.services.master import rows_create
from indicators.services.periode import PALING_LAMA
from indicators.services.referensi import muat_referensi

SEBUTAN = {"Kabupaten": "Bupati", "Kota": "Wali Kota"}
"""The kinds of regency, each with what its head is called (UU 23/2014)."""
_AWALAN = re.compile(r"^(pemerintah\s+)?(kabupaten|kab\.?|kota)\s+", re.IGNORECASE)
PANJANG_KODE = 50

SUDAH_ADA = "{nama} sudah ada dalam aplikasi ini. Lanjutkan yang sudah ada; jangan membuat yang kedua."


@dataclass(frozen=True)
class IsianDaerah:
    """What a person writes of a regency. `jenis` is a key of SEBUTAN, `nama` may be typed with or without it."""

    jenis: str
    nama: str
    provinsi: str
    tempat: str
    zona_waktu: str


@dataclass(frozen=True)
class IsianKepala:
    """The head of the regency."""

    nama: str
    gelar_depan: str = ""
    gelar_belakang: str = ""
    kedudukan: str = ""
    mulai: date | None = None


@dataclass(frozen=True)
class Batas:
    """One band of capaian: from which percentage on, its name, its colour (KategoriCapaian.Warna)."""

    batas_bawah: Decimal
    label: str
    kode: str


@dataclass(frozen=True)
class IsianKuadran:
    """The thresholds of the quadrants (`BatasKuadran`); without any the defaults it names."""

    ambang_capaian: Decimal | None = None
    cara_ambang: str = PemerintahDaerah.CaraAmbang.MEDIAN
    ambang_tw1: Decimal | None = None
    ambang_tw2: Decimal | None = None
    ambang_tw3: Decimal | None = None
    ambang_tw4: Decimal | None = None


MEDIAN = IsianKuadran()


def daerah_mulai(
    *,
    isian: IsianDaerah,
    kepala: IsianKepala,
    kategori: Sequence[Batas],
    kuadran: IsianKuadran = MEDIAN,
    by: User,
) -> PemerintahDaerah:
    """A new regency with its head, its bands of capaian and thresholds, and the reference data all regencies share.

    Raises NotAllowed and InvalidValue (a name in use, bands that leave a gap at the bottom or say one thing twice).
    """
    permissions.require_mulai_daerah(by)
    nama = nama_daerah(isian)
    _require_kategori(kategori)
    with transaction.atomic():
        # The code before the name: of two who begin the same regency in one moment the second either takes the same
        # code, which the database refuses, or finds the name when it is looked for afterwards.
        kolom = {**_kolom_daerah(isian), **vars(kuadran)}
        row = PemerintahDaerah(kode=_kode(PemerintahDaerah, nama), nama=nama, **kolom)
        if PemerintahDaerah.objects.filter(nama__iexact=nama).exists():
            raise InvalidValue(SUDAH_ADA.format(nama=nama))
        baris_buat(row, by=by, pemerintah_daerah=row)
        muat_referensi()
        _kategori_tulis(row, kategori, by)
        _kepala_tulis(row, kepala, by)
    return row


def daerah_ubah(
    *,
    daerah: PemerintahDaerah,
    isian: IsianDaerah,
    kepala: IsianKepala,
    kategori: Sequence[Batas],
    kuadran: IsianKuadran | None = None,
    dilihat: str,
    by: User,
) -> None:
    """Mend what was written of a regency; its code stays, for addresses and workbooks name it.

    Without `kuadran` its thresholds stay as they are.

    Raises NotAllowed, StaleData (somebody else changed it meanwhile) and InvalidValue.
    """
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    nama = nama_daerah(isian)
    _require_kategori(kategori)
    with transaction.atomic():
        segar = PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)
        require_versi(segar, dilihat)
        if PemerintahDaerah.objects.filter(nama__iexact=nama).exclude(pk=daerah.pk).exists():
            raise InvalidValue(SUDAH_ADA.format(nama=nama))
        kolom = {"nama": nama, **_kolom_daerah(isian), **(vars(kuadran) if kuadran else {})}
        ubah = baris_ubah(segar, kolom, by=by, pemerintah_daerah=segar)
        lain = _kategori_tulis(segar, kategori, by) | _kepala_tulis(segar, kepala, by)
        if lain and not ubah:
            segar.save(update_fields=["diubah_pada"])  # bands and head are part of what the form showed


def nama_daerah(isian: IsianDaerah) -> str:
    """`Kabupaten Balangan`, however it was typed. Raises InvalidValue for a name that is nothing but its kind."""
    inti = _AWALAN.sub("", " ".join(isian.nama.split())).strip()
    if not inti or isian.jenis not in SEBUTAN:
        raise InvalidValue("Tulis nama daerahnya, misalnya Tanjung Jabung Timur.")
    return f"{isian.jenis} {inti}"


def _kolom_daerah(isian: IsianDaerah) -> dict[str, str]:
    return {
        "provinsi": " ".join(isian.provinsi.split()),
        "tempat": " ".join(isian.tempat.split()),
        "zona_waktu": isian.zona_waktu,
        "sebutan_kepala": SEBUTAN[isian.jenis],
    }


def _kode(model: type[PemerintahDaerah] | type[PerangkatDaerah], teks: str) -> str:
    """A code nobody has yet, made of words: nobody is asked to invent one."""
    dasar = slugify(teks)[:PANJANG_KODE].strip("-") or "daerah"
    terpakai = set(
        model._default_manager.filter(kode__startswith=dasar[: PANJANG_KODE - 4]).values_list("kode", flat=True)
    )
    if dasar not in terpakai:
        return dasar
    nomor = next(n for n in range(2, len(terpakai) + 3) if _bernomor(dasar, n) not in terpakai)
    return _bernomor(dasar, nomor)


def _bernomor(dasar: str, nomor: int) -> str:
    akhiran = f"-{nomor}"
    return f"{dasar[: PANJANG_KODE - len(akhiran)].strip('-')}{akhiran}"


# --- The bands of capaian --------------------------------------------------------------------------------------------


def _require_kategori(kategori: Sequence[Batas]) -> None:
    """Raise InvalidValue unless the bands cover everything from nought up, each said once."""
    if len(kategori) < 2:
        raise InvalidValue("Isi sedikitnya dua kategori capaian.")
    batas, label = [k.batas_bawah for k in kategori], [k.label.strip().casefold() for k in kategori]
    if not all(label):
        raise InvalidValue("Setiap kategori capaian perlu sebutan.")
    if len(set(batas)) < len(batas):
        raise InvalidValue("Dua kategori capaian mulai dari angka yang sama. Bedakan batasnya.")
    if len(set(label)) < len(label):
        raise InvalidValue("Dua kategori capaian memakai sebutan yang sama. Bedakan sebutannya.")
    if len({k.kode for k in kategori}) < len(kategori):
        raise InvalidValue("Dua kategori capaian memakai warna yang sama. Bedakan warnanya.")
    if min(batas) != 0:
        raise InvalidValue("Kategori terendah harus mulai dari 0, agar setiap capaian memiliki kategori.")


def _kategori_tulis(daerah: PemerintahDaerah, kategori: Sequence[Batas], by: User) -> bool:
    """Put these bands in place of those there are; whether anything changed."""
    lama = list(daerah.kategori_capaian.order_by("-batas_bawah"))
    baru = sorted(kategori, key=lambda k: -k.batas_bawah)
    if [_teks(k) for k in lama] == [_teks(k) for k in baru]:
        return False
    rows = [
        KategoriCapaian(pemerintah_daerah=daerah, batas_bawah=k.batas_bawah, label=k.label.strip(), kode=k.kode)
        for k in baru
    ]
    if not lama:
        rows_create(rows, by=by, pemerintah_daerah=daerah)
        return True
    for row in rows:
        row.clean_fields(exclude=["pemerintah_daerah"])
    daerah.kategori_capaian.all().delete()
    KategoriCapaian.objects.bulk_create(rows)
    kunci = "kategori capaian"
    audit.record(
        by,
        audit.Event(
            aksi="pemerintahdaerah.changed",
            objek=daerah,
            nama=str(daerah),
            pemerintah_daerah=daerah,
            sebelum={kunci: [_teks(k) for k in lama]},
            sesudah={kunci: [_teks(k) for k in baru]},
        ),
    )
    return True


def _teks(k: KategoriCapaian | Batas) -> str:
    return f"{audit.as_text(k.batas_bawah)} {k.label.strip()} ({k.kode})"


# --- The head --------------------------------------------------------------------------------------------------------


def kepala_sekarang(daerah: PemerintahDaerah) -> Pejabat | None:
    """The head of the regency as the first step shows him: the newest one that is recorded."""
    rows = daerah.pejabat.filter(jenis=Pejabat.Jenis.KEPALA_DAERAH)
    return rows.order_by(F("mulai").desc(nulls_last=True), "-pk").first()


def _kepala_tulis(daerah: PemerintahDaerah, kepala: IsianKepala, by: User) -> bool:
    inti = _AWALAN.sub("", daerah.nama)
    isi = {
        "nama": " ".join(kepala.nama.split()),
        "gelar_depan": kepala.gelar_depan.strip(),
        "gelar_belakang": kepala.gelar_belakang.strip(),
        "kedudukan": kepala.kedudukan,
        "mulai": kepala.mulai,
        "jabatan": f"{daerah.sebutan_kepala} {inti}",
    }
    row = kepala_sekarang(daerah)
    if row is None:
        baru = Pejabat(pemerintah_daerah=daerah, jenis=Pejabat.Jenis.KEPALA_DAERAH, **isi)
        baris_buat(baru, by=by, pemerintah_daerah=daerah)
        return True
    return baris_ubah(row, isi, by=by, pemerintah_daerah=daerah)


# --- Perangkat daerah ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IsianPerangkat:
    """What a person writes of a perangkat daerah: its columns of the same names."""

    jenis: str
    nama: str
    singkatan: str = ""
    alamat: str = ""
    telepon: str = ""
    faksimile: str = ""
    surel: str = ""
    kota: str = ""

    def kolom(self) -> dict[str, str]:
        """The columns, without stray spaces."""
        return {k: " ".join(v.split()) for k, v in vars(self).items()}


def perangkat_daerah_buat(*, daerah: PemerintahDaerah, isian: IsianPerangkat, by: User) -> PerangkatDaerah:
    """A new perangkat daerah of a regency, its code made of its name. Raises NotAllowed and InvalidValue."""
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    kolom = isian.kolom()
    with transaction.atomic():
        PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)  # two at once: the second sees the first
        _require_nama_baru(daerah, kolom["nama"], selain=0)
        inti = _AWALAN.sub("", daerah.nama)
        kode = _kode(PerangkatDaerah, f"{kolom['singkatan'] or kolom['nama']} {inti}")
        row = PerangkatDaerah(pemerintah_daerah=daerah, kode=kode, **kolom)
        return baris_buat(row, by=by, pemerintah_daerah=daerah)


def perangkat_daerah_ubah(*, perangkat_daerah: PerangkatDaerah, isian: IsianPerangkat, dilihat: str, by: User) -> None:
    """Mend what was written of a perangkat daerah; its code stays. Raises NotAllowed, StaleData, InvalidValue."""
    daerah, kolom = perangkat_daerah.pemerintah_daerah, isian.kolom()
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    with transaction.atomic():
        PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)
        _require_nama_baru(daerah, kolom["nama"], selain=perangkat_daerah.pk)
        baris_ubah(perangkat_daerah, kolom, by=by, pemerintah_daerah=daerah, dilihat=dilihat)


def _require_nama_baru(daerah: PemerintahDaerah, nama: str, selain: int) -> None:
    if daerah.perangkat_daerah.filter(nama__iexact=nama).exclude(pk=selain).exists():
        raise InvalidValue(f"{nama} sudah ada di {daerah.nama}. Ubah yang sudah ada; jangan membuat yang kedua.")


# --- The period ------------------------------------------------------------------------------------------------------


def periode_pertama(*, daerah: PemerintahDaerah, tahun_awal: int, tahun_akhir: int, by: User) -> PeriodeRenstra:
    """The first period of a regency, in force at once: until there is one, nobody can plan.

    Later ones are the planners' (services/periode.py). Raises NotAllowed, Closed and InvalidValue.
    """
    permissions.require(by, Ability.MANAGE_MASTER, daerah)
    if tahun_akhir - tahun_awal >= PALING_LAMA:
        raise InvalidValue(f"Periode {tahun_awal}–{tahun_akhir} lebih dari {PALING_LAMA} tahun. Periksa tahunnya.")
    with transaction.atomic():
        PemerintahDaerah.objects.select_for_update().get(pk=daerah.pk)  # two at once: the second sees the first
        ada = daerah.periode.first()
        if ada is not None:
            raise Closed(f"{daerah.nama} sudah memiliki periode {ada}. Periode berikutnya dibuat oleh perencana.")
        row = PeriodeRenstra(pemerintah_daerah=daerah, tahun_awal=tahun_awal, tahun_akhir=tahun_akhir)
        return baris_buat(row, by=by, pemerintah_daerah=daerah)
