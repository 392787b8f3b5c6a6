"""The charts of the annual report and its organisation chart, each with its words for who cannot see it."""

from collections.abc import Sequence
from decimal import Decimal

from indicators.models import UnitKerja
from reports.builders.lkjip_fakta import Iku, Laporan, NilaiTahun, capaian_teks, enumerasi
from reports.payloads_lkjip import SimpulBagan
from sakip.lib.charts import ChartData, Series
from sakip.lib.numbers import format_persen

SERATUS = Decimal(100)
LEBAR = 390  # of the bars; with the names beside them the letters come out at 8 points on A4


def capaian(f: Laporan) -> ChartData | None:
    """Bars: capaian of the IKU, coloured and worded by category. None when no capaian is known."""
    rows = [i for i in f.iku if i.tahun_ini.capaian is not None]
    if not rows:
        return None
    isi = enumerasi([f"{i.nama} {capaian_teks(i.tahun_ini.capaian, f.desimal)}" for i in rows])
    return ChartData(
        judul=f"Capaian Indikator Kinerja Utama Tahun {f.tahun}",
        kalimat=f"Grafik batang capaian terhadap target tahun {f.tahun}: {isi}.",
        labels=tuple(i.nama for i in rows),
        series=(
            Series(
                "Capaian",
                tuple(i.tahun_ini.capaian for i in rows),
                teks=tuple(_batang(i, f) for i in rows),
                kategori=tuple(i.kategori_kode for i in rows),
            ),
        ),
        satuan="%",
        acuan=SERATUS,
        lebar=LEBAR,
        judul_label="Indikator",
    )


def _batang(i: Iku, f: Laporan) -> str:
    teks = capaian_teks(i.tahun_ini.capaian, f.desimal)
    return f"{teks} {i.kategori}" if i.kategori else teks


def tren(f: Laporan) -> ChartData | None:
    """Lines: target and realisasi of each IKU over the years; a step of a scale counts with its number or lower bound.

    Indicators with fewer than two known numbers are left out; None when that leaves nothing.
    """
    rows = [(i, _deret(i)) for i in f.iku if _tergambar(i)]
    if not rows:
        return None
    tahun = [n.tahun for n in rows[0][1]]
    series = []
    for i, deret in rows:
        target = tuple(n.target_angka for n in deret)
        series += [
            Series("Target", target, panel=i.nama, redup=True),
            Series("Realisasi", tuple(n.angka for n in deret), teks=tuple(n.angka_teks for n in deret), panel=i.nama),
        ]
    return ChartData(
        judul=f"Target dan Realisasi Indikator Kinerja Utama Tahun {tahun[0]}–{tahun[-1]}",
        kalimat=_kalimat_tren([i for i, _ in rows], f),
        labels=tuple(str(t) for t in tahun),
        series=tuple(series),
        jenis="garis",
        tinggi=80,
        judul_label="Tahun",
    )


def _deret(i: Iku) -> Sequence[NilaiTahun]:
    return (*i.riwayat, i.tahun_ini)


def _tergambar(i: Iku) -> bool:
    return len([n for n in _deret(i) if n.angka is not None]) > 1


def _kalimat_tren(rows: list[Iku], f: Laporan) -> str:
    bagian = []
    for i in rows:
        ada = [n for n in _deret(i) if n.angka is not None]
        bagian.append(
            f"{i.nama} dari {ada[0].realisasi} ({ada[0].tahun}) menjadi {ada[-1].realisasi} ({ada[-1].tahun})"
        )
    return f"Grafik garis target dan realisasi setiap indikator. Realisasi {enumerasi(bagian)}."


def catatan_tren(f: Laporan) -> str:
    """What the chart of years leaves out or has to simplify."""
    kalimat = []
    if any(i.skala for i in f.iku):
        kalimat.append("Target berupa predikat digambarkan pada batas bawah rentang nilainya.")
    tanpa = [i.nama for i in f.iku if not _tergambar(i)]
    if tanpa:
        kalimat.append(
            f"{enumerasi(tanpa)} tidak digambarkan karena nilai angkanya tidak tersedia untuk dua tahun atau lebih."
        )
    return " ".join(kalimat)


def serapan(f: Laporan) -> ChartData | None:
    """Bars: how much of its budget each programme spent."""
    rows = [p for p in f.program if p.uang.serapan is not None]
    if not rows:
        return None
    teks = tuple(format_persen(p.uang.serapan, f.desimal_anggaran) for p in rows)
    isi = enumerasi([f"{p.nama} {t}" for p, t in zip(rows, teks, strict=True)])
    return ChartData(
        judul=f"Serapan Anggaran per Program Tahun {f.tahun}",
        kalimat=f"Grafik batang serapan anggaran terhadap pagu: {isi}.",
        labels=tuple(p.nama for p in rows),
        series=(Series("Serapan", tuple(p.uang.serapan for p in rows), teks=teks),),
        satuan="%",
        acuan=SERATUS,
        lebar=LEBAR,
        judul_label="Program",
    )


# --- Organisation ----------------------------------------------------------------------------------------------------


def pohon_unit(nama: str, unit: Sequence[UnitKerja]) -> SimpulBagan:
    """The units below the head, by `induk`; Staf Ahli stand beside the line."""
    anak: dict[int | None, list[UnitKerja]] = {}
    ada = {u.pk for u in unit}
    for u in unit:
        anak.setdefault(u.induk_id if u.induk_id in ada else None, []).append(u)

    def simpul(u: UnitKerja) -> SimpulBagan:
        staf = u.jenis == UnitKerja.Jenis.STAF_AHLI
        return {"nama": u.nama, "staf": staf, "anak": [simpul(c) for c in anak.get(u.pk, [])]}

    return {"nama": nama, "staf": False, "anak": [simpul(u) for u in anak.get(None, [])]}


def kalimat_bagan(pohon: SimpulBagan) -> str:
    """The chart in words: who is below whom."""
    baris = []
    for a in pohon["anak"]:
        bawah = enumerasi([c["nama"] for c in a["anak"]])
        baris.append(f"{a['nama']} membawahi {bawah}" if bawah else a["nama"])
    return f"Bagan organisasi. {pohon['nama']} terdiri atas: {'; '.join(baris)}."
