"""The sheets of the workbook of a perangkat daerah, in the order in which their rows depend on each other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model

from indicators import models as m
from indicators.buku_pd.bidang import Bidang

KUNCI = "kunci"


@dataclass(frozen=True)
class Tabel:
    """One sheet: a row for each row of its model.

    `kunci`: the columns that name a row. Where that is `kunci` alone it is a word of the workbook (`S3`), written with
    `awalan`; rows without it are known by `kode`, or by their words and the row above them (`alami`).
    """

    nama: str
    lembar: str
    model: type[Model]
    bidang: tuple[Bidang, ...]
    sebutan: str
    petunjuk: str
    kunci: tuple[str, ...] = (KUNCI,)
    awalan: str = ""
    alami: tuple[str, ...] = ()
    judul_baris: str = "uraian"

    def bidang_bernama(self, kunci: str) -> Bidang:
        """The column of that key."""
        return next(b for b in self.bidang if b.kunci == kunci)

    @property
    def berkunci(self) -> bool:
        """Whether its rows have a word of the workbook for a key."""
        return self.kunci == (KUNCI,)


def _pilihan(enum: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(k), str(v)) for k, v in enum.choices)


def _kunci(contoh: str) -> Bidang:
    return Bidang(KUNCI, "Kunci", lebar=8, contoh=contoh, petunjuk="Nama pendek baris ini, dirujuk lembar lain.")


def _unit(*, wajib: bool = False, judul: str = "Unit kerja") -> Bidang:
    return Bidang("unit_kerja", judul, "rujuk", 26, wajib, rujuk="unit", contoh="bagian-umum")


URAIAN = Bidang("uraian", "Uraian", "panjang", 60, wajib=True, contoh="Meningkatnya kualitas pelayanan publik")
CONTOH_URAIAN = {
    "visi": "Terwujudnya pemerintahan yang melayani",
    "misi": "Meningkatkan tata kelola pemerintahan",
    "tujuan": "Meningkatnya kualitas pelayanan pemerintahan",
    "strategi": "Menata alur layanan dan melatih petugasnya",
    "kebijakan": "Layanan diutamakan bagi perangkat daerah yang melayani masyarakat langsung",
    "program": "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota",
    "kegiatan": "Administrasi Umum Perangkat Daerah",
    "sub_kegiatan": "Penyediaan Barang Cetakan dan Penggandaan",
}
CONTOH_KODE = {"program": "4.01.01", "kegiatan": "4.01.01.2.06", "sub_kegiatan": "4.01.01.2.06.0005"}
"""What the template shows on each sheet: a chain that could be one."""
URUTAN = Bidang("urutan", "Urutan", "bulat", 8, contoh="1")
CONTOH = Bidang("contoh", "Data contoh", "ya", 8)
KODE = Bidang("kode", "Kode", "teks", 20)
PENJELASAN = Bidang("penjelasan", "Penjelasan", "panjang", 50)

UNIT = Tabel(
    "unit",
    "Unit",
    m.UnitKerja,
    (
        Bidang(
            "kode", "Kode", lebar=28, wajib=True, contoh="bagian-umum", petunjuk="Huruf kecil, angka, tanda hubung."
        ),
        Bidang("nama", "Nama", lebar=40, wajib=True, contoh="Bagian Umum"),
        Bidang("singkatan", "Singkatan"),
        Bidang("jenis", "Jenis", "pilihan", pilihan=_pilihan(m.UnitKerja.Jenis), wajib=True, contoh="BAGIAN"),
        Bidang("induk", "Unit atasan", "rujuk", 28, rujuk="unit"),
        URUTAN,
        Bidang("cara_anggaran", "Cara mengisi keuangan", "pilihan", 22, pilihan=_pilihan(m.UnitKerja.CaraAnggaran)),
        Bidang("berlaku_dari", "Berlaku dari", "tanggal"),
        Bidang("berlaku_sampai", "Berlaku sampai", "tanggal"),
        Bidang("predecessor", "Kelanjutan dari", "rujuk", 28, rujuk="unit"),
    ),
    "unit kerja",
    "Bagian, subbagian, dan unit lain. Unit atasan ditulis dengan kodenya.",
    kunci=("kode",),
    judul_baris="nama",
)
NAMA_UNIT = Tabel(
    "nama_unit", "Nama Lama Unit", m.NamaUnit,
    (
        _unit(wajib=True),
        Bidang("nama", "Nama lama", lebar=40, wajib=True, contoh="Bagian Tata Usaha"),
        Bidang("singkatan", "Singkatan lama"),
        Bidang("berlaku_sampai", "Dipakai sampai", "tanggal", wajib=True, contoh="2023-12-31"),
    ),
    "nama lama unit",
    "Nama yang pernah dipakai sebuah unit, dan hari terakhirnya. Dokumen tahun itu mencetak nama lamanya.",
    kunci=("unit_kerja", "berlaku_sampai"), judul_baris="nama",
)  # fmt: skip
PEJABAT = Tabel(
    "pejabat",
    "Pejabat",
    m.Pejabat,
    (
        _kunci("J1"),
        Bidang("nama", "Nama tanpa gelar", lebar=30, wajib=True, contoh="Nama Pejabat"),
        Bidang("gelar_depan", "Gelar depan", lebar=10),
        Bidang("gelar_belakang", "Gelar belakang"),
        Bidang("nip", "NIP", lebar=24, contoh="19700101 199501 1 001"),
        Bidang("pangkat", "Pangkat", lebar=20),
        Bidang("golongan", "Golongan", lebar=10),
        Bidang("jabatan", "Jabatan", lebar=40, wajib=True, contoh="Kepala Bagian Umum"),
        Bidang("jenis", "Jenis jabatan", "pilihan", 22, True, _pilihan(m.Pejabat.Jenis), contoh="KABAG"),
        Bidang("kedudukan", "Kedudukan", "pilihan", pilihan=_pilihan(m.Pejabat.Kedudukan)),
        _unit(),
        Bidang("mulai", "Menjabat sejak", "tanggal"),
        Bidang("selesai", "Menjabat sampai", "tanggal"),
        CONTOH,
    ),
    "pejabat",
    "Pejabat yang menandatangani dan yang berkinerja, satu baris untuk satu masa jabatan.",
    awalan="J",
    alami=("nama", "jabatan", "mulai"),
    judul_baris="nama",
)


def _unsur(nama: str, lembar: str, model: type[Model], awalan: str, petunjuk: str, *bidang: Bidang) -> Tabel:
    alami = tuple(
        b.kunci for b in bidang if b.jenis == "rujuk" and (b.wajib or nama == "sasaran" and b.rujuk == "unit")
    )
    alami += ("uraian",)
    uraian = replace(URAIAN, contoh=CONTOH_URAIAN.get(nama, URAIAN.contoh))
    bidang = tuple(replace(b, contoh=CONTOH_KODE[nama]) if b is KODE else b for b in bidang)
    semua = (_kunci(f"{awalan}1"), *bidang, uraian, URUTAN, CONTOH)
    return Tabel(nama, lembar, model, semua, lembar.lower(), petunjuk, awalan=awalan, alami=alami)


def _induk(kunci: str, judul: str, rujuk: str, *, wajib: bool = True, contoh: str = "") -> Bidang:
    return Bidang(kunci, judul, "rujuk", 14, wajib, rujuk=rujuk, contoh=contoh)


KASKADE = (
    _unsur(
        "visi", "Visi", m.Visi, "V", "Visi kepala daerah.", Bidang("akronim", "Akronim"), PENJELASAN
    ),
    _unsur(
        "misi", "Misi", m.Misi, "M", "Misi kepala daerah; nomornya ialah urutannya.",
        _induk("visi", "Visi", "visi", wajib=False, contoh="V1"), PENJELASAN,
    ),
    _unsur(
        "tujuan", "Tujuan", m.Tujuan, "T", "Tujuan perangkat daerah.",
        _induk("misi", "Misi", "misi", wajib=False, contoh="M1"),
    ),
    _unsur(
        "sasaran", "Sasaran", m.Sasaran, "S", "Sasaran perangkat daerah, dan kinerja utama tiap unit.",
        _induk("tujuan", "Tujuan", "tujuan", wajib=False, contoh="T1"),
        _induk("induk", "Sasaran di atasnya", "sasaran", wajib=False), _unit(),
    ),
    _unsur(
        "strategi", "Strategi", m.Strategi, "ST", "Strategi menuju sasaran.",
        _induk("sasaran", "Sasaran", "sasaran", contoh="S1"),
    ),
    _unsur(
        "kebijakan", "Kebijakan", m.Kebijakan, "KB", "Kebijakan sebuah strategi.",
        _induk("strategi", "Strategi", "strategi", contoh="ST1"), _unit(),
    ),
    _unsur(
        "program", "Program", m.Program, "P", "Program; IKU yang didukung ditulis dengan kodenya, dipisah titik koma.",
        _induk("sasaran", "Sasaran", "sasaran", contoh="S1"), KODE,
        Bidang("iku", "IKU yang didukung", "daftar", 30, rujuk="indikator"),
    ),
    _unsur(
        "kegiatan", "Kegiatan", m.Kegiatan, "K", "Kegiatan sebuah program.",
        _induk("program", "Program", "program", contoh="P1"), KODE, _unit(),
    ),
    _unsur(
        "sub_kegiatan", "Sub Kegiatan", m.SubKegiatan, "SK", "Sub kegiatan dengan unit yang membelanjakan pagunya.",
        _induk("kegiatan", "Kegiatan", "kegiatan", contoh="K1"), KODE, _unit(wajib=True),
    ),
)  # fmt: skip

_PENDUKUNG = Bidang("perangkat_daerah_lain", "Perangkat daerah pendukung", "rujuk", 26, rujuk="perangkat_daerah")
POHON = (
    Tabel(
        "faktor_kunci", "Faktor Kunci", m.FaktorKunci,
        (
            _kunci("F1"), _induk("sasaran", "Sasaran", "sasaran", contoh="S1"),
            Bidang("uraian", "Faktor kunci keberhasilan", lebar=60, wajib=True, contoh="Petugas layanan yang terlatih"),
            _induk("anak", "Dijabarkan menjadi", "sasaran", wajib=False), URUTAN,
        ),
        "faktor kunci", "Yang menentukan tercapainya sasaran, dan sasaran di bawahnya yang menjabarkannya bila ada.",
        awalan="F", alami=("sasaran", "uraian"),
    ),
    Tabel(
        "crosscutting", "Crosscutting", m.Crosscutting,
        (
            _kunci("C1"), _induk("sasaran", "Sasaran", "sasaran", contoh="S1"),
            _unit(judul="Unit pendukung"), _PENDUKUNG,
            Bidang("kontribusi", "Bentuk dukungan", lebar=60, wajib=True, contoh="Menyediakan data kependudukan"),
        ),
        "crosscutting", "Dukungan unit lain, atau perangkat daerah lain, bagi sebuah sasaran: isi salah satunya.",
        awalan="C", alami=("sasaran", "unit_kerja", "perangkat_daerah_lain", "kontribusi"), judul_baris="kontribusi",
    ),
)  # fmt: skip

I = m.Indikator  # noqa: E741


def indikator(tahun: Iterable[int]) -> Tabel:
    """The sheet of indicators, with a column for the target of each year of the period."""
    bidang = (
        Bidang("kode", "Kode", lebar=22, wajib=True, contoh="iku-1", petunjuk="Huruf kecil, angka, tanda hubung."),
        Bidang("jenjang", "Jenjang", "pilihan", 13, True, _pilihan(I.Jenjang), contoh="sasaran"),
        Bidang(
            "unsur", "Unsur", "rujuk", 10, True, rujuk="*", contoh="S1", petunjuk="Kunci tujuan, sasaran, program …"
        ),
        Bidang("nama", "Nama", "panjang", 50, True, contoh="Indeks Kepuasan Masyarakat"),
        _unit(wajib=True, judul="Unit pengisi"),
        URUTAN,
        Bidang("iku", "IKU", "ya", 6, contoh="ya"),
        Bidang("satuan", "Satuan", "rujuk", 14, rujuk="satuan", contoh="Nilai"),
        Bidang("jenis_nilai", "Jenis nilai", "pilihan", 18, True, _pilihan(I.JenisNilai), contoh="ANGKA"),
        Bidang("skala", "Skala predikat", "rujuk", 16, rujuk="skala"),
        Bidang("arah", "Arah", "pilihan", 24, True, _pilihan(I.Arah), contoh="NAIK"),
        Bidang("akumulasi", "Akumulasi", "pilihan", 24, True, _pilihan(I.Akumulasi), contoh="AKHIR"),
        Bidang("rumus", "Cara nilai diperoleh", "pilihan", 28, True, _pilihan(I.Rumus), contoh="LANGSUNG"),
        Bidang("PEMBILANG", "Pembilang", "panjang", 30),
        Bidang("PENYEBUT", "Penyebut", "panjang", 30),
        Bidang("ekspresi", "Rumus", lebar=24),
        Bidang("variabel_rumus", "Variabel rumus", "panjang", 30, petunjuk="Sebaris satu: a = keterangan [0 .. 100]"),
        Bidang("contoh_rumus", "Contoh rumus", "panjang", 24, petunjuk="Sebaris satu: a = 3; b = 4 -> 75"),
        Bidang("desimal", "Desimal", "bulat", 8),
        Bidang("definisi", "Definisi operasional", "panjang", 40),
        Bidang("makna", "Makna", "panjang", 40),
        Bidang("alasan", "Alasan pemilihan", "panjang", 40),
        Bidang("formulasi", "Formulasi pengukuran", "panjang", 40),
        Bidang("sumber_data", "Sumber data", "panjang", 24),
        Bidang("penanggung_jawab", "Penanggung jawab", lebar=28),
        Bidang("kondisi_awal", "Kondisi awal", "nilai"),
        *(Bidang(f"target_{t}", f"Target {t}", "nilai", contoh="82,53") for t in tahun),
        Bidang("kondisi_akhir", "Kondisi akhir", "nilai"),
        Bidang("predecessor", "Kelanjutan dari", "rujuk", 26, rujuk="indikator_lain"),
        CONTOH,
        Bidang("target_contoh", "Tahun target contoh", lebar=18),
    )
    return Tabel(
        "indikator", "Indikator", I, bidang, "indikator",
        "Indikator semua jenjang, dengan target tiap tahun periode. Predikat dengan nilai ditulis “B = 66,04”.",
        kunci=("kode",), judul_baris="nama",
    )  # fmt: skip


RENCANA = Tabel(
    "rencana", "Rencana", m.RencanaTahunan,
    (
        Bidang("tahun", "Tahun", "bulat", 8, True, contoh="2025"),
        Bidang("urutan", "Versi ke", "bulat", 8, True, contoh="1"),
        Bidang("jenis", "Jenis", "pilihan", wajib=True, pilihan=_pilihan(m.RencanaTahunan.Jenis), contoh="MURNI"),
        Bidang("berlaku_mulai", "Berlaku mulai triwulan", "bulat", 10, True, contoh="1"),
        Bidang("status", "Status", "pilihan", wajib=True, pilihan=_pilihan(m.RencanaTahunan.Status), contoh="DRAFT"),
        Bidang("dasar", "Dasar", lebar=50),
        Bidang("tanggal", "Tanggal pengesahan", "tanggal"),
        CONTOH,
    ),
    "rencana", "Rencana tiap tahun dan versinya. Rencana yang sudah disahkan di aplikasi tidak diubah dari sini.",
    kunci=("tahun", "urutan"), judul_baris="tahun",
)  # fmt: skip

_RENCANA = Bidang("rencana", "Rencana", "rujuk", 10, True, rujuk="rencana", contoh="2025/1", petunjuk="Tahun/versi")
_INDIKATOR = Bidang("indikator", "Indikator", "rujuk", 26, True, rujuk="indikator", contoh="iku-1")
_SUB = Bidang("sub_kegiatan", "Sub kegiatan", "rujuk", 20, True, rujuk="sub_kegiatan", contoh="SK1")

TARGET = Tabel(
    "target", "Target", m.Target,
    (
        _RENCANA, _INDIKATOR,
        Bidang("nilai", "Target tahun", "nilai", contoh="82,53"),
        *(Bidang(f"tw{n}", f"TW {r}", "angka") for n, r in enumerate(("I", "II", "III", "IV"), 1)),
        CONTOH,
    ),
    "target", "Target tahunan dan triwulan setiap indikator dalam sebuah rencana.",
    kunci=("rencana", "indikator"), judul_baris="indikator",
)  # fmt: skip
PAGU = Tabel(
    "pagu", "Pagu", m.PaguAnggaran,
    (
        _RENCANA, _SUB,
        Bidang("jenis_belanja", "Jenis belanja", "rujuk", 14, True, rujuk="jenis_belanja", contoh="5.1.02"),
        Bidang("jumlah", "Jumlah (Rp)", "rupiah", 20, True, contoh="125000000"),
        CONTOH,
    ),
    "pagu", "Pagu setiap sub kegiatan menurut jenis belanja (kode rekening), rupiah penuh.",
    kunci=("rencana", "sub_kegiatan", "jenis_belanja"), judul_baris="sub_kegiatan",
)  # fmt: skip

_TAHUN = Bidang("tahun", "Tahun", "bulat", 8, True, contoh="2025")
_TRIWULAN = Bidang("triwulan", "Triwulan", "bulat", 9, True, contoh="1")
_ISIAN = (
    Bidang("penyebab", "Penyebab atau kendala", "panjang", 40),
    Bidang("solusi", "Solusi atau tindak lanjut", "panjang", 40),
    Bidang("status", "Status", "pilihan", 14, pilihan=_pilihan(m.Status)),
    Bidang("catatan_verifikasi", "Catatan verifikasi", "panjang", 30),
    CONTOH,
)
JADWAL = Tabel(
    "jadwal", "Jadwal", m.JadwalPengisian,
    (
        _TAHUN, _TRIWULAN,
        Bidang("batas", "Batas waktu", "tanggal", wajib=True),
        Bidang("status", "Status", "pilihan", 14, True, _pilihan(m.JadwalPengisian.Status), contoh="PLANNED"),
    ),
    "jadwal", "Triwulan dan keadaannya. Yang sudah ada di aplikasi dibuka dan ditutup pada halamannya.",
    kunci=("tahun", "triwulan"), judul_baris="tahun",
)  # fmt: skip
REALISASI = Tabel(
    "realisasi", "Realisasi", m.Realisasi,
    (
        _INDIKATOR, _TAHUN, _TRIWULAN,
        Bidang("nilai", "Realisasi", "nilai", contoh="82,53"),
        Bidang("pembilang", "Pembilang", "angka"),
        Bidang("penyebut", "Penyebut", "angka"),
        Bidang("rincian", "Rincian", "panjang", 36, petunjuk="Sebaris satu: uraian = nilai"),
        *_ISIAN,
    ),
    "realisasi", "Realisasi tiap triwulan. Triwulan yang sudah ditutup di aplikasi tidak diubah dari sini.",
    kunci=("indikator", "tahun", "triwulan"), judul_baris="indikator",
)  # fmt: skip
ANGGARAN = Tabel(
    "realisasi_anggaran", "Realisasi Anggaran", m.RealisasiAnggaran,
    (
        _SUB, _TAHUN, _TRIWULAN,
        Bidang("keuangan", "Keuangan s.d. triwulan (Rp)", "rupiah", 20, contoh="50000000"),
        Bidang("fisik", "Fisik s.d. triwulan (%)", "angka", contoh="45"),
        Bidang("alasan_lebih", "Alasan melebihi pagu", lebar=28),
        *_ISIAN,
    ),
    "realisasi anggaran", "Keuangan dan fisik tiap sub kegiatan, jumlah sejak Januari sampai dengan triwulannya.",
    kunci=("sub_kegiatan", "tahun", "triwulan"), judul_baris="sub_kegiatan",
)  # fmt: skip
