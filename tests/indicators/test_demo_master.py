"""The bulk service behind organisation and cascade: who may, what is validated, what the trail keeps."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.exceptions import NotAllowed
from indicators.models import (
    AuditEvent,
    Indikator,
    JadwalPengisian,
    Membership,
    PemerintahDaerah,
    PerangkatDaerah,
    PeriodeRenstra,
    Program,
    Role,
    Sasaran,
    UnitKerja,
    User,
)
from indicators.services import master
from sakip.lib.periods import Triwulan

pytestmark = pytest.mark.django_db


@pytest.fixture
def daerah():
    return PemerintahDaerah.objects.create(kode="kab-uji", nama="Kabupaten Uji")


@pytest.fixture
def pd(daerah):
    return PerangkatDaerah.objects.create(pemerintah_daerah=daerah, kode="setda-uji", nama="Sekretariat Daerah")


@pytest.fixture
def unit(pd):
    return UnitKerja.objects.create(perangkat_daerah=pd, kode="bagian-umum", nama="Bagian Umum")


def person(role, **scope) -> User:
    user = User.objects.create(username=f"uji.{role}")
    Membership.objects.create(user=user, role=role, **scope)
    return user


def bagian(pd, numbers) -> list[UnitKerja]:
    return [UnitKerja(perangkat_daerah=pd, kode=f"bagian-{n}", nama=f"Bagian {n}", urutan=n) for n in numbers]


def test_rows_are_stored_in_bulk_with_one_event_each(pd):
    by = person(Role.ADMIN, pemerintah_daerah=pd.pemerintah_daerah)
    master.rows_create(bagian(pd, range(1)), by=by, perangkat_daerah=pd)  # the first event makes the chain
    counts = []
    for numbers in (range(1, 4), range(4, 34)):
        with CaptureQueriesContext(connection) as queries:
            master.rows_create(bagian(pd, numbers), by=by, perangkat_daerah=pd)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    events = AuditEvent.objects.filter(aksi="unitkerja.created").order_by("nomor")
    assert events.count() == UnitKerja.objects.count() == 34
    assert events[33].pelaku == by
    assert events[33].sesudah["kode"] == "bagian-33"
    assert events[33].perangkat_daerah == pd
    assert master.rows_create([], by=by, perangkat_daerah=pd) == []


def test_only_who_manages_master_data_may(pd, unit):
    by = person(Role.OPERATOR, unit_kerja=unit)
    with pytest.raises(NotAllowed, match="data induk"):
        master.rows_create([UnitKerja(perangkat_daerah=pd, kode="x", nama="X")], by=by, perangkat_daerah=pd)
    with pytest.raises(NotAllowed, match="data induk"):
        master.unit_kerja_create(UnitKerja(perangkat_daerah=pd, kode="x", nama="X"), by=by)
    with pytest.raises(NotAllowed, match="pengguna"):
        master.akun_create([], password="rahasia", pemerintah_daerah=pd.pemerintah_daerah, by=by)
    assert not AuditEvent.objects.exists()
    assert UnitKerja.objects.count() == 1


def test_columns_are_validated_before_anything_is_stored(pd):
    rows = [
        UnitKerja(perangkat_daerah=pd, kode="bagian-baik", nama="Bagian Baik"),
        UnitKerja(perangkat_daerah=pd, kode="Bagian Salah", nama="Bagian Salah"),
    ]
    with pytest.raises(ValidationError, match="kode"):
        master.rows_create(rows, by=None, perangkat_daerah=pd)
    assert not UnitKerja.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_unit_knows_its_path(pd, unit):
    sub = master.unit_kerja_create(
        UnitKerja(perangkat_daerah=pd, induk=unit, kode="sub-bagian", nama="Sub Bagian"), by=None
    )
    assert sub.jalur == f"/{unit.pk}/{sub.pk}/"


def test_accounts_share_a_hash_and_the_trail_knows_no_password(daerah, pd):
    by = person(Role.ADMIN, pemerintah_daerah=daerah)
    akun = [(User(username=f"orang.{n}", nama=f"Orang {n}"), Role.PLANNER, pd) for n in range(2)]
    users = master.akun_create(akun, password="rahasia sekali", pemerintah_daerah=daerah, by=by)
    assert users[0].password == users[1].password
    assert User.objects.get(username="orang.1").check_password("rahasia sekali")
    assert Membership.objects.filter(role=Role.PLANNER, perangkat_daerah=pd).count() == 2
    trail = AuditEvent.objects.filter(aksi="user.created")
    assert trail.count() == 2
    assert all("password" not in e.sesudah for e in trail)


def test_a_programme_supports_only_iku_of_its_own_sasaran(daerah, pd, unit):
    periode = PeriodeRenstra.objects.create(pemerintah_daerah=daerah, tahun_awal=2021, tahun_akhir=2026)
    milik = {"periode": periode, "perangkat_daerah": pd}
    own, foreign = (Sasaran.objects.create(uraian=f"Sasaran {n}", **milik) for n in (1, 2))
    program = Program.objects.create(sasaran=own, uraian="Program", **milik)
    iku = [
        Indikator.objects.create(
            jenjang="sasaran", sasaran=s, unit_kerja=unit, kode=f"iku-{s.pk}", nama="IKU", iku=True, **milik
        )
        for s in (own, foreign)
    ]
    with pytest.raises(ValueError, match="own sasaran"):
        master.program_iku_set(program, iku, by=None)
    master.program_iku_set(program, iku[:1], by=None)
    assert list(program.iku.all()) == iku[:1]
    assert AuditEvent.objects.get(aksi="program.iku_set").sesudah == {"iku": [iku[0].kode]}


def test_planned_quarters_are_in_the_calendar_but_not_open(pd):
    triwulan = Triwulan(2025, 2)
    by = person(Role.PLANNER, perangkat_daerah=pd)
    master.jadwal_plan(perangkat_daerah=pd, batas={triwulan: triwulan.selesai}, by=by)
    jadwal = JadwalPengisian.objects.get(perangkat_daerah=pd)
    assert (jadwal.triwulan, jadwal.status, jadwal.batas) == (2, JadwalPengisian.Status.PLANNED, triwulan.selesai)
