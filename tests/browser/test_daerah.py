"""An office that has nothing: from an empty database to its first Perjanjian Kinerja, following the screen alone."""

import io
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from indicators.models import PemerintahDaerah, Realisasi, User
from indicators.services.rantai import rantai_periksa
from tests.browser.test_akses import faults
from tests.reports.baca import teks
from tests.reports.berkas_gambar import gambar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SANDI = "gunung-kerinci-7"
TAHUN = timezone.localdate().year

PROGRAM = "Program Penunjang Urusan Pemerintahan Daerah"
ISI: Mapping[str, Mapping[str, Any]] = {
    "Visi": {"Kunci": "V1", "Uraian": "Daerah yang melayani"},
    "Misi": {"Kunci": "M1", "Visi": "V1", "Uraian": "Mewujudkan pemerintahan yang bersih"},
    "Tujuan": {"Kunci": "T1", "Misi": "M1", "Uraian": "Meningkatnya mutu pemerintahan"},
    "Sasaran": {"Kunci": "S1", "Tujuan": "T1", "Uraian": "Meningkatnya kepuasan masyarakat"},
    "Program": {"Kunci": "P1", "Sasaran": "S1", "Uraian": PROGRAM},
    "Kegiatan": {"Kunci": "K1", "Program": "P1", "Uraian": "Penataan Organisasi"},
    "Sub Kegiatan": {
        "Kunci": "SK1",
        "Kegiatan": "K1",
        "Unit kerja": "bagian-organisasi",
        "Uraian": "Fasilitasi Pelayanan Publik",
    },
    "Indikator": {
        "Kode": "ikm",
        "Jenjang": "Sasaran",
        "Unsur": "S1",
        "Nama": "Indeks Kepuasan Masyarakat",
        "Unit pengisi": "bagian-organisasi",
        "IKU": "Ya",
        "Satuan": "nilai",
        "Jenis nilai": "ANGKA",
        "Arah": "NAIK",
        "Akumulasi": "AKHIR",
        "Cara nilai diperoleh": "LANGSUNG",
        f"Target {TAHUN}": "82,53",
    },
    "Rencana": {"Tahun": TAHUN, "Versi ke": 1, "Jenis": "MURNI", "Berlaku mulai triwulan": 1, "Status": "DRAFT"},
    "Target": {"Rencana": f"{TAHUN}/1", "Indikator": "ikm", "Target tahun": "82,53", "TW IV": "82,53"},
    "Pagu": {"Rencana": f"{TAHUN}/1", "Sub kegiatan": "SK1", "Jenis belanja": "5.1.02", "Jumlah (Rp)": 125_000_000},
}


def isi_buku(asal: bytes) -> bytes:
    """The workbook that was fetched, with a row in each sheet as a person types it."""
    buku = load_workbook(io.BytesIO(asal))
    for lembar, isi in ISI.items():
        ws = buku[lembar]
        kolom = {str(sel.value): sel.column for sel in ws[1]}
        for judul, nilai in isi.items():
            ws.cell(2, kolom[judul]).value = nilai
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def masuk(page, username, sandi):
    page.goto("/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Sandi").fill(sandi)
    with page.expect_navigation():
        page.get_by_role("button", name="Masuk").click()


def lanjutkan(page):
    """From the Beranda to where one had stopped."""
    page.get_by_role("link", name="Buka persiapan daerah").click()
    page.get_by_role("link", name="Lanjutkan Kabupaten Contoh Baru").click()


def lanjut(page, ke):
    page.get_by_role("link", name=f"Lanjut: {ke}").click()


def test_from_an_empty_database_to_the_first_perjanjian_kinerja(new_page, media_root):
    page = new_page(viewport={"width": 1280, "height": 900})
    page.goto("/")
    expect(page.get_by_text("Belum ada akun", exact=True)).to_be_visible()
    call_command("createsuperuser", interactive=False, username="pengelola", email="a@contoh.go.id", verbosity=0)
    boss = User.objects.get()
    boss.set_password(SANDI)
    boss.save()
    masuk(page, "pengelola", SANDI)
    tautan = susun(page)
    perencana = new_page(viewport={"width": 360, "height": 800})
    perencana.goto(tautan)
    perencana.get_by_label("Kata sandi baru", exact=True).fill(SANDI)
    perencana.get_by_label("Kata sandi baru, sekali lagi").fill(SANDI)
    assert not faults(perencana)
    with perencana.expect_navigation():
        perencana.get_by_role("button", name="Simpan kata sandi").click()
    masuk(perencana, "perencana.contoh", SANDI)
    rencanakan(perencana)
    with perencana.expect_download() as unduhan:
        perencana.get_by_role("link", name="Unduh PDF").click()
    isi = teks(unduhan.value.path().read_bytes())
    for kata in ("BUDI", "SITI AMINAH", "Indeks Kepuasan Masyarakat", "82,53", "125.000.000"):
        assert kata in isi
    daerah = PemerintahDaerah.objects.get()
    assert rantai_periksa(daerah)[1] == []
    assert not Realisasi.objects.exists()


def susun(page) -> str:
    """Steps 1 to 7, left in the middle and gone on with; what opens the planner's account."""
    page.get_by_role("link", name="Buka persiapan daerah").click()
    page.get_by_role("link", name="Mulai daerah baru").click()
    page.get_by_label("Nama", exact=True).fill("Contoh Baru")
    page.get_by_label("Provinsi").fill("Jambi")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    expect(page.get_by_text("Tulis ibu kotanya.")).to_be_visible()
    assert not faults(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Ibu kota").fill("Kota Contoh")
    page.get_by_label("Nama tanpa gelar").fill("SITI AMINAH")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    page.get_by_label("Gambar lambang").set_input_files({"name": "l.png", "mimeType": "image/png", "buffer": gambar()})
    page.get_by_role("button", name="Pasang lambang").click()
    expect(page.get_by_role("img", name="Lambang Kabupaten Contoh Baru")).to_be_visible()
    lanjut(page, "perangkat daerah")
    page.get_by_label("Nama", exact=True).fill("Sekretariat Daerah")
    page.get_by_label("Singkatan").fill("Setda")
    page.get_by_role("button", name="Simpan", exact=True).click()
    lanjut(page, "unit kerja")
    page.get_by_text("Punya daftarnya?").click()
    page.get_by_label("Tempel daftar").fill("Asisten Administrasi\nBagian Organisasi;;Asisten Administrasi")
    page.get_by_role("button", name="Isikan ke tabel").click()
    expect(page.get_by_label("Di bawah, baris 2")).to_have_value("baris-0")
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan unit kerja").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Keluar").click()  # and on another day
    masuk(page, "pengelola", SANDI)
    lanjutkan(page)
    expect(page.get_by_role("heading", name="Pejabat", exact=True)).to_be_visible()
    page.get_by_label("Nama tanpa gelar, Sekretariat Daerah").fill("BUDI")
    page.get_by_label("NIP, Sekretariat Daerah").fill("197001011995011001")
    page.get_by_role("button", name="Simpan pejabat").click()
    expect(page.get_by_text("19700101 199501 1 001")).to_be_visible()
    lanjut(page, "pengguna")
    page.get_by_label("Nama pengguna, akun 1").fill("perencana.contoh")
    page.get_by_label("Nama lengkap, akun 1").fill("Perencana Contoh")
    page.get_by_label("Pada, akun 1").select_option("pemda")
    page.get_by_role("button", name="Buat akun").click()
    expect(page.locator(".tautan-akun")).to_be_visible()
    assert not faults(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    tautan = page.locator(".tautan-akun code").inner_text()
    page.reload()
    expect(page.locator(".tautan-akun")).to_have_count(0)
    lanjut(page, "periode renstra")
    page.get_by_label("Tahun awal").fill(str(TAHUN - 1))
    page.get_by_label("Tahun akhir").fill(str(TAHUN + 3))
    page.get_by_role("button", name="Simpan periode").click()
    lanjut(page, "buku kerja")
    expect(page.get_by_text("Langkah ini dikerjakan perencana")).to_be_visible()
    return tautan


def rencanakan(page) -> None:
    """Steps 8 to 10 on the planner's telephone."""
    lanjutkan(page)
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh buku kerja").click()
    isi = isi_buku(unduhan.value.path().read_bytes())
    page.get_by_role("link", name="Unggah dan periksa").click()
    page.get_by_label("Berkas Excel").set_input_files(
        {"name": "buku.xlsx", "mimeType": "application/octet-stream", "buffer": isi}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text(re.compile(rf"\b{len(ISI)} baris.* disimpan"))).to_be_visible()
    page.goto("/")
    lanjutkan(page)
    expect(page.get_by_role("heading", name="Rencana tahun", exact=True)).to_be_visible()
    page.get_by_role("link", name="Lengkapi dan sahkan").click()
    page.get_by_label("Dasar pengesahan").fill(f"DPA Sekretariat Daerah {TAHUN}")
    page.get_by_label("Tanggal pengesahan").fill(f"{TAHUN}-01-02")
    page.get_by_role("button", name="Sahkan rencana").click()
    page.get_by_role("dialog").get_by_role("button", name="Sahkan", exact=True).click()
    expect(page.get_by_text("Mulai sekarang tidak dapat diubah")).to_be_visible()
    page.goto("/")
    page.get_by_role("link", name="Buka persiapan daerah").click()
    page.get_by_role("link", name="Lihat Kabupaten Contoh Baru").click()
