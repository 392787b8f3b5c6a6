"""What differs between two payloads, readable: where, what it was, what it is. Pure, for every kind of document.

Only what is printed counts. Tables are compared cell by cell, with rows that moved put side by side again.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any

MAKS_BARIS = 200
MAKS_TEKS = 500
MAKS_LABEL = 90
MIRIP = 0.45
"""Rows at least this alike are the same row, changed."""

# Not printed, derived from what is compared elsewhere, or drawn.
ABAIKAN = frozenset(
    {
        "meta", "id", "jangkar", "kelas", "lebar", "rata", "rentang_baris", "rentang_kolom", "garis_bawah", "lambang",
        "daftar_isi", "daftar_tabel", "daftar_gambar", "lampiran_ttd_pertama", "lampiran_ttd_kedua", "asli", "ditulis",
        "jenis_blok", "mendatar", "tingkat", "kunci", "muka", "kertas", "src", "gambar",
    }
)  # fmt: skip
SEBUTAN = {
    "kop": "Kop surat",
    "kepala": "Kepala",
    "ttd_pertama": "Tanda tangan Pihak Pertama",
    "ttd_kedua": "Tanda tangan Pihak Kedua",
    "ttd": "Tanda tangan",
    "penetapan": "Penetapan",
    "tempat_tanggal": "Tempat dan tanggal",
    "nip": "NIP",
    "anggaran_kalimat": "Kalimat anggaran",
    "janji": "Pernyataan janji",
    "menetapkan": "Yang ditetapkan",
    "html": "Isi",
    "teks": "Isi",
    "isi": "Isi",
}
_TANPA_NAMA = frozenset({"bab", "bagian", "blok", "lampiran", "kelompok", "naskah", "tabel", "diktum"})
"""Lists and wrappers whose items are named by themselves; the key would only repeat what they are."""


@dataclass(frozen=True)
class Beda:
    """One difference. `lama` or `baru` is empty for what was added or dropped."""

    tempat: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Perbandingan:
    """The differences in the order of the document, at most MAKS_BARIS of them; `sisa` counts the others."""

    baris: list[Beda]
    sisa: int


def banding(lama: Mapping[str, Any], baru: Mapping[str, Any]) -> Perbandingan:
    """What differs between the payloads of two documents of one kind."""
    semua = list(dict.fromkeys(_kamus((), lama, baru)))
    return Perbandingan(semua[:MAKS_BARIS], max(0, len(semua) - MAKS_BARIS))


Jalan = tuple[str, ...]


def _nilai(jalan: Jalan, lama: Any, baru: Any) -> Iterator[Beda]:
    if lama == baru:
        return
    if isinstance(lama, Mapping) and isinstance(baru, Mapping):
        keduanya_tabel = _tabel(lama) and _tabel(baru)
        yield from _beda_tabel(jalan, lama, baru) if keduanya_tabel else _kamus(jalan, lama, baru)
    elif isinstance(lama, list) and isinstance(baru, list):
        yield from _daftar(jalan, lama, baru)
    else:
        yield from _satu(jalan, polos(lama), polos(baru))


def _satu(jalan: Jalan, lama: str, baru: str) -> Iterator[Beda]:
    if lama != baru:
        yield Beda(" › ".join(jalan), _sekitar(lama, baru), _sekitar(baru, lama))


def _kamus(jalan: Jalan, lama: Mapping[str, Any], baru: Mapping[str, Any]) -> Iterator[Beda]:
    for kunci in dict.fromkeys([*lama, *baru]):
        if kunci in ABAIKAN:
            continue
        nama = () if kunci in _TANPA_NAMA else (SEBUTAN.get(kunci, kunci.replace("_", " ").capitalize()),)
        yield from _nilai(jalan + nama, lama.get(kunci), baru.get(kunci))


# --- Lists ------------------------------------------------------------------------------------------------------------
def _daftar(jalan: Jalan, lama: Sequence[Any], baru: Sequence[Any]) -> Iterator[Beda]:
    """Items found again by their name, else by their place between the others."""
    kunci_lama, kunci_baru = [_kunci(x) for x in lama], [_kunci(x) for x in baru]
    for aksi, a1, a2, b1, b2 in SequenceMatcher(None, kunci_lama, kunci_baru, autojunk=False).get_opcodes():
        potong_lama, potong_baru = list(lama[a1:a2]), list(baru[b1:b2])
        banyak = max(len(potong_lama), len(potong_baru)) if aksi != "equal" else len(potong_lama)
        for n in range(banyak):
            satu = potong_lama[n] if n < len(potong_lama) else None
            lain = potong_baru[n] if n < len(potong_baru) else None
            yield from _nilai(jalan + _nama(lain if lain is not None else satu, b1 + n + 1, len(baru)), satu, lain)


def _kunci(isi: Any) -> str:
    """By what an item of a list is known: its own name if it has one, else all of it."""
    if isinstance(isi, Mapping):
        for kunci in ("jangkar", "kunci", "id", "label"):
            if isi.get(kunci):
                return f"{kunci}:{isi[kunci]}"
        tabel = isi.get("tabel")
        if isinstance(tabel, Mapping) and tabel.get("id"):
            return f"tabel:{tabel['id']}"
        if isi.get("judul") and isinstance(isi["judul"], str):
            return f"judul:{isi['judul']}"
    return json.dumps(isi, sort_keys=True, ensure_ascii=False)


def _nama(isi: Any, urutan: int, banyak: int) -> Jalan:
    """What an item is called in the path to it."""
    if isinstance(isi, Mapping):
        bagian = [isi.get(k) for k in ("nomor", "label", "judul")]
        kata = " ".join(b for b in bagian if isinstance(b, str) and b)
        if kata:
            return (_pendek(kata),)
        return ()
    return (f"butir {urutan}",) if banyak > 1 else ()


# --- Tables -----------------------------------------------------------------------------------------------------------
def _tabel(isi: Mapping[str, Any]) -> bool:
    return isinstance(isi.get("kepala"), list) and isinstance(isi.get("baris"), list)


@dataclass(frozen=True)
class _Petak:
    """One cell of the full grid; a merged cell is spread over all it covers, `asal` where it begins."""

    teks: str
    asal: bool


def _kisi(baris: Sequence[Sequence[Mapping[str, Any]]]) -> list[list[_Petak]]:
    """The rows as a full grid."""
    kisi: list[dict[int, _Petak]] = [{} for _ in baris]
    for r, sel_sel in enumerate(baris):
        k = 0
        for sel in sel_sel:
            while k in kisi[r]:
                k += 1
            for dr in range(min(sel.get("rentang_baris", 1), len(baris) - r)):
                for dk in range(sel.get("rentang_kolom", 1)):
                    kisi[r + dr][k + dk] = _Petak(polos(sel.get("teks", "")), asal=dr == 0 and dk == 0)
            k += sel.get("rentang_kolom", 1)
    return [[satu[k] for k in sorted(satu)] for satu in kisi]


def _beda_tabel(jalan: Jalan, lama: Mapping[str, Any], baru: Mapping[str, Any]) -> Iterator[Beda]:
    nama = polos(baru.get("judul")) or ("" if jalan else str(baru.get("id", "")))
    jalan = (*jalan, _pendek(nama)) if nama and _pendek(nama) not in jalan else jalan
    yield from _satu((*jalan, "Judul tabel"), polos(lama.get("judul")), polos(baru.get("judul")))
    kepala_lama, kepala_baru = _kolom(lama), _kolom(baru)
    yield from _satu((*jalan, "Kolom"), "; ".join(kepala_lama), "; ".join(kepala_baru))
    isi_lama, isi_baru = _kisi(lama["baris"]), _kisi(baru["baris"])
    teks_lama, teks_baru = [[p.teks for p in b] for b in isi_lama], [[p.teks for p in b] for b in isi_baru]
    pasangan = SequenceMatcher(None, [tuple(b) for b in teks_lama], [tuple(b) for b in teks_baru], autojunk=False)
    for aksi, a1, a2, b1, b2 in pasangan.get_opcodes():
        if aksi != "equal":
            for a, b in _jodoh(teks_lama, teks_baru, range(a1, a2), range(b1, b2)):
                satu = isi_lama[a] if a is not None else None
                lain = isi_baru[b] if b is not None else None
                yield from _baris(jalan, satu, lain, kepala_baru if lain else kepala_lama)


def _kolom(tabel: Mapping[str, Any]) -> list[str]:
    """The name of each column: its heads from top to bottom, without repeating."""
    kisi = [b for b in _kisi(tabel["kepala"]) if not all(re.fullmatch(r"\(?\d*\)?", p.teks) for p in b)]
    lebar = max((len(b) for b in kisi), default=0)
    return [" ".join(dict.fromkeys(b[k].teks for b in kisi if k < len(b) and b[k].teks)) for k in range(lebar)]


def _jodoh(
    lama: list[list[str]], baru: list[list[str]], dari: range, ke: range
) -> Iterator[tuple[int | None, int | None]]:
    """Changed rows side by side: each new row with the most similar old one that is still free."""
    sisa = list(dari)
    for b in ke:
        nilai = [(_kemiripan(lama[a], baru[b]), -abs((a - dari.start) - (b - ke.start)), a) for a in sisa]
        terbaik = max(nilai, default=(0.0, 0, -1))
        if terbaik[0] >= MIRIP:
            sisa.remove(terbaik[2])
            yield terbaik[2], b
        else:
            yield None, b
    for a in sisa:
        yield a, None


def _kemiripan(a: Sequence[str], b: Sequence[str]) -> float:
    """How alike two rows are, 0 to 1; words weigh more than the numbers beside them."""
    return SequenceMatcher(None, " ".join(a).split(), " ".join(b).split(), autojunk=False).ratio()


def _baris(jalan: Jalan, lama: list[_Petak] | None, baru: list[_Petak] | None, kolom: list[str]) -> Iterator[Beda]:
    """Two rows cell by cell; a row without the other one as a whole."""
    label = _label_baris(baru or lama or [])
    jalan = (*jalan, label) if label else jalan
    if lama is None or baru is None or len(lama) != len(baru):
        utuh = [" | ".join(p.teks for p in b if p.teks) if b else "" for b in (lama, baru)]
        yield from _satu(jalan, *utuh)
        return
    for n, (a, b) in enumerate(zip(lama, baru, strict=True)):
        if a.teks != b.teks and (a.asal or b.asal):
            nama = kolom[n] if n < len(kolom) else f"kolom {n + 1}"
            yield from _satu((*jalan, nama), a.teks, b.teks)


def _label_baris(baris: Sequence[_Petak]) -> str:
    """What a row is about: its longest words among the first columns."""
    kata = [p.teks for p in baris[:5] if re.search(r"[A-Za-z]{3}", p.teks)]
    return _pendek(max(kata, key=len)) if kata else ""


# --- Text -------------------------------------------------------------------------------------------------------------
def polos(isi: Any) -> str:
    """Any piece of a payload as plain text on one line."""
    if isi is None or isinstance(isi, bool):
        return ""
    if isinstance(isi, Mapping):
        return " · ".join(t for k, v in isi.items() if k not in ABAIKAN and (t := polos(v)))
    if isinstance(isi, list | tuple):
        return " · ".join(t for v in isi if (t := polos(v)))
    teks = str(isi)
    if teks.startswith("data:"):
        return "(gambar)"
    if "<" in teks:
        teks = unescape(re.sub(r"<[^>]*>", " ", teks))
    return " ".join(teks.split())


def _pendek(teks: str) -> str:
    return teks if len(teks) <= MAKS_LABEL else f"{teks[: MAKS_LABEL - 1].rstrip()}…"


def _sekitar(teks: str, lain: str) -> str:
    """A long text around the first place where it differs from the other."""
    if len(teks) <= MAKS_TEKS:
        return teks
    sama = next((n for n, (a, b) in enumerate(zip(teks, lain, strict=False)) if a != b), min(len(teks), len(lain)))
    mulai = max(0, min(sama - 120, len(teks) - MAKS_TEKS))
    potongan = teks[mulai : mulai + MAKS_TEKS].strip()
    return f"{'…' if mulai else ''}{potongan}{'…' if mulai + MAKS_TEKS < len(teks) else ''}"
