"""Formulir E.81: the official columns, sums to the rupiah, what is added up how, what is unknown and said."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.exceptions import Incomplete, InvalidValue
from indicators.models import JadwalPengisian, Pejabat, Status, TargetRenstra
from reports import services
from reports.builders import e81
from reports.builders.permintaan import Permintaan
from reports.models import TataDokumen
from sakip.lib.numbers import parse_decimal
from tests import builders as b
from tests.kueri import queries_of
from tests.reports.naskah_demo import baris, payload_demo, tabel

pytestmark = pytest.mark.django_db

# Columns as they are printed: four of words, ten pairs of K and Rp, the unit.
TEKS = ["no", "sasaran", "uraian", "indikator"]
PASANGAN = ["target_renstra", "lalu", "target", "tw1", "tw2", "tw3", "tw4", "realisasi", "renstra", "tingkat"]
NAMA = [*TEKS, *(f"{s} {jenis}" for s in PASANGAN for jenis in ("K", "Rp")), "unit"]
KAKI = 3  # Jumlah, rata-rata, predikat


@pytest.fixture(scope="module")
def demo(demonstration):
    return payload_demo(demonstration)


@pytest.fixture(scope="module")
def rows(demo):
    return [dict(zip(NAMA, r, strict=True)) for r in baris("e81", "E.81")]


def kolom(rows, nama) -> list[int]:
    return [int(parse_decimal(r[nama])) if r[nama] not in ("-", "") else 0 for r in rows]


def satu(rows, uraian):
    return next(r for r in rows if r["uraian"].endswith(uraian))


# --- The form --------------------------------------------------------------------------------------------------------


def test_its_head_is_that_of_the_regulation(demo):
    atas, triwulan, nomor, satuan = tabel("e81")["E.81"]["kepala"]
    assert [s["teks"].split(" (")[0] for s in atas[:4]] == [
        "No",
        "Sasaran",
        "Program/Kegiatan/Sub Kegiatan",
        "Indikator Kinerja Program",
    ]
    assert [s["teks"] for s in atas if s.get("rentang_kolom") == 8] == ["Realisasi Kinerja pada Triwulan"]
    assert [s["teks"] for s in triwulan] == ["I", "II", "III", "IV"]
    assert [s["teks"] for s in nomor] == [*map(str, range(1, 13)), "13 = 6 + 12", "14 = 13/5", "15"]
    assert [s["teks"] for s in satuan] == ["K", "Rp"] * 10
    assert "Tahun 2026 (Akhir Periode)" in atas[4]["teks"]
    assert "(2021–2023)" in atas[5]["teks"]


def test_every_row_of_the_head_covers_all_columns(demo):
    lebar = len(tabel("e81")["E.81"]["lebar"])
    turun = [0] * lebar
    for satu_baris in tabel("e81")["E.81"]["kepala"]:
        isi = sum(s.get("rentang_kolom", 1) for s in satu_baris)
        assert isi + sum(1 for n in turun if n) == lebar
        bebas = [n for n, sisa in enumerate(turun) if not sisa]
        turun = [max(n - 1, 0) for n in turun]
        for sel in satu_baris:
            for _ in range(sel.get("rentang_kolom", 1)):
                turun[bebas.pop(0)] = sel.get("rentang_baris", 1) - 1
    assert not any(turun)


def test_title_names_regency_agency_and_period(demo):
    assert demo["e81"]["judul"] == [
        "FORMULIR E.81",
        "EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH LINGKUP KABUPATEN TANJUNG JABUNG TIMUR",
        "RENJA SEKRETARIAT DAERAH KABUPATEN TANJUNG JABUNG TIMUR",
        "PERIODE PELAKSANAAN TAHUN 2024",
    ]
    assert demo["e81 tw2"]["judul"][-1] == "PERIODE PELAKSANAAN TAHUN 2024 SAMPAI DENGAN TRIWULAN II"
    assert [t["tempat_tanggal"][0] for t in demo["e81"]["ttd"]] == ["Disusun,", "Dievaluasi,"]


# --- Money -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", ["target Rp", "tw1 Rp", "tw2 Rp", "tw3 Rp", "tw4 Rp", "realisasi Rp"])
def test_money_adds_up_from_sub_kegiatan_to_the_total(demo, rows, nama):
    isi = tabel("e81")["E.81"]["baris"][:-KAKI]
    tingkat = [next((s["kelas"] for s in r if "tingkat" in s.get("kelas", "")), "") for r in isi]
    angka = kolom(rows[:-KAKI], nama)

    def jumlah(kelas):
        return sum(n for n, k in zip(angka, tingkat, strict=True) if (kelas in k if kelas else not k))

    total = kolom(rows[-KAKI : -KAKI + 1], nama)[0]
    assert jumlah("") == jumlah("tingkat-kegiatan") == jumlah("tingkat-program") == total


def test_the_total_is_the_published_one_and_the_quarters_make_the_year(rows):
    total = rows[-KAKI]
    assert (total["target Rp"], total["realisasi Rp"]) == ("43.574.741.594", "41.939.766.218")
    for r in rows[: -KAKI + 1]:
        assert sum(kolom([r], f"tw{n} Rp")[0] for n in (1, 2, 3, 4)) == kolom([r], "realisasi Rp")[0]


def test_what_the_data_do_not_hold_is_a_dash_and_said_once(demo, rows):
    for nama in ("target_renstra Rp", "lalu Rp", "renstra Rp", "tingkat Rp"):
        assert {r[nama] for r in rows[:-KAKI] if r["uraian"]} == {"-"}
    kurang = demo["e81"]["tidak_tersedia"]
    assert demo["e81"]["kekurangan"] == []
    assert len(kurang) == len(set(kurang))
    assert any("tahun 2021, 2022, 2023 tidak tercatat" in k for k in kurang)


# --- Performance -----------------------------------------------------------------------------------------------------


def test_a_count_is_added_up_over_quarters_and_years(rows):
    sub = satu(rows, "Fasilitasi Keprotokolan")
    assert [sub[f"tw{n} K"] for n in (1, 2, 3, 4)] == ["20 Laporan"] * 4
    assert (sub["target K"], sub["realisasi K"], sub["target_renstra K"]) == ("80 Laporan", "80 Laporan", "480 Laporan")
    assert (sub["lalu K"], sub["renstra K"], sub["tingkat K"]) == ("-", "-", "-")


def test_an_iku_ends_with_its_last_value(rows):
    ikm = next(r for r in rows if r["indikator"] == "Indeks Kepuasan Masyarakat (IKM)")
    assert (ikm["target_renstra K"], ikm["lalu K"], ikm["renstra K"], ikm["tingkat K"]) == ("98", "88", "97", "98,98")
    assert ikm["uraian"] == "-"
    program = satu(rows, "Program Perekonomian dan Pembangunan")
    assert program["indikator"].endswith("di Bidang Perekonomian dan Pembangunan")
    assert [program[f"tw{n} K"] for n in (1, 2, 3, 4)] == ["18%", "45%", "73%", "98%"]


def test_up_to_a_quarter_nothing_later_is_shown(demo):
    rows = [dict(zip(NAMA, r, strict=True)) for r in baris("e81 tw2", "E.81")]
    assert {r["tw3 K"] for r in rows[:-KAKI]} == {"-"}
    assert rows[-KAKI]["target Rp"] == "41.395.981.000"
    assert rows[-KAKI]["realisasi Rp"] == "18.085.622.591"
    assert (rows[-2]["tw3 K"], rows[-1]["tw3 K"]) == ("-", "-")


def test_mean_and_predicate_stand_below_the_quarters(rows):
    rata, predikat = rows[-2], rows[-1]
    assert rata["no"] == "Rata-rata capaian kinerja (%)"
    assert [predikat[f"tw{n} K"] for n in (1, 2, 3, 4)] == ["Sangat Tinggi"] * 4
    serapan = [
        Decimal(100) * kolom([r], "realisasi Rp")[0] / kolom([r], "target Rp")[0]
        for r in rows[:-KAKI]
        if r["uraian"].startswith("4.") and len(r["uraian"].split()[0]) == 17 or r["uraian"].startswith("Mediasi")
    ]
    assert len(serapan) == 72
    assert abs(parse_decimal(rata["realisasi Rp"]) - sum(serapan) / 72) < Decimal("0.01")
    assert (predikat["tw1 Rp"], predikat["realisasi Rp"]) == ("-", "Sangat Tinggi")


def test_the_boxes_begin_with_what_was_entered(demo):
    kotak = {x["judul"]: x["blok"][0]["asli"] for x in demo["e81"]["bagian"][1:]}
    assert list(kotak) == [
        "Faktor pendorong keberhasilan kinerja:",
        "Faktor penghambat pencapaian kinerja:",
        "Tindak lanjut yang diperlukan dalam triwulan berikutnya:",
        "Tindak lanjut yang diperlukan dalam Renja berikutnya:",
    ]
    assert kotak["Faktor pendorong keberhasilan kinerja:"].startswith(
        "- Indeks Kepuasan Masyarakat (IKM): Nilai survei"
    )
    assert "realisasi 97 dari target akhir Renstra 98 (98,98%)" in list(kotak.values())[3]


# --- Rules -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def setahun(lengkap):
    """The cast in the last year of a period of two years, both with verified values and money."""
    lengkap.rencana.periode.tahun_awal = 2024
    lengkap.rencana.periode.save()
    lalu = b.make_rencana(lengkap.pd, 2024)
    b.make_target(lalu, lengkap.indikator)
    b.make_pagu(lalu, lengkap.sub_kegiatan, 2_000_000)
    TargetRenstra.objects.create(indikator=lengkap.indikator, tahun=2026, nilai=Decimal(100))
    for tahun, uang in ((2024, 1_500_000), (2025, 600_000)):
        b.make_realisasi(lengkap.indikator, "88", tahun, 4, status=Status.VERIFIED)
        b.make_realisasi_anggaran(lengkap.sub_kegiatan, uang, tahun, 4, status=Status.VERIFIED)
    b.make_jadwal(lengkap.pd, 2025, 4, status=JadwalPengisian.Status.CLOSED)
    return lengkap


def formulir(pd, **over):
    payload = e81.build(Permintaan(pd, 2025, **over))
    isi = next(x["tabel"] for x in payload["bagian"][0]["blok"] if x["jenis"] == "tabel")
    return payload, [[s["teks"] for s in r] for r in isi["baris"]]


def test_money_of_the_years_before_is_added_where_all_of_them_are_known(setahun):
    payload, rows = formulir(setahun.pd)
    assert rows[-3][7] == "1.500.000"  # column 6, Rp
    assert rows[-3][-4] == "2.100.000"  # column 13, Rp
    assert not any("Kolom 6 dan 13" in k for k in payload["tidak_tersedia"])


def test_a_quarter_without_its_row_leaves_the_quarter_after_it_unknown(setahun):
    _, rows = formulir(setahun.pd)
    jumlah = rows[-3]
    assert jumlah[11:19:2] == ["-", "-", "-", "-"]  # only the fourth quarter is known, and not what it added
    assert jumlah[19] == "600.000"


def test_it_is_finished_when_the_quarter_is_closed_and_says_its_dashes_below_the_form(setahun):
    minta = Permintaan(setahun.pd, 2025, tanggal=date(2026, 1, 20), final=True)
    payload = e81.build(minta)
    assert payload["kekurangan"] == []
    assert "pagu indikatif Renstra tidak tercatat" in payload["bagian"][0]["blok"][1]["catatan"]
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.OPEN)
    with pytest.raises(Incomplete) as gagal:
        e81.build(minta)
    assert "Triwulan IV Tahun 2025 belum ditutup." in gagal.value.kekurangan[0]


def test_the_head_of_the_planning_agency_evaluates_where_he_is_recorded(lengkap):
    bappeda = b.make_pd(lengkap.pemda, nama="Badan Perencanaan Pembangunan Daerah", jenis="BADAN")
    umum = {"pemerintah_daerah": lengkap.pemda, "perangkat_daerah": bappeda, "jenis": Pejabat.Jenis.KEPALA_PD}
    Pejabat.objects.create(**umum, nama="EVALUATOR", jabatan="Kepala Badan Perencanaan Pembangunan Daerah")
    payload, _ = formulir(lengkap.pd)
    assert payload["ttd"][1]["nama"] == "EVALUATOR"
    assert not any("Badan Perencanaan" in k for k in payload["tidak_tersedia"])


def test_without_programmes_it_is_refused_with_what_to_do(lengkap):
    lengkap.rencana.pagu.all().delete()
    with pytest.raises(Incomplete) as gagal:
        e81.build(Permintaan(lengkap.pd, 2025))
    assert gagal.value.kekurangan[0].endswith("Isi program dan pagunya pada menu Perencanaan.")
    assert e81.periksa(Permintaan(lengkap.pd, 2025)) == gagal.value.kekurangan


def test_each_period_of_evaluation_has_its_own_key(lengkap):
    kunci = [e81.periode_kunci(Permintaan(lengkap.pd, 2025, triwulan=n)) for n in (0, 2, 4)]
    assert kunci == ["2025", "2025-TW2", "2025"]


def test_columns_and_labels_are_data(lengkap):
    kolom = [
        {"sumber": "uraian", "label": "Program", "lebar": 3},
        {"sumber": "target", "label": "Target {tahun}"},
        {"sumber": "realisasi", "label": "Realisasi"},
    ]
    tata = TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="e81", isi={"kolom": kolom})
    payload, rows = formulir(lengkap.pd)
    isi = payload["bagian"][0]["blok"][1]["tabel"]
    assert [s["teks"] for s in isi["kepala"][0]] == ["Program", "Target 2025", "Realisasi"]
    assert len(isi["lebar"]) == 5
    assert rows[-2][0] == "Rata-rata capaian kinerja (%)"
    tata.isi = {"kolom": [{"sumber": "entah", "label": "?"}]}
    tata.save()
    with pytest.raises(InvalidValue, match="kolom ke-1 E.81 tidak dapat dipakai"):
        formulir(lengkap.pd)


def test_building_costs_the_same_queries_at_any_size(lengkap):
    def queries() -> int:
        return queries_of(lambda: e81.build(Permintaan(lengkap.pd, 2025)))

    sedikit = queries()
    for _ in range(6):
        i, sub = b.make_indikator(lengkap.unit), b.make_sub_kegiatan(lengkap.unit)
        b.make_target(lengkap.rencana, i)
        b.make_pagu(lengkap.rencana, sub)
        b.make_realisasi_anggaran(sub, status=Status.VERIFIED)
    assert queries() == sedikit
    assert sedikit <= 55


@pytest.mark.usefixtures("cetak_cepat")
def test_it_is_finished_like_any_document(setahun):
    minta = Permintaan(setahun.pd, 2025, tanggal=date(2026, 1, 20), final=True)
    dokumen = services.dokumen_finalize(jenis="e81", permintaan=minta, by=None)
    assert (dokumen.nomor, dokumen.periode_kunci) == ("", "2025")
