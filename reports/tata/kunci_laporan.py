"""What every key of a layout means: the book of IKU, the documents of a year's plan and of a quarter, the LKjIP."""

from collections.abc import Mapping

from reports.builders import buku_iku_tata, lkjip_lampiran, lkjip_tata
from reports.models import JenisDokumen
from reports.tata import label
from reports.tata.kunci import (
    ALINEA,
    BARIS,
    BLOK_TTD_BARIS,
    ISI,
    JUDUL,
    KALIMAT,
    KERTAS,
    LAIN,
    LAMPIRAN,
    PK,
    SK_IKU,
    TABEL,
    TEKS,
    TIM,
    TTD,
    UMUM,
    Kunci,
)
from reports.tata.label import YA
from reports.tata.medan import Angka, Butir, Lanjutan, Medan, Pilihan
from reports.tata.susunan import Anak, Daftar, Kerangka, Objek, pilih_urut

J = JenisDokumen

_BUTIR = [("angka", "1."), ("huruf", "a."), ("titik", "–"), ("tanpa", "Tanpa tanda")]
_BENTUK = [("dua-baris", "Nomor dan judul pada dua baris"), ("satu-baris", "Pada satu baris"), ("nomor", "Nomor saja")]
_PASANGAN = Daftar((Anak("nama", "Nama", TEKS), Anak("uraian", "Uraian", ALINEA)), "pasangan")

BUKU_IKU: Mapping[str, Kunci] = {
    "bagian": Kunci(
        ISI, "Bagian buku", pilih_urut(label.opsi(buku_iku_tata.BAGIAN_BUKU)), "Yang tidak dipilih tidak dicetak."
    ),
    "sampul_atas": Kunci(JUDUL, "Sampul, atas", BARIS),
    "sampul_judul": Kunci(JUDUL, "Sampul, judul", BARIS),
    "sampul_bawah": Kunci(JUDUL, "Sampul, bawah", BARIS),
    "pengantar_ttd": Kunci(TTD, "Kata pengantar ditandatangani", YA),
    "bab": Kunci(
        ISI,
        "Bab dan isinya",
        Kerangka(
            (
                Anak("judul", "Judul", TEKS),
                Anak("isi", "Isi", Pilihan(label.BLOK_BUKU, ""), bawaan=""),
                Anak("butir", "Tanda butir", Pilihan([("", "–"), *_BUTIR], ""), bawaan=""),
                Anak("daftar_isi", "Judul di daftar isi", TEKS),
                Anak("nomor", "Nomor sendiri", TEKS),
                Anak("bentuk", "Bentuk judul", Pilihan([("", "–"), *_BENTUK], ""), bawaan=""),
                Anak("ttd", "Ditandatangani", YA, bawaan=False),
            ),
            (("sub", "Subbab"), ("blok", "Isi")),
        ),
        "Isi yang berada langsung di bawah bab dicetak sebelum subbabnya. Setiap isi paling banyak sekali.",
    ),
    "bentuk_judul": Kunci(ISI, "Bentuk judul bab", Pilihan(_BENTUK)),
    "nomor_bab": Kunci(ISI, "Nomor bab", TEKS, "{romawi} menjadi I, {angka} menjadi 1."),
    "nomor_sub": Kunci(ISI, "Nomor subbab", TEKS, "{bab}.{n} menjadi 1.1, {huruf}. menjadi A."),
    "butir": Kunci(ISI, "Tanda butir daftar", Pilihan(_BUTIR)),
    "butir_hukum": Kunci(ISI, "Tanda butir landasan hukum", Pilihan(_BUTIR)),
    "kriteria": Kunci(ISI, "Kriteria indikator yang baik", _PASANGAN),
    "kriteria_bentuk": Kunci(
        ISI,
        "Cara menulis kriteria",
        Pilihan([("uraian", "Nama: uraian"), ("yaitu", "Nama, yaitu uraian"), ("nama", "Nama saja")]),
    ),
    "pertimbangan": Kunci(ISI, "Pertimbangan pemilihan indikator", KALIMAT),
    "kegunaan": Kunci(ISI, "Kegunaan indikator", KALIMAT),
    "kelompok": Kunci(ISI, "Kelompok indikator", _PASANGAN),
    "tugas_unit": Kunci(
        ISI,
        "Tugas dan fungsi unit",
        Daftar(
            (
                Anak("kode", "Kode unit", TEKS, wajib=True),
                Anak("tugas", "Tugas, satu per baris", Butir()),
                Anak("fungsi", "Fungsi, satu per baris", Butir()),
                Anak("lengkap", "Lengkap", YA, bawaan=True),
            ),
            "peta_objek",
        ),
        "Hapus centang Lengkap bila daftarnya diketahui belum utuh; buku lalu menyebutkannya.",
    ),
    "judul_tabel": Kunci(TABEL, "Judul tabel IKU", TEKS),
    "tabel_mendatar": Kunci(TABEL, "Tabel IKU mendatar", YA),
    "tabel": Kunci(TABEL, "Tabel IKU yang berbeda dari SK IKU", Lanjutan({}), "Dengan kunci tabel dari tata SK IKU."),
    "lampiran_judul": Kunci(LAMPIRAN, "Judul lampiran", TEKS, "Lampiran berisi keputusan tentang IKU."),
}

_PEJABAT = (
    "Pejabat: kepala (perangkat daerah), kepala-daerah, bappeda, atau kode unit. Satu baris berarti satu tanda tangan"
    " di kanan; dua baris berarti dua berdampingan, yang pertama di kiri."
)
NASKAH: Mapping[str, Kunci] = {
    "mendatar": Kunci(KERTAS, "Kertas mendatar", YA),
    "ttd": Kunci(
        TTD,
        "Yang menandatangani",
        Daftar(
            (
                Anak("pejabat", "Pejabat", TEKS, wajib=True),
                Anak("sebutan", "Sebutan di atasnya", TEKS),
                Anak("bertanggal", "Bertanggal", YA, bawaan=False),
                Anak("jabatan", "Baris jabatan", Butir()),
                Anak("bawah", "Di bawah nama", Butir()),
            )
        ),
        _PEJABAT,
    ),
    "ttd_baris": Kunci(TTD, "Baris tanda tangan", BLOK_TTD_BARIS, "Mengikuti tata SK IKU selama tidak diubah di sini."),
    "judul": Kunci(JUDUL, "Judul", BARIS, "{PERUBAHAN} dan {SAMPAI} hanya terisi bila berlaku."),
}
_LEBAR = "Lebar adalah perbandingan antarkolom."
RKT: Mapping[str, Kunci] = {
    "kolom_sasaran": Kunci(TABEL, "Kolom tabel sasaran", label.KOLOM_RKT_SASARAN, _LEBAR),
    "kolom_program": Kunci(TABEL, "Kolom tabel program", label.KOLOM_RKT_PROGRAM, _LEBAR),
}
RENCANA_AKSI: Mapping[str, Kunci] = {
    "kolom_target": Kunci(TABEL, "Kolom tabel target", label.KOLOM_RA_TARGET, _LEBAR),
    "kolom_aksi": Kunci(TABEL, "Kolom tabel rencana aksi", label.KOLOM_RA_AKSI, _LEBAR),
    "kolom_unit": Kunci(TABEL, "Kolom tabel kinerja utama unit", label.KOLOM_RA_UNIT, _LEBAR),
}


def _berjudul(pilihan: tuple[str, ...]) -> Medan:
    """Sections with their titles."""
    kunci = Anak("kunci", "Bagian", Pilihan([(k, k.replace("_", " ").capitalize()) for k in pilihan], ""), wajib=True)
    return Daftar((kunci, Anak("judul", "Judul", TEKS, wajib=True)))


_BAGIAN_TW = ("pendahuluan", "capaian", "anggaran", "analisis", "kelengkapan", "tindak_lanjut")
TRIWULAN: Mapping[str, Kunci] = {
    "bagian": Kunci(ISI, "Bagian laporan", _berjudul(_BAGIAN_TW), "Yang tidak dipilih tidak dicetak."),
    "kolom_kinerja": Kunci(TABEL, "Kolom tabel capaian IKU", label.KOLOM_TW_KINERJA, _LEBAR),
    "kolom_unit": Kunci(TABEL, "Kolom tabel kinerja unit", label.KOLOM_TW_KINERJA, _LEBAR),
    "kolom_anggaran": Kunci(TABEL, "Kolom tabel anggaran", label.KOLOM_TW_ANGGARAN, _LEBAR),
}
_KOTAK_E81 = ("pendorong", "penghambat", "triwulan", "renja")
E81: Mapping[str, Kunci] = {
    "acuan": Kunci(ISI, "Kalimat di atas formulir", ALINEA),
    "kolom": Kunci(TABEL, "Kolom formulir", label.KOLOM_E81, "Susunan baku Permendagri 86/2017."),
    "kotak": Kunci(
        ISI,
        "Kotak di bawah formulir",
        _berjudul(("pendorong", "penghambat", "triwulan", "renja")),
        "Yang tidak dipilih tidak dicetak.",
    ),
}

_GERBANG = Pilihan([("periksa", "Diperiksa sendiri"), ("halangan", "Wajib ada"), ("lulus", "Tidak ditanyakan")])
LKJIP: Mapping[str, Kunci] = {
    "penyusun": Kunci(JUDUL, "Unit penyusun di sampul", TEKS, "Kosongkan untuk unit perencanaan."),
    "depan": Kunci(ISI, "Bagian depan", pilih_urut(label.opsi(lkjip_tata.DEPAN)), "Yang tidak dipilih tidak dicetak."),
    "bab": Kunci(
        ISI,
        "Bab dan bagiannya",
        Kerangka(
            (
                Anak("isi", "Isi", Pilihan(label.BAGIAN_LKJIP, ""), bawaan=""),
                Anak("judul", "Judul", TEKS),
                Anak("tingkat", "Tingkat judul", Angka(bulat=True)),
                Anak("pembuka", "Prosa pembuka analisis", YA, bawaan=False),
                Anak("tabel_per_bagian", "Tabel bernomor per bagian", YA, bawaan=False),
            ),
            (("bagian", "Bagian"),),
        ),
        "Bab perlu judul; bagian cukup isinya, judul hanya bila lain. Tingkat 2 untuk 1.1, 3 untuk 1.1.1.",
    ),
    "penomoran": Kunci(
        ISI, "Penomoran bagian", Pilihan([("angka", "1.1"), ("angka_titik", "1.1."), ("huruf", "A., A.1.")])
    ),
    "judul_bab": Kunci(
        ISI, "Judul bab", Pilihan([("dua baris", "Nomor dan judul pada dua baris"), ("satu baris", "Pada satu baris")])
    ),
    "tabel": Kunci(TABEL, "Nomor tabel", TEKS, "{nomor} adalah nomornya."),
    "gambar": Kunci(TABEL, "Nomor gambar", TEKS, "{nomor} adalah nomornya."),
    "lampiran": Kunci(
        LAMPIRAN,
        "Lampiran",
        pilih_urut(
            [(k, {"pk": "Perjanjian Kinerja", "sk_tim": "Keputusan tim penyusun"}[k]) for k in lkjip_lampiran.LAMPIRAN]
        ),
    ),
    "lampiran_nomor": Kunci(LAMPIRAN, "Nomor lampiran", TEKS, "{romawi} menjadi I, {angka} menjadi 1."),
    "reviu_judul": Kunci(ISI, "Judul pernyataan reviu", BARIS),
    "reviu": Kunci(ISI, "Kalimat pernyataan reviu", KALIMAT),
    "tim_ttd": Kunci(TIM, "Tanda tangan", BLOK_TTD_BARIS, "Mengikuti tata SK IKU selama tidak diubah di sini."),
    "tim_nomor": Kunci(TIM, "Baris nomor", TEKS),
    "tim_tentang": Kunci(TIM, "Tentang", BARIS),
    "tim_menimbang": Kunci(TIM, "Menimbang", KALIMAT),
    "tim_mengingat": Kunci(TIM, "Mengingat", KALIMAT),
    "tim_diktum": Kunci(TIM, "Diktum", KALIMAT),
    "tim_tugas": Kunci(TIM, "Tugas tim", KALIMAT, "Butir di bawah diktum KEDUA."),
    "tim_tembusan": Kunci(TIM, "Tembusan", BARIS),
    "gerbang": Kunci(
        LAIN,
        "Sebelum diselesaikan",
        Objek((Anak("tim", "Tim penyusun", _GERBANG), Anak("reviu", "Pernyataan reviu", _GERBANG))),
        "Apakah tim dan reviu harus tercatat sebelum LKjIP diselesaikan.",
    ),
}

KUNCI: Mapping[str, Mapping[str, Kunci]] = {
    J.SK_IKU: {**UMUM, **SK_IKU},
    J.BUKU_IKU: {**UMUM, **BUKU_IKU},
    J.PK: {**UMUM, **PK},
    J.RKT: {**UMUM, **NASKAH, **RKT},
    J.RENCANA_AKSI: {**UMUM, **NASKAH, **RENCANA_AKSI},
    J.TRIWULAN: {**UMUM, **NASKAH, **TRIWULAN},
    J.E81: {**UMUM, **NASKAH, **E81},
    J.LKJIP: {**UMUM, **LKJIP},
}
"""By kind what its keys mean; a key the kind does not have is not shown, one that is missing here is shown as JSON."""
