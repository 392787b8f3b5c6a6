"""The team of the annual report and its review: recorded by who may, traced, printed, and named while missing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from indicators.exceptions import Incomplete, InvalidValue, NotAllowed, StaleData
from indicators.models import AuditEvent, JadwalPengisian, Pejabat, TargetRenstra
from reports import services
from reports.builders import lkjip
from reports.builders.permintaan import Permintaan
from reports.models import AnggotaTim, Dokumen, PernyataanReviu, TataDokumen, TimPenyusun
from reports.services import IsiReviu, IsiTim, Kursi
from tests import builders as b
from tests.kueri import queries_of

TAHUN = 2025
SUSUNAN = (
    Kursi("PENGARAH", "Sekretaris Daerah"),
    Kursi("ANGGOTA", "Kepala Bagian Umum"),
    Kursi("ANGGOTA", "Kabag Hukum"),
)
KEPUTUSAN = IsiTim("13 TAHUN 2026", date(2026, 1, 3), SUSUNAN)
REVIU = IsiReviu("700/1/2026", date(2026, 3, 2), "Kota Uji", "NAMA AUDITOR, SE", "Inspektur Kabupaten Uji")


@pytest.fixture
def tahun_tutup(lengkap):
    """The year of the cast is closed, so that its report can be made."""
    b.make_jadwal(lengkap.pd, TAHUN, 4, status=JadwalPengisian.Status.CLOSED)
    TargetRenstra.objects.get_or_create(indikator=lengkap.indikator, tahun=TAHUN, defaults={"nilai": 90})
    return lengkap


def simpan_tim(cast, isi=KEPUTUSAN, by=None, sidik=None) -> TimPenyusun:
    kini = TimPenyusun.objects.filter(perangkat_daerah=cast.pd, tahun=TAHUN).first()
    sidik = services.tim_sidik(kini) if sidik is None else sidik
    return services.tim_save(perangkat_daerah=cast.pd, tahun=TAHUN, isi=isi, sidik=sidik, by=by or cast.planner)


def simpan_reviu(cast, isi=REVIU, by=None, sidik="") -> PernyataanReviu:
    return services.reviu_save(perangkat_daerah=cast.pd, tahun=TAHUN, isi=isi, sidik=sidik, by=by or cast.auditor)


def minta(cast, **over) -> Permintaan:
    return Permintaan(cast.pd, TAHUN, **over)


# --- Recording --------------------------------------------------------------------------------------------------------


def test_a_team_is_kept_in_order_and_traced(cast):
    tim = simpan_tim(cast)
    assert [(a.kedudukan, a.jabatan) for a in tim.anggota.all()] == [(k.kedudukan, k.jabatan) for k in SUSUNAN]
    event = AuditEvent.objects.get(aksi="tim_penyusun.saved")
    assert event.sesudah["anggota"][0] == "Pengarah: Sekretaris Daerah"
    simpan_tim(cast)
    assert AuditEvent.objects.filter(aksi="tim_penyusun.saved").count() == 1, "nothing changed"


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (IsiTim("", None, ()), "sedikitnya satu jabatan"),
        (IsiTim("", None, (SUSUNAN[1], Kursi("KETUA", "kepala bagian umum"))), "dua kali dalam tim"),
        (IsiTim("13", date(2024, 12, 31), SUSUNAN), "harus dalam tahun 2025 atau 2026"),
    ],
)
def test_a_team_that_cannot_be_is_refused(cast, isi, kalimat):
    with pytest.raises(InvalidValue, match=kalimat):
        simpan_tim(cast, isi)
    assert not TimPenyusun.objects.exists()


def test_who_saves_over_another_ones_work_is_told(cast):
    simpan_tim(cast)
    with pytest.raises(StaleData):
        simpan_tim(cast, IsiTim("", None, SUSUNAN[:1]), sidik="")
    assert AnggotaTim.objects.count() == 3


def test_a_review_is_recorded_by_the_auditor_alone(cast):
    for siapa in (cast.planner, cast.leader, cast.operator):
        with pytest.raises(NotAllowed):
            simpan_reviu(cast, by=siapa)
    reviu = simpan_reviu(cast)
    assert (reviu.oleh, reviu.nomor) == (cast.auditor, "700/1/2026")
    assert AuditEvent.objects.get(aksi="reviu.recorded").sesudah["nama"] == "NAMA AUDITOR, SE"
    with pytest.raises(StaleData):
        simpan_reviu(cast)
    with pytest.raises(NotAllowed):
        simpan_tim(cast, by=cast.auditor)


def test_no_review_before_the_year_has_ended(cast):
    with pytest.raises(InvalidValue, match="setelah tahun itu berakhir"):
        simpan_reviu(cast, IsiReviu("", date(2025, 12, 31), "X", "Y", "Z"))


# --- Pages ------------------------------------------------------------------------------------------------------------


def isi_halaman(client, nama, cast) -> str:
    return client.get(reverse(f"reports:{nama}", args=[cast.pd.kode, TAHUN])).content.decode()


def test_the_team_is_edited_without_a_script(client, cast):
    simpan_tim(cast)
    client.force_login(cast.planner)
    isi = isi_halaman(client, "tim", cast)
    sidik = re.search(r'name="sidik" value="(\w+)"', isi)[1]
    kiriman = {
        "nomor": "14",
        "tanggal": "2026-01-04",
        "sidik": sidik,
        "kursi-TOTAL_FORMS": "7",
        "kursi-INITIAL_FORMS": "3",
    }
    baris = [
        ("2", "PENGARAH", "Sekretaris Daerah"),
        ("1", "ANGGOTA", "Kepala Bagian Umum"),
        ("3", "ANGGOTA", "Kabag Hukum"),
    ]
    for n, (urutan, kedudukan, jabatan) in enumerate([*baris, ("", "KETUA", "  Asisten   I ")]):
        kiriman |= {f"kursi-{n}-urutan": urutan, f"kursi-{n}-kedudukan": kedudukan, f"kursi-{n}-jabatan": jabatan}
    kiriman["kursi-2-hapus"] = "on"
    kiriman |= {f"kursi-{n}-kedudukan": "ANGGOTA" for n in range(4, 7)}
    url = reverse("reports:tim", args=[cast.pd.kode, TAHUN])
    assert client.post(url, kiriman).status_code == 302
    assert list(AnggotaTim.objects.values_list("jabatan", flat=True)) == [
        "Kepala Bagian Umum",
        "Sekretaris Daerah",
        "Asisten I",
    ]
    jawaban = client.post(url, kiriman, follow=True)
    assert services.lampiran.TIM_BERUBAH in jawaban.content.decode(), "the page was an old one"
    ditolak = client.post(url, kiriman | {"sidik": services.tim_sidik(TimPenyusun.objects.get()), "tanggal": "kemarin"})
    assert ditolak.status_code == 422


def test_the_auditor_records_the_review_on_its_page_and_the_planner_reads_it(client, cast):
    url = reverse("reports:reviu", args=[cast.pd.kode, TAHUN])
    client.force_login(cast.auditor)
    kiriman = {"tanggal": "2026-03-02", "tempat": "Kota Uji", "nama": "NAMA", "jabatan": "Inspektur", "sidik": ""}
    assert client.post(url, kiriman | {"tanggal": "2025-03-02"}).status_code == 422
    assert "NIP terdiri dari 18 angka" in client.post(url, kiriman | {"nip": "1970"}).content.decode()
    assert client.post(url, kiriman | {"nip": "197001011995011001"}).status_code == 302
    assert PernyataanReviu.objects.get().nip == "19700101 199501 1 001"
    client.force_login(cast.planner)
    isi = isi_halaman(client, "reviu", cast)
    assert "telah direviu oleh Inspektur, NAMA" in isi
    assert "<textarea" not in isi
    assert "Kembali ke daftar dokumen" in isi


def test_the_pages_cost_the_same_whatever_the_size_of_the_team(client, cast):
    client.force_login(cast.planner)

    def hitung(nama: str) -> int:
        isi_halaman(client, nama, cast)
        return queries_of(lambda: isi_halaman(client, nama, cast))

    simpan_tim(cast)
    tiga = hitung("tim")
    simpan_tim(cast, IsiTim("", None, tuple(Kursi("ANGGOTA", f"Kepala Bagian {n}") for n in range(40))))
    assert hitung("tim") == tiga <= 12
    assert hitung("reviu") <= 12


# --- In the report ----------------------------------------------------------------------------------------------------


def test_a_draft_names_what_is_not_recorded_and_what_to_do(tahun_tutup):
    payload = lkjip.build(minta(tahun_tutup))
    assert [x["jenis"] for x in payload["lampiran"]] == ["pk"]
    assert payload["reviu"]["kurang"] is not None
    kurang = " ".join(payload["kekurangan"])
    for kalimat in ("halaman Tim penyusun", "halaman Pernyataan reviu", "Selesaikan Perjanjian Kinerja itu"):
        assert kalimat in kurang


def test_what_is_recorded_is_annexed_and_listed(tahun_tutup):
    simpan_tim(tahun_tutup)
    simpan_reviu(tahun_tutup)
    payload = lkjip.build(minta(tahun_tutup))
    pk, tim = payload["lampiran"]
    assert (pk["nomor"], tim["nomor"]) == ("LAMPIRAN I", "LAMPIRAN II")
    assert tim["isi"]["kepala"]["nomor"] == "NOMOR 13 TAHUN 2026"
    assert tim["isi"]["diktum"][1]["butir"], "the tasks of the team"
    tabel = tim["isi"]["lampiran"][0]["kelompok"][0]["tabel"]
    assert [baris[-1]["teks"] for baris in tabel["baris"]] == [k.jabatan for k in SUSUNAN]
    assert [r["judul"] for r in payload["daftar_isi"]][-2:] == [pk["judul"], tim["judul"]]
    assert payload["reviu"]["ttd"]["nama"] == "NAMA AUDITOR, SE"
    assert "700/1/2026" in payload["reviu"]["alinea"][-1]


@pytest.mark.usefixtures("cetak_cepat")
def test_the_finished_agreement_is_annexed_as_it_was_frozen(tahun_tutup):
    tanda = {"nomor": "1", "tanggal": date(2025, 1, 6), "final": True}
    pk = services.dokumen_finalize(jenis="pk", permintaan=minta(tahun_tutup, **tanda), by=tahun_tutup.planner)
    Pejabat.objects.update(nama="NAMA LAIN")
    payload = lkjip.build(minta(tahun_tutup))
    assert payload["lampiran"][0]["isi"] == Dokumen.objects.get(pk=pk.pk).payload
    assert not any("Selesaikan Perjanjian Kinerja" in k for k in payload["kekurangan"])


def test_a_finished_report_needs_its_agreement_and_the_number_of_its_decree(tahun_tutup):
    akhir = {"tanggal": date(2026, 2, 1), "final": True}
    with pytest.raises(Incomplete) as galat:
        lkjip.build(minta(tahun_tutup, **akhir))
    assert "Selesaikan Perjanjian Kinerja itu" in galat.value.kekurangan[0]
    TataDokumen.objects.create(perangkat_daerah=tahun_tutup.pd, jenis="lkjip", isi={"lampiran": ["sk_tim"]})
    payload = lkjip.build(minta(tahun_tutup, **akhir))
    assert "reviu" not in payload, "a finished report says nothing of what there is not"
    assert payload["lampiran_kurang"] == []
    simpan_tim(tahun_tutup, IsiTim("", None, SUSUNAN))
    with pytest.raises(Incomplete) as galat:
        lkjip.build(minta(tahun_tutup, **akhir))
    assert "Nomor atau tanggal keputusan" in galat.value.kekurangan[0]


def test_an_unknown_annex_is_refused(tahun_tutup):
    TataDokumen.objects.create(perangkat_daerah=tahun_tutup.pd, jenis="lkjip", isi={"lampiran": ["peta"]})
    with pytest.raises(InvalidValue, match="peta"):
        lkjip.build(minta(tahun_tutup))
