"""A planner's own words in place of the generated ones: stored, kept as versions, compared with the data."""

import pytest

from indicators.exceptions import InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent
from reports.builders import sk_iku
from reports.builders.permintaan import BagianNarasi
from reports.models import Narasi, NarasiKonsep, NarasiVersi
from reports.narasi_baca import narasi_usang
from reports.prosa import MAKS_HTML
from reports.services import narasi as layanan
from reports.services.narasi import (
    Tempat,
    narasi_adjusted,
    narasi_reset,
    narasi_restore,
    narasi_save,
    narasi_sidik,
)
from reports.services.narasi_konsep import konsep_drop, konsep_save

TULISAN = "<p>Tulisan sendiri.</p>"


def tempat(cast) -> Tempat:
    return Tempat(cast.pd, 2025, "lkjip", "lkjip.1.1")


def kini(cast) -> str:
    """The digest of what is stored now."""
    return narasi_sidik(Narasi.objects.values_list("teks", flat=True).first())


def simpan(cast, teks=TULISAN, sidik=None, by=None, **lain):
    sidik = kini(cast) if sidik is None else sidik
    return narasi_save(tempat=tempat(cast), teks=teks, sidik=sidik, by=by or cast.planner, **lain)


# --- Storing ----------------------------------------------------------------------------------------------------------


def test_it_is_stored_clean_with_a_version_and_an_event(cast):
    simpan(cast, "<p onclick=x>Satu<script>alert(1)</script></p>", asli="Dari data.")
    row = Narasi.objects.get()
    assert (row.teks, row.dasar, row.ditulis_oleh) == ("<p>Satu</p>", "Dari data.", cast.planner)
    assert NarasiVersi.objects.get().teks == "<p>Satu</p>"
    assert AuditEvent.objects.get().aksi == "narasi.saved"


@pytest.mark.parametrize("kosong", ["", "  \n ", "<p> </p>", "<script>x</script>", '<img src="x">'])
def test_an_empty_text_is_refused_with_the_way_out(cast, kosong):
    with pytest.raises(InvalidValue, match="Pakai teks otomatis"):
        simpan(cast, kosong)


def test_a_text_without_end_is_refused_before_it_is_read(cast):
    with pytest.raises(InvalidValue, match="terlalu panjang"):
        simpan(cast, "x" * (MAKS_HTML + 1))


def test_writing_what_the_data_say_leaves_the_section_to_the_data(cast):
    assert simpan(cast, "<p>Dari data.</p>", asli="Dari data.") is None
    assert not Narasi.objects.exists()
    simpan(cast)
    assert simpan(cast, "<p>Dari  data.</p>", asli="Dari data.") is None
    assert not Narasi.objects.exists()
    assert NarasiVersi.objects.filter(teks=TULISAN).exists()


def test_two_editors_do_not_overwrite_each_other(cast):
    simpan(cast, "<p>Yang pertama.</p>")
    with pytest.raises(StaleData):
        simpan(cast, "<p>Yang kedua, dari halaman lama.</p>", sidik="")
    simpan(cast, "<p>Yang kedua.</p>", sidik=narasi_sidik("<p>Yang pertama.</p>"))
    assert Narasi.objects.get().teks == "<p>Yang kedua.</p>"


def test_of_two_first_texts_at_once_the_second_is_told(cast, monkeypatch):
    simpan(cast, "<p>Yang pertama.</p>")
    monkeypatch.setattr(layanan, "narasi_locked", lambda tempat, sidik: None)  # it looked before the first was there
    with pytest.raises(StaleData) as ditolak:
        simpan(cast, "<p>Yang kedua.</p>", sidik="")
    assert ditolak.value.tersimpan.teks == "<p>Yang pertama.</p>"
    assert NarasiVersi.objects.count() == 1


@pytest.mark.parametrize("siapa", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_only_the_planner_writes(cast, siapa):
    orang = getattr(cast, siapa)
    simpan(cast)
    versi = NarasiVersi.objects.get()
    for tulis in (
        lambda: simpan(cast, by=orang),
        lambda: narasi_reset(tempat=tempat(cast), sidik=kini(cast), by=orang),
        lambda: narasi_adjusted(tempat=tempat(cast), sidik=kini(cast), asli="", by=orang),
        lambda: narasi_restore(tempat=tempat(cast), versi=versi, sidik=kini(cast), asli="", by=orang),
        lambda: konsep_save(tempat=tempat(cast), teks="<p>x</p>", sidik="", by=orang),
        lambda: konsep_drop(tempat=tempat(cast), by=orang),
    ):
        with pytest.raises(NotAllowed):
            tulis()


# --- Versions ---------------------------------------------------------------------------------------------------------


def test_it_can_be_given_back_to_the_data_and_nothing_is_lost(cast):
    simpan(cast, "<p>Sementara.</p>")
    narasi_reset(tempat=tempat(cast), sidik=kini(cast), by=cast.planner)
    assert not Narasi.objects.exists()
    assert AuditEvent.objects.filter(aksi="narasi.reset").get().sebelum == {"teks": "<p>Sementara.</p>"}
    assert list(NarasiVersi.objects.values_list("teks", flat=True)) == ["", "<p>Sementara.</p>"]


def test_an_older_version_comes_back_as_a_new_one(cast):
    simpan(cast, "<p>Satu.</p>", asli="Data satu.")
    simpan(cast, "<p>Dua.</p>", asli="Data dua.")
    lama = NarasiVersi.objects.get(teks="<p>Satu.</p>")
    narasi_restore(tempat=tempat(cast), versi=lama, sidik=kini(cast), asli="Data tiga.", by=cast.planner)
    row = Narasi.objects.get()
    assert row.teks == "<p>Satu.</p>"
    assert row.dasar == "Data dua."  # that the data changed since is still marked
    assert [v.teks for v in NarasiVersi.objects.all()] == ["<p>Satu.</p>", "<p>Dua.</p>", "<p>Satu.</p>"]
    assert AuditEvent.objects.filter(aksi="narasi.restored").exists()


def test_restoring_does_not_overwrite_what_somebody_wrote_meanwhile(cast):
    simpan(cast, "<p>Satu.</p>")
    with pytest.raises(StaleData):
        narasi_restore(tempat=tempat(cast), versi=NarasiVersi.objects.get(), sidik="", asli="", by=cast.planner)


def test_a_text_from_before_the_versions_becomes_the_first_one(cast):
    lama = Narasi.objects.create(**tempat(cast).kolom, teks="<p>Lama.</p>", ditulis_oleh=cast.planner)
    simpan(cast, "<p>Baru.</p>")
    pertama = NarasiVersi.objects.last()
    assert (pertama.teks, pertama.oleh, pertama.waktu) == ("<p>Lama.</p>", cast.planner, lama.diubah_pada)


# --- Unsaved work -----------------------------------------------------------------------------------------------------


def test_unsaved_work_is_kept_for_its_writer_alone_until_it_is_stored(cast):
    konsep_save(tempat=tempat(cast), teks="<p>Separuh<script>x</script></p>", sidik="", by=cast.planner)
    assert NarasiKonsep.objects.get().teks == "<p>Separuh</p>"
    konsep_save(tempat=tempat(cast), teks="<p>Separuh lagi</p>", sidik="", by=cast.planner)
    assert NarasiKonsep.objects.get().penulis == cast.planner
    assert not Narasi.objects.exists()
    assert not AuditEvent.objects.exists()
    simpan(cast)
    assert not NarasiKonsep.objects.exists()


def test_what_is_stored_already_is_no_unsaved_work(cast):
    simpan(cast)
    assert konsep_save(tempat=tempat(cast), teks=TULISAN, sidik="", by=cast.planner) is None
    assert not NarasiKonsep.objects.exists()


# --- The data change under a text -----------------------------------------------------------------------------------


@pytest.fixture
def data(monkeypatch):
    """The decree, as if it had one section of prose; what its data say can be changed."""
    isi = ["Ada 3 indikator."]
    monkeypatch.setattr(sk_iku, "narasi", lambda permintaan: [BagianNarasi("x.1", "Latar Belakang", isi[0])])
    return isi


def test_a_text_is_marked_when_its_data_say_something_else(cast, data):
    di_sini = Tempat(cast.pd, 2025, "sk-iku", "x.1")
    assert narasi_usang(cast.pd, 2025, "sk-iku") == []
    narasi_save(tempat=di_sini, teks="<p>Tiga.</p>", sidik="", asli=data[0], by=cast.planner)
    assert narasi_usang(cast.pd, 2025, "sk-iku") == []
    data[0] = "Ada 4 indikator."
    simpan(cast, sidik="")  # any write in the regency: what was worked out before does not count any more
    (usang,) = narasi_usang(cast.pd, 2025, "sk-iku")
    assert [(p.jenis, p.teks) for p in usang.beda_data] == [
        ("sama", "Ada"),
        ("hapus", "3"),
        ("tambah", "4"),
        ("sama", "indikator."),
    ]
    narasi_adjusted(tempat=di_sini, sidik=narasi_sidik("<p>Tiga.</p>"), asli=data[0], by=cast.planner)
    assert narasi_usang(cast.pd, 2025, "sk-iku") == []
    assert Narasi.objects.get(bagian="x.1").teks == "<p>Tiga.</p>"
    assert AuditEvent.objects.filter(aksi="narasi.adjusted").exists()
