"""The loaded demonstration data: printed sums, missing things that stay missing, and a second run that does nothing."""

import hashlib
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Max, Sum
from django.test.utils import CaptureQueriesContext

from indicators.demo import LEMBAGA, load
from indicators.demo.accounts import AKUN
from indicators.models import (
    AuditEvent,
    Indikator,
    JadwalPengisian,
    Membership,
    Misi,
    PaguAnggaran,
    Pejabat,
    PerangkatDaerah,
    Program,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Sasaran,
    Status,
    SubKegiatan,
    Target,
    TargetRenstra,
    Tujuan,
    User,
)
from indicators.selectors.lembar import lembar_ringkas
from indicators.services.audit import digest_of
from sakip.lib.periods import Triwulan

TIMUR = "setda-tanjabtim"


@pytest.fixture(scope="module", autouse=True)
def demo(demonstration):
    """All five institutions; what this module writes is rolled back after it."""
    with demonstration.opened():
        yield


@pytest.fixture(autouse=True)
def database(db):
    """Each test in a savepoint of its own."""


def digest() -> str:
    """One number for every row of every table of the app."""
    found = hashlib.sha256()
    for model in apps.get_app_config("indicators").get_models(include_auto_created=True):
        for row in model._base_manager.order_by("pk").values_list():
            found.update(repr((model.__name__, row)).encode())
    return found.hexdigest()


def timur() -> PerangkatDaerah:
    return PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=TIMUR)


# --- Loading -------------------------------------------------------------------------------------------------


def test_five_institutions_in_five_regencies():
    pairs = set(PerangkatDaerah.objects.values_list("kode", "pemerintah_daerah__kode"))
    assert pairs == {
        ("setda-tanjabtim", "kab-tanjabtim"),
        ("setda-tanjabbar", "kab-tanjabbar"),
        ("kec-banjarmargo", "kab-tulangbawang"),
        ("setda-luwutimur", "kab-luwutimur"),
        ("setda-balangan", "kab-balangan"),
    }


def test_second_run_changes_no_row_and_adds_no_audit_event(django_assert_max_num_queries):
    before = digest()
    with django_assert_max_num_queries(50):
        hasil = load()
    assert hasil.dibuat == []
    assert len(hasil.sudah_ada) == 5
    assert digest() == before


def test_second_run_leaves_what_somebody_changed():
    User.objects.filter(username="perencana").update(nama="Nama Lain")
    PerangkatDaerah.objects.filter(kode=TIMUR).update(alamat="Jalan Lain")
    load()
    assert User.objects.get(username="perencana").nama == "Nama Lain"
    assert timur().alamat == "Jalan Lain"


def test_unknown_institution_is_refused():
    with pytest.raises(KeyError, match="rembang"):
        load(["rembang"])


def test_the_audit_trail_is_an_unbroken_chain_without_passwords():
    former = ""
    events = list(AuditEvent.objects.filter(pemerintah_daerah__kode="kab-balangan").order_by("nomor"))
    assert [e.nomor for e in events] == list(range(1, len(events) + 1))
    for event in events:
        assert event.digest_sebelumnya == former
        assert digest_of(event) == event.digest
        assert "password" not in event.sesudah
        former = event.digest
    assert AuditEvent.objects.filter(aksi="realisasi.verified", pelaku__username="perencana").exists()


# --- Money ---------------------------------------------------------------------------------------------------


def test_changed_plan_holds_the_printed_totals_of_spending():
    rows = PaguAnggaran.objects.filter(rencana__perangkat_daerah__kode=TIMUR, rencana__tahun=2024, rencana__urutan=2)
    totals = dict(rows.values_list("jenis_belanja__kode").annotate(Sum("jumlah")).order_by())
    assert totals == {
        "5.1.01": 14_186_899_512,
        "5.1.02": 25_057_038_929,
        "5.1.05": 1_450_000_000,
        "5.2.02": 2_332_803_153,
        "5.2.03": 253_000_000,
        "5.2.05": 295_000_000,
    }
    assert sum(totals.values()) == 43_574_741_594
    assert rows.values("sub_kegiatan").distinct().count() == 72


@pytest.mark.parametrize(
    ("urutan", "pagu", "realisasi"),
    [
        (1, 10_000_000, 6_824_600),
        (2, 34_174_263_204, 32_789_216_211),
        (3, 6_590_177_009, 6_469_847_819),
        (4, 2_800_301_381, 2_673_877_588),
    ],
)
def test_programmes_hold_the_printed_pagu_and_realisation(urutan, pagu, realisasi):
    program = Program.objects.get(perangkat_daerah__kode=TIMUR, urutan=urutan)
    of_program = {"sub_kegiatan__kegiatan__program": program}
    plan = PaguAnggaran.objects.filter(rencana__tahun=2024, rencana__urutan=2, **of_program)
    assert plan.aggregate(x=Sum("jumlah"))["x"] == pagu
    spent = RealisasiAnggaran.objects.filter(tahun=2024, triwulan=4, **of_program)
    assert spent.aggregate(x=Sum("keuangan"))["x"] == realisasi
    assert set(spent.values_list("fisik", flat=True)) == {Decimal(100)}


def test_money_and_progress_rise_and_stay_within_the_plan_in_force():
    for sub in SubKegiatan.objects.filter(perangkat_daerah__kode=TIMUR).prefetch_related("realisasi_anggaran"):
        rows = sorted(sub.realisasi_anggaran.all(), key=lambda r: r.triwulan)
        assert [r.triwulan for r in rows] == [1, 2, 3, 4]
        assert [r.keuangan for r in rows] == sorted(r.keuangan for r in rows)
        assert [r.fisik for r in rows] == sorted(r.fisik for r in rows)
        for row in rows:
            pagu = sub.pagu.filter(rencana__tahun=2024, rencana__urutan=2 if row.triwulan == 4 else 1)
            assert row.keuangan <= pagu.aggregate(x=Sum("jumlah"))["x"]


# --- Performance ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "nilai", "tingkat"),
    [
        ("ikm", "97", None),
        ("akip", "72.31", "BB"),
        ("laporan-keuangan-sap", None, "Sesuai"),
        ("koordinasi-pemerintahan", "99.07", None),
        ("koordinasi-perekonomian-pembangunan", "97.75", None),
        ("koordinasi-administrasi-umum", "97.98", None),
    ],
)
def test_year_end_values_of_the_iku(kode, nilai, tingkat):
    row = Realisasi.objects.get(indikator__kode=kode, indikator__perangkat_daerah__kode=TIMUR, tahun=2024, triwulan=4)
    assert row.nilai == (None if nilai is None else Decimal(nilai))
    assert (row.tingkat.kode if row.tingkat else None) == tingkat
    assert row.penyebab and row.solusi


def test_history_of_the_iku_is_printed_and_verified():
    rows = Realisasi.objects.filter(indikator__perangkat_daerah__kode=TIMUR, tahun__lt=2024).select_related("tingkat")
    assert rows.count() == 18
    assert set(rows.values_list("triwulan", "status", "contoh")) == {(4, Status.VERIFIED, False)}
    ikm = rows.filter(indikator__kode="ikm").order_by("tahun").values_list("nilai", flat=True)
    assert list(ikm) == [78, 82, 88]  # 88 for 2023: the table that states the capaian, not its copy
    akip = rows.filter(indikator__kode="akip").order_by("tahun").values_list("tingkat__kode", "nilai")
    assert list(akip) == [("B", None), ("B", Decimal("65.03")), ("BB", Decimal("70.16"))]


def test_the_ikm_follows_from_nine_unsur_and_the_published_year_stays_as_printed():
    ikm = Indikator.objects.get(kode="ikm", perangkat_daerah__kode="setda-tanjabtim")
    assert ikm.rumus == "EKSPRESI"
    assert ikm.variabel_rumus.count() == 9
    assert ikm.contoh_rumus.get().hasil == Decimal("96.11")  # what the printed unsur of 2024 come to
    assert Realisasi.objects.get(indikator=ikm, tahun=2024, triwulan=4).nilai == 97


def test_components_of_ikm_and_akip_are_the_printed_ones():
    where = {"indikator__perangkat_daerah__kode": TIMUR, "tahun": 2024, "triwulan": 4}
    ikm = Realisasi.objects.get(indikator__kode="ikm", **where).rincian.values_list("nilai", flat=True)
    assert list(ikm) == [Decimal(x) for x in ("3.9", "3.9", "3.6", "4", "3.9", "3.9", "3.8", "3.8", "3.8")]
    akip = Realisasi.objects.get(indikator__kode="akip", **where).rincian.values_list("nilai", flat=True)
    assert list(akip) == [Decimal(x) for x in ("23.7", "21.6", "9", "18")]


def test_quarters_of_2024_are_closed_with_every_sheet_complete_and_verified():
    for nomor in (1, 2, 3, 4):
        sheets = lembar_ringkas(perangkat_daerah=timur(), triwulan=Triwulan(2024, nomor))
        assert len(sheets) == 10
        assert {s.status for s in sheets} == {Status.VERIFIED}
        assert all(s.lengkap for s in sheets)
    jadwal = JadwalPengisian.objects.filter(perangkat_daerah__kode=TIMUR, tahun__lt=2025)
    assert set(jadwal.values_list("status", flat=True)) == {JadwalPengisian.Status.CLOSED}


def test_first_quarter_of_2025_is_open_and_empty():
    jadwal = JadwalPengisian.objects.filter(perangkat_daerah__kode=TIMUR, tahun=2025).order_by("triwulan")
    assert [j.status for j in jadwal] == ["OPEN", "PLANNED", "PLANNED", "PLANNED"]
    assert jadwal[0].batas.isoformat() == "2025-04-10"
    assert not Realisasi.objects.filter(tahun=2025).exists()
    assert not RealisasiAnggaran.objects.filter(tahun=2025).exists()
    sheets = lembar_ringkas(perangkat_daerah=timur(), triwulan=Triwulan(2025, 1))
    assert sum(s.jumlah for s in sheets) > 200
    assert sum(s.terisi for s in sheets) == 0


def test_nobody_verified_a_value_of_his_own():
    rows = Realisasi.objects.filter(status=Status.VERIFIED).values_list("diisi_oleh", "diverifikasi_oleh")
    assert rows and all(a and b and a != b for a, b in rows)


def test_programmes_support_the_iku_of_the_true_mapping():
    mapping = {p.urutan: [i.kode for i in p.iku.all()] for p in Program.objects.filter(perangkat_daerah__kode=TIMUR)}
    assert mapping == {
        1: ["koordinasi-pemerintahan"],
        2: ["koordinasi-administrasi-umum"],
        3: ["koordinasi-pemerintahan"],
        4: ["koordinasi-perekonomian-pembangunan"],
    }
    first = Sasaran.objects.get(perangkat_daerah__kode=TIMUR, urutan=1)
    assert first.indikator.count() == 3
    assert not first.program.exists()


# --- What is printed, what is filled, what is missing ---------------------------------------------------------


def test_filled_rows_are_marked_and_printed_ones_are_not():
    plans = RencanaTahunan.objects.filter(perangkat_daerah__kode=TIMUR)
    assert dict(plans.filter(tahun=2024).values_list("urutan", "contoh")) == {1: True, 2: False}
    assert not PaguAnggaran.objects.filter(contoh=False).exists()
    assert not RealisasiAnggaran.objects.filter(contoh=False).exists()
    values = Realisasi.objects.filter(tahun=2024, indikator__perangkat_daerah__kode=TIMUR)
    assert set(values.filter(contoh=False).values_list("triwulan", "indikator__iku")) == {(4, True)}
    assert values.filter(contoh=False).count() == 6
    printed = Target.objects.filter(rencana__tahun=2024, rencana__urutan=2, contoh=False)
    assert set(printed.values_list("indikator__kode", flat=True)) == {"ikm", "akip", "laporan-keuangan-sap"}


def test_what_documents_lack_stays_missing():
    def count(model, kode):
        return model.objects.filter(perangkat_daerah__kode=kode).count()

    assert not Misi.objects.filter(periode__pemerintah_daerah__kode="kab-luwutimur").exists()
    assert count(Tujuan, "setda-balangan") == 0
    assert count(Indikator, "kec-banjarmargo") == count(Sasaran, "kec-banjarmargo") == 0
    assert not Pejabat.objects.filter(perangkat_daerah__kode="kec-banjarmargo").exists()
    for kode in ("setda-tanjabbar", "setda-luwutimur"):
        assert count(Indikator, kode) > 0
        assert not TargetRenstra.objects.filter(indikator__perangkat_daerah__kode=kode).exists()
    assert not Sasaran.objects.filter(perangkat_daerah__kode="setda-balangan", induk__isnull=False).exists()
    assert list(SubKegiatan.objects.filter(kode="").values_list("perangkat_daerah__kode", "urutan")) == [(TIMUR, 1)]
    tujuan = Indikator.objects.filter(perangkat_daerah__kode=TIMUR, jenjang="tujuan")
    assert tujuan.count() == 2
    assert not TargetRenstra.objects.filter(indikator__in=tujuan).exists()
    assert Pejabat.objects.get(perangkat_daerah__kode=TIMUR, jenis="SEKDA").pangkat == ""


def test_balangan_has_its_units_indicators_and_predicates_as_values():
    own = Indikator.objects.filter(perangkat_daerah__kode="setda-balangan")
    assert own.count() == 52
    assert own.filter(sasaran__unit_kerja__jenis="BAGIAN").count() == 16
    assert own.filter(sasaran__unit_kerja__jenis="SUBBAGIAN").count() == 33
    sakip = TargetRenstra.objects.get(indikator__kode="nilai-sakip", tahun=2022)
    assert (sakip.tingkat.kode, sakip.nilai) == ("BB", Decimal("70.4"))
    ipp = own.get(kode="indeks-pelayanan-publik")
    assert (ipp.kondisi_awal_tingkat.kode, ipp.kondisi_awal_nilai) == ("B-", Decimal("3.01"))


def test_every_step_agrees_with_its_number_on_the_scale():
    rows = TargetRenstra.objects.filter(tingkat__isnull=False, nilai__isnull=False).select_related("tingkat")
    assert rows.count() > 10
    for row in rows:
        assert row.tingkat.batas_bawah < row.nilai <= row.tingkat.batas_atas, row


def test_tanjung_jabung_barat_has_its_matrix_of_42_rows():
    strategi = apps.get_model("indicators", "Strategi").objects.filter(perangkat_daerah__kode="setda-tanjabbar")
    assert strategi.count() == 42
    assert strategi.aggregate(x=Max("urutan"))["x"] == 42
    assert Sasaran.objects.filter(perangkat_daerah__kode="setda-tanjabbar", tujuan__isnull=False).count() == 8


# --- Accounts ------------------------------------------------------------------------------------------------


def test_accounts_have_one_role_each_the_demonstration_password_and_no_superuser(settings):
    expected = {a.username for daftar in AKUN.values() for a in daftar}
    assert set(User.objects.values_list("username", flat=True)) == expected
    assert not User.objects.filter(is_superuser=True).exists()
    assert list(User.objects.filter(is_staff=True).values_list("username", flat=True)) == ["admin"]
    assert set(Membership.objects.values_list("role", flat=True)) == {
        "operator",
        "planner",
        "leader",
        "auditor",
        "admin",
    }
    assert Membership.objects.count() == User.objects.count()
    assert User.objects.get(username="operator.umum").check_password(settings.DEMO_PASSWORD)


def test_every_institution_has_a_planner_and_one_regency_has_its_own():
    perencana = Membership.objects.filter(role="planner")
    kode = set(perencana.exclude(perangkat_daerah=None).values_list("perangkat_daerah__kode", flat=True))
    assert kode == set(PerangkatDaerah.objects.values_list("kode", flat=True))
    daerah = perencana.get(perangkat_daerah=None)
    assert (daerah.user.username, daerah.pemerintah_daerah.kode) == ("perencana.kabupaten", "kab-tanjabtim")


@pytest.mark.parametrize("username", ["operator.balangan", "perencana.balangan"])
def test_people_of_another_regency_see_nothing_of_the_first(username):
    user = User.objects.get(username=username)
    for model in (Realisasi, RealisasiAnggaran, Indikator, RencanaTahunan, Target, Sasaran):
        path = {
            Realisasi: "indikator__perangkat_daerah",
            RealisasiAnggaran: "sub_kegiatan__perangkat_daerah",
            Target: "rencana__perangkat_daerah",
        }.get(model, "perangkat_daerah")
        seen = set(model.objects.visible_to(user).values_list(f"{path}__kode", flat=True))
        assert seen <= {"setda-balangan"}, model
    assert Indikator.objects.visible_to(user).exists()


def test_an_operator_sees_only_the_rows_of_the_own_unit():
    user = User.objects.get(username="operator.hukum")
    assert set(Indikator.objects.visible_to(user).values_list("unit_kerja__kode", flat=True)) == {"bagian-hukum"}


# --- The command ---------------------------------------------------------------------------------------------


def test_command_refuses_without_a_demonstration_password(settings):
    settings.DEMO_PASSWORD = ""
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("seed_demo")


def test_command_prints_the_accounts_and_loads_nothing(settings):
    out = StringIO()
    with CaptureQueriesContext(connection) as queries:
        call_command("seed_demo", accounts=True, stdout=out)
    assert len(queries) == 0
    for username in ("operator.umum", "perencana", "sekda", "inspektorat", "admin"):
        assert username in out.getvalue()
    assert settings.DEMO_PASSWORD in out.getvalue()


def test_command_says_what_was_there_already():
    out = StringIO()
    call_command("seed_demo", institution=["balangan"], stdout=out)
    assert out.getvalue() == "Data contoh setda-balangan sudah ada, tidak diubah.\n"
    assert LEMBAGA[-1] == "balangan"
