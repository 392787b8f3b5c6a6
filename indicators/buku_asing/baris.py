"""The rows of a foreign table: merged cells filled, figures in one spelling, what is no row of the table listed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators.buku_asing.angka import Bukti, bukti, seragamkan
from indicators.buku_asing.bidang import BidangAsing
from indicators.buku_asing.kepala import baris_bernomor, judul_kolom, potong, tampak, tergabung
from indicators.buku_asing.pemetaan import Pemetaan
from indicators.buku_kerja.baca import Galat, SelDitolak
from indicators.buku_pd.bidang import baca_sel
from sakip.lib.xlsx_baca import Lembar, Sel, alamat

# The words alone: an indikator may well begin with “Jumlah”.
_JUMLAH = re.compile(
    r"((sub ?|grand )?(jumlah|total)( (total|semua|seluruhnya|keseluruhan|anggaran|pagu|belanja))*|rata-rata)\s*[:.]?"
)
_RP = re.compile(r"\b(rp|idr)\b\.?", re.IGNORECASE)
_BERHURUF = re.compile(r"[^\W\d_]")
_SATUAN = re.compile(r"[\d.,]+\s*([^\W\d_][\w /]*)")
_MINUS_PREDIKAT = re.compile(r"(?<=[\d ])\(\s*-\s*([A-Z]{1,2})\s*\)")

NOMOR, JUMLAH, ULANG = "Nomor kolom.", "Baris jumlah.", "Judul kolom yang terulang."
TANPA_KOLOM = "Tidak ada isi pada kolom yang dipasangkan."
TANPA_NAMA, BAGIAN = "Tanpa {judul}.", "Judul bagian atau kaki tabel: satu tulisan saja, tanpa isi lain."


@dataclass(frozen=True)
class Lewat:
    """A row that was not taken, and why."""

    alamat: str
    teks: str
    sebab: str


@dataclass
class BarisAsing:
    """One row: its cells by field, how some were read, and those that stand in the row itself (not filled down).

    `persen`, `satuan`: what stands behind its figures (`100%`, `10 titik`).
    """

    nomor: int
    isi: dict[str, str]
    catatan: dict[str, str] = field(default_factory=dict)
    sendiri: frozenset[str] = frozenset()
    persen: bool = False
    satuan: set[str] = field(default_factory=set)


@dataclass
class Bacaan:
    """What a table says. `kosong`: blank rows; `bagian`: rows of one text alone, (address, text) by row number."""

    baris: list[BarisAsing] = field(default_factory=list)
    lewat: list[Lewat] = field(default_factory=list)
    galat: list[Galat] = field(default_factory=list)
    kosong: int = 0
    bagian: dict[int, tuple[str, str]] = field(default_factory=dict)


def baca_baris(lembar: Lembar, peta: Pemetaan, bidang: Sequence[BidangAsing]) -> Bacaan:
    """Read the rows below the head."""
    return _Pembaca(lembar, peta, bidang).baca()


def bukti_kolom(lembar: Lembar, peta: Pemetaan, bidang: Sequence[BidangAsing]) -> dict[str, Bukti]:
    """What the texts of each column of figures say about their decimals."""
    angka = {b.kunci: b for b in bidang if b.berangka and b.kunci in peta.kolom}
    teks: dict[int, list[str]] = {peta.kolom[k]: [] for k in angka}
    for (r, k), sel in lembar.sel.items():
        if k in teks and r >= peta.awal and (not peta.akhir or r <= peta.akhir) and isinstance(sel.nilai, str):
            teks[k].append(sel.nilai)
    return {k: bukti(teks[peta.kolom[k]], rupiah=b.bidang.jenis == "rupiah") for k, b in angka.items()}


class _Pembaca:
    """One reading."""

    def __init__(self, lembar: Lembar, peta: Pemetaan, bidang: Sequence[BidangAsing]) -> None:
        self.lembar, self.peta = lembar, peta
        self.bidang = [b for b in bidang if b.kunci in peta.kolom]
        self.gabung = tergabung(g for g in lembar.gabung if g[0] >= peta.awal)
        self.hasil = Bacaan()
        self.terakhir: dict[str, str] = {}
        self.isi_baris: dict[int, list[Sel]] = {}
        for (r, _), sel in sorted(lembar.sel.items()):
            if r >= peta.awal and not sel.kosong:
                self.isi_baris.setdefault(r, []).append(sel)
        atas = potong(lembar, peta.awal)
        kepala = judul_kolom(atas, peta.kepala, peta.tinggi)
        self.kepala = [{j.kata[n].casefold() for j in kepala if len(j.kata) > n} for n in range(peta.tinggi)]

    def baca(self) -> Bacaan:
        akhir = self.peta.akhir or max(self.isi_baris, default=0)
        for r in range(self.peta.awal, max(self.isi_baris, default=0) + 1):
            isi = self.isi_baris.get(r, [])
            if len(isi) == 1 and isinstance(isi[0].nilai, str):
                self.hasil.bagian[r] = isi[0].alamat, tampak(isi[0].nilai)
            if r > akhir:
                self._lewat(isi, "Di bawah baris terakhir tabel.")
            elif not isi:
                self.hasil.kosong += 1
            elif sebab := self._bukan_baris(isi):
                self._lewat(isi, sebab)
            else:
                self._baris(r, isi)
        return self.hasil

    def _lewat(self, isi: Sequence[Sel], sebab: str) -> None:
        if isi:
            teks = " · ".join(filter(None, (tampak(s.nilai) for s in isi)))[:160]
            self.hasil.lewat.append(Lewat(isi[0].alamat, teks, sebab))

    def _bukan_baris(self, isi: Sequence[Sel]) -> str:
        """Why a row is none of the table; empty for a row of it."""
        nilai = [s.nilai for s in isi]
        if baris_bernomor(nilai):
            return NOMOR
        kata = [tampak(v).casefold() for v in nilai if isinstance(v, str)]
        if kata and _JUMLAH.fullmatch(kata[0]):
            return JUMLAH
        if len(kata) == len(nilai) >= 3 and any(set(kata) <= k for k in self.kepala):
            return ULANG
        kolom = set(self.peta.kolom.values())
        if not any(s.kolom in kolom for s in isi):
            return TANPA_KOLOM
        sendirian = len(isi) == 1 and len(kolom) > 2 and isinstance(nilai[0], str)
        return BAGIAN if sendirian and self._melebar(isi[0]) else ""

    def _melebar(self, sel: Sel) -> bool:
        """Whether a cell spans several columns."""
        return any(
            a <= sel.baris <= b and ki == sel.kolom and ka - ki >= 2
            for a, ki, b, ka in self.lembar.gabung
            if a == sel.baris
        )

    def _baris(self, r: int, semua: Sequence[Sel]) -> None:
        baris = BarisAsing(r, {})
        galat: dict[str, Galat] = {}
        sendiri = set()
        for b in self.bidang:
            tempat = r, self.peta.kolom[b.kunci]
            sel = self.lembar.di(*tempat)
            if not sel.kosong:
                sendiri.add(b.kunci)
            elif self.gabung.get(tempat, tempat) != tempat and self.gabung[tempat][1] == tempat[1]:
                sel = self.lembar.di(*self.gabung[tempat])
            try:
                baris.isi[b.kunci], cara = self._sel(b, sel, baris)
            except (SelDitolak, ValueError) as error:
                galat[b.kunci] = Galat(sel.alamat, tampak(semua[0].nilai)[:120], str(error))
                baris.isi[b.kunci], cara = "", ""
            if cara:
                baris.catatan[b.kunci] = cara
        baris.sendiri = frozenset(sendiri)
        kurang = next((b for b in self.bidang if b.wajib and not baris.isi[b.kunci]), None)
        if kurang and kurang.kunci not in galat:
            self._lewat(semua, TANPA_NAMA.format(judul=kurang.judul.lower()))
            return
        self.hasil.galat += galat.values()
        self._turun(baris)
        self.hasil.baris.append(baris)

    def _turun(self, baris: BarisAsing) -> None:
        """Fill what an empty cell takes from the row above it."""
        for b in self.bidang:
            if b.turun:
                if not baris.isi[b.kunci] and (atas := self.terakhir.get(b.kunci)):
                    baris.isi[b.kunci] = atas
                    baris.catatan[b.kunci] = "Mengikuti baris di atasnya."
                self.terakhir[b.kunci] = baris.isi[b.kunci]

    def _sel(self, b: BidangAsing, sel: Sel, baris: BarisAsing) -> tuple[str, str]:
        if sel.kosong:
            return "", ""
        if not b.berangka:
            return baca_sel(b.bidang, sel)
        baris.persen = baris.persen or sel.persen or isinstance(sel.nilai, str) and sel.nilai.rstrip().endswith("%")
        if not isinstance(sel.nilai, str):
            return baca_sel(b.bidang, sel)
        if b.bidang.jenis == "rupiah" and _BERHURUF.search(_RP.sub("", sel.nilai)):
            raise SelDitolak(f"“{tampak(sel.nilai)[:40]}” bukan jumlah rupiah penuh. Isi angkanya saja.")
        if ekor := _SATUAN.fullmatch(sel.nilai.strip()):
            baris.satuan.add(ekor[1].casefold())
        teks = _MINUS_PREDIKAT.sub(r"(\1-)", sel.nilai)
        seragam, cara = seragamkan(teks, self.peta.desimal.get(b.kunci, ""))
        if teks != sel.nilai:
            cara = f"“{tampak(sel.nilai)}” dibaca {seragam}."
        try:
            hasil, lain = baca_sel(b.bidang, replace(sel, nilai=seragam))
        except SelDitolak as error:  # the person knows the cell as it stands in the file
            raise SelDitolak(str(error).replace(seragam, sel.nilai)) from error
        return hasil, " ".join(filter(None, (cara, lain)))


def kolom_alamat(peta: Pemetaan, kunci: Mapping[str, str]) -> dict[str, int]:
    """Field of our sheet → column of the file, for the fields that have one. `kunci`: our field → foreign field."""
    return {milik: peta.kolom[asing] for milik, asing in kunci.items() if asing in peta.kolom}


def tempat(peta: Pemetaan, nomor: int, kunci: str = "") -> str:
    """The address of a field in a row."""
    kolom = peta.kolom.get(kunci) or min(peta.kolom.values(), default=1)
    return alamat(peta.lembar, nomor, kolom)
