"""Findings about a sheet: small rules over plain rows. `submit` refuses on ERROR, a WARNING is only shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "galat"
    WARNING = "peringatan"


@dataclass(frozen=True)
class BarisCek:
    """One row of a sheet as the rules see it. `jenis` is "realisasi" or "anggaran", `pk` that of its indikator
    or sub kegiatan; `…_sebelumnya` is what the former quarter had. `persen`: the value is a percentage, `rasio`: of a
    part in a whole. `target` is that of this quarter. `nilai_terakhir`: a later value replaces a former one."""

    jenis: str
    pk: int
    nama: str
    wajib: bool
    terisi: bool
    nilai: Decimal | None = None
    nilai_sebelumnya: Decimal | None = None
    nilai_terakhir: bool = False
    target: Decimal | None = None
    persen: bool = False
    rasio: bool = False
    capaian: Decimal | None = None
    penyebab: str = ""
    solusi: str = ""
    bukti: int = 0
    pagu: int | None = None
    keuangan: int | None = None
    fisik: Decimal | None = None
    keuangan_sebelumnya: int | None = None
    fisik_sebelumnya: Decimal | None = None
    kurang: tuple[str, ...] = ()  # the variables of a formula without a figure, once another has one


@dataclass(frozen=True)
class Temuan:
    """One finding: what is wrong, at which row, in a sentence that says what to do."""

    level: Level
    kode: str
    pesan: str
    jenis: str
    pk: int
    penjelasan: str = ""  # what the unit says about a warning, in one sentence; it holds for the value it was given for


Rule = Callable[[BarisCek], Temuan | None]


def _temuan(baris: BarisCek, level: Level, kode: str, pesan: str) -> Temuan:
    return Temuan(level, kode, f"{baris.nama}: {pesan}", baris.jenis, baris.pk)


def nilai_wajib_ada(baris: BarisCek) -> Temuan | None:
    """Every value due in the quarter is there; a missing one is never taken as zero."""
    if baris.wajib and baris.kurang and not baris.terisi:
        return _temuan(baris, Level.ERROR, "CARD", f"realisasi belum dapat dihitung; isi {', '.join(baris.kurang)}.")
    if baris.wajib and not baris.terisi:
        return _temuan(baris, Level.ERROR, "CARD", "realisasi triwulan ini belum diisi.")
    return None


def penyebab_wajib_bila_di_bawah_target(baris: BarisCek) -> Temuan | None:
    """A value below its target says why and what was done (PermenPANRB 53/2014, analysis 5)."""
    if baris.capaian is None or baris.capaian >= 100 or (baris.penyebab.strip() and baris.solusi.strip()):
        return None
    return _temuan(baris, Level.ERROR, "KURANG", "di bawah target; isi penyebab dan solusinya pada Catatan.")


def bukti_dukung_ada(baris: BarisCek) -> Temuan | None:
    """A value of an indikator carries evidence."""
    if baris.jenis == "realisasi" and baris.terisi and not baris.bukti:
        return _temuan(baris, Level.WARNING, "BUKTI", "belum ada bukti dukung.")
    return None


def kumulatif_tidak_turun(baris: BarisCek) -> Temuan | None:
    """Cumulative money and progress do not fall from one quarter to the next."""
    for kini, lalu, sebutan in (
        (baris.keuangan, baris.keuangan_sebelumnya, "keuangan"),
        (baris.fisik, baris.fisik_sebelumnya, "fisik"),
    ):
        if kini is not None and lalu is not None and kini < lalu:
            return _temuan(
                baris,
                Level.ERROR,
                "AGG",
                f"realisasi {sebutan} turun dari triwulan lalu, padahal nilainya kumulatif. Periksa angkanya.",
            )
    return None


def keuangan_tidak_melebihi_pagu(baris: BarisCek) -> Temuan | None:
    """Money spent stays within the pagu of the plan in force."""
    if baris.keuangan is not None and baris.pagu is not None and baris.keuangan > baris.pagu:
        return _temuan(baris, Level.ERROR, "SUM", "realisasi keuangan melebihi pagu.")
    return None


def capaian_wajar(baris: BarisCek) -> Temuan | None:
    """A capaian above 120% is looked at twice: a target too low or a slip of the pen."""
    if baris.capaian is not None and baris.capaian > 120:
        return _temuan(baris, Level.WARNING, "FORM", "capaian di atas 120%; pastikan angka dan satuannya benar.")
    return None


def nilai_tidak_negatif(baris: BarisCek) -> Temuan | None:
    """Few indicators can fall below zero; most minus signs are slips."""
    if baris.nilai is not None and baris.nilai < 0:
        return _temuan(baris, Level.WARNING, "UNIT", "nilainya kurang dari nol; pastikan tanda minus itu benar.")
    return None


def bagian_tidak_melebihi_keseluruhan(baris: BarisCek) -> Temuan | None:
    """A part of a whole is at most 100%."""
    if baris.rasio and baris.persen and baris.nilai is not None and baris.nilai > 100:
        return _temuan(baris, Level.WARNING, "FORM", "nilainya di atas 100%; periksa pembilang dan penyebutnya.")
    return None


def ditulis_dalam_satuannya(baris: BarisCek) -> Temuan | None:
    """95% is typed as 95, not as 0,95: a value far below its target that reads like a fraction."""
    if not baris.persen or baris.nilai is None or baris.target is None:
        return None
    if 0 < baris.nilai <= 1 < 10 <= baris.target:
        return _temuan(baris, Level.WARNING, "UNIT", "tampak seperti pecahan; persen diisi 95, bukan 0,95.")
    return None


def tidak_meloncat(baris: BarisCek) -> Temuan | None:
    """A standing value seldom doubles or halves within a quarter; many jumps are a misplaced comma."""
    kini, lalu = baris.nilai, baris.nilai_sebelumnya
    if not baris.nilai_terakhir or kini is None or not lalu or lalu <= 0:
        return None
    if kini > 2 * lalu or 2 * kini < lalu:
        return _temuan(baris, Level.WARNING, "XREF", "berubah lebih dari dua kali lipat sejak triwulan lalu.")
    return None


CHECKS: list[Rule] = [
    nilai_wajib_ada,
    penyebab_wajib_bila_di_bawah_target,
    bukti_dukung_ada,
    kumulatif_tidak_turun,
    keuangan_tidak_melebihi_pagu,
    capaian_wajar,
    nilai_tidak_negatif,
    bagian_tidak_melebihi_keseluruhan,
    ditulis_dalam_satuannya,
    tidak_meloncat,
]


def periksa(baris: Iterable[BarisCek], rules: Sequence[Rule] = tuple(CHECKS)) -> list[Temuan]:
    """All findings of some rows, in the order of the rows."""
    return [temuan for b in baris for rule in rules if (temuan := rule(b)) is not None]
