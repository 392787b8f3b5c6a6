"""The main job end to end, as its people do it: enter, return, verify, close, issue, inspect."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from playwright.sync_api import expect

from indicators import demo
from indicators.models import AuditEvent, BuktiDukung, JadwalPengisian, PerangkatDaerah, Realisasi, Status, UnitKerja
from indicators.selectors.hitungan import hitungan_program
from indicators.selectors.isian import lembar_isian
from indicators.selectors.lembar import lembar_ringkas
from indicators.services.realisasi import RealisasiEntry, realisasi_save_many
from indicators.services.realisasi_anggaran import AnggaranEntry, realisasi_anggaran_save_many
from indicators.services.verifikasi import realisasi_transition
from sakip.lib.numbers import format_number
from sakip.lib.periods import Triwulan
from tests.browser.sesi import terbaca

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TW1 = Triwulan(2025, 1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def sign_in(page, username):
    page.goto("/masuk/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(settings.DEMO_PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url(lambda url: "/masuk/" not in url)


def row_of(page, name):
    return page.locator("tr[data-baris]").filter(has=page.get_by_role("rowheader", name=re.compile(re.escape(name))))


def fill(page, cell, text):
    """Type into one cell, leave it, and wait until the sheet says that it is saved."""
    row = cell.locator("xpath=ancestor::tr")
    row_id = row.get_attribute("id")
    cell.fill(text)
    cell.press("Tab")
    page.locator(f"#{row_id}[data-keadaan=tersimpan]").wait_for()


def fill_sheet(page):
    """Fill every empty cell: money and progress with a little, an indikator with its target of the quarter."""
    for cell_id in page.locator("input.sel").evaluate_all("cells => cells.filter(c => !c.value).map(c => c.id)"):
        cell = page.locator(f"#{cell_id}")
        kolom = cell.get_attribute("data-kolom")
        if kolom == "nilai":
            row = cell.locator("xpath=ancestor::tr")
            target = row.locator("td[data-label='Target triwulan']").inner_text().strip()
            if target == "-":
                continue
            fill(page, cell, re.match(r"[\d.,]+", target).group())
        else:
            fill(page, cell, "1.000" if kolom == "keuangan" else "10")


def complete_other_units(pd, except_unit):
    """The other Bagian do their part through the same services: money and progress first, then what follows from it."""
    pks = [r.unit.pk for r in lembar_ringkas(perangkat_daerah=pd, triwulan=TW1) if r.unit != except_unit]
    units = list(UnitKerja.objects.select_related("perangkat_daerah__pemerintah_daerah").filter(pk__in=pks))
    for unit in units:
        anggaran = [
            AnggaranEntry(b.sub_kegiatan, keuangan=0, fisik=Decimal(5)) for b in lembar_isian(unit, TW1).anggaran
        ]
        realisasi_anggaran_save_many(triwulan=TW1, entries=anggaran, by=None)
    for unit in units:
        isian = lembar_isian(unit, TW1)
        programs = [b.indikator for b in isian.indikator if b.indikator.rumus == "PROGRAM"]
        computed = hitungan_program(pd, programs, TW1)
        entries = [
            RealisasiEntry(
                b.indikator,
                nilai=computed[b.indikator.pk].nilai if b.indikator.pk in computed else b.target.tw1,
                tingkat=b.target.tingkat,
                penyebab="Kegiatan baru dimulai.",
                solusi="Jadwal dipercepat.",
            )
            for b in isian.indikator
            if b.wajib
        ]
        realisasi_save_many(triwulan=TW1, entries=entries, by=None)
        kekurangan = [t.pesan for t in lembar_isian(unit, TW1).kekurangan]
        realisasi_transition(action="submit", unit=unit, triwulan=TW1, by=None, kekurangan=kekurangan)
        realisasi_transition(action="verify", unit=unit, triwulan=TW1, by=None)


@pytest.fixture
def setda(transactional_db):
    demo.load(institutions=["tanjabtim"])
    JadwalPengisian.objects.filter(tahun=2025, triwulan=1).update(batas=date(2100, 1, 1))
    return PerangkatDaerah.objects.get(kode="setda-tanjabtim")


def test_from_a_quarterly_figure_to_the_closed_quarter_and_the_documents(new_page, setda):
    unit = UnitKerja.objects.get(perangkat_daerah=setda, kode="bagian-pemerintahan")
    operator = new_page(viewport={"width": 1280, "height": 900})
    enter_the_quarter(operator)
    planner = new_page(viewport={"width": 1280, "height": 900})
    return_the_sheet(planner)
    correct_and_submit_again(operator)
    verify_and_close(planner, operator, setda, unit)
    the_operator_can_no_longer_change_it(operator)
    hold_three_documents(planner)
    inspect(new_page(viewport={"width": 1280, "height": 900}), unit)


def enter_the_quarter(page):
    sign_in(page, "operator.pemerintahan")
    page.get_by_role("link", name="Mulai mengisi").click()
    page.locator(".grid-bar").wait_for()
    iku = row_of(page, "Persentase Koordinasi Pelaksanaan Program di Bidang Pemerintahan")
    cell = iku.locator("input.sel")
    cell.fill("12.5")
    cell.press("Enter")
    page.locator("tr[data-keadaan=ditolak]").wait_for()
    terbaca(iku.locator(".galat-sel"), "koma")
    expect(cell).to_have_value("12.5")
    fill(page, cell, "1")
    page.get_by_role("button", name="Ajukan").click()
    page.locator("dialog[open]").get_by_role("button").first.wait_for()
    confirm(page)
    terbaca(page.locator("#temuan"), "Belum dapat diajukan", "di bawah target")
    assert not Realisasi.objects.filter(tahun=2025, status=Status.SUBMITTED).exists()
    fill(page, iku.locator("input.sel"), "18,5")
    fill_sheet(page)
    expect(page.locator("#kemajuan")).to_contain_text("15 dari 15 sel wajib terisi")  # the bar follows every save
    page.locator("#ringkasan .status-draft").wait_for()
    page.locator("#temuan .warning").wait_for(state="detached")
    attach_evidence(page, iku)
    page.get_by_role("button", name="Ajukan").click()
    confirm(page)
    terbaca(page.get_by_role("status").first, "diajukan")


def confirm(page):
    """Say yes in the dialog that asks before a big step."""
    with page.expect_navigation():
        page.locator("dialog[open] button.button:not(.secondary)").click()


def attach_evidence(page, row):
    row.get_by_role("link", name=re.compile("Lampirkan")).click()
    berkas = page.locator("input[type=file]")
    berkas.set_input_files({"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": b"MZ bukan pdf"})
    page.get_by_role("button", name="Lampirkan").click()
    page.get_by_text("bukan .pdf yang sah").wait_for()
    page.locator("input[type=file]").set_input_files(
        {"name": "laporan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Lampirkan").click()
    page.get_by_role("link", name="laporan.pdf").wait_for()
    assert BuktiDukung.objects.get().nama == "laporan.pdf"
    page.get_by_role("link", name="Bagian Pemerintahan", exact=True).click()


def return_the_sheet(page):
    sign_in(page, "perencana")
    page.get_by_role("link", name="Periksa").click()
    terbaca(page.locator("main"), "laporan.pdf")
    page.get_by_label("Catatan untuk pengisi").fill("Sebutkan sumber angka koordinasi.")
    page.get_by_role("button", name="Kembalikan untuk diperbaiki").click()
    terbaca(page.get_by_role("status").first, "dikembalikan")


def correct_and_submit_again(page):
    page.goto("/")
    terbaca(page.locator("main"), "Sebutkan sumber angka koordinasi.")
    page.get_by_role("link", name="Perbaiki sekarang").click()
    iku = row_of(page, "Persentase Koordinasi Pelaksanaan Program di Bidang Pemerintahan")
    fill(page, iku.locator("input.sel"), "18,75")
    page.get_by_role("button", name="Ajukan").click()
    confirm(page)


def use_the_computed_value(operator, planner):
    """The other units' last figures moved the weighted value: the close names it, the sheet goes back once more."""
    planner.get_by_role("button", name="Tutup triwulan").click()
    confirm(planner)
    terbaca(planner.locator("main"), "berbeda dari hitungannya")
    planner.get_by_role("link", name="Bagian Pemerintahan", exact=True).click()
    planner.get_by_label("Catatan untuk pengisi").fill("Pakai nilai hitungan.")
    planner.get_by_role("button", name="Kembalikan untuk diperbaiki").click()
    terbaca(planner.get_by_role("status").first, "dikembalikan")
    operator.goto("/")
    operator.get_by_role("link", name="Perbaiki sekarang").click()
    row_of(operator, "Persentase Koordinasi").get_by_role("link", name="Hitung dari anggaran dan fisik").click()
    operator.get_by_role("button", name=re.compile("^Pakai .* pada lembar$")).click()
    iku = row_of(operator, "Persentase Koordinasi")
    iku.locator("summary").click()
    fill(operator, iku.get_by_label("Penyebab keberhasilan atau kegagalan"), "Kegiatan baru dimulai.")
    fill(operator, iku.get_by_label("Alternatif solusi yang telah dilakukan"), "Jadwal kegiatan dipercepat.")
    operator.get_by_role("button", name="Ajukan").click()
    confirm(operator)
    planner.goto("/verifikasi/?tahun=2025&tw=1")
    planner.get_by_role("link", name="Bagian Pemerintahan", exact=True).click()
    planner.get_by_role("button", name="Verifikasi lembar").click()


def verify_and_close(page, operator, setda, unit):
    page.goto("/verifikasi/?tahun=2025&tw=1")
    page.get_by_role("link", name="Bagian Pemerintahan", exact=True).click()
    page.get_by_role("button", name="Verifikasi lembar").click()
    page.get_by_role("button", name="Tutup triwulan").click()
    confirm(page)
    terbaca(page.locator("main"), "belum terverifikasi")  # the other units are named, nothing closes
    complete_other_units(setda, unit)
    use_the_computed_value(operator, page)
    page.get_by_role("button", name="Tutup triwulan").click()
    confirm(page)
    assert JadwalPengisian.objects.get(perangkat_daerah=setda, tahun=2025, triwulan=1).status == "CLOSED"


def the_operator_can_no_longer_change_it(page):
    page.goto("/realisasi/?tahun=2025&tw=1")
    page.get_by_role("link", name="Bagian Pemerintahan", exact=True).click()
    terbaca(page.locator("main"), "tidak sedang dibuka")
    expect(page.locator("input.sel")).to_have_count(0)
    value = Realisasi.objects.get(indikator__kode="koordinasi-pemerintahan", tahun=2025, triwulan=1).nilai
    terbaca(page.locator("main"), format_number(value))


def hold_three_documents(page):
    page.goto("/dokumen/?tahun=2024")
    for jenis in ("sk-iku", "pk", "lkjip"):
        answer = page.request.get(f"/dokumen/setda-tanjabtim/2024/{jenis}/unduh.pdf", timeout=120_000)
        assert answer.status == 200
        assert io.BytesIO(answer.body()).read(5) == b"%PDF-"


def inspect(page, unit):
    sign_in(page, "inspektorat")
    page.get_by_role("link", name="Dasbor", exact=True).first.click()
    expect(page.locator("figure.chart").nth(2)).to_be_visible()
    page.get_by_role("link", name="Jejak audit").first.click()
    page.wait_for_url("**/jejak/**")
    terbaca(page.locator("main"), "Pemerintahan")
    value = Realisasi.objects.get(indikator__kode="koordinasi-pemerintahan", tahun=2025, triwulan=1)
    page.goto(f"/jejak/realisasi/{value.pk}/")
    terbaca(page.locator("main"), "18,75", "18,5")
    before = AuditEvent.objects.count()
    token = page.context.cookies()[0]["value"]
    for url in (
        f"/realisasi/2025/1/{unit.pk}/ajukan/",
        f"/realisasi/2025/1/indikator/{value.indikator_id}/simpan/",
        f"/verifikasi/2025/1/{unit.pk}/",
        "/triwulan/setda-tanjabtim/2025/1/buka-kembali/",
    ):
        answer = page.request.post(url, form={"alasan": "x"}, headers={"X-CSRFToken": token, "Referer": page.url})
        assert answer.status in (403, 404), url
    assert AuditEvent.objects.count() == before
