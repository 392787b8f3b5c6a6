"""No figure differs between dashboard, sheet and document: every indikator and sub kegiatan of a real year."""

from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from indicators.models import UnitKerja, User
from tests.reports import lkjip_demo, naskah_demo

TAHUN, PD = 2024, "setda-tanjabtim"
KOSONG = {"–", "-", ""}


def teks(simpul: Any) -> str:
    return " ".join(simpul.text_content().split())


def sel(baris: Any, label: str) -> str:
    """One cell by its label, without the badge behind a figure."""
    (td,) = baris.xpath(f".//td[@data-label='{label}']")
    tebal = td.xpath("./strong")
    return teks(tebal[0]) if tebal else teks(td)


def angka(isi: str) -> str:
    """A sum of money whatever stands before it."""
    return isi.removeprefix("Rp")


def baris_tabel(halaman: Any, id_judul: str) -> list[Any]:
    return halaman.xpath(f"//section[@aria-labelledby='{id_judul}']//table[contains(@class,'stack')]/tbody/tr")


@pytest.fixture(scope="module")
def halaman(demonstration):
    """The dashboard of every unit and its sheet of the fourth quarter, as the Inspektorat reads them."""
    from django.test import Client

    with demonstration.opened():
        client = Client()
        client.force_login(User.objects.get(username="inspektorat"))

        def baca(nama: str, *args: Any) -> Any:
            return html.fromstring(client.get(reverse(f"indicators:{nama}", args=args), {"tahun": TAHUN}).content)

        units = UnitKerja.objects.filter(perangkat_daerah__kode=PD, indikator__target__rencana__tahun=TAHUN).distinct()
        milik = {u.pk: (baca("dasbor_unit", u.pk), baca("realisasi_lembar", TAHUN, 4, u.pk)) for u in units}
        pd = html.fromstring(client.get(reverse("indicators:dasbor"), {"pd": PD, "tahun": TAHUN}).content)
        return pd, milik


def dasbor_indikator(halaman: Any) -> list[tuple[str, str, str]]:
    """Indikator, realisasi and capaian as the page of a unit prints them."""
    rows = baris_tabel(halaman, "indikator")
    return [(teks(r.xpath("./th//a")[0]), sel(r, "Realisasi"), sel(r, "Capaian")) for r in rows]


def dasbor_anggaran(halaman: Any) -> list[tuple[str, str, str, str]]:
    """Sub kegiatan, pagu, realisasi and absorption as the page of a unit prints them."""
    rows = [r for r in baris_tabel(halaman, "anggaran") if r.get("class") != "jumlah"]
    kolom = ("Pagu", "Realisasi", "Penyerapan")
    return [(teks(r.xpath("./th//a")[0]), *(angka(sel(r, k)) for k in kolom)) for r in rows]


def test_the_dashboard_and_the_sheet_print_the_same_capaian_of_every_indikator(halaman):
    dilihat = 0
    for dasbor, lembar in halaman[1].values():
        rows = [r for r in lembar.xpath("//tr[@data-baris]") if r.xpath("./td[@data-label='Capaian']")]
        isian = sorted((r.xpath("./th")[0].text.strip(), sel(r, "Capaian")) for r in rows)
        assert isian == sorted((nama, capaian) for nama, _, capaian in dasbor_indikator(dasbor))
        dilihat += len(isian)
    assert dilihat == 98


def test_the_dashboard_and_the_sheet_print_the_same_absorption_of_every_sub_kegiatan(halaman):
    dilihat = 0
    for dasbor, lembar in halaman[1].values():
        rows = [r for r in lembar.xpath("//tr[@data-baris]") if r.xpath("./td[@data-label='Serapan']")]
        isian = sorted((sel(r, "Pagu (Rp)"), sel(r, "Serapan")) for r in rows)
        assert isian == sorted((pagu, serapan) for _, pagu, _, serapan in dasbor_anggaran(dasbor))
        dilihat += len(isian)
    assert dilihat == 72


def test_formulir_e81_has_the_values_and_the_money_of_the_dashboard(halaman, demonstration):
    naskah_demo.payload_demo(demonstration)
    uraian, indikator, pagu, kinerja, uang = 2, 3, 9, 18, 19
    rows = naskah_demo.baris("e81", "E.81")[:-3]
    semua = [h for h, _ in halaman[1].values()]
    nilai = {(nama, realisasi) for h in semua for nama, realisasi, _ in dasbor_indikator(h)}
    assert nilai == {(r[indikator], r[kinerja].replace("Sesuai", "Sesuai (100%)")) for r in rows}
    dasbor = sorted((p, r) for h in semua for _, p, r, _ in dasbor_anggaran(h))
    sub = sorted((r[pagu], r[uang]) for r in rows if r[uraian].count(".") >= 5 or _tanpa_kode(r[uraian]))
    assert sub == dasbor and len(sub) == 72


def _tanpa_kode(uraian: str) -> bool:
    """The one sub kegiatan of 2024 that was published without its code."""
    return bool(uraian) and not uraian[0].isdigit() and uraian != "-"


def test_the_annual_report_prints_the_capaian_and_the_absorption_of_the_dashboard(halaman, demonstration):
    pd, _ = halaman
    tabel = _tabel(lkjip_demo.payload_demo(demonstration))
    iku = [
        (teks(r.xpath("./th")[0]), sel(r, "Realisasi"), sel(r, "Capaian"))
        for r in baris_tabel(pd, "capaian-sasaran")
        if r.get("class") != "kelompok"
    ]
    assert {(r[0], r[2], r[3]) for r in tabel["Tabel 3.1.6"]} == set(iku) and len(iku) == 6
    program = {
        (teks(r.xpath("./th")[0]).split(" ", 1)[-1], *(sel(r, k) for k in ("Pagu", "Realisasi", "Sisa", "Penyerapan")))
        for r in baris_tabel(pd, "serapan")
        if r.get("class") != "jumlah"
    }
    assert program <= {tuple(r[:5]) for r in tabel["Tabel 3.2.2"]} and len(program) == 4


def test_the_mean_of_the_dashboard_is_that_of_formulir_e81(halaman, demonstration):
    naskah_demo.payload_demo(demonstration)
    rerata = naskah_demo.baris("e81", "E.81")[-2][18]
    (kalimat,) = halaman[0].xpath("//section[@aria-labelledby='tren']//figure[1]/figcaption/p")[:1]
    assert f"menjadi {rerata}% (TW IV)" in teks(kalimat)


def _tabel(payload: Any) -> dict[str, list[list[str]]]:
    """Every table of a payload by its id: the texts of its rows."""
    hasil: dict[str, list[list[str]]] = {}

    def turun(isi: Any) -> None:
        if isinstance(isi, dict):
            if "lebar" in isi and "baris" in isi:
                hasil[isi.get("id", "")] = [[s["teks"] for s in baris] for baris in isi["baris"]]
            for nilai in isi.values():
                turun(nilai)
        elif isinstance(isi, list):
            for nilai in isi:
                turun(nilai)

    turun(payload)
    return hasil
