"""Heat maps of a year: capaian after each quarter by category, and what a sheet still lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import calculations
from indicators.calculations import BatasKategori, Kebijakan
from indicators.selectors.grafik import serendah
from indicators.selectors.peta_lembar import KATA, SelLembar
from sakip.lib.charts_bentuk import PetaPanas, SelPanas
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan

SIMBOL = {"sangat-tinggi": "▲", "tinggi": "●", "sedang": "■", "rendah": "◊", "sangat-rendah": "▼"}
"""A sign for each colour a category may have: a map must be read in black and white too."""

DESIMAL_RERATA = 2
"""A mean of capaian prints with two decimals, as Formulir E.81 prints it."""


@dataclass(frozen=True)
class Keadaan:
    """What is to be said of the sheets of one cell: the word of the map of sheets, and how much is filled."""

    kode: str
    kata: str

    @classmethod
    def lembar(cls, sel: SelLembar) -> "Keadaan":
        """That of one unit's sheet."""
        isi = "" if sel.keadaan == "planned" else f", terisi {sel.ringkas.terisi} dari {sel.ringkas.jumlah} sel"
        return cls(sel.keadaan, f"{sel.kata}{isi}")

    @classmethod
    def banyak(cls, jumlah: Mapping[str, int]) -> "Keadaan | None":
        """That of many sheets: what is worst among them, with their number."""
        semua = sum(jumlah.values())
        for kode in ("late", "empty", "returned", "draft", "submitted", "planned", "verified"):
            if jumlah.get(kode):
                return cls(kode, f"{jumlah[kode]} dari {semua} lembar {KATA[kode].lower()}")
        return None


TANDA = {"late": "late", "empty": "missing", "planned": "planned", "draft": "draft", "returned": "draft"}
PENDEK = {
    "late": "Terlambat",
    "empty": "Belum diisi",
    "planned": "–",
    "submitted": "Diajukan",
    "draft": "Draf",
    "verified": "–",
}


def sel_panas(
    capaian: Decimal | None, kebijakan: Kebijakan, keadaan: Keadaan | None, *, desimal: int, alamat: str = ""
) -> SelPanas | None:
    """One cell: the capaian with its category, and the state of its sheets where that is not simply done."""
    if capaian is None and keadaan is None:
        return None
    kategori = calculations.kategori(capaian, kebijakan)
    angka = format_persen(capaian, desimal) if capaian is not None else ""
    kata = [f"{angka} {kategori.label}" if kategori else angka] if angka else []
    if keadaan is not None and (keadaan.kode != "verified" or not angka):
        kata.append(keadaan.kata)
    return SelPanas(
        teks=angka or _pendek(keadaan),
        kode=kategori.kode if kategori else "",
        simbol=SIMBOL.get(kategori.kode, "") if kategori else "",
        keterangan="; ".join(kata),
        keadaan=TANDA.get(keadaan.kode, "") if keadaan else "",
        alamat=alamat,
        nilai=capaian,
    )


def _pendek(keadaan: Keadaan | None) -> str:
    return PENDEK.get(keadaan.kode, KATA[keadaan.kode]) if keadaan else ""


def peta_panas(
    judul: str,
    rows: Sequence[tuple[str, str, Sequence[SelPanas | None]]],
    kebijakan: Iterable[BatasKategori],
    tahun: int,
    *,
    judul_baris: str = "Unit kerja",
) -> PetaPanas | None:
    """The map of some rows (name, address, four cells); None without any."""
    if not rows:
        return None
    dipakai = {s.kode for _, _, sel in rows for s in sel if s is not None and s.kode}
    return PetaPanas(
        judul=judul,
        kalimat=_kalimat(rows, judul_baris),
        kolom=tuple(f"TW {tw.romawi}" for tw in Triwulan.setahun(tahun)),
        nama=tuple(nama for nama, _, _ in rows),
        sel=tuple(tuple(sel) for _, _, sel in rows),
        legenda=tuple(
            (k.kode, SIMBOL.get(k.kode, ""), f"{k.label}, mulai {format_persen(k.batas_bawah)}")
            for k in kebijakan
            if k.kode in dipakai
        ),
        judul_baris=judul_baris,
        alamat=tuple(alamat for _, alamat, _ in rows),
    )


def _kalimat(rows: Sequence[tuple[str, str, Sequence[SelPanas | None]]], sebutan: str) -> str:
    """Which row stands lowest in the latest quarter that has figures, and how many sheets are late."""
    bagian = []
    berangka = [q for q in (3, 2, 1, 0) if any(_nilai(sel[q]) is not None for _, _, sel in rows)]
    if berangka:
        q = berangka[0]
        angka = [(n, nama, sel[q]) for nama, _, sel in rows if (n := _nilai(sel[q])) is not None]
        n, nama, rendah = min(angka, key=lambda satu: satu[0])
        teks = rendah.teks if rendah else ""
        sebut = sebutan[0].lower() + sebutan[1:]
        bagian.append(f"Pada triwulan {Triwulan(2000, q + 1).romawi}, {len(angka)} dari {len(rows)} {sebut} terukur")
        if len(angka) > 1:
            bagian[0] += f"; yang terendah {nama} ({teks}){serendah(sum(satu[0] == n for satu in angka))}"
    for keadaan, kata in (("late", "terlambat"), ("missing", "belum diisi")):
        banyak = sum(s is not None and s.keadaan == keadaan for _, _, sel in rows for s in sel)
        if banyak:
            bagian.append(f"{banyak} sel ditandai {kata}")
    return f"{'; '.join(bagian)}." if bagian else "Tidak ada capaian yang terukur pada peta ini."


def _nilai(sel: SelPanas | None) -> Decimal | None:
    return sel.nilai if sel is not None else None
