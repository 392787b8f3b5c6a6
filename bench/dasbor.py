"""The dashboards of a regency with 43 perangkat daerah and five years, against those of a single perangkat daerah."""

from itertools import count

from django.test import Client
from django.urls import reverse

from bench.daerah import Daerah, daerah
from bench.measure import Timing, table, timing
from indicators.models import Indikator, Realisasi, UnitKerja
from indicators.services import audit

BANYAK = 43
NILAI = count()


def _alamat(d: Daerah) -> dict[str, str]:
    """The steps down from the regency to one figure, in the last year."""
    pd = d.perangkat_daerah[-1]
    unit = UnitKerja.objects.filter(perangkat_daerah=pd).order_by("pk")[0]
    indikator = Indikator.objects.filter(unit_kerja=unit).order_by("pk")[0]
    dasbor = reverse("indicators:dasbor")
    semua = {
        "perangkat daerah": f"{dasbor}?pd={pd.kode}&tahun=2025",
        "unit": f"{reverse('indicators:dasbor_unit', args=[unit.pk])}?tahun=2025",
        "indikator": f"{reverse('indicators:dasbor_indikator', args=[indikator.pk])}?tahun=2025",
    }
    return ({"daerah": f"{dasbor}?tahun=2025"} if len(d.perangkat_daerah) > 1 else {}) | semua


def _tulis(d: Daerah) -> None:
    """A value of the perangkat daerah that is looked at becomes another one."""
    row = Realisasi.objects.filter(indikator__perangkat_daerah=d.perangkat_daerah[-1], tahun=2025, triwulan=4)[0]
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


def bench() -> None:
    """Both regencies; the yardstick of × is the page of the perangkat daerah that is the only one of its regency."""
    satu, banyak = _ukur(daerah(1)), _ukur(daerah(BANYAK))
    tolok = satu["perangkat daerah"]
    rows = []
    for daerahnya, hasil in ((1, satu), (BANYAK, banyak)):
        for nama, ukuran in hasil.items():
            sel = [f"{daerahnya} perangkat daerah: {nama}"]
            for t, lawan in zip(ukuran, tolok, strict=True):
                sel += [f"{t.median_ms:.1f}", f"{t.median_ms / lawan.median_ms:.1f}", str(t.queries)]
            rows.append(sel)
    head = ["", "sesudah perubahan ms", "×", "kueri", "lagi ms", "×", "kueri"]
    table("Dasbor, 2021–2025 (waktu di server)", head, rows)
