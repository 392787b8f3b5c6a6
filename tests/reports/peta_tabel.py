"""Where the facts of tests/data/expected_2024.csv stand in the printed tables: columns by place, rows by label."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.reports.tabel_pdf import Tabel

Sel = tuple[str, str, str]  # row, column, text


@dataclass(frozen=True)
class Peta:
    """One table: the number of its caption, how many rows its head has, and its columns in the names of the CSV.

    An empty name is a column the CSV does not speak of. `label` is the column that names the row. `gabung` are
    merged columns: where their cell is empty the one above still counts, also over a page.
    """

    nomor: str
    kepala: int
    kolom: tuple[str, ...]
    label: str = ""
    gabung: frozenset[str] = frozenset()
    baca: Callable[["Peta", list[dict[str, str]]], Iterator[Sel]] | None = None


def sel_dari(peta: Peta, tabel: Tabel) -> Iterator[Sel]:
    """Every cell of a printed table under the labels of the CSV."""
    baris = _baris(peta, tabel)
    yield from (peta.baca or per_baris)(peta, baris)


def _baris(peta: Peta, tabel: Tabel) -> list[dict[str, str]]:
    hasil: list[dict[str, str]] = []
    batas = [*tabel.awal_halaman, len(tabel.baris)]
    for mulai, akhir in zip(batas, batas[1:], strict=False):
        for teks in tabel.baris[mulai + peta.kepala : akhir]:
            assert len(teks) == len(peta.kolom), f"{peta.nomor}: {len(teks)} kolom, bukan {len(peta.kolom)}"
            satu = dict(zip(peta.kolom, teks, strict=True))
            if hasil:
                satu |= {k: hasil[-1][k] for k in peta.gabung if not satu[k]}
            hasil.append(satu)
    return hasil


def per_baris(peta: Peta, baris: list[dict[str, str]]) -> Iterator[Sel]:
    """One label a row."""
    for satu in baris:
        for kolom, teks in satu.items():
            if kolom:
                yield satu[peta.label], kolom, teks


def opini(peta: Peta, baris: list[dict[str, str]]) -> Iterator[Sel]:
    """Tabel 3.1.3 is labelled by the first word of the opinion."""
    for satu in baris:
        for kolom, teks in satu.items():
            yield satu["Opini BPK"].split()[0], kolom, teks


def tanpa_nomor(teks: str) -> str:
    """`1. Program` without its number."""
    return re.sub(r"^\d+\.\s*", "", teks)


def pohon(peta: Peta, baris: list[dict[str, str]]) -> Iterator[Sel]:
    """Tabel 2.2: programme, kegiatan and sub kegiatan share a row; a merged cell belongs to its first row."""
    nomor = {"P": 0, "K": 0, "S": 0}
    milik = {"P": ("Sasaran", "Program"), "K": ("Kegiatan",), "S": ("Sub Kegiatan",)}
    lama: dict[str, str] = {}
    for satu in baris:
        for huruf, kolom in milik.items():
            teks = satu[kolom[-1]]
            if teks and teks != lama.get(huruf):
                lama[huruf] = teks
                nomor[huruf] += 1
                for k in kolom:
                    yield f"{huruf}{nomor[huruf]} {tanpa_nomor(teks)}", k, satu[k]


def bertingkat(penanda_p: str, penanda_k: str, nama_p: str, nama: str, milik_p: tuple[str, ...] = ()):
    """Tables 2.3 and 2.4: one row a level. A row that begins a `penanda_p` is a programme, a `penanda_k` a kegiatan.

    `!Target` means: a kegiatan is the row without a target. The merged cells of `milik_p` speak of the programme alone.
    """

    def baca(peta: Peta, baris: list[dict[str, str]]) -> Iterator[Sel]:
        nomor, lama = {"P": 0, "K": 0, "S": 0}, {penanda_p: "", penanda_k: ""}

        def mulai(satu: dict[str, str], penanda: str) -> bool:
            if penanda.startswith("!"):
                return not satu[penanda[1:]]
            baru = bool(satu[penanda]) and satu[penanda] != lama[penanda]
            lama[penanda] = satu[penanda] or lama[penanda]
            return baru

        for satu in baris:
            p, k = mulai(satu, penanda_p), mulai(satu, penanda_k)
            huruf = "P" if p else "K" if k else "S"
            nomor[huruf] += 1
            label = f"{huruf}{nomor[huruf]} {satu[nama_p if huruf == 'P' else nama]}"
            for kolom, teks in satu.items():
                if kolom:
                    yield label, kolom, "" if kolom in milik_p and not p else teks

    return baca


def pendukung(peta: Peta, baris: list[dict[str, str]]) -> Iterator[Sel]:
    """Tables 3.1.8–3.1.10: indicator and programme belong to the programme, each kegiatan to itself."""
    for satu in baris:
        yield satu["Program"], "Indikator Sasaran", satu["Indikator Sasaran"]
        yield satu["Program"], "Program", satu["Program"]
        yield tanpa_nomor(satu["Kegiatan"]), "Kegiatan", satu["Kegiatan"]


def rincian(peta: Peta, baris: list[dict[str, str]]) -> Iterator[Sel]:
    """Tabel 3.1.8 sasaran 1: the parts of IKM and AKIP, one row each: `Unsur 1: Persyaratan` | 3,9 | A."""
    for satu in baris:
        komponen = satu["Komponen"].split(":")[0].replace("\n", " ")
        yield satu["Indikator"], komponen, satu["Hasil"]
        yield satu["Indikator"], f"Kategori {komponen}", satu["Kategori"]


def tahun(kata: str, dari: int, sampai: int) -> tuple[str, ...]:
    """`Target 2021` …"""
    return tuple(f"{kata} {t}" for t in range(dari, sampai + 1))


UANG = ("Keuangan Target", "Keuangan Realisasi", "Fisik Target", "Fisik Realisasi")
RINCIAN = ("Program", "Anggaran", "Dana Terserap", *UANG, "Capaian Kinerja")
PENDUKUNG = ("Indikator Sasaran", "Program", "Kegiatan")
SASARAN = ("No", "No Sasaran", "Sasaran Strategis", "No Indikator", "Indikator Sasaran", "Target")
IKU = ("No", "Sasaran", "Indikator Kinerja Utama", "Satuan", "Formula", "Kondisi Awal", *tahun("Target", 2021, 2026))
TUJUAN = ("No", "Tujuan", "Indikator Tujuan", "No Sasaran", "Sasaran", "No Indikator", "Indikator Sasaran")
AKSI = ("", "Sasaran Strategis", "Indikator Kinerja", "Target", "Aksi/Kegiatan", "", "", "", "", "Target Output")
AKSI_LANJUT = ("Penanggung Jawab", "Program", "Kegiatan/Sub Kegiatan", "Indikator Kegiatan", "Jumlah Anggaran")

PETA: dict[tuple[str, str], Peta] = {
    ("sk-iku", "Lampiran IKU"): Peta("#0", 3, (*IKU, "Sumber Data", "Penanggung Jawab"), "Indikator Kinerja Utama"),
    ("pk", "PK-sasaran"): Peta(
        "#0", 2, ("No", "Sasaran Strategis", "No Indikator", "Indikator Kinerja", "Target"), "Indikator Kinerja"
    ),
    ("pk", "PK-belanja"): Peta("#1", 1, ("No", "Uraian", "Jumlah"), "Uraian"),
    ("pk", "PK-program"): Peta("#2", 1, ("No", "Program", "Anggaran", "Ket"), "Program"),
    ("lkjip", "Bagian 1.5"): Peta("1.1", 1, ("", "Uraian", "Jumlah"), "Uraian"),
    ("lkjip", "Tabel 2.1"): Peta(
        "2.1",
        3,
        (*TUJUAN, "Formula", "Kondisi Awal", *tahun("Target", 2021, 2026), "Sumber Data", "Penanggung Jawab"),
        "Indikator Sasaran",
        frozenset(TUJUAN[:5]),
    ),
    ("lkjip", "Tabel 2.2"): Peta("2.2", 1, ("Sasaran", "Program", "Kegiatan", "Sub Kegiatan"), baca=pohon),
    ("lkjip", "Tabel 2.3"): Peta(
        "2.3",
        2,
        ("Tujuan", "Sasaran", "Program/Kegiatan", *tahun("Target", 2021, 2026)),
        baca=bertingkat("Sasaran", "!Target 2024", "Program/Kegiatan", "Program/Kegiatan"),
    ),
    ("lkjip", "Tabel 2.4"): Peta(
        "2.4",
        3,
        AKSI + AKSI_LANJUT,
        baca=bertingkat(
            "Program", "Aksi/Kegiatan", "Program", "Kegiatan/Sub Kegiatan", ("Indikator Kinerja", "Target")
        ),
    ),
    ("lkjip", "Tabel 2.5 sasaran"): Peta("2.5a", 2, SASARAN, "Indikator Sasaran", frozenset(SASARAN[:3])),
    ("lkjip", "Tabel 2.5 belanja"): Peta("2.5b", 1, ("No", "Uraian", "Jumlah"), "Uraian"),
    ("lkjip", "Tabel 2.5 program"): Peta("2.5c", 1, ("No", "Program", "Anggaran", "Ket"), "Program"),
    ("lkjip", "Tabel 3.1.1"): Peta("3.1.1", 2, (*SASARAN, "Realisasi"), "Indikator Sasaran", frozenset(SASARAN[:3])),
    ("lkjip", "Tabel 3.1.2"): Peta("3.1.2", 1, ("Kategori", "Range Nilai", "Keterangan"), "Kategori"),
    ("lkjip", "Tabel 3.1.3"): Peta("3.1.3", 1, ("Opini BPK", "Keterangan"), baca=opini),
    ("lkjip", "Tabel 3.1.4"): Peta(
        "3.1.4",
        2,
        ("No", "Indikator Kinerja", "KKA")
        + tahun("Target", 2022, 2024)
        + tahun("Realisasi", 2022, 2024)
        + tahun("Capaian", 2022, 2024),
        "Indikator Kinerja",
    ),
    ("lkjip", "Tabel 3.1.5"): Peta(
        "3.1.5",
        2,
        ("No", "Indikator Kinerja", "KKA") + tahun("Target", 2021, 2026) + tahun("Realisasi", 2021, 2026),
        "Indikator Kinerja",
    ),
    ("lkjip", "Tabel 3.1.6"): Peta("3.1.6", 1, ("Indikator", "Target", "Realisasi", "Capaian", "", ""), "Indikator"),
    ("lkjip", "Tabel 3.1.7"): Peta(
        "3.1.7",
        2,
        ("Indikator Kinerja", "Target", "Realisasi", "Capaian", "Target (Rp)", "Realisasi (Rp)", "Efisiensi (%)"),
        "Indikator Kinerja",
    ),
    ("lkjip", "Tabel 3.1.8 sasaran 1"): Peta(
        "3.1.8a", 1, ("Indikator", "Komponen", "Hasil", "Kategori"), gabung=frozenset({"Indikator"}), baca=rincian
    ),
    ("lkjip", "Tabel 3.1.8 sasaran 2"): Peta("3.1.8b", 1, PENDUKUNG, gabung=frozenset(PENDUKUNG[:2]), baca=pendukung),
    ("lkjip", "Tabel 3.1.8 sasaran 2 rincian"): Peta(
        "3.1.8c",
        2,
        ("Program", "Anggaran", "Total Anggaran", "Dana Terserap", *UANG)
        + ("Bobot", "Capaian Kinerja", "Capaian Per Kegiatan", "Capaian Gabungan"),
        "Program",
        frozenset({"Total Anggaran", "Capaian Gabungan"}),
    ),
    ("lkjip", "Tabel 3.1.9"): Peta("3.1.9a", 1, PENDUKUNG, gabung=frozenset(PENDUKUNG[:2]), baca=pendukung),
    ("lkjip", "Tabel 3.1.9 rincian"): Peta("3.1.9b", 2, RINCIAN, "Program"),
    ("lkjip", "Tabel 3.1.10"): Peta("3.1.10a", 1, PENDUKUNG, gabung=frozenset(PENDUKUNG[:2]), baca=pendukung),
    ("lkjip", "Tabel 3.1.10 rincian"): Peta("3.1.10b", 2, RINCIAN, "Program"),
    ("lkjip", "Tabel 3.2.1"): Peta(
        "3.2.1",
        1,
        ("No", "Sasaran Strategis", "No Indikator", "Indikator Sasaran", "Anggaran", "%", "Realisasi", "Capaian (%)"),
        "Indikator Sasaran",
        frozenset({"No", "Sasaran Strategis"}),
        lambda peta, baris: per_baris(peta, [b | _total(b) for b in baris]),
    ),
}


def _total(satu: dict[str, str]) -> dict[str, str]:
    """The last row is called `Total` in one of its first columns."""
    kata = {teks.strip() for teks in satu.values()}
    return {"Indikator Sasaran": "Total"} if "Total" in kata or "Jumlah" in kata else {}
