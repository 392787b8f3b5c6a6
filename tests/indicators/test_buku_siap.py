"""What a preview found is kept and stored as it was shown; whatever it rests on brings a fresh comparison."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.buku_pd.muat import lingkup, muat
from indicators.buku_pd.perlu_coba import TERPERIKSA
from indicators.buku_pd.polos import angka_sah
from indicators.buku_pd.siap import keadaan
from indicators.exceptions import Closed, StaleData
from indicators.models import (
    AuditEvent,
    JadwalPengisian,
    PeriodeRenstra,
    Program,
    RencanaTahunan,
    Sasaran,
    Satuan,
    SubKegiatan,
    Target,
    TargetRenstra,
    Unggahan,
)
from indicators.services import audit, impor, impor_siap, impor_unggahan
from indicators.services.impor_unggahan import buku_bandingkan, buku_terapkan, buku_unggah
from indicators.services.rantai import rantai_periksa
from tests.builders import make_indikator, make_periode, make_rencana, make_sasaran, make_target
from tests.buku_pd_uji import bandingkan, ekspor, sidik, ubah
from tests.buku_pd_uji import terapkan as uji_terapkan

CARA = {"hapus": False, "samakan": []}


@pytest.fixture
def periode(cast):
    RencanaTahunan.objects.update(status="DRAFT")
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


@pytest.fixture
def lihat(cast, periode):
    """A change of a target and a new sasaran, previewed."""
    isi = ekspor(cast.pd, periode)
    sel = {("Target", 2, "TW I"): 5, ("Sasaran", 0, "Uraian"): "Layanan prima", ("Sasaran", 0, "Kunci"): "S90"}
    row = buku_unggah(perangkat_daerah=cast.pd, periode=periode, nama="b.xlsx", isi=ubah(isi, sel), by=cast.planner)
    return row, buku_bandingkan(row, by=cast.planner, **CARA).selisih


@pytest.fixture
def tanpa_banding(monkeypatch):
    """A yes that would compare anew fails."""
    monkeypatch.setattr(impor_unggahan, "_bandingkan", lambda *a, **k: pytest.fail("compared anew"))


@pytest.fixture
def dibanding(monkeypatch):
    """How often the file was compared anew."""
    hitung, asli = [], impor_unggahan._bandingkan
    monkeypatch.setattr(impor_unggahan, "_bandingkan", lambda *a, **k: hitung.append(1) or asli(*a, **k))
    return hitung


def terapkan(row, cast, selisih, **cara):
    return buku_terapkan(row, by=cast.planner, sidik=selisih.sidik, **(CARA | cara))


def test_what_was_shown_is_stored_without_reading_and_comparing_it_again(cast, lihat, tanpa_banding):
    row, s = lihat
    assert terapkan(row, cast, s) == 2
    assert (Target.objects.get().tw1, Sasaran.objects.filter(uraian="Layanan prima").count()) == (5, 1)
    assert set(AuditEvent.objects.values_list("aksi", flat=True)) == {
        "sasaran.created", "target.saved", "buku_kerja.imported",
    }  # fmt: skip
    assert rantai_periksa(cast.pemda)[1] == []
    assert "siap" not in Unggahan.objects.get().isi
    with pytest.raises(Closed):
        terapkan(row, cast, s)


def test_it_stores_the_same_as_a_fresh_comparison_does(cast, lihat, monkeypatch):
    row, s = lihat
    hasil = []
    for ambil in (impor_siap.siap_ambil, lambda *a, **k: None):
        monkeypatch.setattr(impor_unggahan, "siap_ambil", ambil)
        with pytest.raises(ZeroDivisionError), impor.transaction.atomic():
            terapkan(row, cast, s)
            jejak = AuditEvent.objects.order_by("nomor").values_list("aksi", "sebelum", "objek_nama")
            hasil.append((sidik(cast.pd), list(jejak)))
            raise ZeroDivisionError
    assert hasil[0] == hasil[1]


def test_an_event_about_the_perangkat_daerah_brings_a_fresh_comparison_one_of_another_does_not(cast, lihat, dibanding):
    row, s = lihat
    lain = cast.outsider_planner.membership.get().perangkat_daerah
    audit.record(None, audit.Event("uji", lain, "lain", perangkat_daerah=lain, pemerintah_daerah=cast.pemda))
    audit.record(None, audit.Event("uji", cast.pd, "sendiri", perangkat_daerah=cast.pd))
    terapkan(row, cast, s)
    assert dibanding == [1]


@pytest.mark.parametrize("tulis", [
    lambda cast: make_rencana(cast.pd, 2024),
    lambda cast: make_target(cast.rencana, make_indikator(cast.unit, cast.indikator.sasaran)),
])  # fmt: skip
def test_a_stored_row_more_is_noticed_though_no_event_tells_of_it(cast, lihat, dibanding, tulis):
    row, s = lihat
    tulis(cast)
    assert terapkan(row, cast, s) == 2
    assert dibanding == [1]


def test_a_cell_shown_otherwise_than_it_is_stored_now_is_not_written(cast, lihat):
    row, s = lihat
    Target.objects.update(tw1=77)
    with pytest.raises(StaleData, match="berubah sejak"):
        terapkan(row, cast, s)
    assert Target.objects.get().tw1 == 77


def test_other_choices_and_another_period_state_are_compared_anew(cast, lihat, dibanding):
    row, s = lihat
    with pytest.raises(StaleData):
        buku_terapkan(row, by=cast.planner, sidik="lain", **CARA)
    PeriodeRenstra.objects.update(status="CLOSED")
    with pytest.raises(Exception, match="perbaiki dulu"):
        terapkan(row, cast, s)
    assert dibanding == [1, 1]
    assert Target.objects.get().tw1 == 90


def test_a_reference_that_is_gone_stores_nothing(cast, periode):
    satuan = Satuan.objects.create(nama="Buku")
    isi = ubah(ekspor(cast.pd, periode), {("Indikator", 2, "Satuan"): "Buku"})
    row = buku_unggah(perangkat_daerah=cast.pd, periode=periode, nama="b.xlsx", isi=isi, by=cast.planner)
    s = buku_bandingkan(row, by=cast.planner, **CARA).selisih
    satuan.delete()
    with pytest.raises(Exception, match="berubah sejak|perbaiki dulu"):
        terapkan(row, cast, s)


def test_every_table_that_a_comparison_reads_is_in_the_state_it_is_held_to(cast, periode):
    """Each table of the sheets, and what hangs on their rows: a changed cell is another state."""
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2024, nilai=1)
    semua = muat(cast.pd, periode)
    tempat = lingkup(semua.tabel, [t.nama for t in semua.tabel])
    semula = keadaan(semua, tempat)
    for model, kolom in ((TargetRenstra, "nilai"), (Target, "tw4"), (JadwalPengisian, "tahun"), (SubKegiatan, "kode")):
        row = model.objects.first()
        dulu = getattr(row, kolom)
        model.objects.filter(pk=row.pk).update(**{kolom: 2024 if kolom == "tahun" else 9})
        assert keadaan(muat(cast.pd, periode), tempat) != semula, model
        model.objects.filter(pk=row.pk).update(**{kolom: dulu})
    assert keadaan(muat(cast.pd, periode, tempat), tempat) == semula


def test_a_yes_to_one_row_asks_for_a_small_part_of_what_a_preview_asks(cast, lihat):
    row, s = lihat
    with CaptureQueriesContext(connection) as tercatat:
        terapkan(row, cast, s)
    dibaca = " ".join(q["sql"] for q in tercatat)
    assert not any(f'FROM "{m._meta.db_table}"' in dibaca for m in (Program, TargetRenstra, SubKegiatan))


# --- Plain rows -----------------------------------------------------------------------------------------------------


def test_plain_rows_leave_the_same_as_rows_of_the_model_do(cast, periode, monkeypatch):
    """A new plan with targets and pagu, and a new indikator with its years: by cells, then row by row."""
    make_indikator(cast.unit, cast.indikator.sasaran, kode="kedua")
    nilai = {
        "Rencana": "2026/1",
        "Indikator": "kedua",
        "Target tahun": "95,5",
        "TW I": "0,25",
        "TW IV": -7,
        "TW II": 80,
    }
    pagu = {"Rencana": "2026/1", "Sub kegiatan": "SK1", "Jenis belanja": "5.1.02", "Jumlah (Rp)": "1.250.000.000"}
    plan = {"Tahun": 2026, "Versi ke": 1, "Jenis": "MURNI", "Berlaku mulai triwulan": 1, "Status": "DRAFT"}
    tahun = {"Target 2022": "66,5", "Target 2023": 67, "Target 2024": "100", "Tahun target contoh": "2023"}
    lembar = {"Target": nilai | {"Data contoh": "ya"}, "Pagu": pagu, "Rencana": plan}
    sel = {(nama, 0, k): v for nama, isi in lembar.items() for k, v in isi.items()}
    baru = {"Kode": "baru", "Jenjang": "sasaran", "Unsur": "S1", "Nama": "Baru", "Unit pengisi": cast.unit.kode}
    baru |= {"Jenis nilai": "ANGKA", "Arah": "NAIK", "Akumulasi": "AKHIR", "Cara nilai diperoleh": "LANGSUNG"}
    isi = ubah(ekspor(cast.pd, periode), sel | {("Indikator", 0, k): v for k, v in (baru | tahun).items()})
    hasil = []
    for cara in ("sel", "baris"):
        if cara == "baris":
            monkeypatch.setattr("indicators.buku_pd.susun.pisahkan", lambda tabel, baru, *_: ([], list(baru)))
            monkeypatch.setattr("indicators.services.impor_target.angka_sah", lambda teks: False)
        with pytest.raises(ZeroDivisionError), impor.transaction.atomic():
            polos = uji_terapkan(cast.pd, periode, isi, cast.planner).tersusun.polos
            jejak = AuditEvent.objects.order_by("nomor").values_list("aksi", "sebelum", "sesudah")
            hasil.append((sidik(cast.pd), [(a, x, y) for a, x, y in jejak if a.endswith("saved")]))
            raise ZeroDivisionError
        assert (len(polos["target"]), len(polos["pagu"])) == ((1, 1) if cara == "sel" else (0, 0))
    assert [a for a, _, _ in hasil[0][1]] == ["target_renstra.saved", "target.saved", "pagu.saved"]
    assert hasil[0] == hasil[1]


@pytest.mark.parametrize("teks", ["12345678901234567", "1.23456", "1e5", "", ".5", "-", "١٢", "1.", "NaN", " 1"])
def test_a_figure_that_may_not_fit_is_no_plain_one(teks):
    assert not angka_sah(teks)


# --- What is refused without a trial --------------------------------------------------------------------------------


@pytest.fixture
def tanpa_coba(monkeypatch):
    """A preview that tries the database fails."""
    monkeypatch.setattr(impor, "_coba", lambda *a: pytest.fail("tried"))


@pytest.mark.parametrize(
    ("sel", "sebab"),
    [
        ({("Indikator", 0, "Kode"): "iku-dua", ("Indikator", 0, "IKU"): "ya", ("Indikator", 0, "Jenjang"): "program"},
         "IKU hanya boleh"),
        ({("Indikator", 2, "Jenis nilai"): "PREDIKAT"}, "harus memiliki skala"),
        ({("Indikator", 2, "Target 2024"): "BB"}, "tanpa predikat"),
        ({("Indikator", 2, "Kode"): "bukan kode"}, "huruf"),
        ({("Rencana", 2, "Berlaku mulai triwulan"): 7}, "triwulan 1 sampai 4"),
        ({("Pagu", 2, "Jumlah (Rp)"): -5}, "kurang dari nol"),
        ({("Target", 2, "TW I"): 10**14}, ""),
        ({("Program", 2, "IKU yang didukung"): "asing"}, "bukan kode indikator"),
    ],
)  # fmt: skip
def test_the_checks_in_memory_refuse_what_the_database_would(cast, periode, tanpa_coba, sel, sebab):
    galat = bandingkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), sel), cast.planner).selisih.galat
    assert any(sebab in g.kalimat for g in galat) or not sebab


def test_a_plan_that_another_period_has_is_refused(cast, periode, tanpa_coba):
    lain = make_periode(cast.pemda, tahun_awal=2025, tahun_akhir=2029)
    RencanaTahunan.objects.create(
        perangkat_daerah=cast.pd, periode=lain, tahun=2026, urutan=1, jenis="MURNI", berlaku_mulai=1
    )
    kolom = {"Tahun": 2026, "Versi ke": 1, "Jenis": "MURNI", "Berlaku mulai triwulan": 1, "Status": "DRAFT"}
    isi = ubah(ekspor(cast.pd, periode), {("Rencana", 0, k): v for k, v in kolom.items()})
    galat = bandingkan(cast.pd, periode, isi, cast.planner).selisih.galat
    assert ["2025–2029" in g.kalimat for g in galat] == [True]


def test_a_programme_supports_iku_of_its_own_sasaran_only(cast, periode, tanpa_coba):
    indikator = make_indikator(cast.unit, make_sasaran(cast.pd, uraian="Yang lain"))
    isi = ubah(ekspor(cast.pd, periode), {("Program", 2, "IKU yang didukung"): indikator.kode})
    galat = bandingkan(cast.pd, periode, isi, cast.planner).selisih.galat
    assert [g.kalimat for g in galat] == [
        f"{indikator.kode} bukan indikator sasaran program ini. Pilih IKU sasarannya."
    ]


def test_every_constraint_of_a_sheet_that_is_not_tried_is_known_here(cast, periode):
    """A new constraint of such a model asks for a check in memory, or for its sheet to be tried."""
    ada = {c.name for t in muat(cast.pd, periode).tabel if t.nama in TERPERIKSA for c in t.model._meta.constraints}
    assert ada == {
        *("program_kode_unik", "kegiatan_kode_unik", "sub_kegiatan_kode_unik"),
        *("indikator_satu_induk", "indikator_kode_unik", "indikator_iku_jenjang", "indikator_skala_wajib"),
        *("rencana_versi_unik", "rencana_satu_draf", "rencana_triwulan_1_4", "target_unik"),
        *("pagu_unik", "pagu_tidak_negatif", "jadwal_unik", "jadwal_triwulan_1_4"),
    }


def test_a_period_closed_after_the_comparison_takes_nothing(cast, periode):
    """The command compares and stores in two steps; on another server somebody closes the period in between."""
    isi = ubah(ekspor(cast.pd, periode), {("Sasaran", 2, "Uraian"): "Lain"})
    terbanding = bandingkan(cast.pd, periode, isi)
    PeriodeRenstra.objects.update(status="CLOSED")
    with pytest.raises(Closed):
        impor.impor_terapkan(impor=terbanding, nama="a.xlsx", sha256="0" * 64, by=None)


def test_what_somebody_wrote_after_the_comparison_is_not_overwritten(cast, periode):
    isi = ubah(ekspor(cast.pd, periode), {("Sasaran", 2, "Uraian"): "Lain"})
    terbanding = bandingkan(cast.pd, periode, isi)
    Sasaran.objects.filter(pk=cast.indikator.sasaran_id).update(uraian="Milik orang lain")
    audit.record(cast.planner, audit.Event("sasaran.changed", cast.indikator.sasaran, "Sasaran", cast.pd))
    with pytest.raises(StaleData):
        impor.impor_terapkan(impor=terbanding, nama="a.xlsx", sha256="0" * 64, by=None)
    assert Sasaran.objects.get(pk=cast.indikator.sasaran_id).uraian == "Milik orang lain"
