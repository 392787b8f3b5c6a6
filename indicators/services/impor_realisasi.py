"""Quarterly values of a workbook: drafts by the door of the sheet, or as they are with a quarter that is new."""

from collections.abc import Callable, Sequence
from typing import Any

from indicators.buku_pd.muat import Isi
from indicators.buku_pd.susun import Isian, Tersusun, rincian, semua
from indicators.models import RincianRealisasi, User
from indicators.permissions import Ability
from indicators.selectors.rencana import pagu_per_sub_kegiatan, rencana_in_force
from indicators.services import master
from indicators.services.realisasi import RealisasiEntry, realisasi_save_many
from indicators.services.realisasi_anggaran import AnggaranEntry, realisasi_anggaran_save_many
from sakip.lib.periods import Triwulan

SEKALIGUS = 500


def tulis_realisasi(tersusun: Tersusun, isi: Isi, nama: str, *, by: User | None, lapor: Callable[[int], None]) -> None:
    """Store the values of a table, quarter by quarter. Raises what the services of the sheet raise."""
    baru = {i.baris.kunci for i in tersusun.baru["jadwal"]}
    apa_adanya: list[Isian] = []
    per_triwulan: dict[tuple[int, int], list[Isian]] = {}
    for i in semua(tersusun, nama):
        tempat = i.obj.tahun, i.obj.triwulan
        if f"{tempat[0]}/{tempat[1]}" in baru:
            apa_adanya.append(i)
        else:
            per_triwulan.setdefault(tempat, []).append(i)
    for n in range(0, len(apa_adanya), SEKALIGUS):
        potong = apa_adanya[n : n + SEKALIGUS]
        _apa_adanya(potong, isi, by)
        lapor(len(potong))
    for (tahun, nomor), daftar in sorted(per_triwulan.items()):
        simpan = _simpan_nilai if nama == "realisasi" else _simpan_anggaran
        simpan(daftar, Triwulan(tahun, nomor), isi, by)
        lapor(len(daftar))


def _apa_adanya(daftar: Sequence[Isian], isi: Isi, by: User | None) -> None:
    """Values of a quarter that comes with the file: what was verified elsewhere stays verified."""
    pd = isi.perangkat_daerah
    for i in daftar:
        i.obj.diisi_oleh = by
    master.rows_create([i.obj for i in daftar], by=by, ability=Ability.IMPORT, perangkat_daerah=pd)
    rows = [
        RincianRealisasi(realisasi=i.obj, urutan=n, simbol=r.simbol, uraian=r.uraian, nilai=r.nilai)
        for i in daftar
        for n, r in enumerate(rincian(i.baris.isi.get("rincian", "")), 1)
    ]
    RincianRealisasi.objects.bulk_create(rows, batch_size=500)


def _simpan_nilai(daftar: Sequence[Isian], triwulan: Triwulan, isi: Isi, by: User | None) -> None:
    entries = [_entry(i) for i in daftar]
    realisasi_save_many(triwulan=triwulan, entries=entries, by=by, ability=Ability.IMPORT)


def _entry(i: Isian) -> RealisasiEntry:
    o: Any = i.obj
    bagian = rincian(i.baris.isi.get("rincian", ""))
    berumus = o.indikator.rumus == "EKSPRESI"
    berubah = i.baris.rekam is None or any(s.bidang.kunci == "rincian" for s in i.baris.sel)
    return RealisasiEntry(
        o.indikator,
        nilai=o.nilai,
        tingkat=o.tingkat,
        pembilang=o.pembilang,
        penyebut=o.penyebut,
        penyebab=o.penyebab,
        solusi=o.solusi,
        contoh=o.contoh,
        variabel={r.simbol: r.nilai for r in bagian if r.simbol} or None if berumus and berubah else None,
        rincian=[(r.uraian, r.nilai) for r in bagian]
        if berubah and not berumus and (bagian or i.baris.rekam)
        else None,
    )


def _simpan_anggaran(daftar: Sequence[Isian], triwulan: Triwulan, isi: Isi, by: User | None) -> None:
    rencana = rencana_in_force(isi.perangkat_daerah, triwulan)
    entries = [
        AnggaranEntry(
            i.obj.sub_kegiatan,
            keuangan=i.obj.keuangan,
            fisik=i.obj.fisik,
            alasan_lebih=i.obj.alasan_lebih,
            penyebab=i.obj.penyebab,
            solusi=i.obj.solusi,
            contoh=i.obj.contoh,
        )
        for i in daftar
    ]
    pagu = pagu_per_sub_kegiatan(rencana) if rencana else None
    realisasi_anggaran_save_many(triwulan=triwulan, entries=entries, by=by, pagu=pagu, ability=Ability.IMPORT)
