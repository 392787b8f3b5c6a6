"""The life of a year's plan: begun, filled, approved, opened again as a changed copy, compared."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, PaguAnggaran, PeriodeRenstra, RencanaTahunan, Target
from indicators.selectors.kisi import versi
from indicators.selectors.rencana import rencana_in_force
from indicators.selectors.rencana_banding import banding
from indicators.services.rencana import (
    PaguEntry,
    TargetEntry,
    pagu_save_many,
    rencana_approve,
    rencana_create,
    rencana_delete,
    rencana_open_perubahan,
    target_remove,
    target_save_many,
)
from sakip.lib.periods import Triwulan
from tests import builders as b

DISAHKAN = {"dasar": "DPPA 2025", "tanggal": date(2025, 9, 30)}


@pytest.fixture
def murni(cast):
    """The running year's approved plan murni with the keys its rows need."""
    return cast.rencana


@pytest.fixture
def draf(cast, murni):
    return rencana_open_perubahan(rencana=murni, by=cast.planner)


def mulai(cast, tahun=2026, **over):
    periode = murni_periode(cast)
    isi = {"perangkat_daerah": cast.pd, "periode": periode, "tahun": tahun, "by": cast.planner} | over
    return rencana_create(**isi)


def murni_periode(cast):
    return cast.rencana.periode


# --- Begin ----------------------------------------------------------------------------------------------------


def test_a_plan_begins_within_its_period_once_a_year(cast):
    assert mulai(cast).status == "DRAFT"
    with pytest.raises(Closed, match="2026 sudah ada"):
        mulai(cast)
    with pytest.raises(InvalidValue, match="tidak termasuk periode"):
        mulai(cast, tahun=2030)


def test_no_plan_begins_in_a_closed_period_and_its_draft_stays_as_it_is(cast):
    draf = mulai(cast)
    PeriodeRenstra.objects.update(status="CLOSED")
    draf.refresh_from_db()
    with pytest.raises(Closed, match="sudah ditutup"):
        mulai(cast, tahun=2024, periode=draf.periode)
    with pytest.raises(Closed, match="sudah ditutup"):
        target_save_many(rencana=draf, entries=[TargetEntry(cast.indikator, Decimal(1))], by=cast.planner)


def test_only_who_may_change_targets_changes_a_plan(cast, draf):
    for orang in (cast.operator, cast.leader, cast.auditor, cast.outsider_planner):
        with pytest.raises(NotAllowed):
            target_save_many(rencana=draf, entries=[TargetEntry(cast.indikator)], by=orang)
        with pytest.raises(NotAllowed):
            rencana_delete(rencana=draf, by=orang)


# --- Fill -----------------------------------------------------------------------------------------------------


def test_the_trail_keeps_what_a_target_and_a_pagu_were_before(cast, draf):
    jenis = PaguAnggaran.objects.get(rencana=draf).jenis_belanja
    target_save_many(
        rencana=draf, entries=[TargetEntry(cast.indikator, Decimal(95), tw=(None, None, None, Decimal(95)))], by=None
    )
    event = AuditEvent.objects.latest("nomor")
    kode = cast.indikator.kode
    assert (event.sebelum[kode][0], event.sesudah[kode]) == ("90", ["95", None, None, None, None, "95"])
    pagu_save_many(rencana=draf, entries=[PaguEntry(cast.sub_kegiatan, jenis, 2_000_000)], by=cast.planner)
    event = AuditEvent.objects.latest("nomor")
    assert event.catatan == cast.sub_kegiatan.uraian
    kunci = f"{cast.sub_kegiatan.pk}/{jenis.kode}"
    assert (event.sebelum, event.sesudah) == ({kunci: 1_000_000}, {kunci: 2_000_000})


def test_the_same_again_leaves_no_trace(cast, draf):
    sama = [TargetEntry(cast.indikator, Decimal(90), tw=(Decimal(90),) * 4)]
    events = AuditEvent.objects.count()
    assert target_save_many(rencana=draf, entries=sama, by=cast.planner) == 0
    assert AuditEvent.objects.count() == events


def test_a_row_changed_by_someone_else_is_not_overwritten(cast, draf):
    lama = versi(Target.objects.filter(rencana=draf))
    target_save_many(rencana=draf, entries=[TargetEntry(cast.indikator, Decimal(91))], by=None)
    with pytest.raises(StaleData) as tolak:
        target_save_many(rencana=draf, entries=[TargetEntry(cast.indikator, Decimal(92), versi=lama)], by=cast.planner)
    assert tolak.value.objek == cast.indikator
    # What is stored already is no conflict: the answer to the same save was lost on its way.
    assert (
        target_save_many(rencana=draf, entries=[TargetEntry(cast.indikator, Decimal(91), versi=lama)], by=cast.planner)
        == 0
    )
    assert Target.objects.get(rencana=draf).nilai == 91


def test_an_emptied_pagu_is_gone_and_not_zero(cast, draf):
    row = PaguAnggaran.objects.get(rencana=draf)
    pagu_save_many(rencana=draf, entries=[PaguEntry(cast.sub_kegiatan, row.jenis_belanja, None)], by=cast.planner)
    assert not PaguAnggaran.objects.filter(rencana=draf).exists()
    with pytest.raises(InvalidValue, match="kurang dari nol"):
        pagu_save_many(rencana=draf, entries=[PaguEntry(cast.sub_kegiatan, row.jenis_belanja, -1)], by=cast.planner)


def test_nothing_of_another_office_enters_a_plan(cast, draf):
    asing = b.make_indikator(b.make_unit(b.make_pd()))
    with pytest.raises(InvalidValue, match="tidak termasuk"):
        target_save_many(rencana=draf, entries=[TargetEntry(asing, Decimal(1))], by=cast.planner)


# --- Approve --------------------------------------------------------------------------------------------------


def test_approval_is_refused_with_the_list_of_what_is_missing(cast):
    draf = mulai(cast)
    lain = b.make_indikator(cast.unit, nama="Indeks Kelembagaan")
    target_save_many(rencana=draf, entries=[TargetEntry(lain)], by=cast.planner)
    with pytest.raises(Incomplete) as tolak:
        rencana_approve(rencana=draf, by=cast.planner, **DISAHKAN)
    kurang = " ".join(tolak.value.kekurangan)
    assert "“Indeks Kelembagaan” ada dalam rencana tetapi targetnya kosong" in kurang
    assert f"IKU “{cast.indikator.nama}” tidak masuk rencana" in kurang
    assert "Belum ada satu pun pagu" in kurang
    draf.refresh_from_db()
    assert draf.status == "DRAFT"


def test_what_is_left_out_on_purpose_is_said_so(cast, draf):
    b.make_sub_kegiatan(cast.unit, uraian="Penyediaan Kendaraan")
    with pytest.raises(Incomplete) as tolak:
        rencana_approve(rencana=draf, by=cast.planner, **DISAHKAN)
    assert tolak.value.kekurangan == ["Sub kegiatan “Penyediaan Kendaraan” tidak berpagu."]
    rencana_approve(rencana=draf, by=cast.planner, luar_disengaja=True, **DISAHKAN)
    event = AuditEvent.objects.latest("nomor")
    assert (event.sesudah["status"], event.catatan) == ("APPROVED", "Yang tidak masuk rencana dinyatakan disengaja.")


def test_a_plan_cannot_count_from_a_closed_quarter(cast, murni):
    b.make_jadwal(cast.pd, triwulan=3, status="CLOSED")
    draf = rencana_open_perubahan(rencana=murni, by=cast.planner, berlaku_mulai=3)
    with pytest.raises(Closed, match="Triwulan III sudah ditutup"):
        rencana_approve(rencana=draf, by=cast.planner, **DISAHKAN)


def test_another_quarter_is_chosen_when_the_first_one_closed_meanwhile(client, cast, murni):
    draf = rencana_open_perubahan(rencana=murni, by=cast.planner, berlaku_mulai=3)
    b.make_jadwal(cast.pd, triwulan=3, status="CLOSED")
    client.force_login(cast.planner)
    url = reverse("indicators:rencana_sahkan", kwargs={"pk": draf.pk})
    isi = {"dasar": "DPPA 2025", "tanggal": "2025-09-30"}
    answer = client.post(url, isi | {"berlaku_mulai": "3"})
    assert answer.status_code == 422 and "Triwulan III sudah ditutup" in answer.content.decode()
    assert client.post(url, isi | {"berlaku_mulai": "4"}).status_code == 302
    draf.refresh_from_db()
    assert (draf.status, draf.berlaku_mulai) == ("APPROVED", 4)
    event = AuditEvent.objects.latest("nomor")
    assert (event.sebelum["berlaku_mulai"], event.sesudah["berlaku_mulai"]) == (3, 4)


def test_a_version_does_not_count_from_before_the_one_it_changes(cast, murni):
    kedua = rencana_open_perubahan(rencana=murni, by=cast.planner, berlaku_mulai=3)
    rencana_approve(rencana=kedua, by=cast.planner, **DISAHKAN)
    ketiga = rencana_open_perubahan(rencana=kedua, by=cast.planner, berlaku_mulai=4)
    with pytest.raises(InvalidValue, match="triwulan III"):
        rencana_approve(rencana=ketiga, by=cast.planner, berlaku_mulai=2, **DISAHKAN)


def test_an_approved_plan_is_read_only(cast, murni):
    with pytest.raises(Closed, match="sudah disahkan"):
        target_save_many(rencana=murni, entries=[TargetEntry(cast.indikator)], by=cast.planner)
    with pytest.raises(Closed, match="sudah disahkan"):
        rencana_delete(rencana=murni, by=cast.planner)
    with pytest.raises(StaleData, match="sudah disahkan"):
        rencana_approve(rencana=murni, by=cast.planner, **DISAHKAN)


# --- Change ---------------------------------------------------------------------------------------------------


def test_one_draft_at_a_time_and_only_from_the_newest_version(cast, murni, draf):
    with pytest.raises(Closed, match="belum disahkan"):
        rencana_open_perubahan(rencana=murni, by=cast.planner)
    rencana_approve(rencana=draf, by=cast.planner, **DISAHKAN)
    with pytest.raises(Closed, match="lebih baru"):
        rencana_open_perubahan(rencana=murni, by=cast.planner)
    with pytest.raises(InvalidValue, match="triwulan IV"):
        rencana_open_perubahan(rencana=draf, by=cast.planner, berlaku_mulai=2)


def test_a_quarter_is_held_against_the_plan_in_force(cast, murni, draf):
    assert rencana_in_force(cast.pd, Triwulan(2025, 4)) == murni
    rencana_approve(rencana=draf, by=cast.planner, **DISAHKAN)
    assert rencana_in_force(cast.pd, Triwulan(2025, 3)) == murni
    assert rencana_in_force(cast.pd, Triwulan(2025, 4)) == draf


def test_the_sheets_of_two_quarters_show_the_targets_of_two_plans(client, cast, murni, draf):
    baru = TargetEntry(cast.indikator, Decimal("93.5"), tw=(Decimal(90), Decimal(90), Decimal(90), Decimal("93.5")))
    target_save_many(rencana=draf, entries=[baru], by=cast.planner)
    rencana_approve(rencana=draf, by=cast.planner, **DISAHKAN)
    client.force_login(cast.operator)
    for tw, target in ((3, "90"), (4, "93,5")):
        b.make_jadwal(cast.pd, triwulan=tw)
        url = reverse("indicators:realisasi_lembar", kwargs={"tahun": 2025, "tw": tw, "unit": cast.unit.pk})
        baris = client.get(url).content.decode().partition('id="baris-realisasi-')[2].partition("</tr>")[0]
        assert (target in baris) and ("93,5" in baris) is (tw == 4)


def test_a_draft_that_nobody_needs_is_thrown_away_with_all_in_it(cast, murni, draf):
    rencana_delete(rencana=draf, by=cast.planner)
    assert list(RencanaTahunan.objects.filter(perangkat_daerah=cast.pd)) == [murni]
    assert Target.objects.filter(rencana=murni).exists()
    assert AuditEvent.objects.latest("nomor").aksi == "rencana.deleted"


# --- Compare --------------------------------------------------------------------------------------------------


def test_two_versions_show_only_what_differs_summed_up_the_tree(cast, murni, draf):
    tetap, tetap_sub = b.make_indikator(cast.unit), b.make_sub_kegiatan(cast.unit)
    for r in (murni, draf):
        b.make_target(r, tetap)
        b.make_pagu(r, tetap_sub, 300_000)
    keluar = b.make_indikator(cast.unit)
    b.make_target(murni, keluar)
    Target.objects.filter(rencana=draf, indikator=cast.indikator).update(nilai=Decimal(95), tw4=Decimal(95))
    PaguAnggaran.objects.filter(rencana=draf, sub_kegiatan=cast.sub_kegiatan).update(jumlah=1_250_000)
    hasil = banding(murni, draf)
    target = {t.nama: t for k in hasil.target for t in k.target}
    assert {n: t.keadaan for n, t in target.items()} == {cast.indikator.nama: "berubah", keluar.nama: "keluar"}
    assert [(s.lama, s.baru) for s in target[cast.indikator.nama].sel if s.beda] == [("90", "95"), ("90", "95")]
    assert [(p.tingkat, p.lama, p.baru, p.selisih) for p in hasil.pagu] == [
        (n, 1_000_000, 1_250_000, 250_000) for n in (1, 2, 3, 4)
    ]
    assert (hasil.total.lama, hasil.total.baru) == (1_300_000, 1_550_000)
    semua = banding(murni, draf, semua=True)
    assert tetap.nama in {t.nama for k in semua.target for t in k.target}
    assert len(semua.pagu) == 8


def test_an_indikator_taken_out_of_the_draft_shows_as_left(cast, murni, draf):
    target_remove(rencana=draf, indikator=cast.indikator, by=cast.planner)
    (kelompok,) = banding(murni, draf).target
    assert kelompok.target[0].keadaan == "keluar"


# --- Pages ----------------------------------------------------------------------------------------------------


def test_a_refused_approval_keeps_what_was_typed_and_lists_what_is_missing(client, cast):
    draf = mulai(cast)
    client.force_login(cast.planner)
    url = reverse("indicators:rencana_sahkan", kwargs={"pk": draf.pk})
    answer = client.post(url, {"dasar": "DPA nomor 7", "tanggal": "2026-01-02"})
    assert answer.status_code == 422
    teks = answer.content.decode()
    assert "DPA nomor 7" in teks and "Belum ada satu pun target" in teks
    assert client.post(url, {"dasar": "", "tanggal": ""}).content.decode().count("errorlist") == 2


def test_a_year_is_begun_and_changed_in_the_browser_without_script(client, cast, murni):
    client.force_login(cast.planner)
    url = reverse("indicators:rencana_mulai", kwargs={"pd": cast.pd.kode})
    answer = client.post(url, {"tahun": "2021-2026/2026"}, follow=True)
    assert "Draf rencana murni tahun 2026 dibuat" in answer.content.decode()
    answer = client.post(url, {"tahun": "2021-2026/2026"})
    assert answer.status_code == 422 and "sudah ada" in answer.content.decode()
    url = reverse("indicators:rencana_perubahan", kwargs={"pk": murni.pk})
    answer = client.post(url, {"jenis": "PERGESERAN", "berlaku_mulai": "3"}, follow=True)
    draf = RencanaTahunan.objects.get(tahun=2025, status="DRAFT")
    assert (draf.jenis, draf.berlaku_mulai, draf.target.count()) == ("PERGESERAN", 3, 1)
    assert "dibuka sebagai salinan versi 1" in answer.content.decode()
    client.post(reverse("indicators:rencana_hapus", kwargs={"pk": draf.pk}))
    assert not RencanaTahunan.objects.filter(pk=draf.pk).exists()


def test_the_page_of_the_comparison_says_old_and_new(client, cast, murni, draf):
    Target.objects.filter(rencana=draf).update(nilai=Decimal("92.5"))
    client.force_login(cast.auditor)
    teks = client.get(reverse("indicators:rencana_banding", kwargs={"pk": draf.pk})).content.decode()
    assert "target 1 indikator dan 0 pagu" in teks and "92,5" in teks
    assert client.get(reverse("indicators:rencana_banding", kwargs={"pk": draf.pk}), {"dengan": "0"}).status_code == 404
