"""What a returned workbook says, cell by cell: only the cells that differ from what it held when it was downloaded.

Rows are known by their key, columns by their head, so sorting, deleting and inserting do no harm; whatever cannot be
known for sure is reported with sheet and cell address instead of guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from indicators import calculations
from indicators.buku_kerja.identitas import ciri
from indicators.buku_kerja.kolom import KUNCI, NAMA, rapi
from indicators.buku_kerja.tulis import MAKS_NILAI, judul_baku
from sakip.lib.numbers import NumberFormatError, format_number, parse_decimal
from sakip.lib.xlsx_baca import BerkasDitolak, BukuKerja, Lembar, Sel, alamat, huruf_kolom
from sakip.lib.xlsx_tulis import bersih

CARI_KEPALA = 30
"""Rows in which the head is looked for."""

MAKS_GALAT = 200

TERKUNCI = "Sel ini tidak diisi di sini. Kembalikan isinya seperti semula."


@dataclass(frozen=True)
class Ubahan:
    """One cell that holds something else than at the download. `teks`: as a person would type it on the page.

    `awal`: what stood there at the download (see `ciri`); `catatan`: how the cell was read, where that is not plain.
    """

    kunci: str
    kolom: str
    judul: str
    alamat: str
    teks: str
    awal: str
    catatan: str = ""


@dataclass(frozen=True)
class Galat:
    """One refusal: where, in which row, and what to do."""

    alamat: str
    baris: str
    kalimat: str


@dataclass
class HasilBaca:
    """What was read: changed cells, refusals, cells that are as they were, rows that are no longer in the file."""

    ubahan: list[Ubahan] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    sama: int = 0
    hilang: int = 0


class SelDitolak(ValueError):
    """A cell whose content cannot be taken; the message is a sentence."""


def baca_isian(buku: BukuKerja, identitas: Mapping[str, Any]) -> HasilBaca:
    """The entries of a workbook with this identity. Raises BerkasDitolak where a sheet or a column is missing."""
    hasil = HasilBaca()
    for nama, isi in identitas["lembar"].items():
        lembar = buku.bernama(nama)
        if lembar is None:
            ada = ", ".join(f"“{n.nama}”" for n in buku.lembar.values() if not n.tersembunyi) or "tidak ada"
            raise BerkasDitolak(
                f"Lembar “{nama}” tidak ada dalam berkas ini (yang ada: {ada}). Kembalikan nama lembarnya, "
                "lalu unggah lagi."
            )
        _PembacaLembar(lembar, isi, hasil).baca()
    hasil.galat = hasil.galat[:MAKS_GALAT]
    return hasil


class _PembacaLembar:
    """Reads one sheet into the result."""

    def __init__(self, lembar: Lembar, isi: Mapping[str, Any], hasil: HasilBaca) -> None:
        self.lembar, self.hasil = lembar, hasil
        self.baris: Mapping[str, Any] = isi["baris"]
        self.kolom: list[tuple[str, str, str]] = [tuple(k) for k in isi["kolom"]]
        self.kepala, self.letak = self._cari_kepala()

    def baca(self) -> None:
        """Every row below the head, then what is merged over it."""
        terlihat: set[str] = set()
        for r in range(self.kepala + 1, self.lembar.tinggi + 1):
            sel = self.lembar.di(r, self.letak[KUNCI])
            kunci = sel.nilai.strip() if isinstance(sel.nilai, str) else ""
            if kunci in self.baris and kunci not in terlihat:
                terlihat.add(kunci)
                self._baca_baris(r, kunci)
            elif kunci in self.baris:
                self._tolak(sel.alamat, "", "Baris ini ada dua kali dalam berkas. Hapus salah satunya.")
            elif terisi := [s for k, *_ in self.kolom if not (s := self.lembar.di(r, self.letak[k])).kosong]:
                self._tolak(
                    terisi[0].alamat,
                    "",
                    "Baris ini tidak dikenal: kolom Kunci kosong atau berubah. Isi pada baris aslinya.",
                )
        self.hasil.hilang += len(set(self.baris) - terlihat)
        self._gabungan()

    def _cari_kepala(self) -> tuple[int, dict[str, int]]:
        """The row of the head and the column of each field in it."""
        for r in range(1, min(self.lembar.tinggi, CARI_KEPALA) + 1):
            judul: dict[str, list[int]] = {}
            for k in range(1, self.lembar.lebar + 1):
                nilai = self.lembar.di(r, k).nilai
                if isinstance(nilai, str):
                    judul.setdefault(judul_baku(nilai), []).append(k)
            if "kunci" in judul:
                return r, self._kolom_dari(judul)
        raise BerkasDitolak(
            f"Judul kolom pada lembar “{self.lembar.nama}” tidak ditemukan: judul “Kunci” hilang. Kembalikan judulnya, "
            "atau unduh berkasnya lagi."
        )

    def _kolom_dari(self, judul: Mapping[str, list[int]]) -> dict[str, int]:
        nama = next((j for j in ("indikator", "sub kegiatan") if j in judul), "indikator")
        dicari = {KUNCI: "Kunci", NAMA: nama.capitalize()} | {k: j for k, j, _ in self.kolom}
        hilang = [j for j in dicari.values() if judul_baku(j) not in judul]
        ganda = [j for j in dicari.values() if len(judul.get(judul_baku(j), [])) > 1]
        if hilang or ganda:
            sebab = "tidak ada" if hilang else "ada dua kali"
            daftar = ", ".join(f"“{j}”" for j in hilang or ganda)
            raise BerkasDitolak(
                f"Pada lembar “{self.lembar.nama}” judul kolom {daftar} {sebab}. Kembalikan judulnya, lalu unggah lagi."
            )
        return {k: judul[judul_baku(j)][0] for k, j in dicari.items()}

    def _baca_baris(self, r: int, kunci: str) -> None:
        asal = self.baris[kunci]
        nama = self.lembar.di(r, self.letak[NAMA])
        if ciri(rapi(str(nama.nilai or ""))) != asal["nama"]:
            self._tolak(
                nama.alamat,
                str(nama.nilai or ""),
                "Nama dan kunci pada baris ini tidak cocok: mungkin hanya sebagian kolom yang diurutkan. Urutkan "
                "seluruh baris, atau unduh berkasnya lagi.",
            )
            return
        for kolom, judul, bentuk in self.kolom:
            sel = self.lembar.di(r, self.letak[kolom])
            buka = kolom in asal["buka"]
            if not buka and (sel.rumus or sel.kosong):
                continue  # a locked cell that computes itself, or was never open
            try:
                teks, catatan = teks_isian(sel, bentuk)
            except SelDitolak as error:
                self._tolak(sel.alamat, str(nama.nilai), str(error))
                continue
            if ciri(teks) == asal["isi"][kolom]:
                self.hasil.sama += 1
            elif not buka:
                self._tolak(sel.alamat, str(nama.nilai), TERKUNCI)
            else:
                milik, nama_kolom, sebutan = asal.get("milik", [kunci, kolom, judul])
                self.hasil.ubahan.append(
                    Ubahan(milik, nama_kolom, sebutan, sel.alamat, teks, asal["isi"][kolom], catatan)
                )

    def _gabungan(self) -> None:
        """Merged cells over rows of the sheet: the lower ones would be read as empty."""
        for atas, kiri, bawah, kanan in self.lembar.gabung:
            kena = {k for k in self.letak.values() if kiri <= k <= kanan}
            if bawah > self.kepala and kena:
                tempat = f"{alamat(self.lembar.nama, atas, kiri)}:{huruf_kolom(kanan)}{bawah}"
                self._tolak(tempat, "", "Sel-sel ini digabung. Pisahkan gabungannya, lalu isi setiap selnya.")

    def _tolak(self, tempat: str, baris: str, kalimat: str) -> None:
        self.hasil.galat.append(Galat(bersih(tempat), bersih(baris)[:200], kalimat))


# --- A cell as a person would have typed it ----------------------------------------------------------------------


def teks_isian(sel: Sel, bentuk: str) -> tuple[str, str]:
    """The text of a cell, and how it was read where that is not plain. Raises SelDitolak with a sentence."""
    if sel.galat:
        raise SelDitolak("Rumus di sel ini menghasilkan galat. Isi nilainya, bukan rumusnya.")
    if sel.tanpa_hasil:
        raise SelDitolak("Sel ini berisi rumus tanpa hasil. Buka dan simpan berkasnya di Excel, atau isi nilainya.")
    teks, catatan = BACA.get(bentuk, _sebagai_teks)(sel)
    teks = rapi(bersih(teks))  # `_x0000_` in the file is a character that no database takes
    return teks, " ".join(filter(None, ("Hasil rumus di sel ini." if sel.rumus else "", catatan)))


def _sebagai_angka(sel: Sel, desimal: int = 0) -> tuple[str, str]:
    """The figure, with as many decimals as its column keeps; 0: whatever they are, the form decides."""
    nilai = sel.nilai
    if nilai is None or isinstance(nilai, str):
        return _angka_dari_teks(nilai or "", desimal)
    if isinstance(nilai, bool):
        raise SelDitolak(f"Sel ini berisi {'BENAR' if nilai else 'SALAH'}, bukan angka. Isi angkanya.")
    if not isinstance(nilai, Decimal):
        raise SelDitolak(f"Sel ini berisi {_sebut_tanggal(nilai)}, bukan angka. Ubah format selnya, lalu ketik lagi.")
    if not sel.persen:
        return _cetak(nilai, desimal)
    dibaca, _ = _cetak(nilai * 100, desimal)
    return dibaca, f"Selnya berformat persen: {dibaca}% dibaca {dibaca}."


def _cetak(nilai: Decimal, desimal: int) -> tuple[str, str]:
    if not desimal or abs(nilai) >= MAKS_NILAI:
        return format_number(nilai), ""
    teks = format_number(calculations.bulatkan(nilai, desimal))
    return teks, "" if teks == format_number(nilai) else f"Dibulatkan dari {format_number(nilai)}."


def _sebagai_rupiah(sel: Sel) -> tuple[str, str]:
    """As a figure, but a percentage stays one: the form refuses it with its own sentence."""
    if sel.persen and isinstance(sel.nilai, Decimal):
        return f"{format_number(sel.nilai * 100)}%", ""
    if isinstance(sel.nilai, str) and "%" in sel.nilai:
        return rapi(sel.nilai), ""
    return _sebagai_angka(sel)


def _angka_dari_teks(teks: str, desimal: int) -> tuple[str, str]:
    """A number stored as text, in one spelling; what is no number stays as it is and is refused by the form."""
    teks = rapi(teks)
    try:
        angka = parse_decimal(teks)
    except NumberFormatError:
        return teks, ""
    return ("", "") if angka is None else _cetak(angka, desimal)


def _sebagai_teks(sel: Sel) -> tuple[str, str]:
    nilai = sel.nilai
    if nilai is None:
        return "", ""
    if isinstance(nilai, bool):
        return ("BENAR" if nilai else "SALAH"), ""
    if isinstance(nilai, Decimal):
        return (f"{format_number(nilai * 100)}%" if sel.persen else format_number(nilai)), ""
    return (rapi(nilai) if isinstance(nilai, str) else _sebut_tanggal(nilai)), ""


def _sebut_tanggal(nilai: date | datetime | time | timedelta) -> str:
    if isinstance(nilai, date):  # a datetime is one too
        return f"tanggal {nilai:%d/%m/%Y}"
    return f"jam {nilai}"


BACA: dict[str, Callable[[Sel], tuple[str, str]]] = {
    "angka": partial(_sebagai_angka, desimal=4),
    "persen": partial(_sebagai_angka, desimal=2),
    "rupiah": _sebagai_rupiah,
}
