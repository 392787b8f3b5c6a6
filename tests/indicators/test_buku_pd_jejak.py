"""What an import leaves in the trail, one event a plan and an indikator, and what it costs."""

import pytest

from indicators.exceptions import Closed
from indicators.models import AuditEvent, Indikator, PeriodeRenstra, RencanaTahunan, Target, TargetRenstra, Variabel
from indicators.services.impor import impor_terapkan
from indicators.services.rantai import rantai_periksa
from tests.builders import make_indikator, make_target
from tests.buku_pd_uji import bandingkan, ekspor, terapkan, ubah
from tests.kueri import queries_of

RENCANA = ("Target", 2, "TW I"), ("Pagu", 2, "Jumlah (Rp)")


@pytest.fixture
def periode(cast):
    RencanaTahunan.objects.update(status="DRAFT")
    return PeriodeRenstra.objects.get(pemerintah_daerah=cast.pemda)


def peristiwa(aksi):
    return [(e.objek_id, e.sebelum, e.sesudah, e.catatan) for e in AuditEvent.objects.filter(aksi=aksi)]


def test_targets_and_pagu_leave_one_event_a_plan_as_their_pages_do(cast, periode):
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), dict.fromkeys(RENCANA, 5)), cast.planner)
    kode, sub = cast.indikator.kode, f"{cast.sub_kegiatan.pk}/5.1.02"
    semula, kini = ["90", None, "90", "90", "90", "90"], ["90", None, "5", "90", "90", "90"]
    assert peristiwa("target.saved") == [(cast.rencana.pk, {kode: semula}, {kode: kini}, cast.indikator.nama)]
    assert peristiwa("pagu.saved") == [(cast.rencana.pk, {sub: 1_000_000}, {sub: 5}, cast.sub_kegiatan.uraian)]
    assert rantai_periksa(cast.pemda)[1] == []


def test_the_years_of_an_indikator_are_one_event_with_what_stood_there(cast, periode):
    for tahun, nilai in ((2021, 70), (2022, 71), (2023, 72)):
        TargetRenstra.objects.create(indikator=cast.indikator, tahun=tahun, nilai=nilai)
    sel = {("Indikator", 2, f"Target {t}"): n for t, n in ((2021, 75), (2022, None), (2024, 80))}
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), sel), cast.planner)
    lama, baru = {"2021": "70", "2022": "71"}, {"2021": "75", "2024": "80"}
    assert peristiwa("target_renstra.saved") == [(cast.indikator.pk, lama, baru, "")]
    tersimpan = TargetRenstra.objects.filter(indikator=cast.indikator).order_by("tahun")
    assert list(tersimpan.values_list("tahun", "nilai")) == [(2021, 75), (2023, 72), (2024, 80)]


def test_the_trial_of_a_preview_leaves_no_mark_on_what_is_stored_after_it(cast, periode):
    indikator = cast.indikator
    Indikator.objects.filter(pk=indikator.pk).update(rumus="RASIO")
    Variabel.objects.create(indikator=indikator, peran="PEMBILANG", nama="Lama")
    Variabel.objects.create(indikator=indikator, peran="PENYEBUT", nama="Semua")
    terapkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), {("Indikator", 2, "Pembilang"): "Baru"}), cast.planner)
    assert [(lama, baru) for _, lama, baru, _ in peristiwa("variabel.changed")] == [
        ({"nama": "Lama"}, {"nama": "Baru"})
    ]


def test_a_plan_approved_since_the_comparison_takes_nothing(cast, periode):
    impor = bandingkan(cast.pd, periode, ubah(ekspor(cast.pd, periode), dict.fromkeys(RENCANA, 5)), cast.planner)
    RencanaTahunan.objects.update(status="APPROVED")
    with pytest.raises(Closed, match="sudah disahkan"):
        impor_terapkan(impor=impor, nama="a.xlsx", sha256="0" * 64, by=cast.planner)
    assert Target.objects.get().tw1 == 90


def test_ten_times_the_rows_take_no_more_queries(cast, periode):
    def kueri():
        isi = ekspor(cast.pd, periode)
        sel = {("Target", n, "TW II"): n for n in range(2, Target.objects.count() + 2)}
        return queries_of(lambda: terapkan(cast.pd, periode, ubah(isi, sel), cast.planner))

    sedikit = kueri()
    for _ in range(9):
        make_target(cast.rencana, make_indikator(cast.unit, cast.indikator.sasaran))
    assert kueri() <= sedikit
