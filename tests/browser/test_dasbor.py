"""From the regency to a single cell and its trail in three clicks, on a screen and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from indicators.models import Status
from indicators.services.realisasi import RealisasiEntry
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.periods import Triwulan
from tests.browser.sesi import sign_in
from tests.browser.test_akses import faults
from tests.builders import (
    make_indikator,
    make_jadwal,
    make_pagu,
    make_pd,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_sub_kegiatan,
    make_target,
    make_unit,
    realisasi_save,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TW1 = Triwulan(2025, 1)


@pytest.fixture
def daerah(cast):
    """A second perangkat daerah with figures, and a verified value in the first that left its trail."""
    dinas = make_pd(cast.pemda, nama="Dinas Kesehatan", jenis="DINAS")
    unit = make_unit(dinas, nama="Bidang Pelayanan")
    rencana, indikator, sub = make_rencana(dinas), make_indikator(unit), make_sub_kegiatan(unit)
    make_target(rencana, indikator)
    make_pagu(rencana, sub)
    make_jadwal(dinas)
    make_realisasi(indikator, "63", status=Status.VERIFIED)
    make_realisasi_anggaran(sub, 400_000, status=Status.VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, 900_000)
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=81), by=cast.operator)
    realisasi_transition(action="submit", unit=cast.unit, triwulan=TW1, by=cast.operator)
    realisasi_transition(action="verify", unit=cast.unit, triwulan=TW1, by=cast.planner)
    return cast


@pytest.mark.parametrize("lebar", [1280, 360])
def test_the_inspektorat_reaches_a_cell_in_three_clicks(new_page, live_server, daerah, lebar):
    page = new_page(viewport={"width": lebar, "height": 900})
    sign_in(page, live_server, daerah.auditor)
    page.goto(f"{reverse('indicators:dasbor')}?kategori=&tahun=2025")
    salah = periksa(page, lebar)
    peta = page.get_by_role("region", name="Rata-rata capaian IKU tiap triwulan")
    expect(peta.get_by_title("70,00% Sedang")).to_be_visible()
    peta.get_by_role("link", name=daerah.pd.nama).click()
    page.wait_for_url(f"**/dasbor/?pd={daerah.pd.kode}&**")
    salah += periksa(page, lebar)
    peta = page.get_by_role("region", name="Rata-rata capaian tiap unit dan triwulan")
    expect(peta.get_by_title("90,00% Tinggi")).to_be_visible()
    peta.get_by_role("link", name=daerah.unit.nama).click()
    page.wait_for_url(f"**{reverse('indicators:dasbor_unit', args=[daerah.unit.pk])}?**")
    salah += periksa(page, lebar)
    page.get_by_role("region", name="Capaian tiap indikator dan triwulan").get_by_title("90% Tinggi").click()
    page.wait_for_url(f"**{reverse('indicators:panel', args=[2025, 1, 'indikator', daerah.indikator.pk])}")
    expect(page.get_by_role("heading", name=daerah.indikator.nama).first).to_be_visible()
    expect(page.locator("ins").filter(has_text="81").first).to_be_attached()
    assert salah == []


def periksa(page, lebar: int) -> list[str]:
    """What axe finds on the page, once for both widths, and whether it is wider than the window."""
    lewat = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    hasil = [f"{page.url} is {lewat} px too wide"] if lewat > 0 else []
    return hasil + (faults(page) if lebar == 360 else [])
