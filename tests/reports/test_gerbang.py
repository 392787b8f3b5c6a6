"""The checklist before a document is finished: on the page, in the service, in the audit trail."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.exceptions import Incomplete, InvalidValue
from indicators.models import AuditEvent, Pejabat, TargetRenstra
from indicators.selectors.pemeriksaan import temuan_data
from indicators.services import audit
from indicators.services.temuan import temuan_terima
from reports import gerbang, services
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, Narasi, TataDokumen
from tests import builders as b
from tests.reports.centang import dicentang

pytestmark = pytest.mark.usefixtures("cetak_cepat")


@pytest.fixture
def planner(client, lengkap):
    client.force_login(lengkap.planner)
    return client


@pytest.fixture
def sempurna(lengkap):
    """The cast with a target in every year and an indikator below every sasaran: nothing is to be looked at."""
    for tahun in (2021, 2022, 2023, 2024, 2026):
        TargetRenstra.objects.create(indikator=lengkap.indikator, tahun=tahun, nilai=Decimal(80))
    b.make_indikator(lengkap.unit, lengkap.sub_kegiatan.kegiatan.program.sasaran, iku=False)
    return lengkap


def url(cast, jenis="sk-iku") -> str:
    return reverse("reports:finalisasi", args=[cast.pd.kode, 2025, jenis])


def minta(cast, **over) -> Permintaan:
    isi = {"nomor": "13 TAHUN 2025", "tanggal": date(2025, 1, 3), "final": True}
    return Permintaan(cast.pd, 2025, **isi | over)


def selesaikan(cast, **over) -> Dokumen:
    return services.dokumen_finalize(jenis="sk-iku", permintaan=minta(cast, **over), by=cast.planner)


def judul(butir) -> list[str]:
    return [b.judul for b in butir]


def test_a_complete_document_passes_without_a_tick(sempurna):
    daftar = gerbang.periksa("sk-iku", minta(sempurna))
    assert (judul(daftar.halangan), judul(daftar.perlu_diperiksa)) == ([], [])
    assert selesaikan(sempurna, diperiksa=frozenset()).status == "FINAL"


def test_what_is_to_be_looked_at_must_be_ticked_and_stays_in_the_audit_trail(lengkap):
    with pytest.raises(InvalidValue, match="Periksa dan centang dahulu: .*IKU tanpa target"):
        selesaikan(lengkap, diperiksa=frozenset())
    assert not Dokumen.objects.exists()
    butir = gerbang.periksa("sk-iku", minta(lengkap)).perlu_diperiksa
    dokumen = selesaikan(lengkap, diperiksa=frozenset(x.sidik for x in butir))
    event = AuditEvent.objects.get(aksi="dokumen.finalized", objek_id=dokumen.pk)
    assert any("Target tahun 2021, 2022, 2023, 2024, 2026 belum diisi" in k for k in event.sesudah["diperiksa"])


def test_a_warning_accepted_with_a_reason_needs_no_tick(sempurna):
    TargetRenstra.objects.update(nilai=Decimal(10))
    TargetRenstra.objects.filter(tahun=2026).update(nilai=Decimal(50))
    assert judul(gerbang.periksa("sk-iku", minta(sempurna)).perlu_diperiksa) == [
        "Target tahun terakhir adalah jumlah tahun sebelumnya"
    ]
    semua = temuan_data(sempurna.pd, sempurna.indikator.periode, 2025)
    isi = {"temuan": [t for t in semua if t.aturan.kunci == "target-akhir-jumlah"], "alasan": "Memang lima kali lipat"}
    temuan_terima(perangkat_daerah=sempurna.pd, tahun=2025, by=sempurna.planner, **isi)
    daftar = gerbang.periksa("sk-iku", minta(sempurna))
    assert daftar.perlu_diperiksa == []
    (butir,) = [x for x in daftar.lulus if "diterima dengan alasan" in x.judul]
    assert butir.kalimat[0].endswith("Diterima: Memang lima kali lipat")


def test_what_is_wrong_with_the_pohon_is_looked_at_before_the_book_that_prints_it(sempurna):
    b.make_sasaran(sempurna.pd, unit_kerja=sempurna.unit)
    b.make_unit(sempurna.pd, nama="Bagian Tanpa Kinerja")
    butir = {x.judul: x for x in gerbang.periksa("buku-iku", minta(sempurna)).perlu_diperiksa}
    assert any("Bagian Tanpa Kinerja belum berkontribusi" in k for k in butir["Unit tanpa kontribusi"].kalimat)
    assert "Unit tanpa kontribusi" not in judul(gerbang.periksa("sk-iku", minta(sempurna)).perlu_diperiksa)


def test_a_tick_holds_for_what_was_shown_and_nothing_newer(lengkap):
    butir = gerbang.periksa("sk-iku", minta(lengkap)).perlu_diperiksa
    Pejabat.objects.filter(jenis="SEKDA").update(pangkat="")
    with pytest.raises(InvalidValue, match="NIP atau pangkat belum diisi"):
        selesaikan(lengkap, diperiksa=frozenset(x.sidik for x in butir))


def test_the_service_refuses_what_blocks_even_for_a_command(sempurna):
    lain = b.make_pemda(nama="Kabupaten Antah Berantah")
    TataDokumen.objects.create(
        perangkat_daerah=sempurna.pd, jenis="sk-iku", isi={"menimbang": [f"bahwa {lain.nama} perlu indikator;"]}
    )
    with pytest.raises(Incomplete) as tolak:
        services.dokumen_finalize(jenis="sk-iku", permintaan=minta(sempurna), by=None)
    (kalimat,) = tolak.value.kekurangan
    assert "Menimbang: menyebut Kabupaten Antah Berantah. Ganti dengan nama sendiri." in kalimat
    assert not Dokumen.objects.exists()


def test_the_page_shows_the_checklist_and_offers_no_button_while_something_blocks(planner, lengkap):
    isi = planner.get(url(lengkap)).content.decode()
    assert "Saya sudah memeriksa hal ini" in isi
    assert "Tidak ada yang menghalangi" in isi
    Pejabat.objects.filter(jenis="SEKDA").delete()
    isi = planner.get(url(lengkap)).content.decode()
    assert "Belum tercatat Sekretaris Daerah" in isi and "Unit kerja › Pimpinan perangkat daerah" in isi
    assert f'href="{reverse("indicators:unit_daftar")}?pd={lengkap.pd.kode}' in isi
    assert "Menghalangi" in isi
    assert "Selesaikan dan bekukan</button>" not in isi


def test_a_missing_tick_is_refused_and_what_was_typed_and_ticked_stays(planner, lengkap):
    centang = dicentang(planner, url(lengkap))
    assert len(centang) > 1
    data = {"nomor": "13 TAHUN 2025", "tanggal": "2025-01-03", "diperiksa": centang[:1]}
    jawaban = planner.post(url(lengkap), data)
    assert jawaban.status_code == 422
    isi = jawaban.content.decode()
    assert "Periksa dan centang dahulu" in isi
    assert 'value="13 TAHUN 2025"' in isi
    assert f'value="{centang[0]}" checked' in isi
    assert not Dokumen.objects.exists()


def narasi_payload(ditulis: bool, asli: str) -> dict:
    blok = {"jenis": "narasi", "kunci": "lkjip.1.1", "judul": "Latar Belakang", "html": "<p>A.</p>", "asli": asli}
    return {"bab": [], "kata_pengantar": blok | {"ditulis": ditulis}}


def test_a_text_whose_section_is_gone_is_to_be_looked_at(lengkap):
    Narasi.objects.create(
        perangkat_daerah=lengkap.pd, tahun=2025, jenis="lkjip", bagian="lkjip.3.1.5.ikm", teks="<p>A.</p>"
    )
    butir = gerbang.periksa("lkjip", Permintaan(lengkap.pd, 2025), narasi_payload(False, "Serapan 95%."))
    assert "Ada tulisan tanpa bagian" in judul(butir.perlu_diperiksa)


def test_a_text_written_from_other_data_is_to_be_looked_at(lengkap):
    dasar = {"perangkat_daerah": lengkap.pd, "tahun": 2025, "jenis": "lkjip", "bagian": "lkjip.1.1"}
    Narasi.objects.create(**dasar, teks="<p>A.</p>", dasar="Serapan 90%.")
    butir = gerbang.periksa("lkjip", Permintaan(lengkap.pd, 2025), narasi_payload(True, "Serapan 95%."))
    assert "Narasi ditulis dari data yang sudah berubah" in judul(butir.perlu_diperiksa)
    butir = gerbang.periksa("lkjip", Permintaan(lengkap.pd, 2025), narasi_payload(True, "Serapan 90%."))
    assert "Narasi sesuai dengan data terakhir" in judul(butir.lulus)


@pytest.mark.parametrize(("pilihan", "keadaan"), [(None, "periksa"), ("halangan", "halangan"), ("lulus", "lulus")])
def test_an_institution_decides_how_much_it_asks_for_the_review(lengkap, pilihan, keadaan):
    if pilihan:
        TataDokumen.objects.create(perangkat_daerah=lengkap.pd, jenis="lkjip", isi={"gerbang": {"reviu": pilihan}})
    daftar = gerbang.periksa("lkjip", Permintaan(lengkap.pd, 2025), {"bab": []})
    assert [x.keadaan for x in daftar.butir if x.judul == "Reviu LKjIP"] == [keadaan]


def test_a_report_on_an_open_quarter_is_held_back(lengkap):
    daftar = gerbang.periksa("laporan-triwulan", Permintaan(lengkap.pd, 2025, triwulan=1), {"bagian": []})
    assert "Triwulan belum ditutup" in judul(daftar.halangan)


@pytest.mark.parametrize(("nilai", "keadaan"), [("72.31", "periksa"), ("73.00", "halangan")])
def test_a_sum_off_by_rounding_is_looked_at_and_a_wrong_one_blocks(lengkap, nilai, keadaan):
    """72,30 beside 72,31 is the evaluator's rounding of five components; 73,00 is a mistake."""
    satu = b.make_realisasi(lengkap.indikator, nilai, triwulan=4)
    for n, isi in enumerate(("24.30", "21.00", "11.00", "10.00", "6.00")):
        satu.rincian.create(urutan=n, uraian=f"Komponen {n}", nilai=Decimal(isi))
    daftar = gerbang.periksa("lkjip", Permintaan(lengkap.pd, 2025), {"bab": []})
    assert [x.keadaan for x in daftar.butir if x.judul == "Rincian tidak sama dengan nilainya"] == [keadaan]


@pytest.mark.parametrize("siapa", ["leader", "auditor"])
def test_who_may_not_finish_reads_the_findings_without_ticks(client, lengkap, siapa):
    client.force_login(getattr(lengkap, siapa))
    isi = client.get(reverse("reports:temuan", args=[lengkap.pd.kode, 2025, "sk-iku"])).content.decode()
    assert "IKU tanpa target" in isi
    assert "Saya sudah memeriksa" not in isi
    assert url(lengkap) not in isi


def tercatat(cast) -> None:
    """What every write leaves behind."""
    kejadian = audit.Event(
        "indikator.changed", cast.indikator, "uji", perangkat_daerah=cast.pd, pemerintah_daerah=cast.pemda
    )
    audit.record(cast.planner, kejadian)


def test_a_kept_checklist_follows_what_is_written_here_and_what_is_named_elsewhere(
    lengkap, django_assert_max_num_queries
):
    minta = Permintaan(lengkap.pd, 2025)
    lengkap.indikator.nama = "Kinerja Kabupaten Seberang"
    lengkap.indikator.save()
    tercatat(lengkap)
    assert "Nama daerah atau perangkat daerah lain" not in judul(gerbang.periksa_untuk_dibaca("sk-iku", minta).butir)
    with django_assert_max_num_queries(4):
        gerbang.periksa_untuk_dibaca("sk-iku", minta)
    b.make_pemda(nama="Kabupaten Seberang")
    assert "Nama daerah atau perangkat daerah lain" in judul(gerbang.periksa_untuk_dibaca("sk-iku", minta).halangan)
    lengkap.indikator.nama = "Kinerja"
    lengkap.indikator.save()
    tercatat(lengkap)
    assert "Nama daerah atau perangkat daerah lain" not in judul(gerbang.periksa_untuk_dibaca("sk-iku", minta).butir)
