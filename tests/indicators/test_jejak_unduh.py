"""The trail as a file: what the page lists, no formula in it, and a bound."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from indicators.models import AuditEvent, SubKegiatan
from indicators.selectors.jejak_baris import baris_jejak
from indicators.services.audit import Event, record_many
from indicators.views import jejak
from tests.kueri import queries_of

URL = reverse("indicators:jejak_unduh")
HILANG = 9_000_000
"""Above the number of any sub kegiatan there is."""


@pytest.fixture
def catat(cast):
    """Three lines; the name of one looks like a formula."""
    nama = ('=HYPERLINK("http://contoh")', "Bagian Umum", "+62 nomor")
    events = [Event("lembar.returned", cast.unit, n, cast.pd, cast.unit, sesudah={"nilai": "5"}) for n in nama]
    record_many(cast.planner, events)
    return cast


def unduh(client, user, **query):
    client.force_login(user)
    return client.get(URL, query)


def baris_csv(jawaban):
    teks = b"".join(jawaban.streaming_content).decode()
    assert teks.startswith("\ufeff")
    return list(csv.DictReader(StringIO(teks[1:]), delimiter=";"))


def test_csv_holds_the_lines_of_the_filter(client, catat):
    (satu,) = baris_csv(unduh(client, catat.auditor, objek="Umum"))
    assert (satu["Objek"], satu["Unit kerja"], satu["Tindakan"]) == (
        "Bagian Umum",
        catat.unit.nama,
        "Mengembalikan lembar",
    )
    assert satu["Perubahan"] == "nilai: 5" and len(satu["Sidik"]) == 64


def test_no_cache_keeps_what_one_person_may_see(client, catat):
    """Files are not kept at all; a page is asked for anew, and going back to it loses nothing that was typed."""
    assert unduh(client, catat.auditor)["Cache-Control"] == "private, no-store"
    assert client.get(reverse("indicators:jejak"))["Cache-Control"] == "private, no-cache"


def test_no_cell_of_the_csv_begins_a_formula(client, catat):
    isi = [sel for baris in baris_csv(unduh(client, catat.auditor)) for sel in baris.values()]
    assert '\'=HYPERLINK("http://contoh")' in isi and "'+62 nomor" in isi
    assert not [sel for sel in isi if sel.startswith(("=", "+", "-", "@"))]


def test_workbook_holds_no_formula_and_sorts_by_number_and_time(client, catat):
    jawaban = unduh(client, catat.auditor, format="xlsx")
    lembar = load_workbook(BytesIO(jawaban.content)).active
    assert [sel.value for sel in lembar[1]][:3] == ["Nomor", "Waktu", "Pelaku"]
    sel = next(s for baris in lembar.iter_rows() for s in baris if str(s.value).startswith("=HYPERLINK"))
    assert sel.data_type == "s" and lembar.max_row == 4
    assert [s.data_type for s in lembar[2]][:3] == ["n", "d", "s"]


def test_a_file_and_the_story_tell_every_value_of_a_whole_plan(client, cast):
    sesudah = {f"{HILANG + n}/5.1.02": n for n in range(1, 99)}
    record_many(cast.planner, [Event("pagu.saved", cast.rencana, "Rencana 2024", cast.pd, sesudah=sesudah)])
    (satu,) = baris_csv(unduh(client, cast.auditor))
    assert f"nomor {HILANG + 98}: Rp98" in satu["Perubahan"] and "isian lain" not in satu["Perubahan"]
    alamat = reverse("indicators:jejak_objek", args=["rencanatahunan", cast.rencana.pk])
    assert f'<a href="{alamat}">dan 86 isian lain</a>' in client.get(reverse("indicators:jejak")).content.decode()
    assert f"nomor {HILANG + 98}:</span> <ins>Rp98" in client.get(alamat).content.decode()


def test_rows_of_a_plan_are_told_by_name_everywhere(client, cast):
    """A row that is gone keeps its key; how many lines there are costs no query."""
    target = {cast.indikator.kode: ["90"], "sudah-dihapus": ["1"]}
    pagu = {f"{cast.sub_kegiatan.pk}/5.1.02": 5}
    isi = [("target.saved", target), ("pagu.saved", pagu)]
    record_many(cast.planner, [Event(a, cast.rencana, "Rencana", cast.pd, sesudah=s) for a, s in isi])
    nama = [f"{cast.indikator.nama} ({cast.indikator.kode}): setahun 90", "sudah-dihapus: setahun 1"]
    SubKegiatan.objects.filter(pk=cast.sub_kegiatan.pk).update(kode="4.01.01.1.01.0001")
    sub = f"4.01.01.1.01.0001 {cast.sub_kegiatan.uraian} · 5.1.02 Belanja Barang dan Jasa"
    perubahan = [b["Perubahan"].split("; ") for b in baris_csv(unduh(client, cast.auditor))]
    assert [sorted(isi) for isi in perubahan] == [[f"{sub}: Rp5"], sorted(nama)]  # PostgreSQL orders keys its own way
    alamat = reverse("indicators:jejak_objek", args=["rencanatahunan", cast.rencana.pk])
    for halaman in (alamat, reverse("indicators:jejak")):
        assert f"{sub}:</span> <ins>Rp5" in client.get(halaman).content.decode()
    rows = list(AuditEvent.objects.select_related("unit_kerja"))
    assert queries_of(lambda: list(baris_jejak(rows * 30))) == queries_of(lambda: list(baris_jejak(rows))) == 3
    assert queries_of(lambda: list(baris_jejak(rows[:0]))) == 0


def test_a_file_is_bounded_and_says_so(client, catat, monkeypatch):
    monkeypatch.setattr(jejak, "MAKS_UNDUH", 2)
    isi = baris_csv(unduh(client, catat.auditor))
    assert len(isi) == 3 and isi[-1]["Nomor"].startswith("Masih ada 1 baris lain")


def test_each_reads_the_own_lines_only(client, catat):
    assert baris_csv(unduh(client, catat.outsider_planner)) == []
    assert unduh(client, catat.operator).status_code == 403


def test_the_list_narrows_by_kind_of_object(client, catat):
    client.force_login(catat.auditor)
    page = client.get(reverse("indicators:jejak"), {"jenis": "unitkerja"})
    assert page.context["table"].paginator.count == 3
    assert '<option value="unitkerja" selected>' in page.content.decode()
