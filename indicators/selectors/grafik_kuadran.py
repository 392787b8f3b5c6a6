"""Capaian against absorption: four quadrants between two thresholds that are data, not taste."""

from collections.abc import Sequence
from decimal import Decimal

from indicators import calculations
from indicators.calculations import Kebijakan
from sakip.lib.charts_bentuk import Kuadran, TitikKuadran
from sakip.lib.numbers import format_persen

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


def grafik_kuadran(titik: Sequence[TitikKuadran], kebijakan: Kebijakan, sebutan: str) -> Kuadran | None:
    """The quadrants of some points; None unless two of them have both figures.

    The threshold of capaian is where the regency's highest category begins. The regency sets none for absorption, so
    that one is the median of the points, and the sentence says so.
    """
    serapan = [t.x for t in titik if t.x is not None and t.y is not None]
    if len(serapan) < MINIMUM:
        return None
    teratas = max(kebijakan.kategori, key=lambda k: k.batas_bawah)
    tengah = median(serapan)
    kuadran = Kuadran(
        judul=f"Capaian terhadap penyerapan tiap {sebutan.lower()}",
        kalimat="",
        judul_x="Penyerapan",
        judul_y="Rata-rata capaian",
        batas_x=tengah,
        batas_y=teratas.batas_bawah,
        batas_x_teks=f"median {format_persen(tengah, 2)}",
        batas_y_teks=f"{teratas.label}: mulai {format_persen(teratas.batas_bawah)}",
        nama_kuadran=nama_kuadran(teratas.label),
        titik=tuple(titik),
        judul_titik=sebutan,
    )
    return Kuadran(**{**vars(kuadran), "kalimat": _kalimat(kuadran, teratas.label)})


def nama_kuadran(label: str) -> tuple[str, str, str, str]:
    """Upper left, upper right, lower left, lower right, by the regency's own word: 88% may well be called high."""
    return (
        f"{label}, penyerapan di bawah median",
        f"{label}, penyerapan di atas median",
        f"Di bawah {label}, penyerapan di bawah median",
        f"Di bawah {label}, penyerapan di atas median",
    )


def _kalimat(kuadran: Kuadran, label: str) -> str:
    tempat = [kuadran.kuadran_of(t) for t in kuadran.titik]
    perhatian = [t.nama for t, di in zip(kuadran.titik, tempat, strict=True) if di == PERHATIAN]
    tinggi = sum(di in (0, 1) for di in tempat)
    kalimat = f"{tinggi} dari {len(kuadran.tergambar)} {kuadran.judul_titik.lower()} mencapai kategori {label}"
    if perhatian:
        sebut = ", ".join(perhatian[:3]) + (f", dan {len(perhatian) - 3} lainnya" if len(perhatian) > 3 else "")
        kalimat += f"; di bawahnya dengan penyerapan di atas median: {sebut}"
    kurang = len(kuadran.titik) - len(kuadran.tergambar)
    if kurang:
        kalimat += f"; {kurang} belum memiliki kedua angkanya"
    return f"{kalimat}. Batas penyerapan adalah mediannya, {format_persen(kuadran.batas_x, 2)}."


def median(angka: Sequence[Decimal]) -> Decimal:
    """The middle of some figures, two decimals; of an even number the mean of the two in the middle."""
    urut = sorted(angka)
    tengah = len(urut) // 2
    return calculations.bulatkan(urut[tengah] if len(urut) % 2 else (urut[tengah - 1] + urut[tengah]) / 2)
