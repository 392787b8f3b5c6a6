"""Success factors and crosscutting: who may write them, what is refused, and what the trail keeps."""

import pytest

from indicators.exceptions import Closed, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, Crosscutting, FaktorKunci, PeriodeRenstra
from indicators.services import pohon_kinerja as layanan
from indicators.services.pohon_kinerja import IsianDukungan, IsianFaktor
from tests.builders import make_pd, make_sasaran, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasil(cast):
    """A result of the unit, with one of another unit below it."""
    milik = {"unit_kerja": cast.unit, "uraian": "Cepatnya pelayanan"}
    sasaran = make_sasaran(cast.pd, **milik)
    anak = make_sasaran(cast.pd, tujuan=None, induk=sasaran, unit_kerja=cast.other_unit)
    return sasaran, anak


def dukungan(cast, sasaran, **isi) -> Crosscutting:
    isian = IsianDukungan("Menyiapkan data", **({"unit_kerja": cast.other_unit} | isi))
    return layanan.dukungan_create(sasaran=sasaran, isian=isian, by=cast.planner)


def test_a_factor_is_added_last_and_says_which_sasaran_came_of_it(cast, hasil):
    sasaran, anak = hasil
    satu = layanan.faktor_create(sasaran=sasaran, isian=IsianFaktor("  Petugas   terlatih "), by=cast.planner)
    dua = layanan.faktor_create(sasaran=sasaran, isian=IsianFaktor("Data lengkap", anak), by=cast.planner)
    assert [(f.uraian, f.anak) for f in sasaran.faktor_kunci.all()] == [
        ("Petugas terlatih", None),
        ("Data lengkap", anak),
    ]
    assert (satu.urutan, dua.urutan) == (1, 2)
    with pytest.raises(InvalidValue, match="tepat di bawahnya"):
        layanan.faktor_create(sasaran=anak, isian=IsianFaktor("X", sasaran), by=cast.planner)


def test_a_contribution_has_exactly_one_supporter_that_is_another(cast, hasil):
    sasaran, _ = hasil
    dinas = make_pd(cast.pemda, nama="Dinas Kominfo", jenis="DINAS")
    assert dukungan(cast, sasaran).unit_kerja == cast.other_unit
    assert dukungan(cast, sasaran, unit_kerja=None, perangkat_daerah_lain=dinas).perangkat_daerah_lain == dinas
    for salah, kalimat in (
        ({"unit_kerja": None}, "Pilih satu pendukung"),
        ({"perangkat_daerah_lain": dinas}, "Pilih satu pendukung"),
        ({"unit_kerja": cast.unit}, "pemilik sasarannya sendiri"),
        ({"unit_kerja": make_unit(dinas)}, "milik perangkat daerah lain"),
        ({"unit_kerja": None, "perangkat_daerah_lain": cast.pd}, "dicatat per unit"),
        ({"unit_kerja": None, "perangkat_daerah_lain": make_pd()}, "pemerintah daerah lain"),
    ):
        with pytest.raises(InvalidValue, match=kalimat):
            dukungan(cast, sasaran, **salah)
    assert Crosscutting.objects.count() == 2


@pytest.mark.parametrize("teks", ["", "   ", "x" * 301])
def test_words_are_asked_for_and_kept_short(cast, hasil, teks):
    with pytest.raises(InvalidValue):
        layanan.faktor_create(sasaran=hasil[0], isian=IsianFaktor(teks), by=cast.planner)
    with pytest.raises(InvalidValue):
        layanan.dukungan_create(sasaran=hasil[0], isian=IsianDukungan(teks, cast.other_unit), by=cast.planner)


def test_what_somebody_else_changed_meanwhile_is_never_overwritten_nor_deleted(cast, hasil):
    faktor = layanan.faktor_create(sasaran=hasil[0], isian=IsianFaktor("Petugas terlatih"), by=cast.planner)
    dilihat = layanan.versi(faktor)
    layanan.faktor_change(faktor=faktor, isian=IsianFaktor("Petugas cukup"), versi_dilihat=dilihat, by=cast.planner)
    with pytest.raises(StaleData) as galat:
        layanan.faktor_change(faktor=faktor, isian=IsianFaktor("Lain"), versi_dilihat=dilihat, by=cast.planner)
    assert galat.value.tersimpan.uraian == "Petugas cukup"
    with pytest.raises(StaleData):
        layanan.catatan_delete(catatan=faktor, versi_dilihat=dilihat, by=cast.planner)
    sama = IsianFaktor("Petugas cukup")
    assert layanan.faktor_change(faktor=faktor, isian=sama, versi_dilihat=dilihat, by=cast.planner).pk == faktor.pk


def test_every_write_leaves_an_event_with_before_and_after(cast, hasil):
    row = dukungan(cast, hasil[0])
    ubahan = IsianDukungan("Menyediakan data", cast.other_unit)
    row = layanan.dukungan_change(dukungan=row, isian=ubahan, versi_dilihat=layanan.versi(row), by=cast.planner)
    layanan.catatan_delete(catatan=row, versi_dilihat=layanan.versi(row), by=cast.planner)
    aksi = [(e.aksi.split(".")[1], e.sebelum, e.sesudah) for e in AuditEvent.objects.order_by("nomor")]
    assert [a for a, _, _ in aksi] == ["created", "changed", "deleted"]
    assert aksi[1][1:] == ({"kontribusi": "Menyiapkan data"}, {"kontribusi": "Menyediakan data"})
    assert aksi[2][1]["unit_kerja"] == cast.other_unit.nama
    assert not Crosscutting.objects.exists()


def test_a_closed_period_is_read_only(cast, hasil):
    row = dukungan(cast, hasil[0])
    PeriodeRenstra.objects.update(status="CLOSED")
    sasaran = type(hasil[0]).objects.get(pk=hasil[0].pk)
    row = Crosscutting.objects.select_related("sasaran__periode").get(pk=row.pk)
    with pytest.raises(Closed, match="sudah ditutup"):
        layanan.faktor_create(sasaran=sasaran, isian=IsianFaktor("X"), by=cast.planner)
    with pytest.raises(Closed):
        layanan.catatan_delete(catatan=row, versi_dilihat=layanan.versi(row), by=cast.planner)


@pytest.mark.parametrize("siapa", ["operator", "leader", "auditor", "outsider_planner"])
def test_only_a_planner_of_the_perangkat_daerah_writes(cast, hasil, siapa):
    with pytest.raises(NotAllowed):
        layanan.faktor_create(sasaran=hasil[0], isian=IsianFaktor("X"), by=getattr(cast, siapa))
    assert not FaktorKunci.objects.exists()
