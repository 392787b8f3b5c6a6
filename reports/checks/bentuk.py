"""Rules about the form of a document: numbers, tables, signatures, dates, outline. See reports/checks."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from indicators.checks_data import nip_sah
from reports.checks.naskah import Naskah, NomorJudul, Ttd, kisi, rapi
from reports.payloads import TITIK
from sakip.lib.numbers import format_tanggal, nama_bulan, romawi
from sakip.lib.periods import Triwulan

Hasil = Iterator[tuple[str, str]]

BILANGAN = (
    "KESATU",
    "KEDUA",
    "KETIGA",
    "KEEMPAT",
    "KELIMA",
    "KEENAM",
    "KETUJUH",
    "KEDELAPAN",
    "KESEMBILAN",
    "KESEPULUH",
)
BULAN = {nama_bulan(n).lower(): n for n in range(1, 13)}
TANGGAL = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(BULAN)}) (\d{{4}})\b", re.IGNORECASE)


def tanggal_dalam(teks: str) -> list[date]:
    """The whole dates a text names."""
    hasil = []
    for hari, bulan, tahun in TANGGAL.findall(teks):
        try:
            hasil.append(date(int(tahun), BULAN[bulan.lower()], int(hari)))
        except ValueError:
            continue
    return hasil


# --- NUMB: numbering ------------------------------------------------------------------------------------------------

GAYA: tuple[Callable[[int], str], ...] = (
    str,
    romawi,
    lambda n: chr(64 + n) if n <= 26 else "",
    lambda n: BILANGAN[n - 1] if n <= len(BILANGAN) else "",
)
"""How an office counts: 1, I, A, KESATU."""


def _akhir(nomor: str) -> str:
    """The part of a number that counts: III of “BAB III”, 2 of “3.1.2”, A of “A.”."""
    return re.split(r"[.\s]+", nomor.strip().rstrip(".").upper())[-1]


def nomor_berurutan(n: Naskah) -> Hasil:
    """Chapters, sections, dictums and annexes are counted from one, without gap and without repetition."""
    for r in n.rangkaian:
        akhir = [_akhir(satu) for satu in r.nomor if satu.strip()]
        if len(akhir) < 2 or any(akhir == [gaya(k) for k in range(1, len(akhir) + 1)] for gaya in GAYA):
            continue
        yield r.tempat, f"nomornya {', '.join(r.nomor)}. Urutkan tanpa nomor yang terlewat atau berulang."


def nomor_tabel_unik(n: Naskah) -> Hasil:
    """A reader looks a table up by its number."""
    for (jenis, nomor), kali in Counter((b.jenis, b.nomor) for b in n.bab if b.jenis in ("tabel", "gambar")).items():
        if kali > 1:
            yield nomor, f"nomor {jenis} ini dipakai {kali} kali. Beri setiap {jenis} nomornya sendiri."


def nomor_baris(n: Naskah) -> Hasil:
    """A first column of numbers counts up; it may begin again."""
    for tempat, tabel in n.tabel:
        if not tabel["kepala"] or not tabel["kepala"][0] or rapi(tabel["kepala"][0][0]["teks"]) not in ("no", "nomor"):
            continue
        lalu = 0
        for teks in (b[0]["teks"].rstrip(".") for b in kisi(tabel["baris"]) if b and b[0]):
            if not teks.isdigit():
                continue
            kini = int(teks)
            if kini not in (lalu, lalu + 1, 1):
                yield tempat, f"nomor baris melompat dari {lalu} ke {kini}. Urutkan kembali barisnya."
                break
            lalu = kini


# --- CARD: cells ----------------------------------------------------------------------------------------------------

RUSAK = re.compile(r"#{3,}|\b(?:None|nan|NaN|Decimal)\b|\{[a-z_]+\}|\[object|#(?:REF|DIV/0|VALUE|N/A)!?")


def sel_sebanyak_kolom(n: Naskah) -> Hasil:
    """Every row has a cell in every column, merged cells counted."""
    for tempat, tabel in n.tabel:
        kolom = len(tabel["lebar"])
        salah = [k for k, b in enumerate(kisi(tabel["baris"]), 1) if len(b) != kolom or None in b]
        kepala = [b for b in kisi(tabel["kepala"]) if len(b) != kolom or None in b]
        if salah or kepala:
            mana = f"baris {', '.join(map(str, salah[:5]))}" if salah else "kepala tabel"
            yield tempat, f"{mana} tidak berisi {kolom} sel seperti kolomnya. Laporkan kepada pengelola aplikasi."


def sel_rusak(n: Naskah) -> Hasil:
    """What a spreadsheet or a program leaves behind never goes into a document."""
    rusak = {isi: cocok for isi in {t.isi for t in n.teks} if (cocok := RUSAK.search(isi))}
    for t in n.teks:
        if cocok := rusak.get(t.isi):
            yield t.tempat, f"tertulis “{cocok.group()}”. Perbaiki isinya pada data atau tata dokumen."


def target_kosong(n: Naskah) -> Hasil:
    """The table of IKU has a target for every year whose column it prints."""
    if n.sekitar.jenis not in ("sk-iku", "buku-iku"):
        return
    for tempat, tabel in n.tabel:
        kepala = kisi(tabel["kepala"])
        tahun = {k: s["teks"] for b in kepala for k, s in enumerate(b) if s and re.fullmatch(r"20\d\d", s["teks"])}
        kosong = sorted({tahun[k] for b in kisi(tabel["baris"]) for k in tahun if _hampa(b, k)})
        if kosong:
            yield tempat, f"ada target tahun {', '.join(kosong)} yang kosong. Isi targetnya pada menu Perencanaan."


def _hampa(baris: Sequence[object], k: int) -> bool:
    sel = baris[k] if k < len(baris) else None
    return isinstance(sel, dict) and sel.get("teks", "").strip() in ("", "-", "–")


# --- SIGN: who signs ------------------------------------------------------------------------------------------------


def penanda_tangan_sama(n: Naskah) -> Hasil:
    """One person has one NIP and one rank, and one office one holder, in all blocks of the document."""
    for nama, milik in _menurut(n.ttd, lambda t: t.nama).items():
        for apa, nilai in (("NIP", {t.nip for t in milik}), ("pangkat", {t.pangkat for t in milik})):
            if len(nilai - {""}) > 1:
                yield nama, f"{apa}-nya tertulis {' dan '.join(sorted(nilai - {''}))}. Samakan di semua tempat."
    sendiri = [t for t in n.ttd if not t.lampiran and not t.jabatan.lower().startswith("pihak ")]
    for jabatan, milik in _menurut(sendiri, lambda t: t.jabatan.rstrip(",").upper()).items():
        nama_nama = {t.nama for t in milik}
        if jabatan and len(nama_nama) > 1:
            yield (
                jabatan.title(),
                f"ditandatangani {' dan '.join(sorted(nama_nama))}. Satu jabatan satu penanda tangan.",
            )


def _menurut(ttd: Sequence[Ttd], kunci: Callable[[Ttd], str]) -> dict[str, list[Ttd]]:
    hasil: dict[str, list[Ttd]] = {}
    for t in ttd:
        hasil.setdefault(kunci(t), []).append(t)
    return hasil


def _nip(t: Ttd) -> str:
    return re.sub(r"^\D+", "", t.nip).strip()


DATA_PEJABAT = "Betulkan pada Perencanaan › Unit kerja: tekan namanya di tabel pejabat."


def nip_tidak_sah(n: Naskah) -> Hasil:
    """A NIP that is printed has its form and a birth date that exists."""
    for t in n.ttd:
        if t.nip.strip() and not nip_sah(_nip(t)):
            yield t.nama, f"NIP {t.nip} tidak sah. Periksa tanggal lahir dan TMT-nya. {DATA_PEJABAT}"


def nip_pangkat_kosong(n: Naskah) -> Hasil:
    """Who signs as a civil servant has both; the regency's head has neither."""
    for nama, milik in _menurut(n.ttd, lambda t: t.nama).items():
        if not re.search(r"[A-Za-z]", nama) or nama in n.sekitar.kepala_daerah:  # dots: to be filled in by hand
            continue
        kurang = [apa for apa in ("NIP", "pangkat") if not any(getattr(t, apa.lower()).strip() for t in milik)]
        if kurang:
            yield nama, f"{' dan '.join(kurang)} belum diisi. {DATA_PEJABAT}"


# --- DECN: number, title and date of a decree -----------------------------------------------------------------------


def nomor_keputusan(n: Naskah) -> Hasil:
    """A decree has a number, orders what its title says, and bears the number it was given."""
    for tempat, k in n.keputusan:
        kepala = k["kepala"]
        judul = " ".join(kepala["tentang"])
        if not kepala["nomor"].strip() or not judul.strip():
            yield tempat, "nomor atau judul keputusan kosong. Isi tata dokumennya."
        kata = set(rapi(re.sub(r"\([^)]*\)", " ", judul)).split())
        if k.get("menetapkan") and not kata <= set(rapi(k["menetapkan"]).split()):
            yield tempat, f"diktum Menetapkan tidak menyebut judul “{judul}”. Samakan judulnya."
        if n.sekitar.final and TITIK in f"{kepala['nomor']} {kepala['tanggal']}":
            yield tempat, "nomor atau tanggalnya belum diisi. Isi nomor dan tanggal keputusan itu."
    utama = n.payload.get("kepala")
    nomor = n.sekitar.nomor
    if nomor and isinstance(utama, dict) and nomor.upper() not in str(utama.get("nomor", "")).upper():
        yield (
            "Kepala keputusan",
            f"tercetak “{utama.get('nomor')}”, nomor yang diisikan “{nomor}”. Periksa pola nomornya.",
        )


# --- DATE: order of dates -------------------------------------------------------------------------------------------


def satu_tanggal(n: Naskah) -> Hasil:
    """All blocks of the document itself bear one date."""
    tanggal = {d for t in n.ttd if not t.lampiran for d in tanggal_dalam(t.tanggal)}
    if len(tanggal) > 1:
        sebut = " dan ".join(format_tanggal(d) for d in sorted(tanggal))
        yield "Tanda tangan", f"bertanggal {sebut}. Satu dokumen memakai satu tanggal."


def _akhir_masa(n: Naskah) -> date | None:
    """The last day a report speaks of; None for a document that looks ahead."""
    s = n.sekitar
    if s.jenis == "lkjip" or (s.jenis == "e81" and not s.triwulan):
        return date(s.tahun, 12, 31)
    return Triwulan(s.tahun, s.triwulan).selesai if s.triwulan and s.jenis in ("laporan-triwulan", "e81") else None


def sebelum_masa(n: Naskah) -> Hasil:
    """A report is written after what it reports on."""
    akhir, tanggal = _akhir_masa(n), n.sekitar.tanggal
    if akhir and tanggal and tanggal <= akhir:
        yield "Tanggal", f"laporan sampai {format_tanggal(akhir)} tidak dapat bertanggal {format_tanggal(tanggal)}."


def lewat_batas(n: Naskah) -> Hasil:
    """The annual report of an agency is due two months after the year, the regency's three (Perpres 29/2014)."""
    s = n.sekitar
    batas = date(s.tahun + 1, 3, 31)
    if s.jenis == "lkjip" and s.tanggal and s.tanggal > batas:
        yield "Tanggal", f"LKjIP disampaikan paling lambat {format_tanggal(batas)}. Pastikan tanggalnya benar."


def lampiran_lebih_baru(n: Naskah) -> Hasil:
    """What is annexed existed when the document was dated."""
    for t in n.ttd:
        if t.lampiran and n.sekitar.tanggal:
            for d in tanggal_dalam(t.tanggal):
                if d > n.sekitar.tanggal:
                    yield (
                        t.tempat,
                        f"bertanggal {format_tanggal(d)}, sesudah dokumennya ({format_tanggal(n.sekitar.tanggal)})."
                        " Periksa kedua tanggal itu.",
                    )


# --- OUTL: the outline ----------------------------------------------------------------------------------------------

WAJIB = {"lkjip": ("pendahuluan", "perencanaan", "akuntabilitas", "penutup")}
"""Words of the chapter titles a report must have (PermenPANRB 53/2014, Lampiran II)."""


DAFTAR = {"daftar_isi": ("bab", "bagian"), "daftar_tabel": ("tabel",), "daftar_gambar": ("gambar",)}
"""The lists of a document and what each of them names."""


def _daftar(n: Naskah) -> Iterator[tuple[str, list[tuple[str, str, str]], list[tuple[str, str, str]]]]:
    """Each list: its name, its lines as (anchor, number, title), and what stands in the document."""
    for kunci, jenis in DAFTAR.items():
        ada = [(b.jangkar, rapi(b.nomor), rapi(b.judul)) for b in n.bab if b.jenis in jenis and (b.judul or b.nomor)]
        jangkar = {j for j, _, _ in ada}
        daftar = n.payload.get(kunci)
        if daftar and ada:
            tertulis = [(r["jangkar"], rapi(r["nomor"]), rapi(r["judul"])) for r in daftar if r["jangkar"] in jangkar]
            yield kunci.replace("_", " ").capitalize(), tertulis, ada


def daftar_sama(n: Naskah) -> Hasil:
    """The lists of contents, tables and figures name what stands in the document, with its number, in its order."""
    for nama, tertulis, ada in _daftar(n):
        if [satu[:2] for satu in tertulis] != [satu[:2] for satu in ada]:
            yield nama, "nomor atau urutannya berbeda dari isi dokumen. Laporkan kepada pengelola aplikasi."


def judul_daftar_sama(n: Naskah) -> Hasil:
    """They name it in the same words; an institution may have decided otherwise."""
    for nama, tertulis, ada in _daftar(n):
        beda = [satu[1] for satu, lain in zip(tertulis, ada, strict=False) if satu[:2] == lain[:2] and satu != lain]
        if beda:
            yield nama, f"judul {', '.join(beda)} tertulis lain di dalam dokumen. Samakan pada tata dokumen."


def bab_wajib(n: Naskah) -> Hasil:
    """The chapters the regulation asks for are there."""
    judul = " ".join(b.judul.lower() for b in n.bab if b.jenis == "bab")
    for kata in WAJIB.get(n.sekitar.jenis, ()):
        if kata not in judul:
            yield "Daftar bab", f"bab {kata.capitalize()} tidak ada. Tambahkan pada tata dokumen (PermenPANRB 53/2014)."


def bagian_kosong(n: Naskah) -> Hasil:
    """A heading has something below it."""
    for b in _kosong(n.bab):
        yield f"{b.nomor} {b.judul}".strip(), "bagian ini tidak berisi apa pun. Isi, atau hilangkan dari tata dokumen."


def _kosong(bab: Sequence[NomorJudul]) -> Iterator[NomorJudul]:
    return (b for b in bab if b.jenis == "bagian" and b.kosong)
