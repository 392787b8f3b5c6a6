"""The Perjanjian Kinerja: parties, plan, sums, and the places of the two signatures."""

from datetime import date

import pytest

from indicators.exceptions import Incomplete
from indicators.models import Kegiatan, Pejabat, Program, RencanaTahunan, SubKegiatan
from reports import pdf
from reports.builders import perjanjian_kinerja
from reports.builders.permintaan import Permintaan
from reports.models import PerjanjianKinerja
from tests import builders as b
from tests.reports import contoh
from tests.reports.baca import buka, teks, urut
from tests.reports.test_sk_iku import sekda


@pytest.fixture
def setda(db):
    """A Setda with Sekda and Bupati, a plan murni (Rp3.000.000 in two programmes) and its perubahan (Rp5.000.000)."""
    pd = b.make_pd(b.make_pemda(nama="Kabupaten Uji", tempat="Kota Uji"))
    sekda(pd)
    bupati(pd)
    unit = b.make_unit(pd)
    indikator = b.make_indikator(unit)
    satu, dua = b.make_sub_kegiatan(unit), b.make_sub_kegiatan(unit)
    murni = b.make_rencana(pd, 2024)
    perubahan = b.make_rencana(pd, 2024, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    for rencana, rupiah in ((murni, (1_000_000, 2_000_000)), (perubahan, (1_500_000, 3_500_000))):
        b.make_target(rencana, indikator, 90)
        for sub, jumlah in zip((satu, dua), rupiah, strict=True):
            b.make_pagu(rencana, sub, jumlah)
    return pd


def bupati(pd, **over) -> Pejabat:
    """The head of the regency."""
    isi = {"nama": "BUPATI UJI", "gelar_depan": "H.", "jabatan": "Bupati Uji"}
    return Pejabat.objects.create(
        pemerintah_daerah=pd.pemerintah_daerah, jenis=Pejabat.Jenis.KEPALA_DAERAH, **isi | over
    )


def build(pd, **over):
    return perjanjian_kinerja.build(Permintaan(pd, 2024, **over))


def sub_kegiatan(unit) -> SubKegiatan:
    """A sub kegiatan of a programme of its own, without a code."""
    pd, sasaran = unit.perangkat_daerah, b.make_sasaran(unit.perangkat_daerah)
    umum = {"periode": sasaran.periode, "perangkat_daerah": pd}
    program = Program.objects.create(**umum, sasaran=sasaran, uraian="Program")
    kegiatan = Kegiatan.objects.create(**umum, program=program, uraian="Kegiatan")
    return SubKegiatan.objects.create(**umum, kegiatan=kegiatan, unit_kerja=unit, uraian="Sub kegiatan")


def sel(tabel) -> list[list[str]]:
    return [[s["teks"] for s in baris] for baris in tabel["baris"]]


def test_the_statement_page_follows_the_order_of_the_regulation():
    urut(
        teks(pdf.render("pdf/perjanjian_kinerja.html", contoh.pk())),
        "PERNYATAAN PERJANJIAN KINERJA",
        "PERJANJIAN KINERJA PERUBAHAN TAHUN 2024",
        "H. PERTAMA, S.IP.",
        "selanjutnya disebut Pihak Pertama",
        "KEDUA, SE",
        "selaku atasan Pihak Pertama, selanjutnya disebut Pihak Kedua",
        "berjanji",
        "membina",
        "Kota Uji,",
        "Pihak Kedua, Pihak Pertama,",
        "Tahun Anggaran",
        "Sasaran Uji",
    )


def test_the_second_party_signs_at_the_left_and_the_first_at_the_right():
    with buka(pdf.render("pdf/perjanjian_kinerja.html", contoh.pk())) as dokumen:
        for halaman in dokumen.pages:
            words = halaman.extract_words()
            pihak = [w for w in words if w["text"] == "Pihak"][-2:]
            kiri, kanan = (words[words.index(w) + 1]["text"] for w in pihak)
            assert (kiri, kanan) == ("Kedua,", "Pertama,")
            assert pihak[0]["x0"] < halaman.width / 2 < pihak[1]["x0"]
            assert abs(pihak[0]["top"] - pihak[1]["top"]) < 2


def test_a_head_of_the_regency_signs_alone():
    sendiri = contoh.pk(pihak_kedua=None, ttd_kedua=None, lampiran_ttd_kedua=None)
    isi = teks(pdf.render("pdf/perjanjian_kinerja.html", sendiri))
    assert "Pihak Kedua" not in isi


def test_the_last_approved_plan_of_the_year_counts(setda):
    payload = build(setda)
    assert payload["judul"] == "PERJANJIAN KINERJA PERUBAHAN TAHUN 2024"
    assert payload["anggaran_kalimat"].startswith("Jumlah APBD Perubahan Tahun 2024 sebesar Rp5.000.000")
    assert [baris[2:] for baris in sel(payload["tabel_program"])] == [
        ["Rp1.500.000", "APBDP"],
        ["Rp3.500.000", "APBDP"],
    ]


def test_the_total_is_the_sum_of_the_lines(setda):
    belanja = sel(build(setda)["tabel_belanja"])
    assert belanja == [
        ["1.", "Belanja Barang dan Jasa", "Rp5.000.000"],
        ["", "Jumlah APBD Perubahan", "Rp5.000.000"],
    ]


def test_the_first_agreement_can_still_be_made(setda):
    murni = RencanaTahunan.objects.get(perangkat_daerah=setda, urutan=1)
    minta = Permintaan(setda, 2024)
    pk = perjanjian_kinerja.perjanjian_untuk(minta, murni)
    payload = build(setda, perjanjian=pk)
    assert payload["judul"] == "PERJANJIAN KINERJA TAHUN 2024"
    assert "APBD Tahun 2024 sebesar Rp3.000.000" in payload["anggaran_kalimat"]


def test_sekda_promises_to_the_bupati(setda):
    payload = build(setda)
    assert payload["pihak_pertama"]["nama"] == "SEKDA UJI, M.Si"
    assert payload["pihak_kedua"]["nama"] == "H. BUPATI UJI"
    assert not PerjanjianKinerja.objects.exists(), "looking at a draft writes nothing"


def test_a_stored_agreement_with_its_reason_counts(setda):
    lain = sekda(setda, nama="YANG MENANDATANGANI")
    PerjanjianKinerja.objects.create(
        rencana=RencanaTahunan.objects.get(urutan=2),
        pihak_pertama=lain,
        pihak_kedua=Pejabat.objects.get(nama="BUPATI UJI"),
        tanggal=date(2024, 10, 2),
        alasan=PerjanjianKinerja.Alasan.PEJABAT,
    )
    payload = build(setda)
    assert payload["pihak_pertama"]["nama"] == "YANG MENANDATANGANI, M.Si"
    assert payload["tempat_tanggal"] == ["Kota Uji, 2 Oktober 2024"]
    assert "karena pergantian atau mutasi pejabat" in payload["alasan"]


def test_without_a_date_the_place_is_left_open(setda):
    assert build(setda)["tempat_tanggal"] == ["Kota Uji, ………… 2024"]


def test_a_plan_without_a_budget_has_no_budget_tables(setda):
    for rencana in RencanaTahunan.objects.all():
        rencana.pagu.all().delete()
    payload = build(setda)
    assert (payload["tabel_belanja"], payload["tabel_program"], payload["anggaran_kalimat"]) == (None, None, "")
    assert pdf.render("pdf/perjanjian_kinerja.html", payload).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("rusak", "kalimat"),
    [
        (lambda pd: RencanaTahunan.objects.update(tahun=2020), "Belum ada rencana tahunan 2024"),
        (lambda pd: Pejabat.objects.filter(jenis="KEPALA_DAERAH").delete(), "menjabat sebagai Pihak Kedua"),
        (lambda pd: Pejabat.objects.filter(jenis="SEKDA").delete(), "Belum tercatat Sekretaris Daerah"),
        (lambda pd: [r.target.all().delete() for r in RencanaTahunan.objects.all()], "belum memuat target"),
    ],
)
def test_what_is_missing_is_named(setda, rusak, kalimat):
    RencanaTahunan.objects.filter(urutan=1).update(tahun=2022)
    rusak(setda)
    with pytest.raises(Incomplete) as ditolak:
        build(setda)
    assert any(kalimat in k for k in ditolak.value.kekurangan), ditolak.value.kekurangan


@pytest.mark.parametrize("jumlah", [3, 30])
def test_queries_do_not_grow_with_the_number_of_rows(setda, django_assert_num_queries, jumlah):
    rencana, unit = RencanaTahunan.objects.get(urutan=2), setda.unit_kerja.first()
    for _ in range(jumlah - 1):
        b.make_target(rencana, b.make_indikator(unit, b.make_sasaran(setda)))
        b.make_pagu(rencana, sub_kegiatan(unit))
    with django_assert_num_queries(12):
        build(setda)
