"""Every rule about the data finds what it must find, and is silent where nothing is wrong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.checks import Level
from indicators.checks_data import ATURAN, nip_sah, periksa_data
from indicators.checks_fakta import (
    Fakta,
    IndikatorCek,
    KodeCek,
    NilaiCek,
    Objek,
    PejabatCek,
    ProgramCek,
    RincianCek,
    SasaranCek,
    TujuanCek,
)

PD = Objek("perangkat_daerah", 1, "Sekretariat Daerah")
TAHUN = (2021, 2022, 2023, 2024, 2025, 2026)


def fakta(**over):
    return Fakta(**{"perangkat_daerah": PD} | over)


def sasaran(unit=None, **over):
    return SasaranCek(Objek("sasaran", 5, "Meningkatnya pelayanan", unit, "Bagian Hukum" if unit else ""), **over)


def indikator(nama="Indeks Kepuasan Masyarakat", unit=7, **over):
    return IndikatorCek(Objek("indikator", 9, nama, unit, "Bagian Hukum"), **over)


def angka(*nilai):
    """Yearly targets from 2021 on; None is a year without one."""
    return {t: NilaiCek(Decimal(str(n)), teks=str(n)) for t, n in zip(TAHUN, nilai, strict=False) if n is not None}


def rincian(nilai, *komponen):
    objek = Objek("realisasi", 9, "Predikat AKIP", 7, "Bagian Organisasi", triwulan=4)
    return RincianCek(objek, Decimal(nilai), tuple(None if k is None else Decimal(k) for k in komponen))


def pejabat(jenis="SEKDA", nip="19700101 199501 1 001", **over):
    return PejabatCek(Objek("pejabat", 3, "Nama Contoh"), jenis, "Sekretaris Daerah", nip, **over)


def kode(kode):
    return KodeCek(Objek("sub_kegiatan", 4, "Mediasi sengketa", 7, "Bagian Pemerintahan"), kode)


UNSUR = ("3.9", "3.9", "3.6", "4", "3.9", "3.9", "3.8", "3.8", "3.8")  # mean × 25 = 96,11
KOMPONEN = ("23.70", "21.60", "9.00", "18.00")  # 72,30
NOMEN = frozenset({"4.01.01.2.01.0001"})
PROGRAM = ProgramCek(Objek("program", 2, "Program Penunjang"), 5_000_000, 1, 3, 2, ("Bagian Umum",))

# Rule: facts in which it must find something, words of the sentence, facts in which it must not.
CASES = {
    "kaskade_kosong": (fakta(), "Belum ada sasaran", fakta(sasaran=(sasaran(),))),
    "tujuan_tanpa_misi": (
        fakta(tujuan=(TujuanCek(Objek("tujuan", 1, "T"), ada_misi=False),)),
        "belum dikaitkan dengan misi",
        fakta(tujuan=(TujuanCek(Objek("tujuan", 1, "T")),)),
    ),
    "sasaran_tanpa_tujuan": (
        fakta(sasaran=(sasaran(ada_tujuan=False),)),
        "belum dikaitkan dengan tujuan",
        fakta(sasaran=(sasaran(), sasaran(unit=7, ada_tujuan=False))),
    ),
    "sasaran_unit_tanpa_induk": (
        fakta(sasaran=(sasaran(unit=7, ada_induk=False),)),
        "sasaran di atasnya",
        fakta(sasaran=(sasaran(unit=7), sasaran(ada_induk=False))),
    ),
    "sasaran_tanpa_indikator": (
        fakta(sasaran=(sasaran(jumlah_indikator=0),)),
        "belum memiliki indikator",
        fakta(sasaran=(sasaran(jumlah_indikator=1),)),
    ),
    "iku_tanpa_program": (
        fakta(indikator=(indikator(iku=True),)),
        "belum didukung program",
        fakta(indikator=(indikator(iku=True, jumlah_program=1), indikator(iku=True, pemilik="/1/"), indikator())),
    ),
    "iku_tanpa_target": (
        fakta(indikator=(indikator(iku=True, target=angka(1, None, 3, 4, 5, None)),)),
        "tahun 2022, 2026 belum diisi",
        fakta(indikator=(indikator(iku=True, target=angka(0, 2, 3, 4, 5, 6)), indikator(target={}))),
    ),
    "target_di_luar_periode": (
        fakta(indikator=(indikator(target=angka(1, 2) | {2027: NilaiCek(Decimal(3))}),)),
        "2027, di luar periode 2021–2026",
        fakta(indikator=(indikator(target=angka(1, 2, 3, 4, 5, 6)),)),
    ),
    "pagu_tanpa_realisasi": (
        fakta(program=(PROGRAM,), tutup=True),
        "2 dari 3 sub kegiatan berpagu belum memiliki realisasi keuangan (pagu program Rp5.000.000)",
        fakta(program=(replace(PROGRAM, tanpa_realisasi=0),), tutup=True),
    ),
    "target_beda_renstra": (
        fakta(indikator=(indikator(target=angka(1, 2, 3, 4, 90), rencana=NilaiCek(Decimal(85), teks="85")),)),
        "adalah 85, sedangkan Renstra 90",
        fakta(
            indikator=(
                indikator(target=angka(1, 2, 3, 4, 90), rencana=NilaiCek(Decimal("90.0000"))),
                indikator(target=angka(1), rencana=NilaiCek(Decimal(85))),
                indikator(target=angka(1, 2, 3, 4, 90)),
            )
        ),
    ),
    "target_akhir_jumlah": (
        fakta(indikator=(indikator(target=angka(3, 3, 3, 3, 3, 15)),)),
        "Target 2026 (15) sama dengan jumlah",
        fakta(
            indikator=(
                indikator(target=angka(3, 3, 3, 3, 3, 3)),
                indikator(target=angka(0, 0, 0, 0, 0, 0)),
                indikator(target=angka(0, 0, 0, 0, 5, 5)),
                indikator(target=angka(3, 3, None, 3, 3, 12)),
            )
        ),
    ),
    "rincian_tidak_berjumlah": (
        fakta(rincian=(rincian("72.31", *KOMPONEN),)),
        "berjumlah 72,30, nilainya tercatat 72,31",
        fakta(rincian=(rincian("72.3000", *KOMPONEN), rincian("72.31", "23.70", None), rincian("97", *UNSUR))),
    ),
    "ikm_beda_dari_unsur": (
        fakta(rincian=(rincian("97", *UNSUR),)),
        "adalah 96,11, IKM tercatat 97,00",
        fakta(rincian=(rincian("96.11", *UNSUR), rincian("96", *UNSUR), rincian("72.31", *KOMPONEN))),
    ),
    "rasio_tanpa_variabel": (
        fakta(indikator=(indikator(jenis_nilai="PERSEN", rumus="RASIO", variabel=frozenset({"PEMBILANG"})),)),
        "penyebut belum ditetapkan",
        fakta(
            indikator=(
                indikator(jenis_nilai="PERSEN", rumus="RASIO", variabel=frozenset({"PEMBILANG", "PENYEBUT"})),
                indikator(jenis_nilai="PERSEN"),
            )
        ),
    ),
    "rumus_tidak_terbaca": (
        fakta(indikator=(indikator(rumus="EKSPRESI", galat_rumus="Tulis rumusnya, misalnya a / b * 100."),)),
        "belum dapat dihitung. Tulis rumusnya",
        fakta(indikator=(indikator(rumus="EKSPRESI"), indikator())),
    ),
    "nama_sama_dengan_atasan": (
        fakta(
            indikator=(
                indikator("Jumlah naskah, yang selesai", pemilik="/1/"),
                indikator("jumlah naskah yang  selesai", pemilik="/1/12/"),
            )
        ),
        "sama persis dengan indikator Bagian Hukum",
        fakta(
            indikator=(
                indikator("Jumlah naskah", pemilik="/1/"),
                indikator("Jumlah naskah", pemilik="/2/"),
                indikator("Jumlah naskah lain", pemilik="/1/12/"),
                indikator("Jumlah naskah", pemilik="", jenjang="kegiatan"),
            )
        ),
    ),
    "nama_daerah_lain": (
        fakta(
            nama_daerah="Kabupaten Tanjung Jabung Timur",
            daerah_lain=("Kabupaten Tanjung Jabung Barat", "Kabupaten Balangan"),
            indikator=(indikator(teks={"Formulasi": "Jumlah kecamatan di kab. TANJUNG JABUNG BARAT"}),),
        ),
        "Formulasi menyebut Kabupaten Tanjung Jabung Barat",
        fakta(
            nama_daerah="Kabupaten Tanjung Jabung Timur",
            daerah_lain=("Kabupaten Tanjung Jabung", "Kabupaten Balangan"),
            indikator=(indikator(teks={"Makna": "Kinerja Kabupaten Tanjung Jabung Timur; seimbangan"}),),
        ),
    ),
    "tanpa_kepala": (
        fakta(pejabat=(pejabat(selesai=date(2025, 12, 30)), pejabat("KABAG"))),
        "Tidak ada Sekretaris Daerah yang menjabat pada 31 Desember 2025",
        fakta(pejabat=(pejabat(mulai=date(2025, 12, 31)),)),
    ),
    "nip_tidak_sah": (
        fakta(pejabat=(pejabat(nip="19701301 199501 1 001"),)),
        "tidak sah",
        fakta(
            pejabat=(pejabat(), pejabat("KEPALA_DAERAH", nip=""), pejabat(nip="", selesai=date(2024, 12, 31))),
        ),
    ),
    "tanpa_kode": (fakta(berkode=(kode(" "),)), "Kode belum diisi", fakta(berkode=(kode("4.01"),))),
    "kode_di_luar_nomenklatur": (
        fakta(berkode=(kode("4.01.01.2.01.01"),), nomenklatur=NOMEN),
        "tidak ada dalam nomenklatur edisi 2023 yang tersimpan. Maksudnya 4.01.01.2.01.0001?",
        fakta(berkode=(kode("4.01.01.2.01.0001"), kode("")), nomenklatur=NOMEN),
    ),
}
NAMA = {a.cari.__name__: a for a in ATURAN}


@pytest.mark.parametrize("nama", CASES)
def test_rule_finds(nama):
    buruk, kata, _ = CASES[nama]
    temuan = periksa_data(buruk, [NAMA[nama]])
    assert len(temuan) == 1
    assert kata in temuan[0].pesan
    assert temuan[0].pesan.endswith(".")


@pytest.mark.parametrize("nama", CASES)
def test_rule_is_silent(nama):
    assert periksa_data(CASES[nama][2], [NAMA[nama]]) == []


def test_errors_come_before_warnings():
    levels = [a.level for a in ATURAN]
    assert levels == sorted(levels, key=[Level.ERROR, Level.WARNING].index)


def test_a_quarter_must_be_closed_before_realisasi_is_missed():
    assert periksa_data(fakta(program=(PROGRAM,)), [NAMA["pagu_tanpa_realisasi"]]) == []


def test_without_a_register_no_code_is_wrong():
    assert periksa_data(fakta(berkode=(kode("x"),)), [NAMA["kode_di_luar_nomenklatur"]]) == []


def test_a_step_of_a_scale_is_compared_by_the_step():
    renstra, rencana = {2025: NilaiCek(tingkat=3, teks="BB")}, NilaiCek(tingkat=2, teks="B")
    cek = indikator(target=renstra, rencana=rencana)
    beda = periksa_data(fakta(indikator=(cek,)), [NAMA["target_beda_renstra"]])
    assert "adalah B, sedangkan Renstra BB" in beda[-1].pesan
    assert not periksa_data(
        fakta(indikator=(replace(cek, rencana=NilaiCek(Decimal("72.31"), 3)),)), [NAMA["target_beda_renstra"]]
    )


def test_the_perangkat_daerah_is_above_every_unit():
    cek = (indikator("Nilai SAKIP"), indikator("Nilai SAKIP", pemilik="/4/"))
    temuan = periksa_data(fakta(indikator=cek), [NAMA["nama_sama_dengan_atasan"]])
    assert [t.pesan.split(".")[0] for t in temuan] == ["Nama indikator sama persis dengan indikator perangkat daerah"]


@pytest.mark.parametrize(
    ("nip", "sah"),
    [
        ("19700101 199501 1 001", True),
        ("19700101 202421 2 001", True),  # a contract employee has 21 in place of the month
        ("19700101 199513 1 001", False),
        ("19700230 199501 1 001", False),
        ("19700101 198001 1 001", False),  # in service at the age of ten
        ("19700101 199501 3 001", False),
        ("197001011995011001", False),
        ("19700101 199501 1 0011", False),
    ],
)
def test_nip(nip, sah):
    assert nip_sah(nip) is sah
