"""The list of sheets that are late or still empty: whose, which quarter, by how many days, where it is."""

from collections.abc import Sequence
from datetime import date

from indicators.selectors.peta_lembar import LembarTertunda
from indicators.selectors.saring import Alamat
from sakip.lib.charts_bentuk import Daftar
from sakip.lib.numbers import format_tanggal
from sakip.lib.periods import Triwulan


def daftar_tertunda(
    rows: Sequence[tuple[str, LembarTertunda]], tahun: int, hari_ini: date, alamat: Alamat
) -> Daftar | None:
    """Late sheets first, those longest overdue at the top, then open ones without a value; None when there is none.

    Each row comes with the name of its perangkat daerah, empty where the page is about one only.
    """
    if not rows:
        return None
    urut = sorted(rows, key=lambda r: (r[1].keadaan != "late", r[1].batas or date.max, r[1].triwulan, r[0], r[1].unit))
    berpd = any(pd for pd, _ in rows)
    kepala = ["Unit kerja", "Triwulan", "Keadaan", "Terisi", "Batas waktu", "Lewat"]
    baris = []
    for pd, t in urut:
        lewat = (hari_ini - t.batas).days if t.batas and t.keadaan == "late" else 0
        isi = [
            t.unit,
            f"TW {Triwulan(tahun, t.triwulan).romawi}",
            t.kata,
            f"{t.terisi} dari {t.jumlah}",
            format_tanggal(t.batas) if t.batas else "-",
            f"{lewat} hari" if lewat else "-",
        ]
        baris.append([isi[0], pd, *isi[1:]] if berpd else isi)
    return Daftar(
        judul="Lembar yang terlambat atau belum diisi",
        kalimat=_kalimat([t for _, t in urut], hari_ini),
        kepala=[kepala[0], "Perangkat daerah", *kepala[1:]] if berpd else kepala,
        baris=baris,
        alamat=tuple(alamat.lembar(t.unit_id, t.triwulan) for _, t in urut),
    )


def _kalimat(rows: Sequence[LembarTertunda], hari_ini: date) -> str:
    terlambat = [t for t in rows if t.keadaan == "late"]
    kosong = len(rows) - len(terlambat)
    bagian = []
    if terlambat:
        terlama = max(((hari_ini - t.batas).days, t.unit) for t in terlambat if t.batas)
        bagian.append(f"{len(terlambat)} lembar melewati batas waktu, yang terlama {terlama[0]} hari ({terlama[1]})")
    if kosong:
        bagian.append(f"{kosong} lembar sudah dibuka dan belum berisi satu nilai pun")
    return f"{'; '.join(bagian)}."
