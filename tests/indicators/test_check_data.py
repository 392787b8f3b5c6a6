"""`manage.py check_data` says what Pemeriksaan says, and its exit code whether something must be mended."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.models import TargetRenstra
from indicators.selectors.pemeriksaan import temuan_data
from indicators.services.temuan import temuan_terima


def jalankan(kode, tahun=2025, format="json"):
    """What is printed, and the exit code."""
    tulis = StringIO()
    try:
        call_command("check_data", perangkat_daerah=kode, tahun=tahun, format=format, stdout=tulis)
    except CommandError as error:
        return tulis.getvalue(), error.returncode
    return tulis.getvalue(), 0


def test_json_holds_every_finding_and_the_code_is_one(cast):
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=95)
    semua = temuan_data(cast.pd, cast.indikator.periode, 2025)
    (beda,) = [t for t in semua if t.aturan.kunci == "target-beda-renstra"]
    temuan_terima(perangkat_daerah=cast.pd, tahun=2025, temuan=[beda], alasan="Memang berbeda", by=cast.planner)
    teks, kode = jalankan(cast.pd.kode)
    isi = json.loads(teks)
    assert kode == 1
    assert (isi["perangkat_daerah"], isi["tahun"], isi["periode"]) == (cast.pd.kode, 2025, "2021-2026")
    assert [t["ciri"] for t in isi["temuan"]] == [t.ciri for t in semua]
    assert sum(isi["jumlah"].values()) == len(semua) and isi["jumlah"]["diterima"] == 1
    (satu,) = [t for t in isi["temuan"] if t["diterima"]]
    assert satu["diterima"]["alasan"] == "Memang berbeda" and satu["tingkat"] == "peringatan"
    assert satu["objek"] == {
        "jenis": "indikator",
        "id": cast.indikator.pk,
        "nama": cast.indikator.nama,
        "unit": cast.unit.nama,
        "triwulan": None,
    }


def test_text_ends_with_the_sum(cast):
    teks, kode = jalankan(cast.pd.kode, format="teks")
    assert kode == 1
    assert teks.splitlines()[0].startswith("galat MAP Meningkatkan Pelayanan Publik: ")
    assert teks.splitlines()[-1].startswith(f"{cast.pd.kode} 2025: ") and teks.strip().endswith("0 diterima")


@pytest.mark.parametrize(("kode", "tahun"), [("tidak-ada", 2025), (None, 1999)])
def test_a_place_or_year_that_is_not_there_is_code_two(cast, kode, tahun):
    assert jalankan(kode or cast.pd.kode, tahun) == ("", 2)


def test_without_errors_the_code_is_zero(cast, monkeypatch):
    monkeypatch.setattr("indicators.management.commands.check_data.temuan_tahun", lambda *a: [])
    teks, kode = jalankan(cast.pd.kode)
    assert kode == 0 and json.loads(teks)["temuan"] == []
