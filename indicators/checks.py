"""Findings about a sheet: small rules over plain rows. `submit` refuses on ERROR, a WARNING is only shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from indicators import calculations
from sakip.lib.numbers import format_number, format_persen


class Level(StrEnum):
    """How bad a finding is."""

    ERROR = "galat"
    WARNING = "peringatan"


@dataclass(frozen=True)
class BarisCek:
    """One row of a sheet as the rules see it. `jenis` is "realisasi" or "anggaran", `pk` that of its indikator or
    sub kegiatan; `…_sebelumnya` is what the former quarter had, `nilai_tahun_lalu` what the year before had (the
    same quarter's own value where quarters add up, else the last one). `persen`: the value is a percentage,
    `rasio`: of a part in a whole. `target` is that of this quarter, `target_naik` (`target_turun`): the targets
    of the quarters rise (fall) through the year; `target_sampai` and `nilai_sampai` are what capaian comes from.
    `nilai_terakhir`: a later value replaces a former one. `menurun`: the lower the better. `tindak_lanjut_lewat`
    counts open items past their day."""

    jenis: str
    pk: int
    nama: str
    wajib: bool
    terisi: bool
    nilai: Decimal | None = None
    nilai_sebelumnya: Decimal | None = None
    nilai_terakhir: bool = False
    nilai_tahun_lalu: Decimal | None = None
    target: Decimal | None = None
    target_naik: bool = False
    target_turun: bool = False
    target_sampai: Decimal | None = None
    nilai_sampai: Decimal | None = None
    menurun: bool = False
    persen: bool = False
    rasio: bool = False
    satuan: str = ""
    definisi: str = ""
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
    alasan_lebih: str = ""
    akhir_tahun: bool = False
    tindak_lanjut_lewat: int = 0


@dataclass(frozen=True)
class Temuan:
    """One finding: what is wrong, at which row, in a sentence that says what to do.

    `kode` is its family (CARD, UNIT, …), with a word behind a dash where a family has several warnings: what a unit
    explains of one of them says nothing about another.
    """

    level: Level
    kode: str
    pesan: str
    jenis: str
    pk: int
    penjelasan: str = ""  # what the unit says about a warning, in one sentence; it holds for the value it was given for


Rule = Callable[[BarisCek], Temuan | None]

# Things that are counted: there is no half of one. The first word of the unit of measure decides.
CACAHAN = frozenset(
    {
        *("orang", "org", "dokumen", "dok", "kegiatan", "laporan", "paket", "unit", "buah", "kali", "perkara", "kasus"),
        *("desa", "kelurahan", "kecamatan", "kabupaten", "opd", "lembaga", "peserta", "pegawai", "surat", "naskah"),
        *("peraturan", "produk", "event", "lokasi", "rumah", "sekolah", "aplikasi", "berkas", "rekomendasi", "rapat"),
    }
)
# A share of a whole cannot pass 100%, unless it says how much something grew or how far a promise was met.
BAGIAN = ("persentase", "proporsi", "cakupan", "terhadap jumlah", "dari jumlah", "dari seluruh", "dibagi jumlah")
BUKAN_BAGIAN = (
    *("pertumbuhan", "peningkatan", "kenaikan", "penurunan", "laju", "inflasi", "capaian", "realisasi", "target"),
    *("rata-rata", "rasio", "perubahan"),
)
JAUH = 50
"""Points between progress and absorption from which one of them is probably wrong."""


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
    """Money spent stays within the pagu of the plan in force; more than that has its reason, which explains it."""
    if baris.keuangan is None or baris.pagu is None or baris.keuangan <= baris.pagu:
        return None
    if not baris.alasan_lebih:
        pesan = "realisasi keuangan melebihi pagu. Tulis alasannya pada barisnya, atau perbaiki angkanya."
        return _temuan(baris, Level.ERROR, "SUM", pesan)
    temuan = _temuan(baris, Level.WARNING, "SUM", "realisasi keuangan melebihi pagu.")
    return replace(temuan, penjelasan=baris.alasan_lebih)


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
    if not baris.persen or baris.nilai is None or baris.nilai <= 100:
        return None
    if baris.target is not None and baris.target > 100:
        return None
    if baris.rasio:
        return _temuan(baris, Level.WARNING, "FORM-BAGIAN", "nilainya di atas 100%; periksa pembilang dan penyebutnya.")
    arti = f"{baris.nama} {baris.definisi}".lower()
    if baris.target is not None and any(b in arti for b in BAGIAN) and not any(b in arti for b in BUKAN_BAGIAN):
        pesan = "nilainya di atas 100%, padahal menurut definisinya bagian dari keseluruhan. Periksa angkanya."
        return _temuan(baris, Level.WARNING, "FORM-BAGIAN", pesan)
    return None


def ditulis_dalam_satuannya(baris: BarisCek) -> Temuan | None:
    """95% is typed as 95, not as 0,95: a value far below its target that reads like a fraction."""
    if not baris.persen or baris.nilai is None or baris.target is None:
        return None
    if 0 < baris.nilai <= 1 < 10 <= baris.target:
        return _temuan(baris, Level.WARNING, "UNIT", "tampak seperti pecahan; persen diisi 95, bukan 0,95.")
    return None


def titik_bukan_koma(baris: BarisCek) -> Temuan | None:
    """`2.991` is read as two thousand (RULES: a dot groups thousands); beside a target of 3 a comma was meant."""
    banding = baris.target or baris.nilai_sebelumnya or baris.nilai_tahun_lalu
    kini = baris.nilai
    if kini is None or kini < 1000 or kini != kini.to_integral_value() or not banding or banding <= 0:
        return None
    seperseribu = kini / 1000
    if not _meloncat(seperseribu, banding, 2):
        pesan = f"terbaca {format_number(kini)}, ribuan. Bila maksudnya pecahan, isi {format_number(seperseribu)}."
        return _temuan(baris, Level.WARNING, "UNIT-TITIK", pesan)
    return None


def tidak_meloncat(baris: BarisCek) -> Temuan | None:
    """A standing value seldom doubles or halves within a quarter; many jumps are a misplaced comma."""
    kini, lalu = baris.nilai, baris.nilai_sebelumnya
    if not baris.nilai_terakhir or kini is None or not lalu or lalu <= 0:
        return None
    if _meloncat(kini, lalu, 2):
        return _temuan(baris, Level.WARNING, "XREF", "berubah lebih dari dua kali lipat sejak triwulan lalu.")
    return None


def tidak_meloncat_dari_tahun_lalu(baris: BarisCek) -> Temuan | None:
    """The same against the year before, where no former quarter of this year speaks already.

    What a quarter adds varies more than what stands: there it takes three times as much.
    """
    kini, lalu = baris.nilai, baris.nilai_tahun_lalu
    if kini is None or lalu is None or lalu <= 0 or (baris.nilai_terakhir and baris.nilai_sebelumnya is not None):
        return None
    kali, kata = (2, "dua") if baris.nilai_terakhir else (3, "tiga")
    if not _meloncat(kini, lalu, kali):
        return None
    pesan = (
        f"berubah lebih dari {kata} kali lipat dibanding tahun lalu ({format_number(lalu)}). Pastikan angkanya benar."
    )
    return _temuan(baris, Level.WARNING, "XREF-TAHUN", pesan)


def _meloncat(kini: Decimal, lalu: Decimal, kali: int) -> bool:
    return kini > kali * lalu or kali * kini < lalu


def nilai_berjalan_tidak_turun(baris: BarisCek) -> Temuan | None:
    """A standing value that is to rise quarter by quarter counts what is done so far, and that does not shrink."""
    kini, lalu = baris.nilai, baris.nilai_sebelumnya
    if (
        not (baris.nilai_terakhir and baris.target_naik)
        or baris.menurun
        or kini is None
        or lalu is None
        or kini >= lalu
    ):
        return None
    pesan = f"turun dari triwulan lalu ({format_number(lalu)}), padahal targetnya naik tiap triwulan. Periksa angkanya."
    return _temuan(baris, Level.WARNING, "AGG-TURUN", pesan)


def capaian_searah_nilai(baris: BarisCek) -> Temuan | None:
    """A value on the good side of its target reaches 100% or more, one on the other side stays below it.

    Targets that fall from quarter to quarter where more is better say that the direction was set the wrong way round.
    """
    nilai, target, capaian = baris.nilai_sampai, baris.target_sampai, baris.capaian
    if capaian is None:
        return None
    arah = "makin rendah makin baik" if baris.menurun else "makin tinggi makin baik"
    if baris.nilai_terakhir and baris.target_turun and not baris.menurun:
        pesan = f"targetnya turun tiap triwulan, padahal {arah}. Minta perencana memeriksa arah indikator ini."
        return _temuan(baris, Level.WARNING, "FORM-ARAH", pesan)
    if nilai is None or target is None or nilai == target:
        return None
    lebih_baik = (nilai < target) if baris.menurun else (nilai > target)
    if (lebih_baik and capaian < 100) or (not lebih_baik and capaian > 100):
        kata = "lebih baik" if lebih_baik else "lebih buruk"
        pesan = (
            f"nilainya {kata} daripada target ({arah}), tetapi capaiannya {format_persen(capaian, 2)}."
            " Minta perencana memeriksa arah dan rumus indikator ini."
        )
        return _temuan(baris, Level.WARNING, "FORM-ARAH", pesan)
    return None


def cacahan_bulat(baris: BarisCek) -> Temuan | None:
    """People, documents and activities are counted whole."""
    kata = baris.satuan.lower().split()
    if baris.nilai is None or baris.nilai == baris.nilai.to_integral_value() or not kata or kata[0] not in CACAHAN:
        return None
    pesan = f"{format_number(baris.nilai)} {baris.satuan} tidak bulat; isikan jumlah yang utuh."
    return _temuan(baris, Level.WARNING, "UNIT-BULAT", pesan)


def fisik_sejalan_serapan(baris: BarisCek) -> Temuan | None:
    """Work and money go roughly together: progress without money, or money without progress, is looked at twice."""
    serapan = calculations.serapan(baris.pagu, baris.keuangan)
    if serapan is None or baris.fisik is None or abs(baris.fisik - serapan) <= JAUH:
        return None
    pesan = (
        f"fisik {format_persen(baris.fisik, 2)} jauh dari serapan keuangan {format_persen(serapan, 2)}."
        " Pastikan keduanya benar."
    )
    return _temuan(baris, Level.WARNING, "XREF-FISIK", pesan)


def fisik_selesai_pada_akhir_tahun(baris: BarisCek) -> Temuan | None:
    """What is planned for the year is done by its end, or the notes say why it is not."""
    if not baris.akhir_tahun or baris.fisik is None or baris.fisik >= 100 or baris.penyebab.strip():
        return None
    pesan = f"fisik baru {format_persen(baris.fisik, 2)} pada akhir tahun; tulis kendalanya pada Catatan."
    return _temuan(baris, Level.WARNING, "KURANG-FISIK", pesan)


def tindak_lanjut_tepat_waktu(baris: BarisCek) -> Temuan | None:
    """What was promised by a day is done by it, or ended with a sentence."""
    if not baris.tindak_lanjut_lewat:
        return None
    pesan = f"{baris.tindak_lanjut_lewat} tindak lanjut melewati tenggatnya. Selesaikan, atau perbarui tenggatnya."
    return _temuan(baris, Level.WARNING, "TINDAK", pesan)


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
    titik_bukan_koma,
    tidak_meloncat,
    tidak_meloncat_dari_tahun_lalu,
    nilai_berjalan_tidak_turun,
    capaian_searah_nilai,
    cacahan_bulat,
    fisik_sejalan_serapan,
    fisik_selesai_pada_akhir_tahun,
    tindak_lanjut_tepat_waktu,
]


def periksa(baris: Iterable[BarisCek], rules: Sequence[Rule] = tuple(CHECKS)) -> list[Temuan]:
    """All findings of some rows, in the order of the rows."""
    return [temuan for b in baris for rule in rules if (temuan := rule(b)) is not None]
