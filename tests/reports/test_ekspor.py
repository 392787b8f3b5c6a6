"""Word and Excel from the pages and the command line; finished documents of older schemas."""

import copy
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from indicators.exceptions import InvalidValue
from indicators.models import Indikator
from reports import services
from reports.builders import REGISTRY
from reports.builders.permintaan import Permintaan
from reports.ekspor.docx import docx
from reports.ekspor.xlsx import xlsx
from reports.models import Dokumen
from reports.upcast import naikkan
from tests.reports import contoh
from tests.reports.ekspor_baca import buka, teks_sel, teks_word

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def alamat(cast, nama: str, jenis: str = "sk-iku") -> str:
    return reverse(f"reports:{nama}", args=[cast.pd.kode, 2025, jenis])


def selesaikan(cast) -> Dokumen:
    """The finished decree of the cast."""
    permintaan = Permintaan(cast.pd, 2025, nomor="13", tanggal=date(2025, 1, 3), final=True)
    return services.dokumen_finalize(jenis="sk-iku", permintaan=permintaan, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize("jenis", ["sk-iku", "pk"])
def test_a_draft_comes_as_word_and_excel(client, lengkap, jenis):
    client.force_login(lengkap.planner)
    word = client.get(alamat(lengkap, "unduh_docx", jenis))
    excel = client.get(alamat(lengkap, "unduh_xlsx", jenis))
    assert (word["Content-Type"], excel["Content-Type"]) == (WORD, EXCEL)
    assert f"draf-{jenis}-{lengkap.pd.kode}-2025.docx" in word["Content-Disposition"]
    assert "no-store" in word["Cache-Control"]
    assert "……" in teks_word(buka(word.content))
    assert len(load_workbook(BytesIO(excel.content)).sheetnames) >= 2


@pytest.mark.django_db
def test_all_agreements_come_in_one_file(client, lengkap):
    client.force_login(lengkap.planner)
    word = client.get(alamat(lengkap, "unduh_docx", "pk") + "?semua")
    assert f"draf-pk-semua-{lengkap.pd.kode}-2025.docx" in word["Content-Disposition"]
    assert teks_word(buka(word.content)).count("PERNYATAAN PERJANJIAN KINERJA") >= 2


@pytest.mark.django_db
def test_what_cannot_be_made_says_what_is_missing(client, cast):
    client.force_login(cast.planner)
    jawaban = client.get(alamat(cast, "unduh_docx"))
    assert jawaban.status_code == 422 and "belum dapat disusun" in jawaban.content.decode()


@pytest.mark.django_db
def test_a_finished_document_is_exported_from_what_was_frozen(client, lengkap):
    dokumen = selesaikan(lengkap)
    lama = Indikator.objects.get(pk=lengkap.indikator.pk).nama
    Indikator.objects.filter(pk=lengkap.indikator.pk).update(nama="Nama Baru Sama Sekali")
    client.force_login(lengkap.planner)
    word = buka(client.get(reverse("reports:berkas_docx", args=[dokumen.pk])).content)
    teks = teks_word(word)
    assert lama in teks and "Nama Baru" not in teks and "……" not in teks
    assert dokumen.kode and dokumen.kode[:4] in teks_sel(word.sections[-1].footer._element)
    buku = load_workbook(BytesIO(client.get(reverse("reports:berkas_xlsx", args=[dokumen.pk])).content))
    isi = [sel.value for baris in buku["Daftar"].iter_rows() for sel in baris]
    assert {"13", "3 Januari 2025", dokumen.payload_sha256} <= set(isi)


@pytest.mark.django_db
def test_a_payload_that_was_changed_is_not_exported(client, lengkap):
    dokumen = selesaikan(lengkap)
    QuerySet(Dokumen).filter(pk=dokumen.pk).update(payload=dokumen.payload | {"menetapkan": "Lain"})
    client.force_login(lengkap.planner)
    jawaban = client.get(reverse("reports:berkas_docx", args=[dokumen.pk]))
    assert jawaban.status_code == 422 and "berubah sejak diselesaikan" in jawaban.content.decode()


@pytest.mark.django_db
def test_the_command_writes_what_the_name_of_the_file_says(lengkap, tmp_path):
    dasar = ["sk-iku", "--perangkat-daerah", lengkap.pd.kode, "--tahun", "2025", "-o"]
    call_command("render_dokumen", *dasar, str(tmp_path / "sk.docx"), stdout=StringIO())
    call_command("render_dokumen", *dasar, str(tmp_path / "SK.XLSX"), stdout=StringIO())
    assert Document(str(tmp_path / "sk.docx")).core_properties.title
    assert load_workbook(tmp_path / "SK.XLSX").sheetnames[0] == "Daftar"
    with pytest.raises(CommandError, match=".docx"):
        call_command("render_dokumen", *dasar, str(tmp_path / "sk.odt"), stdout=StringIO())


# --- Older schemas ----------------------------------------------------------------------------------------------------


def sk_iku_lama() -> dict[str, Any]:
    """A decree as schema 1 froze it, literally."""
    lama = {k: v for k, v in contoh.sk_iku().items() if k != "lampiran"}
    lama["lampiran_judul"] = ["INDIKATOR KINERJA UTAMA", "TAHUN 2021–2026"]
    lama["identitas"] = {"unit_kerja": "Sekretariat Daerah", "tugas_pokok": "Membantu", "fungsi": ["Satu"]}
    lama["tabel"] = contoh.tabel("Lampiran IKU", ["No", "Indikator"], [["1", "Indikator Lama"]])
    lama["lampiran_ttd"] = contoh.ttd("H. PERTAMA, S.IP.", "SEKRETARIS DAERAH")
    return lama


def lkjip_lama() -> dict[str, Any]:
    """An annual report as schema 1 froze it: prose as text and its parts, no annexes."""
    bagian = [
        {"jenis": "paragraf", "teks": "Puji <syukur>."},
        {"jenis": "daftar", "gaya": "huruf", "butir": ["satu", "dua."]},
    ]
    blok = {"jenis": "narasi", "kunci": "lkjip.1.1", "judul": "Latar", "teks": "Puji <syukur>.\na. satu\nb. dua;",
            "asli": "Puji.", "ditulis": True, "bagian": bagian}  # fmt: skip
    satu = {
        "kunci": "1.1",
        "nomor": "1.1",
        "judul": "Latar",
        "jangkar": "b",
        "tingkat": 2,
        "lebar": False,
        "blok": [blok],
    }
    tabel = contoh.tabel("Tabel 1.1", ["A"], [["1"]])
    satu["blok"].append(
        {"jenis": "tabel", "nomor": "Tabel 1.1", "judul": "Isi", "jangkar": "t", "tabel": tabel, "lebar": False,
         "utuh": True, "catatan": ""}
    )  # fmt: skip
    rujukan = [{"nomor": "BAB I", "judul": "Pendahuluan", "jangkar": "a", "tingkat": 1}]
    return {
        "meta": {**contoh.META, "muka": "laporan"},
        "sampul": {"judul": "Laporan Kinerja", "singkatan": "LKjIP", "tahun": "2023", "perangkat_daerah": "Setda",
                   "pemerintah_daerah": "Pemkab", "penyusun": "Bagian", "alamat": "Jalan"},
        "kata_pengantar": blok,
        "ttd": contoh.ttd("H. PERTAMA, S.IP.", "Sekda,"),
        "bab": [{"nomor": "BAB I", "judul": "Pendahuluan", "jangkar": "a", "pembuka": [], "bagian": [satu]}],
        "daftar_isi": rujukan,
        "daftar_tabel": [],
        "daftar_gambar": [],
        "kekurangan": [],
    }  # fmt: skip


def test_a_decree_of_the_first_schema_gets_its_lampiran():
    lama = sk_iku_lama()
    asli = copy.deepcopy(lama)
    baru = naikkan("sk-iku", lama, 1)
    assert lama == asli, "the frozen payload is not touched"
    assert [s["kelompok"][0]["tabel"] for s in baru["lampiran"]] == [lama["tabel"]]
    assert baru["lampiran"][0]["mendatar"] and "tabel" not in baru
    teks = teks_word(buka(docx(baru)))
    assert "Indikator Lama" in teks and "TANGGAL" in teks
    assert "Lampiran IKU" in load_workbook(BytesIO(xlsx(baru))).sheetnames


def test_an_annual_report_of_the_first_schema_keeps_its_prose():
    lama = lkjip_lama()
    baru = naikkan("lkjip", lama, 1)
    blok = baru["bab"][0]["bagian"][0]["blok"][0]
    assert blok["html"] == baru["kata_pengantar"]["html"]
    assert "Puji &lt;syukur&gt;." in blok["html"] and "teks" not in blok and blok["ditulis"]
    teks = teks_word(buka(docx(baru)))
    assert teks.count("Puji <syukur>.") == 2 and "dua." in teks


def test_a_payload_of_the_newest_schema_stays_as_it_is():
    for jenis, builder in REGISTRY.items():
        assert naikkan(jenis, {"meta": {}}, builder.SCHEMA) == {"meta": {}}


@pytest.mark.parametrize("schema", [0, 99])
def test_a_schema_that_no_step_leads_from_is_refused(schema):
    with pytest.raises(InvalidValue, match="tetap berlaku"):
        naikkan("sk-iku", {}, schema)
