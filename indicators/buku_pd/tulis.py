"""Writing the workbook of a perangkat daerah: instructions, the sheets with their choices, what it was made from."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from indicators.buku_kerja import identitas
from indicators.buku_pd.bidang import TANDA_CONTOH, Bidang
from indicators.buku_pd.lembar import LembarKeluar
from indicators.buku_pd.muat import Isi, Rekam
from indicators.buku_pd.tabel import Tabel
from sakip.lib.garbage import no_collection
from sakip.lib.xlsx_baca import huruf_kolom
from sakip.lib.xlsx_tulis import RUMUS, bersih

JENIS = "perangkat-daerah"
PETUNJUK, PILIHAN = "Petunjuk", "Pilihan"
MAKS_BARIS = 20_000
ACUAN = ("satuan", "skala", "jenis_belanja", "perangkat_daerah")
Letak = dict[str, tuple[str, list[str]]]
"""Name of a list → its range on the sheet of choices, and what it offers."""

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


@no_collection()
def buku_perangkat_daerah(isi: Isi, *, templat: bool = False) -> bytes:
    """The workbook as bytes. `templat`: no stored rows but the units, one example in each other sheet."""
    buku = Workbook(write_only=True)
    buku.properties.title = bersih(f"Buku kerja {isi.perangkat_daerah.nama}")[:255]
    buku.properties.language = "id-ID"
    _petunjuk(buku, isi)
    letak = _letak_pilihan(isi, isi.tabel, {})
    for tabel in isi.tabel:
        _lembar(buku, LembarKeluar(tabel, isi), letak, contoh=templat and tabel.nama != "unit")
    _pilihan(buku, letak)
    _identitas(buku, isi, [] if templat else isi.tabel)
    return _bytes(buku)


def buku_satu_lembar(lembar: LembarKeluar, sebutan: Mapping[str, Sequence[str]]) -> bytes:
    """A workbook of that sheet alone, with its choices. `sebutan`: by table what rows of other sheets are called."""
    buku = Workbook(write_only=True)
    buku.properties.title = bersih(f"{lembar.tabel.lembar} {lembar.isi.perangkat_daerah.nama}")[:255]
    buku.properties.language = "id-ID"
    letak = _letak_pilihan(lembar.isi, [lembar.tabel], sebutan)
    _lembar(buku, lembar, letak)
    _pilihan(buku, letak)
    _identitas(buku, lembar.isi, [lembar.tabel])
    return _bytes(buku)


def _bytes(buku: Workbook) -> bytes:
    keluar = io.BytesIO()
    buku.save(keluar)
    return keluar.getvalue()


# --- Sheets -------------------------------------------------------------------------------------------------------


def _lembar(buku: Workbook, lembar: LembarKeluar, letak: Letak, *, contoh: bool = False) -> None:
    tabel = lembar.tabel
    ws: Any = buku.create_sheet(tabel.lembar)
    ws.freeze_panes = f"{huruf_kolom(min(3, len(tabel.bidang)))}2"
    for n, b in enumerate(tabel.bidang, 1):
        kolom = ws.column_dimensions[huruf_kolom(n)]
        kolom.width = b.lebar
        if b.jenis in ("teks", "rujuk"):
            kolom.number_format = "@"
    ws.append([_kepala(ws, b) for b in tabel.bidang])
    rows = [Rekam("", None, _contoh(tabel))] if contoh else lembar.iter_queryset(lembar.get_queryset())
    for row in rows:
        ws.append([_sel(ws, b, nilai, contoh=contoh) for b, nilai in zip(tabel.bidang, lembar.sel(row), strict=True)])
    for n, b in enumerate(tabel.bidang, 1):
        _validasi(ws, b, huruf_kolom(n), letak, tabel)


def _kepala(ws: Any, b: Bidang) -> Any:
    sel = WriteOnlyCell(ws, b.judul)
    sel.font, sel.fill = _TEBAL, _WAJIB if b.wajib else _KEPALA
    sel.alignment = Alignment(wrap_text=True, vertical="top")
    return sel


def _sel(ws: Any, b: Bidang, nilai: Any, *, contoh: bool = False) -> Any:
    """What is appended for a cell: a figure as a figure, a text never as a formula."""
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
    ws.append([_teks(ws, isi.perangkat_daerah.pemerintah_daerah.nama)])
    ws.append([])
    for n, kalimat in enumerate(CARA, 1):
        ws.append([f"Cara mengisi {n}", kalimat])
    ws.append([])
    for tabel in isi.tabel:
        ws.append([f"Lembar {tabel.lembar}", tabel.petunjuk])


# --- Choices ------------------------------------------------------------------------------------------------------


def _letak_pilihan(isi: Isi, tabel_dimuat: Sequence[Tabel], sebutan: Mapping[str, Sequence[str]]) -> Letak:
    daftar: dict[str, list[str]] = {"ya": ["Ya"]}
    for tabel in tabel_dimuat:
        for b in tabel.bidang:
            if b.pilihan:
                daftar[f"{tabel.nama}.{b.kunci}"] = [label for _, label in b.pilihan if label]
    daftar |= {nama: list(isi.acuan.obj[nama]) for nama in ACUAN} | {nama: list(v) for nama, v in sebutan.items()}
    return {
        nama: (f"{PILIHAN}!${huruf_kolom(n)}$2:${huruf_kolom(n)}${max(2, len(v) + 1)}", v)
        for n, (nama, v) in enumerate(daftar.items(), 1)
    }


def _pilihan(buku: Workbook, letak: Letak) -> None:
    ws: Any = buku.create_sheet(PILIHAN)
    ws.sheet_state = "hidden"
    ws.append(list(letak))
    isi = [v for _, v in letak.values()]
    for r in range(max(map(len, isi), default=0)):
        ws.append([_teks(ws, v[r]) if r < len(v) else None for v in isi])


def _teks(ws: Any, teks: str) -> Any:
    return _sel(ws, Bidang("", ""), bersih(teks) or None)


def _validasi(ws: Any, b: Bidang, huruf: str, letak: Letak, tabel: Tabel) -> None:
    """One rule for the whole column, also for the rows to come."""
    nama = "ya" if b.jenis == "ya" else f"{tabel.nama}.{b.kunci}" if b.pilihan else b.rujuk
    if nama in letak:
        aturan = DataValidation(type="list", formula1=f"={letak[nama][0]}", allow_blank=True, showErrorMessage=True)
        aturan.errorTitle, aturan.error = "Periksa isian", "Pilih salah satu dari daftarnya."
        aturan.showErrorMessage = not b.rujuk or b.rujuk in ACUAN  # a row has a code, a key and words, each as good
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


def _identitas(buku: Workbook, isi: Isi, tabel_dimuat: Sequence[Tabel]) -> None:
    """Which stored row each key meant when the file was made, signed: a renamed row is still known by it."""
    peta = {t.nama: {k: r.pk for k, r in isi.rekam[t.nama].items()} for t in tabel_dimuat if t.berkunci}
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
