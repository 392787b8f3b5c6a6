"""Rules about the words of indicators and elements: FORM, DUP, CLONE."""

import re

from indicators.checks_data.dasar import Hasil, inti, rapi
from indicators.checks_fakta import Fakta, IndikatorCek

# --- FORM, DUP, CLONE: the words of indicators ---------------------------------------------------------------


def rasio_tanpa_variabel(f: Fakta) -> Hasil:
    """A percentage that is computed needs to know what it divides by what."""
    for i in f.indikator:
        if i.jenis_nilai == "PERSEN" and i.rumus == "RASIO" and not {"PEMBILANG", "PENYEBUT"} <= i.variabel:
            kurang = " dan ".join(p.lower() for p in ("PEMBILANG", "PENYEBUT") if p not in i.variabel)
            yield i.objek, f"Indikator ini dihitung dari rasio, tetapi {kurang} belum ditetapkan. Lengkapi variabelnya."


def rumus_tidak_terbaca(f: Fakta) -> Hasil:
    """A value that follows from a formula needs one that can be worked out."""
    for i in f.indikator:
        if i.galat_rumus:
            yield i.objek, f"Nilai indikator ini mengikuti rumus, tetapi rumusnya belum dapat dihitung. {i.galat_rumus}"


def nama_sama_dengan_atasan(f: Fakta) -> Hasil:
    """A unit's indikator is a copy of that of the unit above it: it measures the superior's work, not its own."""
    milik: dict[str, list[IndikatorCek]] = {}
    for i in f.indikator:
        if i.jenjang == "sasaran":
            milik.setdefault(rapi(i.objek.nama), []).append(i)
    for sama in milik.values():
        for bawah in sama:
            atas = next((a for a in sama if a.pemilik != bawah.pemilik and bawah.pemilik.startswith(a.pemilik)), None)
            if atas is not None:
                pemilik = atas.objek.nama_unit if atas.pemilik else "perangkat daerah"
                yield (
                    bawah.objek,
                    f"Nama indikator sama persis dengan indikator {pemilik}. Ganti dengan indikator yang mengukur "
                    "pekerjaan unit ini sendiri.",
                )


def nama_daerah_lain(f: Fakta) -> Hasil:
    """The words of an indikator name another regency: copied from its document."""
    lain = {nama: pendek for nama in f.daerah_lain if (pendek := inti(nama))}
    for i in f.indikator:
        for bagian, teks in i.teks.items():
            bersih = re.sub(re.escape(inti(f.nama_daerah) or "\0"), " ", teks, flags=re.IGNORECASE)
            asing = [n for n, pendek in lain.items() if re.search(rf"\b{re.escape(pendek)}\b", bersih, re.IGNORECASE)]
            if asing:
                yield i.objek, f"{bagian} menyebut {', '.join(asing)}. Ganti dengan nama daerah sendiri."
