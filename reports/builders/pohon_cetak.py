"""The pohon kinerja as a file of its own: the picture with CSF and crosscutting, and both as tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypedDict

from indicators.models import PerangkatDaerah, PeriodeRenstra, Sasaran
from indicators.selectors.pohon import Simpul, pohon_kinerja
from indicators.selectors.pohon_halaman import BarisDukungan
from reports.builders.identitas import nama_lengkap
from reports.builders.pohon import bagi_lembar, simpul_pohon, tambahan
from reports.builders.tabel import lebar
from reports.payloads import Meta, Sel, Tabel
from reports.payloads_lkjip import BlokPohon, SimpulPohon

TEMPLAT = "pdf/pohon_kinerja.html"


class PohonPayload(TypedDict):
    """The printed tree. `pohon` is None when the period holds no tujuan and no sasaran yet."""

    meta: Meta
    judul: list[str]
    pohon: BlokPohon | None
    tabel: list[Tabel]


def build(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra, tahun: int) -> PohonPayload:
    """The tree of a period with the targets of one year. Eight queries at most."""
    akar = pohon_kinerja(perangkat_daerah, periode)
    isi = tambahan(perangkat_daerah, periode)
    cetak = simpul_pohon(akar, tahun, isi)
    nama = nama_lengkap(perangkat_daerah)
    judul = f"Pohon kinerja {nama}, Renstra {periode}, target tahun {tahun}"
    return {
        "meta": {
            "judul": judul,
            "penulis": nama,
            "subjek": "Pohon kinerja menurut PermenPANRB Nomor 89 Tahun 2021",
            "kertas": "A4",
            "muka": "laporan",
            "draf": False,
        },
        "judul": ["POHON KINERJA", nama.upper(), f"RENSTRA {periode}, TARGET TAHUN {tahun}"],
        "pohon": _gambar(judul, cetak) if cetak else None,
        "tabel": [t for t in (_tabel_dukungan(akar, isi.dukungan), _tabel_faktor(akar, isi.faktor)) if t["baris"]],
    }


def _gambar(judul: str, cetak: list[SimpulPohon]) -> BlokPohon:
    return {
        "jenis": "pohon",
        "nomor": "Gambar 1",
        "judul": judul,
        "jangkar": "gambar-1",
        "lembar": bagi_lembar(cetak),
        "lebar": False,
    }


def _sasaran(akar: Sequence[Simpul]) -> Iterator[Sasaran]:
    for s in akar:
        if isinstance(s.unsur, Sasaran):
            yield s.unsur
        yield from _sasaran(s.anak)


def _tabel_dukungan(akar: Sequence[Simpul], dukungan: Mapping[int, list[BarisDukungan]]) -> Tabel:
    baris = [
        (s.uraian, [(d.pendukung, d.kontribusi) for d in dukungan[s.pk]]) for s in _sasaran(akar) if s.pk in dukungan
    ]
    kepala = ["Hasil yang didukung", "Unit yang mendukung", "Bentuk dukungan"]
    return _tabel("crosscutting", "Crosscutting", kepala, (38, 27, 35), baris)


def _tabel_faktor(akar: Sequence[Simpul], faktor: Mapping[int, list[str]]) -> Tabel:
    baris = [(s.uraian, [(uraian,) for uraian in faktor[s.pk]]) for s in _sasaran(akar) if s.pk in faktor]
    return _tabel("faktor-kunci", "Faktor kunci keberhasilan", ["Sasaran", "Faktor kunci"], (45, 55), baris)


def _tabel(
    nama: str,
    judul: str,
    kepala: Sequence[str],
    bobot: Sequence[float],
    kelompok: Sequence[tuple[str, Sequence[tuple[str, ...]]]],
) -> Tabel:
    """Rows grouped by their first column, numbered by group."""
    baris: list[list[Sel]] = []
    for nomor, (pertama, isi) in enumerate(kelompok, 1):
        for n, satu in enumerate(isi):
            awal: list[Sel] = []
            if n == 0:
                rentang = len(isi)
                awal = [
                    {"teks": str(nomor), "rata": "tengah", "rentang_baris": rentang},
                    {"teks": pertama, "rentang_baris": rentang},
                ]
            baris.append([*awal, *(Sel(teks=teks) for teks in satu)])
    return {
        "id": nama,
        "judul": judul,
        "lebar": lebar([5, *bobot]),
        "kepala": [[Sel(teks="No"), *(Sel(teks=k) for k in kepala)]],
        "baris": baris,
    }
