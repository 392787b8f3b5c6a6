"""One column of the workbook of a perangkat daerah: its cells as texts of one spelling, read and written here only.

The one spelling: figures `72.31`, dates `2025-01-31`, choices and references by code, a value `72.31|BB` (figure and
step). Two cells are the same when their texts are, whatever program wrote them.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from indicators import calculations
from indicators.buku_kerja.baca import SelDitolak, teks_isian
from indicators.buku_kerja.kolom import rapi
from sakip.lib.numbers import NAMA_BULAN, NumberFormatError, format_number, parse_decimal
from sakip.lib.xlsx_baca import Sel
from sakip.lib.xlsx_tulis import MAKS_ANGKA, bersih, muat_angka

DESIMAL = 4
ANGKA = frozenset({"bulat", "angka", "rupiah", "nilai"})
KATA = frozenset({"teks", "panjang", "rujuk"})
TANDA_CONTOH = "(contoh)"
"""How the example of a template begins; an import passes over its row."""

_TITIK = re.compile(r"-?\d+\.(\d{1,2}|\d{4,})|-?0\.\d+")
_ANGKA_DEPAN = re.compile(r"(-?[\d.,]+)\s*(%|[^\W\d_][\w /.()-]*)?")
# “2 dari 5”, “1e3”, “5 juta”: what follows changes the figure, so it is no unit of measure; “m2” is one.
_BUKAN_SATUAN = re.compile(r"(?<![^\W\d_])\d|^[ex]\d|\b(?:ribu|rb|juta|jt|milyar|miliar|triliun)\b", re.IGNORECASE)
_PREDIKAT = re.compile(r"(?P<depan>[A-Za-z][A-Za-z+-]*|[A-Za-z][A-Za-z ]+)\s*(?:[=:|]|\()\s*(?P<angka>-?[\d.,]+)\s*\)?")
_ANGKA_PREDIKAT = re.compile(r"(?P<angka>-?[\d.,]+)\s*[(|]\s*-?(?P<belakang>[A-Za-z][A-Za-z +-]*)\)?")
_TANGGAL = re.compile(r"(\d{1,2})[\s/.-]+(\d{1,2}|[A-Za-z]+)[\s/.-]+(\d{4})")
TANPA_NILAI = frozenset({"n/a", "n.a", "na", "tidak ada data", "belum ada data"})
"""Words that say that there is no figure; “nihil” may mean zero, so it is asked about."""
YA = frozenset({"ya", "y", "1", "x", "✓", "v", "benar", "true"})
TIDAK = frozenset({"", "tidak", "t", "0", "-", "salah", "false", "bukan"})


@dataclass(frozen=True)
class Bidang:
    """One column.

    `jenis`: teks, panjang (a paragraph), bulat, angka, rupiah, tanggal, ya, pilihan (`pilihan`: code and label), rujuk
    (names a row of the table `rujuk`), daftar (names several), nilai (figure, step of a scale, or both).
    """

    kunci: str
    judul: str
    jenis: str = "teks"
    lebar: float = 14
    wajib: bool = False
    pilihan: tuple[tuple[str, str], ...] = ()
    rujuk: str = ""
    contoh: str = ""
    petunjuk: str = ""
    baca_saja: bool = False


def baca_sel(b: Bidang, sel: Sel) -> tuple[str, str]:
    """The text of a cell in its one spelling, and how it was read where that is not plain. Raises SelDitolak."""
    if b.jenis == "tanggal":
        return _tanggal(sel)
    if b.jenis in ("bulat", "angka", "rupiah") and not isinstance(sel.nilai, str):
        teks, catatan = teks_isian(sel, "angka")
        angka = parse_decimal(teks) if teks else None
        return _bulat(b, angka), catatan
    teks, catatan = teks_isian(sel, "")
    if b.jenis in ("teks", "rujuk", "pilihan") and isinstance(sel.nilai, Decimal) and not sel.persen:
        teks = f"{sel.nilai.normalize():f}"  # a code that a program took for a number
    if b.jenis == "nilai" and isinstance(sel.nilai, Decimal):
        return _rapi_angka(sel.nilai * 100 if sel.persen else sel.nilai), catatan
    return baca_teks(b, teks, catatan)


def baca_polos(b: Bidang, nilai: Any) -> str | None:
    """The text of a plain cell as `baca_sel` reads it; None where only `baca_sel` can say, or has to say how."""
    if nilai.__class__ is float:
        return _polos_angka(b, nilai)
    if nilai.__class__ in (date, datetime) and b.jenis == "tanggal":
        return f"{nilai:%Y-%m-%d}"
    if nilai.__class__ is not str:
        return None
    teks: str = nilai.strip()
    if not teks:
        return None if nilai else ""
    if not teks.isprintable() or teks.startswith(TANDA_CONTOH) or b.jenis == "tanggal":
        return None
    if b.jenis in KATA:
        return teks if b.jenis == "panjang" else " ".join(teks.split())
    try:
        dibaca, cara = baca_teks(b, teks)
    except SelDitolak:
        return None
    return None if cara else dibaca


def _polos_angka(b: Bidang, nilai: float) -> str | None:
    """A figure with no more decimals than are kept, without the noise of binary fractions."""
    teks = f"{nilai:.15g}"
    bulat, _, pecahan = teks.partition(".")
    if not bulat.lstrip("-").isdecimal() or len(pecahan) > DESIMAL or bulat == "-0":
        return None
    if b.jenis in ("angka", "nilai", "teks", "rujuk") or b.jenis in ("bulat", "rupiah") and not pecahan:
        return teks
    return None


def baca_teks(b: Bidang, teks: str, catatan: str = "") -> tuple[str, str]:
    """A text as a person wrote it, in its one spelling. Raises SelDitolak."""
    teks = rapi(teks)
    if b.jenis in ANGKA and teks.casefold().strip(" .") in TANPA_NILAI:
        return "", f"“{teks}” dibaca kosong."
    if b.jenis in ("bulat", "angka", "rupiah"):
        angka, cara = angka_teks(teks)
        return _bulat(b, angka), " ".join(filter(None, (catatan, cara)))
    if b.jenis == "nilai":
        return _nilai(teks, catatan)
    if b.jenis == "ya":
        return _ya(teks), catatan
    if b.jenis == "pilihan":
        return _pilihan(b, teks), catatan
    if b.jenis == "daftar":
        return ";".join(sorted(filter(None, (s.strip() for s in re.split(r"[;\n]", teks))))), catatan
    return (teks if b.jenis == "panjang" else " ".join(teks.split())), catatan


def angka_teks(teks: str) -> tuple[Decimal | None, str]:
    """The figure of a text and how it was read: `3,01` and `82.53`, `100%`, `10 titik`. Raises SelDitolak."""
    isi = teks.replace("\u00a0", " ").strip()
    if _TITIK.fullmatch(isi):  # a dot before one, two or four digits groups nothing: it begins the decimals
        angka = Decimal(isi)
        return angka, f"“{isi}” dibaca {format_number(angka)}."
    try:
        return parse_decimal(isi), ""
    except NumberFormatError as error:
        cocok = _ANGKA_DEPAN.fullmatch(isi)
        if cocok is None or not cocok[2] or cocok[1] == isi or _BUKAN_SATUAN.search(cocok[2]):
            raise SelDitolak(str(error)) from error
        angka_saja, _ = angka_teks(cocok[1])
        return angka_saja, f"“{isi}” dibaca {format_number(angka_saja)}."


def ke_model(b: Bidang, teks: str) -> Any:
    """The value of the model's column; not for references and values on a scale."""
    if b.jenis == "ya":
        return teks == "ya"
    if b.jenis in ("teks", "panjang", "pilihan"):
        return teks
    if not teks:
        return None
    if b.jenis == "tanggal":
        return date.fromisoformat(teks)
    return Decimal(teks) if b.jenis == "angka" else int(teks)


def dari_model(b: Bidang, nilai: Any) -> str:
    """The one spelling of a stored value; not for references and values on a scale."""
    if nilai is None or nilai is False:
        return ""
    if nilai is True:
        return "ya"
    if isinstance(nilai, Decimal):
        return _rapi_angka(nilai)
    if isinstance(nilai, date):
        return nilai.isoformat()
    teks = rapi(str(nilai))
    return " ".join(teks.split()) if b.jenis == "teks" else teks


def nilai_teks(nilai: Decimal | None, tingkat: str) -> str:
    """The one spelling of a value: `72.31|BB`, `72.31`, `|BB`."""
    angka = "" if nilai is None else _rapi_angka(nilai)
    return f"{angka}|{tingkat}" if tingkat else angka


def pisah_nilai(teks: str) -> tuple[Decimal | None, str]:
    """Figure and code of the step of a value in its one spelling."""
    angka, _, tingkat = teks.partition("|")
    return (Decimal(angka) if angka else None), tingkat


def tampil(b: Bidang, teks: str) -> str:
    """The text as a person reads it on the page and in the cell."""
    if not teks:
        return ""
    if b.jenis in ("angka", "rupiah"):
        return format_number(Decimal(teks))
    if b.jenis == "nilai":
        angka, tingkat = pisah_nilai(teks)
        sebut = "" if angka is None else format_number(angka)
        return f"{tingkat} = {sebut}" if tingkat and sebut else tingkat or sebut
    if b.jenis == "pilihan":
        return dict(b.pilihan).get(teks, teks)
    if b.jenis == "tanggal":
        return f"{date.fromisoformat(teks):%d/%m/%Y}"
    return "Ya" if b.jenis == "ya" else teks


def isi_sel(b: Bidang, teks: str) -> Any:
    """What stands in the cell: a figure, a date, a text, or nothing."""
    if not teks:
        return None
    if b.jenis == "tanggal":
        return date.fromisoformat(teks)
    if b.jenis in ("bulat", "angka", "rupiah") or b.jenis == "nilai" and "|" not in teks:
        angka = _angka_sel(teks)
        return tampil(b, teks) if angka is None else angka
    if b.jenis == "daftar":
        return bersih(teks.replace(";", "; "))
    return bersih(tampil(b, teks))


def _angka_sel(teks: str) -> int | Decimal | None:
    """The figure of a text in its one spelling; None where no cell can hold all its digits."""
    angka = Decimal(teks)
    if len(teks) > MAKS_ANGKA and not muat_angka(angka):
        return None
    return angka if "." in teks else int(angka)


# --- The kinds of cells ------------------------------------------------------------------------------------------


def _rapi_angka(nilai: Decimal) -> str:
    bulat, _, pecahan = f"{nilai:f}".partition(".")
    if len(pecahan) <= DESIMAL and bulat != "-0":
        pecahan = pecahan.rstrip("0")
        return f"{bulat}.{pecahan}" if pecahan else bulat
    rapi_saja = calculations.bulatkan(nilai, DESIMAL).normalize()
    return f"{rapi_saja + 0:f}"


def _bulat(b: Bidang, angka: Decimal | None) -> str:
    if angka is None:
        return ""
    if abs(angka) >= Decimal(10) ** 15:
        raise SelDitolak("Angka ini terlalu besar: isikan paling banyak 15 angka di depan koma.")
    if b.jenis != "angka" and angka != angka.to_integral_value():
        raise SelDitolak(f"Isi bilangan bulat, bukan {format_number(angka)}.")
    return _rapi_angka(angka)


def _nilai(teks: str, catatan: str) -> tuple[str, str]:
    """A value: `B = 66.04`, `3,01 (-B)`, `BB`, `10 titik`, `100%`."""
    for pola, grup in ((_PREDIKAT, "depan"), (_ANGKA_PREDIKAT, "belakang")):
        if cocok := pola.fullmatch(teks):
            angka, cara = angka_teks(cocok["angka"])
            return nilai_teks(angka, cocok[grup].strip().upper()), " ".join(filter(None, (catatan, cara)))
    if teks and not any(h.isdigit() for h in teks) and teks.strip("-–— "):
        return nilai_teks(None, teks), catatan
    angka, cara = angka_teks(teks)
    return nilai_teks(angka, ""), " ".join(filter(None, (catatan, cara)))


def _ya(teks: str) -> str:
    rendah = teks.casefold()
    if rendah not in YA | TIDAK:
        raise SelDitolak("Isi “Ya”, atau kosongkan.")
    return "ya" if rendah in YA else ""


def _pilihan(b: Bidang, teks: str) -> str:
    dicari = " ".join(teks.split()).casefold()
    for kode, label in b.pilihan:
        if dicari in (kode.casefold(), label.casefold()):
            return kode
    if not teks:
        return ""
    raise SelDitolak(f"“{teks[:60]}” bukan pilihan. Pilih salah satu: {', '.join(v for _, v in b.pilihan if v)}.")


def _tanggal(sel: Sel) -> tuple[str, str]:
    if isinstance(sel.nilai, datetime):
        return sel.nilai.date().isoformat(), ""
    if isinstance(sel.nilai, date):
        return sel.nilai.isoformat(), ""
    teks, catatan = teks_isian(sel, "")
    if not teks or not teks.strip("-–— "):
        return "", catatan
    try:
        return _tanggal_teks(teks).isoformat(), catatan
    except ValueError as error:
        raise SelDitolak(f"“{teks[:40]}” bukan tanggal. Tulis seperti 31/12/2025 atau 31 Desember 2025.") from error


def _tanggal_teks(teks: str) -> date:
    """`2025-01-31`, `31/1/2025`, `31 Januari 2025`, `31 Jan 2025`. Raises ValueError."""
    cocok = _TANGGAL.fullmatch(teks)
    if cocok is None:
        return date.fromisoformat(teks[:10])
    hari, bulan, tahun = cocok.groups()
    if bulan.isdigit():
        return date(int(tahun), int(bulan), int(hari))
    nama = [n for n, b in enumerate(NAMA_BULAN, 1) if b.casefold().startswith(bulan.casefold()[:3])]
    return date(int(tahun), nama[0] if nama and len(bulan) >= 3 else 13, int(hari))
