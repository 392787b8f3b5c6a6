"""Five years of one row of a sheet, quarter by quarter, with what may be drawn of it. Values not yet verified count."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from indicators import calculations
from indicators.models import (
    Indikator,
    PaguAnggaran,
    Realisasi,
    RealisasiAnggaran,
    RencanaTahunan,
    Status,
    SubKegiatan,
    Target,
    TargetRenstra,
)
from indicators.selectors import nilai as cetak
from indicators.selectors.capaian import (
    CapaianRow,
    hitung,
    kebijakan_of,
    realisasi_sampai,
    target_sampai,
    target_triwulan,
)
from indicators.selectors.grafik import grafik_tren
from indicators.selectors.nilai import TANPA_NILAI, Besaran
from indicators.selectors.sejarah_rantai import Janji, Rantai, peralihan, rantai_indikator, sebanding
from sakip.lib.charts import ChartData, Series
from sakip.lib.numbers import format_persen, format_rupiah
from sakip.lib.periods import Triwulan

LAMA = 5
"""Years that are shown, the one of the sheet included."""

LEBAR = 400
TINGGI = 130
MAKS_BERANGKA = 8
"""With more points than this only the last of each year says its figure."""

TANPA_ANGKA = " "


@dataclass(frozen=True)
class SelTriwulan:
    """One quarter of one year: what it printed, whether nobody has verified it yet, whether the sheet is about it."""

    teks: str
    belum: bool = False
    kini: bool = False


@dataclass(frozen=True)
class SejarahIndikator:
    """Years (oldest first) with the quarters of each, this quarter's stored row and its standing, and the charts."""

    tahunan: list[tuple[CapaianRow, list[SelTriwulan]]]
    kini: Realisasi | None
    target: str
    nilai: str
    capaian: CapaianRow
    grafik: list[ChartData]

    @property
    def baris(self) -> list[tuple[CapaianRow, list[SelTriwulan], str]]:
        """The years, each with what changed where it belongs to another indikator of the chain than the one before."""
        dulu = [r.indikator for r, _ in self.tahunan]
        return [
            (r, sel, peralihan(sebelum, r.indikator))
            for sebelum, (r, sel) in zip([*dulu[:1], *dulu], self.tahunan, strict=False)
        ]

    @property
    def ada_belum(self) -> bool:
        """Whether one of the values shown is not verified."""
        return any(sel.belum for _, triwulanan in self.tahunan for sel in triwulanan)


@dataclass(frozen=True)
class BarisTriwulanAnggaran:
    """One quarter of a sub kegiatan: money and progress up to it against the pagu that counted then."""

    triwulan: Triwulan
    pagu: int | None
    keuangan: int | None
    serapan: Decimal | None
    serapan_teks: str
    fisik: Decimal | None
    belum: bool
    kini: bool


@dataclass(frozen=True)
class SejarahAnggaran:
    """The stored quarters of five years (oldest first), the row of the sheet's own, and the charts."""

    baris: list[BarisTriwulanAnggaran]
    kini: RealisasiAnggaran | None
    pagu: int | None
    grafik: list[ChartData]

    @property
    def ada_belum(self) -> bool:
        """Whether one of the values shown is not verified."""
        return any(b.belum for b in self.baris)


# --- An indikator ------------------------------------------------------------------------------------------------


def sejarah_indikator(indikator: Indikator, triwulan: Triwulan) -> SejarahIndikator:
    """Five years of an indikator up to the sheet's. Four queries, three where every year has an annual target.

    A year that it has nothing of is that of what it continues, which costs two queries more. The indikator comes with
    its satuan, skala, perangkat daerah and regency joined.
    """
    rantai = rantai_indikator(indikator)
    tahun = list(range(triwulan.tahun - LAMA + 1, triwulan.tahun + 1))
    rows, targets = _capaian(rantai, tahun, triwulan, _target(rantai, tahun, triwulan))
    tahunan = [
        (r, [_sel(r.indikator, r.per_triwulan.get(q), Triwulan(r.tahun, q), triwulan) for q in (1, 2, 3, 4)])
        for r in rows
    ]
    kini = rows[-1].per_triwulan.get(triwulan.nomor)
    kini = kini if kini and kini.indikator_id == indikator.pk else None
    besar = Besaran(kini.nilai, kini.tingkat) if kini else TANPA_NILAI
    milik = targets.get(triwulan.tahun)
    janji = target_triwulan(indikator, milik if isinstance(milik, Target) else None, triwulan.nomor)
    return SejarahIndikator(
        tahunan=_berisi(tahunan),
        kini=kini,
        target=cetak.teks(indikator, janji, panjang=True, utuh=True),
        nilai=cetak.teks(indikator, besar, panjang=True, utuh=True),
        capaian=rows[-1],
        grafik=_grafik_indikator(
            indikator, [r for r in rows if r.indikator.pk in rantai.menyambung], targets, triwulan
        ),
    )


def _capaian(
    rantai: Rantai, tahun: Sequence[int], kini: Triwulan, janji: dict[int, dict[int, Janji]]
) -> tuple[list[CapaianRow], dict[int, Janji]]:
    """Each year with its whole target, as its own indikator of the chain is measured; the targets by year beside them.

    Capaian of the sheet's own year counts up to its quarter. Two queries.
    """
    stored: dict[int, list[Realisasi]] = {t: [] for t in tahun}
    milik = Realisasi.objects.filter(indikator__in=rantai.kunci, tahun__in=tahun)
    for row in milik.select_related("tingkat", "diisi_oleh"):
        stored[row.tahun].append(row)
    pemda = rantai.sendiri.perangkat_daerah.pemerintah_daerah
    kebijakan = kebijakan_of(pemda)
    hasil, dipakai = [], {}
    for t in tahun:
        i = rantai.sendiri
        if t != kini.tahun:
            i = rantai.pemilik(r.indikator_id for r in stored[t]) or rantai.pemilik(janji.get(t, ())) or i
        per_tw = rantai.terdekat(r for r in stored[t] if r.indikator_id == i.pk or sebanding(rantai.satu(r), i))
        if (satu := rantai.janji(janji.get(t, {}), i)) is not None:
            dipakai[t] = satu
        sampai = kini.nomor if t == kini.tahun else 4
        besar = realisasi_sampai(i, per_tw, sampai)
        angka, kategori = hitung(i, target_sampai(i, satu, sampai), besar, kebijakan)
        target = target_sampai(i, satu, 4)
        hasil.append(CapaianRow(i, t, sampai, target, besar, angka, kategori, per_tw, pemda.desimal_capaian))
    return hasil, dipakai


def _target(rantai: Rantai, tahun: Sequence[int], kini: Triwulan) -> dict[int, dict[int, Janji]]:
    """The targets of each year by indikator: of the plan in force at its end (this year: now), without any plan the
    Renstra's."""
    plans = RencanaTahunan.objects.filter(
        perangkat_daerah=rantai.sendiri.perangkat_daerah_id, status=RencanaTahunan.Status.APPROVED
    )
    own = Target.objects.filter(indikator__in=rantai.kunci).select_related("tingkat", "rencana")
    lalu = Q(rencana__tahun__in=tahun[:-1], rencana=_berlaku(plans, 4))
    own = own.filter(lalu | Q(rencana__tahun=kini.tahun, rencana=_berlaku(plans, kini.nomor)))
    hasil: dict[int, dict[int, Janji]] = {}
    for t in own:
        hasil.setdefault(t.rencana.tahun, {})[t.indikator_id] = t
    if kosong := [t for t in tahun if t not in hasil]:
        berencana = plans.filter(tahun=OuterRef("tahun"))
        renstra = TargetRenstra.objects.filter(~Exists(berencana), indikator__in=rantai.kunci, tahun__in=kosong)
        for r in renstra.select_related("tingkat"):
            hasil.setdefault(r.tahun, {})[r.indikator_id] = r
    return hasil


def _berlaku(plans: QuerySet[RencanaTahunan], nomor: int) -> Any:
    own = plans.filter(tahun=OuterRef("rencana__tahun"), berlaku_mulai__lte=nomor)
    return own.order_by("-urutan").values("pk")[:1]


def _sel(indikator: Indikator, row: Realisasi | None, tw: Triwulan, kini: Triwulan) -> SelTriwulan:
    if row is None:
        return SelTriwulan(cetak.KOSONG, kini=tw == kini)
    teks = cetak.teks(indikator, Besaran(row.nilai, row.tingkat), utuh=True)
    return SelTriwulan(teks, belum=row.status != Status.VERIFIED and teks != cetak.KOSONG, kini=tw == kini)


def _berisi(
    tahunan: list[tuple[CapaianRow, list[SelTriwulan]]],
) -> list[tuple[CapaianRow, list[SelTriwulan]]]:
    """Without the years at the beginning that know nothing."""
    while len(tahunan) > 1 and not tahunan[0][0].per_triwulan and tahunan[0][0].target.kosong:
        tahunan = tahunan[1:]
    return tahunan


def _grafik_indikator(
    indikator: Indikator,
    rows: Sequence[CapaianRow],
    targets: dict[int, Target | TargetRenstra],
    kini: Triwulan,
) -> list[ChartData]:
    per_tahun = {row.tahun: row for row in rows}
    # A year that is not over would look like a fall.
    selesai = {t: row for t, row in per_tahun.items() if row.sampai == 4}
    tren = grafik_tren(indikator, selesai, "Target dan realisasi tiap tahun")
    hasil = [tren] if tren is not None else []
    if indikator.akumulasi != Indikator.Akumulasi.TAHUNAN:
        quarters = _triwulan_berisi([(t, q) for t in per_tahun for q in per_tahun[t].per_triwulan], kini)
        if len(quarters) > 1:
            hasil.append(_grafik_triwulan(indikator, quarters, per_tahun, targets))
    return hasil


def _triwulan_berisi(ada: list[tuple[int, int]], kini: Triwulan) -> list[Triwulan]:
    """All quarters from the first with a stored row to the last or the sheet's own; none while there is none."""
    if not ada:
        return []
    mulai, sampai = min(ada), max(*ada, (kini.tahun, kini.nomor))
    semua = [(t, q) for t in range(mulai[0], sampai[0] + 1) for q in (1, 2, 3, 4)]
    return [Triwulan(t, q) for t, q in semua if mulai <= (t, q) <= sampai]


def _grafik_triwulan(
    indikator: Indikator,
    quarters: list[Triwulan],
    per_tahun: dict[int, CapaianRow],
    targets: dict[int, Target | TargetRenstra],
) -> ChartData:
    nilai: list[Besaran] = []
    janji: list[Besaran] = []
    for tw in quarters:
        row = per_tahun[tw.tahun].per_triwulan.get(tw.nomor)
        nilai.append(Besaran(row.nilai, row.tingkat) if row else TANPA_NILAI)
        milik = targets.get(tw.tahun)
        janji.append(target_triwulan(indikator, milik if isinstance(milik, Target) else None, tw.nomor))
    berangka = _berangka(quarters, [not b.kosong for b in nilai])
    terakhir = next((b for b in reversed(nilai) if not b.kosong), TANPA_NILAI)
    return ChartData(
        judul="Tiap triwulan",
        kalimat=(
            f"{sum(not b.kosong for b in nilai)} dari {len(quarters)} triwulan berisi nilai; "
            f"yang terakhir {cetak.teks(indikator, terakhir, panjang=True)}."
        ),
        labels=tuple(f"{tw.romawi} {tw.tahun}" for tw in quarters),
        series=(
            _seri("Target", indikator, janji, [False] * len(quarters), redup=True),
            _seri("Realisasi", indikator, nilai, berangka),
        ),
        jenis="garis",
        lebar=LEBAR,
        tinggi=TINGGI,
        judul_label="Triwulan",
        sekat=_sekat(quarters, per_tahun),
    )


def _sekat(quarters: list[Triwulan], per_tahun: dict[int, CapaianRow]) -> tuple[tuple[str, str], ...]:
    """The first quarter of each indikator that continues another."""
    milik = [(tw, per_tahun[tw.tahun].indikator) for tw in quarters]
    return tuple(
        (f"{tw.romawi} {tw.tahun}", "penerus") for (_, dulu), (tw, kini) in pairwise(milik) if dulu.pk != kini.pk
    )


def _berangka(quarters: list[Triwulan], ada: list[bool]) -> list[bool]:
    """Which points say their figure: all of a few, of many only the last of each year."""
    if sum(ada) <= MAKS_BERANGKA:
        return ada
    isi = [tw for tw, b in zip(quarters, ada, strict=True) if b]
    akhir = {a for a, b in pairwise(isi) if a.tahun != b.tahun} | {isi[-1]}
    return [tw in akhir for tw in quarters]


def _seri(
    nama: str, indikator: Indikator, values: list[Besaran], berangka: list[bool], *, redup: bool = False
) -> Series:
    teks = (cetak.teks(indikator, v) if b else TANPA_ANGKA for v, b in zip(values, berangka, strict=True))
    return Series(nama, tuple(v.untuk_hitung().angka for v in values), teks=tuple(teks), redup=redup)


# --- A sub kegiatan ----------------------------------------------------------------------------------------------


def sejarah_anggaran(sub: SubKegiatan, triwulan: Triwulan) -> SejarahAnggaran:
    """Five years of a sub kegiatan up to the sheet's. Two queries; its perangkat daerah and regency are joined."""
    tahun = range(triwulan.tahun - LAMA + 1, triwulan.tahun + 1)
    rows = {
        Triwulan(r.tahun, r.triwulan): r
        for r in RealisasiAnggaran.objects.filter(sub_kegiatan=sub, tahun__in=tahun).select_related("diisi_oleh")
    }
    pagu = _pagu(sub, tahun)
    desimal = sub.perangkat_daerah.pemerintah_daerah.desimal_anggaran
    baris = []
    for tw in sorted(rows):
        r, batas = rows[tw], pagu.get((tw.tahun, tw.nomor))
        serapan = None if batas is None else calculations.serapan(batas, r.keuangan)
        baris.append(
            BarisTriwulanAnggaran(
                triwulan=tw,
                pagu=batas,
                keuangan=r.keuangan,
                serapan=serapan,
                serapan_teks=format_persen(serapan, desimal),
                fisik=r.fisik,
                belum=r.status != Status.VERIFIED,
                kini=tw == triwulan,
            )
        )
    return SejarahAnggaran(
        baris=baris,
        kini=rows.get(triwulan),
        pagu=pagu.get((triwulan.tahun, triwulan.nomor)),
        grafik=_grafik_anggaran(baris, desimal),
    )


def _pagu(sub: SubKegiatan, tahun: Sequence[int]) -> dict[tuple[int, int], int]:
    """The pagu that counts in each quarter of the years, by (year, quarter). One query.

    A later plan that drops the sub kegiatan is not asked for: money was spent under the one that had it.
    """
    rows = (
        PaguAnggaran.objects.filter(
            sub_kegiatan=sub, rencana__tahun__in=tahun, rencana__status=RencanaTahunan.Status.APPROVED
        )
        .values("rencana__tahun", "rencana__urutan", "rencana__berlaku_mulai")
        .annotate(total=Sum("jumlah"))
        .order_by("rencana__urutan")
    )
    hasil: dict[tuple[int, int], int] = {}
    for row in rows:
        for nomor in range(row["rencana__berlaku_mulai"], 5):
            hasil[row["rencana__tahun"], nomor] = row["total"]
    return hasil


def _grafik_anggaran(baris: list[BarisTriwulanAnggaran], desimal: int) -> list[ChartData]:
    if len(baris) < 2:
        return []
    akhir, quarters = baris[-1], [b.triwulan for b in baris]
    angka = _berangka(quarters, [True] * len(baris))

    def seri(nama: str, nilai: Sequence[Decimal | None]) -> Series:
        teks = (format_persen(n, desimal) if a else TANPA_ANGKA for n, a in zip(nilai, angka, strict=True))
        return Series(nama, tuple(nilai), teks=tuple(teks))

    uang = akhir.keuangan
    terserap = "keuangan belum diisi" if uang is None else f"terserap {format_rupiah(uang)} ({akhir.serapan_teks})"
    fisik = "fisik belum diisi" if akhir.fisik is None else f"fisik {format_persen(akhir.fisik)}"
    return [
        ChartData(
            judul="Penyerapan dan fisik sampai dengan tiap triwulan",
            kalimat=f"Sampai dengan {akhir.triwulan} {terserap}, {fisik}.",
            labels=tuple(f"{tw.romawi} {tw.tahun}" for tw in quarters),
            series=(seri("Penyerapan", [b.serapan for b in baris]), seri("Fisik", [b.fisik for b in baris])),
            jenis="garis",
            satuan="%",
            lebar=LEBAR,
            tinggi=TINGGI,
            judul_label="Triwulan",
        )
    ]
