"""Rules about values, money, and what they are made of: SUM, PCT, XREF, AGG, CARD."""

from decimal import Decimal

from indicators import calculations
from indicators.checks_data.dasar import Hasil, desimal_dari, sejajar
from indicators.checks_fakta import Fakta, RealisasiCek, RincianCek
from sakip.lib.numbers import format_number, format_rupiah

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


def keuangan_melebihi_pagu(f: Fakta) -> Hasil:
    """Money spent stays within the pagu of the plan in force, or says why not."""
    for u in f.uang:
        if u.keuangan is not None and u.pagu is not None and u.keuangan > u.pagu and not u.alasan.strip():
            yield (
                u.objek,
                f"Realisasi triwulan {u.objek.triwulan} {format_rupiah(u.keuangan)} melebihi pagu "
                f"{format_rupiah(u.pagu)}. Perbaiki angkanya, atau tulis alasannya pada lembar.",
            )


# --- PCT: percentages and what they are made of --------------------------------------------------------------


def nilai_beda_dari_hitungan(f: Fakta) -> Hasil:
    """A value that follows from its parts equals what they give, at two decimals."""
    for r in f.realisasi:
        if r.hitungan is None:
            continue
        if r.nilai is None:
            yield (
                r.objek,
                f"Triwulan {r.objek.triwulan}: bagiannya terisi, nilainya kosong; hitungannya "
                f"{format_number(r.hitungan)}. Simpan kembali bagian-bagiannya pada lembar.",
            )
            continue
        if calculations.bulatkan(r.nilai, 2) != calculations.bulatkan(r.hitungan, 2):
            tercatat, hitung = sejajar(calculations.bulatkan(r.nilai, 2), calculations.bulatkan(r.hitungan, 2))
            yield (
                r.objek,
                f"Triwulan {r.objek.triwulan}: tercatat {tercatat}, hitungan dari bagiannya {hitung}. Simpan kembali "
                "bagian-bagiannya pada lembar.",
            )


# --- XREF, AGG, CARD: values beside each other ---------------------------------------------------------------


def predikat_beda_dari_nilai(f: Fakta) -> Hasil:
    """A step of a scale and the number beside it say the same."""
    for r in f.realisasi:
        step = f.tingkat.get(r.tingkat or 0)
        if step is not None and r.nilai is not None and not step.memuat(r.nilai):
            yield (
                r.objek,
                f"Triwulan {r.objek.triwulan}: nilai {format_number(r.nilai)} bukan predikat {step.kode}. Perbaiki "
                "salah satunya.",
            )


def kumulatif_turun(f: Fakta) -> Hasil:
    """Cumulative money and progress do not fall from one quarter to the next."""
    for u in f.uang:
        if _turun(u.keuangan, u.keuangan_lalu) or _turun(u.fisik, u.fisik_lalu):
            apa = "keuangan" if _turun(u.keuangan, u.keuangan_lalu) else "fisik"
            yield (
                u.objek,
                f"Realisasi {apa} triwulan {u.objek.triwulan} lebih kecil daripada triwulan sebelumnya, padahal "
                "kumulatif. Periksa angkanya.",
            )


def _turun(kini: Decimal | int | None, lalu: Decimal | int | None) -> bool:
    return kini is not None and lalu is not None and kini < lalu


def triwulan_terlewat(f: Fakta) -> Hasil:
    """Where a later quarter has its value, the former ones have theirs."""
    milik: dict[int, dict[int, RealisasiCek]] = {}
    for r in f.realisasi:
        if r.objek.triwulan is not None and (r.nilai is not None or r.tingkat is not None):
            milik.setdefault(r.objek.pk, {})[r.objek.triwulan] = r
    for isi in milik.values():
        akhir = isi[max(isi)]
        lewat = [str(q) for q in range(1, max(isi)) if q not in isi]
        if lewat and len(isi) > 1 and not akhir.tahunan:
            yield akhir.objek, f"Realisasi triwulan {', '.join(lewat)} kosong, padahal sesudahnya terisi. Lengkapi."


def realisasi_tanpa_nilai(f: Fakta) -> Hasil:
    """After a quarter was closed, what was begun on a sheet has its value."""
    for r in f.realisasi:
        if f.tutup and r.nilai is None and r.tingkat is None and r.hitungan is None:
            yield r.objek, f"Baris triwulan {r.objek.triwulan} sudah dimulai, nilainya kosong. Isi nilainya."


def fisik_tanpa_keuangan(f: Fakta) -> Hasil:
    """Progress without money is seldom: a figure was forgotten, or it is zero and says so."""
    for u in f.uang:
        if u.pagu and u.keuangan is None and u.fisik is not None:
            yield (
                u.objek,
                f"Fisik triwulan {u.objek.triwulan} terisi, keuangannya kosong. Isi; 0 bila memang belum ada.",
            )
