"""The side panel of a row: what it shows to whom, remarks and mentions, the letter about them, and what it costs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.exceptions import InvalidValue, NotAllowed
from indicators.models import AuditEvent, Komentar, Sebutan, TindakLanjut, VariabelRumus
from indicators.selectors.komentar import bagian_of, orang_yang_melihat, sebutan_dalam
from indicators.selectors.panel import objek_panel
from indicators.selectors.sejarah import sejarah_anggaran, sejarah_indikator
from indicators.services.komentar import komentar_tarik, komentar_tulis
from indicators.services.pengingat import pengingat_kirim
from sakip.lib.periods import Triwulan
from tests.builders import (
    make_indikator,
    make_pagu,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_satuan,
    make_target,
    make_unit,
    make_user,
)

TW1, TW2 = Triwulan(2025, 1), Triwulan(2025, 2)
HTMX = {"HX-Request": "true"}


def alamat(cast, nama="panel", tw=1, jenis="indikator", pk=None):
    pk = pk or (cast.indikator if jenis == "indikator" else cast.sub_kegiatan).pk
    return reverse(f"indicators:{nama}", kwargs={"tahun": 2025, "tw": tw, "jenis": jenis, "pk": pk})


def buka(client, siapa, url, htmx=True):
    client.force_login(siapa)
    response = client.get(url, headers=HTMX if htmx else {})
    assert response.status_code == 200
    return response.content.decode()


def tulis(cast, teks, by=None, objek=None, triwulan=TW1):
    return komentar_tulis(objek=objek or cast.indikator, triwulan=triwulan, teks=teks, by=by or cast.operator)


# --- What it shows -----------------------------------------------------------------------------------------------


def test_a_row_is_explained_with_its_definition_formula_and_source(client, cast):
    i = cast.indikator
    i.definisi, i.makna, i.formulasi = "Yang diukur", "Maknanya", "Jumlah dibagi dua"
    i.sumber_data, i.penanggung_jawab = "Laporan bulanan", "Kepala Bagian"
    i.rumus, i.ekspresi = "EKSPRESI", "(a + b) / 2"
    i.save()
    VariabelRumus.objects.create(indikator=i, urutan=1, simbol="a", nama="Survei ganjil", minimum=0, maksimum=100)
    html = buka(client, cast.auditor, alamat(cast))
    for isi in ("Yang diukur", "Maknanya", "Jumlah dibagi dua", "Laporan bulanan", "Kepala Bagian", "(a + b) / 2"):
        assert isi in html
    assert "Survei ganjil" in html
    assert "0 sampai 100" in html
    assert "Makin tinggi makin baik" in html
    assert "Nilai terakhir" in html


def test_for_the_pages_script_it_is_a_piece_and_otherwise_a_page(client, cast):
    potongan = buka(client, cast.operator, alamat(cast))
    assert "<html" not in potongan
    assert 'id="panel-judul"' in potongan
    halaman = buka(client, cast.operator, alamat(cast), htmx=False)
    assert "<html" in halaman
    assert "hx-post" not in halaman, "without JavaScript every form is a plain one"
    assert f"@{cast.planner.username}" in halaman


def test_five_years_with_their_quarters_and_the_target_that_counted(cast):
    i = cast.indikator
    for tahun, nilai in ((2020, "70"), (2021, "81"), (2023, "84"), (2024, "86")):
        make_realisasi(i, nilai, tahun=tahun, triwulan=4, status="VERIFIED")
    lama = make_rencana(cast.pd, 2024)
    make_target(lama, i, "80")
    perubahan = make_rencana(cast.pd, 2024, urutan=2, berlaku_mulai=3)
    make_target(perubahan, i, "85")
    i.target_renstra.create(tahun=2023, nilai=83)
    i.target_renstra.create(tahun=2024, nilai=99)
    make_realisasi(i, "45", triwulan=1)
    i.perangkat_daerah = cast.pd
    s = sejarah_indikator(i, TW1)
    tahunan = {r.tahun: (r, tw) for r, tw in s.tahunan}
    assert list(tahunan) == [2021, 2022, 2023, 2024, 2025]
    assert [r.target_teks for r, _ in tahunan.values()] == ["-", "-", "83", "85", "90"]
    assert tahunan[2024][0].capaian_teks == "101%"
    assert [t.teks for t in tahunan[2021][1]] == ["-", "-", "-", "81"]
    kini = tahunan[2025][1][0]
    assert (kini.teks, kini.belum, kini.kini) == ("45", True, True)
    assert not tahunan[2024][1][3].belum
    assert (s.nilai, s.target, s.capaian.capaian_teks) == ("45", "90", "50%")
    assert [c.judul for c in s.grafik] == ["Target dan realisasi tiap tahun", "Tiap triwulan"]
    assert all(c.svg_ringan.startswith("<svg") for c in s.grafik)
    assert s.grafik[1].labels[0] == "IV 2021"
    assert s.grafik[1].labels[-1] == "I 2025"


def test_the_years_of_what_an_indikator_continues_stand_before_its_own_with_a_mark(client, cast):
    i = cast.indikator
    asal = make_indikator(cast.unit, i.sasaran, nama="Skor lama", satuan=make_satuan("Skor"), iku=False)
    lama = make_indikator(cast.unit, i.sasaran, nama="Nama lama", akumulasi="JUMLAH", predecessor=asal, iku=False)
    i.predecessor = lama
    i.save()
    make_realisasi(asal, "3", tahun=2022, triwulan=4, status="VERIFIED")
    for triwulan, nilai in ((1, "40"), (4, "42")):
        make_realisasi(lama, nilai, tahun=2023, triwulan=triwulan, status="VERIFIED")
    lama.target_renstra.create(tahun=2023, nilai=80)
    make_realisasi(lama, "70", tahun=2024, triwulan=4, status="VERIFIED")
    make_realisasi(i, "86", tahun=2024, triwulan=4, status="VERIFIED")
    make_realisasi(lama, "10", tahun=2025, triwulan=1)
    s = sejarah_indikator(cast_indikator(cast), TW1)
    assert [(r.tahun, r.indikator.nama, r.realisasi_teks) for r, _ in s.tahunan] == [
        (2022, "Skor lama", "3 Skor"),
        (2023, "Nama lama", "82"),
        (2024, i.nama, "86"),
        (2025, i.nama, "10"),
    ]
    assert [kalimat for _, _, kalimat in s.baris] == [
        "",
        "Mulai di sini meneruskan “Skor lama”; yang berubah: nama, satuan, nilai setahun. Nilainya tidak sebanding "
        "dengan tahun-tahun sebelumnya.",
        "Mulai di sini meneruskan “Nama lama”; yang berubah: nama, nilai setahun.",
        "",
    ]
    assert s.tahunan[1][0].capaian_teks == "103%", "82 of 80, added up as it was then"
    assert s.kini is None, "the row of the sheet is its own, whatever the one before it has in the same quarter"
    assert s.grafik[0].labels == ("2023", "2024"), "one line is drawn only through what is measured alike"
    assert s.grafik[1].sekat == (("I 2024", "penerus"),)
    assert "Mulai di sini meneruskan “Nama lama”" in buka(client, cast.operator, alamat(cast))


def cast_indikator(cast):
    """The indikator as the panel reads it."""
    return objek_panel(cast.operator, "indikator", cast.indikator.pk, TW1)


def test_money_and_progress_of_the_years_against_the_pagu_that_counted(cast):
    sub = cast.sub_kegiatan
    lama = make_rencana(cast.pd, 2024)
    make_pagu(lama, sub, 2_000_000)
    make_pagu(make_rencana(cast.pd, 2024, urutan=2, berlaku_mulai=3), sub, 4_000_000)
    for tw in (2, 4):
        make_realisasi_anggaran(sub, 1_000_000, tahun=2024, triwulan=tw, status="VERIFIED")
    make_realisasi_anggaran(sub, None)
    s = sejarah_anggaran(sub, TW1)
    assert [(b.triwulan, b.pagu, b.serapan_teks) for b in s.baris] == [
        (Triwulan(2024, 2), 2_000_000, "50,00%"),
        (Triwulan(2024, 4), 4_000_000, "25,00%"),
        (TW1, 1_000_000, "-"),
    ]
    assert s.pagu == 1_000_000
    assert s.grafik[0].svg_ringan.startswith("<svg")


def test_evidence_and_trail_lead_further(client, cast):
    nilai = make_realisasi(cast.indikator, "88")
    bukti = nilai.bukti.create(nama="a.pdf", tipe="application/pdf", ukuran=1, sha256="0", berkas="bukti/a.pdf")
    client.force_login(cast.operator)
    simpan = reverse("indicators:realisasi_simpan", kwargs={"tahun": 2025, "tw": 1, "pk": cast.indikator.pk})
    kunci = f"i{cast.indikator.pk}"
    client.post(simpan, {f"{kunci}-nilai": "89", f"{kunci}-revisi": "1"}, headers=HTMX)
    html = buka(client, cast.auditor, alamat(cast))
    assert f"{reverse('indicators:bukti_unduh', args=[bukti.pk])}?lihat" in html
    assert "Menyimpan realisasi" in html
    assert "<ins>89</ins>" in html
    assert reverse("indicators:jejak_objek", args=["realisasi", nilai.pk]) in html


def test_what_is_being_done_about_a_value_stands_beside_it(client, cast):
    milik = {"unit_kerja": cast.unit, "sub_kegiatan": cast.sub_kegiatan, "triwulan": 1}
    TindakLanjut.objects.create(**milik, tahun=2025, uraian="Mempercepat lelang")
    html = buka(client, cast.auditor, alamat(cast, jenis="sub-kegiatan"))
    assert "Mempercepat lelang" in html
    assert "<form" not in html, "an auditor reads only"
    assert "Mempercepat lelang" not in buka(client, cast.auditor, alamat(cast))


@pytest.mark.parametrize("jenis", ["realisasi", "lain"])
def test_a_kind_of_row_that_is_none_is_not_there(client, cast, jenis):
    client.force_login(cast.operator)
    assert client.get(alamat(cast, jenis=jenis, pk=1)).status_code == 404
    assert client.get(alamat(cast, tw=5)).status_code == 404
    assert client.get(alamat(cast, pk=2**70)).status_code == 404
    assert client.get(f"/realisasi/1999/1/indikator/{cast.indikator.pk}/panel/").status_code == 404


def test_a_row_a_later_plan_dropped_stays_open_where_it_was_talked_about(client, cast):
    tulis(cast, f"Lihat @{cast.planner.username}")
    cast.rencana.target.all().delete()
    assert "Lihat" in buka(client, cast.planner, alamat(cast))
    client.force_login(cast.planner)
    assert client.get(alamat(cast, tw=2)).status_code == 404


@pytest.mark.parametrize(("jenis", "paling"), [("indikator", 11), ("sub-kegiatan", 10)])
def test_opening_it_costs_few_queries_however_much_was_said(client, cast, jenis, paling):
    make_realisasi(cast.indikator, "88")
    make_realisasi_anggaran(cast.sub_kegiatan)
    objek = cast.indikator if jenis == "indikator" else cast.sub_kegiatan

    def mahal():
        with CaptureQueriesContext(connection) as q:
            assert client.get(alamat(cast, jenis=jenis), headers=HTMX).status_code == 200
        return len(q)

    buka(client, cast.planner, alamat(cast, jenis=jenis))
    tulis(cast, "Satu", objek=objek)
    sedikit = mahal()
    for nomor in range(30):
        tulis(cast, f"Ke-{nomor} @{cast.planner.username} @{cast.leader.username}", objek=objek)
        tulis(cast, "Lain", objek=objek, triwulan=TW2)
    assert mahal() == sedikit
    assert sedikit <= paling


# --- Remarks -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("siapa", ["operator", "planner", "leader"])
def test_whoever_works_with_the_unit_writes_and_everybody_who_sees_it_reads(client, cast, siapa):
    client.force_login(getattr(cast, siapa))
    html = client.post(alamat(cast, "panel_catatan"), {"teks": "Mengapa turun?"}, headers=HTMX).content.decode()
    assert "Mengapa turun?" in html
    assert "Catatan tersimpan." in html
    assert f'id="rincian-i{cast.indikator.pk}"' in html, "the row's own link says how many there are"
    assert "1 catatan" in html
    assert "Mengapa turun?" in buka(client, cast.auditor, alamat(cast))
    peristiwa = AuditEvent.objects.get(aksi="komentar.written")
    assert peristiwa.unit_kerja == cast.unit
    assert peristiwa.sesudah == {"teks": "Mengapa turun?"}


def test_an_auditor_reads_and_is_offered_no_form(client, cast):
    assert "data-catatan" not in buka(client, cast.auditor, alamat(cast))
    with pytest.raises(NotAllowed):
        tulis(cast, "Saya", by=cast.auditor)


@pytest.mark.parametrize(
    ("teks", "kata"),
    [
        ("", "Tulis catatannya"),
        (" \r\n\t", "Tulis catatannya"),
        ("x" * 2001, "paling panjang 2000"),
        ("a\x00b", "tidak terbaca"),
        ("@tidak.ada", "@tidak.ada tidak dapat disebut"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_the_text_stays(client, cast, teks, kata):
    client.force_login(cast.operator)
    potongan = client.post(alamat(cast, "panel_catatan"), {"teks": teks}, headers=HTMX)
    halaman = client.post(alamat(cast, "panel_catatan"), {"teks": teks})
    for jawaban in (potongan, halaman):
        assert jawaban.status_code == 422
        assert kata in jawaban.content.decode()
    assert teks.strip() in potongan.content.decode()
    assert not Komentar.objects.exists()
    assert not AuditEvent.objects.exists()


def test_what_is_written_is_never_read_as_a_page(client, cast):
    jahat = "<script>alert(1)</script> <img src=x onerror=alert(2)> @" + cast.planner.username
    tulis(cast, jahat)
    for html in (
        buka(client, cast.planner, alamat(cast)),
        buka(client, cast.planner, alamat(cast), htmx=False),
        buka(client, cast.planner, reverse("indicators:beranda")),
    ):
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;" in html


def test_its_writer_takes_it_back_and_the_trail_keeps_it(client, cast):
    satu = tulis(cast, f"Keliru @{cast.planner.username}")
    with pytest.raises(NotAllowed, match="penulisnya"):
        komentar_tarik(komentar=satu, by=cast.planner)
    client.force_login(cast.operator)
    url = reverse("indicators:catatan_tarik", args=[satu.pk])
    html = client.post(url, headers=HTMX).content.decode()
    assert "ditarik penulisnya" in html
    assert "Keliru" not in html
    assert client.post(url, headers=HTMX).status_code == 200, "twice is once"
    assert AuditEvent.objects.filter(aksi="komentar.withdrawn").count() == 1
    assert "Anda disebut" not in buka(client, cast.planner, reverse("indicators:beranda"))
    assert "catatan<" not in buka(client, cast.operator, lembar(cast))


def test_remarks_of_other_quarters_stand_in_a_fold(client, cast):
    tulis(cast, "Dari triwulan dua", triwulan=TW2)
    tulis(cast, "Dari triwulan satu")
    html = buka(client, cast.leader, alamat(cast))
    awal, _, lain = html.partition("Triwulan lain (1)")
    assert "Dari triwulan satu" in awal
    assert "Dari triwulan dua" in lain
    assert "Dari triwulan satu" not in lain


def lembar(cast):
    return reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk})


def test_the_sheet_counts_the_remarks_of_its_quarter_at_the_row(client, cast):
    assert "2 catatan" not in buka(client, cast.operator, lembar(cast), htmx=False)
    for objek in (cast.indikator, cast.sub_kegiatan):
        tulis(cast, "Satu", objek=objek)
        tulis(cast, "Dua", objek=objek, by=cast.planner)
        tulis(cast, "Lain", objek=objek, triwulan=TW2)
    html = buka(client, cast.operator, lembar(cast), htmx=False)
    assert html.count("Rincian · 2 catatan") == 2


# --- Mentions ----------------------------------------------------------------------------------------------------


def test_who_is_named_is_read_from_the_text(cast):
    operator, planner = cast.operator, cast.planner
    planner.username = "rina.s-2"
    nama = f"@{operator.username}"
    teks = f"{nama}, lihat @RINA.S-2. Surel a@rina.s-2 dan harga @5.000 atau @Rp50.000; {nama}!"
    ada, asing = sebutan_dalam(teks, [operator, planner])
    assert [u.pk for u in ada] == [operator.pk, planner.pk]
    assert asing == []
    assert sebutan_dalam("@siapa. dan @siapa", [operator])[1] == ["siapa"]
    assert bagian_of("Hai @rina.s-2. Ya") == [("Hai ", False), ("@rina.s-2", True), (". Ya", False)]


def test_those_who_see_the_unit_may_be_named(cast):
    atas = make_unit(cast.pd)
    cast.unit.induk = atas
    cast.unit.save()
    kepala = make_user("operator", atas)
    pergi = make_user("operator", cast.unit, is_active=False)
    orang = orang_yang_melihat(cast.unit)
    assert {u.pk for u in orang} == {u.pk for u in (cast.operator, kepala, cast.planner, cast.leader, cast.auditor)}
    assert pergi not in orang


@pytest.mark.parametrize("siapa", ["other", "outsider", "outsider_planner", "admin"])
def test_somebody_who_does_not_see_the_unit_is_refused_like_nobody(cast, siapa):
    orang = getattr(cast, siapa)
    with pytest.raises(InvalidValue) as ada:
        tulis(cast, f"Lihat @{orang.username}")
    with pytest.raises(InvalidValue) as tiada:
        tulis(cast, "Lihat @tiada")
    assert str(ada.value).replace(orang.username, "tiada") == str(tiada.value)
    assert not Komentar.objects.exists()


def test_the_person_named_finds_it_first_thing_and_says_that_it_is_read(client, cast):
    tulis(cast, f"@{cast.planner.username} @{cast.operator.username} mohon periksa")
    assert Sebutan.objects.count() == 1, "nobody is told what he wrote himself"
    beranda = buka(client, cast.planner, reverse("indicators:beranda"), htmx=False)
    assert "Anda disebut" in beranda
    assert alamat(cast) in beranda
    assert "Anda disebut" not in buka(client, cast.leader, reverse("indicators:beranda"), htmx=False)
    client.force_login(cast.planner)
    assert "Tandai sudah dibaca" in client.get(alamat(cast), headers=HTMX).content.decode()
    assert Sebutan.objects.filter(dibaca_pada__isnull=True).count() == 1, "looking writes nothing"
    html = client.post(
        alamat(cast, "panel_dibaca"), {"kembali": "beranda"}, headers=HTMX | {"HX-Target": "sebutan"}
    ).content.decode()
    assert "Semua sebutan sudah dibaca" in html
    assert "Anda disebut" not in buka(client, cast.planner, reverse("indicators:beranda"), htmx=False)


def test_an_answer_reads_what_it_answers_and_nobody_elses(cast):
    tulis(cast, f"@{cast.planner.username} @{cast.leader.username}?")
    tulis(cast, f"@{cast.planner.username}", triwulan=TW2)
    tulis(cast, "Sudah benar.", by=cast.planner)
    belum = Sebutan.objects.filter(dibaca_pada__isnull=True).values_list("pengguna", "komentar__triwulan")
    assert set(belum) == {(cast.leader.pk, 1), (cast.planner.pk, 2)}


# --- The letter --------------------------------------------------------------------------------------------------


@pytest.fixture
def disebut(cast):
    """The planner, with an address, is named."""
    cast.planner.email = "perencana@contoh.go.id"
    cast.planner.save()
    cast.komentar = tulis(cast, f"@{cast.planner.username} mohon periksa")
    return cast


def kirim(hari=None):
    mail.outbox.clear()
    pengingat_kirim(hari or timezone.localdate())
    return [m for m in mail.outbox if m.to == ["perencana@contoh.go.id"]]


def test_the_person_named_gets_one_letter(disebut):
    (surat,) = kirim()
    assert surat.subject == f"Anda disebut: {disebut.unit.nama}, {TW1}"
    assert "mohon periksa" in surat.body
    assert alamat(disebut) in surat.body
    assert kirim() == []
    assert Sebutan.objects.get().terkirim_pada is not None


def test_the_command_lists_it_first(disebut):
    keluar = StringIO()
    call_command("kirim_pengingat", "--lihat", stdout=keluar)
    assert "perencana@contoh.go.id: SEBUTAN" in keluar.getvalue()
    assert Sebutan.objects.get().terkirim_pada is None


@pytest.mark.parametrize("sebab", ["tidak mau", "sudah dibaca", "ditarik", "tidak lagi melihat", "lama"])
def test_no_letter_that_nobody_needs(disebut, sebab):
    hari = timezone.localdate()
    if sebab == "tidak mau":
        type(disebut.planner).objects.filter(pk=disebut.planner.pk).update(terima_surel=False)
    elif sebab == "sudah dibaca":
        Sebutan.objects.update(dibaca_pada=timezone.now())
    elif sebab == "ditarik":
        komentar_tarik(komentar=disebut.komentar, by=disebut.operator)
    elif sebab == "tidak lagi melihat":
        disebut.planner.membership.update(
            perangkat_daerah=disebut.outsider.membership.get().unit_kerja.perangkat_daerah
        )
    else:
        hari += timedelta(days=9)
    assert kirim(hari) == []


def test_a_mail_server_that_refuses_is_asked_again(disebut, monkeypatch):
    def tolak(*args, **kwargs):
        raise ConnectionRefusedError

    with monkeypatch.context() as away:
        away.setattr("indicators.services.pengingat.send_mail", tolak)
        assert kirim() == []
    assert len(kirim()) == 1
