"""Every figure the product computes: capaian, accumulation, absorption, weighted programmes, IKM, categories.

Pure functions on Decimal and int. A missing value (None) is never zero: what cannot be computed is None, and
the documents print “-”. Rounding is half up, as the published reports round; half even would turn the 84,13 of
the real Table 3.1.8 into 84,12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

SERATUS = Decimal(100)


class Arah(StrEnum):
    """Which way an indicator improves."""

    NAIK = "NAIK"
    TURUN = "TURUN"


class RumusTurun(StrEnum):
    """How capaian is computed where lower is better; institutions differ, so each indicator may say."""

    SELISIH = "SELISIH"  # (2T - R) / T
    RASIO = "RASIO"  # T / R


class Akumulasi(StrEnum):
    """How the quarters of a year make one figure."""

    JUMLAH = "JUMLAH"  # the sum: counts, rupiah
    AKHIR = "AKHIR"  # the latest position: indices, stocks
    RATA_RATA = "RATA_RATA"  # the mean of the quarters that were reported
    TAHUNAN = "TAHUNAN"  # known only at the end of the year: IKM, predikat AKIP


@dataclass(frozen=True)
class BatasKategori:
    """One band of a category table: from ``batas_bawah`` up to the next band."""

    batas_bawah: Decimal
    label: str
    kode: str  # which of the colours it is drawn in, beside its words: reports are printed in black and white


# Permendagri 86/2017 (before it 54/2010): scale of achievement.
KATEGORI_BAKU = (
    BatasKategori(Decimal(91), "Sangat Tinggi", "sangat-tinggi"),  # 91 and above
    BatasKategori(Decimal(76), "Tinggi", "tinggi"),  # 76 to below 91
    BatasKategori(Decimal(66), "Sedang", "sedang"),  # 66 to below 76
    BatasKategori(Decimal(51), "Rendah", "rendah"),  # 51 to below 66
    BatasKategori(Decimal(0), "Sangat Rendah", "sangat-rendah"),  # below 51
)

# PermenPANRB 14/2017, annex: quality of service by the converted value (25-100). The old table of quartiles
# (KepmenPAN 25/2004: 43,75 / 62,5 / 81,25) must not be used any more.
KATEGORI_IKM = (
    BatasKategori(Decimal("88.31"), "Sangat Baik", "A"),  # 88,31 - 100,00
    BatasKategori(Decimal("76.61"), "Baik", "B"),  # 76,61 - 88,30
    BatasKategori(Decimal("65.00"), "Kurang Baik", "C"),  # 65,00 - 76,60
    BatasKategori(Decimal("25.00"), "Tidak Baik", "D"),  # 25,00 - 64,99
)


@dataclass(frozen=True)
class Kebijakan:
    """What an institution has decided about capaian: formula, cap, floor (None: no limit), categories."""

    rumus_turun: RumusTurun = RumusTurun.SELISIH
    batas_atas: Decimal | None = None
    batas_bawah: Decimal | None = Decimal(0)
    kategori: tuple[BatasKategori, ...] = KATEGORI_BAKU


@dataclass(frozen=True)
class Nilai:
    """A value as the calculation sees it: a number, the rank of a scale step (higher is better), or both.

    ``BB (72,31)`` has both; a target of plain ``BB`` has the rank and, if known, the lower bound as number.
    """

    angka: Decimal | None = None
    peringkat: int | None = None

    @property
    def kosong(self) -> bool:
        """Nothing was entered."""
        return self.angka is None and self.peringkat is None


def bulatkan(nilai: Decimal, desimal: int = 2) -> Decimal:
    """``nilai`` with ``desimal`` decimals, rounded half up."""
    return nilai.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)


# --- Ratios -------------------------------------------------------------------------------------------------


def rasio(
    pembilang: Decimal | int | None,
    penyebut: Decimal | int | None,
    pengali: Decimal | int = 100,
    desimal: int = 2,
) -> Decimal | None:
    """``pembilang`` / ``penyebut`` × ``pengali``; None when one is missing or the denominator is zero."""
    if pembilang is None or not penyebut:
        return None
    return bulatkan(Decimal(pembilang) * pengali / Decimal(penyebut), desimal)


def persen(bagian: Decimal | int | None, keseluruhan: Decimal | int | None, desimal: int = 2) -> Decimal | None:
    """The part as a percentage of the whole: the one place where the product computes a percentage."""
    return rasio(bagian, keseluruhan, SERATUS, desimal)


# --- Capaian ------------------------------------------------------------------------------------------------


def capaian(
    target: Nilai,
    realisasi: Nilai,
    arah: Arah,
    rumus_turun: RumusTurun = RumusTurun.SELISIH,
    *,
    dua_tingkat: bool = False,
) -> Decimal | None:
    """Percentage of the target reached, two decimals, before any cap or floor. None when it cannot be computed.

    Two steps of a scale are compared by rank, whatever ``arah`` says; ``dua_tingkat`` marks a scale of two
    steps (Sesuai / Tidak Sesuai), where a target that is not met is 0. Otherwise the numbers decide.
    """
    if target.peringkat is not None and realisasi.peringkat is not None:
        return _capaian_tingkat(target, realisasi, dua_tingkat)
    return _capaian_angka(target.angka, realisasi.angka, arah, rumus_turun)


def capaian_rentang(
    bawah: Decimal,
    atas: Decimal,
    realisasi: Decimal | None,
    arah: Arah,
    rumus_turun: RumusTurun = RumusTurun.SELISIH,
) -> Decimal | None:
    """Capaian of a target that is a range: 100 inside it, outside it held against the nearer end.

    92 on 80-90 is 102,22. Raises ValueError when the range is upside down.
    """
    if bawah > atas:
        raise ValueError("Batas bawah rentang target lebih besar daripada batas atasnya: tukar keduanya.")
    if realisasi is None:
        return None
    if bawah <= realisasi <= atas:
        return bulatkan(SERATUS)
    return _capaian_angka(atas if realisasi > atas else bawah, realisasi, arah, rumus_turun)


def terapkan_batas(nilai: Decimal | None, kebijakan: Kebijakan) -> Decimal | None:
    """The capaian within the institution's cap and floor."""
    if nilai is None:
        return None
    if kebijakan.batas_atas is not None:
        nilai = min(nilai, kebijakan.batas_atas)
    if kebijakan.batas_bawah is not None:
        nilai = max(nilai, kebijakan.batas_bawah)
    return nilai


def kategori(nilai: Decimal | None, kebijakan: Kebijakan) -> BatasKategori | None:
    """The band the capaian falls in; None without capaian. The lowest band has no lower end.

    Held against the value itself and not the whole number that tables print: 90,5 prints as 91% and is Tinggi.
    """
    return _pita(nilai, kebijakan.kategori)


def _pita(nilai: Decimal | None, pita: Sequence[BatasKategori]) -> BatasKategori | None:
    if nilai is None or not pita:
        return None
    menurun = sorted(pita, key=lambda batas: batas.batas_bawah, reverse=True)
    return next((batas for batas in menurun if nilai >= batas.batas_bawah), menurun[-1])


def _capaian_angka(
    target: Decimal | None, realisasi: Decimal | None, arah: Arah, rumus_turun: RumusTurun
) -> Decimal | None:
    # A target of zero or below gives no percentage: the quotient is undefined or points the wrong way.
    if target is None or realisasi is None or target <= 0:
        return None
    if arah == Arah.NAIK:
        return persen(realisasi, target)
    if rumus_turun == RumusTurun.SELISIH:
        return persen(2 * target - realisasi, target)
    return persen(target, realisasi) if realisasi > 0 else None


def _capaian_tingkat(target: Nilai, realisasi: Nilai, dua_tingkat: bool) -> Decimal | None:
    diraih, diminta = realisasi.peringkat, target.peringkat
    if diraih is None or diminta is None:
        return None
    if diraih >= diminta:
        return bulatkan(SERATUS)
    if dua_tingkat:
        return bulatkan(Decimal(0))
    menurut_angka = _capaian_angka(target.angka, realisasi.angka, Arah.NAIK, RumusTurun.SELISIH)
    menurut_peringkat = persen(diraih, diminta)
    hasil = menurut_peringkat if menurut_angka is None else menurut_angka
    # 70,00 is still B where BB begins above 70: a step that was missed is never printed as reached.
    return None if hasil is None else min(hasil, Decimal("99.99"))


# --- Scales -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tingkat:
    """One step of a scale such as predikat AKIP; ``peringkat`` grows with quality. Bounds None: not numeric."""

    kode: str
    peringkat: int
    batas_bawah: Decimal | None = None
    batas_atas: Decimal | None = None
    bawah_inklusif: bool = True


def tingkat_untuk(angka: Decimal | None, tingkat: Sequence[Tingkat]) -> Tingkat | None:
    """The step a number falls in; None outside the scale.

    PermenPANRB 88/2021 begins each predikat above its lower bound (``bawah_inklusif`` False): 70,00 is B and
    70,01 is BB. Published bands leave gaps (64,99 / 65,00), so the highest lower bound that is passed decides.
    """
    if angka is None:
        return None
    terbatas = [(langkah.batas_bawah, langkah) for langkah in tingkat if langkah.batas_bawah is not None]
    terbatas.sort(key=lambda pasangan: pasangan[0], reverse=True)
    for urutan, (bawah, langkah) in enumerate(terbatas):
        if angka > bawah or (angka == bawah and langkah.bawah_inklusif):
            melewati = urutan == 0 and langkah.batas_atas is not None and angka > langkah.batas_atas
            return None if melewati else langkah
    return None


# --- Quarters -----------------------------------------------------------------------------------------------


def akumulasi(nilai_per_tw: Sequence[Decimal | None], mode: Akumulasi, sampai: int) -> Decimal | None:
    """The figure of the year up to quarter ``sampai`` (1-4) from four quarterly values; None when none counts.

    A quarter without value is left out: it neither adds zero nor lowers the mean. RATA_RATA is not rounded.
    """
    _periksa(len(nilai_per_tw), sampai)
    terisi = [nilai for nilai in nilai_per_tw[:sampai] if nilai is not None]
    if mode == Akumulasi.TAHUNAN:
        return nilai_per_tw[3] if sampai == 4 else None
    if not terisi:
        return None
    if mode == Akumulasi.AKHIR:
        return terisi[-1]
    jumlah = sum(terisi, Decimal(0))
    return jumlah if mode == Akumulasi.JUMLAH else jumlah / len(terisi)


def akumulasi_rasio(
    pasangan: Sequence[tuple[Decimal | None, Decimal | None]],
    mode: Akumulasi = Akumulasi.JUMLAH,
    sampai: int = 4,
    pengali: Decimal | int = 100,
    desimal: int = 2,
) -> Decimal | None:
    """The ratio of the year up to quarter ``sampai`` from four pairs of numerator and denominator.

    JUMLAH and RATA_RATA add up numerators and denominators (the mean of percentages would give a quarter with
    two cases the weight of one with two hundred); AKHIR takes the latest complete pair, TAHUNAN the fourth.
    A quarter that lacks either half does not count.
    """
    _periksa(len(pasangan), sampai)
    lengkap = [(n, d) for n, d in pasangan[:sampai] if n is not None and d is not None]
    if mode == Akumulasi.TAHUNAN:
        return rasio(*pasangan[3], pengali, desimal) if sampai == 4 else None
    if mode == Akumulasi.AKHIR:
        lengkap = lengkap[-1:]
    if not lengkap:
        return None
    pembilang = sum((n for n, _ in lengkap), Decimal(0))
    penyebut = sum((d for _, d in lengkap), Decimal(0))
    return rasio(pembilang, penyebut, pengali, desimal)


def _periksa(jumlah: int, sampai: int) -> None:
    if jumlah != 4 or not 1 <= sampai <= 4:
        raise ValueError("Akumulasi memerlukan nilai empat triwulan dan triwulan 1 sampai dengan 4.")


# --- Budget -------------------------------------------------------------------------------------------------


def serapan(pagu: int | None, realisasi: int | None) -> Decimal | None:
    """Absorption: realisation as a percentage of the budget, two decimals."""
    return persen(realisasi, pagu)


def sisa(pagu: int | None, realisasi: int | None) -> int | None:
    """Rupiah not spent; None when either is missing."""
    return None if pagu is None or realisasi is None else pagu - realisasi


def efisiensi(pagu: int | None, realisasi: int | None) -> Decimal | None:
    """The percentage of the budget that was not needed: 100 - serapan, which is not the same as serapan."""
    terserap = serapan(pagu, realisasi)
    return None if terserap is None else SERATUS - terserap


def efisien(
    nilai_capaian: Decimal | None,
    nilai_serapan: Decimal | None,
    *,
    syarat: Decimal = SERATUS,
    selisih: Decimal = Decimal(5),
) -> bool | None:
    """May a report call it efficient? Only if the target was met (``syarat``) and capaian exceeds serapan by
    more than ``selisih`` points. Money left over because work was not done is no efficiency.
    """
    if nilai_capaian is None or nilai_serapan is None:
        return None
    return nilai_capaian >= syarat and nilai_capaian - nilai_serapan > selisih


@dataclass(frozen=True)
class ProgramRow:
    """One programme behind an indicator: budget and realisation in rupiah, physical progress in percent."""

    pagu: int
    keuangan: int | None
    fisik: Decimal | None


@dataclass(frozen=True)
class ProgramHasil:
    """The computed columns of one programme, each in percent with two decimals; None: not computable."""

    serapan: Decimal | None
    capaian: Decimal | None
    bobot: Decimal | None
    per_kegiatan: Decimal | None


@dataclass(frozen=True)
class ProgramTertimbang:
    """The programmes of one indicator, in the given order, and their weighted achievement together."""

    rows: tuple[ProgramHasil, ...]
    total_pagu: int
    gabungan: Decimal | None


def program_tertimbang(rows: Sequence[ProgramRow]) -> ProgramTertimbang:
    """Programme achievement weighted by budget, as the LKjIP computes it in its tables 3.1.8 to 3.1.10.

    Each step is rounded to two decimals before the next one, so that a reader with a pocket calculator gets the
    printed figures: capaian = (serapan + fisik) / 2, bobot = pagu / total, per kegiatan = bobot × capaian.
    A programme with budget but without realisation leaves the total empty; one without budget has no weight.
    """
    total = sum(row.pagu for row in rows)
    hasil = tuple(_program_hasil(row, total) for row in rows)
    berbobot = [h.per_kegiatan for row, h in zip(rows, hasil, strict=True) if row.pagu]
    lengkap = [nilai for nilai in berbobot if nilai is not None]
    gabungan = sum(lengkap, Decimal(0)) if lengkap and len(lengkap) == len(berbobot) else None
    return ProgramTertimbang(hasil, total, gabungan)


def _program_hasil(row: ProgramRow, total: int) -> ProgramHasil:
    terserap = serapan(row.pagu, row.keuangan)
    tercapai = None if terserap is None or row.fisik is None else bulatkan((terserap + row.fisik) / 2)
    bobot = persen(row.pagu, total)
    per_kegiatan = None if tercapai is None or bobot is None else bulatkan(bobot * tercapai / SERATUS)
    return ProgramHasil(terserap, tercapai, bobot, per_kegiatan)


# --- Indeks Kepuasan Masyarakat ------------------------------------------------------------------------------


def ikm(unsur: Sequence[Decimal]) -> Decimal:
    """IKM (25-100, two decimals) from the mean score of each service element (1-4), PermenPANRB 14/2017.

    Weights are exact (1/9 each): with the printed 0,11 the maximum would be 99. Raises ValueError for no
    element or a score outside 1-4.
    """
    if not unsur:
        raise ValueError("IKM memerlukan nilai unsur: isikan sedikitnya satu unsur pelayanan.")
    if any(not 1 <= nilai <= 4 for nilai in unsur):
        raise ValueError("Nilai unsur IKM berkisar 1 sampai dengan 4: periksa nilai yang di luar rentang itu.")
    return bulatkan(sum(unsur, Decimal(0)) * 25 / len(unsur))


def kategori_ikm(nilai: Decimal | None) -> BatasKategori | None:
    """Quality of service, ``kode`` A to D and its label, for an IKM; None without value. PermenPANRB 14/2017."""
    return None if nilai is None else _pita(bulatkan(nilai), KATEGORI_IKM)
