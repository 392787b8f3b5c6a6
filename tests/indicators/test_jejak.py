"""The audit trail on screen: who reads it, what it says, and the story of one value."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from indicators import audit_texts
from indicators.models import AuditEvent
from indicators.services.audit import Event, record, record_many
from indicators.services.realisasi import RealisasiEntry
from indicators.services.realisasi_anggaran import AnggaranEntry, realisasi_anggaran_save_many
from indicators.services.verifikasi import realisasi_transition
from indicators.workflow import TRANSITIONS
from sakip.lib.periods import Triwulan
from tests.builders import make_indikator, make_skala, make_user, realisasi_save
from tests.kueri import queries_of

TW1 = Triwulan(2025, 1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def story(cast):
    """One value saved twice, submitted, returned with a note; another one of the neighbouring Bagian."""
    cast.value = realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=80), by=cast.operator)
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(cast.indikator, nilai=88), by=cast.operator)
    realisasi_transition(action="submit", unit=cast.unit, triwulan=TW1, by=cast.operator)
    realisasi_transition(
        action="return",
        unit=cast.unit,
        triwulan=TW1,
        by=cast.planner,
        note="Lampirkan laporan survei",
        row_notes={("realisasi", cast.value.pk): "Nilai belum sesuai survei"},
    )
    theirs = make_indikator(cast.other_unit, nama="Indikator Bagian sebelah")
    cast.theirs = realisasi_save(triwulan=TW1, entry=RealisasiEntry(theirs, nilai=1), by=cast.other)
    return cast


def get(client, user, **query):
    client.force_login(user)
    return client.get(reverse("indicators:jejak"), query)


def rows(response) -> list[AuditEvent]:
    return list(response.context["table"].data)


# --- The list --------------------------------------------------------------------------------------------------


def test_the_list_tells_old_and_new_value(client, story):
    page = get(client, story.auditor).content.decode()
    assert "Menyimpan realisasi" in page
    assert "<del>80</del>" in page and "<ins>88</ins>" in page
    assert "<del>Diajukan</del>" in page and "<ins>Dikembalikan</ins>" in page
    assert "Catatan: Lampirkan laporan survei" in page


def test_latest_first(client, story):
    nomor = [e.nomor for e in rows(get(client, story.auditor))]
    assert nomor == sorted(nomor, reverse=True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"aksi": "realisasi.saved"}, {"realisasi.saved"}),
        ({"aksi": "lembar"}, set()),
        ({"aksi": "lembar.returned"}, {"lembar.returned"}),
        ({"objek": "bagian SEBELAH"}, {"realisasi.saved"}),
        ({"pelaku": "planner"}, {"lembar.returned", "realisasi.returned"}),
        ({"pelaku": "tidak ada"}, set()),
    ],
)
def test_it_narrows(client, story, query, expected):
    found = {e.aksi for e in rows(get(client, story.auditor, **query))}
    if query == {"aksi": "lembar"}:  # not offered, so refused at the field and narrows nothing
        assert len(found) > 1
    else:
        assert found == expected


def test_it_narrows_by_unit_and_day(client, story):
    theirs = rows(get(client, story.auditor, unit=story.other_unit.pk))
    assert {e.unit_kerja for e in theirs} == {story.other_unit}
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    assert rows(get(client, story.auditor, dari=today, sampai=today))
    assert not rows(get(client, story.auditor, dari=today + timedelta(days=1)))
    assert not rows(get(client, story.auditor, sampai=today - timedelta(days=1)))


def test_a_period_upside_down_is_refused_with_the_remedy(client, story):
    response = get(client, story.auditor, dari="2025-02-01", sampai="2025-01-01")
    assert "tukar keduanya" in response.content.decode()
    assert rows(response), "a refused filter narrows nothing"


def test_filters_survive_turning_the_page(client, story):
    record_many(story.operator, [Event("lembar.returned", story.unit, f"Baris {n}", story.pd) for n in range(40)])
    page = get(client, story.auditor, aksi="lembar.returned").content.decode()
    assert re.search(r'rel="next"[^>]*href="\?aksi=lembar\.returned&amp;page=2"', page)
    assert len(rows(get(client, story.auditor, aksi="lembar.returned", page=2))) == 41


def test_lines_of_the_regency_are_for_those_of_the_regency(client, story):
    """An account is created in the regency, not in a perangkat daerah: the planner does not read it."""
    record(story.admin, Event("user.created", story.operator, "Akun baru", pemerintah_daerah=story.pemda))
    assert "Akun baru" in {e.objek_nama for e in rows(get(client, story.auditor))}
    assert "Akun baru" not in {e.objek_nama for e in rows(get(client, story.planner))}


def test_another_regency_reads_nothing_of_it(client, story):
    assert rows(get(client, story.outsider_planner)) == []


def test_an_auditor_of_one_unit_reads_that_unit_only(client, story):
    auditor = make_user("auditor", story.other_unit)
    assert {e.objek_id for e in rows(get(client, auditor))} == {story.theirs.pk}


def test_queries_do_not_grow_with_the_lines(client, story):
    def queries() -> int:
        get(client, story.auditor)
        return queries_of(lambda: get(client, story.auditor))

    few = queries()
    record_many(
        story.operator,
        [Event("lembar.returned", story.unit, f"Baris {n}", story.pd, unit_kerja=story.unit) for n in range(27)],
    )
    assert queries() == few


# --- One value -------------------------------------------------------------------------------------------------


def story_url(cast) -> str:
    return reverse("indicators:jejak_objek", args=["realisasi", cast.value.pk])


def test_the_story_of_a_value(client, story):
    client.force_login(story.operator)
    response = client.get(story_url(story))
    assert [e.aksi for e in rows(response)] == [
        "realisasi.returned",
        "realisasi.submitted",
        "realisasi.saved",
        "realisasi.saved",
    ]
    assert "Nilai belum sesuai survei" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("operator", 200),
        ("planner", 200),
        ("leader", 200),
        ("auditor", 200),
        ("other", 404),
        ("outsider", 404),
        ("outsider_planner", 404),
        ("admin", 404),
    ],
)
def test_the_story_is_for_those_who_see_the_unit(client, story, role, status):
    client.force_login(getattr(story, role))
    assert client.get(story_url(story)).status_code == status


def test_an_object_nobody_changed_is_not_found(client, story):
    client.force_login(story.auditor)
    for tipe, pk in (("realisasi", 10**6), ("tidakada", 1), ("user", story.outsider.pk)):
        assert client.get(reverse("indicators:jejak_objek", args=[tipe, pk])).status_code == 404


# --- Words -----------------------------------------------------------------------------------------------------


def actions_in_the_code() -> set[str]:
    """Every dotted action of the services, read from the source; those of the workflow from its table."""
    found = {f"{p}.{t.aksi}" for p in ("lembar", "realisasi", "realisasi_anggaran") for t in TRANSITIONS.values()}
    files = [p for app in ("indicators", "reports") for p in (ROOT / app).rglob("*.py")]
    for path in files:
        if "services" in str(path.relative_to(ROOT)) or path.name.startswith("admin_"):
            found |= set(re.findall(r'(?<!f)"([a-z_]+\.[a-z_]+)"', path.read_text()))
    return found


def test_every_action_has_a_sentence():
    actions = actions_in_the_code()
    assert {
        "realisasi.saved",
        "triwulan.closed",
        "bukti.attached",
        "target.saved",
        "narasi.saved",
        "lembar.recalled",
    } <= actions
    without = {a for a in actions if audit_texts.kalimat(a) == a}
    assert not without, "add these to indicators.audit_texts.AKSI"


def test_rows_of_any_model_have_a_sentence():
    assert audit_texts.kalimat("unitkerja.created") == "Menambah unit kerja"
    assert audit_texts.kalimat("pejabat.deleted") == "Menghapus pejabat"
    assert audit_texts.kalimat("belum.dikenal") == "belum.dikenal"


def event(objek_tipe="realisasi", sebelum=None, sesudah=None) -> AuditEvent:
    return AuditEvent(objek_tipe=objek_tipe, sebelum=sebelum or {}, sesudah=sesudah or {})


@pytest.mark.parametrize(
    ("objek_tipe", "key", "stored", "read"),
    [
        ("realisasi", "nilai", "1234.5", ("nilai", "1.234,5")),
        ("realisasi", "status", "VERIFIED", ("status", "Terverifikasi")),
        ("realisasi", "tingkat", "BB", ("predikat", "BB")),
        ("realisasianggaran", "keuangan", 43574741594, ("realisasi keuangan s.d. triwulan (Rp)", "Rp43.574.741.594")),
        ("jadwalpengisian", "batas", "2025-04-10", ("batas waktu pengisian", "10 April 2025")),
        ("rencanatahunan", "ikm", ["90", "BB", None, "90"], ("ikm", "setahun 90, predikat BB, TW II 90")),
        ("program", "iku", ["IKM", "AKIP"], ("iku", "IKM · AKIP")),
        ("user", "is_active", True, ("aktif", "ya")),
        ("rencanatahunan", "12/5.1.02", 10_200_000, ("5.1.02, sub kegiatan nomor 12", "Rp10.200.000")),
        ("entah", "apa_saja", "x", ("apa saja", "x")),
    ],
    ids=lambda v: str(v)[:20],
)
def test_a_stored_field_reads_as_a_person_writes_it(objek_tipe, key, stored, read):
    (change,) = audit_texts.perubahan(event(objek_tipe, sesudah={key: stored}))
    assert (change.label, change.baru, change.lama) == (*read, "")


def test_an_emptied_field_is_told_and_an_empty_one_is_not():
    changes = audit_texts.perubahan(
        event(sebelum={"nilai": "5", "solusi": ""}, sesudah={"nilai": None, "solusi": "", "penyebab": None})
    )
    assert [(c.label, c.lama, c.baru) for c in changes] == [("nilai", "5", "(kosong)")]


def test_a_whole_plan_is_summed_up():
    long = event("rencanatahunan", sesudah={f"sub-{n}": str(n + 1) for n in range(98)})
    assert len(audit_texts.perubahan(long)) == audit_texts.MAKS_UTUH
    assert audit_texts.sisa_perubahan(long) == 98 - audit_texts.MAKS_UTUH


def test_money_and_predicates_read_right_through_the_services(client, cast):
    skala = make_skala()
    akip = make_indikator(cast.unit, jenis_nilai="PREDIKAT", skala=skala)
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(akip, tingkat=skala.tingkat.get(kode="BB")), by=cast.operator)
    realisasi_anggaran_save_many(
        triwulan=TW1, entries=[AnggaranEntry(cast.sub_kegiatan, keuangan=1_234_567)], by=cast.operator
    )
    page = get(client, cast.auditor).content.decode()
    assert "<ins>BB</ins>" in page
    assert "<ins>Rp1.234.567</ins>" in page
