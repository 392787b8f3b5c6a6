"""What is wrong with a pohon kinerja (PermenPANRB 89/2021), found in its nodes as plain values without a database.

Each rule yields the key of the node it is about (empty: the tree as a whole) and one sentence that says what to do.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

TUJUAN, SASARAN, UNIT = "tujuan", "sasaran", "unit"


@dataclass(frozen=True)
class SimpulCek:
    """One node. `induk` is the key of the node above it, empty at the top; `hasil`: it stands at an outcome level.

    `jenis` is tujuan, sasaran or unit (a place in the organisation, not a result). `pemilik` is the owning unit.
    """

    kunci: str
    induk: str = ""
    jenis: str = SASARAN
    teks: str = ""
    hasil: bool = True
    indikator: tuple[str, ...] = ()
    pemilik: int | None = None


@dataclass(frozen=True)
class UnitCek:
    """One unit in force: `jalur` (`/1/12/`) holds the keys of the units above it, its own last."""

    pk: int
    nama: str
    jenis: str = "BAGIAN"
    jalur: str = ""


@dataclass(frozen=True)
class PohonCek:
    """One tree: its nodes, the units of the perangkat daerah, and the units that support a result of another."""

    simpul: Sequence[SimpulCek] = ()
    unit: Sequence[UnitCek] = ()
    pendukung: frozenset[int] = frozenset()
    jumlah_crosscutting: int = 0


Hasil = Iterator[tuple[str, str]]

# Words that join others and carry no meaning of their own.
SAMBUNG = frozenset(
    ("dan", "atau", "yang", "di", "ke", "dari", "pada", "dengan", "untuk", "dalam", "atas", "oleh", "serta", "bagi")
    + ("terhadap", "melalui")
)
MIRIP = 0.8
KEGIATAN = (
    r"rapat|kegiatan|sosialisasi|bimtek|bimbingan|pelatihan|workshop|lokakarya|seminar|kunjungan|perjalanan|koordinasi|"
    r"monitoring|pembinaan|pendampingan|fasilitasi|peserta|paket|dokumen|laporan|undangan|surat|sidang|pertemuan"
)
POLA_KEGIATAN = (
    re.compile(r"^(terlaksananya|terselenggaranya|tersusunnya|terfasilitasinya|pelaksanaan|penyelenggaraan)\b"),
    re.compile(rf"^(jumlah|banyaknya|frekuensi)\s+((pelaksanaan|penyelenggaraan|jenis|hasil)\s+)?({KEGIATAN})\b"),
    re.compile(r"^persentase\s+(pelaksanaan|penyelenggaraan|terlaksananya|terselenggaranya|keterlaksanaan)\b"),
)


def rapi(teks: str) -> str:
    """Words in small letters with one space between them and nothing else."""
    return " ".join(re.findall(r"\w+", teks.casefold()))


def mirip(satu: str, lain: str) -> bool:
    """Whether two statements say the same: the same words but for the leading verb, or nearly all of them."""
    a, b = _kata(satu), _kata(lain)
    if not a or not b:
        return False
    return len(a & b) / max(len(a), len(b)) >= MIRIP


def _kata(teks: str) -> frozenset[str]:
    """The words that carry the meaning; `meningkatnya`, `terwujudnya` in front say only that it is a result."""
    kata = rapi(teks).split()
    if len(kata) > 1 and kata[0].endswith("nya"):
        kata = kata[1:]
    return frozenset(k for k in kata if k not in SAMBUNG)


def menyalin_atasan(p: PohonCek) -> Hasil:
    """A result that repeats the one above it, in words or by the same indikator: nothing was broken down."""
    yield from menyalin_rumusan(p)
    for kunci, nama in indikator_salinan(p):
        yield kunci, kalimat_salinan(nama)


def menyalin_rumusan(p: PohonCek) -> Hasil:
    """A result in the words of the one above it."""
    for s, atas in _beratasan(p):
        if mirip(s.teks, atas.teks):
            yield (
                s.kunci,
                "Rumusannya sama atau hampir sama dengan yang di atasnya. Tulis kondisi yang lebih khusus, "
                "yang menjadi syarat tercapainya hasil di atasnya.",
            )


def indikator_salinan(p: PohonCek) -> Hasil:
    """The key of a result and the name of the indikator by which the one above it is measured, too."""
    for s, atas in _beratasan(p):
        di_atas = {rapi(i) for i in atas.indikator}
        nama = next((i for i in s.indikator if rapi(i) in di_atas), None)
        if nama is not None:
            yield s.kunci, nama


def kalimat_salinan(nama: str) -> str:
    """What to do about an indikator that measures the result above as well."""
    return (
        f"Indikator “{nama}” sama dengan indikator di atasnya. Pilih indikator yang mengukur "
        "pekerjaan pada tingkat ini sendiri."
    )


def _beratasan(p: PohonCek) -> Iterator[tuple[SimpulCek, SimpulCek]]:
    """Every result with the nearest one above it."""
    semua = {s.kunci: s for s in p.simpul}
    for s in p.simpul:
        atas = _hasil_di_atas(s, semua)
        if s.jenis != UNIT and atas is not None:
            yield s, atas


def _hasil_di_atas(s: SimpulCek, semua: dict[str, SimpulCek]) -> SimpulCek | None:
    """The nearest result above a node: a unit's box is none."""
    atas = semua.get(s.induk)
    while atas is not None and atas.jenis == UNIT:
        atas = semua.get(atas.induk)
    return atas


def indikator_kegiatan(p: PohonCek) -> Hasil:
    """An outcome measured by what was done (`jumlah rapat`): it says nothing about what came of it."""
    for s in p.simpul:
        for nama in s.indikator if s.hasil else ():
            if menghitung_kegiatan(nama):
                yield (
                    s.kunci,
                    f"Indikator “{nama}” menghitung kegiatan, padahal letaknya pada tingkat hasil. "
                    "Ganti dengan ukuran manfaat atau perubahan yang dihasilkan.",
                )


def menghitung_kegiatan(nama: str) -> bool:
    """Whether an indikator counts activities or documents and not what came of them."""
    teks = rapi(nama)
    return any(pola.search(teks) for pola in POLA_KEGIATAN)


def tanpa_indikator(p: PohonCek) -> Hasil:
    """A sasaran nobody can measure."""
    for s in p.simpul:
        if s.jenis == SASARAN and not s.indikator:
            yield s.kunci, "Sasaran ini belum memiliki indikator. Tambahkan sedikitnya satu indikator dengan targetnya."


def unit_tanpa_kontribusi(p: PohonCek) -> Hasil:
    """A unit with neither a result of its own or below it, nor a contribution to another's."""
    for u in unit_lepas(p):
        yield "", kalimat_unit(u)


def unit_lepas(p: PohonCek) -> Iterator[UnitCek]:
    """The units the tree does without.

    Only at the levels of the organisation the tree has reached: a tree that ends at the Bagian accuses no Subbagian.
    """
    pemilik = {s.pemilik for s in p.simpul if s.jenis == SASARAN and s.pemilik is not None}
    terwakili = {int(k) for u in p.unit if u.pk in pemilik for k in u.jalur.split("/") if k} | pemilik | p.pendukung
    jenis = {u.jenis for u in p.unit if u.pk in pemilik}
    return (u for u in p.unit if u.jenis in jenis and u.pk not in terwakili)


def kalimat_unit(unit: UnitCek) -> str:
    """What to do about a unit the tree does without."""
    return (
        f"{unit.nama} belum berkontribusi dalam pohon kinerja. Tetapkan kinerja utamanya, atau catat "
        "dukungannya terhadap hasil unit lain."
    )


def tanpa_crosscutting(p: PohonCek) -> Hasil:
    """Several units, and none of them says what it adds to the result of another."""
    pemilik = {s.pemilik for s in p.simpul if s.jenis == SASARAN and s.pemilik is not None}
    if len(pemilik) > 1 and not p.jumlah_crosscutting:
        yield (
            "",
            "Pohon ini belum memuat crosscutting. Pada hasil yang memerlukan unit atau perangkat daerah lain, "
            "catat siapa yang mendukung dan bentuk dukungannya.",
        )


ATURAN_POHON: tuple[tuple[str, Callable[[PohonCek], Hasil]], ...] = (
    ("Menyalin yang di atasnya", menyalin_atasan),
    ("Indikator kegiatan pada tingkat hasil", indikator_kegiatan),
    ("Sasaran tanpa indikator", tanpa_indikator),
    ("Unit tanpa kontribusi", unit_tanpa_kontribusi),
    ("Pohon tanpa crosscutting", tanpa_crosscutting),
)
"""The rules by name, for the page of the tree and for the list of findings."""


@dataclass(frozen=True)
class Masalah:
    """One problem: the node (empty: the whole tree), the rule's name, and what to do."""

    kunci: str
    judul: str
    kalimat: str


def periksa_pohon(p: PohonCek) -> list[Masalah]:
    """Every problem of a tree, in the order of the rules."""
    return [Masalah(kunci, judul, kalimat) for judul, cari in ATURAN_POHON for kunci, kalimat in cari(p)]
