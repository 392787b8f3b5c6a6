"""Documents from the command line."""

import pytest
from django.core.management import CommandError, call_command

from tests.reports.baca import teks


def jalankan(jenis, kode, tujuan, tahun=2025):
    call_command("render_dokumen", jenis, perangkat_daerah=kode, tahun=tahun, output=tujuan)


@pytest.mark.parametrize(("jenis", "isi"), [("sk-iku", "MEMUTUSKAN"), ("pk", "Pihak Pertama berjanji")])
def test_it_writes_a_draft_without_any_preparation(lengkap, tmp_path, jenis, isi):
    jalankan(jenis, lengkap.pd.kode, tmp_path / "dokumen.pdf")
    cetakan = teks((tmp_path / "dokumen.pdf").read_bytes())
    assert isi in cetakan
    assert "DRAF" in cetakan


def test_it_says_what_is_missing(cast, tmp_path):
    with pytest.raises(CommandError, match="(?s)belum dapat disusun.*\n- Belum tercatat Sekretaris Daerah"):
        jalankan("sk-iku", cast.pd.kode, tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_agency_is_answered_with_the_known_ones(cast, tmp_path):
    with pytest.raises(CommandError, match=f"tidak dikenal. Yang ada: .*{cast.pd.kode}"):
        jalankan("pk", "tidak-ada", tmp_path / "x.pdf")


def test_a_place_that_cannot_be_written_is_a_sentence(lengkap, tmp_path):
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        jalankan("pk", lengkap.pd.kode, tmp_path / "tidak" / "ada.pdf")
