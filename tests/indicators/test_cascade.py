"""Perencanaan: the tree says what there is and what is missing, folds, is searched, and shows nobody's realisasi."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import (
    Indikator,
    Misi,
    PeriodeRenstra,
    RencanaTahunan,
    Sasaran,
    TargetRenstra,
    Tujuan,
    Visi,
)
from indicators.selectors.cascade import cascade
from indicators.selectors.cascade_cari import saring
from indicators.selectors.unsur import periode_tahun, unsur
from tests.builders import (
    make_indikator,
    make_pagu,
    make_pd,
    make_periode,
    make_realisasi,
    make_rencana,
    make_sasaran,
    make_satuan,
    make_skala,
    make_sub_kegiatan,
    make_unit,
)

URL = reverse("indicators:perencanaan")


def walk(simpul):
    """Every branch of some branches, from above."""
    for s in simpul:
        yield s
        yield from walk(s.anak)


def uraian(simpul):
    return [s.uraian for s in walk(simpul)]


@pytest.fixture
def tree(db):
    """A whole cascade: visi, misi, tujuan, sasaran with an IKU, and one sub kegiatan of Rp2.000.000."""
    pd = make_pd()
    periode = make_periode(pd.pemerintah_daerah)
    visi = Visi.objects.create(periode=periode, uraian="Daerah maju")
    misi = Misi.objects.create(periode=periode, visi=visi, uraian="Tata kelola baik", urutan=1)
    Misi.objects.create(periode=periode, visi=visi, uraian="Jalan mulus", urutan=2)
    tujuan = Tujuan.objects.create(periode=periode, perangkat_daerah=pd, misi=misi, uraian="Pelayanan prima")
    sasaran = make_sasaran(pd, tujuan=tujuan, uraian="Layanan cepat")
    Tujuan.objects.exclude(pk=tujuan.pk).delete()
    unit = make_unit(pd, nama="Bagian Organisasi")
    indikator = make_indikator(unit, sasaran, nama="Indeks kepuasan", kondisi_awal_nilai=Decimal("75.5"))
    TargetRenstra.objects.create(indikator=indikator, tahun=2025, nilai=Decimal(82))
    sub = make_sub_kegiatan(unit, sasaran, kode="4.01.01.2.01.0001", uraian="Penyusunan dokumen")
    rencana = make_rencana(pd)
    make_pagu(rencana, sub, 2_000_000)
    return {"pd": pd, "periode": periode, "sasaran": sasaran, "unit": unit, "indikator": indikator, "sub": sub} | {
        "rencana": rencana
    }


def pohon(tree, tahun=2025, **over):
    return cascade(tree["pd"], tree["periode"], tahun, **over)


# --- The tree ------------------------------------------------------------------------------------------------


def test_tree_goes_from_the_visi_to_the_sub_kegiatan(tree):
    hasil = pohon(tree)
    assert [s.jenis for s in walk(hasil.akar) if s.uraian != "Jalan mulus"] == [
        *("visi", "misi", "tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
    ]
    assert [s.pagu for s in walk(hasil.akar) if s.pagu] == [2_000_000] * 3


def test_indikator_prints_its_targets_of_every_year(tree):
    sasaran = next(s for s in walk(pohon(tree).akar) if s.jenis == "sasaran")
    (i,) = sasaran.indikator
    assert i.target == tuple((str(t), "82" if t == 2025 else "") for t in range(2021, 2027))
    assert (i.awal, i.iku, i.unit) == ("75,5", True, "Bagian Organisasi")
    assert i.keterangan == "nilai · makin tinggi makin baik · nilai terakhir"


@pytest.mark.parametrize(("simbol", "teks"), [("%", "82%"), ("Laporan", "82")])
def test_a_unit_that_is_a_word_stands_in_the_description_only(tree, simbol, teks):
    Indikator.objects.update(satuan=make_satuan(simbol))
    (i,) = next(s for s in walk(pohon(tree).akar) if s.jenis == "sasaran").indikator
    assert dict(i.target)["2025"] == teks
    assert i.keterangan.startswith(simbol)


def test_a_step_of_a_scale_prints_as_the_step(tree):
    skala = make_skala()
    bb = skala.tingkat.get(kode="BB")
    akip = make_indikator(
        tree["unit"], tree["sasaran"], jenis_nilai="PREDIKAT", skala=skala, kondisi_awal_tingkat=bb, nama="Nilai AKIP"
    )
    TargetRenstra.objects.create(indikator=akip, tahun=2022, tingkat=bb, nilai=Decimal("72.31"))
    (i,) = [i for s in walk(pohon(tree).akar) for i in s.indikator if i.nama == "Nilai AKIP"]
    assert (i.awal, dict(i.target)["2022"]) == ("BB", "BB")


def test_missing_levels_are_said_and_not_hidden(db):
    pd = make_pd()
    sasaran = make_sasaran(pd, tujuan=None, uraian="Layanan cepat")
    Tujuan.objects.all().delete()
    hasil = cascade(pd, sasaran.periode, 2025)
    assert uraian(hasil.akar) == ["Visi belum diisi", "Misi belum diisi", "Tujuan belum diisi", "Layanan cepat"]
    assert list(walk(hasil.akar))[-1].kurang == ("Indikator belum diisi", "Program belum diisi")


def test_an_unlinked_tujuan_and_sasaran_stand_beside_the_visi(tree):
    make_sasaran(tree["pd"], tujuan=None, uraian="Lepas")
    Tujuan.objects.create(periode=tree["periode"], perangkat_daerah=tree["pd"], uraian="Tanpa misi")
    roots = pohon(tree).akar
    assert roots[0].uraian == "Daerah maju"
    assert {(s.uraian, s.anak[0].uraian) for s in roots[1:]} >= {("Belum dikaitkan dengan tujuan", "Lepas")}
    assert "Tanpa misi" in uraian(s for s in roots if s.uraian == "Belum dikaitkan dengan misi")


def test_an_institution_without_anything_says_so_on_every_level(db):
    pd = make_pd()
    hasil = cascade(pd, make_periode(pd.pemerintah_daerah), 2025)
    assert uraian(hasil.akar) == [f"{x} belum diisi" for x in ("Visi", "Misi", "Tujuan", "Sasaran")]
    assert (hasil.unit, hasil.rencana, hasil.belanja, hasil.berlaku) == ((), (), (), None)


def test_sasaran_of_units_stand_in_the_tree_of_units(tree):
    bawah = make_unit(tree["pd"], nama="Subbagian Tata Laksana", jenis="SUBBAGIAN", induk=tree["unit"])
    milik = {"periode": tree["periode"], "perangkat_daerah": tree["pd"]}
    atas = Sasaran.objects.create(**milik, unit_kerja=tree["unit"], induk=tree["sasaran"], uraian="Survei terlaksana")
    Sasaran.objects.create(**milik, unit_kerja=bawah, uraian="Data survei lengkap")
    make_unit(tree["pd"], nama="Bagian tanpa sasaran")
    hasil = pohon(tree)
    assert uraian(hasil.unit) == [
        *("Bagian Organisasi", "Survei terlaksana", "Subbagian Tata Laksana", "Data survei lengkap")
    ]
    kinerja = {s.uraian: s for s in walk(hasil.unit)}
    assert kinerja["Survei terlaksana"].induk == "Layanan cepat"
    assert "Sasaran di atasnya belum ditetapkan" in kinerja["Data survei lengkap"].kurang
    assert atas.uraian not in uraian(hasil.akar)


def test_another_perangkat_daerah_and_period_stay_out(tree):
    other = make_pd(tree["pd"].pemerintah_daerah)
    make_indikator(make_unit(other), make_sasaran(other, uraian="Milik dinas lain"))
    lama = make_periode(tree["pd"].pemerintah_daerah, tahun_awal=2016, tahun_akhir=2021)
    Sasaran.objects.create(periode=lama, perangkat_daerah=tree["pd"], uraian="Periode lama")
    assert not {"Milik dinas lain", "Periode lama"} & set(uraian(pohon(tree).akar))
    assert "Periode lama" in uraian(cascade(tree["pd"], lama, 2018).akar)


def test_rows_of_the_union_carry_every_column(tree):
    rows = {r.jenis: r for r in unsur(tree["pd"], tree["periode"]) if r.uraian != "Jalan mulus"}
    assert rows["misi"].induk == rows["visi"].pk
    assert rows["sasaran"].induk == rows["tujuan"].pk
    sub = rows["sub_kegiatan"]
    assert (sub.pk, sub.kode, sub.unit, sub.uraian) == (
        *(tree["sub"].pk, "4.01.01.2.01.0001", tree["unit"].pk, "Penyusunan dokumen"),
    )


# --- Plans of the year ---------------------------------------------------------------------------------------


def test_pagu_is_that_of_the_plan_in_force(tree):
    perubahan = make_rencana(tree["pd"], urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    make_pagu(perubahan, tree["sub"], 2_500_000)
    akhir, awal = pohon(tree), pohon(tree, sampai=3)
    assert [next(s.pagu for s in walk(p.akar) if s.jenis == "program") for p in (awal, akhir)] == [2_000_000, 2_500_000]
    assert [(r.sebutan, r.berlaku, r.total) for r in akhir.rencana] == [
        ("Murni", False, 2_000_000),
        ("Perubahan", True, 2_500_000),
    ]
    assert (awal.menyusul.sebutan, akhir.menyusul) == ("Perubahan", None)
    (belanja,) = akhir.belanja
    assert (belanja.kode, belanja.per_versi) == ("5.1.02", (("Murni", 2_000_000), ("Perubahan", 2_500_000)))
    assert belanja.selisih == akhir.selisih == 500_000


def test_a_draft_shows_among_the_versions_but_counts_nowhere(tree):
    tree["rencana"].status = RencanaTahunan.Status.DRAFT
    tree["rencana"].save()
    hasil = pohon(tree)
    assert [(r.disahkan, r.berlaku, r.total) for r in hasil.rencana] == [(False, False, 2_000_000)]
    assert all(s.pagu is None for s in walk(hasil.akar))


def test_period_of_a_year(db):
    pd = make_pd()
    lama, baru = (
        make_periode(pd.pemerintah_daerah, tahun_awal=a, tahun_akhir=b) for a, b in ((2021, 2026), (2025, 2029))
    )
    semua = [baru, lama]
    assert [periode_tahun(semua, t) for t in (2023, 2025, 2028, 2040)] == [lama, baru, baru, baru]
    baru.status = PeriodeRenstra.Status.DRAFT
    assert periode_tahun(semua, 2025) == lama
    assert periode_tahun([], 2025) is None


# --- Search --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cari", "jenis"),
    [
        ("penyusunan DOKUMEN", ["visi", "misi", "tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan"]),
        ("2.01.0001", ["visi", "misi", "tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan"]),
        ("kepuasan indeks", ["visi", "misi", "tujuan", "sasaran"]),
        ("jalan", ["visi", "misi"]),
        ("tidak ada", []),
        ("belum diisi", []),
    ],
)
def test_search_keeps_matching_branches_with_what_is_above(tree, cari, jenis):
    assert [s.jenis for s in walk(saring(pohon(tree).akar, cari))] == jenis


def test_search_keeps_all_below_a_match_and_only_matching_indicators_above(tree):
    make_indikator(tree["unit"], tree["sasaran"], nama="Waktu layanan")
    akar = pohon(tree).akar
    sasaran = next(s for s in walk(saring(akar, "Layanan cepat")) if s.jenis == "sasaran")
    assert len(sasaran.indikator) == 2 and sasaran.anak
    sasaran = next(s for s in walk(saring(akar, "waktu")) if s.jenis == "sasaran")
    assert [i.nama for i in sasaran.indikator] == ["Waktu layanan"]
    assert saring(akar, "  ") == akar


# --- The page ------------------------------------------------------------------------------------------------


def get(client, user, **query):
    client.force_login(user)
    return client.get(URL, query)


def test_page_shows_the_plan_to_an_operator_of_any_unit_but_links_only_the_own_indikator(client, cast):
    foreign = make_indikator(cast.other_unit, nama="Indikator unit lain")
    make_realisasi(foreign, "77.7777")
    html = get(client, cast.operator).content.decode()
    assert "Indikator unit lain" in html
    assert "77,7777" not in html
    assert reverse("indicators:dasbor_indikator", args=[cast.indikator.pk]) in html
    assert reverse("indicators:dasbor_indikator", args=[foreign.pk]) not in html
    assert reverse("indicators:dasbor_indikator", args=[foreign.pk]) in get(client, cast.planner).content.decode()


def test_page_of_another_regency_is_not_found(client, cast):
    assert get(client, cast.planner, pd=cast.outsider_planner.membership.get().perangkat_daerah.kode).status_code == 404
    assert cast.indikator.nama not in get(client, cast.outsider_planner).content.decode()


def test_page_finds_by_code_and_opens_every_branch(client, cast):
    cast.sub_kegiatan.kode = "4.01.09"
    cast.sub_kegiatan.save()
    html = get(client, cast.planner, cari="4.01.09").content.decode()
    isi = html[html.index("<main") :]
    assert "4.01.09" in isi and cast.indikator.nama not in isi
    assert not re.search(r"<details>", isi)
    assert "Tidak ada yang cocok" in get(client, cast.planner, cari="zzz").content.decode()


def test_page_says_from_when_an_approved_change_takes_the_place_of_the_plan(client, cast):
    assert "menggantikannya" not in get(client, cast.planner).content.decode()
    make_rencana(cast.pd, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    html = get(client, cast.planner).content.decode()
    assert "Rencana perubahan yang sudah disahkan menggantikannya mulai Triwulan IV." in html


def test_page_offers_the_periods_when_there_are_several(client, cast):
    assert 'aria-label="Periode Renstra"' not in get(client, cast.planner).content.decode()
    make_periode(cast.pemda, tahun_awal=2025, tahun_akhir=2029)
    html = get(client, cast.planner, periode="2021-2026").content.decode()
    assert "periode=2025-2029" in html and cast.indikator.nama in html
    assert cast.indikator.nama not in get(client, cast.planner, periode="2025-2029").content.decode()
    assert get(client, cast.planner, periode="1999-2001").status_code == 404


def test_page_without_a_period_says_who_must_add_it(client, cast):
    html = get(client, cast.outsider_planner).content.decode()
    assert "Periode Renstra belum diisi" in html


def test_page_answers_a_year_without_schedule_with_not_found(client, cast):
    assert get(client, cast.planner, tahun="1990").status_code == 404


def test_every_element_can_be_linked_to(client, cast):
    html = get(client, cast.planner).content.decode()
    for jangkar in (f"sub_kegiatan-{cast.sub_kegiatan.pk}", f"indikator-{cast.indikator.pk}"):
        assert f'id="{jangkar}"' in html
    assert len(re.findall(r'id="sasaran-\d+"', html)) == Sasaran.objects.count()
    assert Indikator.objects.count() == len(re.findall(r'id="indikator-\d+"', html))
