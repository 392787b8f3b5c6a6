"""`manage.py verify_audit` notices whatever somebody does to the trail behind the application's back."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from indicators.models import AuditChain, AuditEvent
from indicators.services.audit import Event, record_many


@pytest.fixture
def trail(cast):
    """Six lines in the regency's chain, two in another one's."""
    elsewhere = cast.outsider.membership.get().unit_kerja
    events = [Event("unitkerja.changed", cast.unit, f"Baris {n}", cast.pd, sesudah={"nama": str(n)}) for n in range(6)]
    events += [Event("unitkerja.changed", elsewhere, "Lain", elsewhere.perangkat_daerah) for _ in range(2)]
    record_many(cast.admin, events)
    return AuditEvent.objects.filter(pemerintah_daerah=cast.pemda)


def verify(**options) -> tuple[int, str]:
    """(exit code, what was printed)."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out, **options)
    except CommandError as error:
        return error.returncode, out.getvalue() + str(error)
    return 0, out.getvalue()


def test_a_whole_trail(cast, trail):
    code, out = verify()
    assert code == 0
    assert f"{cast.pemda.kode}: 6 baris, UTUH" in out


@pytest.mark.parametrize(
    "change",
    [
        {"sesudah": {"nama": "palsu"}},
        {"sebelum": {"nama": "palsu"}},
        {"pelaku_nama": "Orang lain"},
        {"catatan": "ditambahkan"},
        {"objek_nama": "Benda lain"},
        {"aksi": "unitkerja.created"},
        {"objek_id": 99},
        {"waktu": F("waktu") - timedelta(days=1)},
    ],
    ids=lambda c: next(iter(c)),
)
def test_a_changed_line_is_named(trail, change):
    trail.filter(nomor=3).update(**change)
    code, out = verify()
    assert code == 1
    assert "Baris nomor 3 diubah" in out
    assert out.count("Baris nomor") == 1


def test_a_line_changed_with_its_digest_no_longer_fits_the_next(trail):
    from indicators.services.audit import digest_of

    line = trail.get(nomor=3)
    line.catatan = "palsu"
    trail.filter(nomor=3).update(catatan="palsu", digest=digest_of(line))
    code, out = verify()
    assert code == 1
    assert "Baris nomor 4 tidak menyambung" in out


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        ([1], "Baris nomor 1 dihapus."),
        ([3], "Baris nomor 3 dihapus."),
        ([2, 3, 4], "Baris nomor 2 sampai 4 dihapus."),
        ([6], "Baris nomor 6 di ujung rantai dihapus."),
        ([5, 6], "Baris nomor 5 sampai 6 di ujung rantai dihapus."),
        ([1, 2, 3, 4, 5, 6], "Baris nomor 1 sampai 6 di ujung rantai dihapus."),
    ],
    ids=str,
)
def test_removed_lines_are_named(trail, gone, told):
    trail.filter(nomor__in=gone).delete()
    code, out = verify()
    assert code == 1
    assert told in out


def test_lines_added_past_the_head_are_noticed(cast, trail):
    AuditChain.objects.filter(pemerintah_daerah=cast.pemda).update(nomor=5)
    assert verify()[0] == 1
    AuditChain.objects.filter(pemerintah_daerah=cast.pemda).delete()
    code, out = verify()
    assert code == 1
    assert "Kepala rantai hilang" in out


def test_one_regency_alone(cast, trail):
    other = AuditEvent.objects.exclude(pemerintah_daerah=cast.pemda).first().pemerintah_daerah
    trail.filter(nomor=3).delete()
    code, out = verify(pemerintah_daerah=other.kode)
    assert code == 0
    assert cast.pemda.kode not in out


def test_an_unknown_regency_is_an_error_of_its_own(cast):
    code, out = verify(pemerintah_daerah="tidak-ada")
    assert code == 2
    assert "tidak ada" in out
