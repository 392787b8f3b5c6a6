"""Money typed per quarter or cumulatively, above pagu with a reason, and the sums below the grid."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.exceptions import InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, RealisasiAnggaran, UnitKerja
from indicators.selectors.isian import jumlah_unit, lembar_isian
from indicators.services.realisasi_anggaran import (
    AnggaranEntry,
    cara_anggaran_set,
    realisasi_anggaran_save_many,
)
from sakip.lib.periods import Triwulan
from tests.builders import make_jadwal, make_pagu, make_realisasi_anggaran, make_rencana, make_sub_kegiatan
from tests.indicators.test_realisasi_sheet import HTMX

TW2 = Triwulan(2025, 2)


@pytest.fixture
def kedua(cast):
    """The second quarter, open; Rp500.000 of Rp1.000.000 were spent in the first."""
    make_jadwal(cast.pd, triwulan=2)
    make_realisasi_anggaran(cast.sub_kegiatan, 500_000, fisik=Decimal(40))
    return cast


@pytest.fixture
def sendiri(kedua):
    """The same in a unit that types the quarter's own money."""
    cara_anggaran_set(unit=kedua.unit, cara="TRIWULAN", by=kedua.operator)
    return kedua


def save(cast, **entry):
    entries = [AnggaranEntry(cast.sub_kegiatan, **entry)]
    pagu = {cast.sub_kegiatan.pk: 1_000_000}
    return realisasi_anggaran_save_many(triwulan=TW2, entries=entries, by=cast.operator, pagu=pagu)[0]


def post(client, cast, tw=2, **values):
    pk = cast.sub_kegiatan.pk
    url = reverse("indicators:anggaran_simpan", kwargs={"tahun": 2025, "tw": tw, "pk": pk})
    data = {f"s{pk}-{k}": v for k, v in {"revisi": "0", "cara": "TRIWULAN", **values}.items()}
    return client.post(url, data, headers=HTMX)


def lembar_url(cast, tw=2):
    return reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": tw, "unit": cast.unit.pk})


def kini():
    return RealisasiAnggaran.objects.get(triwulan=2)


# --- The way of typing -------------------------------------------------------------------------------------------


def test_the_quarters_own_money_is_stored_cumulatively(client, sendiri):
    client.force_login(sendiri.operator)
    html = post(client, sendiri, keuangan="150.000", fisik="60").content.decode()
    assert kini().keuangan == 650_000
    assert 'value="150.000"' in html
    assert "s.d. triwulan ini: 650.000" in html
    assert "65,00%" in html


def test_choosing_a_way_changes_no_figure_and_leaves_an_event(client, kedua):
    make_realisasi_anggaran(kedua.sub_kegiatan, 650_000, triwulan=2)
    before = list(RealisasiAnggaran.objects.order_by("triwulan").values())
    client.force_login(kedua.operator)
    assert "triwulan ini saja: 150.000" in client.get(lembar_url(kedua)).content.decode()
    for cara, own in (("TRIWULAN", 'value="150.000"'), ("KUMULATIF", 'value="650.000"')):
        url = reverse("indicators:cara_anggaran", kwargs={"tahun": 2025, "tw": 2, "unit": kedua.unit.pk})
        assert client.post(url, {"cara": cara}).status_code == 302
        assert UnitKerja.objects.get(pk=kedua.unit.pk).cara_anggaran == cara
        assert own in client.get(lembar_url(kedua)).content.decode()
    assert list(RealisasiAnggaran.objects.order_by("triwulan").values()) == before
    events = AuditEvent.objects.filter(aksi="unitkerja.cara_anggaran").order_by("nomor")
    assert [e.sesudah for e in events] == [{"cara_anggaran": "TRIWULAN"}, {"cara_anggaran": "KUMULATIF"}]


def test_choosing_the_same_way_again_says_nothing(kedua):
    cara_anggaran_set(unit=kedua.unit, cara="KUMULATIF", by=kedua.operator)
    assert not AuditEvent.objects.exists()


def test_only_the_unit_chooses_and_only_what_there_is(kedua):
    with pytest.raises(NotAllowed):
        cara_anggaran_set(unit=kedua.unit, cara="TRIWULAN", by=kedua.planner)
    with pytest.raises(InvalidValue):
        cara_anggaran_set(unit=kedua.unit, cara="BULANAN", by=kedua.operator)


def test_a_page_opened_before_the_choice_is_read_as_it_was_typed(client, sendiri):
    client.force_login(sendiri.operator)
    html = post(client, sendiri, cara="KUMULATIF", keuangan="650.000").content.decode()
    assert kini().keuangan == 650_000, "not 500.000 + 650.000"
    assert 'value="650.000"' in html, "the page around it still speaks of cumulative money"


def test_without_the_former_quarter_its_own_money_cannot_be_typed(client, sendiri):
    RealisasiAnggaran.objects.all().delete()
    make_realisasi_anggaran(sendiri.sub_kegiatan, 650_000, triwulan=2)
    client.force_login(sendiri.operator)
    html = client.get(lembar_url(sendiri)).content.decode()
    assert "1 baris: Realisasi keuangan Triwulan I Tahun 2025 belum diisi" in html
    assert f'name="s{sendiri.sub_kegiatan.pk}-keuangan"' not in html
    response = post(client, sendiri, keuangan="1", revisi="1")
    assert response.status_code == 422
    assert "Lengkapi triwulan itu, atau pilih cara kumulatif" in response.content.decode()
    assert post(client, sendiri, fisik="70", revisi="1").status_code == 200
    assert (kini().keuangan, kini().fisik) == (650_000, 70), "a row without the cell leaves the money alone"


def test_what_had_no_pagu_before_begins_at_nothing(client, sendiri):
    baru = make_sub_kegiatan(sendiri.unit)
    perubahan = make_rencana(sendiri.pd, urutan=2, jenis="PERUBAHAN", berlaku_mulai=2)
    make_pagu(perubahan, baru)
    sendiri.sub_kegiatan = baru
    client.force_login(sendiri.operator)
    assert post(client, sendiri, keuangan="300.000").status_code == 200
    assert kini().keuangan == 300_000


def test_somebody_elses_figure_is_shown_in_the_way_it_is_typed(client, sendiri):
    make_realisasi_anggaran(sendiri.sub_kegiatan, 700_000, triwulan=2, revisi=4, diisi_oleh=sendiri.other)
    client.force_login(sendiri.operator)
    response = post(client, sendiri, keuangan="150.000", fisik="50", revisi="3")
    html = response.content.decode()
    assert response.status_code == 409
    assert "menjadi <strong>200.000</strong>, isian Anda <strong>150.000</strong>" in html
    assert kini().keuangan == 700_000


def test_the_same_save_sent_twice_is_no_conflict(sendiri):
    save(sendiri, keuangan=150_000, sendiri=True, fisik=Decimal(50))
    assert save(sendiri, keuangan=150_000, sendiri=True, fisik=Decimal(50), revisi=0).revisi == 1
    with pytest.raises(StaleData):
        save(sendiri, keuangan=160_000, sendiri=True, fisik=Decimal(50), revisi=0)


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_the_whole_sheet_and_a_pasted_block_are_read_alike(client, sendiri, headers):
    pk = sendiri.sub_kegiatan.pk
    client.force_login(sendiri.operator)
    data = {f"s{pk}-revisi": "0", f"s{pk}-cara": "TRIWULAN", f"s{pk}-keuangan": "150.000", f"s{pk}-fisik": "60"}
    response = client.post(lembar_url(sendiri), data, headers=headers)
    assert kini().keuangan == 650_000
    if headers:
        html = response.content.decode()
        assert 'value="150.000"' in html
        assert 'id="jumlah-anggaran" hx-swap-oob="true"' in html
    again = client.post(lembar_url(sendiri), data | {f"s{pk}-revisi": "1"}, headers=headers)
    assert again.status_code in (200, 302)
    assert kini().revisi == 1, "nothing was changed, so nothing is stored"


def test_a_refusal_of_the_whole_sheet_keeps_what_was_typed_in_its_way(client, sendiri):
    pk = sendiri.sub_kegiatan.pk
    client.force_login(sendiri.operator)
    data = {f"s{pk}-revisi": "0", f"s{pk}-cara": "TRIWULAN", f"s{pk}-keuangan": "150.000", f"s{pk}-fisik": "101"}
    cara_anggaran_set(unit=sendiri.unit, cara="KUMULATIF", by=sendiri.operator)
    html = client.post(lembar_url(sendiri), data).content.decode()
    assert 'value="150.000"' in html
    assert f'name="s{pk}-cara" value="TRIWULAN"' in html


# --- Above pagu ---------------------------------------------------------------------------------------------------


def test_money_above_pagu_asks_for_a_reason_and_keeps_it(client, sendiri):
    client.force_login(sendiri.operator)
    refused = post(client, sendiri, keuangan="600.000", fisik="100")
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Realisasi Rp1.100.000 melebihi pagu Rp1.000.000" in html
    assert "Alasan melebihi pagu" in html
    assert 'value="600.000"' in html
    saved = post(client, sendiri, keuangan="600.000", fisik="100", alasan_lebih="Kurs naik,\n sesuai addendum 2.")
    assert saved.status_code == 200
    assert kini().alasan_lebih == "Kurs naik, sesuai addendum 2."
    event = AuditEvent.objects.get(aksi="realisasi_anggaran.saved")
    assert event.sesudah["alasan_lebih"] == "Kurs naik, sesuai addendum 2."


def test_the_reason_is_a_warning_explained_for_the_unit_and_the_verifier(client, kedua):
    save(kedua, keuangan=1_100_000, fisik=Decimal(100), alasan_lebih="Sesuai addendum 2.")
    isian = lembar_isian(kedua.unit, TW2)
    (temuan,) = [t for t in isian.dijelaskan if t.kode == "SUM"]
    assert temuan.penjelasan == "Sesuai addendum 2."
    assert "SUM" not in [t.kode for t in isian.kekurangan]
    client.force_login(kedua.planner)
    for name in ("realisasi_lembar", "verifikasi_lembar"):
        url = reverse(f"indicators:{name}", kwargs={"tahun": 2025, "tw": 2, "unit": kedua.unit.pk})
        assert "Sesuai addendum 2." in client.get(url).content.decode()


def test_the_reason_is_changed_in_its_row_and_not_beside_the_finding(client, kedua):
    save(kedua, keuangan=1_100_000, fisik=Decimal(100), alasan_lebih="Sesuai addendum 2.")
    client.force_login(kedua.operator)
    html = client.get(lembar_url(kedua)).content.decode()
    assert "1 hal sudah dijelaskan" in html
    assert 'name="kode" value="SUM"' not in html


def test_the_reason_goes_when_the_money_is_within_pagu_again(kedua):
    save(kedua, keuangan=1_100_000, alasan_lebih="Sesuai addendum 2.")
    save(kedua, keuangan=1_000_000, alasan_lebih="Sesuai addendum 2.", revisi=1)
    assert kini().alasan_lebih == ""


def test_a_save_that_says_nothing_of_the_reason_leaves_it(kedua):
    save(kedua, keuangan=1_100_000, alasan_lebih="Sesuai addendum 2.")
    save(kedua, keuangan=1_200_000, fisik=Decimal(80), revisi=1)
    assert (kini().keuangan, kini().alasan_lebih) == (1_200_000, "Sesuai addendum 2.")


def test_a_reason_of_blanks_or_without_end_is_none(kedua):
    for alasan in ("  ", "a" * 301):
        with pytest.raises(InvalidValue):
            save(kedua, keuangan=1_100_000, alasan_lebih=alasan)


# --- The foot of the grid ---------------------------------------------------------------------------------------


def test_the_foot_sums_pagu_money_and_absorption_and_follows_each_save(client, kedua):
    other = make_sub_kegiatan(kedua.unit)
    make_pagu(kedua.rencana, other, 3_000_000)
    client.force_login(kedua.operator)
    assert "0 dari 2 baris terisi keuangannya" in client.get(lembar_url(kedua)).content.decode()
    html = post(client, kedua, cara="KUMULATIF", keuangan="1.000.000").content.decode()
    foot = html[html.index('id="jumlah-anggaran"') :]
    assert "4.000.000" in foot
    assert "1.000.000" in foot
    assert "25,00%" in foot
    assert "1 dari 2 baris" in foot
    assert jumlah_unit(kedua.unit, TW2, "KUMULATIF") == lembar_isian(kedua.unit, TW2).jumlah_anggaran("KUMULATIF")


def test_the_foot_of_the_quarters_own_money_says_both(sendiri):
    save(sendiri, keuangan=150_000, sendiri=True)
    jumlah = jumlah_unit(sendiri.unit, TW2, "TRIWULAN")
    assert (jumlah.keuangan_sendiri, jumlah.keuangan, jumlah.lalu) == (150_000, 650_000, 500_000)


def test_the_foot_takes_a_quarter_away_only_from_rows_that_have_the_next(sendiri):
    baru, kosong = make_sub_kegiatan(sendiri.unit), make_sub_kegiatan(sendiri.unit)
    make_pagu(sendiri.rencana, kosong)
    make_realisasi_anggaran(kosong, 900_000)
    make_pagu(make_rencana(sendiri.pd, urutan=2, jenis="PERUBAHAN", berlaku_mulai=2), baru)
    for sub in (sendiri.sub_kegiatan, kosong):
        make_pagu(sendiri.pd.rencana.get(urutan=2), sub)
    make_realisasi_anggaran(baru, 300_000, triwulan=2)
    save(sendiri, keuangan=150_000, sendiri=True)
    jumlah = jumlah_unit(sendiri.unit, TW2, "TRIWULAN")
    assert (jumlah.keuangan_sendiri, jumlah.keuangan, jumlah.lalu) == (450_000, 950_000, 1_400_000)
    assert jumlah == lembar_isian(sendiri.unit, TW2).jumlah_anggaran("TRIWULAN")


def test_a_refused_row_leaves_the_foot_alone(client, kedua):
    client.force_login(kedua.operator)
    assert "jumlah-anggaran" not in post(client, kedua, fisik="101").content.decode()


@pytest.mark.parametrize("cara", ["KUMULATIF", "TRIWULAN"])
def test_a_save_costs_few_queries_whatever_the_number_of_rows(client, kedua, cara):
    def cost(revisi):
        with CaptureQueriesContext(connection) as captured:
            response = post(client, kedua, cara=cara, keuangan=str(100 + revisi), revisi=str(revisi))
        assert response.status_code == 200
        return len([q for q in captured if "SAVEPOINT" not in q["sql"]])

    client.force_login(kedua.operator)
    post(client, kedua, cara=cara, keuangan="1")
    few = cost(1)
    for _ in range(10):
        sub = make_sub_kegiatan(kedua.unit)
        make_pagu(kedua.rencana, sub)
        make_realisasi_anggaran(sub)
    assert cost(2) == few <= 14
