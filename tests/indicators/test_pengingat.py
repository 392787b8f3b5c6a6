"""Letters about sheets: before and after the deadline, on return and on verification, each once, none unwanted."""

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from indicators.models import JadwalPengisian, Pengingat
from indicators.services.pengingat import pengingat_kirim
from indicators.services.tenggat import tenggat_perpanjang
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.periods import Triwulan
from tests.builders import make_realisasi, make_realisasi_anggaran

TW1 = Triwulan(2025, 1)  # the deadline of the cast is 28 March 2025


@pytest.fixture
def bersurel(cast):
    """The operators have addresses."""
    for orang in (cast.operator, cast.other):
        orang.email = f"{orang.username}@contoh.go.id"
        orang.save()
    return cast


def kirim(tahun, bulan, hari):
    """The subjects of what goes out on a day."""
    mail.outbox.clear()
    pengingat_kirim(date(tahun, bulan, hari))
    return [m.subject for m in mail.outbox]


def ajukan(cast):
    make_realisasi(cast.indikator, "95", diisi_oleh=cast.operator)
    make_realisasi_anggaran(cast.sub_kegiatan, diisi_oleh=cast.operator)
    realisasi_transition(action="submit", unit=cast.unit, triwulan=TW1, by=cast.operator)


def test_a_week_and_a_day_before_and_after_the_deadline_and_never_twice(bersurel):
    judul = f"{bersurel.unit.nama}, {TW1}"
    assert kirim(2025, 3, 20) == []
    assert kirim(2025, 3, 21) == [f"Batas waktu mendekat: {judul}"]
    assert kirim(2025, 3, 21) == [], "the same day again"
    assert kirim(2025, 3, 24) == []
    assert kirim(2025, 3, 28) == [f"Batas waktu mendekat: {judul}"], "yesterday's run was missed"
    assert kirim(2025, 3, 29) == [f"Batas waktu lewat: {judul}"]
    assert kirim(2025, 4, 4) == [f"Batas waktu lewat: {judul}"]
    assert kirim(2025, 5, 1) == []
    assert Pengingat.objects.filter(terkirim_pada__isnull=False).count() == 4


def test_the_letter_says_what_is_missing_and_where(bersurel):
    kirim(2025, 3, 21)
    surat = mail.outbox[0]
    assert surat.to == [bersurel.operator.email]
    assert "ditunggu sampai 28 Maret 2025" in surat.body
    assert "0 dari 3 sel" in surat.body
    assert (
        reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": bersurel.unit.pk}) in surat.body
    )


def test_an_extension_moves_the_reminder(bersurel):
    tenggat_perpanjang(unit=bersurel.unit, triwulan=TW1, sampai=date(2025, 4, 20), alasan="Sakit", by=bersurel.planner)
    assert kirim(2025, 3, 29) == []
    assert kirim(2025, 4, 13) == [f"Batas waktu mendekat: {bersurel.unit.nama}, {TW1}"]


def test_nobody_is_written_to_who_is_done_or_does_not_want_it(bersurel):
    bersurel.operator.terima_surel = False
    bersurel.operator.save()
    assert kirim(2025, 3, 21) == []
    bersurel.operator.terima_surel = True
    bersurel.operator.save()
    ajukan(bersurel)
    assert kirim(2025, 3, 21) == []
    JadwalPengisian.objects.update(status="CLOSED")
    assert kirim(2025, 4, 4) == []


def test_returning_and_verifying_tell_the_unit_at_once(client, bersurel):
    ajukan(bersurel)
    client.force_login(bersurel.planner)
    url = reverse("indicators:verifikasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": bersurel.unit.pk})
    client.post(url, {"tindakan": "return", "catatan": "Angka keliru"})
    assert [m.subject for m in mail.outbox] == [f"Lembar dikembalikan: {bersurel.unit.nama}, {TW1}"]
    assert "Angka keliru" in mail.outbox[0].body
    realisasi_transition(action="submit", unit=bersurel.unit, triwulan=TW1, by=bersurel.operator)
    client.post(url, {"tindakan": "verify"})
    assert [m.subject for m in mail.outbox][1:] == [f"Lembar diverifikasi: {bersurel.unit.nama}, {TW1}"]
    pengingat_kirim(timezone.localdate())
    assert len(mail.outbox) == 2


def test_only_the_last_word_on_a_sheet_is_news(bersurel):
    """A run that comes late does not say `came back` to who has handed it in again, nor after it was verified."""
    hari = timezone.localdate()
    ajukan(bersurel)
    oleh = {"unit": bersurel.unit, "triwulan": TW1, "by": bersurel.planner}
    realisasi_transition(action="return", note="Perbaiki.", **oleh)
    realisasi_transition(action="submit", unit=bersurel.unit, triwulan=TW1, by=bersurel.operator)
    assert kirim(hari.year, hari.month, hari.day) == []
    realisasi_transition(action="verify", **oleh)
    assert kirim(hari.year, hari.month, hari.day) == [f"Lembar diverifikasi: {bersurel.unit.nama}, {TW1}"]


def test_a_mail_server_that_refuses_is_asked_again(bersurel, monkeypatch):
    def tolak(*args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr("indicators.services.pengingat.send_mail", tolak)
        assert pengingat_kirim(date(2025, 3, 21)).gagal == 1
    assert not Pengingat.objects.exists()
    assert len(kirim(2025, 3, 21)) == 1


def test_a_line_break_in_a_name_is_no_header_and_stops_nobody_elses_letter(bersurel):
    type(bersurel.unit).objects.filter(pk=bersurel.unit.pk).update(nama="Bagian\r\nBcc: semua@contoh.go.id")
    judul = kirim(2025, 3, 21)
    assert judul == [f"Batas waktu mendekat: Bagian Bcc: semua@contoh.go.id, {TW1}"]
    assert mail.outbox[0].recipients() == [bersurel.operator.email]


def test_an_address_that_is_none_stops_nobody_elses_letter(bersurel):
    type(bersurel.operator).objects.filter(pk=bersurel.operator.pk).update(email="a@b.go.id\nBcc: x@y.go.id")
    kirim(2025, 3, 21)
    assert not mail.outbox
    assert not Pengingat.objects.exists(), "due again once the address is mended"


def test_the_command_lists_first_and_sends_when_told(bersurel):
    def jalan(*args):
        keluar = StringIO()
        call_command("kirim_pengingat", *args, "--tanggal=2025-03-21", stdout=keluar)
        return keluar.getvalue()

    assert bersurel.operator.email in jalan("--lihat")
    assert mail.outbox == []
    assert jalan() == "1 surel terkirim.\n"


def test_a_person_changes_address_and_switch_on_the_own_page(client, bersurel):
    client.force_login(bersurel.operator)
    url = reverse("indicators:akun")
    salah = client.post(url, {"email": "bukan alamat"})
    assert salah.status_code == 422
    assert "alamat surel yang lengkap" in salah.content.decode()
    assert client.post(url, {"email": "baru@contoh.go.id"}).status_code == 302
    bersurel.operator.refresh_from_db()
    assert (bersurel.operator.email, bersurel.operator.terima_surel) == ("baru@contoh.go.id", False)


def test_the_queue_names_who_has_not_entered(client, bersurel):
    client.force_login(bersurel.planner)
    html = client.get(reverse("indicators:verifikasi_antrean") + "?tw=1&pengisi=1").content.decode()
    assert "Belum mengajukan" in html
    assert bersurel.operator.email in html
