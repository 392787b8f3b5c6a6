"""Rules about units of measure and how a value is formed: UNIT, FORM."""

import re
from decimal import Decimal

from indicators.checks import BAGIAN, BUKAN_BAGIAN, CACAHAN
from indicators.checks_data.dasar import Hasil, rapi
from indicators.checks_fakta import Fakta, IndikatorCek
from sakip.lib.numbers import format_number

# --- UNIT: what is counted, what is a share ------------------------------------------------------------------


def satuan_tidak_cocok(f: Fakta) -> Hasil:
    """A percentage bears a percent sign and nothing else does; the name does not say the contrary."""
    for i in f.indikator:
        persen = i.simbol.strip() == "%" or i.satuan.strip().casefold() in ("%", "persen")
        awal = rapi(i.objek.nama).split(" ")[0]
        if i.jenis_nilai == "PERSEN" and i.satuan and not persen:
            yield i.objek, f"Nilainya persen, satuannya {i.satuan}. Pilih satuan persen, atau ubah jenis nilainya."
        elif i.jenis_nilai == "ANGKA" and persen:
            yield i.objek, "Satuannya persen, tetapi jenis nilainya angka. Samakan jenis nilai dan satuannya."
        elif awal == "persentase" and i.jenis_nilai == "ANGKA":
            satuan = i.satuan or "tanpa satuan"
            yield i.objek, f"Namanya persentase, nilainya angka ({satuan}). Ubah nama, atau jenis nilainya."
        elif awal == "jumlah" and i.jenis_nilai == "PERSEN":
            yield i.objek, "Namanya jumlah, nilainya persen. Ubah nama, atau jenis nilainya."


def tanpa_satuan(f: Fakta) -> Hasil:
    """A number without unit says nothing, unless it is a score."""
    for i in f.indikator:
        nilai = rapi(i.objek.nama).startswith(("indeks", "nilai", "skor", "tingkat", "hasil"))
        if i.jenis_nilai in ("ANGKA", "PERSEN") and not i.satuan and not nilai:
            yield i.objek, "Satuannya belum diisi. Pilih satuan indikator ini."


def target_negatif(f: Fakta) -> Hasil:
    """Few indicators can fall below zero; most minus signs are slips."""
    for i in f.indikator:
        for sebutan, n in i.semua_target:
            if n.nilai is not None and n.nilai < 0:
                yield i.objek, f"{sebutan} kurang dari nol ({format_number(n.nilai)}). Pastikan tanda minus itu benar."


def target_bukan_bagian(f: Fakta) -> Hasil:
    """A part of a whole is at most 100%, and is written 95, not 0,95."""
    for i in f.indikator:
        angka = [(s, n.nilai) for s, n in i.semua_target if n.nilai is not None]
        besar = max((n for _, n in angka), default=Decimal(0))
        for sebutan, n in angka:
            if i.jenis_nilai == "PERSEN" and n > 100 and sebuah_bagian(i):
                yield (
                    i.objek,
                    f"{sebutan} di atas 100% ({format_number(n)}%), padahal suatu bagian. Periksa.",
                )
            elif i.jenis_nilai == "PERSEN" and 0 < n <= 1 and besar >= 10:
                yield i.objek, f"{sebutan} tampak seperti pecahan ({format_number(n)}). Tulis 95, bukan 0,95."


def sebuah_bagian(i: IndikatorCek) -> bool:
    """Whether the words of an indikator say that it is a part of a whole."""
    arti = f"{i.objek.nama} {i.teks.get('Definisi operasional', '')}".casefold()
    return any(b in arti for b in BAGIAN) and not any(b in arti for b in BUKAN_BAGIAN)


def cacahan_tidak_bulat(f: Fakta) -> Hasil:
    """People, documents and activities are counted whole."""
    for i in f.indikator:
        kata = i.satuan.casefold().split()
        for sebutan, n in i.semua_target:
            if kata and kata[0] in CACAHAN and n.nilai is not None and n.nilai != n.nilai.to_integral_value():
                yield i.objek, f"{sebutan} {format_number(n.nilai)} {i.satuan} tidak bulat. Isi jumlah yang utuh."


# --- FORM: how a value is formed -----------------------------------------------------------------------------


def rasio_tanpa_variabel(f: Fakta) -> Hasil:
    """A percentage that is computed needs to know what it divides by what."""
    for i in f.indikator:
        if i.jenis_nilai == "PERSEN" and i.rumus == "RASIO" and not {"PEMBILANG", "PENYEBUT"} <= i.variabel:
            kurang = " dan ".join(p.lower() for p in ("PEMBILANG", "PENYEBUT") if p not in i.variabel)
            yield i.objek, f"Indikator ini dihitung dari rasio, tetapi {kurang} belum ditetapkan. Lengkapi variabelnya."


def pembilang_sama_penyebut(f: Fakta) -> Hasil:
    """What is divided by itself is always 100%."""
    for i in f.indikator:
        atas, bawah = (rapi(i.nama_variabel.get(p, "")) for p in ("PEMBILANG", "PENYEBUT"))
        if atas and atas == bawah:
            yield i.objek, "Pembilang dan penyebutnya sama, sehingga hasilnya selalu 100%. Perbaiki salah satunya."


ISIAN = frozenset(("jumlah", "banyaknya", "yang", "di", "sudah", "telah", "daerah"))
"""Words that tell no two quantities apart."""


def pembilang_hampir_sama(f: Fakta) -> Hasil:
    """Both say the same in other words: `produk hukum yang diharmonisasi` of `yang sudah diharmonisasi`."""
    for i in f.indikator:
        atas, bawah = (rapi(i.nama_variabel.get(p, "")) for p in ("PEMBILANG", "PENYEBUT"))
        arti = [[k for k in teks.split() if k not in ISIAN] for teks in (atas, bawah)]
        if atas != bawah and arti[0] and arti[0] == arti[1]:
            yield (
                i.objek,
                f"Pembilang ({i.nama_variabel['PEMBILANG']}) dan penyebutnya ({i.nama_variabel['PENYEBUT']}) menyebut "
                "hal yang sama. Perjelas bedanya.",
            )


def rumus_tidak_terbaca(f: Fakta) -> Hasil:
    """A value that follows from a formula needs one that can be worked out."""
    for i in f.indikator:
        if i.galat_rumus:
            yield i.objek, f"Nilai indikator ini mengikuti rumus, tetapi rumusnya belum dapat dihitung. {i.galat_rumus}"


BAGI = re.compile(
    r"bagi(?!an)|/\s*\(?\s*(jumlah|total|seluruh|target|rencana|nilai)|\b\w\s*/\s*\w\b|:|÷|×|\bx\b|\*|\b100\b|%"
    r"|persen|banding|terhadap|\brasio\b|\brata",
    re.IGNORECASE,
)
"""What shows that a formula divides; a slash between two words is an "or" (`barang / jasa`)."""


def persen_dihitung_jumlah(f: Fakta) -> Hasil:
    """A percentage has a whole it is a part of; a count has none."""
    for i in f.indikator:
        rumus = i.teks.get("Formulasi pengukuran", "")
        mencacah = rapi(rumus).startswith(("jumlah", "realisasi", "banyaknya"))
        if i.jenis_nilai == "PERSEN" and mencacah and not BAGI.search(rumus):
            yield (
                i.objek,
                "Nilainya persen, tetapi formulasinya menghitung jumlah. Sebut pembilang dan penyebutnya.",
            )


SERATUS = re.compile(r"(x|×|\*|kali(kan)?)\s*100|100\s*(%|persen)", re.IGNORECASE)


def jumlah_dihitung_persen(f: Fakta) -> Hasil:
    """A count is not a hundred times a share."""
    for i in f.indikator:
        awal = rapi(i.objek.nama).split(" ")[0]
        if i.jenis_nilai == "ANGKA" and awal == "jumlah" and SERATUS.search(i.teks.get("Formulasi pengukuran", "")):
            yield i.objek, "Namanya jumlah, tetapi formulasinya menghitung persen. Samakan nama dan formulasinya."


def pembilang_melebihi_penyebut(f: Fakta) -> Hasil:
    """A part does not exceed its whole; where it does, the two were mostly exchanged."""
    bagian = {i.objek.pk for i in f.indikator if sebuah_bagian(i)}
    for r in f.realisasi:
        if r.objek.pk in bagian and r.pembilang is not None and r.penyebut and r.pembilang > r.penyebut:
            yield (
                r.objek,
                f"Triwulan {r.objek.triwulan}: pembilang {format_number(r.pembilang)} melebihi penyebut "
                f"{format_number(r.penyebut)}. Periksa apakah keduanya tertukar.",
            )
