"""A row whose value follows from a formula: its figures are kept as they come, the value is the server's own."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.exceptions import Closed, InvalidValue, StaleData
from indicators.models import AuditEvent, Indikator, Realisasi, RincianRealisasi, VariabelRumus
from indicators.selectors.isian import lembar_isian
from indicators.services.realisasi import RealisasiEntry
from sakip.lib.periods import Triwulan
from tests.builders import make_indikator, make_jadwal, make_realisasi, make_skala, make_target, realisasi_save
from tests.kueri import queries_of

HTMX = {"HX-Request": "true"}
TW1 = Triwulan(2025, 1)
UNSUR = ["3,9", "3,9", "3,6", "4", "3,9", "3,9", "3,8", "3,8", "3,8"]
IKM = "ikm(" + "; ".join(f"u{n}" for n in range(1, 10)) + ")"


def make_rumus(cast, ekspresi, *simbol, batas=(None, None), **over):
    """An indikator of the unit with a formula over some variables, in the plan."""
    indikator = make_indikator(cast.unit, rumus="EKSPRESI", ekspresi=ekspresi, **over)
    for n, s in enumerate(simbol, 1):
        VariabelRumus.objects.create(
            indikator=indikator, urutan=n, simbol=s, nama=s.upper(), minimum=batas[0], maksimum=batas[1]
        )
    make_target(cast.rencana, indikator)
    return indikator


@pytest.fixture
def bagi(cast):
    """The cast, with a share of a in b."""
    cast.bagi = make_rumus(cast, "a / b * 100", "a", "b")
    return cast


@pytest.fixture
def survei(cast):
    """The cast, with an IKM of nine unsur from 1 to 4."""
    cast.ikm = make_rumus(cast, IKM, *(f"u{n}" for n in range(1, 10)), batas=(Decimal(1), Decimal(4)))
    return cast


def simpan(client, cast, indikator, revisi=0, **isi):
    client.force_login(cast.operator)
    url = reverse("indicators:realisasi_simpan", kwargs={"tahun": 2025, "tw": 1, "pk": indikator.pk})
    data = {f"i{indikator.pk}-{k}": v for k, v in {"revisi": revisi, **isi}.items()}
    return client.post(url, data, headers=HTMX)


def unsur(*nilai):
    return {f"v_u{n}": v for n, v in enumerate(nilai, 1)}


def isi_tersimpan(indikator):
    rows = RincianRealisasi.objects.filter(realisasi__indikator=indikator).order_by("urutan")
    return {r.simbol: r.nilai for r in rows}


def test_the_value_is_worked_out_and_the_arithmetic_shown(client, bagi):
    answer = simpan(client, bagi, bagi.bagi, v_a="45", v_b="46")
    assert answer.status_code == 200
    assert Realisasi.objects.get(indikator=bagi.bagi).nilai == Decimal("97.83")
    assert "45 / 46 × 100 = 97,83" in answer.content.decode()


def test_nine_unsur_make_the_ikm(client, survei):
    answer = simpan(client, survei, survei.ikm, **unsur(*UNSUR))
    assert Realisasi.objects.get(indikator=survei.ikm).nilai == Decimal("96.11")
    assert "/ 9 × 25 = 96,11" in answer.content.decode()


def test_what_is_typed_so_far_is_kept_and_the_rest_is_named(client, survei):
    answer = simpan(client, survei, survei.ikm, **unsur("3,9", "3,9", "", "4", "3,9", "3,9", "", "3,8", "3,8"))
    assert answer.status_code == 200
    assert "sesudah terisi: U3, U7" in answer.content.decode()
    row = Realisasi.objects.get(indikator=survei.ikm)
    assert row.nilai is None, "a part of a sum is no value"
    assert isi_tersimpan(survei.ikm)["u4"] == 4
    again = simpan(client, survei, survei.ikm, row.revisi, **unsur(*UNSUR))
    assert again.status_code == 200
    assert Realisasi.objects.get(indikator=survei.ikm).nilai == Decimal("96.11")


def test_a_row_with_figures_missing_is_not_complete(client, survei):
    simpan(client, survei, survei.ikm, **unsur("3,9"))
    baris = next(b for b in lembar_isian(survei.unit, TW1).indikator if b.indikator == survei.ikm)
    assert baris.kurang
    assert len(baris.masih_kurang) == 8
    assert any("U2" in t.pesan for t in baris.temuan), "the sheet says what is missing"


def test_emptied_figures_empty_the_value(client, bagi):
    simpan(client, bagi, bagi.bagi, v_a="45", v_b="46")
    simpan(client, bagi, bagi.bagi, 1, v_a="", v_b="")
    assert Realisasi.objects.get(indikator=bagi.bagi).nilai is None
    assert isi_tersimpan(bagi.bagi) == {}


def test_a_row_sent_without_its_figures_keeps_them(client, bagi):
    simpan(client, bagi, bagi.bagi, v_a="45", v_b="46")
    assert simpan(client, bagi, bagi.bagi, 1, penyebab="Sebab").status_code == 200
    row = Realisasi.objects.get(indikator=bagi.bagi)
    assert (row.nilai, row.penyebab) == (Decimal("97.83"), "Sebab")
    assert isi_tersimpan(bagi.bagi) == {"a": 45, "b": 46}


def test_a_published_value_without_figures_stays_until_they_are_entered(client, survei):
    row = make_realisasi(survei.ikm, "97")
    row.rincian.create(urutan=1, uraian="Persyaratan", nilai=Decimal("3.9"))
    answer = simpan(client, survei, survei.ikm, 1, penyebab="Survei tahunan", **unsur(*[""] * 9))
    assert "Tercatat 97 tanpa rincian" in answer.content.decode()
    row.refresh_from_db()
    assert (row.nilai, row.penyebab) == (97, "Survei tahunan")
    assert row.rincian.count() == 1
    simpan(client, survei, survei.ikm, 2, penyebab="Baris tanpa sel unsur")
    row.refresh_from_db()
    assert (row.nilai, row.penyebab) == (97, "Baris tanpa sel unsur")
    simpan(client, survei, survei.ikm, 3, **unsur(*UNSUR))
    row.refresh_from_db()
    assert row.nilai == Decimal("96.11")
    assert row.rincian.count() == 9


def test_a_figure_out_of_bounds_is_refused_at_its_cell_and_loses_nothing(client, survei):
    answer = simpan(client, survei, survei.ikm, **unsur("3,9", "39"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Isi antara 1 dan 4, bukan 39." in html
    assert f'aria-describedby="galat-i{survei.ikm.pk}-v_u2"' in html
    assert 'value="3,9"' in html
    assert not Realisasi.objects.filter(indikator=survei.ikm).exists()


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [({"a": "1", "b": "0"}, "Pembaginya nol"), ({"a": "1", "z": "2"}, "tidak ada dalam rumus")],
)
def test_what_cannot_be_worked_out_is_refused(bagi, isi, sentence):
    entry = RealisasiEntry(bagi.bagi, variabel={k: Decimal(v) for k, v in isi.items()})
    with pytest.raises(InvalidValue, match=sentence):
        realisasi_save(triwulan=TW1, entry=entry, by=bagi.operator)
    assert not Realisasi.objects.filter(indikator=bagi.bagi).exists()


def test_bounds_hold_for_every_way_in(survei):
    with pytest.raises(InvalidValue, match="U1: Isi antara 1 dan 4"):
        realisasi_save(triwulan=TW1, entry=RealisasiEntry(survei.ikm, variabel={"u1": Decimal(5)}), by=survei.operator)


def test_a_value_given_beside_stored_figures_does_not_replace_what_they_come_to(bagi):
    isi = {"a": Decimal(45), "b": Decimal(46)}
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(bagi.bagi, variabel=isi), by=bagi.operator)
    row = realisasi_save(triwulan=TW1, entry=RealisasiEntry(bagi.bagi, nilai=Decimal(1)), by=bagi.operator)
    assert row.nilai == Decimal("97.83")


def test_a_formula_over_a_scale_finds_its_step(cast):
    skala = make_skala()
    indikator = make_rumus(cast, "a + b", "a", "b", skala=skala, jenis_nilai="PREDIKAT")
    entry = RealisasiEntry(indikator, variabel={"a": Decimal(40), "b": Decimal("32.31")})
    assert realisasi_save(triwulan=TW1, entry=entry, by=cast.operator).tingkat.kode == "BB"


def test_the_trail_tells_the_figures(client, bagi):
    simpan(client, bagi, bagi.bagi, v_a="45", v_b="46")
    simpan(client, bagi, bagi.bagi, 1, v_a="45", v_b="50")
    event = AuditEvent.objects.filter(aksi="realisasi.saved").order_by("nomor").last()
    assert event.sebelum["variabel"] == {"a": "45", "b": "46"}
    assert event.sesudah["variabel"] == {"a": "45", "b": "50"}
    assert event.sesudah["nilai"] == "90"


# --- Two people, a lost answer -------------------------------------------------------------------------------


def test_figures_changed_by_somebody_else_are_shown_beside_ones_own(client, survei):
    simpan(client, survei, survei.ikm, **unsur("3", "3"))
    answer = simpan(client, survei, survei.ikm, 0, **unsur("3", "2"))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "U2 menjadi <strong>3</strong>, isian Anda <strong>2</strong>" in html
    assert f'data-untuk="i{survei.ikm.pk}-v_u2"' in html
    assert isi_tersimpan(survei.ikm)["u2"] == 3


def test_the_same_figures_again_after_a_lost_answer_are_no_conflict(client, survei):
    simpan(client, survei, survei.ikm, **unsur("3", "3"))
    assert simpan(client, survei, survei.ikm, 0, **unsur("3", "3")).status_code == 200
    assert Realisasi.objects.get(indikator=survei.ikm).revisi == 1


def test_a_stale_save_of_other_figures_is_refused_although_the_value_is_still_empty(survei):
    entry = RealisasiEntry(survei.ikm, variabel={"u1": Decimal(3)}, revisi=0)
    realisasi_save(triwulan=TW1, entry=entry, by=survei.operator)
    other = RealisasiEntry(survei.ikm, variabel={"u2": Decimal(2)}, revisi=0)
    with pytest.raises(StaleData):
        realisasi_save(triwulan=TW1, entry=other, by=survei.operator)
    assert isi_tersimpan(survei.ikm) == {"u1": 3}


def test_a_submitted_row_keeps_its_figures(bagi):
    make_realisasi(bagi.bagi, "97.83", status="SUBMITTED")
    with pytest.raises(Closed):
        realisasi_save(
            triwulan=TW1, entry=RealisasiEntry(bagi.bagi, variabel={"a": Decimal(1), "b": Decimal(2)}), by=bagi.operator
        )
    assert isi_tersimpan(bagi.bagi) == {}


# --- The whole sheet -----------------------------------------------------------------------------------------


def test_the_sheet_as_a_form_stores_the_figures_too(client, survei):
    client.force_login(survei.operator)
    url = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": survei.unit.pk})
    data = {f"i{survei.ikm.pk}-{k}": v for k, v in {"revisi": 0, **unsur(*UNSUR)}.items()}
    assert client.post(url, data).status_code == 302
    assert Realisasi.objects.get(indikator=survei.ikm).nilai == Decimal("96.11")
    assert client.post(url, data | {f"i{survei.ikm.pk}-revisi": 1}).status_code == 302
    assert Realisasi.objects.get(indikator=survei.ikm).revisi == 1, "what did not change is not saved again"


def test_a_row_kept_from_an_earlier_look_changes_with_its_variables(client, survei):
    client.force_login(survei.operator)
    url = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": survei.unit.pk})
    assert "Persyaratan" not in client.get(url).content.decode()
    survei.ikm.variabel_rumus.filter(simbol="u1").update(nama="Persyaratan")
    assert "Persyaratan" in client.get(url).content.decode()


def test_the_queries_of_a_sheet_do_not_grow_with_its_formulas(client, cast):
    def queries():
        client.get(url)
        return queries_of(lambda: client.get(url))

    client.force_login(cast.operator)
    url = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": cast.unit.pk})
    for _ in range(2):
        simpan(client, cast, make_rumus(cast, "a / b * 100", "a", "b"), v_a="1", v_b="2")
    few = queries()
    for _ in range(10):
        simpan(client, cast, make_rumus(cast, "a / b * 100", "a", "b"), v_a="1", v_b="2")
    assert queries() == few <= 14


def test_a_save_stays_within_its_queries(client, survei):
    simpan(client, survei, survei.ikm, **unsur("3", "3"))
    with CaptureQueriesContext(connection) as captured:
        simpan(client, survei, survei.ikm, 1, **unsur(*UNSUR))
    sql = [q["sql"] for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    masuk = 3  # signing in, which the helper does each time
    assert len(sql) <= 17 + masuk, "\n".join(s[:120] for s in sql)


# --- Accumulation --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("akumulasi", "hitungan", "harapan"),
    [("JUMLAH", "50 + 100", "150"), ("RATA_RATA", "(50 + 100) / 2", "75"), ("AKHIR", "", ""), ("TAHUNAN", "", "")],
)
def test_the_results_of_the_quarters_accumulate_not_their_figures(cast, akumulasi, hitungan, harapan):
    make_jadwal(cast.pd, triwulan=2)
    indikator = make_rumus(cast, "a / b * 100", "a", "b", akumulasi=akumulasi)
    for tw, (a, b) in ((1, (1, 2)), (2, (100, 100))):
        isi = {"a": Decimal(a), "b": Decimal(b)}
        realisasi_save(triwulan=Triwulan(2025, tw), entry=RealisasiEntry(indikator, variabel=isi), by=cast.operator)
    baris = next(b for b in lembar_isian(cast.unit, Triwulan(2025, 2)).indikator if b.indikator == indikator)
    assert (baris.hitungan_kumulatif, baris.kumulatif_teks) == (hitungan, harapan)
    assert baris.nilai_teks == "100"


def test_a_ratio_adds_up_what_it_divides(cast):
    make_jadwal(cast.pd, triwulan=2)
    indikator = make_indikator(cast.unit, rumus="RASIO", akumulasi="RATA_RATA")
    make_target(cast.rencana, indikator)
    for tw, (a, b) in ((1, (1, 2)), (2, (98, 98))):
        entry = RealisasiEntry(indikator, pembilang=Decimal(a), penyebut=Decimal(b))
        realisasi_save(triwulan=Triwulan(2025, tw), entry=entry, by=cast.operator)
    baris = next(b for b in lembar_isian(cast.unit, Triwulan(2025, 2)).indikator if b.indikator == indikator)
    assert (baris.hitungan_kumulatif, baris.kumulatif_teks) == ("(1 + 98) / (2 + 98) × 100", "99")


def test_a_pair_entered_later_does_not_empty_the_quarters_before_it():
    from indicators.selectors.capaian import realisasi_sampai

    ratio = Indikator(rumus="RASIO", akumulasi="RATA_RATA")
    rows = {
        1: Realisasi(nilai=Decimal(80)),
        2: Realisasi(nilai=Decimal(90)),
        4: Realisasi(nilai=Decimal(50), pembilang=Decimal(1), penyebut=Decimal(2)),
    }
    assert realisasi_sampai(ratio, rows, 2).nilai == 85


# --- What documents print --------------------------------------------------------------------------------------


def test_documents_print_the_unsur_of_an_ikm_and_no_other_variables(cast):
    from indicators.models import Status
    from indicators.selectors.laporan import rincian_tahunan

    ikm, bagi = make_rumus(cast, "ikm(a; b)", "a", "b"), make_rumus(cast, "a / b", "a", "b")
    for indikator in (ikm, bagi):
        row = make_realisasi(indikator, "75", triwulan=4, status=Status.VERIFIED)
        for n, simbol in enumerate("ab", 1):
            row.rincian.create(urutan=n, simbol=simbol, uraian=simbol, nilai=3)
    assert {pk: len(r) for pk, r in rincian_tahunan([ikm, bagi], 2025).items()} == {ikm.pk: 2}
