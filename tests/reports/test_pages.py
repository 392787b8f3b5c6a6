"""The document pages: who sees what, and what a refusal looks like."""

import pytest
from django.urls import reverse

from indicators.models import Pejabat, RencanaTahunan
from reports.models import Dokumen, TataDokumen
from tests import builders as b
from tests.reports.centang import dicentang


def alamat(cast, nama, jenis="sk-iku", *lain) -> str:
    return reverse(f"reports:{nama}", args=[cast.pd.kode, 2025, jenis, *lain])


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


def test_the_list_says_per_kind_what_is_missing(planner, lengkap):
    Pejabat.objects.filter(jenis="KEPALA_DAERAH").delete()
    isi = planner.get(reverse("reports:daftar") + "?tahun=2025").content.decode()
    assert "menjabat sebagai Pihak Kedua" in isi
    assert alamat(lengkap, "pratinjau") in isi
    assert alamat(lengkap, "pratinjau", "pk") not in isi


def test_the_list_shows_leaders_no_buttons_they_may_not_use(client, lengkap):
    client.force_login(lengkap.leader)
    isi = client.get(reverse("reports:daftar") + "?tahun=2025").content.decode()
    assert alamat(lengkap, "pratinjau") in isi
    assert alamat(lengkap, "finalisasi") not in isi


@pytest.mark.parametrize(("siapa", "kode"), [("operator", 403), ("admin", 403), ("planner", 200), ("auditor", 200)])
def test_the_list_is_for_those_who_see_the_whole_agency(client, lengkap, siapa, kode):
    client.force_login(getattr(lengkap, siapa))
    assert client.get(reverse("reports:daftar")).status_code == kode


def test_an_auditor_of_two_agencies_chooses(client, lengkap):
    lain = b.make_pd(lengkap.pemda, nama="Dinas Lain")
    client.force_login(lengkap.auditor)
    isi = client.get(reverse("reports:daftar") + f"?pd={lain.kode}").content.decode()
    assert "Dinas Lain" in isi
    assert f'value="{lain.kode}" selected' in isi


@pytest.mark.parametrize("nama", ["pratinjau", "unduh", "finalisasi", "narasi"])
@pytest.mark.parametrize("siapa", ["operator", "other", "admin", "outsider", "outsider_planner"])
def test_outside_the_scope_nothing_is_there(client, lengkap, siapa, nama):
    client.force_login(getattr(lengkap, siapa))
    assert client.get(alamat(lengkap, nama)).status_code == 404


@pytest.mark.parametrize(("unduh", "awal"), [("pratinjau", "inline"), ("unduh", "attachment")])
def test_a_draft_comes_as_a_pdf(planner, lengkap, unduh, awal):
    jawaban = planner.get(alamat(lengkap, unduh, "pk"))
    assert jawaban["Content-Type"] == "application/pdf"
    assert jawaban["Content-Disposition"].startswith(awal)
    assert f"draf-pk-{lengkap.pd.kode}-2025.pdf" in jawaban["Content-Disposition"]
    assert jawaban.content.startswith(b"%PDF")


def test_what_cannot_be_made_says_what_to_complete(planner, lengkap):
    jawaban = planner.get(reverse("reports:pratinjau", args=[lengkap.pd.kode, 2030, "pk"]))
    assert jawaban.status_code == 422
    assert "Belum ada rencana tahunan 2030 yang disahkan" in jawaban.content.decode()


def test_a_broken_layout_is_a_sentence_and_not_an_error(planner, lengkap):
    TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="sk-iku", isi={"diktum": 3})
    jawaban = planner.get(alamat(lengkap, "pratinjau"))
    assert jawaban.status_code == 422
    assert "“diktum” harus berupa daftar" in jawaban.content.decode()


def test_an_unknown_kind_or_plan_is_not_there(planner, lengkap):
    assert planner.get(alamat(lengkap, "pratinjau", "surat")).status_code == 404
    assert planner.get(alamat(lengkap, "pratinjau", "pk") + "?rencana=999999").status_code == 404
    asing = b.make_rencana(b.make_pd())
    assert planner.get(alamat(lengkap, "pratinjau", "pk") + f"?rencana={asing.pk}").status_code == 404


@pytest.mark.usefixtures("cetak_cepat")
def test_finishing_in_the_browser(planner, lengkap):
    url = alamat(lengkap, "finalisasi")
    assert planner.get(url).status_code == 200
    data = {"nomor": " 13  TAHUN 2025", "tanggal": "2025-01-03", "diperiksa": dicentang(planner, url)}
    jawaban = planner.post(url, data, follow=True)
    dokumen = Dokumen.objects.get()
    assert dokumen.nomor == "13 TAHUN 2025"
    assert "selesai dan dibekukan" in jawaban.content.decode()
    berkas = planner.get(reverse("reports:berkas", args=[dokumen.pk]))
    assert b"".join(berkas.streaming_content).startswith(b"%PDF")


@pytest.mark.usefixtures("cetak_cepat")
def test_a_changed_agreement_needs_its_reason(planner, lengkap):
    perubahan = b.make_rencana(lengkap.pd, urutan=2, jenis=RencanaTahunan.Jenis.PERUBAHAN, berlaku_mulai=4)
    b.make_target(perubahan, lengkap.indikator)
    url, data = alamat(lengkap, "finalisasi", "pk"), {"tanggal": "2025-10-03"}
    assert planner.post(url, data).status_code == 422
    assert planner.post(url, data | {"alasan": "STRATEGI"}).status_code == 302
    dokumen = Dokumen.objects.get()
    assert dokumen.perjanjian_kinerja.alasan == "STRATEGI"
    assert "karena perubahan strategi yang memengaruhi tujuan dan sasaran" in dokumen.payload["alasan"]
    murni = f"{url}?rencana={lengkap.rencana.pk}"
    assert "Alasan perubahan" not in planner.get(murni).content.decode()


def test_a_refusal_keeps_what_was_typed(planner, lengkap):
    Pejabat.objects.filter(jenis="SEKDA").update(mulai="2025-06-01")
    jawaban = planner.post(alamat(lengkap, "finalisasi"), {"nomor": "13 TAHUN 2025", "tanggal": "2025-01-03"})
    assert jawaban.status_code == 422
    assert "Belum tercatat Sekretaris Daerah" in jawaban.content.decode()
    assert 'value="13 TAHUN 2025"' in jawaban.content.decode()


@pytest.mark.parametrize("siapa", ["leader", "auditor"])
def test_who_may_look_may_not_finish(client, lengkap, siapa):
    client.force_login(getattr(lengkap, siapa))
    data = {"nomor": "13 TAHUN 2025", "tanggal": "2025-01-03"}
    assert client.post(alamat(lengkap, "finalisasi"), data).status_code == 403
    assert not Dokumen.objects.exists()


@pytest.mark.usefixtures("cetak_cepat")
def test_a_finished_file_is_for_those_who_see_the_agency(client, planner, lengkap):
    url = alamat(lengkap, "finalisasi")
    planner.post(url, {"nomor": "1", "tanggal": "2025-01-03", "diperiksa": dicentang(planner, url)})
    url = reverse("reports:berkas", args=[Dokumen.objects.get().pk])
    for siapa, kode in (("auditor", 200), ("leader", 200), ("operator", 404), ("outsider_planner", 404)):
        client.force_login(getattr(lengkap, siapa))
        assert client.get(url).status_code == kode, siapa


def test_the_list_of_agreements_names_the_parties(planner, lengkap):
    isi = planner.get(reverse("reports:pk_daftar", args=[lengkap.pd.kode, 2025])).content.decode()
    assert "Murni" in isi
    assert "KEPALA" in isi
    assert f"?rencana={lengkap.rencana.pk}" in isi


def test_a_decree_has_no_narrative(planner, lengkap):
    assert "tidak memuat narasi" in planner.get(alamat(lengkap, "narasi")).content.decode()
    assert planner.get(alamat(lengkap, "narasi_bagian", "sk-iku", "lkjip.1.1")).status_code == 404
