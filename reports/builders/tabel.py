"""Tables whose columns are data: labels, order, groups, widths and merging come from the layout."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, get_args

from indicators.exceptions import InvalidValue
from reports.payloads import Rata, Sel, Tabel


@dataclass(frozen=True)
class Kolom:
    """One column. `sumber` names the value of a row; `lebar` is a weight, not a percentage.

    `gabung`: neighbouring rows with the same group merge into one cell. `grup`: a heading over several columns.
    """

    sumber: str
    label: str
    lebar: float
    rata: Rata = "kiri"
    grup: str = ""
    gabung: bool = False


def kolom_dari(isi: Sequence[Any], dikenal: Collection[str]) -> list[Kolom]:
    """The columns of a TataDokumen. Raises InvalidValue for one that names no known source or lacks a key."""
    hasil = []
    for nomor, satu in enumerate(isi, 1):
        try:
            kolom = Kolom(**satu)
            berat = float(kolom.lebar)
        except (TypeError, ValueError):
            berat = 0
        if berat <= 0 or kolom.sumber not in dikenal or kolom.rata not in get_args(Rata):
            raise InvalidValue(
                f"Tata dokumen: kolom ke-{nomor} tidak dapat dipakai. Isi sumber, label, dan lebar;"
                f" sumber yang dikenal: {', '.join(sorted(dikenal))}."
            )
        hasil.append(kolom)
    return hasil


@dataclass(frozen=True)
class Baris:
    """One row: its texts by column, and the key of the group its merged cells belong to."""

    sel: Mapping[str, str]
    grup: object


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
) -> Tabel:
    """The table. `nomor_kolom` is the pattern of the row of column numbers (`{n}`, `({n})`); empty for none."""
    kepala = _kepala(kolom)
    if nomor_kolom:
        kepala.append(
            [{"teks": nomor_kolom.replace("{n}", str(n)), "kelas": "nomor"} for n in range(1, len(kolom) + 1)]
        )
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


def _badan(kolom: Sequence[Kolom], baris: Sequence[Baris]) -> list[list[Sel]]:
    hasil: list[list[Sel]] = []
    for _, kelompok in groupby(baris, key=lambda b: b.grup):
        own = list(kelompok)
        for urut, b in enumerate(own):
            sel: list[Sel] = []
            for k in kolom:
                if k.gabung and urut:
                    continue
                isi: Sel = {"teks": b.sel.get(k.sumber, ""), "rata": k.rata}
                if k.gabung and len(own) > 1:
                    isi["rentang_baris"] = len(own)
                sel.append(isi)
            hasil.append(sel)
    return hasil
