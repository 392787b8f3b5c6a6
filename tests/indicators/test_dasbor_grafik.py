"""The charts of the dashboards by examples: what a cell says, and where a point stands."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.calculations import KATEGORI_BAKU, BatasKategori, Kebijakan
from indicators.models import (
    Indikator,
    JadwalPengisian,
    KategoriCapaian,
    Lembar,
    PemerintahDaerah,
    PeriodeRenstra,
    Status,
    TargetRenstra,
)
from indicators.selectors.capaian import capaian_matriks
from indicators.selectors.capaian_triwulan import CapaianTriwulan
from indicators.selectors.dasbor_baris import satu_periode
from indicators.selectors.dasbor_daerah import dasbor_daerah
from indicators.selectors.dashboard import dasbor, dasbor_unit, lingkup_for
from indicators.selectors.grafik import serendah
from indicators.selectors.grafik_dasbor import grafik_dasbor, grafik_unit
from indicators.selectors.grafik_kuadran import batas_kuadran, grafik_kuadran, median, titik_kuadran
from indicators.selectors.kartu_indikator import kartu_indikator
from indicators.selectors.rencana import rencana_approved
from tests.builders import (
    make_indikator,
    make_jadwal,
    make_pagu,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_sub_kegiatan,
    make_target,
)

D = Decimal
VERIFIED = {"status": Status.VERIFIED}


class Alamat:
    """Addresses that say what they lead to."""

    def perangkat_daerah(self, kode):
        return f"pd {kode}?"

    def unit(self, pk):
        return f"unit {pk}"

    def indikator(self, pk):
        return f"indikator {pk}"

    def lembar(self, unit, triwulan):
        return f"lembar {unit} {triwulan}"

    def baris(self, jenis, pk, triwulan):
        return f"{jenis} {pk} {triwulan}"


def lingkup(cast, *, hari_ini=date(2025, 3, 1), **over):
    jadwal = list(JadwalPengisian.objects.filter(perangkat_daerah=cast.pd))
    return lingkup_for(cast.leader, perangkat_daerah=cast.pd, tahun=2025, jadwal=jadwal, hari_ini=hari_ini, **over)


def grafik(cast, **over):
    di = lingkup(cast, **over)
    return grafik_dasbor(dasbor(di), di, Alamat())


# --- Heat maps -------------------------------------------------------------------------------------------------------


def test_a_cell_says_capaian_category_and_what_is_late(cast):
    """Verified 63 of 90 is 70%: Sedang, by figure, sign, word and colour; the money is a draft and the day is past."""
    make_realisasi(cast.indikator, "63", **VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, 250_000, fisik=None)
    (sel, *_) = grafik(cast, hari_ini=date(2025, 4, 1))["peta"].sel[0]
    assert (sel.teks, sel.kode, sel.simbol, sel.keadaan, sel.nilai) == ("70,00%", "sedang", "■", "late", D("70.00"))
    assert sel.keterangan == "70,00% Sedang; Terlambat, terisi 2 dari 3 sel"
    assert sel.alamat == f"lembar {cast.unit.pk} 1"


@pytest.mark.parametrize(
    ("hari_ini", "status", "keadaan", "kata"),
    [
        (date(2025, 3, 1), None, "missing", "Belum diisi"),
        (date(2025, 4, 1), None, "late", "Terlambat"),
        (date(2025, 3, 1), Status.DRAFT, "draft", "Draf"),
    ],
)
def test_a_cell_without_verified_value_says_why(cast, hari_ini, status, keadaan, kata):
    if status:
        make_realisasi(cast.indikator, "63", status=status)
    (sel, kedua, *_) = grafik(cast, hari_ini=hari_ini)["peta"].sel[0]
    assert (sel.teks, sel.keadaan, sel.nilai, sel.kode) == (kata, keadaan, None, "")
    assert (kedua.keadaan, kedua.keterangan) == ("planned", "Belum dibuka")


def test_a_quarter_without_a_value_of_its_own_is_not_coloured_by_the_one_before(cast):
    make_jadwal(cast.pd, triwulan=2)
    make_realisasi(cast.indikator, "63", **VERIFIED)
    satu, dua, *_ = grafik(cast)["peta"].sel[0]
    assert (satu.nilai, dua.nilai, dua.keadaan) == (D("70.00"), None, "missing")


def test_the_cell_of_an_indikator_leads_to_its_row_and_says_its_own_state(cast):
    tahunan = make_indikator(cast.unit, akumulasi=Indikator.Akumulasi.TAHUNAN)
    make_target(cast.rencana, tahunan)
    make_realisasi(cast.indikator, "63", **VERIFIED)
    di = lingkup(cast, units=[cast.unit])
    peta = grafik_unit(dasbor_unit(di), di, Alamat())["peta"]
    sel = dict(zip(peta.nama, peta.sel, strict=True))
    (satu, *_) = sel[cast.indikator.nama]
    assert (satu.teks, satu.keterangan) == ("70%", "70% Sedang")
    assert satu.alamat == f"indikator {cast.indikator.pk} 1"
    assert sel[tahunan.nama][:3] == (None, None, None), "measured once a year: nothing is due before the fourth"


def test_a_verified_value_without_capaian_says_why_and_the_key_names_what_occurs(cast):
    kosong = make_indikator(cast.unit)
    make_target(cast.rencana, kosong, tw1=None)
    make_realisasi(kosong, "1", **VERIFIED)
    di = lingkup(cast, units=[cast.unit], hari_ini=date(2025, 3, 1))
    peta = grafik_unit(dasbor_unit(di), di, Alamat())["peta"]
    (satu, *_) = dict(zip(peta.nama, peta.sel, strict=True))[kosong.nama]
    assert (satu.teks, satu.keterangan, satu.kode) == ("–", "Terverifikasi, tanpa target", "")
    assert peta.keadaan == [("missing", "Belum diisi"), ("planned", "Belum dibuka")]


def test_a_value_is_late_when_its_sheet_is(cast):
    """The unit's own extension counts, not only the deadline of the quarter."""

    def keadaan(**over):
        di = lingkup(cast, units=[cast.unit], **over)
        return grafik_unit(dasbor_unit(di), di, Alamat())["peta"].sel[0][0].keadaan

    assert (keadaan(), keadaan(hari_ini=date(2025, 4, 1))) == ("missing", "late")
    Lembar.objects.create(unit_kerja=cast.unit, tahun=2025, triwulan=1, batas_khusus=date(2025, 4, 5))
    assert keadaan(hari_ini=date(2025, 4, 1)) == "missing"


def test_the_sentence_of_a_map_is_worked_out_from_its_cells(cast):
    kedua = make_indikator(cast.other_unit)
    make_target(cast.rencana, kedua)
    make_realisasi(kedua, "90", **VERIFIED)
    make_realisasi(cast.indikator, "63", **VERIFIED)
    assert grafik(cast)["peta"].kalimat == (
        f"Pada triwulan I, 2 dari 2 unit kerja terukur; yang terendah {cast.unit.nama} (70,00%)."
    )


# --- Capaian after each quarter, and over the border of a period -----------------------------------------------------


def test_after_every_quarter_the_capaian_is_that_of_the_one_selector(cast):
    perubahan = make_rencana(cast.pd, urutan=2, jenis="PERUBAHAN", berlaku_mulai=3)
    jumlah = make_indikator(cast.unit, akumulasi=Indikator.Akumulasi.JUMLAH)
    tanpa_rencana = make_indikator(cast.unit)
    TargetRenstra.objects.create(indikator=tanpa_rencana, tahun=2024, nilai=50)
    for i, t in ((cast.indikator, "80"), (jumlah, "40")):
        make_target(perubahan, i, t)
    make_target(cast.rencana, jumlah, "10")
    for i in (cast.indikator, jumlah, tanpa_rencana):
        for q in (1, 2, 4):
            make_realisasi(i, 10 * q, triwulan=q, **VERIFIED)
        make_realisasi(i, 44, tahun=2024, triwulan=4, **VERIFIED)
        make_realisasi(i, 99, triwulan=3)
    semua, tahun = [cast.indikator, jumlah, tanpa_rencana], [2024, 2025]
    plans = rencana_approved(cast.pd.pk, tahun)
    baca = CapaianTriwulan(perangkat_daerah=[cast.pd], indikator=semua, tahun=tahun, plans=plans)
    for q in (1, 2, 3, 4):
        matriks = capaian_matriks(perangkat_daerah=cast.pd, indikator=semua, tahun=tahun, sampai=q)
        assert {i.pk: {t: baca.row(i, t, q) for t in tahun} for i in semua} == matriks


def test_a_trend_runs_on_from_what_the_indikator_continues(cast):
    lama = make_indikator(cast.unit)
    cast.indikator.predecessor = lama
    cast.indikator.save()
    for tahun, nilai in ((2022, 70), (2023, 75)):
        TargetRenstra.objects.create(indikator=lama, tahun=tahun, nilai=80)
        make_realisasi(lama, nilai, tahun=tahun, triwulan=4, **VERIFIED)
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2024, nilai=85)
    make_realisasi(cast.indikator, 85, tahun=2024, triwulan=4, **VERIFIED)
    make_realisasi(cast.indikator, 90, tahun=2025, triwulan=4, **VERIFIED)
    g = kartu_indikator(cast.indikator, 2025, 4).grafik["tren-tahun"]
    assert g.labels == ("2022", "2023", "2024", "2025")
    assert [s.nilai for s in g.series] == [(D(80), D(80), D(85), D(90)), (D(70), D(75), D(85), D(90))]
    assert g.sekat == (("2024", f"Renstra {cast.indikator.periode}"),)
    assert g.kalimat == "Realisasi naik dari 70 (2022) menjadi 90 (2025); capaian terhadap target 2025 sebesar 100%."
    make_jadwal(cast.pd, triwulan=4)
    assert grafik(cast, sampai=4)[f"tren-{cast.indikator.pk}"].labels == g.labels


def test_of_overlapping_periods_a_year_counts_one(cast):
    baru = PeriodeRenstra.objects.create(pemerintah_daerah=cast.pemda, tahun_awal=2025, tahun_akhir=2029)
    milik_baru = make_indikator(cast.unit)
    Indikator.objects.filter(pk=milik_baru.pk).update(periode=baru)
    semua = list(Indikator.objects.select_related("periode"))
    assert [i.pk for i in satu_periode(semua, [])] == [milik_baru.pk]
    assert [i.pk for i in satu_periode(semua, [cast.rencana])] == [cast.indikator.pk]
    (row,) = dasbor_daerah([cast.pd], 2025, hari_ini=date(2025, 3, 1), alamat=Alamat()).rows
    assert [i.pk for i in row.bagian.iku] == [cast.indikator.pk]


# --- Quadrants, shares, money ----------------------------------------------------------------------------------------


def test_points_stand_in_the_quadrants_of_the_regencys_own_threshold():
    bands = (BatasKategori(D(85), "Berhasil", "tinggi"), BatasKategori(D(0), "Kurang", "rendah"))
    kebijakan = Kebijakan(kategori=bands)
    isi = {"hemat": (60, 90), "penuh": (95, 85), "tertinggal": (70, 50), "boros": (90, "84.99"), "kosong": (None, 90)}
    titik = [
        titik_kuadran(n, None if x is None else D(x), D(y), kebijakan, desimal_anggaran=2) for n, (x, y) in isi.items()
    ]
    g = grafik_kuadran(titik, batas_kuadran(kebijakan), "Unit kerja")
    assert (g.batas_x, g.batas_y) == (D("80.00"), D(85))
    assert [g.kuadran_of(t) for t in g.titik] == [0, 1, 2, 3, None]
    assert g.kalimat == (
        "2 dari 4 unit kerja mencapai kategori Berhasil; di bawahnya dengan penyerapan di atas median: boros; "
        "1 belum memiliki kedua angkanya. Batas penyerapan adalah mediannya, 80,00%."
    )
    assert g.titik[3].kategori == "Kurang" and g.baris[3][-1] == "Di bawah Berhasil, penyerapan di atas median"
    assert grafik_kuadran(titik[:1], batas_kuadran(kebijakan), "Unit kerja") is None


def test_a_regency_that_set_thresholds_is_drawn_and_spoken_of_by_them(cast):
    """50 of 90 is 55,56% and 90 of 90 is 100%; the money of the first unit is 40%, that of the second 20%."""
    angka = {f"ambang_tw{q}": D(n) for q, n in enumerate((20, 40, 60, 90), start=1)}
    PemerintahDaerah.objects.filter(pk=cast.pemda.pk).update(cara_ambang="TETAP", ambang_capaian=D("85.5"), **angka)
    kedua, sub = make_indikator(cast.other_unit), make_sub_kegiatan(cast.other_unit)
    make_target(cast.rencana, kedua)
    make_pagu(cast.rencana, sub)
    for indikator, nilai in ((cast.indikator, "50"), (kedua, "90")):
        make_realisasi(indikator, nilai, **VERIFIED)
    for satu, uang in ((cast.sub_kegiatan, 400_000), (sub, 199_900)):
        make_realisasi_anggaran(satu, uang, **VERIFIED)
    cast.pd.refresh_from_db()
    g = grafik(cast)["kuadran"]
    assert (g.batas_x, g.batas_y) == (D(20), D("85.5"))
    assert [b[-1] for b in g.baris] == [
        "Capaian di bawah 85,5%, penyerapan mulai 20%",
        "Capaian mulai 85,5%, penyerapan di bawah 20%",
    ]
    assert g.kalimat == (
        f"1 dari 2 unit kerja mencapai capaian 85,5%; di bawahnya dengan penyerapan mulai 20%: {cast.unit.nama}. "
        "Batas penyerapan yang ditetapkan daerah sampai dengan triwulan I adalah 20%."
    )
    assert g.batas_x_teks == "batas penyerapan daerah 20% sampai dengan triwulan I"


def test_a_programme_stands_at_the_mean_of_what_is_below_it(cast):
    """72 and 81 of 90 below one programme are 80% and 90%; the IKU of the sasaran above it is in none."""
    lain = make_sub_kegiatan(cast.unit)
    make_pagu(cast.rencana, lain)
    milik = (cast.sub_kegiatan, cast.sub_kegiatan.kegiatan, lain)
    for unsur, nilai in zip(milik, ("72", "81", "90"), strict=True):
        jenjang = "kegiatan" if unsur is milik[1] else "sub_kegiatan"
        indikator = make_indikator(cast.unit)
        Indikator.objects.filter(pk=indikator.pk).update(jenjang=jenjang, sasaran=None, iku=False, **{jenjang: unsur})
        make_target(cast.rencana, indikator)
        make_realisasi(indikator, nilai, **VERIFIED)
    make_realisasi(cast.indikator, "45", **VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, 400_000, **VERIFIED)
    make_realisasi_anggaran(lain, 500_000, **VERIFIED)
    g = grafik(cast)["kuadran-program"]
    assert [(t.x, t.y) for t in g.titik] == [(D("40.00"), D("85.00")), (D("50.00"), D("100.00"))]
    assert (g.judul, g.batas_x) == ("Capaian terhadap penyerapan tiap program", D("45.00"))


def test_the_median_of_some_figures():
    assert median([D(3), D(1), D(2)]) == D("2.00")
    assert median([D(4), D(1), D(2), D("3.01")]) == D("2.51")


def test_shares_are_named_and_coloured_as_the_regency_decided(cast):
    KategoriCapaian.objects.create(pemerintah_daerah=cast.pemda, batas_bawah=0, label="Kurang", kode="rendah")
    KategoriCapaian.objects.create(pemerintah_daerah=cast.pemda, batas_bawah=95, label="Berhasil", kode="tinggi")
    belum = make_indikator(cast.unit)
    make_target(cast.rencana, belum)
    make_realisasi(cast.indikator, "63", **VERIFIED)
    g = grafik(cast)["kategori"]
    assert [(s.nama, s.nilai, s.kategori, s.teks) for s in g.series] == [
        ("Kurang", (D(1),), ("rendah",), ("1 (50%)",)),
        ("Belum terukur", (D(1),), (), ("1 (50%)",)),
    ]
    assert g.kalimat == "1 dari 2 indikator (50%) berkategori Kurang, 1 belum terukur."


def test_the_budget_tree_adds_up_from_sub_kegiatan_to_programme(cast):
    kedua = make_sub_kegiatan(cast.unit, kegiatan=cast.sub_kegiatan.kegiatan)
    make_pagu(cast.rencana, kedua, 3_000_000)
    make_realisasi_anggaran(cast.sub_kegiatan, 250_000, **VERIFIED)
    g = grafik(cast)["anggaran"]
    (program,) = g.akar
    (kegiatan,) = program.anak
    assert [(s.pagu, s.realisasi) for s in kegiatan.anak] == [(1_000_000, 250_000), (3_000_000, None)]
    for simpul in (kegiatan, program, g.total):
        assert (simpul.pagu, simpul.realisasi, simpul.serapan) == (4_000_000, 250_000, D("6.25"))
        assert (simpul.belum, simpul.jumlah) == (1, 2)
    assert kegiatan.anak[0].alamat == f"sub-kegiatan {cast.sub_kegiatan.pk} 1"
    assert g.kalimat == (
        "Terserap Rp250.000 dari pagu Rp4.000.000 (6,25%); "
        "1 dari 2 sub kegiatan belum memiliki realisasi terverifikasi."
    )


def test_the_list_of_late_sheets_says_by_how_many_days(cast):
    make_jadwal(cast.pd, triwulan=2, batas=date(2025, 7, 10))
    g = grafik(cast, hari_ini=date(2025, 4, 7))["terlambat"]
    assert g.baris == [
        [cast.unit.nama, "TW I", "Terlambat", "0 dari 3", "28 Maret 2025", "10 hari"],
        [cast.unit.nama, "TW II", "Belum diisi", "0 dari 3", "10 Juli 2025", "-"],
    ]
    assert g.kalimat.startswith(f"1 lembar melewati batas waktu, yang terlama 10 hari ({cast.unit.nama});")
    make_realisasi(cast.indikator, "63", status=Status.SUBMITTED)
    assert [b[1] for b in grafik(cast, hari_ini=date(2025, 4, 7))["terlambat"].baris] == ["TW II"]


def test_every_category_of_the_regulation_has_a_sign_of_its_own():
    from indicators.selectors.grafik_panas import SIMBOL

    assert set(SIMBOL) == {k.kode for k in KATEGORI_BAKU} and len(set(SIMBOL.values())) == len(SIMBOL)


def test_what_is_as_low_as_the_lowest_is_not_passed_over():
    assert [serendah(n) for n in (1, 2, 3)] == ["", " dan 1 lainnya yang sama", " dan 2 lainnya yang sama"]
