"""Findings about the data of one perangkat daerah and year: small rules over plain facts (`indicators.checks_fakta`).

A rule yields what is wrong and what to do about it. ERROR: a document made from it would be wrong or incomplete.
WARNING: it may be right, somebody should look. The codes name families: MAP what hangs on what, CARD and PERIOD which
values there must be, SUM, XREF and AGG figures that contradict each other, NOMEN, FORM, DUP and CLONE codes and words,
SIGN officials.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators import calculations
from indicators.checks import Level
from indicators.checks_fakta import Fakta, IndikatorCek, Objek, RincianCek
from sakip.lib.numbers import format_number, format_rupiah


@dataclass(frozen=True)
class Aturan:
    """One rule: its level, its family, the heading of its findings, and the function that finds them."""

    level: Level
    kode: str
    judul: str
    cari: Callable[[Fakta], Iterable[tuple[Objek, str]]]

    @property
    def kunci(self) -> str:
        """The name of the rule in addresses."""
        return self.cari.__name__.replace("_", "-")


@dataclass(frozen=True)
class TemuanData:
    """One finding: the rule, the object it is about, and the sentence."""

    aturan: Aturan
    objek: Objek
    pesan: str


Hasil = Iterator[tuple[Objek, str]]


# --- NOMEN: codes --------------------------------------------------------------------------------------------


def tanpa_kode(f: Fakta) -> Hasil:
    """A program, kegiatan or sub kegiatan without code cannot be budgeted under it."""
    for k in f.berkode:
        if not k.kode.strip():
            yield k.objek, f"Kode belum diisi. Isi kode menurut nomenklatur edisi {f.edisi}."


def kode_di_luar_nomenklatur(f: Fakta) -> Hasil:
    """A code that the edition of the year does not know. Without a register for it nothing can be said."""
    for k in f.berkode:
        if f.nomenklatur and k.kode.strip() and k.kode not in f.nomenklatur:
            yield (
                k.objek,
                f"Kode {k.kode} tidak ada dalam nomenklatur edisi {f.edisi} yang tersimpan. Periksa kodenya, atau "
                "minta admin melengkapi nomenklatur.",
            )


# --- MAP: what hangs on what ---------------------------------------------------------------------------------


def kaskade_kosong(f: Fakta) -> Hasil:
    """A perangkat daerah without any sasaran has nothing to report on."""
    if not f.sasaran:
        yield f.perangkat_daerah, "Belum ada sasaran pada periode ini. Isi tujuan, sasaran, dan indikatornya."


def tujuan_tanpa_misi(f: Fakta) -> Hasil:
    """A tujuan supports a misi of the regency's head."""
    for t in f.tujuan:
        if not t.ada_misi:
            yield t.objek, "Tujuan ini belum dikaitkan dengan misi. Pilih misi kepala daerah yang didukungnya."


def sasaran_tanpa_tujuan(f: Fakta) -> Hasil:
    """A sasaran of the perangkat daerah belongs to a tujuan."""
    for s in f.sasaran:
        if s.objek.unit is None and not s.ada_tujuan:
            yield s.objek, "Sasaran ini belum dikaitkan dengan tujuan. Pilih tujuan perangkat daerah di atasnya."


def sasaran_unit_tanpa_induk(f: Fakta) -> Hasil:
    """A unit's sasaran supports one above it: the chain is the pohon kinerja (PermenPANRB 89/2021)."""
    for s in f.sasaran:
        if s.objek.unit is not None and not s.ada_induk:
            yield s.objek, "Belum dikaitkan dengan sasaran di atasnya. Tetapkan sasaran yang didukung unit ini."


def sasaran_tanpa_indikator(f: Fakta) -> Hasil:
    """A sasaran that nothing measures."""
    for s in f.sasaran:
        if not s.jumlah_indikator:
            yield s.objek, "Sasaran ini belum memiliki indikator. Tambahkan sedikitnya satu indikator yang terukur."


def iku_tanpa_program(f: Fakta) -> Hasil:
    """An IKU of the perangkat daerah that no programme supports. The IKU of units have none of their own."""
    for i in f.indikator:
        if i.iku and i.jenjang == "sasaran" and not i.pemilik and not i.jumlah_program:
            yield i.objek, "IKU ini belum didukung program. Tandai program pendukungnya agar anggarannya terhitung."


# --- CARD and PERIOD: targets of every year, and of no other -------------------------------------------------


def iku_tanpa_target(f: Fakta) -> Hasil:
    """An IKU has a target in every year of the period."""
    for i in f.indikator:
        kosong = [str(t) for t in f.periode if t not in i.target or i.target[t].kosong]
        if i.iku and kosong:
            tahun = "semua tahun" if len(kosong) == len(f.periode) else f"tahun {', '.join(kosong)}"
            yield i.objek, f"Target {tahun} belum diisi. Isi target setiap tahun periode Renstra."


def target_di_luar_periode(f: Fakta) -> Hasil:
    """A target of a year that the period does not have."""
    for i in f.indikator:
        luar = [str(t) for t in sorted(i.target) if t not in f.periode]
        if luar:
            yield (
                i.objek,
                f"Ada target tahun {', '.join(luar)}, di luar periode {f.periode[0]}–{f.periode[-1]}. Hapus, atau "
                "pindahkan ke indikator periode yang memuatnya.",
            )


def pagu_tanpa_realisasi(f: Fakta) -> Hasil:
    """After a quarter was closed, every sub kegiatan with pagu has a realisasi, be it zero."""
    for p in f.program:
        if f.tutup and p.pagu and p.tanpa_realisasi:
            berapa = "Seluruh" if p.tanpa_realisasi == p.jumlah_sub else f"{p.tanpa_realisasi} dari"
            yield (
                p.objek,
                f"{berapa} {p.jumlah_sub} sub kegiatan berpagu belum memiliki realisasi keuangan (pagu program "
                f"{format_rupiah(p.pagu)}). Lengkapi lembar {', '.join(p.unit)}; isi 0 bila memang belum ada.",
            )


# --- XREF, AGG, SUM: figures that contradict each other ------------------------------------------------------


def target_beda_renstra(f: Fakta) -> Hasil:
    """The year's plan promises something else than the Renstra does."""
    for i in f.indikator:
        renstra = i.target.get(f.tahun)
        if i.rencana is None or renstra is None or renstra.kosong or i.rencana.kosong:
            continue
        if _beda(i.rencana.nilai, renstra.nilai) or _beda(i.rencana.tingkat, renstra.tingkat):
            yield (
                i.objek,
                f"Target rencana tahun {f.tahun} adalah {i.rencana.teks}, sedangkan Renstra {renstra.teks}. Samakan, "
                "atau pastikan dasar perubahannya.",
            )


def _beda(satu: Decimal | int | None, lain: Decimal | int | None) -> bool:
    return satu is not None and lain is not None and satu != lain


def target_akhir_jumlah(f: Fakta) -> Hasil:
    """Yearly targets of which the last is the sum of the others: a total of the period among figures of years."""
    for i in f.indikator:
        nilai = [i.target[t].nilai for t in f.periode if t in i.target]
        angka = [n for n in nilai if n is not None]
        berisi = sum(n > 0 for n in angka[:-1])
        if len(angka) == len(f.periode) and berisi > 1 and sum(angka[:-1], Decimal(0)) == angka[-1]:
            yield (
                i.objek,
                f"Target {f.periode[-1]} ({format_number(angka[-1])}) sama dengan jumlah target tahun sebelumnya. Isi "
                "target tahun itu saja, bukan jumlah satu periode.",
            )


def rincian_tidak_berjumlah(f: Fakta) -> Hasil:
    """Components add up to the value (AKIP: 72,30 is not 72,31)."""
    for r in f.rincian:
        jumlah = sum((n for n in r.rincian if n is not None), Decimal(0))
        if not unsur_ikm(r) and _lengkap(r) and jumlah != r.nilai:
            dijumlah, tercatat = _sejajar(jumlah, r.nilai)
            yield (
                r.objek,
                f"Rincian triwulan {r.objek.triwulan} berjumlah {dijumlah}, nilainya tercatat {tercatat}. Perbaiki "
                "rincian atau nilainya.",
            )


def ikm_beda_dari_unsur(f: Fakta) -> Hasil:
    """The IKM follows from its nine elements: their mean times 25 (PermenPANRB 14/2017)."""
    for r in f.rincian:
        if not unsur_ikm(r):
            continue
        hitung = calculations.ikm([n for n in r.rincian if n is not None])
        if calculations.bulatkan(hitung, min(_desimal(r.nilai), 2)) != r.nilai:
            dihitung, tercatat = _sejajar(hitung, r.nilai)
            yield (
                r.objek,
                f"Rata-rata unsur × 25 adalah {dihitung}, IKM tercatat {tercatat}. Periksa nilai unsurnya, atau "
                "pastikan IKM itu berasal dari perhitungan lain.",
            )


def unsur_ikm(r: RincianCek) -> bool:
    """Whether the components are the nine elements of a satisfaction survey, each from 1 to 4."""
    return len(r.rincian) == 9 and all(n is not None and 1 <= n <= 4 for n in r.rincian)


def _desimal(nilai: Decimal) -> int:
    return max(0, -int(nilai.normalize().as_tuple().exponent))


def _sejajar(satu: Decimal, lain: Decimal) -> tuple[str, str]:
    """Both figures with the decimals of the longer one: 72,30 beside 72,31."""
    desimal = max(_desimal(satu), _desimal(lain))
    return format_number(satu, desimal), format_number(lain, desimal)


def _lengkap(r: RincianCek) -> bool:
    return bool(r.rincian) and all(n is not None for n in r.rincian)


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
            milik.setdefault(_rapi(i.objek.nama), []).append(i)
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


def _rapi(nama: str) -> str:
    return " ".join(re.findall(r"\w+", nama.casefold()))


def nama_daerah_lain(f: Fakta) -> Hasil:
    """The words of an indikator name another regency: copied from its document."""
    lain = {nama: inti for nama in f.daerah_lain if (inti := _inti(nama))}
    for i in f.indikator:
        for bagian, teks in i.teks.items():
            bersih = re.sub(re.escape(_inti(f.nama_daerah) or "\0"), " ", teks, flags=re.IGNORECASE)
            asing = [n for n, inti in lain.items() if re.search(rf"\b{re.escape(inti)}\b", bersih, re.IGNORECASE)]
            if asing:
                yield i.objek, f"{bagian} menyebut {', '.join(asing)}. Ganti dengan nama daerah sendiri."


def _inti(nama: str) -> str:
    """The name without what kind of regency it is."""
    return re.sub(r"^(kabupaten|kota|provinsi)\s+", "", nama.strip(), flags=re.IGNORECASE)


# --- SIGN: officials -----------------------------------------------------------------------------------------


def tanpa_kepala(f: Fakta) -> Hasil:
    """Somebody leads the perangkat daerah on the last day of the year, or nobody can sign its reports."""
    akhir = date(f.tahun, 12, 31)
    if not any(p.jenis == f.jenis_kepala and p.menjabat(akhir, akhir) for p in f.pejabat):
        sebutan = "Sekretaris Daerah" if f.jenis_kepala == "SEKDA" else "kepala perangkat daerah"
        pesan = f"Tidak ada {sebutan} yang menjabat pada 31 Desember {f.tahun}. Minta admin mengisi pejabatnya."
        yield Objek("pejabat", f.perangkat_daerah.pk, f.perangkat_daerah.nama), pesan


def nip_tidak_sah(f: Fakta) -> Hasil:
    """The NIP of everybody in office that year is whole; the head of the regency has none."""
    for p in f.pejabat:
        if p.jenis == "KEPALA_DAERAH" or not p.menjabat(date(f.tahun, 1, 1), date(f.tahun, 12, 31)):
            continue
        if not p.nip.strip():
            yield p.objek, f"NIP {p.jabatan} belum diisi. Minta admin melengkapinya."
        elif not nip_sah(p.nip):
            yield p.objek, f"NIP {p.jabatan} ({p.nip}) tidak sah. Minta admin memeriksa tanggal lahir dan TMT-nya."


NIP = re.compile(r"(\d{4})(\d\d)(\d\d) (\d{4})(\d\d) ([12]) (\d{3})")
BULAN_PPPK = 21
"""What stands in place of the month for a government employee with a contract."""


def nip_sah(nip: str) -> bool:
    """Whether the NIP has its form, a birth date that exists, and a start of service that can follow it."""
    cocok = NIP.fullmatch(nip)
    if cocok is None:
        return False
    tahun, bulan, hari, mulai, bulan_mulai = (int(n) for n in cocok.groups()[:5])
    try:
        date(tahun, bulan, hari)
    except ValueError:
        return False
    return mulai >= tahun + 15 and (1 <= bulan_mulai <= 12 or bulan_mulai == BULAN_PPPK)


# --- All of them ---------------------------------------------------------------------------------------------

E, W = Level.ERROR, Level.WARNING
ATURAN: list[Aturan] = [
    Aturan(E, "MAP", "Perangkat daerah belum memiliki sasaran", kaskade_kosong),
    Aturan(E, "MAP", "Tujuan tanpa misi", tujuan_tanpa_misi),
    Aturan(E, "MAP", "Sasaran tanpa tujuan", sasaran_tanpa_tujuan),
    Aturan(E, "MAP", "Sasaran unit tanpa sasaran di atasnya", sasaran_unit_tanpa_induk),
    Aturan(E, "MAP", "Sasaran tanpa indikator", sasaran_tanpa_indikator),
    Aturan(E, "CARD", "IKU tanpa target", iku_tanpa_target),
    Aturan(E, "PERIOD", "Target di luar periode Renstra", target_di_luar_periode),
    Aturan(E, "FORM", "Rasio tanpa pembilang atau penyebut", rasio_tanpa_variabel),
    Aturan(E, "FORM", "Rumus yang belum dapat dihitung", rumus_tidak_terbaca),
    Aturan(E, "SUM", "Rincian tidak sama dengan nilainya", rincian_tidak_berjumlah),
    Aturan(E, "NOMEN", "Program, kegiatan, atau sub kegiatan tanpa kode", tanpa_kode),
    Aturan(E, "CLONE", "Nama daerah lain dalam uraian indikator", nama_daerah_lain),
    Aturan(E, "SIGN", "Tidak ada pimpinan pada akhir tahun", tanpa_kepala),
    Aturan(E, "SIGN", "NIP kosong atau tidak sah", nip_tidak_sah),
    Aturan(W, "MAP", "IKU tanpa program pendukung", iku_tanpa_program),
    Aturan(W, "XREF", "Target rencana berbeda dari Renstra", target_beda_renstra),
    Aturan(W, "AGG", "Target tahun terakhir adalah jumlah tahun sebelumnya", target_akhir_jumlah),
    Aturan(W, "SUM", "IKM berbeda dari rata-rata unsurnya", ikm_beda_dari_unsur),
    Aturan(W, "DUP", "Indikator sama dengan indikator atasan", nama_sama_dengan_atasan),
    Aturan(W, "NOMEN", "Kode di luar nomenklatur", kode_di_luar_nomenklatur),
    Aturan(W, "CARD", "Pagu tanpa realisasi", pagu_tanpa_realisasi),
]


def periksa_data(fakta: Fakta, aturan: Sequence[Aturan] = tuple(ATURAN)) -> list[TemuanData]:
    """All findings, in the order of the rules: errors first."""
    return [TemuanData(a, objek, pesan) for a in aturan for objek, pesan in a.cari(fakta)]
