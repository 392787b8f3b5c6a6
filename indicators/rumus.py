"""Formulas a planner writes over named variables: read, worked out, and shown with the figures put in.

Pure functions. What is typed is cut into known words before anything is parsed, names and numbers are replaced by
keys of our own, and the tree that comes of it is worked out by `simpleeval` with four operators and six functions:
there is no way to a string, an attribute, a comparison or a power. Figures are Decimal throughout; a number of the
formula is read from its own text. Every refusal is a sentence for the person who wrote the formula.
"""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from decimal import localcontext as hitungan_sendiri
from functools import lru_cache
from operator import add, mul, neg, sub

from simpleeval import InvalidExpression, SimpleEval

from indicators import calculations
from sakip.lib.numbers import format_number

MAKS_HURUF, MAKS_KATA, MAKS_KURUNG, MAKS_TINGKAT = 500, 200, 20, 100
MAKS_ANGKA = 15  # digits of a number written in the formula, and before the comma of a result
DESIMAL = 2  # of a result, unless the formula itself rounds last: bulat(…; 4)
MAKS_DESIMAL = 4  # what the column of a value keeps

# Wide enough that the rounding of the last step decides, not that of a quotient on the way (1 / 3 × 3 is 1).
KONTEKS = Context(
    prec=50, rounding=ROUND_HALF_EVEN, Emax=999, Emin=-999, traps=[DivisionByZero, InvalidOperation, Overflow]
)
KETELITIAN = Context(prec=40, rounding=ROUND_HALF_EVEN)

_SAMAKAN = str.maketrans({"×": "*", "÷": "/", ":": "/", "−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "\n": " "})
_KATA = re.compile(
    r"\s*(?:(?P<angka>\d+(?:[.,]\d+)*)(?P<persen>\s*%)?|(?P<nama>[a-z][a-z0-9_]*)|(?P<tanda>[-+*/();,]))"
)
_RIBUAN = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


class RumusSalah(ValueError):
    """A formula that cannot be read or worked out; the message is a sentence for whoever wrote it."""


# --- Functions -----------------------------------------------------------------------------------------------------


def _rata(*nilai: Decimal) -> Decimal:
    return sum(nilai, Decimal(0)) / len(nilai)


def _jumlah(*nilai: Decimal) -> Decimal:
    return sum(nilai, Decimal(0))


def _terkecil(*nilai: Decimal) -> Decimal:
    return min(nilai)


def _terbesar(*nilai: Decimal) -> Decimal:
    return max(nilai)


def _bulat(nilai: Decimal, desimal: Decimal) -> Decimal:
    return calculations.bulatkan(KETELITIAN.plus(nilai), int(desimal))


def _ikm(*unsur: Decimal) -> Decimal:
    try:
        return calculations.ikm(unsur)
    except ValueError as error:
        raise RumusSalah(str(error)) from error


def _bagi(a: Decimal, b: Decimal) -> Decimal:
    if not b:
        raise RumusSalah("Pembaginya nol, sehingga rumus tidak dapat dihitung. Periksa angka yang menjadi pembagi.")
    return a / b


FUNGSI: dict[str, Callable[..., Decimal]] = {
    "rata": _rata,
    "jumlah": _jumlah,
    "min": _terkecil,
    "max": _terbesar,
    "bulat": _bulat,
    "ikm": _ikm,
}
DAFTAR_FUNGSI = ", ".join(FUNGSI)
OPERATOR: dict[type[ast.AST], Callable[..., Decimal]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: _bagi,
    ast.USub: neg,
}
_LAMBANG = {ast.Add: ("+", 1), ast.Sub: ("-", 1), ast.Mult: ("×", 2), ast.Div: ("/", 2)}
_SIMPUL = (ast.BinOp, ast.UnaryOp, ast.Call, ast.Name, ast.Load, *OPERATOR)


class _Penghitung(SimpleEval):
    """Works out a tree of names, operators and our functions; whatever else it knows is taken away."""

    def __init__(self, names: Mapping[str, Decimal]) -> None:
        super().__init__(operators=OPERATOR, functions=FUNGSI, names=names)
        semua: dict[type[ast.AST], Callable[..., Decimal]] = vars(self)["nodes"]
        self.nodes = {kind: semua[kind] for kind in (ast.BinOp, ast.UnaryOp, ast.Call, ast.Name)}


# --- A formula -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rumus:
    """One formula that was read: its tree, the numbers written in it, its variables in the order they appear."""

    pohon: ast.expr
    angka: Mapping[str, Decimal]
    variabel: tuple[str, ...]

    def memakai(self, fungsi: str) -> bool:
        """Whether the formula calls one of the functions (`ikm`: its variables are unsur of the survey)."""
        return any(isinstance(n, ast.Call) and _nama(n.func) == fungsi for n in ast.walk(self.pohon))

    def kurang(self, nilai: Mapping[str, Decimal | None]) -> list[str]:
        """The variables that have no figure yet."""
        return [v for v in self.variabel if nilai.get(v) is None]

    def mentah(self, nilai: Mapping[str, Decimal | None]) -> Decimal:
        """The result before its last rounding. Raises RumusSalah for a missing figure and a division by zero."""
        if kurang := self.kurang(nilai):
            raise RumusSalah(f"Belum ada angka untuk {', '.join(kurang)}.")
        names = {f"v_{v}": Decimal(nilai[v] or 0) for v in self.variabel}
        try:
            with hitungan_sendiri(KONTEKS):
                hasil: Decimal = _Penghitung({**self.angka, **names}).eval("", previously_parsed=self.pohon)
        except (DecimalException, InvalidExpression) as error:
            raise RumusSalah(TERLALU_BESAR) from error
        return hasil

    def hitung(self, nilai: Mapping[str, Decimal | None]) -> Decimal:
        """The result as it is stored: rounded half up to two decimals, or as the formula itself rounds it last."""
        hasil = self.mentah(nilai)
        if abs(hasil) >= Decimal(10) ** MAKS_ANGKA:
            raise RumusSalah(TERLALU_BESAR)
        sendiri = isinstance(self.pohon, ast.Call) and _nama(self.pohon.func) == "bulat"
        with hitungan_sendiri(KONTEKS):
            return hasil if sendiri else _bulat(hasil, Decimal(DESIMAL))

    def dengan_angka(self, nilai: Mapping[str, Decimal | None]) -> str:
        """The arithmetic as an office writes it: `45 / 46 × 100 = 97,83`. Raises what `hitung` raises."""
        hasil = self.hitung(nilai)
        return f"{self._tulis(lambda v: _angka(nilai[v]))} = {format_number(hasil)}"

    @property
    def tulisan(self) -> str:
        """The formula by the names of its variables: `a / b × 100`."""
        return self._tulis(lambda v: v)

    def dengan_nama(self, nama: Mapping[str, str]) -> str:
        """The formula by what its variables are: `Surat selesai / Surat masuk × 100`. A symbol without name stays."""
        return self._tulis(lambda v: nama.get(v) or v)

    def pecahan(self, nama: Mapping[str, str]) -> tuple[str, str, str] | None:
        """What stands above and below the line of a quotient, and what follows it (`× 100`); None for any other."""
        puncak, akhir = self.pohon, ""
        if isinstance(puncak, ast.BinOp) and isinstance(puncak.op, ast.Mult):
            akhir = f"× {Rumus(puncak.right, self.angka, ()).dengan_nama(nama)}"
            puncak = puncak.left
        if not (isinstance(puncak, ast.BinOp) and isinstance(puncak.op, ast.Div)):
            return None
        atas, bawah = (Rumus(bagian, self.angka, ()).dengan_nama(nama) for bagian in (puncak.left, puncak.right))
        return atas, bawah, akhir

    def _tulis(self, isi: Callable[[str], str]) -> str:
        def nama(kunci: str) -> str:
            return isi(kunci[2:]) if kunci.startswith("v_") else _angka(self.angka[kunci])

        return _tulis(self.pohon, nama)[0]


TERLALU_BESAR = "Hasil rumus terlalu besar untuk disimpan: periksa angka dan rumusnya."


def hitung(ekspresi: str, nilai: Mapping[str, Decimal | None]) -> Decimal:
    """The result of a formula for some figures. Raises RumusSalah."""
    return uraikan(ekspresi).hitung(nilai)


def memakai(ekspresi: str, fungsi: str) -> bool:
    """Whether a stored formula calls a function; one that cannot be read (or is none) calls nothing."""
    try:
        return uraikan(ekspresi).memakai(fungsi)
    except RumusSalah:
        return False


@lru_cache(maxsize=512)
def uraikan(ekspresi: str) -> Rumus:
    """Read a formula. Raises RumusSalah with a sentence that says what to mend.

    A decimal is written `0.5` or `0,5`. What a function takes is separated by `;`, or by `,` where that cannot be one.
    """
    if len(ekspresi) > MAKS_HURUF:
        raise RumusSalah(f"Rumus paling panjang {MAKS_HURUF} huruf: sederhanakan.")
    teks = ekspresi.translate(_SAMAKAN).lower().strip().removeprefix("=").strip()
    if not teks:
        raise RumusSalah("Tulis rumusnya, misalnya a / b * 100.")
    if "**" in teks or "^" in teks:
        raise RumusSalah("Pangkat tidak dipakai dalam rumus: tulis perkaliannya, misalnya a * a.")
    kata, angka = _Pemotong(teks).potong()
    try:
        pohon = ast.parse(" ".join(kata), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
        raise RumusSalah(BELUM_LENGKAP) from error
    _periksa_pohon(pohon, angka)
    dipakai = [n[2:] for n in (_nama(s) for s in _berurut(pohon)) if n.startswith("v_")]
    return Rumus(pohon, angka, tuple(dict.fromkeys(dipakai)))


BELUM_LENGKAP = (
    "Rumus belum lengkap: di antara dua bagian harus ada satu tanda + - × atau /, dan tidak ada tanda di ujungnya."
)


def periksa_batas(nilai: Decimal | None, minimum: Decimal | None, maksimum: Decimal | None) -> str:
    """The sentence that refuses a figure outside the bounds of its variable; empty when it lies within them."""
    if nilai is None or ((minimum is None or nilai >= minimum) and (maksimum is None or nilai <= maksimum)):
        return ""
    if minimum is not None and maksimum is not None:
        return f"Isi antara {format_number(minimum)} dan {format_number(maksimum)}, bukan {format_number(nilai)}."
    if minimum is not None:
        return f"Isi paling sedikit {format_number(minimum)}, bukan {format_number(nilai)}."
    return f"Isi paling banyak {format_number(maksimum)}, bukan {format_number(nilai)}."


# --- Cutting into words --------------------------------------------------------------------------------------------


class _Pemotong:
    """Cuts a formula into words that Python's parser may see: our keys for names and numbers, signs, brackets."""

    def __init__(self, teks: str) -> None:
        self.teks = teks
        self.kata: list[str] = []
        self.angka: dict[str, Decimal] = {}
        self.kurung: list[bool] = []  # for each open bracket, whether it is that of a function

    def potong(self) -> tuple[list[str], dict[str, Decimal]]:
        """The words, and the numbers by their keys."""
        letak = 0
        while letak < len(self.teks):
            cocok = _KATA.match(self.teks, letak)
            if cocok is None:
                asing = self.teks[letak:].strip()[:1]
                raise RumusSalah(f"Tanda “{asing}” tidak dikenal dalam rumus. Pakai nama variabel, angka, + - × / ( ).")
            letak = cocok.end()
            if cocok["angka"]:
                self._angka(cocok["angka"], cocok["persen"])
            elif cocok["nama"]:
                self._nama(cocok["nama"], self.teks[letak:].lstrip()[:1] == "(")
            else:
                self._tanda(cocok["tanda"])
            if len(self.kata) > MAKS_KATA:
                raise RumusSalah("Rumus terlalu panjang: bagi menjadi beberapa indikator atau sederhanakan.")
        if self.kurung:
            raise RumusSalah("Kurung buka belum ditutup: lengkapi tanda “)”.")
        return self.kata, self.angka

    def _angka(self, teks: str, persen: str | None) -> None:
        if persen and teks != "100":
            raise RumusSalah(f"“{teks}%” dapat dibaca dua cara: tulis {teks} saja, atau pecahannya, misalnya 0.05.")
        if "," in teks and self.kurung and self.kurung[-1] and ";" not in self.teks:
            raise RumusSalah(
                f"“{teks}” di dalam fungsi: pisahkan angka dengan titik koma dan tulis desimal dengan titik."
            )
        if _RIBUAN.fullmatch(teks):
            raise RumusSalah(
                f"“{teks}” dapat dibaca dua cara: tulis tanpa pemisah ribuan, atau desimalnya dengan koma."
            )
        titik = teks.replace(",", ".")
        if titik.count(".") > 1 or len(titik.replace(".", "")) > MAKS_ANGKA:
            raise RumusSalah(
                f"“{teks}” bukan angka yang dapat dipakai: tulis tanpa pemisah ribuan, paling panjang {MAKS_ANGKA}."
            )
        kunci = f"k_{len(self.angka)}"
        self.angka[kunci] = Decimal(titik)
        self.kata.append(kunci)

    def _nama(self, nama: str, dipanggil: bool) -> None:
        if dipanggil and nama not in FUNGSI:
            raise RumusSalah(f"“{nama}” bukan fungsi yang dikenal. Yang ada: {DAFTAR_FUNGSI}.")
        if not dipanggil and nama in FUNGSI:
            raise RumusSalah(f"“{nama}” adalah nama fungsi: tulis {nama}(…), atau pakai nama lain untuk variabelnya.")
        self.kata.append(nama if dipanggil else f"v_{nama}")

    def _tanda(self, tanda: str) -> None:
        if tanda == "(":
            self.kurung.append(bool(self.kata) and self.kata[-1] in FUNGSI)
            if len(self.kurung) > MAKS_KURUNG:
                raise RumusSalah(f"Kurung paling banyak {MAKS_KURUNG} lapis: sederhanakan rumusnya.")
        elif tanda == ")":
            if not self.kurung:
                raise RumusSalah("Tanda “)” tidak berpasangan: hapus, atau tambahkan “(” di depannya.")
            self.kurung.pop()
        elif tanda in ";," and not (self.kurung and self.kurung[-1]):
            raise RumusSalah(f"Tanda “{tanda}” hanya memisahkan isi fungsi, misalnya rata(a; b).")
        self.kata.append("," if tanda == ";" else tanda)


# --- Looking at the tree -------------------------------------------------------------------------------------------


def _nama(simpul: ast.AST) -> str:
    return simpul.id if isinstance(simpul, ast.Name) else ""


def _berurut(simpul: ast.AST) -> Iterable[ast.AST]:
    """The nodes from left to right (`ast.walk` goes level by level)."""
    yield simpul
    for anak in ast.iter_child_nodes(simpul):
        yield from _berurut(anak)


def _periksa_pohon(pohon: ast.expr, angka: Mapping[str, Decimal]) -> None:
    lapis: list[ast.AST] = [pohon]
    for _ in range(MAKS_TINGKAT):
        lapis = [anak for simpul in lapis for anak in ast.iter_child_nodes(simpul)]
        if not lapis:
            break
    else:
        raise RumusSalah("Rumus terlalu dalam: sederhanakan, misalnya dengan jumlah(a; b; c).")
    for simpul in ast.walk(pohon):
        if not isinstance(simpul, _SIMPUL):
            raise RumusSalah(BELUM_LENGKAP)
        if isinstance(simpul, ast.Call):
            _periksa_fungsi(simpul, angka)


def _periksa_fungsi(simpul: ast.Call, angka: Mapping[str, Decimal]) -> None:
    nama = _nama(simpul.func)
    if nama not in FUNGSI or simpul.keywords:
        raise RumusSalah(BELUM_LENGKAP)
    if not simpul.args:
        raise RumusSalah(f"Isi {nama}(…) masih kosong.")
    if nama != "bulat":
        return
    desimal = angka.get(_nama(simpul.args[1])) if len(simpul.args) == 2 else None
    if desimal is None or desimal not in range(MAKS_DESIMAL + 1):
        raise RumusSalah(f"Tulis bulat(…; n) dengan n jumlah desimal, yaitu angka 0 sampai {MAKS_DESIMAL}.")


# --- Writing it out ------------------------------------------------------------------------------------------------


def _angka(nilai: Decimal | None) -> str:
    teks = format_number(nilai)
    return f"({teks})" if teks.startswith("-") else teks


def _tulis(simpul: ast.AST, nama: Callable[[str], str]) -> tuple[str, int]:
    """The text of a part and how strongly it binds: 1 sums, 2 products, 3 whatever stands by itself."""
    if isinstance(simpul, ast.Name):
        return nama(simpul.id), 3
    if isinstance(simpul, ast.UnaryOp):
        return f"-{_berkurung(simpul.operand, nama, 3)}", 1
    if isinstance(simpul, ast.BinOp):
        lambang, kuat = _LAMBANG[type(simpul.op)]
        return f"{_berkurung(simpul.left, nama, kuat)} {lambang} {_berkurung(simpul.right, nama, kuat + 1)}", kuat
    assert isinstance(simpul, ast.Call)  # noqa: S101  _periksa_pohon lets nothing else through
    return _tulis_fungsi(_nama(simpul.func), simpul.args, nama)


def _tulis_fungsi(fungsi: str, isi: list[ast.expr], nama: Callable[[str], str]) -> tuple[str, int]:
    if fungsi in ("min", "max", "bulat"):
        return f"{fungsi}({'; '.join(_tulis(i, nama)[0] for i in isi)})", 3
    jumlah = f"({' + '.join(_berkurung(i, nama, 2) for i in isi)})"
    if fungsi == "jumlah":
        return jumlah, 3
    return f"{jumlah} / {len(isi)}{' × 25' if fungsi == 'ikm' else ''}", 2


def _berkurung(simpul: ast.AST, nama: Callable[[str], str], kuat: int) -> str:
    teks, milik = _tulis(simpul, nama)
    return teks if milik >= kuat else f"({teks})"
