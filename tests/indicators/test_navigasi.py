"""The years a person may choose: those with quarters, and those one may already plan for."""

from datetime import date

from django.urls import reverse

from indicators.models import JadwalPengisian, PeriodeRenstra
from indicators.selectors.navigasi import konteks_for
from tests import builders as b

PERTENGAHAN = date(2025, 6, 1)


def tahun(user, **lain):
    return konteks_for(user, kode=None, tahun=None, hari_ini=PERTENGAHAN, **lain).tahun_pilihan


def test_next_year_is_planned_before_its_first_quarter_is_scheduled(cast):
    """The period reaches to 2026 and the only quarter lies in 2025."""
    assert tahun(cast.planner) == [2026, 2025]


def test_no_year_after_the_period_is_offered(cast):
    PeriodeRenstra.objects.update(tahun_akhir=2025)
    assert tahun(cast.planner) == [2025]


def test_the_year_with_an_open_quarter_stays_the_first_choice(cast):
    assert konteks_for(cast.planner, kode=None, tahun=None, hari_ini=PERTENGAHAN).tahun == 2025


def test_a_place_without_any_quarter_offers_its_period(cast):
    JadwalPengisian.objects.all().delete()
    assert tahun(cast.planner) == [2026, 2025, 2024, 2023, 2022, 2021]
    assert konteks_for(cast.planner, kode=None, tahun=None, hari_ini=PERTENGAHAN).tahun == 2025


def test_a_place_without_period_knows_this_year(db):
    planner = b.make_user("planner", b.make_pd())
    assert tahun(planner) == [2025]


def test_the_first_quarter_of_a_new_year_is_opened_from_the_queue(client, cast):
    rencana = b.make_rencana(cast.pd, 2026)
    b.make_target(rencana, cast.indikator)
    client.force_login(cast.planner)
    html = client.get(reverse("indicators:verifikasi_antrean"), {"tahun": "2026", "tw": "1"}).content.decode()
    assert "Belum dibuka" in html
    assert "Buka triwulan" in html
    client.post(
        reverse("indicators:triwulan_buka", kwargs={"pd": cast.pd.kode, "tahun": 2026, "tw": 1}),
        {"batas": "2026-04-10"},
    )
    assert JadwalPengisian.objects.get(tahun=2026).status == "OPEN"


def test_whoever_sees_several_perangkat_daerah_moves_between_them(client, cast):
    """The Inspektorat reads all of its regency; the choice is kept, and nobody reaches past the own scope by it."""
    dinas, luar = b.make_pd(cast.pd.pemerintah_daerah, nama="Dinas Kesehatan"), b.make_pd()
    client.force_login(cast.auditor)
    pilih = reverse("indicators:tahun_pilih")
    client.post(pilih, {"tahun": "2025", "pd": dinas.kode})
    html = client.get(reverse("indicators:beranda")).content.decode()
    assert f'<option value="{dinas.kode}" selected>' in html and f'<option value="{cast.pd.kode}">' in html
    client.post(pilih, {"pd": luar.kode})
    assert f'<option value="{dinas.kode}" selected>' in client.get(reverse("indicators:beranda")).content.decode()
    client.force_login(cast.planner)
    assert 'id="pd-aktif"' not in client.get(reverse("indicators:beranda")).content.decode()
