"""The IKU decree: what it is made of, what it leaves out, when it is refused."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.exceptions import Incomplete, InvalidValue
from indicators.models import DasarHukum, Pejabat, Peraturan, TargetRenstra
from reports import pdf
from reports.builders import sk_iku
from reports.builders.permintaan import Permintaan
from reports.models import TataDokumen
from tests import builders as b
from tests.reports import contoh
from tests.reports.baca import buka, teks, urut


@pytest.fixture
def setda(db):
    """A Setda with a Sekda, one IKU with a target, and another sasaran of a Bagian with an IKU of its own."""
    pd = b.make_pd(b.make_pemda(nama="Kabupaten Uji", tempat="Kota Uji"))
    sekda(pd)
    unit = b.make_unit(pd)
    sasaran = b.make_sasaran(pd, uraian="Meningkatnya Mutu Pelayanan")
    indikator = b.make_indikator(unit, sasaran, nama="Indeks Kepuasan")
    TargetRenstra.objects.create(indikator=indikator, tahun=2024, nilai=Decimal("82.5"))
    b.make_indikator(unit, b.make_sasaran(pd, unit_kerja=unit), nama="Milik Bagian")
    return pd


def sekda(pd, **over) -> Pejabat:
    """An official at the head of a Setda."""
    isi = {"nama": "SEKDA UJI", "gelar_belakang": "M.Si", "jabatan": f"Sekretaris Daerah {pd.pemerintah_daerah.nama}"}
    return Pejabat.objects.create(
        pemerintah_daerah=pd.pemerintah_daerah, perangkat_daerah=pd, jenis=Pejabat.Jenis.SEKDA, **isi | over
    )


def build(pd, **over):
    return sk_iku.build(Permintaan(pd, 2024, **over))


def tabel(payload) -> dict:
    """The table of the first Lampiran."""
    return payload["lampiran"][0]["kelompok"][0]["tabel"]


def kepala_kolom(payload) -> list[str]:
    return [sel["teks"] for baris in tabel(payload)["kepala"][:-1] for sel in baris]


def test_the_parts_stand_in_the_order_of_a_decree():
    urut(
        teks(pdf.render("pdf/sk_iku.html", contoh.sk_iku())),
        "PEMERINTAH KABUPATEN UJI",
        "KEPUTUSAN SEKRETARIS DAERAH KABUPATEN UJI",
        "NOMOR",
        "TENTANG",
        "INDIKATOR KINERJA UTAMA",
        "SEKRETARIS DAERAH KABUPATEN UJI,",
        "Menimbang",
        "a. bahwa",
        "Mengingat",
        "1. Undang-Undang",
        "MEMUTUSKAN:",
        "Menetapkan",
        "KESATU",
        "KEDUA",
        "H. PERTAMA, S.IP.",
        "Tembusan",
        "LAMPIRAN",
        "Indikator Uji",
        "H. PERTAMA, S.IP.",
    )


def test_a_label_stands_on_the_line_of_its_text():
    with buka(pdf.render("pdf/sk_iku.html", contoh.sk_iku())) as dokumen:
        words = dokumen.pages[0].extract_words()
    for label, awal in (("Menimbang", "a."), ("Mengingat", "1."), ("KESATU", "Menetapkan.")):
        kiri = next(w for w in words if w["text"] == label)
        assert any(w["text"] == awal and abs(w["bottom"] - kiri["bottom"]) < 2 for w in words), label


def test_a_draft_shows_placeholders_and_a_numbered_one_the_number(setda):
    draf = build(setda)
    assert draf["kepala"]["nomor"] == "NOMOR …… TAHUN 2024"
    assert draf["meta"]["draf"] is True
    final = build(setda, nomor="13 TAHUN 2025", tanggal=date(2025, 1, 3), final=True)
    assert (final["kepala"]["nomor"], final["kepala"]["tanggal"]) == ("NOMOR 13 TAHUN 2025", "3 JANUARI 2025")
    assert final["penetapan"]["tempat_tanggal"] == ["Ditetapkan di Kota Uji", "pada tanggal 3 Januari 2025"]
    assert final["meta"]["draf"] is False


def test_it_lists_the_iku_of_the_agency_and_not_those_of_a_bagian(setda):
    teks_tabel = [sel["teks"] for baris in tabel(build(setda))["baris"] for sel in baris]
    assert "Indeks Kepuasan" in teks_tabel
    assert "Milik Bagian" not in teks_tabel
    assert "82,5" in teks_tabel


def test_targets_of_all_years_are_columns_and_a_missing_one_is_a_dash(setda):
    payload = build(setda)
    assert [t for t in kepala_kolom(payload) if t.isdigit()] == ["2021", "2022", "2023", "2024", "2025", "2026"]
    assert sum(sel["teks"] == "-" for sel in tabel(payload)["baris"][0]) == 5


def test_without_targets_there_are_no_target_columns(setda):
    TargetRenstra.objects.all().delete()
    kolom = kepala_kolom(build(setda))
    assert "Target Tahun" not in kolom
    assert "2024" not in kolom
    assert "Indikator Kinerja Utama" in kolom


def test_columns_that_nobody_filled_are_left_out(setda):
    kolom = kepala_kolom(build(setda))
    assert "Penjelasan" not in kolom
    assert "Kondisi Awal" not in kolom


def test_widths_of_the_columns_add_up_to_the_page(setda):
    lebar = sum(Decimal(w.rstrip("%")) for w in tabel(build(setda))["lebar"])
    assert abs(lebar - 100) < Decimal("0.05")


def test_an_institution_decides_its_columns_and_sentences(setda):
    isi = {"kolom": [{"sumber": "indikator", "label": "IKU", "lebar": 1}], "diktum": ["Untuk {pd}."], "nomor_kolom": ""}
    TataDokumen.objects.create(perangkat_daerah=setda, jenis="sk-iku", isi=isi | {"asing": 1})
    payload = build(setda)
    assert tabel(payload)["kepala"] == [[{"teks": "IKU"}]]
    assert payload["diktum"] == [{"label": "KESATU", "isi": "Untuk Sekretariat Daerah Kabupaten Uji."}]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"kolom": [{"sumber": "rahasia", "label": "X", "lebar": 1}]}, "kolom ke-1 tidak dapat dipakai"),
        ({"kolom": [{"sumber": "no"}]}, "kolom ke-1 tidak dapat dipakai"),
        ({"kolom": [{"sumber": "no", "label": "No", "lebar": 0}]}, "kolom ke-1 tidak dapat dipakai"),
        ({"kolom": ["no"]}, "kolom ke-1 tidak dapat dipakai"),
        ({"diktum": "satu kalimat"}, "“diktum” harus berupa daftar"),
        ({"kertas": 4}, "“kertas” harus berupa teks"),
    ],
)
def test_a_layout_that_cannot_be_used_is_refused_with_a_sentence(setda, isi, kalimat):
    TataDokumen.objects.create(perangkat_daerah=setda, jenis="sk-iku", isi=isi)
    with pytest.raises(InvalidValue, match=kalimat):
        build(setda)


def test_regulations_are_cited_in_their_order_with_semicolons_and_a_full_stop(setda):
    for urutan, (kode, nomor, tahun) in enumerate([("uu-23", "23", 2014), ("per-09", "PER/09/M.PAN/5/2007", 2007)]):
        p = Peraturan.objects.create(kode=kode, jenis="Peraturan", nomor=nomor, tahun=tahun, tentang="Uji")
        DasarHukum.objects.create(perangkat_daerah=setda, bagian="SK_IKU", peraturan=p, urutan=urutan)
    assert build(setda)["mengingat"] == [
        "Peraturan Nomor 23 Tahun 2014 tentang Uji;",
        "Peraturan Nomor PER/09/M.PAN/5/2007 tentang Uji.",
    ]


def test_without_iku_it_is_refused_and_says_what_to_do(setda):
    setda.indikator.update(iku=False)
    with pytest.raises(Incomplete) as ditolak:
        build(setda)
    assert "belum memiliki Indikator Kinerja Utama" in ditolak.value.kekurangan[0]
    assert sk_iku.periksa(Permintaan(setda, 2024)) == ditolak.value.kekurangan


def test_without_a_signatory_it_is_refused(setda):
    Pejabat.objects.all().delete()
    assert "Belum tercatat Sekretaris Daerah Kabupaten Uji" in sk_iku.periksa(Permintaan(setda, 2024))[0]


def test_outside_every_period_it_is_refused(setda):
    assert "periode Renstra yang memuat tahun 2040" in sk_iku.periksa(Permintaan(setda, 2040))[0]


def test_who_was_in_office_on_the_day_signs(setda):
    Pejabat.objects.update(selesai=date(2024, 6, 30))
    sekda(setda, nama="SEKDA BARU", mulai=date(2024, 7, 1), kedudukan="Plt.")
    assert build(setda, tanggal=date(2024, 3, 1))["penetapan"]["nama"] == "SEKDA UJI, M.Si"
    plt = build(setda)
    assert plt["penetapan"]["nama"] == "SEKDA BARU, M.Si"
    assert plt["penetapan"]["jabatan"] == ["Plt. SEKRETARIS DAERAH", "KABUPATEN UJI,"]
    assert plt["kepala"]["penetap"] == "SEKRETARIS DAERAH KABUPATEN UJI,"


def test_a_number_with_a_step_prints_both_and_a_step_alone_only_itself(setda):
    skala = b.make_skala()
    unit = setda.unit_kerja.first()
    i = b.make_indikator(unit, b.make_sasaran(setda), jenis_nilai="PREDIKAT", skala=skala)
    bb = skala.tingkat.get(kode="BB")
    TargetRenstra.objects.create(indikator=i, tahun=2024, tingkat=bb)
    TargetRenstra.objects.create(indikator=i, tahun=2025, tingkat=bb, nilai=Decimal("74.4"))
    baris = [sel["teks"] for sel in tabel(build(setda))["baris"][1]]
    assert "BB" in baris
    assert "BB (74,4)" in baris


@pytest.mark.parametrize("jumlah", [3, 30])
def test_queries_do_not_grow_with_the_number_of_iku(setda, django_assert_num_queries, jumlah):
    for _ in range(jumlah - 1):
        i = b.make_indikator(setda.unit_kerja.first(), b.make_sasaran(setda))
        TargetRenstra.objects.create(indikator=i, tahun=2024, nilai=1)
    with django_assert_num_queries(13):
        payload = build(setda)
    assert len(tabel(payload)["baris"]) == jumlah
