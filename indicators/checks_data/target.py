"""Rules about targets and the money of the year: CARD, PERIOD, XREF, AGG."""

from decimal import Decimal

from indicators.checks_data.dasar import Hasil
from indicators.checks_fakta import Fakta
from sakip.lib.numbers import format_number, format_rupiah

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
