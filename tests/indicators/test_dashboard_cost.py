"""What a dashboard costs: the same number of queries whatever the rows, and nothing twice while nothing changes."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import AuditChain, Indikator, Status
from indicators.services import audit
from indicators.services.realisasi import RealisasiEntry
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.periods import Triwulan
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

TW1 = Triwulan(2025, 1)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """A regency of another test had the same key: what is known of its trail would be looked for in vain first."""
    caches["fakta"].clear()


def widen(cast, rows: int) -> None:
    """As many units with a sheet, and rows in the first unit, and perangkat daerah beside it."""
    for _ in range(rows):
        for unit in (cast.unit, make_unit(cast.pd)):
            indikator, sub = make_indikator(unit), make_sub_kegiatan(unit)
            make_target(cast.rencana, indikator)
            make_pagu(cast.rencana, sub)
            indikator.target_renstra.create(tahun=2024, nilai=80)
            make_realisasi(indikator, "79", tahun=2024, triwulan=4, status=Status.VERIFIED)
            make_realisasi(indikator, "88", status=Status.VERIFIED)
            make_realisasi_anggaran(sub, status=Status.VERIFIED)
        value = cast.indikator.realisasi.get_or_create(tahun=2025, triwulan=1)[0]
        value.bukti.create(nama="a.pdf", tipe="application/pdf", ukuran=1, sha256="0" * 64)
        lama = make_indikator(cast.unit)
        make_realisasi(lama, "70", tahun=2023, triwulan=4, status=Status.VERIFIED)
        Indikator.objects.filter(pk=indikator.pk).update(predecessor=lama)
        pd = make_pd(cast.pemda)
        unit = make_unit(pd)
        make_target(make_rencana(pd), make_indikator(unit))
        make_jadwal(pd)


PAGES = {
    "perangkat daerah": lambda c: f"{reverse('indicators:dasbor')}?pd={c.pd.kode}",
    "regency": lambda c: reverse("indicators:dasbor"),
    "unit": lambda c: reverse("indicators:dasbor_unit", args=[c.unit.pk]),
    "indikator": lambda c: reverse("indicators:dasbor_indikator", args=[c.indikator.pk]),
}


BUDGET = {"indikator": 13}
"""The first look after what all of the regency share was written; 12 after a value."""


def queries_of(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.once  # Django asks the same on every database, and the table of permissions opens every page on each
def test_queries_do_not_grow_with_the_rows(client, cast):
    """Worked out anew each time, as on the first look after a write: none is recorded here, so nothing is kept."""
    client.force_login(cast.auditor)
    widen(cast, 3)
    few = {page: queries_of(client, url(cast)) for page, url in PAGES.items()}
    widen(cast, 27)  # the same rows for all pages: making them is dearer than looking at them
    assert not AuditChain.objects.exists()
    assert {page: queries_of(client, url(cast)) for page, url in PAGES.items()} == few
    assert {page: n for page, n in few.items() if n > BUDGET.get(page, 12)} == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_kept_page_needs_few_queries(client, cast, page):
    widen(cast, 3)
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=80), by=cast.operator)
    client.force_login(cast.auditor)
    assert queries_of(client, PAGES[page](cast)) <= 8


@pytest.mark.once
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("bersama", [False, True])
def test_the_first_look_after_any_write_needs_few_queries(client, cast, page, bersama):
    """After a value, and after what all of the regency share (its bands, its periods)."""
    widen(cast, 3)
    client.force_login(cast.auditor)
    url = PAGES[page](cast)
    for nilai in (80, 81):
        realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=nilai), by=cast.operator)
        if bersama:
            audit.record(None, audit.Event("pemerintahdaerah.changed", cast.pemda, "x", pemerintah_daerah=cast.pemda))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
    assert len(captured) <= BUDGET.get(page, 12)


def verified_capaian(client) -> str:
    page = client.get(reverse("indicators:dasbor")).content.decode()
    return page.split("IKU mencapai target")[1].split("</section>")[0]


def test_a_write_is_on_the_next_page(client, cast):
    """Kept under the head of the audit chain, so the page can never be older than the last write."""
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=90), by=cast.operator)
    client.force_login(cast.leader)
    assert "1 dari 1" not in verified_capaian(client)
    realisasi_transition(action="submit", unit=cast.unit, triwulan=TW1, by=cast.operator)
    assert "1 dari 1" not in verified_capaian(client)
    realisasi_transition(action="verify", unit=cast.unit, triwulan=TW1, by=cast.planner)
    assert "1 dari 1" in verified_capaian(client)


def test_what_is_kept_is_not_shown_to_another_scope(client, cast):
    make_target(cast.rencana, make_indikator(cast.other_unit, nama="Milik Bagian sebelah"))
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=90), by=cast.operator)
    url = reverse("indicators:dasbor")
    for user, sees in ((cast.leader, True), (cast.operator, False), (cast.other, True), (cast.leader, True)):
        client.force_login(user)
        assert ("Milik Bagian sebelah" in client.get(url).content.decode()) is sees
