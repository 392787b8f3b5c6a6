"""Dashboards narrowed by filters, and the one of a regency: what stands on it, and what a write makes anew."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.urls import reverse

from indicators.models import (
    AuditEvent,
    Membership,
)
from indicators.selectors.dasbor_daerah import dasbor_daerah
from indicators.selectors.dashboard import dasbor
from indicators.selectors.saring import Saring
from indicators.selectors.simpanan_bagian import selama_bagian_tetap
from indicators.services import audit
from tests.builders import (
    make_indikator,
    make_jadwal,
    make_pd,
    make_realisasi,
    make_rencana,
    make_target,
    make_unit,
)
from tests.indicators.test_dasbor_grafik import VERIFIED, Alamat, lingkup

D = Decimal


def test_a_filter_leaves_what_it_says_and_stays_in_every_link(client, cast):
    tetangga = make_indikator(cast.other_unit, nama="Layanan tepat waktu", iku=False)
    make_target(cast.rencana, tetangga)
    make_realisasi(cast.indikator, "90", **VERIFIED)
    make_realisasi(tetangga, "63", **VERIFIED)

    def tersisa(**saring):
        return {r.indikator.pk for r in dasbor(lingkup(cast, saring=Saring(**saring))).isi.rows}

    assert tersisa() == {cast.indikator.pk, tetangga.pk}
    assert tersisa(kategori="sedang") == {tetangga.pk}
    assert tersisa(iku=True) == {cast.indikator.pk}
    assert tersisa(cari="waktu layanan") == {tetangga.pk}
    assert tersisa(kategori="belum-terukur") == set()
    client.force_login(cast.auditor)
    url = reverse("indicators:dasbor")
    page = client.get(url, {"pd": cast.pd.kode, "kategori": "sedang", "cari": "layanan"}).content.decode()
    ke_unit = re.findall(rf'href="({reverse("indicators:dasbor_unit", args=[cast.other_unit.pk])}[^"]*)"', page)
    assert ke_unit and all("kategori=sedang" in u and "cari=layanan" in u for u in ke_unit)
    assert "Disaring: kategori Sedang, memuat “layanan”." in page
    assert tetangga.nama in client.get(ke_unit[0].replace("&amp;", "&")).content.decode()
    kosong = client.get(url, {"pd": cast.pd.kode, "cari": "tidak ada"}).content.decode()
    assert "Tidak ada indikator yang cocok dengan saringan ini" in kosong and "Belum ada" not in kosong


@pytest.mark.parametrize("query", ["kategori=hebat", "unit=0", "unit={lain}", "tw=5", "unit=x"])
def test_a_filter_that_names_nothing_here_is_404(client, cast, query):
    client.force_login(cast.leader)
    lain = cast.outsider.membership.get().unit_kerja_id
    assert client.get(f"{reverse('indicators:dasbor')}?{query.format(lain=lain)}").status_code == 404


def test_a_unit_of_the_filter_narrows_all_of_the_page(client, cast):
    make_target(cast.rencana, make_indikator(cast.other_unit, nama="Milik Bagian sebelah"))
    client.force_login(cast.leader)
    page = client.get(reverse("indicators:dasbor"), {"unit": cast.unit.pk}).content.decode()
    assert "Milik Bagian sebelah" not in page and cast.indikator.nama in page


# --- The regency -----------------------------------------------------------------------------------------------------


def test_the_regency_is_narrowed_by_words_and_category(cast):
    kedua = make_pd(cast.pemda, nama="Dinas Kesehatan")
    indikator = make_indikator(make_unit(kedua))
    make_target(make_rencana(kedua), indikator)
    make_jadwal(kedua)
    make_realisasi(indikator, "63", **VERIFIED)
    make_realisasi(cast.indikator, "90", **VERIFIED)

    def rows(**saring):
        d = dasbor_daerah([cast.pd, kedua], 2025, hari_ini=date(2025, 3, 1), alamat=Alamat(), saring=Saring(**saring))
        return [(r.perangkat_daerah.pk, r.rerata) for r in d.rows]

    assert rows() == [(cast.pd.pk, D("100.00")), (kedua.pk, D("70.00"))]
    assert rows(cari="kesehatan") == [(kedua.pk, D("70.00"))]
    assert rows(kategori="sedang") == [(kedua.pk, D("70.00"))]
    assert rows(kategori="rendah") == []


def test_a_regency_without_values_in_a_year_leads_to_the_one_before(client, cast):
    make_pd(cast.pemda, nama="Z")
    make_jadwal(cast.pd, tahun=2024, triwulan=4)
    client.force_login(cast.auditor)
    url = reverse("indicators:dasbor")
    html = client.get(url, {"tahun": 2025}).content.decode()
    assert ">-<" not in html, "what is missing is one sign on all of the page"
    assert 'Belum ada realisasi terverifikasi pada tahun 2025. <a href="?tahun=2024">' in html
    make_realisasi(cast.indikator, "90", **VERIFIED)
    assert "Belum ada realisasi" not in client.get(url, {"tahun": 2025, "tw": 1}).content.decode()


def test_the_years_of_a_regency_are_those_of_all_its_perangkat_daerah(client, cast):
    make_pd(cast.pemda, nama="Aaa Badan Baru")  # the first one by name, without any quarter
    make_jadwal(cast.pd, tahun=2023, triwulan=4)
    client.force_login(cast.auditor)
    url = reverse("indicators:dasbor")
    assert client.get(url).context["tahun"] == 2025
    assert client.get(url, {"tahun": 2023}).status_code == 200
    assert client.get(url, {"tahun": 2020}).status_code == 404


def test_two_regencies_never_stand_on_one_page(client, cast):
    lain = make_pd(nama="Dinas Seberang")
    make_pd(lain.pemerintah_daerah, nama="Badan Seberang")
    Membership.objects.create(user=cast.auditor, role="auditor", pemerintah_daerah=lain.pemerintah_daerah)
    client.force_login(cast.auditor)
    url = reverse("indicators:dasbor")
    for daerah, terlihat in ((cast.pemda, False), (lain.pemerintah_daerah, True)):
        page = client.get(url, {"daerah": daerah.kode}).content.decode()
        assert ("Dinas Seberang" in page, f"Kinerja {daerah.nama}" in page) == (terlihat, True)
    assert client.get(url, {"daerah": cast.outsider.membership.get().unit_kerja.kode}).status_code == 404


def test_a_write_makes_one_part_of_the_regency_anew(cast):
    kedua = make_pd(cast.pemda)
    dihitung = []

    def hitung(pks):
        dihitung.append(sorted(pks))
        return {pk: f"isi {pk}" for pk in pks}

    def baca():
        return selama_bagian_tetap({pd.pk: cast.pemda.pk for pd in (cast.pd, kedua)}, ("uji",), hitung)

    def tulis(pd):
        lingkup = {"perangkat_daerah": pd} if pd else {"pemerintah_daerah": cast.pemda}
        audit.record(None, audit.Event("realisasi.saved", cast.indikator, "Uji", **lingkup))

    semua = sorted([cast.pd.pk, kedua.pk])
    baca()
    baca()
    assert dihitung == [semua, semua], "without any recorded write nothing is kept"
    tulis(cast.pd)
    assert baca() == baca() == {pk: f"isi {pk}" for pk in semua}
    tulis(kedua)
    baca()
    tulis(cast.pd)
    baca()
    tulis(None)
    baca()
    assert dihitung[2:] == [semua, [kedua.pk], [cast.pd.pk], semua]
    audit.record(None, audit.Event("akun.changed", cast.operator, "Uji", pemerintah_daerah=cast.pemda))
    audit.record(None, audit.Event("narasi.saved", cast.pd, "Uji", cast.pd))
    baca()
    assert dihitung[6:] == [], "an account and a text change no figure"
    caches["fakta"].delete(f"keadaan_daerah:{cast.pemda.pk}")
    baca()
    assert dihitung[6:] == [], "and a process that begins finds the same state"
    # A database brought back from a copy: the same numbers, another chain.
    akhir = AuditEvent.objects.filter(pemerintah_daerah=cast.pemda).order_by("nomor").last()
    AuditEvent.objects.filter(pk=akhir.pk).update(digest="lain", aksi="realisasi.saved")
    baca()
    assert dihitung[6:] == [[cast.pd.pk]]
    AuditEvent.objects.filter(pemerintah_daerah=cast.pemda).delete()
    baca()
    baca()
    assert dihitung[7:] == [semua, semua]
