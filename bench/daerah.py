"""A whole regency made in bulk: perangkat daerah with five years of plans, quarters, values and budgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from indicators import models as m
from indicators.services import audit
from tests import builders as b

TAHUN = range(2021, 2026)
TRIWULAN = range(1, 5)
UNIT, INDIKATOR, SUB = 6, 24, 12
MURAH = {"batch_size": 2_000}


@dataclass(frozen=True)
class Daerah:
    """The regency, its perangkat daerah, and a person who sees it whole."""

    pemda: m.PemerintahDaerah
    perangkat_daerah: Sequence[m.PerangkatDaerah]
    pelaku: m.User


def daerah(banyak: int) -> Daerah:
    """A regency with so many perangkat daerah: 24 indikator and 12 sub kegiatan each, 2021 to 2025, all verified."""
    pemda = b.make_pemda()
    periode, satuan = b.make_periode(pemda), b.make_satuan("%")
    belanja, _ = m.JenisBelanja.objects.get_or_create(kode="5.1.02", defaults={"nama": "Belanja Barang dan Jasa"})
    pds = [b.make_pd(pemda, nama=f"Dinas {n}") for n in range(banyak)]
    for pd in pds:
        _perangkat_daerah(pd, periode, satuan, belanja)
    pelaku = b.make_user("auditor", pemda)
    audit.record(None, audit.Event("buku_kerja.imported", pds[0], pds[0].nama, pds[0]))  # the facts have a name now
    return Daerah(pemda, pds, pelaku)


def _perangkat_daerah(
    pd: m.PerangkatDaerah, periode: m.PeriodeRenstra, satuan: m.Satuan, belanja: m.JenisBelanja
) -> None:
    units = [b.make_unit(pd, urutan=n) for n in range(UNIT)]
    sasaran = [b.make_sasaran(pd, unit_kerja=u) for u in units[:3]]
    milik = {"periode": periode, "perangkat_daerah": pd}
    indikator = m.Indikator.objects.bulk_create(
        m.Indikator(
            **milik, jenjang="sasaran", sasaran=sasaran[n % 3], unit_kerja=units[n % UNIT], kode=f"i-{n}",
            nama=f"Persentase layanan {n} yang tepat waktu", urutan=n, satuan=satuan, iku=n < 6,
        )
        for n in range(INDIKATOR)
    )  # fmt: skip
    m.TargetRenstra.objects.bulk_create(
        m.TargetRenstra(indikator=i, tahun=t, nilai=Decimal(80 + t % 10)) for i in indikator for t in periode.tahun
    )
    program = m.Program.objects.create(**milik, sasaran=sasaran[0], uraian="Program penunjang urusan", kode="4.01.01")
    kegiatan = m.Kegiatan.objects.create(**milik, program=program, uraian="Administrasi keuangan", kode="4.01.01.2.02")
    sub = m.SubKegiatan.objects.bulk_create(
        m.SubKegiatan(
            **milik, kegiatan=kegiatan, unit_kerja=units[n % UNIT], uraian=f"Penyediaan layanan {n}",
            kode=f"4.01.01.2.02.{n:04d}", urutan=n,
        )
        for n in range(SUB)
    )  # fmt: skip
    _rencana(milik, indikator, sub, belanja)
    _kejadian(pd, indikator, sub)


def _rencana(milik: dict[str, Any], indikator: Iterable[Any], sub: Iterable[Any], belanja: m.JenisBelanja) -> None:
    rencana = m.RencanaTahunan.objects.bulk_create(
        m.RencanaTahunan(**milik, tahun=t, status="APPROVED", tanggal=date(t, 1, 5)) for t in TAHUN
    )
    m.Target.objects.bulk_create(
        m.Target(rencana=r, indikator=i, nilai=Decimal(80 + n % 9), tw1=20, tw2=40, tw3=60, tw4=Decimal(80 + n % 9))
        for r in rencana
        for n, i in enumerate(indikator)
    )
    m.PaguAnggaran.objects.bulk_create(
        m.PaguAnggaran(rencana=r, sub_kegiatan=s, jenis_belanja=belanja, jumlah=100_000_000 + n * 1_000_000)
        for r in rencana
        for n, s in enumerate(sub)
    )


def _kejadian(pd: m.PerangkatDaerah, indikator: Iterable[Any], sub: Iterable[Any]) -> None:
    """The quarters with their verified values; the last quarter of the last year is open."""
    waktu = [(t, tw) for t in TAHUN for tw in TRIWULAN]
    m.JadwalPengisian.objects.bulk_create(
        m.JadwalPengisian(
            perangkat_daerah=pd, tahun=t, triwulan=tw, batas=date(t, tw * 3, 28),
            status="OPEN" if (t, tw) == waktu[-1] else "CLOSED",
        )
        for t, tw in waktu
    )  # fmt: skip
    m.Realisasi.objects.bulk_create(
        (
            m.Realisasi(
                indikator=i, tahun=t, triwulan=tw, nilai=Decimal(tw * 20 + (n + t) % 12), status="VERIFIED",
                penyebab="Petugas bertambah", solusi="Jadwal disusun bersama",
            )
            for t, tw in waktu
            for n, i in enumerate(indikator)
        ),
        **MURAH,
    )  # fmt: skip
    m.RealisasiAnggaran.objects.bulk_create(
        (
            m.RealisasiAnggaran(
                sub_kegiatan=s, tahun=t, triwulan=tw, keuangan=tw * 24_000_000 - n * 100_000, fisik=Decimal(tw * 24),
                status="VERIFIED",
            )
            for t, tw in waktu
            for n, s in enumerate(sub)
        ),
        **MURAH,
    )  # fmt: skip
