"""The annual plan: its targets beside those of the Renstra, its pagu adding up, its gaps named."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.exceptions import Incomplete, InvalidValue
from indicators.models import TargetRenstra
from reports import services
from reports.builders import rkt
from reports.builders.permintaan import Permintaan
from reports.models import TataDokumen
from sakip.lib.numbers import parse_rupiah
from tests import builders as b
from tests.kueri import queries_of
from tests.reports.baca import teks
from tests.reports.naskah_demo import baris, payload_demo, pdf_demo, tabel

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(demonstration):
    return payload_demo(demonstration)


def isi_tabel(payload, kode):
    return next(
        blok["tabel"]
        for bagian in payload["bagian"]
        for blok in bagian["blok"]
        if blok["jenis"] == "tabel" and blok["tabel"]["id"] == kode
    )


def catatan(payload) -> str:
    return payload["bagian"][0]["blok"][0]["catatan"]


# --- The demonstration ---------------------------------------------------------------------------------------------


def test_every_indikator_stands_with_its_unit_and_both_targets(demo):
    rows = baris("rkt", "RKT sasaran")
    assert len({r[1] for r in rows[:3]}) == 1
    assert len({r[1] for r in rows}) == 4
    assert rows[0][2:] == ["Indeks Kepuasan Masyarakat (IKM)", "Nilai", "90", "90"]
    assert rows[1][2:] == ["Predikat AKIP OPD", "Predikat", "BB", "BB"]
    assert rows[5][2:] == ["Persentase Koordinasi Pelaksanaan Program di Bidang Administrasi Umum", "%", "100%", "100%"]
    assert catatan(demo["rkt"]) == "Semua target tersebut sama dengan target Renstra tahun 2024."


def test_pagu_adds_up_from_sub_kegiatan_to_the_total(demo):
    rows = baris("rkt", "RKT program")
    tingkat = [sel[0].get("kelas", "") for sel in tabel("rkt")["RKT program"]["baris"]]
    pagu = [parse_rupiah(r[-1]) for r in rows]

    def jumlah(kelas):
        return sum(n for n, k in zip(pagu, tingkat, strict=True) if k == kelas)

    assert (tingkat.count("tingkat-program"), tingkat.count("tingkat-kegiatan")) == (4, 20)
    assert jumlah("") == jumlah("tingkat-kegiatan") == jumlah("tingkat-program") == pagu[-1] == 43_574_741_594
    assert tingkat.count("") == 72


def test_a_programme_shows_the_iku_it_supports(demo):
    program = next(r for r in baris("rkt", "RKT program") if r[0] == "4.01.03")
    assert program[2:4] == ["Persentase Koordinasi Pelaksanaan Program di Bidang Perekonomian dan Pembangunan", "100%"]


def test_a_plan_without_pagu_is_printed_and_says_so(demo):
    assert [r[2] for r in baris("rkt balangan", "RKT sasaran")]
    assert "RKT program" not in tabel("rkt balangan")
    assert any(
        "Pagu program, kegiatan, dan sub kegiatan tahun 2025 belum tercatat" in k
        for k in demo["rkt balangan"]["kekurangan"]
    )


def test_on_paper_it_is_signed_below_its_total(demo):
    cetakan = teks(pdf_demo("rkt"))
    assert "RENCANA KINERJA TAHUNAN PERUBAHAN SEKRETARIAT DAERAH KABUPATEN TANJUNG JABUNG TIMUR TAHUN 2024" in cetakan
    assert cetakan.index("Jumlah Rp43.574.741.594") < cetakan.index("Muara Sabak, 20 Januari 2025")


# --- Rules -----------------------------------------------------------------------------------------------------------


def test_a_target_that_left_the_renstra_is_shown_beside_it(lengkap):
    TargetRenstra.objects.update(nilai=Decimal("87.5"))
    payload = rkt.build(Permintaan(lengkap.pd, 2025))
    assert catatan(payload) == ""
    beda = isi_tabel(payload, "RKT perbedaan")["baris"]
    assert [s["teks"] for s in beda[0]] == ["1", "Sasaran", lengkap.indikator.nama, "87,5", "90"]


def test_the_plan_asked_for_speaks_and_not_the_last_one(lengkap):
    ubah = b.make_rencana(lengkap.pd, urutan=2, jenis="PERUBAHAN", berlaku_mulai=4)
    b.make_target(ubah, lengkap.indikator, 95)
    terakhir = rkt.build(Permintaan(lengkap.pd, 2025))
    murni = rkt.build(Permintaan(lengkap.pd, 2025, rencana=lengkap.rencana))
    assert terakhir["judul"][0] == "RENCANA KINERJA TAHUNAN PERUBAHAN"
    assert murni["judul"][0] == "RENCANA KINERJA TAHUNAN"
    target = [isi_tabel(p, "RKT sasaran")["baris"][0][4]["teks"] for p in (terakhir, murni)]
    assert target == ["95", "90"]


def test_without_an_approved_plan_it_is_refused_with_what_to_do(db):
    pd = b.make_pd()
    b.make_periode(pd.pemerintah_daerah)
    with pytest.raises(Incomplete) as gagal:
        rkt.build(Permintaan(pd, 2025))
    assert gagal.value.kekurangan == rkt.periksa(Permintaan(pd, 2025))
    assert "sahkan rencana murni atau perubahannya" in gagal.value.kekurangan[0]


def test_columns_kop_and_paper_are_data(lengkap):
    TataDokumen.objects.create(
        perangkat_daerah=lengkap.pd,
        jenis="rkt",
        isi={
            "kop": {"cetak": False},
            "kertas": "A4",
            "mendatar": True,
            "kolom_sasaran": [
                {"sumber": "indikator", "label": "IKU", "lebar": 3},
                {"sumber": "unit", "label": "Pelaksana", "lebar": 1},
            ],
        },
    )
    payload = rkt.build(Permintaan(lengkap.pd, 2025))
    assert (payload["kop"], payload["meta"]["kertas"], payload["bagian"][0]["lebar"]) == (None, "A4", True)
    tabel = isi_tabel(payload, "RKT sasaran")
    assert [s["teks"] for s in tabel["kepala"][0]] == ["IKU", "Pelaksana"]
    assert [s["teks"] for s in tabel["baris"][0]] == [lengkap.indikator.nama, lengkap.unit.nama]


def test_a_signature_layout_that_cannot_be_used_is_refused(lengkap):
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="rkt", isi={"ttd": []})
    with pytest.raises(InvalidValue, match="satu atau dua penanda tangan"):
        rkt.build(Permintaan(lengkap.pd, 2025))


def test_it_is_finished_without_a_number_and_stays_as_it_was(lengkap):
    minta = Permintaan(lengkap.pd, 2025, tanggal=date(2025, 1, 3), final=True)
    dokumen = services.dokumen_finalize(jenis="rkt", permintaan=minta, by=lengkap.planner)
    assert (dokumen.nomor, dokumen.periode_kunci, dokumen.status) == ("", "2025", "FINAL")
    lengkap.indikator.nama = "Nama lain"
    lengkap.indikator.save()
    dokumen.refresh_from_db()
    assert "Nama lain" not in str(dokumen.payload)
    assert services.utuh(dokumen)


def test_building_costs_the_same_queries_at_any_size(lengkap):
    def queries() -> int:
        return queries_of(lambda: rkt.build(Permintaan(lengkap.pd, 2025)))

    sedikit = queries()
    for _ in range(6):
        i, sub = b.make_indikator(lengkap.unit), b.make_sub_kegiatan(lengkap.unit)
        b.make_target(lengkap.rencana, i)
        b.make_pagu(lengkap.rencana, sub)
    assert queries() == sedikit
    assert sedikit <= 22
