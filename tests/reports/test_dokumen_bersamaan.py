"""Two people at once on one document: one is done, the other is told, and never two documents are in force."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection

from indicators.exceptions import DomainError
from reports import pdf, services
from reports.builders.permintaan import Permintaan
from reports.models import BerkasDokumen, Dokumen, Publikasi
from reports.services.publikasi import dokumen_publish
from tests.reports.sertifikat_uji import p12
from tests.reports.siklus_uji import make_pk, quick_render, sign, sign_all

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works) -> list[object]:
    """What each of the works returned, or the refusal it met; any other error is the test's."""

    def run(work):
        try:
            return work()
        except DomainError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def meet(barrier: Barrier) -> None:
    """Wait until all have come so far; whoever was refused before does not come."""
    try:
        barrier.wait(5)
    except BrokenBarrierError:
        return


@pytest.fixture
def bertemu(monkeypatch):
    """A function: from then on, both have rendered before either stores."""
    barrier = [Barrier(1)]

    def render(_template, payload, lapor=None):
        meet(barrier[0])
        return f"%PDF-1.7 {payload['meta']['verifikasi']['kode']}".encode()

    monkeypatch.setattr(pdf, "render", render)
    return lambda: barrier.__setitem__(0, Barrier(2))


def finish(cast, nomor: str):
    minta = Permintaan(cast.pd, 2025, nomor=nomor, tanggal=date(2025, 1, 3), final=True)
    return lambda: services.dokumen_finalize(jenis="sk-iku", permintaan=minta, by=cast.planner)


def in_force() -> int:
    return Dokumen.objects.filter(status__in=["FINAL", "SIGNED"]).count()


def test_of_two_that_are_finished_at_once_one_is_in_force(lengkap, bertemu):
    bertemu()
    hasil = at_once(finish(lengkap, "13 TAHUN 2025"), finish(lengkap, "14 TAHUN 2025"))
    assert sorted(type(h).__name__ for h in hasil) == ["Dokumen", "StaleData"]
    assert in_force() == 1


def test_of_two_with_the_same_number_the_second_is_told(lengkap, bertemu, media_root):
    bertemu()
    hasil = at_once(finish(lengkap, "13 TAHUN 2025"), finish(lengkap, "13 TAHUN 2025"))
    assert sorted(type(h).__name__ for h in hasil) == ["Dokumen", "InvalidValue"]
    assert in_force() == 1
    assert len([p for p in media_root.rglob("*") if p.is_file()]) == 1, "the file of the refused one is gone"


def test_of_two_that_replace_the_same_document_one_is_in_force(lengkap, bertemu):
    for nomor in ("1", "2"):
        at_once(finish(lengkap, nomor))
    bertemu()
    hasil = at_once(finish(lengkap, "3"), finish(lengkap, "4"))
    assert any(isinstance(h, Dokumen) for h in hasil)
    assert in_force() == 1
    assert Dokumen.objects.count() - Dokumen.objects.filter(status="REPLACED").count() == 1


def test_one_party_signs_once_however_often_it_is_asked(lengkap, monkeypatch):
    quick_render(monkeypatch)
    dokumen = make_pk(lengkap)
    p12("Sekda Uji")
    salinan = [Dokumen.objects.get(pk=dokumen.pk) for _ in range(3)]
    hasil = at_once(*(lambda d=d: sign(lengkap, d) for d in salinan))
    assert sum(isinstance(h, BerkasDokumen) for h in hasil) == 1, hasil
    assert BerkasDokumen.objects.count() == dokumen.tanda_tangan.count() == 1


def test_what_is_replaced_while_it_is_signed_is_not_in_force(lengkap, monkeypatch):
    quick_render(monkeypatch)
    dokumen = make_pk(lengkap)
    p12("Sekda Uji")
    at_once(lambda: sign(lengkap, dokumen), lambda: make_pk(lengkap, hari=date(2025, 2, 3)))
    dokumen.refresh_from_db()
    assert dokumen.status == "REPLACED"
    assert in_force() == 1


def test_publishing_twice_at_once_publishes_once(lengkap, monkeypatch):
    quick_render(monkeypatch)
    dokumen = make_pk(lengkap)
    sign_all(lengkap, dokumen)
    at_once(*[lambda: dokumen_publish(dokumen=dokumen, by=lengkap.planner)] * 3)
    assert Publikasi.objects.count() == 1
