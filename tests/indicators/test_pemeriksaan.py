"""Pemeriksaan: facts reach the rules as they are stored, and each person sees the findings of the own scope."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import (
    JadwalPengisian,
    Nomenklatur,
    Pejabat,
    RincianRealisasi,
    Sasaran,
    StatistikPegawai,
    TargetRenstra,
    Variabel,
)
from indicators.selectors.pemeriksaan import fakta_for, temuan_data
from tests.bersih import make_bersih
from tests.builders import (
    make_indikator,
    make_pagu,
    make_pemda,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_skala,
    make_sub_kegiatan,
    make_target,
    make_unit,
    make_user,
)

URL = reverse("indicators:pemeriksaan")


def temuan(cast, tahun=2025, **over):
    """The findings by the name of their rule: {rule: [(object, sentence)]}."""
    hasil = {}
    for t in temuan_data(cast.pd, cast.indikator.periode, tahun, **over):
        hasil.setdefault(t.aturan.kunci, []).append((t.objek, t.pesan))
    return hasil


def pesan(cast, aturan, **over):
    return [p for _, p in temuan(cast, **over).get(aturan, [])]


def test_the_cast_begins_incomplete(cast):
    assert set(temuan(cast)) == {
        *("tujuan-tanpa-misi", "sasaran-tanpa-indikator", "iku-tanpa-target", "tanpa-kode", "tanpa-kepala"),
        *("iku-tanpa-program", "program-tanpa-iku", "kode-salah-bentuk", "uraian-ganda", "uraian-iku-kosong"),
        "rencana-tanpa-dasar",
    }


def test_a_clean_set_has_no_findings(db):
    assert [(t.aturan.kunci, t.objek.nama, t.pesan) for t in make_bersih().temuan()] == []


def test_target_of_the_plan_in_force_is_held_against_the_renstra(cast):
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=Decimal(95))
    assert pesan(cast, "target-beda-renstra") == [
        "Target rencana tahun 2025 adalah 90, sedangkan Renstra 95. Samakan, atau pastikan dasar perubahannya."
    ]
    assert pesan(cast, "target-beda-renstra", tahun=2024) == []


def test_components_of_the_year_only(cast):
    akip = make_indikator(cast.unit, nama="Nilai AKIP", jenis_nilai="PREDIKAT", skala=make_skala())
    for tahun in (2024, 2025):
        nilai = make_realisasi(akip, "72.31", tahun=tahun, triwulan=4)
        for n, komponen in enumerate(("23.70", "21.60", "9.00", "18.00"), start=1):
            RincianRealisasi.objects.create(realisasi=nilai, urutan=n, uraian=f"Komponen {n}", nilai=Decimal(komponen))
    ((objek, kalimat),) = temuan(cast)["rincian-tidak-berjumlah"]
    assert (objek.jenis, objek.pk, objek.triwulan, objek.unit) == ("realisasi", akip.pk, 4, cast.unit.pk)
    assert "72,30" in kalimat and "72,31" in kalimat


def test_pagu_without_realisasi_after_a_quarter_was_closed(cast):
    second = make_sub_kegiatan(cast.other_unit)
    second.kegiatan = cast.sub_kegiatan.kegiatan
    second.save()
    make_pagu(cast.rencana, second, 4_000_000)
    make_realisasi_anggaran(cast.sub_kegiatan, 0)
    assert "pagu-tanpa-realisasi" not in temuan(cast)
    (kalimat,) = pesan(cast, "pagu-tanpa-realisasi", tutup=True)
    assert kalimat.startswith("1 dari 2 sub kegiatan") and "Rp5.000.000" in kalimat
    assert cast.other_unit.nama in kalimat and f"{cast.unit.nama};" not in kalimat


def test_codes_are_held_against_the_edition_of_the_year(cast):
    cast.sub_kegiatan.kode = "4.01.01.2.01.01"
    cast.sub_kegiatan.save()
    Nomenklatur.objects.create(edisi=2019, tingkat="SUB_KEGIATAN", kode="4.01.01.2.01.01", nama="Penyusunan")
    Nomenklatur.objects.create(edisi=2023, tingkat="SUB_KEGIATAN", kode="4.01.01.2.01.0001", nama="Penyusunan")
    asing = [o.nama for o, _ in temuan(cast)["kode-di-luar-nomenklatur"]]
    assert cast.sub_kegiatan.uraian in asing
    # 2022 has no plan here: its codes were budgeted elsewhere, nothing can be said.
    assert fakta_for(cast.pd, cast.indikator.periode, 2022).nomenklatur == frozenset()


def test_variables_words_and_owners_reach_the_rules(cast):
    make_pemda(nama="Kabupaten Balangan")
    rasio = {"jenis_nilai": "PERSEN", "rumus": "RASIO"}
    atas = make_indikator(cast.unit, nama="Persentase naskah", **rasio, makna="Menurut Bupati Balangan")
    for peran in ("PEMBILANG", "PENYEBUT"):
        Variabel.objects.create(indikator=atas, peran=peran, nama=peran)
    bawah = make_unit(cast.pd, induk=cast.unit, jenis="SUBBAGIAN")
    sasaran = Sasaran.objects.create(
        periode=atas.periode, perangkat_daerah=cast.pd, unit_kerja=bawah, uraian="Naskah selesai"
    )
    salinan = make_indikator(bawah, sasaran, nama="Persentase naskah", **rasio)
    hasil = temuan(cast)
    assert [o.pk for o, _ in hasil["rasio-tanpa-variabel"]] == [salinan.pk]
    assert [o.pk for o, _ in hasil["nama-sama-dengan-atasan"]] == [salinan.pk]
    assert [(o.pk, p) for o, p in hasil["nama-daerah-lain"]] == [
        (atas.pk, "Makna menyebut Kabupaten Balangan. Ganti dengan nama daerah sendiri.")
    ]
    assert [o.pk for o, _ in hasil["sasaran-unit-tanpa-induk"]] == [sasaran.pk]
    assert salinan.pk not in [o.pk for o, _ in hasil["iku-tanpa-program"]]


def test_officials_of_the_regency_and_of_the_perangkat_daerah_count(cast):
    orang = {"pemerintah_daerah": cast.pemda, "nama": "Contoh", "jabatan": "Sekretaris Daerah"}
    Pejabat.objects.create(**orang, jenis="SEKDA", nip="19700101 199501 1 001", selesai=date(2025, 6, 30))
    assert "tanpa-kepala" in temuan(cast)
    Pejabat.objects.create(**orang, jenis="SEKDA", nip="", mulai=date(2025, 7, 1), perangkat_daerah=cast.pd)
    hasil = temuan(cast)
    assert "tanpa-kepala" not in hasil
    assert [p for _, p in hasil["nip-tidak-sah"]] == ["NIP Sekretaris Daerah belum diisi. Lengkapi data pejabatnya."]
    cast.pd.jenis = "DINAS"
    assert "kepala perangkat daerah" in pesan(cast, "tanpa-kepala")[0]


def test_another_perangkat_daerah_stays_out(cast):
    foreign = cast.outsider.membership.get().unit_kerja
    make_indikator(foreign, nama="Indikator daerah lain")
    make_indikator(foreign)
    assert all("daerah lain" not in o.nama for rows in temuan(cast).values() for o, _ in rows)


# --- The page ------------------------------------------------------------------------------------------------


def get(client, user, **query):
    client.force_login(user)
    return client.get(URL, query)


def test_page_groups_by_severity_and_links_to_the_place(client, cast):
    html = get(client, cast.planner).content.decode()
    assert html.index('id="galat"') < html.index('id="tanpa-kode"') < html.index('id="peringatan"')
    assert html.index('id="peringatan"') < html.index('id="iku-tanpa-program"')
    assert reverse("indicators:dasbor_indikator", args=[cast.indikator.pk]) in html
    assert f"buka=semua#sub_kegiatan-{cast.sub_kegiatan.pk}" in html
    assert "Tidak ada Sekretaris Daerah yang menjabat pada 31 Desember 2025" in html


def test_a_planner_is_led_to_where_each_finding_is_mended_and_nobody_else(client, cast):
    make_target(cast.rencana, make_indikator(cast.unit, nama="Nilai AKIP", jenis_nilai="PREDIKAT", skala=make_skala()))
    make_indikator(cast.unit, cast.indikator.sasaran, nama="Jumlah desa", satuan=None, iku=False)
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=Decimal(95))
    orang = {"pemerintah_daerah": cast.pemda, "perangkat_daerah": cast.pd, "nip": "19700101 199501 1 001"}
    kabag = Pejabat.objects.create(**orang, unit_kerja=cast.unit, nama="Contoh", jabatan="Kepala Bagian", jenis="KABAG")
    milik = {"perangkat_daerah": cast.pd, "tahun": 2025}
    StatistikPegawai.objects.create(**milik, kelompok="GOLONGAN", nama="III", urutan=1)
    camat = Pejabat.objects.create(**orang, nama="Contoh", jabatan="Camat", jenis="KEPALA_PD")
    kueri = f"?pd={cast.pd.kode}&amp;tahun=2025"
    rencana = reverse("indicators:rencana", args=[cast.rencana.pk])
    isi = get(client, cast.planner).content.decode()
    for tempat in (
        reverse("indicators:indikator_baru", args=["sasaran", cast.sub_kegiatan.kegiatan.program.sasaran_id])
        + f"{kueri}&amp;dari=pemeriksaan",
        reverse("indicators:target_renstra", args=[cast.pd.kode, "2021-2026"]) + f"#baris-r{cast.indikator.pk}",
        reverse("indicators:pejabat_ubah", args=[cast.unit.pk, kabag.pk]),
        reverse("indicators:kepala_ubah", args=[cast.pd.kode, camat.pk]),
        reverse("indicators:unit_daftar") + f"?pd={cast.pd.kode}#pimpinan",
        reverse("indicators:pegawai", args=[cast.pd.kode, 2025]),
        f"{kueri}&amp;dari=pemeriksaan#id_satuan",
        f"{kueri}&amp;dari=pemeriksaan#id_program",
        f"{kueri}&amp;periode=2021-2026&amp;ubah=1#sub_kegiatan-{cast.sub_kegiatan.pk}",
    ):
        assert f'{tempat}" class="terima">Perbaiki: ' in isi
    assert f'{rencana}" class="terima">Perbaiki: buka perubahan rencana<' in isi, (
        "an approved plan is not edited where it stands"
    )
    draf = make_rencana(cast.pd, 2025, urutan=2, jenis="PERUBAHAN", status="DRAFT")
    grid = reverse("indicators:target", args=[draf.pk])
    assert (
        f'{grid}#baris-t{cast.indikator.pk}" class="terima">Perbaiki: target draf rencana<'
        in get(client, cast.planner).content.decode()
    )
    for orang in (cast.auditor, cast.leader):
        assert "Perbaiki: " not in get(client, orang).content.decode()


@pytest.mark.parametrize("role", ["auditor", "planner"])
def test_every_link_of_the_page_can_be_opened(client, cast, role):
    nilai = make_realisasi(cast.indikator, "90", triwulan=1)
    RincianRealisasi.objects.create(realisasi=nilai, urutan=1, uraian="Komponen", nilai=Decimal(80))
    html = get(client, getattr(cast, role)).content.decode()
    isi = html[html.index('id="galat"') :]
    links = {bagian.split('"')[0].replace("&amp;", "&") for bagian in isi.split('<a href="')[1:]}
    sheet = reverse("indicators:realisasi_lembar", args=[2025, 1, cast.unit.pk])
    assert f"{sheet}#baris-realisasi-{cast.indikator.pk}" in links
    for link in links:
        alamat, _, jangkar = link.partition("#")
        response = client.get(alamat)
        assert response.status_code == 200, link
        assert f'id="{jangkar}"' in response.content.decode() or not jangkar, link


def test_a_leader_of_one_unit_sees_the_findings_of_that_unit(client, cast):
    kabag = make_user("leader", cast.unit)
    make_indikator(cast.other_unit, nama="Indikator unit lain")
    html = get(client, kabag).content.decode()
    assert "Bagian dari unit Anda" in html
    assert cast.indikator.nama in html and "Indikator unit lain" not in html
    assert "Tidak ada Sekretaris Daerah" not in html
    assert "Indikator unit lain" in get(client, cast.leader).content.decode()


@pytest.mark.parametrize(("role", "ada"), [("planner", True), ("leader", True), ("auditor", True), ("operator", False)])
def test_menu_names_the_page_for_those_who_may_see_it(client, cast, role, ada):
    client.force_login(getattr(cast, role))
    assert (f'href="{URL}"' in client.get(reverse("indicators:beranda")).content.decode()) is ada


def test_page_says_when_a_closed_quarter_lacks_realisasi(client, cast):
    assert "Pagu tanpa realisasi" not in get(client, cast.planner).content.decode()
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.CLOSED)
    assert "Pagu tanpa realisasi" in get(client, cast.planner).content.decode()


def test_page_without_a_period(client, cast):
    assert "Periode Renstra belum diisi" in get(client, cast.outsider_planner).content.decode()


def test_a_target_without_plan_and_a_pagu_of_zero_are_no_findings(cast):
    kosong = make_sub_kegiatan(cast.unit)
    make_pagu(cast.rencana, kosong, 0)
    make_target(cast.rencana, make_indikator(cast.unit))
    hasil = temuan(cast, tutup=True)
    assert [o.pk for o, _ in hasil["pagu-tanpa-realisasi"]] == [cast.sub_kegiatan.kegiatan.program_id]
    assert "target-beda-renstra" not in hasil


def test_a_formula_that_cannot_be_read_and_its_figures_reach_the_rules(cast):
    rusak = make_indikator(cast.unit, rumus="EKSPRESI", ekspresi="a / b * 100")
    rusak.variabel_rumus.create(urutan=1, simbol="a", nama="A")
    nilai = make_realisasi(rusak, "97")
    for n, simbol in enumerate("ab", 1):
        nilai.rincian.create(urutan=n, simbol=simbol, uraian=simbol, nilai=3)
    hasil = temuan(cast)
    assert [(o.pk, p.partition(". ")[2]) for o, p in hasil["rumus-tidak-terbaca"]] == [
        (rusak.pk, "Variabel “b” belum ada dalam daftar variabel.")
    ]
    assert "rincian-tidak-berjumlah" not in hasil, "the variables of a formula do not add up to its value"
