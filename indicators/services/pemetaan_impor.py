"""The mappings of foreign workbooks that a perangkat daerah remembers: kept, renamed, forgotten, each on the trail."""

from django.db import transaction

from indicators import permissions
from indicators.buku_asing.kepala import ciri, judul_kolom
from indicators.buku_asing.pemetaan import Pemetaan
from indicators.exceptions import InvalidValue
from indicators.models import PemetaanImpor, PerangkatDaerah, User
from indicators.permissions import Ability
from indicators.services import audit
from sakip.lib.xlsx_baca import Lembar

MAKS_NAMA, MAKS_PEMETAAN = 100, 50


@transaction.atomic
def pemetaan_simpan(
    *, perangkat_daerah: PerangkatDaerah, nama: str, peta: Pemetaan, lembar: Lembar, by: User
) -> PemetaanImpor:
    """Remember a mapping by the look of its head; one of the same name is replaced. Raises NotAllowed, InvalidValue."""
    permissions.require(by, Ability.IMPORT, perangkat_daerah)
    nama = _nama(nama)
    sidik = ciri(judul_kolom(lembar, peta.kepala, peta.tinggi))
    isi = peta.diingat()
    row = (
        PemetaanImpor.objects.select_for_update(of=("self",))
        .filter(perangkat_daerah=perangkat_daerah, nama=nama)
        .first()
    )
    if row is None:
        if PemetaanImpor.objects.filter(perangkat_daerah=perangkat_daerah).count() >= MAKS_PEMETAAN:
            raise InvalidValue(f"Sudah ada {MAKS_PEMETAAN} pemetaan. Hapus yang tidak dipakai lagi.")
        row = PemetaanImpor(perangkat_daerah=perangkat_daerah, nama=nama, ciri=sidik, isi=isi, oleh=by)
    elif (row.ciri, row.isi) == (sidik, isi):
        return row
    row.ciri, row.isi, row.oleh = sidik, isi, by
    row.save()
    audit.record(by, _peristiwa("pemetaan.saved", row, sesudah={"jenis": peta.jenis, "lembar": peta.lembar}))
    return row


@transaction.atomic
def pemetaan_ganti_nama(*, pemetaan: PemetaanImpor, nama: str, by: User) -> None:
    """Give it another name. Raises NotAllowed, and InvalidValue for a name that is empty, long or taken."""
    permissions.require(by, Ability.IMPORT, pemetaan.perangkat_daerah)
    nama, lama = _nama(nama), pemetaan.nama
    if nama == lama:
        return
    lain = PemetaanImpor.objects.filter(perangkat_daerah=pemetaan.perangkat_daerah, nama=nama)
    if lain.exclude(pk=pemetaan.pk).exists():
        raise InvalidValue(f"Nama “{nama}” sudah dipakai pemetaan lain. Pilih nama lain.")
    pemetaan.nama = nama
    pemetaan.save(update_fields=["nama", "diubah_pada"])
    audit.record(by, _peristiwa("pemetaan.renamed", pemetaan, sebelum={"nama": lama}, sesudah={"nama": nama}))


@transaction.atomic
def pemetaan_hapus(*, pemetaan: PemetaanImpor, by: User) -> None:
    """Forget it; what was imported by it stays. Raises NotAllowed."""
    permissions.require(by, Ability.IMPORT, pemetaan.perangkat_daerah)
    audit.record(by, _peristiwa("pemetaan.deleted", pemetaan, sebelum={"nama": pemetaan.nama}))
    pemetaan.delete()


def _nama(teks: str) -> str:
    nama = " ".join(teks.replace("\0", "").split())
    if not nama:
        raise InvalidValue("Beri nama pemetaan ini, misalnya “DPA dari SIPD”.")
    if len(nama) > MAKS_NAMA:
        raise InvalidValue(f"Nama pemetaan paling panjang {MAKS_NAMA} huruf.")
    return nama


def _peristiwa(
    aksi: str, row: PemetaanImpor, *, sebelum: dict[str, str] | None = None, sesudah: dict[str, str] | None = None
) -> audit.Event:
    return audit.Event(aksi, row, row.nama, row.perangkat_daerah, sebelum=sebelum or {}, sesudah=sesudah or {})
