"""The performance tree (pohon kinerja, PermenPANRB 89/2021) as sheets for one numbered figure.

A tree that does not fit a page is divided by branch: a node whose branch is drawn elsewhere says on which sheet, and
that sheet says where it comes from. Every node is printed once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indicators.models import PerangkatDaerah, PeriodeRenstra, Sasaran, Tujuan, UnitKerja
from indicators.selectors import nilai as cetak
from indicators.selectors.nilai import TANPA_NILAI
from indicators.selectors.pohon import Simpul, Ukuran
from indicators.selectors.pohon_halaman import BarisDukungan, dukungan_sasaran, faktor_sasaran
from reports.builders.lkjip_blok import Penulis, jangkar
from reports.builders.lkjip_fakta import enumerasi, jumlah
from reports.builders.pohon_gambar import muat
from reports.payloads_lkjip import BlokPohon, LembarPohon, SimpulPohon, TingkatPohon

LANJUT = "berlanjut ke lembar {n}"


@dataclass(frozen=True)
class Tambahan:
    """What is written at the sasaran besides their indicators, by key: success factors and contributions."""

    faktor: Mapping[int, list[str]] = field(default_factory=dict)
    dukungan: Mapping[int, list[BarisDukungan]] = field(default_factory=dict)


POLOS = Tambahan()


def tambahan(perangkat_daerah: PerangkatDaerah, periode: PeriodeRenstra) -> Tambahan:
    """The factors and contributions of a period. Two queries."""
    return Tambahan(faktor_sasaran(perangkat_daerah, periode), dukungan_sasaran(perangkat_daerah, periode))


def blok_pohon(
    penulis: Penulis,
    bab: int,
    judul: str,
    pohon: Sequence[Simpul],
    tahun: int,
    *,
    lebar: bool = True,
    tambahan: Tambahan = POLOS,
) -> BlokPohon:
    """The numbered figure. `lebar`: it opens landscape pages of its own (False inside a landscape section)."""
    nomor = penulis.nomor.gambar(bab)
    lembar = bagi_lembar(simpul_pohon(pohon, tahun, tambahan))
    return {
        "jenis": "pohon",
        "nomor": nomor,
        "judul": judul,
        "jangkar": jangkar(nomor),
        "lembar": lembar,
        "lebar": lebar,
    }


def tanpa_induk(pohon: Sequence[Simpul]) -> int:
    """How many sasaran of units name no sasaran above them: only the organisation places them."""
    unit = [s for s in _semua(pohon) if s.menurut_organisasi]
    return sum(not a.menurut_organisasi for s in unit for a in s.anak)


def jumlah_simpul(pohon: Sequence[Simpul]) -> list[str]:
    """`dua tujuan`, `delapan sasaran`, `43 kinerja unit kerja`: what the tree is made of."""
    semua = list(_semua(pohon))
    tujuan = sum(isinstance(s.unsur, Tujuan) for s in semua)
    sasaran = sum(not isinstance(s.unsur, (Tujuan, UnitKerja)) and s.unit is None for s in semua)
    kinerja = sum(not isinstance(s.unsur, (Tujuan, UnitKerja)) and s.unit is not None for s in semua)
    isi = [(tujuan, "tujuan"), (sasaran, "sasaran"), (kinerja, "kinerja unit kerja")]
    return [jumlah(n, benda) for n, benda in isi if n]


def _semua(pohon: Sequence[Simpul]) -> Iterator[Simpul]:
    for s in pohon:
        yield s
        yield from _semua(s.anak)


# --- Nodes -----------------------------------------------------------------------------------------------------------


def simpul_pohon(pohon: Sequence[Simpul], tahun: int, tambahan: Tambahan = POLOS) -> list[SimpulPohon]:
    """The tree as what is printed: level, words, indicators with the target of the year, factors, contributions."""
    ada_target = any(t for s in _semua(pohon) for u in s.ukuran for t in u.target.values() if not t.kosong)
    urut: dict[str, int] = {}
    isi = _Isi(tahun if ada_target else 0, urut, tambahan)
    return [_simpul(s, _Letak("", 0, None), isi) for s in pohon]


@dataclass(frozen=True)
class _Letak:
    """Where a node hangs: the number above it, how many levels of units, and the unit box right above it."""

    nomor: str
    dalam: int
    unit: UnitKerja | None


@dataclass(frozen=True)
class _Isi:
    """What the boxes are filled from: the year of the targets (0: none is printed), the numbers given so far."""

    tahun: int
    urut: dict[str, int]
    tambahan: Tambahan


def _simpul(s: Simpul, letak: _Letak, isi: _Isi) -> SimpulPohon:
    induk, dalam = letak.nomor, letak.dalam
    tingkat, kata = _tingkat(s, letak)
    kunci = f"{tingkat}/{induk}" if tingkat in ("tujuan", "sasaran") else ""
    nomor = ""
    if kunci:
        isi.urut[kunci] = isi.urut.get(kunci, 0) + 1
        nomor = f"{induk}.{isi.urut[kunci]}" if induk else str(isi.urut[kunci])
    turun = dalam + int(tingkat.startswith("kinerja") or s.menurut_organisasi)
    bawah = _Letak(nomor or induk, turun, s.unit if s.menurut_organisasi else None)
    hasil: SimpulPohon = {
        "tingkat": tingkat,
        "sebutan": f"{kata} {nomor}".strip(),
        "teks": "" if s.menurut_organisasi else str(s.unsur.uraian),  # type: ignore[union-attr]
        "ukuran": [_ukuran(u, s, isi.tahun) for u in s.ukuran],
        "putus": s.menurut_organisasi,
        "lanjut": "",
        "anak": [_simpul(a, bawah, isi) for a in s.anak],
    }
    if isinstance(s.unsur, Sasaran):
        if faktor := isi.tambahan.faktor.get(s.unsur.pk):
            hasil["faktor"] = faktor
        if dukungan := isi.tambahan.dukungan.get(s.unsur.pk):
            hasil["dukungan"] = [f"{d.pendukung}: {d.kontribusi}" for d in dukungan]
    return hasil


def _tingkat(s: Simpul, letak: _Letak) -> tuple[TingkatPohon, str]:
    if isinstance(s.unsur, Tujuan):
        return "tujuan", "Tujuan"
    if isinstance(s.unsur, UnitKerja):
        return "unit", s.unsur.nama
    if s.unit is None:
        return "sasaran", "Sasaran"
    jenjang: dict[int, TingkatPohon] = {0: "kinerja-1", 1: "kinerja-1", 2: "kinerja-2"}
    pemilik = s.unit.get_jenis_display() if s.unit == letak.unit else s.unit.nama
    return jenjang.get(letak.dalam, "kinerja-3"), f"Kinerja {pemilik}"


def _ukuran(u: Ukuran, s: Simpul, tahun: int) -> str:
    i, besaran = u.indikator, u.target.get(tahun, TANPA_NILAI)
    bagian = [i.nama]
    if tahun:
        isi = "belum ditetapkan" if besaran.kosong else cetak.teks(i, besaran, panjang=besaran.nilai is not None)
        bagian.append(f"target {tahun}: {isi}")
    if s.unit is None:
        bagian.append(i.unit_kerja.nama)
    return "; ".join(bagian)


# --- Sheets ----------------------------------------------------------------------------------------------------------


@dataclass
class _Lembar:
    """One sheet on its way: `kotak` is the box on another sheet that this one continues."""

    isi: LembarPohon
    asal: "_Lembar | None" = None
    kotak: SimpulPohon | None = None
    sambungan: str = ""
    nomor: int = 0


def bagi_lembar(akar: Sequence[SimpulPohon]) -> list[LembarPohon]:
    """The sheets of a tree, numbered, with their marks of continuation and their alternative texts."""
    semua = [x for simpul in akar for x in _bagi(simpul)]
    for nomor, x in enumerate(semua, 1):
        x.nomor = nomor
    for x in semua:
        if x.kotak is not None:
            x.kotak["lanjut"] = LANJUT.format(n=x.nomor)
            x.asal = next(y for y in semua if any(a is x.kotak for a in y.isi["anak"]))
        if x.asal is not None:
            x.isi["sambungan"] = f"Lanjutan dari lembar {x.asal.nomor}: {x.sambungan}"
    for x in semua:
        x.isi["alt"] = _alt(x.isi)
        x.isi["lembar"] = f"lembar {x.nomor} dari {len(semua)}" if len(semua) > 1 else ""
    return [x.isi for x in semua]


def _bagi(simpul: SimpulPohon) -> list[_Lembar]:
    return _lembar(simpul, list(simpul["anak"]), None, None)


def _lembar(
    kepala: SimpulPohon, anak: list[SimpulPohon], asal: "_Lembar | None", kotak: SimpulPohon | None
) -> list[_Lembar]:
    """The sheets of one branch: whole if it fits, else its own branches cut off, else its leaves shared out."""
    ini = _Lembar(_kosong(None if asal else kepala, asal), asal, kotak, kepala["sebutan"])
    ini.isi["anak"] = anak
    if muat(ini.isi):
        return [ini]
    hasil = [ini]
    pendek = []
    for a in anak:
        if not a["anak"]:
            pendek.append(a)
            continue
        potong: SimpulPohon = {**a, "anak": [], "lanjut": LANJUT.format(n=99)}
        pendek.append(potong)
        hasil += _lembar(a, list(a["anak"]), ini, potong)
    sisa = _isi_penuh(ini.isi, pendek)
    lalu = ini
    tambahan = []
    while sisa:
        lanjut = _Lembar(_kosong(None, ini), lalu, None, kepala["sebutan"])
        sisa = _isi_penuh(lanjut.isi, sisa)
        tambahan.append(lanjut)
        lalu = lanjut
    return [ini, *tambahan, *hasil[1:]]


def _isi_penuh(lembar: LembarPohon, daun: list[SimpulPohon]) -> list[SimpulPohon]:
    """Puts as many leaves on a sheet as it holds, at least one; returns the rest."""
    banyak = len(daun)
    lembar["anak"] = daun[:banyak]
    while banyak > 1 and not muat(lembar):
        banyak -= 1
        lembar["anak"] = daun[:banyak]
    return daun[banyak:]


def _kosong(kepala: SimpulPohon | None, asal: "_Lembar | None") -> LembarPohon:
    kosong: LembarPohon = {"kepala": None, "sambungan": "-" if asal else "", "anak": [], "alt": "", "lembar": ""}
    if kepala is not None:
        kosong["kepala"] = {**kepala, "anak": []}
    return kosong


def _alt(lembar: LembarPohon) -> str:
    """What the sheet shows, in words: each node with what stands below it."""
    kepala = lembar["kepala"]
    awal = _sebut(kepala) if kepala else lembar["sambungan"]
    return f"Pohon kinerja. {awal}{_bawah(lembar['anak'])}."


def _bawah(anak: Sequence[SimpulPohon]) -> str:
    return f", didukung oleh {enumerasi([_sebut(a) + _bawah(a['anak']) for a in anak])}" if anak else ""


def _sebut(s: SimpulPohon) -> str:
    ukuran = f" (indikator: {'; '.join(s['ukuran'])})" if s["ukuran"] else ""
    faktor = f" (faktor kunci: {'; '.join(s['faktor'])})" if s.get("faktor") else ""
    dukungan = f" (crosscutting: {'; '.join(s['dukungan'])})" if s.get("dukungan") else ""
    return f"{s['sebutan']}: {s['teks']}{ukuran}{faktor}{dukungan}" if s["teks"] else s["sebutan"]
