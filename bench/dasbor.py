"""The dashboards of a regency with 43 perangkat daerah and five years, against those of a single perangkat daerah.

Each as the first look after a value was written, and once more; and those of the demonstration data.
"""

from itertools import count

from django.test import Client
from django.urls import reverse

from bench.daerah import Daerah, daerah
from bench.measure import Timing, table, timing
from indicators.models import PerangkatDaerah, Realisasi, User
from indicators.services import audit

BANYAK = 43
NILAI = count()


def _nilai(d: Daerah) -> Realisasi:
    """The first value of the latest quarter of the perangkat daerah that is looked at."""
    milik = Realisasi.objects.filter(indikator__perangkat_daerah=d.perangkat_daerah[-1])
    return milik.select_related("indikator").order_by("-tahun", "-triwulan", "pk")[0]


def _alamat(d: Daerah) -> dict[str, str]:
    """The steps down from the regency to one figure, in the last year."""
    row = _nilai(d)
    dasbor, tahun = reverse("indicators:dasbor"), f"tahun={row.tahun}"
    semua = {
        "perangkat daerah": f"{dasbor}?pd={d.perangkat_daerah[-1].kode}&{tahun}",
        "unit": f"{reverse('indicators:dasbor_unit', args=[row.indikator.unit_kerja_id])}?{tahun}",
        "indikator": f"{reverse('indicators:dasbor_indikator', args=[row.indikator_id])}?{tahun}",
    }
    return ({"daerah": f"{dasbor}?{tahun}"} if len(d.perangkat_daerah) > 1 else {}) | semua


def _tulis(d: Daerah) -> None:
    """A value of the perangkat daerah that is looked at becomes another one."""
    row = _nilai(d)
    row.nilai = 40 + next(NILAI) % 50
    row.save(update_fields=["nilai"])
    audit.record(None, audit.Event("realisasi.changed", row, "Bench", d.perangkat_daerah[-1]))


def _ukur(d: Daerah) -> dict[str, tuple[Timing, Timing]]:
    """Each page as the first look after something was written, and once more."""
    client = Client()
    client.force_login(d.pelaku)
    hasil = {}
    for nama, alamat in _alamat(d).items():
        jawab = client.get(alamat)
        if jawab.status_code != 200:
            raise SystemExit(f"{alamat} menjawab {jawab.status_code}")
        pertama = timing(lambda _, a=alamat: client.get(a), lambda: _tulis(d), rounds=15)
        hasil[nama] = pertama, timing(lambda _, a=alamat: client.get(a), lambda: None, rounds=20)
    return hasil


def _contoh() -> Daerah:
    """The Setda of the demonstration data, as its Inspektorat sees it."""
    pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode="setda-tanjabtim")
    return Daerah(pd.pemerintah_daerah, [pd], User.objects.get(username="inspektorat"))


def bench() -> None:
    """Both regencies; the yardstick of × is the page of the perangkat daerah that is the only one of its regency."""
    satu, banyak, contoh = _ukur(daerah(1)), _ukur(daerah(BANYAK)), _ukur(_contoh())
    tolok = satu["perangkat daerah"]
    rows = []
    for daerahnya, hasil in (("1 perangkat daerah", satu), (f"{BANYAK} perangkat daerah", banyak), ("contoh", contoh)):
        for nama, ukuran in hasil.items():
            sel = [f"{daerahnya}: {nama}"]
            for t, lawan in zip(ukuran, tolok, strict=True):
                sel += [f"{t.median_ms:.1f}", f"{t.median_ms / lawan.median_ms:.1f}", str(t.queries)]
            rows.append(sel)
    head = ["", "sesudah perubahan ms", "×", "kueri", "lagi ms", "×", "kueri"]
    table("Dasbor, 2021–2025 (waktu di server)", head, rows)
