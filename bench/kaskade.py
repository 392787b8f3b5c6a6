"""The cascade editor with 60 and 600 indicators: its page, a search, one element opened, and one change stored."""

import re
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.measure import Timing, table, timing
from indicators import models as m
from indicators.services import audit
from tests import builders as b

INDIKATOR = (60, 600)
SASARAN, KEGIATAN = 6, 15
VERSI = re.compile(r'name="versi" value="([^"]*)"')
NOMOR = count()


def _tumbuhkan(banyak: int) -> tuple[m.PerangkatDaerah, m.SubKegiatan]:
    """A cascade of so many indikator: a sixth at sasaran, the rest at sub kegiatan, one to each of these."""
    pd = b.make_pd()
    b.make_jadwal(pd)
    satuan, unit = b.make_satuan("%"), [b.make_unit(pd) for _ in range(10)]
    sasaran = [b.make_sasaran(pd, unit_kerja=u) for u in unit[:SASARAN]]
    milik = {"periode": sasaran[0].periode, "perangkat_daerah": pd}
    program = m.Program.objects.bulk_create(
        m.Program(**milik, sasaran=s, uraian=f"Program urusan {n}", kode=f"4.01.{n + 1:02d}")
        for n, s in enumerate(sasaran)
    )
    kegiatan = m.Kegiatan.objects.bulk_create(
        m.Kegiatan(**milik, program=p, uraian=f"Kegiatan {n}", kode=f"{p.kode}.2.{n + 1:02d}", urutan=n)
        for p in program
        for n in range(KEGIATAN)
    )
    sub = m.SubKegiatan.objects.bulk_create(
        m.SubKegiatan(
            **milik, kegiatan=kegiatan[n % len(kegiatan)], unit_kerja=unit[n % 10], uraian=f"Penyediaan layanan {n}",
            kode=f"{kegiatan[n % len(kegiatan)].kode}.{n + 1:04d}", urutan=n,
        )
        for n in range(banyak * 5 // 6)
    )  # fmt: skip
    atas = [("sasaran", sasaran[n % SASARAN], unit[n % 10]) for n in range(banyak - len(sub))]
    indikator = m.Indikator.objects.bulk_create(
        m.Indikator(
            **milik, jenjang=jenjang, **{jenjang: obj}, unit_kerja=u, kode=f"i-{n}", satuan=satuan, urutan=n,
            nama=f"Persentase layanan {n} yang tepat waktu",
        )
        for n, (jenjang, obj, u) in enumerate([*atas, *(("sub_kegiatan", s, s.unit_kerja) for s in sub)])
    )  # fmt: skip
    m.TargetRenstra.objects.bulk_create(
        m.TargetRenstra(indikator=i, tahun=t, nilai=90)
        for i in indikator
        for t in milik["periode"].tahun  # type: ignore[attr-defined]
    )
    rencana = b.make_rencana(pd)
    belanja, _ = m.JenisBelanja.objects.get_or_create(kode="5.1.02", defaults={"nama": "Belanja Barang dan Jasa"})
    m.PaguAnggaran.objects.bulk_create(
        m.PaguAnggaran(rencana=rencana, sub_kegiatan=s, jenis_belanja=belanja, jumlah=1_000_000) for s in sub
    )
    return pd, sub[0]


def _ukur(banyak: int) -> dict[str, Timing]:
    pd, sub = _tumbuhkan(banyak)
    client = Client()
    client.force_login(b.make_user("planner", pd))
    halaman = f"{reverse('indicators:perencanaan')}?ubah=1"
    satu = reverse("indicators:kaskade_ubah", args=["sub_kegiatan", sub.pk])
    htmx = {"HX-Request": "true"}

    def tulis() -> None:
        audit.record(None, audit.Event("kaskade.changed", sub, sub.uraian, pd))

    def isian() -> dict[str, str]:
        versi = VERSI.search(client.get(satu, headers=htmx).content.decode())
        assert versi, "The form of an element has no version."
        nama = f"Penyediaan layanan {next(NOMOR)}"
        return {"kode": sub.kode, "uraian": nama, "unit": str(sub.unit_kerja_id), "versi": versi[1]}

    def buka(alamat: str) -> None:
        if client.get(alamat).status_code != 200:
            raise SystemExit(f"{alamat} tidak terbuka")

    def simpan(isi: Any) -> None:
        jawab = client.post(satu, isi, headers=htmx)
        if jawab.status_code != 200:
            raise SystemExit(f"{satu} menjawab {jawab.status_code}")

    tulis()
    return {
        "penyunting sesudah perubahan": timing(lambda _: buka(halaman), tulis, rounds=15),
        "penyunting": timing(lambda _: buka(halaman), lambda: None, rounds=30),
        "cari dua kata": timing(lambda _: buka(f"{halaman}&cari=layanan+17"), lambda: None, rounds=20),
        "buka satu unsur": timing(lambda _: buka(satu), lambda: None, rounds=20),
        "simpan satu unsur": timing(simpan, isian, rounds=15),
    }


def bench() -> None:
    """Each size, and how many times as long as the small one."""
    hasil = {n: _ukur(n) for n in INDIKATOR}
    rows = []
    for n, ukuran in hasil.items():
        for nama, t in ukuran.items():
            kali = f"{t.median_ms / hasil[INDIKATOR[0]][nama].median_ms:.1f}"
            rows.append([f"{n} indikator: {nama}", f"{t.median_ms:.1f}", f"{t.p95_ms:.1f}", str(t.queries), kali])
    table("Penyunting kaskade (waktu di server)", ["", "median ms", "p95 ms", "kueri", "× 60 indikator"], rows)
