"""The planning grids: targets of a plan, its pagu, targets of a Renstra period – row by row, pasted, without script."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.checks_rencana import periksa_target
from indicators.models import (
    AuditEvent,
    JenisBelanja,
    PaguAnggaran,
    PeriodeRenstra,
    Target,
    TargetRenstra,
)
from indicators.selectors.kisi import versi
from indicators.selectors.kisi_pagu import jenis_dipakai, kisi_pagu
from indicators.selectors.kisi_target import kisi_renstra, kisi_target
from indicators.services.rencana import rencana_create, rencana_open_perubahan
from tests import builders as b

HTMX = {"HTTP_HX_REQUEST": "true"}
D = Decimal


@pytest.fixture
def draf(cast):
    return rencana_open_perubahan(rencana=cast.rencana, by=cast.planner)


@pytest.fixture
def planner(client, cast):
    client.force_login(cast.planner)
    return client


def kirim(draf, indikator, **isi):
    """A row of the grid of targets as the page would send it, with what is stored where nothing is said."""
    (baris,) = (r for k in kisi_target(draf, {indikator.pk}) for r in k.baris)
    awal = {s.nama: s.isi for s in baris.semua_sel} | {f"{baris.kunci}-versi": baris.versi}
    return awal | {f"{baris.kunci}-{k}": v for k, v in isi.items()}


def alamat(nama, *args):
    return reverse(f"indicators:{nama}", args=args)


# --- What does not add up -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "nilai", "tw", "kata"),
    [
        ("JUMLAH", "12", "3 3 3 3", ""),
        ("JUMLAH", "12", "3 3 3 2", "Jumlah keempat triwulan 11, target tahun 12"),
        ("AKHIR", "90", "70 80 85 90", ""),
        ("AKHIR", "90", "70 80 75 90", "Triwulan III lebih rendah"),
        ("AKHIR", "90", "70 80 85 88", "Triwulan IV 88, target tahun 90"),
        ("RATA_RATA", "80", "70 80 80 90", ""),
        ("RATA_RATA", "80", "70 80 80 80", "Rata-rata triwulan 77,5"),
        ("TAHUNAN", "80", "- - - 80", ""),
        ("TAHUNAN", "80", "20 - - 80", "isi triwulan IV saja"),
        ("AKHIR", "80", "- - - -", "Target triwulannya belum diisi"),
        ("AKHIR", "-", "- - - 80", "Target tahunnya belum diisi"),
    ],
)
def test_quarters_are_held_against_their_year(mode, nilai, tw, kata):
    def angka(teks):
        return None if teks == "-" else D(teks)

    kuartal = tuple(angka(t) for t in tw.split())
    hasil = " ".join(periksa_target(mode, naik=True, nilai=angka(nilai), bertingkat=False, tw=kuartal))
    assert kata in hasil if kata else not hasil


def test_where_lower_is_better_a_target_must_not_rise():
    tw = (D(10), D(12), D(8), D(8))
    (kalimat,) = periksa_target("AKHIR", naik=False, nilai=D(8), bertingkat=False, tw=tw)
    assert "Triwulan II lebih tinggi" in kalimat


# --- Targets of a plan ----------------------------------------------------------------------------------------


def test_a_row_is_saved_and_answered_with_its_warning(planner, cast, draf):
    url = alamat("target_simpan", draf.pk, cast.indikator.pk)
    answer = planner.post(url, kirim(draf, cast.indikator, nilai="1.095,5"), **HTMX)
    assert answer.status_code == 200
    teks = answer.content.decode()
    assert 'value="1.095,5"' in teks and "Triwulan IV 90, target tahun 1.095,5" in teks
    assert Target.objects.get(rencana=draf).nilai == D("1095.5")
    assert Target.objects.get(rencana=cast.rencana).nilai == 90


def test_what_is_no_number_is_refused_with_what_was_typed(planner, cast, draf):
    url = alamat("target_simpan", draf.pk, cast.indikator.pk)
    answer = planner.post(url, kirim(draf, cast.indikator, tw2="dua<b>"), **HTMX)
    teks = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="dua&lt;b&gt;"' in teks and 'aria-invalid="true"' in teks and "tidak dapat dibaca" in teks
    assert Target.objects.get(rencana=draf).tw2 == 90


def test_a_dot_before_three_digits_is_asked_about_where_its_neighbours_are_small(planner, cast, draf):
    simpan = alamat("target_simpan", draf.pk, cast.indikator.pk)
    answer = planner.post(simpan, kirim(draf, cast.indikator, nilai="2.991", tw1="3,05"), **HTMX)
    assert answer.status_code == 422 and "tulis 2,991 atau 2991." in answer.content.decode()
    for isi, nilai in (({"nilai": "2991", "tw1": "3,05"}, 2991), ({"nilai": "2.991", "tw1": "3,1"}, 2991)):
        assert planner.post(simpan, kirim(draf, cast.indikator, **isi), **HTMX).status_code == 200, "as stored"
        assert draf.target.get(indikator=cast.indikator).nilai == nilai
    assert planner.post(simpan, kirim(draf, cast.indikator, nilai="1.234", tw1="300"), **HTMX).status_code == 200


def test_two_people_at_one_row_see_both_values(planner, cast, draf):
    lama = kirim(draf, cast.indikator, nilai="91")
    Target.objects.get(rencana=draf)
    row = Target.objects.get(rencana=draf)
    row.nilai = D(95)
    row.save()
    url = alamat("target_simpan", draf.pk, cast.indikator.pk)
    answer = planner.post(url, lama, **HTMX)
    teks = answer.content.decode()
    assert answer.status_code == 409
    assert "diubah orang lain menjadi <strong>95</strong>. Isian Anda: <strong>91</strong>" in teks
    row.refresh_from_db()
    assert row.nilai == 95
    # With the state that came back the person decides.
    sekarang = lama | {f"t{cast.indikator.pk}-versi": versi([row])}
    assert planner.post(url, sekarang, **HTMX).status_code == 200


def test_a_pasted_block_is_stored_whole_or_not_at_all(planner, cast, draf):
    lain = b.make_indikator(cast.unit)
    block = kirim(draf, cast.indikator, nilai="92", tw4="92") | kirim(draf, lain, nilai="x")
    answer = planner.post(alamat("target", draf.pk), block, **HTMX)
    assert answer.status_code == 422
    assert Target.objects.get(rencana=draf).nilai == 90
    block[f"t{lain.pk}-nilai"] = "7"
    answer = planner.post(alamat("target", draf.pk), block, **HTMX)
    assert answer.status_code == 200 and answer.content.decode().count("<tr id=") == 2
    assert dict(Target.objects.filter(rencana=draf).values_list("indikator", "nilai")) == {
        cast.indikator.pk: 92,
        lain.pk: 7,
    }
    assert AuditEvent.objects.latest("nomor").sesudah.keys() == {cast.indikator.kode, lain.kode}


def test_the_form_without_script_keeps_what_was_typed(planner, cast, draf):
    answer = planner.post(alamat("target", draf.pk), kirim(draf, cast.indikator, nilai="sembilan"))
    assert answer.status_code == 422 and 'value="sembilan"' in answer.content.decode()
    answer = planner.post(alamat("target", draf.pk), kirim(draf, cast.indikator, nilai="94"), follow=True)
    assert "1 baris disimpan" in answer.content.decode()


def test_a_predikat_is_chosen_and_may_carry_its_number(planner, cast, draf):
    skala = b.make_skala()
    sakip = b.make_indikator(cast.unit, skala=skala, jenis_nilai="PREDIKAT", akumulasi="TAHUNAN")
    hanya = b.make_indikator(cast.unit, skala=skala, jenis_nilai="KATEGORI")
    bb = skala.tingkat.get(kode="BB")
    url = alamat("target_simpan", draf.pk, sakip.pk)
    assert (
        planner.post(url, kirim(draf, sakip, tingkat=str(bb.pk), nilai="72,5", tw4="72,5"), **HTMX).status_code == 200
    )
    target = Target.objects.get(rencana=draf, indikator=sakip)
    assert (target.tingkat, target.nilai) == (bb, D("72.5"))
    isi = kirim(draf, hanya, tingkat=str(bb.pk))
    assert isi.keys() == {f"t{hanya.pk}-versi", f"t{hanya.pk}-tingkat"}
    url = alamat("target_simpan", draf.pk, hanya.pk)
    assert planner.post(url, isi, **HTMX).status_code == 200
    assert planner.post(url, isi | {f"t{hanya.pk}-tingkat": "99999"}, **HTMX).status_code == 422


def test_an_indikator_leaves_the_plan_and_comes_back(planner, cast, draf):
    planner.post(alamat("target_keluar", draf.pk, cast.indikator.pk))
    assert not Target.objects.filter(rencana=draf).exists()
    (baris,) = (r for k in kisi_target(draf) for r in k.baris)
    assert baris.peringatan == ("Belum masuk rencana.",)
    url = alamat("target_simpan", draf.pk, cast.indikator.pk)
    planner.post(url, kirim(draf, cast.indikator, nilai="90"), **HTMX)
    assert Target.objects.filter(rencana=draf).exists()


def test_a_new_year_takes_its_targets_from_the_renstra_and_a_dash_adds_none(planner, cast):
    """What is in the plan stays; once a year: TW IV too; a replaced indikator and one without a target stay out."""
    ikm = b.make_indikator(cast.unit, cast.indikator.sasaran, nama="IKM", akumulasi="TAHUNAN")
    lama = b.make_indikator(cast.unit, cast.indikator.sasaran, nama="Lama")
    kosong = b.make_indikator(cast.unit, cast.indikator.sasaran, nama="Kosong", predecessor=lama)
    for i, nilai in ((cast.indikator, "91"), (ikm, "94.5"), (lama, "1")):
        TargetRenstra.objects.update_or_create(indikator=i, tahun=2026, defaults={"nilai": D(nilai)})
    murni = rencana_create(perangkat_daerah=cast.pd, periode=cast.rencana.periode, tahun=2026, by=cast.planner)
    b.make_target(murni, cast.indikator, nilai=D("92"))
    assert "1 indikator mempunyai target Renstra 2026" in planner.get(alamat("target", murni.pk)).content.decode()
    planner.post(alamat("target_dari_renstra", murni.pk))
    assert dict(Target.objects.filter(rencana=murni).values_list("indikator_id", "nilai")) == {
        cast.indikator.pk: 92,
        ikm.pk: D("94.5"),
    }
    assert Target.objects.get(rencana=murni, indikator=ikm).tw4 == D("94.5")
    assert "Ambil target Renstra" not in planner.get(alamat("target", murni.pk)).content.decode()
    planner.post(alamat("target_simpan", murni.pk, kosong.pk), kirim(murni, kosong, nilai="-"), **HTMX)
    assert not Target.objects.filter(rencana=murni, indikator=kosong).exists()


def test_an_approved_plan_is_only_read(planner, cast):
    teks = planner.get(alamat("target", cast.rencana.pk)).content.decode()
    assert "hanya dapat dibaca" in teks and 'class="sel"' not in teks and ">90<" in teks
    answer = planner.post(
        alamat("target_simpan", cast.rencana.pk, cast.indikator.pk),
        kirim(cast.rencana, cast.indikator, nilai="1"),
        **HTMX,
    )
    assert answer.status_code == 422
    assert Target.objects.get(rencana=cast.rencana).nilai == 90


# --- Pagu -----------------------------------------------------------------------------------------------------


@pytest.fixture
def modal(db):
    return JenisBelanja.objects.get_or_create(kode="5.2.02", defaults={"nama": "Belanja Modal Peralatan"})[0]


def kirim_pagu(draf, sub, **isi):
    milik = PaguAnggaran.objects.filter(rencana=draf, sub_kegiatan=sub)
    return {f"s{sub.pk}-versi": versi(milik)} | {f"s{sub.pk}-{k}": v for k, v in isi.items()}


def test_a_pagu_is_saved_with_the_sums_above_it(planner, cast, draf, modal):
    barang = PaguAnggaran.objects.get(rencana=draf).jenis_belanja
    lain = b.make_sub_kegiatan(cast.unit)
    b.make_pagu(draf, lain, 500)
    isi = kirim_pagu(draf, cast.sub_kegiatan, **{f"j{barang.pk}": "Rp1.250.000", f"j{modal.pk}": "750.000"})
    answer = planner.post(alamat("pagu_simpan", draf.pk, cast.sub_kegiatan.pk), isi, **HTMX)
    teks = answer.content.decode()
    assert answer.status_code == 200
    kegiatan = cast.sub_kegiatan.kegiatan
    for kunci in (f"grup-k{kegiatan.pk}", f"grup-p{kegiatan.program_id}"):
        kepala = teks.partition(f'id="{kunci}"')[2].partition("</tr>")[0]
        assert "hx-swap-oob" in kepala and "2.000.000" in kepala
    assert f"grup-k{lain.kegiatan_id}" not in teks
    assert "2.000.500" in teks.partition('id="kisi-jumlah"')[2]
    kosong = kirim_pagu(draf, cast.sub_kegiatan, **{f"j{barang.pk}": "1.250.000", f"j{modal.pk}": ""})
    planner.post(alamat("pagu_simpan", draf.pk, cast.sub_kegiatan.pk), kosong, **HTMX)
    assert not PaguAnggaran.objects.filter(rencana=draf, jenis_belanja=modal).exists()


def test_the_columns_of_a_draft_stay_when_one_of_them_is_filled_first(cast, draf, modal):
    PaguAnggaran.objects.create(rencana=draf, sub_kegiatan=cast.sub_kegiatan, jenis_belanja=modal, jumlah=500)
    murni = rencana_create(perangkat_daerah=cast.pd, periode=cast.rencana.periode, tahun=2026, by=cast.planner)
    awal, _ = jenis_dipakai(murni)
    b.make_pagu(murni, cast.sub_kegiatan)
    assert len(awal) > 1 and jenis_dipakai(murni)[0] == awal


def test_a_fraction_of_a_rupiah_and_a_negative_pagu_are_refused(planner, cast, draf):
    barang = PaguAnggaran.objects.get(rencana=draf).jenis_belanja
    url = alamat("pagu_simpan", draf.pk, cast.sub_kegiatan.pk)
    for teks, kata in (("1.000,5", "pecahan rupiah"), ("-5", "kurang dari nol")):
        answer = planner.post(url, kirim_pagu(draf, cast.sub_kegiatan, **{f"j{barang.pk}": teks}), **HTMX)
        assert answer.status_code == 422 and kata in answer.content.decode()


def test_a_kind_of_spending_is_added_and_what_is_not_shown_stays(planner, cast, draf, modal):
    barang = PaguAnggaran.objects.get(rencana=draf).jenis_belanja
    url = alamat("pagu", draf.pk)
    assert f"s{cast.sub_kegiatan.pk}-j{modal.pk}" not in planner.get(url).content.decode()
    assert f"s{cast.sub_kegiatan.pk}-j{modal.pk}" in planner.get(url, {"tambah": modal.pk}).content.decode()
    PaguAnggaran.objects.create(rencana=draf, sub_kegiatan=cast.sub_kegiatan, jenis_belanja=modal, jumlah=5)
    isi = kirim_pagu(draf, cast.sub_kegiatan, **{f"j{barang.pk}": "2"})
    answer = planner.post(url, isi, **HTMX)
    assert answer.status_code == 200 and f"-j{modal.pk}" not in answer.content.decode()
    assert sum(PaguAnggaran.objects.filter(rencana=draf).values_list("jumlah", flat=True)) == 7


def test_sums_of_pagu_go_up_to_the_program(cast, draf):
    jenis = list(JenisBelanja.objects.all())
    kegiatan = cast.sub_kegiatan.kegiatan
    kedua = b.make_sub_kegiatan(cast.unit, kegiatan=kegiatan)
    b.make_pagu(draf, kedua, 250_000)
    jumlah = {k.kunci: k.jumlah for k in kisi_pagu(draf, jenis)}
    assert jumlah[f"k{kegiatan.pk}"] == jumlah[f"p{kegiatan.program_id}"] == (1_250_000, 1_250_000)


# --- Renstra --------------------------------------------------------------------------------------------------


def kirim_renstra(cast, **isi):
    (baris,) = (r for k in kisi_renstra(cast.pd, cast.indikator.periode, {cast.indikator.pk}) for r in k.baris)
    return {f"{baris.kunci}-versi": baris.versi} | {f"{baris.kunci}-{k}": v for k, v in isi.items()}


def renstra(cast, *args):
    return alamat("target_renstra_simpan" if args else "target_renstra", cast.pd.kode, "2021-2026", *args)


def test_the_years_of_a_period_are_saved_and_emptied(planner, cast):
    url = renstra(cast, cast.indikator.pk)
    answer = planner.post(url, kirim_renstra(cast, **{"2024-nilai": "88,5", "2025-nilai": "90"}), **HTMX)
    assert answer.status_code == 200 and "Belum ada target 2021, 2022, 2023, 2026" in answer.content.decode()
    event = AuditEvent.objects.latest("nomor")
    assert (event.aksi, event.sesudah) == ("target_renstra.saved", {"2024": "88.5", "2025": "90"})
    planner.post(url, kirim_renstra(cast, **{"2024-nilai": ""}), **HTMX)
    assert list(TargetRenstra.objects.values_list("tahun", "nilai")) == [(2025, 90)]


def test_a_closed_period_is_only_read(planner, cast):
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=D(90))
    isi = kirim_renstra(cast, **{"2025-nilai": "1"})
    PeriodeRenstra.objects.update(status="CLOSED")
    teks = planner.get(renstra(cast)).content.decode()
    assert "sudah ditutup" in teks and 'class="sel"' not in teks
    assert planner.post(renstra(cast, cast.indikator.pk), isi, **HTMX).status_code == 422
    assert TargetRenstra.objects.get().nilai == 90


def test_a_finished_document_is_named_before_a_target_changes(planner, cast):
    assert "Ada dokumen yang sudah diselesaikan" not in planner.get(renstra(cast)).content.decode()
    from indicators.services.audit import Event, record

    record(cast.planner, Event("dokumen.finalized", cast.indikator, "SK IKU", perangkat_daerah=cast.pd))
    assert "Ada dokumen yang sudah diselesaikan" in planner.get(renstra(cast)).content.decode()


def test_a_year_changed_by_someone_else_is_not_overwritten(planner, cast):
    isi = kirim_renstra(cast, **{"2025-nilai": "91"})
    TargetRenstra.objects.create(indikator=cast.indikator, tahun=2025, nilai=D(90))
    answer = planner.post(renstra(cast, cast.indikator.pk), isi, **HTMX)
    assert answer.status_code == 409 and "diubah orang lain menjadi" in answer.content.decode()
