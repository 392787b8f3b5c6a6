"""The action plan: the quarters of every target, and the same rows as the annual report prints of it."""

import pytest

from indicators.exceptions import Incomplete
from indicators.models import Indikator
from reports.builders import aksi, rencana_aksi
from reports.builders.permintaan import Permintaan
from sakip.lib.numbers import parse_rupiah
from tests import builders as b
from tests.reports.lkjip_baca import tabel_payload
from tests.reports.lkjip_demo import payload_demo as payload_lkjip
from tests.reports.naskah_demo import baris, payload_demo, tabel

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(demonstration):
    return payload_demo(demonstration)


def test_each_quarter_has_its_target_and_the_way_they_add_up_is_named(demo):
    rows = {r[2]: r[3:9] for r in baris("aksi", "RA target")}
    assert rows["Indeks Kepuasan Masyarakat (IKM)"] == ["90", "-", "-", "-", "90", "Sekali setahun"]
    assert rows["Predikat AKIP OPD"] == ["BB", "-", "-", "-", "BB", "Sekali setahun"]
    koordinasi = rows["Persentase Koordinasi Pelaksanaan Program di Bidang Pemerintahan"]
    assert koordinasi == ["100%", "18%", "45%", "72%", "100%", "Nilai terakhir"]


def test_the_programmes_behind_an_iku_stand_with_their_pagu(demo):
    rows = {r[2]: r[9:] for r in baris("aksi", "RA target")}
    assert rows["Persentase Koordinasi Pelaksanaan Program di Bidang Pemerintahan"] == [
        "Program Penyelesaian Sengketa Tanah Garapan\nProgram Pemerintahan dan Kesejahteraan Rakyat",
        "Rp6.600.177.009",
        "Bagian Pemerintahan",
    ]
    jumlah = sum(parse_rupiah(r[1]) or 0 for r in rows.values() if r[1] != "-")
    assert jumlah == 43_574_741_594


def test_its_rows_are_those_of_the_annual_report(demo, demonstration):
    """One function makes both, so the two documents cannot disagree."""
    laporan = tabel_payload(payload_lkjip(demonstration))["Tabel 2.4"]["tabel"]["baris"]
    own = tabel("aksi")["RA aksi"]["baris"]
    assert [[s["teks"] for s in r] for r in own[:-1]] == [[s["teks"] for s in r] for r in laporan]
    assert [s["teks"] for s in own[-1] if s["teks"]] == ["Jumlah", "Rp43.574.741.594"]


def test_units_promise_by_quarter_where_they_have_a_kinerja_utama_of_their_own(demo):
    rows = tabel("aksi balangan")["RA unit"]["baris"]
    assert len(rows) == 49
    unit = [r[0]["teks"] for r in rows if r[0]["teks"]]
    assert unit[:2] == ["Bagian Hukum", "Sub Bagian Peraturan Perundang-undangan"]
    ranham = next([s["teks"] for s in r] for r in rows if r[2]["teks"] == "Jumlah pelaporan RANHAM")
    assert ranham[3:] == ["3", "0", "1", "1", "1", "Triwulan dijumlahkan"]
    assert "RA unit" not in tabel("aksi")


@pytest.mark.parametrize(
    ("akumulasi", "tw", "hasil"),
    [
        ("TAHUNAN", None, ["-", "-", "-", "90"]),
        ("JUMLAH", "22.5", ["22,5", "22,5", "22,5", "22,5"]),
        ("AKHIR", None, ["-", "-", "-", "-"]),
    ],
)
def test_a_quarter_without_target_is_no_zero(cast, akumulasi, tw, hasil):
    indikator = b.make_indikator(cast.unit, akumulasi=akumulasi)
    target = b.make_target(cast.rencana, indikator, 90, **{f"tw{n}": tw for n in (1, 2, 3, 4)})
    target.refresh_from_db()
    assert list(aksi.triwulan(indikator, target).values()) == hasil


def test_a_step_of_a_scale_counts_in_every_quarter(cast):
    skala = b.make_skala()
    indikator = b.make_indikator(cast.unit, jenis_nilai=Indikator.JenisNilai.PREDIKAT, skala=skala, akumulasi="AKHIR")
    langkah = skala.tingkat.get(kode="B")
    target = b.make_target(cast.rencana, indikator, None, tingkat=langkah)
    assert list(aksi.triwulan(indikator, target).values()) == ["B", "B", "B", "B"]


def test_without_targets_in_the_plan_it_is_refused(cast):
    cast.rencana.target.all().delete()
    with pytest.raises(Incomplete) as gagal:
        rencana_aksi.build(Permintaan(cast.pd, 2025))
    assert "belum memuat target indikator sasaran" in gagal.value.kekurangan[0]
