"""Rules about the words of indicators and elements: DUP, CLONE, NAME, PERIOD, NUMB, OUTL, CARD."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from indicators.checks_data.dasar import Hasil, inti, rapi
from indicators.checks_fakta import Fakta, IndikatorCek, Objek

BERKODE = ("program", "kegiatan", "sub_kegiatan")
"""Levels whose names the nomenclature gives."""

# --- DUP, CLONE: the words of indicators ---------------------------------------------------------------


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


def rumus_sama_dengan_atasan(f: Fakta) -> Hasil:
    """Another name, the same measure: a unit's indikator divides the same by the same as that of the unit above it."""
    milik: dict[tuple[str, ...], list[IndikatorCek]] = {}
    for i in f.indikator:
        bagian = tuple(rapi(i.nama_variabel.get(peran, "")) for peran in ("PEMBILANG", "PENYEBUT"))
        if i.jenjang == "sasaran" and all(bagian):
            milik.setdefault(bagian, []).append(i)
    for sama in milik.values():
        for bawah in sama:
            atas = next((a for a in sama if a.pemilik != bawah.pemilik and bawah.pemilik.startswith(a.pemilik)), None)
            if atas is not None and rapi(atas.objek.nama) != rapi(bawah.objek.nama):
                yield (
                    bawah.objek,
                    f"Pembilang dan penyebutnya sama dengan indikator di atasnya, “{atas.objek.nama}”. Ganti dengan "
                    "indikator yang mengukur pekerjaan unit ini sendiri.",
                )


def nama_daerah_lain(f: Fakta) -> Hasil:
    """The words of an indikator or element name another regency: copied from its document."""
    lain = {nama: pendek for nama in f.daerah_lain if (pendek := inti(nama))}
    for o, bagian, teks in tulisan(f):
        bersih = re.sub(re.escape(inti(f.nama_daerah) or "\0"), " ", teks, flags=re.IGNORECASE)
        asing = [n for n, pendek in lain.items() if re.search(rf"\b{re.escape(pendek)}\b", bersih, re.IGNORECASE)]
        if asing:
            yield o, f"{bagian} menyebut {', '.join(asing)}. Ganti dengan nama daerah sendiri."


def indikator_ganda(f: Fakta) -> Hasil:
    """One element is measured by an indikator once; one that another continues is measured no more."""
    ada: set[tuple[str, int | None, str]] = set()
    for i in (i for i in f.indikator if not i.diteruskan):
        kunci = (i.jenjang, i.induk, rapi(i.objek.nama))
        if i.induk is not None and kunci in ada:
            yield (
                i.objek,
                "Indikator bernama sama sudah ada pada unsur ini. Hapus atau gabungkan salah satunya.",
            )
        ada.add(kunci)


def uraian_ganda(f: Fakta) -> Hasil:
    """Two elements side by side do not say the same."""
    ada: set[tuple[str, int | None, int | None, str]] = set()
    for u in f.unsur:
        kunci = (u.objek.jenis, u.induk, u.objek.unit, rapi(u.objek.nama))
        if kunci in ada:
            yield u.objek, "Uraian yang sama sudah ada di sebelahnya. Hapus, gabungkan, atau bedakan uraiannya."
        ada.add(kunci)


# --- NAME: how names are written -----------------------------------------------------------------------------


def nama_tidak_baku(f: Fakta) -> Hasil:
    """A code of the nomenclature bears the nomenclature's name."""
    for k in f.berkode:
        baku = f.nama_nomenklatur.get(k.kode)
        if baku and _tanpa_tingkat(baku) != _tanpa_tingkat(k.objek.nama):
            yield k.objek, f"Nama kode {k.kode} dalam nomenklatur adalah “{baku}”. Samakan namanya."


def _tanpa_tingkat(nama: str) -> str:
    return re.sub(r"^(program|sub kegiatan|kegiatan) ", "", rapi(nama))


MIRIP = 0.9
"""From which likeness two words are one word written twice."""


def nama_hampir_sama(f: Fakta) -> Hasil:
    """Two names that differ in one word by a letter or two: one of them is mostly a slip."""
    baku = {rapi(n) for n in f.nama_nomenklatur.values()}
    milik = [u.objek for u in f.unsur] + [i.objek for i in f.indikator]
    contoh: dict[tuple[str, int, tuple[str, ...]], tuple[str, Objek]] = {}
    for o in milik:
        kata = tuple(rapi(o.nama).split())
        if len(kata) < 3 or " ".join(kata) in baku:
            continue
        for k, satu in enumerate(kata):
            lain, objek = contoh.setdefault((o.jenis, k, kata[:k] + kata[k + 1 :]), (satu, o))
            if _salah_ketik(satu, lain):
                yield o, f"Namanya hampir sama dengan “{objek.nama}” (“{satu}” dan “{lain}”). Samakan bila satu hal."
                break


def _salah_ketik(satu: str, lain: str) -> bool:
    if satu == lain or min(len(satu), len(lain)) < 5 or not (satu + lain).isalpha():
        return False
    return SequenceMatcher(None, satu, lain).ratio() >= MIRIP


MENYEBUT = re.compile(
    r"\b(?:Kabupaten|KABUPATEN|Kab\.|KAB\.|Bupati|BUPATI) ((?:[A-Z][A-Za-z']+)(?: [A-Z][A-Za-z']+){0,3})"
)
UMUM = frozenset(
    {
        *("kota", "kabupaten", "dan", "atau", "dalam", "yang", "di", "se", "tahun", "dengan", "wakil", "melalui"),
        *("terkait", "sehat", "layak", "induk", "lain", "untuk", "oleh", "tentang", "serta", "pada", "nomor", "cerdas"),
    }
)
"""Words that may follow “Kabupaten” without being a name."""


def nama_daerah_salah_tulis(f: Fakta) -> Hasil:
    """The own regency is written as it is called."""
    for o, bagian, sebutan in _sebutan_daerah(f):
        if _menyerupai(sebutan, inti(f.nama_daerah)):
            yield o, f"{bagian} menyebut “{sebutan}”. Nama daerahnya {f.nama_daerah}: perbaiki tulisannya."


def daerah_tak_dikenal(f: Fakta) -> Hasil:
    """Another regency is named that is not this one: perhaps left over from a document that was copied."""
    for o, bagian, sebutan in _sebutan_daerah(f):
        if not _menyerupai(sebutan, inti(f.nama_daerah)):
            yield o, f"{bagian} menyebut daerah “{sebutan}”. Pastikan bukan sisa dokumen daerah lain."


def _sebutan_daerah(f: Fakta) -> Iterator[tuple[Objek, str, str]]:
    """What is named as a regency and is neither this one nor another of the installation, in words of one's own."""
    kenal = [inti(n).casefold() for n in (f.nama_daerah, *f.daerah_lain) if inti(n)]
    if not inti(f.nama_daerah):
        return
    for o, bagian, teks in tulisan(f):
        for sebutan in MENYEBUT.findall(teks) if o.jenis not in BERKODE else ():
            kecil = sebutan.casefold()
            if kecil.split()[0] not in UMUM and not any(kecil.startswith(n) for n in kenal):
                yield o, bagian, sebutan


def _menyerupai(sebutan: str, nama: str) -> bool:
    return SequenceMatcher(None, sebutan.casefold(), nama.casefold()).ratio() >= 0.7


# --- PERIOD, NUMB, OUTL, CARD: what stands in a text ---------------------------------------------------------

RENTANG = re.compile(r"\b(20\d\d)\s*(?:-|–|—|s\.?d\.?|sampai(?: dengan)?)\s*(20\d\d)\b")
NOMOR = re.compile(r"\s*(?:\d{1,2}[.)]|[A-Za-z][.)]|[IVX]{1,4}\.)\s")
RUSAK = re.compile(r"#{3,}|#(?:REF|DIV/0|VALUE|N/A|NAME)\b[!?]?|�")


def tahun_teks_di_luar_periode(f: Fakta) -> Hasil:
    """A span of years in a text lies in the period."""
    for o, bagian, teks in tulisan(f):
        for awal, akhir in RENTANG.findall(teks):
            if int(awal) < f.periode[0] or int(akhir) > f.periode[-1]:
                rentang = f"{f.periode[0]}–{f.periode[-1]}"
                yield o, f"{bagian} menyebut {awal}–{akhir}, di luar periode {rentang}. Pastikan tahunnya benar."


def nomor_dalam_nama(f: Fakta) -> Hasil:
    """Documents number by themselves; a number in the name prints twice."""
    for o in [u.objek for u in f.unsur] + [i.objek for i in f.indikator]:
        if cocok := NOMOR.match(o.nama):
            yield o, f"Namanya diawali nomor “{cocok.group().strip()}”. Hapus; dokumen menomori sendiri."


def uraian_iku_kosong(f: Fakta) -> Hasil:
    """An IKU explains itself: reason, formula, source and who answers for it (PermenPANRB 20/2008)."""
    for i in f.indikator:
        if i.iku and i.kosong:
            yield i.objek, f"{', '.join(i.kosong)} belum diisi. Lengkapi uraian IKU ini."


def isi_rusak(f: Fakta) -> Hasil:
    """What a spreadsheet leaves behind is no text."""
    for o, bagian, teks in tulisan(f):
        if cocok := RUSAK.search(teks):
            yield o, f"{bagian} berisi “{cocok.group()}”, sisa lembar sebar yang rusak. Tulis kembali isinya."


def tulisan(f: Fakta) -> Iterator[tuple[Objek, str, str]]:
    """Every text of the data: what it belongs to, what it is called there, and its words."""
    for u in f.unsur:
        yield u.objek, "Uraian", u.objek.nama
    for i in f.indikator:
        for bagian, teks in i.teks.items():
            yield i.objek, bagian, teks
