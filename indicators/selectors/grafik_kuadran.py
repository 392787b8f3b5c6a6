"""Capaian against absorption: four quadrants between two thresholds that are data, not taste."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import calculations
from indicators.calculations import Kebijakan
from indicators.models import PemerintahDaerah
from sakip.lib.charts_bentuk import Kuadran, TitikKuadran
from sakip.lib.numbers import format_persen
from sakip.lib.periods import Triwulan

PERHATIAN = 3
"""Money was spent and the target was not reached: the quadrant an auditor looks at first."""

MINIMUM = 2
"""A single point has no median to be compared with."""


def titik_kuadran(
    nama: str,
    serapan: Decimal | None,
    capaian: Decimal | None,
    kebijakan: Kebijakan,
    *,
    desimal_anggaran: int,
    alamat: str = "",
) -> TitikKuadran:
    """One point: absorption to the right, mean capaian upward, coloured and named by its category."""
    kategori = calculations.kategori(capaian, kebijakan)
    return TitikKuadran(
        nama=nama,
        x=serapan,
        y=capaian,
        x_teks=format_persen(serapan, desimal_anggaran),
        y_teks=format_persen(capaian, 2),
        kode=kategori.kode if kategori else "",
        kategori=kategori.label if kategori else "",
        alamat=alamat,
    )


@dataclass(frozen=True)
class Batas:
    """Where the two lines stand. `kategori`: capaian is high from there on; empty where the regency set a figure.

    `serapan` is what the regency set for absorption up to `triwulan`; None: the median of the points is the line.
    """

    capaian: Decimal
    kategori: str
    serapan: Decimal | None = None
    triwulan: Triwulan | None = None

    @property
    def sisi_capaian(self) -> tuple[str, str]:
        """What is above the line of capaian, and what below."""
        if self.kategori:
            return self.kategori, f"Di bawah {self.kategori}"
        persen = format_persen(self.capaian)
        return f"Capaian mulai {persen}", f"Capaian di bawah {persen}"

    @property
    def sisi_serapan(self) -> tuple[str, str]:
        """What is left of the line of absorption, and what right of it."""
        if self.serapan is None:
            return "penyerapan di bawah median", "penyerapan di atas median"
        persen = format_persen(self.serapan)
        return f"penyerapan di bawah {persen}", f"penyerapan mulai {persen}"


def batas_kuadran(
    kebijakan: Kebijakan, daerah: PemerintahDaerah | None = None, triwulan: Triwulan | None = None
) -> Batas:
    """The regency's thresholds up to a quarter; what it has not set is its highest category, and the median."""
    teratas = max(kebijakan.kategori, key=lambda k: k.batas_bawah)
    serapan = daerah.ambang_serapan(triwulan.nomor) if daerah and triwulan else None
    if daerah is None or daerah.ambang_capaian is None:
        return Batas(teratas.batas_bawah, teratas.label, serapan, triwulan)
    return Batas(daerah.ambang_capaian, "", serapan, triwulan)


def grafik_kuadran(titik: Sequence[TitikKuadran], batas: Batas, sebutan: str) -> Kuadran | None:
    """The quadrants of some points; None unless one has both figures (two, where their median is the threshold)."""
    serapan = [t.x for t in titik if t.x is not None and t.y is not None]
    if len(serapan) < (MINIMUM if batas.serapan is None else 1):
        return None
    tegak = median(serapan) if batas.serapan is None else batas.serapan
    (atas, bawah), (kiri, kanan) = batas.sisi_capaian, batas.sisi_serapan
    mulai = format_persen(batas.capaian)
    kuadran = Kuadran(
        judul=f"Capaian terhadap penyerapan tiap {sebutan.lower()}",
        kalimat="",
        judul_x="Penyerapan",
        judul_y="Rata-rata capaian",
        batas_x=tegak,
        batas_y=batas.capaian,
        batas_x_teks=f"median {format_persen(tegak, 2)}" if batas.serapan is None else _batas_daerah(batas),
        batas_y_teks=f"{atas}: mulai {mulai}" if batas.kategori else f"batas capaian daerah {mulai}",
        nama_kuadran=(f"{atas}, {kiri}", f"{atas}, {kanan}", f"{bawah}, {kiri}", f"{bawah}, {kanan}"),
        titik=tuple(titik),
        judul_titik=sebutan,
    )
    return Kuadran(**{**vars(kuadran), "kalimat": _kalimat(kuadran, batas)})


def _batas_daerah(batas: Batas) -> str:
    sampai = f" sampai dengan triwulan {batas.triwulan.romawi}" if batas.triwulan else ""
    return f"batas penyerapan daerah {format_persen(batas.serapan)}{sampai}"


def _kalimat(kuadran: Kuadran, batas: Batas) -> str:
    tempat = [kuadran.kuadran_of(t) for t in kuadran.titik]
    perhatian = [t.nama for t, di in zip(kuadran.titik, tempat, strict=True) if di == PERHATIAN]
    tinggi = sum(di in (0, 1) for di in tempat)
    capaian = f"kategori {batas.kategori}" if batas.kategori else f"capaian {format_persen(batas.capaian)}"
    kalimat = f"{tinggi} dari {len(kuadran.tergambar)} {kuadran.judul_titik.lower()} mencapai {capaian}"
    if perhatian:
        sebut = ", ".join(perhatian[:3]) + (f", dan {len(perhatian) - 3} lainnya" if len(perhatian) > 3 else "")
        kalimat += f"; di bawahnya dengan {batas.sisi_serapan[1]}: {sebut}"
    kurang = len(kuadran.titik) - len(kuadran.tergambar)
    if kurang:
        kalimat += f"; {kurang} belum memiliki kedua angkanya"
    if batas.serapan is None:
        return f"{kalimat}. Batas penyerapan adalah mediannya, {format_persen(kuadran.batas_x, 2)}."
    sampai = f" sampai dengan triwulan {batas.triwulan.romawi}" if batas.triwulan else ""
    return f"{kalimat}. Batas penyerapan yang ditetapkan daerah{sampai} adalah {format_persen(batas.serapan)}."


def median(angka: Sequence[Decimal]) -> Decimal:
    """The middle of some figures, two decimals; of an even number the mean of the two in the middle."""
    urut = sorted(angka)
    tengah = len(urut) // 2
    return calculations.bulatkan(urut[tengah] if len(urut) % 2 else (urut[tengah - 1] + urut[tengah]) / 2)
