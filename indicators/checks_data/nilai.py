"""Rules about values and what they are made of: SUM."""

from decimal import Decimal

from indicators import calculations
from indicators.checks_data.dasar import Hasil, desimal_dari, sejajar
from indicators.checks_fakta import Fakta, RincianCek

# --- SUM: components and their value -------------------------------------------------------------------------


def rincian_tidak_berjumlah(f: Fakta) -> Hasil:
    """Components add up to the value (AKIP: 72,30 is not 72,31)."""
    for r in f.rincian:
        jumlah = sum((n for n in r.rincian if n is not None), Decimal(0))
        if not unsur_ikm(r) and _lengkap(r) and jumlah != r.nilai:
            dijumlah, tercatat = sejajar(jumlah, r.nilai)
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
        if calculations.bulatkan(hitung, min(desimal_dari(r.nilai), 2)) != r.nilai:
            dihitung, tercatat = sejajar(hitung, r.nilai)
            yield (
                r.objek,
                f"Rata-rata unsur × 25 adalah {dihitung}, IKM tercatat {tercatat}. Periksa nilai unsurnya, atau "
                "pastikan IKM itu berasal dari perhitungan lain.",
            )


def unsur_ikm(r: RincianCek) -> bool:
    """Whether the components are the nine elements of a satisfaction survey, each from 1 to 4."""
    return len(r.rincian) == 9 and all(n is not None and 1 <= n <= 4 for n in r.rincian)


def _lengkap(r: RincianCek) -> bool:
    return bool(r.rincian) and all(n is not None for n in r.rincian)
