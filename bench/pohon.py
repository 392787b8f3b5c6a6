"""The pohon kinerja at 50 and 500 nodes: the page, the page right after a change, one node, and the PDF."""

import time
from typing import Any

from django.test import Client
from django.urls import reverse

from bench.measure import Timing, forget, table, timing
from indicators.models import Crosscutting, FaktorKunci, Indikator, Sasaran, TargetRenstra
from indicators.services.pohon_kinerja import IsianFaktor, faktor_create
from tests import builders as b

SIMPUL = (50, 500)
BAGIAN = 10


def _tumbuhkan(simpul: int) -> tuple[Any, Any, Sasaran]:
    """A tree of so many nodes: ten Bagian below one sasaran, the rest outputs of theirs, one in five crosscutting."""
    pd = b.make_pd()
    b.make_jadwal(pd)
    atas, satuan = b.make_sasaran(pd), b.make_satuan("%")
    unit = [b.make_unit(pd) for _ in range(BAGIAN)]
    milik = {"perangkat_daerah": pd, "periode": atas.periode}
    bagian = [
        Sasaran.objects.create(**milik, induk=atas, unit_kerja=u, uraian=f"Meningkatnya mutu urusan {u.nama}")
        for u in unit
    ]
    bawah = Sasaran.objects.bulk_create(
        Sasaran(**milik, induk=bagian[n % BAGIAN], unit_kerja=unit[n % BAGIAN], uraian=f"Tertibnya berkas jenis {n}")
        for n in range(simpul - BAGIAN - 2)
    )
    semua = [*bagian, *bawah]
    isi = {**milik, "jenjang": "sasaran", "satuan": satuan}
    indikator = Indikator.objects.bulk_create(
        Indikator(**isi, sasaran=s, unit_kerja=s.unit_kerja, kode=f"i-{n}", nama=f"Persentase berkas {n} yang tertib")
        for n, s in enumerate(semua)
    )
    TargetRenstra.objects.bulk_create(TargetRenstra(indikator=i, tahun=2025, nilai=90) for i in indikator)
    FaktorKunci.objects.bulk_create(FaktorKunci(**milik, sasaran=s, uraian="Petugas terlatih") for s in semua[::2])
    Crosscutting.objects.bulk_create(
        Crosscutting(**milik, sasaran=s, unit_kerja=unit[(n + 1) % BAGIAN], kontribusi="Menyiapkan data")
        for n, s in enumerate(semua[::5])
    )
    planner = b.make_user("planner", pd)
    faktor_create(sasaran=atas, isian=IsianFaktor("Data lengkap"), by=planner)  # the state of the facts has a name now
    return pd, planner, atas


def _ukur(simpul: int) -> tuple[Timing, Timing, Timing, float]:
    pd, planner, atas = _tumbuhkan(simpul)
    client = Client()
    client.force_login(planner)
    pohon, satu = reverse("indicators:pohon"), reverse("indicators:pohon_simpul", args=[atas.pk])
    for alamat in (pohon, satu):
        if client.get(alamat).status_code != 200:
            raise SystemExit(f"{alamat} tidak terbuka")
    began = time.perf_counter()
    client.get(reverse("reports:pohon", args=[pd.kode, 2025]))
    cetak = time.perf_counter() - began
    return (
        timing(lambda _: client.get(pohon), lambda: None),
        timing(lambda _: client.get(pohon), forget, rounds=15),
        timing(lambda _: client.get(satu), lambda: None),
        cetak,
    )


def bench() -> None:
    """Each size, and how many times as long as a tenth of it."""
    hasil = {n: _ukur(n) for n in SIMPUL}
    rows = []
    for n, (*halaman, cetak) in hasil.items():
        kecil = hasil.get(n // 10)
        for k, (nama, t) in enumerate(zip(("halaman", "sesudah perubahan", "satu simpul"), halaman, strict=True)):
            kali = f"{t.median_ms / kecil[k].median_ms:.1f}" if kecil else ""  # type: ignore[union-attr]
            rows.append([f"{n} simpul: {nama}", f"{t.median_ms:.1f}", f"{t.p95_ms:.1f}", str(t.queries), kali])
        rows.append([f"{n} simpul: PDF", f"{cetak * 1000:.0f}", "", "", ""])
    table("Pohon kinerja (waktu di server)", ["", "median ms", "p95 ms", "kueri", "× sepersepuluh"], rows)
