"""The head of a unit reads and signs the agreement of that unit, and no other document."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import AuditEvent
from indicators.permissions import Ability
from reports import services
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, PerjanjianKinerja
from reports.services.penarikan import dokumen_withdraw
from tests import builders as b
from tests.reports.sertifikat_uji import SANDI, p12
from tests.reports.siklus_uji import KODE, quick_render, upload
from tests.reports.test_pk_jenjang import TAHUN, Contoh


@pytest.fixture
def setda(db, media_root, monkeypatch) -> Contoh:
    quick_render(monkeypatch)
    return Contoh()


def selesai(setda, unit) -> Dokumen:
    """The finished agreement of the head of a unit, or of the whole (None)."""
    kode = KODE[Dokumen.objects.count()] * 16
    minta = Permintaan(setda.pd, TAHUN, tanggal=date(TAHUN, 2, 1), final=True, unit=unit, kode=kode)
    return services.dokumen_finalize(jenis="pk", permintaan=minta, by=b.make_user("planner", setda.pd))


def test_each_head_sees_the_agreements_of_his_unit_and_below(setda):
    bagian, sub = selesai(setda, setda.bagian), selesai(setda, setda.subbagian)
    asing = b.make_unit(setda.pd)

    def terlihat(peran, lingkup, ability=Ability.SIGN_DOKUMEN) -> set[Dokumen]:
        return set(Dokumen.objects.visible_to(b.make_user(peran, lingkup), ability))

    assert terlihat("leader", setda.asisten) == terlihat("leader", setda.bagian) == {bagian, sub}
    assert terlihat("leader", setda.subbagian) == {sub}
    assert not terlihat("leader", asing) | terlihat("leader", b.make_unit(b.make_pd()))
    assert not terlihat("operator", setda.bagian, Ability.VIEW_DOKUMEN)
    assert not terlihat("planner", setda.bagian, Ability.FINALIZE_DOKUMEN)
    dokumen_withdraw(dokumen=bagian, alasan="Salah ketik pada target.", by=b.make_user("planner", setda.pd))
    assert terlihat("leader", setda.bagian) == {sub}


def test_the_head_of_a_unit_signs_its_agreement(client, setda):
    pk, kepala = selesai(setda, setda.bagian), b.make_user("leader", setda.bagian)
    client.force_login(kepala)
    halaman = reverse("reports:dokumen", args=[pk.pk])
    for jalan in ("indicators:beranda", "reports:daftar"):
        assert halaman in client.get(reverse(jalan)).content.decode(), jalan
    isi = client.get(halaman).content.decode()
    tanda_tangan = reverse("reports:dokumen_tanda_tangan", args=[pk.pk])
    assert tanda_tangan in isi and "Buat pengganti" not in isi and "Tarik kembali" not in isi
    nama = setda.kepala["bagian"].nama
    kirim = {"peran": "pihak_pertama", "sertifikat": upload(p12(nama), "a.p12"), "sandi": SANDI}
    assert client.post(tanda_tangan, kirim).status_code == 302
    assert pk.tanda_tangan.get().nama.startswith(nama)
    assert AuditEvent.objects.get(aksi="dokumen.signed").pelaku == kepala


@pytest.mark.once
def test_neither_his_list_nor_beranda_asks_more_for_more_agreements(client, setda):
    client.force_login(b.make_user("leader", setda.asisten))

    def kueri() -> list[int]:
        semua = []
        for jalan in ("indicators:beranda", "reports:daftar"):
            client.get(reverse(jalan))
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse(jalan))
            semua.append(len(captured))
        return semua

    selesai(setda, setda.bagian)
    satu = kueri()
    selesai(setda, setda.subbagian)
    pk = PerjanjianKinerja.objects.get(unit_kerja=setda.bagian)
    for n in range(9):
        isi = {"payload": {"ttd_pertama": {}}, "status": "FINAL", "perjanjian_kinerja": pk}
        Dokumen.objects.create(jenis="pk", perangkat_daerah=setda.pd, tahun=TAHUN, nomor=f"{n}", judul="PK", **isi)
    assert kueri() == satu
    assert max(satu) <= 12, satu
