"""The quarterly report: one selector's figures, money by quarter, what is claimed, who is missing."""

from decimal import Decimal

import pytest

from indicators.exceptions import Incomplete
from indicators.models import Indikator, JadwalPengisian, Status
from reports import services
from reports.builders import laporan_triwulan, triwulan_narasi
from reports.builders.permintaan import Permintaan
from reports.builders.triwulan_narasi import FaktaTriwulan, IkuTriwulan, IsianUnit, UangProgram
from reports.models import Narasi, TataDokumen
from sakip.lib.numbers import parse_rupiah
from sakip.lib.periods import Triwulan
from tests import builders as b
from tests.kueri import queries_of
from tests.reports.naskah_demo import baris, payload_demo, tabel

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(demonstration):
    return payload_demo(demonstration)


def semua_blok(payload):
    return [blok for bagian in payload["bagian"] for blok in bagian["blok"]]


def asli(payload, kunci) -> str:
    return next(blok["asli"] for blok in semua_blok(payload) if blok.get("kunci", "").endswith(f".{kunci}"))


def isi_tabel(payload, kode):
    return next(b["tabel"] for b in semua_blok(payload) if b["jenis"] == "tabel" and b["tabel"]["id"] == kode)


# --- The demonstration ---------------------------------------------------------------------------------------------


def test_an_iku_shows_the_quarter_and_the_year_up_to_it(demo):
    rows = {r[2]: r[3:] for r in baris("tw2", "TW kinerja")}
    assert rows["Indeks Kepuasan Masyarakat (IKM)"] == ["90", *["-"] * 7]
    umum = rows["Persentase Koordinasi Pelaksanaan Program di Bidang Administrasi Umum"]
    assert umum == ["100%", "45%", "46%", "102%", "45%", "46%", "102%", "Sangat Tinggi"]


def test_the_fourth_quarter_says_what_the_annual_report_says(demo):
    rows = {r[2]: r[7:] for r in baris("tw4", "TW kinerja")}
    assert rows["Indeks Kepuasan Masyarakat (IKM)"] == ["90", "97", "108%", "Sangat Tinggi"]
    assert rows["Predikat AKIP OPD"] == ["BB", "BB (72,31)", "100%", "Sangat Tinggi"]
    assert rows["Persentase Koordinasi Pelaksanaan Program di Bidang Pemerintahan"][1:3] == ["99%", "99%"]


@pytest.mark.parametrize("nama", ["tw2", "tw4"])
def test_money_adds_up_to_the_rupiah(demo, nama):
    rows = [[parse_rupiah(s) for s in r[2:6]] for r in baris(nama, "TW anggaran")]
    *program, total = rows
    assert [sum(kolom) for kolom in zip(*program, strict=True)] == total
    assert all(pagu - keuangan == sisa for pagu, _, keuangan, sisa in rows)


def test_the_year_ends_with_the_published_sums(demo):
    total = baris("tw4", "TW anggaran")[-1]
    assert (total[2], total[4], total[6]) == ("Rp43.574.741.594", "Rp41.939.766.218", "96,25%")


def test_the_quarters_of_the_plan_murni_are_held_against_it(demo):
    assert "rencana murni tahun 2024" in asli(demo["tw2"], "pendahuluan")
    assert "rencana perubahan tahun 2024" in asli(demo["tw4"], "pendahuluan")
    assert baris("tw2", "TW anggaran")[-1][2] == "Rp41.395.981.000"


def test_causes_stand_as_the_units_entered_them(demo):
    rows = baris("tw4", "TW analisis")
    assert len(rows) == 6
    assert (
        rows[0][2]
        == "Nilai survei seluruh unsur pelayanan berada pada kategori A, sehingga target tahun 2024 terlampaui."
    )
    unit = baris("tw2", "TW catatan unit")
    assert unit[0][0] == "Bagian Umum"
    assert unit[0][3].startswith("Mempercepat dokumen pemilihan penyedia")


def test_charts_say_in_words_what_they_show(demo):
    grafik = [blok for blok in semua_blok(demo["tw4"]) if blok["jenis"] == "grafik"]
    assert [g["nomor"] for g in grafik] == ["Gambar 1", "Gambar 2"]
    assert grafik[0]["alt"].startswith("3 dari 6 indikator mencapai target")
    assert "96,25%" in grafik[1]["alt"]


def test_an_open_quarter_is_a_draft_that_names_nobody_as_done(demo):
    payload = demo["tw1 terbuka"]
    assert payload["judul"][0] == "LAPORAN KINERJA TRIWULAN I"
    assert "belum ditutup" in asli(payload, "pendahuluan")
    assert {r[3] for r in baris("tw1 terbuka", "TW kelengkapan")} == {"Belum diisi"}
    assert [r[4] for r in baris("tw1 terbuka", "TW anggaran")] == ["-"] * 5


def test_units_with_a_kinerja_utama_of_their_own_are_reported(demo):
    rows = tabel("tw1 balangan")["TW kinerja unit"]["baris"]
    assert len(rows) == 49
    assert any("belum tercatat" in k for k in demo["tw1 balangan"]["kekurangan"])


# --- Rules -----------------------------------------------------------------------------------------------------------


def tutup(cast, nomor=1):
    JadwalPengisian.objects.filter(triwulan=nomor).update(status=JadwalPengisian.Status.CLOSED)


def isi_semua(cast, nilai="88", **over):
    verified = {"status": Status.VERIFIED, **over}
    b.make_realisasi(cast.indikator, nilai, **verified)
    b.make_realisasi_anggaran(cast.sub_kegiatan, **verified)


def test_only_verified_values_count(lengkap):
    b.make_realisasi(lengkap.indikator, "88")
    payload = laporan_triwulan.build(Permintaan(lengkap.pd, 2025))
    assert [s["teks"] for s in isi_tabel(payload, "TW kinerja")["baris"][0]][5:7] == ["-", "-"]


def test_without_a_quarter_it_speaks_of_the_last_one_opened(lengkap):
    b.make_jadwal(lengkap.pd, 2025, 2, status=JadwalPengisian.Status.PLANNED)
    assert laporan_triwulan.periode_kunci(Permintaan(lengkap.pd, 2025)) == "2025-TW1"
    JadwalPengisian.objects.filter(triwulan=2).update(status=JadwalPengisian.Status.CLOSED)
    assert laporan_triwulan.periode_kunci(Permintaan(lengkap.pd, 2025)) == "2025-TW2"


def test_a_quarter_that_has_not_begun_is_refused(lengkap):
    with pytest.raises(Incomplete) as gagal:
        laporan_triwulan.build(Permintaan(lengkap.pd, 2025, triwulan=3))
    assert gagal.value.kekurangan == [
        "Triwulan III Tahun 2025 belum dibuka untuk pengisian. Buka triwulan itu pada menu Verifikasi lebih dahulu."
    ]


def test_an_open_quarter_is_not_finished_and_the_units_are_named(lengkap):
    minta = Permintaan(lengkap.pd, 2025, triwulan=1, tanggal=Triwulan(2025, 2).mulai, final=True)
    with pytest.raises(Incomplete) as gagal:
        services.dokumen_finalize(jenis="laporan-triwulan", permintaan=minta, by=lengkap.planner)
    tutup_dulu, unit = gagal.value.kekurangan
    assert tutup_dulu.startswith("Triwulan I Tahun 2025 belum ditutup.")
    assert unit == (
        f"{lengkap.unit.nama}: belum diisi, 0 dari 3 isian terisi. Minta unit itu melengkapi dan mengajukan lembarnya."
    )
    assert laporan_triwulan.periksa(minta) == gagal.value.kekurangan


@pytest.mark.usefixtures("cetak_cepat")
def test_a_closed_quarter_is_finished_under_its_own_key(lengkap):
    isi_semua(lengkap)
    tutup(lengkap)
    minta = Permintaan(lengkap.pd, 2025, triwulan=1, tanggal=Triwulan(2025, 2).mulai, final=True)
    dokumen = services.dokumen_finalize(jenis="laporan-triwulan", permintaan=minta, by=lengkap.planner)
    assert (dokumen.periode_kunci, dokumen.status) == ("2025-TW1", "FINAL")


def test_what_a_planner_wrote_belongs_to_one_quarter(lengkap):
    Narasi.objects.create(
        perangkat_daerah=lengkap.pd,
        tahun=2025,
        jenis="laporan-triwulan",
        bagian="laporan-triwulan.tw1.pendahuluan",
        teks="<p>Kata perencana.</p>",
    )
    b.make_jadwal(lengkap.pd, 2025, 2)
    satu, dua = (laporan_triwulan.build(Permintaan(lengkap.pd, 2025, triwulan=n)) for n in (1, 2))
    assert "Kata perencana" in str(satu)
    assert "Kata perencana" not in str(dua)


def test_a_sub_kegiatan_added_by_the_perubahan_had_nothing_to_spend_before(lengkap):
    ubah = b.make_rencana(lengkap.pd, urutan=2, jenis="PERUBAHAN", berlaku_mulai=2)
    b.make_target(ubah, lengkap.indikator)
    baru = b.make_sub_kegiatan(lengkap.unit)
    for sub in (lengkap.sub_kegiatan, baru):
        b.make_pagu(ubah, sub)
    verified = {"status": Status.VERIFIED}
    b.make_realisasi_anggaran(lengkap.sub_kegiatan, 100_000, triwulan=1, **verified)
    b.make_realisasi_anggaran(lengkap.sub_kegiatan, 300_000, triwulan=2, **verified)
    b.make_realisasi_anggaran(baru, 50_000, triwulan=2, **verified)
    b.make_jadwal(lengkap.pd, 2025, 2)
    rows = isi_tabel(laporan_triwulan.build(Permintaan(lengkap.pd, 2025, triwulan=2)), "TW anggaran")["baris"]
    assert [[s["teks"] for s in r][3:5] for r in rows] == [
        ["Rp200.000", "Rp300.000"],
        ["Rp50.000", "Rp50.000"],
        ["Rp250.000", "Rp350.000"],
    ]


def test_follow_up_that_runs_or_ended_in_the_quarter_is_listed_with_its_result(lengkap):
    b.make_tindak_lanjut(lengkap.indikator, uraian="Menambah petugas", penanggung_jawab="Kasubbag Umum")
    akhir = {"status": "SELESAI", "selesai_tahun": 2025}
    for tw, hasil in ((1, "Lelang selesai."), (2, "Selesai kemudian.")):
        b.make_tindak_lanjut(lengkap.sub_kegiatan, **akhir, selesai_triwulan=tw, hasil=hasil)
    b.make_tindak_lanjut(lengkap.indikator, triwulan=2)
    payload = laporan_triwulan.build(Permintaan(lengkap.pd, 2025, triwulan=1))
    rows = [[sel["teks"] for sel in r] for r in isi_tabel(payload, "TW tindak lanjut")["baris"]]
    assert [(r[-4], r[-3], r[-1]) for r in rows] == [
        ("Menambah petugas", "Kasubbag Umum", "Berjalan"),
        ("Menyusun jadwal bersama kecamatan", "-", "Selesai: Lelang selesai."),
        ("Menyusun jadwal bersama kecamatan", "-", "Berjalan"),
    ]


def test_the_reason_for_money_above_pagu_is_among_what_units_noted(lengkap):
    alasan = {"status": Status.VERIFIED, "alasan_lebih": "Sesuai addendum 2."}
    b.make_realisasi_anggaran(lengkap.sub_kegiatan, 1_100_000, **alasan)
    payload = laporan_triwulan.build(Permintaan(lengkap.pd, 2025, triwulan=1))
    teks = str(isi_tabel(payload, "TW catatan unit"))
    assert "Melebihi pagu: Sesuai addendum 2." in teks


def test_building_costs_the_same_queries_at_any_size(lengkap):
    def queries() -> int:
        return queries_of(lambda: laporan_triwulan.build(Permintaan(lengkap.pd, 2025, triwulan=1)))

    isi_semua(lengkap)
    sedikit = queries()
    for _ in range(6):
        i, sub = b.make_indikator(lengkap.unit), b.make_sub_kegiatan(lengkap.unit)
        b.make_target(lengkap.rencana, i)
        b.make_pagu(lengkap.rencana, sub)
        b.make_realisasi(i, status=Status.VERIFIED, penyebab="Sebab")
    assert queries() == sedikit
    assert sedikit <= 50


@pytest.mark.parametrize(
    ("tanya", "kode"), [("", 200), ("?triwulan=1", 200), ("?triwulan=5", 404), ("?triwulan=x", 404)]
)
def test_the_address_chooses_the_quarter(client, lengkap, tanya, kode):
    client.force_login(lengkap.planner)
    assert client.get(f"/dokumen/{lengkap.pd.kode}/2025/laporan-triwulan/pratinjau.pdf{tanya}").status_code == kode


# --- Sentences -------------------------------------------------------------------------------------------------------


def iku(nama="IKM", capaian: str | None = "100", **over) -> IkuTriwulan:
    angka = None if capaian is None else Decimal(capaian)
    return IkuTriwulan(
        **{"nama": nama, "terjadwal": True, "capaian": angka, "kategori": "Tinggi"}
        | {"penyebab": "", "solusi": ""}
        | over
    )


def fakta(**over) -> FaktaTriwulan:
    isi = {
        "triwulan": Triwulan(2025, 2),
        "nama": "Setda Uji",
        "ditutup": True,
        "rencana": "rencana murni tahun 2025",
        "iku": (iku(),),
        "program": (),
        "total": None,
        "unit": (),
    }
    return FaktaTriwulan(**isi | over)


def test_counts_are_counted_and_a_near_miss_is_not_called_reached():
    teks = triwulan_narasi.capaian(fakta(iku=(iku("A", "101"), iku("B", "100"), iku("C", "99.96"))))
    assert "Dari 3 indikator yang terukur, 1 melampaui target, 1 sesuai target, dan 1 belum mencapai target." in teks
    assert "C (99,96%, Tinggi)" in teks


def test_what_is_not_measured_is_said_and_not_counted():
    teks = triwulan_narasi.capaian(fakta(iku=(iku("A", None), iku("B", None, terjadwal=False))))
    assert "Nilai A belum tersedia" in teks
    assert "B diukur sekali setahun" in teks
    assert "terukur" not in teks


def test_money_that_is_not_known_is_no_percentage():
    total = UangProgram("Jumlah", 100, None, None, None, None)
    assert "belum dapat dihitung" in triwulan_narasi.anggaran(fakta(total=total))
    assert "%" not in triwulan_narasi.anggaran(fakta(total=total))


def test_a_missing_follow_up_is_asked_for():
    kurang = (iku("A", "90", solusi="Mempercepat pengadaan."), iku("B", "80"))
    teks = triwulan_narasi.tindak_lanjut(
        fakta(iku=kurang, unit=(IsianUnit("Bagian Umum", 1, 3, "Draf", selesai=False),))
    )
    assert "- A: mempercepat pengadaan;" in teks
    assert "Tindak lanjut untuk B belum diisi" in teks
    assert "diselesaikan oleh Bagian Umum." in teks


def test_the_highest_programme_is_named_only_when_they_differ():
    def program(nama, serapan):
        return UangProgram(nama, 100, 50, 10, Decimal(serapan), Decimal(50))

    total = program("Jumlah", 50)
    sama = triwulan_narasi.anggaran(fakta(program=(program("A", 50), program("B", 50)), total=total))
    beda = triwulan_narasi.anggaran(fakta(program=(program("A", 40), program("B", 60)), total=total))
    assert "tertinggi" not in sama
    assert "tertinggi terdapat pada B (60,00%) dan terendah pada A (40,00%)" in beda


def test_a_title_left_out_of_the_layout_leaves_out_its_section(lengkap):
    TataDokumen.objects.create(
        perangkat_daerah=lengkap.pd,
        jenis="laporan-triwulan",
        isi={
            "bagian": [
                {"kunci": "tindak_lanjut", "judul": "Rencana Tindak Lanjut"},
                {"kunci": "capaian", "judul": "Hasil"},
            ]
        },
    )
    payload = laporan_triwulan.build(Permintaan(lengkap.pd, 2025))
    assert [(x["nomor"], x["judul"]) for x in payload["bagian"]] == [("A.", "Rencana Tindak Lanjut"), ("B.", "Hasil")]


def test_an_indikator_measured_once_a_year_has_no_target_before(lengkap):
    Indikator.objects.update(akumulasi=Indikator.Akumulasi.TAHUNAN)
    payload = laporan_triwulan.build(Permintaan(lengkap.pd, 2025))
    assert [s["teks"] for s in isi_tabel(payload, "TW kinerja")["baris"][0]][4:] == ["-"] * 7
    assert "diukur sekali setahun" in asli(payload, "capaian")
