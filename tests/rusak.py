"""Corruptions of a clean set: one field of one row becomes wrong at random, the way hands and spreadsheets do it.

`python -m pytest tests/indicators/test_rusak.py` tries some of them; CHECKS=write tries 300 and writes docs/checks.md.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, transaction

from indicators.models import (
    Indikator,
    Kegiatan,
    PaguAnggaran,
    Pejabat,
    Program,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    RincianRealisasi,
    Sasaran,
    StatistikPegawai,
    SubKegiatan,
    Target,
    TargetRenstra,
    Tujuan,
    Variabel,
    VariabelRumus,
)
from tests.bersih import Bersih

Ubah = Callable[[random.Random, Any], Any]


def kosong(r: random.Random, nilai: Any) -> Any:
    """The field is emptied."""
    return None if not isinstance(nilai, str) else ""


def koma(r: random.Random, nilai: Any) -> Any:
    """A misplaced comma: ten or a hundred times too much or too little."""
    return None if nilai is None else type(nilai)(Decimal(nilai) * Decimal(r.choice(("0.1", "0.01", "10", "100"))))


def angka_lain(r: random.Random, nilai: Any) -> Any:
    """Another figure of the same size: two digits exchanged, one mistyped."""
    return None if nilai is None else nilai + type(nilai)(r.choice((-9, -3, -1, 1, 2, 7)))


def minus(r: random.Random, nilai: Any) -> Any:
    """A minus sign."""
    return None if nilai is None else -nilai


def salah_ketik(r: random.Random, nilai: str) -> str:
    """A letter is lost inside a longer word."""
    kata = nilai.split()
    panjang = [n for n, k in enumerate(kata) if len(k) > 5]
    if not panjang:
        return nilai + "x"
    n = r.choice(panjang)
    k = r.randrange(1, len(kata[n]) - 1)
    kata[n] = kata[n][:k] + kata[n][k + 1 :]
    return " ".join(kata)


def sisa_dokumen(r: random.Random, nilai: str) -> str:
    """Words of another regency's document."""
    return f"{nilai} di Kabupaten {r.choice(('Balangan', 'Rembang', 'Contoh'))}"


def bernomor(r: random.Random, nilai: str) -> str:
    """The number of a list got into the name."""
    return f"{r.choice(('1.', '2)', 'a.', 'IV.'))} {nilai}"


def pagar(r: random.Random, nilai: str) -> str:
    """What a spreadsheet shows when a column is too narrow."""
    return "#####"


def tahun_lama(r: random.Random, nilai: str) -> str:
    """The period of the former plan."""
    return f"{nilai} periode 2016–2021"


def kode_lain(r: random.Random, nilai: str) -> str:
    """One digit of a code."""
    n = r.choice([k for k, c in enumerate(nilai) if c.isdigit()])
    return nilai[:n] + r.choice([c for c in "0123456789" if c != nilai[n]]) + nilai[n + 1 :]


def hari_lain(r: random.Random, nilai: Any) -> Any:
    """A day of another year."""
    return nilai + timedelta(days=r.choice((-730, -400, 400, 800))) if nilai else nilai


def pilihan(*isi: Any) -> Ubah:
    """Another choice of a list."""
    return lambda r, nilai: r.choice([x for x in isi if x != nilai])


DIHITUNG = "dihitung"
"""Values that follow from their parts."""
SARING: dict[tuple[Any, str], dict[str, Any]] = {
    (Indikator, "ekspresi"): {"rumus": "EKSPRESI"},  # elsewhere the field means nothing
    (Indikator, "alasan"): {"iku": True},  # only an IKU must explain itself
    (Indikator, "sumber_data"): {"iku": True},
}

# Family of the error ("(none)": a figure of the right size that nothing else speaks of), model, field, what happens.
CARA: list[tuple[str, Any, str, Ubah]] = [
    ("SUM", RincianRealisasi, "nilai", angka_lain),
    ("SUM", RealisasiAnggaran, "keuangan", koma),
    ("PCT", Realisasi, "pembilang", angka_lain),
    ("PCT", DIHITUNG, "nilai", angka_lain),
    ("PCT", DIHITUNG, "nilai", kosong),
    ("(none)", Realisasi, "nilai", angka_lain),
    ("(none)", RealisasiAnggaran, "keuangan", angka_lain),
    ("XREF", Target, "nilai", angka_lain),
    ("XREF", Target, "tingkat", kosong),
    ("XREF", Indikator, "kondisi_akhir_nilai", angka_lain),
    ("XREF", TargetRenstra, "nilai", koma),
    ("MAP", Tujuan, "misi", kosong),
    ("MAP", Sasaran, "tujuan", kosong),
    ("MAP", Sasaran, "induk", kosong),
    ("NAME", SubKegiatan, "uraian", salah_ketik),
    ("NAME", Kegiatan, "uraian", salah_ketik),
    ("NAME", Program, "uraian", salah_ketik),
    ("NAME", Sasaran, "uraian", salah_ketik),
    ("CARD", TargetRenstra, "nilai", kosong),
    ("CARD", Target, "nilai", kosong),
    ("CARD", Target, "tw2", kosong),
    ("CARD", Realisasi, "nilai", kosong),
    ("CARD", RealisasiAnggaran, "keuangan", kosong),
    ("CARD", Indikator, "formulasi", pagar),
    ("UNIT", Indikator, "jenis_nilai", pilihan("ANGKA", "PERSEN")),
    ("UNIT", Indikator, "satuan", kosong),
    ("UNIT", TargetRenstra, "nilai", minus),
    ("FORM", Indikator, "arah", pilihan("NAIK", "TURUN")),
    ("FORM", Variabel, "peran", pilihan("PEMBILANG", "PENYEBUT")),
    ("FORM", VariabelRumus, "simbol", pilihan("a", "b", "c")),
    ("FORM", Indikator, "ekspresi", pilihan("a / ", "a / d * 100", "a / b * 10")),
    ("AGG", Indikator, "akumulasi", pilihan("JUMLAH", "AKHIR", "RATA_RATA")),
    ("AGG", Target, "tw4", angka_lain),
    ("AGG", RealisasiAnggaran, "fisik", koma),
    ("PERIOD", TargetRenstra, "tahun", pilihan(2019, 2020, 2027, 2028)),
    ("PERIOD", Indikator, "makna", tahun_lama),
    ("NOMEN", Program, "kode", kode_lain),
    ("NOMEN", Kegiatan, "kode", kode_lain),
    ("NOMEN", SubKegiatan, "kode", kode_lain),
    ("NOMEN", SubKegiatan, "kode", kosong),
    ("NUMB", Sasaran, "uraian", bernomor),
    ("NUMB", Indikator, "nama", bernomor),
    ("DATE", RencanaTahunan, "tanggal", hari_lain),
    ("SIGN", Pejabat, "nip", kode_lain),
    ("SIGN", Pejabat, "nip", kosong),
    ("SIGN", Pejabat, "pangkat", kosong),
    ("SIGN", Pejabat, "jenis", pilihan("SEKDA", "KABAG")),
    ("DECN", RencanaTahunan, "dasar", kosong),
    ("NSTAT", StatistikPegawai, "jumlah", angka_lain),
    ("NSTAT", StatistikPegawai, "jumlah", kosong),
    ("OUTL", Indikator, "sumber_data", kosong),
    ("OUTL", Indikator, "alasan", kosong),
    ("CLONE", Indikator, "definisi", sisa_dokumen),
    ("CLONE", Sasaran, "uraian", sisa_dokumen),
    ("DUP", PaguAnggaran, "sub_kegiatan", lambda r, nilai: r.choice(list(SubKegiatan.objects.exclude(pk=nilai.pk)))),
    ("DUP", Indikator, "nama", lambda r, nilai: r.choice(list(Indikator.objects.exclude(nama=nilai))).nama),
]


@dataclass
class Hasil:
    """How many corruptions of each family the database refused, the rules found, and nobody saw."""

    ditolak: Counter[str] = field(default_factory=Counter)
    ditemukan: Counter[str] = field(default_factory=Counter)
    lolos: Counter[str] = field(default_factory=Counter)
    contoh: list[str] = field(default_factory=list)

    @property
    def bagian(self) -> float:
        """The share of what the database took in that the rules found."""
        return sum(self.ditemukan.values()) / (sum(self.ditemukan.values()) + sum(self.lolos.values()))

    def tabel(self) -> str:
        """The table of docs/checks.md."""
        kepala = (
            "| Family | Tried | Refused by the database | Found | Missed | Share found |\n|---|--:|--:|--:|--:|--:|"
        )
        baris = [kepala]
        keluarga = sorted(set(self.ditolak) | set(self.ditemukan) | set(self.lolos))
        for k in [*keluarga, "all"]:
            semua = [sum(c.values()) if k == "all" else c[k] for c in (self.ditolak, self.ditemukan, self.lolos)]
            masuk = semua[1] + semua[2]
            bagian = f"{100 * semua[1] // masuk}%" if masuk else "–"
            baris.append(f"| {k} | {sum(semua)} | {semua[0]} | {semua[1]} | {semua[2]} | {bagian} |")
        return "\n".join(baris)


def coba(b: Bersih, banyak: int, benih: int = 2026) -> Hasil:
    """Corrupt one field at a time, look, and put it back. Every way of going wrong comes as often as the others."""
    r, hasil = random.Random(benih), Hasil()
    for n in range(banyak):
        keluarga, model, kolom, ubah = CARA[n % len(CARA)]
        saring = SARING.get((model, kolom), {})
        if model == DIHITUNG:
            model, saring = Realisasi, {"indikator__rumus__in": ["RASIO", "EKSPRESI"]}
        milik = model.objects.filter(**{f"{_jalan(model)}": b.pd}, **saring).order_by("pk")
        if kolom not in ("misi", "dasar"):
            milik = milik.exclude(**{f"{kolom}__isnull": True})
        row = r.choice(list(milik))
        lama = getattr(row, kolom)
        try:
            with transaction.atomic():
                setattr(row, kolom, ubah(r, lama))
                if getattr(row, kolom) == lama:
                    continue
                row.save()
                temuan = b.temuan()
                (hasil.ditemukan if temuan else hasil.lolos)[keluarga] += 1
                if not temuan:
                    hasil.contoh.append(
                        f"{keluarga}: {model.__name__}.{kolom} {lama!s:.40} → {getattr(row, kolom)!s:.40}"
                    )
                transaction.set_rollback(True)
        except (DatabaseError, ValueError, ArithmeticError):
            hasil.ditolak[keluarga] += 1
    return hasil


def _jalan(model: Any) -> str:
    """How a row reaches its perangkat daerah."""
    lewat = {
        RincianRealisasi: "realisasi__indikator__",
        Realisasi: "indikator__",
        RealisasiAnggaran: "sub_kegiatan__",
        Target: "rencana__",
        TargetRenstra: "indikator__",
        Variabel: "indikator__",
        VariabelRumus: "indikator__",
        PaguAnggaran: "rencana__",
    }
    return f"{lewat.get(model, '')}perangkat_daerah"
