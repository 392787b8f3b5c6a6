"""Formulas to begin with: what most indikator of an office are worked out by. Plain data."""

from dataclasses import dataclass

# The elements of service in the order of PermenPANRB 14/2017.
UNSUR_IKM = (
    "Persyaratan",
    "Sistem, mekanisme, dan prosedur",
    "Waktu penyelesaian",
    "Biaya atau tarif",
    "Produk spesifikasi jenis pelayanan",
    "Kompetensi pelaksana",
    "Perilaku pelaksana",
    "Penanganan pengaduan, saran, dan masukan",
    "Sarana dan prasarana",
)


@dataclass(frozen=True)
class VariabelTemplat:
    """One variable of a formula to begin with; figures as a person would type them."""

    simbol: str
    nama: str
    contoh: str
    minimum: str = ""
    maksimum: str = ""


@dataclass(frozen=True)
class Templat:
    """One formula to begin with, with a worked example that holds."""

    kode: str
    nama: str
    ekspresi: str
    variabel: tuple[VariabelTemplat, ...]
    hasil: str


_CONTOH_IKM = ("3,9", "3,9", "3,6", "4", "3,9", "3,9", "3,8", "3,8", "3,8")

TEMPLAT = (
    Templat(
        "persentase",
        "Persentase (a / b × 100)",
        "a / b * 100",
        (
            VariabelTemplat("a", "Bagian yang memenuhi", "45", "0"),
            VariabelTemplat("b", "Keseluruhan", "46", "0"),
        ),
        "97,83",
    ),
    Templat(
        "ikm",
        "IKM sembilan unsur (PermenPANRB 14/2017)",
        "ikm(" + "; ".join(f"u{n}" for n in range(1, 10)) + ")",
        tuple(
            VariabelTemplat(f"u{n}", nama, contoh, "1", "4")
            for n, (nama, contoh) in enumerate(zip(UNSUR_IKM, _CONTOH_IKM, strict=True), 1)
        ),
        "96,11",
    ),
    Templat(
        "selisih",
        "Selisih (a - b)",
        "a - b",
        (VariabelTemplat("a", "Nilai tahun ini", "88,5"), VariabelTemplat("b", "Nilai pembanding", "86")),
        "2,5",
    ),
    Templat(
        "rata-rata",
        "Rata-rata",
        "rata(a; b; c)",
        (
            VariabelTemplat("a", "Nilai pertama", "80"),
            VariabelTemplat("b", "Nilai kedua", "90"),
            VariabelTemplat("c", "Nilai ketiga", "100"),
        ),
        "90",
    ),
)
