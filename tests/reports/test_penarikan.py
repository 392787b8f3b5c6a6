"""Taking a finished document back: only while nobody signed it, with a reason, and leaving nothing half done."""

import hashlib
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from indicators.audit_texts import perubahan
from indicators.exceptions import Closed, InvalidValue, NotAllowed
from indicators.models import AuditEvent, Pejabat, RencanaTahunan
from indicators.services import audit
from reports import services, siklus
from reports.daftar import Keadaan, daftar
from reports.daftar_pk import daftar_pk
from reports.models import BerkasDokumen, Dokumen, Penarikan, PerjanjianKinerja, Publikasi
from reports.services import dokumen_withdraw
from reports.tanda_tangan import keaslian
from tests import builders as b
from tests.reports.siklus_uji import isi_pdf, make_pk, quick_render, sign, sign_all

ALASAN = "NIP Pihak Kedua salah ketik."
FEBRUARI = date(2025, 2, 3)


@pytest.fixture(autouse=True)
def cepat(monkeypatch):
    quick_render(monkeypatch)


@pytest.fixture
def pk(lengkap):
    return make_pk(lengkap)


def tarik(cast, dokumen: Dokumen, alasan: str = ALASAN, by=None) -> Penarikan:
    return dokumen_withdraw(dokumen=dokumen, alasan=alasan, by=by or cast.planner)


def status(dokumen: Dokumen) -> str:
    return Dokumen.objects.get(pk=dokumen.pk).status


def alamat(dokumen: Dokumen, nama: str = "dokumen_tarik_kembali") -> str:
    return reverse(f"reports:{nama}", args=[dokumen.pk])


def baris(cast, jenis: str):
    semua = daftar(cast.pd, 2025, boleh_selesai=True)
    return next(satu for kelompok in semua for satu in kelompok.baris if satu.jenis == jenis)


def test_it_is_a_draft_again_and_the_frozen_copy_stays_whole(lengkap, pk):
    sebelum = Dokumen.objects.filter(pk=pk.pk).values().get()
    penarikan = tarik(lengkap, pk)
    sesudah = Dokumen.objects.filter(pk=pk.pk).values().get()
    berubah = {k for k in sebelum if sebelum[k] != sesudah[k]}
    assert berubah == {"status", "perjanjian_kinerja_id"}
    assert (sesudah["status"], penarikan.alasan, penarikan.oleh) == ("WITHDRAWN", ALASAN, lengkap.planner)
    assert services.utuh(Dokumen.objects.get(pk=pk.pk))
    assert baris(lengkap, "pk").keadaan is Keadaan.SIAP
    assert [v.keadaan for v in baris(lengkap, "pk").versi] == [Keadaan.DITARIK]
    assert all(satu.versi is None for k in daftar_pk(lengkap.pd, 2025) for satu in k.baris)


def test_the_event_keeps_payload_digests_number_and_reason(lengkap):
    dokumen = make_pk(lengkap, nomor="7")
    tarik(lengkap, dokumen)
    event = AuditEvent.objects.get(aksi="dokumen.withdrawn")
    assert (event.pelaku, event.catatan, event.objek_id) == (lengkap.planner, ALASAN, dokumen.pk)
    assert (event.sesudah["nomor"], event.sesudah["kode"]) == ("7", dokumen.kode)
    assert event.sesudah["sidik_pdf"] == hashlib.sha256(isi_pdf(dokumen)).hexdigest()
    assert hashlib.sha256(event.sesudah["payload"].encode()).hexdigest() == event.sesudah["sidik_isi"]
    terbaca = {p.label: (p.lama, p.baru) for p in perubahan(event)}
    assert terbaca["status"] == ("Selesai", "Ditarik kembali")
    assert terbaca["isi beku"][1].startswith("tersimpan utuh, ")


def test_a_signed_one_never_ceased_to_count(lengkap, pk):
    sign_all(lengkap, pk)
    Publikasi.objects.create(dokumen=pk, oleh=lengkap.planner)
    baru = make_pk(lengkap, hari=FEBRUARI)
    assert (status(pk), PerjanjianKinerja.objects.get().tanggal) == ("SIGNED", FEBRUARI)
    assert tarik(lengkap, baru).berlaku_kembali is None
    assert (status(pk), AuditEvent.objects.filter(aksi="dokumen.reinstated").exists()) == ("SIGNED", False)
    assert PerjanjianKinerja.objects.get().tanggal == pk.tanggal, "the agreement is dated as what counts"
    assert baris(lengkap, "pk").terakhir.keadaan is Keadaan.TERBIT
    berikut = make_pk(lengkap, hari=FEBRUARI)
    assert (berikut.replaces, status(pk)) == (pk, "SIGNED"), "and the next one stands behind it as the first did"


def test_an_unsigned_one_that_was_replaced_counts_again(lengkap, pk):
    sign(lengkap, pk)
    baru = make_pk(lengkap, hari=FEBRUARI)
    assert status(pk) == "REPLACED"
    assert tarik(lengkap, baru).berlaku_kembali == pk
    event = AuditEvent.objects.get(aksi="dokumen.reinstated")
    assert (status(pk), event.objek_id, event.sesudah["status"]) == ("FINAL", pk.pk, "FINAL")


def test_a_withdrawn_agreement_leaves_room_for_the_official_in_office(lengkap, pk):
    tarik(lengkap, pk)
    assert not PerjanjianKinerja.objects.exists()
    pengganti = Pejabat.objects.get(jenis=Pejabat.Jenis.SEKDA)
    pengganti.pk = None
    pengganti.nip = "19700101 199501 1 002"
    Pejabat.objects.filter(jenis=Pejabat.Jenis.SEKDA).delete()
    pengganti.save()
    assert make_pk(lengkap).perjanjian_kinerja.pihak_pertama == pengganti


def test_withdrawing_a_changed_agreement_brings_the_first_one_back(lengkap, pk):
    perubahan_ = b.make_rencana(lengkap.pd, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    b.make_target(perubahan_, lengkap.indikator)
    baru = make_pk(lengkap, hari=FEBRUARI)
    tarik(lengkap, baru)
    assert (status(pk), PerjanjianKinerja.objects.get().rencana) == ("FINAL", lengkap.rencana)


def signed(cast, dokumen):
    sign(cast, dokumen)


def signed_by_all(cast, dokumen):
    sign_all(cast, dokumen)


def with_a_signed_file(cast, dokumen):
    BerkasDokumen.objects.create(dokumen=dokumen, urutan=1, asal="PINDAI", berkas="x.pdf", sha256="0" * 64)


def published(cast, dokumen):
    Publikasi.objects.create(dokumen=dokumen, oleh=cast.planner)


def replaced(cast, dokumen):
    make_pk(cast, hari=FEBRUARI)


def withdrawn(cast, dokumen):
    tarik(cast, dokumen)


@pytest.mark.parametrize(
    ("sesudah", "kalimat"),
    [
        (signed, "sudah ditandatangani"),
        (signed_by_all, "sudah ditandatangani"),
        (with_a_signed_file, "berkas bertanda tangan"),
        (published, "sedang diterbitkan"),
        (replaced, "berstatus digantikan"),
        (withdrawn, "berstatus ditarik kembali"),
    ],
    ids=lambda s: getattr(s, "__name__", ""),
)
def test_it_is_refused_once_it(lengkap, pk, sesudah, kalimat):
    basi = Dokumen.objects.get(pk=pk.pk)
    sesudah(lengkap, pk)
    dulu, events = status(pk), AuditEvent.objects.count()
    with pytest.raises(Closed, match=kalimat):
        tarik(lengkap, basi)
    assert (status(pk), AuditEvent.objects.count()) == (dulu, events)


@pytest.mark.parametrize("alasan", ["", "   ", "salah", "salah ketik lagi"])
def test_a_reason_is_a_sentence(client, lengkap, pk, alasan):
    with pytest.raises(InvalidValue, match="satu kalimat"):
        tarik(lengkap, pk, alasan)
    client.force_login(lengkap.planner)
    jawaban = client.post(alamat(pk), {"alasan": alasan})
    assert (jawaban.status_code, status(pk)) == (422, "FINAL")
    assert "<details open>" in jawaban.content.decode()


@pytest.mark.parametrize("siapa", ["operator", "leader", "auditor", "admin", "outsider", "outsider_planner"])
def test_only_who_finishes_documents_here_takes_them_back(client, lengkap, pk, siapa):
    orang = getattr(lengkap, siapa)
    with pytest.raises(NotAllowed):
        tarik(lengkap, pk, by=orang)
    client.force_login(orang)
    assert client.post(alamat(pk), {"alasan": ALASAN}).status_code in (403, 404)
    assert "tarik-kembali" not in client.get(alamat(pk, "dokumen")).content.decode()
    assert (status(pk), Penarikan.objects.count()) == ("FINAL", 0)


def test_all_or_nothing(lengkap, pk, monkeypatch):
    baru = make_pk(lengkap, hari=FEBRUARI)

    def gagal(*args):
        raise RuntimeError

    monkeypatch.setattr(audit, "record_many", gagal)
    with pytest.raises(RuntimeError):
        tarik(lengkap, baru)
    assert (status(pk), status(baru), Penarikan.objects.count()) == ("REPLACED", "FINAL", 0)
    assert Dokumen.objects.get(pk=baru.pk).replaces == pk
    assert PerjanjianKinerja.objects.get().tanggal == FEBRUARI


def test_its_number_is_for_the_next_of_the_same_kind_period_and_subject_alone(client, lengkap):
    dulu = make_pk(lengkap, nomor="7")
    tarik(lengkap, dulu)
    with pytest.raises(InvalidValue, match="Nomor 7 dipesan untuk"):
        make_pk(lengkap, nomor="7", kepala_daerah=True)
    client.force_login(lengkap.planner)
    halaman = reverse("reports:finalisasi", args=[lengkap.pd.kode, 2025, "pk"])
    assert 'value="7"' in client.get(halaman).content.decode(), "it is offered where it may be used"
    lagi = make_pk(lengkap, nomor="7")
    assert (lagi.status, lagi.nomor, lagi.replaces) == ("FINAL", "7", None)
    assert lagi.kode != dulu.kode
    with pytest.raises(InvalidValue, match="sudah dipakai"):
        make_pk(lengkap, hari=FEBRUARI, nomor="7")
    tarik(lengkap, lagi)
    assert make_pk(lengkap, nomor="7").status == "FINAL", "however often it is taken back"


def test_no_other_door_opens_for_it(lengkap, pk):
    tarik(lengkap, pk)
    satu = Dokumen.objects.get(pk=pk.pk)
    for pintu in (
        lambda: satu.save(),
        lambda: satu.delete(),
        lambda: Dokumen.objects.filter(pk=pk.pk).update(status="DRAFT"),
        lambda: Dokumen.objects.filter(pk=pk.pk).delete(),
        lambda: Penarikan.objects.update(alasan="x"),
        lambda: satu.penarikan.delete(),
        lambda: sign(lengkap, satu),
        lambda: services.dokumen_publish(dokumen=satu, by=lengkap.planner),
    ):
        with pytest.raises(Closed), transaction.atomic():
            pintu()
    assert status(pk) == "WITHDRAWN"


def test_the_planner_withdraws_on_the_page_and_the_public_reads_it(client, lengkap, pk):
    isi = isi_pdf(pk)
    client.force_login(lengkap.planner)
    assert alamat(pk) in client.get(alamat(pk, "dokumen")).content.decode()
    halaman = client.post(alamat(pk), {"alasan": ALASAN}, follow=True).content.decode()
    assert "Dokumen ini ditarik kembali ke draf" in halaman
    assert ALASAN in halaman
    assert alamat(pk) not in halaman
    client.logout()
    umum = client.get(reverse("reports:periksa_dokumen", args=[pk.kode]))
    assert umum.status_code == 200
    assert "ditarik kembali dan tidak berlaku" in umum.content.decode()
    assert ALASAN not in umum.content.decode(), "the reason is the office's own"
    pk.refresh_from_db()
    putusan = keaslian.putusan(siklus.keadaan(pk), isi)
    assert (putusan.jenis, putusan.judul) == (
        "asli",
        "Berkas ini asli, tetapi dokumennya sudah ditarik kembali",
    )
