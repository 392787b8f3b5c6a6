"""The sheet of a quarter: saving a cell, the whole form, submitting, and every refusal on the way."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import AuditEvent, Membership, Realisasi, RealisasiAnggaran, Role, Status, User
from indicators.selectors.isian import lembar_isian
from indicators.selectors.lembar import lembar_ringkas
from sakip.lib.periods import Triwulan
from tests.builders import make_indikator, make_realisasi, make_realisasi_anggaran, make_satuan, make_skala, make_target

HTMX = {"HX-Request": "true"}


def sheet_url(cast, name="realisasi_lembar"):
    return reverse(f"indicators:{name}", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk})


def save_url(cast, indikator=None):
    return reverse(
        "indicators:realisasi_simpan", kwargs={"tahun": 2025, "tw": 1, "pk": (indikator or cast.indikator).pk}
    )


def row(indikator, revisi=0, **values):
    return {f"i{indikator.pk}-{k}": v for k, v in {"revisi": revisi, **values}.items()}


def save(client, cast, **values):
    return client.post(save_url(cast), row(cast.indikator, **values), headers=HTMX)


def test_it_saves_a_number_typed_in_indonesian(client, cast):
    client.force_login(cast.operator)
    response = save(client, cast, nilai="1.234,5")
    assert response.status_code == 200
    stored = Realisasi.objects.get()
    assert (stored.nilai, stored.status, stored.diisi_oleh) == (Decimal("1234.5"), Status.DRAFT, cast.operator)


def test_the_answer_carries_capaian_and_the_progress_of_the_row(client, cast):
    client.force_login(cast.operator)
    html = save(client, cast, nilai="97").content.decode()
    assert "108%" in html
    assert "Sangat Tinggi" in html
    assert 'data-terisi="1"' in html


def test_it_refuses_a_decimal_point_with_a_sentence_and_keeps_what_was_typed(client, cast):
    client.force_login(cast.operator)
    response = save(client, cast, nilai="12.5")
    assert response.status_code == 422
    html = response.content.decode()
    assert 'value="12.5"' in html
    assert "koma" in html
    assert 'aria-invalid="true"' in html
    assert not Realisasi.objects.exists()


def test_it_shows_both_values_when_somebody_else_changed_the_row(client, cast):
    make_realisasi(cast.indikator, "80", revisi=4, diisi_oleh=cast.other)
    client.force_login(cast.operator)
    response = save(client, cast, nilai="85", revisi=3)
    assert response.status_code == 409
    html = response.content.decode()
    assert "menjadi <strong>80</strong>" in html
    assert 'value="85"' in html
    assert 'value="4"' in html, "the new revisi is on the row, so that the person can choose to keep their own"
    assert Realisasi.objects.get().nilai == 80


def test_two_first_values_do_not_overwrite_each_other(client, cast):
    make_realisasi(cast.indikator, "80")
    client.force_login(cast.operator)
    assert save(client, cast, nilai="85", revisi=0).status_code == 409
    assert Realisasi.objects.get().nilai == 80


def test_the_same_save_sent_twice_is_no_conflict(client, cast):
    client.force_login(cast.operator)
    save(client, cast, nilai="80")
    assert save(client, cast, nilai="80", revisi=0).status_code == 200
    assert Realisasi.objects.get().revisi == 1


def test_a_missing_value_is_not_zero(client, cast):
    client.force_login(cast.operator)
    save(client, cast, nilai="")
    assert Realisasi.objects.get().nilai is None


def test_an_operator_of_another_unit_finds_nothing(client, cast):
    client.force_login(cast.other)
    assert client.get(sheet_url(cast)).status_code == 404
    assert save(client, cast, nilai="1").status_code == 404


@pytest.mark.parametrize("role", ["planner", "leader", "auditor"])
def test_who_sees_the_sheet_without_owning_it_may_not_write_it(client, cast, role):
    client.force_login(getattr(cast, role))
    assert client.get(sheet_url(cast)).status_code == 200
    assert save(client, cast, nilai="1").status_code == 403
    assert not Realisasi.objects.exists()


def test_a_closed_quarter_refuses_with_a_sentence(client, cast):
    cast.jadwal.status = "CLOSED"
    cast.jadwal.save()
    client.force_login(cast.operator)
    response = save(client, cast, nilai="1")
    assert response.status_code == 422
    assert "sudah ditutup" in response.content.decode()
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.VERIFIED])
def test_a_submitted_or_verified_row_cannot_be_changed(client, cast, status):
    make_realisasi(cast.indikator, "80", status=status)
    client.force_login(cast.operator)
    assert save(client, cast, nilai="85", revisi=1).status_code == 422
    assert Realisasi.objects.get().nilai == 80


def test_every_save_leaves_an_event_with_the_old_and_the_new_value(client, cast):
    client.force_login(cast.operator)
    save(client, cast, nilai="80")
    save(client, cast, nilai="85", revisi=1)
    event = AuditEvent.objects.filter(aksi="realisasi.saved").latest("nomor")
    assert (event.sebelum, event.sesudah) == ({"nilai": "80"}, {"nilai": "85"})
    assert event.pelaku == cast.operator


def test_the_step_of_a_scale_follows_from_the_number(client, cast):
    skala = make_skala()
    akip = make_indikator(cast.unit, jenis_nilai="PREDIKAT", skala=skala)
    make_target(cast.rencana, akip, None, tingkat=skala.tingkat.get(kode="BB"))
    client.force_login(cast.operator)
    response = client.post(save_url(cast, akip), row(akip, nilai="72,31"), headers=HTMX)
    assert response.status_code == 200
    stored = Realisasi.objects.get()
    assert (stored.nilai, stored.tingkat.kode) == (Decimal("72.31"), "BB")
    assert "100%" in response.content.decode()


def test_a_number_that_contradicts_its_step_is_refused(client, cast):
    skala = make_skala()
    akip = make_indikator(cast.unit, jenis_nilai="PREDIKAT", skala=skala)
    make_target(cast.rencana, akip, None, tingkat=skala.tingkat.get(kode="BB"))
    client.force_login(cast.operator)
    data = row(akip, nilai="72,31", tingkat=skala.tingkat.get(kode="B").pk)
    response = client.post(save_url(cast, akip), data, headers=HTMX)
    assert response.status_code == 422
    assert "berpredikat BB, bukan B" in response.content.decode()


def test_a_ratio_is_computed_from_its_variables(client, cast):
    rasio = make_indikator(cast.unit, rumus="RASIO", jenis_nilai="PERSEN", satuan=make_satuan("%"))
    rasio.variabel.create(peran="PEMBILANG", nama="Program dilaksanakan")
    rasio.variabel.create(peran="PENYEBUT", nama="Program direncanakan")
    make_target(cast.rencana, rasio, "100")
    client.force_login(cast.operator)
    html = client.post(save_url(cast, rasio), row(rasio, pembilang="45", penyebut="46"), headers=HTMX).content.decode()
    assert "45 / 46 × 100 = 97,83" in html
    assert Realisasi.objects.get().nilai == Decimal("97.83")


def test_a_ratio_needs_both_variables_and_no_zero(client, cast):
    rasio = make_indikator(cast.unit, rumus="RASIO")
    make_target(cast.rencana, rasio, "100")
    client.force_login(cast.operator)
    for values in ({"pembilang": "45"}, {"pembilang": "45", "penyebut": "0"}):
        assert client.post(save_url(cast, rasio), row(rasio, **values), headers=HTMX).status_code == 422
    assert not Realisasi.objects.exists()


def test_money_above_pagu_is_refused(client, cast):
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    url = reverse("indicators:anggaran_simpan", kwargs={"tahun": 2025, "tw": 1, "pk": pk})
    data = {f"s{pk}-keuangan": "1.000.001", f"s{pk}-fisik": "10", f"s{pk}-revisi": "0"}
    response = client.post(url, data, headers=HTMX)
    assert response.status_code == 422
    assert "melebihi pagu Rp1.000.000" in response.content.decode()
    assert not RealisasiAnggaran.objects.exists()


def test_money_and_progress_are_saved_with_their_absorption(client, cast):
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    url = reverse("indicators:anggaran_simpan", kwargs={"tahun": 2025, "tw": 1, "pk": pk})
    data = {f"s{pk}-keuangan": "Rp962.500", f"s{pk}-fisik": "99,5", f"s{pk}-revisi": "0"}
    response = client.post(url, data, headers=HTMX)
    assert "96,25%" in response.content.decode()
    stored = RealisasiAnggaran.objects.get()
    assert (stored.keuangan, stored.fisik) == (962_500, Decimal("99.5"))


def test_without_javascript_the_whole_form_is_saved_at_once(client, cast):
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    data = row(cast.indikator, nilai="97") | {f"s{pk}-keuangan": "500.000", f"s{pk}-fisik": "50", f"s{pk}-revisi": "0"}
    assert client.post(sheet_url(cast), data).status_code == 302
    assert Realisasi.objects.get().nilai == 97
    assert RealisasiAnggaran.objects.get().keuangan == 500_000


def test_without_javascript_one_wrong_cell_saves_nothing_and_keeps_all_that_was_typed(client, cast):
    client.force_login(cast.operator)
    pk = cast.sub_kegiatan.pk
    data = row(cast.indikator, nilai="97") | {f"s{pk}-keuangan": "12.5", f"s{pk}-fisik": "50", f"s{pk}-revisi": "0"}
    response = client.post(sheet_url(cast), data)
    assert response.status_code == 422
    html = response.content.decode()
    assert 'value="97"' in html
    assert 'value="12.5"' in html
    assert not Realisasi.objects.exists()


def test_submitting_lists_what_is_missing_and_moves_nothing(client, cast):
    make_realisasi(cast.indikator, "45")
    client.force_login(cast.operator)
    response = client.post(sheet_url(cast, "realisasi_ajukan"))
    assert response.status_code == 422
    html = response.content.decode()
    assert f"{cast.indikator.nama}: di bawah target; isi penyebab dan solusinya" in html
    assert f"{cast.sub_kegiatan.uraian}: realisasi triwulan ini belum diisi" in html
    assert Realisasi.objects.get().status == Status.DRAFT


def test_a_complete_sheet_is_submitted_whole_and_can_be_recalled(client, cast):
    make_realisasi(cast.indikator, "97")
    make_realisasi_anggaran(cast.sub_kegiatan)
    client.force_login(cast.operator)
    assert client.post(sheet_url(cast, "realisasi_ajukan")).status_code == 302
    assert Realisasi.objects.get().status == RealisasiAnggaran.objects.get().status == Status.SUBMITTED
    assert client.post(sheet_url(cast, "realisasi_tarik")).status_code == 302
    assert Realisasi.objects.get().status == RealisasiAnggaran.objects.get().status == Status.DRAFT


def test_a_recall_is_refused_once_a_row_is_verified(client, cast):
    make_realisasi(cast.indikator, "97", status=Status.VERIFIED)
    make_realisasi_anggaran(cast.sub_kegiatan, status=Status.SUBMITTED)
    client.force_login(cast.operator)
    client.post(sheet_url(cast, "realisasi_tarik"))
    assert Realisasi.objects.get().status == Status.VERIFIED


def test_cumulative_money_that_falls_is_a_finding_of_the_sheet(client, cast):
    from tests.builders import make_jadwal

    make_jadwal(cast.pd, triwulan=2)
    make_realisasi_anggaran(cast.sub_kegiatan, 500_000, triwulan=1)
    make_realisasi_anggaran(cast.sub_kegiatan, 400_000, triwulan=2)
    client.force_login(cast.operator)
    url = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 2, "unit": cast.unit.pk})
    assert "realisasi keuangan turun dari triwulan lalu" in client.get(url).content.decode()


@pytest.mark.parametrize("name", ["realisasi_ajukan", "realisasi_tarik"])
def test_changes_of_state_reject_get(client, cast, name):
    client.force_login(cast.operator)
    assert client.get(sheet_url(cast, name)).status_code == 405


def test_what_is_typed_is_escaped(client, cast):
    client.force_login(cast.operator)
    html = save(client, cast, nilai="90", penyebab="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("tw", [1, 4])
def test_the_rows_tell_as_much_progress_as_the_short_list_of_sheets(cast, tw):
    make_target(cast.rencana, make_indikator(cast.unit, akumulasi="TAHUNAN"))
    filled = make_indikator(cast.unit)
    make_target(cast.rencana, filled)
    make_realisasi(filled, "0", triwulan=tw)
    make_realisasi(cast.indikator, None, triwulan=tw)
    make_realisasi_anggaran(cast.sub_kegiatan, None, triwulan=tw)
    quarter = Triwulan(2025, tw)
    isian = lembar_isian(cast.unit, quarter)
    (short,) = lembar_ringkas(perangkat_daerah=cast.pd, triwulan=quarter, units=[cast.unit])
    assert (isian.terisi, isian.jumlah) == (short.terisi, short.jumlah) == (2, 4 if tw == 1 else 5)


def test_an_indikator_outside_the_plan_in_force_cannot_be_filled(client, cast):
    outside = make_indikator(cast.unit)
    client.force_login(cast.operator)
    assert client.post(save_url(cast, outside), row(outside, nilai="1"), headers=HTMX).status_code == 404
    assert not Realisasi.objects.exists()


CHANGES = {
    "evidence": (
        lambda c, r: r.bukti.create(nama="a.pdf", tipe="application/pdf", ukuran=1, sha256="0" * 64),
        "1 berkas",
    ),
    "the unit of measure": (lambda c, r: type(c.indikator.satuan).objects.update(simbol="poin"), "poin"),
    "the name": (lambda c, r: save_as(c.indikator, nama="Nama baru"), "Nama baru"),
    "the policy of the regency": (lambda c, r: save_as(c.pemda, desimal_capaian=2), "107,78%"),
    "its state": (lambda c, r: save_as(r, status="RETURNED", revisi=2), "Dikembalikan"),
}


def save_as(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize("what", CHANGES)
def test_a_row_kept_from_an_earlier_look_is_made_anew_when_something_of_it_changed(client, cast, what):
    change, shown = CHANGES[what]
    value = make_realisasi(cast.indikator, "97")
    client.force_login(cast.operator)
    client.get(sheet_url(cast))
    assert shown not in client.get(sheet_url(cast)).content.decode()
    change(cast, value)
    assert shown in client.get(sheet_url(cast)).content.decode()


def test_the_state_of_the_sheet_can_be_asked_for_alone(client, cast):
    client.force_login(cast.operator)
    save(client, cast, nilai="50")
    html = client.get(sheet_url(cast), {"potongan": "ringkasan"}).content.decode()
    assert html.lstrip().startswith('<div id="ringkasan"')
    assert "Draf" in html
    assert "di bawah target; isi penyebab dan solusinya" in html
    assert "data-grid" not in html


def test_what_the_checks_say_of_a_value_stands_in_its_row(client, cast):
    client.force_login(cast.operator)
    warning = "Capaian di atas 120%"
    assert warning in save(client, cast, nilai="900").content.decode()
    sheet = client.get(sheet_url(cast)).content.decode()
    assert warning in sheet[sheet.index(f'id="baris-realisasi-{cast.indikator.pk}"') :]
    assert warning not in save(client, cast, nilai="90", revisi=1).content.decode()


def test_a_submitted_sheet_offers_nothing_that_fills_it(client, cast):
    client.force_login(cast.operator)
    offers = ("Unggah Excel", "Simpan semua", "Ganti cara")
    page = client.get(sheet_url(cast)).content.decode()
    assert all(o in page for o in offers)
    make_realisasi(cast.indikator, "80", status=Status.SUBMITTED)
    make_realisasi_anggaran(cast.sub_kegiatan, status=Status.SUBMITTED)
    page = client.get(sheet_url(cast)).content.decode()
    assert not [o for o in offers if o in page]


def test_a_save_asks_the_database_fourteen_times(client, cast):
    client.force_login(cast.operator)
    save(client, cast, nilai="1")
    with CaptureQueriesContext(connection) as captured:
        assert save(client, cast, nilai="2", revisi=1).status_code == 200
    assert len([q for q in captured if "SAVEPOINT" not in q["sql"]]) <= 14


def test_who_is_deactivated_or_loses_a_role_is_out_with_the_next_request(client, cast):
    client.force_login(cast.operator)
    assert client.get(sheet_url(cast)).status_code == 200
    cast.operator.membership.all().delete()
    assert client.get(sheet_url(cast)).status_code == 404
    Membership.objects.create(user=cast.operator, role=Role.OPERATOR, unit_kerja=cast.unit)
    assert client.get(sheet_url(cast)).status_code == 200
    User.objects.filter(pk=cast.operator.pk).update(is_active=False)
    assert client.get(sheet_url(cast)).status_code == 302
