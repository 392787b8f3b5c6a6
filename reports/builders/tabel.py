"""Tables whose columns are data: labels, order, groups, widths and merging come from the layout."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, get_args

from indicators.exceptions import InvalidValue
from reports.payloads import Pecahan, Rata, Sel, Tabel


@dataclass(frozen=True)
class Kolom:
    """One column. `sumber` names the value of a row; `lebar` is a weight, not a percentage.

    `gabung`: neighbouring rows merge into one cell: True where they are of the same group, "sama" where they print the
    same, another word where they are of the same group of that name. `grup`: a heading over several columns.
    """

    sumber: str
    label: str
    lebar: float
    rata: Rata = "kiri"
    grup: str = ""
    gabung: bool | str = False


def kolom_dari(isi: Sequence[Any], dikenal: Collection[str], gabung: Collection[bool | str] = (True,)) -> list[Kolom]:
    """The columns of a TataDokumen. Raises InvalidValue for one that names no known source or lacks a key.

    `gabung` are the ways its rows can be merged, beside not at all and "sama".
    """
    hasil = []
    for nomor, satu in enumerate(isi, 1):
        try:
            kolom = Kolom(**satu)
            sah = _sah(kolom, dikenal, (False, "sama", *gabung))
        except (TypeError, ValueError):
            sah = False
        if not sah:
            raise InvalidValue(
                f"Tata dokumen: kolom ke-{nomor} tidak dapat dipakai. Isi sumber, label, dan lebar;"
                f" sumber yang dikenal: {', '.join(sorted(dikenal))}."
            )
        hasil.append(kolom)
    return hasil


def _sah(kolom: Kolom, dikenal: Collection[str], gabung: Collection[bool | str]) -> bool:
    teks = isinstance(kolom.label, str) and isinstance(kolom.grup, str)
    sumber = kolom.sumber in dikenal and kolom.rata in get_args(Rata) and kolom.gabung in gabung
    return teks and sumber and float(kolom.lebar) > 0


@dataclass(frozen=True)
class Baris:
    """One row: its texts by column, and the key of the group its merged cells belong to.

    `grup_lain`: its groups by name, for columns that merge by another one. `rumus`: the columns printed as a fraction.
    """

    sel: Mapping[str, str]
    grup: object
    grup_lain: Mapping[str, object] = field(default_factory=dict)
    rumus: Mapping[str, Pecahan] = field(default_factory=dict)


KOSONG = ("", "-", "NA")


def kolom_terisi(kolom: Sequence[Kolom], baris: Sequence[Baris]) -> list[Kolom]:
    """The columns that have a value in some row: what an institution does not have, its table does not show."""
    return [k for k in kolom if any(b.sel.get(k.sumber, "") not in KOSONG for b in baris)]


def susun(
    kolom: Sequence[Kolom],
    baris: Sequence[Baris],
    *,
    kode: str,
    judul: str = "",
    nomor_kolom: str = "",
    kelas: str = "",
    utuh: bool = False,
) -> Tabel:
    """The table. `nomor_kolom`: pattern of the row of column numbers (`{n}`, `({n})`, `{huruf}`); empty for none.

    `utuh` keeps merged cells readable at the end of a page (see `sambungan`).
    """
    kepala = _kepala(kolom)
    if nomor_kolom:
        kepala.append([{"teks": _nomor(nomor_kolom, n), "kelas": "nomor"} for n in range(len(kolom))])
    tabel: Tabel = {
        "id": kode,
        "judul": judul,
        "lebar": lebar([k.lebar for k in kolom]),
        "kepala": kepala,
        "baris": _badan(kolom, baris),
    }
    if kelas:
        tabel["kelas"] = kelas
    if any("rentang_baris" in sel for isi in tabel["baris"] for sel in isi):
        tabel["garis_bawah"] = True
        if utuh and (lanjut := sambungan(kolom, baris)):
            tabel["sambungan"] = lanjut
    return tabel


def lebar(bobot: Sequence[float]) -> list[str]:
    """Weights as percentages of the table's width."""
    jumlah = sum(bobot)
    return [f"{b * 100 / jumlah:.3f}%" for b in bobot]


def _kepala(kolom: Sequence[Kolom]) -> list[list[Sel]]:
    """One row of headings, or two where columns share a group."""
    if not any(k.grup for k in kolom):
        return [[{"teks": k.label} for k in kolom]]
    atas: list[Sel] = []
    bawah: list[Sel] = []
    for grup, anggota in groupby(kolom, key=lambda k: k.grup):
        own = list(anggota)
        if grup:
            atas.append({"teks": grup, "rentang_kolom": len(own)})
            bawah.extend({"teks": k.label} for k in own)
        else:
            atas.extend({"teks": k.label, "rentang_baris": 2} for k in own)
    return [atas, bawah]


def _nomor(pola: str, urut: int) -> str:
    """`1`, `(1)` or `A`; after Z comes AA."""
    huruf = chr(ord("A") + urut % 26)
    return pola.replace("{n}", str(urut + 1)).replace("{huruf}", huruf if urut < 26 else f"A{huruf}")


def _badan(kolom: Sequence[Kolom], baris: Sequence[Baris]) -> list[list[Sel]]:
    hasil: list[list[Sel]] = [[] for _ in baris]
    for k in kolom:
        for mulai, jumlah in _rentang(k, baris):
            b = baris[mulai]
            isi: Sel = {"teks": b.sel.get(k.sumber, ""), "rata": k.rata}
            if jumlah > 1:
                isi["rentang_baris"] = jumlah
            if k.sumber in b.rumus:
                isi["rumus"] = b.rumus[k.sumber]
            hasil[mulai].append(isi)
    return hasil


def _rentang(kolom: Kolom, baris: Sequence[Baris]) -> list[tuple[int, int]]:
    """The cells of one column: at which row each begins, and how many rows it covers."""
    if not kolom.gabung:
        return [(n, 1) for n in range(len(baris))]

    def kunci(b: Baris) -> object:
        if kolom.gabung is True:
            return b.grup
        return b.sel.get(kolom.sumber, "") if kolom.gabung == "sama" else b.grup_lain.get(str(kolom.gabung))

    hasil, mulai = [], 0
    for _, kelompok in groupby(baris, key=kunci):
        jumlah = sum(1 for _ in kelompok)
        hasil.append((mulai, jumlah))
        mulai += jumlah
    return hasil


# --- Where a page may not end ----------------------------------------------------------------------------------------
HURUF_PER_PERSEN = 1.5
"""About how many letters of a table's small print fit on one percent of its width."""

BLOK_PENDEK = 14
"""Lines of a block that is kept whole; more would leave half a page empty."""


def sambungan(kolom: Sequence[Kolom], baris: Sequence[Baris]) -> list[int]:
    """The rows that stay on the page of the row before, so that no merged text is cut off by the end of a page.

    A merged cell is as high as its rows on that page: as many as its text needs stay together, and all of a short
    block. Lines are estimated from the width of the column.
    """
    bobot = sum(k.lebar for k in kolom)
    tinggi = tinggi_baris([k for k in kolom if not k.gabung], [b.sel for b in baris], bobot)
    hasil: set[int] = set()
    for k in kolom:
        for mulai, jumlah in _rentang(k, baris):
            if jumlah == 1:
                continue
            perlu, ada = baris_teks(k, baris[mulai].sel.get(k.sumber, ""), bobot), 0
            pendek = k.gabung is True and sum(tinggi[mulai : mulai + jumlah]) <= BLOK_PENDEK
            for n in range(mulai, mulai + jumlah):
                if n > mulai and (pendek or ada < perlu):
                    hasil.add(n)
                ada += tinggi[n]
    return sorted(hasil)


def tinggi_baris(kolom: Sequence[Kolom], baris: Sequence[Mapping[str, str]], bobot: float) -> list[int]:
    """How many lines each row takes: as many as the longest of its cells, at least one."""
    hasil = [1] * len(baris)
    for k in kolom:
        muat = _muat(k, bobot)
        for n, isi in enumerate(baris):
            teks = isi.get(k.sumber, "")
            if len(teks) > muat or "\n" in teks:
                hasil[n] = max(hasil[n], _banyak(teks, muat))
    return hasil


def baris_teks(kolom: Kolom, teks: str, bobot: float) -> int:
    """How many lines a text takes in its column."""
    return _banyak(teks, _muat(kolom, bobot))


def _muat(kolom: Kolom, bobot: float) -> int:
    """How many letters one line of the column takes."""
    return max(4, int(kolom.lebar * 100 / bobot * HURUF_PER_PERSEN))


def _banyak(teks: str, muat: int) -> int:
    return sum(max(1, -(-len(satu) // muat)) for satu in teks.split("\n"))
