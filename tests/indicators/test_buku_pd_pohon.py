"""Sheets of a workbook beside the cascade: former names of units, success factors and crosscutting."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from indicators.models import AuditEvent, Crosscutting, FaktorKunci, NamaUnit, PeriodeRenstra
from tests.builders import make_pd, make_sasaran
from tests.buku_pd_uji import bandingkan, ekspor, terapkan, ubah
from tests.buku_uji import simpan


@pytest.fixture
def periode(cast):
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


def kalimat(impor):
    return [(g.alamat, g.kalimat) for g in impor.selisih.galat]


def buku(nama, *rows):
    """A workbook with one sheet."""
    hasil = Workbook()
    hasil.worksheets[0].title = nama
    for row in rows:
        hasil[nama].append(row)
    return simpan(hasil)


def test_former_names_come_in_with_the_day_they_ended_and_leave_the_unit_as_it_is(cast, periode):
    isi = buku(
        "Nama Lama Unit",
        ["Unit kerja", "Nama lama", "Singkatan lama", "Dipakai sampai"],
        [cast.unit.nama, "Bagian  Perlengkapan", "Perlengkapan", "31 Desember 2022"],
    )
    terapkan(cast.pd, periode, isi, cast.planner)
    lama = NamaUnit.objects.get()
    assert (lama.unit_kerja, lama.nama, lama.berlaku_sampai) == (cast.unit, "Bagian Perlengkapan", date(2022, 12, 31))
    assert AuditEvent.objects.get(aksi="namaunit.created").perangkat_daerah == cast.pd
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {("Nama Lama Unit", 2, "Nama lama"): "Lain"}))
    assert NamaUnit.objects.get().nama == "Lain"
    tanpa = load_workbook(io.BytesIO(ekspor(cast.pd, periode)))
    for nama in ("Nama Lama Unit", "Faktor Kunci", "Crosscutting"):
        del tanpa[nama]  # a file of the time before there were such sheets
    assert bandingkan(cast.pd, periode, simpan(tanpa), hapus=True).selisih.jumlah == 0
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {}, {"Nama Lama Unit": 2}), hapus=True)
    assert not NamaUnit.objects.exists()
    kosong = ubah(isi, {("Nama Lama Unit", 2, "Dipakai sampai"): None})
    assert kalimat(bandingkan(cast.pd, periode, kosong)) == [("'Nama Lama Unit'!D2", "Dipakai sampai wajib diisi.")]


def test_success_factors_and_supporters_come_in_by_the_rules_of_the_tree(cast, periode):
    atas = cast.indikator.sasaran
    anak = make_sasaran(cast.pd, uraian="Sasaran di bawahnya", induk=atas)
    lain = make_pd(cast.pemda)
    faktor = ["Sasaran", "Faktor kunci keberhasilan", "Dijabarkan menjadi"]
    isi = buku("Faktor Kunci", faktor, [atas.uraian, "Petugas terlatih", anak.uraian])
    terapkan(cast.pd, periode, isi, cast.planner)
    assert [(f.sasaran, f.uraian, f.anak) for f in FaktorKunci.objects.all()] == [(atas, "Petugas terlatih", anak)]
    salah = buku("Faktor Kunci", faktor, [anak.uraian, "Terbalik", atas.uraian])
    assert "tepat di bawahnya" in kalimat(bandingkan(cast.pd, periode, salah))[0][1]
    dukung = ["Sasaran", "Unit pendukung", "Perangkat daerah pendukung", "Bentuk dukungan"]
    baik = [[atas.uraian, None, lain.kode, "Data"], [atas.uraian, cast.other_unit.kode, None, "Tenaga"]]
    terapkan(cast.pd, periode, buku("Crosscutting", dukung, *baik), cast.planner)
    assert {(c.unit_kerja, c.perangkat_daerah_lain) for c in Crosscutting.objects.all()} == {
        (None, lain),
        (cast.other_unit, None),
    }
    asing = make_pd()
    for unit, dinas, sebab in (
        (None, None, "Pilih satu pendukung"),
        (cast.unit.kode, lain.kode, "Pilih satu pendukung"),
        (None, asing.kode, "tidak dikenal sebagai perangkat daerah pendukung"),
    ):
        salah = buku("Crosscutting", dukung, [atas.uraian, unit, dinas, "Data"])
        assert sebab in kalimat(bandingkan(cast.pd, periode, salah))[0][1]
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {("Crosscutting", 2, "Bentuk dukungan"): "Peta"}))
    assert sorted(Crosscutting.objects.values_list("kontribusi", flat=True)) in (["Data", "Peta"], ["Peta", "Tenaga"])
