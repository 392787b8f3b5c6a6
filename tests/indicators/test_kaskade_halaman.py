"""The pages and pieces of the cascade editor, and the nomenclature it picks from."""

import json
import re

import pytest
from django.urls import reverse

from indicators.models import Kegiatan, Nomenklatur, Program, Tujuan
from indicators.selectors.kaskade import pohon_ubah
from indicators.services.kaskade import versi
from tests import builders as b

URL = reverse("indicators:perencanaan")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def planner(client, cast):
    client.force_login(cast.planner)
    return client


@pytest.fixture
def nomenklatur(db):
    rows = [
        (2023, "PROGRAM", "4.01.02", "Program Kesejahteraan Rakyat"),
        (2023, "PROGRAM", "4.01.03", "Program Perekonomian"),
        (2023, "KEGIATAN", "4.01.02.2.01", "Administrasi Tata Pemerintahan"),
        (2023, "KEGIATAN", "4.01.03.2.01", "Administrasi Perekonomian"),
        (2019, "PROGRAM", "4.01.02", "Program Edisi Lama"),
    ]
    Nomenklatur.objects.bulk_create(Nomenklatur(edisi=e, tingkat=t, kode=k, nama=n) for e, t, k, n in rows)


def baru(cast, jenis, **query):
    alamat = reverse("indicators:kaskade_baru", args=[cast.pd.kode, "2021-2026", jenis])
    return alamat + "?" + "&".join(f"{k}={v}" for k, v in query.items())


def test_only_who_may_change_a_period_that_is_open_gets_the_editor(client, cast):
    for role, ada in (("planner", True), ("operator", False), ("leader", False), ("auditor", False)):
        client.force_login(getattr(cast, role))
        assert (b"Ubah kaskade" in client.get(URL).content) is ada, role
        html = client.get(URL, {"ubah": "1"}).content.decode()
        assert ("data-kaskade" in html) is ada, role
    periode = cast.rencana.periode
    periode.status = "CLOSED"
    periode.save()
    client.force_login(cast.planner)
    assert b"Ubah kaskade" not in client.get(URL).content
    assert b"data-kaskade" not in client.get(URL, {"ubah": "1"}).content


def test_every_element_counts_what_is_below_it_and_says_what_it_lacks(cast, nomenklatur):
    program = cast.sub_kegiatan.kegiatan.program
    program.kode = "4.01.99"
    program.save()
    Kegiatan.objects.filter(program=program).update(kode="4.01.03.2.01")
    pohon = pohon_ubah(cast.pd, cast.rencana.periode, 2025)
    jalur = pohon.jalur(f"sub_kegiatan-{cast.sub_kegiatan.pk}")
    assert [c.jenis for c in jalur][-4:] == ["sasaran", "program", "kegiatan", "sub_kegiatan"]
    sasaran, program_cabang, kegiatan, sub = jalur[-4:]
    assert sasaran.ringkas.startswith("1 program · 1 sub kegiatan · pagu Rp1.000.000 · ")
    assert program_cabang.kurang == ("Kode tidak ada dalam nomenklatur 2023",)
    assert kegiatan.kurang == ("Kode tidak berawal dengan 4.01.99",)
    assert sub.kurang == ("Kode belum diisi",)
    assert program_cabang.ringkas.endswith("2 perlu dilengkapi di bawahnya")


def test_a_code_of_the_edition_to_come_is_known_in_the_years_before_and_one_gone_by_is_not(cast, nomenklatur):
    program = cast.sub_kegiatan.kegiatan.program
    Nomenklatur.objects.create(edisi=2019, tingkat="PROGRAM", kode="4.01.09", nama="Program yang Dihapus")

    def kurang(kode, tahun):
        type(program).objects.filter(pk=program.pk).update(kode=kode)
        jalur = pohon_ubah(cast.pd, cast.rencana.periode, tahun).jalur(f"program-{program.pk}")
        return jalur[-1].kurang

    assert kurang("4.01.03", 2022) == (), "the edition of 2023 has it, and the period lasts until 2026"
    assert kurang("4.01.09", 2022) == ()
    assert kurang("4.01.09", 2025) == ("Kode tidak ada dalam nomenklatur 2023",)


def test_a_search_keeps_the_editor_and_what_is_above_a_match(planner, cast):
    html = planner.get(URL, {"ubah": "1", "cari": cast.sub_kegiatan.uraian}).content.decode()
    assert f'id="sub_kegiatan-{cast.sub_kegiatan.pk}"' in html
    assert f'id="sasaran-{cast.indikator.sasaran.pk}"' not in html
    assert f'id="sasaran-{cast.sub_kegiatan.kegiatan.program.sasaran.pk}"' in html


def test_a_change_answers_the_changed_branch_and_the_counts_above_it(planner, cast):
    program = cast.sub_kegiatan.kegiatan.program
    alamat = reverse("indicators:kaskade_ubah", args=["program", program.pk])
    data = {"uraian": "Nama baru", "kode": program.kode, "versi": versi(program)}
    answer = planner.post(alamat, data, headers=HTMX)
    html = answer.content.decode()
    assert answer["HX-Retarget"] == f"#program-{program.pk}" and answer["HX-Reswap"] == "outerHTML"
    assert "Nama baru" in html and f'id="sub_kegiatan-{cast.sub_kegiatan.pk}"' in html
    assert f'id="ringkas-sasaran-{program.sasaran_id}" hx-swap-oob="true"' in html
    assert f'id="sasaran-{cast.indikator.sasaran.pk}"' not in html, "the rest of the tree stays as it is"
    event = json.loads(answer["HX-Trigger-After-Settle"])["kaskade:selesai"]
    assert event["fokus"] == f"program-{program.pk}"
    assert event["pesan"] == f"Program disimpan. Kode {program.kode} tidak ada dalam nomenklatur 2023."


def test_a_move_answers_the_smallest_branch_that_holds_both_places(planner, cast):
    program = cast.sub_kegiatan.kegiatan.program
    sebelah = b.make_sasaran(cast.pd, tujuan=program.sasaran.tujuan)
    alamat = reverse("indicators:kaskade_pindah", args=["program", program.pk])
    answer = planner.post(alamat, {"induk": sebelah.pk, "dari": program.sasaran_id}, headers=HTMX)
    assert answer["HX-Retarget"] == f"#tujuan-{sebelah.tujuan_id}"
    jauh = b.make_sasaran(cast.pd)
    answer = planner.post(alamat, {"induk": jauh.pk, "dari": sebelah.pk}, headers=HTMX)
    assert answer["HX-Retarget"] == "#pohon-kaskade"
    assert Program.objects.get(pk=program.pk).sasaran == jauh
    answer = planner.post(alamat, {"induk": sebelah.pk, "dari": sebelah.pk}, headers=HTMX)
    assert answer.status_code == 422 and "baru saja dipindahkan orang lain" in answer.content.decode()


def test_a_dragged_program_asks_before_it_lets_go_of_an_iku_and_says_so_afterwards(planner, cast):
    program, jauh = cast.sub_kegiatan.kegiatan.program, b.make_sasaran(cast.pd)
    iku = b.make_indikator(cast.unit, sasaran=program.sasaran, nama="Indeks Pelayanan", iku=True)
    program.iku.add(iku)
    alamat = reverse("indicators:kaskade_pindah", args=["program", program.pk])
    isi = {"induk": jauh.pk, "dari": program.sasaran_id}
    answer = planner.post(alamat, isi | {"tarik": "1"}, headers=HTMX)
    assert "Kaitannya dengan IKU “Indeks Pelayanan” dilepas begitu" in answer.content.decode()
    assert f'<option value="{jauh.pk}" selected>' in answer.content.decode()
    assert list(program.iku.all()) == [iku] and Program.objects.get(pk=program.pk).sasaran != jauh
    event = json.loads(planner.post(alamat, isi, headers=HTMX)["HX-Trigger-After-Settle"])["kaskade:selesai"]
    assert event["pesan"].startswith("Program dipindahkan. Kaitannya dengan IKU “Indeks Pelayanan” dilepas;")


def test_a_row_goes_beside_the_sibling_it_is_dropped_at_also_when_a_search_hides_others(planner, cast):
    tujuan = cast.indikator.sasaran.tujuan
    a, c, d = (b.make_sasaran(cast.pd, tujuan=tujuan, urutan=n, uraian=f"Sasaran {n}") for n in (20, 30, 40))
    urut = reverse("indicators:kaskade_urut", args=["sasaran", d.pk])
    for isi, urutan in (({"sebelum": c.pk}, [a, d, c]), ({"sesudah": c.pk}, [a, c, d])):
        assert planner.post(urut, isi, headers=HTMX).status_code == 200
        assert list(tujuan.sasaran.order_by("urutan", "pk"))[:3] == urutan
    assert planner.post(urut, {"sebelum": b.make_sasaran(cast.pd).pk}, headers=HTMX).status_code == 409


def test_without_a_script_a_change_leads_back_to_its_place(planner, cast):
    tujuan = Tujuan.objects.first()
    alamat = reverse("indicators:kaskade_ubah", args=["tujuan", tujuan.pk])
    answer = planner.post(alamat, {"uraian": "Baru", "versi": versi(tujuan)})
    assert answer["Location"].startswith(f"{URL}?ubah=1&pd={cast.pd.kode}")
    assert answer["Location"].endswith(f"#tujuan-{tujuan.pk}")


def test_a_conflict_shows_both_values_and_sending_again_takes_mine(planner, cast):
    tujuan = Tujuan.objects.first()
    alamat = reverse("indicators:kaskade_ubah", args=["tujuan", tujuan.pk])
    lama = versi(tujuan)
    tujuan.uraian = "Dari orang lain"
    tujuan.save()
    answer = planner.post(alamat, {"uraian": "Dari saya", "versi": lama})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari orang lain" in html and "Dari saya" in html
    kini = re.search(r'name="versi" value="([^"]+)"', html).group(1)
    assert planner.post(alamat, {"uraian": "Dari saya", "versi": kini}).status_code == 302
    assert Tujuan.objects.get(pk=tujuan.pk).uraian == "Dari saya"


def test_a_refusal_stands_in_the_form_with_what_was_typed(planner, cast):
    sasaran = cast.indikator.sasaran
    answer = planner.post(baru(cast, "program", induk=sasaran.pk), {"kode": "4.1", "uraian": "<b>Nama</b>"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "4.1 bukan kode program. Kode program ditulis seperti 4.01.02." in html
    assert 'value="&lt;b&gt;Nama&lt;/b&gt;"' in html


def test_the_code_alone_brings_its_name_from_the_edition_of_the_year(planner, cast, nomenklatur):
    sasaran = cast.indikator.sasaran
    planner.post(baru(cast, "program", induk=sasaran.pk, tahun="2025"), {"kode": "4.01.02", "uraian": ""})
    assert Program.objects.get(kode="4.01.02").uraian == "Program Kesejahteraan Rakyat"
    answer = planner.post(baru(cast, "program", induk=sasaran.pk), {"kode": "4.01.77", "uraian": ""})
    assert answer.status_code == 422 and "Tulis nama program" in answer.content.decode()


def pilihan(planner, cast, jenis, **query):
    alamat = reverse("indicators:kaskade_nomenklatur", args=[cast.pd.kode, jenis])
    return re.findall(r'data-kode="([^"]+)"', planner.get(alamat, query).content.decode())


def test_all_that_is_missing_is_said_at_once(planner, cast):
    answer = planner.post(baru(cast, "sub_kegiatan", induk=cast.sub_kegiatan.kegiatan_id), {"kode": " ", "uraian": " "})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Tulis nama sub kegiatan, atau kodenya." in html and "Pilih unit kerja yang menangani" in html


def test_nomenclature_is_found_by_code_by_words_and_below_the_chosen_code_only(planner, cast, nomenklatur):
    assert pilihan(planner, cast, "program", kode="4.01") == ["4.01.02", "4.01.03"]
    assert pilihan(planner, cast, "program", uraian="rakyat jalan") == []
    assert pilihan(planner, cast, "program", uraian="RAKYAT kesejahteraan") == ["4.01.02"]
    assert pilihan(planner, cast, "program", uraian="lama") == [], "another edition"
    assert pilihan(planner, cast, "kegiatan", uraian="administrasi", di="4.01.03") == ["4.01.03.2.01"]
    assert pilihan(planner, cast, "program", uraian="\0 \x1f%_'", di="\0") == [], "nothing the database chokes on"
    alamat = reverse("indicators:kaskade_nomenklatur", args=[cast.pd.kode, "tujuan"])
    assert planner.get(alamat).status_code == 404


def test_elements_of_another_regency_are_not_found(client, cast):
    client.force_login(cast.outsider_planner)
    tujuan = Tujuan.objects.first()
    for nama in ("ubah", "pindah", "hapus"):
        assert client.get(reverse(f"indicators:kaskade_{nama}", args=["tujuan", tujuan.pk])).status_code == 404
    assert client.post(reverse("indicators:kaskade_urut", args=["tujuan", tujuan.pk])).status_code == 404
    assert client.get(baru(cast, "tujuan")).status_code == 404
    client.force_login(cast.planner)
    asing = b.make_sasaran(b.make_pd())
    assert client.get(baru(cast, "program", induk=asing.pk)).status_code == 404


def test_the_sasaran_of_a_unit_is_made_with_its_unit_and_the_sasaran_above_it(planner, cast):
    sasaran = cast.indikator.sasaran
    answer = planner.post(baru(cast, "sasaran", untuk="unit"), {"uraian": "Layanan Bagian", "induk": sasaran.pk})
    assert answer.status_code == 422 and "Pilih unit kerja" in answer.content.decode()
    isi = {"uraian": "Layanan Bagian", "induk": sasaran.pk, "unit": cast.unit.pk}
    answer = planner.post(baru(cast, "sasaran", untuk="unit"), isi, headers=HTMX)
    assert answer["HX-Retarget"] == f"#sasaran-{sasaran.pk}" or answer["HX-Retarget"] == "#pohon-kaskade"
    milik = cast.unit.sasaran.get()
    assert (milik.uraian, milik.induk, milik.tujuan) == ("Layanan Bagian", sasaran, None)
    assert "Layanan Bagian" in answer.content.decode(), "the tree of units comes along"


def test_a_planner_of_the_regency_changes_visi_and_misi_on_the_page_of_a_perangkat_daerah(client, cast):
    client.force_login(b.make_user("planner", cast.pemda))
    isi = {"uraian": "Maju bersama", "akronim": "MABER", "penjelasan": "Arti visi."}
    assert client.post(baru(cast, "visi"), isi).status_code == 302
    visi = cast.rencana.periode.visi.get()
    assert client.post(baru(cast, "misi", induk=visi.pk), {"uraian": "Layanan prima"}).status_code == 302
    misi = visi.misi.get()
    alamat = reverse("indicators:kaskade_ubah", args=["misi", misi.pk]) + f"?pd={cast.pd.kode}"
    answer = client.post(alamat, {"uraian": "Layanan unggul", "versi": versi(misi)}, headers=HTMX)
    assert answer["HX-Retarget"] == f"#misi-{misi.pk}" and "Tambah tujuan" in answer.content.decode()
    html = client.get(URL, {"ubah": "1"}).content.decode()
    assert "Tambah visi" in html and f"visi/{visi.pk}/hapus/" in html and f"visi/{visi.pk}/pindah/" not in html
    client.force_login(cast.planner)
    html = client.get(URL, {"ubah": "1"}).content.decode()
    assert f"misi/{misi.pk}/ubah/" not in html and f"tujuan/baru/?induk={misi.pk}" in html
    assert client.get(alamat).status_code == 403
