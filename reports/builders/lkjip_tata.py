"""The outline of the annual report as data: which chapters and sections, in which order, how they are numbered.

A section is named by its place in the outline of PermenPANRB 53/2014 (`3.1.5`), whatever number is printed: stored
narratives and tests keep their keys when an institution orders its report otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.exceptions import InvalidValue
from reports.builders import identitas
from sakip.lib.numbers import romawi

JUDUL = {
    "1.1": "Latar Belakang",
    "1.2": "Maksud dan Tujuan",
    "1.3": "Dasar Hukum",
    "1.4": "Struktur Organisasi",
    "1.5": "Sumber Daya Aparatur",
    "1.6": "Sistematika Penulisan",
    "2.1": "Rencana Strategis",
    "2.1.1": "Visi dan Misi Kepala Daerah",
    "2.1.2": "Tujuan dan Sasaran",
    "pohon": "Pohon Kinerja",
    "2.2": "Cara Pencapaian Tujuan dan Sasaran",
    "2.3": "Rencana Kinerja Tahunan",
    "2.4": "Rencana Aksi",
    "2.5": "{perjanjian} Tahun {tahun}",
    "3.1": "Capaian Kinerja",
    "3.1.1": "Membandingkan antara target dan realisasi kinerja tahun ini",
    "3.1.2": "Membandingkan antara realisasi kinerja serta capaian kinerja tahun ini dengan tahun lalu dan beberapa"
    " tahun terakhir",
    "3.1.3": "Membandingkan realisasi kinerja sampai dengan tahun ini dengan target jangka menengah yang terdapat dalam"
    " dokumen perencanaan strategis organisasi",
    "3.1.4": "Membandingkan realisasi kinerja tahun ini dengan standar nasional (jika ada)",
    "3.1.5": "Analisis penyebab keberhasilan/kegagalan atau peningkatan/penurunan kinerja serta alternatif solusi yang"
    " telah dilakukan",
    "3.1.6": "Analisis atas efisiensi penggunaan sumber daya",
    "3.1.7": "Analisis program/kegiatan yang menunjang keberhasilan ataupun kegagalan pencapaian pernyataan kinerja",
    "3.2": "Realisasi Anggaran",
    "4.1": "Kesimpulan",
    "4.2": "Rekomendasi",
}
"""Every section there is, with the title it has unless the institution gives it another one."""

DEPAN = ("kata_pengantar", "reviu", "ringkasan", "daftar_isi", "daftar_tabel", "daftar_gambar", "daftar_lampiran")
"""The parts before the first chapter."""

PENOMORAN = ("angka", "angka_titik", "huruf")

# {…} in a title: perjanjian (what the agreement of the year is called), tahun.
BAWAAN_KERANGKA: dict[str, Any] = {
    "depan": list(DEPAN),
    "bab": [
        {"judul": "Pendahuluan", "bagian": ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6"]},
        {
            "judul": "Perencanaan dan Perjanjian Kinerja",
            "bagian": ["2.1", "2.1.1", "2.1.2", "pohon", "2.2", "2.3", "2.4", "2.5"],
        },
        {
            "judul": "Akuntabilitas Kinerja",
            "pembuka": True,
            "tabel_per_bagian": True,
            "bagian": ["3.1", *(f"3.1.{n}" for n in range(1, 8)), "3.2"],
        },
        {"judul": "Penutup", "bagian": ["4.1", "4.2"]},
    ],
    "penomoran": "angka",
    "judul_bab": "dua baris",
    "tabel": "Tabel {nomor}",
    "gambar": "Gambar {nomor}",
}


@dataclass(frozen=True)
class Butir:
    """One section: what it holds, its printed number and title, the number its tables go on from, its chapter."""

    isi: str
    judul: str
    nomor: str
    tingkat: int  # 2 for `1.1`, 3 for `3.1.1`
    seri: str
    bab: int


@dataclass(frozen=True)
class BabKerangka:
    """One chapter. `pembuka`: it begins with the prose that opens the analyses."""

    nomor: int
    judul: str
    pembuka: bool
    bagian: tuple[Butir, ...]

    @property
    def label(self) -> str:
        """`Bab III`."""
        return f"Bab {romawi(self.nomor)}"


@dataclass(frozen=True)
class Kerangka:
    """The outline of one report."""

    bab: tuple[BabKerangka, ...]
    penomoran: str

    def rujukan(self) -> dict[str, str]:
        """How a sentence refers to each section (`subbab 3.1.7`), and to its chapter (`bab 3.1.7`: `Bab III`)."""
        hasil: dict[str, str] = {}
        for bab in self.bab:
            for b in bab.bagian:
                nomor = b.nomor.rstrip(".")
                subbab = f"{bab.label} huruf {nomor}" if self.penomoran == "huruf" else f"subbab {nomor}"
                hasil |= {b.isi: subbab, f"bab {b.isi}": bab.label}
        return hasil

    def sistematika(self) -> list[tuple[str, str, list[str]]]:
        """Chapter, title, and the titles of its sections of the second level."""
        return [(bab.label, bab.judul, [b.judul for b in bab.bagian if b.tingkat == 2]) for bab in self.bab]


def kerangka(tata: Mapping[str, Any], kunci: Mapping[str, str]) -> Kerangka:
    """The outline of a layout. Raises InvalidValue for a section nobody knows, one named twice, an empty chapter."""
    pilihan([tata["penomoran"]], PENOMORAN, "penomoran")
    bab = tuple(_bab(n, isi, str(tata["penomoran"]), kunci) for n, isi in enumerate(tata["bab"], 1))
    pilihan([b.isi for satu in bab for b in satu.bagian], tuple(JUDUL), "bab")
    return Kerangka(bab, str(tata["penomoran"]))


def _bab(nomor: int, isi: Any, penomoran: str, kunci: Mapping[str, str]) -> BabKerangka:
    if not isinstance(isi, Mapping) or not isi.get("judul") or not isi.get("bagian"):
        raise InvalidValue(f"Tata dokumen lkjip: bab ke-{nomor} harus mempunyai judul dan daftar bagian.")
    bagian = tuple(_butir(nomor, isi, penomoran, kunci))
    return BabKerangka(nomor, str(isi["judul"]), bool(isi.get("pembuka")), bagian)


def _butir(nomor: int, bab: Mapping[str, Any], penomoran: str, kunci: Mapping[str, str]) -> Iterator[Butir]:
    dua = tiga = 0
    for satu in bab["bagian"]:
        sendiri = satu if isinstance(satu, Mapping) else {"isi": satu}
        isi = str(sendiri.get("isi"))
        tingkat = int(sendiri.get("tingkat", 3 if isi.count(".") == 2 or isi == "pohon" else 2))
        if tingkat == 3 and dua:
            tiga += 1
        else:
            dua, tiga, tingkat = dua + 1, 0, 2
        yield Butir(
            isi=isi,
            judul=identitas.isi(str(sendiri.get("judul", JUDUL.get(isi, isi))), kunci),
            nomor=_nomor(nomor, dua, tiga, penomoran),
            tingkat=tingkat,
            seri=f"{nomor}.{dua}" if bab.get("tabel_per_bagian") else str(nomor),
            bab=nomor,
        )


def _nomor(bab: int, dua: int, tiga: int, penomoran: str) -> str:
    """`3.1.7`, `3.1.7.`, or in letters `A.` and below it `A.7.`."""
    if penomoran == "huruf":
        huruf = chr(ord("A") + dua - 1)
        return f"{huruf}.{tiga}." if tiga else f"{huruf}."
    angka = f"{bab}.{dua}.{tiga}" if tiga else f"{bab}.{dua}"
    return f"{angka}." if penomoran == "angka_titik" else angka


def pilihan(isi: Sequence[Any], dikenal: Sequence[str], kunci: str) -> list[str]:
    """A list that chooses and orders known parts. Raises InvalidValue for an unknown or repeated one."""
    asing = [str(satu) for satu in isi if satu not in dikenal]
    if asing or len(set(isi)) != len(isi):
        raise InvalidValue(
            f"Tata dokumen lkjip: “{kunci}” memuat bagian yang tidak dikenal atau berulang"
            f"{f' ({asing[0]})' if asing else ''}. Yang dikenal: {', '.join(dikenal)}."
        )
    return list(isi)
