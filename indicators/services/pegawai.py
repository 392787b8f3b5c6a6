"""The staff of a perangkat daerah at the end of a year: the whole list at once, for it is counted at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from indicators.exceptions import InvalidValue, StaleData
from indicators.models import PerangkatDaerah, StatistikPegawai, User
from indicators.selectors.pegawai import ciri_pegawai
from indicators.services import audit
from indicators.services.unit_kerja import require_unit

BERUBAH = "Jumlah pegawai tahun ini baru saja diubah orang lain. Lihat isinya yang baru, lalu ulangi bila perlu."


@dataclass(frozen=True)
class BarisPegawai:
    """How many people of one kind there are; `jumlah` None: not stated."""

    kelompok: str
    nama: str
    jumlah: int | None


def pegawai_simpan(
    *, perangkat_daerah: PerangkatDaerah, tahun: int, baris: Sequence[BarisPegawai], ciri_dilihat: str, by: User
) -> bool:
    """Make the list of a year what was written, in that order; whether anything changed.

    Raises NotAllowed, InvalidValue (a name twice in one kind, a number that cannot be) and StaleData.
    """
    require_unit(by, perangkat_daerah)
    _periksa(baris, tahun)
    with transaction.atomic():
        PerangkatDaerah.objects.select_for_update().get(pk=perangkat_daerah.pk)
        milik = StatistikPegawai.objects.filter(perangkat_daerah=perangkat_daerah, tahun=tahun)
        lama = list(milik.order_by("kelompok", "urutan"))
        baru = [
            StatistikPegawai(perangkat_daerah=perangkat_daerah, tahun=tahun, urutan=n, **vars(b))
            for n, b in enumerate(baris, 1)
        ]
        if [_isi(r) for r in lama] == [_isi(r) for r in sorted(baru, key=lambda r: (r.kelompok, r.urutan))]:
            return False
        if ciri_pegawai(lama) != ciri_dilihat:
            raise StaleData(BERUBAH)
        milik.delete()
        StatistikPegawai.objects.bulk_create(baru)
        _catat(by, perangkat_daerah, tahun, lama, baru)
    return True


def _isi(row: StatistikPegawai) -> tuple[str, str, int | None]:
    return row.kelompok, row.nama, row.jumlah


def _periksa(baris: Sequence[BarisPegawai], tahun: int) -> None:
    if not 2000 <= tahun <= 2100:
        raise InvalidValue("Periksa tahunnya.")
    for b in baris:
        if not b.nama or len(b.nama) > 100 or b.kelompok not in StatistikPegawai.Kelompok:
            raise InvalidValue("Tulis nama tiap baris yang berisi jumlah, paling panjang 100 huruf.")
        if b.jumlah is not None and not 0 <= b.jumlah <= 1_000_000:
            raise InvalidValue(f"{b.nama}: isi jumlah orang, 0 bila tidak ada.")
    for (_, nama), n in Counter((b.kelompok, b.nama.casefold()) for b in baris).items():
        if n > 1:
            raise InvalidValue(f"“{nama}” ditulis dua kali dalam satu kelompok. Jadikan satu baris.")


def _catat(
    by: User, pd: PerangkatDaerah, tahun: int, lama: Sequence[StatistikPegawai], baru: Sequence[StatistikPegawai]
) -> None:
    dulu, kini = ({f"{r.get_kelompok_display()}: {r.nama}": r.jumlah for r in rows} for rows in (lama, baru))
    sebelum, sesudah = audit.changes({k: dulu.get(k) for k in dulu | kini}, {k: kini.get(k) for k in dulu | kini})
    event = audit.Event(
        aksi="statistik_pegawai.saved",
        objek=pd,
        nama=f"Pegawai {pd.nama} per 31 Desember {tahun}",
        perangkat_daerah=pd,
        sebelum=sebelum,
        sesudah=sesudah,
    )
    audit.record(by, event)
