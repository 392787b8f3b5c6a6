"""A planner defines a formula: tried first, saved once its examples hold, fixed once values were handed in."""

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import AuditEvent, Indikator, Realisasi
from indicators.rumus import uraikan
from indicators.rumus_templat import TEMPLAT
from indicators.services.realisasi import RealisasiEntry
from sakip.lib.numbers import parse_decimal
from sakip.lib.periods import Triwulan
from tests.builders import make_indikator, make_realisasi, realisasi_save

TW1 = Triwulan(2025, 1)
BAGI = {
    "ekspresi": "a / b × 100",
    "baris": "3",
    "v0-simbol": "a",
    "v0-nama": "Desa yang melapor",
    "v0-minimum": "0",
    "v0-contoh1": "45",
    "v1-simbol": "B",
    "v1-nama": "Desa seluruhnya",
    "v1-contoh1": "46",
    "hasil1": "97,83",
}


@pytest.fixture
def planner(client, cast):
    client.force_login(cast.planner)
    return cast


def url(cast):
    return reverse("indicators:rumus", kwargs={"pk": cast.indikator.pk})


def kirim(client, cast, aksi, **ubah):
    return client.post(url(cast), {k: v for k, v in (BAGI | ubah).items() if v is not None} | {"aksi": aksi})


def ditolak(client, cast, sentence, aksi="simpan", **ubah):
    answer = kirim(client, cast, aksi, **ubah)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    cast.indikator.refresh_from_db()
    assert cast.indikator.rumus != "EKSPRESI"


def test_trying_shows_the_arithmetic_and_stores_nothing(client, planner):
    answer = kirim(client, planner, "coba")
    assert answer.status_code == 200
    assert "45 / 46 × 100 = 97,83" in answer.content.decode()
    assert "cocok" in answer.content.decode()
    planner.indikator.refresh_from_db()
    assert planner.indikator.rumus == "LANGSUNG"


def test_trying_without_an_expected_result_just_works_it_out(client, planner):
    html = kirim(client, planner, "coba", hasil1="").content.decode()
    assert "45 / 46 × 100 = 97,83" in html
    assert "cocok:" not in html


def test_a_formula_whose_example_holds_is_saved_and_used(client, planner):
    assert kirim(client, planner, "simpan").status_code == 302
    indikator = Indikator.objects.get(pk=planner.indikator.pk)
    assert (indikator.rumus, indikator.ekspresi) == ("EKSPRESI", "a / b × 100")
    variabel = [(v.simbol, v.nama, v.minimum) for v in indikator.variabel_rumus.order_by("urutan")]
    assert variabel == [("a", "Desa yang melapor", 0), ("b", "Desa seluruhnya", None)]
    isi = {"a": Decimal(1), "b": Decimal(4)}
    assert realisasi_save(triwulan=TW1, entry=RealisasiEntry(indikator, variabel=isi), by=planner.operator).nilai == 25
    html = client.get(url(planner)).content.decode()
    assert 'value="a / b × 100"' in html
    assert 'value="97,83"' in html


def test_the_trail_tells_the_formula_its_variables_and_examples(client, planner):
    kirim(client, planner, "simpan")
    event = AuditEvent.objects.get(aksi="rumus.saved")
    assert event.sesudah["ekspresi"] == "a / b × 100"
    assert event.sesudah["variabel"] == {"a": "Desa yang melapor (0 sampai …)", "b": "Desa seluruhnya"}
    assert event.sesudah["contoh"] == ["a = 45; b = 46 → 97.83"]
    kirim(client, planner, "simpan")
    assert AuditEvent.objects.filter(aksi="rumus.saved").count() == 1, "the same again is no change"


REFUSED = [
    ({"hasil1": "97"}, "Contoh 1: rumus menghasilkan 97,83, bukan 97."),
    ({"hasil1": "", "v0-contoh1": "", "v1-contoh1": ""}, "Isi sedikitnya satu contoh"),
    ({"v1-contoh1": ""}, "Belum ada angka untuk b"),
    ({"v1-contoh1": "0"}, "Pembaginya nol"),
    ({"v0-contoh1": "-1"}, "Isi paling sedikit 0"),
    ({"ekspresi": "a / c"}, "Variabel “c” belum ada"),
    ({"ekspresi": "a * 100"}, "Variabel “b” tidak dipakai"),
    ({"ekspresi": ""}, "Tulis rumusnya"),
    ({"ekspresi": "a /"}, "Rumus belum lengkap"),
    ({"ekspresi": "__import__(a, b)"}, "tidak dikenal"),
    ({"v1-simbol": "a"}, "tertulis dua kali"),
    ({"v1-simbol": "max"}, "nama fungsi"),
    ({"v1-simbol": "b c"}, "Nama singkat"),
    ({"v1-nama": ""}, "Tulis keterangannya"),
    ({"v0-maksimum": "-5", "v0-contoh1": ""}, "tidak boleh di bawah"),
    ({"v0-contoh1": "12.5"}, "12,5"),
]


@pytest.mark.parametrize(("ubah", "sentence"), REFUSED)
def test_a_formula_that_does_not_hold_is_refused_in_a_sentence(client, planner, ubah, sentence):
    ditolak(client, planner, sentence, **ubah)


def test_more_rows_are_added_and_nothing_typed_is_lost(client, planner):
    html = kirim(client, planner, "tambah", ekspresi="a / ").content.decode()
    assert 'name="v5-simbol"' in html
    assert 'value="a / "' in html
    assert 'value="Desa yang melapor"' in html


@pytest.mark.parametrize("templat", TEMPLAT, ids=lambda t: t.kode)
def test_every_ready_formula_holds_by_its_own_example(client, planner, templat):
    html = client.get(url(planner), {"templat": templat.kode}).content.decode()
    data = {"ekspresi": templat.ekspresi, "baris": str(len(templat.variabel)), "hasil1": templat.hasil}
    for n, v in enumerate(templat.variabel):
        assert v.nama in html
        data |= {f"v{n}-simbol": v.simbol, f"v{n}-nama": v.nama, f"v{n}-contoh1": v.contoh}
        data |= {f"v{n}-minimum": v.minimum, f"v{n}-maksimum": v.maksimum}
    assert client.post(url(planner), data | {"aksi": "simpan"}).status_code == 302
    masukan = {v.simbol: parse_decimal(v.contoh) for v in templat.variabel}
    assert uraikan(templat.ekspresi).hitung(masukan) == parse_decimal(templat.hasil)


# --- Values that stand -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["SUBMITTED", "VERIFIED"])
def test_a_formula_does_not_change_under_values_that_were_handed_in(client, planner, status):
    make_realisasi(planner.indikator, "97", status=status)
    ditolak(client, planner, "Buat indikator baru sebagai kelanjutannya")


def test_its_descriptions_and_examples_may_still_be_mended(client, planner):
    kirim(client, planner, "simpan")
    make_realisasi(planner.indikator, "97", status="VERIFIED")
    ubah = {
        "ekspresi": "a/b*100",
        "v0-nama": "Desa yang sudah melapor",
        "v0-contoh2": "1",
        "v1-contoh2": "2",
        "hasil2": "50",
    }
    assert kirim(client, planner, "simpan", **ubah).status_code == 302
    assert planner.indikator.variabel_rumus.get(simbol="a").nama == "Desa yang sudah melapor"
    assert planner.indikator.contoh_rumus.count() == 2
    assert kirim(client, planner, "simpan", ekspresi="b / a × 100", hasil1="102,22").status_code == 422
    assert kirim(client, planner, "lepas").status_code == 422
    assert Indikator.objects.get(pk=planner.indikator.pk).ekspresi == "a/b*100"


def test_drafts_are_worked_out_anew_by_the_changed_formula(client, planner):
    kirim(client, planner, "simpan")
    indikator = Indikator.objects.get(pk=planner.indikator.pk)
    isi = {"a": Decimal(1), "b": Decimal(4)}
    row = realisasi_save(triwulan=TW1, entry=RealisasiEntry(indikator, variabel=isi), by=planner.operator)
    kirim(client, planner, "simpan", ekspresi="b / a × 100", hasil1="102,22")
    row.refresh_from_db()
    assert (row.nilai, row.revisi) == (400, 2)
    event = AuditEvent.objects.filter(aksi="realisasi.saved").order_by("nomor").last()
    assert (event.sebelum["nilai"], event.sesudah["nilai"]) == ("25", "400")


def test_a_draft_whose_figures_no_longer_suffice_is_empty_until_they_do(client, planner):
    kirim(client, planner, "simpan")
    indikator = Indikator.objects.get(pk=planner.indikator.pk)
    isi = {"a": Decimal(1), "b": Decimal(4)}
    row = realisasi_save(triwulan=TW1, entry=RealisasiEntry(indikator, variabel=isi), by=planner.operator)
    kirim(client, planner, "simpan", ekspresi="a / c × 100", **{"v1-simbol": "c"})
    row.refresh_from_db()
    assert row.nilai is None
    assert [r.simbol for r in row.rincian.all()] == ["a"]


def test_a_formula_can_be_dropped_and_the_values_stay(client, planner):
    kirim(client, planner, "simpan")
    make_realisasi(planner.indikator, "25")
    assert kirim(client, planner, "lepas").status_code == 302
    planner.indikator.refresh_from_db()
    assert (planner.indikator.rumus, planner.indikator.ekspresi) == ("LANGSUNG", "")
    assert Realisasi.objects.get().nilai == 25
    assert AuditEvent.objects.filter(aksi="rumus.removed").count() == 1


def test_an_indikator_that_is_chosen_from_has_no_formula(client, planner):
    from tests.builders import make_skala

    planner.indikator.jenis_nilai, planner.indikator.skala = "KESESUAIAN", make_skala()
    planner.indikator.save()
    ditolak(client, planner, "diisi dengan pilihan")


def test_the_indikators_page_leads_a_planner_to_its_formula(client, planner):
    kirim(client, planner, "simpan")
    html = client.get(reverse("indicators:dasbor_indikator", kwargs={"pk": planner.indikator.pk})).content.decode()
    assert url(planner) in html
    assert "a / b × 100" in html
    client.force_login(planner.operator)
    html = client.get(reverse("indicators:dasbor_indikator", kwargs={"pk": planner.indikator.pk})).content.decode()
    assert url(planner) not in html
    assert "Desa yang melapor" in html


def test_a_successor_begins_with_the_formula_it_replaces(client, planner):
    kirim(client, planner, "simpan")
    penerus = make_indikator(planner.unit, planner.indikator.sasaran, predecessor=planner.indikator)
    isi = client.get(reverse("indicators:rumus", args=[penerus.pk])).content.decode()
    assert 'value="a / b × 100"' in isi and 'value="Desa yang melapor"' in isi
    make_realisasi(planner.indikator, "90", status="VERIFIED")
    isi = client.get(url(planner)).content.decode()
    assert reverse("indicators:indikator_penerus", args=[planner.indikator.pk]) in isi, "what is fixed leads further"
