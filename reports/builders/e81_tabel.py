"""The table of Formulir E.81: its head of four rows, one line for each indikator, and the rows at its foot."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from indicators import calculations
from indicators.calculations import Kebijakan
from indicators.exceptions import InvalidValue
from reports.builders import naskah
from reports.builders.e81_muat import TRIWULAN, Formulir, Uang, Ukuran, Unsur, rata_kinerja, rata_serapan
from reports.builders.lkjip_tabel import Isi, Kol, tabel_gabung
from reports.builders.naskah import Kerangka
from reports.builders.tabel import lebar
from reports.payloads import Rata, Sel, Tabel
from sakip.lib.numbers import format_number

GRUP_TW = "Realisasi Kinerja pada Triwulan"

# The columns of the form (Permendagri 86/2017): single ones with their share of the width, pairs of K and Rp.
KOLOM: list[dict[str, Any]] = [
    {"sumber": "no", "label": "No", "nomor": "1", "lebar": 1},
    {"sumber": "sasaran", "label": "Sasaran", "nomor": "2", "lebar": 7},
    {"sumber": "uraian", "label": "Program/Kegiatan/Sub Kegiatan", "nomor": "3", "lebar": 20},
    {
        "sumber": "indikator",
        "label": "Indikator Kinerja Program (Outcome)/Kegiatan dan Sub Kegiatan (Output)",
        "nomor": "4",
        "lebar": 20,
    },
    {
        "sumber": "target_renstra",
        "label": "Target Renstra Perangkat Daerah pada Tahun {akhir} (Akhir Periode)",
        "nomor": "5",
    },
    {"sumber": "lalu", "label": "Realisasi Capaian Kinerja Renstra s.d. Renja Tahun Lalu ({lalu})", "nomor": "6"},
    {"sumber": "target", "label": "Target Kinerja dan Anggaran Renja Tahun Berjalan ({tahun})", "nomor": "7"},
    *(
        {"sumber": f"tw{n}", "label": r, "nomor": str(7 + n), "grup": GRUP_TW}
        for n, r in enumerate(("I", "II", "III", "IV"), 1)
    ),
    {"sumber": "realisasi", "label": "Realisasi Capaian Kinerja dan Anggaran Renja Tahun {tahun}", "nomor": "12"},
    {"sumber": "renstra", "label": "Realisasi Kinerja dan Anggaran Renstra s.d. Tahun {tahun}", "nomor": "13 = 6 + 12"},
    {
        "sumber": "tingkat",
        "label": "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra s.d. Tahun {tahun} (%)",
        "nomor": "14 = 13/5",
    },
    {"sumber": "unit", "label": "Unit Penanggung Jawab", "nomor": "15", "lebar": 5},
]
TUNGGAL = frozenset(("no", "sasaran", "uraian", "indikator", "unit"))
PASANGAN = frozenset(k["sumber"] for k in KOLOM) - TUNGGAL

KELAS = {"program": "tingkat-program", "kegiatan": "tingkat-kegiatan"}
PUTUS = re.compile(r"\s+|(?<=[/-])")
"""Where a line may end: at a blank, after a stroke or a hyphen."""
HURUF_MM = 2.05
"""One em of the form's letters (5.8 points) in millimetres."""
SISI_MM = 1.4
"""Both sides of a cell."""
KERTAS_MM = {"F4": 306, "A4": 273}
"""The width between the margins of a landscape page."""


def tabel(k: Kerangka, f: Formulir, kunci: Mapping[str, str]) -> Tabel:
    """The table. `kunci` fills the years into the labels."""
    kolom = _kolom(k)
    baris = list(_baris(f, k))
    jumlah = _jumlah(f.total)
    kols = _kols(kolom, [*baris, jumlah], "A4" if k.tata["kertas"] == "A4" else "F4")
    isi = tabel_gabung("E.81", kols, [*baris, jumlah], kelas="e81 tanpa-judul")
    isi["kepala"] = _kepala(k, kolom, kunci)
    isi["lebar"] = lebar([c.lebar for c in kols])
    isi["baris"] += _kaki(f, kolom, k.sampai)
    return isi


def _kolom(k: Kerangka) -> list[dict[str, Any]]:
    """The columns of the layout. Raises InvalidValue for one the form does not know."""
    kolom: list[dict[str, Any]] = k.tata["kolom"]
    for nomor, satu in enumerate(kolom, 1):
        if not isinstance(satu, dict) or satu.get("sumber") not in TUNGGAL | PASANGAN or not satu.get("label"):
            dikenal = ", ".join(sorted(TUNGGAL | PASANGAN))
            raise InvalidValue(
                f"Tata dokumen: kolom ke-{nomor} E.81 tidak dapat dipakai. Sumber yang dikenal: {dikenal}."
            )
    return kolom


def _kols(kolom: Sequence[Mapping[str, Any]], baris: Sequence[Isi], kertas: str) -> list[Kol]:
    """One column for each single source, two for each pair, with their widths in millimetres.

    No word and no figure is broken: a column is as wide as its longest one. What is left, the words share.
    """
    angka = {
        f"{c['sumber']}_{jenis}": max(terkecil, _terpanjang(f"{c['sumber']}_{jenis}", baris))
        for c in kolom
        for jenis, terkecil in (("k", 6.0), ("rp", 4.4))
        if c["sumber"] in PASANGAN
    }
    kata = {c["sumber"]: max(5.0, _terpanjang(c["sumber"], baris)) for c in kolom if c["sumber"] in TUNGGAL}
    bobot = {c["sumber"]: float(c.get("lebar", 20)) for c in kolom if c["sumber"] in TUNGGAL}
    sisa = max(KERTAS_MM[kertas] - sum(angka.values()) - sum(kata.values()), 0)
    hasil = []
    for c in kolom:
        s = c["sumber"]
        if s in TUNGGAL:
            rata: Rata = "tengah" if s == "no" else "kiri"
            mm = kata[s] + sisa * bobot[s] / sum(bobot.values())
            hasil.append(Kol(s, "", mm, rata, judul=s == "indikator", sambung=s != "indikator"))
        else:
            hasil.append(Kol(f"{s}_k", "", angka[f"{s}_k"], "tengah"))
            hasil.append(Kol(f"{s}_rp", "", angka[f"{s}_rp"], "kanan", sambung=True))
    return hasil


def _terpanjang(sumber: str, baris: Sequence[Isi]) -> float:
    """The width of the longest word of a column in millimetres."""
    kata = {w for b in baris for w in PUTUS.split(b.get(sumber, ""))}
    return max((_lebar(w) for w in kata), default=0) + SISI_MM


@lru_cache(maxsize=8192)
def _lebar(kata: str) -> float:
    """The width of one word in millimetres."""
    return sum(_em(h) for h in kata) * HURUF_MM


def _em(huruf: str) -> float:
    """How wide a letter of the bold Arial (metric twins included) is at most, in em."""
    if huruf in ".,-()/":
        return 0.34
    if huruf in "mwMW%":
        return 0.86
    return 0.7 if huruf.isupper() else 0.56


# --- Head --------------------------------------------------------------------------------------------------------


def _kepala(k: Kerangka, kolom: Sequence[Mapping[str, Any]], kunci: Mapping[str, str]) -> list[list[Sel]]:
    """Labels, the quarters below theirs, the numbers of the columns, and K and Rp."""
    atas: list[Sel] = []
    bawah: list[Sel] = []
    nomor: list[Sel] = []
    satuan: list[Sel] = []
    for grup, anggota in groupby(kolom, key=lambda c: c.get("grup", "")):
        own = list(anggota)
        if grup:
            atas.append({"teks": grup, "rentang_kolom": 2 * len(own)})
        for c in own:
            tunggal = c["sumber"] in TUNGGAL
            label: Sel = {"teks": _isi(k, c["label"], kunci)}
            urut: Sel = {"teks": str(c.get("nomor", "")), "kelas": "nomor"}
            if tunggal:
                urut["rentang_baris"] = 2
            else:
                label["rentang_kolom"] = urut["rentang_kolom"] = 2
                satuan += [{"teks": "K", "kelas": "nomor"}, {"teks": "Rp", "kelas": "nomor"}]
            if grup:
                bawah.append(label)
            else:
                label["rentang_baris"] = 2
                atas.append(label)
            nomor.append(urut)
    return [baris for baris in (atas, bawah, nomor, satuan) if baris]


def _isi(k: Kerangka, pola: str, kunci: Mapping[str, str]) -> str:
    for nama, teks in kunci.items():
        pola = pola.replace(f"{{{nama}}}", teks)
    return k.isi(pola)


# --- Body --------------------------------------------------------------------------------------------------------


def _baris(f: Formulir, k: Kerangka) -> Iterator[Isi]:
    for nomor, (sasaran, unsur) in enumerate(f.sasaran, 1):
        awal: dict[str, str] = {"no": str(nomor), "sasaran": sasaran}
        for u in unsur:
            for n, ukuran in enumerate(u.ukuran or [None]):
                isi = {**awal, **_kinerja(ukuran), "_kelas": KELAS.get(u.tingkat, "")}
                if n == 0:
                    isi |= {"uraian": _uraian(u), "unit": u.unit, **_rupiah(u.uang)}
                yield isi
                awal = {}


def _uraian(u: Unsur) -> str:
    return f"{u.kode} {u.uraian}".strip()


def _kinerja(u: Ukuran | None) -> dict[str, str]:
    if u is None:
        return {"indikator": "-", **{f"{s}_k": "-" for s in PASANGAN}}
    i = u.indikator
    return {
        "indikator": i.nama,
        "target_renstra_k": naskah.nilai(i, u.target_renstra),
        "lalu_k": naskah.nilai(i, u.lalu),
        "target_k": naskah.nilai(i, u.target),
        **{f"tw{q}_k": naskah.nilai(i, u.per_tw[q]) if q in u.per_tw else "-" for q in TRIWULAN},
        "realisasi_k": naskah.nilai(i, u.realisasi),
        "renstra_k": naskah.nilai(i, u.renstra),
        "tingkat_k": format_number(u.tingkat, 2),
    }


def _rupiah(u: Uang | None) -> dict[str, str]:
    if u is None:
        return {f"{s}_rp": "-" for s in PASANGAN}
    return {
        "target_renstra_rp": "-",
        "lalu_rp": format_number(u.lalu) if u.lalu else "-",
        "target_rp": format_number(u.pagu),
        **{f"tw{q}_rp": format_number(u.per_tw.get(q)) for q in TRIWULAN},
        "realisasi_rp": format_number(u.realisasi),
        "renstra_rp": format_number(u.renstra),
        "tingkat_rp": "-",
    }


def _jumlah(total: Uang) -> Isi:
    """The sum of the programmes."""
    kosong = dict.fromkeys(TUNGGAL, "") | {f"{s}_k": "" for s in PASANGAN}
    return {**kosong, "uraian": "Jumlah", **_rupiah(total), "_kelas": "tebal"}


# --- Foot --------------------------------------------------------------------------------------------------------


def _kaki(f: Formulir, kolom: Sequence[Mapping[str, Any]], sampai: int) -> list[list[Sel]]:
    """Mean capaian and predicate, below the quarters and the year; the columns before them carry the words."""
    awal = 0
    for c in kolom:
        if c["sumber"] in ("tw1", "realisasi"):
            break
        awal += 1 if c["sumber"] in TUNGGAL else 2
    sisa = [c["sumber"] for c in kolom if c["sumber"] in (*(f"tw{q}" for q in TRIWULAN), "realisasi")]
    lain = sum(1 if c["sumber"] in TUNGGAL else 2 for c in kolom) - awal - 2 * len(sisa)
    rata: list[Sel] = [_label("Rata-rata capaian kinerja (%)", awal)]
    predikat: list[Sel] = [_label("Predikat kinerja", awal)]
    for s in sisa:
        tw = None if s == "realisasi" else int(s[2:])
        kinerja = None if tw and tw > sampai else rata_kinerja(f, tw)
        uang = None if tw and tw > sampai else rata_serapan(f, tw)
        rata += [_sel(format_number(kinerja, 2)), _sel(format_number(uang, 2), "kanan")]
        # Money is held against the pagu of the whole year: before its end that says nothing about the performance.
        setahun = tw is None and sampai == max(TRIWULAN)
        predikat += [_sel(_predikat(kinerja, f.kebijakan)), _sel(_predikat(uang if setahun else None, f.kebijakan))]
    if lain:
        rata.append({"teks": "", "rentang_kolom": lain})
        predikat.append({"teks": "", "rentang_kolom": lain})
    return [rata, predikat]


def _label(teks: str, kolom: int) -> Sel:
    return {"teks": teks, "rentang_kolom": kolom, "rata": "kanan", "kelas": "tebal", "judul": True}


def _sel(teks: str, rata: Rata = "tengah") -> Sel:
    return {"teks": teks, "rata": rata, "kelas": "tebal"}


def _predikat(angka: Decimal | None, kebijakan: Kebijakan) -> str:
    kategori = calculations.kategori(angka, kebijakan)
    return kategori.label if kategori else "-"
