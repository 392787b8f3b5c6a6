"""The dashboards: their figures, whose figures they are, and how near every one of them is."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import Indikator, JadwalPengisian, Lembar, RencanaTahunan, Status
from indicators.selectors.dasbor_daerah import ikhtisar
from indicators.selectors.dashboard import dasbor, dasbor_unit, lingkup_for
from indicators.selectors.lembar import lembar_ringkas
from sakip.lib.periods import Triwulan
from tests.builders import (
    make_indikator,
    make_jadwal,
    make_pagu,
    make_pd,
    make_pemda,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_sub_kegiatan,
    make_target,
    make_unit,
    make_user,
    realisasi_save,
)

D = Decimal
VERIFIED = {"status": Status.VERIFIED}


def scope(cast, user=None, *, tahun=2025, hari_ini=date(2025, 3, 1), **over):
    """What `user` (the leader) sees of the Setda."""
    jadwal = list(JadwalPengisian.objects.filter(perangkat_daerah=cast.pd))
    return lingkup_for(
        user or cast.leader, perangkat_daerah=cast.pd, tahun=tahun, jadwal=jadwal, hari_ini=hari_ini, **over
    )


# --- Figures ---------------------------------------------------------------------------------------------------


def test_absorption_is_that_of_verified_money(cast):
    second = make_sub_kegiatan(cast.other_unit)
    make_pagu(cast.rencana, second, 3_000_000)
    make_realisasi_anggaran(cast.sub_kegiatan, 962_500, **VERIFIED)
    make_realisasi_anggaran(second, 2_000_000)  # a draft does not count
    d = dasbor(scope(cast))
    assert (d.total.pagu, d.total.realisasi, d.total.sisa) == (4_000_000, 962_500, 3_037_500)
    assert d.total.serapan == D("24.06")
    assert [(p.serapan, p.belum) for p in d.program] == [(D("96.25"), 0), (None, 1)]


def test_money_is_cumulative_and_never_added_over_quarters(cast):
    make_realisasi_anggaran(cast.sub_kegiatan, 400_000, triwulan=1, **VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, 700_000, triwulan=2, **VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, 900_000, triwulan=3)
    assert dasbor(scope(cast, sampai=1)).total.realisasi == 400_000
    assert dasbor(scope(cast, sampai=4)).total.realisasi == 700_000


def test_a_year_without_money_has_no_absorption_of_zero(cast, client):
    assert dasbor(scope(cast)).total.serapan is None
    client.force_login(cast.leader)
    page = client.get(reverse("indicators:dasbor")).content.decode()
    assert "0,00%" not in page


def test_capaian_counts_verified_values_by_category(cast):
    half = make_indikator(cast.unit)
    open_ = make_indikator(cast.other_unit)
    for indikator in (half, open_):
        make_target(cast.rencana, indikator)
    make_realisasi(cast.indikator, "90", **VERIFIED)
    make_realisasi(half, "50", **VERIFIED)
    make_realisasi(open_, "90", status=Status.SUBMITTED)
    d = dasbor(scope(cast))
    assert (d.iku_jumlah, d.iku_terukur, d.iku_tercapai) == (3, 2, 1)
    assert [(p.kategori.kode if p.kategori else None, p.jumlah, p.persen) for p in d.porsi] == [
        ("sangat-tinggi", 1, D("33.33")),
        ("rendah", 1, D("33.33")),
        (None, 1, D("33.33")),
    ]
    assert [(u.unit, u.jumlah, u.terukur, u.tercapai) for u in d.unit] == [
        (cast.unit, 2, 2, 1),
        (cast.other_unit, 1, 0, 0),
    ]


def test_bars_carry_the_colour_and_the_word_of_their_category(cast):
    make_realisasi(cast.indikator, "45", **VERIFIED)
    chart = dasbor(scope(cast)).grafik_sasaran
    assert chart.series[0].kategori == ("sangat-rendah",)
    assert chart.series[0].teks == ("50%, Sangat Rendah",)
    assert chart.kalimat == "0 dari 1 indikator mencapai target."
    assert chart.baris == [[cast.indikator.nama, "50%, Sangat Rendah"]]


def test_a_trend_tells_whole_years_only(cast):
    for tahun, nilai in ((2023, "80"), (2024, "85")):
        cast.indikator.target_renstra.create(tahun=tahun, nilai=D(84))
        make_realisasi(cast.indikator, nilai, tahun=tahun, triwulan=4, **VERIFIED)
    make_realisasi(cast.indikator, "20", **VERIFIED)
    (tren,) = dasbor(scope(cast)).tren
    assert tren.labels == ("2023", "2024")
    assert [s.nilai for s in tren.series] == [(D(84), D(84)), (D(80), D(85))]
    assert "naik dari 80 (2023) menjadi 85 (2024)" in tren.kalimat


def test_the_unit_page_shows_every_level_and_its_own_money_only(cast):
    below = make_unit(cast.pd, induk=cast.unit)
    kegiatan = Indikator.objects.create(
        periode=cast.indikator.periode,
        perangkat_daerah=cast.pd,
        jenjang="sub_kegiatan",
        sub_kegiatan=cast.sub_kegiatan,
        unit_kerja=below,
        kode="sub-1",
        nama="Jumlah dokumen",
    )
    make_target(cast.rencana, kegiatan)
    other = make_sub_kegiatan(cast.other_unit)
    make_pagu(cast.rencana, other, 9_000_000)
    d = dasbor_unit(scope(cast, units=[cast.unit, below]))
    assert [(label, [r.indikator for r in rows]) for label, rows in d.jenjang] == [
        ("Sasaran", [cast.indikator]),
        ("Sub kegiatan", [kegiatan]),
    ]
    assert d.total.pagu == 1_000_000


# --- Map of sheets ---------------------------------------------------------------------------------------------


def test_every_cell_of_the_map_is_what_the_queue_says(cast):
    """Plan murni for three quarters, perubahan with other rows in the fourth, values in all states."""
    yearly = make_indikator(cast.unit, akumulasi="TAHUNAN")
    later = make_indikator(cast.other_unit)
    perubahan = make_rencana(cast.pd, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    make_target(cast.rencana, yearly)
    for indikator in (cast.indikator, yearly, later):
        make_target(perubahan, indikator)
    make_pagu(perubahan, make_sub_kegiatan(cast.other_unit))
    for q, status in enumerate((Status.VERIFIED, Status.RETURNED, Status.SUBMITTED, Status.DRAFT), start=1):
        if q > 1:
            make_jadwal(cast.pd, triwulan=q)
        make_realisasi(cast.indikator, "80" if q != 2 else None, triwulan=q, status=status)
        make_realisasi_anggaran(cast.sub_kegiatan, triwulan=q, fisik=None, status=status)
    make_realisasi(yearly, "70", triwulan=2)
    Lembar.objects.create(unit_kerja=cast.unit, tahun=2025, triwulan=2, batas_khusus=date(2025, 12, 31))
    for hari_ini in (date(2025, 1, 1), date(2025, 10, 1), date(2026, 2, 1)):
        peta = dasbor(scope(cast, hari_ini=hari_ini)).peta
        for q in (1, 2, 3, 4):
            expected = lembar_ringkas(perangkat_daerah=cast.pd, triwulan=Triwulan(2025, q))
            cells = [baris.sel[q - 1] for baris in peta if baris.sel[q - 1]]
            assert [c.ringkas for c in cells] == expected
            assert [c.terlambat for c in cells] == [r.terlambat(hari_ini) for r in expected]


def test_late_sheets_are_counted_from_the_day_after_the_deadline(cast):
    make_pagu(cast.rencana, make_sub_kegiatan(cast.other_unit))
    make_realisasi(cast.indikator, "80", status=Status.SUBMITTED)
    assert dasbor(scope(cast, hari_ini=date(2025, 3, 28))).terlambat == []
    late = dasbor(scope(cast, hari_ini=date(2025, 3, 29))).terlambat
    assert [sel.ringkas.unit for sel in late] == [cast.other_unit]
    assert late[0].kata == "Terlambat"


def test_a_quarter_that_is_not_open_is_not_late(cast):
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.PLANNED)
    d = dasbor(scope(cast, hari_ini=date(2026, 1, 1)))
    assert d.terlambat == []
    assert d.peta[0].sel[0].kata == "Belum dibuka"


# --- Whose figures ---------------------------------------------------------------------------------------------


def test_an_operator_sees_the_own_unit_only(client, cast):
    theirs = make_indikator(cast.other_unit, nama="Rahasia Bagian Sebelah")
    make_target(cast.rencana, theirs)
    make_pagu(cast.rencana, make_sub_kegiatan(cast.other_unit), 77_000_000)
    client.force_login(cast.operator)
    page = client.get(reverse("indicators:dasbor")).content.decode()
    assert cast.indikator.nama in page
    assert "Bagian dari unit Anda" in page
    for hidden in (theirs.nama, cast.other_unit.nama, "77.000.000"):
        assert hidden not in page


def test_a_leader_of_a_unit_sees_the_units_below(client, cast):
    below = make_unit(cast.pd, induk=cast.unit)
    make_target(cast.rencana, make_indikator(below, nama="Indikator bawahan"))
    client.force_login(make_user("leader", cast.unit))
    page = client.get(reverse("indicators:dasbor")).content.decode()
    assert "Indikator bawahan" in page
    assert cast.other_unit.nama not in page


@pytest.mark.parametrize(
    "query", ["pd={elsewhere}", "pd=tidak-ada", "tahun=1999", "tahun=abc", "tw=5", "tw=x"], ids=lambda q: q[:12]
)
@pytest.mark.parametrize("role", ["leader", "auditor", "operator"])
def test_an_address_outside_the_scope_is_not_found(client, cast, role, query):
    elsewhere = cast.outsider.membership.get().unit_kerja.perangkat_daerah.kode
    client.force_login(getattr(cast, role))
    assert client.get(f"{reverse('indicators:dasbor')}?{query.format(elsewhere=elsewhere)}").status_code == 404


# --- From the regency to a single figure ------------------------------------------------------------------------


@pytest.fixture
def second_pd(cast):
    """A kecamatan of the same regency with one measured IKU and money, and one of another regency."""
    pd = make_pd(cast.pemda, nama="Kecamatan Uji", kode="kec-uji")
    unit = make_unit(pd)
    rencana = make_rencana(pd)
    indikator, sub = make_indikator(unit), make_sub_kegiatan(unit)
    make_target(rencana, indikator, 50)
    make_pagu(rencana, sub, 2_000_000)
    make_jadwal(pd)
    make_realisasi(indikator, "50", **VERIFIED)
    make_realisasi_anggaran(sub, 1_500_000, **VERIFIED)
    return pd


def test_the_overview_says_what_each_page_says(cast, second_pd):
    make_realisasi(cast.indikator, "45", **VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, 962_500, **VERIFIED)
    rows = ikhtisar([cast.pd, second_pd], 2025, hari_ini=date(2025, 3, 1))
    for row in rows:
        jadwal = list(JadwalPengisian.objects.filter(perangkat_daerah=row.perangkat_daerah))
        page = dasbor(
            lingkup_for(
                cast.auditor,
                perangkat_daerah=row.perangkat_daerah,
                tahun=2025,
                jadwal=jadwal,
                hari_ini=date(2025, 3, 1),
            )
        )
        assert (row.iku, row.terukur, row.tercapai) == (page.iku_jumlah, page.iku_terukur, page.iku_tercapai)
        assert (row.pagu, row.realisasi, row.serapan) == (page.total.pagu, page.total.realisasi, page.total.serapan)
    assert [r.serapan for r in rows] == [D("96.25"), D("75.00")]


def links(client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200
    return [href.replace("&amp;", "&") for href in re.findall(r'href="([^"]+)"', response.content.decode())]


def test_an_auditor_reaches_an_indikator_in_three_clicks(client, cast, second_pd):
    client.force_login(cast.auditor)
    first = links(client, reverse("indicators:dasbor"))
    pd = next(h for h in first if f"pd={cast.pd.kode}" in h)
    assert any(f"pd={second_pd.kode}" in h for h in first)
    unit = next(h for h in links(client, pd) if h.startswith(reverse("indicators:dasbor_unit", args=[cast.unit.pk])))
    target = reverse("indicators:dasbor_indikator", args=[cast.indikator.pk])
    indikator = next(h for h in links(client, unit) if h.startswith(target))
    assert client.get(indikator).status_code == 200


def test_every_link_of_the_dashboard_works(client, cast, second_pd):
    make_realisasi(cast.indikator, "45", **VERIFIED)
    client.force_login(cast.auditor)
    start = [reverse("indicators:dasbor"), f"{reverse('indicators:dasbor')}?pd={cast.pd.kode}"]
    found = {h for url in start for h in links(client, url) if h.startswith("/") and not h.startswith("/static/")}
    found = {h for h in found if "/unduh/" not in h}  # files of charts: tests/reports/test_dasbor_berkas.py
    wrong = {h: s for h in found if (s := client.get(h, follow=True).status_code) != 200}
    assert wrong == {}


def test_the_overview_keeps_other_regencies_out(client, cast, second_pd):
    client.force_login(cast.auditor)
    page = client.get(reverse("indicators:dasbor")).content.decode()
    elsewhere = cast.outsider.membership.get().unit_kerja.perangkat_daerah
    assert "kec-uji" in page
    assert elsewhere.kode not in page


def test_a_regency_without_perangkat_daerah_says_so(client, db):
    client.force_login(make_user("auditor", make_pemda()))
    assert "Belum ada perangkat daerah" in client.get(reverse("indicators:dasbor")).content.decode()


# --- One indikator ---------------------------------------------------------------------------------------------


def test_the_indikator_page_tells_its_whole_story(client, cast):
    from indicators.services.realisasi import RealisasiEntry

    cast.indikator.formulasi = "Jumlah nilai dibagi banyak unsur"
    cast.indikator.save()
    cast.indikator.target_renstra.create(tahun=2026, nilai=D(95))
    value = realisasi_save(
        triwulan=Triwulan(2025, 1), entry=RealisasiEntry(cast.indikator, nilai=D("72.5")), by=cast.operator
    )
    value.bukti.create(nama="Surat keputusan.pdf", tipe="application/pdf", ukuran=1, sha256="0" * 64)
    client.force_login(cast.auditor)
    page = client.get(reverse("indicators:dasbor_indikator", args=[cast.indikator.pk])).content.decode()
    for told in (
        "Jumlah nilai dibagi banyak unsur",
        "Surat keputusan.pdf",
        "72,5",
        "81%",  # 72,5 of 90, shown beside the state of a value that is not verified yet
        "Draf",
        "Menyimpan realisasi",
        cast.operator.username,
        "(target Renstra)",
        reverse("indicators:jejak_objek", args=["realisasi", value.pk]),
    ):
        assert told in page, told


def test_a_quarter_without_the_indikator_in_its_plan_leads_nowhere_and_is_not_called_missing(client, cast):
    lain = make_indikator(cast.unit)
    client.force_login(cast.auditor)
    for indikator, ada in ((cast.indikator, True), (lain, False)):
        page = client.get(reverse("indicators:dasbor_indikator", args=[indikator.pk]) + "?tahun=2025").content.decode()
        panel = reverse("indicators:panel", args=[2025, 1, "indikator", indikator.pk])
        assert (panel in page) is ada
        assert ("Tidak dalam rencana" in page) is not ada
        assert client.get(panel).status_code == (200 if ada else 404)


def test_a_value_that_is_not_verified_stays_out_of_the_years(client, cast):
    from indicators.selectors.kartu_indikator import kartu_indikator

    make_realisasi(cast.indikator, "80", triwulan=4)
    kartu = kartu_indikator(cast.indikator, 2025, 4)
    assert kartu.tahunan[-1].realisasi.kosong
    assert [r.nilai for r in kartu.triwulan] == ["-", "-", "-", "80"]
    assert kartu.triwulan[3].capaian == D("88.89")
