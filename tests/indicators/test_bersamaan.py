"""Two people at once: one is done, the other is told, and the trees and quarters stay whole."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier, Event
from time import sleep

import pytest
from django.db import connection

from indicators.exceptions import DomainError
from indicators.models import JadwalPengisian, Realisasi, UnitKerja
from indicators.services import triwulan
from indicators.services.unit_bagi import unit_split
from indicators.services.unit_kerja import IsianUnit, unit_correct
from indicators.services.verifikasi import realisasi_transition
from indicators.services.versi import versi
from sakip.lib.periods import Triwulan
from tests.builders import make_realisasi, make_realisasi_anggaran, make_unit

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works) -> list[str]:
    """What became of each of the works, all begun at once: `ditolak`, or the kind of what it returned."""
    mulai = Barrier(len(works))

    def run(work) -> str:
        try:
            mulai.wait(30)
            return type(work()).__name__
        except DomainError:
            return "ditolak"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def pindah(unit, ke, by):
    """Hang a unit below another one, both as they are now."""
    unit, ke = UnitKerja.objects.get(pk=unit.pk), UnitKerja.objects.get(pk=ke.pk)
    isian = IsianUnit(unit.nama, unit.singkatan, unit.jenis, ke)
    return lambda: unit_correct(unit=unit, isian=isian, versi_dilihat=versi(unit), by=by)


def test_of_two_who_hang_each_others_unit_below_their_own_one_is_told(cast):
    """Each hangs it two levels deep: no row of the one is written by the other."""
    a, b = make_unit(cast.pd, nama="Asisten A"), make_unit(cast.pd, nama="Asisten B")
    a_bawah, b_bawah = make_unit(cast.pd, nama="A bawah", induk=a), make_unit(cast.pd, nama="B bawah", induk=b)
    hasil = at_once(pindah(a, b_bawah, cast.planner), pindah(b, a_bawah, cast.planner))
    assert hasil == ["UnitKerja", "ditolak"]
    for unit in UnitKerja.objects.filter(perangkat_daerah=cast.pd).select_related("induk"):
        assert unit.jalur == f"{unit.induk.jalur if unit.induk else '/'}{unit.pk}/"


def test_of_two_who_join_each_others_unit_to_their_own_one_is_told(cast):
    a, b = make_unit(cast.pd, nama="Bagian A"), make_unit(cast.pd, nama="Bagian B")
    hari = {"mulai": date(2025, 3, 1), "hari_ini": date(2025, 5, 5)}

    def gabung(unit, ke):
        unit, ke = UnitKerja.objects.get(pk=unit.pk), UnitKerja.objects.get(pk=ke.pk)
        return lambda: unit_split(unit=unit, bagian=[ke], peta={}, **hari, versi_dilihat=versi(unit), by=cast.planner)

    assert at_once(gabung(a, b), gabung(b, a)) == ["ditolak", "list"]
    assert UnitKerja.objects.filter(pk__in=[a.pk, b.pk], berlaku_sampai=None).count() == 1


def test_no_sheet_is_sent_back_in_a_quarter_that_is_just_being_closed(cast, monkeypatch):
    """The one who closes has seen every value verified when the other sends the sheet back."""
    make_realisasi(cast.indikator, status="VERIFIED")
    make_realisasi_anggaran(cast.sub_kegiatan, status="VERIFIED")
    dilihat, tw1 = Event(), Triwulan(2025, 1)

    def lihat(*args):
        dilihat.set()
        sleep(0.15)  # the other one has begun, and on PostgreSQL could be through
        return []

    monkeypatch.setattr(triwulan, "values_differing", lihat)

    def kembalikan():
        assert dilihat.wait(30)
        return realisasi_transition(action="return", unit=cast.unit, triwulan=tw1, by=cast.planner, note="Periksa")

    def tutup():
        return triwulan.triwulan_close(perangkat_daerah=cast.pd, triwulan=tw1, by=cast.planner)

    assert at_once(tutup, kembalikan) == ["JadwalPengisian", "ditolak"]
    assert (Realisasi.objects.get().status, JadwalPengisian.objects.get(pk=cast.jadwal.pk).status) == (
        "VERIFIED",
        "CLOSED",
    )


def test_whoever_locks_the_first_row_of_a_question_locks_that_one_alone():
    """The order of a model joins its regency, which a bare lock takes along: then no event of it can be written."""
    akar = Path(triwulan.__file__).parents[2]
    telanjang = re.compile(r"select_for_update\((?![^)]*of=)[^)]*\)[^\n]*\.first\(\)")
    berkas = [p for app in ("indicators", "reports") for p in (akar / app / "services").glob("*.py")]
    assert [p.name for p in berkas if telanjang.search(p.read_text())] == ["audit.py"], "it gives up the order"
