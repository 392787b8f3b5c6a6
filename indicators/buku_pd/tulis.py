"""Writing the workbook of a perangkat daerah: instructions, the sheets with their choices, what it was made from."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from indicators.buku_kerja import identitas
from indicators.buku_pd.bidang import TANDA_CONTOH, Bidang, tampil
from indicators.buku_pd.muat import Isi
from indicators.buku_pd.tabel import Tabel
from sakip.lib.xlsx_baca import huruf_kolom
from sakip.lib.xlsx_tulis import MAKS_ANGKA, RUMUS, bersih, muat_angka

JENIS = "perangkat-daerah"
PETUNJUK, PILIHAN = "Petunjuk", "Pilihan"
MAKS_BARIS = 20_000
_TEBAL = Font(name="Arial", size=10, bold=True)
_KEPALA = PatternFill("solid", fgColor="E3E9EC")
_WAJIB = PatternFill("solid", fgColor="F6E3A1")
_CONTOH = PatternFill("solid", fgColor="EEF3E6")

CARA = (
    "Satu baris untuk satu hal. Judul kolom tidak diubah; kolom yang dihapus dari berkas dibiarkan isinya.",
    "Kolom berlatar kuning wajib diisi. Sel yang dikosongkan mengosongkan isinya di aplikasi.",
    "Kunci (misalnya S3) menamai baris di berkas ini. Baris baru diberi kunci baru, misalnya S90; lembar lain "
    "merujuknya dengan kunci itu, dengan kodenya, atau dengan uraiannya yang persis sama.",
    "Baris yang dihapus dari berkas tetap ada di aplikasi, kecuali diminta menghapus saat mengimpor.",
    "Angka memakai koma desimal. Predikat dengan nilai ditulis B = 66,04. Rupiah ditulis penuh. Tanggal 31/12/2025.",
    "Sebelum disimpan, aplikasi memperlihatkan apa yang baru, berubah, dan dihapus, sel demi sel.",
)


def buku_perangkat_daerah(isi: Isi, *, templat: bool = False) -> bytes:
    """The workbook as bytes. `templat`: no stored rows but the units, one example in each other sheet."""
    buku = Workbook(write_only=True)
    buku.properties.title = bersih(f"Buku kerja {isi.perangkat_daerah.nama}")[:255]
    buku.properties.language = "id-ID"
    _petunjuk(buku, isi)
    letak = _letak_pilihan(isi)
    for tabel in isi.tabel:
        rows = [r.isi for r in isi.rekam[tabel.nama].values()]
        contoh = templat and tabel.nama != "unit"
        _lembar(buku, tabel, [_contoh(tabel)] if contoh else rows, letak, contoh=contoh)
    _pilihan(buku, letak)
    _identitas(buku, isi, templat=templat)
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


# --- Sheets -------------------------------------------------------------------------------------------------------


def _lembar(
    buku: Workbook,
    tabel: Tabel,
    rows: Iterable[dict[str, str]],
    letak: dict[str, tuple[str, list[str]]],
    *,
    contoh: bool,
) -> None:
    ws: Any = buku.create_sheet(tabel.lembar)
    ws.freeze_panes = f"{huruf_kolom(min(3, len(tabel.bidang)))}2"
    for n, b in enumerate(tabel.bidang, 1):
        kolom = ws.column_dimensions[huruf_kolom(n)]
        kolom.width = b.lebar
        if b.jenis in ("teks", "rujuk"):
            kolom.number_format = "@"
    ws.append([_kepala(ws, b) for b in tabel.bidang])
    for isi in rows:
        ws.append([_sel(ws, b, isi.get(b.kunci, ""), contoh=contoh) for b in tabel.bidang])
    for n, b in enumerate(tabel.bidang, 1):
        _validasi(ws, b, huruf_kolom(n), letak, tabel)


def _kepala(ws: Any, b: Bidang) -> Any:
    sel = WriteOnlyCell(ws, b.judul)
    sel.font, sel.fill = _TEBAL, _WAJIB if b.wajib else _KEPALA
    sel.alignment = Alignment(wrap_text=True, vertical="top")
    return sel


def _sel(ws: Any, b: Bidang, teks: str, *, contoh: bool = False) -> Any:
    """The cell of a text: a figure as a figure, a text never as a formula."""
    nilai = isi_sel(b, teks)
    if isinstance(nilai, str) and nilai.startswith(RUMUS):
        sel = WriteOnlyCell(ws, nilai)
        sel.data_type, sel.quotePrefix = "s", True
        return sel
    if contoh or isinstance(nilai, date) or b.jenis == "rupiah" and nilai is not None:
        sel = WriteOnlyCell(ws, nilai)
        if contoh:
            sel.fill = _CONTOH
        if b.jenis in ("rupiah", "tanggal"):
            sel.number_format = "#,##0" if b.jenis == "rupiah" else "dd/mm/yyyy"
        return sel
    return nilai


def isi_sel(b: Bidang, teks: str) -> Any:
    """What stands in the cell: a figure, a date, a text, or nothing."""
    if not teks:
        return None
    if b.jenis == "tanggal":
        return date.fromisoformat(teks)
    if b.jenis in ("bulat", "angka", "rupiah") or b.jenis == "nilai" and "|" not in teks:
        angka = _angka(teks)
        return tampil(b, teks) if angka is None else angka
    if b.jenis == "daftar":
        return bersih(teks.replace(";", "; "))
    return bersih(tampil(b, teks))


def _angka(teks: str) -> int | Decimal | None:
    """The figure of a text in its one spelling; None where no cell can hold all its digits."""
    angka = Decimal(teks)
    if len(teks) > MAKS_ANGKA and not muat_angka(angka):
        return None
    return angka if "." in teks else int(angka)


def _contoh(tabel: Tabel) -> dict[str, str]:
    """The example of a template; it is marked, and an import passes over it."""
    isi = {b.kunci: b.contoh.replace(",", ".") if b.jenis == "nilai" else b.contoh for b in tabel.bidang if b.contoh}
    b = next((b for b in tabel.bidang if b.jenis in ("teks", "rujuk")), None)
    if b is None:
        return {}
    return isi | {b.kunci: f"{TANDA_CONTOH} {b.contoh}".strip()}


def _petunjuk(buku: Workbook, isi: Isi) -> None:
    ws: Any = buku.create_sheet(PETUNJUK)
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = 24, 100
    judul = WriteOnlyCell(ws, bersih(f"Buku kerja {isi.perangkat_daerah.nama}, Renstra {isi.periode}"))
    judul.font = Font(name="Arial", size=13, bold=True)
    ws.append([judul])
    ws.append([bersih(isi.perangkat_daerah.pemerintah_daerah.nama)])
    ws.append([])
    for n, kalimat in enumerate(CARA, 1):
        ws.append([f"Cara mengisi {n}", kalimat])
    ws.append([])
    for tabel in isi.tabel:
        ws.append([f"Lembar {tabel.lembar}", tabel.petunjuk])


# --- Choices ------------------------------------------------------------------------------------------------------


def _letak_pilihan(isi: Isi) -> dict[str, tuple[str, list[str]]]:
    """Name of a list → its range on the sheet of choices, and what it offers."""
    daftar: dict[str, list[str]] = {"ya": ["Ya"]}
    for tabel in isi.tabel:
        for b in tabel.bidang:
            if b.pilihan:
                daftar[f"{tabel.nama}.{b.kunci}"] = [label for _, label in b.pilihan if label]
    for nama in ("satuan", "skala", "jenis_belanja"):
        daftar[nama] = list(isi.acuan.obj[nama])
    return {
        nama: (f"{PILIHAN}!${huruf_kolom(n)}$2:${huruf_kolom(n)}${max(2, len(v) + 1)}", v)
        for n, (nama, v) in enumerate(daftar.items(), 1)
    }


def _pilihan(buku: Workbook, letak: dict[str, tuple[str, list[str]]]) -> None:
    ws: Any = buku.create_sheet(PILIHAN)
    ws.sheet_state = "hidden"
    ws.append(list(letak))
    isi = [v for _, v in letak.values()]
    for r in range(max(map(len, isi), default=0)):
        ws.append([_teks(ws, v[r]) if r < len(v) else None for v in isi])


def _teks(ws: Any, teks: str) -> Any:
    return _sel(ws, Bidang("", ""), teks)


def _validasi(ws: Any, b: Bidang, huruf: str, letak: dict[str, tuple[str, list[str]]], tabel: Tabel) -> None:
    """One rule for the whole column, also for the rows to come."""
    nama = "ya" if b.jenis == "ya" else f"{tabel.nama}.{b.kunci}" if b.pilihan else b.rujuk
    if nama in letak:
        aturan = DataValidation(type="list", formula1=f"={letak[nama][0]}", allow_blank=True, showErrorMessage=True)
        aturan.errorTitle, aturan.error = "Periksa isian", "Pilih salah satu dari daftarnya."
    elif b.rujuk == "unit":
        aturan = DataValidation(type="list", formula1="=Unit!$A$2:$A$2000", allow_blank=True, showErrorMessage=False)
    elif b.petunjuk:
        aturan = DataValidation(allow_blank=True)
    else:
        return
    if b.petunjuk:
        aturan.showInputMessage, aturan.promptTitle, aturan.prompt = True, b.judul[:32], b.petunjuk[:255]
    aturan.add(f"{huruf}2:{huruf}{MAKS_BARIS}")
    ws.data_validations.append(aturan)


def _identitas(buku: Workbook, isi: Isi, *, templat: bool) -> None:
    """Which stored row each key meant when the file was made, signed: a renamed row is still known by it."""
    peta = {
        tabel.nama: {k: r.obj.pk for k, r in isi.rekam[tabel.nama].items()}
        for tabel in isi.tabel
        if tabel.berkunci and not templat
    }
    muatan = {
        "jenis": JENIS,
        "perangkat_daerah": isi.perangkat_daerah.kode,
        "periode": [isi.periode.tahun_awal, isi.periode.tahun_akhir],
        "peta": peta,
    }
    for nomor, baris in enumerate(identitas.baris(muatan, _uraian(isi))):
        ws: Any = buku.create_sheet(identitas.NAMA) if nomor == 0 else buku[identitas.NAMA]
        ws.sheet_state = "hidden"
        ws.append([_teks(ws, b) if isinstance(b, str) else b for b in baris])


def _uraian(isi: Isi) -> Sequence[tuple[str, str]]:
    return [("Buku kerja", isi.perangkat_daerah.nama), ("Periode", str(isi.periode))]
