"""Rules about the words of a document: regulations, names, claims, years. See reports/checks."""

import re
from collections.abc import Iterator, Sequence

from reports.checks.bentuk import tanggal_dalam
from reports.checks.naskah import IkuCek, Naskah, PeraturanCek, Teks, kisi, objek, rapi
from sakip.lib.numbers import format_tanggal, terbilang

Hasil = Iterator[tuple[str, str]]


# --- LAW: regulations -----------------------------------------------------------------------------------------------

SITASI = re.compile(
    r"^(?P<jenis>[A-Z][\w\s\-]+?) Nomor (?P<nomor>\S+)(?: Tahun (?P<tahun>\d{4}))? tentang (?P<tentang>.+)$"
)

URUTAN = (
    ("undang undang dasar",),
    ("ketetapan majelis",),
    ("undang undang", "peraturan pemerintah pengganti"),
    ("peraturan pemerintah",),
    ("peraturan presiden", "keputusan presiden", "instruksi presiden"),
    ("peraturan menteri", "keputusan menteri", "instruksi menteri", "peraturan badan", "peraturan lembaga"),
    ("peraturan daerah provinsi",),
    ("peraturan gubernur", "keputusan gubernur"),
    ("peraturan daerah",),
    ("peraturan bupati", "peraturan wali", "keputusan bupati", "keputusan wali"),
)
"""Kinds of regulations from the highest down, as decrees list them (UU 12/2011, Pasal 7 and 8)."""


def _sitasi(n: Naskah) -> Iterator[tuple[str, re.Match[str]]]:
    """The regulations listed under Mengingat, of this decree and of those annexed."""
    for tempat, k in n.keputusan:
        for teks in k.get("mengingat", []):
            if cocok := SITASI.match(str(teks).rstrip(" ;.")):
                yield tempat if tempat != "Keputusan" else "Mengingat", cocok


def _nomor(teks: str) -> str:
    return teks.strip().lstrip("0").casefold()


def _terdaftar(n: Naskah, cocok: re.Match[str]) -> list[PeraturanCek]:
    """Those of the register with the kind, number and year that is cited."""
    tahun = cocok["tahun"]
    return [
        p
        for p in n.sekitar.peraturan
        if rapi(p.jenis) == rapi(cocok["jenis"])
        and _nomor(p.nomor) == _nomor(cocok["nomor"])
        and (tahun is None or int(tahun) == p.tahun)
    ]


def kutipan_keliru(n: Naskah) -> Hasil:
    """A regulation of the register is cited with its own title."""
    for tempat, cocok in _sitasi(n):
        ada = _terdaftar(n, cocok)
        if ada and not any(rapi(cocok["tentang"]).startswith(rapi(p.tentang)) for p in ada):
            sebut = cocok.group().split(" tentang ")[0]
            yield tempat, f"{sebut} adalah tentang “{ada[0].tentang}”. Perbaiki judul yang dikutip."


def peraturan_dicabut(n: Naskah) -> Hasil:
    """What was revoked in a former year founds nothing any more."""
    tahun = n.sekitar.tanggal.year if n.sekitar.tanggal else n.sekitar.tahun
    for tempat, cocok in _sitasi(n):
        ada = _terdaftar(n, cocok)
        if ada and all(p.dicabut is not None and p.dicabut < tahun for p in ada):
            sebut = cocok.group().split(" tentang ")[0]
            yield tempat, f"{sebut} sudah dicabut pada tahun {ada[0].dicabut}. Kutip penggantinya."


def peraturan_tak_dikenal(n: Naskah) -> Hasil:
    """Cited, but not in the register. Without a register nothing can be said."""
    for tempat, cocok in _sitasi(n):
        if n.sekitar.peraturan and not _terdaftar(n, cocok):
            sebut = cocok.group().split(" tentang ")[0]
            yield tempat, f"{sebut} tidak ada dalam daftar peraturan. Periksa nomor dan tahunnya."


def urutan_peraturan(n: Naskah) -> Hasil:
    """The higher regulation before the lower one, the older before the newer of the same rank."""
    for tempat, k in n.keputusan:
        lalu: tuple[int, str] | None = None
        for teks in k.get("mengingat", []):
            tingkat = _tingkat(str(teks))
            if tingkat is None:
                continue
            if lalu is not None and tingkat < lalu[0]:
                sebut = str(teks).split(" tentang ")[0]
                yield tempat, f"{sebut} berkedudukan lebih tinggi dari {lalu[1]} yang disebut lebih dahulu. Pindahkan."
                break
            lalu = (tingkat, str(teks).split(" tentang ")[0])


def _tingkat(teks: str) -> int | None:
    awal = rapi(teks)
    cocok = [(len(kata), t) for t, semua in enumerate(URUTAN) for kata in semua if awal.startswith(kata)]
    return max(cocok)[1] if cocok else None


# --- CLONE: another's name ------------------------------------------------------------------------------------------


def _inti(nama: str) -> str:
    """The name without what kind of regency it is."""
    return re.sub(r"^(kabupaten|kota|provinsi)\s+", "", nama.strip(), flags=re.IGNORECASE)


def nama_lain(n: Naskah) -> Hasil:
    """A name of another tenant stands in the words: copied from its document. Titles of regulations name anybody."""
    s = n.sekitar
    asing = {_kunci_nama(nama): nama for nama in s.nama_lain}
    if not asing:
        return
    # The longest name that fits is the one meant: “Luwu Timur” is not Luwu.
    milik = {_kunci_nama(nama) for nama in s.nama_sendiri} | {nama.casefold() for nama in s.nama_sendiri}
    semua = "|".join(re.escape(nama) for nama in sorted({*asing, *milik} - {""}, key=len, reverse=True))
    pola, judul = re.compile(rf"\b(?:{semua})\b", re.IGNORECASE), {p.tentang for p in s.peraturan}
    menyebut = {isi for isi in {t.isi for t in n.teks} if any(c.casefold() in asing for c in pola.findall(isi))}
    for t in n.teks:
        if t.isi not in menyebut:
            continue
        bersih = t.isi
        for satu in sorted(judul, key=len, reverse=True):
            bersih = bersih.replace(satu, " ")
        bersih = re.sub(r"tentang Pembentukan [^.;]*", " ", bersih)
        sebut = dict.fromkeys(asing[c.casefold()] for c in pola.findall(bersih) if c.casefold() in asing)
        for nama in sebut:
            yield t.tempat, f"menyebut {nama}. Ganti dengan nama sendiri."


def _kunci_nama(nama: str) -> str:
    """What of a name is looked for: without its kind, unless hardly anything is left of it."""
    inti = _inti(nama)
    return (inti if len(re.sub(r"[\W\d]", "", inti)) > 3 else nama).casefold()


# --- TEXT: claims ---------------------------------------------------------------------------------------------------

ANGKA_KATA = {terbilang(n): n for n in range(1, 100)}
JUMLAH = re.compile(
    rf"\b(?P<jumlah>\d+|{'|'.join(sorted(ANGKA_KATA, key=len, reverse=True))})\s+(?:indikator|iku)\b[^.;]*?"
    r"(?P<klaim>melampaui|melebihi|mencapai|memenuhi)\s+target",
    re.IGNORECASE,
)
SEMUA = re.compile(
    r"\b(?:seluruh|semua|setiap)\s+(?:indikator|iku|target)\b[^.;]*?(?P<klaim>melampaui|melebihi|mencapai|memenuhi|tercapai)",
    re.IGNORECASE,
)
SEBAGIAN = re.compile(
    r"\bsebagian besar\s+(?:indikator|iku|target)?[^.;]*?(?P<klaim>melampaui|melebihi|mencapai|memenuhi|tercapai)",
    re.IGNORECASE,
)
LEBIH = ("melampaui", "melebihi")
INGKAR = re.compile(r"\b(?:belum|tidak|bukan|kurang|akan|agar|supaya|diharapkan|ditargetkan)\b", re.IGNORECASE)
NAIK = re.compile(r"\b(?:meningkat|naik)\b", re.IGNORECASE)
TURUN = re.compile(r"\b(?:menurun|turun)\b", re.IGNORECASE)


def _sampai(iku: Sequence[IkuCek], klaim: str) -> int:
    """How many exceed (or reach) their target."""
    lebih = klaim.lower() in LEBIH
    return sum(i.capaian is not None and (i.capaian > 100 if lebih else i.capaian >= 100) for i in iku)


def _kalimat(t: Teks) -> Iterator[str]:
    return (k.strip() for k in re.split(r"(?<=[.;!?])\s+|\n", t.isi) if k.strip())


def pernyataan_bertentangan(n: Naskah) -> Hasil:
    """What a planner claims of the IKU is what the data say. Sentences that deny or wish are left alone."""
    iku = n.sekitar.iku
    for t in n.teks:
        if not (t.sendiri and iku):
            continue
        for kalimat in _kalimat(t):
            if not INGKAR.search(kalimat):
                yield from ((t.tempat, pesan) for pesan in _bantahan(kalimat, iku))


def _bantahan(kalimat: str, iku: Sequence[IkuCek]) -> Iterator[str]:
    if cocok := JUMLAH.search(kalimat):
        klaim, ada = cocok["klaim"].lower(), _sampai(iku, cocok["klaim"])
        teks = cocok["jumlah"].lower()
        jumlah = int(teks) if teks.isdigit() else ANGKA_KATA[teks]
        if jumlah != ada:
            yield f"tertulis {jumlah} indikator {klaim} target, menurut data {ada} dari {len(iku)}. Perbaiki jumlahnya."
    elif (cocok := SEMUA.search(kalimat)) and _sampai(iku, cocok["klaim"]) < len(iku):
        ada = _sampai(iku, cocok["klaim"])
        yield f"tertulis semua indikator {cocok['klaim'].lower()} target, menurut data {ada} dari {len(iku)}."
    elif (cocok := SEBAGIAN.search(kalimat)) and _sampai(iku, cocok["klaim"]) * 2 <= len(iku):
        ada = _sampai(iku, cocok["klaim"])
        yield f"tertulis sebagian besar {cocok['klaim'].lower()} target, menurut data {ada} dari {len(iku)}."
    disebut = [i for i in iku if rapi(i.nama) in rapi(kalimat)]
    if len(disebut) == 1:
        yield from _bantahan_satu(kalimat, disebut[0])


def _bantahan_satu(kalimat: str, i: IkuCek) -> Iterator[str]:
    """Claims of one IKU that is named in the sentence."""
    if re.search(r"\b(?:melampaui|melebihi)\s+target", kalimat, re.IGNORECASE) and not _sampai([i], "melampaui"):
        yield f"“{i.nama}” tertulis melampaui target, menurut data tidak. Perbaiki kalimatnya."
    if i.arah is not None and i.arah <= 0 and NAIK.search(kalimat) and not TURUN.search(kalimat):
        yield f"“{i.nama}” tertulis meningkat, menurut data {'menurun' if i.arah else 'tetap'} dari tahun lalu."
    if i.arah is not None and i.arah >= 0 and TURUN.search(kalimat) and not NAIK.search(kalimat):
        yield f"“{i.nama}” tertulis menurun, menurut data {'meningkat' if i.arah else 'tetap'} dari tahun lalu."


ANGKA = re.compile(r"Rp\s?[\d.]+\d|\b\d+(?:[.,]\d+)*\s?%|\b\d+(?:[.,]\d+)* persen\b")


def angka_tak_dikenal(n: Naskah) -> Hasil:
    """Money and percentages in a planner's words stand in a table or a generated sentence of the same document too."""
    sendiri = [t for t in n.teks if t.sendiri]
    if not sendiri:
        return
    dikenal = {_angka(a) for teks in _dari_data(n) for a in ANGKA.findall(teks)}
    dikenal |= {_angka(teks) for teks in _dari_data(n) if re.fullmatch(r"(?:Rp)?[\d.,%\s]+", teks)}
    for t in sendiri:
        asing = [a for a in dict.fromkeys(ANGKA.findall(t.isi)) if _angka(a) not in dikenal]
        if asing:
            yield t.tempat, f"{', '.join(asing)} tidak ada pada tabel atau teks dari data. Pastikan angkanya benar."


def _angka(teks: str) -> str:
    """The bare figure, whatever stands around it."""
    return re.sub(r"[^\d,]", "", teks).removesuffix(",00")


def _dari_data(n: Naskah) -> Iterator[str]:
    """What the data say: the generated text under each section, and every cell."""
    yield from (t.isi for t in n.teks if not t.sendiri)
    yield from _asli(n.payload)


def _asli(isi: object) -> Iterator[str]:
    return (str(satu.get("asli", "")) for satu in objek(isi) if satu.get("jenis") == "narasi")


# --- DATE, OUTL, PERIOD in the words --------------------------------------------------------------------------------


def peristiwa_kemudian(n: Naskah) -> Hasil:
    """A document cannot tell of what happened after its own date."""
    tanggal = n.sekitar.tanggal
    for t in n.teks:
        if not (tanggal and t.prosa):
            continue
        for d in dict.fromkeys(d for k in _kalimat(t) if "lambat" not in k for d in tanggal_dalam(k)):
            if d > tanggal:
                yield (
                    t.tempat,
                    f"menyebut {format_tanggal(d)}, sesudah tanggal dokumen ({format_tanggal(tanggal)})."
                    " Periksa kedua tanggal itu.",
                )


def sistematika_sama(n: Naskah) -> Hasil:
    """The outline a planner wrote names the chapters there are."""
    bab = [b for b in n.bab if b.jenis == "bab" and b.nomor]
    for t in n.teks:
        if t.sendiri and "sistematika" in t.tempat.lower():
            tertulis = re.findall(r"\bbab\s+[ivx]+\b", t.isi, re.IGNORECASE)
            if tertulis and [rapi(x) for x in dict.fromkeys(tertulis)] != [rapi(b.nomor) for b in bab]:
                yield t.tempat, f"menyebut {', '.join(tertulis)}; dokumen ini berisi {', '.join(b.nomor for b in bab)}."


TABEL_TARGET = ("sk-iku", "buku-iku")


def kolom_di_luar_periode(n: Naskah) -> Hasil:
    """The columns of the targets are years of the period; the year before it is the baseline's."""
    periode = n.sekitar.periode
    if not periode or n.sekitar.jenis not in TABEL_TARGET:
        return
    boleh = {str(periode[0] - 1), *map(str, periode)}
    for tempat, tabel in n.tabel:
        kepala = {s["teks"].strip() for b in kisi(tabel["kepala"]) for s in b if s}
        luar = sorted(k for k in kepala if re.fullmatch(r"20\d\d", k) and k not in boleh)
        if luar:
            yield (
                tempat,
                f"kolom tahun {', '.join(luar)} di luar periode {periode[0]}–{periode[-1]}. Perbaiki kolomnya.",
            )


def tahun_di_luar_periode(n: Naskah) -> Hasil:
    """A planner's words speak of the years of the period, the one before and the one after."""
    periode = n.sekitar.periode
    for t in n.teks:
        if not (t.sendiri and periode):
            continue
        polos = re.sub(r"Nomor\s+\S+\s+Tahun\s+\d{4}", " ", t.isi, flags=re.IGNORECASE)
        tahun = {int(y) for y in re.findall(r"\b[Tt]ahun (20\d\d)\b", polos)}
        luar = sorted(str(y) for y in tahun if not periode[0] - 1 <= y <= periode[-1] + 1)
        if luar:
            yield t.tempat, f"menyebut tahun {', '.join(luar)}, di luar periode {periode[0]}–{periode[-1]}."
