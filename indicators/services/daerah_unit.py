"""The units of a perangkat daerah, as many as were written at once: all of them, or none.

One by one, with dates and successors, they are kept on their own page; a new office writes them down in one go.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from indicators import permissions
from indicators.exceptions import InvalidValue
from indicators.models import PerangkatDaerah, UnitKerja, User
from indicators.permissions import Ability
from indicators.services.baris_induk import baris_buat

PANJANG_KODE = 60


@dataclass(frozen=True)
class IsianUnit:
    """One unit. Its superior: one that is stored, or `induk_baris`, the place in this list of one that comes along."""

    nama: str
    jenis: str
    singkatan: str = ""
    induk: UnitKerja | None = None
    induk_baris: int | None = None


def unit_buat_banyak(*, perangkat_daerah: PerangkatDaerah, isian: Sequence[IsianUnit], by: User) -> list[UnitKerja]:
    """Make units, all or none, in the order given; superiors may come after those below them.

    Raises NotAllowed, and InvalidValue naming the unit that is refused.
    """
    permissions.require(by, Ability.MANAGE_MASTER, perangkat_daerah)
    with transaction.atomic():
        PerangkatDaerah.objects.select_for_update().get(
            pk=perangkat_daerah.pk
        )  # two at once: the second sees the first
        milik = list(perangkat_daerah.unit_kerja.select_related("induk"))
        pembuat = _Pembuat(perangkat_daerah, isian, milik, by)
        return [pembuat.buat(n) for n in range(len(isian))]


class _Pembuat:
    """Makes each unit of the list once, its superior before it."""

    def __init__(self, pd: PerangkatDaerah, isian: Sequence[IsianUnit], milik: Sequence[UnitKerja], by: User) -> None:
        self.pd, self.isian, self.by = pd, isian, by
        self.nama = {(u.nama.casefold(), u.induk_id) for u in milik}
        self.kode = {u.kode for u in milik}
        self.jadi: dict[int, UnitKerja] = {}
        self.sedang: set[int] = set()
        self.awal: int = pd.unit_kerja.aggregate(n=Max("urutan"))["n"] or 0

    def buat(self, n: int) -> UnitKerja:
        """The unit of that place of the list, stored."""
        if n in self.jadi:
            return self.jadi[n]
        satu = self.isian[n]
        nama = " ".join(satu.nama.split())
        if n in self.sedang:
            raise InvalidValue(f"{nama}: unit atasannya berputar kembali ke unit itu sendiri. Pilih atasan yang lain.")
        self.sedang.add(n)
        induk = self._induk(satu, nama)
        if (nama.casefold(), induk.pk if induk else None) in self.nama:
            di = f" di bawah {induk.nama}" if induk else ""
            raise InvalidValue(f"{nama} sudah ada{di}. Hapus baris yang sama, atau bedakan namanya.")
        row = UnitKerja(
            perangkat_daerah=self.pd,
            induk=induk,
            nama=nama,
            jenis=satu.jenis,
            singkatan=" ".join(satu.singkatan.split()),
            kode=self._kode(nama),
            urutan=self.awal + n + 1,
        )
        try:
            baris_buat(row, by=self.by, pemerintah_daerah=self.pd.pemerintah_daerah, perangkat_daerah=self.pd)
        except InvalidValue as error:
            raise InvalidValue(f"{nama}: {error}") from error
        self.nama.add((nama.casefold(), row.induk_id))
        self.jadi[n] = row
        return row

    def _induk(self, satu: IsianUnit, nama: str) -> UnitKerja | None:
        if satu.induk_baris is not None:
            if not 0 <= satu.induk_baris < len(self.isian):
                raise InvalidValue(f"{nama}: baris unit atasannya kosong. Isi baris itu, atau pilih atasan yang lain.")
            return self.buat(satu.induk_baris)
        if satu.induk is not None and satu.induk.perangkat_daerah_id != self.pd.pk:
            raise InvalidValue(f"{nama}: pilih unit atasan dari perangkat daerah yang sama.")
        return satu.induk

    def _kode(self, nama: str) -> str:
        dasar = slugify(nama)[: PANJANG_KODE - 4].strip("-") or "unit"
        kode = next(k for k in (dasar, *(f"{dasar}-{i}" for i in range(2, 1000))) if k not in self.kode)
        self.kode.add(kode)
        return kode
