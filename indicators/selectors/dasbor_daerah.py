"""The dashboard of a regency: every perangkat daerah side by side, from the parts that are kept for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from indicators.calculations import BatasKategori, Kebijakan
from indicators.models import PerangkatDaerah
from indicators.selectors.anggaran import BarisSerapan, jumlah_diketahui
from indicators.selectors.bagian_daerah import BagianPd, bagian_daerah
from indicators.selectors.cabang_anggaran import kalimat_anggaran, simpul_anggaran
from indicators.selectors.daftar_tertunda import daftar_tertunda
from indicators.selectors.dasbor_baca import kebijakan_tetap
from indicators.selectors.dasbor_baris import PorsiKategori, porsi_dari
from indicators.selectors.grafik import SERATUS
from indicators.selectors.grafik_kuadran import batas_kuadran, grafik_kuadran, titik_kuadran
from indicators.selectors.grafik_panas import DESIMAL_RERATA, Keadaan, peta_panas, sel_panas
from indicators.selectors.grafik_ringkas import grafik_kategori, grafik_rerata_tahun, grafik_rerata_triwulan
from indicators.selectors.rerata import rata_rata
from indicators.selectors.saring import SEMUA, Alamat, Saring
from indicators.selectors.simpanan import bersama
from sakip.lib.charts_bentuk import Grafik, PetaPanas, PohonAnggaran
from sakip.lib.periods import Triwulan


@dataclass(frozen=True)
class BarisIkhtisar:
    """One perangkat daerah in one year up to a quarter. Its IKU are those its own page leads with, after the filter."""

    perangkat_daerah: PerangkatDaerah
    bagian: BagianPd

    @property
    def triwulan(self) -> int:
        """The quarter up to which its figures count."""
        return self.bagian.sampai

    @cached_property
    def capaian(self) -> list[Decimal | None]:
        """Capaian of its IKU up to the quarter."""
        return [i.capaian[self.bagian.sampai - 1] for i in self.bagian.iku]

    @cached_property
    def kategori(self) -> list[BatasKategori | None]:
        """Their categories."""
        return [i.kategori[self.bagian.sampai - 1] for i in self.bagian.iku]

    @cached_property
    def rerata(self) -> Decimal | None:
        """Their mean capaian."""
        return rata_rata(self.capaian)

    @property
    def iku(self) -> int:
        """How many IKU."""
        return len(self.bagian.iku)

    @cached_property
    def terukur(self) -> int:
        """How many of them are measured."""
        return sum(c is not None for c in self.capaian)

    @property
    def tercapai(self) -> int:
        """How many reached their target."""
        return sum(c is not None and c >= SERATUS for c in self.capaian)

    @property
    def pagu(self) -> int | None:
        """Whole rupiah of the plan in force."""
        return self.bagian.total.pagu if self.bagian.total else None

    @property
    def realisasi(self) -> int | None:
        """Whole rupiah spent, verified."""
        return self.bagian.total.realisasi if self.bagian.total else None

    @property
    def serapan(self) -> Decimal | None:
        """Absorption in percent, two decimals."""
        return self.bagian.total.serapan if self.bagian.total else None

    @property
    def terlambat(self) -> int:
        """How many of its sheets are late."""
        return sum(t.keadaan == "late" for t in self.bagian.tertunda)


@dataclass(frozen=True)
class DasborDaerah:
    """Everything the page of a regency shows."""

    rows: list[BarisIkhtisar]
    porsi: list[PorsiKategori]
    total: BarisSerapan | None
    kebijakan: Kebijakan
    grafik: dict[str, Grafik]

    @property
    def iku(self) -> int:
        """IKU of all."""
        return sum(r.iku for r in self.rows)

    @property
    def terukur(self) -> int:
        """Those that are measured."""
        return sum(r.terukur for r in self.rows)

    @property
    def tercapai(self) -> int:
        """Those that reached their target."""
        return sum(r.tercapai for r in self.rows)

    @property
    def terlambat(self) -> int:
        """Late sheets of all."""
        return sum(r.terlambat for r in self.rows)


def ikhtisar(
    perangkat_daerah: Sequence[PerangkatDaerah],
    tahun: int,
    *,
    hari_ini: date,
    sampai: int | None = None,
    saring: Saring = SEMUA,
) -> list[BarisIkhtisar]:
    """One line for each perangkat daerah (regency joined) the filter leaves, in the order given.

    Words look for the perangkat daerah; a category leaves those with such an IKU, and of them only these IKU.
    """
    bagian = bagian_daerah(perangkat_daerah, tahun, hari_ini=hari_ini, sampai=sampai)
    rows = []
    for pd in perangkat_daerah:
        b = bagian[pd.pk]
        if not saring.cocok_kata(pd.nama, pd.singkatan):
            continue
        iku = tuple(i for i in b.iku if saring.cocok_kategori(i.kategori[b.sampai - 1]))
        if iku or not saring.kategori:
            rows.append(BarisIkhtisar(pd, replace(b, iku=iku)))
    return rows


def dasbor_daerah(
    perangkat_daerah: Sequence[PerangkatDaerah],
    tahun: int,
    *,
    hari_ini: date,
    alamat: Alamat,
    sampai: int | None = None,
    saring: Saring = SEMUA,
) -> DasborDaerah:
    """The page of the regency these perangkat daerah belong to. Two queries while nothing was written."""
    with bersama():
        rows = ikhtisar(perangkat_daerah, tahun, hari_ini=hari_ini, sampai=sampai, saring=saring)
        kebijakan = kebijakan_tetap(perangkat_daerah[0].pemerintah_daerah) if perangkat_daerah else Kebijakan()
    uang = [r.bagian.total for r in rows if r.bagian.total is not None]
    d = DasborDaerah(
        rows=rows,
        porsi=porsi_dari([k for r in rows for k in r.kategori]),
        total=jumlah_diketahui(uang) if uang else None,
        kebijakan=kebijakan,
        grafik={},
    )
    return replace(d, grafik=_grafik(d, tahun, hari_ini, alamat))


def _grafik(d: DasborDaerah, tahun: int, hari_ini: date, alamat: Alamat) -> dict[str, Grafik]:
    daerah = d.rows[0].perangkat_daerah.pemerintah_daerah if d.rows else None
    desimal = daerah.desimal_anggaran if daerah else 2
    batas = batas_kuadran(d.kebijakan, daerah, triwulan_of(d.rows, tahun))
    titik = [
        titik_kuadran(
            r.perangkat_daerah.nama,
            r.serapan,
            r.rerata,
            d.kebijakan,
            desimal_anggaran=desimal,
            alamat=alamat.perangkat_daerah(r.perangkat_daerah.kode),
        )
        for r in d.rows
    ]
    semua: dict[str, Grafik | None] = {
        "kategori": grafik_kategori(
            "IKU menurut kategori capaian", [(r.perangkat_daerah.nama, r.kategori) for r in d.rows], "Perangkat daerah"
        ),
        "peta": _peta(d, tahun, alamat),
        "kuadran": grafik_kuadran(titik, batas, "Perangkat daerah"),
        "tren-tahun": _tren_tahun(d.rows),
        "tren-triwulan": _tren_triwulan(d.rows, tahun),
        "anggaran": _anggaran(d, desimal, alamat),
        "terlambat": daftar_tertunda(
            [(r.perangkat_daerah.nama, t) for r in d.rows for t in r.bagian.tertunda], tahun, hari_ini, alamat
        ),
    }
    return {kunci: g for kunci, g in semua.items() if g is not None}


def _peta(d: DasborDaerah, tahun: int, alamat: Alamat) -> PetaPanas | None:
    """Perangkat daerah by quarter: the mean of the IKU where the quarter has values, and the worst state of sheets."""
    rows = []
    for r in d.rows:
        tujuan = alamat.perangkat_daerah(r.perangkat_daerah.kode)
        sel = [
            sel_panas(
                rata_rata(i.capaian[q - 1] for i in r.bagian.iku) if _terisi(r.bagian, q) else None,
                d.kebijakan,
                Keadaan.banyak(r.bagian.keadaan.get(q, {})),
                desimal=DESIMAL_RERATA,
                alamat=f"{tujuan}&tw={q}#peta",
            )
            for q in (1, 2, 3, 4)
        ]
        rows.append((r.perangkat_daerah.nama, tujuan, sel))
    judul = "Rata-rata capaian IKU tiap triwulan"
    return peta_panas(judul, rows, d.kebijakan.kategori, tahun, judul_baris="Perangkat daerah")


def _terisi(bagian: BagianPd, triwulan: int) -> bool:
    return triwulan <= bagian.sampai and any(i.terisi[triwulan - 1] for i in bagian.iku)


def _tren_tahun(rows: Sequence[BarisIkhtisar]) -> Grafik | None:
    iku = [i for r in rows for i in r.bagian.iku]
    per_tahun = {}
    for tahun in sorted({t for i in iku for t in i.tahunan}):
        angka = [n for i in iku if (n := i.tahunan.get(tahun)) is not None]
        per_tahun[tahun] = (rata_rata(angka), sum(n >= SERATUS for n in angka), len(angka))
    return grafik_rerata_tahun("Rata-rata capaian IKU tiap tahun", per_tahun, "IKU")


def _tren_triwulan(rows: Sequence[BarisIkhtisar], tahun: int) -> Grafik | None:
    capaian = [
        rata_rata(i.capaian[q - 1] for r in rows if _terisi(r.bagian, q) for i in r.bagian.iku) for q in (1, 2, 3, 4)
    ]
    return grafik_rerata_triwulan(f"Rata-rata capaian IKU tahun {tahun}", tahun, capaian)


def _anggaran(d: DasborDaerah, desimal: int, alamat: Alamat) -> PohonAnggaran | None:
    """Perangkat daerah, and their programmes below them; what is below a programme stands on their own page."""
    akar, baris = [], []
    for r in d.rows:
        if r.bagian.total is None:
            continue
        pd = r.perangkat_daerah
        total = replace(r.bagian.total, pk=pd.pk, kode="", nama=pd.nama)
        anak = tuple(simpul_anggaran(p, "Program", desimal) for p in r.bagian.program)
        tujuan = f"{alamat.perangkat_daerah(pd.kode)}#anggaran"
        akar.append(simpul_anggaran(total, "Perangkat daerah", desimal, anak=anak, alamat=tujuan))
        baris.append(total)
    if not baris or d.total is None:
        return None
    return PohonAnggaran(
        judul="Anggaran menurut perangkat daerah dan program",
        kalimat=kalimat_anggaran(baris, d.total, desimal),
        akar=tuple(akar),
        total=simpul_anggaran(d.total, "", desimal),
    )


def triwulan_of(rows: Sequence[BarisIkhtisar], tahun: int) -> Triwulan:
    """The latest quarter a figure of the page may speak of."""
    return Triwulan(tahun, max((r.triwulan for r in rows), default=4))
