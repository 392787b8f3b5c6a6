"""More time for one unit: given with a reason, seen by the unit, taken back, and refused where it makes no sense."""

from datetime import date

import pytest
from django.urls import reverse

from indicators.exceptions import Closed, InvalidValue, NotAllowed
from indicators.models import AuditEvent, JadwalPengisian, Lembar
from indicators.selectors.lembar import lembar_ringkas
from indicators.services.tenggat import tenggat_perpanjang
from sakip.lib.periods import Triwulan

TW1 = Triwulan(2025, 1)
SAMPAI = date(2025, 4, 20)


def beri(cast, **over):
    isi = {"unit": cast.unit, "triwulan": TW1, "sampai": SAMPAI, "alasan": "Pengisi sakit", "by": cast.planner}
    return tenggat_perpanjang(**isi | over)


def terlambat(cast, pada):
    return {
        r.unit: r.terlambat(pada) for r in lembar_ringkas(perangkat_daerah=cast.pd, triwulan=TW1, jadwal=cast.jadwal)
    }[cast.unit]


def test_only_that_unit_is_late_later(cast):
    assert terlambat(cast, date(2025, 4, 10))
    beri(cast)
    assert not terlambat(cast, date(2025, 4, 20))
    assert terlambat(cast, date(2025, 4, 21))
    event = AuditEvent.objects.get(aksi="lembar.extended")
    assert event.unit_kerja == cast.unit
    assert event.catatan == "Pengisi sakit"
    assert event.sesudah["batas_khusus"] == "2025-04-20"


def test_it_is_taken_back(cast):
    beri(cast)
    beri(cast, sampai=None, alasan="Sudah sembuh")
    lembar = Lembar.objects.get(unit_kerja=cast.unit)
    assert (lembar.batas_khusus, lembar.alasan_khusus) == (None, "")
    with pytest.raises(Closed, match="tidak memiliki perpanjangan"):
        beri(cast, sampai=None)


@pytest.mark.parametrize(
    ("over", "error", "kalimat"),
    [
        ({"sampai": date(2025, 3, 28)}, InvalidValue, "tanggal sesudahnya"),
        ({"alasan": "  "}, InvalidValue, "alasannya"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(cast, over, error, kalimat):
    with pytest.raises(error, match=kalimat):
        beri(cast, **over)
    assert not AuditEvent.objects.filter(aksi="lembar.extended").exists()


def test_nobody_gives_himself_more_time_and_no_closed_quarter_has_any(cast):
    with pytest.raises(NotAllowed):
        beri(cast, by=cast.operator)
    JadwalPengisian.objects.update(status="CLOSED")
    with pytest.raises(Closed):
        beri(cast)


def test_the_planner_gives_it_on_the_sheet_and_the_unit_reads_it(client, cast):
    url = reverse("indicators:tenggat", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk})
    client.force_login(cast.planner)
    salah = client.post(url, {"sampai": "2025-01-01", "alasan": "Sakit"})
    assert salah.status_code == 422
    assert "tanggal sesudahnya" in salah.content.decode()
    assert client.post(url, {"sampai": "2025-04-20", "alasan": "Sakit"}).status_code == 302
    client.force_login(cast.operator)
    lembar = client.get(reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk}))
    assert "diperpanjang sampai 20 April 2025" in lembar.content.decode()
