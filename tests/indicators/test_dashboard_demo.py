"""The dashboards of a real year: the Setda of Tanjung Jabung Timur, 2024, and the open year after it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from indicators.models import RencanaTahunan, Status, User
from indicators.selectors import laporan
from indicators.selectors.dashboard import dasbor, lingkup_for
from indicators.selectors.navigasi import konteks_for

D = Decimal


@pytest.fixture(scope="module", autouse=True)
def demo(demonstration):
    """What this module writes is rolled back after it."""
    with demonstration.opened():
        yield


@pytest.fixture(autouse=True)
def database(db):
    """Each test in a savepoint of its own."""


def page_of(username: str, tahun: int, hari_ini):
    user = User.objects.get(username=username)
    here = konteks_for(user, kode="setda-tanjabtim", tahun=tahun, hari_ini=hari_ini)
    lingkup = lingkup_for(
        user, perangkat_daerah=here.perangkat_daerah, tahun=tahun, jadwal=here.jadwal, hari_ini=hari_ini
    )
    return dasbor(lingkup)


@pytest.fixture
def hari_ini():
    """The day after the deadline of the first quarter of 2025."""
    return date(2025, 4, 11)


def test_absorption_of_2024_is_what_the_sums_say(hari_ini):
    """Tables 3.1.8 to 3.1.10 and the total, which the published report prints as 97%."""
    d = page_of("sekda", 2024, hari_ini)
    assert (d.total.pagu, d.total.realisasi, d.total.sisa) == (43_574_741_594, 41_939_766_218, 1_634_975_376)
    assert d.total.serapan == D("96.25")
    assert {p.pagu: p.serapan for p in d.program} == {
        10_000_000: D("68.25"),
        6_590_177_009: D("98.17"),
        2_800_301_381: D("95.49"),
        34_174_263_204: D("95.95"),
    }
    assert all(p.belum == 0 for p in d.program)


def test_capaian_of_2024(hari_ini):
    d = page_of("sekda", 2024, hari_ini)
    rows = [(r.indikator.kode, r.realisasi_panjang, r.capaian_teks) for k in d.sasaran for r in k.rows]
    assert rows == [
        ("ikm", "97", "108%"),
        ("akip", "BB (72,31)", "100%"),
        ("laporan-keuangan-sap", "Sesuai (100%)", "100%"),
        ("koordinasi-pemerintahan", "99%", "99%"),
        ("koordinasi-perekonomian-pembangunan", "98%", "98%"),
        ("koordinasi-administrasi-umum", "98%", "98%"),
    ]
    assert (d.iku_tercapai, d.iku_terukur, d.iku_jumlah) == (3, 6, 6)
    assert [t.labels for t in d.tren] == [("2021", "2022", "2023", "2024")] * 6


def test_every_sheet_of_2024_is_verified_and_those_of_2025_are_late(hari_ini):
    d = page_of("sekda", 2024, hari_ini)
    cells = [sel.ringkas for baris in d.peta for sel in baris.sel]
    assert len(d.peta) == 10
    assert {c.status for c in cells} == {Status.VERIFIED}
    assert all(c.terisi == c.jumlah for c in cells)
    assert d.terlambat == []
    assert len(page_of("sekda", 2025, hari_ini).terlambat) == 10


@pytest.mark.parametrize("username", ["sekda", "bupati", "inspektorat", "perencana", "operator.umum"])
@pytest.mark.parametrize("tahun", [2021, 2024, 2025])
def test_every_reader_gets_a_page_without_a_broken_figure(client, username, tahun):
    client.force_login(User.objects.get(username=username))
    response = client.get(reverse("indicators:dasbor"), {"tahun": tahun})
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    assert "None" not in text and "NaN" not in text
    assert ("96,25%" in text) == (tahun == 2024 and username != "operator.umum")


def test_every_chart_has_its_sentence_and_its_table(client):
    client.force_login(User.objects.get(username="sekda"))
    page = client.get(reverse("indicators:dasbor"), {"tahun": 2024}).content.decode()
    charts = re.findall(r'<figure class="chart">.*?</figure>', page, flags=re.DOTALL)
    assert len(charts) == 13
    for chart in charts:
        assert re.search(r"<figcaption>.*<p>[A-Z0-9].+\.</p>", chart, flags=re.DOTALL), chart[:200]
        assert re.search(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="[^"]+\."', chart)
        assert "Tabel angka" in chart and "<tbody>" in chart


def test_the_units_of_a_perangkat_daerah_add_up_to_it(hari_ini):
    """What the operators see, each of the own unit, is together what the leader sees."""
    whole = page_of("sekda", 2024, hari_ini)
    users = User.objects.filter(
        membership__role="operator", membership__unit_kerja__perangkat_daerah__kode="setda-tanjabtim"
    )
    parts = [page_of(u.username, 2024, hari_ini).total for u in users]
    assert sum(p.pagu for p in parts) == whole.total.pagu
    assert sum(p.realisasi for p in parts) == whole.total.realisasi


def test_the_dashboard_and_the_annual_report_say_the_same_of_every_programme(hari_ini):
    """Two selectors sum money, one for a year under way, one for a document: in a closed year they agree."""
    rencana = RencanaTahunan.objects.filter(perangkat_daerah__kode="setda-tanjabtim", tahun=2024).latest("urutan")
    document = laporan.pohon_program(rencana.perangkat_daerah, rencana.periode, rencana)
    dashboard = page_of("sekda", 2024, hari_ini)
    assert [(r.nama, r.pagu, r.realisasi, r.serapan) for r in dashboard.program] == [
        (p.program.uraian, p.anggaran.pagu, p.anggaran.keuangan, p.anggaran.serapan) for p in document
    ]
    total = laporan.jumlahkan(p.anggaran for p in document)
    assert (dashboard.total.pagu, dashboard.total.realisasi) == (total.pagu, total.keuangan)


def test_the_trail_of_the_demonstration_is_whole(capsys):
    call_command("verify_audit")
    assert "UTUH" in capsys.readouterr().out
