"""Indonesian numbers and dates: the one place where they are read and written.

Input: a dot groups thousands and does nothing else, a comma begins the decimals. Output follows the same
rules, so whatever these functions print they also read back to the same value.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

# Long enough for any budget (a quadrillion rupiah with decimals), short enough to refuse a pasted paragraph.
MAX_PANJANG = 40

_KOSONG = {"", "-", "–", "—"}
_MINUS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
# No leading zero before a group: "0.125" is a decimal written with a dot, never 125.
_ANGKA = re.compile(r"(?P<bulat>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<pecahan>[0-9]+))?")
_RUPIAH = re.compile(r"rp\.?(?=[\s0-9-])\s*", re.IGNORECASE)
_DESIMAL_TITIK = re.compile(r"[0-9]+\.[0-9]+")
_GAYA_INGGRIS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3}){2,}")


class NumberFormatError(ValueError):
    """A text that is no number by Indonesian rules; the message is a sentence for whoever typed it."""


def parse_decimal(text: str | None) -> Decimal | None:
    """The number written in ``text``; None for an empty cell or a lone dash. Raises NumberFormatError.

    Accepts ``1.234,5``, ``-3``, ``Rp 10.000,-`` and ``97,5%`` (the percent sign is dropped, not divided by).
    """
    isi = _rapikan(text)
    if isi is None:
        return None
    negatif, angka = _tanpa_hiasan(isi)
    cocok = _ANGKA.fullmatch(angka)
    if cocok is None or len(isi) > MAX_PANJANG:
        raise NumberFormatError(_saran(isi, angka))
    bulat = cocok["bulat"].replace(".", "")
    nilai = Decimal(f"{bulat}.{cocok['pecahan'] or 0}") if cocok["pecahan"] else Decimal(bulat)
    return -nilai if negatif and nilai else nilai


def parse_rupiah(text: str | None) -> int | None:
    """The whole rupiah written in ``text``; None for an empty cell or a lone dash.

    Raises NumberFormatError for an unreadable text, a percentage, a fraction other than ``,00`` and ``,-``.
    """
    isi = _rapikan(text)
    if isi is None:
        return None
    if "%" in isi:
        raise NumberFormatError(f"“{_singkat(isi)}” adalah persentase: isikan jumlah rupiah, misalnya 10.000.000.")
    nilai = parse_decimal(isi)
    if nilai is None or nilai != nilai.to_integral_value():
        raise NumberFormatError(
            f"Jumlah “{_singkat(isi)}” memuat pecahan rupiah: isikan rupiah penuh, misalnya 10.000.000."
        )
    return int(nilai)


def format_number(value: Decimal | int | None, desimal: int | None = None) -> str:
    """``1.234,56``; ``-`` for None. ``desimal`` None prints the decimals the value has, no trailing zeros.

    Rounds half up, as every printed figure does. Raises ValueError for NaN and infinity.
    """
    if value is None:
        return "-"
    angka = Decimal(value)
    if not angka.is_finite():
        raise ValueError("Nilai tak hingga atau bukan angka tidak dapat dicetak.")
    teks = f"{angka:f}" if desimal is None else f"{_bulatkan(angka, desimal):f}"
    tanda, teks = ("-", teks[1:]) if teks.startswith("-") else ("", teks)
    bulat, _, pecahan = teks.partition(".")
    if desimal is None:
        pecahan = pecahan.rstrip("0")
    if not (bulat + pecahan).strip("0"):
        tanda = ""  # rounding -0,001 must not print "-0,00"
    bulat = f"{int(bulat):,}".replace(",", ".")
    return f"{tanda}{bulat},{pecahan}" if pecahan else f"{tanda}{bulat}"


def format_rupiah(value: int | None) -> str:
    """``Rp43.574.741.594``, ``-Rp1.000``; ``-`` for None."""
    if value is None:
        return "-"
    return f"{'-' if value < 0 else ''}Rp{format_number(abs(value))}"


def format_persen(value: Decimal | int | None, desimal: int | None = None) -> str:
    """``96,25%``; ``-`` for None. ``value`` is already a percentage (96.25), not a fraction."""
    return "-" if value is None else f"{format_number(value, desimal)}%"


def nama_bulan(nomor: int) -> str:
    """``Januari`` for 1 up to ``Desember`` for 12. Raises ValueError otherwise."""
    if not 1 <= nomor <= 12:
        raise ValueError(f"Bulan {nomor} tidak ada: pakai 1 sampai dengan 12.")
    return NAMA_BULAN[nomor - 1]


def format_tanggal(value: date | None) -> str:
    """``20 Januari 2025``, the day without a leading zero; ``-`` for None."""
    return "-" if value is None else f"{value.day} {nama_bulan(value.month)} {value.year}"


_SATUAN = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_BESARAN = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)


def terbilang(n: int) -> str:
    """A whole number from 0 in words, ``dua puluh satu``, for prose. Raises ValueError out of range."""
    if not 0 <= n < 10**15:
        raise ValueError(f"Bilangan {n} tidak dapat ditulis dengan huruf: pakai 0 sampai dengan 999 triliun.")
    if n < len(_SATUAN):
        return _SATUAN[n]
    if n < 20:
        return f"{_SATUAN[n - 10]} belas"
    besaran, nama = next(pasangan for pasangan in _BESARAN if n >= pasangan[0])
    jumlah, sisa = divmod(n, besaran)
    kepala = f"se{nama}" if jumlah == 1 and besaran in (100, 1000) else f"{terbilang(jumlah)} {nama}"
    return f"{kepala} {terbilang(sisa)}" if sisa else kepala


_ROMAWI = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def romawi(n: int) -> str:
    """``IV`` for 4; 1 to 3999. Raises ValueError otherwise."""
    if not 1 <= n <= 3999:
        raise ValueError(f"Bilangan {n} tidak dapat ditulis dengan angka Romawi: pakai 1 sampai dengan 3999.")
    hasil = ""
    for nilai, huruf in _ROMAWI:
        kali, n = divmod(n, nilai)
        hasil += huruf * kali
    return hasil


def _rapikan(text: str | None) -> str | None:
    """The text without surrounding blanks, with one kind of blank; None when the cell says “nothing here”."""
    if text is None:
        return None
    if text.strip() in _KOSONG:
        return None
    return text.translate(_MINUS).strip()


def _tanpa_hiasan(isi: str) -> tuple[bool, str]:
    """Is it negative, and the text without sign, ``Rp``, ``,-`` and ``%``; what is left may be nonsense."""
    minus_depan = isi.startswith("-")
    badan = isi[1:].lstrip() if minus_depan else isi
    rupiah = _RUPIAH.match(badan)
    badan = badan[rupiah.end() :] if rupiah else badan
    minus_dalam = bool(rupiah) and not minus_depan and badan.startswith("-")
    badan = badan[1:].lstrip() if minus_dalam else badan
    if badan.endswith(",-"):
        badan = badan[:-2]
    elif badan.endswith("%") and not rupiah:
        badan = badan[:-1].rstrip()
    return minus_depan or minus_dalam, badan


def _saran(isi: str, angka: str) -> str:
    """The sentence that helps with the commonest mistakes; general advice otherwise."""
    awal = f"Angka “{_singkat(isi)}” tidak dapat dibaca"
    if len(isi) > MAX_PANJANG:
        return f"{awal}: terlalu panjang, paling banyak {MAX_PANJANG} huruf."
    if _GAYA_INGGRIS.fullmatch(angka):
        contoh = angka.translate(str.maketrans(",.", ".,"))
        return f"{awal}: pakai titik untuk ribuan dan koma untuk desimal, misalnya {contoh}."
    if _DESIMAL_TITIK.fullmatch(angka):
        return f"{awal}: pakai koma untuk desimal, misalnya {angka.replace('.', ',')}."
    if re.fullmatch(r"[0-9.,]+", angka) and "." in angka:
        return f"{awal}: titik hanya memisahkan ribuan (tiga angka), misalnya 1.234.567,5."
    return f"{awal}: isikan angka saja, misalnya 1.234,5."


def _singkat(isi: str) -> str:
    return isi if len(isi) <= MAX_PANJANG else f"{isi[:MAX_PANJANG]}…"


def _bulatkan(angka: Decimal, desimal: int) -> Decimal:
    # The default context (28 digits) refuses to quantize longer numbers.
    with localcontext() as konteks:
        konteks.prec = max(28, len(angka.as_tuple().digits) + abs(angka.adjusted()) + desimal + 2)
        return angka.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
