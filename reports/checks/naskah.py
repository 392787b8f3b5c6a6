"""A payload as the rules of documents see it: its texts, tables, signature blocks and numbers, each with its place.

Nothing here knows a kind of document: a table is what has rows and widths, a signature block what has a name and a NIP
(reports/payloads.py). So a kind that is added tomorrow is read too. Pure: no database.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

NAMA_TEMPAT = {
    "sampul": "Sampul",
    "kata_pengantar": "Kata Pengantar",
    "ringkasan": "Ringkasan",
    "menimbang": "Menimbang",
    "mengingat": "Mengingat",
    "menetapkan": "Menetapkan",
    "diktum": "Diktum",
    "penetapan": "Penetapan",
    "tembusan": "Tembusan",
    "kop": "Kop",
    "kepala": "Kepala keputusan",
    "ttd": "Tanda tangan",
    "pihak_pertama": "Pihak Pertama",
    "pihak_kedua": "Pihak Kedua",
}
"""How the parts of a payload are called where a finding is shown."""

TAK_TERCETAK = frozenset(
    (
        "meta",
        "kunci",
        "jangkar",
        "jenis",
        "id",
        "lebar",
        "kelas",
        "rata",
        "gaya",
        "data",
        "asli",
        "lambang",
        "kekurangan",
    )
)
"""Keys that are not text of the document."""

LAMPIRAN = "lampiran"

SEL = frozenset(("teks", "rata", "kelas", "rentang_baris", "rentang_kolom"))
"""What a plain cell of a table holds. A report has thousands: one text each, and nothing below it."""


class Teks(NamedTuple):
    """One printed text. `sendiri`: a planner's own words; `kutipan`: the title of a regulation stands in it."""

    tempat: str
    isi: str
    sendiri: bool = False
    prosa: bool = False


@dataclass(frozen=True)
class Ttd:
    """One signature block, or an official named in the text. `lampiran`: it stands in an annex."""

    tempat: str
    nama: str
    jabatan: str
    nip: str
    pangkat: str
    tanggal: str = ""
    lampiran: bool = False


@dataclass(frozen=True)
class NomorJudul:
    """A chapter, section, table or figure, or a line of a list of them."""

    nomor: str
    judul: str
    jangkar: str = ""
    jenis: str = ""  # bab, bagian, tabel, gambar
    tingkat: int = 1
    kosong: bool = False  # a section without any block


@dataclass(frozen=True)
class Rangkaian:
    """Numbers that belong together, in the order of the document: sections of one chapter, dictums, annexes."""

    tempat: str
    nomor: tuple[str, ...]


@dataclass(frozen=True)
class IkuCek:
    """One IKU with its capaian of the year, and whether its value rose (1), fell (-1) or stayed (0)."""

    nama: str
    capaian: Decimal | None = None
    arah: int | None = None


@dataclass(frozen=True)
class PeraturanCek:
    """One regulation of the register. `dicabut` is the year of the one that revoked it."""

    jenis: str
    nomor: str
    tahun: int
    tentang: str
    dicabut: int | None = None


@dataclass(frozen=True)
class Sekitar:
    """What the rules must know besides the payload. Every field has a default: a rule asks for what it needs."""

    jenis: str = ""
    tahun: int = 2024
    triwulan: int = 0
    nomor: str = ""
    tanggal: date | None = None
    final: bool = False
    periode: tuple[int, ...] = ()
    nama_sendiri: tuple[str, ...] = ()
    nama_lain: tuple[str, ...] = ()
    kepala_daerah: tuple[str, ...] = ()  # they have no NIP
    iku: tuple[IkuCek, ...] = ()
    peraturan: tuple[PeraturanCek, ...] = ()


@dataclass(frozen=True)
class Naskah:
    """One payload, read once for all rules."""

    payload: Mapping[str, Any] = field(default_factory=dict)
    sekitar: Sekitar = field(default_factory=Sekitar)
    teks: tuple[Teks, ...] = ()
    tabel: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    ttd: tuple[Ttd, ...] = ()
    bab: tuple[NomorJudul, ...] = ()
    keputusan: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    rangkaian: tuple[Rangkaian, ...] = ()


def baca(payload: Mapping[str, Any], sekitar: Sekitar) -> Naskah:
    """The payload with everything the rules ask for."""
    benda: list[Benda] = []
    _benda(payload, "", False, benda)
    teks: list[Teks] = []
    _teks(payload, "", False, teks)
    return Naskah(
        payload=payload,
        sekitar=sekitar,
        teks=tuple(teks),
        tabel=tuple((tempat, d) for tempat, d, _ in benda if _is_tabel(d)),
        ttd=tuple(_ttd(benda)),
        bab=tuple(_bab(payload)),
        keputusan=tuple((tempat or "Keputusan", d) for tempat, d, _ in benda if "diktum" in d and "kepala" in d),
        rangkaian=tuple(_rangkaian(payload, benda)),
    )


def _is_tabel(d: Mapping[str, Any]) -> bool:
    return "kepala" in d and "baris" in d and isinstance(d["kepala"], list)


def _tempat(d: Mapping[str, Any], kunci: str, induk: str) -> str:
    """Where a part stands: its own number and title, else what its key is called, else its parent's place."""
    judul = d.get("judul")
    if isinstance(judul, str) and judul and ("nomor" in d or d.get("jenis") == "narasi"):
        return f"{d.get('nomor', '')} {judul}".strip()
    if d.get("label") and "kelompok" in d:
        return str(d["label"]).title()
    return NAMA_TEMPAT.get(kunci, induk)


Benda = tuple[str, Mapping[str, Any], bool]


def objek(isi: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of a payload but what stands in tables, in its order. Without recursion: there are hundreds."""
    belum = [isi]
    while belum:
        satu = belum.pop()
        if isinstance(satu, dict):
            yield satu
            if not _is_tabel(satu):
                belum += [n for n in reversed(satu.values()) if not isinstance(n, str)]
        elif isinstance(satu, list | tuple):
            belum += [n for n in reversed(satu) if not isinstance(n, str)]


def _benda(isi: Any, tempat: str, lampiran: bool, hasil: list[Benda]) -> None:
    """The same objects, each with its place and whether it is part of an annex, appended in their order.

    Words are passed over before anything is called.
    """
    if isinstance(isi, dict):
        hasil.append((tempat, isi, lampiran))
        if _is_tabel(isi):
            return
        for kunci, nilai in isi.items():
            if isinstance(nilai, str) or kunci == "meta":
                continue
            sini = _tempat(nilai, kunci, tempat) if isinstance(nilai, dict) else NAMA_TEMPAT.get(kunci, tempat)
            _benda(nilai, sini, lampiran or kunci == LAMPIRAN, hasil)
    elif isinstance(isi, list | tuple):
        for nilai in isi:
            if not isinstance(nilai, str):
                _benda(nilai, _tempat(nilai, "", tempat) if isinstance(nilai, dict) else tempat, lampiran, hasil)


def _teks(isi: Any, tempat: str, prosa: bool, hasil: list[Teks]) -> None:
    """Every printed text of a payload with its place, appended in its order."""
    if isinstance(isi, str):
        if isi.strip():
            hasil.append(Teks(tempat, isi, prosa=prosa))
    elif isinstance(isi, dict):
        if isi.get("jenis") == "narasi":
            hasil.append(Teks(tempat, tercetak(isi), sendiri=bool(isi.get("ditulis")), prosa=True))
            return
        for kunci, nilai in isi.items():
            if kunci in TAK_TERCETAK or isinstance(nilai, bool | int):
                continue
            if isinstance(nilai, str):
                if nilai.strip():
                    hasil.append(Teks(NAMA_TEMPAT.get(kunci, tempat), nilai, prosa=prosa))
                continue
            sini = _tempat(nilai, kunci, tempat) if isinstance(nilai, dict) else NAMA_TEMPAT.get(kunci, tempat)
            _teks(nilai, sini, prosa, hasil)
    elif isinstance(isi, list | tuple):
        for nilai in isi:
            if isinstance(nilai, dict) and nilai.keys() <= SEL and isinstance(sel := nilai.get("teks"), str):
                if sel.strip():
                    hasil.append(Teks(tempat, sel, prosa=prosa))
                continue
            _teks(nilai, _tempat(nilai, "", tempat) if isinstance(nilai, dict) else tempat, prosa, hasil)


@lru_cache(maxsize=8192)
def rapi(teks: str) -> str:
    """The words of a text, without case and marks."""
    return " ".join(re.findall(r"\w+", teks.casefold()))


def tercetak(narasi: Mapping[str, Any]) -> str:
    """The printed words of a block of prose, one paragraph or item a line, without markup."""
    isi = narasi.get("html")
    if isi is None:
        return str(narasi.get("teks", narasi.get("asli", "")))
    polos = re.sub(r"<(?:br|/p|/li|/h\d|/tr|/td|/th)[^>]*>", "\n", str(isi))
    return html.unescape(re.sub(r"<[^>]+>", "", polos)).replace("\xa0", " ").strip()


def _ttd(benda: Sequence[tuple[str, Mapping[str, Any], bool]]) -> Iterator[Ttd]:
    for tempat, d, lampiran in benda:
        if "nama" in d and "nip" in d:
            jabatan, tanggal = d.get("jabatan", ""), d.get("tempat_tanggal", [])
            yield Ttd(
                tempat=tempat or NAMA_TEMPAT["ttd"],
                nama=str(d["nama"]),
                jabatan=" ".join(jabatan) if isinstance(jabatan, list) else str(jabatan),
                nip=str(d["nip"]),
                pangkat=str(d.get("pangkat", "")),
                tanggal=" ".join(tanggal) if isinstance(tanggal, list) else str(tanggal),
                lampiran=lampiran,
            )


def _bab(payload: Mapping[str, Any]) -> Iterator[NomorJudul]:
    """Chapters, sections, tables and figures in the order of the document."""
    for bab in payload.get("bab", []):
        yield NomorJudul(bab["nomor"], bab["judul"], bab.get("jangkar", ""), "bab", 1)
        yield from _bernomor(bab.get("pembuka", []))
        bagian = bab.get("bagian", [])
        for n, satu in enumerate(bagian):
            bawah = n + 1 < len(bagian) and bagian[n + 1].get("tingkat", 2) > satu.get("tingkat", 2)
            kosong = not satu.get("blok") and not bawah
            yield NomorJudul(
                satu["nomor"], satu["judul"], satu.get("jangkar", ""), "bagian", satu.get("tingkat", 2), kosong
            )
            yield from _bernomor(satu.get("blok", []))


def _bernomor(blok: Sequence[Mapping[str, Any]]) -> Iterator[NomorJudul]:
    for b in blok:
        if b.get("nomor") and b.get("jenis") in ("tabel", "grafik", "bagan", "pohon", "gambar"):
            jenis = "tabel" if b["jenis"] == "tabel" else "gambar"
            yield NomorJudul(b["nomor"], b.get("judul", ""), b.get("jangkar", ""), jenis)


def _rangkaian(payload: Mapping[str, Any], benda: Sequence[tuple[str, Mapping[str, Any], bool]]) -> Iterator[Rangkaian]:
    """What must be numbered one after the other."""
    daftar_bab = payload.get("bab", [])
    yield Rangkaian("Daftar bab", tuple(b["nomor"] for b in daftar_bab))
    lepas = [b for b in payload.get("bagian", []) if isinstance(b, Mapping)]  # a short document has no chapters
    for bab in [*daftar_bab, {"nomor": "", "judul": "", "bagian": lepas}]:
        yield from _bagian(f"{bab['nomor']} {bab['judul']}".strip(), bab.get("bagian", []))
    for tempat, d, _ in benda:
        if "diktum" in d and isinstance(d["diktum"], list):
            yield Rangkaian(f"{tempat} Diktum".strip(), tuple(str(x.get("label", "")) for x in d["diktum"]))
        if isinstance(d.get(LAMPIRAN), list):
            nomor = tuple(str(x.get("label", x.get("nomor", ""))) for x in d[LAMPIRAN] if isinstance(x, Mapping))
            yield Rangkaian(f"{tempat} Lampiran".strip(), nomor)


def _bagian(tempat: str, bagian: Sequence[Mapping[str, Any]]) -> Iterator[Rangkaian]:
    """The sections of one chapter, and below each of them its own."""
    atas = [b for b in bagian if b.get("tingkat", 2) == 2]
    yield Rangkaian(tempat, tuple(str(b["nomor"]) for b in atas))
    bawah: dict[str, list[str]] = {}
    kini = tempat
    for b in bagian:
        if b.get("tingkat", 2) == 2:
            kini = f"{b['nomor']} {b['judul']}"
        else:
            bawah.setdefault(kini, []).append(str(b["nomor"]))
    yield from (Rangkaian(sini, tuple(nomor)) for sini, nomor in bawah.items())


def kisi(baris: Sequence[Sequence[Mapping[str, Any]]]) -> list[list[Mapping[str, Any] | None]]:
    """Rows of cells as a grid: a merged cell fills all its places. An uncovered place is None."""
    hasil: list[list[Mapping[str, Any] | None]] = []
    turun: dict[int, tuple[int, Mapping[str, Any]]] = {}  # column → rows still covered, by which cell
    for sel_baris in baris:
        if not turun and not any("rentang_baris" in s or "rentang_kolom" in s for s in sel_baris):
            hasil.append(list(sel_baris))
            continue
        satu: dict[int, Mapping[str, Any]] = {}
        for k, (sisa, sel) in list(turun.items()):
            satu[k] = sel
            turun[k] = (sisa - 1, sel)
            if sisa <= 1:
                del turun[k]
        k = 0
        for sel in sel_baris:
            while k in satu:
                k += 1
            for _ in range(int(sel.get("rentang_kolom", 1))):
                satu[k] = sel
                if int(sel.get("rentang_baris", 1)) > 1:
                    turun[k] = (int(sel["rentang_baris"]) - 1, sel)
                k += 1
        hasil.append([satu.get(n) for n in range(max(satu, default=-1) + 1)])
    return hasil
