"""Charts of many indikator at once: their share by category, and their mean by quarter and year against the target."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from indicators import calculations
from indicators.calculations import BatasKategori
from indicators.selectors.grafik import LEBAR, LEBAR_TREN, SERATUS
from sakip.lib.charts import ChartData, Series
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan

BELUM = "Belum terukur"
Kelompok = tuple[str, Sequence[BatasKategori | None]]


def urut_kategori(kategori: Iterable[BatasKategori | None]) -> list[BatasKategori]:
    """The categories that occur, the best first."""
    return sorted({k for k in kategori if k is not None}, key=lambda k: k.batas_bawah, reverse=True)


def grafik_kategori(judul: str, kelompok: Sequence[Kelompok], judul_label: str) -> ChartData | None:
    """One bar of a hundred percent for each group, divided by category; None without any indikator."""
    kelompok = [(nama, isi) for nama, isi in kelompok if isi]
    semua = [k for _, isi in kelompok for k in isi]
    if not semua:
        return None
    series = [_seri(k.label, [isi.count(k) for _, isi in kelompok], kelompok, k.kode) for k in urut_kategori(semua)]
    if None in semua:
        series.append(_seri(BELUM, [list(isi).count(None) for _, isi in kelompok], kelompok, ""))
    return ChartData(
        judul=judul,
        kalimat=_kalimat_kategori(kelompok, semua),
        labels=tuple(nama for nama, _ in kelompok),
        series=tuple(series),
        jenis="tumpuk",
        desimal=0,
        lebar=LEBAR,
        judul_label=judul_label,
    )


def _seri(nama: str, banyak: Sequence[int], kelompok: Sequence[Kelompok], kode: str) -> Series:
    bagian = [calculations.persen(n, len(isi), 0) for n, (_, isi) in zip(banyak, kelompok, strict=True)]
    return Series(
        nama=nama,
        nilai=tuple(Decimal(n) for n in banyak),
        teks=tuple(f"{n} ({format_persen(p, 0)})" if n else "0" for n, p in zip(banyak, bagian, strict=True)),
        kategori=(kode,) * len(banyak) if kode else (),
        redup=not kode,
    )


def _kalimat_kategori(kelompok: Sequence[Kelompok], semua: Sequence[BatasKategori | None]) -> str:
    terukur = [k for k in semua if k is not None]
    if not terukur:
        return f"Belum satu pun dari {len(semua)} indikator terukur."
    teratas = urut_kategori(terukur)[0]
    banyak = terukur.count(teratas)
    kalimat = (
        f"{banyak} dari {len(semua)} indikator ({format_persen(calculations.persen(banyak, len(semua), 0), 0)}) "
        f"berkategori {teratas.label}"
    )
    if len(terukur) < len(semua):
        kalimat += f", {len(semua) - len(terukur)} belum terukur"
    terbawah = urut_kategori(terukur)[-1]
    di = [nama for nama, isi in kelompok if terbawah in isi]
    if terbawah != teratas:
        kalimat += f"; {terukur.count(terbawah)} berkategori {terbawah.label}"
        if len(kelompok) > 1 and len(di) <= 3:
            kalimat += f", yaitu pada {', '.join(di)}"
    return f"{kalimat}."


# --- Means against the target ------------------------------------------------------------------------------------


def grafik_rerata_tahun(
    judul: str, per_tahun: Mapping[int, tuple[Decimal | None, int, int]], sebutan: str
) -> ChartData | None:
    """Mean capaian of whole years against 100; {year: (mean, reached, measured)}. None unless two years have one."""
    years = [t for t in sorted(per_tahun) if per_tahun[t][0] is not None]
    if len(years) < 2:
        return None
    angka = [per_tahun[t][0] for t in years]
    rincian = ", ".join(f"{per_tahun[t][1]} dari {per_tahun[t][2]} pada {t}" for t in (years[0], years[-1]))
    return ChartData(
        judul=judul,
        kalimat=f"{_gerak(angka, [str(t) for t in years])}; {sebutan} yang mencapai target: {rincian}.",
        labels=tuple(str(t) for t in years),
        series=_seri_tren([("Rata-rata capaian", angka)]),
        jenis="garis",
        satuan="%",
        lebar=LEBAR_TREN,
        tinggi=150,
        judul_label="Tahun",
    )


def grafik_rerata_triwulan(
    judul: str, tahun: int, capaian: Sequence[Decimal | None], serapan: Sequence[Decimal | None] = ()
) -> ChartData | None:
    """Mean capaian (and absorption) after each quarter up to the latest that has one; None while none has."""
    terisi = [q for q, pasangan in enumerate(_pasangan(capaian, serapan)) if any(n is not None for n in pasangan)]
    if not terisi:
        return None
    panjang = terisi[-1] + 1
    label = [f"TW {tw.romawi}" for tw in Triwulan.setahun(tahun)][:panjang]
    semua = [("Rata-rata capaian", list(capaian[:panjang])), ("Penyerapan anggaran", list(serapan[:panjang]))]
    series = [(nama, nilai) for nama, nilai in semua if any(n is not None for n in nilai)]
    kalimat = [_gerak(nilai, label, nama) for nama, nilai in series]
    return ChartData(
        judul=judul,
        kalimat=f"{'; '.join([kalimat[0], *(k[0].lower() + k[1:] for k in kalimat[1:])])}.",
        labels=tuple(label),
        series=_seri_tren(series),
        jenis="garis",
        satuan="%",
        lebar=LEBAR_TREN,
        tinggi=150,
        judul_label="Sampai dengan",
    )


def _pasangan(
    capaian: Sequence[Decimal | None], serapan: Sequence[Decimal | None]
) -> list[tuple[Decimal | None, Decimal | None]]:
    lengkap = list(serapan) or [None] * len(capaian)
    return list(zip(capaian, lengkap, strict=True))


def _seri_tren(series: Sequence[tuple[str, Sequence[Decimal | None]]]) -> tuple[Series, ...]:
    panjang = len(series[0][1])
    target = Series("Target", (SERATUS,) * panjang, teks=("100%",) + (" ",) * (panjang - 1), redup=True)
    isi = [Series(nama, tuple(nilai), teks=tuple(format_persen(n, 2) for n in nilai)) for nama, nilai in series]
    return (target, *isi)


def _gerak(angka: Sequence[Decimal | None], label: Sequence[str], nama: str = "Rata-rata capaian") -> str:
    """From where to where the figures went, and on which side of the target they ended."""
    known = [(n, teks) for n, teks in zip(angka, label, strict=True) if n is not None]
    (awal, dulu), (akhir, kini) = known[0], known[-1]
    if len(known) == 1:
        return f"{nama} {format_persen(akhir, 2)} ({kini})"
    if awal == akhir:
        return f"{nama} {kini} sama dengan {dulu}, yaitu {format_persen(akhir, 2)}"
    kata = "naik" if akhir > awal else "turun"
    return f"{nama} {kata} dari {format_persen(awal, 2)} ({dulu}) menjadi {format_persen(akhir, 2)} ({kini})"
