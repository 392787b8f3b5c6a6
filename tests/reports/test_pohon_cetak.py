"""The pohon kinerja as a file: CSF and crosscutting in the boxes and as tables, vector on every page."""

import io

import pdfplumber
import pytest
from django.urls import reverse

from indicators.models import Crosscutting, FaktorKunci
from reports.builders import pohon_cetak
from reports.builders.pohon_gambar import TINGGI, pohon_svg, susun
from tests.builders import make_sasaran, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasil(cast):
    """A result of the cast's unit with one factor and two contributions, and enough below it for several sheets."""
    atas = make_sasaran(cast.pd, tujuan=None, induk=cast.indikator.sasaran, unit_kerja=cast.unit, uraian="Surat cepat")
    milik = {"perangkat_daerah": cast.pd, "periode": atas.periode, "sasaran": atas}
    FaktorKunci.objects.create(**milik, uraian="Petugas menguasai standar")
    Crosscutting.objects.create(**milik, unit_kerja=cast.other_unit, kontribusi="Menyiapkan data")
    Crosscutting.objects.create(
        **milik, unit_kerja=make_unit(cast.pd, nama="Bagian Hukum"), kontribusi="Menelaah naskah"
    )
    for n in range(30):
        make_sasaran(cast.pd, tujuan=None, induk=atas, unit_kerja=cast.other_unit, uraian=f"Hasil turunan {n} " * 8)
    return atas


def test_boxes_and_tables_carry_factors_and_contributions(cast, hasil):
    isi = pohon_cetak.build(cast.pd, hasil.periode, 2025)
    assert isi["pohon"] is not None
    lembar = isi["pohon"]["lembar"]
    semua = [k for satu in lembar for k in susun(satu)[0] if k.simpul["teks"] == "Surat cepat"]
    baris = " ".join(teks for k in semua for _, teks in k.baris)
    assert "Faktor kunci: Petugas menguasai standar" in baris
    assert "Crosscutting Bagian Hukum: Menelaah naskah" in baris
    assert len(lembar) > 1
    assert all(susun(satu)[2] <= TINGGI for satu in lembar)
    dukungan, faktor = isi["tabel"]
    assert [[s["teks"] for s in b] for b in dukungan["baris"]] == [
        ["1", "Surat cepat", cast.other_unit.nama, "Menyiapkan data"],
        ["Bagian Hukum", "Menelaah naskah"],
    ]
    assert [s["teks"] for s in faktor["baris"][0]] == ["1", "Surat cepat", "Petugas menguasai standar"]
    assert any("crosscutting: " in satu["alt"] for satu in lembar)


def test_the_dashed_frame_holds_the_contributions_and_nothing_else(cast, hasil):
    isi = pohon_cetak.build(cast.pd, hasil.periode, 2025)
    assert isi["pohon"] is not None
    gambar = "".join(pohon_svg(satu) for satu in isi["pohon"]["lembar"])
    assert gambar.count('stroke-dasharray="2.5 1.8"') == 1, "one frame around both contributions of the one result"


def test_the_download_is_a_tagged_vector_file_of_several_pages(client, cast, hasil):
    client.force_login(cast.other)
    jawab = client.get(reverse("reports:pohon", args=[cast.pd.kode, 2025]))
    assert jawab["Content-Type"] == "application/pdf"
    assert "pohon-kinerja" in jawab["Content-Disposition"]
    with pdfplumber.open(io.BytesIO(jawab.content)) as berkas:
        teks = "\n".join(h.extract_text() for h in berkas.pages)
        assert len(berkas.pages) > 2
        assert not any(h.images for h in berkas.pages), "drawn, not a photograph"
        assert all(h.width > h.height for h in berkas.pages)
    for kata in ("POHON KINERJA", "Surat cepat", "Menelaah naskah", "Petugas menguasai standar"):
        assert kata in teks


def test_an_empty_period_prints_a_sentence_and_an_unknown_one_is_not_found(client, cast):
    client.force_login(cast.outsider)
    pd = cast.outsider.membership.get().unit_kerja.perangkat_daerah
    assert client.get(reverse("reports:pohon", args=[pd.kode, 2025])).status_code == 404, "no period at all"
    assert client.get(reverse("reports:pohon", args=[cast.pd.kode, 2025])).status_code == 404, "another regency"
    client.force_login(cast.planner)
    assert client.get(reverse("reports:pohon", args=[cast.pd.kode, 2025]) + "?periode=1990-1995").status_code == 404
