"""The page of all agreements of an agency: every level, per unit, all in one file, and who sees it."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from indicators.models import RencanaTahunan
from reports import services
from reports.builders.permintaan import Permintaan
from tests import builders as b
from tests.kueri import queries_of
from tests.reports.baca import buka, teks
from tests.reports.centang import dicentang
from tests.reports.test_pk_jenjang import TAHUN, Contoh, pejabat


@pytest.fixture
def setda(db) -> Contoh:
    return Contoh()


@pytest.fixture
def planner(client, setda):
    client.force_login(b.make_user("planner", setda.pd))
    return client


def alamat(setda, nama="pk_daftar", *lain) -> str:
    return reverse(f"reports:{nama}", args=[setda.pd.kode, TAHUN, *lain])


def test_every_level_is_listed_with_its_parties_and_its_files(planner, setda):
    setda.kepala["subbagian"].delete()
    isi = planner.get(alamat(setda)).content.decode()
    assert setda.kepala["asisten"].nama in isi
    assert "Menandatangani sendiri" in isi
    for jenis in ("pratinjau", "unduh", "finalisasi"):
        for tanya in (f"unit={setda.bagian.kode}", f"unit={setda.asisten.kode}", "pihak=kepala-daerah"):
            assert f"{alamat(setda, jenis, 'pk')}?rencana={setda.rencana.pk}&amp;{tanya}" in isi
    assert "pejabatnya belum tercatat: Subbagian Arsip." in " ".join(isi.split())


def test_what_cannot_be_made_has_no_link_but_its_gap(planner, setda):
    setda.kepala["bagian"].delete()
    isi = planner.get(alamat(setda)).content.decode()
    assert "Belum tercatat Kepala Bagian Tata Usaha" in isi
    assert f"unit={setda.subbagian.kode}" not in isi


def test_a_unit_is_shown_and_downloaded(planner, setda):
    tanya = f"?unit={setda.subbagian.kode}"
    lihat = planner.get(alamat(setda, "pratinjau", "pk") + tanya)
    assert "SUBBAGIAN ARSIP" in teks(lihat.content)
    unduhan = planner.get(alamat(setda, "unduh", "pk") + tanya)["Content-Disposition"]
    assert unduhan == f'attachment; filename="draf-pk-{setda.pd.kode}-sub-{TAHUN}.pdf"'
    bupati = planner.get(alamat(setda, "pratinjau", "pk") + "?pihak=kepala-daerah")
    assert "Saya berjanji" in teks(bupati.content)


def test_the_plan_of_a_unit_can_be_chosen(planner, setda):
    baru = b.make_rencana(setda.pd, TAHUN, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    url = f"{alamat(setda, 'pratinjau', 'pk')}?unit={setda.bagian.kode}"
    assert planner.get(url).status_code == 422, "the changed plan has no targets yet"
    assert planner.get(f"{url}&rencana={baru.pk}").status_code == 422
    assert planner.get(f"{url}&rencana={setda.rencana.pk}").status_code == 200


def test_a_gap_is_a_page_with_sentences(planner, setda):
    setda.kepala["bagian"].delete()
    jawaban = planner.get(f"{alamat(setda, 'pratinjau', 'pk')}?unit={setda.bagian.kode}")
    assert jawaban.status_code == 422
    assert "Tambahkan pejabatnya pada Perencanaan › Unit kerja › " in jawaban.content.decode()


def test_all_of_them_in_one_file(planner, setda):
    jawaban = planner.get(f"{alamat(setda)}?semua&rencana={setda.rencana.pk}")
    assert jawaban["Content-Disposition"].startswith("attachment")
    with buka(jawaban.content) as dokumen:
        assert len(dokumen.pages) == 10
    setda.rencana.target.all().delete()
    assert planner.get(f"{alamat(setda)}?semua&rencana={setda.rencana.pk}").status_code == 422


@pytest.mark.usefixtures("cetak_cepat")
def test_a_finished_agreement_stands_at_its_own_unit(planner, setda):
    minta = Permintaan(setda.pd, TAHUN, tanggal=date(2024, 2, 1), final=True, unit=setda.bagian)
    dokumen = services.dokumen_finalize(jenis="pk", permintaan=minta, by=None)
    kelompok = planner.get(alamat(setda)).context["kelompok"]
    assert [(baris.satu.nama, baris.dokumen) for baris in kelompok[0].baris if baris.dokumen] == [
        (setda.bagian.nama, dokumen)
    ]


@pytest.mark.usefixtures("cetak_cepat")
def test_a_unit_is_finished_in_the_browser(planner, setda):
    url = f"{alamat(setda, 'finalisasi', 'pk')}?rencana={setda.rencana.pk}&unit={setda.bagian.kode}"
    assert "Bagian Tata Usaha" in planner.get(url).content.decode()
    data = {"tanggal": "2024-02-01", "diperiksa": dicentang(planner, url)}
    assert planner.post(url, data).status_code == 302
    dokumen = setda.pd.dokumen.get()
    assert dokumen.perjanjian_kinerja.unit_kerja == setda.bagian
    assert dokumen.payload["pihak_pertama"]["nama"] == setda.kepala["bagian"].nama


def test_what_is_not_there_is_not_found(planner, setda):
    asing = b.make_unit(b.make_pd(), kode="unit-asing")
    assert planner.get(f"{alamat(setda, 'pratinjau', 'pk')}?unit={asing.kode}").status_code == 404
    assert planner.get(f"{alamat(setda)}?semua&rencana=999999").status_code == 404


@pytest.mark.parametrize(("role", "kode"), [("planner", 200), ("leader", 200), ("operator", 404), ("admin", 404)])
def test_only_who_sees_the_whole_agency_sees_its_agreements(client, setda, monkeypatch, role, kode):
    monkeypatch.setattr("reports.pdf.render", lambda *_, **__: b"%PDF-")
    lingkup = {"operator": setda.bagian, "admin": setda.pd.pemerintah_daerah}.get(role, setda.pd)
    client.force_login(b.make_user(role, lingkup))
    for url in (alamat(setda), f"{alamat(setda)}?semua", f"{alamat(setda, 'unduh', 'pk')}?unit={setda.bagian.kode}"):
        assert client.get(url).status_code == kode


def test_outside_the_agency_nothing_is_there(client, setda):
    client.force_login(b.make_user("planner", b.make_pd()))
    for url in (alamat(setda), f"{alamat(setda)}?semua", f"{alamat(setda, 'unduh', 'pk')}?unit={setda.bagian.kode}"):
        assert client.get(url).status_code == 404


def test_queries_do_not_grow_with_the_number_of_units(planner, setda):
    def hitung() -> int:
        return queries_of(lambda: planner.get(alamat(setda)))

    planner.get(alamat(setda))
    sebelum = hitung()
    for _ in range(10):
        unit = b.make_unit(setda.pd, induk=setda.asisten)
        pejabat(unit, "KABAG")
        setda.target(unit, "kegiatan", b.make_sub_kegiatan(unit).kegiatan, "Terlaksana", 100)
    assert hitung() == sebelum


@pytest.mark.usefixtures("cetak_cepat")
def test_the_levels_are_folds_and_a_finished_one_can_be_replaced(planner, setda):
    minta = Permintaan(setda.pd, TAHUN, tanggal=date(2024, 2, 1), final=True, unit=setda.bagian)
    services.dokumen_finalize(jenis="pk", permintaan=minta, by=None)
    jawaban = planner.get(alamat(setda))
    jenjang = jawaban.context["kelompok"][0].jenjang
    assert [(j.judul, len(j.baris), j.selesai) for j in jenjang] == [
        ("Pimpinan", 2, 0),
        ("Asisten dan staf ahli", 1, 0),
        ("Bagian dan bidang", 1, 1),
        ("Subbagian dan seksi", 1, 0),
    ]
    isi = jawaban.content.decode()
    assert f'aria-label="Buat pengganti {setda.bagian.nama}"' in isi
    assert f'aria-label="Selesaikan {setda.subbagian.nama}"' in isi


def test_the_list_is_filtered_by_words_and_state(planner, setda):
    setda.kepala["bagian"].delete()

    def cocok(**tanya) -> list[str]:
        kelompok = planner.get(alamat(setda), tanya).context["kelompok"]
        return [b.satu.nama for k in kelompok for b in k.baris]

    assert cocok(cari="arsip sub") == [setda.subbagian.nama]
    assert cocok(cari=setda.kepala["asisten"].nama) == [setda.asisten.nama]
    assert cocok(keadaan="belum") == [setda.subbagian.nama]
    assert len(cocok(keadaan="bukan-keadaan")) == 4
    halaman = planner.get(alamat(setda), {"cari": "tidak ada"}).content.decode()
    assert "Tidak ada perjanjian yang cocok" in halaman


def test_the_workbook_holds_the_filtered_list_and_no_formula(planner, setda):
    setda.kepala["asisten"].nama = '=HYPERLINK("http://jahat")'
    setda.kepala["asisten"].save()
    jawaban = planner.get(alamat(setda, "pk_daftar_xlsx"), {"cari": "asisten"})
    assert jawaban["Content-Disposition"] == f'attachment; filename="daftar-pk-{setda.pd.kode}-{TAHUN}.xlsx"'
    buku = load_workbook(BytesIO(jawaban.content))
    assert len(buku.sheetnames) == 2
    lembar = buku[buku.sheetnames[1]]
    kepala = [s.value for s in lembar[3]]
    baris = [dict(zip(kepala, r, strict=True)) for r in lembar.iter_rows(min_row=4)]
    assert [b["Perjanjian"].value for b in baris] == [setda.asisten.nama]
    nama = baris[0]["Pihak Pertama"]
    assert nama.value.startswith("=HYPERLINK")
    assert (nama.data_type, nama.quotePrefix) == ("s", True)
    assert planner.get(alamat(setda, "pk_daftar_xlsx"), {"cari": "tidak ada"}).status_code == 422
