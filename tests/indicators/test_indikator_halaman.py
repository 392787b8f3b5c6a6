"""The pages of one indikator: what a person without a script sees and sends, and what the answers say."""

import re

import pytest
from django.urls import reverse

from indicators.models import Indikator, PeriodeRenstra, RencanaTahunan
from indicators.services.versi import versi
from tests import builders as b


@pytest.fixture
def planner(client, cast):
    client.force_login(cast.planner)
    return client


@pytest.fixture
def bebas(cast):
    return b.make_indikator(cast.unit, cast.indikator.sasaran, iku=False, nama="Jumlah desa yang dibina", kode="iku-3")


def alamat(nama, *args):
    return reverse(f"indicators:indikator_{nama}", args=args)


def isian(cast, **isi):
    dasar = {"nama": "Jumlah laporan", "unit_kerja": cast.unit.pk, "jenis_nilai": "ANGKA", "arah": "NAIK"}
    return dasar | {"akumulasi": "AKHIR", "rumus": "LANGSUNG"} | isi


def teks(response):
    return response.content.decode()


def test_a_new_form_explains_every_field_and_begins_as_its_level_is_counted(planner, cast):
    isi = teks(planner.get(alamat("baru", "sub_kegiatan", cast.sub_kegiatan.pk)))
    assert isi.count("Contoh:") > 10
    assert re.search('name="akumulasi" value="JUMLAH"[^>]* checked', isi)
    assert f'<option value="{cast.unit.pk}" selected>' in isi
    assert 'name="iku"' not in isi and 'value="PROGRAM"' not in isi, "what its level has not is not offered"
    assert 'data-syarat="jenis_nilai=ANGKA|PERSEN|PREDIKAT|PERINGKAT;rumus=RASIO"' in isi


def test_what_is_refused_stands_at_its_field_and_above_and_nothing_typed_is_lost(planner, cast):
    data = isian(cast, nama="", jenis_nilai="PREDIKAT", makna="Makin tinggi makin baik", kondisi_awal_nilai="enam")
    answer = planner.post(alamat("baru", "sasaran", cast.indikator.sasaran_id), data)
    isi = teks(answer)
    assert answer.status_code == 422
    assert "Belum disimpan: 3 hal perlu diperbaiki" in isi, "what the form and what the rules refuse, in one round"
    assert '<a href="#id_nama">Tulis nama indikatornya' in isi and '<a href="#id_skala">Pilih skala yang' in isi
    assert "Makin tinggi makin baik</textarea>" in isi
    rasio = isian(cast, unit_kerja="", rumus="RASIO", penyebut="Jumlah desa")
    isi = teks(planner.post(alamat("baru", "sasaran", cast.indikator.sasaran_id), rasio))
    assert "Belum disimpan: 2 hal perlu diperbaiki" in isi
    assert '<a href="#id_unit_kerja">Pilih unit kerja' in isi and '<a href="#id_pembilang">Tulis apa yang' in isi
    assert Indikator.objects.filter(sasaran=cast.indikator.sasaran_id).count() == 1


def test_a_formula_of_variables_leads_to_its_page_once_the_rest_is_stored(planner, cast, bebas):
    answer = planner.post(
        alamat("baru", "program", cast.sub_kegiatan.kegiatan.program_id), isian(cast, rumus="EKSPRESI")
    )
    baru = Indikator.objects.get(jenjang="program")
    assert answer["Location"] == reverse("indicators:rumus", args=[baru.pk])
    assert baru.rumus == "LANGSUNG"


def test_a_measure_that_stays_has_no_controls_and_says_why(planner, cast):
    i = cast.indikator
    isi = teks(planner.get(alamat("ubah", i.pk)))
    assert "Indikator ini ada dalam rencana 2025 murni yang sudah disahkan." in isi
    assert 'data-tetap="arah" data-isi="NAIK"' in isi and 'name="arah"' not in isi
    sebagian = {"nama": "Nama baru", "unit_kerja": cast.unit.pk, "versi": versi(i), "iku": "on"}
    assert planner.post(alamat("ubah", i.pk), sebagian).status_code == 302
    i.refresh_from_db()
    assert (i.nama, i.arah, i.satuan.nama) == ("Nama baru", "NAIK", "nilai")
    answer = planner.post(alamat("ubah", i.pk), isian(cast, arah="TURUN", satuan=i.satuan_id, versi=versi(i)))
    assert answer.status_code == 422, "a page opened before the plan was approved is not quietly ignored"
    assert "Arah tidak berubah lagi." in teks(answer)


def test_two_people_at_one_indikator_see_both_values(planner, cast, bebas):
    lama = versi(bebas)
    bebas.nama = "Dari orang lain"
    bebas.save()
    data = isian(cast, nama="Dari saya", satuan=bebas.satuan_id, versi=lama)
    answer = planner.post(alamat("ubah", bebas.pk), data)
    assert answer.status_code == 409
    isi = teks(answer)
    assert "Dari orang lain</td>" in isi and "Dari saya</td>" in isi
    bebas.refresh_from_db()
    assert bebas.nama == "Dari orang lain"
    assert planner.post(alamat("ubah", bebas.pk), data | {"versi": versi(bebas)}).status_code == 302


def test_the_tree_leads_to_the_forms_and_the_forms_back(planner, cast, bebas):
    isi = teks(planner.get(reverse("indicators:perencanaan") + "?ubah=1"))
    for tautan in (
        alamat("ubah", bebas.pk),
        alamat("hapus", bebas.pk),
        *(alamat("baru", jenis, pk) for jenis, pk in (
            ("tujuan", bebas.sasaran.tujuan_id), ("sasaran", bebas.sasaran_id), ("sub_kegiatan", cast.sub_kegiatan.pk)
        )),
    ):  # fmt: skip
        assert f'href="{tautan}?pd=' in isi
    answer = planner.post(alamat("hapus", bebas.pk), {"versi": versi(bebas)})
    assert answer["Location"].endswith(f"#sasaran-{bebas.sasaran_id}")
    dari = planner.post(alamat("ubah", cast.indikator.pk) + "?dari=pemeriksaan", {
        "nama": "X", "unit_kerja": cast.unit.pk, "iku": "on", "versi": versi(cast.indikator)
    })  # fmt: skip
    assert dari["Location"].startswith(reverse("indicators:pemeriksaan"))


def test_what_cannot_go_is_ended_from_the_same_page(planner, cast):
    url = alamat("hapus", cast.indikator.pk)
    isi = teks(planner.get(url))
    assert "target pada rencana 2025 murni yang sudah disahkan" in isi and "Keluarkan dari draf" not in isi
    answer = planner.post(url, {"versi": versi(cast.indikator)})
    assert answer.status_code == 422 and Indikator.objects.filter(pk=cast.indikator.pk).exists()
    draf = b.make_rencana(cast.pd, 2026, status=RencanaTahunan.Status.DRAFT)
    b.make_target(draf, cast.indikator)
    assert "Keluarkan dari draf rencana" in teks(planner.get(url))
    planner.post(url, {"aksi": "akhiri"})
    assert not draf.target.exists()


def test_a_closed_period_says_so(planner, cast):
    PeriodeRenstra.objects.update(status="CLOSED")
    answer = planner.get(alamat("ubah", cast.indikator.pk))
    assert answer.status_code == 422 and "sudah ditutup" in teks(answer)
