"""What every key of a layout means, in office Indonesian: the keys all kinds share, the decree on the IKU, the PK."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.builders import sk_iku_tabel
from reports.tata.label import KOLOM_IKU, PENJELASAN, YA
from reports.tata.medan import Angka, Lanjutan, Medan, Pilihan, Teks
from reports.tata.susunan import Anak, Daftar, Objek, baris_teks

KERTAS, KOP, JUDUL, ISI, TABEL, TTD, LAMPIRAN, UNIT, TIM, LAIN = (
    "Kertas dan huruf",
    "Kop surat",
    "Kepala dan judul",
    "Isi naskah",
    "Tabel",
    "Tanda tangan",
    "Lampiran",
    "Lembar unit kerja",
    "Keputusan tim penyusun",
    "Lainnya",
)
KELOMPOK = (KERTAS, KOP, JUDUL, ISI, TABEL, TTD, LAMPIRAN, UNIT, TIM, LAIN)
"""The groups of the page, in their order."""

BARIS, KALIMAT, TEKS, ALINEA = baris_teks(), baris_teks(panjang=True), Teks(), Teks(panjang=True)


@dataclass(frozen=True)
class Kunci:
    """One key as the page shows it: the group it stands in, its words, its field."""

    kelompok: str
    label: str
    medan: Medan
    bantuan: str = ""


_BARIS_TTD = (
    Anak("jabatan", "Jabatan", BARIS, "Baris di atas nama. {jabatan}, {daerah}, {kab} terisi sendiri."),
    Anak("bawah", "Di bawah nama", BARIS, "{pangkat}, {golongan}, {nip} terisi sendiri; baris kosong tidak tercetak."),
)
_TEMPAT = Anak("tempat_tanggal", "Tempat dan tanggal", BARIS, "Di atas jabatan, misalnya {tempat}, {tanggal}.")
BLOK_TTD = Objek((*_BARIS_TTD, _TEMPAT))
BLOK_TTD_BARIS = Objek(_BARIS_TTD)
_IKUT = "Mengikuti tata SK IKU selama tidak diubah di sini."

KOP_SURAT = Objek(
    (
        Anak("cetak", "Cetak kop", YA, "Hapus centang bila dicetak pada kertas yang sudah berkop."),
        Anak("pemerintah", "Baris pemerintah daerah", TEKS),
        Anak("perangkat", "Baris perangkat daerah", TEKS),
        Anak("alamat", "Baris alamat", BARIS, "{alamat}, {telepon}, {faksimile}, {surel} terisi sendiri."),
        Anak("telepon", "Cara menulis telepon", TEKS, "{nomor} adalah nomornya."),
        Anak("faksimile", "Cara menulis faksimile", TEKS, "{nomor} adalah nomornya."),
        Anak("kota", "Baris kota", TEKS),
    )
)

UMUM: Mapping[str, Kunci] = {
    "kertas": Kunci(KERTAS, "Ukuran kertas", Pilihan([("A4", "A4 (21 × 29,7 cm)"), ("F4", "F4 (21,5 × 33 cm)")])),
    "muka": Kunci(
        KERTAS,
        "Huruf dan tata muka",
        Pilihan([("naskah", "Naskah dinas (Bookman 12)"), ("laporan", "Laporan (Arial 11)")]),
    ),
    "kop": Kunci(KOP, "Kop surat", KOP_SURAT, _IKUT),
    "ttd": Kunci(TTD, "Blok tanda tangan", BLOK_TTD, _IKUT),
    "hari_kosong": Kunci(TTD, "Hari dikosongkan untuk ditulis tangan", YA),
}

TABEL_IKU: Mapping[str, Kunci] = {
    "kolom": Kunci(
        TABEL, "Kolom tabel IKU", KOLOM_IKU, "Lebar adalah perbandingan antarkolom. Kolom tanpa isi tidak dicetak."
    ),
    "nomor_kolom": Kunci(TABEL, "Nomor kolom", TEKS, "{n} atau ({n}) di bawah judul kolom. Boleh kosong."),
    "ulang_kepala": Kunci(TABEL, "Judul kolom diulang di setiap halaman", YA),
    "no": Kunci(TABEL, "Cara menulis nomor urut", TEKS, "{n} menjadi 1, {n}. menjadi 1., {huruf}. menjadi a."),
    "tahun": Kunci(
        TABEL,
        "Tahun target",
        Daftar((Anak("isi", "Tahun", Angka(bulat=True)),), "nilai"),
        "Kosongkan untuk semua tahun periode Renstra.",
    ),
    "rumus": Kunci(
        TABEL,
        "Cara menulis rumus",
        Pilihan(
            [
                ("tertulis", "Seperti diisi"),
                ("pecahan", "Pecahan bergaris"),
                ("miring", "Pembilang / penyebut"),
                ("kalimat", "Pembilang dibagi penyebut"),
                ("titik-dua", "Pembilang × 100% : penyebut"),
            ]
        ),
    ),
    "nilai": Kunci(
        TABEL,
        "Cara menulis nilai",
        Objek(
            (
                Anak("predikat", "Predikat", TEKS, "{tingkat} adalah sebutannya, {nilai} angkanya."),
                Anak(
                    "predikat_skala",
                    "Predikat menurut skala",
                    Daftar(
                        (Anak("skala", "Kode skala", TEKS, wajib=True), Anak("pola", "Ditulis", TEKS, wajib=True)),
                        "peta",
                    ),
                    "Hanya untuk skala yang ditulis lain daripada di atas.",
                ),
                Anak("persen", "Tanda % ditulis bersama angka", YA),
                Anak("satuan", "Satuan ditulis bersama angka", YA),
                Anak(
                    "desimal",
                    "Angka di belakang koma",
                    Pilihan(
                        [
                            ("indikator", "Seperti pada indikatornya"),
                            ("seragam", "Seragam dalam satu baris"),
                            *((str(n), str(n)) for n in range(5)),
                        ]
                    ),
                ),
            )
        ),
    ),
    "penjelasan": Kunci(TABEL, "Isi kolom penjelasan", PENJELASAN, "Disusun dari atas ke bawah dalam satu sel."),
    "penjelasan_berlabel": Kunci(TABEL, "Penjelasan selalu diberi label", YA),
}


def anak_iku() -> list[Anak]:
    """The keys of a table of IKU as fields below another."""
    return [Anak(k, TABEL_IKU[k].label, TABEL_IKU[k].medan, TABEL_IKU[k].bantuan) for k in sk_iku_tabel.BAWAAN]


_ESELON = ("ASISTEN", "STAF_AHLI", "BAGIAN", "BIDANG", "SUBBAGIAN", "SEKSI")
_UNIT = Objek(
    (
        Anak("cetak", "Cetak lembar unit kerja", YA),
        Anak("kepala", "Setiap lembar berkepala lampiran sendiri", YA),
        Anak("mendatar", "Kertas mendatar", YA),
        Anak("judul", "Judul lembar", BARIS, "{unit} adalah nama unitnya."),
        Anak(
            "kelompok",
            "Sebutan kelompok",
            Objek([Anak(k, k.replace("_", " ").capitalize(), TEKS) for k in _ESELON]),
            "{POKOK} adalah nama unit tanpa kata Bagian.",
        ),
        Anak(
            "nomor_ulang",
            "Nomor urut mulai lagi",
            Pilihan([("kelompok", "Pada setiap kelompok"), ("unit", "Pada setiap unit")]),
        ),
        Anak("ttd", "Tanda tangan lembar", Objek((*_BARIS_TTD, _TEMPAT, Anak("cetak", "Cetak tanda tangan", YA)))),
        *anak_iku(),
    )
)

_SEMUA = "Berlaku juga untuk jenis dokumen lain yang tidak menentukannya sendiri."
SK_IKU: Mapping[str, Kunci] = {
    "kop": Kunci(KOP, "Kop surat", KOP_SURAT, _SEMUA),
    "ttd": Kunci(TTD, "Blok tanda tangan", BLOK_TTD, _SEMUA),
    "jenis": Kunci(JUDUL, "Jenis naskah", TEKS, "{PENETAP} adalah jabatan yang menetapkan."),
    "nomor": Kunci(JUDUL, "Baris nomor", TEKS, "{nomor} adalah nomornya."),
    "nomor_isi": Kunci(JUDUL, "Bentuk nomor", TEKS, "{urut} angka yang diisi. Nomor lengkap dicetak apa adanya."),
    "nomor_lampiran": Kunci(JUDUL, "Bentuk nomor pada lampiran", TEKS, "Kosongkan bila sama."),
    "tentang": Kunci(JUDUL, "Tentang", BARIS),
    "penetap": Kunci(JUDUL, "Baris yang menetapkan", TEKS),
    "menimbang_huruf": Kunci(ISI, "Menimbang berhuruf a, b, c", YA),
    "menimbang": Kunci(ISI, "Menimbang", KALIMAT),
    "mengingat": Kunci(ISI, "Mengingat", KALIMAT, "Hanya dipakai selama daftar dasar hukum masih kosong."),
    "diktum": Kunci(ISI, "Diktum", KALIMAT, "Paling banyak 15. Baris kedua dan seterusnya menjadi butir a, b, c."),
    "menetapkan": Kunci(ISI, "Kalimat sesudah Menetapkan", TEKS, "Boleh kosong."),
    "penetapan": Kunci(TTD, "Tempat dan tanggal penetapan", BARIS),
    "tembusan": Kunci(ISI, "Tembusan", BARIS),
    "lampiran_label": Kunci(LAMPIRAN, "Sebutan lampiran", TEKS),
    "lampiran_label_banyak": Kunci(LAMPIRAN, "Sebutan bila lebih dari satu", TEKS, "{romawi} adalah nomornya."),
    "lampiran_kepala": Kunci(LAMPIRAN, "Kepala lampiran", BARIS),
    "lampiran_sisi": Kunci(LAMPIRAN, "Letak kepala lampiran", Pilihan([("kanan", "Kanan"), ("kiri", "Kiri")])),
    "lampiran_mendatar": Kunci(LAMPIRAN, "Lampiran mendatar", YA),
    "lampiran_judul": Kunci(LAMPIRAN, "Judul lampiran", BARIS),
    "lampiran_ttd": Kunci(LAMPIRAN, "Tanda tangan lampiran", BLOK_TTD),
    "urut": Kunci(
        TABEL,
        "Urutan baris",
        Pilihan([("tujuan", "Menurut tujuan, lalu sasaran"), ("sasaran", "Menurut sasaran")]),
    ),
    "identitas": Kunci(
        LAMPIRAN,
        "Identitas di atas tabel",
        Objek(
            (
                Anak("cetak", "Cetak nama, tugas, dan fungsi", YA),
                Anak("huruf", "Fungsi berhuruf a, b, c", YA),
                Anak("label", "Tiga sebutannya", BARIS, "Berturut-turut untuk unit kerja, tugas, dan fungsi."),
            )
        ),
    ),
    **TABEL_IKU,
    "unit": Kunci(UNIT, "Lembar unit kerja", _UNIT, "Lembar IKU setiap Bagian di belakang lampiran utama."),
    "khusus": Kunci(UNIT, "Pengecualian untuk satu unit", Lanjutan({}), "Menurut kode unit."),
}

PK: Mapping[str, Kunci] = {
    "pembuka": Kunci(ISI, "Alinea pembuka", ALINEA),
    "janji": Kunci(ISI, "Janji Pihak Pertama", ALINEA, "{tahun} adalah tahun perjanjian."),
    "supervisi": Kunci(ISI, "Pembinaan oleh Pihak Kedua", ALINEA),
    "alasan": Kunci(ISI, "Alasan perjanjian perubahan", ALINEA, "{alasan} adalah alasan yang dipilih."),
    "pembuka_sendiri": Kunci(ISI, "Alinea pembuka kepala daerah", ALINEA, "Perjanjian tanpa Pihak Kedua."),
    "janji_sendiri": Kunci(ISI, "Janji kepala daerah", ALINEA, "Perjanjian tanpa Pihak Kedua."),
    "lampiran_judul": Kunci(LAMPIRAN, "Judul lampiran", BARIS),
}
