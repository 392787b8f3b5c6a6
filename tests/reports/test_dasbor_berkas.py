"""The files of a dashboard: what the page draws is what a download and the PDF draw, figures and scope alike."""

import base64
import io
import json
import re
from decimal import Decimal
from html import unescape
from urllib.parse import urlencode

import openpyxl
import pdfplumber
import pytest
from django.core.cache import caches
from django.urls import reverse
from lxml import etree
from PIL import Image

from indicators.models import Indikator, UnitKerja, User
from reports import pdf
from reports.builders.dasbor_cetak import MAKS_BARIS
from reports.templatetags.dasbor import lembar_grafik
from sakip.lib.charts import ChartData
from sakip.lib.charts_bentuk import Daftar, Kuadran, spesifikasi

PD = {"pd": "setda-tanjabtim", "tahun": "2024"}


@pytest.fixture(scope="module", autouse=True)
def demo(demonstration):
    """What this module writes is rolled back after it."""
    with demonstration.opened():
        yield


@pytest.fixture(autouse=True)
def database(db):
    """Each test in a savepoint of its own."""


@pytest.fixture
def auditor(client):
    """The Inspektorat reads everything of the regency."""
    client.force_login(User.objects.get(username="inspektorat"))
    return client


def berkas(client, kunci: str, jenis: str, query: dict[str, str] = PD):
    return client.get(reverse("indicators:dasbor_unduh", args=[kunci, jenis]), query)


def rows_xlsx(isi: bytes) -> list[tuple[object, ...]]:
    ws = openpyxl.load_workbook(io.BytesIO(isi)).active
    angka = lambda n: Decimal(str(n)) if isinstance(n, int | float) else n or ""  # noqa: E731
    return [tuple(angka(c.value) for c in baris) for baris in ws.iter_rows()]


def rows_tabel(g) -> list[tuple[object, ...]]:
    angka = lambda n: round(Decimal(n), 6) if isinstance(n, Decimal | int) else n or ""  # noqa: E731
    return [tuple(map(angka, baris)) for baris in g.tabel.baris]


def di_atas_kertas(halaman: str) -> str:
    """The address behind “Unduh PDF”."""
    return unescape(re.search(r'href="([^"]+)"><svg(?:(?!</a>).)*</svg> Unduh PDF', halaman, re.S)[1])


def test_every_dashboard_leads_to_itself_on_paper_with_its_year_and_filters(auditor):
    indikator = Indikator.objects.filter(unit_kerja=_unit()).first()
    for nama, args in (("dasbor", []), ("dasbor_unit", [_unit().pk]), ("dasbor_indikator", [indikator.pk])):
        saring = PD | {"tahun": "2024", "sampai": "2"}
        halaman = auditor.get(reverse(f"indicators:{nama}", args=args), saring).content.decode()
        assert di_atas_kertas(halaman) == f"{reverse(f'reports:{nama}_cetak', args=args)}?{urlencode(saring)}"


def test_page_download_and_pdf_draw_one_specification(auditor, monkeypatch):
    """Every drawing is that of its SVG file, every figure that of the workbook, and the PDF has the specification."""
    jawaban = auditor.get(reverse("indicators:dasbor"), PD)
    halaman = jawaban.content.decode()
    gambar = {base64.b64decode(b).decode() for b in re.findall(r'"data:image/svg\+xml;base64,([^"]+)"', halaman)}
    payload: list[dict] = []
    monkeypatch.setattr(pdf, "render", lambda templat, p: payload.append(json.loads(json.dumps(p))) or b"%PDF")
    auditor.get(di_atas_kertas(halaman))
    bagian = {b["kunci"]: b for b in payload[0]["bagian"]}
    grafik = {g["kunci"]: g for g in jawaban.context["g"].values()}
    assert list(bagian) == list(grafik) and len(grafik) > 8
    for kunci, satu in grafik.items():
        g, alamat = satu["isi"], dict(satu["unduh"])
        assert all(a.replace("&", "&amp;") in halaman or a in halaman for a in alamat.values()), kunci
        rows, tabel = rows_xlsx(auditor.get(alamat["XLSX"]).content), rows_tabel(g)
        lebar = len(tabel[0])
        awal = [r[:lebar] for r in rows].index(tabel[0])
        assert [r[:lebar] for r in rows[awal : awal + len(tabel)]] == tabel, kunci
        assert [[s["teks"] for s in b] for b in bagian[kunci]["tabel"]["baris"]] == g.baris[:MAKS_BARIS]
        if isinstance(g, Daftar):
            assert bagian[kunci]["grafik"] is None
            continue
        assert bagian[kunci]["grafik"] == json.loads(json.dumps(spesifikasi(g)))
        assert g.svg in auditor.get(alamat["SVG"]).content.decode()
        lembar = lembar_grafik(bagian[kunci]["grafik"])
        assert lembar == [g.svg] or len(lembar) > 1, "the same drawing, or cut for paper"
    terlukis = [g["isi"] for g in grafik.values() if isinstance(g["isi"], ChartData | Kuadran)]
    assert len(terlukis) > 8 and all({g.svg, g.svg_sempit} & gambar for g in terlukis), "the others are tables there"


def test_the_pdf_has_every_chart_and_figure_and_says_where_it_comes_from(auditor):
    jawaban = auditor.get(reverse("reports:dasbor_unit_cetak", args=[_unit().pk]), {"tahun": "2024"})
    assert jawaban["Content-Type"] == "application/pdf" and ".pdf" in jawaban["Content-Disposition"]
    with pdfplumber.open(io.BytesIO(jawaban.content)) as dokumen:
        teks = " ".join((h.extract_text() or "").replace("\n", " ") for h in dokumen.pages)
        muka = dokumen.pages[0]
        assert {h["fontname"].split("+")[-1] for h in muka.chars} <= {"Liberation-Sans", "Liberation-Sans-Bold"}
        assert muka.rects or muka.curves, "drawn, not photographed"
    assert _unit().nama in teks and "Hanya nilai terverifikasi" in teks and "Tahun 2024" in teks


def _unit() -> UnitKerja:
    return UnitKerja.objects.get(perangkat_daerah__kode="setda-tanjabtim", nama="Bagian Hukum")


def test_a_picture_names_scope_filter_and_day(auditor):
    svg = berkas(auditor, "peta", "svg", PD | {"tw": "2", "iku": "1"})
    assert svg["Content-Type"] == "image/svg+xml" and svg["X-Content-Type-Options"] == "nosniff"
    teks = " ".join(t.text for t in etree.fromstring(svg.content).iter("{*}text"))
    assert "sampai dengan Triwulan II Tahun 2024" in teks and "Saringan:" in teks and "Sumber: SAKIP, diunduh" in teks
    png = berkas(auditor, "kuadran", "png")
    with Image.open(io.BytesIO(png.content)) as gambar:
        assert gambar.width >= 1600
    assert re.search(
        r'filename="[a-z0-9-]+-2024-tw4-capaian-terhadap-penyerapan[a-z-]*\.png"', png["Content-Disposition"]
    )


def test_what_is_not_there_is_refused_in_a_sentence_or_not_found(auditor):
    assert berkas(auditor, "tidak-ada", "svg").status_code == 404
    assert berkas(auditor, "peta", "exe").status_code == 404
    assert berkas(auditor, "peta", "svg", PD | {"tahun": "1999"}).status_code == 404
    kosong = berkas(auditor, "kategori", "svg", PD | {"cari": "tidak ada indikator bernama begini"})
    assert kosong.status_code == 422 and "Ubah saringan" in kosong.content.decode()
    daftar = berkas(auditor, "terlambat", "png", {"pd": "setda-tanjabtim", "tahun": "2025"})
    assert daftar.status_code == 422 and "Excel" in daftar.content.decode()


def test_a_unit_sees_its_own_figures_only(client):
    """The same address answers each person with what the page shows them; a foreign perangkat daerah is not there."""
    client.force_login(User.objects.get(username="operator.hukum"))
    rows = rows_xlsx(berkas(client, "peta", "xlsx").content)
    nama = [r[0] for r in rows]
    assert "Bagian Hukum" in nama and "Bagian Umum" not in nama
    assert berkas(client, "peta", "xlsx", {"pd": "setda-balangan"}).status_code == 404
    client.force_login(User.objects.get(username="perencana.balangan"))
    assert client.get(reverse("indicators:dasbor_unit_unduh", args=[_unit().pk, "peta", "svg"])).status_code == 404


@pytest.fixture
def forgetful():
    """What was kept of the dashboards is forgotten before and after: a name changes without an audit event."""
    caches["fakta"].clear()
    yield
    caches["fakta"].clear()


def test_a_name_that_begins_like_a_formula_stays_a_name(auditor, forgetful):
    UnitKerja.objects.filter(pk=_unit().pk).update(nama='=HYPERLINK("http://x","y")')
    ws = openpyxl.load_workbook(io.BytesIO(berkas(auditor, "peta", "xlsx").content)).active
    sel = next(c for baris in ws.iter_rows() for c in baris if str(c.value).startswith("=HYPERLINK"))
    assert (sel.data_type, sel.quotePrefix) == ("s", True)
