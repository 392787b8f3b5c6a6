"""One unit's sheet of one quarter as a workbook: instructions, indikator, budget, and the hidden identity."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from indicators.buku_kerja import identitas
from indicators.buku_kerja.kolom import (
    ANGGARAN,
    INDIKATOR,
    ISIAN,
    NAMA,
    RUMUS,
    BarisLembar,
    baris_anggaran,
    baris_indikator,
    baris_variabel,
    kolom_anggaran,
    kolom_indikator,
    kolom_rumus,
    kunci_variabel,
    nama_baris,
    rapi,
    semua_baris,
    teks_sel,
    terbuka,
)
from indicators.buku_kerja.tulis import TANDA_ISIAN, Baris, Kolom, buku_baru, tulis_lembar
from indicators.selectors.baris import KolomSel
from indicators.selectors.baris_indikator import BarisIndikator
from indicators.selectors.lembar_isian import LembarIsian
from sakip.lib.numbers import format_tanggal
from sakip.lib.xlsx_baca import huruf_kolom
from sakip.lib.xlsx_tulis import isi_teks

PETUNJUK = "Petunjuk"
JENIS = "LEMBAR"
CARA = (
    f"Isi hanya sel berwarna kuning, di bawah judul kolom bertanda {TANDA_ISIAN}. Sel lain terkunci tanpa kata sandi.",
    "Tulis angka saja. Persen ditulis sebagai angka: 82,53 untuk 82,53%. Rupiah ditulis penuh, tanpa titik dan Rp.",
    "Sel yang dikosongkan berarti nilainya belum ada; nol ditulis 0.",
    "Jangan mengubah nama lembar, judul kolom, dan kolom Kunci: dari situlah aplikasi mengenali barisnya.",
    "Simpan sebagai buku kerja Excel (.xlsx), lalu unggah di halaman lembar ini. Perubahannya diperlihatkan sel demi "
    "sel sebelum disimpan; semuanya disimpan, atau tidak satu pun.",
    "Nilai yang diubah orang lain sesudah berkas ini diunduh tidak tertimpa: keduanya diperlihatkan untuk dipilih.",
)
Tersimpan = Mapping[str, Mapping[str, str]]


def judul_lembar(isian: LembarIsian) -> str:
    """`Bagian Umum, Triwulan I Tahun 2025`."""
    return f"{isian.unit.nama}, {isian.triwulan}"


def buku_lembar(isian: LembarIsian, tersimpan: Tersimpan, *, boleh: bool, pada: datetime | None = None) -> bytes:
    """The workbook of a sheet. `tersimpan`: the stored values of each row as a person types them.

    `boleh`: whether cells are open (the quarter is, and the person enters for the unit).
    """
    buku = buku_baru(f"Isian {judul_lembar(isian)}", isian.unit.perangkat_daerah.nama)
    isi = {b.kunci: teks_sel(b, tersimpan[b.kunci]) for b in semua_baris(isian)}
    _petunjuk(buku, isian, boleh, timezone.localtime(pada))
    bagian: dict[str, tuple[list[Kolom], Sequence[BarisLembar]]] = {}
    skala = _skala(isian)
    if isian.indikator:
        kolom = kolom_indikator(isian)
        rows = [
            baris_indikator(b, isi[b.kunci], boleh, _jangkauan(skala, b.indikator.skala_id)) for b in isian.indikator
        ]
        _lembar(buku, isian, INDIKATOR, "Indikator kinerja", kolom, rows)
        bagian[INDIKATOR] = (kolom, isian.indikator)
    if berumus := [b for b in isian.indikator if b.berumus]:
        kolom = kolom_rumus(isian)
        rows = [baris_variabel(b, k, isi[b.kunci], boleh) for b in berumus for k in _variabel(b)]
        _lembar(buku, isian, RUMUS, "Variabel rumus", kolom, rows)
        bagian[RUMUS] = (kolom, berumus)
    if isian.anggaran:
        kolom = kolom_anggaran(isian)
        rows = [baris_anggaran(b, isi[b.kunci], boleh) for b in isian.anggaran]
        _lembar(buku, isian, ANGGARAN, "Anggaran dan fisik per sub kegiatan", kolom, rows)
        bagian[ANGGARAN] = (kolom, isian.anggaran)
    tersembunyi = identitas.tulis(buku, _identitas(isian, bagian, isi, boleh), _uraian(isian))
    _daftar_pilihan(tersembunyi, skala)
    buku.active = min(1, len(buku.worksheets) - 2)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def _lembar(
    buku: Workbook, isian: LembarIsian, nama: str, sebutan: str, kolom: list[Kolom], rows: Sequence[Baris]
) -> None:
    ada = any(b.terbuka for b in rows)
    cara = f"Isi sel berwarna kuning di bawah judul bertanda {TANDA_ISIAN}; cara selengkapnya ada di lembar Petunjuk."
    judul = [f"{sebutan}, {isian.triwulan}", isian.unit.nama, cara if ada else "Lembar ini hanya untuk dibaca."]
    tulis_lembar(buku, nama, judul, kolom, rows, beku=NAMA)


def _petunjuk(buku: Workbook, isian: LembarIsian, boleh: bool, pada: datetime) -> None:
    ws = buku.create_sheet(PETUNJUK)
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 5, 100
    batas = isian.jadwal.batas if isian.jadwal else None
    if isian.lembar and isian.lembar.batas_khusus:
        batas = isian.lembar.batas_khusus
    kepala = [
        f"Isian {isian.triwulan}",
        isian.unit.nama,
        isian.unit.perangkat_daerah.nama,
        f"Diunduh {format_tanggal(pada.date())} pukul {pada:%H.%M}",
        f"Batas pengisian {format_tanggal(batas)}" if boleh else "Berkas ini hanya untuk dibaca.",
    ]
    for n, teks in enumerate(kepala, 1):
        isi_teks(ws.cell(n, 1), teks)
        ws.cell(n, 1).font = Font(name="Arial", size=14 if n == 1 else 10, bold=n == 1)
    for n, teks in enumerate(CARA if boleh else (), 1):
        r = len(kepala) + 1 + n
        ws.cell(r, 1, n).alignment = Alignment("right", "top")
        isi_teks(ws.cell(r, 2), teks)
        ws.cell(r, 2).alignment = Alignment("left", "top", wrap_text=True)
        ws.row_dimensions[r].height = 15 * (1 + len(teks) // 100)
        ws.cell(r, 1).font = ws.cell(r, 2).font = Font(name="Arial", size=10)
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.protection.sheet = True


# --- The steps of scales, to choose from --------------------------------------------------------------------------


def _skala(isian: LembarIsian) -> dict[int, tuple[str, list[str]]]:
    """Scale → its column on the hidden sheet and the codes of its steps."""
    hasil: dict[int, tuple[str, list[str]]] = {}
    for b in isian.indikator:
        if b.indikator.skala_id and b.indikator.skala_id not in hasil:
            hasil[b.indikator.skala_id] = (huruf_kolom(4 + len(hasil)), [t.kode for t in b.pilihan])
    return hasil


def _jangkauan(skala: dict[int, tuple[str, list[str]]], pk: int | None) -> str:
    if pk is None or not skala[pk][1]:
        return ""
    huruf, kode = skala[pk]
    return f"{identitas.NAMA}!${huruf}$1:${huruf}${len(kode)}"


def _daftar_pilihan(ws: Worksheet, skala: dict[int, tuple[str, list[str]]]) -> None:
    for huruf, kode in skala.values():
        for n, satu in enumerate(kode, 1):
            isi_teks(ws[f"{huruf}{n}"], satu)


# --- What the file says of itself ----------------------------------------------------------------------------------


def _identitas(
    isian: LembarIsian,
    bagian: Mapping[str, tuple[list[Kolom], Sequence[BarisLembar]]],
    isi: Mapping[str, Mapping[str, str]],
    boleh: bool,
) -> dict[str, Any]:
    """Places, columns, and of each row its revision, its name, what is open in it and what stood in it."""
    lembar = {}
    for nama, (kolom, rows) in bagian.items():
        diisi = [k for k in kolom if k.isian]
        lembar[nama] = {
            "kolom": [[k.kunci, k.judul, k.bentuk] for k in diisi],
            "baris": _variabel_tercatat(rows, isi, boleh)
            if nama == RUMUS
            else {
                b.kunci: {
                    **_tercatat(b),
                    "buka": sorted(terbuka(b)) if boleh else [],
                    "isi": {k.kunci: identitas.ciri(isi[b.kunci].get(k.kunci, "")) for k in diisi},
                }
                for b in rows
            },
        }
    unit = isian.unit
    return {
        "jenis": JENIS,
        "perangkat_daerah": unit.perangkat_daerah.kode,
        "unit": unit.kode,
        "tahun": isian.triwulan.tahun,
        "triwulan": isian.triwulan.nomor,
        "judul": judul_lembar(isian),
        "cara": unit.cara_anggaran,
        "lembar": lembar,
    }


def _tercatat(b: BarisLembar) -> dict[str, Any]:
    return {"revisi": b.baris.revisi if b.baris else 0, "nama": identitas.ciri(rapi(nama_baris(b)))}


def _variabel_tercatat(
    rows: Sequence[BarisLembar], isi: Mapping[str, Mapping[str, str]], boleh: bool
) -> dict[str, dict[str, Any]]:
    """The variables as rows of their own: what is entered there belongs to the row of the indikator."""
    return {
        kunci_variabel(b.kunci, k.nama): {
            **_tercatat(b),
            "milik": [b.kunci, k.nama, k.label],
            "buka": [ISIAN] if boleh and k.nama in terbuka(b) else [],
            "isi": {ISIAN: identitas.ciri(isi[b.kunci].get(k.nama, ""))},
        }
        for b in rows
        if isinstance(b, BarisIndikator)
        for k in _variabel(b)
    }


def _variabel(b: BarisIndikator) -> list[KolomSel]:
    return [k for k in b.kolom if k.nama.startswith("v_")]


def _uraian(isian: LembarIsian) -> list[tuple[str, str]]:
    return [
        ("Perangkat daerah", isian.unit.perangkat_daerah.kode),
        ("Unit", isian.unit.kode),
        ("Tahun", str(isian.triwulan.tahun)),
        ("Triwulan", str(isian.triwulan.nomor)),
    ]
