"""Verification and the quarter: return with notes, verify, close, reopen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import AuditEvent, JadwalPengisian, Lembar, Realisasi, Status
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.periods import Triwulan
from tests.builders import make_realisasi, make_realisasi_anggaran, make_user

TW1 = Triwulan(2025, 1)


@pytest.fixture
def submitted(cast):
    cast.realisasi = make_realisasi(cast.indikator, "97", diisi_oleh=cast.operator)
    cast.anggaran = make_realisasi_anggaran(cast.sub_kegiatan, diisi_oleh=cast.operator)
    realisasi_transition(action="submit", unit=cast.unit, triwulan=TW1, by=cast.operator)
    return cast


def sheet(cast):
    return reverse("indicators:verifikasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk})


def quarter(cast, name):
    return reverse(f"indicators:{name}", kwargs={"pd": cast.pd.kode, "tahun": 2025, "tw": 1})


def test_the_queue_shows_what_waits(client, submitted):
    client.force_login(submitted.planner)
    html = client.get(reverse("indicators:verifikasi_antrean")).content.decode()
    assert submitted.unit.nama in html
    assert "1 lembar menunggu verifikasi" in html


@pytest.mark.parametrize("role", ["operator", "leader", "auditor"])
def test_only_a_planner_opens_the_queue(client, submitted, role):
    client.force_login(getattr(submitted, role))
    assert client.get(reverse("indicators:verifikasi_antrean")).status_code == 403
    assert client.post(sheet(submitted), {"tindakan": "verify"}).status_code == 403


def test_a_planner_of_another_regency_finds_nothing(client, submitted):
    client.force_login(submitted.outsider_planner)
    assert client.get(sheet(submitted)).status_code == 404
    assert client.post(quarter(submitted, "triwulan_tutup")).status_code == 404


def test_a_sheet_goes_back_with_its_note_and_the_note_at_the_row(client, submitted):
    client.force_login(submitted.planner)
    data = {
        "tindakan": "return",
        "catatan": "Lampirkan hasil survei.",
        f"catatan-realisasi-{submitted.realisasi.pk}": "Angka ini belum diolah.",
    }
    assert client.post(sheet(submitted), data).status_code == 302
    submitted.realisasi.refresh_from_db()
    assert submitted.realisasi.status == Status.RETURNED
    assert submitted.realisasi.catatan_verifikasi == "Angka ini belum diolah."
    assert Lembar.objects.get().catatan == "Lampirkan hasil survei."
    client.force_login(submitted.operator)
    assert "Lampirkan hasil survei." in client.get("/").content.decode()


def test_a_return_without_a_note_is_refused(client, submitted):
    client.force_login(submitted.planner)
    note = {f"catatan-realisasi-{submitted.realisasi.pk}": "Sumbernya apa?"}
    response = client.post(sheet(submitted), {"tindakan": "return", "catatan": " ", **note})
    assert response.status_code == 422
    assert "Sumbernya apa?" in response.content.decode(), "what was typed at the row is not lost"
    assert "Tulis catatan" in response.content.decode()
    assert Realisasi.objects.get().status == Status.SUBMITTED


def test_verifying_moves_all_rows_and_names_who_did_it(client, submitted):
    client.force_login(submitted.planner)
    client.post(sheet(submitted), {"tindakan": "verify"})
    row = Realisasi.objects.get()
    assert (row.status, row.diverifikasi_oleh) == (Status.VERIFIED, submitted.planner)
    aksi = set(AuditEvent.objects.values_list("aksi", flat=True))
    assert {"lembar.verified", "realisasi.verified", "realisasi_anggaran.verified"} <= aksi


def test_nobody_verifies_what_they_entered_themselves(client, submitted):
    both = make_user("planner", submitted.pd)
    Realisasi.objects.update(diisi_oleh=both)
    client.force_login(both)
    assert client.post(sheet(submitted), {"tindakan": "verify"}).status_code == 403
    assert Realisasi.objects.get().status == Status.SUBMITTED


def test_a_draft_sheet_cannot_be_verified(client, cast):
    make_realisasi(cast.indikator, "97")
    client.force_login(cast.planner)
    client.post(sheet(cast), {"tindakan": "verify"})
    assert Realisasi.objects.get().status == Status.DRAFT


def test_notes_are_asked_for_only_where_they_can_be_sent(client, submitted):
    client.force_login(submitted.planner)
    kotak = f'name="catatan-realisasi-{submitted.realisasi.pk}"'
    assert kotak in client.get(sheet(submitted)).content.decode()
    client.post(sheet(submitted), {"tindakan": "return", "catatan": "Periksa.", kotak[6:-1]: "Belum diolah."})
    html = client.get(sheet(submitted)).content.decode()
    assert kotak not in html
    assert "Belum diolah." in html


def test_closing_names_the_units_that_are_not_verified(client, submitted):
    client.force_login(submitted.planner)
    html = client.post(quarter(submitted, "triwulan_tutup"), follow=True).content.decode()
    assert f"{submitted.unit.nama}: lembar belum terverifikasi" in html
    assert JadwalPengisian.objects.get().status == "OPEN"


def test_a_verified_quarter_closes_and_the_operator_can_no_longer_change_it(client, submitted):
    client.force_login(submitted.planner)
    client.post(sheet(submitted), {"tindakan": "verify"})
    client.post(quarter(submitted, "triwulan_tutup"))
    assert JadwalPengisian.objects.get().status == "CLOSED"
    client.force_login(submitted.operator)
    url = reverse("indicators:realisasi_simpan", kwargs={"tahun": 2025, "tw": 1, "pk": submitted.indikator.pk})
    key = f"i{submitted.indikator.pk}"
    client.post(url, {f"{key}-nilai": "1", f"{key}-revisi": "3"}, headers={"HX-Request": "true"})
    assert Realisasi.objects.get().nilai == 97


def test_reopening_needs_a_reason_that_stays_in_the_trail(client, submitted):
    JadwalPengisian.objects.update(status="CLOSED")
    client.force_login(submitted.planner)
    client.post(quarter(submitted, "triwulan_buka_kembali"), {"alasan": ""})
    assert JadwalPengisian.objects.get().status == "CLOSED"
    client.post(quarter(submitted, "triwulan_buka_kembali"), {"alasan": "Koreksi hasil survei"})
    assert JadwalPengisian.objects.get().status == "OPEN"
    assert AuditEvent.objects.get(aksi="triwulan.reopened").catatan == "Koreksi hasil survei"


def test_a_planned_quarter_is_opened_with_its_deadline(client, cast):
    JadwalPengisian.objects.update(status="PLANNED")
    client.force_login(cast.planner)
    client.post(quarter(cast, "triwulan_buka"), {"batas": "2025-04-10"})
    jadwal = JadwalPengisian.objects.get()
    assert (jadwal.status, str(jadwal.batas)) == ("OPEN", "2025-04-10")


def test_a_deadline_before_the_quarter_is_refused(client, cast):
    """A slip in the year (0025, 2024) would mark every sheet as late."""
    JadwalPengisian.objects.update(status="PLANNED")
    client.force_login(cast.planner)
    for batas in ("0025-04-10", "2024-04-10"):
        response = client.post(quarter(cast, "triwulan_buka"), {"batas": batas}, follow=True)
        assert "mendahului Triwulan I Tahun 2025" in response.content.decode()
    assert JadwalPengisian.objects.get().status == "PLANNED"


@pytest.mark.parametrize(("status", "terlambat"), [("PLANNED", False), ("OPEN", True)])
def test_nobody_is_late_for_a_quarter_that_was_never_opened(client, cast, status, terlambat):
    """The deadline lies in the past in both cases."""
    JadwalPengisian.objects.update(status=status)
    client.force_login(cast.planner)
    for name in ("verifikasi_antrean", "realisasi_daftar"):
        html = client.get(reverse(f"indicators:{name}"), {"tw": 1, "tahun": 2025}).content.decode()
        assert cast.unit.nama in html
        assert ("Terlambat" in html) is terlambat, name


def test_a_quarter_outside_every_period_cannot_be_opened(client, cast):
    client.force_login(cast.planner)
    url = reverse("indicators:triwulan_buka", kwargs={"pd": cast.pd.kode, "tahun": 2019, "tw": 1})
    html = client.post(url, {"batas": "2019-04-10"}, follow=True).content.decode()
    assert "Tahun 2019 di luar periode Renstra" in html
    assert not JadwalPengisian.objects.filter(tahun=2019).exists()


@pytest.mark.parametrize("note", ["x" * 4001, "a\x00b"])
def test_a_note_at_a_row_that_cannot_be_kept_moves_nothing(client, submitted, note):
    client.force_login(submitted.planner)
    key = f"catatan-realisasi-{submitted.realisasi.pk}"
    client.post(sheet(submitted), {"tindakan": "return", "catatan": "Perbaiki.", key: note})
    assert Realisasi.objects.get().status == Status.SUBMITTED


# --- Row by row ------------------------------------------------------------------------------------------------


def verify_row(client, cast, row, **more):
    jenis = "realisasi" if isinstance(row, Realisasi) else "anggaran"
    data = {"tindakan": f"verify:{jenis}-{row.pk}", f"revisi-{jenis}-{row.pk}": str(row.revisi), **more}
    return client.post(sheet(cast), data, headers={"HX-Request": "true"})


def test_one_row_is_verified_and_the_others_wait(client, submitted):
    client.force_login(submitted.planner)
    submitted.realisasi.refresh_from_db()
    html = verify_row(client, submitted, submitted.realisasi).content.decode()
    assert "Terverifikasi" in html
    assert "<strong>1</strong> dari 2" in html
    submitted.realisasi.refresh_from_db()
    submitted.anggaran.refresh_from_db()
    assert (submitted.realisasi.status, submitted.anggaran.status) == (Status.VERIFIED, Status.SUBMITTED)
    assert not AuditEvent.objects.filter(aksi="lembar.verified").exists(), "the unit is told once, of the whole sheet"


def test_with_its_last_row_the_sheet_is_verified(client, submitted):
    client.force_login(submitted.planner)
    for row in (submitted.realisasi, submitted.anggaran):
        row.refresh_from_db()
        verify_row(client, submitted, row)
    assert AuditEvent.objects.filter(aksi="lembar.verified").count() == 1
    assert client.post(quarter(submitted, "triwulan_tutup")).status_code == 302
    assert JadwalPengisian.objects.get().status == "CLOSED"


def test_a_row_that_changed_since_it_was_seen_is_not_verified(client, submitted):
    client.force_login(submitted.planner)
    submitted.realisasi.refresh_from_db()
    Realisasi.objects.update(nilai=1, revisi=99)
    response = verify_row(client, submitted, submitted.realisasi)
    assert response.status_code == 409
    assert "Muat ulang" in response.content.decode()
    assert Realisasi.objects.get().status == Status.SUBMITTED


def test_only_the_rows_with_a_note_go_back_and_come_again(client, submitted):
    client.force_login(submitted.planner)
    note = {f"catatan-realisasi-{submitted.realisasi.pk}": "Sumbernya apa?"}
    client.post(sheet(submitted), {"tindakan": "return-baris", **note})
    submitted.realisasi.refresh_from_db()
    submitted.anggaran.refresh_from_db()
    assert (submitted.realisasi.status, submitted.anggaran.status) == (Status.RETURNED, Status.SUBMITTED)
    assert submitted.realisasi.catatan_verifikasi == "Sumbernya apa?"
    assert "1 baris dikembalikan" in Lembar.objects.get().catatan
    realisasi_transition(action="submit", unit=submitted.unit, triwulan=TW1, by=submitted.operator)
    realisasi_transition(action="verify", unit=submitted.unit, triwulan=TW1, by=submitted.planner)
    assert Realisasi.objects.get().status == Status.VERIFIED


def test_returning_rows_needs_a_note_at_one_of_them(client, submitted):
    client.force_login(submitted.planner)
    response = client.post(sheet(submitted), {"tindakan": "return-baris", "catatan": "Periksa lagi."})
    assert response.status_code == 422
    assert Realisasi.objects.get().status == Status.SUBMITTED


def test_rows_without_findings_are_verified_together(client, submitted):
    """The indikator has no evidence, which is a finding; money and progress have none."""
    client.force_login(submitted.planner)
    html = client.get(sheet(submitted)).content.decode()
    assert "Verifikasi 1 baris tanpa temuan" in html
    client.post(sheet(submitted), {"tindakan": "verify-bersih"})
    submitted.anggaran.refresh_from_db()
    assert submitted.anggaran.status == Status.VERIFIED
    assert Realisasi.objects.get().status == Status.SUBMITTED


def test_the_queue_verifies_what_has_no_finding_on_every_sheet(client, submitted):
    client.force_login(submitted.planner)
    url = quarter(submitted, "verifikasi_bersih")
    html = client.post(url, follow=True).content.decode()
    assert "1 baris pada 1 lembar diverifikasi. 1 baris masih menunggu diperiksa." in html
    html = client.post(url, follow=True).content.decode()
    assert "Tidak ada baris tanpa temuan yang menunggu" in html


def test_rows_the_verifier_entered_wait_for_another_person(client, submitted):
    both = make_user("planner", submitted.pd)
    submitted.anggaran.__class__.objects.update(diisi_oleh=both)
    client.force_login(both)
    client.post(quarter(submitted, "verifikasi_bersih"))
    submitted.anggaran.refresh_from_db()
    assert submitted.anggaran.status == Status.SUBMITTED


def test_a_sheet_handed_in_late_says_by_how_many_days(client, submitted):
    JadwalPengisian.objects.update(batas=timezone.localdate() - timedelta(days=3))
    client.force_login(submitted.planner)
    assert "Terlambat 3 hari" in client.get(reverse("indicators:verifikasi_antrean")).content.decode()
    assert "Terlambat 3 hari" in client.get(sheet(submitted)).content.decode()


def test_a_correction_after_the_deadline_is_not_late(client, submitted):
    """What counts is the first time the sheet was handed in."""
    Lembar.objects.update(pertama_diajukan=timezone.now() - timedelta(days=5))
    JadwalPengisian.objects.update(batas=timezone.localdate() - timedelta(days=3))
    realisasi_transition(action="return", unit=submitted.unit, triwulan=TW1, by=submitted.planner, note="Perbaiki")
    realisasi_transition(action="submit", unit=submitted.unit, triwulan=TW1, by=submitted.operator)
    client.force_login(submitted.planner)
    assert "Terlambat" not in client.get(sheet(submitted)).content.decode()


def test_the_head_of_the_unit_reads_the_sheet_at_every_stage(client, submitted):
    head = make_user("leader", submitted.unit)
    client.force_login(head)
    url = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": submitted.unit.pk})
    for status in Status.values:
        Realisasi.objects.update(status=status)
        response = client.get(url)
        assert response.status_code == 200
        assert "97" in response.content.decode()
        assert 'name="i' not in response.content.decode(), "nothing to type"
