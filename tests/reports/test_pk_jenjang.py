"""The agreements below the head of an agency, and that of the regency's head: parties, tables, refusals."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from indicators.exceptions import Incomplete
from indicators.models import Indikator, Pejabat, PerangkatDaerah, RencanaTahunan, UnitKerja
from reports import pdf, services
from reports.builders import perjanjian_kinerja, pk_semua
from reports.builders.permintaan import Permintaan
from reports.models import Dokumen, PerjanjianKinerja
from tests import builders as b
from tests.kueri import queries_of
from tests.reports.baca import buka, teks
from tests.reports.test_perjanjian_kinerja import bupati, sel
from tests.reports.test_sk_iku import sekda

TAHUN = 2024


def pejabat(unit, jenis, **over) -> Pejabat:
    """The head of a unit."""
    pd = unit.perangkat_daerah
    isi = {"nama": f"KEPALA {unit.nama}".upper(), "jabatan": f"Kepala {unit.nama}"}
    return Pejabat.objects.create(
        pemerintah_daerah=pd.pemerintah_daerah, perangkat_daerah=pd, unit_kerja=unit, jenis=jenis, **isi | over
    )


class Contoh:
    """A Setda: Asisten > Bagian (sasaran of its own, kegiatan) > Subbagian (sub kegiatan); a plan with budget."""

    def __init__(self):
        self.pd = b.make_pd(b.make_pemda(nama="Kabupaten Uji", tempat="Kota Uji"))
        self.sekda, self.bupati = sekda(self.pd), bupati(self.pd)
        self.asisten = b.make_unit(self.pd, nama="Asisten Umum", jenis="ASISTEN", kode="asisten")
        self.bagian = b.make_unit(self.pd, nama="Bagian Tata Usaha", induk=self.asisten, kode="bagian")
        self.subbagian = b.make_unit(self.pd, nama="Subbagian Arsip", jenis="SUBBAGIAN", induk=self.bagian, kode="sub")
        self.kepala = {
            "asisten": pejabat(self.asisten, "ASISTEN"),
            "bagian": pejabat(self.bagian, "KABAG"),
            "subbagian": pejabat(self.subbagian, "KASUBBAG"),
        }
        self.rencana = b.make_rencana(self.pd, TAHUN)
        self.satu = b.make_sub_kegiatan(self.bagian, uraian="Menata arsip")
        self.dua = b.make_sub_kegiatan(
            self.subbagian, kegiatan=self.satu.kegiatan, uraian="Menyusutkan arsip", urutan=9999
        )
        b.make_pagu(self.rencana, self.satu, 1_000_000)
        b.make_pagu(self.rencana, self.dua, 500_000)
        self.sasaran = b.make_sasaran(self.pd, unit_kerja=self.bagian, uraian="Tertibnya arsip")
        self.target(self.bagian, "sasaran", self.sasaran, "Arsip tertib", 80)
        self.target(self.bagian, "kegiatan", self.satu.kegiatan, "Kegiatan terlaksana", 100)
        self.target(self.subbagian, "sub_kegiatan", self.dua, "Arsip disusutkan", 12)
        b.make_target(self.rencana, b.make_indikator(self.bagian, nama="IKU Setda"), 90)

    def target(self, unit, jenjang, unsur, nama, nilai):
        """An indikator of one level with its target."""
        indikator = Indikator.objects.create(
            periode=unsur.periode,
            perangkat_daerah=self.pd,
            unit_kerja=unit,
            jenjang=jenjang,
            kode=f"indikator-uji-{Indikator.objects.count()}",
            nama=nama,
            **{jenjang: unsur},
        )
        return b.make_target(self.rencana, indikator, nilai)

    def build(self, siapa="", **over):
        """The payload of the agreement of one unit."""
        unit = getattr(self, siapa) if siapa else None
        return perjanjian_kinerja.build(Permintaan(self.pd, TAHUN, unit=unit, **over))


@pytest.fixture
def setda(db) -> Contoh:
    return Contoh()


def kedua(payload) -> str:
    return payload["pihak_kedua"]["nama"]


def kinerja(payload) -> list[str]:
    return [baris[-2] for baris in sel(payload["tabel_sasaran"])]


def kepala_kolom(tabel) -> list[str]:
    return [s["teks"] for baris in tabel["kepala"] for s in baris]


# --- Parties ----------------------------------------------------------------------------------------------------
def test_each_level_promises_to_the_one_above(setda):
    assert kedua(setda.build("asisten")) == setda.sekda.nama_lengkap
    assert kedua(setda.build("bagian")) == setda.sekda.nama_lengkap
    assert kedua(setda.build("subbagian")) == setda.kepala["bagian"].nama
    for siapa, orang in setda.kepala.items():
        assert setda.build(siapa)["pihak_pertama"]["nama"] == orang.nama


def test_the_regency_decides_whether_a_kabag_promises_to_the_asisten(setda):
    setda.pd.pemerintah_daerah.pihak_kedua_kabag = "ASISTEN"
    assert kedua(setda.build("bagian")) == setda.kepala["asisten"].nama
    assert kedua(setda.build("asisten")) == setda.sekda.nama_lengkap


def test_in_an_agency_without_asisten_the_units_promise_to_its_head(setda):
    PerangkatDaerah.objects.update(jenis="KECAMATAN")
    setda.pd.refresh_from_db()
    setda.pd.pemerintah_daerah.pihak_kedua_kabag = "ASISTEN"
    camat = setda.sekda
    Pejabat.objects.filter(pk=camat.pk).update(jenis="KEPALA_PD")
    UnitKerja.objects.filter(pk=setda.subbagian.pk).update(induk=None)
    setda.subbagian.refresh_from_db()
    assert kedua(setda.build("bagian")) == kedua(setda.build("subbagian")) == camat.nama_lengkap


def test_who_was_in_office_on_the_day_signs(setda):
    Pejabat.objects.filter(pk=setda.kepala["bagian"].pk).update(selesai=date(2024, 6, 30))
    pejabat(setda.bagian, "KABAG", nama="PENGGANTI", mulai=date(2024, 7, 1))
    dulu = setda.build("bagian", tanggal=date(2024, 6, 30))
    assert dulu["pihak_pertama"]["nama"] == setda.kepala["bagian"].nama
    assert setda.build("bagian")["pihak_pertama"]["nama"] == "PENGGANTI"
    assert kedua(setda.build("subbagian")) == "PENGGANTI"


def test_a_ketua_tim_is_not_the_head_of_the_bagian(setda):
    pejabat(setda.bagian, "LAINNYA", nama="A KETUA TIM", mulai=date(2024, 1, 1))
    assert setda.build("bagian")["pihak_pertama"]["nama"] == setda.kepala["bagian"].nama


def test_the_bupati_signs_alone(setda):
    payload = setda.build(kepala_daerah=True)
    assert payload["pihak_kedua"] is payload["ttd_kedua"] is payload["lampiran_ttd_kedua"] is None
    assert payload["supervisi"] == ""
    isi = teks(pdf.render(perjanjian_kinerja.TEMPLATE, payload))
    assert "Pihak" not in isi
    assert "Saya berjanji" in isi


# --- Annex ------------------------------------------------------------------------------------------------------
def test_a_bagian_promises_its_own_sasaran_and_its_kegiatan_with_all_below(setda):
    payload = setda.build("bagian")
    assert sel(payload["tabel_sasaran"]) == [["1.", "Tertibnya arsip", "1.", "Arsip tertib", "80"]]
    assert kepala_kolom(payload["tabel_sasaran"])[1] == "Sasaran/Kinerja Program"
    assert kepala_kolom(payload["tabel_program"])[1] == "Kegiatan"
    assert [baris[1:3] for baris in sel(payload["tabel_program"])] == [
        [setda.satu.kegiatan.uraian, "Rp1.500.000"],
        ["Jumlah", "Rp1.500.000"],
    ]
    assert payload["satuan_kerja"] == "Bagian Tata Usaha Sekretariat Daerah Kabupaten Uji"
    assert payload["satuan_label"] == "Unit Kerja"


def test_a_bagian_without_sasaran_promises_what_it_enters(setda):
    Indikator.objects.filter(nama="Arsip tertib").update(sasaran=setda.satu.kegiatan.program.sasaran, iku=False)
    assert kinerja(setda.build("bagian")) == ["Arsip tertib", "IKU Setda", "Kegiatan terlaksana"]


def test_a_subbagian_promises_its_sub_kegiatan(setda):
    payload = setda.build("subbagian")
    assert sel(payload["tabel_sasaran"]) == [["1.", "Menyusutkan arsip", "1.", "Arsip disusutkan", "12"]]
    assert kepala_kolom(payload["tabel_sasaran"])[1] == "Kinerja Kegiatan/Sub Kegiatan"
    assert kepala_kolom(payload["tabel_program"])[1] == "Sub Kegiatan"
    assert [baris[2] for baris in sel(payload["tabel_program"])] == ["Rp500.000", "Rp500.000"]


def test_an_asisten_answers_for_the_results_of_the_bagian_below(setda):
    payload = setda.build("asisten")
    assert kinerja(payload) == ["Arsip tertib"]
    assert kepala_kolom(payload["tabel_program"])[1] == "Program"
    assert sel(payload["tabel_program"])[0][1:3] == [setda.satu.kegiatan.program.uraian, "Rp1.500.000"]


def test_an_asisten_over_bagian_with_nothing_but_kegiatan_lists_those(setda):
    Indikator.objects.filter(jenjang="sasaran").update(unit_kerja=b.make_unit(setda.pd))
    setda.sasaran.unit_kerja = None
    setda.sasaran.save()
    assert kinerja(setda.build("asisten")) == ["Kegiatan terlaksana"]


def test_the_bupati_answers_for_the_iku_of_every_agency(setda):
    lain = b.make_pd(setda.pd.pemerintah_daerah, nama="Dinas Lain", kode="dinas", jenis="DINAS")
    unit, rencana = b.make_unit(lain), b.make_rencana(lain, TAHUN)
    b.make_target(rencana, b.make_indikator(unit, nama="IKU Dinas"), 70)
    b.make_pagu(rencana, b.make_sub_kegiatan(unit), 2_500_000)
    asing = b.make_pd(kode="asing")
    b.make_target(b.make_rencana(asing, TAHUN), b.make_indikator(b.make_unit(asing), nama="IKU Asing"), 70)
    payload = setda.build(kepala_daerah=True)
    assert kinerja(payload) == ["IKU Dinas", "IKU Setda"]
    assert sel(payload["tabel_program"])[-1][2] == "Rp4.000.000"


def test_without_a_budget_there_is_no_budget_table(setda):
    setda.rencana.pagu.all().delete()
    assert setda.build("bagian")["tabel_program"] is None


# --- Refusals ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("siapa", "rusak", "kalimat"),
    [
        ("bagian", lambda s: s.kepala["bagian"].delete(), "Belum tercatat Kepala Bagian Tata Usaha"),
        ("subbagian", lambda s: s.kepala["bagian"].delete(), "Kepala Bagian Tata Usaha yang menjabat pada"),
        ("bagian", lambda s: s.sekda.delete(), "Belum tercatat Sekretaris Daerah Kabupaten Uji"),
        ("asisten", lambda s: s.kepala["asisten"].delete(), "Belum tercatat Asisten Umum yang menjabat pada"),
        ("bagian", lambda s: s.rencana.target.all().delete(), "belum memuat indikator bertarget untuk Bagian Tata"),
        ("bagian", lambda s: RencanaTahunan.objects.update(status="DRAFT"), "Belum ada rencana tahunan 2024"),
        ("bagian", lambda s: UnitKerja.objects.update(berlaku_sampai="2023-12-31"), "tidak berlaku pada"),
    ],
)
def test_a_gap_is_named_with_who_mends_it(setda, siapa, rusak, kalimat):
    rusak(setda)
    minta = Permintaan(setda.pd, TAHUN, unit=getattr(setda, siapa))
    with pytest.raises(Incomplete) as ditolak:
        perjanjian_kinerja.build(minta)
    assert any(kalimat in k for k in ditolak.value.kekurangan), ditolak.value.kekurangan
    assert ditolak.value.kekurangan == perjanjian_kinerja.periksa(minta)
    assert all(
        any(siapa in k for siapa in ("admin", "perencana", "Perencanaan ›", "Pilih", "Susun"))
        for k in perjanjian_kinerja.periksa(minta)
    )


@pytest.mark.parametrize(("siapa", "kalimat"), [("bagian", "di bawah Asisten"), ("subbagian", "di bawah Bagian")])
def test_a_unit_without_superior_is_refused(setda, siapa, kalimat):
    setda.pd.pemerintah_daerah.pihak_kedua_kabag = "ASISTEN"
    unit = getattr(setda, siapa)
    unit.induk = None
    unit.save()
    kurang = perjanjian_kinerja.periksa(Permintaan(setda.pd, TAHUN, unit=unit))
    assert [k for k in kurang if kalimat in k and f"Unit kerja › {unit.nama} › Betulkan" in k]


@pytest.mark.usefixtures("cetak_cepat")
# --- Stored and finished ------------------------------------------------------------------------------------------
def test_finishing_a_unit_leaves_the_agreement_of_the_head_alone(setda):
    kepala = services.dokumen_finalize(
        jenis="pk", permintaan=Permintaan(setda.pd, TAHUN, tanggal=date(2024, 2, 1), final=True), by=None
    )
    for over in ({"unit": setda.bagian}, {"unit": setda.subbagian}, {"kepala_daerah": True}):
        minta = Permintaan(setda.pd, TAHUN, tanggal=date(2024, 2, 1), final=True, **over)
        dokumen = services.dokumen_finalize(jenis="pk", permintaan=minta, by=None)
        assert dokumen.replaces is None
        assert dokumen.perjanjian_kinerja.unit_kerja == over.get("unit")
    kepala.refresh_from_db()
    assert kepala.status == Dokumen.Status.FINAL
    assert perjanjian_kinerja.perjanjian_of(Permintaan(setda.pd, TAHUN)).pihak_pertama == setda.sekda


@pytest.mark.usefixtures("cetak_cepat")
def test_a_stored_agreement_of_a_unit_counts(setda):
    lain = pejabat(setda.bagian, "KABAG", nama="YANG MENANDATANGANI", selesai=date(2023, 1, 1))
    PerjanjianKinerja.objects.create(
        rencana=setda.rencana, unit_kerja=setda.bagian, pihak_pertama=lain, pihak_kedua=setda.sekda
    )
    assert setda.build("bagian")["pihak_pertama"]["nama"] == "YANG MENANDATANGANI"


# --- All of them --------------------------------------------------------------------------------------------------
def test_all_in_one_document_each_numbered_from_its_first_page(setda):
    payload, tertinggal = pk_semua.build(Permintaan(setda.pd, TAHUN), kepala_daerah=True)
    assert tertinggal == []
    with buka(pdf.render(pk_semua.TEMPLATE, payload)) as dokumen:
        halaman = [h.extract_text() for h in dokumen.pages]
    assert len(payload["naskah"]) == 5
    assert len(halaman) == 10
    assert all("- 2 -" not in h and "PERNYATAAN" in h for h in halaman[::2])
    assert all(h.startswith("- 2 -") for h in halaman[1::2])


def test_what_cannot_be_made_is_said_and_the_rest_is_made(setda):
    setda.kepala["bagian"].delete()
    payload, tertinggal = pk_semua.build(Permintaan(setda.pd, TAHUN))
    assert len(payload["naskah"]) == 2
    assert len(tertinggal) == 1
    assert tertinggal[0].startswith("Subbagian Arsip: Belum tercatat Kepala Bagian Tata Usaha")


def test_queries_do_not_grow_with_the_number_of_units(setda):
    def hitung() -> int:
        return queries_of(lambda: pk_semua.build(Permintaan(setda.pd, TAHUN), kepala_daerah=True))

    sebelum = hitung()
    for _ in range(10):
        unit = b.make_unit(setda.pd, induk=setda.asisten)
        pejabat(unit, "KABAG")
        sub = b.make_sub_kegiatan(unit)
        b.make_pagu(setda.rencana, sub)
        setda.target(unit, "kegiatan", sub.kegiatan, "Terlaksana", 100)
    assert len(pk_semua.daftar(Permintaan(setda.pd, TAHUN)).semua) == 14
    assert hitung() == sebelum


# --- Command line -------------------------------------------------------------------------------------------------
def jalankan(setda, tujuan, **over) -> str:
    galat = StringIO()
    pilihan = {"perangkat_daerah": setda.pd.kode, "tahun": TAHUN, "output": tujuan} | over
    call_command("render_dokumen", pilihan.pop("jenis", "pk"), stderr=galat, **pilihan)
    return galat.getvalue()


def test_one_unit_and_all_of_them_from_the_command_line(setda, tmp_path):
    tujuan = tmp_path / "pk.pdf"
    jalankan(setda, tujuan, unit="bagian")
    assert "BAGIAN TATA USAHA" in teks(tujuan.read_bytes())
    jalankan(setda, tujuan, kepala_daerah=True)
    assert "Saya berjanji" in teks(tujuan.read_bytes())
    setda.kepala["bagian"].delete()
    assert "Tidak disertakan: Subbagian Arsip" in jalankan(setda, tujuan, semua=True)
    with buka(tujuan.read_bytes()) as dokumen:
        assert len(dokumen.pages) == 4


@pytest.mark.parametrize(
    ("over", "kalimat"),
    [
        ({"unit": "tidak-ada"}, "Unit “tidak-ada” tidak dikenal.*bagian"),
        ({"unit": "bagian", "kepala_daerah": True}, "Pilih salah satu"),
        ({"jenis": "sk-iku", "semua": True}, "hanya untuk Perjanjian Kinerja"),
    ],
)
def test_wrong_arguments_are_sentences(setda, tmp_path, over, kalimat):
    with pytest.raises(CommandError, match=kalimat):
        jalankan(setda, tmp_path / "x.pdf", **over)


# --- The demonstration --------------------------------------------------------------------------------------------
_demo: dict[str, dict] = {}


@pytest.fixture
def contoh_demo(demonstration) -> dict[str, dict]:
    """Every agreement of two institutions by the first line of its owner."""
    if not _demo:
        with demonstration.opened():
            for kode, tahun in (("setda-tanjabtim", 2024), ("setda-balangan", 2025)):
                pd = PerangkatDaerah.objects.select_related("pemerintah_daerah").get(kode=kode)
                payload, tertinggal = pk_semua.build(Permintaan(pd, tahun), kepala_daerah=True)
                _demo[kode] = {p["instansi"][1]: p for p in payload["naskah"]} | {"tertinggal": tertinggal}
    return _demo


@pytest.mark.django_db
def test_the_demonstration_has_every_level(contoh_demo):
    setda = contoh_demo["setda-tanjabtim"]
    assert len(setda) - 1 == 15, "Bupati, Sekda, three Asisten, ten Bagian"
    assert setda["tertinggal"] == []
    assert setda["KABUPATEN TANJUNG JABUNG TIMUR"]["pihak_kedua"] is None
    total = {nama: sel(p["tabel_program"])[-1][2] for nama, p in setda.items() if nama != "tertinggal"}
    assert total["KABUPATEN TANJUNG JABUNG TIMUR"] == "Rp43.574.741.594"
    assert total["ASISTEN PEMERINTAHAN DAN KESEJAHTERAAN RAKYAT"] == "Rp6.600.177.009"
    assert total["ASISTEN PEREKONOMIAN DAN PEMBANGUNAN"] == "Rp2.800.301.381"
    assert total["ASISTEN ADMINISTRASI UMUM"] == "Rp34.174.263.204"
    bagian = [int(v.removeprefix("Rp").replace(".", "")) for nama, v in total.items() if nama.startswith("BAGIAN")]
    assert sum(bagian) == 43_574_741_594
    assert len(kinerja(setda["BAGIAN UMUM"])) == 8
    assert (
        kinerja(setda["ASISTEN ADMINISTRASI UMUM"])[:3]
        == kinerja(setda["SEKRETARIAT DAERAH KABUPATEN TANJUNG JABUNG TIMUR"])[:3]
    )


@pytest.mark.django_db
def test_the_bagian_of_balangan_promise_their_kinerja_utama(contoh_demo):
    balangan = contoh_demo["setda-balangan"]
    bagian = balangan["BAGIAN PENGADAAN BARANG DAN JASA"]
    assert len(kinerja(bagian)) == 2
    assert bagian["tabel_program"] is None
    assert bagian["pihak_kedua"]["jabatan"] == "Sekretaris Daerah Kabupaten Balangan"
    assert [k.split(":")[0] for k in balangan["tertinggal"]] == ["Kabupaten Balangan", "Sekretariat Daerah"]
