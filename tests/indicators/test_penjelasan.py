"""A warning is explained away in a sentence that holds for the value it was given for."""

import pytest
from django.urls import reverse

from indicators.exceptions import Closed, InvalidValue, NotAllowed
from indicators.models import AuditEvent, Realisasi, Status
from indicators.selectors.isian import lembar_isian
from indicators.services.penjelasan import temuan_jelaskan
from indicators.services.realisasi import RealisasiEntry
from sakip.lib.periods import Triwulan
from tests.builders import make_realisasi, realisasi_save

TW1 = Triwulan(2025, 1)
KODE = "FORM"  # capaian above 120%


@pytest.fixture
def tinggi(cast):
    """The unit's indikator at 133%: a warning."""
    make_realisasi(cast.indikator, "120", diisi_oleh=cast.operator)
    return cast


def lembar(cast):
    return lembar_isian(cast.unit, TW1)


def jelaskan(cast, teks="Survei diulang di dua desa baru.", **over):
    baris = next(b for b in lembar(cast).indikator if b.indikator == cast.indikator)
    temuan_jelaskan(**{"baris": baris, "kode": KODE, "teks": teks, "by": cast.operator} | over)


def test_it_leaves_the_list_of_warnings_and_is_kept_with_its_words(tinggi):
    assert KODE in [t.kode for t in lembar(tinggi).peringatan]
    jelaskan(tinggi)
    assert KODE not in [t.kode for t in lembar(tinggi).peringatan]
    (satu,) = lembar(tinggi).dijelaskan
    assert satu.penjelasan == "Survei diulang di dua desa baru."
    event = AuditEvent.objects.get(aksi="realisasi.explained")
    assert event.sesudah == {"penjelasan": "Survei diulang di dua desa baru."}


def test_another_value_brings_the_warning_back(tinggi):
    jelaskan(tinggi)
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(tinggi.indikator, nilai=130), by=tinggi.operator)
    assert KODE in [t.kode for t in lembar(tinggi).peringatan]


def test_nobody_meets_a_conflict_because_of_it(tinggi):
    revisi = Realisasi.objects.get().revisi
    jelaskan(tinggi)
    realisasi_save(triwulan=TW1, entry=RealisasiEntry(tinggi.indikator, nilai=121, revisi=revisi), by=tinggi.operator)


def test_an_empty_sentence_takes_it_back(tinggi):
    jelaskan(tinggi)
    jelaskan(tinggi, teks="  ")
    assert lembar(tinggi).dijelaskan == []


def test_what_is_not_a_warning_or_not_yours_or_locked_is_refused(tinggi):
    with pytest.raises(InvalidValue, match="sudah tidak ada"):
        jelaskan(tinggi, kode="CARD")
    with pytest.raises(InvalidValue, match="ringkas"):
        jelaskan(tinggi, teks="x" * 301)
    with pytest.raises(NotAllowed):
        jelaskan(tinggi, by=tinggi.planner)
    Realisasi.objects.update(status=Status.SUBMITTED)
    with pytest.raises(Closed):
        jelaskan(tinggi)


def test_it_is_written_on_the_sheet_and_read_by_the_verifier(client, tinggi):
    client.force_login(tinggi.operator)
    kwargs = {"tahun": 2025, "tw": 1, "jenis": "realisasi", "pk": tinggi.indikator.pk}
    url = reverse("indicators:temuan_jelaskan", kwargs=kwargs)
    halaman = client.post(url, {"kode": KODE, "teks": "Survei <b>ulang</b>."}, follow=True).content.decode()
    assert "1 hal sudah dijelaskan" in halaman
    assert "Survei &lt;b&gt;ulang&lt;/b&gt;." in halaman
    client.force_login(tinggi.planner)
    sheet = reverse("indicators:verifikasi_lembar", kwargs={"tahun": 2025, "tw": 1, "unit": tinggi.unit.pk})
    assert "Penjelasan unit: Survei" in client.get(sheet).content.decode()
