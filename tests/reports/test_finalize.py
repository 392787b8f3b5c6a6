"""Finishing a document: stored whole or not at all, and never touched by later data."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from indicators.exceptions import Closed, Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, Indikator, PemerintahDaerah, RencanaTahunan
from reports import services
from reports.builders import perjanjian_kinerja, sk_iku
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, PerjanjianKinerja
from tests import builders as b
from tests.reports.baca import teks


def minta(cast, **over) -> Permintaan:
    isi = {"nomor": "13 TAHUN 2025", "tanggal": date(2025, 1, 3), "final": True}
    return Permintaan(cast.pd, 2025, **isi | over)


def selesaikan(cast, jenis="sk-iku", by=None, **over) -> Dokumen:
    return services.dokumen_finalize(jenis=jenis, permintaan=minta(cast, **over), by=by or cast.planner)


def isi_pdf(dokumen) -> bytes:
    with dokumen.pdf.open("rb") as berkas:
        return berkas.read()


def test_it_stores_payload_digests_and_file_under_the_number(lengkap):
    dokumen = selesaikan(lengkap)
    dokumen.refresh_from_db()
    assert (dokumen.status, dokumen.nomor, dokumen.periode_kunci) == ("FINAL", "13 TAHUN 2025", "2021-2026")
    assert dokumen.payload_sha256 == services.digest(dokumen.payload)
    assert dokumen.pdf_sha256 == hashlib.sha256(isi_pdf(dokumen)).hexdigest()
    assert services.utuh(dokumen)
    cetakan = teks(isi_pdf(dokumen))
    assert "NOMOR 13 TAHUN 2025" in cetakan
    assert "DRAF" not in cetakan


def test_the_digest_does_not_depend_on_the_order_of_keys():
    assert services.digest({"b": ["é", "1"], "a": "x"}) == services.digest({"a": "x", "b": ["é", "1"]})
    assert services.canonical({"b": "é", "a": "x"}) == '{"a":"x","b":"é"}'


@pytest.mark.usefixtures("cetak_cepat")
def test_later_data_change_nothing_in_it(lengkap):
    dokumen = selesaikan(lengkap)
    sebelum = isi_pdf(dokumen)
    Indikator.objects.update(nama="Nama lain")
    dokumen.refresh_from_db()
    assert isi_pdf(dokumen) == sebelum
    assert "Nama lain" not in str(dokumen.payload)
    assert services.utuh(dokumen)


@pytest.mark.usefixtures("cetak_cepat")
def test_a_changed_file_is_noticed(lengkap):
    dokumen = selesaikan(lengkap)
    jalan = Path(dokumen.pdf.path)
    isi = bytearray(jalan.read_bytes())
    isi[len(isi) // 2] ^= 1
    jalan.write_bytes(bytes(isi))
    assert not services.utuh(dokumen)


@pytest.mark.usefixtures("cetak_cepat")
def test_it_leaves_an_audit_event(lengkap):
    dokumen = selesaikan(lengkap)
    event = AuditEvent.objects.get(aksi="dokumen.finalized")
    assert event.pelaku == lengkap.planner
    assert event.sesudah["sidik_isi"] == dokumen.payload_sha256
    assert event.sesudah["tanggal"] == "2025-01-03"


@pytest.mark.usefixtures("cetak_cepat")
def test_a_second_one_replaces_the_first(lengkap):
    lama = selesaikan(lengkap)
    baru = selesaikan(lengkap, nomor="14 TAHUN 2025")
    lama.refresh_from_db()
    assert lama.status == "REPLACED"
    assert baru.replaces == lama
    assert AuditEvent.objects.filter(aksi="dokumen.replaced", objek_id=lama.pk).exists()


@pytest.mark.usefixtures("cetak_cepat")
def test_the_same_number_is_refused(lengkap):
    selesaikan(lengkap)
    with pytest.raises(InvalidValue, match="sudah dipakai"):
        selesaikan(lengkap)
    assert Dokumen.objects.count() == 1


@pytest.mark.parametrize(("over", "kalimat"), [({"nomor": ""}, "Isi nomor"), ({"tanggal": None}, "Isi tanggal")])
def test_a_decree_without_number_or_date_stays_a_draft(lengkap, over, kalimat):
    with pytest.raises(InvalidValue, match=kalimat):
        selesaikan(lengkap, **over)
    assert not Dokumen.objects.exists()


def test_placeholders_are_refused(lengkap):
    PemerintahDaerah.objects.update(tempat="")
    lengkap.pd.refresh_from_db()
    with pytest.raises(Incomplete) as ditolak:
        selesaikan(lengkap)
    assert "Ditetapkan di" in ditolak.value.kekurangan[0]


@pytest.mark.parametrize("siapa", ["operator", "leader", "auditor", "admin", "outsider_planner"])
def test_only_the_planner_finishes(lengkap, siapa):
    with pytest.raises(NotAllowed):
        selesaikan(lengkap, by=getattr(lengkap, siapa))
    assert not Dokumen.objects.exists()


@pytest.mark.usefixtures("cetak_cepat")
def test_an_error_on_the_way_leaves_nothing_behind(lengkap, monkeypatch, media_root):
    def gagal(*args, **kwargs):
        raise OSError("listrik padam")

    monkeypatch.setattr(services.dokumen.audit, "record_many", gagal)
    with pytest.raises(OSError, match="listrik"):
        selesaikan(lengkap, jenis="pk", nomor="")
    assert not Dokumen.objects.exists()
    assert not PerjanjianKinerja.objects.exists()
    assert not [p for p in Path(media_root).rglob("*") if p.is_file()]


@pytest.mark.usefixtures("cetak_cepat")
def test_data_that_change_while_it_renders_are_noticed(lengkap, monkeypatch):
    asli = services.dokumen.pdf.render

    def render(template, payload, lapor=None):
        Indikator.objects.update(nama="Berubah")
        return asli(template, payload)

    monkeypatch.setattr(services.dokumen.pdf, "render", render)
    with pytest.raises(StaleData):
        selesaikan(lengkap)
    assert not Dokumen.objects.exists()


def test_a_finished_agreement_keeps_its_parties_and_date(lengkap):
    dokumen = selesaikan(lengkap, jenis="pk", nomor="")
    pk = dokumen.perjanjian_kinerja
    assert pk.tanggal == date(2025, 1, 3)
    assert pk.rencana == lengkap.rencana
    assert "Kota, 3 Januari 2025" in teks(isi_pdf(dokumen))


@pytest.mark.usefixtures("cetak_cepat")
def test_a_former_agreement_cannot_replace_a_later_one(lengkap):
    perubahan = b.make_rencana(lengkap.pd, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    b.make_target(perubahan, lengkap.indikator)
    selesaikan(lengkap, jenis="pk", nomor="")
    dulu = perjanjian_kinerja.perjanjian_untuk(minta(lengkap), lengkap.rencana)
    with pytest.raises(Closed, match="sudah selesai"):
        selesaikan(lengkap, jenis="pk", nomor="", perjanjian=dulu)


def test_looking_at_a_draft_stores_nothing(lengkap):
    for jenis, builder in (("sk-iku", sk_iku), ("pk", perjanjian_kinerja)):
        assert builder.periksa(Permintaan(lengkap.pd, 2025)) == []
        assert services.dokumen_draft(jenis, Permintaan(lengkap.pd, 2025)).startswith(b"%PDF")
    assert not Dokumen.objects.exists()
    assert not PerjanjianKinerja.objects.exists()
    assert not AuditEvent.objects.exists()
