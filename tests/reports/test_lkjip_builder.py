"""The annual report from the database: refused with every gap named, complete in a constant number of queries."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from indicators.exceptions import Incomplete
from indicators.models import (
    DasarHukum,
    Indikator,
    JadwalPengisian,
    Peraturan,
    StatistikPegawai,
    Status,
    TargetRenstra,
    Visi,
)
from reports.builders import lkjip
from reports.builders.permintaan import Permintaan
from reports.models import Narasi, TataDokumen
from tests.builders import (
    make_indikator,
    make_jadwal,
    make_pagu,
    make_pd,
    make_realisasi,
    make_realisasi_anggaran,
    make_rencana,
    make_sasaran,
    make_sub_kegiatan,
    make_target,
    make_unit,
)
from tests.kueri import queries_of
from tests.reports.lkjip_baca import semua_blok, tabel_payload

pytestmark = pytest.mark.django_db
TAHUN = 2025


@pytest.fixture
def setda():
    """A Setda whose year is closed: one IKU with its programme, one without."""
    pd = make_pd(nama="Sekretariat Daerah")
    make_jadwal(pd, TAHUN, 4, status=JadwalPengisian.Status.CLOSED)
    unit = make_unit(pd)
    tambah(unit, make_rencana(pd, TAHUN), make_sasaran(pd), 1)
    return pd


def tambah(unit, rencana, sasaran, n: int) -> list[Indikator]:
    """`n` IKU with target, verified value, a programme with pagu and verified realisation."""
    hasil = []
    for _ in range(n):
        i = make_indikator(unit, sasaran)
        make_target(rencana, i, "90")
        TargetRenstra.objects.create(indikator=i, tahun=TAHUN, nilai=Decimal(90))
        make_realisasi(i, "97", TAHUN, 4, status=Status.VERIFIED, penyebab="Layanan daring", solusi="Menambah petugas")
        sub = make_sub_kegiatan(unit, sasaran)
        sub.kegiatan.program.iku.add(i)
        make_pagu(rencana, sub, 1_000_000)
        make_realisasi_anggaran(sub, 990_000, TAHUN, 4, status=Status.VERIFIED, fisik=Decimal(100))
        hasil.append(i)
    return hasil


def minta(pd, **over) -> Permintaan:
    pd = type(pd).objects.select_related("pemerintah_daerah").get(pk=pd.pk)
    return Permintaan(pd, TAHUN, **over)


def sel(payload, kode: str) -> list[list[str]]:
    return [[s["teks"] for s in baris] for baris in tabel_payload(payload)[kode]["tabel"]["baris"]]


# --- Refusal ----------------------------------------------------------------------------------------------------


def test_a_report_without_anything_names_every_gap():
    kosong = make_pd()
    with pytest.raises(Incomplete) as info:
        lkjip.build(minta(kosong))
    assert [k.split(".")[0] for k in info.value.kekurangan] == [
        "Periode Renstra yang mencakup tahun 2025 belum ada",
        "Rencana tahun 2025 belum disahkan",
        "Triwulan IV tahun 2025 belum ditutup",
    ]
    assert lkjip.periksa(minta(kosong)) == info.value.kekurangan


def test_an_open_fourth_quarter_refuses_the_report(setda):
    JadwalPengisian.objects.update(status=JadwalPengisian.Status.OPEN)
    with pytest.raises(Incomplete) as info:
        lkjip.build(minta(setda))
    assert info.value.kekurangan == [
        "Triwulan IV tahun 2025 belum ditutup. Verifikasi semua lembar, lalu tutup triwulan itu."
    ]


def test_without_iku_there_is_no_report(setda):
    Indikator.objects.update(iku=False)
    assert lkjip.periksa(minta(setda))[0].startswith("Belum ada indikator kinerja utama (IKU) Sekretariat Daerah")


# --- What is missing but does not stop it -----------------------------------------------------------------------


def test_what_is_missing_is_listed_and_stands_on_its_page(setda):
    payload = lkjip.build(minta(setda))
    tampak = [b["teks"] for b in semua_blok(payload) if b["jenis"] == "kekurangan"]
    assert any(k.startswith("Visi Kabupaten") for k in tampak)
    assert any(k.startswith("Dasar hukum LKjIP") for k in tampak)
    assert any(k.startswith("Statistik pegawai") for k in tampak)
    assert set(tampak) <= set(payload["kekurangan"])
    assert any("Kepala Sekretariat Daerah" in k for k in payload["kekurangan"])


def test_what_is_there_is_not_called_missing(setda):
    periode = Indikator.objects.first().periode
    Visi.objects.create(periode=periode, uraian="Sejahtera", akronim="S")
    peraturan = Peraturan.objects.create(
        kode="perpres-29-2014", jenis="Peraturan Presiden", nomor="29", tahun=2014, tentang="Sistem Akuntabilitas"
    )
    DasarHukum.objects.create(perangkat_daerah=setda, bagian="LKJIP", peraturan=peraturan, urutan=1)
    StatistikPegawai.objects.create(
        perangkat_daerah=setda, tahun=TAHUN, kelompok="GOLONGAN", nama="Golongan IV", jumlah=3, urutan=1
    )
    payload = lkjip.build(minta(setda))
    kurang = " ".join(payload["kekurangan"])
    assert "Visi" not in kurang and "Dasar hukum" not in kurang and "Statistik" not in kurang
    assert ["", "Pegawai ASN", "3"] not in sel(payload, "Bagian 1.5")
    assert ["Jumlah", "Pegawai ASN", "3"] in sel(payload, "Bagian 1.5")


def test_an_unverified_value_does_not_count(setda):
    Indikator.objects.get().realisasi.update(status=Status.SUBMITTED)
    payload = lkjip.build(minta(setda))
    assert sel(payload, "Tabel 3.1.1")[0][-1] == "-"
    assert any("Realisasi Indikator" in k and "belum ada" in k for k in payload["kekurangan"])


def test_a_programme_with_an_unverified_realisation_has_no_total(setda):
    sub = setda.subkegiatan.get()
    sub.realisasi_anggaran.update(status=Status.DRAFT)
    payload = lkjip.build(minta(setda))
    assert sel(payload, "Tabel 3.2.1")[-1][4:] == ["Rp1.000.000", "100%", "-", "-"]
    assert any(k.startswith("Realisasi anggaran atau fisik sub kegiatan") for k in payload["kekurangan"])


def test_missing_cause_is_named(setda):
    Indikator.objects.get().realisasi.update(penyebab=" ")
    payload = lkjip.build(minta(setda))
    assert any(k.startswith("Penyebab keberhasilan atau kegagalan") for k in payload["kekurangan"])
    assert not any(k.startswith("Solusi") for k in payload["kekurangan"])


# --- The document -------------------------------------------------------------------------------------------------


def test_figures_of_the_tables(setda):
    payload = lkjip.build(minta(setda))
    assert sel(payload, "Tabel 3.1.1")[0][-2:] == ["90", "97"]
    assert sel(payload, "Tabel 3.1.7")[0][1:] == ["90", "97", "108%", "Rp1.000.000", "Rp990.000", "1,00%"]
    assert sel(payload, "Tabel 3.1.6")[0][4:] == ["Melampaui target. Layanan daring.", "Menambah petugas"]


def test_decimals_are_the_institutions(setda):
    daerah = setda.pemerintah_daerah
    daerah.desimal_capaian, daerah.desimal_anggaran = 2, 1
    daerah.save()
    payload = lkjip.build(minta(setda))
    assert sel(payload, "Tabel 3.1.7")[0][3] == "107,78%"
    assert sel(payload, "Tabel 3.2.1")[-1][-1] == "99,0%"


def test_all_seven_analyses_in_order(setda):
    payload = lkjip.build(minta(setda))
    nomor = [b["nomor"] for b in payload["bab"][2]["bagian"]]
    assert nomor == ["3.1", *(f"3.1.{n}" for n in range(1, 8)), "3.2"]
    assert [b["nomor"] for b in payload["bab"]] == ["BAB I", "BAB II", "BAB III", "BAB IV"]


def test_lists_of_contents_are_the_document(setda):
    payload = lkjip.build(minta(setda))
    isi = [(b["nomor"], b["judul"]) for bab in payload["bab"] for b in bab["bagian"]]
    assert [(r["nomor"], r["judul"]) for r in payload["daftar_isi"] if r["tingkat"] > 1] == isi
    tabel = [b["nomor"] for b in semua_blok(payload) if b["jenis"] == "tabel"]
    assert [r["nomor"] for r in payload["daftar_tabel"]] == tabel
    assert len(tabel) == len(set(tabel))
    jangkar = [r["jangkar"] for k in ("daftar_isi", "daftar_tabel", "daftar_gambar") for r in payload[k]]
    assert len(jangkar) == len(set(jangkar))


def test_the_payload_is_plain_data(setda):
    payload = lkjip.build(minta(setda, tanggal=date(2026, 1, 20)))
    assert json.loads(json.dumps(payload)) == payload
    assert "None" not in json.dumps([b.get("teks", "") for b in semua_blok(payload)])


def test_a_murni_plan_is_not_called_perubahan(setda):
    payload = lkjip.build(minta(setda))
    judul = next(b["judul"] for b in payload["bab"][1]["bagian"] if b["nomor"] == "2.5")
    assert judul == "Perjanjian Kinerja Tahun 2025"
    assert sel(payload, "Tabel 2.5 belanja")[-1][1] == "Jumlah APBD"


def test_an_undated_report_shows_where_the_date_is_missing(setda):
    assert "…" in lkjip.build(minta(setda))["ttd"]["tempat_tanggal"][0]
    dated = lkjip.build(minta(setda, tanggal=date(2026, 1, 20)))
    assert dated["ttd"]["tempat_tanggal"] == ["Kota, 20 Januari 2026"]


def test_layout_of_an_institution_is_data(setda):
    TataDokumen.objects.create(perangkat_daerah=setda, jenis="lkjip", isi={"penyusun": "Tim Penyusun"})
    assert lkjip.build(minta(setda))["sampul"]["penyusun"] == "Tim Penyusun"


# --- Narratives ---------------------------------------------------------------------------------------------------


def test_a_planners_text_replaces_the_generated_one_and_no_table(setda):
    kode = Indikator.objects.get().kode
    for bagian, teks in (("lkjip.1.1", "<p>Satu.</p><ul><li>dua</li></ul>"), (f"lkjip.3.1.1.{kode}", "<p>Uraian.</p>")):
        Narasi.objects.create(perangkat_daerah=setda, tahun=TAHUN, jenis="lkjip", bagian=bagian, teks=teks)
    Narasi.objects.create(
        perangkat_daerah=setda, tahun=TAHUN - 1, jenis="lkjip", bagian="lkjip.1.2", teks="Tahun lain."
    )
    payload = lkjip.build(minta(setda))
    ditulis = {b["kunci"]: b["html"] for b in semua_blok(payload) if b["jenis"] == "narasi" and b["ditulis"]}
    assert ditulis == {"lkjip.1.1": "<p>Satu.</p><ul><li>dua</li></ul>", f"lkjip.3.1.1.{kode}": "<p>Uraian.</p>"}
    assert sel(payload, "Tabel 3.1.1")


def test_sections_offered_to_the_planner_have_unique_keys_and_the_text_of_the_data(setda):
    Narasi.objects.create(perangkat_daerah=setda, tahun=TAHUN, jenis="lkjip", bagian="lkjip.1.1", teks="Sendiri.")
    bagian = lkjip.narasi(minta(setda))
    kunci = [b.kunci for b in bagian]
    assert len(kunci) == len(set(kunci))
    assert {"lkjip.kata_pengantar", "lkjip.1.1", "lkjip.3.1.4", "lkjip.4.2"} <= set(kunci)
    assert next(b.bawaan for b in bagian if b.kunci == "lkjip.1.1").startswith("Setiap perangkat daerah wajib")


# --- Cost -----------------------------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_the_rows(setda):
    unit, rencana = setda.unit_kerja.get(), setda.rencana.get()
    permintaan = minta(setda)

    def hitung() -> int:
        return queries_of(lambda: lkjip.build(permintaan))

    tambah(unit, rencana, make_sasaran(setda), 2)
    tiga = hitung()
    tambah(unit, rencana, make_sasaran(setda), 27)
    assert hitung() == tiga <= 55


def test_tables_keep_their_ids_whatever_number_is_printed(setda):
    blok = tabel_payload(lkjip.build(minta(setda)))
    assert blok["Tabel 3.1.7"]["nomor"] == "Tabel 3.1.5"  # no predikat, no opinion: two tables fewer before it
    assert blok["Tabel 3.1.8"]["nomor"] == "Tabel 3.1.6a"
    assert blok["Tabel 3.1.8 rincian"]["nomor"] == "Tabel 3.1.6b"


def test_an_institution_without_budget_and_history_still_gets_its_report():
    pd = make_pd()
    make_jadwal(pd, TAHUN, 4, status=JadwalPengisian.Status.CLOSED)
    sasaran = make_sasaran(pd)
    tujuan = make_indikator(make_unit(pd), sasaran, arah="TURUN")
    Indikator.objects.filter(pk=tujuan.pk).update(jenjang="tujuan", sasaran=None, tujuan=sasaran.tujuan)
    make_target(make_rencana(pd, TAHUN), tujuan, "10")
    make_realisasi(tujuan, "12", TAHUN, 4, status=Status.VERIFIED)
    payload = lkjip.build(minta(pd))
    html = render_to_string(lkjip.TEMPLATE, payload)
    assert sel(payload, "Tabel 3.1.1")[0][-2:] == ["10", "12"]
    assert sel(payload, "Tabel 3.1.7")[0][1:] == ["10", "12", "80%", "-", "-", "-"]  # (2 × 10 − 12) / 10
    assert "Tabel 2.5 belanja" not in tabel_payload(payload)
    assert any(k.startswith("Pagu anggaran tahun 2025 belum diisi") for k in payload["kekurangan"])
    tanda = [b for b in semua_blok(payload) if b["jenis"] == "kekurangan"] + payload["lampiran_kurang"]
    assert html.count("Belum lengkap:") == len([*tanda, payload["reviu"]["kurang"]])
    assert "None" not in html
