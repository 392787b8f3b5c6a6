"""Titles typed into the name of an official: seen, asked about once, and never a wall."""

import pytest
from django.urls import reverse

from indicators.gelar import gelar_dalam_nama
from indicators.models import Pejabat


@pytest.mark.parametrize(
    ("nama", "gelar"),
    [
        ("DRS. H. FULAN, M.SI", ("DRS. H.", "M.SI")),
        ("Hj.Siti Aminah, S.E., M.M", ("Hj.", "S.E., M.M")),
        ("Ir Budi, SH", ("Ir", "SH")),
        ("drg. Ayu", ("drg.", "")),
        ("Sapto, SSTP, M.AP", ("", "SSTP, M.AP")),
    ],
)
def test_titles_are_told_from_the_name(nama, gelar):
    assert gelar_dalam_nama(nama) == gelar


@pytest.mark.parametrize(
    "nama", ["SITI AMINAH", "M. YUSUF", "R. Sutrisno", "IRWAN", "Harun", "Andi S.", "Ali, Mahmud", "Dr."]
)
def test_a_dot_or_a_comma_alone_is_no_title(nama):
    assert gelar_dalam_nama(nama) == ("", "")


def test_a_name_with_titles_is_asked_about_and_kept_when_it_is_meant(client, cast):
    client.force_login(cast.planner)
    alamat = reverse("indicators:pejabat_baru", args=[cast.unit.pk])
    assert "memang" not in client.get(alamat).context["form"].fields
    isian = {"nama": "Dr. Fulan, M.Si", "jabatan": "Kepala Bagian Uji", "jenis": "LAINNYA", "nip": ""}
    tanya = client.post(alamat, isian)
    assert tanya.status_code == 422 and not Pejabat.objects.filter(jabatan="Kepala Bagian Uji").exists()
    assert "“Dr.” pada Gelar depan dan “M.Si” pada Gelar belakang" in tanya.content.decode()
    assert 'value="Dr. Fulan, M.Si"' in tanya.content.decode()
    assert client.post(alamat, isian | {"memang": "on"}).status_code == 302
    orang = Pejabat.objects.get(jabatan="Kepala Bagian Uji")
    ubah = reverse("indicators:pejabat_ubah", args=[cast.unit.pk, orang.pk])
    versi = client.get(ubah).context["versi"]
    assert client.post(ubah, isian | {"pangkat": "Pembina", "versi": versi}).status_code == 302, "asked once"
