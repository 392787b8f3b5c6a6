"""Workbooks that no software made: an office's own IKU table, a list of a DPA, an E.81 sheet."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment

from indicators.models import PemetaanImpor, SkalaPredikat, TingkatPredikat, Unggahan

FAKTA: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "iku_balangan.json").read_text())
LEMBAR_IKU = "Lamp. IKU (final)"


def bytes_dari(buku: Workbook) -> bytes:
    """The bytes of a workbook."""
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


def buku_iku() -> bytes:
    """The annex as an office types it: title merged over the page, a head of two rows, years below a merged word, a row
    that numbers the columns, a sasaran merged over its indicators, dots beside commas, a total and a signature.
    """
    buku = Workbook()
    catatan = buku.active
    catatan.title = "Catatan"
    catatan["B2"] = "Konsep untuk dibahas, jangan disebarkan"
    ws = buku.create_sheet(LEMBAR_IKU)
    judul = ("INDIKATOR KINERJA UTAMA", "SEKRETARIAT DAERAH KABUPATEN BALANGAN", "TAHUN 2021-2026")
    for r, teks in enumerate(judul, 1):
        ws.cell(r, 2, teks).alignment = Alignment(horizontal="center")
        ws.merge_cells(start_row=r, start_column=2, end_row=r, end_column=12)
    _kepala_iku(ws)
    r = 8
    for n, sasaran in enumerate(FAKTA["sasaran"], 1):
        awal = r
        for indikator in sasaran["indikator"]:
            ws.cell(r, 4, f" {indikator['nama']}  ")
            for k, cetak in enumerate(indikator["cetak"], 5):
                ws.cell(r, k, _angka(cetak) if n == 1 and k == 12 else cetak)
            ws.cell(r, 13, indikator["penanggung_jawab"])
            r += 1
        ws.cell(awal, 2, n)
        ws.cell(awal, 3, sasaran["uraian"])
        if r - awal > 1:
            ws.merge_cells(start_row=awal, start_column=2, end_row=r - 1, end_column=2)
            ws.merge_cells(start_row=awal, start_column=3, end_row=r - 1, end_column=3)
        r += 1  # a blank row after each sasaran
    ws.cell(r, 2, "JUMLAH :")
    ws.cell(r, 5, "=COUNTA(D8:D20)")
    ws.cell(r + 2, 11, "Paringin, 4 Januari 2021")
    ws.cell(r + 3, 11, "Sekretaris Daerah,")
    return bytes_dari(buku)


def _kepala_iku(ws: Any) -> None:
    judul = {2: "No.", 3: "Sasaran", 4: "Indikator", 5: "Kondisi Kinerja pada awal periode RPJMD"}
    judul |= {6: "Target Capaian setiap tahun", 12: "Kondisi Kinerja pada akhir periode RPJMD", 13: "Penanggung\nJawab"}
    for k, teks in judul.items():
        ws.cell(5, k, teks)
        if k != 6:
            ws.merge_cells(start_row=5, start_column=k, end_row=6, end_column=k)
    ws.merge_cells("F5:K5")
    for k, tahun in enumerate(FAKTA["tahun"], 6):
        ws.cell(6, k, f"Tahun {tahun}" if k % 2 else tahun)
    for k in range(2, 14):
        ws.cell(7, k, k - 1)


def _angka(cetak: str | None) -> Any:
    """A cell that holds a number where the annex prints nothing else."""
    return float(cetak) if cetak and cetak.replace(".", "").isdecimal() else cetak


def buku_baris(**lembar: list[list[Any]]) -> bytes:
    """A workbook of plain rows."""
    buku = Workbook()
    buku.remove(buku.worksheets[0])
    for nama, rows in lembar.items():
        ws = buku.create_sheet(nama.replace("_", " "))
        for row in rows:
            ws.append(row)
    return bytes_dari(buku)


def csv_baris(rows: list[list[Any]], pemisah: str = ";", penyandian: str = "cp1252") -> bytes:
    """A CSV as Excel in an office writes it."""
    return "\r\n".join(pemisah.join(str(s) for s in row) for row in rows).encode(penyandian)


def unggahan_asing(cast: Any) -> dict[str, Any]:
    """The planner's own foreign file with a question, a refusal and a row that is passed over."""
    nama = cast.indikator.nama
    rows = [["Indikator", "Target 2024"], [nama, "82.53"], [f"{nama}x", "1.234 titk?"], ["Jumlah", "2"]]
    sel = [[r, k, "s", teks, 0] for r, row in enumerate(rows, 1) for k, teks in enumerate(row, 1)]
    peta: dict[str, Any] = {"jenis": "iku", "lembar": "Data", "kolom": {"nama": 1, "target_2024": 2}}
    peta |= {"kepala": 1, "tinggi": 1, "akhir": 0, "desimal": {}, "pilihan": {}, "jawaban": {}}
    isi: dict[str, Any] = {"periode": "2021-2026", "buku": [{"nama": "Data", "sel": sel, "gabung": []}]}
    isi |= {"peta": peta, "usulan": True, "asal": ""}
    milik = {"perangkat_daerah": cast.pd, "jenis": "ASING", "oleh": cast.planner, "nama": "a.csv", "sha256": "0" * 64}
    return {"pd": cast.pd.kode, "periode": "2021-2026", "pk": Unggahan.objects.create(**milik, isi=isi).pk}


def pemetaan_impor(cast: Any) -> dict[str, Any]:
    """A remembered mapping."""
    isi = {"perangkat_daerah": cast.pd, "ciri": "0" * 64, "isi": {"jenis": "iku"}, "oleh": cast.planner}
    row = PemetaanImpor.objects.create(nama=f"P{PemetaanImpor.objects.count()}", **isi)
    return {"pd": cast.pd.kode, "periode": "2021-2026", "pk": row.pk}


def make_ipp() -> None:
    """The scale of the Indeks Pelayanan Publik, from B- to A."""
    skala = SkalaPredikat.objects.create(kode="ipp", nama="Indeks Pelayanan Publik")
    for n, (kode, bawah) in enumerate((("B-", "3"), ("B", "3.5"), ("A-", "4"), ("A", "4.5")), 1):
        batas = {"batas_bawah": Decimal(bawah), "batas_atas": Decimal(bawah) + Decimal("0.5")}
        TingkatPredikat.objects.create(skala=skala, kode=kode, peringkat=n, **batas)
