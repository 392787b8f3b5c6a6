"""The layout of the IKU book: its parts, chapters, numbering and blocks as data, with defaults for everybody.

An institution decides otherwise in its TataDokumen, key by key (docs/dokumen.md). {kunci} are filled in: pd (the agency
with its regency), perangkat (without it), daerah, jabatan (of who signs), periode, tahun; {PD} prints it in capitals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.exceptions import InvalidValue
from reports.builders import identitas, pola
from sakip.lib.numbers import romawi

BAGIAN_BUKU = ("sampul", "kata-pengantar", "daftar-isi", "daftar-tabel", "daftar-gambar", "bab", "lampiran")
"""The parts a book may have, in their usual order."""

BENTUK_JUDUL = ("dua-baris", "satu-baris", "nomor")
"""How the heading of a chapter is printed: number and title on two lines, on one, or the number alone."""

BUTIR = ("angka", "huruf", "titik", "tanpa")
"""How the items of a list begin: 1., a., a dash, or not at all (each a paragraph)."""

# Characteristics of a good indicator: name and what it asks for.
KRITERIA = [
    ["Spesifik (specific)", "menyebut dengan jelas apa yang diukur, sehingga semua pihak mengartikannya sama"],
    ["Terukur (measurable)", "dapat diukur secara objektif, baik dengan angka maupun dengan tingkat mutu"],
    ["Dapat dicapai (achievable)", "targetnya dapat dicapai dan datanya dapat dikumpulkan oleh organisasi sendiri"],
    ["Relevan (relevant)", "menggambarkan sedekat mungkin keberhasilan atau kegagalan sasaran yang diukurnya"],
    ["Berbatas waktu (time-bound)", "menyatakan kinerja yang harus dicapai dalam kurun waktu tertentu"],
]
PERTIMBANGAN = [
    "dokumen RPJMD, Renstra, dan kebijakan umum {daerah}",
    "bidang kewenangan, tugas, dan fungsi {perangkat}",
    "kebutuhan informasi kinerja untuk penyelenggaraan akuntabilitas kinerja",
    "kebutuhan data statistik pemerintah",
    "perkembangan isu strategis dan ilmu pengetahuan",
]
KEGUNAAN = [
    "perencanaan jangka menengah",
    "perencanaan tahunan",
    "penyusunan perjanjian kinerja",
    "pelaporan akuntabilitas kinerja",
    "evaluasi kinerja",
    "pemantauan dan pengendalian pelaksanaan program dan kegiatan",
]
KELOMPOK = [
    ["Masukan (input)", "sumber daya yang dipakai agar kegiatan berjalan, misalnya dana, pegawai, dan sarana"],
    ["Keluaran (output)", "barang, jasa, atau dokumen yang langsung dihasilkan suatu kegiatan"],
    ["Hasil (outcome)", "berfungsinya keluaran bagi penerimanya; inilah yang diukur pada tingkat sasaran"],
]

BAB: list[dict[str, Any]] = [
    {
        "judul": "Pendahuluan",
        "sub": [
            {"judul": "Latar Belakang", "blok": ["latar_belakang"]},
            {"judul": "Maksud dan Tujuan", "blok": ["maksud_tujuan"]},
            {"judul": "Landasan Hukum", "blok": ["landasan_hukum"]},
            {"judul": "Sistematika Penulisan", "blok": ["sistematika"]},
        ],
    },
    {
        "judul": "Pengertian Indikator Kinerja Utama",
        "sub": [
            {"judul": "Definisi", "blok": ["definisi", "kelompok"]},
            {"judul": "Syarat dan Kriteria", "blok": ["kriteria"]},
            {"judul": "Pertimbangan Pemilihan dan Kegunaan", "blok": ["pertimbangan", "kegunaan"]},
        ],
    },
    {
        "judul": "Gambaran Umum {pd}",
        "sub": [
            {"judul": "Organisasi", "blok": ["organisasi", "bagan"]},
            {"judul": "Tugas Pokok dan Fungsi", "blok": ["tugas_fungsi", "tugas_unit"]},
            {"judul": "Visi dan Misi {daerah}", "blok": ["visi", "misi"]},
            {"judul": "Tujuan dan Sasaran", "blok": ["tujuan_sasaran"]},
        ],
    },
    {
        "judul": "Penetapan Indikator Kinerja Utama",
        "sub": [
            {"judul": "Indikator Kinerja Utama {perangkat}", "blok": ["penetapan"]},
            {"judul": "Pohon Kinerja", "blok": ["pohon"]},
        ],
    },
    {"judul": "Penutup", "blok": ["penutup"], "ttd": True},
]

BAWAAN: dict[str, Any] = {
    "kertas": "A4",
    "muka": "laporan",
    "bagian": list(BAGIAN_BUKU[:-1]),
    "sampul_atas": ["PEMERINTAH {DAERAH}", "{PERANGKAT}"],
    "sampul_judul": ["INDIKATOR KINERJA UTAMA", "(IKU)", "TAHUN {periode}"],
    "sampul_bawah": [],
    "pengantar_ttd": True,
    "bab": BAB,
    "bentuk_judul": "dua-baris",
    "nomor_bab": "BAB {romawi}",
    "nomor_sub": "{bab}.{n}",
    "butir": "huruf",
    "butir_hukum": "angka",
    "kriteria": KRITERIA,
    "kriteria_bentuk": "uraian",
    "pertimbangan": PERTIMBANGAN,
    "kegunaan": KEGUNAAN,
    "kelompok": KELOMPOK,
    "tugas_unit": {},
    "ttd": {**identitas.TTD, "tempat_tanggal": ["{tempat}, {tanggal}"]},
    "hari_kosong": False,
    "judul_tabel": "Indikator Kinerja Utama {pd} Tahun {periode}",
    "tabel_mendatar": True,
    "tabel": {},
    "lampiran_judul": "Keputusan tentang Penetapan Indikator Kinerja Utama",
}
"""`tabel`: what the table of IKU has otherwise than that of the institution's decree (keys of sk_iku_tabel.BAWAAN)."""


@dataclass(frozen=True)
class TataBlok:
    """One content block with the marker of its list; an empty `butir` leaves it to the block."""

    isi: str
    butir: str = ""


@dataclass(frozen=True)
class TataSub:
    """One numbered section. `daftar_isi`: its title in the table of contents, when it is not the one in the text."""

    nomor: str
    judul: str
    daftar_isi: str
    blok: tuple[TataBlok, ...]


@dataclass(frozen=True)
class TataBab:
    """One chapter. `urut` counts the chapters printed; `nomor` is what is printed, whatever the institution wants."""

    urut: int
    nomor: str
    judul: str
    daftar_isi: str
    bentuk: str
    ttd: bool
    pembuka: tuple[TataBlok, ...]
    sub: tuple[TataSub, ...] = field(default_factory=tuple)


def kerangka(tata: Mapping[str, Any], kunci: Mapping[str, str], dikenal: Sequence[str]) -> list[TataBab]:
    """The outline of one book with its titles filled in. `dikenal` are the blocks there are.

    Raises InvalidValue, with what to correct, for a chapter that cannot be understood or a block placed twice.
    """
    _pilihan("bagian", tata["bagian"], BAGIAN_BUKU)
    _pilihan("bentuk_judul", [tata["bentuk_judul"]], BENTUK_JUDUL)
    _pilihan("butir", [tata["butir"], tata["butir_hukum"]], BUTIR)
    _pilihan("kriteria_bentuk", [tata["kriteria_bentuk"]], ("uraian", "yaitu", "nama"))
    _bentuk_isi(tata)
    hasil = [_bab(n, isi, tata, kunci) for n, isi in enumerate(tata["bab"], 1)]
    semua = [b for bab in hasil for b in (*bab.pembuka, *(b for s in bab.sub for b in s.blok))]
    _pilihan("blok", [b.isi for b in semua], dikenal)
    _pilihan("butir", [b.butir for b in semua if b.butir], BUTIR)
    ganda = {b.isi for b in semua if sum(c.isi == b.isi for c in semua) > 1}
    if ganda:
        raise InvalidValue(f"Tata dokumen buku-iku: blok {', '.join(sorted(ganda))} ditempatkan lebih dari sekali.")
    return hasil


def _bab(n: int, data: Any, tata: Mapping[str, Any], kunci: Mapping[str, str]) -> TataBab:
    if not isinstance(data, dict):
        raise InvalidValue(f"Tata dokumen buku-iku: bab ke-{n} harus berupa objek dengan judul, sub, atau blok.")
    bentuk = str(data.get("bentuk", tata["bentuk_judul"]))
    _pilihan("bentuk", [bentuk], BENTUK_JUDUL)
    judul = pola.isi(str(data.get("judul", "")), kunci)
    nomor = pola.isi(str(data.get("nomor", tata["nomor_bab"])), {"romawi": romawi(n), "angka": str(n)})
    sub = tuple(_sub(n, m, s, tata, kunci) for m, s in enumerate(data.get("sub", []), 1))
    return TataBab(
        urut=n,
        nomor=nomor,
        judul=judul,
        daftar_isi=pola.isi(str(data.get("daftar_isi", "")), kunci) or judul,
        bentuk=bentuk,
        ttd=bool(data.get("ttd", False)),
        pembuka=_blok(data.get("blok")),
        sub=sub,
    )


def _sub(n: int, m: int, data: Any, tata: Mapping[str, Any], kunci: Mapping[str, str]) -> TataSub:
    if not isinstance(data, dict):
        raise InvalidValue(f"Tata dokumen buku-iku: subbab ke-{m} dari bab ke-{n} harus berupa objek.")
    judul = pola.isi(str(data.get("judul", "")), kunci)
    letak = {"bab": str(n), "romawi": romawi(n), "n": str(m), "huruf": chr(ord("A") + (m - 1) % 26)}
    nomor = pola.isi(str(data.get("nomor", tata["nomor_sub"])), letak)
    return TataSub(nomor, judul, pola.isi(str(data.get("daftar_isi", "")), kunci) or judul, _blok(data.get("blok")))


def _blok(daftar: Any) -> tuple[TataBlok, ...]:
    hasil = []
    for satu in daftar or []:
        if isinstance(satu, dict):
            hasil.append(TataBlok(str(satu.get("isi", "")), str(satu.get("butir", ""))))
        else:
            hasil.append(TataBlok(str(satu)))
    return tuple(hasil)


def _bentuk_isi(tata: Mapping[str, Any]) -> None:
    """Pairs of name and words, and an object for each unit: what tata_of cannot see from an open default."""
    for kunci in ("kriteria", "kelompok"):
        if not all(isinstance(x, list) and len(x) == 2 for x in tata[kunci]):
            raise InvalidValue(f"Tata dokumen buku-iku: setiap isi “{kunci}” harus berupa pasangan nama dan uraian.")
    if not all(isinstance(x, dict) for x in tata["tugas_unit"].values()):
        raise InvalidValue("Tata dokumen buku-iku: setiap isi “tugas_unit” harus berupa objek dengan tugas dan fungsi.")


def _pilihan(kunci: str, dipakai: Sequence[str], dikenal: Sequence[str]) -> None:
    asing = [str(d) for d in dipakai if d not in dikenal]
    if asing:
        raise InvalidValue(
            f"Tata dokumen buku-iku: “{kunci}” tidak mengenal {', '.join(asing)}. Pilihannya: {', '.join(dikenal)}."
        )
