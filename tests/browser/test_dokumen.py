"""The life of a document as its people live it: finished, signed, published, and checked by somebody from outside."""

import pytest
from playwright.sync_api import expect

from indicators.models import Pejabat, TargetRenstra
from reports.models import Dokumen
from tests.browser.sesi import sign_in, terbaca
from tests.reports.sertifikat_uji import SANDI, p12

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def siap(cast):
    """The cast with a Sekda and a Renstra target: its SK IKU lacks nothing."""
    Pejabat.objects.create(
        pemerintah_daerah=cast.pemda,
        perangkat_daerah=cast.pd,
        jenis=Pejabat.Jenis.SEKDA,
        nama="SEKDA UJI",
        jabatan=f"Sekretaris Daerah {cast.pemda.nama}",
        nip="19700101 199501 1 001",
        pangkat="Pembina Utama Madya",
        golongan="IV/d",
    )
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=90)
    cast.pemda.tempat = "Muara Uji"
    cast.pemda.save()
    return cast


def selesaikan(page, cast, nomor="13 TAHUN 2025", tanggal="2025-01-03"):
    page.goto(f"/dokumen/{cast.pd.kode}/2025/sk-iku/selesai/")
    for kotak in page.locator("main input[type=checkbox]").all():
        kotak.check()
    page.locator("#id_nomor").fill(nomor)
    page.locator("#id_tanggal").fill(tanggal)
    page.locator("main form button[type=submit]").first.click()
    with page.expect_navigation():
        page.locator("dialog[open] button.button:not(.secondary)").click()
    return Dokumen.objects.latest("pk")


def tandatangani(page, dokumen, sandi):
    page.goto(f"/dokumen/berkas/{dokumen.pk}/tanda-tangan/")
    page.locator("input[type=file]").set_input_files(
        {"name": "sekda.p12", "mimeType": "application/x-pkcs12", "buffer": p12("SEKDA UJI")}
    )
    page.locator("input[type=password]").fill(sandi)
    page.locator("main form button[type=submit]").click()


def periksa(page, isi):
    """Give a file to the public page and read its verdict."""
    page.locator("input[type=file]").set_input_files({"name": "x.pdf", "mimeType": "application/pdf", "buffer": isi})
    page.locator("main form button[type=submit]").first.click()
    page.locator("#hasil").wait_for()
    return page.locator("#hasil").inner_text()


def test_a_decree_is_finished_signed_published_and_checked_from_outside(new_page, live_server, siap):
    perencana = sign_in(new_page(), live_server, siap.planner)
    dokumen = selesaikan(perencana, siap)
    sekda = sign_in(new_page(), live_server, siap.leader)
    tandatangani(sekda, dokumen, "salah")
    expect(sekda.locator("main .errorlist").first).to_contain_text("sandi", ignore_case=True)
    tandatangani(sekda, dokumen, SANDI)
    sekda.get_by_text("Ditandatangani").first.wait_for()
    dokumen.refresh_from_db()
    assert dokumen.status == Dokumen.Status.SIGNED
    perencana.goto(f"/dokumen/berkas/{dokumen.pk}/rincian/")
    perencana.get_by_role("button", name="Terbitkan").click()
    with perencana.expect_navigation():
        perencana.locator("dialog[open] button.button:not(.secondary)").click()
    umum = new_page(viewport={"width": 360, "height": 800})
    umum.goto(f"/dokumen/periksa/{dokumen.kode}/")
    terbaca(umum.locator("main"), "masih berlaku")
    tertandatangan = dokumen.berkas_tertandatangan.get().berkas.read()
    asli = periksa(umum, tertandatangan)
    umum.goto(f"/dokumen/periksa/{dokumen.kode}/")
    diubah = periksa(umum, tertandatangan[:5000] + bytes([tertandatangan[5000] ^ 1]) + tertandatangan[5001:])
    assert asli.startswith("Berkas ini sama persis dengan dokumen bertanda tangan")
    assert "SEKDA UJI sudah menandatanganinya." in asli
    assert not diubah.startswith("Berkas ini sama persis"), diubah
    assert "berubah" in diubah or "tidak" in diubah


def test_a_document_is_replaced_with_a_table_of_what_differs_and_the_new_one_taken_back(new_page, live_server, siap):
    perencana = sign_in(new_page(viewport={"width": 360, "height": 800}), live_server, siap.planner)
    lama = selesaikan(perencana, siap)
    siap.indikator.nama = "Indeks Kepuasan Masyarakat yang Baru"
    siap.indikator.save()
    perencana.get_by_role("link", name="Buat pengganti").click()
    terbaca(perencana.locator("main"), "akan menggantikan")
    baru = selesaikan(perencana, siap, "14 TAHUN 2025", "2025-02-03")
    assert baru.replaces == lama
    terbaca(perencana.locator("#perbedaan"), "NOMOR 13 TAHUN 2025", "NOMOR 14 TAHUN 2025", siap.indikator.nama)
    assert perencana.evaluate("document.documentElement.scrollWidth") <= 360
    perencana.get_by_text("Tarik kembali dokumen ini").click()
    perencana.get_by_label("Alasan").fill("Nama indikatornya masih keliru.")
    perencana.get_by_role("button", name="Tarik kembali ke draf").click()
    with perencana.expect_navigation():
        perencana.locator("dialog[open] button.button:not(.secondary)").click()
    terbaca(perencana.locator("main"), "Nama indikatornya masih keliru.")
    perencana.goto(f"/dokumen/periksa/{baru.kode}/")
    terbaca(perencana.locator("main"), "ditarik kembali dan tidak berlaku")
    lama.refresh_from_db()
    assert lama.status == Dokumen.Status.FINAL
