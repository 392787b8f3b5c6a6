"""A warning explained away: one sentence of the unit, kept beside the value it speaks of."""

from django.db import transaction
from django.utils import timezone

from indicators import permissions
from indicators.checks import Level, Temuan
from indicators.exceptions import Closed, InvalidValue
from indicators.models import Realisasi, RealisasiAnggaran, User
from indicators.permissions import Ability
from indicators.selectors.baris_anggaran import BarisAnggaran
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.services import audit
from indicators.services.baris import LOCKED, jadwal_require_open
from indicators.workflow import EDITABLE

MAKS = 300


@transaction.atomic
def temuan_jelaskan(*, baris: BarisIndikator | BarisAnggaran, kode: str, teks: str, by: User) -> None:
    """Keep (or with an empty text take back) what the unit says about one warning of a row.

    It holds for the value it was given for: another value brings the warning back. Raises NotAllowed, Closed (quarter,
    row) and InvalidValue (no such warning, too long).
    """
    objek = baris.indikator if isinstance(baris, BarisIndikator) else baris.sub_kegiatan
    permissions.require(by, Ability.ENTER_REALISASI, objek.unit_kerja)
    jadwal_require_open(objek.perangkat_daerah_id, baris.triwulan)
    temuan = _peringatan(baris, kode)
    teks = " ".join(teks.split())
    if len(teks) > MAKS:
        raise InvalidValue(f"Penjelasan paling panjang {MAKS} huruf; ringkas dulu.")
    row = _terkunci(baris)
    sebelum = row.penjelasan.get(kode, {}).get("teks")
    row.penjelasan = {k: v for k, v in row.penjelasan.items() if k != kode}
    if teks:
        row.penjelasan[kode] = {"teks": teks, "ciri": row.ciri_nilai, "oleh": str(by)}
    # The value stays, so does its revision: whoever has the sheet open goes on without a conflict.
    type(row)._base_manager.filter(pk=row.pk).update(penjelasan=row.penjelasan, diubah_pada=timezone.now())
    audit.record(
        by,
        audit.Event(
            aksi=f"{'realisasi' if baris.jenis == 'realisasi' else 'realisasi_anggaran'}.explained",
            objek=row,
            nama=f"{temuan.pesan} — {baris.triwulan}",
            perangkat_daerah=objek.unit_kerja.perangkat_daerah,
            unit_kerja=objek.unit_kerja,
            sebelum={"penjelasan": sebelum},
            sesudah={"penjelasan": teks or None},
        ),
    )


def _peringatan(baris: BarisIndikator | BarisAnggaran, kode: str) -> Temuan:
    temuan = next((t for t in baris.temuan if t.kode == kode and t.level == Level.WARNING), None)
    if temuan is None:
        raise InvalidValue("Peringatan ini sudah tidak ada. Muat ulang halaman.")
    return temuan


def _terkunci(baris: BarisIndikator | BarisAnggaran) -> Realisasi | RealisasiAnggaran:
    """The stored row, locked; it is read again so that the explanation speaks of the value of this moment."""
    if baris.baris is None:
        raise InvalidValue("Baris ini belum berisi nilai.")
    model = type(baris.baris)
    row: Realisasi | RealisasiAnggaran = model._base_manager.select_for_update().get(pk=baris.baris.pk)
    if row.status not in EDITABLE:
        raise Closed(LOCKED)
    return row
