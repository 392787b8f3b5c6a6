"""What a unit does about a value below its target: raised at a row, and carried on until it ends."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from indicators import permissions
from indicators.exceptions import InvalidValue, StaleData
from indicators.models import Indikator, SubKegiatan, TindakLanjut, User
from indicators.permissions import Ability
from indicators.services import audit
from indicators.services.baris import jadwal_require_open
from sakip.lib.periods import Triwulan

MAKS_URAIAN, MAKS_PENANGGUNG_JAWAB = 500, 200
BASI = "Tindak lanjut ini sudah diubah orang lain. Muat ulang halaman, lalu periksa lagi."


@transaction.atomic
def tindak_lanjut_tambah(
    *,
    objek: Indikator | SubKegiatan,
    triwulan: Triwulan,
    uraian: str,
    penanggung_jawab: str = "",
    tenggat: date | None = None,
    by: User,
) -> TindakLanjut:
    """Raise one item at a row of the sheet of a quarter. Raises NotAllowed, Closed and InvalidValue."""
    _boleh(objek, triwulan, by)
    item = TindakLanjut(
        unit_kerja=objek.unit_kerja,
        indikator=objek if isinstance(objek, Indikator) else None,
        sub_kegiatan=objek if isinstance(objek, SubKegiatan) else None,
        tahun=triwulan.tahun,
        triwulan=triwulan.nomor,
        dibuat_oleh=by,
        **_isi(uraian, penanggung_jawab, tenggat),
    )
    item.save(force_insert=True)
    _catat(by, item, objek, triwulan, "added", {}, _isi(uraian, penanggung_jawab, tenggat))
    return item


@transaction.atomic
def tindak_lanjut_ubah(
    *,
    item: TindakLanjut,
    triwulan: Triwulan,
    uraian: str,
    penanggung_jawab: str = "",
    tenggat: date | None = None,
    revisi: int,
    by: User,
) -> None:
    """Say anew what is done, by whom and until when. Raises NotAllowed, Closed, InvalidValue and StaleData."""
    if item.status != TindakLanjut.Status.TERBUKA:
        raise InvalidValue("Tindak lanjut ini sudah berakhir. Lanjutkan lagi lebih dulu, baru ubah isinya.")
    _simpan(item, triwulan, "changed", _isi(uraian, penanggung_jawab, tenggat), revisi, by)


@transaction.atomic
def tindak_lanjut_akhiri(
    *, item: TindakLanjut, triwulan: Triwulan, status: str, hasil: str, revisi: int, by: User
) -> None:
    """End it in a quarter, done (SELESAI) or given up (BATAL), with what came of it in a sentence.

    Raises NotAllowed, Closed, InvalidValue and StaleData.
    """
    if status not in (TindakLanjut.Status.SELESAI, TindakLanjut.Status.BATAL):
        raise InvalidValue("Pilih selesai atau dibatalkan.")
    if item.status != TindakLanjut.Status.TERBUKA:
        raise InvalidValue("Tindak lanjut ini sudah berakhir.")
    if triwulan < Triwulan(item.tahun, item.triwulan):
        raise InvalidValue("Tindak lanjut tidak dapat berakhir sebelum triwulan ia dimulai.")
    kalimat = " ".join(hasil.split())
    if not kalimat:
        kata = "hasilnya" if status == TindakLanjut.Status.SELESAI else "alasan dibatalkannya"
        raise InvalidValue(f"Tulis {kata} dalam satu kalimat.")
    _panjang(kalimat, MAKS_URAIAN, "Hasil")
    columns = {
        "status": str(status),
        "hasil": kalimat,
        "selesai_tahun": triwulan.tahun,
        "selesai_triwulan": triwulan.nomor,
    }
    _simpan(item, triwulan, "ended", columns, revisi, by)


@transaction.atomic
def tindak_lanjut_lanjutkan(*, item: TindakLanjut, triwulan: Triwulan, revisi: int, by: User) -> None:
    """Take the end back: it runs on, and its sentence is kept in the trail. Raises what `tindak_lanjut_akhiri` does."""
    if item.status == TindakLanjut.Status.TERBUKA:
        raise InvalidValue("Tindak lanjut ini masih berjalan.")
    columns = {
        "status": TindakLanjut.Status.TERBUKA.value,
        "hasil": "",
        "selesai_tahun": None,
        "selesai_triwulan": None,
    }
    _simpan(item, triwulan, "resumed", columns, revisi, by)


def _boleh(objek: Indikator | SubKegiatan, triwulan: Triwulan, by: User) -> None:
    permissions.require(by, Ability.ENTER_REALISASI, objek.unit_kerja)
    jadwal_require_open(objek.perangkat_daerah_id, triwulan)


def _isi(uraian: str, penanggung_jawab: str, tenggat: date | None) -> dict[str, Any]:
    uraian, siapa = " ".join(uraian.split()), " ".join(penanggung_jawab.split())
    if not uraian:
        raise InvalidValue("Tulis tindak lanjutnya dalam satu kalimat.")
    _panjang(uraian, MAKS_URAIAN, "Tindak lanjut")
    _panjang(siapa, MAKS_PENANGGUNG_JAWAB, "Penanggung jawab")
    return {"uraian": uraian, "penanggung_jawab": siapa, "tenggat": tenggat}


def _panjang(teks: str, maks: int, sebutan: str) -> None:
    if len(teks) > maks:
        raise InvalidValue(f"{sebutan} paling panjang {maks} huruf; ringkas dulu.")


def _simpan(item: TindakLanjut, triwulan: Triwulan, kerja: str, columns: dict[str, Any], revisi: int, by: User) -> None:
    """A conditional UPDATE of the revision that was on the screen, with its event. The same twice changes nothing."""
    objek = item.indikator or item.sub_kegiatan
    assert objek is not None  # noqa: S101  the database keeps it so
    _boleh(objek, triwulan, by)
    sebelum = {k: getattr(item, k) for k in columns}
    if sebelum == columns:
        return
    rows = TindakLanjut.objects.filter(pk=item.pk, revisi=revisi)
    if not rows.update(**columns, revisi=F("revisi") + 1, diubah_pada=timezone.now()):
        raise StaleData(BASI, tersimpan=item)
    for nama, nilai in columns.items():
        setattr(item, nama, nilai)
    item.revisi = revisi + 1
    _catat(by, item, objek, triwulan, kerja, sebelum, columns)


def _catat(
    by: User,
    item: TindakLanjut,
    objek: Indikator | SubKegiatan,
    triwulan: Triwulan,
    kerja: str,
    sebelum: dict[str, Any],
    sesudah: dict[str, Any],
) -> None:
    lama, baru = audit.changes(sebelum, sesudah)
    nama = objek.nama if isinstance(objek, Indikator) else objek.uraian
    audit.record(
        by,
        audit.Event(
            aksi=f"tindak_lanjut.{kerja}",
            objek=item,
            nama=f"{item.uraian} ({nama}) — {triwulan}"[:500],
            perangkat_daerah=objek.unit_kerja.perangkat_daerah,
            unit_kerja=objek.unit_kerja,
            sebelum=lama,
            sesudah=baru,
        ),
    )
