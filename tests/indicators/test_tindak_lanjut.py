"""Follow-up items: raised at a row, carried from sheet to sheet until they end, with the last notes at hand."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.exceptions import Closed, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, TindakLanjut
from indicators.selectors.isian import lembar_isian
from indicators.services.tindak_lanjut import (
    tindak_lanjut_akhiri,
    tindak_lanjut_lanjutkan,
    tindak_lanjut_tambah,
    tindak_lanjut_ubah,
)
from sakip.lib.periods import Triwulan
from tests.builders import (
    make_jadwal,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_target,
    make_tindak_lanjut,
)
from tests.indicators.test_realisasi_sheet import HTMX, row, save_url

TW1, TW2, TW3 = (Triwulan(2025, n) for n in (1, 2, 3))
KINI, DULU = date(2025, 5, 1), date(2020, 1, 31)


def tambah(cast, **over):
    isi = {"objek": cast.indikator, "triwulan": TW1, "uraian": "Menyusun jadwal", "by": cast.operator}
    return tindak_lanjut_tambah(**isi | over)


def pada(cast, triwulan):
    """What the sheet of a quarter says: (item, whether it runs) of the section, and the count at the row."""
    isian = lembar_isian(cast.unit, triwulan)
    (baris,) = isian.indikator
    return [(t.item.uraian, t.berjalan) for t in isian.tindak_lanjut], baris.tindak_lanjut.berjalan


def akhiri(item, cast, **over):
    isi = {"item": item, "triwulan": TW2, "status": "SELESAI", "hasil": "Jadwal disepakati.", "revisi": item.revisi}
    tindak_lanjut_akhiri(**isi | {"by": cast.operator} | over)


def sheet(cast, tw):
    return reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": tw, "unit": cast.unit.pk})


def halaman(cast, tw=1, jenis="realisasi", pk=None):
    kwargs = {"jenis": jenis, "tahun": 2025, "tw": tw, "pk": pk or cast.indikator.pk}
    return reverse("indicators:tindak_lanjut", kwargs=kwargs)


def ubah_url(item, tw=1):
    return reverse("indicators:tindak_lanjut_ubah", kwargs={"pk": item.pk, "tahun": 2025, "tw": tw})


# --- Carried over -------------------------------------------------------------------------------------------------


def test_an_item_stands_on_every_later_sheet_until_it_ends(cast):
    make_jadwal(cast.pd, triwulan=2)
    item = tambah(cast)
    assert pada(cast, TW2) == ([("Menyusun jadwal", True)], 1)
    akhiri(item, cast)
    assert pada(cast, TW1) == ([("Menyusun jadwal", True)], 1), "an old sheet says what ran then"
    assert pada(cast, TW2) == ([("Menyusun jadwal", False)], 0), "where it ended it stands with its result"
    assert pada(cast, TW3) == ([], 0)


def test_it_goes_on_into_the_next_year(cast):
    make_target(make_rencana(cast.pd, 2026), cast.indikator)
    tambah(cast)
    assert pada(cast, Triwulan(2026, 1)) == ([("Menyusun jadwal", True)], 1)


def test_an_item_of_a_later_quarter_is_not_on_an_earlier_sheet(cast):
    make_tindak_lanjut(cast.indikator, triwulan=2)
    assert pada(cast, TW1) == ([], 0)


def test_an_item_past_its_day_is_a_warning_at_its_row(cast):
    make_realisasi(cast.indikator, "90")
    tambah(cast, tenggat=DULU)
    isian = lembar_isian(cast.unit, TW1)
    assert [t.pesan for t in isian.peringatan if t.kode == "TINDAK"]
    assert isian.tindak_lanjut[0].terlambat
    akhiri(isian.tindak_lanjut[0].item, cast, triwulan=TW1)
    assert not [t for t in lembar_isian(cast.unit, TW1).peringatan if t.kode == "TINDAK"]


def test_a_saved_row_counts_as_its_sheet_does(client, cast):
    tambah(cast, tenggat=DULU)
    tambah(cast)
    client.force_login(cast.operator)
    html = client.post(save_url(cast), row(cast.indikator, nilai="90"), headers=HTMX).content.decode()
    assert "2 tindak lanjut berjalan" in html
    assert "1 lewat tenggat" in html
    assert html.strip() in client.get(sheet(cast, 1)).content.decode()


# --- The services -------------------------------------------------------------------------------------------------


def test_every_step_leaves_its_event(cast):
    item = tambah(cast, tenggat=KINI, penanggung_jawab="Kasubbag Program")
    ubah = {"item": item, "triwulan": TW1, "by": cast.operator}
    tindak_lanjut_ubah(**ubah, uraian="Menyusun jadwal bersama", penanggung_jawab="", tenggat=None, revisi=1)
    akhiri(item, cast, triwulan=TW1, status="BATAL", hasil="Kegiatannya dihapus.")
    tindak_lanjut_lanjutkan(**ubah, revisi=3)
    events = list(AuditEvent.objects.order_by("nomor").values_list("aksi", "sesudah"))
    assert [a for a, _ in events] == [f"tindak_lanjut.{kerja}" for kerja in ("added", "changed", "ended", "resumed")]
    assert events[1][1] == {"uraian": "Menyusun jadwal bersama", "penanggung_jawab": "", "tenggat": None}
    assert events[2][1]["hasil"] == "Kegiatannya dihapus."
    item.refresh_from_db()
    assert (item.status, item.hasil, item.selesai_tahun, item.revisi) == ("TERBUKA", "", None, 4)


def test_two_people_do_not_end_it_over_each_other(cast):
    item = tambah(cast)
    other = TindakLanjut.objects.get(pk=item.pk)
    akhiri(item, cast, triwulan=TW1)
    with pytest.raises(StaleData):
        akhiri(other, cast, triwulan=TW1, status="BATAL")
    assert TindakLanjut.objects.get().status == "SELESAI"


@pytest.mark.parametrize(
    ("over", "error"),
    [
        ({"hasil": "  "}, InvalidValue),
        ({"hasil": "a" * 501}, InvalidValue),
        ({"status": "TERBUKA"}, InvalidValue),
        ({"triwulan": Triwulan(2024, 4)}, InvalidValue),
        ({"triwulan": TW3}, Closed),
    ],
)
def test_an_end_needs_a_sentence_and_an_open_quarter(cast, over, error):
    item = tambah(cast)
    with pytest.raises(error):
        akhiri(item, cast, **{"triwulan": TW1} | over)
    assert TindakLanjut.objects.get().status == "TERBUKA"


@pytest.mark.parametrize("role", ["other", "planner", "leader", "auditor"])
def test_only_the_unit_writes_them(cast, role):
    item, siapa = tambah(cast), getattr(cast, role)
    with pytest.raises(NotAllowed):
        tambah(cast, by=siapa)
    with pytest.raises(NotAllowed):
        akhiri(item, cast, triwulan=TW1, by=siapa)


def test_a_closed_quarter_takes_none(cast):
    with pytest.raises(Closed):
        tambah(cast, triwulan=TW2)


# --- The pages ---------------------------------------------------------------------------------------------------


def test_it_is_raised_and_ended_on_the_page_of_its_row(client, cast):
    client.force_login(cast.operator)
    data = {"uraian": "Menyusun jadwal", "penanggung_jawab": "Kasubbag", "tenggat": "2099-06-30"}
    page = client.post(halaman(cast), data, follow=True).content.decode()
    assert "tenggat 30 Juni 2099" in page
    item = TindakLanjut.objects.get()
    page = client.post(
        ubah_url(item), {"tindakan": "selesai", "revisi": "1", "hasil": ""}, follow=True
    ).content.decode()
    assert "Tulis hasilnya dalam satu kalimat" in page
    done = {"tindakan": "selesai", "revisi": "1", "hasil": "Disepakati.", "kembali": "lembar"}
    response = client.post(ubah_url(item), done, follow=True)
    assert response.redirect_chain[0][0].endswith("#tindak-lanjut")
    assert "Disepakati." in response.content.decode()
    assert "Lanjutkan lagi" in response.content.decode()


def test_the_sheet_of_the_next_quarter_lists_it_with_its_row(client, cast):
    make_jadwal(cast.pd, triwulan=2)
    tambah(cast)
    client.force_login(cast.operator)
    html = client.get(sheet(cast, 2)).content.decode()
    assert "Tindak lanjut yang berjalan" in html
    assert "Sejak Triwulan I Tahun 2025" in html
    assert "1 tindak lanjut berjalan" in html


def test_who_only_reads_the_sheet_sees_them_without_a_form(client, cast):
    item = tambah(cast)
    client.force_login(cast.auditor)
    for url in (sheet(cast, 1), halaman(cast)):
        html = client.get(url).content.decode()
        assert item.uraian in html
        assert ubah_url(item) not in html


def test_an_empty_item_is_refused_where_it_was_typed(client, cast):
    client.force_login(cast.operator)
    response = client.post(halaman(cast), {"uraian": " ", "penanggung_jawab": "Kasubbag", "tenggat": "besok"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Tulis tindak lanjutnya" in html
    assert 'value="Kasubbag"' in html
    assert "Isi tanggal yang benar" in html


def test_a_row_without_items_says_so_to_its_unit_only(client, cast):
    for role, kata in (("operator", True), ("planner", False)):
        client.force_login(getattr(cast, role))
        assert ("Tambah tindak lanjut" in client.get(sheet(cast, 1)).content.decode()) == kata


def test_no_kind_of_row_but_the_two(client, cast):
    client.force_login(cast.operator)
    assert client.get(halaman(cast, jenis="lain")).status_code == 404
    assert client.get(halaman(cast, jenis="anggaran", pk=cast.sub_kegiatan.pk)).status_code == 200


# --- The notes of the quarter before -----------------------------------------------------------------------------


def test_the_notes_of_the_quarter_before_are_at_hand(client, cast):
    make_jadwal(cast.pd, triwulan=2)
    make_realisasi(cast.indikator, "80", penyebab="Survei terlambat.", solusi="Menambah petugas.")
    make_realisasi_anggaran(cast.sub_kegiatan, penyebab="Lelang gagal.")
    client.force_login(cast.operator)
    html = client.get(sheet(cast, 2)).content.decode()
    assert "Catatan Triwulan I Tahun 2025" in html
    kunci = f"i{cast.indikator.pk}"
    assert f'<span data-catatan-lalu="{kunci}-penyebab">Survei terlambat.</span>' in html
    assert f'<span data-catatan-lalu="{kunci}-solusi">Menambah petugas.</span>' in html
    assert f'<span data-catatan-lalu="s{cast.sub_kegiatan.pk}-penyebab">Lelang gagal.</span>' in html
    assert "data-pakai-catatan" not in client.get(sheet(cast, 1)).content.decode()


def test_in_the_first_quarter_they_are_those_of_the_year_before(client, cast):
    make_realisasi(cast.indikator, "80", tahun=2024, triwulan=4, penyebab="Survei <b>terlambat</b>.")
    make_realisasi_anggaran(cast.sub_kegiatan, tahun=2024, triwulan=4, solusi="Dilanjutkan.")
    client.force_login(cast.operator)
    html = client.get(sheet(cast, 1)).content.decode()
    assert "Catatan Triwulan IV Tahun 2024" in html
    assert "Survei &lt;b&gt;terlambat&lt;/b&gt;." in html
    assert "Dilanjutkan." in html


def test_a_save_of_a_row_costs_no_query_for_its_items(client, cast):
    def cost(revisi):
        with CaptureQueriesContext(connection) as captured:
            data = row(cast.indikator, nilai=str(90 + revisi), revisi=revisi)
            assert client.post(save_url(cast), data, headers=HTMX).status_code == 200
        return len([q for q in captured if "SAVEPOINT" not in q["sql"]])

    client.force_login(cast.operator)
    client.post(save_url(cast), row(cast.indikator, nilai="90"), headers=HTMX)
    few = cost(1)
    for _ in range(5):
        tambah(cast)
    assert cost(2) == few <= 14
