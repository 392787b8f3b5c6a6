"""Charts of the dashboard: rows of the selectors to ChartData, each with the sentence that says what is to be seen."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from indicators.models import Indikator
from indicators.selectors import nilai as cetak
from indicators.selectors.anggaran import BarisSerapan
from indicators.selectors.capaian import CapaianRow
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from sakip.lib.charts import ChartData, Series
from sakip.lib.numbers import format_persen, format_rupiah, romawi

SERATUS = Decimal(100)
LEBAR = 560
LEBAR_TREN = 420


def grafik_capaian(rows: Sequence[CapaianRow], judul: str) -> ChartData | None:
    """One bar for each indikator, in the colour and with the word of its category; None when nothing is measured."""
    terukur = [r for r in rows if r.capaian is not None]
    if not terukur:
        return None
    return ChartData(
        judul=judul,
        kalimat=_kalimat_capaian(rows, terukur),
        labels=tuple(r.indikator.nama for r in rows),
        series=(
            Series(
                nama="Capaian",
                nilai=tuple(r.capaian for r in rows),
                teks=tuple(_capaian_teks(r) for r in rows),
                kategori=tuple(r.kategori.kode if r.kategori else "" for r in rows),
            ),
        ),
        satuan="%",
        desimal=rows[0].desimal,
        acuan=SERATUS,
        lebar=LEBAR,
        judul_label="Indikator",
    )


def _capaian_teks(row: CapaianRow) -> str:
    return f"{row.capaian_teks}, {row.kategori.label}" if row.kategori else row.capaian_teks


def serendah(banyak: int) -> str:
    """What follows the name of the lowest one of a sentence, where others are as low; `banyak` counts it too."""
    return f" dan {banyak - 1} lainnya yang sama" if banyak > 1 else ""


def _kalimat_capaian(rows: Sequence[CapaianRow], terukur: Sequence[CapaianRow]) -> str:
    tercapai = sum(r.capaian is not None and r.capaian >= SERATUS for r in terukur)
    kalimat = f"{tercapai} dari {len(rows)} indikator mencapai target"
    if len(terukur) < len(rows):
        kalimat += f", {len(rows) - len(terukur)} belum terukur"
    rendah = min(terukur, key=lambda r: r.capaian or Decimal(0))
    if len(terukur) > 1 and tercapai < len(terukur):
        kalimat += f"; yang terendah {rendah.indikator.nama} ({_capaian_teks(rendah)})"
        kalimat += serendah(sum(r.capaian == rendah.capaian for r in terukur))
    return f"{kalimat}."


def grafik_tren(indikator: Indikator, per_tahun: Mapping[int, CapaianRow], judul: str = "") -> ChartData | None:
    """Target and realisasi of one indikator by year; None unless two years have a realisasi."""
    years = sorted(per_tahun)
    while years and per_tahun[years[0]].target.kosong and per_tahun[years[0]].realisasi.kosong:
        years = years[1:]
    if sum(not per_tahun[t].realisasi.kosong for t in years) < 2:
        return None
    rows = [per_tahun[t] for t in years]
    return ChartData(
        judul=judul or indikator.nama,
        kalimat=_kalimat_tren(rows),
        labels=tuple(str(t) for t in years),
        series=(
            _seri_tren("Target", indikator, [r.target for r in rows], redup=True),
            _seri_tren("Realisasi", indikator, [r.realisasi for r in rows]),
        ),
        jenis="garis",
        lebar=LEBAR_TREN,
        tinggi=150,
        judul_label="Tahun",
        sekat=_sekat(rows),
    )


def _sekat(rows: Sequence[CapaianRow]) -> tuple[tuple[str, str], ...]:
    """Where the line passes from one indikator to the one that continues it: the year, and of which period it is."""
    return tuple(
        (str(kini.tahun), f"Renstra {kini.indikator.periode}")
        for dulu, kini in pairwise(rows)
        if dulu.indikator.pk != kini.indikator.pk
    )


def grafik_tren_triwulan(indikator: Indikator, setahun: Sequence[CapaianRow]) -> ChartData | None:
    """Target and verified realisasi of one indikator up to each quarter; None unless two quarters have a value."""
    terisi = [r.sampai in r.per_triwulan for r in setahun]
    if sum(terisi) < 2:
        return None
    nilai = [r.realisasi if ada else TANPA_NILAI for r, ada in zip(setahun, terisi, strict=True)]
    akhir = next(r for r in reversed(setahun) if r.sampai in r.per_triwulan)
    kalimat = (
        f"{sum(terisi)} dari {len(setahun)} triwulan terverifikasi; sampai dengan triwulan {romawi(akhir.sampai)} "
    )
    kalimat += f"realisasinya {akhir.realisasi_panjang}"
    if not akhir.target.kosong:
        kalimat += f" dari target {akhir.target_panjang}"
    if akhir.capaian is not None:
        kalimat += f", capaian {akhir.capaian_teks}"
    return ChartData(
        judul=f"Sampai dengan tiap triwulan tahun {akhir.tahun}",
        kalimat=f"{kalimat}.",
        labels=tuple(f"TW {romawi(r.sampai)}" for r in setahun),
        series=(
            _seri_tren("Target", indikator, [r.target for r in setahun], redup=True),
            _seri_tren("Realisasi", indikator, nilai),
        ),
        jenis="garis",
        lebar=LEBAR_TREN,
        tinggi=150,
        judul_label="Triwulan",
    )


def _seri_tren(nama: str, indikator: Indikator, values: Sequence[Besaran], redup: bool = False) -> Series:
    letak = tuple(v.nilai is None and v.tingkat is not None for v in values)
    return Series(
        nama=nama,
        nilai=tuple(v.untuk_hitung().angka for v in values),
        teks=tuple(cetak.teks(indikator, v) for v in values),
        redup=redup,
        letak=letak if any(letak) else (),
    )


def _kalimat_tren(rows: Sequence[CapaianRow]) -> str:
    terisi = [r for r in rows if not r.realisasi.kosong]
    awal, akhir = terisi[0], terisi[-1]
    dulu, kini = awal.realisasi.untuk_hitung().angka, akhir.realisasi.untuk_hitung().angka
    if awal.realisasi_panjang == akhir.realisasi_panjang:
        kalimat = f"Realisasi {akhir.tahun} sama dengan {awal.tahun}, yaitu {akhir.realisasi_panjang}"
    else:
        kata = "berubah" if dulu is None or kini is None or dulu == kini else "naik" if kini > dulu else "turun"
        kalimat = (
            f"Realisasi {kata} dari {awal.realisasi_panjang} ({awal.tahun}) "
            f"menjadi {akhir.realisasi_panjang} ({akhir.tahun})"
        )
    if akhir.capaian is not None:
        kalimat += f"; capaian terhadap target {akhir.tahun} sebesar {akhir.capaian_teks}"
    return f"{kalimat}."


def grafik_serapan(rows: Sequence[BarisSerapan], total: BarisSerapan | None, desimal: int) -> ChartData | None:
    """Absorption of every programme in percent; None when no realisasi is known."""
    if total is None or total.serapan is None:
        return None
    return ChartData(
        judul="Penyerapan terhadap pagu",
        kalimat=_kalimat_serapan(rows, total, desimal),
        labels=tuple(r.nama for r in rows),
        series=(Series("Penyerapan", tuple(r.serapan for r in rows)),),
        satuan="%",
        desimal=desimal,
        acuan=SERATUS,
        lebar=LEBAR,
        judul_label="Program",
    )


def _kalimat_serapan(rows: Sequence[BarisSerapan], total: BarisSerapan, desimal: int) -> str:
    kalimat = (
        f"Terserap {format_rupiah(total.realisasi)} dari pagu {format_rupiah(total.pagu)}, "
        f"atau {format_persen(total.serapan, desimal)}"
    )
    known = [(r.serapan, r) for r in rows if r.serapan is not None]
    if len(known) > 1:
        angka, rendah = min(known, key=lambda pair: pair[0])
        kalimat += f"; terendah {format_persen(angka, desimal)} pada {rendah.nama}"
        kalimat += serendah(sum(lain == angka for lain, _ in known))
    return f"{kalimat}."
